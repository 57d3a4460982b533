"""Reckoning with delays."""

from calendar import monthrange
from datetime import MAXYEAR, MINYEAR, date

from bot.engine.outcomes import Delay, Unit

_DAYS = {Unit.DAY: 1, Unit.WEEK: 7}


def after(delay: Delay, day: date) -> date:
    """The day that comes `delay` after `day`; the end of a shorter month counts as its 31st."""
    return _shifted(day, delay.amount, delay.unit)


def before(delay: Delay, day: date) -> date:
    """The day that comes `delay` before `day`, likewise."""
    return _shifted(day, -delay.amount, delay.unit)


def _shifted(day: date, amount: int, unit: Unit) -> date:
    """`day` moved by `amount`: as far as the calendar goes."""
    if unit in _DAYS:
        there = day.toordinal() + amount * _DAYS[unit]
        return date.fromordinal(min(max(there, date.min.toordinal()), date.max.toordinal()))
    months = day.year * 12 + day.month - 1 + amount
    year, month = months // 12, months % 12 + 1
    if not MINYEAR <= year <= MAXYEAR:
        return date.min if amount < 0 else date.max
    return date(year, month, min(day.day, monthrange(year, month)[1]))
