"""The lines of a message of the day: how a card names them, and what is true of each now."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Self

from bot.engine.dialogue import Voice
from bot.records import (
    OPEN_STEPS,
    CaseFile,
    CaseState,
    Occasion,
    Reminder,
    Status,
    StepRecord,
    StepStatus,
    Visit,
    VisitState,
)
from bot.service.counter import House
from bot.service.counters.case_ways import cooperation_name
from bot.service.dates import local_day
from bot.service.known import say_step
from bot.service.menus import case_name
from bot.service.scene import Scene
from bot.service.standings import situates
from bot.service.wording import Wording, lowered
from bot.texts.folding import folded

STEP, EVE, AFTER, DIGEST = "s", "e", "v", "d"  # sorts of lines
_SORTS = {Occasion.VISIT_EVE: EVE, Occasion.VISIT_AFTER: AFTER, Occasion.DIGEST: DIGEST}
_ORDER = (EVE, AFTER, STEP, DIGEST)
_ASKS, _DAY = "q", "%Y%m%d"


@dataclass(frozen=True, slots=True)
class Line:
    """A line as a card keeps it: of the step or visit `id`, which was for the day `anchor` when the message was made.

    `asks`: its day has passed, and the message asks what has come of it. `cut`: the day of an earlier message with the
    line, which may not have arrived. `answer`: what was said of it here, with the day that goes with it if one does.
    """

    sort: str
    id: str = ""
    anchor: date | None = None
    asks: bool = False
    cut: date | None = None
    answer: str = ""
    until: date | None = None

    @classmethod
    def about(cls, reminder: Reminder, anchor: date, cut: date | None) -> Self:
        """The line that tells `reminder`, of something that is for the day `anchor`."""
        sort = _SORTS.get(reminder.occasion, STEP)
        return cls(sort, reminder.about, anchor, asks=reminder.occasion is Occasion.AFTER, cut=cut)

    @property
    def code(self) -> str:
        """The line as a view keeps it."""
        days = (each.strftime(_DAY) if each else "" for each in (self.anchor, self.cut, self.until))
        return ".".join((self.sort, self.id, *days, _ASKS if self.asks else "", self.answer))

    @classmethod
    def of(cls, code: str) -> Self:
        """The line that `code` names."""
        sort, id, anchor, cut, until, asks, answer = code.split(".")
        return cls(sort, id, _day(anchor), asks == _ASKS, _day(cut), answer, _day(until))

    def answered(self, answer: str, until: date | None = None) -> Self:
        """The same, once it was answered."""
        return replace(self, answer=answer, until=until)

    def rank(self, name: str) -> tuple[bool, bool, int, str, date]:
        """What comes first: what may not have arrived before, then visits, then steps; each by `name`, the first due first.

        The overview comes last, in any case.
        """
        digest, told = self.sort == DIGEST, self.cut is None
        return digest, told, _ORDER.index(self.sort), folded(name), self.anchor or date.max


def _day(said: str) -> date | None:
    return date(int(said[:4]), int(said[4:6]), int(said[6:])) if said else None


class State(StrEnum):
    """What is true of a line."""

    OPEN = "open"  # it can be answered
    GONE = "gone"
    ARCHIVED = "archived"
    DONE = "done"
    BEGUN = "begun"
    NOT_DONE = "not_done"
    DROPPED = "dropped"
    REPLACED = "replaced"
    PUT_OFF = "put_off"
    LATER = "later"
    MUTED = "mute"
    CANCELLED = "cancelled"
    HELD = "held"  # the interview about the visit
    SEEN = "seen"


_CLOSED = {
    StepStatus.DONE.value: State.DONE,
    StepStatus.DROPPED.value: State.DROPPED,
    StepStatus.REPLACED.value: State.REPLACED,
}


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a line now: its state, and what it is about ("" and None where that is out of reach)."""

    line: Line
    state: State
    name: str = ""  # of the case file, with the project where there are several
    words: str = ""  # of the step
    step: StepRecord | None = None
    visit: Visit | None = None
    first: bool = False  # nobody has taken stock yet with the group that was visited

    @property
    def day(self) -> date | None:
        """For which day it is now."""
        return self.step.due if self.step else self.visit.day if self.visit else self.line.anchor


def step_state(line: Line, step: StepRecord) -> State:
    """What is true of the line of a step, wherever it was answered."""
    if step.status not in OPEN_STEPS:
        return _CLOSED.get(step.status, State.GONE)
    if step.muted:
        return State.MUTED
    if step.due != line.anchor:
        return State.PUT_OFF
    if line.answer in {State.BEGUN, State.NOT_DONE} and step.status in {State.BEGUN, State.NOT_DONE}:
        return State(step.status)
    return State.LATER if line.answer == State.LATER else State.OPEN


async def look_up(house: House, scene: Scene, line: Line) -> Known:
    """What is true of `line`, as far as the person may see it."""
    if line.sort == DIGEST:
        return Known(line, State.OPEN if scene.member is not None else State.GONE)
    if line.sort == STEP:
        return await _step(house, scene, line)
    visit = await house.access.visit(scene, line.id)
    case = None if visit is None else await scene.tx.cases.seen_by(scene.person.id, visit.case)
    if visit is None or case is None:
        return Known(line, State.GONE)
    held = await interviews_since(scene, visit)
    if case.state is CaseState.ARCHIVED:
        state = State.ARCHIVED
    elif visit.state is VisitState.CANCELLED:
        state = State.CANCELLED
    elif visit.day != line.anchor:
        state = State.PUT_OFF
    elif line.sort == AFTER and held[0]:
        state = State.HELD
    else:
        state = State.SEEN if line.answer else State.OPEN
    name = await named(scene, case, visit.cooperation)
    return Known(line, state, name, visit=visit, first=not held[1])


async def _step(house: House, scene: Scene, line: Line) -> Known:
    step = await house.access.step(scene, line.id)
    if step is None:
        return Known(line, State.GONE)
    own = step.subject.oneself
    voice = (scene.person.voice or Voice.BENEFICIARY) if own else Voice.OFFICER
    engines = house.interviews.library.engines
    words = say_step({id: Wording(scene.texts, each.dialogue, voice) for id, each in engines.items()}, step)
    if own:
        return Known(line, step_state(line, step), words=words, step=step)
    case = await scene.tx.cases.seen_by(scene.person.id, step.subject.case)
    if case is None:
        return Known(line, State.GONE)
    state = State.ARCHIVED if case.state is CaseState.ARCHIVED else step_state(line, step)
    name = await named(scene, case, step.subject.cooperation)
    return Known(line, state, name, words if step.words else lowered(words, 1), step)


async def named(scene: Scene, case: CaseFile, cooperation: str) -> str:
    name = case_name(scene.texts, case)
    there = await scene.tx.cases.cooperations(case.id)
    project = next((each for each in there if each.id == cooperation), None)
    if project is None or len(there) == 1:
        return name
    return scene.texts.say("{name} · {project}", name=name, project=cooperation_name(scene.texts, project))


async def interviews_since(scene: Scene, visit: Visit) -> tuple[bool, bool]:
    """Whether an interview about what was visited was finished since the visit, and whether one ever was."""
    finished = [
        each
        for each in await scene.tx.sessions.about(visit.case, viewer="")
        if each.status is Status.FINISHED and each.subject.cooperation == visit.cooperation
        if situates(each.dialogue)
    ]
    zone = scene.person.zone
    return any(local_day(each.touched_at, zone) >= visit.day for each in finished), bool(finished)
