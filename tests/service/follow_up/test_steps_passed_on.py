"""Steps and visits when a case file changes hands, rests, or a visit is moved; and what a result and the list say."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.records import Doer, StepRecord, Visit, VisitState
from tests.conftest import TurnedClock
from tests.service.follow_up.planned import change, step, subject_of, visit
from tests.service.follow_up.stepping import on_step, pending, steps_of
from tests.service.office import Visitor
from tests.service.test_advice import Met, met, office

__all__ = ["met", "office"]


@pytest.fixture
async def luc(met: Met) -> Visitor:
    member = await met.officer.member()
    assert member is not None
    return await met.office.officer(member.organisation, "Luc")


async def visits_of(met: Met) -> list[Visit]:
    async with met.office.store.transaction() as tx:
        return list(await tx.visits.about(met.case))


async def kept(met: Met, known: StepRecord) -> StepRecord:
    return next(each for each in await steps_of(met) if each.id == known.id)


async def test_who_takes_a_case_over_takes_what_was_agreed(met: Met, luc: Visitor) -> None:
    officer, taker = met.officer, (await luc.person()).id
    (given,) = await steps_of(met)
    done = await step(officer, met.case, "Passé", date(2026, 12, 8), status="done")
    await visit(officer, met.case, date(2026, 12, 7))
    await officer.sends("cases", "noyers")
    assert "Son pas et sa visite passent à Luc." in await officer.touches("Confier", "Confier", "Luc")
    await officer.touches("Oui, confier")
    assert (await kept(met, given)).agreed_by == taker
    assert (await kept(met, done)).agreed_by != taker
    assert [each.by for each in await visits_of(met)] == [taker]
    assert await pending(luc, given)
    assert not await pending(officer, given)
    await luc.sends("cases", "noyers")
    assert "Qui s’en charge : vous." in await on_step(luc, "remplir")


async def test_steps_alone_are_counted_and_nothing_is_said_of_none(met: Met, luc: Visitor) -> None:
    officer = met.officer
    await step(officer, met.case, "Appeler", date(2026, 12, 8))
    await officer.sends("cases", "noyers")
    assert "Ses 2 pas passent à Luc." in await officer.touches("Confier", "Confier", "Luc")
    for each in await steps_of(met):
        await change(officer, each, status="done")
    await officer.sends("cases", "noyers")
    assert "passe" not in await officer.touches("Confier", "Confier", "Luc")


async def test_who_leaves_a_case_that_others_follow_leaves_its_steps_to_them(met: Met, luc: Visitor) -> None:
    officer = met.officer
    (given,) = await steps_of(met)
    await officer.sends("cases", "noyers")
    await officer.touches("Confier", "Suivre avec", "Luc", "Ne plus suivre", "Oui")
    assert (await kept(met, given)).agreed_by == (await luc.person()).id


async def test_who_leaves_the_team_leaves_the_steps_to_who_follows_the_case(met: Met, luc: Visitor) -> None:
    (given,) = await steps_of(met)
    await met.officer.sends("cases", "noyers")
    await met.officer.touches("Confier", "Suivre avec", "Luc")
    await met.officer.sends("team")
    await met.officer.touches("Moi dans", "Quitter", "Oui")
    assert await met.officer.member() is None
    assert (await kept(met, given)).agreed_by == (await luc.person()).id


async def test_archiving_says_what_is_not_recalled_any_more(met: Met) -> None:
    officer = met.officer
    await step(officer, met.case, "Appeler", date(2026, 12, 8))
    await visit(officer, met.case, date(2026, 12, 7))
    await officer.sends("cases", "noyers")
    read = await officer.touches("Archiver")
    assert "vous pourrez le rouvrir à tout moment. 2 pas et une visite ne seront plus rappelés." in read


async def test_a_result_says_that_its_steps_are_recalled_if_they_are(met: Met) -> None:
    officer, said = met.officer, "Ce pas vous sera rappelé à sa date."
    assert f"{said} « Choisir leurs prochains pas » permet de le changer." in await officer.sends("result")
    await on_step(officer, "remplir")
    await officer.touches("Ne plus me le rappeler")
    assert said not in await officer.sends("result")


async def test_the_list_says_who_does_a_step_and_one_done_once(met: Met) -> None:
    officer = met.officer
    await step(officer, met.case, "Appeler", date(2026, 12, 4), doer=Doer.GROUP)
    await on_step(officer, "remplir")
    read = await officer.touches("Fait")
    steps = [each for each in officer.labels if each.startswith("Petit pas : ")]
    assert steps[0] == "Petit pas : Appeler (le groupe), d’ici le 4 décembre 2026"
    assert steps[1].endswith("(fait)")
    assert "Petits pas faits" not in read
    assert read.count("remplir") + sum("remplir" in each for each in officer.labels) == 1


async def for_the_next_meeting(met: Met) -> tuple[StepRecord, Visit]:
    planned = await visit(met.officer, met.case, date(2026, 12, 7))
    made = await step(met.officer, met.case, "Compter", planned.day, occasion="next_meeting")
    return made, planned


async def test_what_is_for_the_next_meeting_moves_with_the_visit(met: Met) -> None:
    officer = met.officer
    made, _ = await for_the_next_meeting(met)
    other = await step(officer, met.case, "Ce jour-là", date(2026, 12, 7))
    await officer.sends("cases", "noyers")
    await officer.touches("Prochaine visite", "Changer le jour")
    await officer.says("mardi 15 décembre")
    assert (await kept(met, made)).due == date(2026, 12, 15)
    assert (await kept(met, other)).due == date(2026, 12, 7)
    assert max((await pending(officer, made)).values()) > date(2026, 12, 15)


async def test_of_a_visit_cancelled_it_waits_for_the_one_after_or_for_long(
    met: Met, clock: TurnedClock
) -> None:
    officer = met.officer
    made, planned = await for_the_next_meeting(met)
    later = await visit(officer, met.case, date(2026, 12, 10))
    await officer.sends("cases", "noyers")
    await officer.touches("Prochaine visite", "Annuler")
    assert (await kept(met, made)).due == later.day
    await officer.sends("cases", "noyers")
    await officer.touches("Prochaine visite", "Annuler")
    after = await kept(met, made)
    assert (after.due, after.occasion) == (clock.now().date() + timedelta(weeks=4), "next_meeting")
    assert {each.state for each in await visits_of(met)} == {VisitState.CANCELLED}
    assert planned.cooperation == (await subject_of(officer, met.case)).cooperation
    assert replace(after, due=made.due) == made
