"""Making a step: of an idea, of a result, in one's own words; who does it, and by when."""

from dataclasses import replace
from datetime import date

import pytest

from bot.records import (
    CaseState,
    Change,
    Doer,
    Doing,
    Occasion,
    PlanEvent,
    StepStatus,
)
from bot.service import plan
from tests.service.follow_up.planned import visit
from tests.service.follow_up.stepping import an_idea, on_step, pending, steps_of
from tests.service.office import plain
from tests.service.test_advice import Met, met, office

__all__ = ["met", "office"]


async def test_an_idea_becomes_a_step_in_two_taps(met: Met) -> None:
    officer = met.officer
    (before,) = await steps_of(met)
    title = await an_idea(officer)
    assert officer.labels[0] == "En faire un pas"
    read = await officer.touches("En faire un pas")
    assert "Qui s’en charge, et pour quand ?" in read
    read = await officer.touches("Conseillé : mardi 15 décembre")
    assert "C’est noté : bâtir avec eux un tableau « qui, quoi, quand »." in read
    assert "Qui : vous. Quand : d’ici le 15 décembre 2026." in read
    assert "Je vous le rappellerai le vendredi 11 décembre." in read
    _, made = await steps_of(met)
    assert (made.step, made.due, made.doer) == ("who_does_what", date(2026, 12, 15), Doer.OFFICER)
    assert (made.status, made.occasion, made.diagnosis) == (StepStatus.PLANNED, "", "")
    assert made.agreed_by == before.agreed_by == (await officer.person()).id
    assert await officer.traced("step.agree") == 1
    idea = plan.items(await met.trace())[0]
    assert idea.status is Doing.UNDER_WAY
    assert f"{title} (en cours)" in officer.labels


async def test_from_a_result_three_taps_make_a_step(met: Met) -> None:
    officer = met.officer
    read = await officer.touches("Choisir leurs prochains pas")
    assert "Déjà prévu :" in read
    assert "remplir avec eux et leurs partenaires" in read
    await officer.touches(officer.labels[1])
    await officer.touches("Conseillé")
    assert (await steps_of(met))[-1].due == date(2026, 12, 8)


async def test_ideas_that_are_over_are_not_offered_as_steps(met: Met) -> None:
    officer = met.officer
    title = await an_idea(officer)
    await officer.touches("Faite")
    await officer.sends("result")
    await officer.touches("Choisir leurs prochains pas")
    assert len([code for _, code in officer.offered if code.startswith("n.")]) == 2
    assert title not in officer.labels
    await officer.touches("Toute la liste")
    assert f"{title} (faite)" in officer.labels


@pytest.mark.parametrize(
    ("doer", "kept", "who"),
    [("Le groupe", Doer.GROUP, "le groupe"), ("Moi", Doer.OFFICER, "vous")],
)
async def test_who_does_it_is_chosen_before_the_day(met: Met, doer: str, kept: Doer, who: str) -> None:
    officer = met.officer
    await an_idea(officer)
    await officer.touches("En faire un pas", doer)
    assert officer.screen is not None
    ticked = [plain(each.label) for row in officer.screen.controls for each in row if each.ticked]
    assert ticked == [doer]
    assert f"Qui : {who}." in await officer.touches("Cette semaine")
    assert (await steps_of(met))[-1].doer is kept


async def test_somebody_else_can_be_named_or_left_unnamed(met: Met) -> None:
    officer = met.officer
    await an_idea(officer)
    read = await officer.touches("En faire un pas", "Quelqu’un d’autre", "Cette semaine")
    assert "Écrivez le nom ou la fonction de cette personne." in read
    assert "deux lettres" in await officer.says("?")
    assert "Qui : Odile, la présidente." in await officer.says("Odile, la présidente")
    assert [(each.doer, each.doer_name) for each in await steps_of(met)][-1] == (
        Doer.OTHER,
        "Odile, la présidente",
    )
    await officer.touches(officer.labels[1], "En faire un pas", "Quelqu’un d’autre", "Cette semaine")
    assert "Qui : quelqu’un d’autre." in await officer.touches("Je passe")
    assert (await steps_of(met))[-1].doer_name == ""


async def test_the_next_meeting_is_the_visit_that_is_planned(met: Met) -> None:
    officer = met.officer
    await an_idea(officer)
    read = await officer.touches("En faire un pas", "À la prochaine réunion")
    assert "à la prochaine réunion, au plus tard le 22 décembre 2026" in read
    await visit(officer, met.case, date(2026, 12, 3))
    await on_step(officer, "bâtir")
    assert "au plus tard le 3 décembre 2026" in await officer.touches("Reporter", "À la prochaine réunion")
    assert (await steps_of(met))[-1].occasion == "next_meeting"


