"""What people are to be reminded of, worked out anew whenever a step, a visit, an officer, a case file or a habit has changed.

Each function adds what is missing and drops what should not be pending; called again it changes nothing. What was told
stays told. One person is reminded of a thing: whoever took it down, or the first officer of its case file.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from bot.ports import Transaction
from bot.records import CaseState, Habits, Occasion, Reminder, Sending, StepRecord, Subject, Visit
from bot.service.dates import local_day
from bot.service.follow_up.occasions import of_digest, of_step, of_visit

_LONG_PAST = timedelta(
    days=31
)  # visits longer ago are looked at only if something of them is still to be told
_Occasions = Callable[[Habits, str, datetime, Sequence[Reminder]], tuple[Reminder, ...]]


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody who may be reminded: how they want it, and in which zone they live."""

    habits: Habits
    zone: str
    member: bool

    @property
    def person(self) -> str:
        """Who it is."""
        return self.habits.person

    @property
    def listens(self) -> bool:
        """Whether they want reminders: officers are not asked first, others are."""
        return self.habits.listens(officer=self.member)


@dataclass(frozen=True, slots=True)
class Thing:
    """What somebody can be reminded of; `by` took it down, `occasions` gives what ought to be pending about it.

    `visited`: the visit that it is, if it is one.
    """

    id: str
    by: str
    occasions: _Occasions
    visited: Visit | None = None

    @classmethod
    def step(cls, step: StepRecord) -> "Thing":
        """A step."""
        return cls(step.id, step.agreed_by, partial(of_step, step))

    @classmethod
    def visit(cls, visit: Visit) -> "Thing":
        """A visit."""
        return cls(visit.id, visit.by, partial(of_visit, visit), visit)

    def is_ahead(self, zone: str, now: datetime) -> bool:
        """Whether it is a visit that is still to come."""
        here = now.astimezone(ZoneInfo(zone))
        when = None if self.visited is None else (self.visited.day, self.visited.at or time.max)
        return when is not None and when > (here.date(), here.time())


_DIGEST = Thing("", "", of_digest)


# Rules.


def addressee(by: str, officers: Sequence[str]) -> str:
    """Who of the officers is reminded of what `by` took down; "" where there is nobody."""
    return by if by in officers else next(iter(officers), "")


def ought(thing: Thing, to: Recipient, kept: Iterable[Reminder], now: datetime) -> tuple[Reminder, ...]:
    """What ought to be pending about `thing`. What others were told of it is not told again; what waits for them is `to`'s.

    Only who goes to a visit in their place has to know of it: on its eve it is told again, and late if need be.
    """
    if not to.listens:
        return ()
    own = [_taken_over(each, thing, to, now) for each in kept if each.about == thing.id]
    own.sort(key=lambda each: each.state is not Sending.PENDING)  # of two rows, the one that was told counts
    return thing.occasions(to.habits, to.zone, now, own)


def _taken_over(reminder: Reminder, thing: Thing, to: Recipient, now: datetime) -> Reminder:
    """What is kept of a thing as it counts for `to`, whoever it was for."""
    if reminder.person == to.person:
        return reminder
    theirs = replace(reminder, person=to.person)
    if reminder.occasion is not Occasion.VISIT_EVE or not thing.is_ahead(to.zone, now):
        return theirs
    return replace(theirs, state=Sending.PENDING, message="", told_at=None)


@dataclass(slots=True)
class _Changes:
    """What is to be dropped and added."""

    drop: list[Reminder] = field(default_factory=list)
    add: list[Reminder] = field(default_factory=list)

    def settle(self, kept: Iterable[Reminder], wanted: Sequence[Reminder], now: datetime) -> None:
        """From what is kept of a thing to what ought to be pending of it."""
        pending = [each for each in kept if each.state is Sending.PENDING]
        self.drop += [each for each in pending if not any(_same(each, other, now) for other in wanted)]
        self.add += [each for each in wanted if not any(_same(other, each, now) for other in pending)]

    async def make(self, tx: Transaction) -> None:
        if self.drop:
            await tx.reminders.drop(self.drop)
        if self.add:
            await tx.reminders.add(self.add)


def _same(kept: Reminder, wanted: Reminder, now: datetime) -> bool:
    """Whether it is there already: of what is late, it does not matter until when it was put off (its day stays)."""
    named = (kept.person, kept.about, kept.occasion, kept.anchor)
    if named != (wanted.person, wanted.about, wanted.occasion, wanted.anchor):
        return False
    return kept.day == wanted.day and (wanted.due_at <= now or kept.due_at == wanted.due_at)


# What is kept.


async def recipient(tx: Transaction, person: str) -> Recipient | None:
    """How somebody is to be reminded; None for who is not known any more."""
    found = await tx.people.get(person)
    if found is None:
        return None
    member = await tx.organisations.member(person) is not None
    return Recipient(await tx.reminders.habits(person), found.zone, member)


