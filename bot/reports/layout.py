"""Where the lines of a printed result go: widths and heights only, no drawing.

All lengths are in ems of the body text, so that one layout serves the size it was made for whatever the unit.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

from bot.blocks import Bullets, Heading, Paragraph, Tone, Worded


class Face(StrEnum):
    """A font, by its file in `fonts/`."""

    REGULAR = "DejaVuSans"
    BOLD = "DejaVuSans-Bold"
    OBLIQUE = "DejaVuSans-Oblique"


class Ink(StrEnum):
    """A colour."""

    TEXT = "#1f2326"
    QUIET = "#5c6468"
    ACCENT = "#1d4e5c"
    RULE = "#b9c6ca"


Widths = Mapping[Face, Mapping[int, float]]  # of the characters, by their code


@dataclass(frozen=True, slots=True)
class Style:
    """How a line looks."""

    face: Face
    ink: Ink
    size: float = 1.0
    leading: float = 1.42  # in ems of its own size


TITLE = Style(Face.BOLD, Ink.ACCENT, 1.72, 1.22)
HEADINGS = {
    1: Style(Face.BOLD, Ink.ACCENT, 1.42, 1.25),
    2: Style(Face.BOLD, Ink.ACCENT, 1.14, 1.3),
    3: Style(Face.BOLD, Ink.TEXT, 1.0, 1.35),
}
TONES = {
    Tone.PLAIN: Style(Face.REGULAR, Ink.TEXT),
    Tone.STRONG: Style(Face.BOLD, Ink.TEXT),
    Tone.QUIET: Style(Face.OBLIQUE, Ink.QUIET, 0.92),
}
NOTE = Style(Face.REGULAR, Ink.QUIET, 0.92)
FOOTER = Style(Face.REGULAR, Ink.QUIET)

_ABOVE_HEADING = {1: 1.6, 2: 1.35, 3: 1.0}
_UNDER_HEADING = 0.3
_ABOVE_PARAGRAPH = 0.6
_ABOVE_ITEM = 0.3
_ABOVE_ITEM_WITH_NOTE = 0.55
_UNDER_RULE = 1.3
_MARK_GAP = 0.55
_SHORT = 6  # a paragraph or item of so few lines is not divided
_SHORT_WORD = 15  # characters
_FEW = 4  # words, of which a line gives none away
LONG_WORD_ENDS = re.compile(r"(?<=[/_.,=&-])|(?<!«)(?=[\u00a0\u202f](?![?!:;»%€]))")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text, and the sign or number of the item that begins with it."""

    text: str
    style: Style
    left: float = 0.0
    above: float = 0.0  # not kept at the top of a page
    mark: str = ""
    mark_left: float = 0.0
    kept: bool = False  # on the page of the next line
    ruled: bool = False

    @property
    def height(self) -> float:
        """From the top of the line to the top of the next, without what is above."""
        return self.style.size * self.style.leading + (_UNDER_RULE if self.ruled else 0.0)


def width_of(text: str, style: Style, widths: Widths) -> float:
    """How wide `text` is."""
    known = widths[style.face]
    return style.size * sum(known[ord(character)] for character in text)


def wrap(text: str, style: Style, width: float, widths: Widths) -> list[str]:
    """`text` in lines of at most `width`, ended at ordinary spaces only, unless a word alone is too wide."""
    return [line for forced in text.split("\n") for line in _wrap_line(forced, style, width, widths)]


def _wrap_line(text: str, style: Style, width: float, widths: Widths) -> list[str]:
    lines: list[list[str]] = []
    space = width_of(" ", style, widths)
    used = 0.0
    for word in _words(text, style, width, widths):
        wide = width_of(word, style, widths)
        if lines and used + space + wide <= width:
            lines[-1].append(word)
            used += space + wide
        else:
            lines.append([word])
            used = wide
    _accompany(lines)
    return [" ".join(line) for line in lines]


def _accompany(lines: list[list[str]]) -> None:
    """Let a short word that is alone on the last line have a short one of the line before."""
    if len(lines) < 2 or len(lines[-1]) > 1 or len(lines[-2]) <= _FEW:
        return
    if max(len(lines[-1][0]), len(lines[-2][-1])) < _SHORT_WORD:
        lines[-1].insert(0, lines[-2].pop())


def _words(text: str, style: Style, width: float, widths: Widths) -> Iterator[str]:
    for word in text.split(" "):
        rest = word
        while width_of(rest, style, widths) > width and len(rest) > 1:
            end = _end(rest, style, width, widths)
            yield rest[:end].strip("\u00a0\u202f")
            rest = rest[end:].strip("\u00a0\u202f")
        if rest:
            yield rest


