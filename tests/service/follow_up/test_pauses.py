"""Pauses that are set late or ended early: what came in them is told once they are over, and nothing long past comes back."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.records import Habits, Occasion, Sending, StepRecord, StepStatus
from bot.service.follow_up import schedule
from bot.service.follow_up.occasions import of_step, of_visit
from tests.conftest import TurnedClock
from tests.service.follow_up.planned import habits, step, visit
from tests.service.follow_up.plans import AFTER, FOLLOWING, PARIS, USUAL, at, days, told
from tests.service.follow_up.plans import step as planned_step
from tests.service.follow_up.plans import visit as planned_visit
from tests.service.follow_up.reminded import due, office, pending, turn_to
from tests.service.office import Office

__all__ = ["clock", "office"]
PAUSED = replace(USUAL, paused_until=date(2027, 7, 12))


@pytest.fixture
def clock() -> TurnedClock:
    return TurnedClock()


async def test_who_ends_a_pause_hears_at_once_of_what_came_in_it(office: Office) -> None:
    house = await office.organisation("A")
    ann = await office.officer(house, "ann")
    case = await office.case(house, "Alba", ann)
    await step(ann, case, "appeler", date(2026, 12, 1))
    turn_to(office, date(2026, 12, 1), 10)
    await visit(ann, case, date(2026, 12, 2))
    await habits(ann, paused_until=date(2027, 1, 11))
    assert set(await pending(ann)) == {("after", date(2027, 1, 11)), ("visit_after", date(2027, 1, 11))}
    turn_to(office, date(2026, 12, 22), 10)
    await habits(ann, paused_until=None)
    assert {occasion for occasion, _ in await pending(ann)} == {"after", "visit_after"}
    assert await due(office) == [(await ann.person()).id]


async def test_what_was_put_off_to_the_next_day_stays_so(office: Office) -> None:
    house = await office.organisation("A")
    ann = await office.officer(house, "ann")
    case = await office.case(house, "Alba", ann)
    await step(ann, case, "appeler", date(2026, 12, 1))
    turn_to(office, date(2026, 12, 4), 22)
    person = (await ann.person()).id
    async with office.store.transaction() as tx:
        await tx.reminders.put_off(person, office.clock.now() + timedelta(days=2))
        await schedule.replan_person(tx, office.clock.now(), person)
    assert await due(office) == []


@pytest.mark.parametrize("paused", [USUAL, PAUSED])
def test_a_pause_revives_nothing(paused: Habits) -> None:
    """Neither what was past when it was planned nor what was told, be it forgotten since."""
    now = at("2027-07-01")
    assert of_step(planned_step("2027-06-10"), paused, PARIS, now) == ()
    assert of_visit(planned_visit("2027-06-10"), paused, PARIS, now) == ()


def test_what_waits_is_put_off_by_a_pause() -> None:
    now, overdue, over = at("2027-07-01"), planned_step("2027-06-10"), planned_visit("2027-06-10")
    waiting = of_step(overdue, USUAL, PARIS, at("2027-06-02"))
    assert days(of_step(overdue, PAUSED, PARIS, now, waiting)) == [(AFTER, "2027-07-12")]
    waiting = of_visit(over, USUAL, PARIS, at("2027-06-02"))
    assert days(of_visit(over, PAUSED, PARIS, now, waiting)) == [(FOLLOWING, "2027-07-12")]


def _said(step: StepRecord, day: str) -> StepRecord:
    return replace(step, status=StepStatus.NOT_DONE.value, said_at=at(day), not_done=1)


def test_a_step_overdue_for_long_is_left_to_the_lists() -> None:
    """What was told of it is forgotten after 90 days: it would be told again."""
    overdue = planned_step("2027-06-10")
    assert days(of_step(_said(overdue, "2027-07-01"), USUAL, PARIS, at("2027-07-01"))) == [
        (AFTER, "2027-07-05")
    ]
    assert of_step(_said(overdue, "2027-09-20"), USUAL, PARIS, at("2027-09-20")) == ()
    kept = [each for each in of_step(overdue, USUAL, PARIS, at("2027-06-02")) if each.occasion is AFTER]
    again = of_step(_said(overdue, "2027-09-20"), USUAL, PARIS, at("2027-09-20"), kept)
    assert [each.occasion for each in again] == [Occasion.AFTER]  # it was never told, and still is to be
    done = [told(each) for each in kept]
    assert done[0].state is Sending.TOLD
    assert of_step(_said(overdue, "2027-07-01"), USUAL, PARIS, at("2027-07-01"), done) == ()
