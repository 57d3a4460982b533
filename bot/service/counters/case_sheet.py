"""What the screen of a case file tells, gathered from what is kept."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from bot.engine.dialogue import Voice
from bot.engine.outcomes import Delay, Unit
from bot.records import (
    OPEN_STEPS,
    CaseFile,
    CaseState,
    Cooperation,
    DiagnosisRecord,
    Doer,
    SessionRecord,
    Standing,
    Status,
    StepRecord,
    Subject,
    Visit,
)
from bot.service import cases
from bot.service.comparison import FEWEST
from bot.service.counter import House
from bot.service.counters.case_screens import NextStep, Planned, Progress, Received, Sheet, Waiting
from bot.service.counters.case_ways import cooperation_name, mentioned_step, names
from bot.service.counters.cases_screens import say_situation
from bot.service.course import pending
from bot.service.dates import due, local_day
from bot.service.follow_up.steps import next_of, say_doer
from bot.service.follow_up.visits import coming, untold
from bot.service.interviews import FOLLOW_UP
from bot.service.scene import Scene
from bot.service.standings import situates, situating
from bot.service.wording import Wording

_SOON = Delay(2, Unit.MONTH)  # so long before a case file is erased it is told


async def open_interviews(house: House, scene: Scene, case: CaseFile) -> list[SessionRecord]:
    """The person's interviews about `case` that wait, the one touched last first."""
    return [record for record in await house.drawer.open(scene) if record.subject.case == case.id]


async def sheet_of(house: House, scene: Scene, case: CaseFile) -> Sheet:
    """What is to be told of `case`."""
    tx = scene.tx
    cooperations = await tx.cases.cooperations(case.id)
    standings = await tx.cases.standings(case.id)
    interviews = await tx.sessions.about(case.id, viewer=scene.person.id)
    finished = [each for each in interviews if each.status is Status.FINISHED and not each.private]
    officers = await tx.cases.officers(case.id)
    called = await names(scene, list(officers)) if len(officers) > 1 else {}
    waiting = await open_interviews(house, scene, case)
    results = await tx.diagnoses.about(case.id, viewer="")
    received = await _received(scene, case)
    today = local_day(scene.now, scene.person.zone)
    visits = await tx.visits.about(case.id) if case.state is CaseState.OPEN else ()
    return Sheet(
        case=case,
        progress=tuple(
            [
                await _progress(house, scene, case, each, (standings, results, len(cooperations) == 1))
                for each in cooperations
            ]
        ),
        today=today,
        last_contact=local_day(case.touched_at, scene.person.zone),
        actions=cases.next_actions(
            diagnosed=bool(standings or situating(finished)),
            visits=FOLLOW_UP in house.interviews.library.engines,
        ),
        waiting=tuple(_waiting(house, scene, cooperations, each) for each in waiting),
        ends=await _ends(scene, case, interviews),
        received=received,
        colleagues=tuple(name for person, name in called.items() if person != scene.person.id),
        compared=received is not None or _answered_by_several(finished),
        visit=await _planned(scene, cooperations, next(iter(coming(visits, today)), None)),
        untold=await _planned(
            scene, cooperations, untold(visits, situating(interviews), today, scene.person.zone)
        ),
    )


def _answered_by_several(finished: Sequence[SessionRecord]) -> bool:
    """Whether several people have answered the same questions."""
    answered = Counter(dialogue for dialogue, _ in {(each.dialogue, each.person) for each in finished})
    return any(people >= FEWEST for people in answered.values())


async def _planned(scene: Scene, cooperations: Sequence[Cooperation], visit: Visit | None) -> Planned | None:
    """A visit, with its project where there are several, and with who planned it if that is a colleague."""
    if visit is None:
        return None
    by = "" if visit.by == scene.person.id else (await names(scene, [visit.by]))[visit.by]
    return Planned(visit, _project(scene, cooperations, visit.cooperation), by)


async def _received(scene: Scene, case: CaseFile) -> Received | None:
    """What is shared with the case now."""
    given = [each for each in await scene.tx.shares.with_case(case.id) if each.holds(scene.now)]
    if not given:
        return None
    last = local_day(max(each.given_at for each in given), scene.person.zone)
    return Received(len({each.person for each in given}), last)


