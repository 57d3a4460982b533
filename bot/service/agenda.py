"""What somebody has ahead of them: steps still to be done and planned visits, in words, and as a file for their calendar."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.engine.dialogue import Voice
from bot.records import OPEN_STEPS, Exported, StepRecord, StepStatus, Subject, Visit, VisitState
from bot.service.counter import House
from bot.service.dates import local_day
from bot.service.documents import Agenda, Entry
from bot.service.follow_up.schedule import addressee
from bot.service.follow_up.steps import say_doer
from bot.service.known import say_step
from bot.service.menus import case_name, registered
from bot.service.scene import Scene
from bot.service.wording import Wording, lowered
from bot.texts.catalogues import Texts

_SPOKEN_OF = timedelta(days=60)  # so long after a visit it may still be spoken of
_TAKEN_OUT = timedelta(
    days=60
)  # so long after its day each file takes it out again: one may not have been opened


@dataclass(frozen=True, slots=True)
class Thing:
    """A step that is still to be done, or a planned visit. `who` is the case, with its project if there are several, or ""
    on one's own list; `what` says it in the middle of a line.
    """

    of: StepRecord | Visit
    who: str
    what: str

    @property
    def day(self) -> date:
        """The day of the visit, the last day of the step."""
        return self.of.day if isinstance(self.of, Visit) else self.of.due

    def line(self, texts: Texts) -> str:
        """Who and what."""
        if self.who:
            return texts.say("{name}: {what}", name=self.who, what=self.what)
        return self.what[:1].upper() + self.what[1:]


async def things(house: House, scene: Scene) -> dict[str, Thing]:
    """All that the person has ahead of them or just behind, by id: what can be told of, and nothing out of their reach."""
    tx, texts, person = scene.tx, scene.texts, scene.person
    steps = list(await tx.steps.of(Subject(), person.id))
    visits: list[Visit] = []
    if scene.member is not None:
        steps += await tx.steps.of_officer(person.id)
        visits += await tx.visits.of_officer(person.id, local_day(scene.now, person.zone) - _SPOKEN_OF)
    called = {} if scene.member is None else await _called(scene)
    mine = _wordings(house, texts, person.voice or Voice.BENEFICIARY)
    theirs = _wordings(house, texts, Voice.OFFICER)
    found = {}
    for step in steps:
        if step.status in OPEN_STEPS:
            what = _mentioned(mine if step.subject.oneself else theirs, step)
            found[step.id] = Thing(step, called.get(step.subject, ""), what)
    for visit in visits:
        if visit.state is VisitState.PLANNED:
            who = called.get(Subject(visit.case, visit.cooperation), "")
            found[visit.id] = Thing(visit, who, texts.say("visit"))
    return found


def _wordings(house: House, texts: Texts, voice: Voice) -> Mapping[str, Wording]:
    engines = house.interviews.library.engines
    return {name: Wording(texts, engine.dialogue, voice) for name, engine in engines.items()}


def _mentioned(wordings: Mapping[str, Wording], step: StepRecord) -> str:
    said = say_step(wordings, step)
    return said if step.words else lowered(said, 1)


async def _called(scene: Scene) -> dict[Subject, str]:
    """What each cooperation of the person's case files is called: the case, and the project where there are several."""
    texts, person = scene.texts, scene.person.id
    names = {case.id: case_name(texts, case) for case in await scene.tx.cases.of(person)}
    cooperations = await scene.tx.cases.cooperations_of(person)
    several = [each.case for each in cooperations]
    called = {}
    for each in cooperations:
        name = names.get(each.case, "")
        if several.count(each.case) > 1:
            project = each.name or texts.say("project without a name")
            name = texts.say("{name} · {project}", name=name, project=project)
        called[Subject(each.case, each.id)] = name
    return called


# The file.


