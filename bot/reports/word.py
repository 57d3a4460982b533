"""A text as a DOCX, to write on in: its structure is in Word's own styles, so that they can be changed there."""

import unicodedata
from collections.abc import Callable, Container, Sequence
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph as Written

from bot.blocks import Block, Bullets, Heading, Link, Paragraph, Tone
from bot.reports.layout import Ink
from bot.reports.printable import printable

_FONT = "Arial"  # known everywhere, or another of the same widths is taken
_LANGUAGE = "fr-FR"
_NO_DATE = (1980, 1, 1, 0, 0, 0)  # the earliest a ZIP knows: when it was made is nobody's business
_A4 = (Mm(210), Mm(297))
_SIDES, _ABOVE, _BELOW = Mm(22), Mm(20), Mm(18)
_LEVELS = 3
_TONES = {Tone.PLAIN: None, Tone.STRONG: "Strong", Tone.QUIET: "Subtle Emphasis"}
_STYLES = (  # name, size, colour, space above and below, in points
    ("Normal", 11.0, Ink.TEXT, 0, 6),
    ("Title", 20.0, Ink.ACCENT, 0, 12),
    ("Heading 1", 15.0, Ink.ACCENT, 16, 4),
    ("Heading 2", 12.5, Ink.ACCENT, 12, 4),
    ("Heading 3", 11.0, Ink.TEXT, 10, 3),
    ("List Bullet", 11.0, Ink.TEXT, 0, 3),
    ("List Number", 11.0, Ink.TEXT, 0, 3),
    ("List Continue", 10.0, Ink.QUIET, 0, 6),
    ("Footer", 8.5, Ink.QUIET, 0, 0),
)
_PAST = {  # parts of the template that are about its own making, or for Word 2007
    RELATIONSHIP_TYPE.THUMBNAIL,
    RELATIONSHIP_TYPE.EXTENDED_PROPERTIES,
    RELATIONSHIP_TYPE.CUSTOM_XML,
    "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects",
}
_HYPERLINK = f"""<w:style {nsdecls("w")} w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/>
<w:basedOn w:val="DefaultParagraphFont"/><w:uiPriority w:val="99"/><w:unhideWhenUsed/>
<w:rPr><w:color w:val="0563C1"/><w:u w:val="single"/></w:rPr></w:style>"""
_NOT_SHOWN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zs", "Zl", "Zp"}
_SHOWN = frozenset({0x20, 0xA0, 0x202F, 0x200D})  # of these the spaces, and what joins the parts of an emoji


class _AnyFont(Container[int]):
    """The characters that a document may hold: its reader has fonts for all, so only what is unseen is not there."""

    def __contains__(self, code: object) -> bool:
        return code in _SHOWN or (isinstance(code, int) and unicodedata.category(chr(code)) not in _NOT_SHOWN)


_ANY_FONT = _AnyFont()


def print_docx(title: str, blocks: tuple[Block, ...], footer: str, link: Callable[[str], str]) -> bytes:
    """`blocks` under `title`, as the bytes of a DOCX file: the same each time.

    Links among the blocks can be followed; an address that somebody typed is text. A first heading that only repeats
    `title` is left out. `link` gives the deep link of an invitation by its token.
    """
    document = docx.Document()
    _prepare(document, title)
    if shown := _sound(title):
        document.add_paragraph(shown, "Title")
    body = blocks[1:] if blocks and blocks[0] == Heading(title, 1) else blocks
    above = min((block.level for block in body if isinstance(block, Heading)), default=1) - 1
    for block in body:
        match block:
            case Heading(text, level):
                _add_heading(document, _sound(text), min(level - above, _LEVELS))
            case Paragraph(text, tone):
                _add_text(document, _sound(text), tone)
            case Bullets(items, numbered):
                _add_list(document, items, numbered=numbered)
            case Link(token):
                _add_link(document, link(token))
    _add_footer(document, footer)
    return _dateless(document)


def _sound(text: str) -> str:
    return printable(text, _ANY_FONT)


def _add_heading(document: Any, text: str, level: int) -> None:
    if text:
        document.add_paragraph(text, f"Heading {level}")


def _add_text(document: Any, text: str, tone: Tone) -> None:
    if text:
        paragraph = document.add_paragraph()
        paragraph.add_run(text, _TONES[tone])
        paragraph.paragraph_format.keep_with_next = text.endswith(":") or None


def _add_list(document: Any, items: Sequence[tuple[str, str]], *, numbered: bool) -> None:
    style = "List Number" if numbered else "List Bullet"
    number = _list_from_one(document) if numbered else None
    shown = [(_sound(line), _sound(note)) for line, note in items]
    for line, note in filter(any, shown):
        paragraph = document.add_paragraph(line, style)
        if number is not None:
            properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()  # noqa: SLF001 - there is no other way
            properties.get_or_add_ilvl().val = 0
            properties.get_or_add_numId().val = number
        if note:
            paragraph.paragraph_format.keep_with_next = True
            document.add_paragraph(note, "List Continue")


