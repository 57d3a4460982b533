"""What is pending follows what becomes of a case: archived, reopened, joined, erased."""

from dataclasses import replace
from datetime import date, time, timedelta

from bot.records import (
    CaseState,
    Purpose,
    Role,
    Sending,
    StepRecord,
    StepStatus,
    Subject,
    VisitState,
)
from bot.service.follow_up import schedule
from bot.service.retention import tidy
from bot.service.views import Show, View
from tests.conftest import TurnedClock
from tests.service.follow_up.planned import step, visit
from tests.service.follow_up.reminded import accustom, kept, message, pending, told, turn_to
from tests.service.office import Visitor
from tests.service.teamed import Team, joining, opens, team

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


async def test_an_archived_case_is_quiet_and_a_reopened_one_is_not(team: Team) -> None:
    await step(team.bo, team.canteen, "Appeler la mairie", DUE)
    await visit(team.bo, team.canteen, DUE)
    await opens(team.bo, team, View(Show.CASE, about=team.canteen))
    await team.bo.presses("archive")
    assert await pending(team.bo) == []
    await opens(team.bo, team, View(Show.CASE, about=team.canteen))
    await team.bo.presses("reopen")
    assert len(await pending(team.bo)) == 5


async def test_joined_cases_keep_their_reminders_once(team: Team) -> None:
    await step(team.bo, team.canteen, "Appeler la mairie", DUE)
    await step(team.bo, team.minibus, "Visiter un club", DUE)
    before = await pending(team.bo)
    await opens(team.bo, team, View(Show.CASE_MERGE, about=team.canteen, ids=(team.minibus,)))
    await team.bo.presses(f"kept.{team.canteen}")
    assert await pending(team.bo) == before
    assert len(before) == 6


async def test_of_an_archived_case_joined_to_an_open_one_what_is_to_come_counts_again(team: Team) -> None:
    await step(team.bo, team.minibus, "Visiter un club", DUE)
    await step(team.bo, team.canteen, "Appeler la mairie", DUE)
    async with team.office.store.transaction() as tx:
        case = await tx.cases.get(team.minibus)
        assert case is not None
        await tx.cases.save(replace(case, state=CaseState.ARCHIVED))
        await schedule.replan_case(tx, team.office.clock.now(), case.id)
    assert await pending(team.bo) == OF_A_STEP
    await opens(team.bo, team, View(Show.CASE_MERGE, about=team.canteen, ids=(team.minibus,)))
    await team.bo.presses(f"kept.{team.canteen}")
    assert len(await pending(team.bo)) == 6


async def test_a_planned_visit_is_not_lost_when_its_case_is_joined_to_another(team: Team) -> None:
    await visit(team.bo, team.minibus, DUE)
    await step(team.bo, team.canteen, "Appeler la mairie", DUE)
    await opens(team.bo, team, View(Show.CASE_MERGE, about=team.canteen, ids=(team.minibus,)))
    await team.bo.presses(f"kept.{team.canteen}")
    async with team.office.store.transaction() as tx:
        assert [each.day for each in await tx.visits.about(team.canteen)] == [DUE]
    assert len(await pending(team.bo)) == 5


async def test_of_an_erased_case_nothing_is_to_come(team: Team) -> None:
    await step(team.bo, team.canteen, "Appeler la mairie", DUE)
    await opens(team.bo, team, View(Show.CASE_ERASE_SURE, about=team.canteen))
    await team.bo.presses("erase_sure")
    assert await kept(team.bo) == []


async def test_a_cancelled_visit_is_called_to_mind_no_more(team: Team) -> None:
    made = await visit(team.bo, team.canteen, DUE)
    assert await pending(team.bo) == [("visit_eve", date(2026, 12, 9)), ("visit_after", date(2026, 12, 11))]
    async with team.office.store.transaction() as tx:
        await tx.visits.save(replace(made, state=VisitState.CANCELLED))
        await schedule.replan_visits(tx, team.office.clock.now(), team.canteen)
    assert await pending(team.bo) == []


