"""What must hold of every message of the day, at the moment it is sent, and of what never came. Faults are collected."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from bot.ports import Store
from bot.records import Card, Occasion, Outgoing, Reminder, Sending, StepRecord
from bot.service.views import decode_view
from tests.conftest import TurnedClock
from tests.year.model import DAY, Key, Somebody, Thing, Truth, key_of

ENOUGH = 5  # open days on which somebody could be told, before it counts as forgotten
AFTER = timedelta(days=3)
LONG_OVERDUE = timedelta(days=50)  # a step is left to the lists
STALE = timedelta(minutes=15)  # what others change while a message waits is not in it
PAGE = 6
OF_VISITS = {Occasion.VISIT_EVE, Occasion.VISIT_AFTER}


@dataclass
class Sight:
    """A message of the day with all that was in it: lines as the card keeps them, reminders as they are kept."""

    person: Somebody
    message: str
    lines: Sequence[str]
    rows: Sequence[Reminder]
    others: Sequence[Reminder]  # what else is kept of the person
    text: str


@dataclass
class Checks:
    """Sees each message, and each evening looks who was forgotten."""

    truth: Truth
    clock: TurnedClock
    store: Store
    by_chat: dict[str, Somebody] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    jumped: bool = False  # the clock is wrong by weeks just now
    _came: dict[Key, list[str]] = field(default_factory=lambda: defaultdict(list))
    _unknown: dict[Key, set[str]] = field(default_factory=lambda: defaultdict(set))
    _cut_in: set[str] = field(default_factory=set)
    _good: set[datetime] = field(default_factory=set)  # instants at which everything worked

    def fault(self, check: str, said: str) -> None:
        self.faults.append(f"{check}. {self.clock.now():%Y-%m-%d %H:%M:%S} {said}")

    # Messages.

    async def arrives(self, row: Outgoing, came: bool, unknown: bool) -> None:
        """A call was made for a message of the day. It `came`, and the program cannot know whether it did if `unknown`."""
        sight = await self._look(row)
        if came:
            self._message(sight)
        if unknown:
            self._cut(sight)

    async def left_unknown(self, row: Outgoing) -> None:
        """The program was killed while the call was, or was to be, made."""
        if row.reminder:
            self._cut(await self._look(row))

    async def _look(self, row: Outgoing) -> Sight:
        person = self.by_chat[row.chat]
        async with self.store.transaction() as tx:
            kept = await tx.reminders.of(person.id)
            cards: Sequence[Card] = await tx.chats.cards(person.address)
        if self.jumped:  # whatever zone they live in when the clock comes there
            person.ahead |= {person.today(self.clock.now()) + day * DAY for day in (-1, 0, 1)}
        lines = next((decode_view(card.view).ids for card in cards if card.name == row.card), ())
        rows = [each for each in kept if each.message == row.reminder]
        others = [each for each in kept if each.message != row.reminder]
        return Sight(person, row.reminder, lines, rows, others, str(row.payload["text"]))

    def _cut(self, sight: Sight) -> None:
        self.counts["cut"] += 1
        self._cut_in.add(sight.message)
        for row in sight.rows:
            self._unknown[key_of(row)].add(sight.message)
            self._asked(row, sight.person)

    def _message(self, sight: Sight) -> None:
        person, now = sight.person, self.clock.now()
        today = person.today(now)
        self.counts["messages"] += 1
        self.counts["lines"] += len(sight.lines)
        self._when(person, now, today, sight.message)
        if not sight.rows or not sight.lines:
            self.fault("c", f"{person.id} is told nothing in {sight.message}")
        first = {line.split(".")[1] for line in sight.lines if line.split(".")[3]}
        before = [line.split(".")[1] in first for line in sight.lines if not line.startswith("d.")]
        if before != sorted(before, reverse=True):
            self.fault("d", f"{person.id}: what was cut does not stand first in {sight.message}")
        told = {row.about for row in sight.rows}
        if told != {line.split(".")[1] for line in sight.lines}:
            self.fault("c", f"{person.id}: lines and reminders of {sight.message} are not the same")
        for row in sight.rows:
            self._once(person, row, sight.message, again=row.about in first)
            if row.state is Sending.SENDING:
                self._reason(person, row, today, now)
            self._asked(row, person)
        for row in sight.others:
            if row.state is Sending.CUT and row.about not in told and self._holds(person, row, today):
                self.fault(
                    "d",
                    f"{person.id}: {row.occasion} of {row.about!r} was cut, and is not in {sight.message}",
                )
        self._words(sight)
        person.written[today] = sight.message

    def _when(self, person: Somebody, now: datetime, today: date, message: str) -> None:
        """a and b."""
        before = person.written.get(today, "")
        if before in self._cut_in and today in person.ahead:
            self.counts["days forgotten"] += (
                1  # cut while the clock was weeks ahead, and told again since it is right
            )
        elif before:
            self.fault("a", f"{person.id} gets {message} after {before} on {today}")
        begin, end = person.hours(today)
        if not begin <= now <= end:
            self.fault(
                "b",
                f"{person.id} gets {message} outside {begin:%H:%M}-{end:%H:%M} ({now.astimezone(begin.tzinfo)})",
            )
        if not person.open_day(today):
            self.fault(
                "b", f"{person.id} gets {message} on {today:%A %d %B} in {person.habits.place}, or in a pause"
            )
        if not person.listens:
            self.fault("b", f"{person.id} gets {message} without wanting any")

    def _once(self, person: Somebody, row: Reminder, message: str, *, again: bool) -> None:
        """d."""
        key = key_of(row)
        known = [each for each in self._came[key] if each not in self._unknown[key]]
        if known:
            self.fault(
                "d",
                f"{person.id} is told {row.occasion} of {row.about!r} for {row.anchor} twice: {known}, {message}",
            )
        if self._unknown[key] and not again and row.about:
            self.fault("d", f"{person.id}: {row.about} was cut before, and {message} does not say so")
        self._came[key].append(message)

    def _reason(self, person: Somebody, row: Reminder, today: date, now: datetime) -> None:
        """c."""
        if self._holds(person, row, today):
            return
        thing = self.truth.things.get(row.about)
        if thing is not None and thing.changed_by != person.id and now - thing.changed <= STALE:
            self.counts["stale"] += 1
            return
        self.fault(
            "c", f"{person.id} is told {row.occasion} of {row.about!r} for {row.anchor} without a reason"
        )

    def _holds(self, person: Somebody, row: Reminder, today: date) -> bool:
        if row.occasion is Occasion.DIGEST:
            return bool(person.team) and row.anchor.weekday() == person.habits.digest
        thing = self.truth.things.get(row.about)
        if thing is None or not thing.open or self.truth.recipient(thing) is not person:
            return False
        if row.occasion is Occasion.AGAIN:
            return True
        moot = row.occasion in {Occasion.BEFORE, Occasion.VISIT_EVE} and today > row.anchor
        early = row.occasion in {Occasion.AFTER, Occasion.VISIT_AFTER} and today <= row.anchor
        return thing.day == row.anchor and not moot and not early

    def _words(self, sight: Sight) -> None:
        """What each line is about is to be read in the message."""
        if sight.person.habits.discreet:
            return
        listed = [line.split(".")[1] for line in sight.lines if not line.startswith("d.")]
        for id in listed[:PAGE]:
            thing = self.truth.things.get(id)
            if (
                thing is not None
                and isinstance(thing.kept, StepRecord)
                and thing.kept.words not in sight.text
            ):
                self.fault("c", f"{sight.person.id}: the words of {id} are not in {sight.message}")

    def _asked(self, row: Reminder, person: Somebody) -> None:
        thing = self.truth.things.get(row.about)
        if thing is not None:
            thing.asked.add((row.occasion, row.anchor))
            today = person.today(self.clock.now())
            if row.state is Sending.TOLD_AGAIN:
                thing.retold = max(thing.retold, today)
            else:
                thing.spoken = max(thing.spoken, today)

    # What never came.

    def worked(self, now: datetime) -> None:
        """At this instant rounds were made, and all that was due was sent."""
        self._good = {each for each in self._good if now - each < 3 * DAY} | {now}

    def evening(self, zones: set[str], now: datetime) -> None:
        """e: in these zones the day is over for messages."""
        could: dict[tuple[str, date], bool] = {}
        for thing in self.truth.things.values():
            if not thing.open:
                continue
            to = self.truth.recipient(thing)
            if to is None or not to.listens or to.blocked:
                self.truth.broken([thing], now)
                continue
            if to.zone not in zones:
                continue
            today = to.today(now)
            if (to.id, today) not in could:
                could[to.id, today] = self._could(to, today)
            if could[to.id, today] and thing.exempt != thing.day:
                self._forgotten(thing, to, today)

    def _could(self, person: Somebody, today: date) -> bool:
        """Whether the person could be told something today."""
        begin, end = person.hours(today)
        worked = any(begin <= each < end for each in self._good)
        return worked and person.open_day(today) and today not in person.ahead

    def _forgotten(self, thing: Thing, to: Somebody, today: date) -> None:
        visit = not isinstance(thing.kept, StepRecord)
        since = to.today(thing.since)
        if visit and thing.day > today:
            self._forgotten_eve(thing, to, today)
            return
        planned = thing.day if visit else max(thing.day, thing.spoken, thing.later) + AFTER
        begin = planned + DAY if visit else max(planned, thing.retold + AFTER) + DAY
        occasion = Occasion.VISIT_AFTER if visit else Occasion.AFTER
        silent = begin - thing.day > LONG_OVERDUE or (occasion, thing.day) in thing.asked
        if silent or since >= planned or today < begin:
            thing.chances = 0
            return
        thing.chances += 1
        if thing.chances == ENOUGH + 1:
            self.fault("e", f"{to.id} is never told {occasion} of {thing.id} for {thing.day}")

    def _forgotten_eve(self, thing: Thing, to: Somebody, today: date) -> None:
        file = self.truth.files[thing.case]
        changed = max(each for each in (thing.since, thing.changed, file.changed, to.changed) if each)
        if today != to.eve(thing.day) or to.today(changed) >= today:
            return
        self.counts["eves"] += 1
        if (Occasion.VISIT_EVE, thing.day) not in thing.asked:
            self.fault("e", f"{to.id} is not told of the visit {thing.id} on {thing.day} on its eve")

    async def at_the_end(self) -> None:
        """f: what is still to be told lies ahead."""
        now = self.clock.now()
        for person in self.truth.people.values():
            async with self.store.transaction() as tx:
                kept = await tx.reminders.of(person.id)
            for row in kept:
                if row.state is Sending.SENDING or (row.state is Sending.PENDING and row.due_at <= now):
                    self.fault(
                        "f",
                        f"{person.id}: {row.occasion} of {row.about!r} is left {row.state} at {row.due_at}",
                    )
