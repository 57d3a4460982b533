"""A DOCX as its reader's software finds it: structure in styles, French, links that were meant, and no past."""

import hashlib
import subprocess
import sys
import zipfile
from io import BytesIO
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Mm
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.blocks import Block, Bullets, Heading, Link, Paragraph, Tone
from bot.reports.printing import print_document
from bot.reports.word import print_docx
from bot.service.documents import Page
from tests.reports.paper import FOOTER, RESULT, TITLE

TOKEN = "AbC_-" * 6 + "AZ"


def deep(token: str) -> str:
    return f"https://t.me/our_bot?start={token}"


def written(*blocks: Block, title: str = "Titre", footer: str = "bas") -> bytes:
    return print_docx(title, blocks, footer, deep)


def read(data: bytes) -> Any:
    return docx.Document(BytesIO(data))


def outline(data: bytes) -> list[tuple[str, str]]:
    """Each paragraph with the name of its style."""
    return [(paragraph.style.name, paragraph.text) for paragraph in read(data).paragraphs]


def part(data: bytes, name: str) -> Any:
    return parse_xml(zipfile.ZipFile(BytesIO(data)).read(name))


def plain(text: str) -> str:
    """`text` with all its spaces alike: short quotations are held together."""
    return text.replace("\u00a0", " ")


def values(element: Any, tag: str, attribute: str) -> list[str | None]:
    return [found.get(qn(attribute)) for found in element.iter(qn(tag))]


def test_a_result_is_whole_in_order_and_in_styles() -> None:
    found = outline(written(*RESULT, title=TITLE))
    assert found[0] == ("Title", TITLE)
    kinds = {"Heading 1": Heading, "Normal": Paragraph, "List Bullet": Bullets, "List Number": Bullets}
    rest = iter(found[1:])
    for block in RESULT:
        match block:
            case Heading(text, _) | Paragraph(text, _):
                style, shown = next(rest)
                assert plain(shown) == plain(text)
                assert isinstance(block, kinds[style])
            case Bullets(items, numbered):
                for line, note in items:
                    style, shown = next(rest)
                    assert (style, plain(shown)) == (
                        "List Number" if numbered else "List Bullet",
                        plain(line),
                    )
                    if note:
                        assert next(rest) == ("List Continue", note)
    assert next(rest, None) is None


def test_tones_are_styles() -> None:
    data = written(Paragraph("a"), Paragraph("b", Tone.STRONG), Paragraph("c", Tone.QUIET))
    runs = [run for paragraph in read(data).paragraphs[1:] for run in paragraph.runs]
    assert [(run.text, run.style.name) for run in runs] == [
        ("a", "Default Paragraph Font"),
        ("b", "Strong"),
        ("c", "Subtle Emphasis"),
    ]


def test_the_highest_heading_is_the_first_level_and_none_is_left_out() -> None:
    data = written(Heading("a"), Heading("b", 3), Heading("c", 9), Heading("d", 2))
    assert [style for style, _ in outline(data)] == [
        "Title",
        "Heading 1",
        "Heading 2",
        "Heading 3",
        "Heading 1",
    ]
    data = written(Heading("Titre", 1), Heading("a", 1), Heading("b", 2))
    assert outline(data) == [("Title", "Titre"), ("Heading 1", "a"), ("Heading 2", "b")]


def test_each_numbered_list_begins_at_one() -> None:
    items = (("un", "note"), ("deux", ""))
    data = written(Bullets(items, numbered=True), Paragraph("entre"), Bullets(items, numbered=True))
    numbers = values(part(data, "word/document.xml"), "w:numId", "w:val")
    assert numbers[0] == numbers[1] != numbers[2] == numbers[3]
    lists = {each.get(qn("w:numId")): each for each in part(data, "word/numbering.xml").iter(qn("w:num"))}
    for number in {*numbers}:
        assert values(lists[str(number)], "w:startOverride", "w:val") == ["1"]


def test_a_link_can_be_followed_and_what_was_typed_cannot() -> None:
    data = written(Link(TOKEN), Paragraph("Voir https://exemple.fr/ et http://ici"), title="https://titre.fr")
    paragraphs = read(data).paragraphs
    (link,) = [link for paragraph in paragraphs for link in paragraph.hyperlinks]
    assert link.address == link.text == deep(TOKEN)
    assert "https://exemple.fr/" in paragraphs[2].text
    at_the_terminal = print_docx("Titre", (Link(TOKEN),), "", lambda token: f"/start {token}")
    assert outline(at_the_terminal)[1] == ("Normal", f"/start {TOKEN}")
    assert not read(at_the_terminal).paragraphs[1].hyperlinks