async def test_another_hour_and_another_zone_move_what_is_to_come(team: Team) -> None:
    await step(team.bo, team.canteen, "Appeler la mairie", DUE)
    before = await kept(team.bo)
    person = await team.bo.person()
    async with team.office.store.transaction() as tx:
        await tx.people.save(replace(person, zone="Indian/Reunion"))
    await accustom(team.bo, at=time(10), place="reunion")
    await again(team, team.bo, team.canteen)
    after = await kept(team.bo)
    assert [each.day for each in after] == [each.day for each in before]
    moved = [was.due_at - now.due_at for was, now in zip(before, after, strict=True)]
    assert moved == [timedelta(hours=2)] * 3  # three hours to the east, an hour later in the day


async def test_who_can_be_reached_again_is_told_what_is_still_to_come(team: Team) -> None:
    await step(team.bo, team.canteen, "Appeler la mairie", DUE)
    await step(team.bo, team.canteen, "Visiter un club", date(2026, 12, 1))
    turn_to(team.office, date(2026, 12, 4))
    async with team.office.store.transaction() as tx:
        await tx.people.unreachable(team.bo.address, team.office.clock.now())
    assert await message(team.bo) is None
    assert await pending(team.bo) == []
    turn_to(team.office, date(2026, 12, 9))
    async with team.office.store.transaction() as tx:
        await tx.people.unreachable(team.bo.address, None)
        await team.office.conversation.back(tx, team.bo.address)
    assert await pending(team.bo) == OF_A_STEP[1:]


async def test_another_account_is_reminded_as_the_old_one_was(team: Team) -> None:
    await step(team.bo, team.canteen, "Appeler la mairie", DUE)
    async with team.office.store.transaction() as tx:
        await tx.people.unreachable(team.bo.address, team.office.clock.now())
    turn_to(team.office, date(2026, 12, 8), 10)
    assert await message(team.bo) is None
    link = await team.offer(Purpose.PHONE, team.bo, person=(await team.bo.person()).id)
    new = await joining(team, link)
    await new.touches("Oui")
    assert (await new.person()).name == "Bo"
    assert await pending(new) == OF_A_STEP[1:]


async def test_two_hundred_steps_are_planned_anew_and_planning_again_changes_nothing(
    team: Team, clock: TurnedClock
) -> None:
    person = await team.bo.person()
    for at in range(200):
        await _added(team, DUE + timedelta(days=at % 50))
    async with team.office.store.transaction() as tx:
        await schedule.replan_person(tx, clock.now(), person.id)
    assert (
        len(await kept(team.bo)) == 536
    )  # 64 are for a day on which nobody works, with one reminder before it
    before = await kept(team.bo)
    async with team.office.store.transaction() as tx:
        await schedule.replan_person(tx, clock.now(), person.id)
    assert await kept(team.bo) == before


async def _added(team: Team, day: date) -> None:
    """A step with no reminders yet."""
    person = await team.bo.person()
    async with team.office.store.transaction() as tx:
        (cooperation,) = await tx.cases.cooperations(team.canteen)
        subject = Subject(team.canteen, cooperation.id)
        made = StepRecord(
            team.office.ids.new(), subject, "", "", "situation_diagnosis", "", "", "", "Appeler", day, "",
            StepStatus.PLANNED.value, team.office.clock.now(), agreed_by=person.id,
        )  # fmt: skip
        await tx.steps.add(made)


async def test_a_role_changes_nothing(team: Team) -> None:
    await step(team.bo, team.canteen, "Appeler la mairie", DUE)
    before = await kept(team.bo)
    await opens(team.ana, team, View(Show.MEMBER, about=(await team.bo.person()).id))
    await team.ana.presses(Role.ADMIN.value)
    assert await kept(team.bo) == before


async def test_what_was_told_is_kept_for_ninety_days_and_while_it_is_still_to_be_done(
    team: Team, clock: TurnedClock
) -> None:
    call = await step(team.bo, team.canteen, "Appeler la mairie", DUE)
    turn_to(team.office, DUE)
    assert await told(team.bo)
    for days, left, done in ((89, 1, False), (91, 1, False), (92, 0, True)):
        if done:
            async with team.office.store.transaction() as tx:
                await tx.steps.save(replace(call, status=StepStatus.DONE.value))
        turn_to(team.office, DUE + timedelta(days=days))
        await tidy(team.office.store, team.office.ids, clock, {})
        assert [each.state for each in await kept(team.bo)].count(Sending.TOLD) == left
