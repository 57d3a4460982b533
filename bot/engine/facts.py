"""What the answers of an interview mean: questions, facts, scores and inputs under one roof of names."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Protocol, Self

from bot.engine.conditions import Condition, holds, names_in, support
from bot.engine.dialogue import Dialogue, Inputs
from bot.engine.meaning import Count, CountItems, CountTrue, Ranked, Reread, Row, Rows, Score, Sum, Union
from bot.engine.scores import Worth, worth_of
from bot.engine.values import Key, Number, Unknown, Value, chosen

CONFIDENCE = "confidence"
VOICE = "voice"

Choices = frozenset[str] | None


class Meanings(Protocol):
    """What `Known` has to know of a dialogue, worked out once: see `bot.engine.rulebook.Rulebook`."""

    @property
    def dialogue(self) -> Dialogue: ...
    @property
    def rests_on(self) -> Mapping[str, frozenset[str]]: ...
    @property
    def resting_on(self) -> Mapping[str, frozenset[str]]: ...
    @property
    def loop_questions(self) -> frozenset[str]: ...
    def weigh(self, known: "Known") -> "Confidence": ...


class Level(StrEnum):
    """How sure a result is."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


@dataclass(frozen=True, slots=True)
class Confidence:
    """How sure, and the names (questions or facts) to find out, in the order of the dialogue."""

    level: Level
    to_check: tuple[str, ...]


