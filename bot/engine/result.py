"""The result of an interview, worked out from a walk."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from bot.engine.conditions import holds, support
from bot.engine.dialogue import Catalogue, Dialogue, Inputs
from bot.engine.doubts import values_of
from bot.engine.facts import Confidence, Known
from bot.engine.handout import FilledLine, filled_lines
from bot.engine.outcomes import Cause, Delay, Outcome
from bot.engine.values import Key
from bot.engine.walk import Verdict, Walk

ADVICE_GIVEN = 3
STEPS_GIVEN = 2
OWN_STEPS_GIVEN = 3
"""As many of what was said one would do become steps: the first of those that have words."""
CAUSES_SHOWN = 2


@dataclass(frozen=True, slots=True)
class Advice:
    """A recommendation, and the causes it is given for; none: the outcome's own need."""

    id: str
    causes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NextStep:
    """Something to do, and when. `cause` is "" for the first step of the recommendation `id`."""

    id: str
    cause: str
    delay: Delay


@dataclass(frozen=True, slots=True)
class Gist:
    """What of a result can be explained: the outcome, the facts shown with it, and the recommendations in order.

    A fact that is shown can have several values.
    """

    outcome: str
    shown: Mapping[str, tuple[str, ...]]
    causes: tuple[Cause, ...]
    advice: tuple[Advice, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """Where the person stands, why, and what helps.

    `outcome` is the one chosen, if one was, `computed` what the answers give; `candidates` are others that may fit,
    with the answers that speak for each outcome in `signs`. `because` are the answers that made the outcome so.
    `causes` come in order, `advice` has at most three, `more` the others. `own_steps` is what was said that one would do;
    where any of it has words, it stands in place of `steps`. `then` are the dialogues to go on with, those of the causes
    shown first.
    """

    outcome: str
    computed: str
    confidence: Confidence
    candidates: tuple[str, ...]
    because: tuple[Key, ...]
    signs: Mapping[str, tuple[Key, ...]]
    shown: Mapping[str, tuple[str, ...]]
    flags: tuple[str, ...]
    causes: tuple[str, ...]
    advice: tuple[Advice, ...]
    more: tuple[Advice, ...]
    steps: tuple[NextStep, ...]
    own_steps: tuple[FilledLine, ...]
    then: tuple[str, ...]


def gist(dialogue: Dialogue, catalogue: Catalogue, walked: Walk) -> Gist:
    """The heart of the result of `walked`, which has reached the end."""
    known, plan = walked.known, dialogue.result
    outcome = dialogue.outcomes[_value(known, plan.outcome)]
    causes = ordered_causes(outcome, known)
    shown = {name: _values(known, name) for name in plan.show if known.known(name)}
    return Gist(outcome.id, shown, causes, chosen_advice(outcome, causes, catalogue, known.inputs))


def conclude(dialogue: Dialogue, catalogue: Catalogue, walked: Walk) -> Result:
    """The result of `walked`, which has reached the end."""
    known, plan = walked.known, dialogue.result
    heart = gist(dialogue, catalogue, walked)
    verdict = walked.verdict or Verdict(known.confidence)
    given = heart.advice[:ADVICE_GIVEN]
    return Result(
        outcome=heart.outcome,
        computed=_value(known, plan.computed),
        confidence=verdict.confidence,
        candidates=tuple(each for each in verdict.options if each != heart.outcome),
        because=_in_order(known.support(plan.outcome), walked),
        signs={each.id: _in_order(_signs(each, known), walked) for each in dialogue.outcomes.values()},
        shown=heart.shown,
        flags=tuple(name for name in plan.flags if "yes" in (known.choices(name) or ())),
        causes=tuple(cause.id for cause in heart.causes),
        advice=given,
        more=heart.advice[ADVICE_GIVEN:],
        steps=_next_steps(heart.causes, given, catalogue),
        own_steps=filled_lines(plan.own_steps, known),
        then=_goes_on_with(dialogue.outcomes[heart.outcome], heart.causes, known),
    )


def _value(known: Known, name: str) -> str:
    return min(known.choices(name) or ("",))  # of several, always the same one


def _values(known: Known, name: str) -> tuple[str, ...]:
    """The values of the fact `name`, in the order in which the dialogue has them."""
    found = known.choices(name) or frozenset()
    if len(found) == 1:
        return tuple(found)
    return tuple(value for value in values_of(name, known.dialogue) if value in found)


def _in_order(keys: Iterable[Key], walked: Walk) -> tuple[Key, ...]:
    wanted = frozenset(keys)
    return tuple(key for key in walked.path if key in wanted)


def _signs(outcome: Outcome, known: Known) -> frozenset[Key]:
    return frozenset().union(*(support(sign, known) for sign in outcome.signs if holds(sign, known)))


def ordered_causes(outcome: Outcome, known: Known) -> tuple[Cause, ...]:
    """The causes that hold: those that lead, then those supported by two answers, then in the table's order."""

    def rank(cause: Cause) -> int:
        if cause.first:
            return 0
        return 1 if cause.firm is not None and holds(cause.firm, known) else 2

    return tuple(sorted((each for each in outcome.causes if holds(each.when, known)), key=rank))


def chosen_advice(
    outcome: Outcome, causes: tuple[Cause, ...], catalogue: Catalogue, inputs: Inputs
) -> tuple[Advice, ...]:
    """The recommendations in order: the first of each cause, then the second of each…; at the end the own need."""

    def fits(advice_id: str) -> bool:
        return advice_id not in inputs.settled and inputs.voice in catalogue[advice_id].voices

    wanted: dict[str, list[str]] = {}
    for cause_id, advice_id in _in_turn(causes):
        if fits(advice_id):
            wanted.setdefault(advice_id, []).append(cause_id)
    for advice_id in filter(fits, outcome.need):
        if len(wanted) < ADVICE_GIVEN:
            wanted.setdefault(advice_id, [])
    return tuple(Advice(advice_id, tuple(because)) for advice_id, because in wanted.items())


def _in_turn(causes: tuple[Cause, ...]) -> Iterator[tuple[str, str]]:
    for place in range(max((len(cause.advice) for cause in causes), default=0)):
        for cause in causes:
            if place < len(cause.advice):
                yield cause.id, cause.advice[place]


def _next_steps(
    causes: tuple[Cause, ...], advice: tuple[Advice, ...], catalogue: Catalogue
) -> tuple[NextStep, ...]:
    if causes:
        return tuple(NextStep(step, causes[0].id, delay) for step, delay in causes[0].steps[:STEPS_GIVEN])
    return tuple(NextStep(each.id, "", catalogue[each.id].delay) for each in advice[:1])


def _goes_on_with(outcome: Outcome, causes: tuple[Cause, ...], known: Known) -> tuple[str, ...]:
    openings = chain(*(cause.then for cause in causes[:CAUSES_SHOWN]), outcome.then)
    return tuple(
        dict.fromkeys(each.dialogue for each in openings if each.when is None or holds(each.when, known))
    )
