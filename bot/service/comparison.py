"""The same questions answered by several people: where they agree, where they differ, what some left open."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.engine.dialogue import Question
from bot.engine.engine import Engine
from bot.engine.session import Session
from bot.engine.values import Key, One, Unknown, Value

FEWEST = 2  # views that can be compared
WIDE = 2  # points between two answers that make a question a subject for the next meeting (interview I12)


@dataclass(frozen=True, slots=True)
class Aims:
    """An interview whose outcomes are what each one aims at.

    `first`: the questions to be talked about before all others, unless all aim at the same; `open`: no aim yet.
    """

    first: tuple[str, ...]
    open: str


# Here and not in the dialogue, which has no word for it: V4, V5 and V6 of interview I7.
AIMS = {"cooperation_level": Aims(("who_decides", "money", "if_one_leaves"), open="to_decide")}


@dataclass(frozen=True, slots=True)
class Look:
    """How one person sees it: their interview, without what may not be told."""

    label: str
    engine: Engine
    session: Session


@dataclass(frozen=True, slots=True)
class Differing:
    """A question with the answers of all, otherwise for some. `values` are in the order of the views: None where it was not
    asked. `gap`: how many points lie between the answers, 0 where they have none.
    """

    key: Key
    values: tuple[Value | None, ...]
    gap: Decimal = Decimal()

    @property
    def wide(self) -> bool:
        """Whether it is a subject for the next meeting in itself."""
        return self.gap >= WIDE


@dataclass(frozen=True, slots=True)
class Comparison:
    """What several views of the same have in common, question by question, in the order of the dialogue.

    `left_open`: asked of several, not answered by so many that nothing can be compared. `outcomes` are those of each. Of
    those that differ, the wide gaps come first.

    `alike`: whether all aim at the same, None where outcomes are no aims; if not, `first` is to be talked about before all
    else, and stands nowhere else.
    """

    agreed: tuple[Key, ...]
    differing: tuple[Differing, ...]
    left_open: tuple[Key, ...]
    outcomes: tuple[str, ...]
    alike: bool | None = None
    first: tuple[Differing, ...] = ()

    @property
    def wide(self) -> tuple[Differing, ...]:
        """What differs by so much that it is a subject for the next meeting."""
        return tuple(each for each in self.differing if each.wide)


def compare(looks: Sequence[Look]) -> Comparison:
    """The views of `looks`, all of the same dialogue and at least one, beside each other."""
    engine = looks[0].engine
    asked = [_asked(look) for look in looks]
    outcomes = tuple(look.engine.result(look.session).outcome for look in looks)
    alike, first = _aims(engine, outcomes)
    several = {key for one in asked for key in one if sum(key in each for each in asked) >= FEWEST}
    agreed: list[Key] = []
    differing: list[Differing] = []
    left_open: list[Key] = []
    for key in engine.in_order(several - set(first)):
        found = _beside(engine, key, asked)
        known = [value for value in found.values if value is not None and not isinstance(value, Unknown)]
        if any(value != known[0] for value in known):
            differing.append(found)
        elif any(isinstance(value, Unknown) for value in found.values):
            left_open.append(key)
        else:
            agreed.append(key)
    differing.sort(key=lambda each: not each.wide)
    before = tuple(_beside(engine, key, asked) for key in first)
    return Comparison(tuple(agreed), tuple(differing), tuple(left_open), outcomes, alike, before)


def _aims(engine: Engine, outcomes: Sequence[str]) -> tuple[bool | None, tuple[Key, ...]]:
    """Whether all aim at the same, and what is to be talked about first if not."""
    aims = AIMS.get(engine.dialogue.id)
    if aims is None:
        return None, ()
    if len(set(outcomes)) == 1 and aims.open not in outcomes:
        return True, ()
    return False, tuple(map(Key, aims.first))


def _beside(engine: Engine, key: Key, asked: Sequence[Mapping[Key, Value]]) -> Differing:
    values = tuple(each.get(key) for each in asked)
    return Differing(key, values, _gap(engine.dialogue.questions[key.question], values))


def _gap(question: Question, values: Sequence[Value | None]) -> Decimal:
    """The points between the lowest answer and the highest."""
    worth = {option.id: option.points for option in question.options if option.points is not None}
    points = [worth[each.option] for each in values if isinstance(each, One) and each.option in worth]
    return max(points) - min(points) if points else Decimal()


def _asked(look: Look) -> dict[Key, Value]:
    """The questions that were put, with what was answered; a choice between outcomes is no question about facts."""
    questions = look.engine.dialogue.questions
    path = look.engine.whole(look.session).path
    return {key: look.session.answers[key] for key in path if not questions[key.question].weighs_outcomes}
