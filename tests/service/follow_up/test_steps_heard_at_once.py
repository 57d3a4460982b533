"""What a follow-up visit hears of a step counts when it is said, and once, whatever becomes of the visit."""

from datetime import date

from bot.records import StepRecord, StepStatus
from tests.conftest import TurnedClock
from tests.service.follow_up.stepping import on_step, pending, steps_of
from tests.service.follow_up.test_steps_heard import begins_a_visit, given, kept, passes_to_the_end, says
from tests.service.office import Visitor
from tests.service.test_advice import Met, met, office

__all__ = ["given", "met", "office"]


async def test_what_is_said_of_a_step_counts_before_the_visit_ends(
    met: Met, given: StepRecord, clock: TurnedClock
) -> None:
    clock.turn(days=2)
    assert await pending(met.officer, given)
    await begins_a_visit(met.officer)
    await met.officer.presses("o.done")
    after = await kept(met, given)
    assert (after.status, after.said_at) == (StepStatus.DONE, clock.now())
    assert not await pending(met.officer, given)
    await met.officer.sends("pause")
    clock.turn(days=9)
    assert await kept(met, given) == after


async def test_a_step_not_done_is_counted_once_until_the_visit_ends(
    met: Met, given: StepRecord, clock: TurnedClock
) -> None:
    clock.turn(days=25)
    officer = met.officer
    await begins_a_visit(officer)
    await officer.presses("o.not_done")
    heard = await kept(met, given)
    assert (heard.status, heard.not_done) == ("not_done", 1)
    await officer.presses("back")
    await officer.presses("o.not_done")
    assert await kept(met, given) == heard  # nothing else was said
    clock.turn(days=3)
    assert "deux fois plus petit" not in await passes_to_the_end(officer)
    assert await kept(met, given) == heard


async def test_an_answer_changed_on_the_way_is_what_counts(
    met: Met, given: StepRecord, clock: TurnedClock
) -> None:
    clock.turn(days=25)
    officer = met.officer
    await begins_a_visit(officer)
    await officer.presses("o.not_done")
    clock.turn(days=2)
    await officer.presses("back")
    await officer.presses("o.begun")
    if "confirm" in [code for _, code in officer.offered]:
        await officer.presses("confirm")
    after = await kept(met, given)
    assert (after.status, after.not_done, after.said_at) == ("begun", 0, clock.now())


async def test_what_is_said_on_the_list_while_the_visit_waits_stands(
    met: Met, given: StepRecord, clock: TurnedClock
) -> None:
    clock.turn(days=25)
    await begins_a_visit(met.officer)
    await met.officer.presses("o.not_done")
    await met.officer.sends("pause")
    clock.turn(days=2)
    await says(met.officer, "remplir", "Fait")
    said = await kept(met, given)
    await met.officer.sends("resume")
    await passes_to_the_end(met.officer)
    assert await kept(met, given) == said
    assert said.said_at == clock.now()
    assert said.status == StepStatus.DONE


async def the_same_again(officer: Visitor) -> None:
    """The first interview again, with the same answers."""
    await officer.sends("cases", "noyers")
    await officer.touches("Refaire le point")
    while "same" in [code for _, code in officer.offered]:
        await officer.presses("same")
    await passes_to_the_end(officer)


async def test_a_result_given_again_leaves_the_day_that_was_chosen(
    met: Met, given: StepRecord, clock: TurnedClock
) -> None:
    await on_step(met.officer, "remplir")
    await met.officer.touches("Reporter", "Dans un mois")
    clock.turn(days=10)
    await the_same_again(met.officer)
    (again,) = [each for each in await steps_of(met) if each.status != StepStatus.REPLACED]
    assert (again.step, again.due) == (given.step, date(2026, 12, 24))
    clock.turn(days=40)  # its day has passed: the result gives a new one
    await the_same_again(met.officer)
    (later,) = [each for each in await steps_of(met) if each.status != StepStatus.REPLACED]
    assert later.due > clock.now().date()


async def test_what_was_done_of_late_is_not_given_again(
    met: Met, given: StepRecord, clock: TurnedClock
) -> None:
    await says(met.officer, "remplir", "Fait")
    for _ in range(2):
        clock.turn(days=10)
        await the_same_again(met.officer)
        (again,) = [each for each in await steps_of(met) if each.status != StepStatus.REPLACED]
        assert (again.step, again.status) == (given.step, StepStatus.DONE)
        assert not await pending(met.officer, again)
    clock.turn(days=200)
    await the_same_again(met.officer)
    assert StepStatus.PLANNED in [each.status for each in await steps_of(met)]


async def test_a_tap_known_before_stays_one_finding_when_the_visit_confirms_and_corrects_it(
    met: Met, given: StepRecord, clock: TurnedClock
) -> None:
    clock.turn(days=25)
    officer = met.officer
    await says(officer, "remplir", "Pas fait")
    clock.turn(days=2)
    await begins_a_visit(officer)
    await officer.presses("same")
    assert (await kept(met, given)).not_done == 1
    clock.turn(days=2)
    await officer.presses("back")
    for code in ("o.begun", "back", "o.not_done"):
        await officer.presses(code)
        if "confirm" in [each for _, each in officer.offered]:
            await officer.presses("confirm")
    after = await kept(met, given)
    assert (after.status, after.not_done) == ("not_done", 1)
