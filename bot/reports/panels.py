"""Where the parts of a picture go: bars, and stars of axes. No drawing here."""

from math import cos, pi, sin
from typing import NamedTuple

from bot.reports.drawing import (
    INNER,
    SIDE,
    WIDTH,
    Align,
    Area,
    Box,
    Dot,
    Lettering,
    Mark,
    Placed,
    Plate,
    Point,
    Ruler,
    Shade,
    Stroke,
    placed,
    tall,
)
from bot.reports.layout import Face
from bot.service.documents import Axes, Bar, Bars

LABEL = Lettering(Face.REGULAR, 38, Shade.TEXT)
SAID = Lettering(Face.REGULAR, 34, Shade.QUIET)
END = Lettering(Face.REGULAR, 34, Shade.TEXT)
NUMBER = Lettering(Face.BOLD, 38, Shade.WARM)

_BAR = 32
_ABOVE_BAR, _BETWEEN_BARS = 14, 40
_GAP = 48  # at least, between two texts on a line

_RADII = (320, 300, 280, 260, 240, 220)  # of a star, the first that leaves its labels enough room
_RINGS = (0.25, 0.5, 0.75, 1.0)
_OUT = 30  # from the end of an axis to its label
_EDGE = 40  # a label may come so near to the edge of the picture
_OVER = 480  # how wide a label above or below may be
_FEW_LINES = 3
_LEVEL = 0.2  # an axis that leans less counts as upright (the cosine of its angle)


class Label(NamedTuple):
    """Text at the end of an axis; its box is seen from the middle of the star."""

    lines: list[str]
    lettering: Lettering
    box: Box
    align: Align


def place_bars(panel: Bars, top: float, ruler: Ruler) -> Placed:
    """Each bar under its label; what is said of it stands to the right if there is room in all of them."""
    beside = all(_beside(bar, ruler) for bar in panel.bars)
    marks: list[Mark] = []
    for number, bar in enumerate(panel.bars):
        top += _BETWEEN_BARS if number else 0
        made, top = _words_of_bar(bar, top, ruler, beside=beside)
        marks += made
        marks.append(Plate(Box(SIDE, top, INNER, _BAR), Shade.TRACK, _BAR / 2))
        if share := _within(bar.share):
            long = max(_BAR, share * INNER)  # a short one is still round
            marks.append(Plate(Box(SIDE, top, long, _BAR), Shade.ACCENT, _BAR / 2))
        top += _BAR
    return marks, top


def _beside(bar: Bar, ruler: Ruler) -> bool:
    label, said = ruler.line(bar.label), ruler.line(bar.said)
    return ruler.width(label, LABEL) + _GAP + ruler.width(said, SAID) <= INNER


def _words_of_bar(bar: Bar, top: float, ruler: Ruler, *, beside: bool) -> Placed:
    row = Box(SIDE, top, INNER, 0)
    labels = ruler.lines(bar.label, LABEL, INNER)
    marks = placed(labels, LABEL, row, ruler, Align.LEFT)
    said = ruler.lines(bar.said, SAID, INNER)
    if beside:
        lower = Box(SIDE, top + (LABEL.line - SAID.line) * 0.8, INNER, 0)  # on the same base line
        marks += placed(said, SAID, lower, ruler, Align.RIGHT)
        return marks, top + LABEL.line + _ABOVE_BAR
    under = top + tall(labels, LABEL)
    marks += placed(said, SAID, Box(SIDE, under, INNER, 0), ruler, Align.LEFT)
    return marks, under + tall(said, SAID) + _ABOVE_BAR


def place_axes(panel: Axes, top: float, ruler: Ruler) -> Placed:
    """A star with its labels around it or, where these would be cramped, with numbers and a list of them below."""
    if not panel.axes:
        return [], top
    for radius in _RADII:
        around = _labels_around(panel, radius, ruler)
        if around is not None:
            return _place_star(panel, radius, around, top, ruler)
    marks, bottom = _place_star(panel, _RADII[0], _numbers_around(panel, _RADII[0]), top, ruler)
    below, bottom = _list(panel, bottom + _GAP, ruler)
    return [*marks, *below], bottom


