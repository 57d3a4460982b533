"""The list of ideas that a sheet can be added to: one's own, or that of the case file spoken of."""

from bot.records import CaseState, Change, PageKind, PageRef, Subject
from bot.service import plan
from bot.service.counter import House
from bot.service.counters.lists import Judgement, judge
from bot.service.edits import shortened
from bot.service.menus import case_name
from bot.service.scene import Scene
from bot.service.views import Show, View

_LONGEST = 40  # characters of the button


async def subject_of(scene: Scene) -> Subject | None:
    """Whose list is spoken of: that of an open case file with one project, one's own without a case file."""
    if scene.case is None:
        return Subject()
    if scene.case.state is CaseState.ARCHIVED or not scene.case.readable:
        return None
    there = await scene.tx.cases.cooperations(scene.case.id)
    return Subject(scene.case.id, there[0].id) if len(there) == 1 else None


async def list_named(scene: Scene, ref: PageRef) -> str:
    """What the button says that adds a recommendation to the list spoken of; "" where it stands there."""
    subject = await subject_of(scene)
    if ref.kind is not PageKind.ADVICE or subject is None:
        return ""
    items = plan.items(await scene.tx.plans.of(subject, scene.person.id))
    if any(item.advice == ref.id for item in items):
        return ""
    texts = scene.texts
    if scene.case is None:
        return texts.say("Add to my ideas")
    return shortened(texts.say("Add to the ideas: {name}", name=case_name(texts, scene.case)), _LONGEST)


async def add(house: House, scene: Scene, ref: PageRef) -> None:
    """Put the recommendation on the list spoken of, and say whose it is."""
    subject = await subject_of(scene)
    if subject is None or not await list_named(scene, ref):
        return
    if subject.case and await house.access.case(scene, subject.case, "advice.added") is None:
        return
    ids = (subject.cooperation,) if subject.cooperation else ()
    listed = View(Show.PLAN, about=subject.case, ids=ids)
    await judge(house, scene, listed, house.interviews.ids.new(), Judgement(Change.ADDED, ref.id))
    texts = scene.texts
    scene.toast = (
        texts.say("It is on the list.")
        if scene.case is None
        else texts.say("It is on the list of {name}.", name=case_name(texts, scene.case))
    )
