"""Planned visits, as an officer meets them: choosing day and hour, changing, cancelling, telling how it went."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from bot.records import CaseState, Cooperation, Habits, Occasion, Reminder, Sending, Visit, VisitState
from tests.service.casework import Team, team
from tests.service.interviewed import interviewed
from tests.service.office import Visitor

__all__ = ["team"]

PAGE = "Prochaine visite : "


async def visits(team: Team, case: str) -> Sequence[Visit]:
    async with team.office.store.transaction() as tx:
        return await tx.visits.about(case)


async def pending(team: Team, visitor: Visitor) -> dict[Occasion, Reminder]:
    """What of visits waits to be told to the visitor."""
    person = await visitor.person()
    async with team.office.store.transaction() as tx:
        kept = await tx.reminders.of(person.id)
    return {each.occasion: each for each in kept if each.about and each.state is Sending.PENDING}


@pytest.fixture
async def mill(team: Team) -> str:
    return await team.case("Le Moulin", team.marie, team.paul)


async def planning(visitor: Visitor, *words: str) -> str:
    """On the case page, « Prévoir une visite », and then these words one after the other."""
    await visitor.sends("cases", "moulin")
    said = await visitor.touches("Prévoir une visite")
    for each in words:
        said = await visitor.says(each)
    return said


async def test_a_visit_takes_a_day_and_an_hour_by_touch(team: Team, mill: str) -> None:
    marie = team.marie
    assert "Quel jour allez-vous les voir ?" in await planning(marie)
    days = [code for _, code in marie.offered if code.startswith("y.")]
    await marie.presses(days[-1])
    assert "À quelle heure ?" in marie.read
    assert marie.labels[:6] == ["9 h", "10 h", "14 h", "16 h", "18 h 30", "Sans heure"]
    await marie.touches("18 h 30")
    (visit,) = await visits(team, mill)
    assert days[-1] == f"y.{visit.day:%Y%m%d}"
    assert (visit.at, visit.state, visit.by) == (time(18, 30), VisitState.PLANNED, (await marie.person()).id)
    assert await marie.traced("case.visit_new") == 1
    assert await marie.traced("case.visit") == 1


async def test_day_and_hour_typed_at_once_are_both_taken(team: Team, mill: str) -> None:
    team.office.clock.turn(hours=1)
    said = await planning(team.marie, "jeudi 3 décembre 14h30")
    assert "Visite : jeudi 3 décembre à 14 h 30" in said
    assert "Je vous la rappellerai le mercredi 2 décembre" in said
    assert PAGE + "jeudi 3 décembre à 14 h 30" in await team.marie.sends("cases", "moulin")
    assert [each.touched_at for each in await team.of(team.marie)] == [team.office.clock.now()]
    waiting = await pending(team, team.marie)
    assert waiting[Occasion.VISIT_EVE].day == date(2026, 12, 2)
    assert waiting[Occasion.VISIT_AFTER].day == date(2026, 12, 4)
    assert not await pending(team, team.paul)


async def test_whoever_wants_no_reminders_is_not_promised_any(team: Team, mill: str) -> None:
    person = await team.marie.person()
    async with team.office.store.transaction() as tx:
        await tx.reminders.save_habits(Habits(person.id, wanted=False))
    assert "rappellerai" not in await planning(team.marie, "3 décembre 14h")
    assert not await pending(team, team.marie)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("hier", "Ce jour est passé"),
        ("aujourd’hui à 9h", "Cette heure est passée"),
        ("14 h", "Quel jour ? Écrivez"),
        ("après les vacances", "d’un endroit à l’autre"),
        ("🙂", "Quel jour, environ ?"),
        ("mardi ou mercredi 14h", "lequel retenir ?"),
    ],
)
async def test_what_cannot_be_planned_is_said_and_nothing_is_kept(
    team: Team, mill: str, typed: str, said: str
) -> None:
    team.office.clock.turn(hours=2)
    assert said in await planning(team.marie, typed)
    assert not await visits(team, mill)
    assert "Quel jour allez-vous les voir ?" in team.marie.read


async def test_a_day_that_is_not_offered_is_not_taken(team: Team, mill: str) -> None:
    await planning(team.marie)
    for code in ("y.20261120", "y.20990101", "y.nonsense", "h.9999", "m.999", "v.x"):
        await team.marie.presses(code)
    assert not await visits(team, mill)


async def test_an_hour_can_be_typed_and_left_open(team: Team, mill: str) -> None:
    marie = team.marie
    assert "À quelle heure ?" in await planning(marie, "3 décembre")
    assert "pas compris l’heure" in await marie.says("quand ils veulent")
    assert "Visite : jeudi 3 décembre à 16 h" in await marie.says("plutôt vers 16h")
    await marie.touches("Changer l’heure")
    assert "jeudi 3 décembre à 11 h" in await marie.says("11")
    await marie.touches("Changer l’heure", "Sans heure")
    assert "Visite : jeudi 3 décembre\n" in marie.read
    await marie.touches("Changer l’heure")
    assert "Visite : vendredi 4 décembre à 15 h" in await marie.says("vendredi 4 décembre, 15h")


async def test_a_visit_put_off_has_the_reminders_of_its_new_day(team: Team, mill: str) -> None:
    marie = team.marie
    await planning(marie, "3 décembre 14h")
    await marie.touches("Changer le jour")
    assert "Visite prévue : jeudi 3 décembre à 14 h" in marie.read
    assert "Visite : mardi 8 décembre à 14 h" in await marie.says("8 décembre")
    waiting = await pending(team, marie)
    assert {each.anchor for each in waiting.values()} == {date(2026, 12, 8)}
    assert await marie.traced("case.visit") == 1


async def test_a_cancelled_visit_is_reminded_of_no_more_and_comes_back_with_one_tap(
    team: Team, mill: str
) -> None:
    marie = team.marie
    await planning(marie, "3 décembre 14h")
    assert "La visite du jeudi 3 décembre à 14 h est annulée." in await marie.touches("Annuler cette visite")
    assert not await pending(team, marie)
    await marie.touches("La maintenir")
    assert "Visite : jeudi 3 décembre à 14 h" in marie.read
    assert len(await pending(team, marie)) == 2
    await marie.touches("Annuler cette visite", "Retour au dossier")
    assert "Prévoir une visite" in marie.labels
    assert await marie.traced("case.visit_cancel") == 2


async def test_what_to_think_of_is_kept_until_it_is_replaced(team: Team, mill: str) -> None:
    marie = team.marie
    await planning(marie, "3 décembre 14h")
    await marie.touches("Noter à quoi penser")
    assert "200 caractères" in await marie.says("long " * 100)
    assert "Ce message est vide" in await marie.says("…")
    assert "À ne pas oublier : Le plan <b>du</b> terrain" in await marie.says("Le plan <b>du</b>\n terrain")
    await marie.touches("Préparer la visite")
    assert "Le plan <b>du</b> terrain" in marie.read
    await marie.touches("Noter")
    await marie.says("retour")
    await marie.touches("Noter")
    await marie.says("La date du conseil")
    (visit,) = await visits(team, mill)
    assert visit.words == "La date du conseil"


async def test_two_visits_on_one_day_are_two(team: Team, mill: str) -> None:
    marie = team.marie
    await planning(marie, "3 décembre 14h")
    await marie.touches("Prévoir une autre visite")
    await marie.says("3 décembre 9h")
    assert "Aussi : jeudi 3 décembre à 14 h" in marie.labels
    assert len(await visits(team, mill)) == 2
    assert PAGE + "jeudi 3 décembre à 9 h" in await marie.sends("cases", "moulin")
    await marie.touches("Prochaine visite", "Aussi : jeudi")
    assert "Visite : jeudi 3 décembre à 14 h" in marie.read


async def test_of_several_projects_one_is_chosen_first(team: Team, mill: str) -> None:
    marie = team.marie
    async with team.office.store.transaction() as tx:
        await tx.cases.add_cooperation(Cooperation("k2", mill, team.office.clock.now(), "La chaufferie"))
    assert "De quel projet s’agit-il ?" in await planning(marie)
    assert "Choisissez d’abord le projet" in await marie.says("3 décembre 14h")
    await marie.touches("La chaufferie")
    assert "Projet : La chaufferie" in await marie.says("3 décembre 14h")
    (visit,) = await visits(team, mill)
    assert visit.cooperation == "k2"
    said = await marie.sends("cases", "moulin")
    assert PAGE + "jeudi 3 décembre à 14 h (La chaufferie)" in said


async def test_a_colleague_sees_who_planned_it_and_may_change_it(team: Team, mill: str) -> None:
    await planning(team.marie, "3 décembre 14h")
    said = await team.paul.sends("cases", "moulin")
    assert PAGE + "jeudi 3 décembre à 14 h (Marie)" in said
    await team.paul.touches("Prochaine visite", "Changer l’heure")
    assert "Prévue par : Marie" in await team.paul.says("15h")
    (visit,) = await visits(team, mill)
    assert (visit.at, visit.by) == (time(15), (await team.marie.person()).id)
    assert len(await pending(team, team.marie)) == 2


async def test_an_archived_case_file_takes_no_visits(team: Team, mill: str) -> None:
    marie = team.marie
    await planning(marie, "3 décembre 14h")
    await marie.touches("Changer le jour")
    await team.change(mill, state=CaseState.ARCHIVED)
    assert "n’a pas été gardé" in await marie.says("8 décembre")
    (visit,) = await visits(team, mill)
    assert visit.day == date(2026, 12, 3)
    assert "Prochaine visite" not in await marie.sends("cases", "moulin")
    assert not {"Prévoir une visite", "Prochaine visite"} & set(marie.labels)


async def test_another_officer_s_visit_is_out_of_reach(team: Team, mill: str) -> None:
    await planning(team.marie, "3 décembre 14h")
    (visit,) = await visits(team, mill)
    own = await team.office.case((await team.rival.member()).organisation, "Le Moulin", team.rival)  # type: ignore[union-attr]
    await team.rival.sends("cases", "moulin")
    await team.rival.presses(f"visit.{visit.id}")
    assert "3 décembre" not in team.rival.read
    assert not await visits(team, own)
    await team.rival.touches("Prévoir une visite")
    await team.rival.presses(f"v.{visit.id}")
    assert "3 décembre" not in team.rival.read


async def test_the_day_is_that_of_the_officer_s_own_calendar(team: Team, mill: str) -> None:
    person = await team.marie.person()
    async with team.office.store.transaction() as tx:
        await tx.people.save(replace(person, zone="Indian/Reunion"))
    team.office.clock.instant = datetime(2026, 11, 24, 21, 0, tzinfo=UTC)  # there it is the 25th, one o'clock
    await planning(team.marie, "aujourd’hui 9h")
    (visit,) = await visits(team, mill)
    assert visit.day == date(2026, 11, 25)
    team.office.clock.turn(hours=22)  # 23:00 there, and the 25th all the same
    assert "Visite aujourd’hui : mercredi 25 novembre à 9 h" in await team.marie.sends("cases", "moulin")
    team.office.clock.turn(hours=1)
    await team.marie.sends("cases", "moulin")
    assert "Et la visite du mercredi 25 novembre ?" in team.marie.labels


async def test_after_its_day_a_visit_leads_to_the_interview_that_follows_it(team: Team, mill: str) -> None:
    marie, clock = team.marie, team.office.clock
    await planning(marie, "3 décembre 14h")
    clock.turn(days=10)
    await marie.sends("cases", "moulin")
    await marie.touches("Et la visite du jeudi 3 décembre")
    assert "Comment cela s’est-il passé ?" in marie.read
    await marie.touches("Raconter la visite")
    async with team.office.store.transaction() as tx:
        (begun,) = await tx.sessions.about(mill, viewer=None)
    assert begun.dialogue == "situation_diagnosis"  # nothing was taken stock of before
    await marie.presses("o.running")
    await marie.sends("cases", "moulin")
    assert not any(label.startswith("Et la visite") for label in marie.labels)


async def test_a_project_that_was_taken_stock_of_is_followed_up(team: Team, mill: str) -> None:
    marie = team.marie
    await marie.sends("cases", "moulin")
    await marie.touches("Faire le point")
    for code in ("none", "rather_yes", "own"):
        await marie.presses(f"o.{code}")
    for code in ("o.missing_partners", "done", "o.contacts"):
        await marie.presses(code)
    await planning(marie, "3 décembre 14h")
    team.office.clock.turn(days=10)
    await marie.sends("cases", "moulin")
    await marie.touches("Et la visite du jeudi 3 décembre", "Raconter la visite")
    async with team.office.store.transaction() as tx:
        assert {each.dialogue for each in await tx.sessions.about(mill, viewer=None)} >= {"follow_up_visit"}


async def test_a_visit_that_did_not_take_place_is_not_asked_for_again(team: Team, mill: str) -> None:
    marie = team.marie
    await planning(marie, "3 décembre 14h")
    team.office.clock.turn(days=10)
    await marie.sends("cases", "moulin")
    await marie.touches("Et la visite du jeudi 3 décembre", "Elle n’a pas eu lieu")
    assert "La maintenir quand même" not in marie.labels  # its day is over
    await marie.touches("Retour au dossier")
    assert not any(label.startswith("Et la visite") for label in marie.labels)
    assert not await pending(team, marie)


async def test_an_interview_about_a_visit_answers_for_it_whoever_holds_it(team: Team, mill: str) -> None:
    await planning(team.marie, "3 décembre 14h")
    team.office.clock.turn(days=10)
    await interviewed(team.office, team.paul, mill)
    await team.marie.sends("cases", "moulin")
    assert not any(label.startswith("Et la visite") for label in team.marie.labels)


async def test_a_visit_moved_to_today_loses_an_hour_that_is_over(team: Team, mill: str) -> None:
    await planning(team.marie, "3 décembre 9h")
    team.office.clock.turn(hours=4)
    await team.marie.touches("Changer le jour")
    assert "À quelle heure ?" in await team.marie.says("aujourd’hui")
    (visit,) = await visits(team, mill)
    assert (visit.day, visit.at) == (date(2026, 11, 24), None)