def _labels_around(panel: Axes, radius: float, ruler: Ruler) -> list[Label] | None:
    """The labels at the ends of axes of that length; nothing if they are cramped there."""
    labels: list[Label] = []
    for number, axis in enumerate(panel.axes):
        way = _way(number, len(panel.axes))
        width = _room(way, radius)
        lines = ruler.lines(axis.label, END, width)
        if len(lines) > _FEW_LINES or not ruler.whole(axis.label, END, width):
            return None
        labels.append(Label(lines, END, _label_box(way, radius, width, tall(lines, END)), _side(way)))
    boxes = [label.box for label in labels]
    crowded = any(one.overlaps(other) for at, one in enumerate(boxes) for other in boxes[:at])
    return None if crowded else labels


def _numbers_around(panel: Axes, radius: float) -> list[Label]:
    ways = [_way(number, len(panel.axes)) for number in range(len(panel.axes))]
    boxes = [_label_box(way, radius, 2 * _OUT, NUMBER.line) for way in ways]
    return [
        Label([str(number)], NUMBER, box, _side(way))
        for number, (way, box) in enumerate(zip(ways, boxes, strict=True), 1)
    ]


def _way(number: int, count: int) -> Point:
    """Where axis `number` points to: the first upwards."""
    angle = 2 * pi * number / count - pi / 2
    return cos(angle), sin(angle)


def _side(way: Point) -> Align:
    if abs(way[0]) < _LEVEL:
        return Align.CENTRE
    return Align.LEFT if way[0] > 0 else Align.RIGHT


def _room(way: Point, radius: float) -> float:
    """How wide a label at the end of an axis may be."""
    if _side(way) is Align.CENTRE:
        return _OVER
    return WIDTH / 2 - _EDGE - abs(way[0]) * (radius + _OUT)


def _label_box(way: Point, radius: float, width: float, height: float) -> Box:
    """Its place, seen from the middle of the star."""
    x, y = way[0] * (radius + _OUT), way[1] * (radius + _OUT)
    left = {Align.LEFT: x, Align.CENTRE: x - width / 2, Align.RIGHT: x - width}[_side(way)]
    return Box(left, y - height / 2 + way[1] * height / 2, width, height)


def _list(panel: Axes, top: float, ruler: Ruler) -> Placed:
    marks: list[Mark] = []
    indent = 2 * _OUT
    for number, axis in enumerate(panel.axes, 1):
        lines = ruler.lines(axis.label, LABEL, INNER - indent)
        marks += placed([str(number)], NUMBER, Box(SIDE, top, INNER, 0), ruler, Align.LEFT)
        marks += placed(lines, LABEL, Box(SIDE + indent, top, INNER, 0), ruler, Align.LEFT)
        top += max(1, len(lines)) * LABEL.line + _ABOVE_BAR
    return marks, top - _ABOVE_BAR


def _place_star(panel: Axes, radius: float, labels: list[Label], top: float, ruler: Ruler) -> Placed:
    """The axes, their rings, what is marked on them, and `labels`."""
    middle = top + max([radius, *(-label.box.top for label in labels)])
    ways = [_way(number, len(panel.axes)) for number in range(len(panel.axes))]

    def at(shares: list[float]) -> tuple[Point, ...]:
        ends = zip(ways, shares, strict=True)
        return tuple((WIDTH / 2 + x * radius * share, middle + y * radius * share) for (x, y), share in ends)

    marks: list[Mark] = []
    for share in _RINGS:
        ring = at([share] * len(ways))
        marks.append(Stroke((*ring, *ring[:1]), Shade.LINE if share == 1 else Shade.TRACK, 3))
    marks += [Stroke(((WIDTH / 2, middle), end), Shade.TRACK, 3) for end in at([1.0] * len(ways))]
    reached = at([_within(axis.share) for axis in panel.axes])
    marks += [Area(reached, Shade.WARM)] if len(reached) > 2 else []
    marks += [Stroke((*reached, *reached[:1]), Shade.WARM, 6)]
    marks += [Dot(point, 13, Shade.WARM) for point in reached]
    for lines, lettering, box, align in labels:
        there = Box(WIDTH / 2 + box.left, middle + box.top, box.width, box.height)
        marks += placed(lines, lettering, there, ruler, align)
    lowest = max(middle, *(y for _, y in at([1.0] * len(ways))))
    return marks, max([lowest, *(middle + label.box.bottom for label in labels)])


def _within(share: float) -> float:
    return min(1.0, max(0.0, share))
