"""Ports about what follows an interview: next steps, visits, reminders, and how people want to be reminded."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Protocol

from bot.records import Exported, Habits, Reminder, StepRecord, Subject, Visit


class Steps(Protocol):
    """Next steps agreed on."""

    async def add(self, step: StepRecord) -> None: ...
    async def save(self, step: StepRecord) -> None:
        """Keep all that can change of it: day, occasion, status, counts, who does it, and its words if there are some."""
        ...

    async def get(self, step: str) -> StepRecord | None:
        """One that is on a list."""
        ...

    async def of(self, subject: Subject, person: str) -> Sequence[StepRecord]:
        """All of a list, the first due first; `person` counts only where the subject is oneself."""
        ...

    async def about(self, case: str) -> Sequence[StepRecord]:
        """All of a case, of all its cooperations, the first due first."""
        ...

    async def of_officer(self, person: str) -> Sequence[StepRecord]:
        """All of the open cases that `person` is an officer of, the first due first."""
        ...


class Visits(Protocol):
    """Planned visits to the groups of case files."""

    async def add(self, visit: Visit) -> None: ...
    async def save(self, visit: Visit) -> None: ...
    async def get(self, visit: str) -> Visit | None: ...
    async def about(self, case: str) -> Sequence[Visit]:
        """Those of a case, cancelled ones included, the first day first."""
        ...

    async def of_officer(self, person: str, since: date) -> Sequence[Visit]:
        """Those of the open cases that `person` is an officer of, from the day `since` on, the first day first."""
        ...


class Reminders(Protocol):
    """What people are to be reminded of. What was told is kept for a while, so that it is never told twice."""

    async def habits(self, person: str) -> Habits:
        """How the person wants to be reminded; the defaults for who never said."""
        ...

    async def save_habits(self, habits: Habits) -> None: ...
    async def of(self, person: str) -> Sequence[Reminder]:
        """All that is kept of a person, told or not, the first due first."""
        ...

    async def about(self, about: str) -> Sequence[Reminder]:
        """All that is kept about a step or a visit, whoever is reminded."""
        ...

    async def add(self, reminders: Sequence[Reminder]) -> None:
        """Keep new ones; one that is kept already (same person, thing, occasion and anchor) stays as it is."""
        ...

    async def drop(self, reminders: Sequence[Reminder]) -> None:
        """Forget those of them that are still pending."""
        ...

    async def due(self, now: datetime, limit: int) -> Sequence[str]:
        """The persons who have something due, who waits longest first, each once; at most `limit` reminders are looked at.

        On PostgreSQL each person is locked until the transaction ends, and who is locked already is passed over: whoever
        gets a name here is the only one to have it.
        """
        ...

    async def put_off(self, person: str, until: datetime) -> None:
        """Nothing of the person is due before then."""
        ...

    async def sending(self, reminders: Sequence[Reminder], message: str, at: datetime) -> None:
        """They go out in `message`. Those that were cut before count as told again."""
        ...

    async def told(self, message: str) -> None:
        """The message was sent."""
        ...

    async def put_back(self, message: str) -> None:
        """The message was certainly not sent, and will not be: what was in it is pending again (or cut, as it was)."""
        ...

    async def cut(self, message: str) -> None:
        """Nobody knows whether the message was sent."""
        ...

    async def prune(self, before: datetime) -> None:
        """Forget what was told before then, but for what is about a step that is still to be done."""
        ...

    async def exported(self, person: str) -> Sequence[Exported]:
        """What the person took into their own calendar."""
        ...

    async def export(self, person: str, entries: Sequence[Exported]) -> None:
        """From now on these, and no others, are in the person's own calendar."""
        ...
