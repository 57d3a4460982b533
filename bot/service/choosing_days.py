"""Choosing a day: on a calendar of one month, by a delay, or typed as people say it (`bot.texts.days`)."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from bot.service.follow_up.times import holiday
from bot.service.screens import Button
from bot.texts.catalogues import Texts, msg
from bot.texts.day.asking import say_day_and_weekday
from bot.texts.day.spans import in_month, last_of, monday_of, months_on
from bot.texts.numbers import say_month, weekday_signs

MONTHS = 12  # how far ahead a day can be chosen; one that is typed may be further
FIRST, LAST = 1, MONTHS + 1  # pages of the calendar; page 0 are the suggestions
EMPTY = "·"
FRIDAY, SATURDAY, SUNDAY = 4, 5, 6
_DAY, _PAGE = re.compile(r"y\.([0-9]{4})([0-9]{2})([0-9]{2})"), re.compile(r"m\.([0-9]{1,2})")
_NUMBER = re.compile(r"[0-9]{1,2}")

Row = tuple[Button, ...]


def say_weekday_day(texts: Texts, day: date, today: date | None = None) -> str:
    """« mardi 1er décembre »; with its year unless it is within eleven months of `today`, or `today` is not given."""
    return say_day_and_weekday(texts, day, today)


def code_of(day: date) -> str:
    """The code of the button that chooses `day`."""
    return f"y.{day:%Y%m%d}"


def day_of(code: str) -> date | None:
    """The day that the button with this code chooses; None when it chooses none."""
    match = _DAY.fullmatch(code)
    try:
        return date(*map(int, match.groups())) if match else None
    except ValueError:
        return None


def page_of(code: str) -> int | None:
    """The page that the button with this code turns to; None when it turns to none."""
    match = _PAGE.fullmatch(code)
    return int(match[1]) if match else None


def day_shown(text: str, today: date, page: int) -> date | None:
    """The day of the month shown on `page` that a number alone stands for; None where there is no such day to choose."""
    if page < FIRST or not _NUMBER.fullmatch(text.strip()):
        return None
    day = in_month(months_on(today.replace(day=1), min(page, LAST) - 1), int(text))
    return day if day is not None and day >= today else None


def suggestions(texts: Texts, today: date, until: date | None, place: str = "") -> list[tuple[str, date]]:
    """Working days that are often chosen, with their labels, each day once. `until`: the last day of the advised delay.

    Holidays are those of `place` (`bot.service.follow_up.places`), the national ones if it is not given.
    """
    friday = _up_to(monday_of(today) + timedelta(days=FRIDAY), place)
    fortnight, month = today + timedelta(days=14), months_on(today, 1)
    offered: list[tuple[str, date]] = []
    if until is not None and until >= today:
        until = max(_up_to(until, place), today)
        offered.append((texts.say("Advised: {day}", day=say_weekday_day(texts, until, today)), until))
    if today < friday:
        offered.append((texts.say("This week: {day}", day=say_weekday_day(texts, friday)), friday))
    else:
        week = working_day(today + timedelta(days=7), place)
        offered.append((texts.say("In a week: {day}", day=say_weekday_day(texts, week)), week))
    for label, day in (
        (msg("In 2 weeks: {day}"), working_day(fortnight, place)),
        (msg("In a month: {day}"), working_day(month, place)),
    ):
        offered.append((texts.say(label, day=say_weekday_day(texts, day)), day))
    first: dict[date, str] = {}
    for label, day in offered:
        first.setdefault(day, label)
    return [(label, day) for day, label in first.items()]


def paint_days(
    texts: Texts, today: date, page: int, suggested: Sequence[tuple[str, date]]
) -> tuple[Row, tuple[Row, ...]]:
    """The choices and the controls of a page: the days suggested, or the calendar of a month.

    Page 1 is the month of `today`. A button without a day turns to the page that it stands on.
    """
    if page < FIRST:
        choices = tuple(Button(label, code_of(day)) for label, day in suggested)
        return choices, ((Button(texts.say("Choose on a calendar"), f"m.{FIRST}"),),)
    page = min(page, LAST)
    first = months_on(today.replace(day=1), page - 1)
    signs = tuple(Button(sign, f"m.{page}") for sign in weekday_signs(texts.language))
    return (), (_turning(texts, first, page), signs, *_weeks(today, first, page))


def _turning(texts: Texts, first: date, page: int) -> Row:
    """The month, between the one before and the one after."""
    before, after = months_on(first, -1), months_on(first, 1)
    empty = Button(EMPTY, f"m.{page}")
    return (
        Button(f"‹ {say_month(before, texts.language)}", f"m.{page - 1}") if page > FIRST else empty,
        Button(say_month(first, texts.language, year=True), f"m.{page}"),
        Button(f"{say_month(after, texts.language)} ›", f"m.{page + 1}") if page < LAST else empty,
    )


def _weeks(today: date, first: date, page: int) -> tuple[Row, ...]:
    """The weeks of the month that hold a day to choose, from Monday to Sunday."""
    start, end = max(first, today), min(last_of(first), months_on(today, MONTHS))
    mondays = range(monday_of(start).toordinal(), end.toordinal() + 1, 7)
    return tuple(
        tuple(
            Button(str(day.day), code_of(day)) if start <= day <= end else Button(EMPTY, f"m.{page}")
            for day in map(date.fromordinal, range(monday, monday + 7))
        )
        for monday in mondays
    )


def working_day(day: date, place: str = "") -> date:
    """`day`, or the nearest one that is no Saturday, no Sunday and no holiday; of two the first."""
    away = 0
    while True:
        for found in (day - timedelta(days=away), day + timedelta(days=away)):
            if _works(found, place):
                return found
        away += 1


def _up_to(day: date, place: str) -> date:
    """The last working day up to `day`."""
    while not _works(day, place):
        day -= timedelta(days=1)
    return day


def _works(day: date, place: str) -> bool:
    return day.weekday() < SATURDAY and not holiday(day, place)
