"""Next steps on a list: where they stand, which comes next, and what changes when somebody says how one goes."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime

from bot.engine.outcomes import Delay, Unit
from bot.ports import Transaction
from bot.records import OPEN_STEPS, Doer, Sending, StepRecord, StepStatus, Subject, Visit, VisitState
from bot.service.dates import due, local_day
from bot.service.follow_up import schedule
from bot.service.follow_up.visits import coming
from bot.service.scene import Scene
from bot.service.standings import situating
from bot.texts.catalogues import Texts

NEXT_MEETING = "next_meeting"  # the occasion of a step that is due when one meets again
MEETING_DELAY = Delay(4, Unit.WEEK)  # where no visit is planned
_TAKEN_LATE = Delay(2, Unit.WEEK)
TOO_OFTEN = 2  # so often found not done, a step is too big (002:b2.3, interview I15)


# What can be said of a step.


def too_often(step: StepRecord) -> bool:
    """Whether it was found not done so often that it is better made smaller, or another."""
    return step.status in OPEN_STEPS and step.not_done >= TOO_OFTEN


def next_of(steps: Sequence[StepRecord], today: date) -> StepRecord | None:
    """The step to name as the next one: the first that is still ahead, else the one that is overdue for longest."""
    waiting = sorted((step for step in steps if step.status in OPEN_STEPS), key=lambda step: step.due)
    return next((step for step in waiting if step.due >= today), waiting[0] if waiting else None)


def say_doer(texts: Texts, step: StepRecord, own: bool, officer: str = "") -> str:  # noqa: FBT001 - whose list it is
    """Who does it, on one's own list or on that of a case; `officer` is what the officer is called there, if known."""
    match step.doer:
        case Doer.OTHER:
            return step.doer_name or texts.say("somebody else")
        case Doer.OFFICER if own:
            return texts.say("the person who supports you")
        case Doer.OFFICER:
            return officer or texts.say("the officer")
        case _:
            return texts.say("you") if own else texts.say("the group")


def said(
    step: StepRecord, status: StepStatus, now: datetime, zone: str, *, known: bool = False
) -> StepRecord:
    """`step` as it is once `status` was said of it, by somebody in `zone`.

    `not_done` counts findings, not taps: what is said again on the same day corrects what was said before, and what is
    `known` (see `known_not_done`) is only confirmed.
    """
    missed = step.not_done
    today = local_day(now, zone)
    not_done = step.status == StepStatus.NOT_DONE
    if not_done and step.said_at is not None and local_day(step.said_at, zone) == today:
        missed = max(0, missed - 1)
        known = False
    if status is StepStatus.NOT_DONE and not (known and not_done):
        missed += 1
    return replace(step, status=status.value, not_done=missed, said_at=now)


def told_since(step: StepRecord, heard: datetime | None) -> bool:
    """Whether its status was said after `heard`, the last interview: that one knew nothing of it."""
    return step.said_at is not None and (heard is None or step.said_at > heard)


def known_not_done(step: StepRecord, heard: datetime | None, today: date, zone: str) -> bool:
    """Whether a visit that finds it not done only hears what was said since the last interview, at `heard`.

    A day that it was put off to, and that has passed since, makes it a finding of its own.
    """
    if step.status != StepStatus.NOT_DONE or step.said_at is None or not told_since(step, heard):
        return False
    return not local_day(step.said_at, zone) < step.due <= today


# What is kept.


async def heard_at(scene: Scene, subject: Subject, but: str = "") -> datetime | None:
    """When stock was last taken of `subject` with a result, other than in the interview `but`; None if it never was."""
    diagnoses = scene.tx.diagnoses
    results = await (
        diagnoses.of(scene.person.id) if subject.oneself else diagnoses.about(subject.case, viewer="")
    )
    first: dict[str, datetime] = {}  # an answer changed later hears of no step
    for each in situating(results):  # other interviews hear of no step
        if each.subject == subject and each.session != but:
            first[each.session] = min(each.made_at, first.get(each.session, each.made_at))
    return max(first.values(), default=None)


async def next_day(scene: Scene, subject: Subject, person: str) -> date | None:
    """The last day of the step that comes next."""
    steps = await scene.tx.steps.of(subject, person)
    step = next_of(steps, local_day(scene.now, scene.person.zone))
    return None if step is None else step.due


