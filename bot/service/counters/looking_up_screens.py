"""The screens of the reference: its door, lists of pages, and one page."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.blocks import Block, Heading, Paragraph, Tone
from bot.records import PageKind, PageRef
from bot.service.edits import shortened
from bot.service.leaves import Leaves, link_to, page_at
from bot.service.painting import Painting, rows
from bot.service.screens import Button
from bot.service.views import Show, View
from bot.texts.catalogues import Texts, msg
from bot.texts.folding import folded
from bot.texts.reference_keys import DOMAIN

PAGE = "g."  # goes on with the place of a page, or of a list, among those shown
SHOWN = 8  # pages of a list at once
LEADS = 4  # pages that a page leads on to
LISTS = frozenset({Show.THEME, Show.FOUND, Show.GLOSSARY, Show.FAVOURITES, Show.PUT_ASIDE, Show.OUTLINE})
BEYOND = "|"  # between the list that a page was opened from, what that list is about, and how far on it was
_LONGEST = 80  # characters of a title on a button: a phone shows them in two or three lines
_KINDS = {
    PageKind.ADVICE: msg("{title}"),
    PageKind.INTERVIEW: msg("Interview: {title}"),
    PageKind.TERM: msg("Word: {title}"),
    PageKind.ITEM: msg("Outline: {title}"),
}


@dataclass(frozen=True, slots=True)
class Door:
    """What stands behind the door: the themes, and how much was kept and put aside (`new`: not seen yet)."""

    themes: tuple[str, ...]
    kept: int
    put_aside: int
    new: int


@dataclass(frozen=True, slots=True)
class Shelved:
    """A list of pages under its title, from place `page * SHOWN` on; of those of one `kind` that need not be said.

    `back`: it was opened from what was found.
    """

    title: str
    says: str
    refs: tuple[PageRef, ...]
    page: int = 0
    kind: PageKind = PageKind.ADVICE
    back: bool = False


@dataclass(frozen=True, slots=True)
class Opened:
    """A page, what it leads to, and what can be done with it: `list`, "" for no list to add it to; `others` to send it to."""

    ref: PageRef
    blocks: tuple[Block, ...]
    leads: tuple[PageRef, ...]
    kept: bool
    list: str = ""
    others: bool = False


def paint_door(texts: Texts, door: Door) -> Painting:
    """Where one looks something up."""
    blocks: list[Block] = [Heading(texts.say("The sheets"), level=1)]
    if door.new:
        blocks.append(Paragraph(texts.count("{n} sheets were put aside for you.", door.new), Tone.STRONG))
    blocks.append(
        Paragraph(
            texts.say(
                "Write what you look for, in your own words: “money”, “they do not agree”… Or choose a theme."
            )
        )
    )
    choices = tuple(
        Button(texts.of(DOMAIN, f"theme.{each}.name"), f"{PAGE}{at}") for at, each in enumerate(door.themes)
    )
    controls = rows(
        Button(texts.say("Put aside for you"), "put_aside") if door.put_aside else None,
        Button(texts.say("Sheets I kept"), "favourites") if door.kept else None,
        Button(texts.say("Glossary"), "glossary"),
        Button(texts.say("The source documents"), "documents"),
        Button(texts.say("Home"), "home"),
    )
    return Painting(tuple(blocks), choices, controls)


def paint_shelf(leaves: Leaves, shelved: Shelved) -> Painting:
    """A list of pages, some at once."""
    texts, first = leaves.texts, shelved.page * SHOWN
    blocks: list[Block] = [Heading(shelved.title, level=1)]
    if shelved.says:
        blocks.append(Paragraph(shelved.says))
    shown = shelved.refs[first : first + SHOWN]
    choices = tuple(
        Button(_titled(leaves, ref, shelved.kind), f"{PAGE}{at}") for at, ref in enumerate(shown, first)
    )
    controls = rows(
        Button(texts.say("Before"), "page_back") if shelved.page else None,
        Button(texts.say("Next"), "page_on") if len(shelved.refs) > first + SHOWN else None,
        Button(texts.say("Back"), "back")
        if shelved.back
        else Button(texts.say("Back to the sheets"), "reference"),
    )
    return Painting(tuple(blocks), choices, controls)


def _titled(leaves: Leaves, ref: PageRef, kind: PageKind = PageKind.ADVICE) -> str:
    title = leaves.title(ref)
    said = title if ref.kind is kind else leaves.texts.say(_KINDS[ref.kind], title=title)
    return shortened(said, _LONGEST)


def paint_names(texts: Texts, title: str, says: str, names: Sequence[str]) -> Painting:
    """A list of places to go on to, by their names."""
    blocks: list[Block] = [Heading(title, level=1)]
    if says:
        blocks.append(Paragraph(says))
    choices = tuple(Button(shortened(name, _LONGEST), f"{PAGE}{at}") for at, name in enumerate(names))
    return Painting(tuple(blocks), choices, rows(Button(texts.say("Back"), "back")))


def paint_page(leaves: Leaves, opened: Opened) -> Painting:
    """One page, with what it leads to and what can be done with it."""
    texts = leaves.texts
    choices = tuple(
        Button(_titled(leaves, each), f"{PAGE}{at}") for at, each in enumerate(opened.leads[:LEADS])
    )
    blocks = opened.blocks
    if choices:
        blocks = (*blocks, Paragraph(texts.say("See also:"), Tone.QUIET))
    return Painting(blocks, choices, rows(*_ways(leaves, opened)))


def _ways(leaves: Leaves, opened: Opened) -> Sequence[Button | None]:
    texts, ref = leaves.texts, opened.ref
    if ref.kind is PageKind.INTERVIEW:
        return (Button(texts.say("Begin"), "begin"), Button(texts.say("Back"), "back"))
    keep = (
        Button(texts.say("Keep no longer"), "drop")
        if opened.kept
        else Button(texts.say("Keep this sheet"), "keep")
    )
    send = Button(texts.say("Send into a conversation"), "pass", passes=leaves.title(ref))
    if ref.kind is not PageKind.ADVICE:
        return (keep, send if ref.kind is PageKind.TERM else None, Button(texts.say("Back"), "back"))
    return (
        Button(opened.list, "add") if opened.list else None,
        keep,
        Button(texts.say("Put aside for who is supported"), "send") if opened.others else None,
        send,
        Button(texts.say("As a page (PDF)"), "page"),
        Button(texts.say("Back"), "back"),
    )


def still_there(leaves: Leaves, view: View) -> View:
    """`view`, or the door where what it is about is no longer there, or not for who looks."""
    reference = leaves.reference
    match view.show:
        case Show.PAGE | Show.SEND_TO:
            there = leaves.there(page_at(view.about))
        case Show.THEME:
            there = view.about in reference.themes
        case Show.OUTLINE:
            there = view.about in {*reference.documents, *reference.items}
        case _:
            there = True
    return view if there else View(Show.REFERENCE)


def before(view: View) -> View:
    """Where the screen was opened from."""
    if view.show is Show.SEND_TO:
        return replace(view, show=Show.PAGE)
    show, about, page = (*view.mode.split(BEYOND), "", "", "")[:3]
    if show in {each.value for each in LISTS}:
        return View(Show(show), about=about, ids=view.ids, page=int(page) if page.isdecimal() else 0)
    return View(Show.FOUND, ids=view.ids) if view.ids else View(Show.REFERENCE)


def onward(view: View, ref: PageRef) -> View:
    """The page `ref` opened from the screen: it keeps what was found, and the list that it goes back to."""
    inside = Show.OUTLINE if ref.kind is PageKind.ITEM else Show.PAGE
    origin = view.mode if view.show is inside else f"{view.show.value}{BEYOND}{view.about}{BEYOND}{view.page}"
    if ref.kind is PageKind.ITEM:
        return View(Show.OUTLINE, about=ref.id, ids=view.ids, mode=origin if view.ids else "")
    return View(Show.PAGE, about=link_to(ref), ids=view.ids, mode=origin)


def from_found(view: View) -> bool:
    """Whether a list of the outline was opened from what was found, and goes back to it."""
    return view.show is Show.OUTLINE and bool(view.ids)


def way_named(text: str, texts: Texts) -> str | None:
    """The way on that typed words name: "back", "page_on" or "page_back"; none if they are to be looked up."""
    said = folded(text)
    ways = {"page_on": "paging.page_on", "page_back": "paging.page_back", "back": "say.back"}
    return next((way for way, words in ways.items() if said in map(folded, texts.words(words))), None)


def say_no_more(texts: Texts, way: str) -> str:
    """That there is no page `way` (page_on or page_back) from here."""
    if way == "page_on":
        return texts.say("There is no next page here. To go back, write “back”.")
    return texts.say("There is no page before here. To go back, write “back”.")
