"""The queue behind getUpdates: Telegram's confirmation, conflict and ordering rules."""

from __future__ import annotations

import asyncio
import random
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from .model import ApiError, Changes, Clock, Json
from .rules import PRESS_SECONDS

RETENTION_SECONDS = 86_400
LIVES = {"callback_query": PRESS_SECONDS, "inline_query": 30}  # of what is kept less long, in seconds
GATHER_SECONDS = 0.02
UNASKED_KINDS = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
CONFLICT = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"


@dataclass
class _Waiting:
    """An update, the lane whose order it keeps, and when Telegram gives up on it."""

    update: Json
    lane: tuple[str, int]
    expires: float


class UpdateQueue:
    """Updates that the bot has not confirmed yet."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._fresh: list[_Waiting] = []  # without update_id yet: their order may still change
        self._numbered: list[_Waiting] = []
        self._again: list[Json] = []
        self._doubles = 0
        self._next_id = 700_000_001
        self._turn = 0
        self._held = False
        self._closed = False
        self._shuffler: random.Random | None = None
        self._changes = Changes()
        self.allowed: frozenset[str] | None = None  # None: all but the kinds to be asked for
        self.delivered: list[Json] = []
        self.confirmed = 0
        self.when_confirmed: Callable[[int], None] = lambda _: None

    def __len__(self) -> int:
        """How many updates are not confirmed."""
        self._expire()
        return len(self._fresh) + len(self._numbered) + len(self._again)

    @property
    def handed_out(self) -> int:
        """How many updates have their number, and are not confirmed."""
        return len(self._numbered)

    def waits_for(self, person: int) -> bool:
        """Whether something that this person did is not confirmed."""
        return any(waiting.lane[1] == person for waiting in (*self._fresh, *self._numbered))

    def put(self, kind: str, body: Json, lane: tuple[str, int]) -> None:
        """Queue an update, unless the bot never asked for its kind."""
        unwanted = kind in UNASKED_KINDS if self.allowed is None else kind not in self.allowed
        if unwanted:
            return
        life = LIVES.get(kind, RETENTION_SECONDS)
        self._fresh.append(_Waiting({kind: body}, lane, self._clock() + life))
        self._changes.tell()

    def put_raw(self, update: Json) -> None:
        """Queue an update just as it is; without update_id it gets the next one."""
        waiting = _Waiting(dict(update), ("raw", 0), self._clock() + RETENTION_SECONDS)
        (self._numbered if "update_id" in update else self._fresh).append(waiting)
        self._changes.tell()

    def double(self, times: int) -> None:
        """Deliver each of the next batches once more, confirmed or not."""
        self._doubles += times

    def redeliver(self, count: int = 1) -> None:
        """Deliver the last updates again, under their old numbers."""
        self._again += self.delivered[-count:]
        self._changes.tell()

    def shuffle(self, seed: int | None) -> None:
        """Mix presses and messages that wait together; None: first come, first served."""
        self._shuffler = None if seed is None else random.Random(seed)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Deliver nothing meanwhile, then everything at once."""
        self._held = True
        try:
            yield
        finally:
            self._held = False
            self._changes.tell()

    def forget(self) -> None:
        """Drop whatever waits (drop_pending_updates)."""
        self._fresh, self._numbered, self._again = [], [], []

    def close(self) -> None:
        """Send whoever polls away."""
        self._closed = True
        self._changes.tell()

    async def take(self, offset: int, limit: int, timeout: float) -> list[Json]:
        """One getUpdates: confirm what lies below the offset, wait, and give the next batch."""
        self._confirm(offset)
        self._turn += 1
        turn = self._turn
        self._changes.tell()
        loop = asyncio.get_running_loop()
        deadline = loop.time() + timeout
        while True:
            if self._shuffler and self._fresh:
                await asyncio.sleep(GATHER_SECONDS)
            if turn != self._turn:
                raise ApiError(409, CONFLICT)
            batch = self._batch(limit)
            if batch or self._closed or loop.time() >= deadline:
                return batch
            try:
                async with asyncio.timeout_at(deadline):
                    await self._changes.wait()
            except TimeoutError:
                continue

    def _confirm(self, offset: int) -> None:
        self._number()
        before = len(self._numbered)
        if offset < 0:
            self._numbered = self._numbered[offset:]
        else:
            self._numbered = [one for one in self._numbered if one.update["update_id"] >= offset]
        if gone := before - len(self._numbered):
            self.confirmed += gone
            self.when_confirmed(gone)

    def _batch(self, limit: int) -> list[Json]:
        if self._held:
            return []
        self._expire()
        self._number()
        again, self._again = self._again[:limit], self._again[limit:]
        new = [one.update for one in self._numbered[: limit - len(again)]]
        if new and self._doubles:
            self._doubles -= 1
            self._again += new
        self.delivered += new
        return again + new

    def _expire(self) -> None:
        now = self._clock()
        self._fresh = [one for one in self._fresh if one.expires > now]
        self._numbered = [one for one in self._numbered if one.expires > now]

    def _number(self) -> None:
        """Give the fresh updates their place and number."""
        if self._held:
            return
        for waiting in self._in_order():
            waiting.update = {"update_id": self._next_id, **waiting.update}
            self._next_id += 1
            self._numbered.append(waiting)
        self._fresh = []

    def _in_order(self) -> list[_Waiting]:
        if self._shuffler is None:
            return self._fresh
        lanes: dict[tuple[str, int], deque[_Waiting]] = {}
        for waiting in self._fresh:
            lanes.setdefault(waiting.lane, deque()).append(waiting)
        result = []
        while lanes:
            lane = self._shuffler.choice(sorted(lanes))
            result.append(lanes[lane].popleft())
            if not lanes[lane]:
                del lanes[lane]
        return result
