"""Somebody who answers an interview to its end by touching and typing, a little at random, and then looks at all of it."""

import asyncio
import random
import time
from datetime import UTC, datetime

from bot.ports import Store
from bot.texts.catalogues import Texts
from tests.botapi import BotApi, Phone, SeenMessage

WORDS = (
    "Le foyer d’en bas 🐑",
    "La mairie, l’école et deux éleveurs du plateau",
    "Inès 👩🏽‍🌾 et Paul",
    "On s’est vus au marché, et tout le monde était d’accord, ou presque.",
    ("Une longue histoire, de celles qui se racontent le soir à la veillée. " * 9)[:300].strip(),
)
REMARK = "À redire à la prochaine réunion 🙂"
DAYS = ("dans 10 jours", "le 15 janvier", "dans deux semaines")
LATER = datetime(2100, 1, 1, tzinfo=UTC)
PATIENCE = 20.0  # seconds of the clock on the wall
MOST = 500  # things done in one interview


class Answering:
    """Somebody with a telephone, before `phone`; `chance` decides what they do next."""

    def __init__(self, api: BotApi, store: Store, phone: Phone, texts: Texts, chance: random.Random) -> None:
        self.api = api
        self.store = store
        self.phone = phone
        self.texts = texts
        self.chance = chance
        self.opened: list[str] = []  # the sections, as often as they were opened

    # What they see.

    @property
    def card(self) -> SeenMessage:
        """The newest message with buttons."""
        assert self.phone.alive, f"nothing to touch: {self.phone.messages[-2:]!r}"
        return self.phone.alive[-1]

    @property
    def buttons(self) -> dict[str, tuple[str, str]]:
        """The label and what is sent by touching it, by the code of each button."""
        found = [button for row in self.card.keyboard for button in row if "callback_data" in button]
        return {
            each["callback_data"].partition(".")[2]: (each["text"], each["callback_data"]) for each in found
        }

    @property
    def at_result(self) -> bool:
        return {"steps", "answers"} <= self.buttons.keys()

    # What they do.

    async def types(self, line: str) -> None:
        await self.phone.types(line)
        await self._settles()

    async def touches(self, code: str) -> None:
        assert code in self.buttons, f"no {code!r} among {[*self.buttons]} of {self.card!r}"
        self.phone.press_data(self.card, self.buttons[code][1])
        await self._settles()

    async def _settles(self) -> None:
        """Wait until all that they did is worked on, and all that follows is shown."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            async with self.store.transaction() as tx:
                left = await tx.outbox.count()
                waiting = await tx.inbox.waiting(LATER, [], 1)
            if not left and not waiting and not len(self.api.world.updates):
                return
            await asyncio.sleep(0.4)
        raise TimeoutError(f"not at rest after {PATIENCE} s: {self.phone.messages[-1:]!r}")

    async def answers_all(self) -> None:
        """From the first question to the result."""
        for _ in range(MOST):
            if self.at_result:
                return
            await self._goes_on()
        raise AssertionError(f"no end: {self.card!r}")

    async def _goes_on(self) -> None:
        codes = self.buttons
        sections = [code for code in codes if code.startswith("s.")]
        if sections:
            await self._opens(sections)
        elif "skip" not in codes:  # a remark, or the answers of a section that was opened again
            there = any(code.startswith("a.") for code in codes)
            await (self.touches("close") if there else self.types(REMARK))
        elif (detour := self._detour()) in codes:
            await self.touches(detour)
        elif options := [code for code in codes if code.startswith("o.")]:
            await self._chooses(options)
        else:
            asked_day = (
                self.texts.say("Write a date, for example 15 January or 15/01/2027.") in self.card.text
            )
            await self.types(self.chance.choice(DAYS if asked_day else WORDS))

    def _detour(self) -> str:
        """What is done instead of answering, if anything; « same » is an answer."""
        ways = {"skip": 6, "dont_know": 5, "back": 4, "why": 5, "remark": 4, "sections": 8, "same": 8, "": 60}
        return self.chance.choices([*ways], [*ways.values()])[0]

    async def _chooses(self, options: list[str]) -> None:
        if "done" in self.buttons:
            await self._ticks(options)
            return
        code = self.chance.choice(options)
        match self.chance.randrange(5):
            case 0:
                await self.types(self.buttons[code][0])
            case 1:
                await self.types(str(options.index(code) + 1))
            case _:
                await self.touches(code)

    async def _ticks(self, options: list[str]) -> None:
        """Tick some, then say that this is all; or pass, where they do not go together."""
        before = self.card.text
        for code in self.chance.sample(options, self.chance.randint(1, min(3, len(options)))):
            await self.touches(code)
        await self.touches("done")
        if self.card.text == before and "skip" in self.buttons:
            await self.touches("skip")

    async def _opens(self, sections: list[str]) -> None:
        """Each in any order, one of them once more; then the end."""
        left = [code for code in sections if code not in self.opened]
        if left or len(self.opened) <= len(sections) or "finish" not in self.buttons:
            code = self.chance.choice(left or sections)
            self.opened.append(code)
            await self.touches(code)
        else:
            await self.touches("finish")

    # What they look at when there is a result.

    async def looks_at_all(self) -> set[str]:
        """Every button of the result once, coming back in between; their codes."""
        touched: set[str] = set()
        while left := [code for code in self.buttons if code not in touched and _stays(code)]:
            touched.add(left[0])
            await self.touches(left[0])
            await self._looks_around(left[0])
            await self._back()
        return touched

    async def _looks_around(self, code: str) -> None:
        inside = {"handout": ("page", "word"), "confide": ("k.",), "answers": ("a.",)}
        for beginning in inside.get(code, ()):
            if each := next((each for each in self.buttons if each.startswith(beginning)), ""):
                await self.touches(each)
        if code == "answers" and "skip" in self.buttons:
            options = [each for each in self.buttons if each.startswith("o.")]
            await (self._chooses(options) if options else self.touches("skip"))

    async def _back(self) -> None:
        for _ in range(3):
            if self.at_result and "details" in self.buttons:
                return
            await (self.touches("close") if "close" in self.buttons else self.types("/resultat"))
        if not self.at_result:
            await self.types("/resultat")
        assert self.at_result, repr(self.card)


def _stays(code: str) -> bool:
    """Whether touching it leads no further than around the result."""
    return not code.startswith(("then.", "o.")) and code != "close"
