"""What a new interview is told of what is known already: earlier answers, recommendations in hand, steps agreed on."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.engine.dialogue import Inputs, Voice
from bot.engine.engine import Engine
from bot.engine.session import Session
from bot.engine.values import Key, One, Several, Value
from bot.loading.library import Library
from bot.records import OPEN_STEPS, Status, StepRecord, StepStatus, Subject
from bot.service import plan
from bot.service.dates import local_day
from bot.service.elsewhere import said_elsewhere
from bot.service.filing import STEP_STATE, STEPS
from bot.service.follow_up.steps import heard_at, known_not_done, told_since
from bot.service.replaying import replayed
from bot.service.scene import Scene
from bot.service.wording import Wording
from bot.texts.catalogues import Texts

_LOOKED_AT = 3  # the interviews in which earlier answers are looked for
_SAID = frozenset({StepStatus.BEGUN, StepStatus.NOT_DONE, StepStatus.DONE, StepStatus.DROPPED})


async def inputs_for(
    library: Library, texts: Mapping[str, Texts], scene: Scene, what: tuple[str, Voice, Subject]
) -> Inputs:
    """The inputs of an interview `what`: (dialogue, voice, subject)."""
    dialogue, voice, subject = what
    engine = library.engines[dialogue]
    earlier = await _earlier(library, scene, engine, subject)
    offered: dict[Key, Value] = {}
    confidential: set[Key] = set()
    for session in earlier:
        offered |= _offered(engine, session)
        confidential |= session.confidential
    elsewhere, there = await said_elsewhere(library, scene, engine, subject)
    confidential |= there - offered.keys()
    offered = {**elsewhere, **offered}
    trace = await scene.tx.plans.of(subject, scene.person.id)
    heard = await heard_at(scene, subject)
    steps = await _steps(scene, engine, subject, heard)
    offered |= _told(steps, heard)
    wordings = {
        name: Wording(texts[scene.person.locale], each.dialogue, voice)
        for name, each in library.engines.items()
    }
    return Inputs(
        voice=voice,
        choices=await _choices(scene, engine, subject, _missed_before(scene, steps, heard)),
        items={STEPS: tuple(step.id for step in steps)} if steps else {},
        labels={step.id: _within_quotes(say_step(wordings, step)) for step in steps},
        settled=plan.settled(trace),
        offered=offered,
        confidential=frozenset(confidential),
    )


def say_step(wordings: Mapping[str, Wording], step: StepRecord) -> str:
    """A next step, as it is said to the voice of `wordings` (one for each dialogue)."""
    if step.words:
        return step.words
    wording = wordings.get(step.dialogue) or next(iter(wordings.values()))
    try:
        if not step.cause:
            return wording.advice(step.step, "first_step")
        return wording.cause(step.outcome, step.cause, f"step.{step.step}")
    except KeyError:  # the dialogue no longer has this step; what was agreed is still somebody's
        return wording.texts.say("a step agreed earlier")


def _within_quotes(said: str) -> str:
    """`said` as it can stand inside « »: with “ ” of its own."""
    return re.sub("\\s*»", "”", re.sub("«\\s*", "“", said))


async def _earlier(library: Library, scene: Scene, engine: Engine, subject: Subject) -> Sequence[Session]:
    """The last finished interviews about the same, of the same family of dialogues, the oldest first.

    What was said in a private one is offered in private ones only: elsewhere it would outlive it.
    """
    sessions, own = scene.tx.sessions, scene.person.id
    heads = await (sessions.of(own) if subject.oneself else sessions.about(subject.case, viewer=own))
    family = library.family(engine.dialogue.id)
    fitting = [
        head
        for head in heads
        if head.subject == subject
        and head.dialogue in family
        and head.status is Status.FINISHED
        and (not head.private or engine.dialogue.calling.kept is not None)
    ]
    found = []
    for head in reversed(fitting[:_LOOKED_AT]):
        record = await scene.tx.sessions.get(head.id)
        if record is not None:
            found.append(replayed(library, record))
    return found


def _offered(engine: Engine, session: Session) -> dict[Key, Value]:
    """The answers to offer again: choices that hold until something changes, not what a visit asks about its own time."""
    questions, inherited = engine.dialogue.questions, engine.dialogue.inherited.questions
    lasting = inherited if engine.dialogue.extends else questions.keys()
    return {
        key: value
        for key in session.path
        if not key.item
        and key.question in lasting
        and not questions[key.question].weighs_outcomes
        and isinstance(value := session.answers[key], One | Several)
    }


async def _steps(
    scene: Scene, engine: Engine, subject: Subject, heard: datetime | None
) -> Sequence[StepRecord]:
    """The steps to ask about: those that are open, and those of which it was said since `heard` that they no longer are."""
    if STEPS not in engine.dialogue.inputs:
        return ()
    steps = await scene.tx.steps.of(subject, scene.person.id)
    return [
        step
        for step in steps
        if step.status in OPEN_STEPS or (step.status in _SAID and told_since(step, heard))
    ]


def _told(steps: Sequence[StepRecord], heard: datetime | None) -> dict[Key, Value]:
    """What was said of steps since the last interview, to be confirmed."""
    return {
        Key(STEP_STATE, step.id): One(step.status)
        for step in steps
        if step.status in _SAID and told_since(step, heard)
    }


def _missed_before(scene: Scene, steps: Sequence[StepRecord], heard: datetime | None) -> bool:
    """Whether a step that is open was found not done already, beyond what a visit now would only confirm."""
    zone = scene.person.zone
    today = local_day(scene.now, zone)
    return any(
        step.not_done > known_not_done(step, heard, today, zone)
        for step in steps
        if step.status in OPEN_STEPS
    )


async def _choices(scene: Scene, engine: Engine, subject: Subject, repeated: bool) -> dict[str, str]:  # noqa: FBT001
    if not engine.dialogue.extends or subject.oneself:
        return {}
    standings = await scene.tx.cases.standings(subject.case)
    last = next((each for each in standings if each.cooperation == subject.cooperation), None)
    known = {"repeated": "yes" if repeated else "no"}
    if last is not None:
        # what the open answers say: what is confidential must not reach a share by this way
        known |= {"earlier_situation": last.open_situation, "earlier_stage": last.open_stage}
    return {name: value for name, value in known.items() if value and name in engine.dialogue.inputs}
