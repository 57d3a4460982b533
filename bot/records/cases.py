"""Case files: what an organisation keeps of the groups that it supports."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class CaseState(StrEnum):
    """Whether a case file is worked on."""

    OPEN = "open"
    ARCHIVED = "archived"


class Priority(StrEnum):
    """How pressing a case file is, as its officers see it."""

    HIGH = "high"
    NORMAL = "normal"
    LOW = "low"


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A beneficiary's file. `situation` and `stage` are as confirmed last; `next_day` is the first step's last day.

    `kind` is one of `bot.service.cases.KINDS`, or "". `readable` is False when its words could not be decrypted: they
    are "" then, and the fault is in the log.
    """

    id: str
    organisation: str
    opened_at: datetime
    touched_at: datetime
    name: str
    state: CaseState = CaseState.OPEN
    priority: Priority = Priority.NORMAL
    situation: str = ""
    stage: str = ""
    next_day: date | None = None
    territory: str = ""
    themes: str = ""
    kind: str = ""
    contact: str = ""
    readable: bool = True


@dataclass(frozen=True, slots=True)
class Cooperation:
    """One cooperation of a case file. The first has no name until there is a second."""

    id: str
    case: str
    opened_at: datetime
    name: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """Something noted on a case file, by a person who may be erased since."""

    id: str
    case: str
    by: str
    at: datetime
    words: str
    confidential: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a cooperation stands from `at` on, as confirmed by `by`; `computed` is what the answers gave.

    `open_situation`, `open_stage`: the same without what is confidential, for statistics; "" where that is unknown.
    """

    id: str
    case: str
    cooperation: str
    at: datetime
    by: str
    diagnosis: str
    situation: str
    stage: str
    computed: str
    open_situation: str = ""
    open_stage: str = ""


@dataclass(frozen=True, slots=True)
class Share:
    """A grant: who is met as `person` lets the officers of `case` see answers of their interview `session`.

    `keys` names the answers, « question » or « question/item ». `consent` is the sentence that was agreed to.
    """

    id: str
    person: str
    session: str
    case: str
    keys: tuple[str, ...]
    consent: str
    given_at: datetime
    expires_at: datetime
    withdrawn_at: datetime | None = None

    def holds(self, now: datetime) -> bool:
        """Whether it is in force."""
        return self.withdrawn_at is None and now < self.expires_at


class NetworkField(StrEnum):
    """What of a case file may ever be shown to officers of other organisations."""

    NAME = "name"
    TERRITORY = "territory"
    THEMES = "themes"
    NEEDS = "needs"
    CONTACT = "contact"


@dataclass(frozen=True, slots=True)
class NetworkShare:
    """One field of a case file shown to the network, with the group's consent as the officer recorded it."""

    id: str
    case: str
    field: NetworkField
    by: str
    consent: str
    given_at: datetime
    expires_at: datetime
    withdrawn_at: datetime | None = None

    def holds(self, now: datetime) -> bool:
        """Whether it is in force."""
        return self.withdrawn_at is None and now < self.expires_at


@dataclass(frozen=True, slots=True)
class Trace:
    """A line of the audit trail: who did (or was refused) what, to which case or to what else. Ids only."""

    id: str
    at: datetime
    person: str
    organisation: str
    case: str
    action: str
    granted: bool = True
