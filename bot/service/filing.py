"""What a new result brings to its file: recommendations, next steps, and where the cooperation stands."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.engine.result import Result
from bot.engine.session import Session
from bot.engine.values import Day, Key, One, Text
from bot.ports import Ids
from bot.records import Change, DiagnosisRecord, Doing, GivenStep, PlanEvent, Standing, StepRecord
from bot.service.dates import due, local_day
from bot.service.plan import after_result
from bot.service.scene import Scene

STEPS = "steps"  # the loop of the follow-up visit: what it asks about each step
STEP_STATE = "step_state"
OWN_STEP, OWN_DAY = "next_step", "next_day"
_OWN_DELAY = timedelta(weeks=2)  # where no day was named
_FOUND = {"done": Doing.DONE, "begun": Doing.UNDER_WAY, "dropped": Doing.DECLINED}
REPLACED = "replaced"  # a step in whose place another was given
_TOO_OFTEN = 2  # visits that found a step not done (002:b2.3, interview I15)
OPEN = frozenset({Doing.PROPOSED.value, Doing.UNDER_WAY.value, Doing.STUCK.value})


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
    return named.text, day.day if isinstance(day, Day) else today + _OWN_DELAY


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
    await scene.tx.diagnoses.add(record)
    await _plan(scene, ids, filed)
    if record.subject.oneself:
        return
    case = await scene.tx.cases.get(record.subject.case)
    if case is None or not case.readable:  # kept again, words that cannot be read now would be lost
        return
    standing = await _first_standing(scene, ids, record)
    if standing is not None:
        case = replace(case, situation=standing.situation, stage=standing.stage)
    await scene.tx.cases.save(replace(case, touched_at=scene.now, next_day=await next_day(scene, record)))


async def next_day(scene: Scene, about: DiagnosisRecord | StepRecord) -> date | None:
    """The last day of the step that comes next."""
    steps = await scene.tx.steps.of(about.subject, about.person)
    step = next_of(steps, local_day(scene.now, scene.person.zone))
    return None if step is None else step.due


def next_of(steps: Sequence[StepRecord], today: date) -> StepRecord | None:
    """The step to name as the next one: the first that is still ahead, else the one that is overdue for longest."""
    waiting = sorted((step for step in steps if step.status in OPEN), key=lambda step: step.due)
    return next((step for step in waiting if step.due >= today), waiting[0] if waiting else None)


async def _step_statuses(
    scene: Scene, record: DiagnosisRecord, before: DiagnosisRecord | None, session: Session
) -> None:
    """What the visit found of each step, and what a changed answer makes of those that its result gave."""
    for step in await scene.tx.steps.of(record.subject, record.person):
        found = session.given(Key(STEP_STATE, step.id))
        if before is not None and step.diagnosis == before.id and step.status == Doing.PROPOSED:
            await scene.tx.steps.save(replace(step, status=REPLACED))
        elif isinstance(found, One) and before is None:
            missed = step.not_done + (found.option == "not_done")
            status = _FOUND.get(found.option, step.status)
            if found.option == "not_done" and missed >= _TOO_OFTEN:
                status = REPLACED  # it is not asked for a third time: the visit gives a smaller one
            await scene.tx.steps.save(replace(step, status=str(status), not_done=missed))


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
