"""Choosing a day with buttons: what is suggested, and the calendar."""

from datetime import date, timedelta

import pytest

from bot.channels.terminal.render import draw
from bot.engine.dialogue import Kind, Question
from bot.engine.values import Day
from bot.loading.library import Library
from bot.service.choosing_days import (
    LAST,
    code_of,
    day_of,
    page_of,
    paint_days,
    say_weekday_day,
    suggestions,
)
from bot.service.follow_up.times import holiday
from bot.service.screens import Button, Screen
from bot.service.understanding import Answered, Situation, Unclear, meaning
from bot.texts.catalogues import Texts

Content = tuple[Library, dict[str, Texts]]
TUESDAY = date(2026, 11, 24)
DAYS = [date(2027, 1, 1) + timedelta(days=each) for each in range(800)]


@pytest.fixture
def texts(content: Content) -> Texts:
    return content[1]["fr"]


def labels(row: tuple[Button, ...]) -> str:
    return " ".join(button.label for button in row)


def test_the_suggestions_are_days_to_come_with_their_weekday(texts: Texts) -> None:
    offered = suggestions(texts, TUESDAY, date(2026, 12, 15))
    assert [(label.replace("\u00a0", " "), day.isoformat()) for label, day in offered] == [
        ("Conseillé : mardi 15 décembre", "2026-12-15"),
        ("Cette semaine : vendredi 27 novembre", "2026-11-27"),
        ("Dans 2 semaines : mardi 8 décembre", "2026-12-08"),
        ("Dans un mois : jeudi 24 décembre", "2026-12-24"),
    ]


def test_a_day_is_suggested_once_and_none_that_is_past(texts: Texts) -> None:
    for today in DAYS:
        for until in (
            None,
            today,
            today - timedelta(days=1),
            today + timedelta(days=14),
            today + timedelta(days=700),
        ):
            offered = suggestions(texts, today, until)
            days = [day for _, day in offered]
            assert len(set(days)) == len(days) >= 3
            assert min(days) >= today
            assert all(len(label) <= 40 for label, _ in offered)
            assert all(day == today or (day.weekday() < 5 and not holiday(day, "")) for day in days)
            if until is not None and until >= today and until.weekday() < 5 and not holiday(until, ""):
                assert until in days


def test_suggestions_are_choices_and_the_calendar_is_one_touch_away(texts: Texts) -> None:
    choices, controls = paint_days(texts, TUESDAY, 0, suggestions(texts, TUESDAY, None))
    assert [day_of(button.code) for button in choices] == [
        date(2026, 11, 27),
        date(2026, 12, 8),
        date(2026, 12, 24),
    ]
    assert [[page_of(button.code) for button in row] for row in controls] == [[1]]


def test_a_month_is_drawn_in_weeks_from_monday_on(texts: Texts) -> None:
    choices, controls = paint_days(texts, TUESDAY, 2, ())
    assert not choices
    assert [labels(row) for row in controls] == [
        "‹ novembre décembre 2026 janvier ›",
        "lu ma me je ve sa di",
        "· 1 2 3 4 5 6",
        "7 8 9 10 11 12 13",
        "14 15 16 17 18 19 20",
        "21 22 23 24 25 26 27",
        "28 29 30 31 · · ·",
    ]
    assert [page_of(button.code) for button in controls[0]] == [1, 2, 3]


def test_the_month_that_runs_begins_today(texts: Texts) -> None:
    _, controls = paint_days(texts, TUESDAY, 1, ())
    assert [labels(row) for row in controls] == [
        "· novembre 2026 décembre ›",
        "lu ma me je ve sa di",
        "· 24 25 26 27 28 29",
        "30 · · · · · ·",
    ]


@pytest.mark.parametrize(
    "today", [TUESDAY, date(2027, 1, 31), date(2028, 2, 29), date(2026, 12, 30), date(2027, 8, 1)]
)
def test_the_calendar_offers_each_day_of_a_year_once(texts: Texts, today: date) -> None:
    offered = []
    for page in range(1, LAST + 1):
        _, controls = paint_days(texts, today, page, ())
        assert all(len(row) == 7 for row in controls[1:])
        for row in controls[1:]:
            for column, button in enumerate(row):
                if (day := day_of(button.code)) is not None:
                    assert (day.weekday(), str(day.day)) == (column, button.label)
                    offered.append(day)
                else:
                    assert page_of(button.code) == page  # a place without a day changes nothing
    assert offered == [today + timedelta(days=each) for each in range(len(offered))]
    assert offered[-1] == a_year_on(today)
    assert paint_days(texts, today, LAST + 5, ()) == paint_days(texts, today, LAST, ())


def a_year_on(today: date) -> date:
    return today.replace(year=today.year + 1, day=28 if (today.month, today.day) == (2, 29) else today.day)


@pytest.mark.parametrize(
    "code",
    [
        "",
        "y.",
        "y.2026",
        "y.20261301",
        "y.20260231",
        "y.00000101",
        "y.2026120١",
        "m.",
        "m.-1",
        "m.100",
        "x.1",
    ],
)
def test_other_codes_are_no_day_and_no_page(code: str) -> None:
    assert day_of(code) is None
    assert page_of(code) is None


def test_codes_are_read_as_they_were_written() -> None:
    assert day_of(code_of(TUESDAY)) == TUESDAY
    assert page_of("m.12") == 12


def test_a_day_is_said_with_its_weekday_and_a_far_one_with_its_year(texts: Texts) -> None:
    assert say_weekday_day(texts, date(2026, 12, 1)) == "mardi 1er décembre"
    assert say_weekday_day(texts, date(2026, 12, 1), TUESDAY) == "mardi 1er décembre"
    assert say_weekday_day(texts, date(2027, 11, 2), TUESDAY) == "mardi 2 novembre 2027"
    assert say_weekday_day(texts, date(2025, 12, 1), TUESDAY) == "lundi 1er décembre 2025"


def test_at_the_terminal_a_month_stays_short(texts: Texts) -> None:
    choices, controls = paint_days(texts, TUESDAY, 2, ())
    drawn = draw(Screen("menu", 1, (), choices, controls), texts, colour=False)
    lines = [line.strip() for line in drawn.splitlines()]
    assert len(lines) <= 9
    assert "décembre 2026" in lines[1]
    assert "1 · 2 · 3 · 4 · 5 · 6" in lines
    assert "7 · 8 · 9 · 10 · 11 · 12 · 13" in lines
    assert "· ·" not in drawn


def test_a_date_that_an_interview_asks_for_is_read_or_asked_back(texts: Texts) -> None:
    asked = Situation((), (), Question("q", Kind.DATE), TUESDAY)
    assert meaning("dans 10 jours", asked, texts) == Answered(Day(date(2026, 12, 4)))
    assert meaning("12 novembre 2020", asked, texts) == Answered(Day(date(2020, 11, 12)))
    assert meaning("mardi 26 novembre", asked, texts) == Unclear()
    assert meaning("après les vacances", asked, texts) == Unclear()
