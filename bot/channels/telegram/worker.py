"""Works on what was received: one person's updates strictly in order, different persons' side by side.

A turn is kept whole or not at all. One that fails is tried again later and holds up nobody but its own sender; when
all tries have failed it is set aside, and the person is told.
"""

import asyncio
import json
import logging
from collections.abc import Coroutine, Sequence
from datetime import timedelta
from itertools import islice
from pathlib import Path

from bot.channels.telegram.parse import origin
from bot.channels.telegram.timing import Bell, Timing, unless
from bot.channels.telegram.turn import Turns
from bot.ports import Clock, Store, StoreUnavailable
from bot.records import Address, Update

_log = logging.getLogger(__name__)
_ELSEWHERE = 0.2  # before looking again at an update that another process holds


class Worker:
    """Empties the inbox when `bell` rings, and rings the `others` after each turn."""

    def __init__(self, store: Store, clock: Clock, turns: Turns, bell: Bell, others: Sequence[Bell]) -> None:
        self._store = store
        self._clock = clock
        self._turns = turns
        self._bell = bell
        self._others = others
        self._busy: set[str] = set()  # whose turn it is
        self._again: dict[str, Address] = {}
        self._troubles = 0

    @property
    def reshowing(self) -> bool:
        """Whether there are questions to be shown again."""
        return bool(self._again)

    def reshow(self, addresses: Sequence[Address]) -> None:
        """Show these people their question again, as soon as there is nothing else to do."""
        self._again |= {address.external: address for address in addresses}
        self._bell.ring()

    async def run(self, timing: Timing, stop: asyncio.Event) -> None:
        """Until `stop`; turns that have begun are seen through."""
        async with asyncio.TaskGroup() as group:
            while not stop.is_set():
                if self._troubles:
                    await unless(stop, timing.pause(self._troubles))
                try:
                    await self._begin_turns(timing, group)
                except StoreUnavailable as error:
                    self._trouble(error)
                await self._bell.wait(timing.look)

    async def _begin_turns(self, timing: Timing, group: asyncio.TaskGroup) -> None:
        free = timing.side_by_side - len(self._busy)
        if free <= 0:
            return
        async with self._store.transaction() as tx:
            updates = await tx.inbox.waiting(self._clock.now(), list(self._busy), free)
        for update in updates:
            self._begin(group, update.sender, self._turn(update, timing.retries))
        idle = (address for sender, address in self._again.items() if sender not in self._busy)
        for address in list(islice(idle, free - len(updates))):
            self._begin(group, address.external, self._reshow(address))

    def _begin(self, group: asyncio.TaskGroup, sender: str, turn: Coroutine[None, None, None]) -> None:
        async def until_done() -> None:
            try:
                await turn
                self._troubles = 0
            except Exception as error:  # noqa: BLE001 - nothing was kept, so it comes again
                self._trouble(error)
            finally:
                self._busy.discard(sender)
                self._bell.ring()

        self._busy.add(sender)
        group.create_task(until_done())

    def _trouble(self, error: Exception) -> None:
        self._troubles += 1
        _log.critical("nothing can be kept (%s at %s): turns wait", type(error).__name__, place(error))

    async def _turn(self, update: Update, retries: Sequence[float]) -> None:
        try:
            async with self._store.transaction() as tx:
                taken = await tx.inbox.take(update.id)
                if taken is not None:
                    await self._turns.take(tx, taken.payload, taken.received_at)
                    await tx.inbox.done(taken.id, self._clock.now())
        except StoreUnavailable:
            raise
        except Exception as error:  # noqa: BLE001 - whatever it is, it must not hold up the others
            await self._failed(update, error, retries)
        else:
            self._again.pop(update.sender, None)  # they have just been shown where they are
            if taken is None:
                await asyncio.sleep(_ELSEWHERE)
        self._ring_others()

    def _ring_others(self) -> None:
        for bell in self._others:
            bell.ring()

    async def _failed(self, update: Update, error: Exception, retries: Sequence[float]) -> None:
        kind = type(error).__name__
        _log.error("update %d failed, try %d (%s at %s)", update.id, update.attempts + 1, kind, place(error))
        whose = origin(json.loads(update.payload))
        if whose.fleeting:
            async with self._store.transaction() as tx:
                await tx.inbox.done(update.id, self._clock.now())
            return
        if update.attempts < len(retries):
            due = self._clock.now() + timedelta(seconds=retries[update.attempts])
            async with self._store.transaction() as tx:
                await tx.inbox.failed(update.id, kind, due)
            return
        _log.critical("update %d is set aside", update.id)
        try:
            async with self._store.transaction() as tx:
                await tx.inbox.failed(update.id, kind, None)
                await self._turns.apologise(tx, whose)
        except StoreUnavailable:
            raise
        except Exception as again:  # noqa: BLE001 - then at least it is set aside
            _log.critical(
                "no apology for update %d (%s at %s)", update.id, type(again).__name__, place(again)
            )
            async with self._store.transaction() as tx:
                await tx.inbox.failed(update.id, kind, None)

    async def _reshow(self, address: Address) -> None:
        try:
            async with self._store.transaction() as tx:
                await self._turns.reshow(tx, address)
        except StoreUnavailable:
            raise
        except Exception as error:  # noqa: BLE001 - one who cannot be asked again must not hold up the others
            _log.error("a question could not be shown again (%s at %s)", type(error).__name__, place(error))
        self._again.pop(address.external, None)
        self._ring_others()


def place(error: BaseException) -> str:
    """Where an error was raised: what it says may quote a person, so that is not logged."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else "?"
