"""When something may be told, for thousands of instants, zones and habits."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.records import Habits, Reminder
from bot.service.follow_up.places import PLACES
from bot.service.follow_up.times import may_send, next_sending, told_days
from tests.service.follow_up.french_days import MIQUELON, PARIS, ZONES, allowed, at, reminder

MINUTE, MICROSECOND = timedelta(minutes=1), timedelta(microseconds=1)
USUAL, ALWAYS = Habits("p"), Habits("p", every_day=True)

NEAR = (
    date(2027, 3, 28),
    date(2027, 10, 31),
    date(2027, 3, 14),
    date(2028, 2, 29),
    date(2027, 5, 8),
    date(2027, 12, 26),
)  # fmt: skip - the changes of hour in France and in Saint-Pierre, the leap day, runs of closed days
SPAN = 300_000  # seconds


def an_instant(number: int) -> datetime:
    """One of the instants near those days, to the second, or of three years."""
    which, seconds = divmod(number, SPAN)
    if which < len(NEAR):
        day = NEAR[which]
        return datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(seconds=seconds - SPAN // 2)
    return datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=317 * seconds)


INSTANTS = st.integers(0, SPAN * (len(NEAR) + 3) - 1).map(an_instant)
HOURS = st.one_of(
    st.sampled_from([time(9), time(8), time(20, 45)]),
    st.integers(0, 1439).map(lambda each: time(*divmod(each, 60))),
)
HABITS = st.builds(
    lambda hour, every_day, place: Habits("p", at=hour, every_day=every_day, place=place),
    HOURS,
    st.booleans(),
    st.sampled_from(list(PLACES)),
)
PAUSE = st.none() | st.integers(-2, 12)  # days from today
TOLD = st.sets(st.integers(-1, 4), max_size=3)

Case = tuple[datetime, Habits, frozenset[date]]


@st.composite
def situations(draw: st.DrawFn, count: int = 12) -> tuple[str, list[Case]]:
    """A zone, and instants with habits (bad hours among them) and with the days on which something was told."""
    zone, habits, pause, told = draw(st.sampled_from(ZONES)), draw(HABITS), draw(PAUSE), draw(TOLD)
    cases = []
    for now in draw(st.lists(INSTANTS, min_size=count, max_size=count)):
        today = now.astimezone(ZoneInfo(zone)).date()
        until = None if pause is None else today + timedelta(days=pause)
        days = frozenset(today + timedelta(days=each) for each in told)
        cases.append((now, replace(habits, paused_until=until), days))
    return zone, cases


@settings(max_examples=1100)
@given(situations())
def test_the_next_sending_is_the_first_instant_that_the_rules_allow(
    generated: tuple[str, list[Case]],
) -> None:
    zone, cases = generated
    assert len(cases) == 12  # so there are more than ten thousand
    for now, habits, told in cases:
        found = next_sending(now, habits, zone, told)
        assert found.tzinfo is UTC
        assert found >= now
        for each in (now, found, found - MICROSECOND, now + (found - now) / 2, now + (found - now) * 0.9):
            assert may_send(each, habits, zone, told) == allowed(each, habits, zone, told)
            if now <= each < found:
                assert not may_send(each, habits, zone, told)
        assert may_send(found, habits, zone, told)
        assert 8 <= found.astimezone(ZoneInfo(zone)).hour < 21


@settings(max_examples=60)
@given(situations(1))
@example((PARIS, [(at(PARIS, 2027, 3, 26, 21), USUAL, frozenset())]))
@example((PARIS, [(at(PARIS, 2027, 10, 30, 21), USUAL, frozenset())]))
@example((MIQUELON, [(at(MIQUELON, 2027, 3, 13, 21), replace(ALWAYS, at=time(8)), frozenset())]))
def test_the_next_sending_is_what_a_search_by_minutes_finds(generated: tuple[str, list[Case]]) -> None:
    zone, cases = generated
    for now, habits, told in cases:
        searched = now.replace(second=0)
        while not allowed(searched, habits, zone, told):
            searched += MINUTE
        assert next_sending(now.replace(second=0), habits, zone, told) == searched


@settings(max_examples=300)
@given(
    st.lists(st.tuples(st.sampled_from(ZONES), st.integers(1, 60)), min_size=2, max_size=8),
    st.sampled_from([8, 9, 14, 20]),
)
def test_travelling_brings_no_two_messages_on_one_day_and_loses_nothing(
    stays: list[tuple[str, int]], chosen: int
) -> None:
    """Somebody who has something every day, travels, and lives for so many hours by each zone."""
    habits = replace(ALWAYS, at=time(chosen))
    now, sent, days = at(PARIS, 2027, 10, 29, 7), list[Reminder](), list[date]()
    for zone, hours in [*stays, (PARIS, 24 * 6)]:
        leaving = now + timedelta(hours=hours)
        while (found := next_sending(now, habits, zone, told_days(sent, zone))) < leaving:
            assert 8 <= found.astimezone(ZoneInfo(zone)).hour < 21
            sent.append(reminder(found, zone))
            days.append(sent[-1].day)
            now = found
        now = leaving
    assert len(days) == len(set(days))
    gaps = [second.due_at - first.due_at for first, second in pairwise(sent)]
    assert len(sent) >= 4
    assert all(gap >= timedelta(hours=8) for gap in gaps)
    assert all(gap <= timedelta(hours=60 * len(stays) + 72) for gap in gaps)
