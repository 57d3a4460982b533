"""Days and numbers, written and read as people do in a language."""

import re
from datetime import date
from decimal import Decimal

from babel.dates import format_date, get_day_names
from babel.numbers import NumberFormatError, format_decimal, parse_decimal

_SPACES = re.compile(r"[\s\u00a0\u202f]")
_FIGURES = re.compile(r"[-+−]?[0-9.,'’]+")
_LONGEST = 60


def say_date(day: date, language: str) -> str:
    """« 6 décembre 2026 »."""
    return format_date(day, "d MMMM y", locale=language)


def say_weekday(day: date, language: str) -> str:
    """« mardi »."""
    return format_date(day, "EEEE", locale=language)


def say_month(day: date, language: str, *, year: bool = False) -> str:
    """« décembre », « décembre 2026 »."""
    return format_date(day, "LLLL y" if year else "LLLL", locale=language)


def weekday_signs(language: str) -> tuple[str, ...]:
    """The shortest names that tell the weekdays apart, from Monday on: « lu », « ma »…"""
    names = get_day_names("short", "stand-alone", locale=language)
    return tuple(names[weekday] for weekday in range(7))


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
