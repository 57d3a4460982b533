"""Interviews of different sorts share a list of ideas: what one recommends is not dropped by another."""

from collections.abc import AsyncIterator

import pytest

from bot.loading.library import Library
from bot.records import Change, Subject
from bot.service.interviews import FOLLOW_UP, MAIN_DIALOGUE
from bot.texts.catalogues import Texts
from tests.conftest import TurnedClock
from tests.service.office import Office, Visitor, opened

_CHECK_UP = "network_checkup_beneficiary"


@pytest.fixture
async def office(
    database: str, content: tuple[Library, dict[str, Texts]], clock: TurnedClock
) -> AsyncIterator[Office]:
    async with opened(database, content, clock) as office:
        yield office


async def held(visitor: Visitor, dialogue: str) -> None:
    """An interview about oneself, with the first answer to each question."""
    await visitor.sends("open", f"{dialogue} beneficiary")
    for _ in range(40):
        codes = [code for _, code in visitor.offered if code.startswith("o.")]
        if not codes:
            return
        await visitor.presses(codes[0])
        if any(code == "done" for _, code in visitor.offered):
            await visitor.presses("done")


async def listed(office: Office, visitor: Visitor) -> list[tuple[str, str]]:
    person = (await visitor.person()).id
    async with office.store.transaction() as tx:
        return [(event.change.value, event.advice) for event in await tx.plans.of(Subject(), person)]


async def test_a_check_up_adds_to_the_list_and_drops_nothing_of_it(office: Office) -> None:
    zoe = office.visitor("zoe")
    await held(zoe, MAIN_DIALOGUE)
    given = await listed(office, zoe)
    assert given
    await held(zoe, _CHECK_UP)
    after = await listed(office, zoe)
    assert after[: len(given)] == given
    assert len(after) > len(given)
    assert {change for change, _ in after[len(given) :]} == {Change.GIVEN}, after


def test_a_family_is_a_dialogue_with_those_that_extend_it(content: tuple[Library, dict[str, Texts]]) -> None:
    library, _ = content
    assert library.family(MAIN_DIALOGUE) == library.family(FOLLOW_UP) == {MAIN_DIALOGUE, FOLLOW_UP}
    assert library.family(_CHECK_UP) == {_CHECK_UP}
