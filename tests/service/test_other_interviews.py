"""Results of interviews other than the diagnosis, wherever results are shown: they say nothing of where a group stands."""

from dataclasses import replace
from datetime import date, timedelta

from bot.loading.library import Library
from bot.records import Visit
from bot.service.interviews import MAIN_DIALOGUE
from bot.service.standings import SITUATING
from bot.service.views import Show, View
from bot.texts.catalogues import Texts
from tests.service.casework import Team, team
from tests.service.held import active, begins, holds
from tests.service.invited import shown
from tests.service.mill import (
    BEGUN,
    CONFIRM,
    EMERGENCE,
    GROUP_READY,
    LEVEL,
    REVIEW,
    WILLING,
    course,
    mill,
    page,
    result_of,
    standings,
)

__all__ = ["team"]


def test_what_situates_is_the_family_of_the_main_dialogue(content: tuple[Library, dict[str, Texts]]) -> None:
    assert content[0].family(MAIN_DIALOGUE) == SITUATING


# The page of a case file.


async def test_without_a_diagnosis_the_page_still_asks_for_one(team: Team) -> None:
    case = await mill(team)
    await holds(team.marie, EMERGENCE, case)
    assert "Situation : point à faire" in await page(team.marie)
    assert {"Faire le point", "Au fil du temps"} <= set(team.marie.labels)
    assert not {"Refaire le point", "Raconter la visite", CONFIRM} & set(team.marie.labels)
    assert await standings(team, case) == []
    await team.marie.sends("cases")
    assert team.marie.labels[0].startswith("Le Moulin · point à faire")


async def test_another_interview_moves_no_situation(team: Team) -> None:
    case = await mill(team)
    await holds(team.marie, MAIN_DIALOGUE, case, **WILLING)
    stood = await standings(team, case)
    team.office.clock.turn(days=1)
    other = await holds(team.marie, EMERGENCE, case)
    said = await page(team.marie)
    assert "Situation : envie, depuis le 24 novembre 2026" in said
    assert "Le dernier point dit" not in said
    assert CONFIRM not in team.marie.labels
    await course(team.marie)
    assert CONFIRM not in team.marie.labels
    made = await result_of(team, other)
    for show in (Show.MOVE, Show.MOVE_OTHER):  # a button of a screen from before, say
        said = await shown(team.marie, View(show, about=case, ids=(made.id,)))
        assert said.startswith("Le Moulin : au fil du temps")
        assert not {"Oui : point à faire", "Autre chose", "envie"} & set(team.marie.labels)
    assert await standings(team, case) == stood


async def test_a_move_waits_on_though_another_interview_came_after(team: Team) -> None:
    case = await mill(team)
    await holds(team.marie, MAIN_DIALOGUE, case, **WILLING)
    team.office.clock.turn(days=1)
    await holds(team.marie, MAIN_DIALOGUE, case, **BEGUN)
    team.office.clock.turn(days=1)
    await holds(team.marie, LEVEL, case)
    assert "Le dernier point dit : en route" in await page(team.marie)
    await course(team.marie)
    await team.marie.touches(CONFIRM)
    assert team.marie.read.startswith("Le Moulin : où en sont-ils maintenant ?")
    await team.marie.touches("Oui : en route")
    assert (await standings(team, case))[0].situation == "already_started"


async def test_an_interview_that_waits_is_called_by_its_title(team: Team) -> None:
    case = await mill(team)
    for dialogue in (MAIN_DIALOGUE, LEVEL):
        await begins(team.marie, dialogue, case)
        await team.marie.presses(next(code for _, code in team.marie.offered if code.startswith("o.")))
        team.office.clock.turn(minutes=1)
    await page(team.marie)
    assert team.marie.labels[:2] == ["Continuer : Jusqu’où coopérer ?", "Reprendre l’entretien"]
    await team.marie.touches("Continuer : Jusqu")
    assert (await active(team.marie)).dialogue == LEVEL


async def test_a_visit_is_told_by_taking_stock_and_by_nothing_else(team: Team) -> None:
    case = await mill(team)
    person = await team.marie.person()
    async with team.office.store.transaction() as tx:
        (only,) = await tx.cases.cooperations(case)
        await tx.visits.add(Visit("v", case, only.id, person.id, date(2026, 11, 24)))
    team.office.clock.turn(days=1)
    await holds(team.marie, EMERGENCE, case)
    await page(team.marie)
    assert "Et la visite du mardi 24 novembre ?" in team.marie.labels
    await holds(team.marie, MAIN_DIALOGUE, case)
    await page(team.marie)
    assert "Et la visite du mardi 24 novembre ?" not in team.marie.labels


async def test_views_can_be_compared_once_several_have_answered_the_same(team: Team) -> None:
    case = await mill(team)
    await holds(team.marie, EMERGENCE, case)
    await holds(team.paul, LEVEL, case)
    await page(team.marie)
    assert "Comparer les points de vue" not in team.marie.labels
    await holds(team.marie, LEVEL, case)
    await page(team.marie)
    said = await team.marie.touches("Comparer les points de vue")
    assert "« Jusqu’où coopérer ? »" in said


# Over time.


