"""Private interviews end: at once when asked, on the day that was told, and when who answered follows the case no more."""

import pytest

from bot.records import StepRecord, Subject
from bot.service.private import kept_in
from bot.service.retention import tidy
from bot.service.screens import MENU
from bot.service.views import Show, View
from tests.service.casework import Team, team
from tests.service.held import holds
from tests.service.mapped import SECRETS, case, everything, maps, opened

__all__ = ["case", "team"]

WARNED = "Ce qui n’y est visible que de vous sera alors effacé."


async def private(team: Team, case: str) -> list[str]:
    async with team.office.store.transaction() as tx:
        results = [each.session for each in await tx.diagnoses.about(case, viewer=None) if each.private]
        found = [each.id for each in await tx.sessions.about(case, viewer=None) if each.private]
    assert set(results) <= set(found)
    return found


async def listed(team: Team, case: str) -> tuple[list[str], list[StepRecord]]:
    """The ideas and the steps of the case file."""
    async with team.office.store.transaction() as tx:
        (cooperation,) = await tx.cases.cooperations(case)
        trace = await tx.plans.of(Subject(case, cooperation.id), "")
        return [each.item for each in trace if each.change == "given"], [*await tx.steps.about(case)]


async def tidied(team: Team) -> None:
    office = team.office
    await tidy(office.store, office.ids, office.clock, kept_in(office.conversation.interviews.library))


async def test_it_is_erased_at_once_when_that_is_asked(team: Team, case: str) -> None:
    ideas, steps = await listed(team, case)
    marie = team.marie
    await marie.touches("Effacer maintenant")
    assert len(await private(team, case)) == 1
    await marie.touches("Les garder")
    assert len(await private(team, case)) == 1
    await marie.touches("Effacer maintenant", "Oui, effacer")
    assert await private(team, case) == []
    card, page = marie.answer.screens  # over what it showed, and the case file below
    assert "Ces réponses et ce résultat sont effacés." in marie.read
    assert (card.card == MENU, card.below, card.controls, card.choices) == (False, False, (), ())
    assert (page.card, page.below) == (MENU, True)
    assert "Le Moulin" in marie.read
    assert not [word for word in SECRETS if word in everything(marie)]
    after, left = await listed(team, case)
    assert (after, [each.id for each in left]) == (ideas, [each.id for each in steps])
    assert {each.diagnosis for each in left} == {""}
    assert await marie.traced("interview.erase") == 1
    for show in (Show.COURSE, Show.PLAN):
        assert not [word for word in SECRETS if word in await opened(marie, View(show, about=case))]


async def test_what_it_gave_stays_on_the_list_whatever_comes_after(team: Team, case: str) -> None:
    ideas, _ = await listed(team, case)
    await team.marie.touches("Effacer maintenant", "Oui, effacer")
    for visitor in (team.marie, team.paul):
        await holds(visitor, "cooperation_level", case)
        await holds(visitor, "situation_diagnosis", case)
    async with team.office.store.transaction() as tx:
        (cooperation,) = await tx.cases.cooperations(case)
        trace = await tx.plans.of(Subject(case, cooperation.id), "")
    assert not {each.item for each in trace if each.change == "dropped"} & set(ideas)


async def test_it_goes_on_the_day_that_was_told(team: Team, case: str) -> None:
    """Drawn on 24 November 2026 in Paris."""
    ideas, steps = await listed(team, case)
    other = await team.case("Le Lavoir", team.paul)
    await holds(team.paul, "cooperation_level", other)
    team.office.clock.turn(days=30)
    await maps(team.paul, other)
    clock = team.office.clock
    for _ in range(400):
        clock.turn(days=1)
        await tidied(team)
        day = clock.now().date().isoformat()
        assert bool(await private(team, case)) is (day < "2027-05-24"), day
        assert bool(await private(team, other)) is (day < "2027-06-24"), day
        if day > "2027-07-01":
            break
    after, left = await listed(team, case)
    assert (after, [each.id for each in left]) == (ideas, [each.id for each in steps])
    async with team.office.store.transaction() as tx:
        assert [each.dialogue for each in await tx.sessions.about(other, viewer=None)] == [
            "cooperation_level"
        ]
        traced = [each for each in await tx.audit.of_person("") if each.action == "interview.expire"]
    assert [each.case for each in traced] == [other, case]


