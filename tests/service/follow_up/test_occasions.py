"""What is told of a step, and when: one example for each thing that people complain of in reminders."""

from dataclasses import replace
from datetime import date, time
from zoneinfo import ZoneInfo

import pytest

from bot.records import Habits, Occasion, Reminder, Sending, StepStatus
from bot.service.follow_up.occasions import of_digest, of_step, of_visit
from tests.service.follow_up.plans import (
    AFTER,
    BEFORE,
    DUE,
    NOUMEA,
    PARIS,
    REUNION,
    USUAL,
    at,
    days,
    step,
    told,
    visit,
)  # fmt: skip


def plan(due: str, agreed: str, habits: Habits = USUAL, zone: str = PARIS) -> list[tuple[Occasion, str]]:
    """What is planned of a step at the moment at which it is agreed on."""
    return days(of_step(step(due, agreed, 10, zone), habits, zone, at(agreed, 10, zone)))


# Steps.


@pytest.mark.parametrize(
    ("due", "agreed", "before", "on", "after"),
    [
        ("2027-06-16", "2027-06-01", "2027-06-14", "2027-06-16", "2027-06-21"),  # a Wednesday
        ("2027-06-21", "2027-06-01", "2027-06-17", "2027-06-21", "2027-06-24"),  # a Monday
        ("2027-06-20", "2027-06-01", "", "2027-06-18", "2027-06-23"),  # a Sunday: early, and so once
        ("2027-03-29", "2027-03-01", "", "2027-03-26", "2027-04-01"),  # Easter Monday
        ("2027-05-17", "2027-05-03", "", "2027-05-14", "2027-05-20"),  # Whit Monday
        ("2027-12-26", "2027-12-01", "", "2027-12-24", "2027-12-29"),  # Christmas
        ("2028-02-29", "2028-02-01", "2028-02-25", "2028-02-29", "2028-03-03"),  # a leap day
    ],
)
def test_a_step_is_told_before_its_day_on_it_and_once_after_it(
    due: str, agreed: str, before: str, on: str, after: str
) -> None:
    first = [(BEFORE, before)] if before else []
    assert plan(due, agreed) == [*first, (DUE, on), (AFTER, after)]
    for each in of_step(step(due, agreed), USUAL, PARIS, at(agreed)):
        assert (each.person, each.about, each.anchor, each.state) == (
            "p",
            "s",
            date.fromisoformat(due),
            Sending.PENDING,
        )
        assert each.due_at == at(each.day.isoformat(), 9)


def test_the_four_closed_days_of_easter_in_alsace() -> None:
    habits = replace(USUAL, place="alsace")
    assert plan("2027-03-29", "2027-03-01", habits) == [
        (DUE, "2027-03-25"),
        (AFTER, "2027-04-01"),
    ]


def test_who_wants_it_every_day_is_told_on_the_day_itself() -> None:
    habits = replace(USUAL, every_day=True)
    assert plan("2027-06-20", "2027-06-01", habits) == [
        (BEFORE, "2027-06-18"),
        (DUE, "2027-06-20"),
        (AFTER, "2027-06-23"),
    ]


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        ("2027-05-31", [(AFTER, "2027-06-04")]),  # past already, and time is given all the same
        ("2027-06-01", [(AFTER, "2027-06-04")]),  # today
        ("2027-06-02", [(DUE, "2027-06-02"), (AFTER, "2027-06-07")]),  # tomorrow
        ("2027-06-05", [(DUE, "2027-06-04"), (AFTER, "2027-06-08")]),  # a Saturday
        (
            "2027-06-06",
            [(DUE, "2027-06-04"), (AFTER, "2027-06-09")],
        ),  # in five days, but only three to the Friday
        ("2027-06-07", [(BEFORE, "2027-06-03"), (DUE, "2027-06-07"), (AFTER, "2027-06-10")]),
    ],
)
def test_what_was_agreed_on_a_tuesday_morning_is_not_brought_up_that_day_nor_without_need_the_next(
    due: str, expected: list[tuple[Occasion, str]]
) -> None:
    assert plan(due, "2027-06-01") == expected
    early = step(due, "2027-06-01", 7)  # before the hour of the reminders
    assert days(of_step(early, USUAL, PARIS, early.agreed_at)) == expected


def test_five_days_are_long_but_not_if_the_reminder_came_the_day_after() -> None:
    assert plan("2027-06-07", "2027-06-02") == [
        (DUE, "2027-06-07"),
        (AFTER, "2027-06-10"),
    ]  # it would be on the 3rd
    assert plan("2027-06-09", "2027-06-04")[0] == (BEFORE, "2027-06-07")  # five days
    assert plan("2027-06-08", "2027-06-04") == [(DUE, "2027-06-08"), (AFTER, "2027-06-11")]  # four days


def test_on_a_friday_for_the_sunday_there_is_only_what_it_came_to() -> None:
    assert plan("2027-06-06", "2027-06-04") == [(AFTER, "2027-06-09")]


