"""What a new result brings to its file: recommendations, next steps, and where the cooperation stands."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.engine.codec import encode_value
from bot.engine.session import Session
from bot.engine.values import Key, One, Value
from bot.ports import Ids
from bot.records import (
    OPEN_STEPS,
    Change,
    DiagnosisRecord,
    Doer,
    GivenStep,
    Plain,
    PlanEvent,
    SessionRecord,
    StepRecord,
    StepStatus,
)
from bot.service.dates import local_day
from bot.service.follow_up import schedule
from bot.service.follow_up.steps import TOO_OFTEN, heard_at, keep, known_not_done, next_day, said
from bot.service.plan import after_result
from bot.service.said_steps import SaidStep
from bot.service.scene import Scene
from bot.service.standings import first_standing, situates

STEPS = "steps"  # the loop of the follow-up visit: what it asks about each step
STEP_STATE = "step_state"
MOST_OPEN = 3  # so many steps at a time; of more, people do none
_UNTOUCHED = frozenset({StepStatus.PLANNED, StepStatus.OFFERED})
_OF_LATE = timedelta(days=183)  # so long after it was done, a step is not given again


@dataclass(frozen=True, slots=True)
class Filed:
    """A result to be kept, and which of its recommendations do not rest on an answer marked as confidential.

    `family` are the dialogues that ask about the same.
    """

    record: DiagnosisRecord
    told: frozenset[str]
    family: frozenset[str]


def agreed_steps(ids: Ids, said: Iterable[SaidStep]) -> tuple[GivenStep, ...]:
    """The next steps of a result, as they are kept."""
    return tuple(
        GivenStep(ids.new(), each.step, each.cause, each.due, each.occasion, words=each.own_words)
        for each in said
    )


async def file_result(
    scene: Scene, ids: Ids, filed: Filed, before: DiagnosisRecord | None, session: Session
) -> None:
    """Keep a result with all that follows from it. `before`: the result that the same interview had until now."""
    record = filed.record
    await _settle_steps(scene, record, before, session)
    earlier = await scene.tx.steps.of(record.subject, record.person)
    await scene.tx.diagnoses.add(record)
    asked = frozenset(key.item for key in session.path if key.question == STEP_STATE)
    await _agree(scene, record, before, [each for each in earlier if _counts(scene, each, asked)])
    await _plan(scene, ids, filed)
    if not record.subject.oneself:
        await _case(scene, ids, filed)
    await schedule.replan_list(scene.tx, scene.now, record.subject, record.person)


async def _case(scene: Scene, ids: Ids, filed: Filed) -> None:
    """What a result changes of its case file."""
    record = filed.record
    case = await scene.tx.cases.get(record.subject.case)
    if case is None or not case.readable:  # kept again, words that cannot be read now would be lost
        return
    standing = await first_standing(scene, ids, record) if situates(record.dialogue) else None
    if standing is not None:
        case = replace(case, situation=standing.situation, stage=standing.stage)
    day = await next_day(scene, record.subject, record.person)
    await scene.tx.cases.save(replace(case, touched_at=scene.now, next_day=day))


async def hear_step(
    scene: Scene, record: SessionRecord, session: Session, told: Value | None, key: Key
) -> None:
    """Keep what the interview says of a step, as soon as it says so. `told` is its answer until now, if it gave one.

    Once there is a result, an answer that is changed counts with the result that it leads to.
    """
    found = session.answers.get(key)
    if key.question != STEP_STATE or not isinstance(found, One) or found == told:
        return
    listed = await scene.tx.steps.of(record.subject, record.person)
    step = next((each for each in listed if each.id == key.item), None)
    if (
        step is None
        or step.status == StepStatus.REPLACED
        or await scene.tx.diagnoses.last(record.id) is not None
    ):
        return
    status = StepStatus(found.option)
    if isinstance(told, One) and step.status == told.option and _heard_in(step, record.begun_at):
        after = _corrected(
            step, status, scene.now, known=session.offered.get(key) == One(StepStatus.NOT_DONE.value)
        )
    else:
        after = await _found(scene, step, status, record.id)
    await keep(scene, after)


async def _found(scene: Scene, step: StepRecord, status: StepStatus, session: str) -> StepRecord:
    """`step` as the interview `session` finds it; what a reminder heard before, it only confirms."""
    heard, zone = await heard_at(scene, step.subject, session), scene.person.zone
    known = known_not_done(step, heard, local_day(scene.now, zone), zone)
    return said(step, status, scene.now, zone, known=known)


def _corrected(step: StepRecord, status: StepStatus, now: datetime, *, known: bool) -> StepRecord:
    """`step` where the same interview says otherwise; it counts at most once, and not if it was `known` to be not done."""
    counted = (StepStatus.NOT_DONE.value == status) - (StepStatus.NOT_DONE.value == step.status)
    missed = step.not_done if known else max(0, step.not_done + counted)
    return replace(step, status=status.value, not_done=missed, said_at=now)


def _heard_in(step: StepRecord, begun: datetime) -> bool:
    """Whether its status was said since the interview that began then, in it or beside it."""
    return step.said_at is not None and step.said_at >= begun


async def _settle_steps(
    scene: Scene, record: DiagnosisRecord, before: DiagnosisRecord | None, session: Session
) -> None:
    """What the visit found of each step, where it was not kept when it was said, and what comes of one not done again."""
    own = await scene.tx.sessions.get(record.session)
    for step in await scene.tx.steps.of(record.subject, record.person):
        found = session.given(Key(STEP_STATE, step.id))
        if not isinstance(found, One) or (before is not None and not _corrects(before, step, found)):
            continue
        status, after = StepStatus(found.option), step
        if before is not None:
            after = await _found(scene, step, status, record.session)
            after = replace(after, said_at=step.said_at or before.made_at)  # it was heard in this interview
        elif own is None or not _heard_in(step, own.begun_at):
            after = await _found(scene, step, status, record.session)
        if after.status == status == StepStatus.NOT_DONE and after.not_done >= TOO_OFTEN:
            after = replace(after, status=StepStatus.REPLACED.value)  # the visit gives a smaller one
        if after != step:
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
        step.id: step for step in earlier if step.diagnosis == given and step.status in _UNTOUCHED
    } if given else {}  # fmt: skip
    moved = before is not None and _days(before) != _days(record)
    agreed: list[StepRecord] = []
    new: list[StepRecord] = []
    for step in await scene.tx.steps.of(record.subject, record.person):
        if step.diagnosis != record.id:
            continue
        known = next((each for each in earlier if _same(step, each, given)), None)
        # to an officer, a dialogue says what they can do for the group; what the group named is the group's
        doer = Doer.OFFICER if step.step and not step.subject.oneself else Doer.GROUP
        taken_down = replace(step, agreed_by=scene.person.id, doer=doer)
        if known is not None:
            replaced[known.id] = known
        if known is None or known.status == StepStatus.OFFERED:
            new.append(taken_down)
        else:
            over = known.status in OPEN_STEPS and known.due < local_day(scene.now, scene.person.zone)
            again = over and known.diagnosis != given
            agreed.append(_taken_over(taken_down, known, again=again or (moved and bool(step.words))))
    there = (*agreed, *(each for each in earlier if each.id not in replaced))
    for step in (*agreed, *_as_many_as_fit(new, sum(each.status in OPEN_STEPS for each in there))):
        await scene.tx.steps.save(step)
    for each in replaced.values():
        await scene.tx.steps.save(replace(each, status=StepStatus.REPLACED.value))


def _days(record: DiagnosisRecord) -> Sequence[Plain]:
    """The days that were answered in the interview."""
    return [each for each in record.reasons.get("answers", ()) if "day" in each["value"]]


def _as_many_as_fit(new: Sequence[StepRecord], there: int) -> Sequence[StepRecord]:
    """The `new` steps of a result, where so many are open already: those for which there is no room are only offered.

    What somebody has said in their own words is never held back.
    """
    room = MOST_OPEN - there
    offered = StepStatus.OFFERED.value
    return [
        step if step.words or place < room else replace(step, status=offered)
        for place, step in enumerate(new)
    ]


def _counts(scene: Scene, step: StepRecord, asked: Collection[str]) -> bool:
    """Whether a step can stand for one that a result gives. One done of late is not given again, unless it was asked about."""
    if step.status != StepStatus.DONE:
        return True
    return step.id not in asked and (step.said_at is None or scene.now - step.said_at < _OF_LATE)


def _same(step: StepRecord, other: StepRecord, given: str) -> bool:
    """Whether `other` is the same thing to be done: still open, or `given` by the same interview before a change."""
    standing = other.status in {*OPEN_STEPS, StepStatus.DONE, StepStatus.OFFERED}
    of_this = bool(given) and other.diagnosis == given  # one whose result is gone is of none
    there = standing or (of_this and other.status != StepStatus.REPLACED)
    named = bool(step.step or step.words)  # else neither can be read now
    things = [(each.dialogue, each.step, each.cause, each.words) for each in (step, other)]
    return there and named and things[0] == things[1]


def _taken_over(step: StepRecord, known: StepRecord, *, again: bool) -> StepRecord:
    """`step` where `known` stood; its own day holds only if it is agreed on `again`, the other being past."""
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
    others = await _of_others(scene, filed, trace)
    dropped, given = after_result(trace, [each.advice for each in record.advice], others)

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


async def _of_others(scene: Scene, filed: Filed, trace: Sequence[PlanEvent]) -> frozenset[str]:
    """The results whose recommendations this one does not drop: of other sorts of interviews, private to others, or gone."""
    subject, own, diagnoses = filed.record.subject, filed.record.person, scene.tx.diagnoses
    results = await (diagnoses.of(own) if subject.oneself else diagnoses.about(subject.case, viewer=own))
    known = {each.id for each in results if each.dialogue in filed.family}
    return frozenset(event.diagnosis for event in trace) - known
