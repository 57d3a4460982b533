"""/rappels and /agenda as an officer with many case files uses them: by words, by numbers, from one file to the next."""

from datetime import date, time, timedelta

import pytest

from bot.records import StepStatus, VisitState
from bot.service.views import Show
from tests.service.follow_up.planned import change, habits, step, visit
from tests.service.follow_up.reading_plans import days_in
from tests.service.follow_up.reminded import told, turn_to
from tests.service.follow_up.test_agenda import entry, taken, titles
from tests.service.teamed import Team, shown_at, team

__all__ = ["team"]

THURSDAY, FRIDAY = date(2026, 12, 3), date(2026, 12, 4)


async def test_a_number_means_the_line_on_the_screen_also_when_one_is_done_since(team: Team) -> None:
    first = await step(team.bo, team.canteen, "appeler le maire", THURSDAY)
    await step(team.bo, team.minibus, "écrire aux voisins", FRIDAY)
    await team.bo.sends("reminders")
    assert [label for label in team.bo.labels if ":" in label] == [
        "Cantine : appeler le maire",
        "Minibus : écrire aux voisins",
    ]
    await change(team.bo, first, status=StepStatus.DONE.value)
    assert "Écrire aux voisins" in await team.bo.says("2")
    await team.bo.sends("reminders")
    await team.bo.says("1")
    assert "Écrire aux voisins" in team.bo.read


@pytest.mark.parametrize("typed", ["stop", "arrêtez", "je ne veux plus de messages"])
async def test_stop_in_words_and_back(team: Team, typed: str) -> None:
    await step(team.bo, team.canteen, "appeler", THURSDAY)
    await team.bo.sends("reminders")
    assert "C’est arrêté" in await team.bo.says(typed)
    assert (await habits(team.bo)).wanted is False
    assert "Vos pas restent dans /pistes." in team.bo.read
    assert "30 prochains jours" not in team.bo.read
    assert "Les rappels reprennent" in await team.bo.says("reprendre")
    assert (await habits(team.bo)).wanted is True


@pytest.mark.parametrize(
    ("typed", "at"),
    [("18h", time(18)), ("18h45", time(18, 45)), ("à midi", time(12)), ("plutôt 14 h 30", time(14, 30))],
)
async def test_the_hour_in_words(team: Team, typed: str, at: time) -> None:
    await step(team.bo, team.canteen, "appeler", THURSDAY)
    await team.bo.sends("reminders")
    read = await team.bo.says(typed)
    assert (await habits(team.bo)).at == at
    assert days_in(read)
    await team.bo.says("heure")
    await team.bo.says("20")
    assert (await habits(team.bo)).at == time(20)


@pytest.mark.parametrize("typed", ["7 h", "18h50", "21h"])
async def test_an_hour_at_which_nothing_comes_is_said(team: Team, typed: str) -> None:
    await team.bo.sends("reminders")
    assert "de 8 h à 20 h 45, à chaque quart d’heure" in await team.bo.says(typed)
    assert (await habits(team.bo)).at == time(9)


async def test_a_pause_in_words(team: Team) -> None:
    await step(team.bo, team.canteen, "appeler", THURSDAY)
    await team.bo.sends("reminders")
    await team.bo.says("pause")
    assert (await shown_at(team.bo)).show is Show.REMINDERS_PAUSE
    await team.bo.sends("reminders")
    await team.bo.says("en vacances jusqu'au 5 janvier")
    assert (await habits(team.bo)).paused_until == date(2027, 1, 5)
    assert days_in(team.bo.read) == ["mardi 5 janvier, 9 h"]  # what comes then, as far away as it may be
    await team.bo.says("reprendre")
    assert (await habits(team.bo)).paused_until is None


async def test_open_steps_of_which_nothing_comes_any_more_are_there(team: Team) -> None:
    await step(team.bo, team.canteen, "appeler le maire", THURSDAY)
    for day in (THURSDAY, date(2026, 12, 7)):
        turn_to(team.office, day)
        assert await told(team.bo)
    read = await team.bo.sends("reminders")
    assert "Le jour de 1 pas est passé" in read
    assert "choisissez" not in read
    assert "Appeler le maire" in await team.bo.touches("Cantine : appeler le maire")


async def test_an_overview_without_anything_to_say_is_not_sent(team: Team) -> None:
    await habits(team.bo, digest=3)
    turn_to(team.office, date(2026, 11, 26))
    assert await told(team.bo) is None
    await visit(team.bo, team.canteen, date(2026, 12, 8))
    turn_to(team.office, THURSDAY)
    assert "Le point de la semaine" in str(await told(team.bo))


async def test_the_overview_begins_with_what_is_coming(team: Team) -> None:
    await visit(team.bo, team.canteen, FRIDAY)
    await step(team.bo, team.minibus, "écrire", THURSDAY)
    await step(team.bo, team.minibus, "plus tard", THURSDAY + timedelta(days=9))
    team.office.clock.turn(days=6)
    await team.bo.sends("reminders")
    read = await team.bo.touches("Voir le point")
    assert (
        "Cette semaine :\nMinibus\nécrire, pour le jeudi 3 décembre\nCantine\nvisite vendredi 4 décembre"
        in read
    )
    assert "plus tard" not in read
    await team.bo.touches("Minibus")
    assert (await shown_at(team.bo)).show is Show.CASE


async def test_two_who_follow_a_case_file_have_each_their_own_agenda(team: Team) -> None:
    await step(team.bo, team.canteen, "appeler le maire", THURSDAY)
    meet = await visit(team.bo, team.canteen, FRIDAY, time(14, 30))
    person = await team.ana.person()
    async with team.office.store.transaction() as tx:
        await tx.cases.assign(team.canteen, person.id, team.office.clock.now() + timedelta(days=1))
    mine, theirs = await taken(team.bo), await taken(team.ana)
    assert titles(mine) == ["Cantine : appeler le maire", "Cantine : visite"]
    assert entry(mine, meet.id).busy
    assert [title for title in titles(theirs) if "Cantine" in title] == ["Cantine : visite (Bo)"]
    assert not entry(theirs, meet.id).busy


async def test_an_empty_agenda_leads_back_to_the_reminders(team: Team) -> None:
    read = await team.bo.sends("agenda")
    assert "Il n’y a rien à mettre dans votre agenda" in read
    assert (await shown_at(team.bo)).show is Show.REMINDERS


async def test_what_is_cancelled_is_cancelled_in_the_next_files_too(team: Team) -> None:
    gone = await visit(team.bo, team.canteen, FRIDAY, time(9))
    await taken(team.bo)
    await change(team.bo, gone, state=VisitState.CANCELLED)
    for _ in range(3):
        assert entry(await taken(team.bo), gone.id).gone
        assert "ce fichier retire seulement" in team.bo.read
        team.office.clock.turn(days=20)
