"""What holds for whatever step, visit, habits and zone: reminders are few, on open days, and none is lost or told twice."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.records import Habits, Occasion, Reminder, Sending, StepRecord, StepStatus
from bot.service.follow_up.occasions import again, foremost, of_digest, of_step, of_visit
from bot.service.follow_up.places import PLACES
from bot.service.follow_up.times import next_sending, told_days
from tests.service.follow_up.french_days import ZONES, allowed
from tests.service.follow_up.plans import AFTER, BEFORE, DUE, EVE, FOLLOWING, step, told, visit

pytestmark = pytest.mark.untraced

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
FIRST = date(2027, 3, 1)
DAYS = st.one_of(st.integers(0, 700), st.integers(20, 34), st.integers(60, 80), st.integers(295, 306)).map(
    lambda days: FIRST + days * DAY
)
HABITS = st.builds(
    lambda hour, every_day, place, digest: Habits(
        "p", at=time(hour), every_day=every_day, place=place, digest=digest
    ),
    st.sampled_from([8, 9, 14, 20]),
    st.booleans(),
    st.sampled_from(list(PLACES)),
    st.sampled_from([None, 0, 4, 6]),
)
PAUSES = st.none() | st.integers(1, 30)
SAID = st.none() | st.integers(0, 20 * 24)  # hours after the step was agreed on


Key = tuple[str, Occasion, date]


def key_of(reminder: Reminder) -> Key:
    """What a reminder is kept under."""
    return reminder.about, reminder.occasion, reminder.anchor


def local(now: datetime, zone: str) -> date:
    return now.astimezone(ZoneInfo(zone)).date()


def agreed(due: date, days: int, hour: int, zone: str, said: int | None = None) -> tuple[StepRecord, str]:
    """A step for `due`, agreed on so many days before, in a zone."""
    made = step(due.isoformat(), (due - days * DAY).isoformat(), hour, zone)
    if said is not None:
        made = replace(made, status=StepStatus.BEGUN.value, said_at=made.agreed_at + said * HOUR)
    return made, zone


@settings(max_examples=1500)
@given(
    st.builds(agreed, DAYS, st.integers(-10, 40), st.integers(0, 23), st.sampled_from(ZONES), SAID),
    HABITS,
    PAUSES,
)
def test_what_is_planned_of_a_step(
    agreement: tuple[StepRecord, str], habits: Habits, pause: int | None
) -> None:
    made, zone = agreement
    due, now = made.due, made.said_at or made.agreed_at
    habits = replace(habits, paused_until=None if pause is None else due + (pause - 15) * DAY)
    planned = of_step(made, habits, zone, now)
    by = {each.occasion: each.day for each in planned}
    assert len(by) == len(planned)
    assert list(by) in ([BEFORE, DUE, AFTER], [DUE, AFTER], [BEFORE, AFTER], [AFTER])
    for each in planned:
        assert each.due_at >= now
        assert each.day > local(now, zone)
        assert allowed(each.due_at, habits, zone, ())
        assert each.due_at == datetime.combine(each.day, habits.at, ZoneInfo(zone))
    assert by.get(BEFORE, date.min) <= by.get(DUE, due) - 2 * DAY
    assert by.get(DUE, due) <= due
    assert by[AFTER] >= max(due, local(now, zone)) + 3 * DAY
    # Planned again it is the same, and once it is told that leaves nothing over.
    assert of_step(made, habits, zone, now, planned) == planned
    assert of_step(made, habits, zone, now, [told(each) for each in planned]) == ()


@dataclass
class Life:
    """A person with a step, a visit and a day for the overview, who travels, while the program stops now and then."""

    step: StepRecord
    habits: Habits
    zone: str
    moves: list[tuple[datetime, str]]
    stops: list[tuple[datetime, datetime]]
    later: list[int]  # what is answered to each line about the step: in so many days, 0 for nothing
    kept: dict[Key, Reminder] = field(default_factory=dict)
    heard: list[tuple[date, tuple[Reminder, ...]]] = field(default_factory=list)

    def live(self, now: datetime, end: datetime) -> None:
        while now < end:
            while self.moves and self.moves[0][0] <= now:
                self.zone = self.moves.pop(0)[1]
            self.plan(now)
            wake = min([end, *(moved for moved, _ in self.moves), self.next(now)])
            now = max([wake, *(until for begun, until in self.stops if begun <= wake < until)])
            if now == wake == self.next(now):
                self.tell(now)

    def waiting(self) -> list[Reminder]:
        return [each for each in self.kept.values() if each.state is Sending.PENDING]

    def next(self, now: datetime) -> datetime:
        first = min(each.due_at for each in self.waiting())
        return next_sending(max(now, first), self.habits, self.zone, told_days(self.kept.values(), self.zone))

    def plan(self, now: datetime) -> None:
        """Keep what is wanted, drop what waits and is not; what was told stays."""
        seen = visit((self.step.due + 2 * DAY).isoformat())
        held = self.kept.values()
        wanted = [
            *of_step(self.step, self.habits, self.zone, now, held),
            *of_visit(seen, self.habits, self.zone, now, held),
            *of_digest(self.habits, self.zone, now, held),
        ]
        for each in self.waiting():
            del self.kept[key_of(each)]
        for each in wanted:
            assert key_of(each) not in self.kept
            self.kept[key_of(each)] = each

    def tell(self, now: datetime) -> None:
        day = local(now, self.zone)
        due = [each for each in self.waiting() if each.due_at <= now]
        for each in due:
            self.kept[key_of(each)] = told(each, now)
        lines = foremost(due, day)
        self.heard.append((day, lines))
        if any(each.about == "s" for each in lines) and self.later and (wait := self.later.pop(0)):
            one = again(self.step, self.habits, self.zone, now, wait)
            self.kept[key_of(one)] = one


@st.composite
def lives(draw: st.DrawFn) -> Life:
    zone = draw(st.sampled_from(ZONES))
    made, _ = agreed(draw(DAYS), draw(st.integers(0, 20)), 10, zone)
    hours = st.integers(0, 30 * 24).map(lambda each: made.agreed_at + each * HOUR)
    stops = draw(st.lists(st.tuples(hours, st.integers(1, 400)), max_size=3))
    moves = draw(st.lists(st.tuples(hours, st.sampled_from(ZONES)), max_size=3))
    habits = replace(draw(HABITS), digest=draw(st.sampled_from(range(7))))
    down = [(begun, begun + long * HOUR) for begun, long in stops]
    return Life(
        made, habits, zone, sorted(moves), down, draw(st.lists(st.sampled_from([0, 0, 1, 3, 7]), max_size=4))
    )


@settings(max_examples=1000)
@given(lives())
def test_a_life_with_reminders(life: Life) -> None:
    """One message a day, each thing once in it; somebody asks what a step came to, and then there is silence."""
    answers = sum(each > 0 for each in life.later)
    pause = 2 * DAY if life.moves else 3 * DAY  # in another zone the same instant may be another day
    life.live(life.step.agreed_at, life.step.agreed_at + 90 * DAY)
    dates = [day for day, _ in life.heard]
    assert len(dates) == len(set(dates))
    every = [each for _, lines in life.heard for each in lines]
    assert len({key_of(each) for each in every}) == len(every)
    assert all(lines for _, lines in life.heard)
    for occasion in (AFTER, FOLLOWING):
        assert [each.occasion for each in every].count(occasion) == 1
    assert all(day <= each.anchor for day, lines in life.heard for each in lines if each.occasion is EVE)
    of_the_step = [(day, each.occasion) for day, lines in life.heard for each in lines if each.about == "s"]
    assert len(of_the_step) <= 3 + answers
    for (one, _), (other, occasion) in pairwise(of_the_step):
        assert other - one >= (pause if occasion is AFTER else DAY)
