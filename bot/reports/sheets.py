"""Tables for spreadsheets. What somebody typed is never a formula there, whatever it looks like."""

import csv
import re
import unicodedata
from datetime import UTC, datetime
from io import BytesIO, StringIO

from bot.service.documents import Cell, Sheet

_UNSEEN = re.compile(
    "[\\s\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\u2066-\u2069\ufeff]*"
)
_BEGINS_A_FORMULA = frozenset("=+-@")
_TURNS_THE_CELL = frozenset("\t\r\n\0")
_AS_TEXT = "'"
_NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_LONGEST_NAME = 31  # characters, for Excel
_WIDEST, _NARROWEST = 60, 8  # of a column, in characters
_NO_DATE = datetime(2000, 1, 1, tzinfo=UTC)  # when it was made is nobody's business


def print_csv(sheet: Sheet) -> bytes:
    """`sheet` as French spreadsheets open it by a double click: `;` between cells, UTF-8 with its mark, all quoted.

    A text that a spreadsheet could take for a formula gets a `'` before it.
    """
    written = StringIO(newline="")
    table = csv.writer(written, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    for row in (sheet.header, *sheet.rows):
        table.writerow([_inert(cell) if isinstance(cell, str) else cell for cell in row])
    return written.getvalue().encode("utf-8-sig", "replace")


def _inert(text: str) -> str:
    """`text`, which no spreadsheet takes for a formula."""
    unseen = _UNSEEN.match(text)
    before = unseen[0] if unseen else ""
    first = unicodedata.normalize(
        "NFKC", text[len(before) : len(before) + 1]
    )  # ＝ is = for some spreadsheets
    if first in _BEGINS_A_FORMULA or not _TURNS_THE_CELL.isdisjoint(before):
        return _AS_TEXT + text
    return text


def print_xlsx(sheet: Sheet) -> bytes:
    """`sheet` as an Excel workbook: every cell is typed, as words or as a number."""
    from xlsxwriter import Workbook  # noqa: PLC0415 - slow to import, and most runs write no table

    written = BytesIO()
    # in memory: what is in it must not lie about in temporary files
    with Workbook(written, {"in_memory": True}) as book:
        book.set_properties({"title": _encodable(sheet.title), "created": _NO_DATE})
        page = book.add_worksheet(_name(sheet.title))
        figures = book.add_format({"valign": "top"})
        # as « text » in Excel too, so that it stays text when somebody edits the cell
        plain = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
        strong = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@", "bold": True})
        page.freeze_panes(1, 0)
        for place, width in enumerate(_widths(sheet)):
            page.set_column(place, place, width)
        for line, row in enumerate((sheet.header, *sheet.rows)):
            for place, cell in enumerate(row):
                match cell:
                    case str():
                        page.write_string(line, place, _encodable(cell), plain if line else strong)
                    case int():
                        page.write_number(line, place, cell, figures)
    return written.getvalue()


def _encodable(text: str) -> str:
    return text.encode("utf-8", "replace").decode()


def _name(title: str) -> str:
    """`title` as Excel lets a page be called."""
    return _NOT_IN_A_NAME.sub(" ", _encodable(title))[:_LONGEST_NAME].strip(" '") or "1"


def _widths(sheet: Sheet) -> list[int]:
    """Of each column, in characters."""
    rows: tuple[tuple[Cell, ...], ...] = (sheet.header, *sheet.rows)
    columns = max(map(len, rows))
    longest = [max((len(str(row[at])) for row in rows if at < len(row)), default=0) for at in range(columns)]
    return [min(_WIDEST, max(_NARROWEST, length + 1)) for length in longest]
