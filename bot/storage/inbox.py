"""Updates received, in the order of their ids.

An update is waiting, failed (set aside for good, with its content, for whoever looks into it) or done (only its id
is left).
"""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from bot.records import Update
from bot.storage.safe import QUEUE, Safe
from bot.storage.statements import Row, Statement, Work, given, insert_unless_there, listed, mine
from bot.storage.tables import inbox

# Constants, not parameters: the partial index serves only a condition that reads like its own.
_STILL = inbox.c.state == sa.literal_column("'waiting'")
_UPDATE = (
    inbox.c.id,
    inbox.c.sender,
    inbox.c.payload,
    inbox.c.received_at,
    inbox.c.attempts,
    inbox.c.due_at,
)
_earlier = inbox.alias("earlier")

_PUT = insert_unless_there(inbox)
_LAST_ID = Statement(sa.select(sa.func.max(inbox.c.id)).where(mine(inbox)))
_WAITING = Statement(
    sa.select(*_UPDATE)
    .where(
        mine(inbox),
        _STILL,
        inbox.c.sender.not_in(listed("leaving_out")),
        sa.or_(inbox.c.due_at.is_(None), inbox.c.due_at <= given(inbox.c.due_at, "now")),
        ~sa.exists().where(
            _earlier.c.bot == inbox.c.bot,
            _earlier.c.sender == inbox.c.sender,
            _earlier.c.id < inbox.c.id,
            _earlier.c.state == sa.literal_column("'waiting'"),
        ),
    )
    .order_by(inbox.c.id)
    .limit(sa.bindparam("limit", type_=sa.BigInteger()))
)
_TAKE = Statement(sa.select(*_UPDATE).where(mine(inbox, "id"), _STILL).with_for_update(skip_locked=True))
_DONE = Statement(
    sa.update(inbox)
    .values(
        state=sa.literal("done", sa.Text()),
        sender=sa.null(),
        payload=sa.null(),
        error=sa.null(),
        due_at=sa.null(),
        done_at=given(inbox.c.done_at, "at"),
    )
    .where(mine(inbox, "id"))
)
_FAILED = Statement(
    sa.update(inbox)
    .values(
        state=given(inbox.c.state),
        error=given(inbox.c.error),
        due_at=given(inbox.c.due_at),
        attempts=inbox.c.attempts + 1,
    )
    .where(mine(inbox, "id"), _STILL)
)
# The highest id stays whatever its age: it is where reading from the channel goes on.
_PRUNE = Statement(
    sa.delete(inbox).where(
        mine(inbox),
        inbox.c.done_at < given(inbox.c.done_at, "before"),
        inbox.c.id < sa.select(sa.func.max(_earlier.c.id)).where(mine(_earlier)).scalar_subquery(),
    )
)


class InboxTable:
    """The queue of what was received."""

    def __init__(self, work: Work, safe: Safe) -> None:
        self._work = work
        self._safe = safe

    async def put(self, updates: Sequence[Update]) -> None:
        await self._work.run_each(
            _PUT,
            [
                {
                    "id": update.id,
                    "state": "waiting",
                    "sender": update.sender,
                    "payload": await self._safe.seal(QUEUE, _place("payload", update.id), update.payload),
                    "received_at": update.received_at,
                    "attempts": update.attempts,
                    "due_at": update.due_at,
                    "done_at": None,
                    "error": None,
                }
                for update in updates
            ],
        )

    async def last_id(self) -> int | None:
        last: int | None = (await self._work.rows(_LAST_ID))[0][0]
        return last

    async def waiting(self, now: datetime, leaving_out: Sequence[str], limit: int) -> Sequence[Update]:
        rows = await self._work.rows(_WAITING, now=now, leaving_out=list(leaving_out), limit=limit)
        return await self._updates(rows)

    async def take(self, update: int) -> Update | None:
        """None on PostgreSQL also while another process holds it."""
        await self._safe.hold_queue()
        for found in await self._updates(await self._work.rows(_TAKE, id=update)):
            return found
        return None

    async def done(self, update: int, at: datetime) -> None:
        await self._work.run(_DONE, id=update, at=at)

    async def failed(self, update: int, error: str, retry_at: datetime | None) -> None:
        state = "waiting" if retry_at else "failed"
        sealed = await self._safe.seal(QUEUE, _place("error", update), error)
        await self._work.run(_FAILED, id=update, error=sealed, state=state, due_at=retry_at)

    async def prune(self, before: datetime) -> None:
        await self._work.run(_PRUNE, before=before)

    async def _updates(self, rows: Sequence[Row]) -> list[Update]:
        """Those that can be read; the others are set aside, so that they hold up nobody."""
        found = []
        opened = await self._safe.open_each([(_place("payload", id), sealed) for id, _, sealed, *_ in rows])
        for (id, sender, _, *others), payload in zip(rows, opened, strict=True):
            if isinstance(payload, str):
                found.append(Update(id, sender, payload, *others))
            else:
                await self.failed(id, "SealBroken", None)
        return found


def _place(column: str, update: int) -> str:
    return f"inbox.{column}/{update}"
