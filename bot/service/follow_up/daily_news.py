"""What a message of the day is made of: what is due and still has its reason, once for each thing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.records import OPEN_STEPS, CaseState, Occasion, Reminder, Subject, VisitState
from bot.service.dates import local_day
from bot.service.follow_up import schedule
from bot.service.follow_up.daily_lines import Line, interviews_since, named
from bot.service.follow_up.digest import has_overview
from bot.service.follow_up.occasions import foremost, of_digest
from bot.service.scene import Scene


@dataclass(frozen=True, slots=True)
class News:
    """Of what was due: the lines, the reminders that they tell, and the rest, which has lost its reason."""

    lines: tuple[Line, ...]
    told: tuple[Reminder, ...]
    lost: tuple[Reminder, ...]


async def sift(
    scene: Scene, to: schedule.Recipient, due: Sequence[Reminder], cut: Sequence[Reminder]
) -> News:
    """One line for each thing that still is as it was. What is somebody else's by now waits for them instead.

    `cut`: what was in a message that may not have arrived; it is told with what is due, if there is anything.
    """
    today = local_day(scene.now, to.zone)
    anchors = {each: await _anchor(scene, to, each) for each in (*due, *cut)}
    for case in sorted({await _case(scene, each) for each in due if anchors[each] is None} - {""}):
        await schedule.replan_case(scene.tx, scene.now, case, to.person)
    news = foremost([each for each in due if anchors[each] is not None], today)
    old = foremost([each for each in cut if anchors[each] is not None], today)
    days = {each.about: local_day(each.told_at, to.zone) if each.told_at else each.day for each in old}
    tell = {each.about: each for each in (*old, *news)}
    lines = [Line.about(each, anchors[each] or today, days.get(each.about)) for each in tell.values()]
    names = {each.about: await _name(scene, each) for each in tell.values()}
    lines.sort(key=lambda line: line.rank(names[line.id]))
    told = (*news, *(each for each in cut if each.about in days))
    lost = tuple(each for each in due if each not in news)
    return News(tuple(lines), told, lost)


async def _anchor(scene: Scene, to: schedule.Recipient, reminder: Reminder) -> date | None:
    """For which day the thing is that is to be told; None when there is no reason any more."""
    if reminder.occasion is Occasion.DIGEST:
        wanted = to.member and to.habits.digest is not None
        if wanted and await has_overview(scene):
            return reminder.anchor
        await scene.tx.reminders.add(of_digest(to.habits, to.zone, scene.now) if wanted else ())
        return None
    if reminder.occasion in {Occasion.VISIT_EVE, Occasion.VISIT_AFTER}:
        return await _day_of_visit(scene, to, reminder)
    step = await scene.tx.steps.get(reminder.about)
    if step is None or step.status not in OPEN_STEPS or step.muted:
        return None
    if reminder.occasion is not Occasion.AGAIN and step.due != reminder.anchor:
        return None
    if step.subject.oneself:
        return step.due if step.person == to.person else None
    return step.due if await _is_for(scene, to, step.subject.case, step.agreed_by) else None


async def _day_of_visit(scene: Scene, to: schedule.Recipient, reminder: Reminder) -> date | None:
    visit = await scene.tx.visits.get(reminder.about)
    if visit is None or visit.state is not VisitState.PLANNED or visit.day != reminder.anchor:
        return None
    if not await _is_for(scene, to, visit.case, visit.by):
        return None
    held = reminder.occasion is Occasion.VISIT_AFTER and (await interviews_since(scene, visit))[0]
    return None if held else visit.day


async def _is_for(scene: Scene, to: schedule.Recipient, case: str, by: str) -> bool:
    """Whether `to` is who is reminded of what `by` took down in the case, if anybody is."""
    found = await scene.tx.cases.seen_by(to.person, case)
    if found is None or found.state is CaseState.ARCHIVED:
        return False
    return by == to.person or schedule.addressee(by, await scene.tx.cases.officers(case)) == to.person


async def _case(scene: Scene, reminder: Reminder) -> str:
    """The case of a step or of a visit, "" where there is none (any more)."""
    return (await _subject(scene, reminder)).case


async def _name(scene: Scene, reminder: Reminder) -> str:
    """What its line is called by, "" where it is about no case."""
    subject = await _subject(scene, reminder)
    case = await scene.tx.cases.seen_by(scene.person.id, subject.case) if subject.case else None
    return await named(scene, case, subject.cooperation) if case else ""


async def _subject(scene: Scene, reminder: Reminder) -> Subject:
    if reminder.occasion in {Occasion.VISIT_EVE, Occasion.VISIT_AFTER}:
        visit = await scene.tx.visits.get(reminder.about)
        return Subject(visit.case, visit.cooperation) if visit else Subject()
    step = await scene.tx.steps.get(reminder.about) if reminder.about else None
    return step.subject if step else Subject()
