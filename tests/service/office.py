"""An office to talk to: an organisation with officers and case files, and visitors who read, write and touch buttons."""

from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager

from bot.blocks import Block, Bullets, Link
from bot.engine.dialogue import Voice
from bot.loading.library import Library
from bot.ports import Store
from bot.records import Address, CaseFile, Cooperation, Member, Organisation, Person, Role, Trace
from bot.service.conversation import Conversation
from bot.service.invitations import Offer, invite
from bot.service.screens import Answer, Command, Heard, Press, Screen, Words
from bot.storage import open_store
from bot.texts.catalogues import Texts
from tests.conftest import CountedIds, TurnedClock

CHANNEL = "test"


class Office:
    """A store of one bot with its conversation; what stands in it is put there without asking."""

    def __init__(self, store: Store, content: tuple[Library, dict[str, Texts]], clock: TurnedClock) -> None:
        library, texts = content
        self.store, self.clock, self.ids = store, clock, CountedIds()
        self.conversation = Conversation(library, texts, clock, self.ids)

    def visitor(self, name: str) -> "Visitor":
        """Somebody who was never here, at the address `name`."""
        return Visitor(self, Address(CHANNEL, name))

    async def organisation(self, name: str) -> str:
        """A new organisation; its id."""
        organisation = Organisation(self.ids.new(), name, self.clock.now())
        async with self.store.transaction() as tx:
            await tx.organisations.add(organisation)
        return organisation.id

    async def officer(self, organisation: str, name: str, role: Role = Role.OFFICER) -> "Visitor":
        """A member of `organisation`, met at the address `name`, and called so."""
        visitor, now = self.visitor(name), self.clock.now()
        person = Person(self.ids.new(), now, Voice.OFFICER, name=name)
        async with self.store.transaction() as tx:
            await tx.people.add(person, visitor.address)
            await tx.organisations.join(Member(person.id, organisation, role, now, name))
        return visitor

    async def case(self, organisation: str, name: str, *officers: "Visitor") -> str:
        """A new case file with one cooperation, followed by `officers`; its id."""
        case, now = (
            CaseFile(self.ids.new(), organisation, self.clock.now(), self.clock.now(), name),
            self.clock.now(),
        )
        async with self.store.transaction() as tx:
            await tx.cases.add(case)
            await tx.cases.add_cooperation(Cooperation(self.ids.new(), case.id, now))
            for each in officers:
                person = await tx.people.at(each.address)
                assert person is not None
                await tx.cases.assign(case.id, person.id, now)
        return case.id

    async def link(self, offer: Offer) -> str:
        """The token of a new invitation."""
        async with self.store.transaction() as tx:
            return (await invite(tx, self.ids, self.clock.now(), offer))[1]


class Visitor:
    """Somebody at an address. `answer` is what came back last, `screen` the one drawn last in it or before."""

    def __init__(self, office: Office, address: Address) -> None:
        self.office, self.address = office, address
        self.answer = Answer()
        self.screen: Screen | None = None

    async def hears(self, heard: Heard) -> str:
        """All that is to be read after doing so."""
        async with self.office.store.transaction() as tx:
            self.answer = await self.office.conversation.hear(tx, self.address, heard)
        if self.answer.screens:
            self.screen = max(self.answer.screens, key=lambda screen: screen.number)
        return self.read

    async def sends(self, command: str, argument: str = "") -> str:
        """A command, by its name in the program."""
        return await self.hears(Command(command, argument))

    async def says(self, text: str) -> str:
        """Something typed."""
        return await self.hears(Words(text))

    async def touches(self, *labels: str) -> str:
        """The buttons of the screen, one after the other, by how their labels begin."""
        for label in labels:
            assert self.screen is not None
            found = [code for said, code in self.offered if said.startswith(label)]
            assert found, f"no button {label!r} among {[said for said, _ in self.offered]}"
            await self.presses(found[0])
        return self.read

    async def presses(self, code: str) -> str:
        """A button by its code, offered or not."""
        assert self.screen is not None
        return await self.hears(Press(self.screen.number, code))

    @property
    def read(self) -> str:
        """All words of the last answer, in its screens from the top, and what pops up."""
        return "\n".join((*(read(screen.blocks) for screen in self.answer.screens), plain(self.answer.toast)))

    @property
    def offered(self) -> Sequence[tuple[str, str]]:
        """The buttons of the screen: labels and codes."""
        if self.screen is None:
            return ()
        controls = (button for row in self.screen.controls for button in row)
        return [(plain(button.label), button.code) for button in (*self.screen.choices, *controls)]

    @property
    def labels(self) -> Sequence[str]:
        """What stands on the buttons of the screen."""
        return [label for label, _ in self.offered]

    @property
    def token(self) -> str:
        """The token of the link that is shown."""
        links = [
            each.token for screen in self.answer.screens for each in screen.blocks if isinstance(each, Link)
        ]
        assert len(links) == 1, f"{len(links)} links are shown"
        return links[0]

    async def person(self) -> Person:
        """Who is met at the address."""
        async with self.office.store.transaction() as tx:
            person = await tx.people.at(self.address)
        assert person is not None
        return person

    async def member(self) -> Member | None:
        """Their membership."""
        person = await self.person()
        async with self.office.store.transaction() as tx:
            return await tx.organisations.member(person.id)

    async def held(self) -> Sequence[str]:
        """The ids of the case files that they follow."""
        person = await self.person()
        async with self.office.store.transaction() as tx:
            return await tx.cases.held_by(person.id)

    async def traces(self) -> Sequence[Trace]:
        """What the audit trail says of them, the newest first."""
        person = await self.person()
        async with self.office.store.transaction() as tx:
            return await tx.audit.of_person(person.id)

    async def traced(self, action: str, *, granted: bool = True) -> int:
        """How many lines of the audit trail say that they did this, or were refused it."""
        return sum(each.action == action and each.granted is granted for each in await self.traces())


def read(blocks: Iterable[Block]) -> str:
    """The words of `blocks` with plain spaces; of links, their tokens."""
    return plain("\n".join(part for block in blocks for part in _parts(block)))


def plain(text: str) -> str:
    """`text` with plain spaces for those that do not break, as a test is typed."""
    return text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")


def _parts(block: Block) -> Iterable[str]:
    match block:
        case Bullets(items):
            return (part for item in items for part in item if part)
        case Link(token):
            return (token,)
        case _:
            return (block.text,)


@asynccontextmanager
async def opened(
    database: str, content: tuple[Library, dict[str, Texts]], clock: TurnedClock
) -> AsyncIterator[Office]:
    """An office in an empty database."""
    store = await open_store(database, "test")
    try:
        yield Office(store, content, clock)
    finally:
        await store.close()
