"""Case files over HTTP: two organisations, three officers, five people of groups, and what each tries on the others."""

import asyncio
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.botapi import BotApi, Limits
from tests.journeys import (
    office_attacks,
    office_checks,
    office_ends,
    office_first,
    office_groups,
    office_links,
    office_second,
)
from tests.journeys.office_people import Office
from tests.journeys.office_told import CHAPTERS, Strand
from tests.journeys.program import Program

__all__ = [
    "office_attacks",
    "office_checks",
    "office_ends",
    "office_first",
    "office_groups",
    "office_links",
    "office_second",
]

ATTACKS = 3  # the chapter of the attacks
Outcomes = dict[str, BaseException | None]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def outcomes(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Outcomes]:
    """What became of each strand."""
    async with BotApi(limits=Limits(strict=True)) as api:
        program = Program(api, tmp_path_factory.mktemp("casework"))
        await program.starts()
        office, ends = Office(api, program), Outcomes()
        try:
            for number, strands in sorted(CHAPTERS.items()):
                told = await asyncio.gather(*map(_told, strands.values(), [office] * len(strands)))
                ends |= dict(zip(strands, told, strict=True))
                if number < ATTACKS and office.broken:
                    break  # all that comes later rests on it
                office.broken = False
            yield ends
        finally:
            await program.ends_somehow()


async def _told(strand: Strand, office: Office) -> BaseException | None:
    try:
        await strand(office)
    except Exception as error:  # noqa: BLE001 - told by the test of that name
        office.broken = True
        return error
    return None


STRANDS = [name for _, strands in sorted(CHAPTERS.items()) for name in strands]


@pytest.mark.parametrize("strand", STRANDS)
def test_with_case_files(strand: str, outcomes: Outcomes) -> None:
    if strand not in outcomes:
        pytest.fail("an earlier chapter went wrong", pytrace=False)
    if error := outcomes[strand]:
        raise error
