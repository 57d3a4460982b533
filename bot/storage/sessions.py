"""Interviews with their events."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

import sqlalchemy as sa

from bot.engine.codec import decode_event, decode_inputs, encode_event, encode_inputs
from bot.engine.session import Event
from bot.records import SessionRecord, Status
from bot.storage.statements import Row, Statement, Work, given, insert, mine
from bot.storage.tables import event, session

_FIELDS = ("id", "person", "dialogue", "version", "status", "begun_at", "touched_at", "position")
_EVENT = ("kind", "question", "item", "value")

# One row an event, or one without; the inputs, which may be long, come with the first only.
_WITH_EVENTS = (
    sa.select(
        *(session.c[name] for name in _FIELDS),
        sa.case((sa.func.coalesce(event.c.seq, 0) == 0, session.c.inputs)).label("inputs"),
        *(event.c[name] for name in _EVENT),
    )
    .outerjoin(event, sa.and_(event.c.bot == session.c.bot, event.c.session == session.c.id))
    .order_by(session.c.touched_at.desc(), session.c.id, event.c.seq)
)
_GET = Statement(_WITH_EVENTS.where(mine(session, "id")))
_OF = Statement(_WITH_EVENTS.where(mine(session, "person")))
_ADD = insert(session)
_SAVE = Statement(
    sa.update(session)
    .values({name: given(session.c[name]) for name in (*_FIELDS[1:], "inputs")})
    .where(mine(session, "id"))
)
# `_SAVE` runs before and locks the row, so that no other process counts at the same time.
_APPEND = Statement(
    sa.insert(event).from_select(
        ["bot", "session", "seq", *_EVENT],
        sa.select(
            given(event.c.bot),
            given(event.c.session),
            sa.func.coalesce(sa.func.max(event.c.seq) + 1, 0),
            *(given(event.c[name]) for name in _EVENT),
        ).where(mine(event, "session")),
    )
)


class SessionsTable:
    """Sessions, and the log of each."""

    def __init__(self, work: Work) -> None:
        self._work = work

    async def add(self, record: SessionRecord) -> None:
        await self._work.run(_ADD, **_row(record))
        await self._append(record.id, record.log)

    async def get(self, session: str) -> SessionRecord | None:
        for record in _records(await self._work.rows(_GET, id=session)):
            return record
        return None

    async def of(self, person: str) -> Sequence[SessionRecord]:
        return _records(await self._work.rows(_OF, person=person))

    async def save(self, record: SessionRecord, new: Sequence[Event]) -> None:
        await self._work.run(_SAVE, **_row(record))
        await self._append(record.id, new)

    async def _append(self, session: str, events: Sequence[Event]) -> None:
        nothing = dict.fromkeys(_EVENT)
        plain = [{**nothing, **encode_event(event), "session": session} for event in events]
        await self._work.run_each(_APPEND, plain)


def _row(record: SessionRecord) -> dict[str, Any]:
    fields = {name: getattr(record, name) for name in _FIELDS}
    return {**fields, "status": record.status.value, "inputs": encode_inputs(record.inputs)}


def _records(rows: Iterable[Row]) -> list[SessionRecord]:
    return [_record(list(group)) for _, group in groupby(rows, itemgetter(0))]


def _record(rows: Sequence[Row]) -> SessionRecord:
    id, person, dialogue, version, status, begun_at, touched_at, position, inputs, kind, *_ = rows[0]
    log = tuple(_event(row[-4:]) for row in rows) if kind else ()
    return SessionRecord(
        id,
        person,
        dialogue,
        version,
        decode_inputs(inputs),
        Status(status),
        begun_at,
        touched_at,
        position,
        log,
    )


def _event(row: Row) -> Event:
    return decode_event({name: value for name, value in zip(_EVENT, row, strict=True) if value is not None})
