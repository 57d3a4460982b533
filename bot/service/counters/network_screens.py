"""How the network looks: what a case file shows of itself, field by field, and what others show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.blocks import Block, Bullets, Heading, Paragraph, Tone
from bot.records import NetworkField
from bot.service.dates import say_day
from bot.service.painting import Painting, rows
from bot.service.screens import Button
from bot.service.sharing import Sheet
from bot.texts.catalogues import Texts, msg

OPEN, CLOSE = "o.", "x."
PAGE = 5  # sheets on a screen: each has several lines
_FIELDS = {
    NetworkField.NAME: msg("The group's name"),
    NetworkField.TERRITORY: msg("The territory"),
    NetworkField.THEMES: msg("The themes"),
    NetworkField.NEEDS: msg("The needs"),
    NetworkField.CONTACT: msg("The contact"),
}


@dataclass(frozen=True, slots=True)
class Grant:
    """An open field: who agreed and how, as the officer noted it, since when and until when."""

    consent: str
    since: date
    until: date


@dataclass(frozen=True, slots=True)
class Window:
    """What a case file shows of itself. `words`: what each field says now; `sheet`: what others see, None: nothing."""

    name: str
    words: Mapping[NetworkField, str]
    grants: Mapping[NetworkField, Grant]
    sheet: Sheet | None
    archived: bool = False


def field_named(texts: Texts, field: NetworkField) -> str:
    """What a field is called."""
    return texts.say(_FIELDS[field])


def paint_case(texts: Texts, window: Window) -> Painting:
    """Each field, closed or open, and what others see of it all."""
    if window.archived:
        closed = Paragraph(texts.say("This case file is archived: the network sees nothing of it."))
        return Painting((Heading(window.name, level=1), closed), (), rows(_back(texts)))
    nothing = Paragraph(texts.say("Nothing for now."))
    blocks = (
        Heading(window.name, level=1),
        Paragraph(
            texts.say(
                "Each line stays closed until you open it, with the group's agreement. Officers of all organisations see what is open."
            )
        ),
        Bullets(tuple(_line(texts, window, field) for field in NetworkField)),
        Heading(texts.say("What others see now")),
        *((nothing,) if window.sheet is None else sheet_blocks(texts, window.sheet)),
    )
    choices = (
        *(_open(texts, window, field) for field in NetworkField if window.words[field]),
        *(
            Button(_labelled(texts, msg("Close: {field}"), field), CLOSE + field.value)
            for field in NetworkField
            if field in window.grants
        ),
    )
    return Painting(blocks, choices, rows(_back(texts)))


def _open(texts: Texts, window: Window, field: NetworkField) -> Button:
    msgid = msg("Renew: {field}") if field in window.grants else msg("Open: {field}")
    return Button(_labelled(texts, msgid, field), OPEN + field.value)


def _labelled(texts: Texts, msgid: str, field: NetworkField) -> str:
    name = field_named(texts, field)
    return texts.say(msgid, field=name[:1].lower() + name[1:])


def _line(texts: Texts, window: Window, field: NetworkField) -> tuple[str, str]:
    """A field as others would see it, and how it stands."""
    name, words, grant = field_named(texts, field), window.words[field], window.grants.get(field)
    said = words or texts.say("nothing to show yet")
    line = texts.say("{topic}: {answer}", topic=name, answer=said)
    if grant is None:
        return line, texts.say("closed")
    note = texts.say(
        "open since {since}, until {until}; agreement: {consent}",
        since=say_day(texts, grant.since),
        until=say_day(texts, grant.until),
        consent=grant.consent,
    )
    return line, note


def paint_consent(texts: Texts, window: Window, field: NetworkField, last: date) -> Painting:
    """Who of the group agreed, and how? What is typed next says so."""
    name = field_named(texts, field)
    blocks: tuple[Block, ...] = (
        Heading(window.name, level=1),
        Paragraph(texts.say("The network would see:")),
        Bullets(((texts.say("{topic}: {answer}", topic=name, answer=window.words[field]), ""),)),
        Paragraph(
            texts.say(
                "Officers of all organisations can read it until {day}. If it changes in the case file, they see the change.",
                day=say_day(texts, last),
            )
        ),
        *_follows_results(texts, field),
        Paragraph(texts.say("Who of the group agreed to it, and how? Write it in one line."), Tone.STRONG),
        Paragraph(
            texts.say(
                "For example: the chairwoman, at the meeting of 12 March. This line stays in the case file, the network does not see it."
            ),
            Tone.QUIET,
        ),
    )
    return Painting(blocks, (), rows(Button(texts.say("Open nothing"), "close")))


def _follows_results(texts: Texts, field: NetworkField) -> list[Block]:
    if field is not NetworkField.NEEDS:
        return []
    return [Paragraph(texts.say("The needs follow the last result, without what is confidential: tell the group so."))]  # fmt: skip


def paint_network(texts: Texts, sheets: Sequence[Sheet], *, more: bool) -> Painting:
    """What the groups of all organisations let be seen."""
    blocks: list[Block] = [Heading(texts.say("The network"), level=1)]
    if not sheets:
        blocks.append(Paragraph(texts.say("No group shows anything of itself for now.")))
    for sheet in sheets:
        blocks += sheet_blocks(texts, sheet)
    how = texts.say("To show something of a group of yours, open its case file, then “Network”.")
    blocks.append(Paragraph(how, Tone.QUIET))
    controls = rows(Button(texts.say("More"), "more") if more else None, Button(texts.say("Home"), "home"))
    return Painting(tuple(blocks), (), controls)


def sheet_blocks(texts: Texts, sheet: Sheet) -> tuple[Block, ...]:
    """A sheet of the network, exactly as everybody there sees it."""
    lines = tuple(
        (texts.say("{topic}: {answer}", topic=field_named(texts, field), answer=words), "")
        for field, words in sheet.fields
    )
    return (
        Paragraph(texts.say("Supported by {organisation}", organisation=sheet.organisation), Tone.STRONG),
        Bullets(lines),
    )


def _back(texts: Texts) -> Button:
    return Button(texts.say("Back"), "close")
