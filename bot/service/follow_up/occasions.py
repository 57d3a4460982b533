"""What a person is to be reminded of, and on which day: of a step, of a visit, of the week.

What comes back from `of_step`, `of_visit` and `of_digest` is all that ought to be pending about the thing. With `kept`
(what is kept of the person already) nothing is given that was told, and what fell due while nobody was told of it stays;
without, only what is still to come is given. Whether the person is asked at all (`Habits.wanted` None) is for the caller;
to who wants none nothing is told.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.records import OPEN_STEPS, Habits, Occasion, Reminder, Sending, StepRecord, Visit, VisitState
from bot.service.dates import local_day
from bot.service.follow_up.times import first_open, hour, instant, is_open, last_open, paused

_DAY = timedelta(days=1)
_LONG_ENOUGH = timedelta(days=5)  # who took it down less than that before its day has it in mind
_LATER = timedelta(days=3)  # so much time there is to do it before somebody asks what it has come to
# Overdue for so long, a step is left to the lists. What was told of it is forgotten a month later, and must not come again.
_LONG_OVERDUE = timedelta(days=60)
_ORDER = tuple(Occasion)  # the later, the more it takes the place of one before
_MOOT_AFTER_THE_DAY = frozenset({Occasion.BEFORE, Occasion.VISIT_EVE})


def of_step(
    step: StepRecord, habits: Habits, zone: str, now: datetime, kept: Iterable[Reminder] = ()
) -> tuple[Reminder, ...]:
    """What is to be told of a step, the first due first."""
    if habits.wanted is False or step.muted or step.status not in OPEN_STEPS:
        return ()
    own = _own(kept, step.id, habits)
    spoken = _spoken(step, own, zone, now)
    asked = _asked(step, habits, own)
    planned = _before_the_day(step, spoken, habits, zone)
    if asked is not None:
        # Who has said « later » is left alone until then, and hears of one thing once.
        asked = _moved(asked, habits, zone)
        spoken = max(spoken, asked.day)
        planned = [each for each in planned if each.day > asked.day] + [asked]
    # What has it come to? Asked once, in time to come: not when its day has hardly passed, nor right after it was spoken of.
    from_day = max(step.due, spoken) + _LATER
    after = _reminder(step.id, Occasion.AFTER, step.due, first_open(from_day, habits), habits, zone)
    to_come = from_day - step.due <= _LONG_OVERDUE and not _was_past(from_day, habits, zone, now)
    if to_come or _is_waiting(after, own):
        planned.append(after)
    return _to_tell(planned, own, zone, now)


def _before_the_day(step: StepRecord, spoken: date, habits: Habits, zone: str) -> list[Reminder]:
    """On the day itself and, if there is time enough, before.

    A step that was spoken of today is not brought up again today, nor called to mind before its day comes near: nobody
    wants to hear on the next day of what they have just settled.
    """
    due = last_open(step.due, habits)
    before = _two_working_days_before(due, habits)
    planned = []
    # A pause swallows them. What the step has come to is asked after it; that its day has passed need not be said as well.
    # Where the day itself is no working day, it is spoken of early anyway: twice within three days would be too much.
    early = due < step.due
    if step.due - spoken >= _LONG_ENOUGH and before - spoken > _DAY and not (early or paused(before, habits)):
        planned.append(_reminder(step.id, Occasion.BEFORE, step.due, before, habits, zone))
    if due > spoken and not paused(due, habits):
        planned.append(_reminder(step.id, Occasion.DUE, step.due, due, habits, zone))
    return planned


def again(step: StepRecord, habits: Habits, zone: str, now: datetime, days: int) -> Reminder:
    """« Later »: in so many days (at least one), on an open day. Its anchor is the day asked for: it can be asked again."""
    asked = local_day(now, zone) + timedelta(days=max(days, 1))
    return _reminder(step.id, Occasion.AGAIN, asked, first_open(asked, habits), habits, zone)


def of_visit(
    visit: Visit, habits: Habits, zone: str, now: datetime, kept: Iterable[Reminder] = ()
) -> tuple[Reminder, ...]:
    """What is to be told of a visit: how to prepare it on the day before, how to follow it up on the day after."""
    if habits.wanted is False or visit.state is not VisitState.PLANNED:
        return ()
    planned, own = [], _own(kept, visit.id, habits)
    eve = last_open(visit.day - _DAY, habits)
    if paused(eve, habits):
        eve = visit.day  # the first day back at work: better that morning than not at all
    if is_open(eve, habits):
        planned.append(_reminder(visit.id, Occasion.VISIT_EVE, visit.day, eve, habits, zone))
    from_day = visit.day + _DAY
    after = _reminder(visit.id, Occasion.VISIT_AFTER, visit.day, first_open(from_day, habits), habits, zone)
    if _is_waiting(after, own) or not _was_past(from_day, habits, zone, now):
        planned.append(after)
    return _to_tell(planned, own, zone, now)


def of_digest(
    habits: Habits, zone: str, now: datetime, kept: Iterable[Reminder] = ()
) -> tuple[Reminder, ...]:
    """The next overview of the week, and before it one that nobody was told of so far.

    Its anchor is the day of the week that was chosen. If that is a holiday it comes on the next open day; after a pause it
    waits for its own day, since the weeks before are in it anyway.
    """
    if habits.wanted is False or habits.digest is None:
        return ()
    own = _own(kept, "", habits)
    told = {each.anchor for each in own if each.state is not Sending.PENDING}
    anchor = _weekday_before(local_day(now, zone), habits.digest)
    while True:
        coming = _reminder("", Occasion.DIGEST, anchor, first_open(anchor, habits), habits, zone)
        # One that is due at this very instant is being told, and the next one is wanted.
        if coming.due_at > now and anchor not in told and not paused(anchor, habits):
            break
        anchor += timedelta(weeks=1)
    waiting = [each for each in own if each.anchor < anchor and _still_wanted(each, habits)]
    last = sorted(waiting, key=lambda each: each.anchor)[-1:]
    return (*(_moved(each, habits, zone) for each in last), coming)


def _still_wanted(digest: Reminder, habits: Habits) -> bool:
    due = digest.state is Sending.PENDING and digest.anchor.weekday() == habits.digest
    return due and not paused(digest.anchor, habits)


def foremost(due: Iterable[Reminder], today: date) -> tuple[Reminder, ...]:
    """Of what waits to be told, one for each thing: the latest. What is moot by now (the eve of a visit that was) is none."""
    latest: dict[str, Reminder] = {}
    for each in due:
        rival = latest.get(each.about)
        if not _moot(each, today) and (rival is None or _rank(each) > _rank(rival)):
            latest[each.about] = each
    return tuple(sorted(latest.values(), key=lambda each: (each.day, each.about)))


def _rank(reminder: Reminder) -> tuple[date, int]:
    return reminder.day, _ORDER.index(reminder.occasion)


def _moot(reminder: Reminder, today: date) -> bool:
    return reminder.occasion in _MOOT_AFTER_THE_DAY and today > reminder.anchor


def _to_tell(
    planned: Iterable[Reminder], own: Sequence[Reminder], zone: str, now: datetime
) -> tuple[Reminder, ...]:
    """Those that are to come. Of those that are past, the last one if it was kept and not told yet."""
    states = {(each.occasion, each.anchor): each.state for each in own}
    ordered = sorted(planned, key=_rank)
    to_come = [each for each in ordered if each.due_at >= now]
    late = [each for each in ordered if each.due_at < now and not _moot(each, local_day(now, zone))][-1:]
    waiting = [each for each in late if states.get((each.occasion, each.anchor)) is Sending.PENDING]
    untold = [
        each
        for each in to_come
        if states.get((each.occasion, each.anchor), Sending.PENDING) is Sending.PENDING
    ]
    return (*waiting, *untold)


def _was_past(from_day: date, habits: Habits, zone: str, now: datetime) -> bool:
    """Whether its time had come and gone if there were no pause: a pause puts off what comes in it, and revives nothing."""
    day = first_open(from_day, replace(habits, paused_until=None))
    return instant(day, hour(habits), zone) < now


def _is_waiting(reminder: Reminder, own: Iterable[Reminder]) -> bool:
    """Whether it is kept already, and not told yet."""
    return any(
        (each.occasion, each.anchor, each.state) == (reminder.occasion, reminder.anchor, Sending.PENDING)
        for each in own
    )


def _asked(step: StepRecord, habits: Habits, own: Iterable[Reminder]) -> Reminder | None:
    """The last « later » that still counts: it was said of this day of the step, not of one that was put off since.

    It is said of a reminder, and those come when the day is near; so one that lies further back was of another day.
    """
    near = _two_working_days_before(last_open(step.due, habits), habits)
    waiting = [each for each in own if each.occasion is Occasion.AGAIN and each.state is Sending.PENDING]
    asked = [each for each in waiting if each.anchor >= near]
    return max(asked, key=lambda each: each.anchor, default=None)


def _two_working_days_before(day: date, habits: Habits) -> date:
    return last_open(last_open(day - _DAY, habits) - _DAY, habits)


def _own(kept: Iterable[Reminder], about: str, habits: Habits) -> list[Reminder]:
    return [each for each in kept if each.about == about and each.person == habits.person]


def _spoken(step: StepRecord, own: Iterable[Reminder], zone: str, now: datetime) -> date:
    """The day on which it was spoken of last: agreed on, its status said, or brought up by a reminder.

    That is today at the latest, whatever a clock that was wrong for a while has noted.
    """
    told = [each.told_at for each in own if each.told_at and each.state is not Sending.PENDING]
    last = max(step.agreed_at, step.said_at or step.agreed_at, *told)
    return local_day(min(last, now), zone)


def _weekday_before(day: date, weekday: int) -> date:
    """The last such day of the week up to `day`: after holidays its overview may still be to come."""
    return day - timedelta(days=(day.weekday() - weekday) % 7)


def _reminder(about: str, occasion: Occasion, anchor: date, day: date, habits: Habits, zone: str) -> Reminder:
    return Reminder(habits.person, about, occasion, anchor, day, instant(day, hour(habits), zone))


def _moved(reminder: Reminder, habits: Habits, zone: str) -> Reminder:
    """One that waits, as it comes by the habits of today."""
    day = first_open(reminder.anchor, habits)
    return replace(reminder, day=day, due_at=instant(day, hour(habits), zone))