async def test_a_day_can_be_typed_or_taken_from_the_calendar(met: Met) -> None:
    officer = met.officer
    await an_idea(officer)
    await officer.touches("En faire un pas")
    assert "Vacances" in await officer.says("après les vacances")
    assert len(await steps_of(met)) == 1
    assert "est passé" in await officer.says("hier")
    assert len(await steps_of(met)) == 1
    await officer.says("dans 10 jours")
    assert (await steps_of(met))[-1].due == date(2026, 12, 4)
    await on_step(officer, "bâtir")
    await officer.touches("Reporter", "Choisir sur un calendrier")
    await officer.presses("m.2")
    await officer.presses("y.20261217")
    assert (await steps_of(met))[-1].due == date(2026, 12, 17)


async def test_a_number_is_a_choice_and_annuler_leads_back(met: Met) -> None:
    officer = met.officer
    title = await an_idea(officer)
    await officer.touches("En faire un pas", "Choisir sur un calendrier")
    await officer.says("retour")
    assert officer.labels[0] == "Conseillé : mardi 15 décembre"
    await officer.says("retour")
    assert title in officer.read
    assert len(await steps_of(met)) == 1
    await officer.says("1")
    await officer.says("1")
    assert (await steps_of(met))[-1].due == date(2026, 12, 15)


async def test_the_same_idea_twice_moves_the_step_and_doubles_nothing(met: Met) -> None:
    officer = met.officer
    for day in ("Cette semaine", "Dans un mois"):
        await an_idea(officer)
        await officer.touches("En faire un pas", day)
    _, made = await steps_of(met)
    assert made.due == date(2026, 12, 24)
    assert Occasion.DUE in await pending(officer, made)


async def test_a_day_touched_twice_makes_one_step(met: Met) -> None:
    officer = met.officer
    await an_idea(officer)
    await officer.touches("En faire un pas")
    screen = officer.screen
    await officer.touches("Cette semaine")
    officer.screen = screen
    await officer.touches("Dans un mois")
    _, made = await steps_of(met)
    assert made.due == date(2026, 11, 27)


async def test_a_step_in_ones_own_words_is_kept_before_its_day_is_asked(met: Met) -> None:
    officer = met.officer
    await officer.sends("plan")
    await officer.touches("Ajouter un pas")
    assert "deux lettres" in await officer.says("é")
    read = await officer.says("Appeler le maire.")
    assert "Pour l’instant : d’ici le 8 décembre 2026." in read
    assert [each.words for each in await steps_of(met)] == ["", "Appeler le maire."]
    await officer.touches("Moi")
    read = await officer.says("mardi")
    assert "C’est noté : Appeler le maire. Qui : vous. Quand : d’ici le 1er décembre 2026." in read
    made = (await steps_of(met))[-1]
    assert (made.due, made.doer) == (date(2026, 12, 1), Doer.OFFICER)


async def test_a_step_in_ones_own_words_can_stay_as_it_is(met: Met) -> None:
    officer = met.officer
    await officer.sends("plan")
    await officer.touches("Ajouter un pas")
    await officer.says("Appeler le maire")
    assert "Quand : d’ici le 8 décembre 2026." in await officer.touches("C’est bien ainsi")
    assert any("Petit pas : Appeler le maire" in each for each in officer.labels)


async def test_an_officer_is_told_once_where_reminders_are_changed(met: Met) -> None:
    officer = met.officer
    told = []
    for words in ("Appeler le maire", "Réserver la salle"):
        await officer.sends("plan")
        await officer.touches("Ajouter un pas")
        await officer.says(words)
        told.append("/rappels" in await officer.touches("C’est bien ainsi"))
    assert told == [True, False]


async def test_nothing_is_made_in_an_archived_case(met: Met) -> None:
    officer = met.officer
    await an_idea(officer)
    await officer.touches("En faire un pas")
    async with met.office.store.transaction() as tx:
        case = await tx.cases.get(met.case)
        assert case is not None
        await tx.cases.save(replace(case, state=CaseState.ARCHIVED))
    assert "n’a pas été gardé" in await officer.touches("Cette semaine")
    assert len(await steps_of(met)) == 1


async def test_an_idea_taken_from_the_list_meanwhile_makes_no_step(met: Met) -> None:
    officer = met.officer
    await an_idea(officer)
    await officer.touches("En faire un pas")
    item, person = plan.items(await met.trace())[0], await officer.person()
    event = PlanEvent(
        "gone",
        (await steps_of(met))[0].subject,
        "",
        met.office.clock.now(),
        person.id,
        Change.REMOVED,
        item.id,
    )
    async with met.office.store.transaction() as tx:
        await tx.plans.add([event])
    assert "n’est plus sur la liste" in await officer.touches("Cette semaine")
    assert len(await steps_of(met)) == 1
    await officer.touches("Retour à la liste")
    assert "Ajouter un pas" in officer.labels
