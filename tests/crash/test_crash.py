"""Killed in the middle of everything: no answer is lost, none counts twice, and nobody waits in vain.

`CRASH=full` holds 200 conversations and kills the program 55 times; otherwise fewer, in the same windows.
"""

import asyncio
import os
import random
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.botapi import BotApi
from tests.crash.checks import Findings, Record, findings, on_record
from tests.crash.killer import Killer, Window
from tests.crash.walkers import Walker
from tests.journeys.program import Program

FULL = os.environ.get("CRASH") == "full"
SEED = int(os.environ.get("CRASH_SEED", "20261122"))
CONVERSATIONS, EACH_WINDOW, SPREAD = (200, 11, 60.0) if FULL else (40, 3, 5.0)
FIRST = 5_700_000_001


@dataclass(frozen=True)
class Run:
    """What a run left behind."""

    walkers: list[Walker]
    killer: Killer
    program: Program

    @property
    def in_flight(self) -> Counter[int]:
        return Counter(int(chat) for kill in self.killer.kills for chat in kill.sending)

    def summary(self, found: Findings) -> str:
        """All there is to know about a failure."""
        kills = {window.value: count for window, count in self.killer.hits.items()}
        answers = sum(len(walker.did) for walker in self.walkers)
        return f"seed {SEED}; {answers} answers; {kills}; {found}; log: {self.program.log[-3000:]}"


async def run(
    program: Program, conversations: int, *, patience: float, dawdling: float, blind: bool = False
) -> Run:
    """Many people at once, and a program that is killed all the time."""
    rng = random.Random(SEED)
    killer = Killer(program.api, program, random.Random(SEED + 1), blind=blind)
    phones = [program.api.phone(FIRST + number) for number in range(conversations)]
    walkers = [Walker(phone, random.Random(rng.random()), patience, dawdling) for phone in phones]
    over = asyncio.Event()
    async with asyncio.TaskGroup() as group:
        group.create_task(killer.kills_until(EACH_WINDOW, over))
        ways = [group.create_task(walker.goes(rng.uniform(0, SPREAD))) for walker in walkers]
        await asyncio.wait(ways)
        over.set()
    return Run(walkers, killer, program)


@pytest.mark.crash
async def test_nothing_is_lost_whenever_it_is_killed(tmp_path: Path) -> None:
    async with BotApi() as api:
        program = Program(api, tmp_path, level="WARNING")
        try:
            ran = await run(program, CONVERSATIONS, patience=90.0, dawdling=0.3)
            await api.quiet(1.0, 60.0)
            await program.stops()
        finally:
            await program.ends_somehow()
    people = [walker.phone.user.id for walker in ran.walkers]
    record = await on_record(f"sqlite:///{program.database}", api.token.partition(":")[0], people)
    found = findings(ran.walkers, record, ran.in_flight)
    assert found == Findings({}, {}, {}, {}), ran.summary(found)
    assert not api.violations
    assert not api.unanswered
    assert not program.kept("SELECT id FROM inbox WHERE state <> 'done'")
    assert not program.kept("SELECT id FROM outbox")
    assert {window: ran.killer.hits[window] >= EACH_WINDOW for window in Window} == dict.fromkeys(
        Window, True
    )


@pytest.mark.crash
async def test_a_bot_with_the_usual_loop_does_lose_answers(tmp_path: Path) -> None:
    """Whether a blind kill falls where it hurts is chance: one run in three has to show it."""
    for attempt in range(3):
        (place := tmp_path / str(attempt)).mkdir()
        async with BotApi() as api:
            program = Program(api, place, module="tests.crash.canary")
            try:
                ran = await run(program, CONVERSATIONS, patience=6.0, dawdling=2.0, blind=True)
            finally:
                await program.ends_somehow()
        found = findings(ran.walkers, _kept_by_canary(program), Counter())
        if found.missing and found.stuck:
            return
    raise AssertionError(ran.summary(found))


def _kept_by_canary(program: Program) -> Record:
    record: dict[int, list[str]] = {}
    for person, code in program.kept("SELECT person, code FROM answer WHERE code LIKE 'o.%' ORDER BY number"):
        record.setdefault(person, []).append(code)
    return record
