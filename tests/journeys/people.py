"""The language of the journeys: what a person taps, writes and reads."""

import asyncio
import re
from collections.abc import Awaitable
from itertools import count

from tests.botapi import BotApi, Phone, Query, SeenMessage
from tests.journeys.french import bare, eased, said
from tests.journeys.program import PATIENCE, Program

_NUMBERS = count(7_314_159_001)
MARKS = re.compile("^(✅|▫️) ")


class Person:
    """Somebody with a telephone. Each thing they do waits until everything that follows from it is shown."""

    def __init__(self, program: Program, phone: Phone, voice: str = "beneficiary") -> None:
        self.program = program
        self.voice = voice
        self.phone = phone
        self.taps_made = 0
        self.said: list[str] = []
        self.strayed = False

    # What they do.

    async def writes(self, *lines: str) -> None:
        """Write the lines, one after the other."""
        for line in lines:
            self.said.append(line)
            await self.phone.types(line)
            await self.settles()

    async def taps(self, *labels: str) -> None:
        """Tap the buttons, one after the other, each on the newest message that has it."""
        for label in labels:
            self.press(label)
            await self.settles()

    def press(self, label: str, message: SeenMessage | None = None) -> Query:
        """Touch a button, and wait for nothing."""
        shown, data = self._button(label, message)
        self.taps_made += 1
        return self.phone.press_data(shown, data)

    async def strays(self, message: SeenMessage, data: str) -> None:
        """Press what is no button any more, or never was one. Then they are shown where they are, once more."""
        self.strayed = True
        self.phone.press_data(message, data)
        await self.settles()

    async def sends(self, something: Awaitable[object]) -> None:
        """Send something else than words."""
        await something
        await self.settles()

    async def ticks(self, *labels: str) -> None:
        """Tick the choices, and say that this is all."""
        await self.taps(*labels, "That is all")

    async def writes_plainly(self, *labels: str) -> None:
        """Write the words of the buttons, as one types in a hurry."""
        await self.writes(*(bare(said(label, self.voice)) for label in labels))

    # What they see.

    @property
    def current(self) -> SeenMessage:
        """The newest message with buttons, or the last if none has any."""
        return [*self.phone.messages, *self.phone.alive][-1]

    def reads(self, *texts: str) -> SeenMessage:
        """The message that they are at, in which all this stands."""
        last = self.current
        missing = [text for text in texts if said(text, self.voice) not in eased(last.text)]
        assert not missing, f"{missing} not in {last!r}"
        return last

    def sees_no(self, *texts: str) -> None:
        """None of this stands in the message that they are at, nor on its buttons."""
        last = self.current
        shown = eased(last.text) + "\n".join(self.offered)
        assert not [text for text in texts if said(text, self.voice) in shown], repr(last)

    @property
    def offered(self) -> list[str]:
        """The labels of the buttons there, without their marks."""
        return [eased(MARKS.sub("", label)) for row in self.current.buttons for label in row]

    @property
    def ticked(self) -> list[str]:
        """The choices ticked there."""
        labels = [label for row in self.current.buttons for label in row]
        return [eased(MARKS.sub("", label)) for label in labels if label.startswith("✅")]

    @property
    def toast(self) -> str:
        """The last short word on a button."""
        return eased(self.phone.toasts[-1].text)

    def is_told(self, text: str) -> None:
        """That is the short word on the button that they pressed last."""
        assert said(text, self.voice) in self.toast, self.toast

    def holding(self, label: str) -> SeenMessage:
        """The newest message that has the button."""
        return self._button(label, None)[0]

    async def settles(self) -> None:
        """Wait until the program has nothing more to do for this person."""
        async with asyncio.timeout(PATIENCE):
            while self._waits():  # noqa: ASYNC110 - a database rings no bell
                await asyncio.sleep(0.05)

    def _waits(self) -> bool:
        person = self.phone.user.id
        unanswered = any(query.user.id == person for query in self.program.api.unanswered)
        return unanswered or self.program.busy_with(person, self.phone.chat.id)

    def _button(self, label: str, message: SeenMessage | None) -> tuple[SeenMessage, str]:
        label, shown = said(label, self.voice), [message] if message else list(reversed(self.phone.alive))
        for one in shown:
            for button in (button for row in one.keyboard for button in row if "callback_data" in button):
                if eased(MARKS.sub("", button["text"])).startswith(label):
                    return one, button["callback_data"]
        raise LookupError(f"no button {label!r} on {shown!r}")


class Town:
    """The program, the emulated Telegram, and the people who talk to it at the same time."""

    def __init__(self, api: BotApi, program: Program) -> None:
        self.api = api
        self.program = program
        self.people: list[Person] = []

    def person(self, name: str = "Camille") -> Person:
        """Somebody new."""
        self.people.append(Person(self.program, self.api.phone(next(_NUMBERS), name)))
        return self.people[-1]

    async def officer(self) -> Person:
        """Somebody new, who supports groups, at their first question."""
        return await self._somebody("officer", "I support groups")

    async def beneficiary(self) -> Person:
        """Somebody new, who speaks for their own group, at their first question."""
        return await self._somebody("beneficiary", "I speak for my own group")

    async def _somebody(self, voice: str, role: str) -> Person:
        person = self.person()
        person.voice = voice
        await person.writes("/start")
        person.reads("Who are you?")
        await person.taps(role)
        person.reads("activity.ask")
        assert person.taps_made <= 3, "at most three taps lead to the first question"
        return person
