"""The program as it runs on Telegram, driven by hand: rounds, calls and turns, and what may interrupt them."""

import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import cast

from bot.channels.telegram.calls import Calls
from bot.channels.telegram.limits import Limits
from bot.channels.telegram.parse import Membership, Reader, Said
from bot.channels.telegram.rounds import Rounds
from bot.channels.telegram.sender import Sender
from bot.channels.telegram.timing import Bell, Timing
from bot.channels.telegram.turn import Turns
from bot.loading.library import Library
from bot.ports import Clock, Ids, Store, Transaction
from bot.records import Address, Outgoing
from bot.service.conversation import Conversation
from bot.service.screens import Answer
from bot.texts.catalogues import Texts
from tests.year.phones import Phones

TIMING = Timing(calls_at_once=128)
_MINUTE = 60.0


@dataclass
class Steady:
    """A clock that goes on by a minute each time it is read: no pause of a call lasts longer."""

    seconds: float = 0.0

    def __call__(self) -> float:
        self.seconds += _MINUTE
        return self.seconds


class Watched(Conversation):
    """The conversation; `composed` are those who were given a message of the day since it was emptied."""

    composed: list[str]

    async def remind(self, tx: Transaction, person: str, channel: str) -> tuple[Address, Answer] | None:
        found = await super().remind(tx, person, channel)
        if found is not None:
            self.composed.append(person)
        return found


@dataclass
class Outside:
    """What the program is given from outside, and who is told of what a kill has left unknown."""

    content: tuple[Library, dict[str, Texts]]
    clock: Clock
    ids: Ids
    phones: Phones
    rng: random.Random
    left_unknown: Callable[[Outgoing], Awaitable[None]]


@dataclass
class Program:
    """One run of it, from a start to a stop or a kill."""

    store: Store
    outside: Outside
    conversation: Watched = field(init=False)
    turns: Turns = field(init=False)
    rounds: Rounds = field(init=False)
    sender: Sender = field(init=False)

    def __post_init__(self) -> None:
        out, bell = self.outside, Bell()
        self.conversation = Watched(*out.content, out.clock, out.ids)
        self.conversation.composed = []
        reader = Reader(self.conversation.command, "union_bot")
        self.turns = Turns(self.conversation, out.clock, out.ids, reader, 600.0)
        self.rounds = Rounds(self.store, out.clock, self.turns, bell, bell)
        self.sender = Sender(self.store, out.clock, cast("Calls", out.phones), bell, Steady())
        self.sender._limits = Limits(burst=10_000, chat_burst=10_000)

    async def starts(self) -> None:
        await self.sender._recover()

    async def goes_round(self) -> list[str]:
        """Until nobody is due, or many wait to be written to. Who has a message under way now."""
        self.conversation.composed.clear()
        while await self.rounds._next(TIMING) == 0.0:
            pass
        return list(self.conversation.composed)

    async def sends(self, *, fatal: bool = False) -> bool:
        """Make all calls that can be made now; if it is `fatal`, the program is killed on the way. Whether it lives."""
        while True:
            wait, jobs = await self.sender._begin_calls(TIMING)
            if not jobs and wait:
                return True
            last = self.outside.rng.randrange(len(jobs)) if fatal and jobs else -1
            for at, job in enumerate(jobs):
                if at == last:
                    if self.outside.rng.random() < 0.5:
                        await self.sender._outcome(job, TIMING)
                    for each in jobs[at:]:
                        await self.outside.left_unknown(each.row)
                    return False
                await self.sender._noted(await self.sender._outcome(job, TIMING))
                del self.sender._running[job.row.id]

    async def hears(self, said: Said | Membership) -> None:
        """A turn of somebody."""
        async with self.store.transaction() as tx:
            await self.turns._take(tx, said)
