"""The engine decides what the decision rule says: compared with an independent writing of the same rule."""

import random
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

import pytest

from bot.engine.dialogue import Inputs, Voice
from bot.engine.engine import Engine
from bot.engine.session import Reply, Session
from tests.engine.interviews import candidates_expected, value_of, values_of, verdict_of
from tests.oracle import OPTIONS, Answer, Answers, diagnose, random_answers

pytestmark = pytest.mark.untraced

J = tuple(fact for fact in OPTIONS["joint"] if fact != "nothing")  # J1 to J7
CORE = frozenset({"next_set", "aim_set", "written", "shared", "acted"})  # J2 to J6

ONE_OR_NONE: tuple[Answer, ...] = (frozenset({"nothing"}), *(frozenset({fact}) for fact in J))
MORE: tuple[Answer, ...] = (
    frozenset({"worked", "reviewed"}),
    *(frozenset({"worked", fact}) for fact in sorted(CORE)),
    *(frozenset({"aim_set", fact}) for fact in ("shared", "acted", "reviewed")),
    frozenset({"next_set", "written"}),
    frozenset({"shared", "acted"}),
    frozenset(J),
)
SEVERAL: dict[str, tuple[Answer, ...]] = {
    "joint": (None, *ONE_OR_NONE, *MORE),
    "joint_again": (None, *ONE_OR_NONE, *MORE[:4], frozenset({"aim_set", "acted"})),
}
DECIDING = (
    "activity",
    "joint",
    "joint_again",
    "decides",
    "bond",
    "wish",
    "appetite",
    "first_step",
)  # D1 to D7
PLAIN: dict[str, Answer] = {
    "origin": "own",
    "sounds_like": "willing_unsure",
    "brakes": frozenset({"not_concerned", "distrust"}),
    "memory": "mixed",
    "gaps": frozenset({"missing_network", "missing_method"}),
    "stage": "acting",
    "practice": frozenset({"money", "roles"}),
    "roles_detail": "key_person_overload",
    "relations": "fair",
    "expects": "tools",
}


def possible(question: str) -> tuple[Answer, ...]:
    return SEVERAL.get(question) or (None, *OPTIONS[question])


def leaves(engine: Engine, session: Session, answers: Answers) -> Iterator[tuple[Session, Answers]]:
    """The interview after every combination of the deciding answers still to come."""
    key = session.at
    if key is None or key.question not in DECIDING:
        yield session, answers
        return
    for answer in possible(key.question):
        after = engine.advance(session, Reply(key, value_of(answer))).session
        assert after is not session
        yield from leaves(engine, after, {**answers, key.question: answer})


def finished(engine: Engine, session: Session, answers: Answers, rest: Answers) -> tuple[Session, Answers]:
    """The interview after the other answers are taken from `rest`; what it does not have is skipped."""
    while session.at is not None:
        answer = rest.get(session.at.question)
        answers = {**answers, session.at.question: answer}
        session = engine.advance(session, Reply(session.at, value_of(answer))).session
    return session, answers


def check(engine: Engine, session: Session, answers: Answers) -> None:
    result = engine.result(session)
    voice = session.inputs.voice.value
    expected = diagnose(answers, voice)
    assert verdict_of(session.walk, result) == replace(expected, candidate=None), (voice, answers)
    assert frozenset(result.candidates) == candidates_expected(expected, answers), (voice, answers)


def kind_of(facts: frozenset[str]) -> tuple[int, bool, bool, bool]:
    """All that the rule looks at in a set of joint facts."""
    return min(len(facts), 2), bool(facts & CORE), "aim_set" in facts, bool(facts & {"shared", "acted"})


def test_the_joint_facts_tried_are_of_every_kind_that_the_rule_tells_apart() -> None:
    every = {kind_of(frozenset(some)) for size in range(8) for some in combinations(J, size)}
    tried = {kind_of(frozenset(each or ()) - {"nothing"}) for each in SEVERAL["joint"]}
    assert tried == every
    once = {frozenset(each or ()) - {"nothing"} for each in ONE_OR_NONE}
    again = {frozenset(each or ()) - {"nothing"} for each in SEVERAL["joint_again"]}
    assert {kind_of(one | two) for one in once for two in again} == every


@pytest.mark.parametrize("voice", Voice)
@pytest.mark.parametrize("activity", [None, *OPTIONS["activity"]])
def test_every_combination_of_the_deciding_answers_is_decided_by_the_rule(
    diagnosis: Engine, activity: Answer, voice: Voice
) -> None:
    start = diagnosis.begin(Inputs(voice)).session
    assert start.at is not None
    begun = diagnosis.advance(start, Reply(start.at, value_of(activity))).session
    for index, (session, answers) in enumerate(leaves(diagnosis, begun, {"activity": activity})):
        rest = PLAIN if (index % 2 == 0) == (voice is Voice.OFFICER) else {}  # each with one voice
        check(diagnosis, *finished(diagnosis, session, answers, rest))


@pytest.mark.parametrize("seed", range(20))
def test_a_thousand_random_interviews_are_decided_by_the_rule(diagnosis: Engine, seed: int) -> None:
    rng = random.Random(seed)
    for _ in range(1000):
        voice = rng.choice(list(Voice))
        answers = random_answers(rng, voice)
        inputs, values = Inputs(voice), values_of(diagnosis, answers)
        session = replace(
            diagnosis.begin(inputs).session, answers=values, walk=diagnosis.survey(inputs, values)
        )
        assert not session.walk.missing, (seed, answers)
        check(diagnosis, session, answers)
