"""A result as a PDF to hand over or forward: one A4 page whenever that stays legible."""

from collections.abc import Container

from bot.blocks import Bullets, Heading, Paragraph, Worded
from bot.reports.layout import FOOTER, Line, Widths, compose, paginate, wrap
from bot.reports.printable import printable

_SIZES = (11.0, 10.5, 10.0, 9.5, 9.0)  # of the body text, in points
_SMALLER = (8.5, 8.0, 7.5)  # still legible on paper, for what is to be on one page
_FOOTER_LINES = 6  # what is beyond is left out
_ROOM_FOR_NUMBER = 5.0  # beside the footer, in ems of it


def print_pdf(
    title: str,
    blocks: tuple[Worded, ...],
    footer: str,
    language: str = "fr",
    *,
    one_page: bool = False,
) -> bytes:
    """`blocks` under `title`, as the bytes of a PDF file.

        Nothing in the texts is markup. They are printed at the largest size that takes no more pages than the smallest;
        pages are numbered when there are several. What is to be on `one_page` may be printed smaller than that; if it is too
    much even so, it takes several pages as if one had not been asked for, and nothing is left out. A first heading that only
    repeats `title` is left out.
    """
    from bot.reports import ink  # noqa: PLC0415 - reportlab is slow to import and most runs print nothing

    widths = ink.widths()
    glyphs = widths[FOOTER.face].keys()
    shown = printable(title, glyphs)
    body = tuple(_printable(block, glyphs) for block in blocks)
    if body and body[0] == Heading(shown, 1):
        body = body[1:]
    footer_width = ink.A4.inner_width / ink.A4.footer_size - _ROOM_FOR_NUMBER
    foot = wrap(printable(footer, glyphs), FOOTER, footer_width, widths)[:_FOOTER_LINES]
    sheet = (ink.A4.inner_width, ink.A4.inner_height(len(foot)))
    size, pages = _fitted(shown, body, sheet, widths, one_page=one_page)
    return ink.draw(ink.Document(shown.replace("\n", " "), language, size, pages, foot))


def _printable(block: Worded, glyphs: Container[int]) -> Worded:
    match block:
        case Heading(text, level):
            return Heading(printable(text, glyphs), level)
        case Paragraph(text, tone):
            return Paragraph(printable(text, glyphs), tone)
        case Bullets(items, numbered):
            shown = ((printable(line, glyphs), printable(note, glyphs)) for line, note in items)
            return Bullets(tuple(shown), numbered)


def _fitted(
    title: str,
    body: tuple[Worded, ...],
    sheet: tuple[float, float],
    widths: Widths,
    *,
    one_page: bool,
) -> tuple[float, list[list[Line]]]:
    """The size of the text and its pages."""
    width, height = sheet

    def pages_at(size: float) -> list[list[Line]]:
        return paginate(compose(title, body, width / size, widths), height / size)

    fewest = pages_at(_SIZES[-1])
    if one_page and len(fewest) > 1:
        for size in _SMALLER:
            pages = pages_at(size)
            if len(pages) == 1:
                return size, pages
    for size in _SIZES[:-1]:
        pages = pages_at(size)
        if len(pages) <= len(fewest):
            return size, pages
    return _SIZES[-1], fewest
