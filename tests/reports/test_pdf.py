"""What a person would see of a PDF, in order, and nothing that a text smuggled in."""

import re
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.blocks import Bullets, Heading, Paragraph
from bot.reports.ink import widths
from bot.reports.layout import Face, Ink
from bot.reports.pdf import print_pdf
from bot.reports.printable import SIGN, printable
from tests.reports.paper import (
    FOOTER,
    RESULT,
    TITLE,
    assert_sound,
    expected,
    lines_of,
    read,
    spans,
    squeezed,
    text_of,
)

HOSTILE = (
    "<font color=red>rouge</font> <b>gras</b> & <img src=\"http://example.invalid/a.png\"/> <a href='file:///etc/passwd'>"
    "lien</a> &lt;para&gt; &amp; <onDraw name=x/> (\\) %s {0} ]]> <!-- fin"
)


def test_a_typical_long_result_is_whole_in_order_and_on_one_page() -> None:
    data = print_pdf(TITLE, RESULT, FOOTER)
    assert text_of(data) == expected(TITLE, RESULT, FOOTER)
    assert len(read(data)) == 1
    assert_sound(data)
    body = {round(size, 2) for text, size, _ in spans(data) if text.startswith("Vous ")}
    assert min(body) >= 9.0


def test_what_it_says_of_itself() -> None:
    document = read(print_pdf(TITLE, RESULT, FOOTER))
    assert document.metadata["title"] == TITLE
    assert document.metadata["creator"] == "Trait d’union"
    assert document.metadata["author"] == ""
    assert document.metadata["creationDate"] == ""
    assert document.xref_get_key(document.pdf_catalog(), "Lang") == ("string", "fr")
    assert document[0].rect.width == pytest.approx(595.28, abs=0.01)
    english = read(print_pdf("Hello", (), "", language="en"))
    assert english.xref_get_key(english.pdf_catalog(), "Lang") == ("string", "en")


def test_the_same_input_gives_the_same_bytes() -> None:
    assert print_pdf(TITLE, RESULT, FOOTER) == print_pdf(TITLE, RESULT, FOOTER)


@pytest.mark.parametrize("space", [" ", "\u00a0", "\u202f", " \u202f", "\u2009", "\u2007"])
def test_no_line_ends_where_french_forbids_it(space: str) -> None:
    phrase = f"«{space}mot juste{space}»{space}: dit-elle{space}! Pour 12{space}500{space}€{space}; vraiment{space}?"
    blocks = tuple(Paragraph("a" * shift + f" {phrase}" * 6) for shift in range(1, 90, 2))
    data = print_pdf("Titre", blocks, "")
    lines = lines_of(data)
    assert len(lines) > 2 * len(blocks)
    for line in lines:
        assert not re.search(r"«\s*$|12\s*$|500\s*$", line), line
        assert not re.match(r"\s*[?!:;»€]|500", line), line
        assert line.count("«") == line.count("»"), line


def test_markup_is_shown_as_it_was_typed() -> None:
    blocks = (Heading(HOSTILE), Paragraph(HOSTILE), Bullets(((HOSTILE, HOSTILE),)))
    data = print_pdf(HOSTILE, blocks, HOSTILE)
    assert text_of(data) == expected(HOSTILE, blocks, HOSTILE)
    assert_sound(data)
    assert {colour for _, _, colour in spans(data)} <= {int(ink.value[1:], 16) for ink in Ink}
    assert squeezed(read(data).metadata["title"]) == HOSTILE


def test_printing_opens_nothing() -> None:
    code = f"""
import sys
from bot.blocks import Paragraph, Bullets
from bot.reports.pdf import print_pdf
assert "reportlab" not in sys.modules
print_pdf("chaud", (Paragraph("chaud"),), "")
def hook(event, args):
    if event == "open" or event.startswith(("socket.", "urllib.", "subprocess.", "os.")):
        raise RuntimeError(f"{{event}} {{args}}")
sys.addaudithook(hook)
text = {HOSTILE!r}
print_pdf(text, (Paragraph(text), Bullets(((text, text),))), text)
"""
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


def test_what_the_fonts_lack_is_replaced_by_a_sign_and_what_deceives_is_dropped() -> None:
    text = "Merci 👩‍🌾🙏🏽 \u202eelbisivni\u202c 東京, العربية, e\u0301, ①, \x07\ufeffpo\u00adnt, \ud800, 1️⃣ ✅ → ✓ ≥ œŒŸ ❤️"
    data = print_pdf(text, (Paragraph(text),), text)
    shown = f"Merci {SIGN} elbisivni {SIGN}, {SIGN}, é, 1, pont, {SIGN}, 1 {SIGN} → ✓ ≥ œŒŸ ❤"
    assert text_of(data) == f"{shown} {shown} {shown}"
    assert_sound(data)


