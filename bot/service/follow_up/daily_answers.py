"""What is said of the lines of a message of the day: each answer in one tap, the last of them taken back if need be."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Self

from bot.records import Habits, Occasion, Reminder, Sending, StepRecord, StepStatus, Visit, VisitState
from bot.service.choosing_days import day_of, day_shown, page_of
from bot.service.counter import House
from bot.service.dates import local_day
from bot.service.follow_up import daily_screens as screens
from bot.service.follow_up import schedule, steps
from bot.service.follow_up.daily_lines import STEP, Line, State, look_up, step_state
from bot.service.follow_up.daily_words import noted
from bot.service.follow_up.occasions import again
from bot.service.follow_up.times import first_open, last_open
from bot.service.scene import Scene
from bot.service.views import Show, View
from bot.texts.days import Unsure, read_day

_LATER = 3  # open days
_STILL_OPEN = frozenset({"begun", "not_done"})
_STOPPED, _NOT_HELD = (
    "stop",
    "visit",
)  # modes of views, for what can be taken back; a step's is kept by `Before`
_STATUSES = {
    "done": StepStatus.DONE,
    "begun": StepStatus.BEGUN,
    "not_done": StepStatus.NOT_DONE,
    "dropped": StepStatus.DROPPED,
}


@dataclass(frozen=True, slots=True)
class Before:
    """How the step of the line `place` was before the last tap. It is kept as the mode of the card's view."""

    place: int
    status: str
    not_done: int
    due: date
    muted: bool
    said_at: datetime | None

    @classmethod
    def of(cls, place: int, step: StepRecord) -> Self:
        """The step as it is."""
        return cls(place, step.status, step.not_done, step.due, step.muted, step.said_at)

    @property
    def mode(self) -> str:
        """As a view keeps it."""
        said = self.said_at.isoformat() if self.said_at else ""
        return "|".join(
            (
                "undo",
                f"{self.place}",
                self.status,
                f"{self.not_done}",
                self.due.isoformat(),
                f"{self.muted:d}",
                said,
            )
        )

    @classmethod
    def in_mode(cls, mode: str) -> "Before | None":
        """What `mode` keeps; None when it keeps nothing of the kind."""
        name, *parts = mode.split("|")
        if name != "undo":
            return None
        place, status, not_done, due, muted, said = parts
        said_at = datetime.fromisoformat(said) if said else None
        return cls(int(place), status, int(not_done), date.fromisoformat(due), muted == "1", said_at)


