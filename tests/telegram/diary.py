"""An echo that reminds, as simply as can be: all that is due to a person in one message, at any hour."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

from bot.blocks import Bullets, Paragraph
from bot.ports import Store, Transaction
from bot.records import Address, Card, Chat, Occasion, Person, Reminder, Sending
from bot.service.screens import Answer, Button, Heard, Press, Screen
from tests.telegram.echo import Echo

DAY = "day."
GREETING = "Bonjour, quelques nouvelles"
DONE = Button("Fait", "done")


@dataclass
class Diary(Echo):
    """`reminded` is who was, in order; those who are `broken` cannot be, those who are `idle` are forgotten."""

    reminded: list[str] = field(default_factory=list)
    broken: set[str] = field(default_factory=set)
    idle: set[str] = field(default_factory=set)
    came_back: list[Address] = field(default_factory=list)
    dropped: list[tuple[str, list[str]]] = field(default_factory=list)  # of who cannot be reached
    length: int = 0  # of each line, at least

    async def hear(self, tx: Transaction, address: Address, heard: Heard) -> Answer:
        if isinstance(heard, Press) and (card := await self._day(tx, address, heard.screen)):
            self.heard.append((address.external, heard))
            return Answer((await self._drawn(tx, card, ["fait"]),), toast="Noté")
        return await super().hear(tx, address, heard)

    async def remind(self, tx: Transaction, person: str, channel: str) -> tuple[Address, Answer] | None:
        self.reminded.append(person)
        address = next(one for one in await tx.people.addresses(person) if one.channel == channel)
        kept, now = await tx.reminders.of(person), self.clock.now()
        if not await tx.people.reachable(address):
            pending = [one for one in kept if one.state is Sending.PENDING]
            self.dropped.append((address.external, [one.about for one in pending]))
            await tx.reminders.drop(pending)
            return None
        if person in self.idle:
            return None
        cut = [one for one in kept if one.state is Sending.CUT]
        due = [one for one in kept if one.state is Sending.PENDING and one.due_at <= now]
        id = self.ids.new()
        await tx.reminders.sending([*cut, *due], id, now)
        card = Card(f"{DAY}{now:%Y-%m-%d}", address, 0, {})
        lines = [f"encore {one.about}" for one in cut] + [one.about for one in due]
        screen = await self._drawn(tx, card, lines)
        if person in self.broken:
            raise RuntimeError("these words must not be logged")
        return address, Answer((screen,), reminder=id)

    async def back(self, tx: Transaction, address: Address) -> None:
        self.came_back.append(address)

    async def _day(self, tx: Transaction, address: Address, number: int) -> Card | None:
        cards = await tx.chats.cards(address)
        return next((card for card in cards if card.name.startswith(DAY) and card.screen == number), None)

    async def _drawn(self, tx: Transaction, card: Card, lines: Sequence[str]) -> Screen:
        chat = await tx.chats.at(card.address)
        assert chat is not None
        chat = replace(chat, screen=chat.screen + 1)
        await tx.chats.save(chat)
        await tx.chats.save_card(replace(card, screen=chat.screen))
        items = tuple((line.ljust(self.length, "x"), "") for line in lines)
        return Screen(card.name, chat.screen, (Paragraph(GREETING), Bullets(items)), (DONE,))


@dataclass(frozen=True)
class Agenda:
    """Who is due, and what became of it."""

    store: Store
    diary: Diary

    async def due(self, number: int, *abouts: str, since: float = 3600.0) -> str:
        """Somebody is due since so many seconds, for each of `abouts`. Gives the person."""
        async with self.store.transaction() as tx:
            return await enter(tx, self.diary, Address("telegram", str(number)), abouts, since)

    async def states(self, number: int) -> dict[str, Sending]:
        """What became of each."""
        return {one.about: one.state for one in await self.kept(number)}

    async def kept(self, number: int) -> Sequence[Reminder]:
        async with self.store.transaction() as tx:
            person = await tx.people.at(Address("telegram", str(number)))
            return await tx.reminders.of(person.id) if person else ()

    async def cards(self, number: int) -> list[Card]:
        """The messages of the day that are kept."""
        async with self.store.transaction() as tx:
            cards = await tx.chats.cards(Address("telegram", str(number)))
            return [card for card in cards if card.name.startswith(DAY)]


async def enter(tx: Transaction, diary: Diary, address: Address, abouts: Sequence[str], since: float) -> str:
    """Note what somebody is to be reminded of since so many seconds; make them known if need be."""
    now = diary.clock.now()
    person = await tx.people.at(address)
    if person is None:
        person = Person(diary.ids.new(), now)
        await tx.people.add(person, address)
        await tx.chats.save(Chat(address, person.id))
    due_at = now - timedelta(seconds=since)
    day = due_at.date()
    await tx.reminders.add([Reminder(person.id, about, Occasion.DUE, day, day, due_at) for about in abouts])
    return person.id
