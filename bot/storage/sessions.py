"""Interviews with their events."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.engine.codec import decode_event, decode_inputs, encode_event, encode_inputs
from bot.engine.session import Event
from bot.records import SessionRecord, Status, Subject, Untouched
from bot.storage.private import drop_session, only_for
from bot.storage.safe import Safe, key_of_private, owner_of
from bot.storage.statements import Row, Statement, Work, given, insert, mine
from bot.storage.tables import event, session
from bot.storage.words import read

_CHANGING = ("dialogue", "version", "status", "begun_at", "touched_at", "position", "answered")
_FIELDS = ("id", "person", "case_file", "cooperation", "private", *_CHANGING, "inputs")
_EVENT = ("kind", "question", "item", "value")

_RECORDS = sa.select(*(session.c[name] for name in _FIELDS))
_LAST_TOUCHED_FIRST = (session.c.touched_at.desc(), session.c.id)
_GET = Statement(_RECORDS.where(mine(session, "id")))
_OF = Statement(
    _RECORDS.where(mine(session, "person"))
    .order_by(*_LAST_TOUCHED_FIRST)
    .limit(sa.bindparam("limit", type_=sa.BigInteger()))
)
_about = _RECORDS.where(mine(session, "case_file")).order_by(*_LAST_TOUCHED_FIRST)
_ABOUT = Statement(_about.where(only_for(session, "viewer")))
_ABOUT_FOR_NOBODY = Statement(_about)
_UNTOUCHED = Statement(
    sa.select(*(session.c[name] for name in ("id", "person", "dialogue", "case_file", "touched_at")))
    .where(mine(session), session.c.private, session.c.touched_at < given(session.c.touched_at, "before"))
    .order_by(session.c.touched_at, session.c.id)
    .limit(sa.bindparam("limit", type_=sa.BigInteger()))
)
_LOG = Statement(
    sa.select(event.c.seq, *(event.c[name] for name in _EVENT))
    .where(mine(event, "session"))
    .order_by(event.c.seq)
)
_ADD = insert(session)
_SAVE = Statement(
    sa.update(session).values({name: given(session.c[name]) for name in _CHANGING}).where(mine(session, "id"))
)
_HAND_ON = Statement(
    sa.update(session)
    .values(person=given(session.c.person, "to"))
    .where(
        mine(session, "case_file", "person"),
        session.c.status != sa.literal(Status.FINISHED.value, sa.Text()),
        sa.not_(session.c.private),
    )
)
# Whose it is, and where its log goes on: read after `_SAVE` has locked the row, so that nobody else counts meanwhile.
_STATE = Statement(
    sa.select(
        session.c.person,
        session.c.case_file,
        session.c.private,
        sa.select(sa.func.coalesce(sa.func.max(event.c.seq) + 1, 0))
        .where(event.c.bot == session.c.bot, event.c.session == session.c.id)
        .scalar_subquery()
        .label("next"),
    ).where(mine(session, "id"))
)
_SAVE_INPUTS = Statement(sa.update(session).values(inputs=given(session.c.inputs)).where(mine(session, "id")))
_APPEND = insert(event)


class SessionsTable:
    """Sessions, and the log of each."""

    def __init__(self, work: Work, safe: Safe) -> None:
        self._work = work
        self._safe = safe

    async def add(self, record: SessionRecord) -> None:
        owner = _owner(record.id, record.person, record.subject.case, private=record.private)
        whose = {
            "person": record.person or None,
            "case_file": record.subject.case or None,
            "cooperation": record.subject.cooperation or None,
        }
        inputs = await self._inputs(owner, record)
        fixed = {"id": record.id, "private": record.private, **whose}
        await self._work.run(_ADD, **_changing(record), **fixed, inputs=inputs)
        await self._append(owner, record.id, 0, record.log)

    async def get(self, session: str) -> SessionRecord | None:
        """Raises `SealBroken` if a word of it cannot be read."""
        for row in await self._work.rows(_GET, id=session):
            (inputs,) = await self._safe.open([_sealed_inputs(row)])
            return _record(row, inputs or "", await self._log(session))
        return None

    async def of(self, person: str, limit: int = 50) -> Sequence[SessionRecord]:
        return await self._records(await self._work.rows(_OF, person=person, limit=limit))

    async def about(self, case: str, *, viewer: str | None) -> Sequence[SessionRecord]:
        if viewer is None:
            return await self._records(await self._work.rows(_ABOUT_FOR_NOBODY, case_file=case))
        return await self._records(await self._work.rows(_ABOUT, case_file=case, viewer=viewer))

    async def hand_on(self, case: str, person: str, to: str) -> None:
        await self._work.run(_HAND_ON, case_file=case, person=person, to=to)

    async def erase(self, session: str) -> None:
        await drop_session(self._work, self._safe, session)

    async def untouched(self, before: datetime, limit: int) -> Sequence[Untouched]:
        rows = await self._work.rows(_UNTOUCHED, before=before, limit=limit)
        return [
            Untouched(id, person or "", dialogue, case or "", at) for id, person, dialogue, case, at in rows
        ]

    async def save(self, record: SessionRecord, new: Sequence[Event]) -> None:
        """Whose it is never changes here; only a merge of cases or an erasure changes that."""
        await self._work.run(_SAVE, **_changing(record), id=record.id)
        for person, case, private, next_seq in await self._work.rows(_STATE, id=record.id):
            owner = _owner(record.id, person, case, private=private)
            await self._work.run(_SAVE_INPUTS, id=record.id, inputs=await self._inputs(owner, record))
            await self._append(owner, record.id, next_seq, new)

    async def _inputs(self, owner: str, record: SessionRecord) -> str | None:
        place = f"session.inputs/{record.id}"
        return await self._safe.seal_json(owner, place, encode_inputs(record.inputs))

    async def _append(self, owner: str, session: str, first: int, events: Sequence[Event]) -> None:
        rows = []
        for seq, each in enumerate(events, first):
            row = {**dict.fromkeys(_EVENT), **encode_event(each), "session": session, "seq": seq}
            row["value"] = await self._safe.seal_json(owner, _place(session, seq), row["value"])
            rows.append(row)
        await self._work.run_each(_APPEND, rows)

    async def _log(self, session: str) -> tuple[Event, ...]:
        rows = await self._work.rows(_LOG, session=session)
        values = await self._safe.open([(_place(session, row[0]), row[-1]) for row in rows])
        return tuple(_event(row, value) for row, value in zip(rows, values, strict=True))

    async def _records(self, rows: Sequence[Row]) -> list[SessionRecord]:
        """Without their logs, and without those that cannot be read."""
        inputs = await read(self._safe, [_sealed_inputs(row) for row in rows])
        return [_record(row, each) for row, each in zip(rows, inputs, strict=True) if each]


def _owner(session: str, person: str | None, case: str | None, *, private: bool) -> str:
    return key_of_private(session) if private else owner_of(person, case)


def _changing(record: SessionRecord) -> dict[str, Any]:
    return {**{name: getattr(record, name) for name in _CHANGING}, "status": record.status.value}


def _sealed_inputs(row: Row) -> tuple[str, str | None]:
    return f"session.inputs/{row[0]}", row[-1]


def _record(row: Row, inputs: str, log: tuple[Event, ...] = ()) -> SessionRecord:
    fields = dict(zip(_FIELDS, row, strict=True))
    subject = Subject(fields.pop("case_file") or "", fields.pop("cooperation") or "")
    read = {
        "person": fields["person"] or "",
        "status": Status(fields["status"]),
        "private": bool(fields["private"]),
        "inputs": decode_inputs(json.loads(inputs)),
    }
    return SessionRecord(**{**fields, **read}, log=log, subject=subject)


def _place(session: str, seq: int) -> str:
    return f"event.value/{session}/{seq}"


def _event(row: Row, value: str | None) -> Event:
    _, *plain, _ = row
    fields = zip(_EVENT, (*plain, None if value is None else json.loads(value)), strict=True)
    return decode_event({name: each for name, each in fields if each is not None})
