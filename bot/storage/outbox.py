"""Calls to make on the channel.

A call is waiting or being sent (`sending`); once made it is forgotten. Urgent calls overtake the others and hold up
none; of the others, the first of a chat, waiting or being sent, holds up those behind it.
"""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.records import Outgoing
from bot.storage.fields import values
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
_DUE = Statement(
    sa.select(*(outbox.c[name] for name in _FIELDS))
    .where(
        mine(outbox),
        _STILL,
        outbox.c.due_at <= given(outbox.c.due_at, "now"),
        sa.or_(
            outbox.c.urgent,
            ~sa.exists().where(
                _ahead.c.bot == outbox.c.bot,
                _ahead.c.chat == outbox.c.chat,
                sa.not_(_ahead.c.urgent),
                sa.or_(
                    _ahead.c.place < outbox.c.place,
                    sa.and_(_ahead.c.place == outbox.c.place, _ahead.c.id < outbox.c.id),
                ),
            ),
        ),
    )
    .order_by(outbox.c.urgent.desc(), outbox.c.created_at, outbox.c.place, outbox.c.id)
    .limit(sa.bindparam("limit", type_=sa.BigInteger()))
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
    sa.delete(outbox).where(mine(outbox, "chat", "card"), _STILL, outbox.c.id != given(outbox.c.id, "by"))
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
        payload = await self._safe.seal_json(QUEUE, f"outbox.payload/{outgoing.id}", outgoing.payload)
        await self._work.run(_ADD, **{**values(outgoing, _FIELDS), "payload": payload})

    async def due(self, now: datetime, limit: int) -> Sequence[Outgoing]:
        rows = [_fields(row) for row in await self._work.rows(_DUE, now=now, limit=limit)]
        items = [(f"outbox.payload/{row['id']}", row["payload"]) for row in rows]
        due = []
        for row, payload in zip(rows, await self._safe.open_each(items), strict=True):
            if isinstance(payload, str):
                due.append(Outgoing(**{**row, "payload": json.loads(payload)}))
            else:  # it can never be made, and must hold up nobody
                await self._work.run(_DROP, id=row["id"])
        return due

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
        await self._work.run(_OVERTAKEN, chat=chat, card=card, by=by)

    async def recover(self) -> None:
        await self._work.run(_RECOVER)

    async def count(self) -> int:
        """How many calls are not made yet, those being sent included."""
        number: int = (await self._work.rows(_COUNT))[0][0]
        return number


def _fields(row: Row) -> dict[str, Any]:
    fields = dict(zip(_FIELDS, row, strict=True))
    return {**fields, "urgent": bool(fields["urgent"]), "uncertain": bool(fields["uncertain"])}
