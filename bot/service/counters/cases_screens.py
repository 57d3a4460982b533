"""The screens where case files are found: the list, the search, a new one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.blocks import Block, Heading, Paragraph, Tone
from bot.records import CaseFile, CaseState, Priority
from bot.service import cases
from bot.service.cases import Listing, Order
from bot.service.edits import shortened
from bot.service.menus import CASE, case_name
from bot.service.painting import Painting, rows
from bot.service.screens import Button
from bot.service.wording import lowered
from bot.texts.catalogues import Texts, msg

_LONGEST = 60  # characters of a line
_LONGEST_NAME, _SHORTEST_NAME = 34, 16
_FEW = 3  # so few lines need no other order
SITUATIONS = {
    "": msg("to be looked at"),
    "undetermined": msg("to be made clear"),
    "no_plans": msg("thinking it over"),
    "willing_unsure": msg("willing"),
    "already_started": msg("under way"),
}
STAGES = {
    "emergence": msg("under way, emerging"),
    "implementation": msg("under way, acting"),
    "sustaining": msg("under way, lasting"),
}
PRIORITIES = {
    Priority.HIGH: msg("High"),
    Priority.NORMAL: msg("Normal"),
    Priority.LOW: msg("Low"),
}
KINDS = {
    "municipality": msg("Municipality or intermunicipal body"),
    "association": msg("Association"),
    "farm": msg("Farm or farmers’ group"),
    "enterprise": msg("Enterprise"),
    "other": msg("Other"),
}
_ORDERS = {
    Order.CONTACT: msg("By last activity"),
    Order.PRIORITY: msg("By priority"),
    Order.SITUATION: msg("By situation"),
    Order.NEXT: msg("By next date"),
}


def say_situation(texts: Texts, situation: str, stage: str) -> str:
    """Where a cooperation stands, in two or three words."""
    if situation == "already_started" and stage in STAGES:
        return texts.say(STAGES[stage])
    return texts.say(SITUATIONS.get(situation, SITUATIONS[""]))


def say_kind(texts: Texts, case: CaseFile) -> str:
    """What kind of group it is; "" if nobody has said."""
    return lowered(texts.say(KINDS[case.kind]), 1) if case.kind in KINDS else ""


def short(texts: Texts, case: CaseFile, longest: int = _LONGEST_NAME) -> str:
    """The name, cut where it would fill the line."""
    return shortened(case_name(texts, case), longest)


@dataclass(frozen=True, slots=True)
class Listed:
    """Case files to be listed, from number `page` (from 0) of the pages of them all.

    `count`: how many there are in all; `others`: on the other shelf (open, archived). `waiting`: the ids of those about
    which an interview of the person waits.
    """

    shown: Sequence[CaseFile]
    page: int
    count: int
    today: date
    waiting: frozenset[str] = frozenset()
    others: int = 0


def line(texts: Texts, case: CaseFile, today: date, *, waiting: bool = False) -> str:
    """A case file in a list: name, situation, and what comes next if anything."""
    rest = _rest(texts, case, today, waiting=waiting)
    room = _LONGEST - len(rest)
    return short(texts, case, min(max(room, _SHORTEST_NAME), _LONGEST_NAME)) + rest


def _rest(texts: Texts, case: CaseFile, today: date, *, waiting: bool) -> str:
    """What stands after the name."""
    if case.state is CaseState.ARCHIVED:
        return texts.say("{name} · archived", name="")
    late = case.next_day is not None and case.next_day < today
    stage = "" if late else case.stage  # so that there is room for the name
    said = texts.say("interview begun") if waiting else say_situation(texts, case.situation, stage)
    if waiting and case.situation:
        situation = say_situation(texts, case.situation, case.stage)
        return texts.say("{name} · {situation} · interview begun", name="", situation=situation)
    if waiting or case.next_day is None:
        return texts.say("{name} · {situation}", name="", situation=said)
    day, month = case.next_day.day, case.next_day.month
    msgid = msg("{name} · {situation} · {month}/{day}")
    if late:
        msgid = msg("{name} · {situation} · step of {month}/{day} to be looked at again")
    return texts.say(msgid, name="", situation=said, month=month, day=day)


def _new(texts: Texts) -> Button:
    return Button(texts.say("New case file"), "case_new")


def _page(texts: Texts, page: int, count: int) -> tuple[Button | None, Button | None]:
    more = page < cases.last_page(count)
    return (
        Button(texts.say("Previous ones"), "back") if page else None,
        Button(texts.say("Next ones"), "more") if more else None,
    )


def paint_no_cases(texts: Texts) -> Painting:
    """The list, before there is anything in it."""
    sentence = texts.say("You have no case file yet. The first one only needs a name.")
    home = Button(texts.say("Home"), "home")
    first = Button(texts.say("Make the first case file"), "case_new")
    return Painting((Paragraph(sentence),), (first,), rows(home))


def paint_list(texts: Texts, listing: Listing, listed: Listed) -> Painting:
    """A page of the list."""
    title = texts.say("Archived case files") if listing.archived else texts.say("Your case files")
    blocks: list[Block] = [Heading(title)]
    if listing.dialogue:
        blocks.append(Paragraph(texts.say("Which case file is it about?"), Tone.STRONG))
    if listed.count:
        blocks += _told(texts, listing, listed)
    elif listing.archived:
        blocks.append(Paragraph(texts.say("You have no archived case file.")))
    else:
        blocks.append(
            Paragraph(texts.say("You have no open case file. Your archived ones stay under “Archived ones”."))
        )
    sorting = listed.count > _FEW and not listing.archived
    orders = [
        Button(texts.say(name), f"order.{order.value}")
        for order, name in _ORDERS.items()
        if sorting and order is not listing.order
    ]
    other = None
    if listing.archived:
        other = Button(texts.say("Open case files"), "cases")
    elif listed.others:
        other = Button(texts.say("Archived ones"), "archived")
    controls = (
        *rows(*_page(texts, listed.page, listed.count)),
        *rows(Button(texts.say("Search"), "search"), _new(texts), other, Button(texts.say("Home"), "home")),
        *rows(*orders),
    )
    return Painting(tuple(blocks), _choices(texts, listed), controls)


def _told(texts: Texts, listing: Listing, listed: Listed) -> list[Block]:
    """What is to be known of a list that is not empty."""
    blocks: list[Block] = []
    total = cases.last_page(listed.count) + 1
    if total > 1:
        said = texts.say("Page {page} of {total}", page=listed.page + 1, total=total)
        blocks.append(Paragraph(said, Tone.QUIET))
    dated = (case for case in listed.shown if case.next_day is not None)
    if not listing.archived and any(case.id not in listed.waiting for case in dated):
        blocks.append(Paragraph(texts.say("The date is that of the next step."), Tone.QUIET))
    blocks.append(Paragraph(texts.say("To find one, write a name, a place or a topic."), Tone.QUIET))
    return blocks


def _choices(texts: Texts, listed: Listed) -> tuple[Button, ...]:
    return tuple(
        Button(line(texts, case, listed.today, waiting=case.id in listed.waiting), f"{CASE}{case.id}")
        for case in listed.shown
    )


def paint_search(texts: Texts) -> Painting:
    """What is typed next is searched."""
    blocks = (
        Heading(texts.say("Search a case file")),
        Paragraph(
            texts.say("Write a name, a place, a topic, a project or a contact; a part of a word is enough.")
        ),
    )
    return Painting(blocks, (), rows(Button(texts.say("All case files"), "cases"), _new(texts)))


def paint_found(texts: Texts, listed: Listed) -> Painting:
    """What a search has found."""
    blocks = (
        Heading(texts.count("{n} case files found", listed.count)),
        Paragraph(texts.say("To search again, write other words."), Tone.QUIET),
    )
    controls = (
        *rows(*_page(texts, listed.page, listed.count)),
        *rows(Button(texts.say("All case files"), "cases"), _new(texts)),
    )
    return Painting(blocks, _choices(texts, listed), controls)


def paint_new(texts: Texts) -> Painting:
    """What is typed next is the name of a new case file."""
    blocks = (
        Heading(texts.say("New case file")),
        Paragraph(texts.say("What is this group, this organisation or this territory called?"), Tone.STRONG),
        Paragraph(texts.say("A name is enough to begin; everything else can come later."), Tone.QUIET),
    )
    return Painting(blocks, (), rows(Button(texts.say("All case files"), "cases")))
