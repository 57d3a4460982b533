"""Steps and visits to plan reminders of, and how a plan is compared: [(occasion, day)]."""

from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from bot.records import Habits, Occasion, Reminder, Sending, StepRecord, StepStatus, Subject, Visit

PARIS, REUNION, NOUMEA = "Europe/Paris", "Indian/Reunion", "Pacific/Noumea"
BEFORE, DUE, AFTER, AGAIN = Occasion.BEFORE, Occasion.DUE, Occasion.AFTER, Occasion.AGAIN
EVE, FOLLOWING = Occasion.VISIT_EVE, Occasion.VISIT_AFTER
USUAL = Habits("p")


def at(day: str, hour: int = 10, zone: str = PARIS) -> datetime:
    """A local hour as an instant."""
    return datetime.fromisoformat(day).replace(hour=hour, tzinfo=ZoneInfo(zone)).astimezone(UTC)


def step(due: str, agreed: str = "2027-06-01", hour: int = 10, zone: str = PARIS) -> StepRecord:
    """One that nothing was said of since it was agreed on."""
    planned = StepStatus.PLANNED.value
    agreed_at = at(agreed, hour, zone)
    day = date.fromisoformat(due)
    return StepRecord("s", Subject(), "p", "", "", "", "call", "", "", day, "", planned, agreed_at)


def visit(day: str) -> Visit:
    """One without an hour."""
    return Visit("v", "c", "k", "p", date.fromisoformat(day))


def days(reminders: tuple[Reminder, ...]) -> list[tuple[Occasion, str]]:
    """Which reminders they are, and on which days."""
    return [(each.occasion, each.day.isoformat()) for each in reminders]


def told(reminder: Reminder, when: datetime | None = None) -> Reminder:
    """The same once it was told, at its instant or late."""
    return replace(reminder, state=Sending.TOLD, message="m", told_at=when or reminder.due_at)