@pytest.mark.parametrize("jump", [-400, 0, 179, 182, 4000])
async def test_a_clock_that_jumps_erases_what_is_old_by_then_and_nothing_else(
    team: Team, case: str, jump: int
) -> None:
    team.office.clock.turn(days=jump)
    await tidied(team)
    assert bool(await private(team, case)) is (jump < 181)


async def test_a_touch_keeps_it_longer_and_a_look_does_not(team: Team, case: str) -> None:
    clock = team.office.clock
    clock.turn(days=100)
    await team.marie.sends("edit")
    await team.marie.presses(next(code for label, code in team.marie.offered if "désaccord" in label.lower()))
    await team.marie.presses("o.open")
    if "confirm" in [code for _, code in team.marie.offered]:
        await team.marie.presses("confirm")
    clock.turn(days=100)
    await team.marie.sends("result")
    await tidied(team)
    assert len(await private(team, case)) == 1
    clock.turn(days=90)
    await tidied(team)
    assert await private(team, case) == []


async def test_one_that_nobody_knows_any_more_goes_too(team: Team, case: str) -> None:
    """The dialogue is gone, or says no longer how long."""
    team.office.clock.turn(days=179)
    await tidy(team.office.store, team.office.ids, team.office.clock, {})
    assert len(await private(team, case)) == 1
    team.office.clock.turn(days=3)
    await tidy(team.office.store, team.office.ids, team.office.clock, {})
    assert await private(team, case) == []


@pytest.mark.parametrize("way", ["give", "leave"])
async def test_who_gives_the_case_file_away_is_warned_and_loses_it(team: Team, case: str, way: str) -> None:
    _, steps = await listed(team, case)
    marie = team.marie
    if way == "give":
        await opened(marie, View(Show.HAND_OVER, about=case, mode="give"))
        await marie.touches("Paul")
    else:
        await opened(marie, View(Show.HAND_OVER, about=case, mode="leave"))
    assert WARNED in marie.read
    await marie.presses("confirm")
    assert await private(team, case) == []
    assert [each.id for each in (await listed(team, case))[1]] == [each.id for each in steps]
    async with team.office.store.transaction() as tx:
        await tx.cases.assign(case, (await tx.people.at(marie.address)).id, team.office.clock.now())  # type: ignore[union-attr]
    assert "La carte des acteurs" not in await opened(marie, View(Show.COURSE, about=case))


async def test_who_has_nothing_private_is_not_warned(team: Team, case: str) -> None:
    assert WARNED not in await opened(team.paul, View(Show.HAND_OVER, about=case, mode="leave"))
    await team.paul.presses("confirm")
    assert len(await private(team, case)) == 1


async def test_who_leaves_the_team_loses_it(team: Team, case: str) -> None:
    marie = (await team.marie.person()).id
    async with team.office.store.transaction() as tx:
        await tx.organisations.leave(marie)
    assert await private(team, case) == []


async def test_who_is_erased_takes_it_along(team: Team, case: str) -> None:
    await holds(team.marie, "cooperation_level", case)
    await team.marie.sends("erase")
    await team.marie.presses("erase")
    await team.marie.presses("erase_sure")
    async with team.office.store.transaction() as tx:
        assert [(each.dialogue, each.person) for each in await tx.sessions.about(case, viewer=None)] == [
            ("cooperation_level", "")
        ]


async def test_of_two_case_files_that_become_one_it_stays_with_who_drew_it(team: Team, case: str) -> None:
    other = await team.case("Le Moulin bis", team.marie)
    await holds(team.marie, "cooperation_level", other)
    await opened(team.marie, View(Show.CASE_MERGE, about=case, ids=(other,)))
    await team.marie.presses(f"kept.{case}")
    assert len(await private(team, case)) == 1
    assert "La carte des acteurs" in await opened(team.marie, View(Show.COURSE, about=case))
    assert "La carte des acteurs" not in await opened(team.paul, View(Show.COURSE, about=case))