async def take_agenda(house: House, scene: Scene) -> Agenda | None:
    """The file for the person's own calendar, noted as taken there; None when there is nothing to be put in or out."""
    texts, person = scene.texts, scene.person
    there = await things(house, scene)
    before = {each.about: each for each in await scene.tx.reminders.exported(person.id)}
    today = local_day(scene.now, person.zone)
    whose = await _whose(scene, there)
    shown = {
        id: thing
        for id, thing in there.items()
        if (whose[id] == person.id if isinstance(thing.of, StepRecord) else thing.day >= today)
    }
    names = {each: await _name(scene, each) for each in {whose[id] for id in shown} - {person.id}}
    entries = [_entry(texts, id, thing, names.get(whose[id], "")) for id, thing in shown.items()]
    gone = [
        each for each in before.values() if each.about not in shown and await _is_gone(scene, each, today)
    ]
    entries += [Entry(each.about, each.day, await _say_gone(scene, each), gone=True) for each in gone]
    if not entries:
        return None
    kept = [Exported(person.id, id, thing.day) for id, thing in shown.items()]
    kept += [each for each in gone if each.day >= today - _TAKEN_OUT]
    await scene.tx.reminders.export(person.id, kept)
    entries.sort(key=lambda each: (each.day, each.about))
    return Agenda("trait-d-union.ics", texts.say("Trait d’union"), person.zone, scene.now, tuple(entries))


async def _is_gone(scene: Scene, each: Exported, today: date) -> bool:
    """Whether it has to be taken out of the calendar. A visit that took place stays there, as long ago as it may be."""
    visit = await scene.tx.visits.get(each.about) if each.day < today else None
    if visit is None or visit.state is not VisitState.PLANNED or visit.day != each.day:
        return True
    return await scene.tx.cases.seen_by(scene.person.id, visit.case) is None


async def _whose(scene: Scene, there: Mapping[str, Thing]) -> dict[str, str]:
    """Who is reminded of each thing; of visits, "" where nobody is."""
    officers: dict[str, Sequence[str]] = {}
    whose = {}
    for id, thing in there.items():
        of, me = thing.of, scene.person.id
        case = of.case if isinstance(of, Visit) else of.subject.case
        by = of.by if isinstance(of, Visit) else of.agreed_by
        if case and case not in officers:
            officers[case] = await scene.tx.cases.officers(case)
        whose[id] = addressee(by, officers[case]) if case else me
    return whose


async def _name(scene: Scene, person: str) -> str:
    """What to call a colleague."""
    found = await scene.tx.people.get(person)
    return scene.texts.say("a colleague") if found is None or not found.name else found.name


async def _say_gone(scene: Scene, each: Exported) -> str:
    step, me = await scene.tx.steps.get(each.about), scene.person.id
    case = "" if step is None else step.subject.case
    reached = not case or await scene.tx.cases.seen_by(me, case) is not None
    done = step is not None and step.status == StepStatus.DONE and reached
    return scene.texts.say("Done, of a step") if done else scene.texts.say("No longer planned")


def _entry(texts: Texts, id: str, thing: Thing, colleague: str) -> Entry:
    """`colleague`: whose it is, "" for the person's own."""
    if isinstance(thing.of, Visit):
        title = thing.line(texts)
        if colleague:
            title = texts.say("{line} ({name})", line=title, name=colleague)
        return Entry(id, thing.day, title, thing.of.at, thing.of.words, busy=not colleague)
    own = thing.of.subject.oneself
    doer = say_doer(texts, thing.of, own, colleague or texts.say("you"))
    plan = f"/{registered(texts, 'plan')}"
    words = texts.say(
        "By this day at the latest. Done by: {name}. To say where it stands, write {plan} in Trait d’union",
        name=doer,
        plan=plan,
    )
    if own:
        words = texts.say(
            "By this day at the latest. To say where it stands, write {plan} in Trait d’union", plan=plan
        )
    return Entry(id, thing.day, thing.line(texts), None, words)
