"""Each kind of document as its file."""

from bot.blocks import Heading, Link, Paragraph
from bot.reports.printing import print_document
from bot.service.documents import Code, Page, Picture, Raw, Sheet
from tests.reports.paper import read, text_of

TOKEN = "AbC_-" * 6 + "AZ"


def deep(token: str) -> str:
    return f"https://t.me/our_bot?start={token}"


def test_a_link_on_paper_is_there_in_full() -> None:
    page = Page("Titre", "page.pdf", (Heading("Faites suivre"), Link(TOKEN), Paragraph("Merci")), "bas")
    data = print_document(page, deep)
    assert len(read(data)) == 1
    assert deep(TOKEN) in text_of(data)


def test_every_kind_has_its_form() -> None:
    assert print_document(Code("a.png", TOKEN, "x"), deep).startswith(b"\x89PNG")
    assert print_document(Sheet("a.csv", "T", ("é",), (), "csv"), deep) == b'\xef\xbb\xbf"\xc3\xa9"\r\n'
    assert print_document(Sheet("a.xlsx", "T", ("é",), (), "xlsx"), deep).startswith(b"PK")
    assert print_document(Raw("a.json", '{"é": "\ud800"}'), deep) == '{"é": "?"}'.encode()
    assert print_document(Picture("a.png", "T", (), "x"), deep).startswith(b"\x89PNG")
    assert print_document(Page("T", "a.docx", (), "bas", "docx"), deep).startswith(b"PK")
    assert print_document(Page("T", "a.pdf", (), "bas"), deep).startswith(b"%PDF")


def test_one_page_is_printed_where_it_is_promised() -> None:
    long = (Paragraph("Une phrase de longueur moyenne, qui tient sur une ligne."),) * 45
    assert len(read(print_document(Page("T", "a.pdf", long, "bas"), deep))) == 2
    assert len(read(print_document(Page("T", "a.pdf", long, "bas", one_page=True), deep))) == 1
