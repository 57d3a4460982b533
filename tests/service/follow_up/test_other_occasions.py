"""What is told later, of a visit and of the week, and what stands in one message."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from bot.records import Occasion, Reminder, VisitState
from bot.service.follow_up.occasions import again, foremost, of_digest, of_step, of_visit
from tests.service.follow_up.plans import (
    AFTER,
    AGAIN,
    BEFORE,
    DUE,
    EVE,
    FOLLOWING,
    NOUMEA,
    PARIS,
    USUAL,
    at,
    days,
    step,
    told,
    visit,
)

DAY = timedelta(days=1)


# Later.


def test_later_is_at_least_tomorrow_and_on_an_open_day() -> None:
    now = at("2027-06-16")
    assert again(step("2027-06-16"), USUAL, PARIS, now, 1).day == date(2027, 6, 17)
    assert again(step("2027-06-16"), USUAL, PARIS, now, 0).day == date(2027, 6, 17)
    weekend = again(step("2027-06-16"), USUAL, PARIS, now, 3)
    assert (weekend.occasion, weekend.anchor, weekend.day) == (AGAIN, date(2027, 6, 19), date(2027, 6, 21))
    assert weekend.due_at == at("2027-06-21", 9)
    assert again(step("2027-06-16"), USUAL, NOUMEA, at("2027-06-16", 22), 1).day == date(2027, 6, 18)


def test_who_said_later_hears_nothing_until_then_and_is_asked_once_some_days_after() -> None:
    planned = of_step(step("2027-06-16"), USUAL, PARIS, at("2027-06-01"))
    now = at("2027-06-14")
    kept = [told(planned[0]), *planned[1:]]
    for days_later, expected in (
        (1, [(AGAIN, "2027-06-15"), (DUE, "2027-06-16"), (AFTER, "2027-06-21")]),
        (2, [(AGAIN, "2027-06-16"), (AFTER, "2027-06-21")]),
        (4, [(AGAIN, "2027-06-18"), (AFTER, "2027-06-21")]),
        (7, [(AGAIN, "2027-06-21"), (AFTER, "2027-06-24")]),
    ):
        asked = again(step("2027-06-16"), USUAL, PARIS, now, days_later)
        coming = of_step(step("2027-06-16"), USUAL, PARIS, now, [*kept, asked])
        assert days(coming) == expected
        # Once it is told, what is left stays as it was.
        heard = [*kept, *coming[1:], told(asked)]
        assert days(of_step(step("2027-06-16"), USUAL, PARIS, asked.due_at, heard)) == expected[1:]


def test_later_can_be_said_again_and_the_last_one_counts() -> None:
    first = again(step("2027-06-16"), USUAL, PARIS, at("2027-06-16"), 1)
    second = again(step("2027-06-16"), USUAL, PARIS, at("2027-06-16", 11), 5)
    coming = of_step(step("2027-06-16"), USUAL, PARIS, at("2027-06-16", 11), [first, second])
    assert days(coming) == [(AGAIN, "2027-06-21"), (AFTER, "2027-06-24")]
    assert second.anchor != first.anchor


def test_later_follows_the_habits_and_ends_when_the_step_is_put_off() -> None:
    asked = again(step("2027-06-16"), USUAL, PARIS, at("2027-06-16"), 2)
    habits = replace(USUAL, at=time(18), paused_until=date(2027, 6, 24))
    moved = of_step(step("2027-06-16"), habits, PARIS, at("2027-06-16"), [asked])
    assert days(moved) == [(AGAIN, "2027-06-24"), (AFTER, "2027-06-28")]
    assert moved[0].due_at == at("2027-06-24", 18)
    heard = of_step(step("2027-06-16"), habits, PARIS, at("2027-06-18"), [told(asked)])
    assert days(heard) == [(AFTER, "2027-06-24")]  # a pause moves what waits, not what was told
    put_off = of_step(step("2027-07-16"), USUAL, PARIS, at("2027-06-16"), [asked])
    assert [each.occasion for each in put_off] == [BEFORE, DUE, AFTER]


# Visits.


@pytest.mark.parametrize(
    ("day", "now", "expected"),
    [
        ("2027-06-17", "2027-06-01", [(EVE, "2027-06-16"), (FOLLOWING, "2027-06-18")]),
        ("2027-06-21", "2027-06-01", [(EVE, "2027-06-18"), (FOLLOWING, "2027-06-22")]),  # a Monday
        ("2027-06-18", "2027-06-01", [(EVE, "2027-06-17"), (FOLLOWING, "2027-06-21")]),  # a Friday
        ("2027-03-30", "2027-03-01", [(EVE, "2027-03-26"), (FOLLOWING, "2027-03-31")]),  # after Easter Monday
        ("2027-12-24", "2027-12-01", [(EVE, "2027-12-23"), (FOLLOWING, "2027-12-27")]),
        ("2027-06-01", "2027-06-01", [(FOLLOWING, "2027-06-02")]),  # today
        (
            "2027-06-02",
            "2027-06-01",
            [(FOLLOWING, "2027-06-03")],
        ),  # tomorrow
        ("2027-05-31", "2027-06-01", []),  # yesterday: it need not be offered an hour late
    ],
)
def test_a_visit_is_told_on_the_eve_and_on_the_day_after(
    day: str, now: str, expected: list[tuple[Occasion, str]]
) -> None:
    coming = of_visit(visit(day), USUAL, PARIS, at(now))
    assert days(coming) == expected
    assert all((each.about, each.anchor.isoformat()) == ("v", day) for each in coming)


def test_a_visit_on_the_first_day_after_a_pause_is_told_that_morning() -> None:
    habits = replace(USUAL, paused_until=date(2027, 6, 21))
    assert days(of_visit(visit("2027-06-21"), habits, PARIS, at("2027-06-01"))) == [
        (EVE, "2027-06-21"), (FOLLOWING, "2027-06-22"),
    ]  # fmt: skip
    assert days(of_visit(visit("2027-06-18"), habits, PARIS, at("2027-06-01"))) == [(FOLLOWING, "2027-06-21")]


def test_a_visit_that_is_cancelled_or_moved() -> None:
    kept = of_visit(visit("2027-06-17"), USUAL, PARIS, at("2027-06-01"))
    cancelled = replace(visit("2027-06-17"), state=VisitState.CANCELLED)
    assert of_visit(cancelled, USUAL, PARIS, at("2027-06-16", 8), kept) == ()
    moved = of_visit(visit("2027-06-24"), USUAL, PARIS, at("2027-06-16"), [told(kept[0]), kept[1]])
    assert days(moved) == [(EVE, "2027-06-23"), (FOLLOWING, "2027-06-25")]


def test_the_eve_that_was_missed_is_told_on_the_day_of_the_visit_but_not_later() -> None:
    kept = of_visit(visit("2027-06-18"), USUAL, PARIS, at("2027-06-01"))
    assert of_visit(visit("2027-06-18"), USUAL, PARIS, at("2027-06-18"), kept) == kept
    assert of_visit(visit("2027-06-18"), USUAL, PARIS, at("2027-06-19"), kept) == kept[1:]
    assert of_visit(visit("2027-06-18"), USUAL, PARIS, at("2027-07-01"), kept) == kept[1:]


# The overview of the week.

MONDAYS = replace(USUAL, digest=0)


@pytest.mark.parametrize(
    ("now", "anchor", "day"),
    [
        (at("2027-06-01"), "2027-06-07", "2027-06-07"),
        (at("2027-06-07", 8), "2027-06-07", "2027-06-07"),
        (at("2027-06-07", 9), "2027-06-14", "2027-06-14"),  # the one that is due now is being told
        (at("2027-03-23"), "2027-03-29", "2027-03-30"),  # Easter Monday
        (at("2027-03-29", 23), "2027-03-29", "2027-03-30"),
        (at("2027-03-30", 9), "2027-04-05", "2027-04-05"),
    ],
)
def test_the_overview_comes_on_its_day_of_the_week_or_the_next_open_day(
    now: datetime, anchor: str, day: str
) -> None:
    (coming,) = of_digest(MONDAYS, PARIS, now)
    assert (coming.occasion, coming.about) == (Occasion.DIGEST, "")
    assert (coming.anchor.isoformat(), coming.day.isoformat()) == (anchor, day)
    assert coming.due_at == at(day, 9)


def test_who_wants_no_overview_gets_none() -> None:
    assert of_digest(USUAL, PARIS, at("2027-06-01")) == ()


def test_an_overview_for_a_sunday_comes_on_the_monday_or_on_the_sunday() -> None:
    sundays = replace(USUAL, digest=6)
    assert of_digest(sundays, PARIS, at("2027-06-01"))[0].day == date(2027, 6, 7)
    assert of_digest(replace(sundays, every_day=True), PARIS, at("2027-06-01"))[0].day == date(2027, 6, 6)


def test_after_a_pause_the_overview_waits_for_its_day() -> None:
    paused = replace(MONDAYS, paused_until=date(2027, 6, 16))
    (coming,) = of_digest(paused, PARIS, at("2027-06-01"))
    assert (coming.anchor, coming.day) == (date(2027, 6, 21), date(2027, 6, 21))
    # So does one that nobody had been told of when the pause began.
    kept = of_digest(MONDAYS, PARIS, at("2027-06-01"))
    assert of_digest(paused, PARIS, at("2027-06-08"), kept) == (coming,)


def test_an_overview_that_nobody_was_told_of_stays_and_there_is_only_one() -> None:
    kept: tuple[Reminder, ...] = ()
    for week in range(4):  # the program stands still, but for planning
        kept = of_digest(MONDAYS, PARIS, at("2027-06-08") + week * 7 * DAY, kept)
        assert len(kept) <= 2
    assert days(kept) == [(Occasion.DIGEST, "2027-06-28"), (Occasion.DIGEST, "2027-07-05")]
    # On another day of the week, from now on.
    assert days(of_digest(replace(MONDAYS, digest=3), PARIS, at("2027-06-29"), kept)) == [
        (Occasion.DIGEST, "2027-07-01")
    ]


def test_an_overview_is_not_told_twice_when_the_clock_goes_back() -> None:
    (first,) = of_digest(MONDAYS, PARIS, at("2027-06-01"))
    assert days(of_digest(MONDAYS, PARIS, at("2027-06-07", 7), [told(first)])) == [
        (Occasion.DIGEST, "2027-06-14")
    ]


# What is gathered in one message.


def test_each_thing_has_one_line_in_a_message() -> None:
    steps = of_step(step("2027-06-16"), USUAL, PARIS, at("2027-06-01"))
    visits = of_visit(visit("2027-06-17"), USUAL, PARIS, at("2027-06-01"))
    overview = of_digest(MONDAYS, PARIS, at("2027-06-08"))
    due = (*overview, *steps, *visits)
    assert days(foremost(due, date(2027, 6, 25))) == [
        (Occasion.DIGEST, "2027-06-14"), (FOLLOWING, "2027-06-18"), (AFTER, "2027-06-21"),
    ]  # fmt: skip
    # Days after the visit there is nothing to prepare, even if nothing else is to be told of it.
    assert foremost(visits[:1], date(2027, 6, 17)) == visits[:1]
    assert foremost(visits[:1], date(2027, 6, 18)) == ()
    assert foremost(steps[:1], date(2027, 6, 17)) == ()
