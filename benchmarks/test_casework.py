"""How long an officer waits with 50 organisations of 200 case files each and a million answers: `make bench`.

Each figure is a whole call of the service in its own transaction, kept in SQLite FULL, beside the same with one such
organisation alone: the ratio counts. Filling takes about two minutes.
"""

import asyncio
import random
from collections.abc import Callable, Coroutine, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from bot.app import RandomIds
from bot.content import load_content
from bot.engine.dialogue import Inputs, Voice
from bot.engine.engine import Engine
from bot.engine.session import Event
from bot.ports import Transaction
from bot.records import CaseFile, Cooperation, SessionRecord, Status, Subject
from bot.storage import open_store
from tests.conftest import TurnedClock
from tests.engine.interviews import random_session
from tests.service.office import Office, Visitor

CASES = 200
ROUNDS = 200
ORGANISATIONS = {"alone": 1, "among fifty": 50}
INTERVIEWS_A_CASE = 12  # of eight or nine answers: a million in all
DIALOGUE = "situation_diagnosis"
_PLACES = ("des Noyers", "du Causse", "de la Combe", "des Trois Rivières", "du Haut Plateau", "de l’Étang")
_KINDS = ("Ferme", "Commune", "Association", "Foyer rural", "Comité", "Groupement")


class Full:
    """A store with its organisations, and the officer of the first one, who follows all of its case files."""

    def __init__(self, folder: Path, organisations: int) -> None:
        self.loop = asyncio.new_event_loop()
        self.events = 0
        self.officer: Visitor
        self.case: str
        self.run(self._fill(folder, organisations))

    def run(self, what: Coroutine[Any, Any, Any]) -> Any:
        """What `what` gives."""
        return self.loop.run_until_complete(what)

    async def _fill(self, folder: Path, organisations: int) -> None:
        content = load_content()
        store = await open_store(f"sqlite:///{folder / 'full.sqlite3'}", "bench")
        self.office = Office(store, content, TurnedClock())
        engine, rng = content[0].engines[DIALOGUE], random.Random(20261122)
        logs = [random_session(engine, rng).log for _ in range(200)]
        for number in range(organisations):
            organisation = await self.office.organisation(f"Relais {number}")
            officer = await self.office.officer(organisation, f"officer{number}")
            person = (await officer.person()).id
            for first in range(0, CASES, 50):
                async with store.transaction() as tx:
                    for at in range(first, first + 50):
                        case = await self._case(tx, (organisation, person, at), rng)
                        for _ in range(INTERVIEWS_A_CASE):
                            await self._interview(tx, engine, (person, case), rng.choice(logs))
            if number == 0:
                self.officer, self.case = officer, case.case

    async def _case(self, tx: Transaction, whose: tuple[str, str, int], rng: random.Random) -> Subject:
        (organisation, person, at), ids, now = whose, RandomIds(), self.office.clock.now()
        name = f"{rng.choice(_KINDS)} {rng.choice(_PLACES)} {at}"
        case = CaseFile(ids.new(), organisation, now, now, name, territory=rng.choice(_PLACES))
        cooperation = Cooperation(ids.new(), case.id, now)
        await tx.cases.add(case)
        await tx.cases.add_cooperation(cooperation)
        await tx.cases.assign(case.id, person, now)
        return Subject(case.id, cooperation.id)

    async def _interview(
        self, tx: Transaction, engine: Engine, who: tuple[str, Subject], log: tuple[Event, ...]
    ) -> None:
        person, subject = who
        now = self.office.clock.now() - timedelta(minutes=self.events)
        await tx.sessions.add(
            SessionRecord(
                id=RandomIds().new(),
                person=person,
                dialogue=DIALOGUE,
                version=engine.dialogue.version,
                inputs=Inputs(Voice.OFFICER),
                status=Status.FINISHED,
                begun_at=now,
                touched_at=now,
                position="",
                log=log,
                subject=subject,
                answered=len(log),
            )
        )
        self.events += len(log)

    async def choose(self) -> str:
        """The code of a case file of the list, which is shown."""
        await self.officer.sends("cases")
        return next(code for _, code in self.officer.offered if code.startswith("c."))

    async def two_opened(self) -> None:
        """Two case files have been spoken of."""
        for at in range(2):
            await self.officer.sends("cases")
            codes = [code for _, code in self.officer.offered if code.startswith("c.")]
            await self.officer.presses(codes[at])

    async def asked(self) -> None:
        """The first question of an interview waits."""
        await self.officer.presses(await self.choose())
        codes = [code for _, code in self.officer.offered]
        await self.officer.presses(codes[0])
        if "begin" in [code for _, code in self.officer.offered]:
            await self.officer.presses("begin")


@pytest.fixture(scope="module", params=ORGANISATIONS)
def full(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Full]:
    found = Full(tmp_path_factory.mktemp("full"), ORGANISATIONS[request.param])
    yield found
    found.run(found.office.store.close())
    found.loop.close()


def test_list(benchmark: BenchmarkFixture, full: Full) -> None:
    benchmark.group = "list the case files"
    benchmark(lambda: full.run(full.officer.sends("cases")))


def test_search(benchmark: BenchmarkFixture, full: Full) -> None:
    benchmark.group = "search among them"
    _each(benchmark, full, lambda: full.officer.sends("cases"), lambda _: full.officer.says("étang"))


def test_open(benchmark: BenchmarkFixture, full: Full) -> None:
    benchmark.group = "open one"
    _each(benchmark, full, full.choose, full.officer.presses)


def test_switch(benchmark: BenchmarkFixture, full: Full) -> None:
    benchmark.group = "switch to the one before"
    _each(benchmark, full, full.two_opened, lambda _: full.officer.sends("switch"))


def test_answer(benchmark: BenchmarkFixture, full: Full) -> None:
    benchmark.group = "answer a question"
    _each(benchmark, full, full.asked, lambda _: full.officer.presses("o.running"))


def _each(
    benchmark: BenchmarkFixture,
    full: Full,
    before: Callable[[], Coroutine[Any, Any, Any]],
    timed: Callable[[Any], Coroutine[Any, Any, Any]],
) -> None:
    """Time `timed`, given what `before` gave each time, which is not timed."""
    benchmark.extra_info["answers"] = full.events
    benchmark.pedantic(  # type: ignore[no-untyped-call]
        lambda given: full.run(timed(given)), setup=lambda: ((full.run(before()),), {}), rounds=ROUNDS
    )
