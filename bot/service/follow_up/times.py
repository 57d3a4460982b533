"""When something may be told: open days, the hour of the day, and the first instant at which both are right.

Days are days in the calendar of the person, instants are UTC. Nothing here looks at a clock.
"""

from collections.abc import Collection, Iterable
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from bot.records import Habits, Reminder, Sending
from bot.service.dates import local_day
from bot.service.follow_up.places import PLACES

EARLIEST, LATEST = time(8), time(20, 45)  # the hours that a person can choose
# From then on nothing is sent until the next day; what comes at the latest hour has a quarter of an hour to go out.
QUIET = time(21)
_DAY = timedelta(days=1)
_SATURDAY = 5


def holiday(day: date, place: str) -> bool:
    """Whether it is a public holiday in `place`; a place that is not known has the national ones."""
    known = PLACES.get(place)
    return day in _holidays(day.year, known.subdivision if known else "")


@lru_cache(maxsize=256)
def _holidays(year: int, subdivision: str) -> frozenset[date]:
    import holidays  # noqa: PLC0415 - it takes a tenth of a second, which is not for the start

    return frozenset(holidays.country_holidays("FR", subdiv=subdivision or None, years=year))


def is_working(day: date, habits: Habits) -> bool:
    """Whether reminders come on such a day at all: no Saturday, Sunday or holiday, unless every day is wanted."""
    return habits.every_day or (day.weekday() < _SATURDAY and not holiday(day, habits.place))


def is_open(day: date, habits: Habits) -> bool:
    """Whether reminders can come on `day`: a working day that is not before the end of a pause."""
    return not paused(day, habits) and is_working(day, habits)


def paused(day: date, habits: Habits) -> bool:
    """Whether the person has asked for quiet on `day`."""
    return habits.paused_until is not None and day < habits.paused_until


def first_open(day: date, habits: Habits) -> date:
    """The first open day from `day` on."""
    found = max(day, habits.paused_until or day)
    while not is_working(found, habits):
        found += _DAY
    return found


def last_open(day: date, habits: Habits) -> date:
    """The last working day up to `day`. It may lie in a pause, which has no beginning: ask `paused`."""
    found = day
    while not is_working(found, habits):
        found -= _DAY
    return found


def hour(habits: Habits) -> time:
    """The hour of the day from which reminders come; the nearest allowed one if another was kept."""
    return min(max(habits.at, EARLIEST), LATEST)


def instant(day: date, at: time, zone: str) -> datetime:
    """When it is `at` on `day` in `zone`. A wall time that is left out in spring moves on, of two in autumn the first."""
    return datetime.combine(day, at.replace(fold=0), ZoneInfo(zone)).astimezone(UTC)


def told_days(reminders: Iterable[Reminder], zone: str) -> frozenset[date]:
    """The days on which the person was told something, or may have been, or is being told it.

    Who has changed zone since has another day at the same instant. The day for which it was planned counts as well if it
    was that day somewhere: it was theirs then, and nobody gets two on what they call Tuesday.
    """
    days: set[date] = set()
    for each in reminders:
        if each.told_at is not None and each.state is not Sending.PENDING:
            days.add(local_day(each.told_at, zone))
            if abs(each.day - each.told_at.astimezone(UTC).date()) <= _DAY:
                days.add(each.day)
    return frozenset(days)


def may_send(now: datetime, habits: Habits, zone: str, told: Collection[date]) -> bool:
    """Whether a message of the day may go out at `now`; `told` are the days that had one, as `told_days` gives them."""
    local = now.astimezone(ZoneInfo(zone))
    return hour(habits) <= local.time() < QUIET and local.date() not in told and is_open(local.date(), habits)


def next_sending(now: datetime, habits: Habits, zone: str, told: Collection[date]) -> datetime:
    """The first instant from `now` on at which `may_send` is true."""
    day = first_open(local_day(now, zone), habits)
    while True:
        found = max(now.astimezone(UTC), instant(day, hour(habits), zone))
        if may_send(found, habits, zone, told):
            return found
        day = first_open(day + _DAY, habits)
