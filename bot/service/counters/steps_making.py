"""Making next steps: of a recommendation, in somebody's own words, or smaller than one that was not done."""

from dataclasses import replace
from datetime import date

from bot.engine.outcomes import Delay, Unit
from bot.records import OPEN_STEPS, Change, Doer, Doing, StepRecord, StepStatus
from bot.service.counter import House
from bot.service.counters.advice_screens import Listed
from bot.service.counters.lists import Judgement, judge, listed_of, subject_of
from bot.service.counters.steps_ways import named_in, today_of
from bot.service.dates import due
from bot.service.follow_up.steps import followed, keep
from bot.service.interviews import MAIN_DIALOGUE
from bot.service.plan import Item
from bot.service.scene import Scene
from bot.service.views import View

_OWN_DELAY = Delay(2, Unit.WEEK)  # of a step that somebody else than the catalogue gave


async def make(house: House, scene: Scene, view: View, chosen: tuple[date, str]) -> StepRecord | None:
    """Make a step of the idea `view.ids[1]`, for the `chosen` day; the step `view.ids[2]` makes way for it, if there is one.

    None if the idea is gone. The case can be changed (see `workable`).
    """
    listed = await listed_of(house, scene, view)
    item = None if listed is None else item_of(listed, view)
    if listed is None or item is None:
        return None
    step = _of_idea(_new(house, scene, view, "", chosen), item, doer_of(view, item))
    if step.doer is Doer.OTHER:
        step = replace(step, doer_name=named_in(view))
    known = on_list(listed, step)
    if known is not None:
        known = replace(known, due=step.due, occasion=step.occasion)
    for old in view.ids[2:3]:
        await _make_way(house, scene, old, known or step)
    if known is None:
        await _add(house, scene, step)
    else:
        await keep(scene, known)
    if item.status is Doing.PROPOSED:
        under_way = Judgement(Change.STATUS, status=Doing.UNDER_WAY.value)
        await judge(house, scene, view, item.id, under_way)
    return known or step


async def write(house: House, scene: Scene, view: View, words: str) -> StepRecord:
    """Make a step in somebody's own words, for a day that can still be chosen."""
    step = _new(house, scene, view, words, (due(_OWN_DELAY, today_of(scene)), ""))
    await _add(house, scene, step)
    return step


async def halve(house: House, scene: Scene, step: StepRecord, words: str) -> StepRecord:
    """Put the first half of a step, in somebody's own words, in its place."""
    half = _half_of(house, scene, step, words)
    await _make_way(house, scene, step.id, half)
    await _add(house, scene, half)
    return half


async def _add(house: House, scene: Scene, step: StepRecord) -> None:
    await house.access.trace(scene, "step.agree", step.subject.case)
    await scene.tx.steps.add(step)
    await followed(scene, step.subject, step.person)


async def _make_way(house: House, scene: Scene, step: str, by: StepRecord) -> None:
    """Another step takes the place of `step`; what follows from it comes with that one."""
    old = await house.access.step(scene, step, "step.plan")
    if old is not None and old.id != by.id and old.subject == by.subject:
        await scene.tx.steps.save(replace(old, status=StepStatus.REPLACED.value))


def doer_of(view: View, item: Item) -> Doer:
    """Who is to do what is to become a step: to an officer, the catalogue says what they can do for the group."""
    if view.mode:
        return Doer(view.mode)
    return Doer.OFFICER if view.about and not item.words else Doer.GROUP


def item_of(listed: Listed, view: View) -> Item | None:
    """The idea that is to become a step, if it is still on the list."""
    return next((each for each in listed.items if each.id in view.ids[1:2]), None)


def _new(house: House, scene: Scene, view: View, words: str, by_when: tuple[date, str]) -> StepRecord:
    """A step for the list of `view`, in somebody's own words, if there are some."""
    day, occasion = by_when
    return StepRecord(
        id=house.interviews.ids.new(),
        subject=subject_of(view),
        person="" if view.about else scene.person.id,
        diagnosis="",  # else an answer that is changed later would replace it
        dialogue=MAIN_DIALOGUE,
        outcome="",
        step="",
        cause="",
        words=words,
        due=day,
        occasion=occasion,
        status=StepStatus.PLANNED.value,
        agreed_at=scene.now,
        agreed_by=scene.person.id,
    )


def _of_idea(step: StepRecord, item: Item, doer: Doer) -> StepRecord:
    """`step`, made of a recommendation: its first step, or its words if somebody has put it in their own."""
    return replace(step, step="" if item.words else item.advice, words=item.words, doer=doer)


def known_of(listed: Listed, item: Item) -> StepRecord | None:
    """The open step that was made of the idea already."""
    same = (MAIN_DIALOGUE, "" if item.words else item.advice, "", item.words)
    return _open_same(listed, same)


def on_list(listed: Listed, step: StepRecord) -> StepRecord | None:
    """The same thing where it is on the list already, and open."""
    return _open_same(listed, (step.dialogue, step.step, step.cause, step.words))


def _open_same(listed: Listed, thing: tuple[str, str, str, str]) -> StepRecord | None:
    for known, _ in listed.steps:
        if known.status in OPEN_STEPS and thing == (known.dialogue, known.step, known.cause, known.words):
            return known
    return None


def _half_of(house: House, scene: Scene, step: StepRecord, words: str) -> StepRecord:
    """The first half of a step that was too big, in somebody's own words."""
    return replace(
        step,
        id=house.interviews.ids.new(),
        diagnosis="",
        outcome="",
        step="",
        cause="",
        words=words,
        due=due(_OWN_DELAY, today_of(scene)),
        occasion="",
        status=StepStatus.PLANNED.value,
        agreed_at=scene.now,
        not_done=0,
        agreed_by=scene.person.id,
        said_at=None,
        muted=False,
    )


def advised_day(house: House, scene: Scene, item: Item) -> date:
    """By when a step of a recommendation is advised to be done."""
    known = house.interviews.library.catalogue.get(item.advice)
    return due(_OWN_DELAY if known is None else known.delay, today_of(scene))
