"""What the counters of a list have in common: whose list it is, what stands on it, and noting a change of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.engine.dialogue import Voice
from bot.records import Change, Doer, PlanEvent, StepRecord, Subject
from bot.service import plan
from bot.service.counter import House
from bot.service.counters.advice_screens import Listed
from bot.service.counters.case_ways import cooperation_name, mentioned_step, names
from bot.service.follow_up.steps import say_doer
from bot.service.interviews import MAIN_DIALOGUE
from bot.service.menus import case_name
from bot.service.scene import Scene
from bot.service.typed import FIELD_LONGEST, NAME_SHORTEST, too_long
from bot.service.views import Show, View
from bot.service.wording import Wording
from bot.texts.catalogues import Texts


@dataclass(frozen=True, slots=True)
class Judgement:
    """What somebody makes of a recommendation on the list."""

    change: Change
    advice: str = ""
    words: str = ""
    status: str = ""
    place: int = 0


def cooperation_of(view: View) -> str:
    """The cooperation that the list is about, "" on one's own."""
    return view.ids[0] if view.about and view.ids else ""


def subject_of(view: View) -> Subject:
    """Whom the list is about."""
    return Subject(view.about, cooperation_of(view))


def list_of(view: View, mode: str = "") -> View:
    """The list itself, from any of its screens."""
    return View(Show.PLAN, about=view.about, ids=(cooperation_of(view),), mode=mode)


def sentence_problem(texts: Texts, words: str) -> str:
    """What is wrong with a cleaned sentence for a list, and what to do; "" when nothing is."""
    if sum(each.isalnum() for each in words) < NAME_SHORTEST:
        return texts.say("Write it in a few words: two letters at least.")
    return too_long(texts, words, FIELD_LONGEST)


async def trace_of(scene: Scene, view: View) -> Sequence[PlanEvent]:
    """All that was changed of the list's recommendations."""
    return await scene.tx.plans.of(subject_of(view), scene.person.id)


async def list_title(house: House, scene: Scene, view: View) -> str | None:
    """What the list is called, if the person may see it."""
    texts = scene.texts
    if not view.about:
        return texts.say("Your ideas and steps")
    case = await house.access.case(scene, view.about)
    if case is None:
        return None
    told = case_name(texts, case)
    there = await scene.tx.cases.cooperations(case.id)
    project = next((each for each in there if each.id == cooperation_of(view)), None)
    if project is not None and len(there) > 1:
        told = texts.say("{name} · {project}", name=told, project=cooperation_name(texts, project))
    return texts.say("{name}: ideas and steps", name=told)


async def listed_of(house: House, scene: Scene, view: View) -> Listed | None:
    """The list, if the person may see it."""
    name = await list_title(house, scene, view)
    if name is None:
        return None
    wordings = wordings_of(house, scene, view)
    steps = await scene.tx.steps.of(subject_of(view), scene.person.id)
    return Listed(
        name,
        wordings[MAIN_DIALOGUE],
        plan.items(await trace_of(scene, view)),
        tuple((step, mentioned_step(wordings, step)) for step in steps),
        own=not view.about,
        who=await _doers(scene, view, steps),
    )


async def _doers(scene: Scene, view: View, steps: Sequence[StepRecord]) -> dict[str, str]:
    """Who does each step, in words; on one's own list what one does oneself need not be said."""
    own = not view.about
    said = await names(scene, [step.agreed_by for step in steps if step.agreed_by and not own])
    return {
        step.id: say_doer(scene.texts, step, own, said.get(step.agreed_by, ""))
        for step in steps
        if not own or step.doer is not Doer.GROUP
    }


def wordings_of(house: House, scene: Scene, view: View) -> dict[str, Wording]:
    """The words of each dialogue, in the voice of the list."""
    voice = Voice.OFFICER if view.about else scene.person.voice or Voice.BENEFICIARY
    engines = house.interviews.library.engines.items()
    return {name: Wording(scene.texts, engine.dialogue, voice) for name, engine in engines}


async def judge(house: House, scene: Scene, view: View, item: str, judged: Judgement) -> None:
    """Note one change of the list, about the recommendation `item`."""
    listed = plan.items(await trace_of(scene, view))
    about = next((each for each in listed if each.id == item), None)
    event = PlanEvent(
        id=house.interviews.ids.new(),
        subject=subject_of(view),
        person="" if view.about else scene.person.id,
        at=scene.now,
        by=scene.person.id,
        change=judged.change,
        item=item,
        advice=about.advice if about else judged.advice,
        words=judged.words,
        status=judged.status,
        place=judged.place,
        confidential=about is not None and about.confidential,
    )
    await scene.tx.plans.add([event])