def _list_from_one(document: Any) -> int:
    """The number of a new list that looks like the others, and begins at 1."""
    numbering = document.part.numbering_part.element
    style = document.styles["List Number"].element
    like = numbering.num_having_numId(style.pPr.numPr.numId.val).abstractNumId.val
    made = numbering.add_num(like)
    made.add_lvlOverride(ilvl=0).add_startOverride(1)
    return int(made.numId)


def _add_link(document: Any, address: str) -> None:
    paragraph = document.add_paragraph()
    if not address.startswith("https://"):
        paragraph.add_run(_sound(address))
        return
    element = OxmlElement("w:hyperlink")
    element.set(qn("r:id"), document.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    run = paragraph.add_run(_sound(address), "Hyperlink")
    element.append(run._r)  # noqa: SLF001 - the library reads links, and writes none
    paragraph._p.append(element)  # noqa: SLF001


def _add_footer(document: Any, footer: str) -> None:
    section = document.sections[0]
    right = section.page_width - section.left_margin - section.right_margin
    last: Written = section.footer.paragraphs[0]
    last.style = document.styles["Footer"]
    last.paragraph_format.tab_stops.add_tab_stop(right, WD_TAB_ALIGNMENT.RIGHT)
    last.add_run(_sound(footer) + "\t")
    _add_field(last, "PAGE")
    last.add_run(" / ")
    _add_field(last, "NUMPAGES")


def _add_field(paragraph: Written, name: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    run = paragraph.add_run("1")  # until it is counted
    field.append(run._r)  # noqa: SLF001 - the library knows no fields
    paragraph._p.append(field)  # noqa: SLF001


def _prepare(document: Any, title: str) -> None:
    """The library's template as a French page without a past."""
    section = document.sections[0]
    section.page_width, section.page_height = _A4
    section.left_margin = section.right_margin = _SIDES
    section.top_margin, section.bottom_margin = _ABOVE, _BELOW
    section.footer_distance = Mm(10)
    document.styles.element.append(parse_xml(_HYPERLINK))
    document.styles["Footer"].paragraph_format.tab_stops.clear_all()
    document.styles["Subtle Emphasis"].font.color.rgb = _colour(Ink.QUIET)
    _name_fonts(document.styles.element)
    for name, size, ink, above, below in _STYLES:
        _shape(document.styles[name], size, ink, (above, below))
    _forget(document, title)


def _shape(style: Any, size: float, ink: Ink, spaces: tuple[int, int]) -> None:
    style.font.size = Pt(size)
    style.font.color.rgb = _colour(ink)
    style.paragraph_format.space_before, style.paragraph_format.space_after = map(Pt, spaces)
    style.paragraph_format.widow_control = True
    if style.name == "Title":
        style.font.bold = True
        for line in style.element.iter(qn("w:bottom")):
            line.attrib.pop(qn("w:themeColor"), None)  # it would win
            line.set(qn("w:color"), ink.value.removeprefix("#"))
    if style.name == "List Continue":
        style.paragraph_format.left_indent = Mm(6.35)


def _colour(ink: Ink) -> RGBColor:
    return RGBColor.from_string(ink.value.removeprefix("#").upper())


def _name_fonts(styles: Any) -> None:
    """One font and one language for all: a theme's fonts would win over those that are named."""
    for fonts in styles.iter(qn("w:rFonts")):
        fonts.attrib.clear()
        for script in ("ascii", "hAnsi", "eastAsia", "cs"):
            fonts.set(qn(f"w:{script}"), _FONT)
    for language in styles.iter(qn("w:lang")):
        language.set(qn("w:val"), _LANGUAGE)


def _forget(document: Any, title: str) -> None:
    """Take out what the template says of itself."""
    said = document.core_properties
    said.title, said.language = _sound(title), _LANGUAGE
    said.author = said.comments = said.last_modified_by = ""
    for date in ("dcterms:created", "dcterms:modified"):
        for element in said._element.findall(qn(date)):  # noqa: SLF001 - they can be set, but not taken away
            said._element.remove(element)  # noqa: SLF001
    for holder in (document.part.package, document.part):
        for name in [name for name, each in holder.rels.items() if each.reltype in _PAST]:
            del holder.rels[name]
    settings = document.settings.element
    for setting in settings.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")  # as Word writes today
    for zoom in settings.iter(qn("w:zoom")):
        zoom.set(qn("w:percent"), "100")  # the standard asks for it
    for language in settings.iter(qn("w:themeFontLang")):
        language.set(qn("w:val"), _LANGUAGE)


def _dateless(document: Any) -> bytes:
    """The file of `document`, its parts bearing no date."""
    saved, written = BytesIO(), BytesIO()
    document.save(saved)
    with ZipFile(saved) as made, ZipFile(written, "w", ZIP_DEFLATED) as file:
        for name in made.namelist():
            part = ZipInfo(name, _NO_DATE)
            part.compress_type = ZIP_DEFLATED
            file.writestr(part, made.read(name))
    return written.getvalue()
