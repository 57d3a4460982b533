"""Drawing with reportlab. Only imported when something is printed: it takes a tenth of a second."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from threading import Lock
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from bot.reports.layout import FOOTER, Face, Ink, Line, Style, Widths, width_of

_FONTS = Path(__file__).with_name("fonts")
_CREATOR = "Trait d’union"
_LOCK = Lock()  # reportlab reads its font files through one shared position


@dataclass(frozen=True, slots=True)
class Sheet:
    """The paper, in points: A4, its margins, and the size of the footer."""

    width: float = 595.28
    height: float = 841.89
    side: float = 60.0
    top: float = 58.0
    bottom: float = 40.0
    footer_size: float = 8.0
    above_footer: float = 18.0

    @property
    def inner_width(self) -> float:
        """Between the margins."""
        return self.width - 2 * self.side

    def inner_height(self, footer_lines: int) -> float:
        """Between the top margin and the footer."""
        return self.height - self.top - self.footer_top(footer_lines) - self.above_footer

    def footer_top(self, footer_lines: int) -> float:
        """How high above the lower edge the footer begins."""
        return self.bottom + max(1, footer_lines) * self.footer_size * FOOTER.leading


A4 = Sheet()


@dataclass(frozen=True, slots=True)
class Document:
    """What is drawn: the lines of each page in ems of `size` points, and what the reader's software shows."""

    title: str
    language: str
    size: float
    pages: list[list[Line]]
    footer: list[str]


@cache
def widths() -> Widths:
    """The width of each character that all the fonts have, in ems."""
    with _LOCK:
        known = {face: _load(face) for face in Face}
    common = set.intersection(*(set(face) for face in known.values()))
    return {face: {code: known[face][code] for code in common} for face in Face}


def _load(face: Face) -> dict[int, float]:
    font = TTFont(face.value, _FONTS / f"{face.value}.ttf", asciiReadable=False, shapable=False)
    pdfmetrics.registerFont(font)
    return {code: font.face.charWidths[code] / 1000 for code in font.face.charToGlyph}


def draw(document: Document) -> bytes:
    """`document` as a PDF: the same bytes each time, so it bears no date."""
    widths()
    with _LOCK:
        file = BytesIO()
        canvas = _canvas(file, document)
        for number, lines in enumerate(document.pages, start=1):
            _body(canvas, lines, document.size)
            _footer(canvas, document.footer, _number(number, len(document.pages)))
            canvas.showPage()
        canvas.save()
    return file.getvalue()


def _canvas(file: BytesIO, document: Document) -> Any:
    canvas = Canvas(
        file,
        pagesize=(A4.width, A4.height),
        invariant=1,
        pageCompression=1,
        initialFontName=Face.REGULAR.value,
        lang=document.language,
    )
    canvas.setTitle(document.title)
    canvas.setAuthor("")
    canvas.setSubject("")
    canvas.setCreator(_CREATOR)
    canvas.setDateFormatter(lambda *_: "")
    canvas.setViewerPreference("DisplayDocTitle", "true")
    return canvas


def _number(page: int, pages: int) -> str:
    return f"{page} / {pages}" if pages > 1 else ""


def _body(canvas: Any, lines: list[Line], size: float) -> None:
    for line, top in _tops(lines):
        style = line.style
        box = style.size * style.leading
        y = A4.height - A4.top - size * (top + (box + 0.52 * style.size) / 2)
        if line.mark:
            mark = Style(Face.BOLD if line.mark != "•" else Face.REGULAR, Ink.ACCENT, style.size)
            _text(canvas, (A4.side + size * line.mark_left, y), line.mark, mark, size)
        _text(canvas, (A4.side + size * line.left, y), line.text, style, size)
        if line.ruled:
            _rule(canvas, A4.height - A4.top - size * (top + box + 0.35), Ink.ACCENT, 0.8)


def _tops(lines: list[Line]) -> Iterator[tuple[Line, float]]:
    top = 0.0
    for index, line in enumerate(lines):
        top += line.above if index else 0.0
        yield line, top
        top += line.height


def _footer(canvas: Any, lines: list[str], number: str) -> None:
    size = A4.footer_size
    if lines or number:
        _rule(canvas, A4.footer_top(len(lines)) + 2, Ink.RULE, 0.5)
    for below, text in zip(range(len(lines) - 1, -1, -1), lines, strict=True):
        _text(canvas, (A4.side, A4.bottom + below * size * FOOTER.leading), text, FOOTER, size)
    if number:
        span = size * width_of(number, FOOTER, widths())
        _text(canvas, (A4.width - A4.side - span, A4.bottom), number, FOOTER, size)


def _rule(canvas: Any, y: float, ink: Ink, thickness: float) -> None:
    canvas.setStrokeColor(HexColor(ink.value))
    canvas.setLineWidth(thickness)
    canvas.line(A4.side, y, A4.width - A4.side, y)


def _text(canvas: Any, at: tuple[float, float], text: str, style: Style, size: float) -> None:
    canvas.setFont(style.face.value, style.size * size)
    canvas.setFillColor(HexColor(style.ink.value))
    canvas.drawString(*at, text)
