"""What the picture of a result shows: scores against their maximum, and the items of a loop where two answers place them."""

from dataclasses import dataclass
from decimal import Decimal

from bot.engine.dialogue import Dialogue
from bot.engine.facts import Known
from bot.engine.parts import FEWEST, Panel, PanelKind
from bot.engine.values import Key, One
from bot.engine.walk import Walk


@dataclass(frozen=True, slots=True)
class Bar:
    """A score and its maximum, which is above zero."""

    score: str
    value: Decimal
    maximum: Decimal


@dataclass(frozen=True, slots=True)
class Axis:
    """A score as a part of its maximum, from 0 to 1."""

    score: str
    share: Decimal


@dataclass(frozen=True, slots=True)
class Placed:
    """An item of a loop, and the places of the options chosen for it among those of the two questions."""

    item: str
    column: int
    row: int


@dataclass(frozen=True, slots=True)
class Bars:
    """Scores as bars, one under the other."""

    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Axes:
    """Scores on axes around a centre."""

    axes: tuple[Axis, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """Items among the options of `across` (columns) and `up` (rows)."""

    across: str
    up: str
    items: tuple[Placed, ...]


Drawn = Bars | Axes | Grid


def picture(dialogue: Dialogue, walked: Walk) -> tuple[Drawn, ...]:
    """The panels of the picture with what `walked` makes known; what is unknown is left out, as is a panel with too little."""
    known = walked.known
    drawn: list[Drawn] = []
    for panel in dialogue.picture:
        if panel.kind is PanelKind.GRID:
            if placed := _placed(panel, dialogue, known):
                drawn.append(Grid(panel.across, panel.up, placed))
        elif len(bars := _bars(panel, known)) >= FEWEST[panel.kind]:
            drawn.append(Bars(bars) if panel.kind is PanelKind.BARS else Axes(tuple(map(_axis, bars))))
    return tuple(drawn)


def _bars(panel: Panel, known: Known) -> tuple[Bar, ...]:
    found = ((name, known.worth(name)) for name in panel.scores)
    return tuple(
        Bar(name, worth.value, worth.maximum)
        for name, worth in found
        if worth is not None and worth.maximum is not None and worth.maximum > 0
    )


def _axis(bar: Bar) -> Axis:
    return Axis(bar.score, min(max(bar.value / bar.maximum, Decimal(0)), Decimal(1)))


def _placed(panel: Panel, dialogue: Dialogue, known: Known) -> tuple[Placed, ...]:
    placed = []
    for item in known.items_of(panel.each):
        column, row = (known.answers.get(Key(name, item)) for name in (panel.across, panel.up))
        if isinstance(column, One) and isinstance(row, One):
            columns, rows = (dialogue.questions[name].option_ids for name in (panel.across, panel.up))
            placed.append(Placed(item, columns.index(column.option), rows.index(row.option)))
    return tuple(placed)
