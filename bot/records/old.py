"""What is kept and what passes between the parts, as values: people, interviews, results, chats, queues."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from bot.engine.dialogue import Inputs, Voice
from bot.engine.session import Event

Plain = Mapping[str, Any]  # what JSON can hold


@dataclass(frozen=True, slots=True)
class Address:
    """Where a person is met: a channel, and who they are there (a Telegram user id, a name at the terminal)."""

    channel: str
    external: str


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody, whatever the channel. `voice` is None until they have said who they are."""

    id: str
    since: datetime
    voice: Voice | None = None
    locale: str = "fr"
    zone: str = "Europe/Paris"


class Status(StrEnum):
    """Where an interview stands."""

    OPEN = "open"
    FINISHED = "finished"
    SET_ASIDE = "set_aside"


@dataclass(frozen=True, slots=True)
class SessionRecord:
    """An interview as it is kept. `position` (the question that waits) is for queries; the log decides."""

    id: str
    person: str
    dialogue: str
    version: str
    inputs: Inputs
    status: Status
    begun_at: datetime
    touched_at: datetime
    position: str
    log: tuple[Event, ...] = ()


@dataclass(frozen=True, slots=True)
class GivenAdvice:
    """A recommendation that a diagnosis gave, in its place (from 0), with the causes it was given for."""

    advice: str
    place: int
    causes: tuple[str, ...]
    status: str = "proposed"


@dataclass(frozen=True, slots=True)
class GivenStep:
    """A next step that a diagnosis gave. `due` is the last day, in the person's own calendar."""

    id: str
    step: str
    cause: str
    due: date
    occasion: str
    status: str = "proposed"


@dataclass(frozen=True, slots=True)
class DiagnosisRecord:
    """A result as it was given: what decided, the version that made it, and the report as it was shown."""

    id: str
    session: str
    person: str
    made_at: datetime
    dialogue: str
    version: str
    outcome: str
    computed: str
    confidence: str
    reasons: Plain
    report: Plain
    advice: tuple[GivenAdvice, ...]
    steps: tuple[GivenStep, ...]


@dataclass(frozen=True, slots=True)
class Chat:
    """A conversation at an address. `screen` is the number of the last screen shown in it."""

    address: Address
    person: str
    active: str | None = None
    screen: int = 0


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

    `card`: the card that it draws or closes, if any. `urgent` calls (answers to a button) overtake the others.
    `uncertain`: it was being sent when the program stopped, and may have arrived. `attempts` counts failed tries.
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
