"""Interviews for the tests: answers as the oracle writes them, made into values, logs and finished sessions."""

import random
from collections.abc import Mapping
from typing import Any

from bot.engine.accept import Problem
from bot.engine.dialogue import Inputs, Question, Voice
from bot.engine.engine import Engine
from bot.engine.result import Result
from bot.engine.session import Reply, Session
from bot.engine.values import Key, One, Several, Unknown, Value
from bot.engine.walk import Walk
from tests.engine.small import values_shown
from tests.oracle import OPEN, S1, S2, Answer, Answers, Verdict, random_answers


def value_of(answer: Answer) -> Value:
    """The value of an answer as the oracle writes it."""
    match answer:
        case None:
            return Unknown()
        case str():
            return One(answer)
        case _:
            return Several(tuple(sorted(answer)))


def values_of(engine: Engine, answers: Answers) -> dict[Key, Value]:
    """`answers` as the engine keeps them."""
    values: dict[Key, Value] = {}
    for question, answer in answers.items():
        value = engine.accepted(Key(question), value_of(answer))
        assert not isinstance(value, Problem), (question, answer, value)
        values[Key(question)] = value
    return values


def random_session(engine: Engine, rng: random.Random) -> Session:
    """A finished interview, in either voice."""
    voice = rng.choice(list(Voice))
    values = values_of(engine, random_answers(rng, voice))
    return engine.replay(Inputs(voice), (Reply(key, value) for key, value in values.items())).session


def random_value(rng: random.Random, question: Question, unknown: float = 0.15) -> Value:
    """An answer to `question` that can be kept."""
    if rng.random() < unknown or not question.options:
        return Unknown()
    if question.kind == "one":
        return One(rng.choice(question.option_ids))
    free = [option for option in question.option_ids if option not in question.exclusive]
    most = min(len(free), int(question.at_most or len(free)))
    ticked = rng.sample(free, rng.choice((1, rng.randint(1, most))))
    if question.exclusive and rng.random() < 0.1:
        ticked = [min(question.exclusive)]
    return Several(tuple(option for option in question.option_ids if option in ticked))


def verdict_of(walked: Walk, result: Result) -> Verdict:
    """The engine's result in the oracle's words, but the candidate, which `candidates_expected` knows."""
    return Verdict(
        asked=tuple(key.question for key in walked.path),
        begun=min(walked.known.choices("begun") or ("",)),
        situation=result.computed,
        outcome=result.outcome,
        candidate=None,
        phase=values_shown(result).get("phase"),
        flags=frozenset(result.flags),
        causes=result.causes,
        confidence=result.confidence.level.value,
        to_check=frozenset(result.confidence.to_check),
        advice=tuple(advice.id for advice in result.advice),
        more_advice=tuple(advice.id for advice in result.more),
        steps=tuple(step.id if step.cause else f"first_step:{step.id}" for step in result.steps),
    )


def candidates_expected(verdict: Verdict, answers: Answers) -> frozenset[str]:
    """The outcomes to be offered beside the one of `verdict`."""
    if verdict.confidence != "low":
        return frozenset()
    if verdict.candidate is None:
        return frozenset({S1, S2}) - {verdict.outcome}
    first = answers.get("sounds_like") if verdict.situation == OPEN else verdict.situation
    assert isinstance(first, str)
    return frozenset({first, verdict.candidate}) - {verdict.outcome}


def facts_of(session: Session) -> Mapping[str, Any]:
    """All fields of a session that can be compared, and what its walk knows."""
    fields = (
        "dialogue",
        "version",
        "inputs",
        "log",
        "walk",
        "answers",
        "offered",
        "remarks",
        "aside",
        "back_at",
        "marks",
    )
    return {name: getattr(session, name) for name in fields} | {"known": session.walk.known.answers}
