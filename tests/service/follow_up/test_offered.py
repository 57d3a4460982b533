"""Several interviews in one morning: the list stays short, and what is not on it waits to be taken."""

from collections import Counter
from datetime import timedelta

from bot.records import OPEN_STEPS, StepRecord, StepStatus, Subject
from bot.service.filing import MOST_OPEN
from bot.service.interviews import MAIN_DIALOGUE
from tests.service.casework import Team, team
from tests.service.held import holds
from tests.service.mill import BEGUN, EMERGENCE, LEVEL, REVIEW, WILLING, mill
from tests.service.office import Visitor

__all__ = ["team"]
TAKE = "Retenir ce pas"
SECOND, ONLY = "Le second de ce résultat", "Celui de ce résultat"
THREE: tuple[tuple[str, dict[str, str]], ...] = (
    (EMERGENCE, {}),
    (LEVEL, {}),
    (MAIN_DIALOGUE, WILLING),
)  # four steps, of which the last one is too many


async def alone(team: Team) -> Visitor:
    """Somebody who finds out for themselves, and is reminded of what they have planned."""
    zoe = team.office.visitor("zoe")
    await zoe.sends("role")
    await zoe.presses("v.beneficiary")
    return zoe


async def steps(visitor: Visitor, case: str = "") -> list[StepRecord]:
    person = await visitor.person()
    async with visitor.office.store.transaction() as tx:
        return list(await (tx.steps.about(case) if case else tx.steps.of(Subject(), person.id)))


async def by_status(visitor: Visitor, case: str = "") -> Counter[str]:
    return Counter(each.status for each in await steps(visitor, case))


async def test_several_interviews_of_a_morning_do_not_make_a_long_list(team: Team) -> None:
    zoe = await alone(team)
    for dialogue, answers in THREE:
        assert TAKE not in str(zoe.offered)
        await holds(zoe, dialogue, **answers)
        team.office.clock.turn(minutes=20)
    assert await by_status(zoe) == {StepStatus.PLANNED: MOST_OPEN, StepStatus.OFFERED: 1}
    assert SECOND in zoe.read
    assert TAKE in str(zoe.offered)
    await holds(zoe, REVIEW)
    assert await by_status(zoe) == {StepStatus.PLANNED: MOST_OPEN, StepStatus.OFFERED: 2}
    assert ONLY in zoe.read


async def test_what_was_offered_is_taken_with_one_tap(team: Team) -> None:
    zoe = await alone(team)
    for dialogue, answers in THREE:
        await holds(zoe, dialogue, **answers)
        team.office.clock.turn(minutes=5)
    said = await zoe.touches(TAKE)
    assert "noté" in said
    assert SECOND not in said
    assert TAKE not in str(zoe.offered)
    assert await by_status(zoe) == {StepStatus.PLANNED: 4}


async def test_weeks_later_it_is_taken_for_a_day_that_is_ahead(team: Team) -> None:
    zoe = await alone(team)
    for dialogue, answers in THREE:
        await holds(zoe, dialogue, **answers)
    waits = next(each for each in await steps(zoe) if each.status == StepStatus.OFFERED)
    team.office.clock.turn(days=120)
    await zoe.touches(TAKE)
    taken = next(each for each in await steps(zoe) if each.id == waits.id)
    today = team.office.clock.now().date()
    assert (taken.status, taken.due) == (StepStatus.PLANNED, today + timedelta(weeks=2))


async def test_the_list_shows_it_last_and_takes_it_too(team: Team) -> None:
    zoe = await alone(team)
    for dialogue, answers in THREE:
        await holds(zoe, dialogue, **answers)
    await zoe.sends("plan")
    *_, (last, code) = [each for each in zoe.offered if each[1].startswith("t.")]
    assert "(en attente)" in last
    assert "attend que vous l’ajoutiez" in await zoe.presses(code)
    await zoe.touches(TAKE)
    assert await by_status(zoe) == {StepStatus.PLANNED: 4}
    team.office.clock.turn(days=1)
    await zoe.sends("plan")
    assert "en attente" not in str(zoe.offered)


async def test_after_a_month_only_the_result_shows_what_nobody_took(team: Team) -> None:
    zoe = await alone(team)
    for dialogue, answers in THREE:
        await holds(zoe, dialogue, **answers)
    team.office.clock.turn(days=31)
    await zoe.sends("plan")
    assert "en attente" not in str(zoe.offered)
    await zoe.sends("result")
    assert SECOND in await zoe.touches("Où en êtes-vous")


async def test_nobody_is_reminded_of_what_was_only_offered(team: Team) -> None:
    case = await mill(team)
    for dialogue, answers in THREE:
        await holds(team.marie, dialogue, case, **answers)
        team.office.clock.turn(minutes=5)
    listed = await steps(team.marie, case)
    assert any(each.status == StepStatus.OFFERED for each in listed)
    async with team.office.store.transaction() as tx:
        for each in listed:
            assert bool(await tx.reminders.about(each.id)) == (each.status in OPEN_STEPS)


async def test_once_steps_are_done_the_next_result_has_room_again(team: Team) -> None:
    zoe = await alone(team)
    for dialogue, answers in THREE:
        await holds(zoe, dialogue, **answers)
    await zoe.sends("plan")
    for _ in range(3):
        code = next(code for _, code in zoe.offered if code.startswith("t."))
        await zoe.presses(code)
        await zoe.touches("Fait")
    team.office.clock.turn(minutes=5)
    await holds(zoe, REVIEW)
    assert "de ce résultat" not in zoe.read
    assert (await by_status(zoe))[StepStatus.PLANNED] == 1


async def test_a_diagnosis_made_again_takes_the_place_of_what_it_had_offered(team: Team) -> None:
    """The same interview, answered differently: what it offered before goes, and nothing stands there twice."""
    zoe = await alone(team)
    await holds(zoe, EMERGENCE)
    await holds(zoe, LEVEL)
    await holds(zoe, MAIN_DIALOGUE, **WILLING)
    assert (await by_status(zoe))[StepStatus.OFFERED] >= 1
    team.office.clock.turn(days=1)
    await holds(zoe, MAIN_DIALOGUE, **BEGUN)
    things = [
        (each.dialogue, each.step, each.cause)
        for each in await steps(zoe)
        if each.status in {*OPEN_STEPS, StepStatus.OFFERED}
    ]
    assert len(things) == len(set(things))


async def test_the_result_says_which_of_its_steps_have_another_day_by_now(team: Team) -> None:
    zoe = await alone(team)
    await holds(zoe, MAIN_DIALOGUE, **WILLING)
    await zoe.touches("Choisir mes prochains pas", "Toute la liste", "Petit pas")
    await zoe.touches("Reporter")
    await zoe.says("20 janvier 2027")
    said = await zoe.sends("result")
    assert "» : maintenant d’ici le 20 janvier 2027" in said
    assert said.count("maintenant d’ici") == 1
