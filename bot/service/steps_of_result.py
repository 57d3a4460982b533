"""What became of the steps of a result since it was given: not taken so far, or for another day."""

from collections.abc import Sequence

from bot.records import OPEN_STEPS, StepRecord, StepStatus
from bot.service.dates import local_day, say_due
from bot.service.follow_up.steps import take_on
from bot.service.interviews import Interview
from bot.service.said_steps import said_steps
from bot.service.scene import Scene
from bot.service.screens import Button
from bot.texts.catalogues import Texts

TAKE = "take"


async def given_by(scene: Scene, interview: Interview) -> Sequence[StepRecord]:
    """Those that the last result of `interview` gave, but for those that made way for others."""
    record, last = interview.record, await scene.tx.diagnoses.last(interview.record.id)
    if last is None:
        return ()
    return [
        step
        for step in await scene.tx.steps.of(record.subject, record.person)
        if step.diagnosis == last.id and step.status != StepStatus.REPLACED
    ]


def waiting(steps: Sequence[StepRecord]) -> Sequence[StepRecord]:
    """Those that nobody has taken."""
    return [step for step in steps if step.status == StepStatus.OFFERED]


def say_waiting(texts: Texts, steps: Sequence[StepRecord]) -> str:
    """Which of the steps of a result are not on the list, and how they get there; "" if all of them are."""
    many, way = len(waiting(steps)), _way(texts, steps)
    if not many:
        return ""
    if many < len(steps):
        return texts.say("Several steps are under way already. The second step of this result waits, and nobody is reminded of it: “{way}” puts it on the list.", way=way)  # fmt: skip
    return texts.count("Several steps are under way already. The {n} steps of this result wait, and nobody is reminded of them: “{way}” puts them on the list.", many, way=way)  # fmt: skip


def way_to_take(texts: Texts, steps: Sequence[StepRecord]) -> Button | None:
    """To have those that wait on the list all the same."""
    return Button(_way(texts, steps), TAKE) if waiting(steps) else None


def _way(texts: Texts, steps: Sequence[StepRecord]) -> str:
    return texts.count("Take on these {n} steps", len(waiting(steps)))


async def take(scene: Scene, interview: Interview) -> None:
    """Put the steps that wait on the list."""
    for step in waiting(await given_by(scene, interview)):
        await take_on(scene, step)
    scene.toast = scene.texts.say("It is noted.")


async def say_moved(scene: Scene, interview: Interview, steps: Sequence[StepRecord]) -> Sequence[str]:
    """Which open steps have another day by now than the result says."""
    last = await scene.tx.diagnoses.last(interview.record.id)
    if last is None or not interview.session.finished:
        return ()
    session, zone = interview.session, scene.person.zone
    result = interview.engine.result(session)
    said = said_steps(interview.wording, session, result, local_day(last.made_at, zone))
    now = {(step.step, step.cause, step.words): step for step in steps if step.status in OPEN_STEPS}
    lines = []
    for each in said:
        step = now.get((each.step, each.cause, each.own_words))
        if step is not None and step.due != each.due:
            day = say_due(scene.texts, step.due, step.occasion, local_day(scene.now, zone))
            lines.append(scene.texts.say("“{step}”: {due} by now.", step=each.words, due=day))
    return lines
