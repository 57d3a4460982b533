"""Why a result is what it is, and the nearest single change of an answer that would make it otherwise."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from itertools import combinations, groupby
from typing import NamedTuple

from bot.engine.accept import accept
from bot.engine.conditions import support
from bot.engine.dialogue import Kind, Question
from bot.engine.engine import Engine
from bot.engine.facts import Known
from bot.engine.outcomes import Outcome
from bot.engine.result import ADVICE_GIVEN, Gist, Result, gist
from bot.engine.session import Session
from bot.engine.values import Key, One, Several, Value, chosen
from bot.engine.walk import Walk, walk_on

FURTHEST = 2
"""How many options may differ in a change: beyond, it is no longer what a person would call a small change."""


class Aspect(StrEnum):
    """What of a result is explained."""

    OUTCOME = "outcome"
    SHOWN = "shown"  # a fact shown with it: the phase
    ADVICE = "advice"


class Claim(NamedTuple):
    """One thing that a result says: its outcome, a fact shown with it, or a recommendation given."""

    aspect: Aspect
    name: str


@dataclass(frozen=True, slots=True)
class Change:
    """Another answer to one question. `distance`: how many options differ."""

    key: Key
    value: Value
    distance: int


@dataclass(frozen=True, slots=True)
class Reason:
    """The answers that made a claim so, and the nearest change that would make it otherwise, if a single one can."""

    because: tuple[Key, ...]
    otherwise: Change | None


Explanation = Mapping[Claim, Reason]


def claims(result: Result) -> tuple[Claim, ...]:
    """What `result` says that can be explained."""
    return (
        Claim(Aspect.OUTCOME, result.outcome),
        *(Claim(Aspect.SHOWN, name) for name in result.shown),
        *(Claim(Aspect.ADVICE, advice.id) for advice in result.advice),
    )


def says(claim: Claim, heart: Gist, was: Result) -> bool:
    """Whether `heart` says of `claim` what `was` says."""
    match claim.aspect:
        case Aspect.OUTCOME:
            return heart.outcome == was.outcome
        case Aspect.SHOWN:
            return heart.shown.get(claim.name) == was.shown.get(claim.name)
        case Aspect.ADVICE:
            return any(advice.id == claim.name for advice in heart.advice[:ADVICE_GIVEN])


def explain(engine: Engine, session: Session) -> Explanation:
    """The reasons for all that the result of `session` says."""
    result = engine.result(session)
    whole = engine.whole(session)
    because = {claim: _because(engine, whole, result, claim) for claim in claims(result)}
    nearest: dict[Claim, Change] = {}
    for _, equally_near in groupby(changes(engine, session), key=lambda change: change.distance):
        pending = [claim for claim in because if claim not in nearest]
        if not pending:
            break
        others = [(change, _gist_after(engine, session, whole, change)) for change in equally_near]
        for claim in pending:
            flipping = [(change, other) for change, other in others if not says(claim, other, result)]
            if flipping:
                nearest[claim] = min(flipping, key=partial(_farness, claim, because[claim], whole, result))[0]
    return {claim: Reason(keys, nearest.get(claim)) for claim, keys in because.items()}


def _farness(
    claim: Claim, because: tuple[Key, ...], whole: Walk, was: Result, tried: tuple[Change, Gist]
) -> tuple[bool, bool, bool, int]:
    """Of changes equally near: a real answer before a choice between outcomes, then the one that touches the claim's
    own answers, leaves the outcome as it is, and was asked last.
    """
    change, other = tried
    chosen_outcome = whole.known.book.dialogue.questions[change.key.question].weighs_outcomes
    elsewhere = claim.aspect is not Aspect.OUTCOME and other.outcome != was.outcome
    return (chosen_outcome, change.key not in because, elsewhere, -whole.path.index(change.key))


def _gist_after(engine: Engine, session: Session, whole: Walk, change: Change) -> Gist:
    """The heart of the result if `change` were made; questions that it opens count as not asked."""
    answers = {**session.answers, change.key: change.value}
    walked = walk_on(engine.rules, whole, change.key, answers, past_gaps=True)
    return gist(engine.dialogue, engine.catalogue, walked)


def changes(engine: Engine, session: Session) -> Iterator[Change]:
    """The other answers to one of the questions on the path, up to `FURTHEST`: nearest first, then as on the path."""
    whole = engine.whole(session)
    questions = [(key, engine.dialogue.questions[key.question]) for key in whole.path]
    for distance in range(1, FURTHEST + 1):
        for key, question in questions:
            for value in _values_at(
                distance, question, whole.known.answers[key], engine.options(session, key)
            ):
                yield Change(key, value, distance)


def _values_at(distance: int, question: Question, value: Value, options: tuple[str, ...]) -> Iterator[Value]:
    """The answers to `question` at `distance` from `value`: one choice is at 1 from any other, sets by difference."""
    now = chosen(value) or frozenset[str]()
    if question.kind is Kind.ONE and distance == 1:
        yield from (One(option) for option in options if option not in now)
    elif question.kind is Kind.SEVERAL:
        for flipped in combinations(question.option_ids, distance):
            wanted = now.symmetric_difference(flipped)
            several = Several(tuple(option for option in question.option_ids if option in wanted))
            if isinstance(accept(question, several), Several):
                yield several


def _because(engine: Engine, walked: Walk, result: Result, claim: Claim) -> tuple[Key, ...]:
    match claim.aspect:
        case Aspect.OUTCOME:
            return result.because
        case Aspect.SHOWN:
            keys = walked.known.support(claim.name)
        case Aspect.ADVICE:
            outcome = engine.dialogue.outcomes[result.outcome]
            causes = next(advice.causes for advice in result.advice if advice.id == claim.name)
            keys = _support_of_causes(outcome, causes, walked.known) if causes else frozenset(result.because)
    return tuple(key for key in walked.path if key in keys)


def _support_of_causes(outcome: Outcome, causes: tuple[str, ...], known: Known) -> frozenset[Key]:
    return frozenset().union(*(support(each.when, known) for each in outcome.causes if each.id in causes))