def test_it_is_in_french_on_a4_in_one_font() -> None:
    data = written(*RESULT)
    styles = part(data, "word/styles.xml")
    assert set(values(styles, "w:lang", "w:val")) == {"fr-FR"}
    assert set(values(styles, "w:rFonts", "w:ascii")) == {"Arial"}
    assert set(values(styles, "w:rFonts", "w:asciiTheme")) == {None}
    section = read(data).sections[0]
    assert (section.page_width, section.page_height) == (
        pytest.approx(Mm(210), 1e-3),
        pytest.approx(Mm(297), 1e-3),
    )
    assert Mm(15) < section.left_margin == section.right_margin < Mm(30)


def test_the_footer_has_its_text_and_the_number_of_the_page_at_the_right() -> None:
    data = written(footer=FOOTER)
    (paragraph,) = read(data).sections[0].footer.paragraphs
    assert plain(paragraph.text) == plain(f"{FOOTER}\t / ")
    fields = values(paragraph._p, "w:fldSimple", "w:instr")
    assert fields == ["PAGE", "NUMPAGES"]
    stops = [*paragraph.style.paragraph_format.tab_stops, *paragraph.paragraph_format.tab_stops]
    section = read(data).sections[0]
    width = section.page_width - section.left_margin - section.right_margin
    assert [stop.position for stop in stops] == [pytest.approx(width, abs=1000)]


def test_it_says_its_title_and_neither_who_nor_when() -> None:
    data = written(*RESULT, title=TITLE)
    said = read(data).core_properties
    assert said.title == TITLE
    assert said.language == "fr-FR"
    assert (said.author, said.last_modified_by, said.comments, said.keywords) == ("", "", "", "")
    assert said.created is said.modified is None
    file = zipfile.ZipFile(BytesIO(data))
    assert {each.date_time for each in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert not [name for name in file.namelist() if "thumbnail" in name or "custom" in name or "app" in name]
    assert file.namelist()[0] == "[Content_Types].xml"
    assert b"python-docx" not in b"".join(map(file.read, file.namelist()))


def test_the_same_input_gives_the_same_bytes_everywhere() -> None:
    code = (
        "import hashlib; from tests.reports.test_word import *\n"
        "print(hashlib.sha256(written(*RESULT, Link(TOKEN), Link('x'))).hexdigest())"
    )
    other = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True, timeout=60
    )
    here = hashlib.sha256(written(*RESULT, Link(TOKEN), Link("x"))).hexdigest()
    assert other.stdout.strip() == here


def test_spaces_of_french_stay_and_what_deceives_is_dropped() -> None:
    text = "« mot » : 12 500 € ! \u202eelbisivni\u202c \x07\ufffe\ud800 👩‍🌾 東京 <b>&amp;</b>\r\nsuite\n\n\u202ffin"
    data = written(Paragraph(text), title=text, footer=text)
    shown = (
        "«\u00a0mot\u00a0»\u00a0: 12\u00a0500\u00a0€\u00a0! elbisivni ◇ 👩‍🌾 東京 <b>&amp;</b>\nsuite\nfin"
    )
    assert [text for _, text in outline(data)] == [shown, shown]
    assert read(data).sections[0].footer.paragraphs[0].text.startswith(shown)


def test_what_is_empty_leaves_no_gap() -> None:
    data = written(Paragraph(""), Bullets(()), Bullets((("", ""), ("a", ""))), Heading(""), title="")
    assert outline(data) == [("List Bullet", "a")]


def test_a_note_stays_with_its_line_and_a_list_with_what_announces_it() -> None:
    data = written(Paragraph("Voici\u00a0:"), Bullets((("a", "note"), ("b", ""))), Paragraph("fin"))
    kept = {paragraph.text: paragraph.paragraph_format.keep_with_next for paragraph in read(data).paragraphs}
    assert kept == {"Titre": None, "Voici\u00a0:": True, "a": True, "note": None, "b": None, "fin": None}


def test_a_page_in_that_form_is_one() -> None:
    page = Page("Titre", "page.docx", (Link(TOKEN), Paragraph("Merci")), "bas", "docx")
    assert outline(print_document(page, deep)) == [
        ("Title", "Titre"),
        ("Normal", deep(TOKEN)),
        ("Normal", "Merci"),
    ]


@settings(max_examples=25, deadline=None)
@given(
    st.text(max_size=80),
    st.lists(st.tuples(st.text(max_size=90), st.text()), max_size=3),
    st.text(max_size=200),
)
def test_any_text_can_be_written(title: str, items: list[tuple[str, str]], text: str) -> None:
    blocks = (
        Bullets(tuple(items), numbered=True),
        Heading(title, 7),
        Paragraph(text, Tone.QUIET),
        Heading(text),
    )
    data = written(*blocks, title=title, footer=text)
    assert not {style for style, _ in outline(data)} - {
        "Title", "Heading 1", "Heading 2", "Heading 3", "Normal", "List Number", "List Continue",
    }  # fmt: skip
