"""Killed while it sends reminders: none comes twice, and one that may have come stands first in the next message.

`SOAK=1` reminds 1,000 people and kills the program 60 times; otherwise fewer.
"""

import asyncio
import os
import random
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bot.records import Sending
from bot.storage import open_store
from tests.botapi import BotApi, Call, Phone
from tests.journeys.program import Program
from tests.telegram.conftest import Ids
from tests.telegram.diary import GREETING, Agenda, Diary
from tests.telegram.echo import Clock
from tests.telegram.reminding import lines

SOAK = bool(os.environ.get("SOAK"))
SEED = int(os.environ.get("CRASH_SEED", "20261122"))
PEOPLE, KILLS, TALKERS = (1000, 60, 100) if SOAK else (200, 10, 20)
FIRST = 5_800_000_001
_LEFT = (
    "SELECT (SELECT count(*) FROM outbox)"
    " + (SELECT count(*) FROM reminder WHERE state IN ('pending', 'sending'))"
)
MOMENTS = ("before", "after", "between")  # it is asked for, it has come through, or any time


@dataclass
class Killer:
    """Kills the program as a reminder is sent, just after one came through, or at any time between."""

    api: BotApi
    program: Program
    rng: random.Random
    kills: Counter[str] = field(default_factory=Counter)
    _moment: str = ""
    _countdown: int = 0
    _fell: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self.api.when_called = lambda call: self._at("before", call)
        self.api.when_done = lambda call: self._at("after", call)

    async def kills_so_often(self, kills: int, people: int) -> None:
        """Each time after a few reminders, and starts it again."""
        for number in range(kills):
            await self.program.starts()
            self._fell.clear()
            self._countdown = self.rng.randrange(1, people // (2 * kills))
            self._moment = MOMENTS[number % len(MOMENTS)]
            await asyncio.wait_for(self._fell.wait(), 60)
            await self.program.dies()

    def _at(self, moment: str, call: Call) -> None:
        if call.method != "sendMessage" or GREETING not in call.params["text"]:
            return
        if self._moment == "between" and moment == "after" and self._counted():
            asyncio.get_running_loop().call_later(self.rng.uniform(0.0, 0.05), self._strike, "between")
        elif self._moment == moment and self._counted():
            if moment == "before":
                self.api.fault("sendMessage", "drop_before", chat=call.chat_id)
            self._strike(moment)

    def _counted(self) -> bool:
        self._countdown -= 1
        return self._countdown == 0

    def _strike(self, moment: str) -> None:
        self.kills[moment] += 1
        self._moment = ""
        self.program.falls()
        self._fell.set()


@dataclass(frozen=True)
class World:
    """Everybody who is due, and the program."""

    program: Program
    phones: list[Phone]

    async def agenda(self, about: str) -> None:
        """Everybody is due once more; the program is stopped."""
        async with _opened(self.program) as agenda:
            for phone in self.phones:
                await agenda.due(phone.user.id, about)

    async def states(self) -> dict[int, dict[str, Sending]]:
        """What became of all; the program is stopped."""
        async with _opened(self.program) as agenda:
            return {phone.user.id: await agenda.states(phone.user.id) for phone in self.phones}

    async def settles(self) -> None:
        """Until nothing is left to be sent, and nobody is due."""
        async with asyncio.timeout(60 + PEOPLE / 10):
            while self.program.kept(_LEFT)[0][0]:  # noqa: ASYNC110 - what is waited for has no bell
                await asyncio.sleep(0.1)
        await self.program.api.quiet(0.3, 30)

    async def killed(self, rng: random.Random, kills: int) -> Counter[str]:
        """Remind everybody, with kills all the while; some of them talk meanwhile."""
        await self.agenda("a")
        self.program.api.random_faults(0.3, ("slow",), seconds=0.3)  # so that several are in the air
        killer = Killer(self.program.api, self.program, rng)
        async with asyncio.TaskGroup() as group:
            talking = [group.create_task(_talks(phone, rng, kills / 3)) for phone in self.phones[:TALKERS]]
            await killer.kills_so_often(kills, len(self.phones))
            await self.program.starts()
            await asyncio.wait(talking)
        await self.settles()
        await self.program.stops()
        return killer.kills


@asynccontextmanager
async def _opened(program: Program) -> AsyncIterator[Agenda]:
    """The store of a program that does not run."""
    store = await open_store(f"sqlite:///{program.database}", program.api.token.partition(":")[0])
    try:
        yield Agenda(store, Diary(Ids(), Clock()))
    finally:
        await store.close()


async def _talks(phone: Phone, rng: random.Random, pause: float) -> None:
    for word in "xyz":
        await asyncio.sleep(rng.uniform(0.0, pause))
        await phone.types(word)


def _world(api: BotApi, folder: Path, people: int) -> World:
    program = Program(api, folder, module="tests.crash.reminded", level="WARNING")
    return World(program, [api.phone(FIRST + number) for number in range(people)])


@pytest.mark.crash
async def test_no_reminder_comes_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with BotApi() as api:
        world = _world(api, tmp_path, PEOPLE)
        try:
            kills = await world.killed(random.Random(SEED), KILLS)
            first, came = await world.states(), {phone.user.id: lines(phone) for phone in world.phones}
            await world.agenda("b")
            monkeypatch.setenv("HOURS_AHEAD", "24")
            await world.program.starts()
            await world.settles()
            await world.program.stops()
        finally:
            await world.program.ends_somehow()
        told = {person for person, states in first.items() if states == {"a": Sending.TOLD}}
        cut = {person for person, states in first.items() if states == {"a": Sending.CUT}}
        story = f"seed {SEED}; {kills}; {len(told)} told, {len(cut)} cut; log: {world.program.log[-3000:]}"
        assert len(told | cut) == len(world.phones), story
        assert {person for person, one in came.items() if one not in ([], [["a"]])} == set(), story
        assert {person for person in told if came[person] != [["a"]]} == set(), story
        assert any(came[person] for person in cut), story  # both kinds were met
        assert not all(came[person] for person in cut), story
        for phone in world.phones:
            second = ["encore a", "b"] if phone.user.id in cut else ["b"]
            assert lines(phone) == [*came[phone.user.id], second], story
        last = await world.states()
        for person, states in last.items():
            assert states == {"a": Sending.TOLD_AGAIN if person in cut else Sending.TOLD, "b": Sending.TOLD}
        assert sum(kills.values()) == KILLS
        assert not api.violations
    print(story.partition("; log")[0])


@pytest.mark.crash
async def test_a_sender_that_makes_sure_sends_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The canary: it sends again what may have been sent, as is right for questions."""
    monkeypatch.setenv("FORGETFUL", "1")
    async with BotApi() as api:
        world = _world(api, tmp_path, 60)
        try:
            await world.killed(random.Random(SEED), 5)
        finally:
            await world.program.ends_somehow()
        assert [phone for phone in world.phones if len(lines(phone)) > 1]
