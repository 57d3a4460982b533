"""Interviews, their results, and what is agreed to be done."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from bot.engine.dialogue import Inputs
from bot.engine.session import Event

Plain = Mapping[str, Any]  # what JSON can hold


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom an interview is about: a cooperation of a case file, or the person themselves (both "")."""

    case: str = ""
    cooperation: str = ""

    @property
    def oneself(self) -> bool:
        """Whether it is about the person who answers."""
        return not self.case


class Status(StrEnum):
    """Where an interview stands."""

    OPEN = "open"
    FINISHED = "finished"
    SET_ASIDE = "set_aside"


@dataclass(frozen=True, slots=True)
class SessionRecord:
    """An interview as it is kept. `position` (the question that waits) and `answered` are for queries; the log decides.

    `person` is who answers; "" once they are erased and what they said for a case stays with it. `private`: only they
    ever see it, and it is gone when they can no longer. A record read in a list has no log.
    """

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
    subject: Subject = Subject()
    answered: int = 0
    private: bool = False

    def open_to(self, person: str) -> bool:
        """Whether `person` may see it, as far as they may see its case."""
        return not self.private or self.person == person


@dataclass(frozen=True, slots=True)
class Untouched:
    """A private interview that nobody has touched since `touched_at`: all that is told of it to decide its end."""

    id: str
    person: str
    dialogue: str
    case: str
    touched_at: datetime


@dataclass(frozen=True, slots=True)
class GivenAdvice:
    """A recommendation that a diagnosis gave, in its place (from 0), with the causes it was given for."""

    advice: str
    place: int
    causes: tuple[str, ...]
    status: str = "proposed"


@dataclass(frozen=True, slots=True)
class GivenStep:
    """A next step that a diagnosis gave. `due` is the last day, in the person's own calendar.

    `words` says what it is where no text of the dialogue does.
    """

    id: str
    step: str
    cause: str
    due: date
    occasion: str
    status: str = "planned"
    words: str = ""


@dataclass(frozen=True, slots=True)
class DiagnosisRecord:
    """A result as it was given: what decided, the version that made it, and the report as it was shown.

    `open_outcome` and `open_stage` are what it would be without the answers marked confidential: all that statistics
    may count. `private`: it is that of a private interview. A record read in a list has no report.
    """

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
    subject: Subject = Subject()
    stage: str = ""
    open_outcome: str = ""
    open_stage: str = ""
    private: bool = False

    def open_to(self, person: str) -> bool:
        """Whether `person` may see it, as far as they may see its case."""
        return not self.private or self.person == person


class Doing(StrEnum):
    """Where a recommendation or a next step stands."""

    PROPOSED = "proposed"
    UNDER_WAY = "under_way"
    STUCK = "stuck"
    DONE = "done"
    DECLINED = "declined"
    DONE_BEFORE = "done_before"


class Change(StrEnum):
    """What happened to a recommendation on somebody's list."""

    GIVEN = "given"  # a diagnosis gave it
    ADDED = "added"  # somebody added it, from the catalogue or in their own words
    KEPT = "kept"  # somebody looked at it and keeps it
    MOVED = "moved"  # to `place`
    REWORDED = "reworded"  # `words` replace the title
    REMOVED = "removed"
    STATUS = "status"  # it stands where `status` says
    DROPPED = "dropped"  # a later diagnosis no longer gives it


@dataclass(frozen=True, slots=True)
class PlanEvent:
    """A line of the trace of a list of recommendations; the list follows from its events (`bot.service.plan`).

    `item` is what it is about: one recommendation on the list. `advice` is its id in the catalogue, "" for one in
    somebody's own words. `by` is "" for what a diagnosis did, else a person's id. `diagnosis`: the one that gave it.
    `confidential`: it rests on an answer marked so, and no figure counts it.
    """

    id: str
    subject: Subject
    person: str  # whose list it is when it is about oneself; "" for a case
    at: datetime
    by: str
    change: Change
    item: str
    advice: str = ""
    words: str = ""
    status: str = ""
    place: int = 0
    diagnosis: str = ""
    confidential: bool = False
