"""What has lost its reason is not told; what was missed is told once, and nothing at the wrong time."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from bot.records import CaseState, Occasion, Sending, VisitState
from tests.service.follow_up.planned import step, visit
from tests.service.follow_up.reminded import (
    accustom,
    due,
    kept,
    message,
    office,
    pending,
    told,
    turn_to,
)
from tests.service.interviewed import interviewed
from tests.service.office import Office, Visitor
from tests.service.teamed import Team, team

__all__ = ["office", "team"]  # fixtures
DUE = date(2026, 12, 10)  # a Thursday; the clock begins on Tuesday, 24 November
DAY = timedelta(days=1)


async def alone(office: Office) -> Visitor:
    """A beneficiary who wants reminders."""
    visitor = office.visitor("alone")
    await visitor.sends("start")
    await visitor.touches("Je réponds pour")
    await accustom(visitor, wanted=True)
    return visitor


async def test_one_message_a_day_and_the_rest_waits_for_tomorrow(team: Team) -> None:
    await step(team.bo, team.canteen, "Appeler la mairie", DUE)
    await step(team.bo, team.minibus, "Voir un club", DUE + DAY)
    turn_to(team.office, DUE)
    assert await told(team.bo)
    await accustom(team.bo, at=time(8))
    rows = [replace(each, about="x", state=Sending.PENDING, message="") for each in await kept(team.bo)]
    async with team.office.store.transaction() as tx:  # something that fell due meanwhile
        await tx.reminders.add(rows)
    turn_to(team.office, DUE, 15)
    assert await due(team.office)
    assert await message(team.bo) is None
    assert not await due(team.office)
    turn_to(team.office, DUE + DAY)
    assert "Voir un club" in str(await told(team.bo))


@pytest.mark.parametrize(
    ("day", "hour"),
    [(DUE, 8), (DUE, 21), (DUE, 23), (DUE, 3), (date(2026, 12, 12), 10), (date(2026, 12, 25), 10)],
    ids=["before the hour", "at nine in the evening", "late", "in the night", "a Saturday", "a holiday"],
)
async def test_at_the_wrong_time_nothing_is_told_and_nothing_lost(team: Team, day: date, hour: int) -> None:
    await step(team.bo, team.canteen, "Appeler la mairie", DUE)
    early = [replace(each, due_at=team.office.clock.now()) for each in await kept(team.bo)][1:2]
    async with team.office.store.transaction() as tx:  # due, whatever the plan says
        await tx.reminders.drop(early)
        await tx.reminders.add(early)
    turn_to(team.office, day, hour)
    assert await due(team.office)
    assert await message(team.bo) is None
    assert not await due(team.office)
    assert ("due", DUE) in await pending(team.bo)
    turn_to(team.office, date(2026, 12, 28) if day > DUE else DUE if hour < 9 else DUE + DAY)
    assert "Appeler la mairie" in str(await message(team.bo))


async def test_a_stop_of_three_weeks_ends_in_one_message_with_one_line_a_step(team: Team) -> None:
    await step(team.bo, team.canteen, "Appeler la mairie", date(2026, 12, 3))
    await step(team.bo, team.minibus, "Voir un club", date(2026, 12, 18))
    await visit(team.bo, team.canteen, date(2026, 12, 4))
    turn_to(team.office, date(2026, 12, 17), 11)
    said = str(await told(team.bo))
    assert said.count("Appeler la mairie") == said.count("Voir un club") == 1
    assert "C’était prévu pour jeudi 3 décembre" in said
    assert said.count("Qu’est-ce que cela a donné ?") == 1
    assert "Voir un club\nC’est prévu pour demain." in said
    assert said.count("visite du vendredi 4 décembre") == 1  # its eve is moot, what follows it is not
    assert not await due(team.office)
    for days in range(1, 30):
        turn_to(team.office, date(2026, 12, 17) + days * DAY, 11)
        if await told(team.bo) is not None:
            assert "Appeler la mairie" not in team.bo.read
    assert await pending(team.bo) == []


async def test_what_was_done_muted_or_put_off_meanwhile_is_not_told(team: Team) -> None:
    made = await step(team.bo, team.canteen, "Appeler la mairie", DUE)
    turn_to(team.office, DUE)
    rows = await kept(team.bo)
    for change in ({"status": "done"}, {"status": "replaced"}, {"muted": True}, {"due": DUE + 9 * DAY}):
        async with team.office.store.transaction() as tx:
            await tx.steps.save(replace(made, **change))
        assert await message(team.bo) is None
        assert not await due(team.office)
        async with team.office.store.transaction() as tx:
            await tx.steps.save(made)
            await tx.reminders.add(rows)
    assert "Appeler la mairie" in str(await message(team.bo))


async def test_an_archived_case_is_not_told_even_if_nobody_planned_anew(team: Team) -> None:
    await step(team.bo, team.canteen, "Appeler la mairie", DUE)
    await step(team.bo, team.minibus, "Voir un club", DUE)
    async with team.office.store.transaction() as tx:
        case = await tx.cases.get(team.canteen)
        assert case is not None
        await tx.cases.save(replace(case, state=CaseState.ARCHIVED))
    turn_to(team.office, DUE)
    said = str(await message(team.bo))
    assert "Voir un club" in said
    assert "Appeler la mairie" not in said
    assert [each.occasion for each in await kept(team.bo) if each.state is Sending.SENDING] == [Occasion.DUE]


async def test_what_became_somebody_else_s_goes_to_them(team: Team) -> None:
    await step(team.bo, team.canteen, "Appeler la mairie", DUE)
    bo, ana = await team.bo.person(), await team.ana.person()
    turn_to(team.office, DUE, 10)
    async with team.office.store.transaction() as tx:  # nobody planned anew
        await tx.cases.assign(team.canteen, ana.id, team.office.clock.now())
        await tx.cases.unassign(team.canteen, bo.id)
    assert await message(team.bo) is None
    assert await pending(team.bo) == []
    assert "Appeler la mairie" in str(await message(team.ana))


async def test_a_visit_that_moved_was_cancelled_or_is_told_already_is_not_followed_up(team: Team) -> None:
    made = await visit(team.bo, team.canteen, DUE)
    turn_to(team.office, DUE + DAY)
    rows = await kept(team.bo)
    for change in ({"day": DUE + 7 * DAY}, {"state": VisitState.CANCELLED}):
        async with team.office.store.transaction() as tx:
            await tx.visits.save(replace(made, **change))
        assert await message(team.bo) is None
        async with team.office.store.transaction() as tx:
            await tx.visits.save(made)
            await tx.reminders.add(rows)
    await interviewed(team.office, team.bo, team.canteen)
    assert await message(team.bo) is None


async def test_an_interview_before_the_visit_is_none_about_it(team: Team) -> None:
    await interviewed(team.office, team.bo, team.canteen)
    await visit(team.bo, team.canteen, DUE)
    turn_to(team.office, DUE + DAY)
    assert "Raconter la visite prend quelques minutes" in str(await told(team.bo))
    await team.bo.touches("Commencer l’entretien")
    assert "depuis la dernière fois" in team.bo.read
    async with team.office.store.transaction() as tx:
        (newest, *_) = await tx.sessions.about(team.canteen, viewer=None)
    assert newest.dialogue == "follow_up_visit"


async def test_after_a_first_visit_the_main_interview_is_offered(team: Team) -> None:
    await visit(team.bo, team.canteen, DUE)
    turn_to(team.office, DUE + DAY)
    assert "Un premier entretien" in str(await told(team.bo))
    await team.bo.touches("Commencer l’entretien")
    assert "Dossier : Cantine" in team.bo.read
    async with team.office.store.transaction() as tx:
        (newest,) = await tx.sessions.about(team.canteen, viewer=None)
        chat = await tx.chats.at(team.bo.address)
    assert newest.dialogue == "situation_diagnosis"
    assert chat is not None
    assert chat.case == team.canteen


async def test_who_said_no_is_told_nothing_more(office: Office) -> None:
    visitor = await alone(office)
    await step(visitor, "", "En parler au conseil", DUE)
    await accustom(visitor, wanted=False)  # nobody planned anew
    turn_to(office, DUE)
    assert await message(visitor) is None
    assert await kept(visitor) == []


async def test_who_cannot_be_reached_is_due_no_more(team: Team) -> None:
    await step(team.bo, team.canteen, "Appeler la mairie", DUE)
    turn_to(team.office, DUE)
    async with team.office.store.transaction() as tx:
        await tx.people.unreachable(team.bo.address, team.office.clock.now())
    assert await message(team.bo) is None
    assert not await due(team.office)
    assert await pending(team.bo) == []


async def test_nobody_is_met_on_a_channel_that_they_do_not_use(team: Team) -> None:
    await step(team.bo, team.canteen, "Appeler la mairie", DUE)
    turn_to(team.office, DUE)
    person = await team.bo.person()
    async with team.office.store.transaction() as tx:
        assert await team.office.conversation.remind(tx, person.id, "elsewhere") is None
