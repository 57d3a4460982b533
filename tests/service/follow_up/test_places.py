"""The places that can be chosen, and their holidays."""

import subprocess
import sys
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.loading.library import Library
from bot.service.follow_up.places import NAMES, PLACES
from bot.service.follow_up.times import holiday
from bot.texts.catalogues import Texts
from tests.service.follow_up.french_days import closed


@pytest.mark.parametrize("place", PLACES)
def test_the_holidays_of_a_place_are_those_of_the_law(place: str) -> None:
    days = [date(2026, 1, 1) + timedelta(days=each) for each in range(10 * 366)]
    assert [day for day in days if holiday(day, place)] == [day for day in days if closed(day, place)]


def test_mainland_france_has_eleven_holidays_and_alsace_and_moselle_two_more() -> None:
    days = [date(2027, 1, 1) + timedelta(days=each) for each in range(365)]
    national = {day for day in days if holiday(day, "metropole")}
    assert national == {
        date(2027, 1, 1), date(2027, 3, 29), date(2027, 5, 1), date(2027, 5, 6), date(2027, 5, 8), date(2027, 5, 17),
        date(2027, 7, 14), date(2027, 8, 15), date(2027, 11, 1), date(2027, 11, 11), date(2027, 12, 25),
    }  # fmt: skip
    for place in ("alsace", "moselle"):
        own = {day for day in days if holiday(day, place)} - national
        assert own == {date(2027, 3, 26), date(2027, 12, 26)}
    for place in PLACES:
        assert national <= {day for day in days if holiday(day, place)}


def test_a_place_that_is_not_known_has_the_national_holidays() -> None:
    assert holiday(date(2027, 7, 14), "atlantis")
    days = [date(2027, 1, 1) + timedelta(days=each) for each in range(365)]
    assert [holiday(day, "atlantis") for day in days] == [holiday(day, "metropole") for day in days]


def test_every_place_has_a_zone_and_a_name(content: tuple[Library, dict[str, Texts]]) -> None:
    assert list(NAMES) == list(PLACES)
    assert all(place.id == id and ZoneInfo(place.zone).key == place.zone for id, place in PLACES.items())
    said = [content[1]["fr"].say(name) for name in NAMES.values()]
    assert said[:3] == ["France métropolitaine", "Alsace", "Moselle"]
    assert said[6] == "La Réunion"
    assert len(set(said)) == len(PLACES)


def test_the_library_of_holidays_does_not_slow_the_start() -> None:
    code = "import sys, bot.service.follow_up.occasions; sys.exit('holidays' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
