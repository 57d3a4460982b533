"""Ports about interviews: their events, their results, and what was recommended."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.engine.session import Event
from bot.records import DiagnosisRecord, Plain, PlanEvent, SessionRecord, Subject, Untouched


class Sessions(Protocol):
    """Interviews with their events."""

    async def add(self, record: SessionRecord) -> None: ...
    async def get(self, session: str) -> SessionRecord | None:
        """The interview with its log."""
        ...

    async def of(self, person: str, limit: int = 50) -> Sequence[SessionRecord]:
        """Interviews that `person` answers, of themselves or of cases, the last touched first, without logs."""
        ...

    async def about(self, case: str, *, viewer: str | None) -> Sequence[SessionRecord]:
        """Interviews about a case, whoever answers, the last touched first, without logs.

        `viewer` is whose eyes they are for: private ones come to who answers them only, and for "" (what is put together
        for several, or leaves) not at all. None, for all, only where nothing of them is shown: whether a case was used,
        and how much is erased with it.
        """
        ...

    async def hand_on(self, case: str, person: str, to: str) -> None:
        """What `person` has not finished about a case is `to`'s to go on with, unless it is private."""
        ...

    async def erase(self, session: str) -> None:
        """An interview with its log and its results, and what waits to be shown of it; steps agreed on stay on their list."""
        ...

    async def untouched(self, before: datetime, limit: int) -> Sequence[Untouched]:
        """Private interviews touched last before then, the longest untouched first."""
        ...

    async def save(self, record: SessionRecord, new: Sequence[Event]) -> None:
        """Keep the fields of `record`, and append `new` to the events kept (its `log` is not read)."""
        ...


class Diagnoses(Protocol):
    """Results as they were given; none is ever overwritten."""

    async def add(self, record: DiagnosisRecord) -> None: ...
    async def get(self, diagnosis: str) -> DiagnosisRecord | None:
        """A result with its report."""
        ...

    async def last(self, session: str) -> DiagnosisRecord | None:
        """The newest result of an interview, with its report."""
        ...

    async def of(self, person: str) -> Sequence[DiagnosisRecord]:
        """All results of interviews that `person` answered about themselves, the newest first, with reports."""
        ...

    async def about(self, case: str, *, viewer: str | None) -> Sequence[DiagnosisRecord]:
        """All results about a case that are for the eyes of `viewer` (see `Sessions.about`), the newest first, without
        reports.
        """
        ...


class Plans(Protocol):
    """The traces of lists of recommendations. A list belongs to a subject, or to a person about themselves."""

    async def add(self, events: Sequence[PlanEvent]) -> None: ...
    async def of(self, subject: Subject, person: str) -> Sequence[PlanEvent]:
        """The trace in order; `person` counts only where the subject is oneself."""
        ...


class Publications(Protocol):
    """Each version of a dialogue that was ever used, with its texts."""

    async def add(self, dialogue: str, version: str, source: str, texts: Plain, at: datetime) -> None:
        """Keep a version; one already kept stays as it is."""
        ...

    async def texts(self, dialogue: str, version: str) -> Plain | None: ...
