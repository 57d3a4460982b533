"""What people do in the simulated year, kept as the counters of the program keep it, and in the truth beside it."""

import random
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from bot.channels.telegram.notes import take_back
from bot.ports import Ids, Transaction
from bot.records import (
    CaseState,
    Habits,
    Occasion,
    Sending,
    StepRecord,
    StepStatus,
    Subject,
    Visit,
    VisitState,
)
from bot.service.follow_up import schedule
from bot.service.follow_up.steps import said
from tests.conftest import TurnedClock
from tests.year.model import PLACES, File, Somebody, Thing, Truth
from tests.year.program import Program

_SAID = (StepStatus.DONE, StepStatus.DONE, StepStatus.BEGUN, StepStatus.NOT_DONE, StepStatus.DROPPED)


@dataclass
class Events:
    """`program` is the one that runs now."""

    truth: Truth
    clock: TurnedClock
    ids: Ids
    rng: random.Random
    program: Callable[[], Program]
    number: int = 0

    @asynccontextmanager
    async def acts(self, person: Somebody) -> AsyncIterator[Transaction]:
        """What somebody does: first what waits for them is taken back, as before every turn."""
        program = self.program()
        async with program.store.transaction() as tx:
            await take_back(tx, person.address)
            await program.turns._reached(tx, person.address)
            yield tx

    # Steps.

    async def new_step(self, person: Somebody, file: File | None) -> None:
        """Taken down by `person`, on the list of a case file or on their own."""
        now, self.number = self.clock.now(), self.number + 1
        subject = Subject(file.id, file.cooperation) if file else Subject()
        due = person.today(now) + timedelta(days=self.rng.choice((0, 1, 3, 7, self.rng.randrange(61))))
        step = StepRecord(
            id=self.ids.new(),
            subject=subject,
            person="" if file else person.id,
            diagnosis="",
            dialogue="situation_diagnosis",
            outcome="",
            step="",
            cause="",
            words=f"étape n{self.number}n",
            due=due,
            occasion="",
            status=StepStatus.PLANNED.value,
            agreed_at=now,
            agreed_by=person.id,
        )
        async with self.acts(person) as tx:
            await tx.steps.add(step)
            await schedule.replan_list(tx, now, subject, step.person)
        self.truth.keep(Thing(step, now, person.today(now), now, person.id))

    async def settle(self, person: Somebody, thing: Thing) -> None:
        """Say how a step goes, put it off, or want no reminders of it."""
        step, now = thing.kept, self.clock.now()
        if not isinstance(step, StepRecord):
            return
        chance = self.rng.random()
        if chance < 0.6:
            step = said(step, self.rng.choice(_SAID), now, person.zone)
        elif chance < 0.9:
            step = replace(step, due=person.today(now) + timedelta(days=self.rng.randrange(1, 40)))
        else:
            step = replace(step, muted=not step.muted)
        async with self.acts(person) as tx:
            await tx.steps.save(step)
            await schedule.replan_list(tx, now, step.subject, step.person)
        self._changed(thing, step, person)

    async def heard(self, person: Somebody, thing: Thing, tx: Transaction) -> None:
        """A button was touched that may have changed a step: see what became of it."""
        step = await tx.steps.get(thing.id)
        if step is not None and step != thing.kept:
            self._changed(thing, step, person)
        for row in await tx.reminders.about(thing.id):
            if row.occasion is Occasion.AGAIN and row.state is Sending.PENDING:
                thing.later = max(thing.later, row.day)

    def _changed(self, thing: Thing, kept: StepRecord | Visit, person: Somebody) -> None:
        now, was = self.clock.now(), thing.kept
        if isinstance(kept, StepRecord) and isinstance(was, StepRecord):
            if kept.said_at == now:
                thing.spoken = max(thing.spoken, person.today(now))
            elif kept.said_at != was.said_at or was.due != kept.due <= person.today(now):
                thing.exempt = kept.due  # taken back: its time may have come and gone meanwhile
        if not thing.open:
            self.truth.broken([thing], now)
        thing.kept, thing.changed, thing.changed_by = kept, now, person.id

    # Visits.

    async def new_visit(self, person: Somebody, file: File) -> None:
        now = self.clock.now()
        day = person.today(now) + timedelta(days=self.rng.choice((0, 1, 2, self.rng.randrange(3, 45))))
        visit = Visit(self.ids.new(), file.id, file.cooperation, person.id, day)
        async with self.acts(person) as tx:
            await tx.visits.add(visit)
            await schedule.replan_visits(tx, now, file.id)
        self.truth.keep(Thing(visit, now, person.today(now), now, person.id))

    async def change_visit(self, person: Somebody, thing: Thing) -> None:
        """Moved, cancelled, or planned again."""
        visit, now = thing.kept, self.clock.now()
        if not isinstance(visit, Visit) or visit.day < person.today(now):
            return
        if self.rng.random() < 0.6:
            day = person.today(now) + timedelta(days=self.rng.randrange(30))
            visit = replace(visit, day=day, state=VisitState.PLANNED)
        else:
            visit = replace(visit, state=VisitState.CANCELLED)
        async with self.acts(person) as tx:
            await tx.visits.save(visit)
            await schedule.replan_visits(tx, now, visit.case)
        self._changed(thing, visit, person)

    # Case files and who follows them.

    async def archive(self, person: Somebody, file: File) -> None:
        """Archived, or open again."""
        now, things = self.clock.now(), self._of(file)
        async with self.acts(person) as tx:
            case = await tx.cases.get(file.id)
            assert case is not None
            state = CaseState.OPEN if file.archived else CaseState.ARCHIVED
            await tx.cases.save(replace(case, state=state, touched_at=now))
            await schedule.replan_case(tx, now, file.id)
        file.archived = not file.archived
        self._moved(file, things, person)

    async def hand_over(self, person: Somebody, file: File, colleague: Somebody) -> None:
        """To a colleague, alone or beside those who follow it."""
        now, alive, leaves = self.clock.now(), self._dead(file), self.rng.random() < 0.7
        async with self.acts(person) as tx:
            await tx.cases.assign(file.id, colleague.id, now)
            if leaves:
                await tx.sessions.hand_on(file.id, person.id, colleague.id)
                await tx.cases.unassign(file.id, person.id)
            await schedule.replan_case(tx, now, file.id, person.id if leaves else "")
        self.truth.assign(file.id, colleague.id)
        if leaves:
            self.truth.unassign(file.id, person.id)
        self._moved(file, alive, person)

    async def attend(self, colleague: Somebody, file: File) -> None:
        """A case file that nobody follows goes to a colleague."""
        now, dead = self.clock.now(), self._of(file)
        async with self.acts(colleague) as tx:
            await tx.cases.assign(file.id, colleague.id, now)
            await schedule.replan_case(tx, now, file.id)
        self.truth.assign(file.id, colleague.id)
        self._moved(file, dead, colleague)

    async def erase_case(self, person: Somebody, file: File) -> None:
        async with self.acts(person) as tx:
            await tx.cases.erase(file.id)
        self.truth.forget_case(file.id)

    async def leave_team(self, person: Somebody) -> None:
        now, dead = self.clock.now(), {case: self._dead(self.truth.files[case]) for case in person.cases}
        async with self.acts(person) as tx:
            held = await tx.cases.held_by(person.id)
            await tx.organisations.leave(person.id)
            for case in held:
                await schedule.replan_case(tx, now, case, person.id)
            await schedule.replan_person(tx, now, person.id)
        assert set(held) == person.cases
        person.team, person.changed = "", now
        self._gone_from(person, dead)

    async def erase_person(self, person: Somebody) -> None:
        now, dead = self.clock.now(), {case: self._dead(self.truth.files[case]) for case in person.cases}
        async with self.acts(person) as tx:
            for case in await tx.cases.held_by(person.id):
                await tx.cases.unassign(case, person.id)
                await schedule.replan_case(tx, now, case, person.id)
            await tx.people.erase(person.id)
        self._gone_from(person, dead)
        person.gone = True
        self.truth.forget_list(person.id)

    def _gone_from(self, person: Somebody, dead: dict[str, list[Thing]]) -> None:
        for case, things in dead.items():
            self.truth.unassign(case, person.id)
            self._moved(self.truth.files[case], things, person)

    def _of(self, file: File) -> list[Thing]:
        return [self.truth.things[id] for id in self.truth.of_case.get(file.id, ())]

    def _dead(self, file: File) -> list[Thing]:
        """What nobody could be told before a change."""
        return [each for each in self._of(file) if not self.truth.alive(each)]

    def _moved(self, file: File, dead: list[Thing], person: Somebody) -> None:
        """Somebody else may be told of all that is in it; `dead` begins anew."""
        now = file.changed = self.clock.now()
        self.truth.broken(dead + self._dead(file), now)
        for each in self._of(file):
            each.changed, each.changed_by = now, person.id

    # Habits.

    async def change_habits(self, person: Somebody) -> None:
        now, was, before = self.clock.now(), person.listens, list(self.truth.told_to(person))
        habits, zone = self._other_habits(person, person.today(now))
        async with self.acts(person) as tx:
            if zone != person.zone:
                known = await tx.people.get(person.id)
                assert known is not None
                await tx.people.save(replace(known, zone=zone))
            await tx.reminders.save_habits(habits)
            await schedule.replan_person(tx, now, person.id)
        person.habits, person.zone, person.changed = habits, zone, now
        if not (was and person.listens):
            self.truth.broken(before, now)

    def _other_habits(self, person: Somebody, today: date) -> tuple[Habits, str]:
        habits, rng, zone = person.habits, self.rng, person.zone
        match rng.randrange(8):
            case 0:
                habits = replace(habits, at=time(rng.randrange(8, 21)))
            case 1:
                habits = replace(habits, every_day=not habits.every_day)
            case 2 | 3:
                until = None if habits.paused_until else today + timedelta(days=rng.randrange(1, 30))
                habits = replace(habits, paused_until=until)
            case 4:
                habits = replace(habits, wanted=not person.listens, consent="oui", since=self.clock.now())
            case 5 if person.team:
                habits = replace(habits, digest=rng.choice((None, rng.randrange(5))))
            case 6:
                place = rng.choice(sorted(PLACES))
                habits, zone = replace(habits, place=place), PLACES[place][0]
            case _:
                habits = replace(habits, discreet=not habits.discreet)
        return habits, zone

    def reread(self, person: Somebody, habits: Habits) -> None:
        """What touching a button of a message has changed of how the person is reminded."""
        if habits != person.habits:
            person.habits, person.changed = habits, self.clock.now()
            self.truth.broken(list(self.truth.told_to(person)), self.clock.now())

    def silent(self, person: Somebody, *, blocked: bool) -> None:
        """They cannot be written to from now on, or can again."""
        person.blocked, person.changed = blocked, self.clock.now()
        self.truth.broken(list(self.truth.told_to(person)), self.clock.now())

    def working(self, person: Somebody, now: datetime) -> bool:
        local = now.astimezone(person.hours(person.today(now))[0].tzinfo)
        return 8 <= local.hour < 19 and not (person.gone or person.blocked)
