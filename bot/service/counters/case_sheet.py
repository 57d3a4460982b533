"""What the screen of a case file tells, gathered from what is kept."""

from collections.abc import Sequence

from bot.engine.dialogue import Voice
from bot.records import CaseFile, Cooperation, SessionRecord, Standing, Status, Subject
from bot.service import cases
from bot.service.counter import House
from bot.service.counters.case_screens import Progress, Received, Sheet
from bot.service.counters.case_ways import cooperation_name, names
from bot.service.counters.cases_screens import say_situation
from bot.service.dates import local_day
from bot.service.filing import next_of
from bot.service.known import say_step
from bot.service.scene import Scene
from bot.service.wording import Wording


async def open_interview(house: House, scene: Scene, case: CaseFile) -> SessionRecord | None:
    """The person's interview about `case` that waits, the one touched last."""
    waiting = (record for record in await house.drawer.open(scene) if record.subject.case == case.id)
    return next(waiting, None)


async def sheet_of(house: House, scene: Scene, case: CaseFile, visit: str) -> Sheet:
    """What is to be told of `case`. `visit` is the dialogue of follow-up visits."""
    tx = scene.tx
    cooperations = await tx.cases.cooperations(case.id)
    standings = await tx.cases.standings(case.id)
    interviews = await tx.sessions.about(case.id)
    diagnosed = bool(standings) or any(each.status is Status.FINISHED for each in interviews)
    officers = await tx.cases.officers(case.id)
    called = await names(scene, list(officers)) if len(officers) > 1 else {}
    waiting = await open_interview(house, scene, case)
    received = await _received(scene, case)
    return Sheet(
        case=case,
        progress=tuple(
            [
                await _progress(house, scene, each, standings, alone=len(cooperations) == 1)
                for each in cooperations
            ]
        ),
        today=local_day(scene.now, scene.person.zone),
        last_contact=local_day(case.touched_at, scene.person.zone),
        actions=cases.next_actions(
            waiting=waiting is not None,
            diagnosed=diagnosed,
            visits=visit in house.interviews.library.engines,
        ),
        waiting=_project(scene, cooperations, waiting),
        received=received,
        colleagues=tuple(name for person, name in called.items() if person != scene.person.id),
        compared=received is not None or len({each.person for each in interviews}) > 1,
    )


async def _received(scene: Scene, case: CaseFile) -> Received | None:
    """What is shared with the case now."""
    given = [each for each in await scene.tx.shares.with_case(case.id) if each.holds(scene.now)]
    if not given:
        return None
    last = local_day(max(each.given_at for each in given), scene.person.zone)
    return Received(len({each.person for each in given}), last)


def _project(scene: Scene, cooperations: Sequence[Cooperation], waiting: SessionRecord | None) -> str:
    """The project that an interview is about, to be named where there are several."""
    if waiting is None or len(cooperations) < 2:
        return ""
    about = (each for each in cooperations if each.id == waiting.subject.cooperation)
    return next((cooperation_name(scene.texts, each) for each in about), "")


async def _progress(
    house: House, scene: Scene, cooperation: Cooperation, standings: Sequence[Standing], *, alone: bool
) -> Progress:
    first = cases.since(standings, cooperation.id)
    steps = await scene.tx.steps.of(Subject(cooperation.case, cooperation.id), "")
    step = next_of(steps, local_day(scene.now, scene.person.zone))
    wordings = {
        name: Wording(scene.texts, engine.dialogue, Voice.OFFICER)
        for name, engine in house.interviews.library.engines.items()
    }
    situation, stage = ("", "") if first is None else (first.situation, first.stage)
    return Progress(
        name="" if alone else cooperation_name(scene.texts, cooperation),
        situation=say_situation(scene.texts, situation, stage),
        since=None if first is None else local_day(first.at, scene.person.zone),
        step="" if step is None else say_step(wordings, step),
        due=None if step is None else step.due,
    )
