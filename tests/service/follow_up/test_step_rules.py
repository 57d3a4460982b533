"""The rules of steps, without a store."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.records import (
    StepRecord,
    StepStatus,
    Subject,
)
from bot.service.follow_up.steps import known_not_done, next_of, said, too_often
from tests.service.follow_up.stepping import ZONE
from tests.service.test_advice import met, office

__all__ = ["met", "office"]


NOW = datetime(2026, 12, 10, 9, tzinfo=UTC)


def a_step(**fields: object) -> StepRecord:
    made = StepRecord("s", Subject(), "p", "", "d", "", "", "", "w", date(2026, 12, 8), "", "planned", NOW)
    return replace(made, **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("before", "status", "known", "counted"),
    [
        (a_step(), StepStatus.NOT_DONE, False, 1),
        (a_step(status="not_done", not_done=1, said_at=NOW - timedelta(days=2)), StepStatus.NOT_DONE, False, 2),
        (a_step(status="not_done", not_done=1, said_at=NOW - timedelta(days=2)), StepStatus.NOT_DONE, True, 1),
        (a_step(status="not_done", not_done=1, said_at=NOW - timedelta(hours=2)), StepStatus.NOT_DONE, False, 1),
        (a_step(status="not_done", not_done=1, said_at=NOW - timedelta(hours=2)), StepStatus.NOT_DONE, True, 1),
        (a_step(status="not_done", not_done=1, said_at=NOW - timedelta(hours=2)), StepStatus.DONE, False, 0),
        (a_step(status="not_done", not_done=1, said_at=NOW - timedelta(days=2)), StepStatus.BEGUN, True, 1),
        (a_step(status="begun", not_done=1, said_at=NOW - timedelta(hours=2)), StepStatus.NOT_DONE, True, 2),
    ],
)  # fmt: skip
def test_not_done_counts_findings(before: StepRecord, status: StepStatus, known: bool, counted: int) -> None:
    after = said(before, status, NOW, ZONE, known=known)
    assert (after.status, after.not_done, after.said_at) == (status, counted, NOW)


@pytest.mark.parametrize(
    ("fields", "known"),
    [
        ({"status": "not_done", "said_at": NOW - timedelta(days=1)}, True),
        ({"status": "not_done", "said_at": NOW - timedelta(days=9)}, False),  # the last interview knew it
        ({"status": "begun", "said_at": NOW - timedelta(days=1)}, False),
        ({"status": "not_done"}, False),
        ({"status": "not_done", "said_at": NOW - timedelta(days=3), "due": date(2026, 12, 9)}, False),
        ({"status": "not_done", "said_at": NOW - timedelta(days=3), "due": date(2026, 12, 10)}, False),
        ({"status": "not_done", "said_at": NOW - timedelta(days=3), "due": date(2026, 12, 11)}, True),
    ],
)
def test_a_visit_only_confirms_what_was_said_since_the_last_unless_another_day_has_passed(
    fields: dict[str, object], known: bool
) -> None:
    heard = NOW - timedelta(days=5)
    assert known_not_done(a_step(**fields), heard, NOW.date(), ZONE) is known


def test_the_next_step_is_the_first_ahead_else_the_one_that_waits_for_longest() -> None:
    today = date(2026, 12, 8)
    late, later, done = (
        a_step(due=date(2026, 12, 1)),
        a_step(due=date(2026, 12, 20), status="not_done"),
        a_step(due=date(2026, 12, 9), status="done"),
    )
    assert next_of([later, done, late], today) is later
    assert next_of([done, late], today) is late
    assert next_of([done], today) is None


def test_only_a_step_that_is_open_is_too_big() -> None:
    assert too_often(a_step(not_done=2, status="not_done"))
    assert not too_often(a_step(not_done=1, status="not_done"))
    assert not too_often(a_step(not_done=2, status="done"))
