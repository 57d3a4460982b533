"""What the page of reminders tells, and how far: gathered from what is kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.records import Habits, Reminder, Sending, Status, StepRecord, Subject, Visit
from bot.service.agenda import Thing, things
from bot.service.counter import House
from bot.service.dates import local_day
from bot.service.follow_up import ahead
from bot.service.follow_up.ahead import Message
from bot.service.scene import Scene
from bot.service.standings import situates

STEP, VISIT = "s.", "v."
DAYS = timedelta(days=30)  # how far the plan goes
LINES = 12  # a page


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be read: the messages that will come, what may have been missed, and what all of it is about, by id.

    `on`: reminders are sent at all. `officer`: who reads it has case files.
    """

    habits: Habits
    zone: str
    today: date
    on: bool
    officer: bool
    things: Mapping[str, Thing]
    messages: tuple[Message, ...] = ()
    missed: Sequence[tuple[date, tuple[Reminder, ...]]] = ()

    @property
    def paused(self) -> bool:
        """Whether the person has asked for quiet now."""
        until = self.habits.paused_until
        return until is not None and self.today < until

    @property
    def lines(self) -> list[tuple[Message, Reminder]]:
        """What is told within `DAYS`, one by one; they are counted from the end of a pause."""
        begin = max(self.today, self.habits.paused_until or self.today)
        near = (each for each in self.messages if each.day <= begin + DAYS)
        return [(message, reminder) for message in near for reminder in message.reminders]

    @property
    def far(self) -> tuple[Message, ...]:
        """The messages that come later than that."""
        return self.messages[len({message for message, _ in self.lines}) :]

    @property
    def only_far(self) -> Message | None:
        """The first message, where all that is told comes later than that."""
        return self.far[0] if self.far and not self.lines else None

    @property
    def pages(self) -> int:
        """How many pages it has, one at least."""
        return max(1, -(-len(self.lines) // LINES))

    def page(self, page: int) -> int:
        """`page`, or the nearest that there is."""
        return min(max(page, 0), self.pages - 1)

    def shown(self, page: int) -> list[tuple[Message, Reminder]]:
        """The lines of a page."""
        first = self.page(page) * LINES
        if self.only_far is not None:
            return [(self.only_far, reminder) for reminder in self.only_far.reminders]
        return self.lines[first : first + LINES]

    @property
    def waiting(self) -> list[Thing]:
        """Steps whose day is over and of which nothing will be said any more, unless something else is planned."""
        if self.messages or not self.on:
            return []
        steps = (each for each in self.things.values() if isinstance(each.of, StepRecord))
        return sorted((each for each in steps if each.day < self.today), key=lambda each: each.day)[:LINES]

    def ways(self, page: int) -> list[str]:
        """The codes of the buttons to what a page is about."""
        missed = [each.about for _, group in self.missed for each in group]
        abouts = [*missed, *(reminder.about for _, reminder in self.shown(page))]
        abouts += [each.of.id for each in self.waiting]
        things = [self.things[each].of for each in dict.fromkeys(abouts) if each in self.things]
        return [(STEP if isinstance(each, StepRecord) else VISIT) + each.id for each in things]


def today_of(scene: Scene) -> date:
    """The day in the calendar of the person."""
    return local_day(scene.now, scene.person.zone)


async def plan_of(house: House, scene: Scene, habits: Habits) -> Plan:
    """What the person of the scene is to be reminded of, for who is reminded as `habits` say."""
    zone, officer = scene.person.zone, scene.member is not None
    there = await things(house, scene)
    kept = await scene.tx.reminders.of(scene.person.id)
    on = habits.listens(officer=officer)
    held = {id: thing.of for id, thing in there.items() if not await _looked_back(scene, thing.of, kept)}
    messages = ahead.coming(kept, held, habits, zone, scene.now) if on else ()
    missed = [
        (day, told)
        for day, group in ahead.cut(kept, zone)
        if (told := tuple(each for each in group if each.about in there or (officer and not each.about)))
    ]
    return Plan(habits, zone, today_of(scene), on, officer, there, messages, missed)


async def _looked_back(scene: Scene, about: StepRecord | Visit, kept: Sequence[Reminder]) -> bool:
    """Whether it is a visit that an interview has been finished since: nobody asks after it any more."""
    if not isinstance(about, Visit) or about.day > today_of(scene):
        return False
    if not any(each.about == about.id and each.state is Sending.PENDING for each in kept):
        return False
    subject, zone = Subject(about.case, about.cooperation), scene.person.zone
    return any(
        each.subject == subject
        and situates(each.dialogue)
        and each.status is Status.FINISHED
        and local_day(each.touched_at, zone) >= about.day
        for each in await scene.tx.sessions.about(about.case, viewer="")
    )
