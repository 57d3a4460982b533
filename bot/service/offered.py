"""Steps that a result gave when enough was to be done already: they wait until somebody takes them."""

from collections.abc import Sequence

from bot.engine.outcomes import Delay, Unit
from bot.records import StepRecord, StepStatus
from bot.service.dates import due, local_day
from bot.service.follow_up.steps import put_off
from bot.service.interviews import Interview
from bot.service.scene import Scene
from bot.service.screens import Button
from bot.texts.catalogues import Texts

TAKE = "take"
_AGAIN = Delay(2, Unit.WEEK)  # by when, once the day that was proposed is past


async def offered_by(scene: Scene, interview: Interview) -> tuple[Sequence[StepRecord], int]:
    """The steps of the last result of `interview` that nobody has taken, and how many it gave."""
    record, last = interview.record, await scene.tx.diagnoses.last(interview.record.id)
    if last is None:
        return (), 0
    of_it = [
        step
        for step in await scene.tx.steps.of(record.subject, record.person)
        if step.diagnosis == last.id and step.status != StepStatus.REPLACED
    ]
    return [step for step in of_it if step.status == StepStatus.OFFERED], len(of_it)


def say_offered(texts: Texts, offered: int, given: int) -> str:
    """That so many of the steps that were given are not on the list, and how they get there."""
    way = _way(texts)
    if offered < given:
        return texts.say("Several steps are under way already. The second step of this result is not on the list: “{way}” puts it there.", way=way)  # fmt: skip
    return texts.count("Several steps are under way already. The {n} steps of this result are not on the list: “{way}” puts them there.", offered, way=way)  # fmt: skip


def way_to_take(texts: Texts) -> Button:
    """To have them on the list all the same."""
    return Button(_way(texts), TAKE)


def _way(texts: Texts) -> str:
    return texts.say("Add to the list")


async def take(scene: Scene, interview: Interview) -> None:
    """Put the steps that were offered on the list, each for its day if that is still ahead."""
    today = local_day(scene.now, scene.person.zone)
    steps, _ = await offered_by(scene, interview)
    for step in steps:
        ahead = step.due >= today
        await put_off(scene, step, step.due if ahead else due(_AGAIN, today), step.occasion if ahead else "")
    scene.toast = scene.texts.say("It is noted.")
