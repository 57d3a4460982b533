"""Somebody of a group who came by the link of an officer, and answered: for tests of sharing."""

from collections.abc import AsyncIterator

import pytest

from bot.engine.session import Event
from bot.engine.values import Value
from bot.loading.library import Library
from bot.records import Purpose, Share
from bot.service.invitations import Offer
from bot.service.views import Show, View
from bot.texts.catalogues import Texts
from tests.conftest import TurnedClock
from tests.service.interviewed import interviewed
from tests.service.office import Office, Visitor, opened, plain


@pytest.fixture
async def office(
    database: str, content: tuple[Library, dict[str, Texts]], clock: TurnedClock
) -> AsyncIterator[Office]:
    async with opened(database, content, clock) as office:
        yield office


class Invited:
    """A group's member who came by the link of Alice, an officer of the case « Les Tilleuls »."""

    token: str

    def __init__(self, office: Office, alice: Visitor, group: Visitor, case: str, session: str) -> None:
        self.office, self.alice, self.group, self.case, self.session = office, alice, group, case, session

    async def shares(self) -> list[Share]:
        async with self.office.store.transaction() as tx:
            return list(await tx.shares.with_case(self.case))

    @property
    def ticked(self) -> list[str]:
        """The labels that are ticked on the screen of who shares."""
        assert self.group.screen is not None
        return [plain(each.label) for each in self.group.screen.choices if each.ticked]

    async def comes(self, name: str, **changed: Value) -> Visitor:
        """Somebody else who comes by the same link, and shares everything they answer."""
        other = self.office.visitor(name)
        await other.sends("start", self.token)
        await other.touches(other.labels[0])
        await interviewed(self.office, other, case="", marked=(), **changed)
        await agree(other)
        return other

    async def shared_with(self) -> str:
        """What Alice reads of the first share."""
        await shown(self.alice, View(Show.VIEWS_COMPARED, about=self.case))
        return await self.alice.touches("Partagé par")


async def shown(visitor: Visitor, view: View) -> str:
    """What `visitor` reads on a menu screen, whichever way led to it."""
    office, address = visitor.office, visitor.address
    async with office.store.transaction() as tx:
        conversation = office.conversation
        scene = await conversation._enter(tx, address, below=True)
        await conversation.reception.menu(scene, view)
        visitor.answer = await scene.leave()
    visitor.screen = visitor.answer.screens[-1]
    return visitor.read


@pytest.fixture
async def invited(office: Office) -> Invited:
    organisation = await office.organisation("Appui rural")
    alice = await office.officer(organisation, "Alice")
    case = await office.case(organisation, "Les Tilleuls", alice)
    group = office.visitor("group")
    by = (await alice.person()).id
    token = await office.link(Offer(Purpose.BENEFICIARY, organisation, by, case, most=10))
    await group.sends("start", token)
    await group.touches(group.labels[0])
    found = Invited(office, alice, group, case, await interviewed(office, group))
    found.token = token
    return found


async def agree(group: Visitor) -> str:
    await group.sends("shares")
    await group.touches("Partager «", "Tout", "Continuer")
    return await group.touches("Je suis d’accord")


async def play(invited: Invited, event: Event) -> None:
    office = invited.office
    async with office.store.transaction() as tx:
        record = await tx.sessions.get(invited.session)
        assert record is not None
        await tx.sessions.save(record, [event])


async def office_of(invited: Invited) -> str:
    member = await invited.alice.member()
    assert member is not None
    return member.organisation
