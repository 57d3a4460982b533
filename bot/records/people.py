"""Who is known, where they are met, and how they come in."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.engine.dialogue import Voice


@dataclass(frozen=True, slots=True)
class Address:
    """Where a person is met: a channel, and who they are there (a Telegram user id, a name at the terminal)."""

    channel: str
    external: str


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody, whatever the channel. `voice` is None until they have said who they are.

    `name` is what colleagues know them by; "" for who never said it.
    """

    id: str
    since: datetime
    voice: Voice | None = None
    locale: str = "fr"
    zone: str = "Europe/Paris"
    name: str = ""


class Role(StrEnum):
    """What somebody may do in an organisation. Who belongs to none is a beneficiary alone."""

    ADMIN = "admin"
    OFFICER = "officer"


@dataclass(frozen=True, slots=True)
class Organisation:
    """The officers' employer. Its case files are erased `retention_months` after the last contact."""

    id: str
    name: str
    since: datetime
    retention_months: int = 24


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of an organisation; nobody belongs to two. `name` is the person's."""

    person: str
    organisation: str
    role: Role
    since: datetime
    name: str = ""


class Purpose(StrEnum):
    """What an invitation lets its holder do."""

    ADMIN = "admin"  # join the organisation as an admin
    OFFICER = "officer"  # join it as an officer
    BENEFICIARY = "beneficiary"  # do the diagnosis alone, and share it with a case
    PHONE = "phone"  # be the same person on another account


@dataclass(frozen=True, slots=True)
class Invitation:
    """A link that somebody made; only the SHA-256 of its token is kept, in hexadecimal digits.

    `by` made it; for PHONE, `person` is who is taken over. It can be used `most` times, until `expires_at`.
    """

    id: str
    token_hash: str
    purpose: Purpose
    organisation: str
    by: str
    made_at: datetime
    expires_at: datetime
    most: int = 1
    used: int = 0
    case: str = ""
    person: str = ""
    revoked_at: datetime | None = None
