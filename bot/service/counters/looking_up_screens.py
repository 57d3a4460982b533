"""The screens of the reference: its door, lists of pages, and one page."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.blocks import Block, Heading, Paragraph, Tone
from bot.records import PageKind, PageRef
from bot.service.edits import shortened
from bot.service.leaves import Leaves, page_at
from bot.service.painting import Painting, rows
from bot.service.screens import Button
from bot.service.views import Show, View
from bot.texts.catalogues import Texts, msg
from bot.texts.reference_keys import DOMAIN

PAGE = "g."  # goes on with the place of a page, or of a list, among those shown
SHOWN = 8  # pages of a list at once
LEADS = 4  # pages that a page leads on to
LISTS = frozenset({Show.THEME, Show.FOUND, Show.GLOSSARY, Show.FAVOURITES, Show.PUT_ASIDE, Show.OUTLINE})
BEYOND = "|"  # between the list that a page was opened from and what that list is about
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
    """A list of pages under its title, from place `page * SHOWN` on; of those of one `kind` that need not be said."""

    title: str
    says: str
    refs: tuple[PageRef, ...]
    page: int = 0
    kind: PageKind = PageKind.ADVICE


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
        Button(texts.say("Back to the sheets"), "reference"),
    )
    return Painting(tuple(blocks), choices, controls)


def _titled(leaves: Leaves, ref: PageRef, kind: PageKind = PageKind.ADVICE) -> str:
    title = leaves.title(ref)
    return shortened(title if ref.kind is kind else leaves.texts.say(_KINDS[ref.kind], title=title))


def paint_names(texts: Texts, title: str, says: str, names: Sequence[str]) -> Painting:
    """A list of places to go on to, by their names."""
    blocks: list[Block] = [Heading(title, level=1)]
    if says:
        blocks.append(Paragraph(says))
    choices = tuple(Button(shortened(name), f"{PAGE}{at}") for at, name in enumerate(names))
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
    show, _, about = view.mode.partition(BEYOND)
    if show not in {each.value for each in LISTS}:
        return View(Show.REFERENCE)
    return View(Show(show), about=about, ids=view.ids, page=view.page)
