"""Calls to make on the channel.

A call is waiting or being sent (`sending`); once made it is forgotten. Urgent calls overtake the others and hold up
none; of the others, the first of a chat, waiting or being sent, holds up those behind it. A reminder waits until there is
nothing else for its chat, and holds up nothing but other reminders, unless it is being sent.
"""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.records import Outgoing, Plain
from bot.storage.fields import values
from bot.storage.reminders import put_back
from bot.storage.safe import QUEUE, Safe
from bot.storage.statements import Row, Statement, Work, given, mine
from bot.storage.tables import identity, outbox

_FIELDS = (
    "id",
    "chat",
    "kind",
    "payload",
    "created_at",
    "due_at",
    "card",
    "urgent",
    "uncertain",
    "attempts",
    "reminder",
    "until",
)
_STILL = outbox.c.state == sa.literal_column("'waiting'")
_ahead = outbox.alias("ahead")

_ADD = Statement(
    sa.insert(outbox).from_select(
        ["bot", "state", "place", *_FIELDS],
        sa.select(
            given(outbox.c.bot),
            sa.literal_column("'waiting'"),
            sa.func.coalesce(sa.func.max(outbox.c.place), 0) + 1,
            *(given(outbox.c[name]) for name in _FIELDS),
        ).where(mine(outbox, "chat")),
    )
)
_IS_REMINDER = outbox.c.reminder.is_not(None)
_FIRST = sa.or_(
    _ahead.c.place < outbox.c.place,
    sa.and_(_ahead.c.place == outbox.c.place, _ahead.c.id < outbox.c.id),
)
_BEING_SENT = sa.and_(_ahead.c.reminder.is_not(None), _ahead.c.state == sa.literal_column("'sending'"))


def _due(kind: sa.ColumnElement[bool], *order: sa.ColumnElement[Any]) -> sa.Select[Any]:
    return (
        sa.select(*(outbox.c[name] for name in _FIELDS))
        .where(mine(outbox), _STILL, outbox.c.due_at <= given(outbox.c.due_at, "now"), kind)
        .order_by(*order, outbox.c.created_at, outbox.c.place, outbox.c.id)
        .limit(sa.bindparam("limit", type_=sa.BigInteger()))
    )