class Answers:
    """Keeps what is said of a line. Holds nothing of anybody."""

    def __init__(self, house: House) -> None:
        self.house = house

    async def take(self, scene: Scene, view: View, code: str, opened: str) -> View:
        """What the card shows after the button `code`: an answer to a line, a day that was chosen, or taking back."""
        action, _, place = code.partition(".")
        if code == "undo":
            return await self._undo(scene, view, opened)
        if code == "stop":
            return await self._stop(scene, view)
        if (day := day_of(code)) is not None:
            return await self._put_off(scene, view, day, opened)
        if (page := page_of(code)) is not None:
            return replace(view, page=page)
        at = int(place)
        line = Line.of(view.ids[at])
        if action == "not_held":
            return await self._not_held(scene, view, at, opened)
        if line.sort != STEP:
            said(scene, scene.texts.say("It is noted."))
            return _answered(view, at, line.answered(State.SEEN), opened)
        step = await self.house.access.step(scene, line.id, "step.status")
        if step is None or step_state(line, step) is not State.OPEN:
            return _listed(view, at, opened)  # it says what became of it
        until = await self._keep(scene, step, action)
        after = line.answered(State(action), until)
        today = local_day(scene.now, scene.person.zone)
        said(scene, noted(scene.texts, State(action), until, today))
        answered = _answered(view, at, after, Before.of(at, step).mode)
        if action in _STILL_OPEN and step.due < today:  # nothing would follow of itself any more
            return replace(answered, show=Show.DAY_WHEN, about=f"{at}", page=0)
        return answered

    async def take_day(self, scene: Scene, view: View, text: str, opened: str) -> View:
        """What the card shows after `text` was typed for the day until which a line is put off."""
        today = local_day(scene.now, scene.person.zone)
        day = day_shown(text, today, view.page) or read_day(scene.texts, text, today)
        if isinstance(day, Unsure):
            scene.notes.append(day.sentence)
            return view
        return await self._put_off(scene, view, day, opened)

    async def can_undo(self, scene: Scene, view: View) -> bool:
        """Whether the last tap still stands, and can be taken back."""
        name, _, place = view.mode.partition("|")
        if name == _STOPPED:
            return (await scene.tx.reminders.habits(scene.person.id)).wanted is False
        if name == _NOT_HELD:
            visit = await scene.tx.visits.get(Line.of(view.ids[int(place)]).id)
            return visit is not None and visit.state is VisitState.CANCELLED
        before = Before.in_mode(view.mode)
        line = None if before is None else Line.of(view.ids[before.place])
        step = None if line is None else await scene.tx.steps.get(line.id)
        return line is not None and step is not None and _stands(line, step)

    async def _keep(self, scene: Scene, step: StepRecord, action: str) -> date | None:
        """Keep an answer; the day that goes with it, if one does."""
        if action in _STATUSES:
            await steps.say_status(scene, step, _STATUSES[action])
            return None
        if action == "mute":
            await steps.mute(scene, step)
            return None
        habits = await scene.tx.reminders.habits(scene.person.id)
        today = day = local_day(scene.now, scene.person.zone)
        for _ in range(_LATER):
            day = first_open(day + timedelta(days=1), habits)
        if today < step.due < day:  # never beyond the day that was agreed on
            day = max(last_open(step.due, habits), first_open(today + timedelta(days=1), habits))
        reminder = again(step, habits, scene.person.zone, scene.now, (day - today).days)
        await scene.tx.reminders.add([reminder])
        await schedule.replan_list(scene.tx, scene.now, step.subject, step.person)
        return reminder.day

    async def _put_off(self, scene: Scene, view: View, day: date, opened: str) -> View:
        at, today = int(view.about), local_day(scene.now, scene.person.zone)
        line = Line.of(view.ids[at])
        if day <= today:
            said(scene, scene.texts.say("This day is not ahead of us: choose a later one."))
            return view
        step = await self.house.access.step(scene, line.id, "step.status")
        if step is None or step_state(line, step) not in screens.MOVABLE:
            return _listed(view, at, opened)
        before = Before.in_mode(
            view.mode
        )  # what was said just now and the day that goes with it are one answer
        if before is None or before.place != at or not _stands(line, step):
            before = Before.of(at, step)
        if day == step.due:
            said(scene, scene.texts.say("It is planned for this day already."))
            return _listed(view, at, opened)
        await steps.put_off(scene, step, day)
        said(scene, noted(scene.texts, State.PUT_OFF, day, today, line.anchor))
        return _answered(view, at, line.answered(State.PUT_OFF, day), before.mode)

    async def _undo(self, scene: Scene, view: View, opened: str) -> View:
        name, _, place = view.mode.partition("|")
        if name == _STOPPED:
            return await self._go_on(scene, view, place, opened)
        if name == _NOT_HELD:
            return await self._held_after_all(scene, view, int(place), opened)
        before = Before.in_mode(view.mode)
        if before is None:
            return replace(view, mode=opened)
        line = Line.of(view.ids[before.place])
        step = await self.house.access.step(scene, line.id, "step.status")
        if step is None or not _stands(line, step):
            said(scene, scene.texts.say("This has changed meanwhile."))
            return replace(view, mode=opened)
        await scene.tx.reminders.drop(
            [each for each in await scene.tx.reminders.about(step.id) if _asked(each, line)]
        )
        was = replace(
            step,
            status=before.status,
            not_done=before.not_done,
            due=before.due,
            muted=before.muted,
            said_at=before.said_at,
        )
        await steps.keep(scene, was)
        said(scene, scene.texts.say("It is taken back."))
        return _answered(view, before.place, line.answered(""), opened)

    async def _not_held(self, scene: Scene, view: View, at: int, opened: str) -> View:
        """The visit did not take place."""
        line = Line.of(view.ids[at])
        known = await look_up(self.house, scene, line)
        if known.visit is None or known.state is not State.OPEN:
            return _listed(view, at, opened)
        await self._keep_visit(scene, replace(known.visit, state=VisitState.CANCELLED), "case.visit_cancel")
        said(scene, scene.texts.say("It is noted."))
        return _answered(view, at, line.answered(State.CANCELLED), f"{_NOT_HELD}|{at}")

    async def _held_after_all(self, scene: Scene, view: View, at: int, opened: str) -> View:
        line = Line.of(view.ids[at])
        visit = await self.house.access.visit(scene, line.id)
        if visit is None or visit.state is not VisitState.CANCELLED:
            said(scene, scene.texts.say("This has changed meanwhile."))
            return _listed(view, at, opened)
        await self._keep_visit(scene, replace(visit, state=VisitState.PLANNED), "case.visit")
        said(scene, scene.texts.say("It is taken back."))
        return _answered(view, at, line.answered(""), opened)

    async def _keep_visit(self, scene: Scene, visit: Visit, action: str) -> None:
        before = await scene.tx.visits.get(visit.id)
        await scene.tx.visits.save(visit)
        await steps.follow_visit(scene, before, visit)
        await self.house.access.trace(scene, action, visit.case)
        await schedule.replan_visits(scene.tx, scene.now, visit.case)

    async def _stop(self, scene: Scene, view: View) -> View:
        """No more messages of the day at all."""
        tx = scene.tx
        habits = await tx.reminders.habits(scene.person.id)
        wanted = "" if habits.wanted is None else f"{habits.wanted:d}"
        since = habits.since.isoformat() if habits.since else ""
        await self.house.access.trace(scene, "reminders.stop")
        await self._want(scene, replace(habits, wanted=False, since=scene.now))
        said(scene, scene.texts.say("It is noted: no more of these messages."))
        page = view.page if view.show is Show.DAY else int(view.about) // screens.PAGE
        return replace(view, show=Show.DAY, about="", page=page, mode=f"{_STOPPED}|{wanted}|{since}")

    async def _go_on(self, scene: Scene, view: View, before: str, opened: str) -> View:
        """Messages come as they did before « stop »."""
        wanted, _, since = before.partition("|")
        habits = await scene.tx.reminders.habits(scene.person.id)
        if habits.wanted is False:
            was = replace(
                habits,
                wanted=bool(int(wanted)) if wanted else None,
                since=datetime.fromisoformat(since) if since else None,
            )
            await self._want(scene, was)
            said(scene, scene.texts.say("It is taken back."))
        return replace(view, mode=opened)

    async def _want(self, scene: Scene, habits: Habits) -> None:
        await scene.tx.reminders.save_habits(habits)
        await schedule.replan_person(scene.tx, scene.now, scene.person.id)


def said(scene: Scene, sentence: str) -> None:
    """A short word: over the screen for who pressed a button, above the card for who wrote."""
    if scene.below:
        scene.notes.append(sentence)
    else:
        scene.toast = sentence


def _answered(view: View, place: int, line: Line, mode: str) -> View:
    """The lines again, one of them with another answer."""
    ids = tuple(line.code if at == place else each for at, each in enumerate(view.ids))
    return _listed(replace(view, ids=ids), place, mode)


def _listed(view: View, place: int, mode: str) -> View:
    """The page of the lines that holds the one at `place`."""
    return replace(view, show=Show.DAY, about="", page=place // screens.PAGE, mode=mode)


def _stands(line: Line, step: StepRecord) -> bool:
    """Whether the step is as the answer to the line has made it."""
    moved = line.answer == State.PUT_OFF and step.due != line.until
    return line.answer != "" and step_state(line, step) == line.answer and not moved


def _asked(reminder: Reminder, line: Line) -> bool:
    pending, later = reminder.state is Sending.PENDING, reminder.occasion is Occasion.AGAIN
    return pending and later and line.answer == State.LATER and reminder.day == line.until
