"""What a new result brings to its file: recommendations, next steps, and where the cooperation stands."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.engine.codec import encode_value
from bot.engine.result import Result
from bot.engine.session import Session
from bot.engine.values import Day, Key, One, Text
from bot.ports import Ids
from bot.records import (
    Change,
    DiagnosisRecord,
    Doer,
    GivenStep,
    PlanEvent,
    Standing,
    StepRecord,
    StepStatus,
)
from bot.service.dates import due, local_day
from bot.service.follow_up import schedule
from bot.service.follow_up.steps import OPEN, TOO_OFTEN, heard_at, known_not_done, next_day, said
from bot.service.plan import after_result
from bot.service.scene import Scene

STEPS = "steps"  # the loop of the follow-up visit: what it asks about each step
STEP_STATE = "step_state"
OWN_STEP, OWN_DAY = "next_step", "next_day"
OWN_DELAY = timedelta(weeks=2)  # where no day was named


@dataclass(frozen=True, slots=True)
class Filed:
    """A result to be kept, and which of its recommendations do not rest on an answer marked as confidential."""

    record: DiagnosisRecord
    told: frozenset[str]


def own_step(session: Session, today: date) -> tuple[str, date] | None:
    """The step that the person has named in the interview, and by when."""
    named, day = session.given(Key(OWN_STEP)), session.given(Key(OWN_DAY))
    if not isinstance(named, Text) or Key(OWN_STEP) not in session.path:
        return None
    return named.text, day.day if isinstance(day, Day) else today + OWN_DELAY


def agreed_steps(ids: Ids, session: Session, result: Result, today: date) -> tuple[GivenStep, ...]:
    """The next steps of a result; a step that the person has named stands in place of those that are proposed."""
    own = own_step(session, today)
    if own is not None:
        words, until = own
        return (GivenStep(ids.new(), "", "", until, "", words=words),)
    return tuple(
        GivenStep(ids.new(), each.id, each.cause, due(each.delay, today), each.delay.occasion)
        for each in result.steps
    )


async def file_result(
    scene: Scene, ids: Ids, filed: Filed, before: DiagnosisRecord | None, session: Session
) -> None:
    """Keep a result with all that follows from it. `before`: the result that the same interview had until now."""
    record = filed.record
    await _step_statuses(scene, record, before, session)
    earlier = await scene.tx.steps.of(record.subject, record.person)
    await scene.tx.diagnoses.add(record)
    await _agree(scene, record, before, earlier)
    await _plan(scene, ids, filed)
    if not record.subject.oneself:
        await _case(scene, ids, record)
    await schedule.replan_list(scene.tx, scene.now, record.subject, record.person)


async def _case(scene: Scene, ids: Ids, record: DiagnosisRecord) -> None:
    """What a result changes of its case file."""
    case = await scene.tx.cases.get(record.subject.case)
    if case is None or not case.readable:  # kept again, words that cannot be read now would be lost
        return
    standing = await _first_standing(scene, ids, record)
    if standing is not None:
        case = replace(case, situation=standing.situation, stage=standing.stage)
    day = await next_day(scene, record.subject, record.person)
    await scene.tx.cases.save(replace(case, touched_at=scene.now, next_day=day))


async def _step_statuses(
    scene: Scene, record: DiagnosisRecord, before: DiagnosisRecord | None, session: Session
) -> None:
    """What the visit found of each step; what a reminder heard before, it only confirms."""
    heard, zone = await heard_at(scene, record.subject, record.session), scene.person.zone
    today = local_day(scene.now, zone)
    for step in await scene.tx.steps.of(record.subject, record.person):
        found = session.given(Key(STEP_STATE, step.id))
        if not isinstance(found, One) or (before is not None and not _corrects(before, step, found)):
            continue
        status = StepStatus(found.option)
        after = said(step, status, scene.now, zone, known=known_not_done(step, heard, today, zone))
        if before is not None:
            after = replace(after, said_at=step.said_at or before.made_at)  # it was heard in this interview
        if status is StepStatus.NOT_DONE and after.not_done >= TOO_OFTEN:
            after = replace(after, status=StepStatus.REPLACED.value)  # the visit gives a smaller one
        await scene.tx.steps.save(after)


def _corrects(before: DiagnosisRecord, step: StepRecord, found: One) -> bool:
    """Whether the visit now says something else of the step than in its result `before`, and nobody has since."""
    told = next(
        (
            each["value"]
            for each in before.reasons.get("answers", ())
            if (each["question"], each["item"]) == (STEP_STATE, step.id)
        ),
        None,
    )
    later = step.said_at is not None and step.said_at > before.made_at
    return told != encode_value(found) and not later


async def _agree(
    scene: Scene, record: DiagnosisRecord, before: DiagnosisRecord | None, earlier: Sequence[StepRecord]
) -> None:
    """The steps of a result come to the list: each once, whatever gave it before, and as it stands there already."""
    given = "" if before is None else before.id
    replaced = {
        step.id: step for step in earlier if step.diagnosis == given and step.status == StepStatus.PLANNED
    } if given else {}  # fmt: skip
    for step in await scene.tx.steps.of(record.subject, record.person):
        if step.diagnosis != record.id:
            continue
        known = next((each for each in earlier if _same(step, each, given)), None)
        # to an officer, a dialogue says what they can do for the group; what the group named is the group's
        doer = Doer.OFFICER if step.step and not step.subject.oneself else Doer.GROUP
        agreed = replace(step, agreed_by=scene.person.id, doer=doer)
        if known is not None:
            replaced[known.id] = known
            agreed = _taken_over(agreed, known, again=known.diagnosis != given)
        await scene.tx.steps.save(agreed)
    for each in replaced.values():
        await scene.tx.steps.save(replace(each, status=StepStatus.REPLACED.value))


def _same(step: StepRecord, other: StepRecord, given: str) -> bool:
    """Whether `other` is the same thing to be done: still open, or `given` by the same interview before a change."""
    there = other.status in OPEN or (other.diagnosis == given and other.status != StepStatus.REPLACED)
    named = bool(step.step or step.words)  # else neither can be read now
    things = [(each.dialogue, each.step, each.cause, each.words) for each in (step, other)]
    return there and named and things[0] == things[1]


def _taken_over(step: StepRecord, known: StepRecord, *, again: bool) -> StepRecord:
    """`step` where `known` stood; its own day holds only if it was agreed on `again`."""
    day = step if again else known
    return replace(
        step,
        due=day.due,
        occasion=day.occasion,
        status=known.status,
        not_done=known.not_done,
        doer=known.doer,
        doer_name=known.doer_name,
        said_at=known.said_at,
        muted=known.muted,
    )


async def _plan(scene: Scene, ids: Ids, filed: Filed) -> None:
    record = filed.record
    trace = await scene.tx.plans.of(record.subject, record.person)
    dropped, given = after_result(trace, [each.advice for each in record.advice])

    def event(change: Change, item: str, advice: str) -> PlanEvent:
        return PlanEvent(
            id=ids.new(),
            subject=record.subject,
            person=record.person if record.subject.oneself else "",
            at=scene.now,
            by="",
            change=change,
            item=item,
            advice=advice,
            diagnosis=record.id,
            confidential=advice not in filed.told,
        )

    events = [event(Change.DROPPED, item.id, item.advice) for item in dropped]
    events += [event(Change.GIVEN, ids.new(), advice) for advice in given]
    if events:
        await scene.tx.plans.add(events)


async def _first_standing(scene: Scene, ids: Ids, record: DiagnosisRecord) -> Standing | None:
    """Where a cooperation stands by its first result; a later one only proposes a move (see `bot.service.course`)."""
    standings = await scene.tx.cases.standings(record.subject.case)
    known = [each for each in standings if each.cooperation == record.subject.cooperation]
    if known:
        return None
    standing = standing_of(ids, scene, record, (record.outcome, record.stage))
    await scene.tx.cases.add_standing(standing)
    return standing


def standing_of(ids: Ids, scene: Scene, record: DiagnosisRecord, confirmed: tuple[str, str]) -> Standing:
    """That the cooperation of `record` stands where `confirmed` (situation, stage) says.

    Statistics count what was confirmed only where the open answers alone say the same.
    """
    situation, stage = confirmed
    same = situation in {record.open_outcome, ""} or not record.report.get("marks")
    return Standing(
        id=ids.new(),
        case=record.subject.case,
        cooperation=record.subject.cooperation,
        at=scene.now,
        by=scene.person.id,
        diagnosis=record.id,
        situation=situation,
        stage=stage,
        computed=record.computed,
        open_situation=situation if same else record.open_outcome,
        open_stage=stage if same else record.open_stage,
    )
