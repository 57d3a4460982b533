"""Where an interview can end: outcomes, their causes, what goes on from there, and what makes one unsure of them."""

from dataclasses import dataclass
from enum import StrEnum

from bot.engine.conditions import Condition


class Unit(StrEnum):
    """Units of a delay."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Delay:
    """How long something may take: `amount` units, or sooner if the `occasion` (next meeting…) comes first."""

    amount: int
    unit: Unit
    occasion: str = ""


@dataclass(frozen=True, slots=True)
class Opening:
    """Another interview that goes on from here, where `when` holds."""

    dialogue: str
    when: Condition | None = None


@dataclass(frozen=True, slots=True)
class Cause:
    """A reason why the outcome is what it is, and what helps. `firm`: supported by two answers; `first`: leads.

    `common`: it stands once for all outcomes, and so do its texts.
    """

    id: str
    when: Condition
    advice: tuple[str, ...]
    steps: tuple[tuple[str, Delay], ...]
    firm: Condition | None = None
    first: bool = False
    common: bool = False
    then: tuple[Opening, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """Where an interview can end: the answers that speak for it (`signs`), its own need, and its causes in order.

    `wordings`: other words for its name and what it says, for where their condition holds.
    """

    id: str
    signs: tuple[Condition, ...] = ()
    need: tuple[str, ...] = ()
    causes: tuple[Cause, ...] = ()
    common_first_move: bool = False
    wordings: tuple[tuple[str, Condition], ...] = ()
    then: tuple[Opening, ...] = ()
