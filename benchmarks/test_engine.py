"""How long the engine and the loader take: `make bench`."""

import random
from collections.abc import Callable, Iterator
from functools import partial
from itertools import cycle
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from bot.engine.dialogue import Inputs, Voice
from bot.engine.engine import Engine
from bot.engine.explain import explain
from bot.engine.impact import impact
from bot.engine.session import Back, Edit, Event, Reply, Session
from bot.engine.values import Key
from bot.loading.library import load
from tests.engine.interviews import random_session, random_value

DIALOGUES = Path(__file__).parents[1] / "dialogues"
INTERVIEWS = 200


@pytest.fixture(scope="module")
def engine() -> Engine:
    return load(DIALOGUES).engines["situation_diagnosis"]


@pytest.fixture(scope="module")
def interviews(engine: Engine) -> list[Session]:
    rng = random.Random(1)
    return [random_session(engine, rng) for _ in range(INTERVIEWS)]


def typical(interviews: list[Session]) -> Session:
    """The interview of median length."""
    return sorted(interviews, key=lambda session: len(session.path))[len(interviews) // 2]


def turns(engine: Engine, session: Session) -> Iterator[tuple[Session, Event]]:
    """Each event of `session`, and the session that it met."""
    now = engine.begin(session.inputs).session
    for event in session.log:
        yield now, event
        now = engine.advance(now, event).session


def in_turn(calls: list[Callable[[], object]]) -> Callable[[], object]:
    """One of `calls` after the other, round and round: the median is that of a single one, the maximum the worst."""
    round_and_round = cycle(calls)

    def once() -> object:
        call = next(round_and_round)
        return call()

    return once


def test_a_turn(benchmark: BenchmarkFixture, engine: Engine, interviews: list[Session]) -> None:
    """The answers of 200 interviews, one by one. The last of each works out a result too."""
    met = [turn for session in interviews for turn in turns(engine, session)]
    benchmark(in_turn([partial(engine.advance, session, event) for session, event in met]))


def test_a_turn_after_going_back(
    benchmark: BenchmarkFixture, engine: Engine, interviews: list[Session]
) -> None:
    """Another answer to an earlier question of a finished interview: most of it is the new result."""
    rng = random.Random(4)
    met = []
    for session in interviews:
        key = rng.choice(session.path)
        value = random_value(rng, engine.dialogue.questions[key.question])
        met.append((engine.advance(session, Back(key)).session, Reply(key, value)))
    benchmark(in_turn([partial(engine.advance, session, event) for session, event in met]))


def test_a_replay_of_thirty_events(
    benchmark: BenchmarkFixture, engine: Engine, interviews: list[Session]
) -> None:
    log = thirty_events(engine, typical(interviews))
    turn = benchmark(engine.replay, Inputs(Voice.OFFICER), log)
    assert len(turn.session.log) == 30


def thirty_events(engine: Engine, session: Session) -> tuple[Event, ...]:
    """A log of a person who answers, goes back and edits until thirty things have happened."""
    rng = random.Random(2)
    while len(session.log) < 30:
        key = rng.choice(session.path)
        event: Event = Back(key)
        if rng.random() < 0.6:
            event = Edit(key, random_value(rng, engine.dialogue.questions[key.question]))
        session = engine.advance(session, event).session
        if session.at is not None and rng.random() < 0.7 and len(session.log) < 30:
            value = random_value(rng, engine.dialogue.questions[session.at.question])
            session = engine.advance(session, Reply(session.at, value)).session
    return session.log


def test_an_explanation(benchmark: BenchmarkFixture, engine: Engine, interviews: list[Session]) -> None:
    """All reasons and nearest changes of a result; the maximum is the worst of the interviews."""
    benchmark(in_turn([partial(explain, engine, session) for session in interviews]))


def test_an_impact(benchmark: BenchmarkFixture, engine: Engine, interviews: list[Session]) -> None:
    rng = random.Random(3)
    edits = [(session, edit_of(engine, rng, session)) for session in interviews]
    benchmark(in_turn([partial(impact, engine, session, edit) for session, edit in edits]))


def edit_of(engine: Engine, rng: random.Random, session: Session) -> Edit:
    key: Key = rng.choice(session.path)
    return Edit(key, random_value(rng, engine.dialogue.questions[key.question]))


def test_loading_all_dialogues(benchmark: BenchmarkFixture) -> None:
    assert benchmark(load, DIALOGUES).engines
