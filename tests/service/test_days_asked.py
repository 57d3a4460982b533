"""A day that cannot be is asked back in words that say why: one that is past, too early, or in no calendar."""

from pathlib import Path

import pytest

from bot.engine.session import Edit, Reply
from bot.engine.values import Day, Key
from bot.records import Role
from tests.service.formed import formed, somebody
from tests.service.held import active, begins
from tests.service.invited import office
from tests.service.office import Office, Visitor

__all__ = ["office"]


@pytest.fixture
async def host(office: Office) -> Visitor:
    visitor = await office.officer(await office.organisation("Appui"), "Luc", Role.OFFICER)
    await begins(visitor, "workshop_setup")
    return visitor


async def kept(visitor: Visitor) -> list[tuple[Key, str]]:
    """The days that are in the log, in their order."""
    log = (await active(visitor)).log
    answers = [event for event in log if isinstance(event, Reply | Edit)]
    return [(each.key, f"{each.value.day:%d/%m/%Y}") for each in answers if isinstance(each.value, Day)]


FORM = """
minutes: 5
voices: [beneficiary, officer]
questions: {day: {ask: date%s}}
path: [day]
facts: {end: [{is: fine}]}
result: {outcome: end}
outcomes: {fine: {need: [step_back]}}
"""
FIRST, SECOND = Key("first_day"), Key("second_day")


async def test_a_day_that_is_past_is_asked_back_and_today_is_fine(host: Visitor) -> None:
    said = await host.says("12/12/1999")
    assert "Le 12 décembre 1999 est déjà passé. Écrivez un jour à venir." in said
    assert "Noté" not in said
    assert "Quel est le premier jour" in said
    await host.says("hier")
    assert await kept(host) == []
    assert "Noté : mardi 24 novembre" in await host.says("aujourd’hui")
    assert await kept(host) == [(FIRST, "24/11/2026")]


async def test_the_second_day_must_come_after_the_first(host: Visitor) -> None:
    await host.says("15/01/2027")
    for day in ("14/01/2027", "15/01/2027"):
        said = await host.says(day)
        assert "Ce jour doit venir après le 15 janvier 2027." in said
        assert "Noté" not in said
        assert "Et le deuxième jour" in said
    assert "Noté" in await host.says("16/01/2027")
    assert await kept(host) == [(FIRST, "15/01/2027"), (SECOND, "16/01/2027")]


@pytest.mark.parametrize("typed", ["le lendemain", "Lendemain", "le jour d'après"])
async def test_the_day_after_the_first_one_can_be_said_as_such(host: Visitor, typed: str) -> None:
    await host.says("15/01/2027")
    assert "Souvent le lendemain" in host.read
    assert "Noté : samedi 16 janvier." in await host.says(typed)
    assert await kept(host) == [(FIRST, "15/01/2027"), (SECOND, "16/01/2027")]


async def test_the_day_after_nothing_is_asked_back(host: Visitor) -> None:
    assert "Noté" not in await host.says("le lendemain")
    assert await kept(host) == []


async def test_the_second_day_is_asked_again_when_the_first_is_moved_past_it(host: Visitor) -> None:
    await host.says("15/01/2027")
    await host.says("16/01/2027")
    await host.sends("edit")
    await host.presses("a.0")
    assert "01/1999" not in await host.says("01/01/1999")
    assert "Le deuxième jour" in await host.says("22/01/2027")
    said = await host.touches("Confirmer")
    assert "Et le deuxième jour" in said
    assert "Ce jour doit venir après le 22 janvier 2027." in said
    assert "16 janvier 2027" in said
    await host.says("23/01/2027")
    assert (await active(host)).position == "participants"


async def test_a_day_typed_anew_is_understood_and_only_noted_once_it_is_kept(host: Visitor) -> None:
    await host.says("15/01/2027")
    await host.says("16/01/2027")
    await host.sends("edit")
    await host.presses("a.0")
    said = await host.says("22/01/2027")
    assert "Confirmer" in host.labels
    assert "Compris : vendredi 22 janvier." in said
    assert "Noté" not in said
    assert (await kept(host))[0] == (FIRST, "15/01/2027")
    await host.touches("Ne rien changer")
    await host.sends("edit")
    await host.presses("a.0")
    said = await host.says("14/01/2027")  # nothing else moves: it is kept at once
    assert "Noté : jeudi 14 janvier." in said
    assert "Compris" not in said
    assert (FIRST, "14/01/2027") in await kept(host)


async def test_an_earlier_day_that_is_past_cannot_be_confirmed(office: Office, tmp_path: Path) -> None:
    formed(
        office,
        tmp_path,
        {"first_form": FORM % "", "second_form": FORM % ", ahead: yes, earlier: first_form.day"},
        {},
    )
    group = await somebody(office)
    await begins(group, "first_form")
    await group.says("12/12/1999")
    await begins(group, "second_form")
    assert "« 12 décembre 1999 »" in group.read
    said = await group.touches("Toujours pareil")
    assert "Le 12 décembre 1999 est déjà passé." in said
    assert "[day.ask]" in said
    assert await kept(group) == []


@pytest.mark.parametrize("day", ["29 février", "30/02/2027"])
async def test_a_day_that_no_calendar_has_is_told(host: Visitor, day: str) -> None:
    said = await host.says(day)
    assert "n’existe pas au calendrier" in said
    assert "28 février" in said
    assert "Quel est le premier jour" in said
