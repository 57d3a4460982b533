"""Each version of a dialogue that was ever used, with its texts."""

from datetime import datetime

import sqlalchemy as sa

from bot.records import Plain
from bot.storage.statements import Statement, Work, insert_unless_there, mine
from bot.storage.tables import publication

_ADD = insert_unless_there(publication)
_TEXTS = Statement(sa.select(publication.c.texts).where(mine(publication, "dialogue", "version")))


class PublicationsTable:
    """Versions, kept as they were first added."""

    def __init__(self, work: Work) -> None:
        self._work = work

    async def add(self, dialogue: str, version: str, source: str, texts: Plain, at: datetime) -> None:
        await self._work.run(
            _ADD, dialogue=dialogue, version=version, source=source, texts=texts, published_at=at
        )

    async def texts(self, dialogue: str, version: str) -> Plain | None:
        for (texts,) in await self._work.rows(_TEXTS, dialogue=dialogue, version=version):
            found: Plain = texts
            return found
        return None