async def replan_list(tx: Transaction, now: datetime, subject: Subject, person: str) -> None:
    """Steps of a list have changed: that of a cooperation, or the person's own."""
    things = [Thing.step(each) for each in await tx.steps.of(subject, person)]
    if not subject.oneself:
        await _replan(tx, now, subject.case, things)
        return
    to, kept = await recipient(tx, person), _by_thing(await tx.reminders.of(person))
    changes = _Changes()
    for thing in things:
        rows = kept.get(thing.id, [])
        changes.settle(rows, ought(thing, to, rows, now) if to else (), now)
    await changes.make(tx)


async def replan_visits(tx: Transaction, now: datetime, case: str) -> None:
    """Visits to a case have changed."""
    await _replan(tx, now, case, [Thing.visit(each) for each in await tx.visits.about(case)])


async def replan_case(tx: Transaction, now: datetime, case: str, left: str = "") -> None:
    """Officers, state or steps of a case have changed; `left` follows it no more."""
    await _replan(tx, now, case, await _things(tx, case), left)


async def replan_person(tx: Transaction, now: datetime, person: str) -> None:
    """The habits, the zone or the membership of somebody have changed, or they can be reached again."""
    kept = await tx.reminders.of(person)
    rows, to = _by_thing(kept), await recipient(tx, person)
    things = await _things_of(tx, now, to, kept) if to is not None and to.listens else []
    changes = _Changes()
    theirs = {thing.id for thing in things}
    changes.drop += [each for each in kept if each.state is Sending.PENDING and each.about not in theirs]
    for thing in things:
        if to is not None:
            await _settle(tx, now, thing, to, rows.get(thing.id, []), changes)
    await changes.make(tx)


async def _replan(tx: Transaction, now: datetime, case: str, things: Sequence[Thing], left: str = "") -> None:
    """The things of a case, for whoever of its officers each is for; for nobody if it is archived."""
    if not things:
        return
    officers = await tx.cases.officers(case)
    kept = _by_thing([row for each in {*officers, left} - {""} for row in await tx.reminders.of(each)])
    file = await tx.cases.get(case)
    listening = officers if file is not None and file.state is CaseState.OPEN else ()
    known: dict[str, Recipient | None] = {"": None}
    changes = _Changes()
    for thing in things:
        person = addressee(thing.by, listening)
        if person not in known:
            known[person] = await recipient(tx, person)
        await _settle(tx, now, thing, known[person], kept.get(thing.id, []), changes)
    await changes.make(tx)


async def _settle(
    tx: Transaction,
    now: datetime,
    thing: Thing,
    to: Recipient | None,
    kept: Sequence[Reminder],
    changes: _Changes,
) -> None:
    if to is None:
        changes.settle(kept, (), now)
        return
    wanted = ought(thing, to, kept, now)
    there = {(each.occasion, each.anchor) for each in kept if each.person == to.person}
    if thing.by and any((each.occasion, each.anchor) not in there for each in wanted):
        kept = await tx.reminders.about(thing.id)  # somebody whose it was before may have been told
        wanted = ought(thing, to, kept, now)
    changes.settle(kept, wanted, now)


async def _things(tx: Transaction, case: str) -> list[Thing]:
    steps = [Thing.step(each) for each in await tx.steps.about(case)]
    return steps + [Thing.visit(each) for each in await tx.visits.about(case)]


async def _things_of(tx: Transaction, now: datetime, to: Recipient, kept: Sequence[Reminder]) -> list[Thing]:
    """All that the person is reminded of."""
    own = [Thing.step(each) for each in await tx.steps.of(Subject(), to.person)]
    if not to.member:
        return own
    theirs = [(each.subject.case, Thing.step(each)) for each in await tx.steps.of_officer(to.person)]
    visits = await tx.visits.of_officer(to.person, _since(now, to, kept))
    theirs += [(each.case, Thing.visit(each)) for each in visits]
    officers: dict[str, Sequence[str]] = {}
    for case, thing in theirs:
        if thing.by != to.person and case not in officers:
            officers[case] = await tx.cases.officers(case)
    mine = [
        thing
        for case, thing in theirs
        if thing.by == to.person or addressee(thing.by, officers[case]) == to.person
    ]
    return [*own, *mine, _DIGEST]


def _since(now: datetime, to: Recipient, kept: Iterable[Reminder]) -> date:
    pending = (each.anchor for each in kept if each.state is Sending.PENDING)
    return min((local_day(now, to.zone) - _LONG_PAST, *pending))


def _by_thing(kept: Iterable[Reminder]) -> Mapping[str, list[Reminder]]:
    found: dict[str, list[Reminder]] = {}
    for each in kept:
        found.setdefault(each.about, []).append(each)
    return found
