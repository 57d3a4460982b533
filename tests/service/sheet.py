"""A project sheet that somebody fills in, and what its overview says."""

import pytest

from bot.engine.dialogue import Voice
from bot.records import Person
from bot.service.documents import Page
from tests.service.invited import office
from tests.service.office import Office, Visitor, plain, read

__all__ = ["office"]

SHEET = "project_sheet"
STAYS = "Trois communes, un four banal, {item} et {place}"


@pytest.fixture
async def group(office: Office) -> Visitor:
    """Somebody who speaks for a group, at the first question of their sheet after its name."""
    visitor = office.visitor("group")
    async with office.store.transaction() as tx:
        await tx.people.add(Person(office.ids.new(), office.clock.now(), Voice.BENEFICIARY), visitor.address)
    await visitor.sends("open", SHEET)
    await visitor.touches("Je passe")
    return visitor


async def overview(visitor: Visitor) -> str:
    """The sections, from a question of one of them."""
    return await visitor.touches("Les autres rubriques")


async def filled(visitor: Visitor) -> None:
    """« État des lieux » said to be ready."""
    await visitor.says(STAYS)
    await visitor.says("Les bénévoles sont là.")
    await visitor.touches("C’est prêt")


def states(visitor: Visitor) -> list[str]:
    """How far each section is, as the overview says."""
    parts = [each.partition(" · ") for each in visitor.labels]
    return [state for _, dot, state in parts if dot]


def document(visitor: Visitor) -> str:
    (page,) = visitor.answer.documents
    assert isinstance(page, Page)
    return f"{page.form}: {plain(page.title)}\n{read(page.blocks)}"
