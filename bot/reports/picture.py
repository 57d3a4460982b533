"""Pictures to look at on a phone, in the dark too, drawn with Pillow."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from math import ceil, floor
from pathlib import Path
from threading import Lock

from PIL import Image, ImageDraw, ImageFont

from bot.reports import ink
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
    Words,
    placed,
    tall,
)
from bot.reports.grids import place_grid
from bot.reports.layout import Face
from bot.reports.panels import place_axes, place_bars
from bot.service.documents import Axes, Bars, Grid, Panel, Picture

TITLE = Lettering(Face.BOLD, 54, Shade.TEXT, 1.2)
HEADING = Lettering(Face.BOLD, 40, Shade.ACCENT, 1.22)
FOOTER = Lettering(Face.REGULAR, 34, Shade.QUIET)

_SIGNED = "Trait d’union"
_TOP, _BOTTOM = 72, 56
_UNDER_TITLE, _UNDER_HEADING = 64, 32
_BETWEEN_PANELS = 84
_ABOVE_FOOTER = 72
_FINE = 4  # shapes are drawn so many times larger, for smooth edges
_HALF = 80  # of 255: how much of an area covers what is under it
_LOCK = Lock()  # a font is not to be used by two threads at a time
_FONTS = Path(__file__).with_name("fonts")


@dataclass(frozen=True, slots=True)
class Drawing:
    """A whole picture: its height, and all that is on it, from the back to the front."""

    height: int
    marks: tuple[Mark, ...]


def print_picture(picture: Picture) -> bytes:
    """`picture` as a PNG file: the same bytes each time."""
    with _LOCK:
        image = _draw(place_picture(picture, ruler()))
    file = BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


def ruler() -> Ruler:
    """The characters of the fonts, and their widths as they are drawn here."""
    return Ruler(ink.widths()[Face.REGULAR].keys(), _advances)


def place_picture(picture: Picture, ruler: Ruler) -> Drawing:
    """Where everything goes: title, panels, and from whom it is."""
    lines = ruler.lines(picture.title, TITLE, INNER)
    marks = placed(lines, TITLE, Box(SIDE, _TOP, INNER, 0), ruler, Align.LEFT)
    top: float = _TOP + tall(lines, TITLE) + (_UNDER_TITLE if lines else 0)
    for number, panel in enumerate(picture.panels):
        top += _BETWEEN_PANELS if number else 0
        made, top = _place_panel(panel, top, ruler)
        marks += made
    top += _ABOVE_FOOTER
    marks += placed([_SIGNED], FOOTER, Box(SIDE, top, INNER, 0), ruler, Align.RIGHT)
    return Drawing(ceil(top + FOOTER.line + _BOTTOM), tuple(marks))


def _place_panel(panel: Panel, top: float, ruler: Ruler) -> Placed:
    lines = ruler.lines(panel.title, HEADING, INNER)
    marks = placed(lines, HEADING, Box(SIDE, top, INNER, 0), ruler, Align.LEFT)
    top += tall(lines, HEADING) + (_UNDER_HEADING if lines else 0)
    match panel:
        case Bars():
            made, bottom = place_bars(panel, top, ruler)
        case Axes():
            made, bottom = place_axes(panel, top, ruler)
        case Grid():
            made, bottom = place_grid(panel, top, ruler)
    return [*marks, *made], bottom


@cache
def _font(face: Face, size: int) -> ImageFont.FreeTypeFont:
    # the basic layout needs no library of the system, and gives the same everywhere
    file = str(_FONTS / f"{face.value}.ttf")
    return ImageFont.truetype(file, size, layout_engine=ImageFont.Layout.BASIC)


class _Advances(dict[int, float]):
    """The widths of characters, measured when they are asked for."""

    def __init__(self, font: ImageFont.FreeTypeFont) -> None:
        super().__init__()
        self._font = font

    def __missing__(self, code: int) -> float:
        self[code] = self._font.getlength(chr(code))
        return self[code]


@cache
def _advances(face: Face, size: int) -> _Advances:
    return _Advances(_font(face, size))


def _draw(drawing: Drawing) -> Image.Image:
    image = Image.new("RGB", (WIDTH, drawing.height), Shade.BACK.value)
    pen = ImageDraw.Draw(image)
    for mark in drawing.marks:
        match mark:
            case Words(text, lettering, box):
                at = (box.left, box.top + lettering.line / 2 + lettering.size * 0.37)
                pen.text(at, text, lettering.shade.value, _font(lettering.face, lettering.size), anchor="ls")
            case Plate(box, shade, radius):
                _plate(image, box, shade, round(radius))
            case Area(points, shade):
                _stamp(image, points, shade, lambda fine, at: fine.polygon(at, fill=_HALF))
            case Stroke(points, shade, thickness):
                _stamp(image, points, shade, _stroke(thickness), around=thickness)
            case Dot((x, y), radius, shade):
                _disc(image, (round(x - radius), round(y - radius)), shade, round(radius))
    return image


Draws = Callable[[ImageDraw.ImageDraw, list[Point]], None]


def _plate(image: Image.Image, box: Box, shade: Shade, radius: int) -> None:
    """A rectangle on whole pixels, so that its edges are sharp, and a quarter of a disc in each corner."""
    left, top, right, bottom = round(box.left), round(box.top), round(box.right), round(box.bottom)
    image.paste(shade.value, (left + radius, top, right - radius, bottom))
    image.paste(shade.value, (left, top + radius, right, bottom - radius))
    for x in (left, right - 2 * radius):
        for y in (top, bottom - 2 * radius):
            _disc(image, (x, y), shade, radius)


def _disc(image: Image.Image, corner: tuple[int, int], shade: Shade, radius: int) -> None:
    image.paste(shade.value, corner, _round_mask(radius))


@cache
def _round_mask(radius: int) -> Image.Image:
    side = 2 * radius * _FINE
    sheet = Image.new("L", (side, side), 0)
    ImageDraw.Draw(sheet).ellipse((0, 0, side - 1, side - 1), fill=255)
    return sheet.reduce(_FINE)


def _stroke(thickness: float) -> Draws:
    def draws(fine: ImageDraw.ImageDraw, at: list[Point]) -> None:
        fine.line(at, fill=255, width=round(thickness * _FINE), joint="curve")

    return draws


def _stamp(
    image: Image.Image, points: tuple[Point, ...], shade: Shade, draws: Draws, around: float = 0.0
) -> None:
    """Put on `image` what `draws` makes of `points` on a sheet of its own, larger, then made small."""
    if not points:
        return
    left = floor(min(x for x, _ in points) - around)
    top = floor(min(y for _, y in points) - around)
    right = ceil(max(x for x, _ in points) + around) + 1
    bottom = ceil(max(y for _, y in points) + around) + 1
    sheet = Image.new("L", ((right - left) * _FINE, (bottom - top) * _FINE), 0)
    draws(ImageDraw.Draw(sheet), [((x - left) * _FINE, (y - top) * _FINE) for x, y in points])
    mask = sheet.reduce(_FINE)
    image.paste(shade.value, (left, top), mask)
