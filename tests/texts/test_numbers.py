"""Days and numbers as people write them in French."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.texts.numbers import read_number, say_date, say_number
from tests.engine.budget import BUDGET

ANY = st.text(st.characters(exclude_categories=()), max_size=80) | st.text(
    "0123456789,. -+eE'/jan", max_size=20
)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", "12"),
        ("12,5", "12.5"),
        ("12 500,50", "12500.50"),
        ("12\u202f500", "12500"),
        ("-3", "-3"),
        ("douze", None),
        ("", None),
        ("1,2,3", None),
        ("1e5", None),
        ("NaN", None),
        ("Infinity", None),
    ],
)
def test_a_number_is_read_as_the_french_write_it(text: str, number: str | None) -> None:
    assert read_number(text, "fr") == (None if number is None else Decimal(number))


def test_days_and_numbers_are_said_in_french() -> None:
    assert say_date(date(2026, 12, 6), "fr") == "6 décembre 2026"
    assert say_number(Decimal("12500.5"), "fr") == "12\u202f500,5"


@BUDGET
@given(ANY)
def test_any_text_is_a_finite_number_or_none(text: str) -> None:
    number = read_number(text, "fr")
    assert number is None or number.is_finite()
