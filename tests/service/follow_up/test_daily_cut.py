"""What may not have arrived, and what certainly has not, in the next message of the day."""

from dataclasses import replace
from datetime import date, timedelta

from bot.records import Occasion, Sending, StepStatus
from bot.service.screens import DAY_CARD
from tests.service.follow_up.planned import step, visit
from tests.service.follow_up.reminded import (
    cut,
    kept,
    message,
    office,
    told,
    turn_to,
)
from tests.service.teamed import Team, team

__all__ = ["office", "team"]  # fixtures
DUE = date(2026, 12, 10)  # a Thursday; the clock begins on Tuesday, 24 November
DAY = timedelta(days=1)


async def test_what_was_cut_stands_first_in_the_next_message(team: Team) -> None:
    await step(team.bo, team.canteen, "Appeler la mairie", date(2026, 12, 3))
    await visit(team.bo, team.minibus, DUE)
    turn_to(team.office, date(2026, 12, 3))
    assert await cut(team.bo)
    turn_to(team.office, date(2026, 12, 4))
    assert await message(team.bo) is None  # by itself it is no reason for a message
    turn_to(team.office, date(2026, 12, 9))
    said = str(await told(team.bo))
    assert "Un message du jeudi 3 décembre ne vous est peut-être pas parvenu" in said
    assert "la première ligne y figurait" in said
    assert said.index("Appeler la mairie") < said.index("visite demain")
    assert said.count("Appeler la mairie") == 1
    assert "Qu’est-ce que cela a donné ?" in said  # its own question came due as well: one line for both
    assert {each.state for each in await kept(team.bo) if each.occasion is Occasion.DUE} == {
        Sending.TOLD_AGAIN
    }
    turn_to(team.office, date(2026, 12, 11))
    assert "peut-être pas parvenu" not in str(await told(team.bo))


async def test_of_what_was_cut_only_what_still_is_so_is_told(team: Team) -> None:
    made = await step(team.bo, team.canteen, "Appeler la mairie", date(2026, 12, 3))
    await step(team.bo, team.minibus, "Voir un club", DUE)
    turn_to(team.office, date(2026, 12, 3))
    assert await cut(team.bo)
    async with team.office.store.transaction() as tx:
        await tx.steps.save(replace(made, status=StepStatus.DONE.value))
    turn_to(team.office, date(2026, 12, 8))
    said = str(await told(team.bo))
    assert "Voir un club" in said
    assert "Appeler" not in said
    assert "peut-être pas parvenu" not in said


async def test_what_was_put_back_is_composed_anew_the_same_day(team: Team) -> None:
    await step(team.bo, team.canteen, "Appeler la mairie", DUE)
    turn_to(team.office, DUE)
    assert await message(team.bo)
    assert await message(team.bo) is None  # it is on its way
    async with team.office.store.transaction() as tx:
        await tx.reminders.put_back(team.bo.answer.reminder)
        await tx.chats.drop_card(
            team.bo.address, f"{DAY_CARD}{DUE}"
        )  # as a channel does that has not drawn it
    turn_to(team.office, DUE, 9, 20)
    assert "Appeler la mairie" in str(await told(team.bo))
    assert await message(team.bo) is None
