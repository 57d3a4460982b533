"""What the screens of next steps need: what a step says, and which days there are to choose from."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from bot.engine.values import Text
from bot.records import OPEN_STEPS, Doer, Purpose, Sending, StepRecord
from bot.service.choosing_days import code_of, day_of, day_shown, paint_days, say_weekday_day, suggestions
from bot.service.counter import House
from bot.service.counters.advice_screens import Listed
from bot.service.counters.case_ways import empty_words, mentioned_step, names
from bot.service.counters.lists import cooperation_of, list_title, wordings_of
from bot.service.counters.steps_screens import MEETING, Days, Told, begun, doers_of
from bot.service.dates import due, local_day, say_planned
from bot.service.follow_up.steps import MEETING_DELAY, NEXT_MEETING, say_doer
from bot.service.follow_up.visits import coming
from bot.service.plan import Item
from bot.service.scene import Scene
from bot.service.screens import Button
from bot.service.views import Show, View
from bot.service.wording import lowered
from bot.texts.catalogues import Texts, msg
from bot.texts.day.asking import Asking
from bot.texts.days import Unsure, read_day
from bot.texts.folding import folded

SOMEBODY = msg("somebody else, whose name or function you can write")
_STEM, _SHORT, _SHARED = (
    5,
    3,
    2,
)  # letters, letters, words: steps that begin alike in so much are nearly the same


def today_of(scene: Scene) -> date:
    """The day it is where the person is."""
    return local_day(scene.now, scene.person.zone)


# Which days there are to choose from.


def days_for(scene: Scene, view: View, advised: date | None = None) -> Days:
    """The days to choose from: some that are near, or a month of the calendar, as the page of `view` says."""
    texts, today = scene.texts, today_of(scene)
    named = [day for day in map(day_of, view.ticks or ()) if day is not None and day >= today]
    first = [(begun(say_weekday_day(texts, day, today)), day) for day in named]
    others = [(label, day) for label, day in suggestions(texts, today, advised) if day not in named]
    choices, controls = paint_days(texts, today, view.page, first + others)
    if not view.page:
        choices = (*choices, Button(texts.say("At the next meeting"), MEETING))
    return choices, controls


async def chosen_day(scene: Scene, view: View, code: str) -> tuple[date, str] | None:
    """The day that a button names, with its occasion; None if it names none."""
    if code != MEETING:
        day = day_of(code)
        return None if day is None else (day, "")
    today = today_of(scene)
    visits = await scene.tx.visits.about(view.about) if view.about else ()
    mine = [each for each in coming(visits, today) if each.cooperation == cooperation_of(view)]
    return mine[0].day if mine else due(MEETING_DELAY, today), NEXT_MEETING


def typed_day(scene: Scene, text: str, page: int = 0) -> date | Unsure:
    """The day that was typed, on the calendar of `page` if it is only a number, or what to ask back."""
    today = today_of(scene)
    return day_shown(text, today, page) or read_day(scene.texts, text, today)


def offering(view: View, days: Iterable[date]) -> View:
    """`view`, with these days as the first to choose from."""
    return replace(view, ticks=tuple(map(code_of, days)), page=0)


def days_in(scene: Scene, words: str) -> tuple[date, ...]:
    """The days that a sentence names, as far as one can tell."""
    day = typed_day(scene, words)
    return day.days if isinstance(day, Unsure) else (day,)


def is_no_day(scene: Scene, text: str) -> bool:
    """Whether nothing in `text` speaks of a day: it may be a name."""
    asking, read = Asking(scene.texts, today_of(scene)), typed_day(scene, text)
    if read == asking.several():  # « Paul et Odile » is read as of two days
        return any(typed_day(scene, each) == asking.any() for each in re.findall(r"\w{3,}", text))
    return read == asking.any()


# What a step says.


async def told_of(house: House, scene: Scene, step: StepRecord) -> Told | None:
    """A step ready to be drawn; None if it is out of the person's reach."""
    view = View(Show.STEP, about=step.subject.case, ids=(step.subject.cooperation,))
    title = await list_title(house, scene, view)
    if title is None:
        return None
    own = step.subject.oneself
    officer = (await names(scene, [step.agreed_by]))[step.agreed_by] if step.agreed_by else ""
    mine = own or step.doer is not Doer.OFFICER or step.agreed_by in {"", scene.person.id}
    supported = await is_supported(scene) or step.doer is Doer.OFFICER
    return Told(
        title=title,
        said=mentioned_step(wordings_of(house, scene, view), step),
        today=today_of(scene),
        doers=doers_of(own=own, supported=supported),
        ticked=step.doer if mine else None,
        who=say_doer(scene.texts, step, own, officer),
        reminded=await _reminded(scene, step),
    )


