"""Planned visits."""

from collections.abc import Sequence
from datetime import date

import sqlalchemy as sa

from bot.records import Visit, VisitState
from bot.storage.cases import ATTENDED
from bot.storage.clock import hour, minutes
from bot.storage.fields import columns, values
from bot.storage.safe import Safe
from bot.storage.statements import Row, Statement, Work, given, insert, mine
from bot.storage.tables import case_file, case_officer, visit
from bot.storage.words import read

_PLAIN = ("id", "case", "cooperation", "by", "day")
_FIELDS = (*_PLAIN, "at", "state", "words")
_CHANGED = ("cooperation", "by_person", "day", "at", "state")

_ADD = insert(visit)
_SAVE = Statement(
    sa.update(visit)
    .values(
        {
            **{name: given(visit.c[name]) for name in _CHANGED},
            "words": sa.func.coalesce(given(visit.c.words), visit.c.words),
        }
    )
    .where(mine(visit, "id", "case_file"))
)
_ALL = sa.select(*columns(visit, _FIELDS))
_FIRST_DAY = (visit.c.day, sa.func.coalesce(visit.c.at, sa.literal_column("-1")), visit.c.id)
_GET = Statement(_ALL.where(mine(visit, "id")))
_ABOUT = Statement(_ALL.where(mine(visit, "case_file")).order_by(*_FIRST_DAY))
_OF_OFFICER = Statement(
    _ALL.join(case_file, (case_file.c.bot == visit.c.bot) & (case_file.c.id == visit.c.case_file))
    .join(case_officer, ATTENDED)
    .where(mine(case_officer, "person"), visit.c.day >= given(visit.c.day, "since"))
    .order_by(*_FIRST_DAY)
)


class VisitsTable:
    """Visits; their words are sealed with the key of the case."""

    def __init__(self, work: Work, safe: Safe) -> None:
        self._work = work
        self._safe = safe

    async def add(self, visit: Visit) -> None:
        await self._work.run(_ADD, **await self._row(visit))

    async def save(self, visit: Visit) -> None:
        """The visit as it is now, of the same case; its words only if there are some."""
        await self._work.run(_SAVE, **await self._row(visit))

    async def get(self, visit: str) -> Visit | None:
        for found in await self._visits(await self._work.rows(_GET, id=visit)):
            return found
        return None

    async def about(self, case: str) -> Sequence[Visit]:
        """Of one day, those without an hour first."""
        return await self._visits(await self._work.rows(_ABOUT, case_file=case))

    async def of_officer(self, person: str, since: date) -> Sequence[Visit]:
        """Cancelled ones included."""
        return await self._visits(await self._work.rows(_OF_OFFICER, person=person, since=since))

    async def _visits(self, rows: Sequence[Row]) -> list[Visit]:
        texts = await read(self._safe, [(f"visit.words/{row[0]}", row[-1]) for row in rows])
        return [_visit(row, words) for row, words in zip(rows, texts, strict=True)]

    async def _row(self, visit: Visit) -> dict[str, object]:
        place = f"visit.words/{visit.id}"
        words = await self._safe.seal(f"case:{visit.case}", place, visit.words or None)
        at = None if visit.at is None else minutes(visit.at)
        return {**values(visit, _PLAIN), "at": at, "words": words, "state": visit.state.value}


def _visit(row: Row, words: str) -> Visit:
    id, case, cooperation, by, day, at, state, _ = row
    return Visit(id, case, cooperation, by, day, None if at is None else hour(at), words, VisitState(state))
