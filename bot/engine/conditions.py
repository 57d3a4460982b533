"""The closed condition language: what may stand behind `when:` in a dialogue.

A condition is about names: questions, facts, scores and inputs. It is two-valued: an unknown answer is a value
of its own, so `{wish: {not: quit}}` holds for a wish that is unknown, and `{wish: unknown}` asks for just that.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Protocol

from bot.engine.values import Key


class Standing(StrEnum):
    """How much is known of a name."""

    KNOWN = "known"
    UNKNOWN = "unknown"  # skipped, « je ne sais pas », or not asked
    NOT_GIVEN = "not_given"  # asked, and left unknown


class Facts(Protocol):
    """What a condition may look at."""

    def choices(self, name: str) -> frozenset[str] | None:
        """The option ids or fact values of `name`; None when unknown."""
        ...

    def number(self, name: str) -> Decimal | None:
        """The number or score `name`; None when unknown."""
        ...

    def known(self, name: str) -> bool:
        """Whether `name` has a value, of any kind."""
        ...

    def asked(self, name: str) -> bool:
        """Whether one of the questions that `name` rests on has been put."""
        ...

    def support(self, name: str) -> frozenset[Key]:
        """The answers that give `name` its value."""
        ...


@dataclass(frozen=True, slots=True)
class Is:
    """`name` has one of `values`, or one of `standings`."""

    name: str
    values: frozenset[str] = frozenset()
    standings: frozenset[Standing] = frozenset()


@dataclass(frozen=True, slots=True)
class Between:
    """The number `name` is known, `at_least` this and `at_most` that."""

    name: str
    at_least: Decimal | None = None
    at_most: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Differs:
    """Both names are known, and have no value in common."""

    name: str
    other: str


@dataclass(frozen=True, slots=True)
class Not:
    """`condition` does not hold."""

    condition: "Condition"


@dataclass(frozen=True, slots=True)
class All:
    """Every one of `conditions` holds."""

    conditions: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class Any:
    """At least one of `conditions` holds."""

    conditions: tuple["Condition", ...]


Condition = Is | Between | Differs | Not | All | Any


def holds(condition: Condition, facts: Facts) -> bool:
    """Whether `condition` is true of `facts`."""
    match condition:
        case Is(name, values, standings):
            return _is(name, values, standings, facts)
        case Between(name, at_least, at_most):
            number = facts.number(name)
            above = number is not None and (at_least is None or number >= at_least)
            return above and (at_most is None or (number is not None and number <= at_most))
        case Differs(name, other):
            one, two = facts.choices(name), facts.choices(other)
            return one is not None and two is not None and not one & two
        case Not(inner):
            return not holds(inner, facts)
        case All(conditions):
            return all(holds(each, facts) for each in conditions)
        case Any(conditions):
            return any(holds(each, facts) for each in conditions)


def _is(name: str, values: frozenset[str], standings: frozenset[Standing], facts: Facts) -> bool:
    if values:
        choices = facts.choices(name)
        if choices is not None and choices & values:
            return True
    if not standings:
        return False
    if facts.known(name):
        return Standing.KNOWN in standings
    return Standing.UNKNOWN in standings or (Standing.NOT_GIVEN in standings and facts.asked(name))


def support(condition: Condition, facts: Facts) -> frozenset[Key]:
    """The answers that make `condition` what it is: of a true `any`, those of the first part that holds."""
    match condition:
        case Is(name) | Between(name):
            return facts.support(name)
        case Differs(name, other):
            return facts.support(name) | facts.support(other)
        case Not(inner):
            return support(inner, facts)
        case All(conditions):
            deciding = conditions if holds(condition, facts) else _first(conditions, facts, truth=False)
        case Any(conditions):
            deciding = _first(conditions, facts, truth=True) if holds(condition, facts) else conditions
    return frozenset().union(*(support(each, facts) for each in deciding))


def _first(conditions: tuple[Condition, ...], facts: Facts, *, truth: bool) -> tuple[Condition, ...]:
    return next((each,) for each in conditions if holds(each, facts) is truth)


def names_in(condition: Condition | None) -> Iterator[str]:
    """The names that `condition` looks at, in order, doubles included."""
    match condition:
        case None:
            return
        case Is(name) | Between(name):
            yield name
        case Differs(name, other):
            yield from (name, other)
        case Not(inner):
            yield from names_in(inner)
        case All(conditions) | Any(conditions):
            for each in conditions:
                yield from names_in(each)
