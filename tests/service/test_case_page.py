"""The page of one case file: what waits, what comes next, and what is soon over."""

from datetime import UTC, date, datetime

import pytest

from bot.records import Cooperation, Standing, StepRecord, Subject
from tests.conftest import TurnedClock
from tests.service.casework import Team, team
from tests.service.test_advice import Met, met, office

__all__ = ["met", "office", "team"]


async def second_project(team: Team, case: str) -> None:
    async with team.office.store.transaction() as tx:
        await tx.cases.add_cooperation(Cooperation("k2", case, team.office.clock.now(), "La chaufferie"))


async def test_a_result_that_says_otherwise_waits_on_the_case_page(met: Met, clock: TurnedClock) -> None:
    officer = met.officer
    clock.turn(days=90)
    await officer.sends("cases", "noyers")
    assert "Confirmer leur situation" not in officer.labels
    await officer.touches("Refaire le point")
    await met.answers("running", ".same", ".same", ".same", "cycle_done", ".same", ".same", ".same", ".same")
    await officer.presses("o.step_back")
    read = await officer.sends("cases", "noyers")
    assert "Situation : en route, mise en œuvre" in read
    assert "Le dernier point dit : en route, pérennisation. À confirmer." in read
    await officer.touches("Confirmer leur situation", "Oui")
    read = await officer.sends("cases", "noyers")
    assert "Situation : en route, pérennisation" in read
    assert "Confirmer leur situation" not in officer.labels


async def test_every_interview_that_waits_is_named_with_its_project(team: Team) -> None:
    home = await team.case("Foyer du Causse")
    await second_project(team, home)
    for project in ("projet sans nom", "La chaufferie"):
        await team.marie.sends("cases", "foyer")
        await team.marie.touches("Faire le point", project)
        await team.marie.says("1")
        team.office.clock.turn(minutes=1)
    await team.marie.sends("cases", "foyer")
    assert team.marie.labels[:2] == [
        "Reprendre l’entretien (La chaufferie)",
        "Reprendre l’entretien (projet sans nom)",
    ]
    await team.marie.touches("Reprendre l’entretien (projet")
    async with team.office.store.transaction() as tx:
        chat = await tx.chats.at(team.marie.address)
        assert chat is not None
        record = await tx.sessions.get(chat.active or "")
    assert record is not None
    assert record.subject.cooperation != "k2"


async def test_a_visit_of_a_project_never_taken_stock_of_begins_with_that(team: Team) -> None:
    home = await team.case("Foyer du Causse")
    await second_project(team, home)
    async with team.office.store.transaction() as tx:
        first = (await tx.cases.cooperations(home))[0].id
        now = team.office.clock.now()
        await tx.cases.add_standing(Standing("s", home, first, now, "p", "d", "no_plans", "", "no_plans"))
    await team.marie.sends("cases", "foyer")
    await team.marie.touches("Raconter la visite", "La chaufferie")
    assert "pas encore de point pour ce projet" in team.marie.read
    async with team.office.store.transaction() as tx:
        (begun,) = await tx.sessions.about(home, viewer=None)
    assert begun.dialogue == "situation_diagnosis"
    await team.marie.sends("cases", "foyer")
    await team.marie.touches("Raconter la visite", "projet sans nom")
    async with team.office.store.transaction() as tx:
        assert {each.dialogue for each in await tx.sessions.about(home, viewer=None)} >= {"follow_up_visit"}


@pytest.mark.parametrize(
    ("today", "named", "others"),
    [
        (date(2026, 12, 1), [], ["prévu pour"]),
        (date(2026, 12, 20), ["prévu pour le 15 décembre", "au plus tard le 24 décembre"], ["8 décembre"]),
        (date(2026, 12, 28), ["prévu pour le 15 décembre"], ["24 décembre", "8 décembre"]),
    ],
)
async def test_the_page_names_the_step_whose_day_the_list_tells(
    team: Team, today: date, named: list[str], others: list[str]
) -> None:
    """The step of 8 December has been spoken of since: what comes next was then agreed for the 15th."""
    mill = await team.case("Le Moulin", next_day=date(2026, 12, 15), situation="willing_unsure")
    async with team.office.store.transaction() as tx:
        (only,) = await tx.cases.cooperations(mill)
        for day in (8, 15, 24):
            await tx.steps.add(
                StepRecord(
                    id=f"n{day}", subject=Subject(mill, only.id), person="", diagnosis="", dialogue="situation_diagnosis",
                    outcome="", step="", cause="", words=f"Pas {day}", due=date(2026, 12, day), occasion="",
                    status="begun" if day == 8 else "planned", agreed_at=team.office.clock.now(),
                )
            )  # fmt: skip
    team.office.clock.instant = datetime(today.year, today.month, today.day, 9, tzinfo=UTC)
    await team.marie.sends("cases")
    late = today > date(2026, 12, 15)
    assert team.marie.labels[0].endswith("à revoir depuis le 15/12" if late else "15/12")
    read = await team.marie.touches("Le Moulin")
    assert all(each in read for each in named)
    assert not any(each in read for each in others)


async def test_a_case_file_that_will_soon_be_erased_says_so_and_is_kept_with_one_tap(team: Team) -> None:
    mill = await team.case("Le Moulin")
    team.office.clock.turn(days=30 * 21)
    assert "sera effacé" not in await team.marie.sends("cases", "moulin")
    team.office.clock.turn(days=60)
    assert "sera effacé le 24 novembre 2028" in await team.marie.sends("cases", "moulin")
    await team.marie.touches("Garder ce dossier")
    assert "sera effacé" not in team.marie.read
    kept = await team.kept(mill)
    assert kept is not None
    assert kept.touched_at == team.office.clock.now()
    assert await team.marie.traced("case.keep") == 1


async def test_results_of_several_people_are_told_apart_over_time(met: Met) -> None:
    member = await met.officer.member()
    assert member is not None
    luc = await met.office.officer(member.organisation, "Luc")
    person = await luc.person()
    async with met.office.store.transaction() as tx:
        await tx.cases.assign(met.case, person.id, met.office.clock.now())
    await luc.sends("cases", "noyers")
    await luc.touches("Refaire le point")
    claire, met.officer = met.officer, luc
    await met.answers("none", "rather_yes", "own", "missing_partners+missing_network", "contacts")
    await claire.sends("cases", "noyers")
    assert "Comparer les points de vue" in claire.labels
    await claire.touches("Au fil du temps")
    assert "24 novembre 2026, Luc : envie" in claire.labels
    assert "24 novembre 2026, vous : en route, mise en œuvre" in claire.labels
    assert "acquis" not in claire.read
