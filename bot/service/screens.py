"""What passes between a channel and the service: what was heard, and the screens to show."""

from dataclasses import dataclass, replace
from enum import StrEnum

from bot.blocks import Block
from bot.records import Address
from bot.service.documents import Document

MENU = "menu"  # the card that belongs to no interview
DAY_CARD = "day."  # how the names of the cards of messages of the day begin; their dates follow


# Heard: what a person did.


@dataclass(frozen=True, slots=True)
class Command:
    """A command, by its name in the program (`start`, `diagnosis`, `resume`…), and what stood behind it."""

    name: str
    argument: str = ""


@dataclass(frozen=True, slots=True)
class Press:
    """A button of the screen `screen`, by its code. `message` is the channel's id of the message it stood on."""

    screen: int
    code: str
    message: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """Something typed."""

    text: str


class Thing(StrEnum):
    """What a person can send that is neither words nor a button."""

    STICKER = "sticker"
    VOICE = "voice"
    PICTURE = "picture"
    EDITED = "edited"  # an earlier message was changed
    UNKNOWN_BUTTON = "unknown_button"  # a button that was never ours, or from too long ago
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Sent:
    """Something else than words or a button."""

    thing: Thing


Heard = Command | Press | Words | Sent


@dataclass(frozen=True, slots=True)
class Looked:
    """Something typed in any chat, to find a page and send it there; nobody is talked to. `offset`: where to go on.

    `home` is the way to the assistant, if its channel knows one.
    """

    text: str
    offset: str = ""
    home: str = ""


# Shown: what comes back.


@dataclass(frozen=True, slots=True)
class Button:
    """Something to choose: what stands on it, and its code (letters, digits, . and _; at most 48).

    `passes`: touching it does not come back here, but offers to send what these words find into another conversation.
    It stands among the controls.
    """

    label: str
    code: str
    ticked: bool = False
    passes: str = ""


@dataclass(frozen=True, slots=True)
class Screen:
    """A card as it is to look now.

    `card`: the interview's session id, or MENU. `number` goes with every button of the screen. `choices` stand one a
    line, `controls` side by side. `below`: draw it as a new message under what was typed, and close the one before.
    """

    card: str
    number: int
    blocks: tuple[Block, ...]
    choices: tuple[Button, ...] = ()
    controls: tuple[tuple[Button, ...], ...] = ()
    below: bool = False


def staying(screen: Screen) -> Screen:
    """`screen` without the buttons that pass something on, for where that cannot be done."""
    rows = (tuple(button for button in row if not button.passes) for row in screen.controls)
    return replace(screen, controls=tuple(row for row in rows if row))


@dataclass(frozen=True, slots=True)
class Notice:
    """A line for somebody else, at their address. It names nobody and nothing: a locked phone may show it."""

    address: Address
    text: str


@dataclass(frozen=True, slots=True)
class Answer:
    """All that comes back: screens to draw, documents to send, and a short word on the button that was pressed.

    `reminder`: it is no answer but the message of the day, which must never be sent twice.
    """

    screens: tuple[Screen, ...] = ()
    documents: tuple[Document, ...] = ()
    toast: str = ""
    closed: tuple[str, ...] = ()  # cards whose buttons go, though nothing else replaces them
    erased: bool = False  # nothing is kept of the person any more: close all cards
    notices: tuple[Notice, ...] = ()  # what others are told
    reminder: str = ""


@dataclass(frozen=True, slots=True)
class Offered:
    """A page to send into another chat: how it is told from others, and how it stands there. `id`: at most 64 bytes."""

    id: str
    title: str
    description: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What is offered for something `Looked` up, the best first; `next` is the offset of the rest, "" if there is none."""

    offered: tuple[Offered, ...] = ()
    next: str = ""
