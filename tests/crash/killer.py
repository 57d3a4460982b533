"""Kills the program in chosen windows, seen from the emulator's side, and starts it again at once."""

import asyncio
import random
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from tests.botapi import BotApi, Call
from tests.journeys.program import Program

WRITING = ("sendMessage", "editMessageText", "sendDocument")


class Window(StrEnum):
    """When it is killed."""

    HANDED_OUT = "updates were handed out, and are not confirmed"
    CONFIRMED = "updates are confirmed, and not worked on"
    COMMITTED = "a turn is kept, and what follows from it is not sent"
    CALLED = "a message is being sent, and has not come through"
    DONE = "a message came through, and its sender does not know"


@dataclass(frozen=True)
class Kill:
    """One kill: the window aimed at, and what was found to be under way."""

    window: Window
    handed_out: int
    stored: int
    waiting: int
    sending: tuple[str, ...]

    @property
    def hit(self) -> bool:
        """Whether it fell into the window. Whoever kills at a call knows; the database tells the rest."""
        if self.window is Window.HANDED_OUT:
            return self.handed_out > 0
        if self.window is Window.CONFIRMED:
            return self.stored > 0
        return bool(self.waiting or self.sending) if self.window is Window.COMMITTED else True


class Killer:
    """Brings the program down until every window was hit as often as wanted; `kills` tells how."""

    def __init__(self, api: BotApi, program: Program, rng: random.Random, *, blind: bool = False) -> None:
        self.blind = blind  # the database tells nothing of what is under way: every kill counts
        self.api = api
        self.program = program
        self.rng = rng
        self.kills: list[Kill] = []
        self._offset = 0
        self._window = Window.HANDED_OUT
        self._countdown: int | None = None  # moments to let pass; None: it is not the time
        self._fired = asyncio.Event()
        api.when_called = self._called
        api.when_done = self._done
        api.world.updates.when_confirmed = self._confirmed

    @property
    def hits(self) -> Counter[Window]:
        return Counter(kill.window for kill in self.kills if kill.hit or self.blind)

    async def kills_until(self, wanted: int, over: asyncio.Event) -> None:
        """Kill and start again, until each window was hit so often, or until there is nobody left to annoy."""
        await self.program.starts()
        while not over.is_set():
            left = [window for window in Window if self.hits[window] < wanted]
            if not left:
                return
            await asyncio.sleep(self.rng.uniform(0.05, 0.6))
            await self._strike(self.rng.choice(left), over)
            await self.program.dies()
            self._look()
            await self.program.starts()

    async def _strike(self, window: Window, over: asyncio.Event) -> None:
        """Wait for the moment."""
        self._fired.clear()
        self._window = window
        if window is Window.CONFIRMED:
            with (
                self.api.hold_updates()
            ):  # many at once, so that some are not worked on when all are confirmed
                await asyncio.sleep(0.3)
        self._countdown = self.rng.randrange(4)
        ended = asyncio.create_task(over.wait())
        fired = asyncio.create_task(self._fired.wait())
        await asyncio.wait({ended, fired}, return_when=asyncio.FIRST_COMPLETED)
        self._countdown = None
        for task in (ended, fired):
            task.cancel()

    def _look(self) -> None:
        """Note what was under way."""
        kept = self.program.kept
        stored = kept("SELECT count(*) FROM inbox WHERE state = 'waiting' AND id < ?", self._offset)
        waiting = kept("SELECT count(*) FROM outbox WHERE state = 'waiting' AND NOT urgent")
        sending = kept("SELECT chat FROM outbox WHERE state = 'sending' AND NOT urgent")
        self.kills.append(
            Kill(
                self._window,
                self.api.world.updates.handed_out,
                stored[0][0],
                waiting[0][0],
                tuple(chat for (chat,) in sending),
            )
        )

    def _called(self, call: Call) -> None:
        if call.method == "getUpdates":
            self._offset = max(self._offset, int(call.params.get("offset", 0)))
        if self._window is Window.COMMITTED and call.method == "answerCallbackQuery":
            self._count_down()
        if self._window is Window.CALLED and call.method in WRITING and self._count_down():
            self.api.fault(call.method, "drop_before", chat=call.chat_id)

    def _done(self, call: Call) -> None:
        if self._window is Window.DONE and call.method in WRITING:
            self._count_down()
        if self._window is Window.HANDED_OUT and call.method == "getUpdates" and call.result:
            # at once, or a little later: received, or being kept, or kept and not yet confirmed
            self._count_down(self.rng.choice((0.0, 0.002, 0.005)))

    def _confirmed(self, _: int) -> None:
        if self._window is Window.CONFIRMED:
            self._count_down()

    def _count_down(self, delay: float = 0.0) -> bool:
        """Strike, if enough such moments have passed; tells whether."""
        if self._countdown is None:
            return False
        if self._countdown > 0:
            self._countdown -= 1
            return False
        self._countdown = None
        if delay:
            asyncio.get_running_loop().call_later(delay, self._fire)
        else:
            self._fire()
        return True

    def _fire(self) -> None:
        self.program.falls()
        self._fired.set()