def test_lines_of_a_text_are_kept_and_long_words_divided() -> None:
    bound = "a\u00a0" * 300
    address = "https://exemple.fr/" + "un-chemin-tres-long/" * 20
    data = print_pdf("Titre", (Paragraph(f"Un\r\nDeux\n\n\n\tTrois\n{address} {'x' * 400} {bound}fin"),), "")
    lines = lines_of(data)
    assert lines[1:4] == ["Un", "Deux", "Trois"]
    assert address in "".join(lines)
    assert "x" * 400 in "".join(lines)
    assert lines[-1].endswith("a fin")
    assert_sound(data)


def test_text_shrinks_in_small_steps_before_a_second_page() -> None:
    seen = []
    for count in range(1, 60):
        data = print_pdf("Titre", (Paragraph("Une phrase de longueur moyenne."),) * count, "Pied")
        seen.append((len(read(data)), max(size for text, size, _ in spans(data) if text.startswith("Une"))))
    single = [round(size, 1) for pages, size in seen if pages == 1]
    assert single == sorted(single, reverse=True)
    assert set(single) == {11.0, 10.5, 10.0, 9.5, 9.0}
    assert {pages for pages, _ in seen} == {1, 2}


def test_where_one_page_is_promised_text_shrinks_further_and_then_takes_more_pages() -> None:
    block = Paragraph("Une phrase de longueur moyenne, qui tient sur une ligne.")
    sizes: dict[int, set[float]] = {}
    before = 1
    for count in range(20, 70):
        data = print_pdf("Titre", (block,) * count, "Pied", one_page=True)
        pages = len(read(data))
        assert pages >= before
        before = pages
        size = max(size for text, size, _ in spans(data) if text.startswith("Une"))
        sizes.setdefault(pages, set()).add(round(size, 1))
        assert text_of(data).count("Une phrase") == count
    assert sizes[1] == {11.0, 10.5, 10.0, 9.5, 9.0, 8.5, 8.0, 7.5}
    assert max(sizes[2]) == 11.0
    assert min(sizes[2]) >= 9.0


def test_what_fits_anyway_looks_the_same_where_one_page_is_promised() -> None:
    assert print_pdf(TITLE, RESULT, FOOTER, one_page=True) == print_pdf(TITLE, RESULT, FOOTER)
    assert print_pdf(TITLE, RESULT * 9, FOOTER, one_page=True) == print_pdf(TITLE, RESULT * 9, FOOTER)


def test_several_pages_are_numbered_and_headings_are_not_left_behind() -> None:
    data = print_pdf(TITLE, RESULT * 7, FOOTER)
    document = read(data)
    assert len(document) > 3
    headings = {block.text for block in RESULT if isinstance(block, Heading)}
    for number, page in enumerate(document, start=1):
        assert squeezed(page.get_text()).endswith(f"{squeezed(FOOTER)} {number} / {len(document)}")
        body = page.get_text().split("Trait d’union")[0].rstrip().splitlines()
        assert body[-1].strip() not in headings
        assert page.get_text().count("\n") > 5
    assert_sound(data)


@pytest.mark.parametrize("count", range(60, 72))
def test_a_list_is_not_parted_from_what_announces_it(count: int) -> None:
    before = (Paragraph("Une phrase."),) * count
    data = print_pdf("Titre", (*before, Paragraph("Voici\u00a0:"), Bullets((("premier", ""),))), "")
    pages = [squeezed(page.get_text()) for page in read(data)]
    assert any("Voici : • premier" in page for page in pages)


def test_very_little_and_far_too_much() -> None:
    assert text_of(print_pdf("", (), "")) == ""
    assert (
        text_of(print_pdf("Bonjour", (Paragraph(""), Bullets(()), Bullets((("", ""),)), Heading("")), ""))
        == "Bonjour"
    )
    assert_sound(print_pdf("mot " * 600, (Heading("mot " * 900), Paragraph("m " * 4000)), "pied " * 900))


def test_a_first_heading_that_repeats_the_title_is_left_out() -> None:
    assert (
        text_of(print_pdf("Le point", (Heading("Le point", 1), Paragraph("Suite.")), "")) == "Le point Suite."
    )
    assert text_of(print_pdf("Le point", (Heading("Autre", 1),), "")) == "Le point Autre"


def test_the_fonts_agree_and_cover_what_results_are_made_of() -> None:
    codes = {face: set(known) for face, known in widths().items()}
    assert codes[Face.REGULAR] == codes[Face.BOLD] == codes[Face.OBLIQUE]
    assert {
        ord(sign) for sign in f"œŒŸÀÉçñßłőșž«»‹›“”‘’„…–—•·°§€£½₂²³≤≥≠±×÷−√∞←→↔⇒✓✗☐☑★\u00a0\u202f{SIGN}"
    } <= codes[Face.BOLD]
    assert printable("a\u00a0\u202f b", codes[Face.BOLD]) == "a\u00a0b"


@settings(max_examples=60, deadline=None)
@given(
    st.text(max_size=80),
    st.lists(st.tuples(st.text(max_size=200), st.text()), max_size=4),
    st.text(max_size=300),
)
def test_any_text_can_be_printed(title: str, items: list[tuple[str, str]], text: str) -> None:
    assert_sound(
        print_pdf(title, (Bullets(tuple(items), numbered=True), Heading(title, 7), Paragraph(text)), text)
    )
