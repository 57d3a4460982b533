"""Where the names in the cells of a grid go. No drawing here."""

from collections.abc import Sequence
from itertools import accumulate

from bot.reports.drawing import (
    INNER,
    SIDE,
    Align,
    Box,
    Lettering,
    Mark,
    Placed,
    Plate,
    Ruler,
    Shade,
    placed,
    tall,
)
from bot.reports.layout import Face
from bot.service.documents import Grid, GridItem

COLUMN = Lettering(Face.BOLD, 34, Shade.TEXT)
ROW = Lettering(Face.REGULAR, 34, Shade.QUIET)
NAME = Lettering(Face.REGULAR, 34, Shade.TEXT, 1.22)

_BETWEEN = 12  # cells, and names
_CELL_PADDING = 12
_NAME_PADDING = 14
_LEAST_CELL = 84  # how high a cell is with nothing in it
_UNDER_COLUMNS, _UNDER_ROW = 28, 12
_BETWEEN_ROWS = 28
_MOST_LINES, _FEW_LINES = 6, 3  # of a name; more than a few are long to read
_TALL = 1100  # what is higher is too small to read when the whole picture is on the screen


def place_grid(panel: Grid, top: float, ruler: Ruler) -> Placed:
    """The cells, each row under its title, each name on a plate of its own.

    Columns are equally wide unless that makes names long to read: then those without a name give room to the others.
    """
    if not panel.columns or not panel.rows:
        return [], top
    even = [_even(len(panel.columns))] * len(panel.columns)
    made, bottom = _place(panel, even, top, ruler)
    if bottom - top <= _TALL and all(_comfortable(item, even, ruler) for item in panel.items):
        return made, bottom
    return _place(panel, _by_need(panel, ruler), top, ruler)


def _even(count: int) -> float:
    return (INNER - _BETWEEN * (count - 1)) / count


def _by_need(panel: Grid, ruler: Ruler) -> list[float]:
    """The widths of the columns when those without a name take no more than their titles need."""
    even = _even(len(panel.columns))
    used = {_at(item.column, panel.columns) for item in panel.items}
    if not used:
        return [even] * len(panel.columns)
    narrow = {
        at: min(even, _longest_word(title, ruler) + 2 * _CELL_PADDING)
        for at, title in enumerate(panel.columns)
        if at not in used
    }
    spared = sum(even - width for width in narrow.values())
    return [narrow.get(at, even + spared / len(used)) for at in range(len(panel.columns))]


def _longest_word(title: str, ruler: Ruler) -> float:
    return max(ruler.width(word, COLUMN) for word in ruler.line(title).split(" "))


def _comfortable(item: GridItem, widths: Sequence[float], ruler: Ruler) -> bool:
    room = _room(widths[_at(item.column, widths)])
    return ruler.whole(item.label, NAME, room) and len(ruler.lines(item.label, NAME, room)) <= _FEW_LINES


def _room(width: float) -> float:
    """For the words of a name, in a column so wide."""
    return width - 2 * (_CELL_PADDING + _NAME_PADDING)


def _at(place: int, places: Sequence[object]) -> int:
    """Its number among `places`, the nearest if there is none such."""
    return min(max(0, place), len(places) - 1)


def _place(panel: Grid, widths: Sequence[float], top: float, ruler: Ruler) -> Placed:
    lefts = [SIDE + left for left in accumulate((width + _BETWEEN for width in widths[:-1]), initial=0.0)]
    marks: list[Mark] = []
    titles = [ruler.lines(title, COLUMN, width) for title, width in zip(panel.columns, widths, strict=True)]
    highest = max(tall(lines, COLUMN) for lines in titles)
    for lines, left, width in zip(titles, lefts, widths, strict=True):
        upper = top + highest - tall(lines, COLUMN)
        marks += placed(lines, COLUMN, Box(left, upper, width, 0), ruler, Align.CENTRE)
    top += highest + _UNDER_COLUMNS if highest else 0
    for row, title in enumerate(panel.rows):
        top += _BETWEEN_ROWS if row else 0
        made, top = _place_title(title, top, ruler)
        marks += made
        columns = [Box(left, top, width, 0) for left, width in zip(lefts, widths, strict=True)]
        here = [item for item in panel.items if _at(item.row, panel.rows) == row]
        made, top = _place_row(here, columns, ruler)
        marks += made
    return marks, top


def _place_title(title: str, top: float, ruler: Ruler) -> Placed:
    lines = ruler.lines(title, ROW, INNER)
    marks = placed(lines, ROW, Box(SIDE, top, INNER, 0), ruler, Align.LEFT)
    return marks, top + (tall(lines, ROW) + _UNDER_ROW if lines else 0)


def _place_row(items: Sequence[GridItem], columns: Sequence[Box], ruler: Ruler) -> Placed:
    """The cells of a row, all as high as the fullest; `columns` says where they begin and how wide they are."""
    filled: list[Mark] = []
    bottoms = [columns[0].top + _LEAST_CELL]
    for at, column in enumerate(columns):
        top = column.top + _CELL_PADDING
        for item in items:
            if _at(item.column, columns) == at:
                made, lower = _place_name(item.label, column, top, ruler)
                filled += made
                bottoms.append(lower + _CELL_PADDING)
                top = lower + _BETWEEN
    bottom = max(bottoms)
    cells = [
        Plate(Box(each.left, each.top, each.width, bottom - each.top), Shade.RAISED, 18) for each in columns
    ]
    return [*cells, *filled], bottom


def _place_name(label: str, column: Box, top: float, ruler: Ruler) -> Placed:
    room = _room(column.width)
    lines = ruler.lines(label, NAME, room, _MOST_LINES)
    high = tall(lines, NAME) + 2 * _NAME_PADDING
    left = column.left + _CELL_PADDING
    plate = Plate(Box(left, top, column.width - 2 * _CELL_PADDING, high), Shade.TRACK, 12)
    inside = Box(left + _NAME_PADDING, top + _NAME_PADDING, room, 0)
    return [plate, *placed(lines, NAME, inside, ruler, Align.LEFT)], top + high
