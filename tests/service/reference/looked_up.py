"""An office with its shelf, and ways to a page of it, whichever screen leads there."""

from collections.abc import AsyncIterator

import pytest

from bot.content import shelf_of
from bot.engine.dialogue import Voice
from bot.records import PageKind, PageRef
from bot.service.conversation import Conversation
from bot.service.edits import shortened
from bot.service.leaves import Leaves
from bot.service.shelf import Shelf
from bot.service.views import Show, View
from tests.conftest import TurnedClock
from tests.service.invited import Invited, agree, invited, shown
from tests.service.office import Office, Visitor, opened, plain
from tests.service.reference.conftest import Content

__all__ = ["invited"]

FOR_OFFICERS = "targeted_contact_list"
FOR_ALL = "funding_paths"
ASKED = "Écrivez ce que vous cherchez"


@pytest.fixture(scope="module")
def shelf(content: Content) -> Shelf:
    return shelf_of(*content)


@pytest.fixture
async def office(database: str, content: Content, clock: TurnedClock, shelf: Shelf) -> AsyncIterator[Office]:
    async with opened(database, content, clock) as office:
        office.conversation = Conversation(*content, office.clock, office.ids, shelf)
        yield office


def leaves(office: Office, voice: Voice) -> Leaves:
    reception = office.conversation.reception
    assert reception.shelf is not None
    library = reception.interviews.library
    return Leaves(library, reception.shelf.reference, office.conversation.texts["fr"], voice)


def title(office: Office, advice: str, voice: Voice = Voice.OFFICER) -> str:
    """What a sheet is called, as far as it fits on a button."""
    return plain(shortened(leaves(office, voice).title(PageRef(PageKind.ADVICE, advice)))).rstrip("…")


def on_buttons(visitor: Visitor, first: int = 99) -> str:
    """All that stands on the first buttons of the screen."""
    return " | ".join(visitor.labels[:first])


async def opens(visitor: Visitor, link: str, show: Show = Show.PAGE) -> str:
    """A page of the reference, whichever way led to it."""
    return await shown(visitor, View(show, about=link))


async def kept(visitor: Visitor) -> list[str]:
    person = await visitor.person()
    async with visitor.office.store.transaction() as tx:
        return [each.page.id for each in await tx.reference.of(person.id)]


async def put_for(visitor: Visitor) -> list[str]:
    person = await visitor.person()
    async with visitor.office.store.transaction() as tx:
        return [each.page.id for each in await tx.reference.put_aside_for(person.id)]


async def shares(invited: Invited, advice: str = FOR_ALL) -> str:
    """Alice is at a sheet of the case file with which the group shares its answers."""
    await agree(invited.group)
    await invited.alice.sends("cases", "tilleuls")
    return await opens(invited.alice, f"advice:{advice}")


PUT_ASIDE = "Mettre de côté"
