"""Interviews as they are kept: opening, carrying over to a new version, playing an event, keeping the result."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.blocks import Block, decode_blocks, encode_blocks
from bot.engine.carry import Gone, carry
from bot.engine.codec import encode_value
from bot.engine.dialogue import Voice
from bot.engine.engine import Engine
from bot.engine.result import Result
from bot.engine.session import Edit, Event, Reply, Session, Turn
from bot.engine.values import Key
from bot.engine.withhold import withhold
from bot.loading.library import Library
from bot.ports import Ids, Transaction
from bot.records import DiagnosisRecord, GivenAdvice, Plain, SessionRecord, Status, Subject
from bot.service.dates import local_day
from bot.service.filing import Filed, agreed_steps, file_result, hear_step
from bot.service.known import inputs_for
from bot.service.reports import report
from bot.service.said_steps import SaidStep, own_steps, proposed_steps
from bot.service.scene import Scene
from bot.service.wording import Wording
from bot.texts.catalogues import Texts

MAIN_DIALOGUE = "situation_diagnosis"
FOLLOW_UP = "follow_up_visit"
STAGE = "phase"  # the fact whose value is kept as the stage reached


@dataclass(frozen=True, slots=True)
class Interview:
    """An interview taken up: its record, the session replayed, and what a new version could not take over."""

    record: SessionRecord
    session: Session
    engine: Engine
    words: Wording
    gone: tuple[Gone, ...] = ()
    renewed: bool = False

    @property
    def wording(self) -> Wording:
        """The words of the interview, with what its items are called in it."""
        return self.words.naming(self.session)

    @property
    def told(self) -> "Interview":
        """The interview as it may leave the conversation: without what is confidential."""
        if not self.session.confidential:
            return self
        return replace(self, session=withhold(self.engine, self.session))


class Interviews:
    """Keeps interviews in the store. Holds nothing of anybody."""

    def __init__(self, library: Library, texts: Mapping[str, Texts], ids: Ids) -> None:
        self.library = library
        self.texts = texts
        self.ids = ids

    async def begin(self, scene: Scene, dialogue: str, voice: Voice, subject: Subject) -> Interview:
        """A new interview about `subject`, at its first question; it is told what is known already."""
        engine = self.library.engines[dialogue]
        inputs = await inputs_for(self.library, self.texts, scene, (dialogue, voice, subject))
        id = self.ids.new()
        session = engine.begin(replace(inputs, seed=id)).session
        record = SessionRecord(
            id=id,
            person=scene.person.id,
            dialogue=dialogue,
            version=engine.dialogue.version,
            inputs=session.inputs,
            status=Status.OPEN,
            begun_at=scene.now,
            touched_at=scene.now,
            position=_position(session),
            subject=subject,
            private=engine.dialogue.calling.kept is not None,
        )
        await self._publish(scene.tx, dialogue, scene.now)
        await scene.tx.sessions.add(record)
        return Interview(record, session, engine, self.wording(scene, record))

    async def take_up(self, scene: Scene, record: SessionRecord) -> Interview:
        """The interview `record`, read with its log, carried over to the present version of its dialogue."""
        engine = self.library.engines[record.dialogue]
        carried = carry(engine, record.inputs, record.log)
        renewed = record.version != engine.dialogue.version
        if renewed:
            record = replace(record, version=engine.dialogue.version, position=_position(carried.session))
            await self._publish(scene.tx, record.dialogue, scene.now)
            await scene.tx.sessions.save(record, ())
        gone = carried.gone if renewed else ()
        return Interview(record, carried.session, engine, self.wording(scene, record), gone, renewed)

    async def play(self, scene: Scene, interview: Interview, event: Event) -> tuple[Interview, Turn]:
        """The interview after `event`; what it adds to the log is kept, and the result if there is a new one."""
        turn = interview.engine.advance(interview.session, event)
        new = turn.session.log[len(interview.session.log) :]
        if not new:
            return interview, turn
        record = replace(
            interview.record,
            log=turn.session.log,
            status=Status.FINISHED if turn.session.finished else Status.OPEN,
            touched_at=scene.now,
            position=_position(turn.session),
            answered=len(turn.session.path),
        )
        await scene.tx.sessions.save(record, new)
        await _worked_on(scene, record)
        after = replace(interview, record=record, session=turn.session)
        if isinstance(event, Reply | Edit):
            told = interview.session.answers.get(event.key)
            await hear_step(scene, record, turn.session, told, event.key)
        if turn.session.finished:
            await self._keep_result(scene, after)
        return after, turn

    async def set_aside(self, tx: Transaction, record: SessionRecord, now: datetime) -> None:
        """Leave an interview for later."""
        await tx.sessions.save(replace(record, status=Status.SET_ASIDE, touched_at=now), ())

    async def result_of(self, tx: Transaction, record: SessionRecord) -> tuple[Block, ...] | None:
        """The last result of an interview, as it was shown; None when there is none."""
        diagnosis = await tx.diagnoses.last(record.id)
        return None if diagnosis is None else decode_blocks(diagnosis.report["blocks"])

    def wording(self, scene: Scene, record: SessionRecord) -> Wording:
        """The words of an interview."""
        dialogue = self.library.engines[record.dialogue].dialogue
        return Wording(self.texts[scene.person.locale], dialogue, record.inputs.voice, record.inputs.labels)

    async def _keep_result(self, scene: Scene, interview: Interview) -> None:
        today, private = local_day(scene.now, scene.person.zone), interview.record.private
        engine, session = interview.engine, interview.session
        result, told = engine.result(session), engine.result(interview.told.session)
        blocks = report(engine, interview.wording, session, today)
        marks = sorted(f"{key.question}/{key.item}" for key in session.confidential)
        before = await scene.tx.diagnoses.last(interview.record.id)
        if before is not None and before.report == {"blocks": encode_blocks(blocks), "marks": marks}:
            return  # the same, confirmed
        record = DiagnosisRecord(
            id=self.ids.new(),
            session=interview.record.id,
            person=scene.person.id,
            made_at=scene.now,
            dialogue=interview.record.dialogue,
            version=interview.record.version,
            outcome=result.outcome,
            computed=result.computed,
            confidence=result.confidence.level.value,
            reasons=_reasons(session, result),
            report={"blocks": encode_blocks(blocks), "marks": marks},
            advice=tuple(GivenAdvice(each.id, at, each.causes) for at, each in enumerate(result.advice)),
            steps=agreed_steps(
                self.ids, _own_steps(interview, today) or proposed_steps(interview.wording, result, today)
            ),
            subject=interview.record.subject,
            stage=_stage(result),
            open_outcome="" if private else told.outcome,
            open_stage="" if private else _stage(told),
            private=private,
        )
        open_advice = frozenset(each.id for each in (*told.advice, *told.more) if not private)
        filed = Filed(record, open_advice, self.library.family(record.dialogue))
        await file_result(scene, self.ids, filed, before, session)

    async def _publish(self, tx: Transaction, dialogue: str, now: datetime) -> None:
        names = tuple(filter(None, (self.library.engines[dialogue].dialogue.extends, dialogue)))
        texts = {
            language: {key: text for name in names for key, text in each.domains[name].plain().items()}
            for language, each in self.texts.items()
        }
        version = self.library.engines[dialogue].dialogue.version
        await tx.publications.add(dialogue, version, self.library.sources[dialogue], texts, now)


async def _worked_on(scene: Scene, record: SessionRecord) -> None:
    """An answer is work on the case file that it is about: once a day that is noted there."""
    zone = scene.person.zone
    case = await scene.tx.cases.get(record.subject.case) if record.subject.case else None
    if case is None or not case.readable or local_day(case.touched_at, zone) == local_day(scene.now, zone):
        return
    await scene.tx.cases.save(replace(case, touched_at=scene.now))


def _own_steps(interview: Interview, today: date) -> Sequence[SaidStep]:
    """The own steps for the list: others read that of a case, and every list outlives a private interview."""
    record = interview.record
    if record.private or not record.subject.oneself:
        interview = interview.told
    result = interview.engine.result(interview.session)
    return own_steps(interview.wording, interview.session, result, today)


def _position(session: Session) -> str:
    return "" if session.at is None else session.at.question


def _stage(result: Result) -> str:
    return next(iter(result.shown.get(STAGE, ())), "")


def _reasons(session: Session, result: Result) -> Plain:
    """What decided, for later comparison: the answers on the path, and what followed from them."""
    return {
        "answers": [_answer(session, key) for key in session.path],
        "because": [key.question for key in result.because],
        "causes": list(result.causes),
        "flags": list(result.flags),
        "shown": {name: " ".join(values) for name, values in result.shown.items()},  # ids have no spaces
        "candidates": list(result.candidates),
        "to_check": list(result.confidence.to_check),
    }


def _answer(session: Session, key: Key) -> Plain:
    return {"question": key.question, "item": key.item, "value": encode_value(session.answers[key])}
