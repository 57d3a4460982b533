"""Hours of the day, as people type them."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.loading.library import Library
from bot.service.follow_up.hours import read_bare, say_hour, split_hour
from bot.texts.catalogues import Texts


@pytest.mark.parametrize(
    ("typed", "rest", "hour", "minute"),
    [
        ("mardi 14h", "mardi", 14, 0),
        ("mardi, 14 h 30", "mardi", 14, 30),
        ("demain à 9:05", "demain", 9, 5),
        ("14 heures", "", 14, 0),
        ("18H30 le 3", "le 3", 18, 30),
        ("le 12/12 vers 10h", "le 12/12", 10, 0),
        ("midi et demi", "", 12, 30),
        ("mardi à midi", "mardi", 12, 0),
        ("8 heures et demie", "", 8, 30),
        ("jeudi 9h du matin", "jeudi", 9, 0),
        ("6h du soir", "", 18, 0),
        ("3 heures de l'après-midi", "", 15, 0),
    ],
)
def test_hours_are_read_as_people_write_them(
    content: tuple[Library, dict[str, Texts]], typed: str, rest: str, hour: int, minute: int
) -> None:
    assert split_hour(content[1]["fr"], typed) == (rest, time(hour, minute))


@pytest.mark.parametrize(
    "typed", ["15 janvier", "14/12/2026", "12.12", "dans 10 jours", "48 h", "14h75", "mardi", "", "hier"]
)
def test_what_names_no_hour_is_left_as_it_is(content: tuple[Library, dict[str, Texts]], typed: str) -> None:
    assert split_hour(content[1]["fr"], typed) == (typed, None)


@given(at=st.times().map(lambda at: at.replace(second=0, microsecond=0)))
def test_an_hour_is_read_as_it_is_said(content: tuple[Library, dict[str, Texts]], at: time) -> None:
    texts = content[1]["fr"]
    assert split_hour(texts, f"mardi {say_hour(texts, at)}") == ("mardi", at)
    assert read_bare(f"{at:%H:%M}") == at


@given(typed=st.text(max_size=60))
def test_nothing_typed_breaks_the_reading(content: tuple[Library, dict[str, Texts]], typed: str) -> None:
    split_hour(content[1]["fr"], typed)
    read_bare(typed)
