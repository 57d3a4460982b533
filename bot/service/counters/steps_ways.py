"""What the screens of next steps need: what a step says, and which days there are to choose from."""

from datetime import date

from bot.engine.dialogue import Delay, Unit
from bot.records import Doer, Sending, StepRecord
from bot.service.choosing_days import day_of, paint_days, say_weekday_day, suggestions
from bot.service.counter import House
from bot.service.counters.advice_screens import Listed
from bot.service.counters.case_ways import mentioned_step, names
from bot.service.counters.lists import cooperation_of, list_title, wordings_of
from bot.service.counters.steps_screens import MEETING, Days, Told, doers_of
from bot.service.dates import due, local_day
from bot.service.follow_up.steps import say_doer
from bot.service.follow_up.visits import coming
from bot.service.plan import Item
from bot.service.scene import Scene
from bot.service.screens import Button
from bot.service.views import Show, View
from bot.service.wording import lowered
from bot.texts.days import Unsure, read_day

_MEETING_DELAY = Delay(4, Unit.WEEK)  # where no visit is planned


def today_of(scene: Scene) -> date:
    """The day it is where the person is."""
    return local_day(scene.now, scene.person.zone)


# Which days there are to choose from.


def days_for(scene: Scene, view: View, advised: date | None = None) -> Days:
    """The days to choose from: some that are near, or a month of the calendar, as the page of `view` says."""
    texts, today = scene.texts, today_of(scene)
    choices, controls = paint_days(texts, today, view.page, suggestions(texts, today, advised))
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
    return mine[0].day if mine else due(_MEETING_DELAY, today), "next_meeting"


def typed_day(scene: Scene, text: str) -> date | None:
    """The day that was typed; if it is none that a step can have, that is said."""
    day = read_day(scene.texts, text, today_of(scene))
    if isinstance(day, Unsure):
        scene.sentences.append(day.sentence)
        return None
    return day


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
    return Told(
        title=title,
        said=mentioned_step(wordings_of(house, scene, view), step),
        today=today_of(scene),
        doers=doers_of(own=own, member=scene.member is not None),
        ticked=step.doer if mine else None,
        who=say_doer(scene.texts, step, own, officer),
        reminded=await _reminded(scene, step),
    )


def told_of_idea(scene: Scene, listed: Listed, item: Item, doer: Doer) -> Told:
    """What is to become a step, ready to be drawn."""
    said = item.words or lowered(listed.wording.advice(item.advice, "first_step"), 1)
    doers = doers_of(own=listed.own, member=scene.member is not None)
    return Told(listed.title, said, today_of(scene), doers, ticked=doer)


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
