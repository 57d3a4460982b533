"""What an officer takes along to a visit: what has moved on, what was agreed, what to ask, what is still to find out."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.blocks import Block, Bullets, Heading, Paragraph
from bot.engine.dialogue import Voice
from bot.engine.engine import Engine
from bot.engine.session import Session
from bot.engine.values import Unknown, Why
from bot.records import OPEN_STEPS, Doer, StepRecord, StepStatus, Subject, Visit, VisitState
from bot.service import reports, sharing
from bot.service.counter import House
from bot.service.dates import local_day, say_planned
from bot.service.edits import shortened
from bot.service.follow_up.steps import heard_at, say_doer, told_since, too_often
from bot.service.known import say_step
from bot.service.scene import Scene
from bot.service.wording import Wording, lowered
from bot.texts.catalogues import Texts, msg

LONGEST = 900  # characters of a preparation
_STEP_LONGEST = 110  # characters
_TOPICS = 3  # questions left open that are named
_PROGRESS = {StepStatus.DONE.value: msg("Done: {step}"), StepStatus.BEGUN.value: msg("Begun: {step}")}


@dataclass(frozen=True, slots=True)
class _Part:
    """Lines under a title; of the parts that do not all fit, the lower `rank` goes first."""

    rank: int
    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Last:
    """The last interview about the cooperation, as far as the officer may see it."""

    engine: Engine
    session: Session
    wording: Wording


async def prepare(house: House, scene: Scene, visit: Visit) -> tuple[Block, ...]:
    """What to take along to `visit`, in `LONGEST` characters at most; the person may see its case (see `Access.visit`)."""
    texts = scene.texts
    subject = Subject(visit.case, visit.cooperation)
    steps = await scene.tx.steps.of(subject, "")
    since = await _since(scene, visit, subject)
    moved = [each for each in steps if each.status in _PROGRESS and told_since(each, since)]
    waiting = [each for each in steps if each.status in OPEN_STEPS and each not in moved]
    last = await _last(house, scene, subject)
    said = {each.id: _say(house, scene, each) for each in (*moved, *waiting)}
    moved.sort(key=lambda step: step.status == StepStatus.BEGUN)  # what is done first
    progress = tuple(texts.say(_PROGRESS[each.status], step=lowered(said[each.id], 1)) for each in moved)
    agreed = tuple([await _agreed(scene, each, said[each.id]) for each in waiting])
    parts = [
        _Part(3, texts.say("What has moved on"), progress),
        _Part(2, texts.say("What is agreed"), agreed),
        *(_first_time(texts) if last is None else _from(texts, last, nothing_agreed=not (moved or waiting))),
        _Part(0, texts.say("What you wanted to think of"), (visit.words,) if visit.words else ()),
    ]
    return tuple(block for part in _fitting(parts) for block in _blocks(part))


async def _since(scene: Scene, visit: Visit, subject: Subject) -> datetime | None:
    """The last time that they were met: the last interview, or the end of the day of the last visit; None for never."""
    zone = ZoneInfo(scene.person.zone)
    end = min(visit.day, local_day(scene.now, scene.person.zone))
    ends = [
        datetime.combine(each.day + timedelta(days=1), time(0), zone).astimezone(UTC)
        for each in await scene.tx.visits.about(visit.case)
        if each.cooperation == visit.cooperation and each.state is VisitState.PLANNED and each.day < end
    ]
    heard = await heard_at(scene, subject)
    return max((*ends, *([heard] if heard else [])), default=None)


async def _last(house: House, scene: Scene, subject: Subject) -> _Last | None:
    """Whichever interview it was: each ends with a question for the next time."""
    known = house.interviews.library.engines
    for result in await scene.tx.diagnoses.about(subject.case, viewer=""):  # it is taken along, and shown
        there = result.subject == subject and result.dialogue in known
        record = await scene.tx.sessions.get(result.session) if there else None
        if record is None:
            continue
        interview = await house.interviews.take_up(scene, record)
        session = sharing.to_be_seen(interview.engine, interview.record, interview.session)
        if record.person != scene.person.id:  # what somebody else marked as confidential stays theirs
            session = sharing.as_told(interview.engine, session)
            if not sharing.seen(interview.engine, session):
                continue
        return _Last(interview.engine, session, replace(interview.wording, voice=Voice.OFFICER))
    return None


# The parts.


def _say(house: House, scene: Scene, step: StepRecord) -> str:
    engines = house.interviews.library.engines.items()
    wordings = {name: Wording(scene.texts, engine.dialogue, Voice.OFFICER) for name, engine in engines}
    return shortened(say_step(wordings, step), _STEP_LONGEST)


async def _agreed(scene: Scene, step: StepRecord, said: str) -> str:
    """An open step: what, who if it is not the group, by when."""
    texts, today = scene.texts, local_day(scene.now, scene.person.zone)
    notes = [say_planned(texts, step.due, step.occasion, today)]
    if step.doer is not Doer.GROUP:
        notes.insert(0, say_doer(texts, step, own=False, officer=await _officer(scene, step)))
    if too_often(step):
        notes.append(texts.say("not done twice: perhaps something smaller"))
    return texts.say("{step} ({notes})", step=said, notes=", ".join(notes))


async def _officer(scene: Scene, step: StepRecord) -> str:
    """What to call the officer who does it; "" where that is not known."""
    if step.agreed_by == scene.person.id:
        return scene.texts.say("you")
    person = await scene.tx.people.get(step.agreed_by) if step.agreed_by else None
    return "" if person is None else person.name


def _from(texts: Texts, last: _Last, *, nothing_agreed: bool) -> list[_Part]:
    """What the last interview leaves to be asked and found out."""
    result = last.engine.result(last.session)
    question = texts.say("“{name}”", name=reports.next_question(last.engine, last.wording, result))
    checks = (*reports.to_check(last.wording, result), *_left_open(last, result.confidence.to_check))
    none = texts.say("No step is agreed on at the moment: you could choose one together, a very small one.")
    return [
        _Part(2, texts.say("What is agreed"), (none,) if nothing_agreed else ()),
        _Part(1, texts.say("To ask them next time"), (question,)),
        _Part(4, texts.say("To find out"), checks),
    ]


def _left_open(last: _Last, checked: Sequence[str]) -> tuple[str, ...]:
    """The questions that nobody could answer, in one line, but for those that `checked` is about."""
    rests_on = last.engine.rules.rests_on
    covered = frozenset[str]().union(*(rests_on.get(name, frozenset()) | {name} for name in checked))
    open_ones = [
        key
        for key in last.session.path
        if last.session.answers.get(key) == Unknown(Why.DONT_KNOW)
        and not key.item
        and key.question not in covered
        and not last.engine.dialogue.questions[key.question].weighs_outcomes
    ][:_TOPICS]
    if not open_ones:
        return ()
    topics = last.wording.listed(lowered(last.wording.topic(key), 1) for key in open_ones)
    return (
        last.wording.texts.say(
            "Not known last time: {topics}. Ask the group, without pressing.", topics=topics
        ),
    )


def _first_time(texts: Texts) -> list[_Part]:
    """Before the first interview: what a first meeting is for (advice 1, 2, 4 and 7; interview I4)."""
    lines = (
        texts.say("Go to them and talk simply: listen first, then say in their words what your support can be good for."),
        texts.say("Say what will stay between you. Nothing has to be decided that day."),
        texts.say("To begin: “What are you busy with at the moment?”, “Who do you work well with?”"),
    )  # fmt: skip
    return [_Part(1, texts.say("For a first meeting"), lines)]


# What fits.


def _fitting(parts: Sequence[_Part]) -> list[_Part]:
    """`parts` in their order, as far as there is room: the first lines of all before the second ones of any."""
    there = [part for part in parts if part.lines]
    taken = [0] * len(there)
    room = LONGEST
    for depth in range(max((len(part.lines) for part in there), default=0)):
        for at in sorted(range(len(there)), key=lambda at: there[at].rank):
            part = there[at]
            if taken[at] != depth or depth >= len(part.lines):
                continue
            size = len(part.lines[depth]) + (0 if depth else len(part.title))
            if size <= room:
                room -= size
                taken[at] += 1
    return [replace(part, lines=part.lines[:kept]) for part, kept in zip(there, taken, strict=True) if kept]


def _blocks(part: _Part) -> tuple[Block, ...]:
    heading = Heading(part.title)
    if len(part.lines) == 1:
        return heading, Paragraph(part.lines[0])
    return heading, Bullets(tuple((line, "") for line in part.lines))