def _end(word: str, style: Style, width: float, widths: Widths) -> int:
    """Where to divide a word that is wider than a line."""
    used, fitting = 0.0, 0
    for character in word:
        used += width_of(character, style, widths)
        if used > width:
            break
        fitting += 1
    fitting = max(1, fitting)
    ends = [found.end() for found in LONG_WORD_ENDS.finditer(word, 1, fitting)]
    return ends[-1] if ends else fitting


def compose(title: str, blocks: tuple[Worded, ...], width: float, widths: Widths) -> list[Line]:
    """The lines of a whole result, each block's after the one before."""
    lines = [Line(text, TITLE, kept=True) for text in wrap(title, TITLE, width, widths)]
    if lines:
        lines[-1] = replace(lines[-1], ruled=True)
    after: Worded | None = None
    for block in blocks:
        made = _block(block, width, widths)
        if made:
            if isinstance(after, Heading) and not isinstance(block, Heading):
                made[0] = replace(made[0], above=_UNDER_HEADING)
            elif lines and lines[-1].ruled:
                made[0] = replace(made[0], above=0.0)
            lines += made
            after = block
    return lines


def _block(block: Worded, width: float, widths: Widths) -> list[Line]:
    match block:
        case Heading(text, level):
            level = min(max(level, 1), 3)
            style = HEADINGS[level]
            lines = [Line(line, style, kept=True) for line in wrap(text, style, width, widths)]
            return _spaced(lines, _ABOVE_HEADING[level])
        case Paragraph(text, tone):
            lines = _kept([Line(line, TONES[tone]) for line in wrap(text, TONES[tone], width, widths)])
            if text.endswith(":"):
                lines[-1] = replace(lines[-1], kept=True)
            return _spaced(lines, _ABOVE_PARAGRAPH)
        case Bullets(items, numbered):
            return _bullets(
                [item for item in items if any(item)], numbered=numbered, width=width, widths=widths
            )


def _bullets(items: list[tuple[str, str]], *, numbered: bool, width: float, widths: Widths) -> list[Line]:
    style = TONES[Tone.PLAIN]
    mark_style = replace(style, face=Face.BOLD) if numbered else style
    marks = [f"{number}." if numbered else "•" for number in range(1, len(items) + 1)]
    spans = [width_of(mark, mark_style, widths) for mark in marks]
    left = max(spans, default=0.0) + _MARK_GAP
    lines: list[Line] = []
    for (text, note), mark, span in zip(items, marks, spans, strict=True):
        made = [Line(line, style, left) for line in wrap(text, style, width - left, widths)]
        made += [Line(line, NOTE, left) for line in wrap(note, NOTE, width - left, widths)]
        made[0] = replace(made[0], mark=mark, mark_left=left - _MARK_GAP - span)
        lines += _spaced(_kept(made), _ABOVE_ITEM_WITH_NOTE if note else _ABOVE_ITEM)
    return [replace(lines[0], above=_ABOVE_PARAGRAPH), *lines[1:]] if lines else []


def _spaced(lines: list[Line], above: float) -> list[Line]:
    return [replace(lines[0], above=above), *lines[1:]] if lines else []


def _kept(lines: list[Line]) -> list[Line]:
    """`lines` so that neither their first nor their last stands alone, nor a note without what it is about."""
    last = len(lines) - 1
    kept = [
        replace(line, kept=len(lines) <= _SHORT or index in {0, last - 1} or line.style != after.style)
        for index, (line, after) in enumerate(pairwise(lines))
    ]
    return [*kept, *lines[-1:]]


def paginate(lines: list[Line], height: float) -> list[list[Line]]:
    """`lines` in pages of `height`, kept together as they ask unless that alone is more than a page."""
    pages: list[list[Line]] = [[]]
    used = 0.0
    for group in _groups(lines):
        if pages[-1] and used + sum(line.above + line.height for line in group) > height:
            pages.append([])
            used = 0.0
        for line in group:
            if pages[-1] and used + line.above + line.height > height:
                pages.append([])
                used = 0.0
            used += line.height + (line.above if pages[-1] else 0.0)
            pages[-1].append(line)
    return pages


def _groups(lines: list[Line]) -> Iterator[list[Line]]:
    group: list[Line] = []
    for line in lines:
        group.append(line)
        if not line.kept:
            yield group
            group = []
    if group:
        yield group
