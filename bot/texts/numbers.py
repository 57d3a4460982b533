"""Days and numbers, written and read as people do in a language."""

import re
from datetime import date, datetime
from decimal import Decimal

from babel.dates import format_date
from babel.numbers import NumberFormatError, format_decimal, parse_decimal

_SPACES = re.compile(r"[\s\u00a0\u202f]")
_FIGURES = re.compile(r"[-+−]?[0-9.,'’]+")
_LONGEST = 60


def say_date(day: date, language: str) -> str:
    """« 6 décembre 2026 »."""
    return format_date(day, "d MMMM y", locale=language)


def say_number(number: Decimal, language: str) -> str:
    """« 12 500,5 »."""
    return format_decimal(number, locale=language)


def read_number(text: str, language: str) -> Decimal | None:
    """The number that `text` is; None when it is none."""
    figures = _SPACES.sub("", text[:_LONGEST])
    if not _FIGURES.fullmatch(figures):  # « 1e5 » and « NaN » are numbers to the library only
        return None
    try:
        return parse_decimal(figures, locale=language, strict=True)
    except (NumberFormatError, ArithmeticError, ValueError):
        return None


def read_date(text: str, language: str, today: date) -> date | None:
    """The day that `text` names, in figures or words; a day without a year is the next one. None when it is none."""
    import dateparser  # noqa: PLC0415 - slow to import, and only a few interviews ask for a date

    settings = {
        "REQUIRE_PARTS": ["day", "month"],
        "DATE_ORDER": "DMY",
        "PREFER_DATES_FROM": "future",
        "RELATIVE_BASE": datetime(today.year, today.month, today.day),  # noqa: DTZ001 - a day, not an instant
    }
    try:
        found = dateparser.parse(text.strip()[:_LONGEST], languages=[language], settings=settings)
    except (ValueError, OverflowError, TypeError):
        return None
    return None if found is None else found.date()
