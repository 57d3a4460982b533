"""Days reckoned by weeks and months."""

from calendar import monthrange
from datetime import date, timedelta


def monday_of(day: date) -> date:
    """The Monday of the week of `day`."""
    return day - timedelta(days=day.weekday())


def coming(today: date, weekday: int) -> date:
    """The next such weekday (Monday is 0), never today."""
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)


def months_on(day: date, months: int) -> date:
    """The same day some months on, or the last one of a shorter month."""
    months += day.month - 1
    year, month = day.year + months // 12, months % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def last_of(day: date) -> date:
    """The last day of the month of `day`."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def in_month(first: date, number: int) -> date | None:
    """The day with this number in the month that begins on `first`; None if it has none."""
    return first.replace(day=number) if 1 <= number <= last_of(first).day else None


def nth_weekday(first: date, which: int, weekday: int) -> date | None:
    """The first (1), second… or last (-1) such weekday of the month that begins on `first`; None if it has none."""
    days = [day for number in range(1, 32) if (day := in_month(first, number)) and day.weekday() == weekday]
    if which == -1:
        return days[-1]
    return days[which - 1] if 1 <= which <= len(days) else None
