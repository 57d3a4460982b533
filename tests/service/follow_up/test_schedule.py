"""What is pending follows what is true: who does what by when, and who wants to hear of it."""

from dataclasses import replace
from datetime import date, timedelta

from bot.records import (
    Occasion,
    Sending,
    StepStatus,
    Subject,
)
from bot.service.follow_up import schedule
from tests.service.follow_up.planned import step, visit
from tests.service.follow_up.reminded import accustom, kept, pending, told, turn_to
from tests.service.office import Visitor
from tests.service.teamed import Team, team

__all__ = ["team"]  # a fixture
TODAY, DUE = date(2026, 11, 24), date(2026, 12, 10)  # a Tuesday and a Thursday
OF_A_STEP = [("before", date(2026, 12, 8)), ("due", DUE), ("after", date(2026, 12, 14))]


async def again(team: Team, visitor: Visitor, case: str) -> None:
    """Plan everything anew, each way."""
    person, now = await visitor.person(), team.office.clock.now()
    async with team.office.store.transaction() as tx:
        for cooperation in await tx.cases.cooperations(case):
            await schedule.replan_list(tx, now, Subject(case, cooperation.id), "")
        await schedule.replan_visits(tx, now, case)
        await schedule.replan_case(tx, now, case)
        await schedule.replan_person(tx, now, person.id)


async def test_a_step_is_called_to_mind_before_on_and_after_its_day(team: Team) -> None:
    await step(team.bo, team.canteen, "Appeler la mairie", DUE)
    assert await pending(team.bo) == OF_A_STEP
    assert await pending(team.ana) == []


async def test_planning_again_changes_nothing(team: Team) -> None:
    await step(team.bo, team.canteen, "Appeler la mairie", DUE)
    await visit(team.bo, team.canteen, DUE)
    await accustom(team.bo, digest=0)
    await again(team, team.bo, team.canteen)
    before = await kept(team.bo)
    assert {each.occasion for each in before} == set(Occasion) - {Occasion.AGAIN}
    await again(team, team.bo, team.canteen)
    assert await kept(team.bo) == before
    turn_to(team.office, DUE, 9, 5)  # some are late now, and nobody was told
    await again(team, team.bo, team.canteen)
    late = await kept(team.bo)
    await again(team, team.bo, team.canteen)
    assert await kept(team.bo) == late
    assert [each.occasion for each in late if each.due_at < team.office.clock.now()] == [
        Occasion.DIGEST,
        Occasion.VISIT_EVE,
        Occasion.DUE,
    ]


async def test_what_is_put_off_until_tomorrow_is_not_lost(team: Team) -> None:
    await step(team.bo, team.canteen, "Appeler la mairie", DUE)
    turn_to(team.office, DUE, 9, 5)
    person = await team.bo.person()
    async with team.office.store.transaction() as tx:
        await tx.reminders.put_off(person.id, team.office.clock.now() + timedelta(days=1))
    before = await kept(team.bo)
    await again(team, team.bo, team.canteen)
    assert [(each.occasion, each.due_at) for each in await kept(team.bo)][:1] == [
        (Occasion.DUE, before[0].due_at)
    ]


async def test_a_step_that_is_done_muted_or_dropped_is_called_to_mind_no_more(team: Team) -> None:
    made = await step(team.bo, team.canteen, "Appeler la mairie", DUE)
    for change in (
        {"status": StepStatus.DONE.value},
        {"status": StepStatus.DROPPED.value},
        {"status": StepStatus.REPLACED.value},
        {"muted": True},
    ):
        for kept_as, expected in ((replace(made, **change), []), (made, OF_A_STEP)):
            async with team.office.store.transaction() as tx:
                await tx.steps.save(kept_as)
                await schedule.replan_list(tx, team.office.clock.now(), made.subject, "")
            assert await pending(team.bo) == expected


async def test_a_step_put_off_has_reminders_of_its_own(team: Team) -> None:
    made = await step(team.bo, team.canteen, "Appeler la mairie", DUE)
    turn_to(team.office, DUE)
    assert await told(team.bo)
    async with team.office.store.transaction() as tx:
        await tx.steps.save(replace(made, due=date(2026, 12, 30)))
        await schedule.replan_list(tx, team.office.clock.now(), made.subject, "")
    assert [day for _, day in await pending(team.bo)] == [
        date(2026, 12, 28),
        date(2026, 12, 30),
        date(2027, 1, 4),
    ]
    assert [(each.occasion, each.anchor) for each in await kept(team.bo) if each.state is Sending.TOLD] == [
        (Occasion.DUE, DUE)
    ]
