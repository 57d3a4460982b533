"""What pictures are made of, as values, in pixels; and how text is set in them."""

import re
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, StrEnum

from bot.reports.layout import LONG_WORD_ENDS, Face, Ink, Style, width_of, wrap
from bot.reports.printable import NARROW_NO_BREAK, NO_BREAK, printable

WIDTH = 1080  # of every picture: as wide as a phone
SIDE = 64
INNER = WIDTH - 2 * SIDE

_CUT = "…"
_HYPHEN = "-"
_NO_BREAKS = NO_BREAK + NARROW_NO_BREAK
_VOWEL = "aàâeéèêëiîïoôuùûyœæ"
_SYLLABLE_ENDS = (
    re.compile(  # those of French, more or less; three letters are left at least, and none that is mute
        rf"(?:(?<=\w\w[{_VOWEL}])(?=(?:[cpt]h|gn|qu|[bcdfgptv][lr]|[bcdfghjklmnpqrstvwxzç])[{_VOWEL}])"
        rf"|(?<=\w[{_VOWEL}][lmnrs])(?=[bcdfghjklmnpqrstvwxzç][{_VOWEL}lr]))(?=\w{{3}})(?!\w{{1,2}}es?\b)",
        re.IGNORECASE,
    )
)


class Shade(StrEnum):
    """A colour. Of the two that stand out, each is used for one kind of thing; no meaning hangs on colour alone."""

    BACK = "#12181d"
    RAISED = "#1c252c"
    TRACK = "#35434d"
    LINE = "#5b6c78"
    QUIET = "#b7c3c9"
    TEXT = "#f2f5f6"
    ACCENT = "#6cc0ea"
    WARM = "#f5bd62"


class Align(Enum):
    """Where lines stand in their box: the share of the free room that is left of them."""

    LEFT = 0.0
    CENTRE = 0.5
    RIGHT = 1.0


@dataclass(frozen=True, slots=True)
class Lettering:
    """How a text looks."""

    face: Face
    size: int
    shade: Shade
    leading: float = 1.28

    @property
    def line(self) -> int:
        """From the top of one line to the top of the next."""
        return round(self.size * self.leading)


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle, from the left and the top of the picture."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.top + self.height

    def overlaps(self, other: "Box") -> bool:
        """Whether the two have a place in common."""
        beside = self.right <= other.left or other.right <= self.left
        return not (beside or self.bottom <= other.top or other.bottom <= self.top)


@dataclass(frozen=True, slots=True)
class Words:
    """A line of text that fills its box."""

    text: str
    lettering: Lettering
    box: Box


@dataclass(frozen=True, slots=True)
class Plate:
    """A rectangle with round corners."""

    box: Box
    shade: Shade
    radius: float


Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Area:
    """A shape that lets half of what is under it be seen."""

    points: tuple[Point, ...]
    shade: Shade


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line through points."""

    points: tuple[Point, ...]
    shade: Shade
    thickness: float


@dataclass(frozen=True, slots=True)
class Dot:
    """A round mark."""

    at: Point
    radius: float
    shade: Shade


Mark = Words | Plate | Area | Stroke | Dot
Placed = tuple[list[Mark], float]  # the marks, and where they end below


@dataclass(frozen=True, slots=True)
class Ruler:
    """The characters that there are, and how wide each is in a face at a size."""

    glyphs: Container[int]
    advances: Callable[[Face, int], Mapping[int, float]]

    def width(self, text: str, lettering: Lettering) -> float:
        """How wide `text` is, which must be printable."""
        return width_of(text, *self._set(lettering))

    def line(self, text: str) -> str:
        """`text` as it can be shown, on one line."""
        return " ".join(printable(text, self.glyphs).split("\n"))

    def lines(self, text: str, lettering: Lettering, width: float, most: int = 0) -> list[str]:
        """`text` in lines of at most `width`, in words as the person wrote them where that can be.

        What is beyond `most` lines is left out, and that is marked.
        """

        def fits(part: str) -> bool:
            return self.width(part, lettering) <= width

        divided = " ".join(_divided(printable(text, self.glyphs), fits))
        style, widths = self._set(lettering)
        lines = wrap(divided, style, width, widths)
        if most and len(lines) > most:
            return [*lines[: most - 1], _shortened(lines[most - 1], fits)]
        return lines

    def whole(self, text: str, lettering: Lettering, width: float) -> bool:
        """Whether no word of `text` needs to be divided."""
        return all(self.width(word, lettering) <= width for word in self.line(text).split(" "))

    def _set(self, lettering: Lettering) -> tuple[Style, Mapping[Face, Mapping[int, float]]]:
        face = lettering.face
        return Style(face, Ink.TEXT), {face: self.advances(face, lettering.size)}


def tall(lines: Sequence[str], lettering: Lettering) -> int:
    """How high so many lines are."""
    return len(lines) * lettering.line


def placed(lines: Sequence[str], lettering: Lettering, box: Box, ruler: Ruler, align: Align) -> list[Mark]:
    """`lines` from the top of `box` on; its height does not count."""
    marks: list[Mark] = []
    for number, text in enumerate(lines):
        width = ruler.width(text, lettering)
        left = box.left + align.value * (box.width - width)
        top = box.top + number * lettering.line
        marks.append(Words(text, lettering, Box(left, top, width, lettering.line)))
    return marks


def _divided(text: str, fits: Callable[[str], bool]) -> Iterator[str]:
    """The words of `text`, those that do not fit as parts that do, with a hyphen if there is no better place."""
    for line in text.split("\n"):
        for word in line.split(" "):
            rest = word
            while not fits(rest):
                ends = [end for end in _ends(LONG_WORD_ENDS, rest) if fits(rest[:end].strip(_NO_BREAKS))]
                hyphened = [end for end in _ends(_SYLLABLE_ENDS, rest) if fits(rest[:end] + _HYPHEN)]
                if not ends and not hyphened:
                    break  # it is divided anywhere
                end = (ends or hyphened)[-1]
                yield rest[:end].strip(_NO_BREAKS) if ends else rest[:end] + _HYPHEN
                rest = rest[end:].strip(_NO_BREAKS)
            yield rest


def _ends(places: re.Pattern[str], word: str) -> list[int]:
    return [found.end() for found in places.finditer(word, 1) if found.end() < len(word)]


def _shortened(line: str, fits: Callable[[str], bool]) -> str:
    """`line` as one that would go on."""
    while line and not fits(line + _CUT):
        line = line[:-1]
    return line.rstrip(" ,;:.-'’" + _NO_BREAKS) + _CUT
