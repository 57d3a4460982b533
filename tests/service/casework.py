"""Officers who work on case files: two of one organisation, and one of another."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.loading.library import Library
from bot.records import CaseFile
from bot.texts.catalogues import Texts
from tests.conftest import TurnedClock
from tests.service.office import Office, Visitor, opened


class Team:
    """Two officers of one organisation, one of another."""

    def __init__(self, office: Office, organisation: str) -> None:
        self.office, self.organisation = office, organisation
        self.marie: Visitor
        self.paul: Visitor
        self.rival: Visitor

    async def case(self, name: str, *officers: Visitor, **fields: object) -> str:
        made = await self.office.case(self.organisation, name, *(officers or (self.marie,)))
        if fields:
            await self.change(made, **fields)
        return made

    async def change(self, id: str, **fields: object) -> None:
        async with self.office.store.transaction() as tx:
            kept = await tx.cases.get(id)
            assert kept is not None
            await tx.cases.save(replace(kept, **fields))  # type: ignore[arg-type]

    async def kept(self, id: str) -> CaseFile | None:
        async with self.office.store.transaction() as tx:
            return await tx.cases.get(id)

    async def of(self, visitor: Visitor) -> list[CaseFile]:
        person = await visitor.person()
        async with self.office.store.transaction() as tx:
            return list(await tx.cases.of(person.id))


@pytest.fixture
async def team(
    database: str, content: tuple[Library, dict[str, Texts]], clock: TurnedClock
) -> AsyncIterator[Team]:
    async with opened(database, content, clock) as office:
        made = Team(office, await office.organisation("PETR du Lac"))
        made.marie = await office.officer(made.organisation, "Marie")
        made.paul = await office.officer(made.organisation, "Paul")
        made.rival = await office.officer(await office.organisation("Autre pays"), "Luc")
        yield made
