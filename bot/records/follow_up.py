"""What follows an interview: next steps, planned visits, and the reminders of both."""

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from bot.records.interviews import Subject


class StepStatus(StrEnum):
    """Where a next step stands (interview I15, VS1)."""

    PLANNED = "planned"
    BEGUN = "begun"
    NOT_DONE = "not_done"  # looked at, and not done so far; still to be done
    DONE = "done"
    DROPPED = "dropped"
    REPLACED = "replaced"  # another was given in its place
    OFFERED = "offered"  # given when enough was to be done: on the list once somebody takes it


OPEN_STEPS = frozenset({StepStatus.PLANNED, StepStatus.BEGUN, StepStatus.NOT_DONE})  # still to be done


class Doer(StrEnum):
    """Who does a next step."""

    GROUP = "group"  # the beneficiary: on a list of one's own, oneself
    OFFICER = "officer"
    OTHER = "other"  # somebody named


@dataclass(frozen=True, slots=True)
class StepRecord:
    """A next step on somebody's list. `due` is its last day; `words` says it in somebody's own words, if not "".

    `not_done` counts how often it was found not done. `doer_name` names who does it where `doer` is OTHER. `agreed_by` is
    who took it down, whom reminders are for, "" where that is not known; `said_at` is when its status was said last. No
    reminder is sent of a step that is `muted`.
    """

    id: str
    subject: Subject
    person: str
    diagnosis: str
    dialogue: str
    outcome: str
    step: str
    cause: str
    words: str
    due: date
    occasion: str
    status: str
    agreed_at: datetime
    not_done: int = 0
    doer: Doer = Doer.GROUP
    doer_name: str = ""
    agreed_by: str = ""
    said_at: datetime | None = None
    muted: bool = False


class VisitState(StrEnum):
    """What became of a planned visit."""

    PLANNED = "planned"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Visit:
    """A visit that an officer has planned, on a day in their own calendar.

    `cooperation` is the one that it is about, `by` the officer, `at` the hour if one was agreed on, `words` what to think
    of.
    """

    id: str
    case: str
    cooperation: str
    by: str
    day: date
    at: time | None = None
    words: str = ""
    state: VisitState = VisitState.PLANNED


@dataclass(frozen=True, slots=True)
class Habits:
    """How a person wants to be reminded.

    `wanted` is None for who was never asked: officers are reminded all the same, others are not. `consent` is the sentence
    that was agreed to (or refused), at `since`. `at` is the hour of the day, a local one. Without `every_day` nothing comes
    on Saturdays, Sundays and holidays; nothing comes before `paused_until`. `digest` is the day of the week (0 is Monday)
    of an officer's overview, None for none. `discreet`: a message says only that there is something to read. `place` is one
    of `bot.service.follow_up.places.PLACES`: whose holidays.
    """

    person: str
    wanted: bool | None = None
    consent: str = ""
    since: datetime | None = None
    at: time = time(9)
    every_day: bool = False
    paused_until: date | None = None
    digest: int | None = None
    discreet: bool = False
    place: str = "metropole"

    def listens(self, *, officer: bool) -> bool:
        """Whether the person gets reminders: officers are not asked first, others are."""
        return bool(self.wanted) or (officer and self.wanted is None)


class Occasion(StrEnum):
    """Why a reminder comes when it comes."""

    BEFORE = "before"  # the day of a step comes near
    DUE = "due"  # it is there
    AFTER = "after"  # it has passed: what has it come to?
    AGAIN = "again"  # « later » was asked for
    VISIT_EVE = "visit_eve"
    VISIT_AFTER = "visit_after"
    DIGEST = "digest"


class Sending(StrEnum):
    """What became of a reminder."""

    PENDING = "pending"
    SENDING = "sending"  # it is in a message that waits in the outbox
    TOLD = "told"
    CUT = "cut"  # the program was stopped while it was sent: it may have arrived, and is not sent again
    TOLD_AGAIN = "told_again"  # one that was cut has stood first in a later message


@dataclass(frozen=True, slots=True)
class Reminder:
    """One thing to remind `person` of, once.

    `about` is the id of the step or of the visit, "" for the overview of the week; `anchor` is the day of the thing itself,
    so that a step put off has reminders of its own. `day` is the day on which it is to be told in the person's calendar,
    `due_at` the instant from which it can be. `message` is the message that it is (or was) in, sent at `told_at`.
    """

    person: str
    about: str
    occasion: Occasion
    anchor: date
    day: date
    due_at: datetime
    state: Sending = Sending.PENDING
    message: str = ""
    told_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Exported:
    """Something that is in a person's own calendar since they took it there: `about` is a step or a visit, on `day`."""

    person: str
    about: str
    day: date
