"""What can be handed over beside the screens. A channel has them printed, and sends the bytes."""

from dataclasses import dataclass
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


Document = Page | Code | Sheet | Raw


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
    raise ValueError("no document")
