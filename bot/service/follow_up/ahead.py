"""The messages that will come: which day, which hour, and what is in each."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.records import Habits, Occasion, Reminder, Sending, StepRecord, Visit
from bot.service.dates import local_day
from bot.service.follow_up.occasions import foremost
from bot.service.follow_up.times import next_sending, told_days


@dataclass(frozen=True, slots=True)
class Message:
    """One message of the day, sent at `at` (UTC), which is on `day` for the person, with what it tells."""

    at: datetime
    day: date
    reminders: tuple[Reminder, ...]


def coming(
    kept: Sequence[Reminder], held: Mapping[str, StepRecord | Visit], habits: Habits, zone: str, now: datetime
) -> tuple[Message, ...]:
    """The messages that will come if nothing changes, the next one first.

    `kept` is all that is kept of the person; what is no longer about anything of `held` (steps still to be done and planned
    visits, by id) is left out. Whether the person wants any is for the caller.
    """
    waiting = [
        each
        for each in kept
        if each.state is Sending.PENDING and has_reason(each, held.get(each.about), habits)
    ]
    return tuple(_messages(waiting, habits, zone, now, told_days(kept, zone)))


def has_reason(reminder: Reminder, about: StepRecord | Visit | None, habits: Habits) -> bool:
    """Whether it still is about something: a step with that day, a visit on that day, an overview that is wanted."""
    match about:
        case StepRecord():
            # the anchor of « later » is the day that was asked for
            fits = reminder.occasion is Occasion.AGAIN or reminder.anchor == about.due
            return fits and not about.muted
        case Visit():
            return reminder.anchor == about.day
    return reminder.occasion is Occasion.DIGEST and habits.digest is not None


def _messages(  # what will be sent, as `bot.service.follow_up.daily` sends it
    reminders: Iterable[Reminder], habits: Habits, zone: str, now: datetime, told_on: Collection[date]
) -> Iterable[Message]:
    waiting, told = sorted(reminders, key=lambda each: each.due_at), set(told_on)
    while waiting:
        at = next_sending(max(now, waiting[0].due_at), habits, zone, told)
        day = local_day(at, zone)
        lines = foremost((each for each in waiting if each.due_at <= at), day)
        waiting = [each for each in waiting if each.due_at > at]
        if lines:
            told.add(day)
            yield Message(at, day, lines)


def last_days(messages: Iterable[Message]) -> dict[str, date]:
    """The day on which each thing is spoken of for the last time."""
    return {each.about: message.day for message in messages for each in message.reminders}


def cut(kept: Iterable[Reminder], zone: str) -> list[tuple[date, tuple[Reminder, ...]]]:
    """What may not have arrived: the day of each such message with what was in it, the first one first."""
    found: dict[str, list[Reminder]] = {}
    for each in kept:
        if each.state is Sending.CUT:
            found.setdefault(each.message, []).append(each)
    return sorted(
        (
            (min(local_day(each.told_at, zone) if each.told_at else each.day for each in group), tuple(group))
            for group in found.values()
        ),
        key=lambda pair: pair[0],
    )
