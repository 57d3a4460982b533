"""How long the engine and the loader take: `pytest benchmarks`. The limits are criteria of the design."""

import random
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from time import perf_counter

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
TURN, REPLAY, EXPLANATION, LOADING = 200e-6, 5e-3, 50e-3, 300e-3  # seconds
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


def timed(call: Callable[[], object]) -> float:
    """The best of three, in seconds: what else the computer does is not counted."""

    def once() -> float:
        begun = perf_counter()
        call()
        return perf_counter() - begun

    return min(once() for _ in range(3))


def test_a_turn_takes_less_than_200_microseconds(
    benchmark: BenchmarkFixture, engine: Engine, interviews: list[Session]
) -> None:
    met = list(turns(engine, typical(interviews)))
    benchmark(lambda: [engine.advance(session, event) for session, event in met])
    each = [timed(lambda: engine.advance(session, event)) for session, event in met]  # noqa: B023 - called at once
    benchmark.extra_info["median_of_turns_us"] = round(median(each) * 1e6)
    assert median(each) <= TURN


def test_a_turn_after_going_back_takes_less_than_a_millisecond(
    benchmark: BenchmarkFixture, engine: Engine, interviews: list[Session]
) -> None:
    """It walks the whole way again, and shows the result again."""
    rng = random.Random(4)
    met = []
    for session in interviews:
        key = rng.choice(session.path)
        value = random_value(rng, engine.dialogue.questions[key.question])
        met.append((engine.advance(session, Back(key)).session, Reply(key, value)))
    benchmark(lambda: engine.advance(*met[0]))
    each = [timed(lambda: engine.advance(*one)) for one in met]  # noqa: B023 - called at once
    benchmark.extra_info["median_of_200_us"] = round(median(each) * 1e6)
    assert median(each) <= 1e-3


def test_a_replay_of_thirty_events_takes_less_than_5_milliseconds(
    benchmark: BenchmarkFixture, engine: Engine, interviews: list[Session]
) -> None:
    log = thirty_events(engine, typical(interviews))
    turn = benchmark(lambda: engine.replay(Inputs(Voice.OFFICER), log))
    assert len(turn.session.log) == 30
    assert timed(lambda: engine.replay(Inputs(Voice.OFFICER), log)) <= REPLAY


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


def test_an_explanation_takes_less_than_50_milliseconds(
    benchmark: BenchmarkFixture, engine: Engine, interviews: list[Session]
) -> None:
    session = typical(interviews)
    benchmark(lambda: explain(engine, session))
    slowest = max(timed(lambda: explain(engine, each)) for each in interviews)  # noqa: B023 - called at once
    benchmark.extra_info["slowest_of_200_ms"] = round(slowest * 1e3, 1)
    assert slowest <= EXPLANATION


def test_an_impact_takes_less_than_50_milliseconds(
    benchmark: BenchmarkFixture, engine: Engine, interviews: list[Session]
) -> None:
    rng = random.Random(3)
    edits = [(session, edit_of(engine, rng, session)) for session in interviews]
    benchmark(lambda: impact(engine, *edits[0]))
    slowest = max(timed(lambda: impact(engine, session, edit)) for session, edit in edits)  # noqa: B023 - called at once
    benchmark.extra_info["slowest_of_200_ms"] = round(slowest * 1e3, 1)
    assert slowest <= EXPLANATION


def edit_of(engine: Engine, rng: random.Random, session: Session) -> Edit:
    key: Key = rng.choice(session.path)
    return Edit(key, random_value(rng, engine.dialogue.questions[key.question]))


def test_loading_all_dialogues_takes_less_than_300_milliseconds(benchmark: BenchmarkFixture) -> None:
    library = benchmark(lambda: load(DIALOGUES))
    assert library.engines
    assert timed(lambda: load(DIALOGUES)) <= LOADING
