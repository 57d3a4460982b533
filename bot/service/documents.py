"""What can be handed over beside the screens. A channel has them printed, and sends the bytes."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Literal

from bot.blocks import Block, decode_blocks, encode_blocks

Cell = str | int | None
Form = Literal["csv", "xlsx"]


@dataclass(frozen=True, slots=True)
class Page:
    """A text to print, as a PDF."""

    title: str
    file_name: str
    blocks: tuple[Block, ...]
    footer: str


@dataclass(frozen=True, slots=True)
class Code:
    """A picture (PNG) to scan from one phone to another: the deep link of the invitation `token`."""

    file_name: str
    token: str
    caption: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table. Its cells are words, whole numbers, or nothing; none is ever a formula."""

    file_name: str
    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    form: Form


@dataclass(frozen=True, slots=True)
class Raw:
    """A text to hand over as it is: somebody's own data, as JSON."""

    file_name: str
    text: str


@dataclass(frozen=True, slots=True)
class Entry:
    """What stands in an agenda on `day`: the whole day, or an hour from `at` on, in the zone of the agenda.

    `about` is what it goes by in every file that is handed over; one that is `gone` is to be taken out of the calendar.
    What is `busy` takes that time up.
    """

    about: str
    day: date
    title: str
    at: time | None = None
    words: str = ""
    gone: bool = False
    busy: bool = True


@dataclass(frozen=True, slots=True)
class Agenda:
    """A file for somebody's own calendar. One made later (`made_at`) takes the place of those before."""

    file_name: str
    title: str
    zone: str
    made_at: datetime
    entries: tuple[Entry, ...]


Document = Page | Code | Sheet | Raw | Agenda


def encode_document(document: Document) -> dict[str, Any]:
    """`document` as JSON can hold it."""
    match document:
        case Page(title, name, blocks, footer):
            return {"title": title, "file_name": name, "blocks": encode_blocks(blocks), "footer": footer}
        case Code(name, token, caption):
            return {"file_name": name, "token": token, "caption": caption}
        case Sheet(name, title, header, rows, form):
            table = {"header": list(header), "rows": [list(row) for row in rows]}
            return {"file_name": name, "title": title, "form": form, **table}
        case Raw(name, text):
            return {"file_name": name, "text": text}
        case Agenda(name, title, zone, made_at, entries):
            shown = {"file_name": name, "title": title, "zone": zone, "made_at": made_at.isoformat()}
            return {**shown, "entries": [_encode_entry(each) for each in entries]}


def decode_document(plain: Any) -> Document:
    """The document that `encode_document` made `plain` of."""
    match plain:
        case {"title": title, "file_name": name, "blocks": blocks, "footer": footer}:
            return Page(title, name, decode_blocks(blocks), footer)
        case {"file_name": name, "token": token, "caption": caption}:
            return Code(name, token, caption)
        case {"file_name": name, "title": title, "header": header, "rows": rows, "form": form}:
            return Sheet(name, title, tuple(header), tuple(tuple(row) for row in rows), form)
        case {"file_name": name, "text": text}:
            return Raw(name, text)
        case {"file_name": name, "title": title, "zone": zone, "made_at": made_at, "entries": entries}:
            shown = tuple(_decode_entry(each) for each in entries)
            return Agenda(name, title, zone, datetime.fromisoformat(made_at), shown)
    raise ValueError("no document")


def _encode_entry(entry: Entry) -> dict[str, Any]:
    plain: dict[str, Any] = {"about": entry.about, "day": entry.day.isoformat(), "title": entry.title}
    if entry.at is not None:
        plain["at"] = entry.at.isoformat()
    return {**plain, "words": entry.words, "gone": entry.gone, "busy": entry.busy}


def _decode_entry(plain: Any) -> Entry:
    at = time.fromisoformat(plain["at"]) if "at" in plain else None
    day = date.fromisoformat(plain["day"])
    return Entry(plain["about"], day, plain["title"], at, plain["words"], plain["gone"], plain["busy"])