class Known:
    """The answers met so far on a walk through a dialogue, and all that follows from them.

    Facts are worked out when asked for and remembered until an answer that they rest on is put.
    """

    __slots__ = ("_assumed", "_confidence", "_remembered", "_supported", "answers", "book", "inputs", "item")

    def __init__(self, book: Meanings, inputs: Inputs) -> None:
        self.book = book
        self.inputs = inputs
        self.answers: dict[Key, Value] = {}
        self.item = ""
        self._assumed: Mapping[str, Choices] = {}
        self._remembered: dict[str, Choices] = {}
        self._supported: dict[str, frozenset[Key]] = {}
        self._confidence: Confidence | None = None

    def copy(self) -> Self:
        """An independent copy, to go on from."""
        twin = type(self)(self.book, self.inputs)
        twin.answers = dict(self.answers)
        twin.item = self.item
        twin._assumed = self._assumed  # noqa: SLF001 - the same class
        twin._remembered = dict(self._remembered)  # noqa: SLF001 - the same class
        twin._confidence = self._confidence  # noqa: SLF001 - the same class
        return twin

    def assuming(self, name: str, value: Choices) -> Self:
        """What would follow if `name` were `value`, all other answers as they are."""
        twin = self.copy()
        twin._assumed = {**self._assumed, name: value}  # noqa: SLF001 - the same class
        twin._confidence = None  # noqa: SLF001 - the same class
        for changed in self.book.resting_on[name]:
            twin._remembered.pop(changed, None)  # noqa: SLF001 - the same class
        return twin

    def put(self, key: Key, value: Value) -> None:
        """Add the answer of a question that has been asked."""
        self.answers[key] = value
        for name in self.book.resting_on[key.question]:
            self._remembered.pop(name, None)
            self._supported.pop(name, None)
        self._confidence = None

    @property
    def confidence(self) -> Confidence:
        """How sure what is known makes the outcome."""
        if self._confidence is None:
            self._confidence = self.book.weigh(self)
        return self._confidence

    @property
    def dialogue(self) -> Dialogue:
        """The dialogue that is walked through."""
        return self.book.dialogue

    # What a condition may look at.

    def choices(self, name: str) -> Choices:
        """The options chosen, or the value of a fact, as a set; None when unknown."""
        if name in self._assumed:
            return self._assumed[name]
        if name in self.book.dialogue.questions:
            return chosen(self.answers.get(self._key(name)))
        if name == CONFIDENCE:
            return frozenset((self.confidence.level.value,))
        if name in self._remembered:
            return self._remembered[name]
        value = self._remembered[name] = self._derive(name)
        return value

    def number(self, name: str) -> Decimal | None:
        """The number answered, or a score; None when unknown."""
        if name in self.dialogue.scores:
            found = self.worth(name)
            return None if found is None else found.value
        value = self.answers.get(self._key(name))
        return value.amount if isinstance(value, Number) else None

    def worth(self, name: str) -> Worth | None:
        """The score `name` and its maximum; None when unknown."""
        score = self.dialogue.scores.get(name)
        return None if score is None else worth_of(score, self)

    def known(self, name: str) -> bool:
        """Whether `name` has a value."""
        if name in self.book.dialogue.questions and name not in self._assumed:
            value = self.answers.get(self._key(name))
            return value is not None and not isinstance(value, Unknown)
        if name in self.book.dialogue.scores:
            return self.number(name) is not None
        return self.choices(name) is not None

    def asked(self, name: str) -> bool:
        """Whether a question that `name` rests on has been asked."""
        return any(self._key(question) in self.answers for question in self.book.rests_on[name])

    def support(self, name: str) -> frozenset[Key]:
        """The answers that give `name` its value, as far as they were asked."""
        if name in self.book.dialogue.questions:
            key = self._key(name)
            return frozenset((key,)) if key in self.answers else frozenset()
        if (score := self.book.dialogue.scores.get(name)) is not None:
            return self._support_of_score(score)
        if name not in self._supported:
            self._supported[name] = self._support_of_fact(name)
        return self._supported[name]

    # How facts and scores are worked out.

    def _key(self, name: str) -> Key:
        return Key(name, self.item) if name in self.book.loop_questions else Key(name)

    def _derive(self, name: str) -> Choices:
        match self.book.dialogue.facts.get(name):
            case Rows(rows):
                return self._row_value(next((row for row in rows if self._applies(row)), None))
            case Union(of):
                known = [found for each in of if (found := self.choices(each)) is not None]
                return frozenset().union(*known) if known else None
            case Reread(of, changed, to):
                now = self.choices(changed)
                then = None if now is None else frozenset(to.get(value, value) for value in now)
                return self.assuming(changed, then).choices(of)
            case Ranked(scores, highest):
                return self._ranked(scores, highest=highest)
            case None:
                return self._given(name)

    def _given(self, name: str) -> Choices:
        if name == VOICE:
            return frozenset((self.inputs.voice.value,))
        value = self.inputs.choices.get(name)
        return None if value is None else frozenset((value,))

    def _applies(self, row: Row) -> bool:
        return row.when is None or holds(row.when, self)

    def _row_value(self, row: Row | None) -> Choices:
        if row is None:
            return None
        if row.same_as is not None:
            return self.choices(row.same_as)
        return None if row.value is None else frozenset((row.value,))

    def _ranked(self, names: tuple[str, ...], *, highest: bool) -> Choices:
        known = ((name, found) for name in names if (found := self.worth(name)) is not None)
        shares = {name: found.share for name, found in known if found.share is not None}
        if not shares:
            return None
        best = max(shares.values()) if highest else min(shares.values())
        return frozenset(name for name, share in shares.items() if share == best)

    # The items of loops.

    def items_of(self, loop: str) -> tuple[str, ...]:
        """The items that the loop `loop` has been gone through for, in order."""
        questions = {each.question for each in self.dialogue.states if _in_loop(each.loop, loop)}
        return tuple(dict.fromkeys(key.item for key in self.answers if key.question in questions))

    def items_where(self, score: CountItems) -> tuple[str, ...]:
        """The items of its loop for which the condition of `score` holds."""
        return tuple(item for item in self.items_of(score.loop) if self.holds_for(item, score.when))

    def holds_for(self, item: str, condition: Condition) -> bool:
        """Whether `condition` holds for `item`."""
        before, self.item = self.item, item
        try:
            return holds(condition, self)
        finally:
            self.item = before

    # Which answers support what.

    def _supports(self, names: Iterable[str]) -> frozenset[Key]:
        return frozenset().union(*(self.support(name) for name in names))

    def _support_of_fact(self, name: str) -> frozenset[Key]:
        match self.book.dialogue.facts.get(name):
            case Rows(rows):
                return self._support_of_row(next((row for row in rows if self._applies(row)), None))
            case Union(of):
                return self._supports(each for each in of if self.known(each))
            case Reread(of):
                return self.support(of)
            case Ranked(scores):
                top = self.choices(name) or frozenset()
                return self._supports(each for each in scores if each in top)
            case None:
                return frozenset()

    def _support_of_row(self, row: Row | None) -> frozenset[Key]:
        if row is None:
            return frozenset()
        own = frozenset[Key]() if row.when is None else support(row.when, self)
        return own if row.same_as is None else own | self.support(row.same_as)

    def _support_of_score(self, score: Score) -> frozenset[Key]:
        match score:
            case Count(of) | Sum(of):
                return self._supports(of)
            case CountTrue(conditions):
                return frozenset().union(*(support(each, self) for each in conditions if holds(each, self)))
            case CountItems(_, when):
                items = self.items_where(score)
                return frozenset(Key(name, item) for name in names_in(when) for item in items)


def _in_loop(loop: object, loop_id: str) -> bool:
    return getattr(loop, "id", None) == loop_id
