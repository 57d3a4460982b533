"""The settings of reminders, and who is asked first."""

from datetime import date, time

import pytest

from bot.records import Sending
from bot.service.views import Show
from tests.service.follow_up.planned import habits, reminders, step
from tests.service.follow_up.reading_plans import days_in, newcomer
from tests.service.teamed import Team, shown_at, team

__all__ = ["team"]

THURSDAY, FRIDAY = (
    date(2026, 12, 3),
    date(2026, 12, 4),
)  # the tests begin on Tuesday, 24 November, 9:30 in Paris


async def test_the_hour_is_two_taps(team: Team) -> None:
    await step(team.bo, team.canteen, "appeler", THURSDAY)
    await team.bo.sends("reminders")
    await team.bo.touches("Réglages", "Heure : 9 h")
    assert team.bo.labels[:13] == [f"{hour} h" for hour in range(8, 21)]
    read = await team.bo.touches("14 h")
    assert "C’est noté : à partir de maintenant, vos messages arrivent à 14 h." in read
    assert {day.rsplit(", ")[1] for day in days_in(read)} == {"14 h"}
    assert (await habits(team.bo)).at == time(14)


async def test_working_days_or_every_day(team: Team) -> None:
    await step(team.bo, team.canteen, "appeler", date(2026, 12, 6))  # a Sunday
    await team.bo.sends("reminders")
    assert "vendredi 4 décembre, 9 h" in days_in(team.bo.read)
    assert "(le dernier jour ouvré avant, dernier rappel le 9 décembre)" in team.bo.read
    read = await team.bo.touches("Réglages", "Tous les jours")
    assert "vos messages arrivent aussi le week-end et les jours fériés" in read
    assert "dimanche 6 décembre, 9 h" in days_in(read)
    assert "deux jours avant, le jour même" in read
    assert "rien n’arrive le week-end" in await team.bo.touches("Réglages", "Jours ouvrés seulement")


async def test_the_place_sets_the_zone_and_the_holidays(team: Team) -> None:
    await step(
        team.bo, team.canteen, "appeler", date(2026, 12, 20)
    )  # a holiday in La Réunion, a Sunday that year
    await team.bo.sends("reminders")
    await team.bo.touches("Réglages", "Mon lieu")
    read = await team.bo.touches("La Réunion")
    assert "vos messages suivent l’heure et les jours fériés de ce lieu" in read
    assert (await team.bo.person()).zone == "Indian/Reunion"
    assert (await habits(team.bo)).place == "reunion"
    pending = await reminders(team.bo, Sending.PENDING)
    assert {each.due_at.hour for each in pending} == {5}  # nine o'clock there


async def test_a_pause_and_back(team: Team) -> None:
    await step(team.bo, team.canteen, "appeler", THURSDAY)
    await team.bo.sends("reminders")
    await team.bo.touches("Faire une pause")
    read = await team.bo.touches("Deux semaines")
    assert (
        "C’est noté : rien d’ici là. Les messages reprennent le mardi 8 décembre, avec ce qui compte encore."
        in read
    )
    assert "En pause : rien avant le mardi 8 décembre." in read
    assert days_in(read) == ["mardi 8 décembre, 9 h"]
    read = await team.bo.touches("Reprendre maintenant")
    assert "La pause est finie" in read
    assert days_in(read) == ["mardi 1er décembre, 9 h", "jeudi 3 décembre, 9 h", "lundi 7 décembre, 9 h"]


@pytest.mark.parametrize(
    ("typed", "until"),
    [("le 5 janvier", date(2027, 1, 5)), ("dans trois semaines", date(2026, 12, 15))],
)
async def test_a_pause_until_a_day_that_is_typed(team: Team, typed: str, until: date) -> None:
    await team.bo.sends("reminders")
    await team.bo.touches("Faire une pause")
    await team.bo.says(typed)
    assert (await habits(team.bo)).paused_until == until


@pytest.mark.parametrize(
    "typed", ["après les vacances", "hier", "aujourd’hui", "dans deux ans", "n’importe quoi"]
)
async def test_a_pause_that_is_not_clear_is_asked_back(team: Team, typed: str) -> None:
    await team.bo.sends("reminders")
    await team.bo.touches("Faire une pause")
    assert "Une pause jusqu’à quand ?" in await team.bo.says(typed)
    assert (await habits(team.bo)).paused_until is None
    await team.bo.says("laisse tomber")
    await team.bo.sends("reminders")
    assert "En pause" not in team.bo.read


async def test_a_pause_chosen_on_the_calendar(team: Team) -> None:
    await team.bo.sends("reminders")
    await team.bo.touches("Faire une pause", "Choisir sur un calendrier")
    await team.bo.presses("m.2")
    await team.bo.presses("y.20261215")
    assert (await habits(team.bo)).paused_until == date(2026, 12, 15)


async def test_a_pause_can_be_left_as_it_was(team: Team) -> None:
    await team.bo.sends("reminders")
    await team.bo.touches("Faire une pause", "Pas de pause")
    assert (await shown_at(team.bo)).show is Show.REMINDERS
    assert (await habits(team.bo)).paused_until is None


async def test_a_discreet_message_and_back(team: Team) -> None:
    await team.bo.sends("reminders")
    read = await team.bo.touches("Réglages", "Message discret")
    assert "le message dit seulement qu’il y a quelque chose à lire" in read
    assert (await habits(team.bo)).discreet
    assert "le message dit de quoi il s’agit" in await team.bo.touches("Réglages", "Message habituel")
    assert not (await habits(team.bo)).discreet


