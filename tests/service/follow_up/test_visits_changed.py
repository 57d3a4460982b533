"""Days and hours of visits as people type them, and one way to tell how a visit went."""

from datetime import date, time

import pytest

from bot.loading.library import Library
from bot.records import VisitState
from bot.service.choosing_days import suggestions
from bot.service.follow_up.times import holiday
from bot.texts.catalogues import Texts
from tests.service.casework import Team, team
from tests.service.follow_up.test_visits import mill, planning, visits

__all__ = ["mill", "team"]


@pytest.mark.parametrize(
    ("typed", "at"),
    [
        ("à deux heures de l'après-midi", time(14)),
        ("quatorze heures", time(14)),
        ("6 h du matin", time(6)),
        ("9", time(9)),
    ],
)
async def test_an_hour_as_it_is_said(team: Team, mill: str, typed: str, at: time) -> None:
    await planning(team.marie, "mardi 1er décembre", typed)
    assert [each.at for each in await visits(team, mill)] == [at]


@pytest.mark.parametrize(
    ("typed", "asked"), [("1", "13 h"), ("2", "14 h"), ("6", "18 h"), ("à 2h30", "14 h 30")]
)
async def test_an_hour_of_the_night_is_asked_back(team: Team, mill: str, typed: str, asked: str) -> None:
    read = await planning(team.marie, "mardi 1er décembre", typed)
    assert f"est-ce {asked} ? Écrivez par exemple « {asked} »." in read
    assert [each.at for each in await visits(team, mill)] == [None]
    await team.marie.says(asked)
    assert [each.at for each in await visits(team, mill)] != [None]


async def test_a_day_or_an_hour_typed_on_the_card_changes_the_visit(team: Team, mill: str) -> None:
    marie = team.marie
    await planning(marie, "mardi 1er décembre 10h")
    for typed, day, at in (
        ("14h30", date(2026, 12, 1), time(14, 30)),
        ("mercredi 2 décembre", date(2026, 12, 2), time(14, 30)),
        ("jeudi 3 décembre 9h", date(2026, 12, 3), time(9)),
    ):
        await marie.says(typed)
        assert [(each.day, each.at) for each in await visits(team, mill)] == [(day, at)]
    await marie.says("appeler Paul avant 14 h")
    assert [each.at for each in await visits(team, mill)] == [time(9)]


async def test_a_visit_on_a_holiday_is_taken_and_said(team: Team, mill: str) -> None:
    assert "C’est un jour férié." in await planning(team.marie, "vendredi 25 décembre 10h")
    assert [each.day for each in await visits(team, mill)] == [date(2026, 12, 25)]


def test_suggested_days_are_working_days(content: tuple[Library, dict[str, Texts]]) -> None:
    for today in (date(2026, 12, 11), date(2026, 12, 1), date(2027, 4, 29), date(2026, 12, 21)):
        for _, day in suggestions(content[1]["fr"], today, date(2026, 12, 26)):
            assert day.weekday() < 5
            assert not holiday(day, "")


async def test_a_visit_of_today_is_told_of_once_it_has_begun(team: Team, mill: str) -> None:
    marie = team.marie
    read = await planning(marie, "aujourd'hui 18h")
    assert "J’y reviendrai le mercredi 25 novembre, pour en parler." in read
    assert "Raconter la visite" not in marie.labels
    team.office.clock.turn(hours=9)
    await marie.sends("cases", "moulin")
    await marie.touches("Prochaine visite")
    assert "Raconter la visite" in marie.labels
    assert [each.state for each in await visits(team, mill)] == [VisitState.PLANNED]


async def test_on_the_calendar_a_number_is_a_day_of_the_month_that_is_shown(team: Team, mill: str) -> None:
    marie = team.marie
    await planning(marie)
    await marie.touches("Choisir sur un calendrier", "décembre ›", "janvier ›")
    await marie.says("12")
    assert [each.day for each in await visits(team, mill)] == [date(2027, 1, 12)]