async def say_status(scene: Scene, step: StepRecord, status: StepStatus) -> StepRecord:
    """Keep where the step stands, as the person says it. They may change it (see `Access.step`)."""
    if step.status == StepStatus.OFFERED and status is StepStatus.PLANNED:
        return await take_on(scene, step)
    return await keep(scene, said(step, status, scene.now, scene.person.zone))


async def put_off(scene: Scene, step: StepRecord, day: date, occasion: str = "") -> StepRecord:
    """Give the step another day; one that was done or left aside is planned again."""
    status = step.status if step.status in OPEN_STEPS else StepStatus.PLANNED.value
    return await keep(scene, replace(step, due=day, occasion=occasion, status=status))


async def take_on(scene: Scene, step: StepRecord) -> StepRecord:
    """Put a step on the list that a result only offered: for its day, or in two weeks if that has passed."""
    today = local_day(scene.now, scene.person.zone)
    if step.due >= today:
        return await put_off(scene, step, step.due, step.occasion)
    return await put_off(scene, step, due(_TAKEN_LATE, today))


async def mute(scene: Scene, step: StepRecord, *, muted: bool = True) -> StepRecord:
    """No more reminders of the step, or some again."""
    return await keep(scene, replace(step, muted=muted))


async def keep(scene: Scene, step: StepRecord) -> StepRecord:
    """Keep a step that was changed, with what follows from it for its case and for the reminders."""
    await scene.tx.steps.save(step)
    await followed(scene, step.subject, step.person)
    return step


async def followed(scene: Scene, subject: Subject, person: str) -> None:
    """Steps of a list have changed: the case knows its next day, was worked on, and the reminders are planned anew."""
    case = None if subject.oneself else await scene.tx.cases.get(subject.case)
    if case is not None and case.readable:  # kept again, words that cannot be read now would be lost
        day = await next_day(scene, subject, person)
        case = replace(case, touched_at=scene.now, next_day=day)
        await scene.tx.cases.save(case)
        if scene.case is not None and scene.case.id == case.id:
            scene.case = case
    await schedule.replan_list(scene.tx, scene.now, subject, person)


# What becomes of steps when a case changes hands, or a visit its day.


async def held_by(tx: Transaction, case: str, person: str) -> tuple[list[StepRecord], list[Visit]]:
    """The open steps of a case that `person` took down, and the visits that they planned."""
    steps = [
        each for each in await tx.steps.about(case) if each.agreed_by == person and each.status in OPEN_STEPS
    ]
    visits = [each for each in await tx.visits.about(case) if each.by == person]
    return steps, [each for each in visits if each.state is VisitState.PLANNED]


async def pass_to(tx: Transaction, case: str, giver: str, taker: str) -> None:
    """What `giver` was to think of about a case is `taker`'s from now on. The caller plans the reminders anew."""
    steps, visits = await held_by(tx, case, giver)
    for step in steps:
        await tx.steps.save(replace(step, agreed_by=taker))
    for visit in visits:
        await tx.visits.save(replace(visit, by=taker))


async def follow_visit(scene: Scene, before: Visit | None, visit: Visit) -> None:
    """What was agreed for the next meeting goes with the visit: to its new day, else to the next one, else it waits longest."""
    moved = before is not None and (before.day, before.state) != (visit.day, visit.state)
    if before is None or not moved or before.state is not VisitState.PLANNED:
        return
    subject, today = Subject(visit.case, visit.cooperation), local_day(scene.now, scene.person.zone)
    visits = [each for each in await scene.tx.visits.about(visit.case) if each.id != visit.id]
    ahead = coming([*visits, visit], today)
    day = next((each.day for each in ahead if each.cooperation == visit.cooperation), None)
    for step in await scene.tx.steps.of(subject, ""):
        follows = (step.occasion, step.due) == (NEXT_MEETING, before.day) and step.status in OPEN_STEPS
        if follows:
            await keep(scene, replace(step, due=day or due(MEETING_DELAY, today)))


async def reminded_of(tx: Transaction, about: Iterable[str]) -> dict[str, str]:
    """Which of these steps or visits somebody is still to be reminded of, and whom."""
    found: dict[str, str] = {}
    for each in about:
        waiting = [row.person for row in await tx.reminders.about(each) if row.state is Sending.PENDING]
        if waiting:
            found[each] = waiting[0]
    return found
