"""Rounds: looks who is to be reminded, and puts their message of the day into the outbox.

One person a transaction: whoever cannot be reminded holds up nobody. Nobody is reminded while many reminders wait to
be sent already: what waits there grows stale.
"""

import asyncio
import logging
from datetime import timedelta

from bot.channels.telegram.timing import Bell, Timing
from bot.channels.telegram.turn import Turns
from bot.channels.telegram.worker import place
from bot.ports import Clock, Store, StoreUnavailable, Transaction
from bot.service.dates import local_day
from bot.service.follow_up.times import QUIET, instant

_log = logging.getLogger(__name__)


class Rounds:
    """Goes round every so often, and when `bell` rings; rings `sender` for each message."""

    def __init__(self, store: Store, clock: Clock, turns: Turns, bell: Bell, sender: Bell) -> None:
        self._store = store
        self._clock = clock
        self._turns = turns
        self._bell = bell
        self._sender = sender

    async def run(self, timing: Timing, stop: asyncio.Event) -> None:
        """Until `stop`."""
        failures = 0
        while not stop.is_set():
            try:
                wait = await self._next(timing)
                failures = 0
            except StoreUnavailable:
                _log.critical("the store takes nothing: reminders wait")
                wait = timing.pause(failures)
                failures += 1
            except Exception as error:  # noqa: BLE001 - a fault of ours must not end the conversation
                _log.critical("nobody can be reminded (%s at %s)", type(error).__name__, place(error))
                wait = timing.pause(failures)
                failures += 1
            await self._bell.wait(wait)

    async def _next(self, timing: Timing) -> float:
        """Remind who waits longest; how long to wait before the next one."""
        person = ""
        try:
            async with self._store.transaction() as tx:
                if await tx.outbox.reminders() >= timing.reminders_waiting:
                    return timing.look
                due = await tx.reminders.due(self._clock.now(), 1)
                if not due:
                    return timing.rounds
                person = due[0]
                await self._remind(tx, person, timing)
        except StoreUnavailable:
            raise
        except Exception as error:
            if not person:
                raise
            _log.error("somebody could not be reminded (%s at %s)", type(error).__name__, place(error))
            async with self._store.transaction() as tx:
                await self._put_off(tx, person, timing)
        self._sender.ring()
        return 0.0

    async def _remind(self, tx: Transaction, person: str, timing: Timing) -> None:
        told = await self._turns.remind(tx, person, await self._life(tx, person, timing))
        # whatever was left as it is would come first again, for ever
        if person in await tx.reminders.due(self._clock.now(), 1):
            _log.error("somebody is still due when %s", "reminded" if told else "there is nothing to say")
            await self._put_off(tx, person, timing)

    async def _life(self, tx: Transaction, person: str, timing: Timing) -> timedelta:
        """How long the message may wait to be sent: not into the night of whoever it is for."""
        now, known = self._clock.now(), await tx.people.get(person)
        life = timedelta(seconds=timing.reminder_life)
        night = instant(local_day(now, known.zone), QUIET, known.zone) if known else now
        return min(life, night - now) if night > now else life

    async def _put_off(self, tx: Transaction, person: str, timing: Timing) -> None:
        await tx.reminders.put_off(person, self._clock.now() + timedelta(seconds=timing.reminded_again))
