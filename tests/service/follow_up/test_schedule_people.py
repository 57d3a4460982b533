"""What is pending follows who follows a case, who leaves, who joins, and who can be reached."""

from datetime import date, time, timedelta

from bot.records import (
    Purpose,
    Subject,
)
from bot.service.follow_up import schedule
from bot.service.views import Show, View
from tests.service.follow_up.planned import step, visit
from tests.service.follow_up.reminded import accustom, kept, message, pending, told, turn_to
from tests.service.office import Visitor
from tests.service.teamed import Team, opens, team

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


async def give(team: Team, case: str, by: Visitor, to: str) -> None:
    await opens(by, team, View(Show.HAND_OVER, about=case))
    await by.touches("Confier", to, "Oui")


async def test_one_officer_is_reminded_who_took_it_down_or_else_the_first(team: Team) -> None:
    bo, ana = await team.bo.person(), await team.ana.person()
    async with team.office.store.transaction() as tx:
        await tx.cases.assign(team.canteen, ana.id, team.office.clock.now() + timedelta(hours=1))
    await step(team.ana, team.canteen, "Appeler la mairie", DUE)
    assert await pending(team.ana) == OF_A_STEP
    assert await pending(team.bo) == []
    await step(team.ana, team.canteen, "Visiter un club", DUE, agreed_by="")
    assert await pending(team.bo) == OF_A_STEP
    assert await pending(team.ana) == OF_A_STEP
    assert {each.person for each in await kept(team.bo)} == {bo.id}


async def test_who_is_handed_a_case_takes_over_what_is_still_to_come(team: Team) -> None:
    await step(team.bo, team.canteen, "Appeler la mairie", DUE)
    await visit(team.bo, team.canteen, DUE)
    await give(team, team.canteen, team.bo, "Ana")
    assert await pending(team.bo) == []
    assert await pending(team.ana) == sorted(
        [*OF_A_STEP, ("visit_eve", date(2026, 12, 9)), ("visit_after", date(2026, 12, 11))],
        key=lambda each: each[1],
    )


async def test_what_one_was_told_the_other_is_not_told_again(team: Team) -> None:
    made = await step(team.bo, team.canteen, "Appeler la mairie", DUE)
    await accustom(team.ana, at=time(18))
    turn_to(team.office, DUE)
    assert await told(team.bo)
    await give(team, team.canteen, team.bo, "Ana")
    assert await pending(team.ana) == OF_A_STEP[2:]
    async with team.office.store.transaction() as tx:  # nor when the list changes later in the day
        await schedule.replan_list(tx, team.office.clock.now(), made.subject, "")
    assert await pending(team.ana) == OF_A_STEP[2:]
    await again(team, team.ana, team.canteen)
    assert await pending(team.ana) == OF_A_STEP[2:]


async def test_what_fell_due_and_was_not_told_is_told_to_who_takes_over(team: Team) -> None:
    await step(team.bo, team.canteen, "Appeler la mairie", DUE)
    turn_to(team.office, DUE, 10)  # a stop: nobody was told at nine
    await give(team, team.canteen, team.bo, "Ana")
    assert await pending(team.ana) == OF_A_STEP[1:]
    assert "Appeler la mairie" in str(await message(team.ana))


async def test_a_case_that_comes_back_brings_its_reminders_back(team: Team) -> None:
    await step(team.bo, team.canteen, "Appeler la mairie", DUE)
    await give(team, team.canteen, team.bo, "Ana")
    await give(team, team.canteen, team.ana, "Bo")
    assert await pending(team.ana) == []
    assert await pending(team.bo) == OF_A_STEP


async def test_two_officers_and_one_who_stops(team: Team) -> None:
    await step(team.bo, team.canteen, "Appeler la mairie", DUE)
    await opens(team.bo, team, View(Show.HAND_OVER, about=team.canteen))
    await team.bo.touches("Suivre avec", "Ana")
    assert await pending(team.ana) == []
    await team.bo.touches("Ne plus suivre", "Oui")
    assert (await pending(team.bo), await pending(team.ana)) == ([], OF_A_STEP)


async def test_all_case_files_passed_on_take_their_reminders_along(team: Team) -> None:
    for case in (team.canteen, team.minibus):
        await step(team.bo, case, "Appeler la mairie", DUE)
    bo = await team.bo.person()
    await opens(team.ana, team, View(Show.PASS_ON, about=bo.id))
    await team.ana.touches("Ana", "Oui")
    assert await pending(team.bo) == []
    assert await pending(team.ana) == sorted([*OF_A_STEP, *OF_A_STEP], key=lambda each: each[1])


async def test_who_leaves_the_team_is_reminded_of_nothing_there(team: Team) -> None:
    await step(team.bo, team.canteen, "Appeler la mairie", DUE)
    await opens(team.bo, team, View(Show.HAND_OVER, about=team.canteen))
    await team.bo.touches("Suivre avec", "Ana")
    await step(team.bo, "", "Relire mes notes", DUE)
    assert await pending(team.bo) == sorted([*OF_A_STEP, *OF_A_STEP], key=lambda each: each[1])
    bo = await team.bo.person()
    await opens(team.ana, team, View(Show.MEMBER, about=bo.id, mode="remove"))
    await team.ana.presses("confirm")
    assert await pending(team.bo) == []  # of their own list too: they were never asked
    assert await pending(team.ana) == OF_A_STEP


async def test_who_is_erased_leaves_what_is_to_come_to_the_other_officer(team: Team) -> None:
    await step(team.bo, team.canteen, "Appeler la mairie", DUE)
    await opens(team.bo, team, View(Show.HAND_OVER, about=team.canteen))
    await team.bo.touches("Suivre avec", "Ana")
    turn_to(team.office, DUE, 10)
    await opens(team.bo, team, View(Show.ERASE_SURE))
    await team.bo.presses("erase_sure")
    assert await pending(team.ana) == OF_A_STEP[1:]


async def test_who_joins_is_reminded_of_their_own_list_too(team: Team) -> None:
    new = team.office.visitor("new")
    await new.sends("start")
    await step(new, "", "Relire mes notes", DUE)
    assert await pending(new) == []
    await new.sends("start", await team.offer(Purpose.OFFICER, team.ana))
    await new.touches("Rejoindre")
    assert await new.member()
    assert await pending(new) == OF_A_STEP


async def test_ones_own_list_waits_for_consent(team: Team) -> None:
    new = team.office.visitor("new")
    await new.sends("start")
    person = await new.person()
    await step(new, "", "En parler au conseil", DUE)
    for wanted, expected in ((None, []), (True, OF_A_STEP), (False, []), (True, OF_A_STEP)):
        await accustom(new, wanted=wanted)
        async with team.office.store.transaction() as tx:
            await schedule.replan_person(tx, team.office.clock.now(), person.id)
        assert await pending(new) == expected


async def test_an_officer_who_wants_none_has_none_and_nobody_else_gets_them(team: Team) -> None:
    await step(team.bo, team.canteen, "Appeler la mairie", DUE)
    await opens(team.bo, team, View(Show.HAND_OVER, about=team.canteen))
    await team.bo.touches("Suivre avec", "Ana")
    await accustom(team.bo, wanted=False)
    await again(team, team.bo, team.canteen)
    assert (await pending(team.bo), await pending(team.ana)) == ([], [])
