"""Counts for an organisation, over what is kept in clear."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from bot.records import CaseState, Change
from bot.storage.statements import Statement, Work, mine
from bot.storage.tables import case_file, plan_event, session, standing


def _text(value: str) -> sa.ColumnElement[str]:
    return sa.literal(value, sa.Text())


def _of_case(table: sa.Table) -> sa.ColumnElement[bool]:
    """What hangs on a case of the organisation."""
    return sa.and_(
        table.c.bot == case_file.c.bot,
        table.c.case_file == case_file.c.id,
        mine(case_file, "organisation"),
    )


def _in_time(column: sa.ColumnElement[datetime]) -> sa.ColumnElement[bool]:
    since, until = (sa.bindparam(name, type_=column.type) for name in ("since", "until"))
    return sa.and_(column >= since, column < until)


_COOPERATION = (standing.c.case_file, standing.c.cooperation)
_AGE = (standing.c.at, standing.c.id)
_OPEN = case_file.c.state == _text(CaseState.OPEN.value)

_newest = (
    sa.select(
        standing.c.case_file,
        standing.c.open_situation,
        standing.c.open_stage,
        sa.func.row_number()
        .over(partition_by=_COOPERATION, order_by=[column.desc() for column in _AGE])
        .label("age"),
    )
    .where(_of_case(standing), _OPEN)
    .subquery("newest")
)
_STANDING_NOW = Statement(
    sa.select(
        _newest.c.open_situation,
        _newest.c.open_stage,
        sa.func.count(sa.distinct(_newest.c.case_file)).label("times"),
    )
    .where(_newest.c.age == sa.literal_column("1"))
    .group_by(_newest.c.open_situation, _newest.c.open_stage)
    .order_by(_newest.c.open_situation, _newest.c.open_stage)
)

_move = (
    sa.select(
        standing.c.at,
        sa.func.coalesce(
            sa.func.lag(standing.c.open_situation).over(partition_by=_COOPERATION, order_by=_AGE), _text("")
        ).label("before"),
        standing.c.open_situation.label("after"),
        standing.c.case_file,
    )
    .where(_of_case(standing))
    .subquery("move")
)
_MOVES = Statement(
    sa.select(_move.c.before, _move.c.after, sa.func.count(sa.distinct(_move.c.case_file)).label("times"))
    .where(_in_time(_move.c.at))
    .group_by(_move.c.before, _move.c.after)
    .order_by(_move.c.before, _move.c.after)
)

_begun = (session.c.dialogue, session.c.status, session.c.position)
_INTERVIEWS = Statement(
    sa.select(*_begun, sa.func.count(sa.distinct(session.c.case_file)).label("times"))
    .where(_of_case(session), _in_time(session.c.begun_at), sa.not_(session.c.private))
    .group_by(*_begun)
    .order_by(*_begun)
)

_COMING = [_text(change.value) for change in (Change.GIVEN, Change.ADDED)]
_what = sa.case(
    (plan_event.c.change == _text(Change.STATUS.value), plan_event.c.status), else_=plan_event.c.change
)
_event = (
    sa.select(plan_event.c.advice, _what.label("what"), plan_event.c.case_file)
    .where(
        _of_case(plan_event),
        _in_time(plan_event.c.at),
        plan_event.c.advice != _text(""),
        sa.not_(plan_event.c.confidential),
        plan_event.c.change.in_([*_COMING, _text(Change.STATUS.value)]),
    )
    .subquery("event")
)
_ADVICE = Statement(
    sa.select(_event.c.advice, _event.c.what, sa.func.count(sa.distinct(_event.c.case_file)).label("times"))
    .group_by(_event.c.advice, _event.c.what)
    .order_by(_event.c.advice, _event.c.what)
)
_SIZES = Statement(
    sa.select(case_file.c.state, sa.func.count())
    .where(mine(case_file, "organisation"))
    .group_by(case_file.c.state)
)


class FiguresTable:
    """Counts; nothing that says who is read."""

    def __init__(self, work: Work) -> None:
        self._work = work

    async def standing_now(self, organisation: str) -> Sequence[tuple[str, str, int]]:
        rows = await self._work.rows(_STANDING_NOW, organisation=organisation)
        return [(situation, stage, times) for situation, stage, times in rows]

    async def moves(
        self, organisation: str, since: datetime, until: datetime
    ) -> Sequence[tuple[str, str, int]]:
        """Who moved the same way twice counts once."""
        rows = await self._work.rows(_MOVES, organisation=organisation, since=since, until=until)
        return [(before, after, times) for before, after, times in rows]

    async def interviews(
        self, organisation: str, since: datetime, until: datetime
    ) -> Sequence[tuple[str, str, str, int]]:
        rows = await self._work.rows(_INTERVIEWS, organisation=organisation, since=since, until=until)
        return [(dialogue, status, position, times) for dialogue, status, position, times in rows]

    async def advice(
        self, organisation: str, since: datetime, until: datetime
    ) -> Sequence[tuple[str, str, int]]:
        rows = await self._work.rows(_ADVICE, organisation=organisation, since=since, until=until)
        return [(advice, what, times) for advice, what, times in rows]

    async def sizes(self, organisation: str) -> tuple[int, int]:
        rows = await self._work.rows(_SIZES, organisation=organisation)
        found: dict[str, int] = {state: number for state, number in rows}  # noqa: C416 - dict() loses the types
        return found.get(CaseState.OPEN.value, 0), found.get(CaseState.ARCHIVED.value, 0)
