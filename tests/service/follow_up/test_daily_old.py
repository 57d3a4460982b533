"""Old messages of the day show the truth, to who may see it."""

from dataclasses import replace
from datetime import date, timedelta

from bot.records import CaseState, StepRecord, StepStatus
from tests.service.follow_up.planned import step
from tests.service.follow_up.reminded import now_of, told, turn_to
from tests.service.teamed import Team, team

__all__ = ["team"]  # a fixture
DUE = date(2026, 12, 10)  # a Thursday; the clock begins on Tuesday, 24 November
DAY = timedelta(days=1)


async def one(team: Team, day: date = DUE) -> StepRecord:
    """A message with one line."""
    made = await step(team.bo, team.canteen, "Appeler la mairie", DUE)
    turn_to(team.office, day)
    assert await told(team.bo)
    return made


async def both(team: Team) -> tuple[StepRecord, StepRecord]:
    """A message with two lines, both of today."""
    first = await step(team.bo, team.canteen, "Appeler la mairie", DUE)
    second = await step(team.bo, team.minibus, "Voir un club", DUE, agreed_by="")
    turn_to(team.office, DUE)
    assert await told(team.bo)
    return (first, second) if team.bo.read.index("Appeler") < team.bo.read.index("Voir") else (second, first)


async def test_what_was_answered_elsewhere_shows_as_it_is(team: Team) -> None:
    first, second = await both(team)
    async with team.office.store.transaction() as tx:
        await tx.steps.save(replace(first, status=StepStatus.DONE.value))
        await tx.steps.save(replace(second, due=date(2026, 12, 24)))
    await team.bo.touches("1 Fait")
    assert "✓ Fait." in team.bo.read
    assert "✓ Reporté au jeudi 24 décembre." in team.bo.read
    assert (await now_of(second, team.office)).due == date(2026, 12, 24)
    assert team.bo.labels == ["Ne plus recevoir ces messages"]


async def test_rights_are_looked_up_at_every_touch(team: Team) -> None:
    made = await one(team)
    bo, ana = await team.bo.person(), await team.ana.person()
    async with team.office.store.transaction() as tx:
        await tx.cases.assign(team.canteen, ana.id, team.office.clock.now())
        await tx.cases.unassign(team.canteen, bo.id)
    await team.bo.touches("Fait")
    assert "Cantine" not in team.bo.read
    assert "Appeler" not in team.bo.read
    assert "n’est pas (ou plus) à votre portée" in team.bo.read
    assert (await now_of(made, team.office)).status == StepStatus.PLANNED
    assert await team.bo.traced("step.see", granted=False) + await team.bo.traced("case.see", granted=False)


async def test_an_erased_case_is_out_of_reach(team: Team) -> None:
    await one(team)
    async with team.office.store.transaction() as tx:
        await tx.cases.erase(team.canteen)
    assert "n’est pas (ou plus) à votre portée" in await team.bo.touches("Fait")


async def test_of_an_archived_case_nothing_is_answered(team: Team) -> None:
    made = await one(team)
    async with team.office.store.transaction() as tx:
        case = await tx.cases.get(team.canteen)
        assert case is not None
        await tx.cases.save(replace(case, state=CaseState.ARCHIVED))
    assert "Le dossier est archivé." in await team.bo.touches("Fait")
    assert (await now_of(made, team.office)).status == StepStatus.PLANNED


async def test_an_old_message_can_still_be_answered(team: Team) -> None:
    made = await one(team)
    old = team.bo.screen
    await step(team.bo, team.minibus, "Voir un club", date(2026, 12, 18))
    turn_to(team.office, date(2026, 12, 18))
    assert await told(team.bo)
    team.bo.screen = old
    await team.bo.touches("Fait")
    assert (await now_of(made, team.office)).status == StepStatus.DONE
