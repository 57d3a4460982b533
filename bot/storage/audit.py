"""The audit trail: lines are only ever added, and dropped when they are old."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from bot.records import Trace
from bot.storage.fields import columns, values
from bot.storage.statements import Row, Statement, Work, given, insert, mine
from bot.storage.tables import trace

_FIELDS = ("id", "at", "person", "organisation", "case", "action", "granted")
_ALL = sa.select(*columns(trace, _FIELDS))
_NEWEST_FIRST = (trace.c.at.desc(), trace.c.id)
_LIMIT = sa.bindparam("limit", type_=sa.BigInteger())

_ADD = insert(trace)
_OF_CASE = Statement(_ALL.where(mine(trace, "case_file")).order_by(*_NEWEST_FIRST).limit(_LIMIT))
_OF_PERSON = Statement(_ALL.where(mine(trace, "person")).order_by(*_NEWEST_FIRST).limit(_LIMIT))
_REFUSED = Statement(
    sa.select(sa.func.count())
    .select_from(trace)
    .where(
        mine(trace, "person", "action"), trace.c.at >= given(trace.c.at, "since"), sa.not_(trace.c.granted)
    )
)
_PRUNE = Statement(sa.delete(trace).where(mine(trace), trace.c.at < given(trace.c.at, "before")))


class AuditTable:
    """The lines of the trail."""

    def __init__(self, work: Work) -> None:
        self._work = work

    async def note(self, trace: Trace) -> None:
        await self._work.run(_ADD, **values(trace, _FIELDS))

    async def of_case(self, case: str, limit: int = 50) -> Sequence[Trace]:
        return _traces(await self._work.rows(_OF_CASE, case_file=case, limit=limit))

    async def of_person(self, person: str, limit: int = 1000) -> Sequence[Trace]:
        """The newest first."""
        return _traces(await self._work.rows(_OF_PERSON, person=person, limit=limit))

    async def refused(self, person: str, action: str, since: datetime) -> int:
        number: int = (await self._work.rows(_REFUSED, person=person, action=action, since=since))[0][0]
        return number

    async def prune(self, before: datetime) -> None:
        await self._work.run(_PRUNE, before=before)


def _traces(rows: Sequence[Row]) -> list[Trace]:
    return [
        Trace(id, at, person, organisation, case, action, bool(granted))
        for id, at, person, organisation, case, action, granted in rows
    ]
