"""When something may be told: closed days, changes of hour, changes of zone, pauses, and clocks that jump."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.records import Habits, Sending
from bot.service.follow_up.times import (
    first_open,
    hour,
    instant,
    is_open,
    last_open,
    may_send,
    next_sending,
    told_days,
)
from tests.service.follow_up.french_days import (
    GUADELOUPE,
    NOUMEA,
    PARIS,
    REUNION,
    TAHITI,
    WALLIS,
    at,
    reminder,
)

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
USUAL, ALWAYS = Habits("p"), Habits("p", every_day=True)


# Open days.


@pytest.mark.parametrize(
    ("day", "place", "before", "after"),
    [
        (date(2027, 3, 29), "metropole", date(2027, 3, 26), date(2027, 3, 30)),  # Easter Monday
        (date(2027, 5, 17), "metropole", date(2027, 5, 14), date(2027, 5, 18)),  # Whit Monday
        (date(2027, 3, 28), "alsace", date(2027, 3, 25), date(2027, 3, 30)),  # four closed days
        (date(2027, 5, 1), "metropole", date(2027, 4, 30), date(2027, 5, 3)),
        (date(2027, 5, 8), "metropole", date(2027, 5, 7), date(2027, 5, 10)),
        (date(2028, 5, 1), "metropole", date(2028, 4, 28), date(2028, 5, 2)),
        (date(2028, 5, 8), "metropole", date(2028, 5, 5), date(2028, 5, 9)),
        (date(2027, 12, 25), "metropole", date(2027, 12, 24), date(2027, 12, 27)),
        (date(2027, 12, 26), "alsace", date(2027, 12, 24), date(2027, 12, 27)),
        (date(2028, 12, 25), "alsace", date(2028, 12, 22), date(2028, 12, 27)),  # from Saturday to Tuesday
        (date(2027, 12, 20), "reunion", date(2027, 12, 17), date(2027, 12, 21)),
        (date(2028, 2, 29), "metropole", date(2028, 2, 29), date(2028, 2, 29)),
    ],
)
def test_a_run_of_closed_days_is_left_on_both_sides(day: date, place: str, before: date, after: date) -> None:
    habits = replace(USUAL, place=place)
    assert (last_open(day, habits), first_open(day, habits)) == (before, after)
    every = replace(habits, every_day=True)
    assert (last_open(day, every), first_open(day, every)) == (day, day)


def test_a_pause_ends_on_the_day_that_was_said() -> None:
    habits = replace(USUAL, paused_until=date(2027, 1, 6))
    assert not is_open(date(2027, 1, 5), habits)
    assert is_open(date(2027, 1, 6), habits)
    assert first_open(date(2026, 12, 1), habits) == date(2027, 1, 6)
    assert first_open(date(2026, 12, 1), replace(habits, paused_until=date(2027, 1, 1))) == date(2027, 1, 4)
    assert first_open(date(2026, 12, 1), replace(ALWAYS, paused_until=date(2027, 1, 1))) == date(2027, 1, 1)


# Instants.


@pytest.mark.parametrize(
    ("day", "hours"),
    [
        (date(2027, 3, 27), 23),  # from nine to nine
        (date(2027, 3, 28), 24),
        (date(2027, 10, 30), 25),
        (date(2027, 10, 31), 24),
        (date(2028, 2, 28), 24),
    ],
)
def test_nine_stays_nine_when_the_hour_changes(day: date, hours: int) -> None:
    first, second = (instant(each, time(9), PARIS) for each in (day, day + DAY))
    assert second - first == timedelta(hours=hours)
    assert {each.astimezone(ZoneInfo(PARIS)).time() for each in (first, second)} == {time(9)}
    assert next_sending(first + MINUTE, ALWAYS, PARIS, {day}) == second


def test_a_day_may_have_twenty_three_hours_or_twenty_five() -> None:
    for day, hours in ((date(2027, 3, 28), 23), (date(2027, 10, 31), 25)):
        length = instant(day + DAY, time(0), PARIS) - instant(day, time(0), PARIS)
        assert length == timedelta(hours=hours)


def test_a_wall_time_that_is_left_out_moves_on_and_of_two_the_first_counts() -> None:
    assert instant(date(2027, 3, 28), time(2, 30), PARIS) == at(PARIS, 2027, 3, 28, 3, 30)
    assert instant(date(2027, 3, 28), time(2, 30), PARIS) == datetime(2027, 3, 28, 1, 30, tzinfo=UTC)
    assert instant(date(2027, 10, 31), time(2, 30), PARIS) == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)
    assert instant(date(2027, 10, 31), time(2, 30, fold=1), PARIS) == datetime(
        2027, 10, 31, 0, 30, tzinfo=UTC
    )


@pytest.mark.parametrize(
    ("zone", "utc"), [(REUNION, 5), (GUADELOUPE, 13), (NOUMEA, -2), (WALLIS, -3), (TAHITI, 19)]
)
def test_nine_is_nine_elsewhere(zone: str, utc: int) -> None:
    for day in (date(2027, 3, 28), date(2027, 10, 31), date(2028, 2, 29)):
        midnight = datetime(day.year, day.month, day.day, tzinfo=UTC)
        assert instant(day, time(9), zone) == midnight + timedelta(hours=utc)


# One message a day, at its hour.


@pytest.mark.parametrize(
    ("chosen", "kept"),
    [
        (time(8), time(8)),
        (time(20, 45), time(20, 45)),
        (time(0), time(8)),
        (time(7, 59), time(8)),
        (time(20, 46), time(20, 45)),
        (time(23, 59), time(20, 45)),
    ],
)
def test_an_hour_outside_what_can_be_chosen_is_the_nearest_allowed(chosen: time, kept: time) -> None:
    habits = replace(USUAL, at=chosen)
    assert hour(habits) == kept
    found = next_sending(at(PARIS, 2027, 6, 1, 6), habits, PARIS, ())
    assert found == instant(date(2027, 6, 1), kept, PARIS)


def test_what_is_late_goes_out_before_nine_in_the_evening_or_on_the_next_open_day() -> None:
    for chosen in (time(8), time(9), time(20, 45)):
        habits, next_day = replace(USUAL, at=chosen), instant(date(2027, 6, 7), chosen, PARIS)
        for now in (at(PARIS, 2027, 6, 4, 20, 45), at(PARIS, 2027, 6, 4, 20, 59, 59)):
            assert next_sending(now, habits, PARIS, ()) == now
        assert next_sending(at(PARIS, 2027, 6, 4, 21), habits, PARIS, ()) == next_day
        assert next_sending(at(PARIS, 2027, 6, 4, 23, 59), habits, PARIS, ()) == next_day
        assert next_sending(at(PARIS, 2027, 6, 4, 20, 50), habits, PARIS, {date(2027, 6, 4)}) == next_day


def test_nothing_comes_in_a_pause_and_it_ends_by_itself() -> None:
    habits = replace(USUAL, paused_until=date(2027, 3, 28))  # a Sunday before Easter Monday
    now = at(PARIS, 2027, 3, 10, 10)
    assert not may_send(now, habits, PARIS, ())
    assert next_sending(now, habits, PARIS, ()) == at(PARIS, 2027, 3, 30, 9)
    assert next_sending(now, replace(habits, every_day=True), PARIS, ()) == at(PARIS, 2027, 3, 28, 9)


def test_the_clock_goes_back_and_far_forward() -> None:
    told = told_days([reminder(at(PARIS, 2027, 6, 1, 9), PARIS)], PARIS)
    for back in (at(PARIS, 2027, 6, 1, 7), at(PARIS, 2027, 6, 1, 9), at(PARIS, 2027, 6, 1, 9, 1)):
        assert next_sending(back, USUAL, PARIS, told) == at(PARIS, 2027, 6, 2, 9)
    forward = at(PARIS, 2027, 6, 1, 7) + timedelta(days=400)
    assert next_sending(forward, USUAL, PARIS, told) == at(PARIS, 2028, 7, 5, 9)
    # The clock is right again: what was told in a time to come stands in nobody's way today.
    ahead = told_days([reminder(forward, PARIS)], PARIS)
    assert next_sending(at(PARIS, 2027, 6, 1, 8), USUAL, PARIS, ahead) == at(PARIS, 2027, 6, 1, 9)


# People who change zone.


@pytest.mark.parametrize(
    ("left", "told", "entered", "first"),
    [
        (PARIS, (2027, 6, 1, 9), REUNION, (2027, 6, 2, 9)),
        (PARIS, (2027, 6, 1, 9), NOUMEA, (2027, 6, 2, 9)),
        (
            PARIS,
            (2027, 6, 1, 20),
            NOUMEA,
            (2027, 6, 3, 9),
        ),  # it is the 2nd there already, and they have had one
        (NOUMEA, (2027, 6, 2, 9), PARIS, (2027, 6, 3, 9)),  # it is still the 1st, late in the evening
        (
            WALLIS,
            (2027, 6, 2, 9),
            TAHITI,
            (2027, 6, 3, 9),
        ),  # east over the date line: the 1st, in the morning
        (TAHITI, (2027, 6, 1, 9), WALLIS, (2027, 6, 3, 9)),  # west over it: the 2nd
    ],
)
def test_who_changes_zone_gets_no_second_message_on_what_is_the_same_day_for_them(
    left: str, told: tuple[int, ...], entered: str, first: tuple[int, ...]
) -> None:
    sent = at(left, *told)
    days = told_days([reminder(sent, left)], entered)
    assert next_sending(sent + MINUTE, USUAL, entered, days) == at(entered, *first)


def test_a_message_that_may_have_come_counts_and_one_that_was_not_sent_does_not() -> None:
    sent = at(PARIS, 2027, 6, 1, 9)
    for state in (Sending.SENDING, Sending.TOLD, Sending.CUT, Sending.TOLD_AGAIN):
        assert told_days([reminder(sent, PARIS, state)], PARIS) == {date(2027, 6, 1)}
    assert told_days([reminder(sent, PARIS, Sending.PENDING)], PARIS) == frozenset()
    # Told late: the day counts on which it was told, whenever it was planned.
    late = replace(reminder(sent, PARIS), day=date(2027, 5, 3))
    assert told_days([late], PARIS) == {date(2027, 6, 1)}
