"""Tables as spreadsheets open them: what somebody typed is text, whatever it looks like."""

import csv
import io
import re
import subprocess
import sys
import zipfile

import openpyxl
import pytest

from bot.reports.printing import print_document
from bot.reports.sheets import print_csv, print_xlsx
from bot.service.documents import Cell, Form, Sheet

BEGINNINGS = [
    "=", "+", "-", "@", "＝", "＋", "－", "＠", "﹦", "﹢", "\t", "\r", "\n", "\x00", " =", "\u00a0=", "\u202f+",
    "\u3000＝", "\ufeff=", "\u200b@", "\u202e-", "\x1f=", " \t", "\n=", "  \r\n+",
]  # fmt: skip
ENDINGS = [
    "1+1", "cmd|' /C calc'!A0", 'HYPERLINK("http://example.invalid/?x="&A1;"ici")', "SUM(A1:A9)", "33 6 12 34 56 78",
    'a";"=1+1', "été\nà la ligne", "", "a" * 1000,
]  # fmt: skip
HOSTILE = [beginning + ending for beginning in BEGINNINGS for ending in ENDINGS]
HARMLESS = [
    "", "été", "1+1", "a=b", "'=1", "12,5", "6 12 34 56 78", "_x0041_", "<b>&amp;</b>", 'dit "oui"', "a;b,c\td",
    "https://example.invalid", "👩‍🌾", " en retrait ", "deux\nlignes", "\ufffe",
]  # fmt: skip
FIGURES = [0, 7, -3, 2**40]


def sheet(cells: list[str], form: Form = "csv") -> Sheet:
    return Sheet(f"t.{form}", "T", ("a",), tuple((cell,) for cell in cells), form)


def read_csv(data: bytes) -> list[list[str]]:
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";", strict=True))


def as_read(text: str) -> str:
    """`text` as openpyxl reads it: it leaves the control characters as workbooks spell them."""
    return re.sub("[\x00-\x08\x0b-\x1f\ufffe]", lambda found: f"_x{ord(found[0]):04X}_", text)


def test_there_are_enough_hostile_cells() -> None:
    assert len(set(HOSTILE)) >= 200


def test_hostile_cells_of_a_csv_are_text_and_whole() -> None:
    assert read_csv(print_csv(sheet(HOSTILE))) == [["a"], *(["'" + text] for text in HOSTILE)]


def test_harmless_cells_of_a_csv_are_as_they_were() -> None:
    assert read_csv(print_csv(sheet(HARMLESS))) == [["a"], *([text] for text in HARMLESS)]


def test_a_phone_number_stays_readable() -> None:
    (_, (number,)) = read_csv(print_csv(sheet(["+33 6 12 34 56 78"])))
    assert number == "'+33 6 12 34 56 78"


def test_a_csv_as_french_spreadsheets_want_it() -> None:
    table = Sheet("t.csv", "T", ("nom", "=âge"), (("Zoé", -7), ("Val; d’Or", None)), "csv")
    written = '"nom";"\'=âge"\r\n"Zoé";"-7"\r\n"Val; d’Or";""\r\n'
    assert print_csv(table) == b"\xef\xbb\xbf" + written.encode()


@pytest.mark.parametrize("texts", [HOSTILE, HARMLESS], ids=["hostile", "harmless"])
def test_cells_of_a_workbook_are_text_and_whole(texts: list[str]) -> None:
    data = print_xlsx(sheet(texts, "xlsx"))
    page = openpyxl.load_workbook(io.BytesIO(data)).active
    cells = [page.cell(at, 1) for at in range(2, len(texts) + 2)]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert {cell.value for cell in cells if cell.data_type == "n"} <= {None}  # nothing in it
    assert [cell.value or "" for cell in cells] == [as_read(text) for text in texts]
    assert {cell.number_format for cell in cells if cell.value} == {"@"}  # stays text when it is edited
    assert not [name for name in zipfile.ZipFile(io.BytesIO(data)).namelist() if "hyperlink" in name.lower()]
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        written = b"".join(parts.read(name) for name in parts.namelist() if "sheet" in name)
    assert not re.search(rb"<f[ >]", written)


def test_figures_are_figures() -> None:
    rows: tuple[tuple[Cell, ...], ...] = tuple((figure, str(figure), None) for figure in FIGURES)
    data = print_xlsx(
        Sheet("t.xlsx", "Ce qui [compte] : l’essentiel/détail? " * 2, ("n", "s", ""), rows, "xlsx")
    )
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert [tuple(row) for row in book.active.iter_rows(min_row=2, values_only=True)] == list(rows)
    assert len(book.active.title) <= 31
    assert book.properties.title.startswith("Ce qui [compte]")


@pytest.mark.parametrize("title", ["", "'", "[]", "\ud800", "History" * 9])
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_any_title_any_row_any_half_character(title: str, form: Form) -> None:
    table = Sheet("t", title, ("a",), (("\ud83d", None, 3), ()), form)
    assert print_document(table, str)


def test_the_same_table_gives_the_same_bytes() -> None:
    assert print_xlsx(sheet(HOSTILE, "xlsx")) == print_xlsx(sheet(HOSTILE, "xlsx"))


def test_nothing_is_loaded_that_is_not_needed() -> None:
    """A conversation that prints nothing does not wait for what prints."""
    script = (
        "import sys; import bot.reports.printing; "
        "print(sorted({'segno', 'xlsxwriter', 'reportlab', 'csv'} & set(sys.modules)))"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert ran.stdout == "[]\n"