def told_of_new(texts: Texts, told: Told, step: StepRecord) -> Told:
    """`told` of a step that was just made; of somebody else it says that they can be named."""
    if step.doer is Doer.OTHER and not step.doer_name:
        return replace(told, who=texts.say(SOMEBODY))
    return told


async def told_of_idea(scene: Scene, listed: Listed, item: Item, view: View, doer: Doer) -> Told:
    """What is to become a step, ready to be drawn; who does it is said once it was chosen."""
    said = item.words or lowered(listed.wording.advice(item.advice, "first_step"), 1)
    doers = doers_of(own=listed.own, supported=await is_supported(scene))
    who = _say_chosen(scene.texts, view, doer) if view.mode else ""
    near = _near(scene, listed, said, view.ids[2:3])
    return Told(listed.title, said, today_of(scene), doers, ticked=doer, who=who, near=near)


async def is_supported(scene: Scene) -> bool:
    """Whether somebody supports the person, as far as is known: whoever invited them."""
    if scene.member is not None:
        return False
    used = await scene.tx.invitations.used_by(scene.person.id)
    return any(each.purpose is Purpose.BENEFICIARY for each in used)


def _say_chosen(texts: Texts, view: View, doer: Doer) -> str:
    """Who was chosen to do it."""
    own = not view.about
    match doer:
        case Doer.OTHER:
            return named_in(view) or texts.say(SOMEBODY)
        case Doer.OFFICER if own:
            return texts.say("the person who supports you")
        case Doer.GROUP if not own:
            return texts.say("the group")
        case _:
            return texts.say("you")


def named_in(view: View) -> str:
    """The name of who does what is to become a step, as far as it was typed."""
    return view.value.text if isinstance(view.value, Text) else ""


def _near(scene: Scene, listed: Listed, said: str, but: Sequence[str]) -> str:
    """Which open step is nearly the same as what `said` says, if one is."""
    texts, today = scene.texts, today_of(scene)
    for step, words in listed.steps:
        if step.status in OPEN_STEPS and step.id not in but and nearly_same(texts, words, said):
            due = say_planned(texts, step.due, step.occasion, today)
            return texts.say(
                "Perhaps the same as what is planned already: {step}, {due}.", step=words, due=due
            )
    return ""


def nearly_same(texts: Texts, one: str, other: str) -> bool:
    """Whether two steps share the most of what they name, by the beginnings of their words."""
    empty = empty_words(texts)
    first, second = (
        {word[:_STEM] for word in folded(each).split() if len(word) > _SHORT and word not in empty}
        for each in (one, other)
    )
    shared = len(first & second)
    return shared >= _SHARED and 2 * shared >= min(len(first), len(second))


async def _reminded(scene: Scene, step: StepRecord) -> str:
    """When the person is reminded of it next; "" if they are not."""
    kept = await scene.tx.reminders.about(step.id)
    waiting = [each.day for each in kept if each.person == scene.person.id and each.state is Sending.PENDING]
    if not waiting:
        return ""
    day = say_weekday_day(scene.texts, min(waiting), today_of(scene))
    return scene.texts.say("I will remind you of it on {day}.", day=day)


async def never_asked(scene: Scene, step: StepRecord) -> bool:
    """Whether a step of one's own is not reminded of only because the person was never asked if they want that."""
    if scene.member is not None or not step.subject.oneself:
        return False
    return (await scene.tx.reminders.habits(scene.person.id)).wanted is None


async def first_made(scene: Scene, step: StepRecord) -> bool:
    """Whether it is the first one that this officer has made by hand, as far as is known."""
    if scene.member is None:
        return False
    known = (*await scene.tx.steps.of_officer(scene.person.id), step)
    own = {each.id for each in known if each.agreed_by == scene.person.id and not each.diagnosis}
    return own == {step.id}
