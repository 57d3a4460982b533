"""The main job over HTTP: the real program, the emulated Telegram at its strictest, many people at the same time."""

import asyncio
from collections.abc import AsyncIterator, Callable

import pytest
import pytest_asyncio

from bot.service.menus import COMMANDS
from tests.botapi import BotApi, Limits
from tests.journeys import by_accident, by_buttons, by_detours, by_the_end, by_words
from tests.journeys.checks import check_log, check_manners, check_person, complaints
from tests.journeys.people import Town
from tests.journeys.program import Program
from tests.journeys.told import JOURNEYS, Journey

__all__ = ["by_accident", "by_buttons", "by_detours", "by_the_end", "by_words"]

Outcomes = dict[str, BaseException | None]


async def _played(journey: Journey, town: Town) -> None:
    await journey(town)
    for person in town.people:
        check_person(town, person)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def outcomes(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Outcomes]:
    """What became of each journey; all are played at once."""
    async with BotApi(limits=Limits(strict=True)) as api:
        program = Program(api, tmp_path_factory.mktemp("journeys"))
        await program.starts()
        towns = [Town(api, program) for _ in JOURNEYS]
        try:
            played = map(_played, JOURNEYS.values(), towns)
            ends = await asyncio.gather(*played, return_exceptions=True)
            await program.stops()
            everybody = Town(api, program)
            everybody.people = [person for town in towns for person in town.people]
            yield dict(zip(JOURNEYS, ends, strict=True)) | _checked(everybody)
        finally:
            await program.ends_somehow()


def _checked(town: Town) -> Outcomes:
    found: Outcomes = {}
    for name, check in TOGETHER.items():
        try:
            check(town)
            found[name] = None
        except AssertionError as error:
            found[name] = error
    return found


def _check_profile(town: Town) -> None:
    """What the bot tells of itself is French."""
    profile = town.api.profile
    commands = [one for menu in profile.commands.values() for one in menu]
    assert len(commands) == len(COMMANDS)
    told = [one["description"] for one in commands]
    told += [*profile.descriptions.values(), *profile.short_descriptions.values()]
    assert not [found for text in told if (found := complaints(text))]


TOGETHER: dict[str, Callable[[Town], None]] = {
    "Telegram has nothing to complain about": lambda town: check_manners(town.api),
    "nothing that was said is logged": check_log,
    "the bot introduces itself in French": _check_profile,
}


@pytest.mark.parametrize("journey", [*JOURNEYS])
def test_on_this_journey(journey: str, outcomes: Outcomes) -> None:
    if error := outcomes[journey]:
        raise error


@pytest.mark.parametrize("what", [*TOGETHER])
def test_on_all_journeys_together(what: str, outcomes: Outcomes) -> None:
    if error := outcomes[what]:
        raise error
