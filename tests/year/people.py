"""What people do in an hour: at their case files, to how they are reminded, and on the messages that came."""

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.channels.telegram.parse import Membership, Said
from bot.records import StepRecord
from bot.service.screens import DAY_CARD
from bot.service.views import decode_view
from tests.year.events import Events
from tests.year.model import File, Somebody, Truth
from tests.year.phones import Phones, press
from tests.year.program import Program
from tests.year.world import Size

YEAR = 365 * 24.0  # hours
_SELDOM = {"begin": 0.03, "stop": 0.1}  # buttons that lead away


@dataclass
class People:
    """All of them. `program` is the one that runs now; `answering` are those who will answer a message that came."""

    truth: Truth
    events: Events
    phones: Phones
    size: Size
    rng: random.Random
    program: Callable[[], Program]
    counts: Counter[str]
    answering: list[Somebody] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.files, self.people = list(self.truth.files), list(self.truth.people.values())

    def happens(self, chance: float) -> bool:
        return self.rng.random() < chance

    async def act(self) -> None:
        answering, self.answering = self.answering, []
        for person in answering:
            if not self.events.working(person, self.events.clock.now()) or self.happens(0.3):
                self.answering.append(person)
            else:
                await self.answers(person)
        cases, people = len(self.files), len(self.people)
        for _ in self._so_many(3 * cases):
            await self._at_a_case("step")
        for _ in self._so_many(6 * self.size.alone):
            person = self.rng.choice(self.people[self.size.officers :])
            if self.events.working(person, self.events.clock.now()):
                await self.events.new_step(person, None)
        for _ in self._so_many(1.5 * cases):
            await self._at_a_case("settle")
        for _ in self._so_many(2 * cases):
            await self._at_a_case("visit")
        for _ in self._so_many(0.6 * cases):
            await self._at_a_case("change visit")
        for _ in self._so_many(0.4 * cases):
            await self._at_a_case(self.rng.choice(("archive", "hand over", "hand over", "attend", "erase")))
        for _ in self._so_many(3 * people):
            await self._at_a_person()
        await self.program().sends()

    def _so_many(self, a_year: float) -> range:
        """How many of what happens so often `a_year` happen in this hour; people work half of the hours of a day."""
        mean = 2.5 * a_year * self.size.haste / YEAR
        return range(int(mean) + self.happens(mean % 1))

    async def _at_a_case(self, what: str) -> None:
        file = self.truth.files.get(self.rng.choice(self.files))
        if file is None:
            return
        if not file.officers:
            await self._attend(file)
            return
        person = self.truth.people[self.rng.choice(file.officers)]
        if not self.events.working(person, self.events.clock.now()):
            return
        things = [self.truth.things[id] for id in self.truth.of_case.get(file.id, ())]
        steps = [each for each in things if isinstance(each.kept, StepRecord)]
        visits = [each for each in things if not isinstance(each.kept, StepRecord)]
        self.counts["events"] += 1
        match what:
            case "step":
                if file.archived:
                    await self.events.archive(person, file)
                await self.events.new_step(person, file)
            case "visit" if not file.archived:
                await self.events.new_visit(person, file)
            case "settle" if steps:
                await self.events.settle(person, self.rng.choice(steps[-3:]))
            case "change visit" if visits:
                await self.events.change_visit(person, visits[-1])
            case "archive":
                await self.events.archive(person, file)
            case "hand over":
                colleagues = [each for each in self._team(file) if each.id not in file.officers]
                if colleagues:
                    await self.events.hand_over(person, file, self.rng.choice(colleagues))
            case "erase" if self.happens(0.2):
                self.files.remove(file.id)
                await self.events.erase_case(person, file)

    async def _attend(self, file: File) -> None:
        colleagues = [each for each in self._team(file) if self.events.working(each, self.events.clock.now())]
        if colleagues:
            await self.events.attend(self.rng.choice(colleagues), file)

    def _team(self, file: File) -> list[Somebody]:
        return [each for each in self.people if each.team == file.team and not each.gone]

    async def _at_a_person(self) -> None:
        person = self.rng.choice(self.people)
        if person.gone:
            return
        if person.blocked:
            await self._comes_back(person)
            return
        if not self.events.working(person, self.events.clock.now()):
            return
        self.counts["events"] += 1
        chance = self.rng.random()
        if chance < 0.75:
            await self.events.change_habits(person)
        elif chance < 0.95:
            await self._blocks(person)
        elif chance < 0.975 and person.team:
            await self.events.leave_team(person)
        elif self.happens(0.3):
            await self.events.erase_person(person)

    async def _blocks(self, person: Somebody) -> None:
        """Telegram says so at once, or the next call fails."""
        self.counts["blocked"] += 1
        self.phones.chat(person.chat).blocked = True
        if self.happens(0.5):
            await self.program().hears(Membership(person.address, reachable=False))
        self.events.silent(person, blocked=True)

    async def _comes_back(self, person: Somebody) -> None:
        self.phones.chat(person.chat).blocked = False
        await self.program().hears(Membership(person.address, reachable=True))
        self.events.silent(person, blocked=False)

    async def answers(self, person: Somebody) -> None:
        """Touches buttons of a message of the day, one after the other."""
        for _ in range(self.rng.randrange(1, 4)):
            if person.gone or person.blocked:
                return
            async with self.program().store.transaction() as tx:
                cards = await tx.chats.cards(person.address)
            keyboards = self.phones.chat(person.chat).keyboards
            there = [
                each
                for each in cards
                if each.name.startswith(DAY_CARD) and each.message and keyboards.get(int(each.message))
            ]
            if not there:
                return
            card = max(there, key=lambda each: each.name) if self.happens(0.8) else self.rng.choice(there)
            message = int(card.message or 0)
            data = self.rng.choice(keyboards[message])
            if not self.happens(_SELDOM.get(data.partition(".")[2].partition(".")[0], 1.0)):
                continue
            self.counts["buttons"] += 1
            await self.program().hears(Said(person.address, press(data, message), "query"))
            lines = [line.split(".") for line in decode_view(card.view).ids]
            async with self.program().store.transaction() as tx:
                for sort, id, *_ in lines:
                    if sort == "s" and id in self.truth.things:
                        await self.events.heard(person, self.truth.things[id], tx)
                self.events.reread(person, await tx.reminders.habits(person.id))
            await self.program().sends()
