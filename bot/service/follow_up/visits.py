"""Planned visits: which comes next, and which has been without anybody telling how it went."""

from collections.abc import Iterable
from datetime import date, time, timedelta

from bot.records import SessionRecord, Visit, VisitState
from bot.service.dates import local_day

_ASKED_FOR = timedelta(days=30)  # so long after a visit it is asked how it went


def coming(visits: Iterable[Visit], today: date) -> list[Visit]:
    """Those of `visits` that are still to come, in order; today's are among them all day."""
    there = (each for each in visits if each.state is VisitState.PLANNED and each.day >= today)
    return sorted(there, key=lambda each: (each.day, each.at or time.min))


def untold(
    visits: Iterable[Visit], interviews: Iterable[SessionRecord], today: date, zone: str
) -> Visit | None:
    """The last visit whose day is over, if no interview about its cooperation was worked on since."""
    held = [each for each in visits if each.state is VisitState.PLANNED and each.day < today]
    last = max(held, key=lambda each: each.day, default=None)
    if last is None or last.day < today - _ASKED_FOR:
        return None
    told = any(
        each.subject.cooperation == last.cooperation and local_day(each.touched_at, zone) >= last.day
        for each in interviews
    )
    return None if told else last
