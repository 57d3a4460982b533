"""Sends: makes the calls in the outbox, each chat's in order, different chats' side by side.

A row is marked before its call and forgotten after it. A call whose outcome is not known is made again: somebody may
see the same question twice, but nobody waits for one that never came. Reminders are the other way round: they go out when
nothing else does, in time or not at all, and never twice.
"""

import asyncio
import logging
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime, timedelta

from bot.channels.telegram.calls import Calls, Job
from bot.channels.telegram.client import Blocked, Failure, NotSent, Refused, TooMany, Unavailable
from bot.channels.telegram.limits import Limits
from bot.channels.telegram.listener import CHANNEL
from bot.channels.telegram.notes import Dropped, GivenUp, Gone, Later, Made, Note
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
        self._running: dict[str, Outgoing] = {}
        self._unanswered = 0  # calls since the last answer
        self._again = 0.0  # when a reminder may be tried again meanwhile, by the steady clock
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
            now = self._clock.now()
            due = await tx.outbox.due(now, _LOOKED_AT)
            given_up = [note for row in due if (note := _given_up(row, now))]
            for note in given_up:
                await note.write(tx)
            left = {note.row.id for note in given_up}
            rows, wait = self._choose([row for row in due if row.id not in left], timing)
            jobs = [await self._job(tx, row) for row in rows]
            if jobs:
                await tx.outbox.sending([row.id for row in rows])
        self._running |= {row.id: row for row in rows}
        if given_up:
            _log.warning("%d reminders are not sent, or not again", len(given_up))
        return 0.0 if given_up else wait, jobs

    def _choose(self, due: Sequence[Outgoing], timing: Timing) -> tuple[list[Outgoing], float]:
        """What the limits allow now, and how long until they allow more."""
        chosen: list[Outgoing] = []
        wait, now = timing.look, self._steady()
        places = self._places(timing, now)
        for row in due:
            if len(self._running) + len(chosen) >= timing.calls_at_once:
                break
            if row.reminder and places <= 0:
                continue
            # answers to buttons are no messages: Telegram does not count them
            pause = 0.0 if row.urgent else self._limits.wait(row.chat, now)
            if pause > 0:
                wait = min(wait, pause)
                continue
            if not row.urgent:
                self._limits.take(row.chat, now)
            chosen.append(row)
            places -= bool(row.reminder)
        return chosen, 0.0 if len(due) == len(chosen) == _LOOKED_AT else wait

    def _places(self, timing: Timing, now: float) -> int:
        """How many reminders may be sent now: never so many that they hold up the conversation when answers are slow.

        When Telegram does not answer, one at a time, now and then: each of them may be cut.
        """
        most = max(1, timing.calls_at_once // 2)
        if self._unanswered:
            most = 1 if now >= self._again else 0
        return most - sum(bool(row.reminder) for row in self._running.values())

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
            self._running.pop(job.row.id, None)
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
            if now() < (row.until or row.created_at + PRESS_LIFE):
                with suppress(Failure):  # too late, or not at all: nobody waits for it any more
                    await self._calls.make(job)
            return Made(row)
        try:
            message = await self._make(job, timing)
        except Blocked:
            return Gone(row, now())
        except Refused as error:
            _log.error("%s %s was refused (%s) and is dropped", row.kind, row.id, error)
            return Dropped(row)
        except Failure as error:
            return self._put_off(row, error, timing)
        except Exception as error:  # noqa: BLE001 - a row that cannot be sent must not come again for ever
            _log.critical("%s %s is dropped (%s at %s)", row.kind, row.id, type(error).__name__, place(error))
            return GivenUp(row, uncertain=True) if row.reminder else Made(row)
        self._limits.accepted()
        return Made(row, message)

    async def _make(self, job: Job, timing: Timing) -> str | None:
        """Make the call; a reminder only when Telegram answers at all, since it is not sent twice."""
        try:
            if job.row.reminder and self._unanswered:
                await self._knock()
            message = await self._calls.make(job)
        except Unavailable:
            self._again = self._steady() + timing.pause(self._unanswered)
            self._unanswered += 1
            raise
        except Failure:
            self._unanswered = 0
            raise
        self._unanswered = 0
        return message

    async def _knock(self) -> None:
        try:
            await self._calls.knock()
        except Unavailable:
            raise NotSent("no answer") from None

    def _put_off(self, row: Outgoing, error: Failure, timing: Timing) -> Note:
        """What becomes of a call that did not go well, and may do so later."""
        seconds = timing.pause(row.attempts)
        if isinstance(error, TooMany):
            seconds = error.seconds
            self._limits.refused(row.chat, seconds, self._steady())
        uncertain = isinstance(error, Unavailable) and not isinstance(error, NotSent)
        _log.warning("%s %s did not go out (%s), try %d", row.kind, row.id, error, row.attempts + 1)
        at = self._clock.now() + timedelta(seconds=seconds)
        return GivenUp(row, uncertain, at) if row.reminder else Later(row, at)


def _given_up(row: Outgoing, now: datetime) -> GivenUp | None:
    """What becomes of a reminder that may have been sent before, or that comes too late."""
    if not row.reminder or not (row.uncertain or (row.until is not None and row.until < now)):
        return None
    return GivenUp(row, row.uncertain)
