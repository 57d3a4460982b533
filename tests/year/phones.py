"""Telegram as the program's sender sees it: it takes calls, fails now and then, and shows who got what."""

import random
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from bot.channels.telegram.calls import Job
from bot.channels.telegram.client import Blocked, NotSent, TooMany, Unavailable
from bot.channels.telegram.outgoing import Kind
from bot.records import Outgoing
from bot.service.screens import Press

NO_ANSWER, TOO_MANY = 0.004, 0.004  # of the calls


@dataclass
class Chat:
    """What stands on a telephone: the buttons of each message that has some."""

    blocked: bool = False
    keyboards: dict[int, list[str]] = field(default_factory=dict)

    def buttons(self) -> tuple[int, list[str]]:
        """The last message that has buttons, and what they send."""
        message = max(self.keyboards, default=0)
        return message, self.keyboards.get(message, [])


@dataclass
class Phones:
    """All telephones. `arrives` is told of each reminder that came, or may have come; whether it did, and whether the
    program cannot know.
    """

    rng: random.Random
    arrives: Callable[[Outgoing, bool, bool], Awaitable[None]]
    chats: dict[str, Chat] = field(default_factory=dict)
    down: bool = False
    counts: Counter[str] = field(default_factory=Counter)
    messages: int = 0

    def chat(self, name: str) -> Chat:
        return self.chats.setdefault(name, Chat())

    async def knock(self) -> None:
        if self.down:
            raise NotSent("nobody there")

    async def make(self, job: Job) -> str | None:
        """A call of the program; what stands on the telephone afterwards."""
        row, chance = job.row, self.rng.random()
        if self.down:
            self.counts["not sent"] += bool(row.reminder)
            raise NotSent("nobody there")
        if self.chat(row.chat).blocked:
            raise Blocked("blocked")
        if row.reminder and chance < TOO_MANY:
            self.counts["too many"] += 1
            raise TooMany(5.0)
        lost = row.reminder and chance > 1 - NO_ANSWER
        came = not lost or self.rng.random() < 0.5
        message = self._shows(job) if came else None
        if row.reminder:
            await self.arrives(row, came, bool(lost))
        if lost:
            self.counts["no answer"] += 1
            raise Unavailable("no answer")
        return message

    def _shows(self, job: Job) -> str | None:
        row = job.row
        chat = self.chat(row.chat)
        match Kind(row.kind):
            case Kind.DRAW:
                self.messages += not job.message
                number = int(job.message or self.messages)
                rows = row.payload.get("keyboard") or []
                buttons = (button for each in rows for button in each)
                chat.keyboards[number] = [
                    button["callback_data"] for button in buttons if "callback_data" in button
                ]
                if not chat.keyboards[number]:
                    del chat.keyboards[number]
                return None if job.message else str(number)
            case Kind.CLOSE:
                chat.keyboards.pop(int(row.payload["message"]), None)
        return None


def press(data: str, message: int) -> Press:
    """The touch of a button."""
    number, _, code = data.partition(".")
    return Press(int(number), code, str(message))