async def test_the_overview_of_the_week_has_its_day(team: Team) -> None:
    await team.bo.sends("reminders")
    await team.bo.touches("Réglages", "Point de la semaine")
    read = await team.bo.touches("lundi")
    assert "le point de la semaine arrive chaque lundi, dans le message du jour" in read
    assert days_in(read) == ["lundi 30 novembre, 9 h"]
    assert "(chaque semaine s’il y a quelque chose à dire, jusqu’à ce que vous l’arrêtiez)" in read
    await team.bo.touches("Réglages", "Point de la semaine")
    read = await team.bo.touches("Pas de point")
    assert "le point de la semaine n’arrive plus" in read
    assert days_in(read) == []
    assert not await reminders(team.bo, Sending.PENDING)


async def test_everything_stopped_and_begun_again(team: Team) -> None:
    await step(team.bo, team.canteen, "appeler", THURSDAY)
    await team.bo.sends("reminders")
    read = await team.bo.touches("Tout arrêter")
    assert "C’est arrêté : à partir de maintenant, vous ne recevez plus de rappel." in read
    assert not await reminders(team.bo, Sending.PENDING)
    assert (await habits(team.bo)).wanted is False
    assert not {"Faire une pause", "Réglages", "Tout arrêter"} & set(team.bo.labels)
    read = await team.bo.touches("Reprendre les rappels")
    assert "Les rappels reprennent" in read
    assert len(days_in(read)) == 3
    kept = await habits(team.bo)
    assert kept.wanted is True
    assert kept.since == team.office.clock.now()


# Who is asked first.


async def test_who_speaks_for_their_own_group_is_asked_first(team: Team) -> None:
    cleo = await newcomer(team)
    await step(cleo, "", "appeler le voisin", THURSDAY)
    assert not await reminders(cleo)
    read = await cleo.sends("reminders")
    assert "Voulez-vous que je vous rappelle vos pas ?" in read
    sentence = read.replace("\n", " ")
    read = await cleo.touches("Oui, me les rappeler")
    assert "Appeler le voisin, pour le 3 décembre" in read
    assert len(days_in(read)) == 3
    kept = await habits(cleo)
    assert (kept.wanted, kept.since) == (True, team.office.clock.now())
    assert (
        kept.consent.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")
        == sentence.strip()
    )
    assert await cleo.traced("reminders.agree") == 1
    assert "Point de la semaine" not in cleo.labels


async def test_the_way_back_from_the_calendar_leads_to_the_question(team: Team) -> None:
    cleo = await newcomer(team)
    await step(cleo, "", "appeler le voisin", THURSDAY)
    await cleo.sends("agenda")
    read = await cleo.touches("Revenir aux rappels")
    assert "Voulez-vous que je vous rappelle vos pas ?" in read
    assert "arrêtés" not in read
    await cleo.touches("Oui, me les rappeler")
    assert (await habits(cleo)).wanted is True


async def test_a_refusal_is_kept_and_nobody_asks_again(team: Team) -> None:
    cleo = await newcomer(team)
    await cleo.sends("reminders")
    assert "je ne vous le redemanderai pas" in await cleo.touches("Non merci")
    kept = await habits(cleo)
    assert kept.wanted is False
    assert kept.consent.startswith("Voulez-vous")
    await step(cleo, "", "appeler le voisin", THURSDAY)
    assert not await reminders(cleo)
    read = await cleo.sends("reminders")
    assert "Les rappels sont arrêtés" in read
    assert "Voulez-vous" not in read
    assert "Un message par jour au plus" in read  # what is agreed to by the button
    assert "Les rappels reprennent" in await cleo.touches("Reprendre les rappels")
    kept = await habits(cleo)
    assert (kept.wanted, kept.since) == (True, team.office.clock.now())
    assert kept.consent.startswith("Voulez-vous")
    assert await cleo.traced("reminders.agree") == 1
    assert len(await reminders(cleo, Sending.PENDING)) == 3


async def test_consent_withdrawn_stops_at_once(team: Team) -> None:
    cleo = await newcomer(team)
    await step(cleo, "", "appeler le voisin", THURSDAY)
    await cleo.sends("reminders")
    await cleo.touches("Oui", "Tout arrêter")
    assert not await reminders(cleo, Sending.PENDING)
    assert (await habits(cleo)).wanted is False
    assert "Les rappels sont arrêtés" in await cleo.sends("reminders")


async def test_nobody_else_s_reminders_are_seen(team: Team) -> None:
    await step(team.bo, team.canteen, "appeler le maire", THURSDAY)
    cleo = await newcomer(team)
    await cleo.sends("reminders")
    assert "appeler" not in await cleo.touches("Oui")
    assert "appeler" not in await team.ana.sends("reminders")


async def test_who_left_the_team_is_asked_like_anybody(team: Team) -> None:
    await team.bo.sends("reminders")
    await team.bo.touches("Réglages", "Point de la semaine")
    person = await team.bo.person()
    async with team.office.store.transaction() as tx:
        await tx.organisations.leave(person.id)
    assert "lundi" not in await team.bo.presses("w.0")
    assert (await habits(team.bo)).digest is None
    assert "Voulez-vous que je vous rappelle vos pas ?" in await team.bo.sends("reminders")
