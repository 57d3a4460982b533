"""How long things may take, and how to wait."""

import asyncio
import random
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta

PRESS_LIFE = timedelta(seconds=150)  # Telegram forgets the press of a button after that
LOOK_LIFE = timedelta(seconds=10)  # Telegram takes no answer to what is typed in another chat after that


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds, unless said otherwise."""

    poll: int = 50  # how long Telegram holds on to a request for updates when there are none
    answer: float = 20.0  # how long the answer to any other call may take
    turn: float = 5.0  # how long the service may think; on SQLite everybody waits meanwhile
    retries: tuple[float, ...] = (1.0, 10.0, 60.0)  # before an update that failed is tried again
    look: float = 1.0  # how often a queue is looked at when nobody rings
    first_pause: float = 0.5  # after a failed call; it doubles with every failure
    longest_pause: float = 30.0
    rounds: float = 20.0  # how often is looked who is to be reminded
    reminder_life: float = 900.0  # a reminder that could not be sent in that time is composed anew
    reminders_waiting: int = 50  # no more are composed while so many are to be sent
    reminded_again: float = 3600.0  # before somebody who could not be reminded is tried again
    side_by_side: int = 8  # persons whose updates are worked on at the same time
    calls_at_once: int = 32

    def pause(self, failures: int, chance: Callable[[], float] = random.random) -> float:
        """How long to wait after so many failures in a row: longer each time, and never all together."""
        longest = min(self.longest_pause, self.first_pause * 2.0 ** min(failures, 16))
        return longest * (0.5 + chance() / 2)


class Bell:
    """Wakes whoever waits for something to do. It may ring too often, never too seldom."""

    def __init__(self) -> None:
        self._rung = asyncio.Event()

    def ring(self) -> None:
        self._rung.set()

    async def wait(self, seconds: float) -> None:
        """Until it rings, or for so long."""
        await unless(self._rung, seconds)
        self._rung.clear()


async def unless(event: asyncio.Event, seconds: float) -> None:
    """Wait for so long, unless `event` happens."""
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await event.wait()
