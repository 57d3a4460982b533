"""What the page of reminders tells, gathered from what is kept."""

from collections.abc import Sequence
from datetime import date

from bot.records import Habits, Reminder, Sending, Status, StepRecord, Subject, Visit
from bot.service.agenda import things
from bot.service.counter import House
from bot.service.counters.reminders_screens import Plan
from bot.service.dates import local_day
from bot.service.follow_up import ahead
from bot.service.scene import Scene
from bot.service.standings import situates


def today_of(scene: Scene) -> date:
    """The day in the calendar of the person."""
    return local_day(scene.now, scene.person.zone)


async def plan_of(house: House, scene: Scene, habits: Habits) -> Plan:
    """What the person of the scene is to be reminded of, for who is reminded as `habits` say."""
    zone, officer = scene.person.zone, scene.member is not None
    there = await things(house, scene)
    kept = await scene.tx.reminders.of(scene.person.id)
    on = habits.listens(officer=officer)
    held = {id: thing.of for id, thing in there.items() if not await _looked_back(scene, thing.of, kept)}
    messages = ahead.coming(kept, held, habits, zone, scene.now) if on else ()
    missed = [
        (day, told)
        for day, group in ahead.cut(kept, zone)
        if (told := tuple(each for each in group if each.about in there or (officer and not each.about)))
    ]
    return Plan(habits, zone, today_of(scene), on, officer, there, messages, missed)


async def _looked_back(scene: Scene, about: StepRecord | Visit, kept: Sequence[Reminder]) -> bool:
    """Whether it is a visit that an interview has been finished since: nobody asks after it any more."""
    if not isinstance(about, Visit) or about.day > today_of(scene):
        return False
    if not any(each.about == about.id and each.state is Sending.PENDING for each in kept):
        return False
    subject, zone = Subject(about.case, about.cooperation), scene.person.zone
    return any(
        each.subject == subject
        and situates(each.dialogue)
        and each.status is Status.FINISHED
        and local_day(each.touched_at, zone) >= about.day
        for each in await scene.tx.sessions.about(about.case, viewer="")
    )
