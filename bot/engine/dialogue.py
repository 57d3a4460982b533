"""A dialogue as data: its questions, their order, what the answers mean, and what each outcome brings."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from bot.engine.conditions import Condition
from bot.engine.meaning import Fact, Score
from bot.engine.outcomes import Delay, Outcome
from bot.engine.parts import Panel, Part, PartLine
from bot.engine.values import Key, Value

END = "@end"  # no question can be called so
YES = "yes"


class Kind(StrEnum):
    """How a question is answered."""

    ONE = "one"
    SEVERAL = "several"
    NUMBER = "number"
    DATE = "date"
    TEXT = "text"


class Voice(StrEnum):
    """Who speaks: the group itself, or an officer about it."""

    BENEFICIARY = "beneficiary"
    OFFICER = "officer"


@dataclass(frozen=True, slots=True)
class Option:
    """One possible choice. `when` says where it is offered; `points` is what it adds to a sum."""

    id: str
    when: Condition | None = None
    points: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Earlier:
    """What another interview found out: the question or fact `name` of `dialogue`."""

    dialogue: str
    name: str


@dataclass(frozen=True, slots=True)
class Question:
    """Something to ask.

    `at_most` is a number of choices, the highest number, or a length of text, as `kind` has it; `exclusive` are the
    options that exclude all others; `dont_know` the voices that may answer « je ne sais pas »; `wordings` other
    words of the same question for where their condition holds; `weighs_outcomes`: its options are outcomes;
    `shuffled`: they are offered in another order from one interview to the next; `earlier`: what another interview
    said of the same, to be offered. A day comes later than the answer to the question `after`; `ahead`: it is to come.
    """

    id: str
    kind: Kind
    options: tuple[Option, ...] = ()
    at_least: Decimal | None = None
    at_most: Decimal | None = None
    exclusive: frozenset[str] = frozenset()
    dont_know: frozenset[Voice] = frozenset(Voice)
    refines: Condition | None = None
    wordings: tuple[tuple[str, Condition], ...] = ()
    weighs_outcomes: bool = False
    shuffled: bool = False
    earlier: "Earlier | None" = None
    after: str = ""
    ahead: bool = False
    code: str = ""

    @property
    def option_ids(self) -> tuple[str, ...]:
        """The ids of all options, in order."""
        return tuple(option.id for option in self.options)


@dataclass(frozen=True, slots=True)
class Loop:
    """Questions repeated for each item: for those of the input `over`, or while the question `again` is answered yes.

    `named`: the text question whose answer is what the item is called.
    """

    id: str
    over: str = ""
    again: str = ""
    at_least: int = 1
    at_most: int = 1
    named: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """Questions that can be answered apart from the others, at any time; `judged`, the last, says how far it is."""

    id: str
    judged: str


@dataclass(frozen=True, slots=True)
class State:
    """A place in the dialogue where `question` is asked, if `when` holds.

    A `beside` question is offered beside the result: the interview is finished without it.
    """

    id: str
    question: str
    when: Condition | None = None
    loop: Loop | None = None
    beside: bool = False
    section: str = ""


@dataclass(frozen=True, slots=True)
class Recommendation:
    """A line of the catalogue. `sources` are items of the documents it comes from, `002:d6` say."""

    id: str
    situations: tuple[str, ...]
    sources: tuple[str, ...]
    delay: Delay
    voices: frozenset[Voice] = frozenset(Voice)


Catalogue = Mapping[str, Recommendation]


@dataclass(frozen=True, slots=True)
class Lowering:
    """Something that lowers the confidence by one step; `check` is then to be found out, if it is unknown."""

    when: Condition
    check: str = ""


@dataclass(frozen=True, slots=True)
class Doubts:
    """What lowers the confidence in the outcome (decision rule, section 7)."""

    low_when: Condition | None = None
    could_change: tuple[str, ...] = ()
    could_change_except: Mapping[str, Condition] = field(default_factory=dict)
    lowered_by: tuple[Lowering, ...] = ()
    unknown_share: Fraction | None = None


@dataclass(frozen=True, slots=True)
class ResultPlan:
    """Which facts make up the result. `own_steps`: what was said that one would do, in place of the steps of a cause."""

    outcome: str
    computed: str
    flags: tuple[str, ...] = ()
    show: tuple[str, ...] = ()
    own_steps: tuple[PartLine, ...] = ()


@dataclass(frozen=True, slots=True)
class Renames:
    """How ids of earlier versions are called now: questions, and options by (present) question."""

    questions: Mapping[str, str] = field(default_factory=dict)
    options: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Fit:
    """When an interview is worth proposing: where `when` holds, for the reason that the text `fits.ID` gives."""

    id: str
    when: Condition | None = None


@dataclass(frozen=True, slots=True)
class Calling:
    """What is known of an interview before it begins.

    It takes about `minutes`; it fits where a row of `fits` holds; `oneself`: it is about who answers, whichever case
    is spoken of; `kept`: all that is said in it is confidential, and erased so long after it was last touched.
    """

    minutes: int = 0
    fits: tuple[Fit, ...] = ()
    oneself: bool = False
    kept: Delay | None = None


@dataclass(frozen=True, slots=True)
class Inherited:
    """The names that a dialogue takes over as they are from the dialogue `base`; `inputs` are those of `base`."""

    base: "Dialogue | None" = None
    questions: frozenset[str] = frozenset()
    scores: frozenset[str] = frozenset()
    facts: frozenset[str] = frozenset()
    outcomes: frozenset[str] = frozenset()
    inputs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Dialogue:
    """An interview, complete and checked. `version` is the hash of its content.

    One that extends another has all that it takes over from it; `inherited` says what that is.
    """

    id: str
    version: str
    voices: tuple[Voice, ...]
    questions: Mapping[str, Question]
    states: tuple[State, ...]
    facts: Mapping[str, Fact]
    scores: Mapping[str, Score]
    inputs: tuple[str, ...]
    outcomes: Mapping[str, Outcome]
    result: ResultPlan
    doubts: Doubts = Doubts()
    renames: Renames = Renames()
    inherited: Inherited = Inherited()
    calling: Calling = Calling()
    sections: tuple[Section, ...] = ()
    handout: tuple[Part, ...] = ()
    picture: tuple[Panel, ...] = ()

    @property
    def extends(self) -> str:
        """The id of the dialogue that this one extends; "" for none."""
        return "" if self.inherited.base is None else self.inherited.base.id


@dataclass(frozen=True, slots=True)
class Inputs:
    """What the engine is told at the beginning: who speaks, choices known from elsewhere, items to loop over.

    `settled` is the advice already done, declined or in hand; `offered` are earlier answers to confirm, of which
    those to `confidential` questions stay so; `labels` has what an item is called, in free words, by its id; `seed`
    decides the order of shuffled options.
    """

    voice: Voice = Voice.BENEFICIARY
    choices: Mapping[str, str] = field(default_factory=dict)
    items: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    settled: frozenset[str] = frozenset()
    offered: Mapping[Key, Value] = field(default_factory=dict)
    confidential: frozenset[Key] = frozenset()
    labels: Mapping[str, str] = field(default_factory=dict)
    seed: str = ""
