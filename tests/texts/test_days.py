"""Days as people say them: read right, or asked back; never a day that was not meant."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.texts.catalogues import Texts
from bot.texts.day.asking import say_day_and_weekday
from bot.texts.days import LONGEST, Unsure, read_day
from bot.texts.numbers import say_date
from bot.texts.typography import faults
from tests.engine.budget import BUDGET

TABLES = ("days_said.txt", "days_said_later.txt")
TUESDAY = date(2026, 11, 24)
TODAYS = st.dates(date(2024, 1, 1), date(2033, 12, 31))
ANY = st.text(st.characters(exclude_categories=()), max_size=LONGEST + 10)


def said() -> Iterator[tuple[date, str, str]]:
    """From the tables: today, the phrase, and what is expected."""
    for table in TABLES:
        today = date.min
        for line in Path(__file__).with_name(table).read_text(encoding="utf-8").splitlines():
            if line.startswith("== "):
                today = date.fromisoformat(line.removeprefix("== "))
            elif "=>" in line and not line.startswith("#"):
                phrase, _, expected = line.rpartition("=>")
                yield today, phrase.removesuffix(" "), expected.strip()


SAID = list(said())
READ = [(today, phrase, date.fromisoformat(day)) for today, phrase, day in SAID if not day.startswith("?")]
ASKED = [(today, phrase) for today, phrase, expected in SAID if expected.startswith("?")]


@pytest.mark.parametrize(("today", "phrase", "expected"), SAID)
def test_a_day_is_read_as_it_was_meant_or_asked_back(
    texts: Texts, today: date, phrase: str, expected: str
) -> None:
    read = read_day(texts, phrase, today)
    if isinstance(read, Unsure):
        assert expected.startswith("?"), f"asked back: {read.sentence}"
        assert expected.removeprefix("?").strip() in read.sentence.lower().replace("\u00a0", " ")
    else:
        assert read.isoformat() == expected


@pytest.mark.parametrize(("today", "phrase"), ASKED)
def test_what_is_asked_back_says_what_to_write(texts: Texts, today: date, phrase: str) -> None:
    """One short sentence or two, and whatever it offers is read as offered when it is typed."""
    asked = read_day(texts, phrase, today)
    assert isinstance(asked, Unsure)
    assert not faults(asked.sentence)
    assert len(asked.sentence) <= 125
    examples = re.findall("«\u00a0(.+?)\u00a0»", asked.sentence)
    assert examples or asked.days
    for example in examples:
        assert isinstance(read_day(texts, example, today), date)
    for day in asked.days:
        assert read_day(texts, say_day_and_weekday(texts, day, today), today) == day


@pytest.mark.parametrize(
    "addition", ["{} quelquechose", "pas {}", "{} ou le 3 juin", "tous {}", "{} et mercredi"]
)
def test_no_word_is_passed_over_that_could_change_the_day(texts: Texts, addition: str) -> None:
    for today, phrase, _ in READ:
        if not phrase.startswith("avant"):  # « pas avant » is a word of its own, and asked back too
            assert isinstance(read_day(texts, addition.format(phrase), today), Unsure), phrase


def test_accents_case_and_spaces_make_no_difference(texts: Texts) -> None:
    for today, phrase, day in READ:
        assert read_day(texts, f"  {phrase.upper()}  ", today) == day
        assert read_day(texts, phrase.replace("'", "’").replace("é", "e").replace("û", "u"), today) == day


@BUDGET
@given(TODAYS, st.integers(0, 330))
def test_a_day_with_its_month_is_read_whatever_day_it_is(texts: Texts, today: date, ahead: int) -> None:
    day = today + timedelta(days=ahead)
    named = say_day_and_weekday(texts, day, None)
    short = (
        (named.partition(" ")[2], f"{day:%d/%m}") if ahead <= 300 else ()
    )  # then it may be one that is past
    forms = (
        named,
        *short,
        say_day_and_weekday(texts, day, date.min),
        say_date(day, "fr"),
        f"{day:%d/%m/%y}",
        f"{day:%d.%m.%Y}",
        f"{day:%Y-%m-%d}",
        f"d'ici le {named}",
        f"{named} {day:%y}",
        f"{named.partition(' ')[2]} {day:%Y} 10h",
        f"{named} à 14h30",
        f"{named}, 9h-12h",
        f"plutôt le {named} au matin, merci",
    )
    assert {form: read_day(texts, form, today) for form in forms} == dict.fromkeys(forms, day)


@BUDGET
@given(TODAYS, st.integers(1, 7), st.integers(0, 6))
def test_the_nearest_days_and_weekdays_follow_the_calendar(
    texts: Texts, today: date, count: int, weekday: int
) -> None:
    names = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"]
    coming = read_day(texts, names[weekday], today)
    assert isinstance(coming, date)
    assert coming.weekday() == weekday
    assert 1 <= (coming - today).days <= 7
    next_week = read_day(texts, f"{names[weekday]} de la semaine prochaine", today)
    assert isinstance(next_week, date)
    assert next_week.isocalendar()[1:] == ((today + timedelta(days=7)).isocalendar()[1], weekday + 1)
    assert read_day(texts, f"dans {count} semaines", today) == today + timedelta(weeks=count)


@settings(BUDGET, max_examples=200)
@given(st.data(), TODAYS)
def test_words_in_any_order_are_a_day_to_come_or_asked_back(
    texts: Texts, data: st.DataObject, today: date
) -> None:
    words = [
        word
        for key in texts.domains["words"].lines
        if key[1].startswith("day.")
        for word in texts.words(key[1])
    ]
    figures = ["0", "1", "15", "30", "31", "99", "2027", "15/1", "30/2", "14h", "-5", "2199", "999"]
    text = " ".join(data.draw(st.lists(st.sampled_from([*words, *figures]), max_size=6)))
    read = read_day(texts, text, today)
    assert read.sentence if isinstance(read, Unsure) else read >= today


@settings(BUDGET, max_examples=200)
@given(ANY, TODAYS)
def test_any_text_is_a_day_to_come_or_asked_back(texts: Texts, text: str, today: date) -> None:
    read = read_day(texts, text, today)
    assert read.sentence if isinstance(read, Unsure) else read >= today


@pytest.mark.parametrize(
    ("phrase", "day"),
    [("12 novembre 2020", date(2020, 11, 12)), ("hier", date(2026, 11, 23)), ("1/1/2040", date(2040, 1, 1))],
)
def test_where_any_time_will_do_a_day_may_be_past_or_far(texts: Texts, phrase: str, day: date) -> None:
    assert isinstance(read_day(texts, phrase, TUESDAY), Unsure)
    assert read_day(texts, phrase, TUESDAY, anytime=True) == day


def test_a_text_that_is_too_long_is_asked_back(texts: Texts) -> None:
    assert isinstance(read_day(texts, "mardi " + "x" * 5000, TUESDAY), Unsure)
    assert isinstance(read_day(texts, "mardi" + " " * LONGEST, TUESDAY), Unsure)
