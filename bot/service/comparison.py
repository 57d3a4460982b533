"""The same questions answered by several people: where they agree, where they differ, what some left open."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.engine.dialogue import Dialogue, Kind, Question
from bot.engine.engine import Engine
from bot.engine.session import Session
from bot.engine.values import Key, One, Unknown, Value

FEWEST = 2  # views that can be compared
WIDE = 2  # points between two answers that make a question a subject for the next meeting (interview I12)


@dataclass(frozen=True, slots=True)
class Aims:
    """An interview whose outcomes are what each one aims at; an officer fills it in with a partner, never for themselves.

    `first`: the questions to be talked about before all others, unless all aim at the same; `open`: no aim yet.
    """

    first: tuple[str, ...]
    open: str


# Here and not in the dialogue, which has no word for it: V4, V5 and V6 of interview I7.
AIMS = {"cooperation_level": Aims(("who_decides", "money", "if_one_leaves"), open="to_decide")}

# About a case, yet only of what one officer has ready.
OWN_WORK = frozenset({"first_contact_preparation"})


def comparable(dialogue: Dialogue) -> bool:
    """Whether those who answer speak of the same: not where each one speaks of themselves, or of their own work."""
    return not dialogue.calling.oneself and dialogue.id not in OWN_WORK


@dataclass(frozen=True, slots=True)
class Look:
    """How one person sees it: their interview, without what may not be told."""

    label: str
    engine: Engine
    session: Session


@dataclass(frozen=True, slots=True)
class Differing:
    """A question with the answers of all, otherwise for some. `values` are in the order of the views: None where there is
    none to be told, alike for what was not asked, left open, not shared or kept. `gap`: how many points lie between the
    answers, 0 where they have none.
    """

    key: Key
    values: tuple[Value | None, ...]
    gap: Decimal = Decimal()

    @property
    def told(self) -> tuple[Value, ...]:
        """The answers there are."""
        return tuple(value for value in self.values if value is not None)

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
    else, and stands nowhere else: what several answers are there for.
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
    alike, wanted = _aims(engine, outcomes)
    first = [each for each in (_beside(engine, key, asked) for key in wanted) if len(each.told) >= FEWEST]
    several = {key for one in asked for key in one if sum(key in each for each in asked) >= FEWEST}
    agreed: list[Key] = []
    differing: list[Differing] = []
    left_open: list[Key] = []
    for key in engine.in_order(several - {each.key for each in first}):
        found = _beside(engine, key, asked)
        if any(value != found.told[0] for value in found.told):
            differing.append(found)
        elif any(isinstance(each.get(key), Unknown) for each in asked):
            left_open.append(key)
        else:
            agreed.append(key)
    differing.sort(key=lambda each: not each.wide)
    return Comparison(tuple(agreed), tuple(differing), tuple(left_open), outcomes, alike, tuple(first))


def _aims(engine: Engine, outcomes: Sequence[str]) -> tuple[bool | None, tuple[Key, ...]]:
    """Whether all aim at the same, and what is to be talked about first if not."""
    aims = AIMS.get(engine.dialogue.id)
    if aims is None:
        return None, ()
    if len(set(outcomes)) == 1 and aims.open not in outcomes:
        return True, ()
    return False, tuple(map(Key, aims.first))


def _beside(engine: Engine, key: Key, asked: Sequence[Mapping[Key, Value]]) -> Differing:
    given = (each.get(key) for each in asked)
    values = tuple(None if isinstance(value, Unknown) else value for value in given)
    return Differing(key, values, _gap(engine.dialogue.questions[key.question], values))


def _gap(question: Question, values: Sequence[Value | None]) -> Decimal:
    """The points between the lowest answer and the highest."""
    worth = {option.id: option.points for option in question.options if option.points is not None}
    points = [worth[each.option] for each in values if isinstance(each, One) and each.option in worth]
    return max(points) - min(points) if points else Decimal()


def _asked(look: Look) -> dict[Key, Value]:
    """The questions that were put, with what was answered.

    A choice between outcomes is no question about facts; and nobody writes what another has written.
    """
    questions = look.engine.dialogue.questions
    path = look.engine.whole(look.session).path
    facts = {
        name for name, each in questions.items() if not each.weighs_outcomes and each.kind is not Kind.TEXT
    }
    return {key: look.session.answers[key] for key in path if key.question in facts}
