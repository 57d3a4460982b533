"""What is said of the lines of a message of the day: each answer in one tap, the last of them taken back if need be."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Self

from bot.records import Occasion, Reminder, Sending, StepRecord, StepStatus
from bot.service.choosing_days import day_of, page_of
from bot.service.counter import House
from bot.service.dates import local_day
from bot.service.follow_up import daily_screens as screens
from bot.service.follow_up import schedule, steps
from bot.service.follow_up.daily_lines import STEP, Line, State, step_state
from bot.service.follow_up.occasions import again
from bot.service.follow_up.times import first_open
from bot.service.scene import Scene
from bot.service.views import Show, View
from bot.texts.days import Unsure, read_day

_LATER = 3  # open days
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
            return await self._stop(scene, view, opened)
        if (day := day_of(code)) is not None:
            return await self._put_off(scene, view, day, opened)
        if (page := page_of(code)) is not None:
            return replace(view, page=page, mode=opened)
        at = int(place)
        line = Line.of(view.ids[at])
        if line.sort != STEP:
            said(scene, scene.texts.say("It is noted."))
            return _answered(view, at, line.answered(State.SEEN), opened)
        step = await self.house.access.step(scene, line.id, "step.status")
        if step is None or step_state(line, step) is not State.OPEN:
            return _listed(view, at, opened)  # it says what became of it
        until = await self._keep(scene, step, action)
        after = line.answered(State(action), until)
        today = local_day(scene.now, scene.person.zone)
        said(scene, screens.noted(scene.texts, State(action), until, today))
        return _answered(view, at, after, Before.of(at, step).mode)

    async def take_day(self, scene: Scene, view: View, text: str, opened: str) -> View:
        """What the card shows after `text` was typed for the day until which a line is put off."""
        day = read_day(scene.texts, text, local_day(scene.now, scene.person.zone))
        if isinstance(day, Unsure):
            scene.notes.append(day.sentence)
            return replace(view, mode=opened)
        return await self._put_off(scene, view, day, opened)

    async def can_undo(self, scene: Scene, view: View) -> bool:
        """Whether the last tap still stands, and can be taken back."""
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
        reminder = again(step, habits, scene.person.zone, scene.now, (day - today).days)
        await scene.tx.reminders.add([reminder])
        await schedule.replan_list(scene.tx, scene.now, step.subject, step.person)
        return reminder.day

    async def _put_off(self, scene: Scene, view: View, day: date, opened: str) -> View:
        at, today = int(view.about), local_day(scene.now, scene.person.zone)
        line = Line.of(view.ids[at])
        if day <= today:
            said(scene, scene.texts.say("This day is not ahead of us: choose a later one."))
            return replace(view, mode=opened)
        step = await self.house.access.step(scene, line.id, "step.status")
        if step is None or step_state(line, step) is not State.OPEN:
            return _listed(view, at, opened)
        if day == step.due:
            said(scene, scene.texts.say("It is planned for this day already."))
            return _listed(view, at, opened)
        await steps.put_off(scene, step, day)
        said(scene, screens.noted(scene.texts, State.PUT_OFF, day, today))
        return _answered(view, at, line.answered(State.PUT_OFF, day), Before.of(at, step).mode)

    async def _undo(self, scene: Scene, view: View, opened: str) -> View:
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

    async def _stop(self, scene: Scene, view: View, opened: str) -> View:
        """No more messages of the day at all."""
        tx = scene.tx
        habits = await tx.reminders.habits(scene.person.id)
        await tx.reminders.save_habits(replace(habits, wanted=False, since=scene.now))
        await schedule.replan_person(tx, scene.now, scene.person.id)
        said(scene, scene.texts.say("It is noted: no more of these messages."))
        return replace(view, mode=opened)


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
