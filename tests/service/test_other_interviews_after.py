"""What follows from results of interviews other than the diagnosis: ideas, visits, the overview, figures."""

from dataclasses import replace
from datetime import date

from bot.records import StepStatus, Visit
from bot.service.interviews import MAIN_DIALOGUE
from tests.service.casework import Team, team
from tests.service.held import holds
from tests.service.mill import (
    EMERGENCE,
    GROUP_READY,
    LEVEL,
    REVIEW,
    WILLING,
    mill,
    page,
)
from tests.service.office import Visitor

__all__ = ["team"]


async def test_ideas_are_offered_by_the_situation_that_was_found(team: Team) -> None:
    case = await mill(team)
    await holds(team.marie, MAIN_DIALOGUE, case, **WILLING)
    await holds(team.marie, LEVEL, case)
    await page(team.marie)
    await team.marie.touches("Pistes et pas")
    assert all("willing_unsure" in each for each in await addable(team, team.marie))


async def test_ideas_on_ones_own_list_follow_the_situation_too(team: Team) -> None:
    zoe = team.office.visitor("zoe")
    await zoe.sends("role")
    await zoe.presses("v.beneficiary")
    await holds(zoe, MAIN_DIALOGUE, **WILLING)
    team.office.clock.turn(minutes=1)
    await holds(zoe, LEVEL)
    await zoe.sends("plan")
    assert all("willing_unsure" in each for each in await addable(team, zoe))


async def addable(team: Team, visitor: Visitor) -> list[tuple[str, ...]]:
    """The situations of each idea that is offered on the first page."""
    await visitor.touches("Ajouter une piste")
    first = [code.removeprefix("a.") for _, code in visitor.offered if code.startswith("a.")]
    assert first
    catalogue = team.office.conversation.interviews.library.catalogue
    return [catalogue[each].situations for each in first]


async def plans_a_visit(visitor: Visitor, case: str) -> None:
    person = await visitor.person()
    async with visitor.office.store.transaction() as tx:
        (only,) = await tx.cases.cooperations(case)
        await tx.visits.add(Visit("v", case, only.id, person.id, date(2026, 12, 3)))


async def test_a_visit_is_prepared_with_the_question_of_the_last_interview(team: Team) -> None:
    case = await mill(team)
    await holds(team.marie, MAIN_DIALOGUE, case, **WILLING)
    team.office.clock.turn(days=1)
    await holds(team.marie, EMERGENCE, case)
    await plans_a_visit(team.marie, case)
    await page(team.marie)
    said = await team.marie.touches("Prochaine visite", "Préparer la visite")
    assert "« Qu’est-ce qui a été facile à écrire, et qu’est-ce qui reste à préciser ? »" in said
    assert "première rencontre" not in said


async def test_a_visit_is_prepared_without_what_somebody_else_keeps_back(team: Team) -> None:
    case = await mill(team)
    await holds(team.paul, EMERGENCE, case)
    team.office.clock.turn(days=1)
    await holds(team.marie, REVIEW, case)
    team.office.clock.turn(minutes=1)
    await team.marie.touches("Garder une réponse pour moi")
    for code in [code for _, code in team.marie.offered if code.startswith("k.")]:
        await team.marie.presses(code)
    await plans_a_visit(team.paul, case)
    await page(team.paul)
    said = await team.paul.touches("Prochaine visite", "Préparer la visite")
    assert "« Qu’est-ce qui a été facile à écrire, et qu’est-ce qui reste à préciser ? »" in said


async def test_the_overview_knows_that_no_diagnosis_was_made(team: Team) -> None:
    case = await mill(team)
    await holds(team.marie, EMERGENCE, case)
    async with team.office.store.transaction() as tx:
        for each in await tx.steps.about(case):
            await tx.steps.save(replace(each, status=StepStatus.DROPPED.value))
    team.office.clock.turn(days=40)
    await team.marie.sends("reminders")
    said = await team.marie.touches("Voir le point")
    assert "Le Moulin\npas encore de point, et sans activité depuis longtemps" in said


async def test_figures_count_the_interviews_and_no_situation(team: Team) -> None:
    for name in range(5):
        case = await team.case(f"Groupe {name}")
        await holds(team.marie, EMERGENCE, case)
    team.office.clock.turn(days=31)
    said = await team.marie.sends("figures")
    assert "« Le point sur l’émergence » : 5" in said
    assert "Changements de situation\nRien n’atteint 5 ici" in said
    place = said.partition("Où en sont")[2].partition("Du ")[0]
    assert ": 5" not in place


async def test_of_several_sorts_of_interviews_the_result_to_see_is_asked(team: Team) -> None:
    case = await mill(team)
    await holds(team.marie, MAIN_DIALOGUE, case, **WILLING)
    team.office.clock.turn(days=1)
    await holds(team.marie, EMERGENCE, case)
    await page(team.marie)
    asked = await team.marie.sends("result")
    assert "Lequel voulez-vous revoir" in asked
    assert GROUP_READY in await team.marie.touches("Le point sur l’émergence")
