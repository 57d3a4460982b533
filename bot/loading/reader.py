"""Reading a tree strictly: every step checks what stands there and notes what is wrong, so that all is told at once."""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import TypeVar

from bot.engine.accept import LARGEST
from bot.engine.outcomes import Delay, Unit
from bot.loading.tree import Node
from bot.problems import FileError, Problem, suggestion

T = TypeVar("T")
D = TypeVar("D")
E = TypeVar("E", bound=StrEnum)

LONGEST_MESSAGE = 300
MOST_PROBLEMS = 100

_ID = re.compile(r"[a-z][a-z0-9_]{0,39}")
_DELAY = re.compile(
    r"(?:(?P<occasion>next meeting|before [a-z ]+), )?(?P<amount>\d{1,3}) (?P<unit>day|week|month)s?"
)


class Sort(StrEnum):
    """What a word in a file refers to."""

    QUESTION = "question"
    FACT = "fact"
    SCORE = "score"
    INPUT = "input"
    LOOP = "loop"
    ADVICE = "recommendation"
    OUTCOME = "outcome"
    DIALOGUE = "dialogue"  # of the same folder: looked for there, once all are read
    POINTS = "question or score"
    NAME = "name"  # a question, a fact, a score or an input


@dataclass(frozen=True, slots=True)
class Reference:
    """A word at `node` that must name something; in a condition, with the `values` that it must be able to have."""

    node: Node
    sort: Sort
    word: str
    values: frozenset[str] = frozenset()
    number: bool = False


class Reader:
    """Reads one file. What is missing or wrong becomes a problem, and an empty value stands in for it.

    `references` are the names met, to be checked once everything is read.
    """

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self.references: list[Reference] = []

    def report(self, node: Node, message: str) -> None:
        """Note a mistake at `node`. Raises `FileError` once there are so many that nobody reads on."""
        shown = message if len(message) <= LONGEST_MESSAGE else f"{message[:LONGEST_MESSAGE]}…"
        self.problems.append(Problem(self.file, node.line, shown))
        if len(self.problems) == MOST_PROBLEMS:
            raise FileError([*self.problems, Problem(self.file, node.line, "and more; mend these first")])

    def fields(self, node: Node, known: Collection[str], needed: Collection[str] = ()) -> Mapping[str, Node]:
        """The mapping at `node`, whose keys are among `known` and hold all those `needed`."""
        pairs = self.pairs(node)
        for name, value in pairs.items():
            if name not in known:
                self.report(value, f"unknown field {name!r}{suggestion(name, sorted(known))}")
        for name in needed:
            if name not in pairs:
                self.report(node, f"the field {name!r} is missing")
        return {name: value for name, value in pairs.items() if name in known}

    def pairs(self, node: Node) -> Mapping[str, Node]:
        """The mapping at `node`, with any keys."""
        if isinstance(node.value, dict):
            return node.value
        self.report(node, "fields (name: value) are expected here")
        return {}

    def named(self, node: Node) -> Mapping[str, Node]:
        """The mapping at `node`, whose keys are ids."""
        pairs = self.pairs(node)
        for name, value in pairs.items():
            self._check_id(name, value)
        return pairs

    def items(self, node: Node) -> list[Node]:
        """The list at `node`."""
        if isinstance(node.value, list):
            return node.value
        self.report(node, "a list is expected here")
        return []

    def word(self, node: Node) -> str:
        """The word at `node`."""
        if isinstance(node.value, str) and node.value:
            return node.value
        self.report(node, "a word is expected here")
        return ""

    def new_id(self, node: Node) -> str:
        """The id at `node`."""
        word = self.word(node)
        if word:
            self._check_id(word, node)
        return word

    def words(self, node: Node) -> tuple[str, ...]:
        """The list of words at `node`; a single word is a list of one."""
        if isinstance(node.value, str):
            return (self.word(node),)
        return tuple(self.word(item) for item in self.items(node))

    def refer(self, sort: Sort, node: Node) -> str:
        """The word at `node`, which must name something of `sort`."""
        word = self.word(node)
        if word:
            self.references.append(Reference(node, sort, word))
        return word

    def refer_all(self, sort: Sort, node: Node) -> tuple[str, ...]:
        """The words at `node`, a list or a single one, each of which must name something of `sort`."""
        items = [node] if isinstance(node.value, str) else self.items(node)
        return tuple(self.refer(sort, item) for item in items)

    def member(self, node: Node, kind: type[E]) -> E | None:
        """The word at `node` as a member of `kind`."""
        word = self.word(node)
        try:
            return kind(word)
        except ValueError:
            names = [member.value for member in kind]
            self.report(node, f"{word!r} is none of {', '.join(names)}{suggestion(word, names)}")
            return None

    def yes_no(self, node: Node) -> bool:
        """Whether `yes` stands at `node`."""
        word = self.word(node)
        if word not in {"yes", "no"}:
            self.report(node, f"yes or no is expected here, not {word!r}")
        return word == "yes"

    def number(self, node: Node) -> Decimal:
        """The number at `node`."""
        word = self.word(node)
        try:
            number = Decimal(word)
        except InvalidOperation:
            number = Decimal("NaN")
        if number.is_finite() and -LARGEST <= number <= LARGEST and len(word) <= 30:
            return number
        self.report(node, f"a number is expected here, not {word!r}")
        return Decimal()

    def whole(self, node: Node) -> int:
        """The whole number at `node`."""
        number = self.number(node)
        if number != int(number):
            self.report(node, "a whole number is expected here")
        return int(number)

    def delay(self, node: Node) -> Delay:
        """The delay at `node`: « 2 weeks », « now », « next meeting, 4 weeks », « before next council, 4 weeks »."""
        word = self.word(node)
        if word == "now":
            return Delay(0, Unit.DAY)
        match = _DELAY.fullmatch(word)
        if match is None:
            if word:
                self.report(
                    node, f"{word!r} is no delay; write 2 weeks, 1 month, now, or “next meeting, 4 weeks”"
                )
            return Delay(0, Unit.DAY)
        occasion = (match["occasion"] or "").replace(" ", "_")
        return Delay(int(match["amount"]), Unit(match["unit"]), occasion)

    def maybe(self, fields: Mapping[str, Node], name: str, read: Callable[[Node], T], default: D) -> T | D:
        """What `read` makes of the field `name`, or `default` where it is not given."""
        return read(fields[name]) if name in fields else default

    def _check_id(self, word: str, node: Node) -> None:
        if not _ID.fullmatch(word):
            self.report(node, f"{word!r} is no id: small letters, digits and _, at most 40, a letter first")
