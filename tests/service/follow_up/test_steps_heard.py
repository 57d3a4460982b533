"""What is said of steps between two interviews: the next one hears of it, and counts no news twice."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest

from bot.records import Doer, StepRecord, StepStatus
from tests.conftest import TurnedClock
from tests.service.follow_up.planned import step, subject_of
from tests.service.office import Visitor
from tests.service.test_advice import Met, met, office

__all__ = ["met", "office"]


async def steps_of(met: Met) -> Sequence[StepRecord]:
    async with met.office.store.transaction() as tx:
        return await tx.steps.about(met.case)


async def kept(met: Met, known: StepRecord) -> StepRecord:
    async with met.office.store.transaction() as tx:
        found = await tx.steps.get(known.id)
    assert found is not None
    return found


async def says(officer: Visitor, words: str, label: str) -> None:
    """Say on the list how the step goes."""
    await officer.sends("plan")
    (step,) = [each for each in officer.labels if each.startswith("Petit pas : ") and words in each]
    await officer.touches(step, label)


async def begins_a_visit(officer: Visitor) -> str:
    await officer.sends("cases", "noyers")
    return await officer.touches("Raconter la visite")


async def passes_to_the_end(officer: Visitor) -> str:
    """Confirm what was answered before, and pass all else that is still asked; the result."""
    for _ in range(40):
        codes = [code for _, code in officer.offered]
        if "skip" not in codes:
            return officer.read
        await officer.presses("same" if "same" in codes else "skip")
    pytest.fail("the visit has no end")


async def answers(officer: Visitor, *codes: str) -> str:
    """A visit in which these are answered first, and the rest is passed."""
    await begins_a_visit(officer)
    for code in codes:
        await officer.presses(code)
    return await passes_to_the_end(officer)


@pytest.fixture
async def given(met: Met) -> StepRecord:
    """The step that the first result gave."""
    (given,) = await steps_of(met)
    return given


async def test_who_takes_a_step_down_is_kept_with_it(met: Met, given: StepRecord) -> None:
    person = await met.officer.person()
    assert (given.agreed_by, given.doer, given.status) == (person.id, Doer.OFFICER, StepStatus.PLANNED)
    async with met.office.store.transaction() as tx:
        reminders = await tx.reminders.about(given.id)
    assert {each.person for each in reminders} == {person.id}


@pytest.mark.parametrize(
    ("label", "state"),
    [("Fait", "done"), ("Commencé", "begun"), ("Pas fait", "not_done"), ("Laissé de côté", "dropped")],
)
async def test_what_was_said_since_is_offered_in_the_visit_and_confirmed_with_one_tap(
    met: Met, given: StepRecord, clock: TurnedClock, label: str, state: str
) -> None:
    clock.turn(days=2)
    await says(met.officer, "remplir", label)
    told_at = clock.now()
    clock.turn(days=3)
    read = await begins_a_visit(met.officer)
    assert "remplir avec eux" in read.lower()
    assert "Vous avez noté : «" in read
    await met.officer.touches("Toujours pareil")
    if state in {"not_done", "dropped"}:
        await met.officer.presses("skip")  # what stood in the way
    told = await passes_to_the_end(met.officer)
    after = await kept(met, given)
    assert (after.status, after.not_done) == (state, state == "not_done")
    assert after.said_at is not None
    assert after.said_at > told_at
    async with met.office.store.transaction() as tx:
        newest = (await tx.diagnoses.about(met.case, viewer=None))[0]
        result = await tx.diagnoses.get(newest.id)
    assert result is not None
    (found,) = [each for each in result.reasons["answers"] if each["question"] == "step_state"]
    assert found["value"] == {"one": state}
    assert ("Ce qui était prévu est fait" in told) == (state == "done")


async def test_what_the_last_interview_knew_is_not_asked_again(
    met: Met, given: StepRecord, clock: TurnedClock
) -> None:
    clock.turn(hours=1)
    await says(met.officer, "remplir", "Fait")
    clock.turn(days=3)
    await answers(met.officer, "same")
    assert (await kept(met, given)).said_at == clock.now()
    clock.turn(days=20)
    await begins_a_visit(met.officer)
    async with met.office.store.transaction() as tx:
        begun = (await tx.sessions.about(met.case, viewer=None))[0]
    asked = begun.inputs.items.get("steps", ())
    assert given.id not in asked
    assert set(asked) == {each.id for each in await steps_of(met) if each.status == StepStatus.PLANNED}


async def test_a_step_never_spoken_of_has_no_earlier_answer(met: Met, given: StepRecord) -> None:
    assert "Vous avez noté : «" not in await begins_a_visit(met.officer)
    assert "same" not in [code for _, code in met.officer.offered]
    assert given.said_at is None


async def test_the_same_news_by_a_tap_and_in_a_visit_counts_once(
    met: Met, given: StepRecord, clock: TurnedClock
) -> None:
    clock.turn(days=25)  # its day has passed
    await says(met.officer, "remplir", "Pas fait")
    clock.turn(days=5)
    read = await answers(met.officer, "same", "skip")
    assert "deux fois plus petit" not in read
    after = await kept(met, given)
    assert (after.status, after.not_done) == ("not_done", 1)


async def test_a_second_visit_that_finds_it_not_done_gives_a_smaller_one(
    met: Met, given: StepRecord, clock: TurnedClock
) -> None:
    clock.turn(days=25)
    await says(met.officer, "remplir", "Pas fait")
    clock.turn(days=5)
    await answers(met.officer, "same", "skip")
    clock.turn(days=25)
    await begins_a_visit(met.officer)
    while "remplir avec eux" not in met.officer.read.lower():
        await met.officer.presses("o.done")
    await met.officer.presses("o.not_done")
    await passes_to_the_end(met.officer)
    after = await kept(met, given)
    assert (after.status, after.not_done) == ("replaced", 2)
    assert any(each.step == "halve_it" and each.status == "planned" for each in await steps_of(met))


async def test_a_day_it_was_put_off_to_and_that_passed_makes_it_news(
    met: Met, given: StepRecord, clock: TurnedClock
) -> None:
    clock.turn(days=25)
    await says(met.officer, "remplir", "Pas fait")
    await met.officer.touches("Dans 2 semaines")
    clock.turn(days=20)
    read = await answers(met.officer, "same", "skip")
    assert "deux fois plus petit" in read
    after = await kept(met, given)
    assert (after.status, after.not_done) == ("replaced", 2)


async def test_a_visit_may_say_otherwise_than_what_was_said(
    met: Met, given: StepRecord, clock: TurnedClock
) -> None:
    clock.turn(hours=1)
    await says(met.officer, "remplir", "Fait")
    clock.turn(days=3)
    await answers(met.officer, "o.not_done")
    after = await kept(met, given)
    assert (after.status, after.not_done) == ("not_done", 1)


async def test_an_answer_about_a_step_that_is_changed_changes_the_step(
    met: Met, given: StepRecord, clock: TurnedClock
) -> None:
    clock.turn(days=3)
    officer = met.officer
    await answers(officer, "o.done")
    assert (await kept(met, given)).status == "done"
    clock.turn(minutes=5)
    await officer.sends("edit")
    await officer.touches(next(each for each in officer.labels if "emplir avec eux" in each))
    await officer.presses("o.begun")
    if "confirm" in [code for _, code in officer.offered]:
        await officer.presses("confirm")
    await passes_to_the_end(officer)
    after = await kept(met, given)
    assert (after.status, after.said_at) == ("begun", clock.now() - timedelta(minutes=5))


async def test_a_result_that_gives_the_same_step_again_does_not_double_it(
    met: Met, given: StepRecord, clock: TurnedClock
) -> None:
    await says(met.officer, "remplir", "Commencé")
    clock.turn(days=10)
    await met.officer.sends("cases", "noyers")
    await met.officer.touches("Refaire le point")
    for _ in range(20):
        if "same" not in [code for _, code in met.officer.offered]:
            break
        await met.officer.presses("same")
    await passes_to_the_end(met.officer)
    old, again = sorted(await steps_of(met), key=lambda each: each.agreed_at)
    assert (old.id, old.status) == (given.id, "replaced")
    assert (again.step, again.status, again.due) == (given.step, "begun", given.due)


async def test_an_answer_changed_later_keeps_what_was_said_and_settled_of_a_step(
    met: Met, given: StepRecord
) -> None:
    officer = met.officer
    await officer.sends("plan")
    await officer.touches(next(each for each in officer.labels if each.startswith("Petit pas : ")))
    await officer.touches("Qui s’en charge", "Le groupe", "Reporter", "Dans un mois")
    await officer.sends("edit")
    await officer.touches("Ce qui mérite")
    for each in ("o.money", "done", "confirm"):
        if each in [code for _, code in officer.offered]:
            await officer.presses(each)
    await passes_to_the_end(officer)
    there = [each for each in await steps_of(met) if each.status != "replaced"]
    same = [each for each in there if each.step == given.step]
    assert [(each.due, each.doer) for each in same] == [(date(2026, 12, 24), Doer.GROUP)]


async def test_a_step_made_by_hand_stays_when_an_answer_is_changed(met: Met) -> None:
    officer = met.officer
    own = await step(officer, met.case, "Appeler le maire", date(2026, 12, 8))
    await officer.sends("edit")
    await officer.touches("Ce qui mérite")
    for each in ("o.roles", "o.money", "done", "confirm"):
        if each in [code for _, code in officer.offered]:
            await officer.presses(each)
    await passes_to_the_end(officer)
    async with met.office.store.transaction() as tx:
        assert len(await tx.diagnoses.about(met.case, viewer=None)) > 1
    assert await kept(met, own) == own


async def test_steps_are_heard_of_by_list(met: Met, clock: TurnedClock) -> None:
    """What was said of one's own step is nothing that a visit to a group asks about."""
    await step(met.officer, "", "Mon pas", date(2026, 12, 8), status="done", said_at=clock.now())
    assert (await subject_of(met.officer, met.case)).case
    clock.turn(days=1)
    await begins_a_visit(met.officer)
    assert "Mon pas" not in met.officer.read