def _waiting(
    house: House, scene: Scene, cooperations: Sequence[Cooperation], record: SessionRecord
) -> Waiting:
    """An interview that waits, with its project where there are several."""
    project = _project(scene, cooperations, record.subject.cooperation)
    title = "" if situates(record.dialogue) else house.interviews.wording(scene, record).text("title")
    return Waiting(record.id, project, visit=record.dialogue == FOLLOW_UP, title=title)


def _project(scene: Scene, cooperations: Sequence[Cooperation], cooperation: str) -> str:
    """What a cooperation is called; "" if it is the only one."""
    about = (each for each in cooperations if each.id == cooperation and len(cooperations) > 1)
    return next((cooperation_name(scene.texts, each) for each in about), "")


async def _ends(scene: Scene, case: CaseFile, interviews: Sequence[SessionRecord]) -> date | None:
    """When the case file will be erased if nobody works on it; None unless that is soon."""
    organisation = await scene.tx.organisations.get(case.organisation)
    if organisation is None or not case.readable:
        return None
    zone = scene.person.zone
    last = max(local_day(each, zone) for each in (case.touched_at, *(each.touched_at for each in interviews)))
    ends = due(Delay(organisation.retention_months, Unit.MONTH), last)
    return ends if due(_SOON, local_day(scene.now, zone)) >= ends else None


_Told = tuple[
    Sequence[Standing], Sequence[DiagnosisRecord], bool
]  # of a case, and whether it has one project


async def _progress(
    house: House, scene: Scene, case: CaseFile, cooperation: Cooperation, told: _Told
) -> Progress:
    standings, results, alone = told
    first = cases.since(standings, cooperation.id)
    steps = await scene.tx.steps.of(Subject(cooperation.case, cooperation.id), "")
    today = local_day(scene.now, scene.person.zone)
    wordings = {
        name: Wording(scene.texts, engine.dialogue, Voice.OFFICER)
        for name, engine in house.interviews.library.engines.items()
    }
    situation, stage = ("", "") if first is None else (first.situation, first.stage)
    return Progress(
        name="" if alone else cooperation_name(scene.texts, cooperation),
        situation=say_situation(scene.texts, situation, stage),
        since=None if first is None else local_day(first.at, scene.person.zone),
        steps=tuple([await _step(scene, wordings, each) for each in _mentioned(case, steps, today)]),
        moved=_moved(scene, cooperation, standings, results),
    )


async def _step(scene: Scene, wordings: Mapping[str, Wording], step: StepRecord) -> NextStep:
    """A step, with who does it if it is not the group."""
    doer = ""
    if step.doer is not Doer.GROUP:
        officer = (await names(scene, [step.agreed_by]))[step.agreed_by] if step.agreed_by else ""
        doer = say_doer(scene.texts, step, own=False, officer=officer)
    return NextStep(mentioned_step(wordings, step), step.due, doer, step.status)


def _mentioned(case: CaseFile, steps: Sequence[StepRecord], today: date) -> list[StepRecord]:
    """The next step, after one whose day went by since: the list of case files names the first of them."""
    passed = case.next_day or today
    late = next((each for each in steps if each.status in OPEN_STEPS and passed <= each.due < today), None)
    coming = next_of(steps, today)
    if late is not None and coming is not None and coming.due < today:
        coming = None  # nothing is ahead
    return list(dict.fromkeys(each for each in (late, coming) if each is not None))


def _moved(
    scene: Scene,
    cooperation: Cooperation,
    standings: Sequence[Standing],
    results: Sequence[DiagnosisRecord],
) -> tuple[str, str] | None:
    """The result of a cooperation that waits to be confirmed, and what it says."""
    mine = [each for each in results if each.subject.cooperation == cooperation.id]
    stood = [each for each in standings if each.cooperation == cooperation.id]
    moved = pending(mine, stood)
    return None if moved is None else (moved.id, say_situation(scene.texts, moved.outcome, moved.stage))
