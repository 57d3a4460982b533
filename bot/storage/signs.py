"""Signs of life of parts of the program."""

from datetime import datetime

import sqlalchemy as sa

from bot.storage.statements import Statement, Work, mine, upsert
from bot.storage.tables import sign

_LAST = Statement(sa.select(sign.c.noted_at).where(mine(sign, "name")))
_NOTE = upsert(sign)


class SignsTable:
    """The last sign of each part."""

    def __init__(self, work: Work) -> None:
        self._work = work

    async def last(self, name: str) -> datetime | None:
        for (noted_at,) in await self._work.rows(_LAST, name=name):
            found: datetime = noted_at
            return found
        return None

    async def note(self, name: str, at: datetime) -> None:
        await self._work.run(_NOTE, name=name, noted_at=at)