def _nothing(*before: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    """There is nothing `before` it for its chat."""
    return ~sa.exists().where(_ahead.c.bot == outbox.c.bot, _ahead.c.chat == outbox.c.chat, *before)


_DUE = Statement(
    _due(
        sa.and_(
            outbox.c.reminder.is_(None),
            sa.or_(
                outbox.c.urgent,
                _nothing(
                    sa.not_(_ahead.c.urgent),
                    sa.or_(sa.and_(_ahead.c.reminder.is_(None), _FIRST), _BEING_SENT),
                ),
            ),
        ),
        outbox.c.urgent.desc(),
    )
)
# Locked on PostgreSQL until the transaction ends, which notes what is being sent: else one could be taken back
# meanwhile, and told in another message too.
_DUE_REMINDERS = Statement(
    _due(sa.and_(_IS_REMINDER, _nothing(sa.or_(_ahead.c.reminder.is_(None), _FIRST)))).with_for_update(
        skip_locked=True, of=outbox
    )
)
_WITHDRAWN = Statement(
    sa.select(*(outbox.c[name] for name in _FIELDS))
    .where(
        mine(outbox, "chat"),
        _IS_REMINDER,
        _STILL,
        outbox.c.attempts == sa.literal_column("0"),
        sa.not_(outbox.c.uncertain),
    )
    .order_by(outbox.c.place, outbox.c.id)
    .with_for_update()
)
_REMINDERS = Statement(
    sa.select(sa.func.count()).select_from(outbox).where(mine(outbox), _IS_REMINDER, _STILL)
)
_SENDING = Statement(
    sa.update(outbox).values(state=sa.literal("sending", sa.Text())).where(mine(outbox, "id"))
)
_SENT = Statement(sa.delete(outbox).where(mine(outbox, "id")).returning(outbox.c.chat))
_DROP = Statement(sa.delete(outbox).where(mine(outbox, "id")))
_RETRY = Statement(
    sa.update(outbox)
    .values(
        state=sa.literal("waiting", sa.Text()),
        due_at=given(outbox.c.due_at),
        attempts=outbox.c.attempts + 1,
    )
    .where(mine(outbox, "id"))
)
_DROP_CHAT = Statement(sa.delete(outbox).where(mine(outbox, "chat")))
_OVERTAKEN = Statement(
    sa.delete(outbox).where(
        mine(outbox, "chat", "card"),
        _STILL,
        outbox.c.reminder.is_(None),
        outbox.c.id != given(outbox.c.id, "by"),
    )
)
_RECOVER = Statement(
    sa.update(outbox)
    .values(state=sa.literal("waiting", sa.Text()), uncertain=sa.true())
    .where(mine(outbox), outbox.c.state == sa.literal_column("'sending'"))
)
_COUNT = Statement(sa.select(sa.func.count()).select_from(outbox).where(mine(outbox)))
_KNOWN = Statement(
    sa.union_all(
        sa.select(identity.c.external).where(mine(identity), identity.c.external == given(outbox.c.chat)),
        sa.select(outbox.c.chat).where(mine(outbox, "chat")),
    )
    .subquery()
    .select()
    .limit(sa.literal_column("1"))
)


class OutboxTable:
    """The queue of what is to be sent."""

    def __init__(self, work: Work, safe: Safe) -> None:
        self._work = work
        self._safe = safe

    async def add(self, outgoing: Outgoing) -> None:
        payload = await self._safe.seal_json(QUEUE, _place(outgoing.id), outgoing.payload)
        row = {**values(outgoing, _FIELDS), "payload": payload, "reminder": outgoing.reminder or None}
        await self._work.run(_ADD, **row)

    async def due(self, now: datetime, limit: int) -> Sequence[Outgoing]:
        """A reminder whose `until` has passed is given like any other: it is for the sender to say that it was not sent.

        On PostgreSQL reminders stay locked until the transaction ends, and those that are locked already are left out.
        """
        rows = await self._work.rows(_DUE, now=now, limit=limit)
        if len(rows) < limit:
            await self._safe.hold_queue()
            rows += await self._work.rows(_DUE_REMINDERS, now=now, limit=limit - len(rows))
        calls = []
        for row, payload in await self._read(rows):
            if payload is not None:
                calls.append(Outgoing(**{**row, "payload": payload}))
            else:  # it can never be made, and must hold up nobody
                await self._work.run(_DROP, id=row["id"])
                await put_back(self._work, row["reminder"])
        return calls

    async def withdraw(self, chat: str) -> Sequence[Outgoing]:
        """In their order; what cannot be read comes without its words."""
        await self._safe.hold_queue()
        rows = await self._work.rows(_WITHDRAWN, chat=chat)
        await self._work.run_each(_DROP, [{"id": row[0]} for row in rows])
        return [Outgoing(**{**row, "payload": payload or {}}) for row, payload in await self._read(rows)]

    async def reminders(self) -> int:
        number: int = (await self._work.rows(_REMINDERS))[0][0]
        return number

    async def _read(self, rows: Sequence[Row]) -> list[tuple[dict[str, Any], Plain | None]]:
        """The fields of each row, and what is sealed in it."""
        found = [_fields(row) for row in rows]
        sealed = await self._safe.open_each([(_place(row["id"]), row["payload"]) for row in found])
        return [
            (row, json.loads(each) if isinstance(each, str) else None)
            for row, each in zip(found, sealed, strict=True)
        ]

    async def sending(self, ids: Sequence[str]) -> None:
        await self._work.run_each(_SENDING, [{"id": id} for id in ids])

    async def sent(self, id: str) -> None:
        for (chat,) in await self._work.rows(_SENT, id=id):
            await self._scrub_after_a_farewell(chat)

    async def _scrub_after_a_farewell(self, chat: str) -> None:
        """Who has been erased is told so; the last call to them leaves no trace of where they were met."""
        if not await self._work.rows(_KNOWN, chat=chat):
            self._work.scrub()

    async def retry(self, id: str, due_at: datetime) -> None:
        await self._work.run(_RETRY, id=id, due_at=due_at)

    async def drop_chat(self, chat: str) -> None:
        """Also what is being sent just now: its outcome concerns nobody any more."""
        await self._work.run(_DROP_CHAT, chat=chat)
        await self._scrub_after_a_farewell(chat)

    async def overtaken(self, chat: str, card: str, by: str) -> None:
        """A reminder is never forgotten so: it would be neither told nor pending."""
        await self._work.run(_OVERTAKEN, chat=chat, card=card, by=by)

    async def recover(self) -> None:
        await self._work.run(_RECOVER)

    async def count(self) -> int:
        """How many calls are not made yet, those being sent included."""
        number: int = (await self._work.rows(_COUNT))[0][0]
        return number


def _place(id: str) -> str:
    return f"outbox.payload/{id}"


def _fields(row: Row) -> dict[str, Any]:
    fields = dict(zip(_FIELDS, row, strict=True))
    flags = {name: bool(fields[name]) for name in ("urgent", "uncertain")}
    return {**fields, **flags, "reminder": fields["reminder"] or ""}