@pytest.mark.parametrize("status", [StepStatus.DONE, StepStatus.DROPPED, StepStatus.REPLACED])
def test_what_is_done_or_dropped_is_never_told(status: StepStatus) -> None:
    planned = of_step(step("2027-06-16"), USUAL, PARIS, at("2027-06-01"))
    closed = replace(step("2027-06-16"), status=status.value)
    assert of_step(closed, USUAL, PARIS, at("2027-06-20"), planned) == ()


@pytest.mark.parametrize("status", [StepStatus.PLANNED, StepStatus.BEGUN, StepStatus.NOT_DONE])
def test_what_is_still_to_be_done_is_told(status: StepStatus) -> None:
    assert len(of_step(replace(step("2027-06-16"), status=status.value), USUAL, PARIS, at("2027-06-01"))) == 3


def test_a_muted_step_and_a_person_who_wants_none_are_left_alone() -> None:
    now = at("2027-06-01")
    none, refused = replace(USUAL, wanted=None, digest=0), replace(USUAL, wanted=False, digest=0)
    assert of_step(replace(step("2027-06-16"), muted=True), USUAL, PARIS, now) == ()
    assert of_step(step("2027-06-16"), refused, PARIS, now) == ()
    assert of_visit(visit("2027-06-16"), refused, PARIS, now) == ()
    assert of_digest(refused, PARIS, now) == ()
    assert of_step(step("2027-06-16"), none, PARIS, now) != ()  # whether they are asked is for the caller
    assert of_digest(none, PARIS, now) != ()


def test_who_is_told_is_who_the_habits_are_of() -> None:
    officer = Habits("o", wanted=True)
    assert {each.person for each in of_step(step("2027-06-16"), officer, PARIS, at("2027-06-01"))} == {"o"}
    # What another person was told is nothing to this one.
    theirs = [told(each) for each in of_step(step("2027-06-16"), USUAL, PARIS, at("2027-06-01"))]
    assert len(of_step(step("2027-06-16"), officer, PARIS, at("2027-06-01"), theirs)) == 3


def test_a_step_put_off_has_reminders_of_its_own_and_not_on_the_next_day() -> None:
    planned = of_step(step("2027-06-16"), USUAL, PARIS, at("2027-06-01"))
    kept = [told(planned[0]), told(planned[1]), planned[2]]
    now = at("2027-06-16")
    later = of_step(step("2027-06-30"), USUAL, PARIS, now, kept)
    assert days(later) == [(BEFORE, "2027-06-28"), (DUE, "2027-06-30"), (AFTER, "2027-07-05")]
    assert {each.anchor for each in later} == {date(2027, 6, 30)}
    # By two days: the day itself is enough.
    assert days(of_step(step("2027-06-18"), USUAL, PARIS, now, kept)) == [
        (DUE, "2027-06-18"),
        (AFTER, "2027-06-21"),
    ]
    # To the Monday: the day before it that is two working days away would be tomorrow.
    assert days(of_step(step("2027-06-21"), USUAL, PARIS, now, kept)) == [
        (DUE, "2027-06-21"),
        (AFTER, "2027-06-24"),
    ]


def test_who_has_just_said_where_it_stands_is_not_asked_at_once() -> None:
    begun = replace(step("2027-06-16"), status=StepStatus.BEGUN.value, said_at=at("2027-06-16", 8))
    assert days(of_step(begun, USUAL, PARIS, begun.said_at or begun.agreed_at)) == [(AFTER, "2027-06-21")]
    not_done = replace(begun, status=StepStatus.NOT_DONE.value, said_at=at("2027-06-18"))
    assert days(of_step(not_done, USUAL, PARIS, at("2027-06-18"))) == [(AFTER, "2027-06-21")]
    later = replace(not_done, said_at=at("2027-06-19"))
    assert days(of_step(later, USUAL, PARIS, at("2027-06-19"))) == [(AFTER, "2027-06-22")]
    near = replace(begun, said_at=at("2027-06-12"))
    assert days(of_step(near, USUAL, PARIS, at("2027-06-12"))) == [(DUE, "2027-06-16"), (AFTER, "2027-06-21")]


def test_after_the_question_what_it_came_to_there_is_silence() -> None:
    kept = [told(each) for each in of_step(step("2027-06-16"), USUAL, PARIS, at("2027-06-01"))]
    missed = replace(step("2027-06-16"), status=StepStatus.NOT_DONE.value, said_at=at("2027-06-21"))
    for day in ("2027-06-21", "2027-06-22", "2027-09-01", "2028-06-01"):
        assert of_step(missed, USUAL, PARIS, at(day), kept) == ()


def test_what_is_past_when_it_is_planned_is_not_told() -> None:
    for day, expected in (
        ("2027-06-14", [DUE, AFTER]),  # an hour after the time of the first
        ("2027-06-17", [AFTER]),
        ("2027-06-22", []),  # who agrees to reminders now is not told of last week
    ):
        assert [each.occasion for each in of_step(step("2027-06-16"), USUAL, PARIS, at(day))] == expected
    due = at("2027-06-14", 9)
    assert [each.occasion for each in of_step(step("2027-06-16"), USUAL, PARIS, due)] == [BEFORE, DUE, AFTER]


