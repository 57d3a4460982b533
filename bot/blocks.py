"""Text with a little structure, the same for every channel and for print."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Tone(StrEnum):
    """How a paragraph is said."""

    PLAIN = "plain"
    STRONG = "strong"
    QUIET = "quiet"


@dataclass(frozen=True, slots=True)
class Heading:
    """A title; `level` 1 is the document's own."""

    text: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    text: str
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list. An item is a line, or a line with a quieter one under it."""

    items: tuple[tuple[str, str], ...]  # (line, note), note "" when there is none
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """The deep link that carries `token`, an invitation’s or an interview’s: how it looks is for each channel to say."""

    token: str


Worded = Heading | Paragraph | Bullets
Block = Worded | Link


def worded(blocks: Sequence[Block], link: Callable[[str], str]) -> tuple[Worded, ...]:
    """`blocks`, each link among them as the paragraph that `link` gives for its token."""
    return tuple(Paragraph(link(block.token)) if isinstance(block, Link) else block for block in blocks)


def encode_blocks(blocks: tuple[Block, ...]) -> list[dict[str, Any]]:
    """`blocks` as JSON can hold them."""
    return [_encode(block) for block in blocks]


def _encode(block: Block) -> dict[str, Any]:
    match block:
        case Heading(text, level):
            return {"heading": text, "level": level}
        case Paragraph(text, tone):
            return {"paragraph": text, "tone": tone.value}
        case Bullets(items, numbered):
            return {"bullets": [list(item) for item in items], "numbered": numbered}
        case Link(token):
            return {"link": token}


def decode_blocks(plain: list[dict[str, Any]]) -> tuple[Block, ...]:
    """The blocks that `encode_blocks` made `plain` of."""
    return tuple(_decode(block) for block in plain)


def _decode(plain: dict[str, Any]) -> Block:
    match plain:
        case {"heading": text, "level": level}:
            return Heading(text, level)
        case {"paragraph": text, "tone": tone}:
            return Paragraph(text, Tone(tone))
        case {"bullets": items, "numbered": numbered}:
            return Bullets(tuple((line, note) for line, note in items), numbered)
        case {"link": token}:
            return Link(token)
    raise ValueError(f"no block: {sorted(plain)}")
