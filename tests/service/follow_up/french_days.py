"""The rules of days and hours, worked out a second time: what the tests compare with."""

from collections.abc import Collection
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from bot.records import Habits, Occasion, Reminder, Sending

PARIS, REUNION, GUADELOUPE = "Europe/Paris", "Indian/Reunion", "America/Guadeloupe"
NOUMEA, WALLIS, TAHITI, MIQUELON = "Pacific/Noumea", "Pacific/Wallis", "Pacific/Tahiti", "America/Miquelon"
ZONES = (PARIS, REUNION, GUADELOUPE, NOUMEA, WALLIS, TAHITI, MIQUELON)

# Easter by Gauss's rule as Butcher wrote it, the other holidays by their dates in the law and in use.
FIXED = {(1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25)}
FROM_EASTER = {1, 39, 50}
GOOD_FRIDAY = -2
OF_THE_PLACE: dict[str, set[tuple[int, int]]] = {
    "alsace": {(12, 26)},
    "moselle": {(12, 26)},
    "guadeloupe": {(5, 27), (7, 21)},  # abolition of slavery, Victor Schœlcher
    "martinique": {(5, 22), (7, 21)},
    "guyane": {(6, 10)},
    "reunion": {(12, 20)},
    "mayotte": {(4, 27)},
    "saint_martin": {(5, 28), (7, 21)},
    "saint_barthelemy": {(10, 9)},
    "caledonie": {(9, 24)},
    "polynesie": {(3, 5), (11, 20)},
    "wallis": {(4, 28), (6, 29), (7, 29)},
}
EASTER_OF_THE_PLACE = {
    "alsace": {GOOD_FRIDAY},
    "moselle": {GOOD_FRIDAY},
    "guadeloupe": {GOOD_FRIDAY, -24},  # and the Thursday in the middle of Lent
    "polynesie": {GOOD_FRIDAY},
}


def easter(year: int) -> date:
    a, (b, c) = year % 19, divmod(year, 100)
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * weekday) // 451
    month, day = divmod(h + weekday - 7 * m + 114, 31)
    return date(year, month, day + 1)


def closed(day: date, place: str) -> bool:
    """Whether it is a holiday, by the rules above."""
    from_easter = FROM_EASTER | EASTER_OF_THE_PLACE.get(place, set())
    fixed = FIXED | OF_THE_PLACE.get(place, set())
    return (day.month, day.day) in fixed or (day - easter(day.year)).days in from_easter


def allowed(now: datetime, habits: Habits, zone: str, told: Collection[date]) -> bool:
    """The rules of the hour and of the day, written a second time."""
    local = now.astimezone(ZoneInfo(zone))
    minutes = local.hour * 60 + local.minute
    day = local.date()
    rest = day.isoweekday() > 5 or closed(day, habits.place)
    return (
        min(max(habits.at.hour * 60 + habits.at.minute, 480), 1245) <= minutes < 1260
        and (habits.every_day or not rest)
        and not (habits.paused_until and habits.paused_until > day)
        and day not in told
    )


def at(zone: str, *parts: int) -> datetime:
    """A local time as an instant."""
    return datetime(*parts, tzinfo=ZoneInfo(zone)).astimezone(UTC)  # type: ignore[misc,arg-type]


def reminder(told_at: datetime, zone: str, state: Sending = Sending.TOLD) -> Reminder:
    day = told_at.astimezone(ZoneInfo(zone)).date()
    return Reminder("p", "s", Occasion.DUE, day, day, told_at, state, "m", told_at)
