"""The same questions answered by several people: where they agree, where they differ, what some left open."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.engine.engine import Engine
from bot.engine.session import Session
from bot.engine.values import Key, Unknown, Value

FEWEST = 2  # views that can be compared


@dataclass(frozen=True, slots=True)
class Look:
    """How one person sees it: their interview, without what may not be told."""

    label: str
    engine: Engine
    session: Session


@dataclass(frozen=True, slots=True)
class Differing:
    """A question answered otherwise by some. `values` are in the order of the views: None where it was not asked."""

    key: Key
    values: tuple[Value | None, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What several views of the same have in common, question by question, in the order of the dialogue.

    `left_open`: asked of several, not answered by so many that nothing can be compared. `outcomes` are those of each.
    """

    agreed: tuple[Key, ...]
    differing: tuple[Differing, ...]
    left_open: tuple[Key, ...]
    outcomes: tuple[str, ...]


def compare(looks: Sequence[Look]) -> Comparison:
    """The views of `looks`, all of the same dialogue and at least one, beside each other."""
    engine = looks[0].engine
    asked = [_asked(look) for look in looks]
    several = {key for one in asked for key in one if sum(key in each for each in asked) >= FEWEST}
    agreed: list[Key] = []
    differing: list[Differing] = []
    left_open: list[Key] = []
    for key in engine.in_order(several):
        values = tuple(each.get(key) for each in asked)
        known = [value for value in values if value is not None and not isinstance(value, Unknown)]
        if any(value != known[0] for value in known):
            differing.append(Differing(key, values))
        elif any(isinstance(value, Unknown) for value in values):
            left_open.append(key)
        else:
            agreed.append(key)
    outcomes = tuple(look.engine.result(look.session).outcome for look in looks)
    return Comparison(tuple(agreed), tuple(differing), tuple(left_open), outcomes)


def _asked(look: Look) -> dict[Key, Value]:
    """The questions that were put, with what was answered; a choice between outcomes is no question about facts."""
    questions = look.engine.dialogue.questions
    path = look.engine.whole(look.session).path
    return {key: look.session.answers[key] for key in path if not questions[key.question].weighs_outcomes}
