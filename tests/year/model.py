"""What is true in the simulated world: people, case files, steps and visits, kept apart from the program under test."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import holidays

from bot.records import Address, Habits, Occasion, Reminder, StepRecord, StepStatus, Visit

DAY = timedelta(days=1)
EARLIEST, QUIET = time(8), time(21)
PLACES = {  # where people live, with the code of its holidays
    "metropole": ("Europe/Paris", None),
    "alsace": ("Europe/Paris", "6AE"),
    "reunion": ("Indian/Reunion", "974"),
    "guadeloupe": ("America/Guadeloupe", "971"),
    "caledonie": ("Pacific/Noumea", "NC"),
}
OPEN = {StepStatus.PLANNED.value, StepStatus.BEGUN.value, StepStatus.NOT_DONE.value}


@dataclass
class Somebody:
    """A person with their telephone. `ahead`: days on which they were written to while the clock was wrong."""

    id: str
    chat: str
    zone: str
    habits: Habits
    team: str = ""  # the organisation of an officer
    blocked: bool = False
    gone: bool = False
    cases: set[str] = field(default_factory=set)  # those that they follow
    changed: datetime | None = None  # how they are reminded
    written: dict[date, str] = field(default_factory=dict)  # the message that came on a day of theirs
    ahead: set[date] = field(default_factory=set)

    @property
    def address(self) -> Address:
        return Address("telegram", self.chat)

    @property
    def listens(self) -> bool:
        """Consent: officers are told unless they said no, others only if they said yes."""
        wanted = self.habits.wanted
        return not self.gone and (wanted is True or (bool(self.team) and wanted is None))

    def today(self, now: datetime) -> date:
        return now.astimezone(ZoneInfo(self.zone)).date()

    def open_day(self, day: date) -> bool:
        """Whether messages may come on `day`."""
        paused = self.habits.paused_until is not None and day < self.habits.paused_until
        return not paused and (self.habits.every_day or not free(day, self.habits.place))

    def eve(self, day: date) -> date:
        """The last open day before `day`."""
        found = day - DAY
        while not self.habits.every_day and free(found, self.habits.place):
            found -= DAY
        return found

    def hours(self, day: date) -> tuple[datetime, datetime]:
        """From when to when messages may come on `day`."""
        zone = ZoneInfo(self.zone)
        return datetime.combine(day, max(self.habits.at, EARLIEST), zone), datetime.combine(day, QUIET, zone)


@cache
def free(day: date, place: str) -> bool:
    """Whether nobody works in `place` on `day`."""
    return day.weekday() >= 5 or day in holidays.country_holidays("FR", subdiv=PLACES[place][1])


@dataclass
class File:
    """A case file. `officers` in the order in which they came to it."""

    id: str
    team: str
    cooperation: str
    officers: list[str]
    archived: bool = False
    changed: datetime | None = None


@dataclass
class Thing:
    """A step or a visit. `since`: from then on somebody could have been reminded of it at any time.

    `spoken` is the last day on which it was spoken of, `later` the one until which it is to be left alone, `asked` those occasions of which somebody was told, with the day of the
    thing; `chances` counts the days on which they could have been told since it was time.
    """

    kept: StepRecord | Visit
    since: datetime
    spoken: date
    changed: datetime
    changed_by: str
    asked: set[tuple[Occasion, date]] = field(default_factory=set)
    later: date = date.min
    retold: date = date.min  # what was cut was told again
    chances: int = 0
    exempt: date | None = None  # a clock that was wrong has passed this day of it

    @property
    def id(self) -> str:
        return self.kept.id

    @property
    def case(self) -> str:
        return self.kept.case if isinstance(self.kept, Visit) else self.kept.subject.case

    @property
    def day(self) -> date:
        return self.kept.day if isinstance(self.kept, Visit) else self.kept.due

    @property
    def open(self) -> bool:
        """Whether it is still to be done, and may be spoken of."""
        if isinstance(self.kept, Visit):
            return self.kept.state.value == "planned"
        return self.kept.status in OPEN and not self.kept.muted


Key = tuple[str, str, Occasion, date]  # person, thing, occasion, day of the thing


def key_of(row: Reminder) -> Key:
    return row.person, row.about, row.occasion, row.anchor


@dataclass
class Truth:
    """All of it."""

    people: dict[str, Somebody] = field(default_factory=dict)
    files: dict[str, File] = field(default_factory=dict)
    things: dict[str, Thing] = field(default_factory=dict)
    of_case: dict[str, list[str]] = field(default_factory=dict)
    of_list: dict[str, list[str]] = field(default_factory=dict)

    def keep(self, thing: Thing) -> None:
        self.things[thing.id] = thing
        owner = thing.kept.person if isinstance(thing.kept, StepRecord) else ""
        held = self.of_case.setdefault(thing.case, []) if thing.case else self.of_list.setdefault(owner, [])
        held.append(thing.id)

    def forget_case(self, case: str) -> None:
        for person in self.files.pop(case).officers:
            self.people[person].cases.remove(case)
        for id in self.of_case.pop(case, ()):
            del self.things[id]

    def forget_list(self, person: str) -> None:
        for id in self.of_list.pop(person, ()):
            del self.things[id]

    def recipient(self, thing: Thing) -> Somebody | None:
        """Whom it is to be told: one's own to oneself; of an open case file whoever took it down, else the first officer."""
        if not thing.case:
            return self.people.get(thing.kept.person) if isinstance(thing.kept, StepRecord) else None
        file = self.files[thing.case]
        if file.archived or not file.officers:
            return None
        by = thing.kept.by if isinstance(thing.kept, Visit) else thing.kept.agreed_by
        return self.people[by if by in file.officers else file.officers[0]]

    def alive(self, thing: Thing) -> bool:
        """Whether somebody is there who can be told, and there is something to tell."""
        to = self.recipient(thing) if thing.open else None
        return to is not None and to.listens and not to.blocked

    def assign(self, case: str, person: str) -> None:
        if person not in self.files[case].officers:
            self.files[case].officers.append(person)
            self.people[person].cases.add(case)

    def unassign(self, case: str, person: str) -> None:
        self.files[case].officers.remove(person)
        self.people[person].cases.remove(case)

    def told_to(self, person: Somebody) -> Iterator[Thing]:
        """What the person is reminded of."""
        held = [self.of_case.get(case, ()) for case in sorted(person.cases)]
        for id in [id for ids in (self.of_list.get(person.id, ()), *held) for id in ids]:
            if self.recipient(self.things[id]) is person:
                yield self.things[id]

    def broken(self, things: Iterator[Thing] | list[Thing], now: datetime) -> None:
        """They could not be told for a moment."""
        for thing in things:
            thing.since, thing.chances, thing.later = now, 0, date.min
