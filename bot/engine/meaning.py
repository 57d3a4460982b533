"""What answers mean, as data: the facts that they are read as, and the scores that are made of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from bot.engine.conditions import Condition


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a decision list: if `when` holds, the fact is `value`, or what the name `same_as` is."""

    when: Condition | None
    value: str | None = None
    same_as: str | None = None


@dataclass(frozen=True, slots=True)
class Rows:
    """A fact read from a list: the first row that applies gives the value; none: unknown."""

    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Union:
    """A fact that gathers the choices of several questions."""

    of: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reread:
    """What the fact `of` would be if the fact `changed` were what `to` maps it to."""

    of: str
    changed: str
    to: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Ranked:
    """The names of the scores with the highest (or lowest) share of their maximum; several when equal."""

    scores: tuple[str, ...]
    highest: bool


Fact = Rows | Union | Reread | Ranked


@dataclass(frozen=True, slots=True)
class Count:
    """How many different options are chosen over the names `of`, but those in `leaving_out`; `cap` at most."""

    of: tuple[str, ...]
    leaving_out: frozenset[str] = frozenset()
    cap: Decimal | None = None


@dataclass(frozen=True, slots=True)
class CountTrue:
    """How many of `conditions` hold."""

    conditions: tuple[Condition, ...]
    cap: Decimal | None = None


@dataclass(frozen=True, slots=True)
class CountItems:
    """For how many items of the loop `loop` the condition `when` holds."""

    loop: str
    when: Condition
    cap: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Sum:
    """The points of the chosen options of the questions `of`; what is unknown counts neither here nor in the maximum."""

    of: tuple[str, ...]
    cap: Decimal | None = None


Score = Count | CountTrue | CountItems | Sum
