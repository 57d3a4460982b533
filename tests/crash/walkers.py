"""People who go from /start to the result by their own dice, one thing after the other, and wait for each answer."""

import asyncio
import random
from collections.abc import Iterable
from dataclasses import dataclass, field

from tests.botapi import Phone, SeenMessage

END = "pdf"  # a button of the result
TYPED = 0.25  # how many answers are typed
PASSED = 0.1
ALONE = "o.nothing"  # a choice that stands alone


@dataclass(frozen=True)
class Screen:
    """What can be done: the number on the buttons, and their codes."""

    message: SeenMessage
    number: int
    codes: tuple[str, ...]

    @property
    def options(self) -> list[str]:
        return [code for code in self.codes if code.startswith("o.")]


def screen_of(message: SeenMessage) -> Screen:
    buttons = (button for row in message.keyboard for button in row)
    data = [button["callback_data"] for button in buttons if "callback_data" in button]
    number, codes = int(data[0].partition(".")[0]), tuple(one.partition(".")[2] for one in data)
    return Screen(message, number, codes)


@dataclass
class Walker:
    """One person. `did` is what should be on record at the end, in order; `stuck` tells what never came."""

    phone: Phone
    rng: random.Random
    patience: float
    dawdling: float = 0.0
    did: list[str] = field(default_factory=list)
    stuck: str = ""

    async def goes(self, after: float) -> None:
        """The whole way; whoever waits in vain gives up."""
        await asyncio.sleep(after)
        try:
            await self.phone.types("/start")
            screen = await self._shown(0)
            voice = self.rng.choice([code for code in screen.codes if code.startswith("v.")])
            screen = await self._next(screen, voice)
            while END not in screen.codes:
                screen = await self._answers(screen)
        except TimeoutError:
            self.stuck = f"after {self.did[-1] if self.did else 'the beginning'}"

    async def _answers(self, screen: Screen) -> Screen:
        await asyncio.sleep(self.rng.uniform(0, self.dawdling))
        if "done" in screen.codes:
            return await self._ticks(screen)
        if "skip" in screen.codes and self.rng.random() < PASSED:
            passing = [code for code in ("skip", "dont_know") if code in screen.codes]
            code = self.rng.choice(passing)
            self.did.append(code)
            return await self._next(screen, code)
        option = self.rng.choice(screen.options)
        self.did.append(option)
        if self.rng.random() >= TYPED:
            return await self._next(screen, option)
        await self.phone.types(str(screen.options.index(option) + 1))
        return await self._shown(screen.number)

    async def _ticks(self, screen: Screen) -> Screen:
        """Several choices, quickly one after the other."""
        among = [option for option in screen.options if option != ALONE]
        chosen = self.rng.sample(among, self.rng.randint(1, 3))
        self.did.append(ticked(option.removeprefix("o.") for option in chosen))
        for option in chosen:
            self._press(screen, option)
        return await self._next(screen, "done")

    async def _next(self, screen: Screen, code: str) -> Screen:
        self._press(screen, code)
        return await self._shown(screen.number)

    def _press(self, screen: Screen, code: str) -> None:
        self.phone.press_data(screen.message, f"{screen.number}.{code}")

    async def _shown(self, after: int) -> Screen:
        """The newest screen, once there is one with a higher number than `after`."""
        async with asyncio.timeout(self.patience):
            while True:
                screens = [screen_of(message) for message in self.phone.alive]
                newest = max(screens, key=lambda screen: screen.number, default=None)
                if newest is not None and newest.number > after:
                    return newest
                await self.phone.chat.changes.wait()


def ticked(options: Iterable[str]) -> str:
    """Several choices as one answer, in whatever order they were ticked."""
    return "+".join(sorted(options))
