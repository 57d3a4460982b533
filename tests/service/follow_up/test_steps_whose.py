"""Whose a step is: others cannot reach it, and on one's own list one is asked whether to be reminded."""

from dataclasses import replace
from datetime import date

import pytest

from bot.records import Doer, Purpose
from bot.service.invitations import Offer
from bot.service.views import Show, View
from tests.service.follow_up.planned import change, step
from tests.service.follow_up.stepping import on_step, pending, steps_of
from tests.service.invited import shown
from tests.service.office import Visitor
from tests.service.test_advice import Met, met, office

__all__ = ["met", "office"]


async def test_steps_of_others_are_out_of_reach_and_stay_as_they_are(met: Met) -> None:
    office, officer = met.office, met.officer
    stranger = await office.officer(await office.organisation("Autre pays"), "Luc")
    mine = await step(officer, "", "Mon pas à moi", date(2026, 12, 1))
    (of_case,) = await steps_of(met)
    for known in (mine, of_case):
        before = await pending(officer, known)
        for show in (Show.STEP, Show.STEP_WHEN, Show.STEP_WHO, Show.STEP_SMALLER, Show.STEP_REWORD):
            view = View(show, about=known.subject.case, ids=(known.subject.cooperation, known.id))
            read = await shown(stranger, view)
            assert "Mon pas" not in read
            assert "emplir" not in read
            for code in ("d.done", "meeting", "w.other", "mute", "halve"):
                await stranger.presses(code)
            await shown(stranger, view)
            await stranger.says("demain")
        assert before == await pending(officer, known)
    async with office.store.transaction() as tx:
        assert [await tx.steps.get(each.id) for each in (mine, of_case)] == [mine, of_case]
    assert await stranger.traced("step.see", granted=False)
    assert not await stranger.traced("step.status")


async def test_a_step_of_a_case_that_was_handed_over_meanwhile_is_left_alone(met: Met) -> None:
    officer = met.officer
    (before,) = await steps_of(met)
    await on_step(officer, "remplir")
    person = await officer.person()
    async with met.office.store.transaction() as tx:
        await tx.cases.unassign(met.case, person.id)
    assert "n’est pas, ou plus, à votre portée" in await officer.touches("Fait")
    assert await steps_of(met) == [before]


async def test_a_step_that_was_replaced_meanwhile_changes_no_more(met: Met) -> None:
    officer = met.officer
    (before,) = await steps_of(met)
    for way, words in (
        ("Qui s’en charge", "Odile"),
        ("Autrement dit", "Autre chose"),
        ("Reporter", "demain"),
    ):
        await change(officer, before, status="planned")
        await on_step(officer, "remplir")
        await officer.touches(way)
        await change(officer, before, status="replaced")
        assert "Un autre pas l’a remplacé." in await officer.says(words)
        assert await steps_of(met) == [replace(before, status="replaced")]


# On one's own list.


@pytest.fixture
async def zoe(met: Met) -> Visitor:
    """Somebody alone, at their result."""
    zoe = met.office.visitor("zoe")
    await zoe.sends("start")
    await zoe.touches("Je réponds")
    await zoe.touches(zoe.labels[0])
    alone = Met(met.office, zoe, "")
    await alone.answers("running", "worked+next_set+acted", "shared", "own", "acting", "roles+tensions")
    await alone.answers("roles_unclear", "conflict", "good", "think")
    return zoe


async def test_somebody_alone_is_asked_once_whether_to_be_reminded(met: Met, zoe: Visitor) -> None:
    await zoe.touches("Choisir mes prochains pas")
    await zoe.touches(zoe.labels[0])
    read = await zoe.touches("Conseillé")
    assert "Qui : vous." in read
    assert "Voulez-vous que je vous rappelle vos pas ?" in read
    assert "rappellerai le" not in read
    given, made = await steps_of(met, zoe)
    assert not await pending(zoe, made)
    await zoe.touches("Oui")
    assert await pending(zoe, made)
    assert await pending(zoe, given)
    await zoe.sends("plan")
    await zoe.touches(zoe.labels[1], "En faire un pas")
    read = await zoe.touches("Cette semaine")
    assert "Voulez-vous" not in read
    assert "Je vous le rappellerai le vendredi 27 novembre." in read


async def test_the_result_of_somebody_alone_leads_to_reminders_until_they_were_asked(zoe: Visitor) -> None:
    assert "Me rappeler ces pas" in zoe.labels
    assert "Voulez-vous que je vous rappelle vos pas ?" in await zoe.touches("Me rappeler ces pas")
    await zoe.touches("Non")
    await zoe.sends("result")
    assert "Me rappeler ces pas" not in zoe.labels
    await zoe.touches("Choisir mes")
    await zoe.touches(zoe.labels[0])
    assert "Voulez-vous" not in await zoe.touches("Conseillé")


async def test_no_officer_is_asked_whether_to_be_reminded(met: Met) -> None:
    assert "Me rappeler ces pas" not in met.officer.labels


async def test_on_ones_own_list_the_person_who_supports_can_do_it(met: Met, zoe: Visitor) -> None:
    member = await met.officer.member()
    assert member is not None
    offer = Offer(Purpose.BENEFICIARY, member.organisation, member.person, met.case)
    await zoe.sends("start", await met.office.link(offer))
    await zoe.sends("plan")
    await zoe.touches(zoe.labels[0], "En faire un pas")
    await zoe.touches("La personne qui m’accompagne")
    assert "Qui : la personne qui vous accompagne." in await zoe.touches("Cette semaine")
    assert (await steps_of(met, zoe))[-1].doer is Doer.OFFICER


async def test_who_is_supported_by_nobody_is_not_offered_that(met: Met, zoe: Visitor) -> None:
    await zoe.sends("plan")
    await zoe.touches(zoe.labels[0], "En faire un pas")
    assert [each for each in zoe.labels if each in {"Moi", "Quelqu’un d’autre"}] == [
        "Moi",
        "Quelqu’un d’autre",
    ]
    assert "La personne qui m’accompagne" not in zoe.labels
