"""What can be handed over beside the screens. A channel has them printed, and sends the bytes."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Literal

from bot.blocks import Block, decode_blocks, encode_blocks

Cell = str | int | None
Form = Literal["csv", "xlsx"]
PageForm = Literal["pdf", "docx"]

CAPTION_LIMIT = 1000  # UTF-16 units: what is beyond may not be shown


@dataclass(frozen=True, slots=True)
class Page:
    """A text to print: as a PDF, or as a DOCX to write on in.

    `one_page`: a PDF of one page, in smaller letters if need be; of several where they would get too small to read.
    """

    title: str
    file_name: str
    blocks: tuple[Block, ...]
    footer: str
    form: PageForm = "pdf"
    one_page: bool = False


@dataclass(frozen=True, slots=True)
class Bar:
    """How long it is, from 0 to 1, and what is said of it."""

    label: str
    share: float
    said: str


@dataclass(frozen=True, slots=True)
class Bars:
    """Bars one below the other, in the order given."""

    title: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Axis:
    """How far out it is marked, from 0 to 1."""

    label: str
    share: float


@dataclass(frozen=True, slots=True)
class Axes:
    """A star of 3 to 8 axes, the first upright, the others clockwise."""

    title: str
    axes: tuple[Axis, ...]


@dataclass(frozen=True, slots=True)
class GridItem:
    """A name in the cell where `column` and `row` meet, both counted from 0."""

    label: str
    column: int
    row: int


@dataclass(frozen=True, slots=True)
class Grid:
    """Names, a dozen at most, in the cells of a table of up to 4 columns."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[str, ...]
    items: tuple[GridItem, ...]


Panel = Bars | Axes | Grid


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture (PNG) to look at on a phone: its panels one below the other.

    `caption` says the same for who cannot see it, in at most `CAPTION_LIMIT`.
    """

    file_name: str
    title: str
    panels: tuple[Panel, ...]
    caption: str


@dataclass(frozen=True, slots=True)
class Code:
    """A picture (PNG) to scan from one phone to another: the deep link that carries `token`."""

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


Document = Page | Picture | Code | Sheet | Raw | Agenda


def encode_document(document: Document) -> dict[str, Any]:
    """`document` as JSON can hold it."""
    match document:
        case Page(title, name, blocks, footer, form, one_page):
            text = {"title": title, "file_name": name, "blocks": encode_blocks(blocks), "footer": footer}
            return {**text, "form": form, "one_page": one_page}
        case Picture(name, title, panels, caption):
            drawn = [_encode_panel(panel) for panel in panels]
            return {"file_name": name, "title": title, "panels": drawn, "caption": caption}
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
            # those that were queued before there were these choices do not say
            form, one_page = plain.get("form", "pdf"), plain.get("one_page", False)
            return Page(title, name, decode_blocks(blocks), footer, form, one_page)
        case {"file_name": name, "title": title, "panels": panels, "caption": caption}:
            return Picture(name, title, tuple(_decode_panel(panel) for panel in panels), caption)
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


def _encode_panel(panel: Panel) -> dict[str, Any]:
    match panel:
        case Bars(title, bars):
            return {"title": title, "bars": [[bar.label, bar.share, bar.said] for bar in bars]}
        case Axes(title, axes):
            return {"title": title, "axes": [[axis.label, axis.share] for axis in axes]}
        case Grid(title, columns, rows, items):
            cells = [[item.label, item.column, item.row] for item in items]
            return {"title": title, "columns": list(columns), "rows": list(rows), "items": cells}


def _decode_panel(plain: Any) -> Panel:
    match plain:
        case {"title": title, "bars": bars}:
            return Bars(title, tuple(Bar(*bar) for bar in bars))
        case {"title": title, "axes": axes}:
            return Axes(title, tuple(Axis(*axis) for axis in axes))
        case {"title": title, "columns": columns, "rows": rows, "items": items}:
            return Grid(title, tuple(columns), tuple(rows), tuple(GridItem(*item) for item in items))
    raise ValueError("no panel")


def _encode_entry(entry: Entry) -> dict[str, Any]:
    plain: dict[str, Any] = {"about": entry.about, "day": entry.day.isoformat(), "title": entry.title}
    if entry.at is not None:
        plain["at"] = entry.at.isoformat()
    return {**plain, "words": entry.words, "gone": entry.gone, "busy": entry.busy}


def _decode_entry(plain: Any) -> Entry:
    at = time.fromisoformat(plain["at"]) if "at" in plain else None
    day = date.fromisoformat(plain["day"])
    return Entry(plain["about"], day, plain["title"], at, plain["words"], plain["gone"], plain["busy"])