async def test_results_stand_over_time_each_as_what_it_is(team: Team) -> None:
    case = await mill(team)
    await holds(team.marie, MAIN_DIALOGUE, case, **WILLING)
    team.office.clock.turn(days=1)
    other = await holds(team.marie, EMERGENCE, case)
    team.office.clock.turn(days=1)
    await holds(team.paul, LEVEL, case)
    said = await course(team.marie)
    assert [each for each in team.marie.labels if "novembre" in each] == [
        "26 novembre 2026, Paul : « Jusqu’où coopérer ? »",
        "25 novembre 2026, vous : « Le point sur l’émergence »",
        "24 novembre 2026, vous : envie",
    ]
    assert f"25 novembre 2026 : « Le point sur l’émergence »\n{GROUP_READY}" in said
    assert "26 novembre 2026 : « Jusqu’où coopérer ? »\nFaire avec : partager des moyens" in said
    assert "Depuis le" not in said
    assert "Vous l’avez confirmé" not in said
    made = await result_of(team, other)
    told = await team.marie.touches("25 novembre 2026, vous")
    assert f"Le point du 25 novembre 2026, tel qu’il a été donné.\n{GROUP_READY}" in told
    assert len(told) > len(str(made.report["blocks"])) / 2
    assert await team.marie.traced("result.see") == 1


async def test_before_any_diagnosis_other_results_are_told_and_none_is_missed(team: Team) -> None:
    case = await mill(team)
    await holds(team.marie, EMERGENCE, case)
    said = await course(team.marie)
    assert "Pas encore de point." in said
    assert GROUP_READY in said
    assert "24 novembre 2026 : « Le point sur l’émergence »" in team.marie.labels
    team.office.clock.turn(days=1)
    await holds(team.marie, LEVEL, case)
    assert "Depuis le" not in await course(team.marie)  # of different interviews nothing has changed


async def test_what_changed_is_told_between_interviews_of_the_same_sort(team: Team) -> None:
    case = await mill(team)
    await holds(team.marie, MAIN_DIALOGUE, case, **WILLING)
    await holds(team.marie, REVIEW, case, tensions="blocked", trust="lost", aims="no")
    team.office.clock.turn(days=30)
    await holds(team.marie, MAIN_DIALOGUE, case, **WILLING)
    await holds(team.marie, REVIEW, case, aims="partly")
    said = await course(team.marie)
    assert said.count("Depuis le 24 novembre 2026") == 2
    assert "Depuis le 24 novembre 2026 : rien n’a changé" in said  # between the diagnoses
    review = said.partition("« Le point sur la mise en œuvre »\nDepuis le 24 novembre 2026")[2]
    assert review.splitlines()[0] == " : 2 blocages levés, 3 réponses différentes."
    assert "Une situation bloquée, à dénouer doucement\nUne confiance à retrouver pas à pas" in review


async def test_many_other_results_push_no_situation_off_the_screen(team: Team) -> None:
    case = await mill(team)
    await holds(team.marie, MAIN_DIALOGUE, case, **WILLING)
    for _ in range(9):
        team.office.clock.turn(days=1)
        await holds(team.marie, LEVEL, case)
    await course(team.marie)
    results = [each for each in team.marie.labels if "2026" in each]
    assert len(results) == 9
    assert results[-1] == "24 novembre 2026 : envie"
    assert results[0].startswith("3 décembre 2026 : « Jusqu’où")


async def test_a_cause_that_the_dialogue_no_longer_has_is_left_out(team: Team) -> None:
    case = await mill(team)
    session = await holds(team.marie, REVIEW, case, trust="lost")
    made = await result_of(team, session)
    team.office.clock.turn(days=1)
    await holds(team.marie, REVIEW, case, trust="lost")
    async with team.office.store.transaction() as tx:
        reasons = {**made.reasons, "causes": ["gone_by_now"]}
        later = made.made_at + timedelta(hours=1)
        await tx.diagnoses.add(
            replace(made, id="old", made_at=later, outcome="gone_by_now", reasons=reasons, steps=())
        )
    said = await course(team.marie)
    assert "Nouveaux blocages :\nUne confiance à retrouver pas à pas" in said
    assert "Blocages levés" not in said


async def test_an_outcome_is_told_in_the_words_that_fitted_then(team: Team) -> None:
    case = await mill(team)
    await holds(team.marie, REVIEW, case, trust="lost")
    assert "La route est bonne, malgré les soucis" in await course(team.marie)


async def test_what_rests_on_confidential_answers_stays_with_who_gave_them(team: Team) -> None:
    case = await mill(team)
    session = await holds(team.marie, REVIEW, case)
    team.office.clock.turn(minutes=1)
    await team.marie.touches("Garder une réponse pour moi")
    await team.marie.presses(next(code for label, code in team.marie.offered if "Les tensions" in label))
    assert (await result_of(team, session)).report["marks"]
    for visitor, there in ((team.marie, True), (team.paul, False)):
        said = await course(visitor)
        assert ("La route est bonne" in said) is there
        said = await visitor.touches("24 novembre 2026 : « Le point sur la mise")
        assert ("La route est bonne" in said) is there
        assert ("confidentielles" in said) is not there