def test_what_fell_due_during_a_stop_is_told_late_the_last_of_it() -> None:
    kept = of_step(step("2027-06-16"), USUAL, PARIS, at("2027-06-01"))
    for day, expected in (
        ("2027-06-15", [BEFORE, DUE, AFTER]),
        ("2027-06-17", [DUE, AFTER]),
        ("2027-06-21", [AFTER]),
        ("2028-07-25", [AFTER]),  # the clock went forward by 400 days
    ):
        assert [
            each.occasion for each in of_step(step("2027-06-16"), USUAL, PARIS, at(day), kept)
        ] == expected
    # The clock goes back by two hours: nothing that was told is told again.
    before = [told(kept[0]), *kept[1:]]
    assert of_step(step("2027-06-16"), USUAL, PARIS, at("2027-06-14", 7), before) == kept[1:]


def test_a_step_told_late_is_not_asked_about_on_the_next_day() -> None:
    kept = of_step(step("2027-06-16"), USUAL, PARIS, at("2027-06-01"))
    late = [kept[0], told(kept[1], at("2027-06-18")), kept[2]]
    assert days(of_step(step("2027-06-16"), USUAL, PARIS, at("2027-06-18"), late)) == [(AFTER, "2027-06-21")]
    back = replace(late[1], state=Sending.PENDING)  # it was not sent after all
    assert of_step(step("2027-06-16"), USUAL, PARIS, at("2027-06-18"), [kept[0], back, kept[2]]) == kept[1:]
    later = [kept[0], told(kept[1], at("2027-06-19")), kept[2]]
    assert days(of_step(step("2027-06-16"), USUAL, PARIS, at("2027-06-19"), later)) == [(AFTER, "2027-06-22")]


def test_a_clock_that_was_far_ahead_takes_nothing_away() -> None:
    ahead = told(Reminder("p", "s", DUE, date(2028, 6, 1), date(2028, 6, 1), at("2028-06-01", 9)))
    now = at("2027-06-01")
    assert days(of_step(step("2027-06-16"), USUAL, PARIS, now, [ahead]))[1:] == [
        (DUE, "2027-06-16"),
        (AFTER, "2027-06-21"),
    ]


@pytest.mark.parametrize(
    ("until", "expected"),
    [
        ("2027-06-14", [(BEFORE, "2027-06-14"), (DUE, "2027-06-16"), (AFTER, "2027-06-21")]),
        ("2027-06-15", [(DUE, "2027-06-16"), (AFTER, "2027-06-21")]),
        ("2027-06-17", [(AFTER, "2027-06-21")]),
        ("2027-07-14", [(AFTER, "2027-07-15")]),  # it ends on a holiday
    ],
)
def test_a_pause_swallows_what_leads_up_to_the_day_and_after_it_comes_the_question(
    until: str, expected: list[tuple[Occasion, str]]
) -> None:
    habits = replace(USUAL, paused_until=date.fromisoformat(until))
    assert plan("2027-06-16", "2027-06-01", habits) == expected
    # When it is lifted all is as before.
    assert len(plan("2027-06-16", "2027-06-01", replace(habits, paused_until=None))) == 3


def test_the_hour_is_that_of_the_person_and_a_bad_one_is_mended() -> None:
    for kept, shown in (
        (time(8), time(8)),
        (time(20, 45), time(20, 45)),
        (time(3), time(8)),
        (time(23), time(20, 45)),
    ):
        for zone in (PARIS, REUNION, NOUMEA):
            habits = replace(USUAL, at=kept)
            for each in of_step(step("2027-11-02", "2027-10-01"), habits, zone, at("2027-10-01")):
                local = each.due_at.astimezone(ZoneInfo(zone))
                assert (local.date(), local.time()) == (each.day, shown)


def test_a_step_agreed_on_in_another_zone() -> None:
    """At 22:00 in Paris it is the next day in Nouméa already: there, it was agreed on that day."""
    agreed = step("2027-06-02", "2027-06-01", 22)
    assert days(of_step(agreed, USUAL, PARIS, agreed.agreed_at)) == [
        (DUE, "2027-06-02"),
        (AFTER, "2027-06-07"),
    ]
    assert days(of_step(agreed, USUAL, NOUMEA, agreed.agreed_at)) == [(AFTER, "2027-06-07")]


def test_who_changes_zone_loses_nothing() -> None:
    kept = of_step(step("2027-06-16"), USUAL, PARIS, at("2027-06-01"))
    now = at("2027-06-16", 8)  # 17:00 in Nouméa: nine o'clock is past there, and it was not told
    moved = of_step(step("2027-06-16"), USUAL, NOUMEA, now, [told(kept[0]), *kept[1:]])
    assert days(moved) == [(DUE, "2027-06-16"), (AFTER, "2027-06-21")]
    assert moved[0].due_at == at("2027-06-16", 9, NOUMEA)
    back = of_step(step("2027-06-16"), USUAL, PARIS, now, [told(kept[0]), *moved])
    assert back == kept[1:]
