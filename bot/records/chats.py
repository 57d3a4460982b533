"""Conversations, their living messages, and the two queues between the program and a channel."""

from dataclasses import dataclass
from datetime import datetime

from bot.records.interviews import Plain
from bot.records.people import Address


@dataclass(frozen=True, slots=True)
class Chat:
    """A conversation at an address. `screen` is the number of the last screen shown in it.

    `active` is the interview that typed words belong to, `case` the case file that is spoken of, `case_before` the one
    before it.
    """

    address: Address
    person: str
    active: str | None = None
    screen: int = 0
    case: str = ""
    case_before: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """A living message of a chat: `name` is a session's id or « menu ».

    `screen` is the number on its buttons, `view` what it shows; `message` is the channel's id of the message, None
    until it is known.
    """

    name: str
    address: Address
    screen: int
    view: Plain
    message: str | None = None


@dataclass(frozen=True, slots=True)
class Update:
    """Something received, kept until it has been worked on. `sender` orders the updates of one person."""

    id: int
    sender: str
    payload: str
    received_at: datetime
    attempts: int = 0
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A call to make on the channel, in the order of its chat.

    `card`: the card that it draws or closes, if any. `urgent` calls (answers to a button, or to something looked up)
    overtake the others, and are not made after `until`.
    `uncertain`: it was being sent when the program stopped, and may have arrived. `attempts` counts failed tries.

    `reminder` is the message that it is, if it reminds somebody: such a call waits behind the conversation, is never made
    twice, and not at all after `until`.
    """

    id: str
    chat: str
    kind: str
    payload: Plain
    created_at: datetime
    due_at: datetime
    card: str | None = None
    urgent: bool = False
    uncertain: bool = False
    attempts: int = 0
    reminder: str = ""
    until: datetime | None = None
