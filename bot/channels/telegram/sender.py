"""Sends: makes the calls in the outbox, each chat's in order, different chats' side by side.

A row is marked before its call and forgotten after it. A call whose outcome is not known is made again: somebody may
see the same question twice, but nobody waits for one that never came.
"""

import asyncio
import logging
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import timedelta

from bot.channels.telegram.calls import Calls, Job
from bot.channels.telegram.client import Blocked, Failure, Refused, TooMany
from bot.channels.telegram.limits import Limits
from bot.channels.telegram.listener import CHANNEL
from bot.channels.telegram.notes import Gone, Later, Made, Note
from bot.channels.telegram.timing import PRESS_LIFE, Bell, Timing, unless
from bot.channels.telegram.worker import place
from bot.ports import Clock, Store, StoreUnavailable, Transaction
from bot.records import Address, Outgoing

_log = logging.getLogger(__name__)
_LOOKED_AT = 64  # rows at a time


class Sender:
    """Empties the outbox when `bell` rings. `steady` is a clock in seconds that never jumps."""

    def __init__(
        self, store: Store, clock: Clock, calls: Calls, bell: Bell, steady: Callable[[], float]
    ) -> None:
        self._store = store
        self._clock = clock
        self._calls = calls
        self._bell = bell
        self._steady = steady
        self._limits = Limits()
        self._running: set[str] = set()
        self._recovered = False

    async def run(self, timing: Timing, stop: asyncio.Event) -> None:
        """Until `stop`; calls that have begun are seen through."""
        failures = 0
        async with asyncio.TaskGroup() as group:
            while not stop.is_set():
                try:
                    await self._recover()
                    wait, jobs = await self._begin_calls(timing)
                    for job in jobs:
                        group.create_task(self._see_to(job, timing, stop))
                    failures = 0
                except StoreUnavailable:
                    _log.critical("the store takes nothing: calls wait")
                    wait = timing.pause(failures)
                    failures, self._recovered = failures + 1, False
                await self._bell.wait(wait)

    async def _recover(self) -> None:
        """What was being sent when the program stopped, or the store gave no answer, is sent again."""
        if not self._recovered and not self._running:
            async with self._store.transaction() as tx:
                await tx.outbox.recover()
            self._recovered = True

    async def _begin_calls(self, timing: Timing) -> tuple[float, list[Job]]:
        """How long to wait before looking again, and what is to be done now, marked as being sent."""
        async with self._store.transaction() as tx:
            due = await tx.outbox.due(self._clock.now(), _LOOKED_AT)
            rows, wait = self._choose(due, timing)
            jobs = [await self._job(tx, row) for row in rows]
            if jobs:
                await tx.outbox.sending([row.id for row in rows])
        self._running |= {row.id for row in rows}
        return wait, jobs

    def _choose(self, due: Sequence[Outgoing], timing: Timing) -> tuple[list[Outgoing], float]:
        """What the limits allow now, and how long until they allow more."""
        chosen: list[Outgoing] = []
        wait, now = timing.look, self._steady()
        for row in due:
            if len(self._running) + len(chosen) >= timing.calls_at_once:
                break
            # answers to buttons are no messages: Telegram does not count them
            pause = 0.0 if row.urgent else self._limits.wait(row.chat, now)
            if pause > 0:
                wait = min(wait, pause)
                continue
            if not row.urgent:
                self._limits.take(row.chat, now)
            chosen.append(row)
        return chosen, 0.0 if len(due) == len(chosen) == _LOOKED_AT else wait

    async def _job(self, tx: Transaction, row: Outgoing) -> Job:
        cards = [] if row.urgent else await tx.chats.cards(Address(CHANNEL, row.chat))
        return Job(row, {card.name: card.message for card in cards if card.message})

    async def _see_to(self, job: Job, timing: Timing, stop: asyncio.Event) -> None:
        try:
            note = await self._outcome(job, timing)
            failures = 0
            while not await self._noted(note):  # a call that was made must not be made again for that
                if stop.is_set():
                    return
                await unless(stop, timing.pause(failures))
                failures += 1
        except Exception as error:  # noqa: BLE001 - a fault of ours must not end the sender
            _log.critical(
                "%s %s cannot be noted (%s at %s)",
                job.row.kind,
                job.row.id,
                type(error).__name__,
                place(error),
            )
        finally:
            self._running.discard(job.row.id)
            self._bell.ring()

    async def _noted(self, note: Note) -> bool:
        with suppress(StoreUnavailable):
            async with self._store.transaction() as tx:
                await note.write(tx)
            return True
        _log.critical("the store takes nothing: a call is made but not noted")
        return False

    async def _outcome(self, job: Job, timing: Timing) -> Note:
        """Make the call, and give what is to be noted about it."""
        row, now = job.row, self._clock.now
        if row.urgent:
            if now() - row.created_at < PRESS_LIFE:
                with suppress(Failure):  # too late, or not at all: nobody waits for it any more
                    await self._calls.make(job)
            return Made(row)
        try:
            message = await self._calls.make(job)
        except TooMany as error:
            self._limits.refused(row.chat, error.seconds, self._steady())
            return Later(row, now() + timedelta(seconds=error.seconds))
        except Blocked:
            return Gone(row, now())
        except Refused as error:
            _log.error("%s %s was refused (%s) and is dropped", row.kind, row.id, error)
            return Made(row)
        except Failure as error:
            _log.warning("%s %s waits (%s), try %d", row.kind, row.id, error, row.attempts + 1)
            return Later(row, now() + timedelta(seconds=timing.pause(row.attempts)))
        except Exception as error:  # noqa: BLE001 - a row that cannot be sent must not come again for ever
            _log.critical("%s %s is dropped (%s at %s)", row.kind, row.id, type(error).__name__, place(error))
            return Made(row)
        self._limits.accepted()
        return Made(row, message)
