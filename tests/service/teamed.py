"""A team for tests: an admin and an officer with case files, and what they see."""

from collections.abc import AsyncIterator, Sequence

import pytest

from bot.loading.library import Library
from bot.records import Member, Organisation, Purpose, Role
from bot.service.invitations import Offer
from bot.service.views import View, decode_view
from bot.texts.catalogues import Texts
from tests.conftest import TurnedClock
from tests.service.office import Office, Visitor, opened


class Team:
    """An organisation with an admin (Ana) and an officer (Bo), who follows two case files."""

    def __init__(self, office: Office) -> None:
        self.office = office

    async def set_up(self) -> "Team":
        self.id = await self.office.organisation("Pays de Bray")
        self.ana = await self.office.officer(self.id, "Ana", Role.ADMIN)
        self.bo = await self.office.officer(self.id, "Bo")
        self.canteen = await self.office.case(self.id, "Cantine", self.bo)
        self.minibus = await self.office.case(self.id, "Minibus", self.bo)
        return self

    async def kept(self) -> Organisation:
        async with self.office.store.transaction() as tx:
            organisation = await tx.organisations.get(self.id)
        assert organisation is not None
        return organisation

    async def officers(self, case: str) -> set[str]:
        """The names of those who follow a case file."""
        async with self.office.store.transaction() as tx:
            members = {each.person: each.name for each in await tx.organisations.members(self.id)}
            return {members[each] for each in await tx.cases.officers(case)}

    async def offer(self, purpose: Purpose, by: Visitor, case: str = "", person: str = "") -> str:
        """The token of a link that `by` made."""
        maker = await by.person()
        organisation = "" if person == maker.id else self.id
        most = 10 if purpose is Purpose.BENEFICIARY else 1
        return await self.office.link(Offer(purpose, organisation, maker.id, case, person, most))


@pytest.fixture
async def team(
    database: str, content: tuple[Library, dict[str, Texts]], clock: TurnedClock
) -> AsyncIterator[Team]:
    async with opened(database, content, clock) as office:
        yield await Team(office).set_up()


async def shown_at(visitor: Visitor) -> View:
    """What the menu card of the visitor shows."""
    async with visitor.office.store.transaction() as tx:
        (card,) = [card for card in await tx.chats.cards(visitor.address) if card.name == "menu"]
    return decode_view(card.view)


async def role_of(visitor: Visitor) -> Role | None:
    member = await visitor.member()
    return None if member is None else member.role


async def opens(visitor: Visitor, team: Team, view: View) -> str:
    """What is to be read once the menu card shows `view`, whatever led there."""
    async with team.office.store.transaction() as tx:
        conversation = team.office.conversation
        scene = await conversation._enter(tx, visitor.address, below=True)
        await conversation.reception.menu(scene, view)
        visitor.answer = await scene.leave()
    visitor.screen = visitor.answer.screens[-1]
    return visitor.read


async def members(team: Team) -> Sequence[Member]:
    async with team.office.store.transaction() as tx:
        return await tx.organisations.members(team.id)


async def joining(team: Team, token: str, name: str = "new") -> Visitor:
    visitor = team.office.visitor(name)
    await visitor.sends("start", token)
    return visitor
