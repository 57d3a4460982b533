"""The simulated time, hour by hour: the program makes its rounds, people do things, and much goes wrong."""

import random
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.loading.library import Library
from bot.ports import Store
from bot.service.private import kept_in
from bot.service.retention import tidy
from bot.storage import open_store
from bot.texts.catalogues import Texts
from tests.conftest import CountedIds, TurnedClock
from tests.year.checks import Checks
from tests.year.events import Events
from tests.year.model import PLACES, Somebody, Thing, Truth
from tests.year.people import People
from tests.year.phones import Phones
from tests.year.program import Outside, Program
from tests.year.world import Size, build

HOUR = timedelta(hours=1)


@dataclass
class Year:
    """`hour` is the true one; the clock of the program is `ahead` of it for a while."""

    database: str
    content: tuple[Library, dict[str, Texts]]
    size: Size
    rng: random.Random
    clock: TurnedClock = field(default_factory=TurnedClock)
    ids: CountedIds = field(default_factory=CountedIds)
    counts: Counter[str] = field(default_factory=Counter)
    ahead: timedelta = timedelta()
    wrong_for: int = 0  # so many hours more the clock is wrong
    down_for: int = 0  # Telegram is not there

    store: Store = field(init=False)
    truth: Truth = field(init=False)
    phones: Phones = field(init=False)
    checks: Checks = field(init=False)
    events: Events = field(init=False)
    people: People = field(init=False)
    program: Program = field(init=False)

    async def begin(self) -> None:
        self.hour = self.clock.instant = self.size.begin
        self.end = self.size.begin + timedelta(days=self.size.days)
        self.far_jump = self.size.begin + timedelta(days=self.rng.uniform(0.4, 0.6) * self.size.days)
        self.store = await open_store(self.database, "test")
        self.truth = await build(self.store, self.ids, self.rng, self.size)
        self.checks = Checks(self.truth, self.clock, self.store)
        self.checks.by_chat = {each.chat: each for each in self.truth.people.values()}
        self.phones = Phones(self.rng, self.checks.arrives)
        self.outside = Outside(
            self.content, self.clock, self.ids, self.phones, self.rng, self.checks.left_unknown
        )
        self.program = Program(self.store, self.outside)
        self.events = Events(self.truth, self.clock, self.ids, self.rng, self._running)
        self.people = People(
            self.truth, self.events, self.phones, self.size, self.rng, self._running, self.counts
        )
        for file in list(self.truth.files.values()):
            if self.rng.random() < 0.5:
                await self.events.new_step(self.truth.people[file.officers[0]], file)

    async def passes(self) -> None:
        """From the beginning to the end, and what is left once all is over."""
        begun, week = time.monotonic(), self.size.begin + timedelta(days=7)
        await self.program.starts()
        while self.hour < self.end:
            await self._goes_wrong()
            late = timedelta(minutes=self.rng.randrange(35, 60)) if self._happens(0.05) else timedelta()
            self.clock.instant = self.hour + self.ahead + late
            await self._passes_hour()
            self.hour += HOUR * (1 + (self.clock.now() - self.ahead - self.hour) // HOUR)
            if self.hour >= week:
                week += timedelta(days=7)
                await tidy(self.store, self.ids, self.clock, kept_in(self.content[0]))
                print(f"{self.hour:%Y-%m-%d} {time.monotonic() - begun:.0f} s: {self.figures()}", flush=True)
        self.ahead, self.phones.down = timedelta(), False
        self.clock.instant = self.hour
        await self.program.sends()
        while await self.program.goes_round():
            await self.program.sends()
        await self.checks.at_the_end()

    def _running(self) -> Program:
        return self.program

    def figures(self) -> str:
        counts = self.counts + self.checks.counts + self.phones.counts
        return ", ".join(f"{name} {count}" for name, count in sorted(counts.items()))

    # What goes wrong.

    async def _goes_wrong(self) -> None:
        if self.wrong_for:
            self.wrong_for -= 1
            if not self.wrong_for:
                self.ahead, self.checks.jumped = timedelta(), False
        elif self.hour >= self.far_jump and self.hour.hour in range(7, 12):
            self.far_jump = self.end
            self._jumps(timedelta(days=40), self.rng.randrange(2, 5))
            self.checks.jumped = True
            for thing in self.truth.things.values():
                thing.exempt = thing.day
        elif self._happens(1 / 400):
            self._jumps(self.rng.choice((-2, 2)) * HOUR, self.rng.randrange(1, 6))
        elif self._happens(1 / 400):
            await self._stops()
        self.down_for = self.rng.randrange(1, 13) if self._happens(1 / 300) else max(0, self.down_for - 1)
        self.counts["hours without Telegram"] += self.down_for > 0
        self.phones.down = self.down_for > 0

    def _jumps(self, ahead: timedelta, hours: int) -> None:
        self.counts["jumps"] += 1
        self.ahead, self.wrong_for = ahead, hours + 1

    async def _stops(self) -> None:
        """For hours, days or weeks."""
        longest = self.rng.choice((6, 6, 30, 30, 24 * 16))
        hours = self.rng.randrange(1, longest)
        self.counts["stops"] += 1
        self.counts["hours stopped"] += hours
        self.hour += hours * HOUR
        await self._restarts()

    async def _restarts(self) -> None:
        self.counts["restarts"] += 1
        if self._happens(0.5):
            await self.store.close()
            self.store = self.checks.store = await open_store(self.database, "test")
        self.program = Program(self.store, self.outside)
        await self.program.starts()

    def _happens(self, chance: float) -> bool:
        return self.rng.random() < chance

    # An hour.

    async def _passes_hour(self) -> None:
        now = self.clock.now()
        if not self.ahead:
            zones = {zone for zone, _ in PLACES.values() if now.astimezone(ZoneInfo(zone)).hour == 21}
            if zones:
                self.checks.evening(zones, now)
        reminded = await self.program.goes_round()
        await self._meanwhile(reminded)
        if not await self.program.sends(fatal=bool(reminded) and self._happens(0.03)):
            self.counts["kills"] += 1
            await self._restarts()
        elif not reminded:
            self._worked(now)
        if reminded:
            self.clock.turn(minutes=self.rng.randrange(1, 10))
            await self.program.sends()
            now = self.clock.now()
            while await self.program.goes_round():  # so many at a time as may wait to be sent
                await self.program.sends()
            self._worked(now)
        self.people.answering += [self.truth.people[each] for each in reminded if self._happens(0.5)]
        self.clock.turn(minutes=self.rng.randrange(1, 20))
        if self.ahead < timedelta(days=1):
            await self.people.act()

    def _worked(self, now: datetime) -> None:
        """Whoever could be told at this instant was told, unless something was wrong."""
        if not self.phones.down and not self.ahead:
            self.checks.worked(now)

    async def _meanwhile(self, reminded: list[str]) -> None:
        """Messages wait to be sent: it takes long, somebody acts, or others change what is in them."""
        if not reminded:
            return
        if self._happens(0.15):
            self.clock.turn(minutes=self.rng.randrange(1, 25))
        for id in self.rng.sample(reminded, min(len(reminded), 4)):
            person = self.truth.people[id]
            if person.blocked or not self._happens(0.15):
                continue
            self.counts["acts while a message waits"] += 1
            things = list(self.truth.told_to(person))
            match self.rng.randrange(3):
                case 0:
                    await self.people.answers(person)
                case 1 if things:
                    await self.events.settle(person, self.rng.choice(things))
                case _ if things and self.rng.choice(things).case:
                    await self._meddles(person, self.rng.choice([each for each in things if each.case]))

    async def _meddles(self, person: Somebody, thing: Thing) -> None:
        file = self.truth.files[thing.case]
        others = [self.truth.people[each] for each in file.officers if each != person.id]
        if others and not others[0].blocked:
            await self.events.settle(others[0], thing)
