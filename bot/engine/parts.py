"""What is made of the answers beside the result: what is put together of them, and the picture."""

from dataclasses import dataclass
from enum import StrEnum

from bot.engine.conditions import Condition
from bot.engine.outcomes import Delay


@dataclass(frozen=True, slots=True)
class DayFrom:
    """A day reckoned from the answer to the question `question`: so long before or after it."""

    question: str
    delay: Delay
    before: bool


@dataclass(frozen=True, slots=True)
class PartLine:
    """A line of a handout or a step, where `when` holds: the answer `answer`, or else the text `id`, with its day."""

    id: str = ""
    answer: str = ""
    when: Condition | None = None
    day: DayFrom | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A part of what is put together from the answers; one without lines is left out.

    `each`: the loop for each item of which the lines stand, in the `order` of the options of one of its questions;
    so many a month as the score `a_month` says.
    """

    id: str
    lines: tuple[PartLine, ...]
    each: str = ""
    order: str = ""
    a_month: str = ""


class PanelKind(StrEnum):
    """How a part of a picture is drawn."""

    BARS = "bars"
    AXES = "axes"
    GRID = "grid"


FEWEST = {PanelKind.BARS: 1, PanelKind.AXES: 3}
MOST = {PanelKind.BARS: 12, PanelKind.AXES: 8}
"""How many scores a panel shows."""


@dataclass(frozen=True, slots=True)
class Panel:
    """A part of the picture of a result: scores as bars or on axes, or the items of a loop placed by two questions."""

    kind: PanelKind
    scores: tuple[str, ...] = ()
    each: str = ""
    across: str = ""
    up: str = ""
