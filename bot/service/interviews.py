"""Interviews as they are kept: opening, carrying over to a new version, playing an event, keeping the result."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.blocks import Block, decode_blocks, encode_blocks
from bot.engine.carry import Gone, carry
from bot.engine.codec import encode_value
from bot.engine.dialogue import Inputs, Voice
from bot.engine.engine import Engine
from bot.engine.result import Result
from bot.engine.session import Event, Session, Turn
from bot.engine.values import Key
from bot.loading.library import Library
from bot.ports import Ids, Transaction
from bot.records import DiagnosisRecord, GivenAdvice, GivenStep, Person, Plain, SessionRecord, Status
from bot.service.dates import due, local_day
from bot.service.reports import report
from bot.service.wording import Wording
from bot.texts.catalogues import Texts


@dataclass(frozen=True, slots=True)
class Interview:
    """An interview taken up: its record, the session replayed, and what a new version could not take over."""

    record: SessionRecord
    session: Session
    engine: Engine
    wording: Wording
    gone: tuple[Gone, ...] = ()
    renewed: bool = False


class Interviews:
    """Keeps interviews in the store. Holds nothing of anybody."""

    def __init__(self, library: Library, texts: Mapping[str, Texts], ids: Ids) -> None:
        self.library = library
        self.texts = texts
        self.ids = ids

    async def begin(
        self, tx: Transaction, person: Person, dialogue: str, voice: Voice, now: datetime
    ) -> Interview:
        """A new interview, at its first question."""
        engine = self.library.engines[dialogue]
        session = engine.begin(Inputs(voice=voice)).session
        record = SessionRecord(
            id=self.ids.new(),
            person=person.id,
            dialogue=dialogue,
            version=engine.dialogue.version,
            inputs=session.inputs,
            status=Status.OPEN,
            begun_at=now,
            touched_at=now,
            position=_position(session),
        )
        await self._publish(tx, dialogue, now)
        await tx.sessions.add(record)
        return Interview(record, session, engine, self._wording(person, engine, voice))

    async def all_of(self, tx: Transaction, person: Person) -> tuple[SessionRecord, ...]:
        """The person's interviews that this program still knows, the last touched first."""
        return tuple(
            each for each in await tx.sessions.of(person.id) if each.dialogue in self.library.engines
        )

    async def find(self, tx: Transaction, person: Person, session: str) -> SessionRecord | None:
        """The interview `session`, if it is the person's own and its dialogue is still known."""
        record = await tx.sessions.get(session)
        known = record is not None and record.person == person.id and record.dialogue in self.library.engines
        return record if known else None

    async def take_up(
        self, tx: Transaction, person: Person, record: SessionRecord, now: datetime
    ) -> Interview:
        """The interview `record`, carried over to the present version of its dialogue."""
        engine = self.library.engines[record.dialogue]
        carried = carry(engine, record.inputs, record.log)
        renewed = record.version != engine.dialogue.version
        if renewed:
            record = replace(record, version=engine.dialogue.version, position=_position(carried.session))
            await self._publish(tx, record.dialogue, now)
            await tx.sessions.save(record, ())
        wording = self._wording(person, engine, record.inputs.voice)
        return Interview(record, carried.session, engine, wording, carried.gone if renewed else (), renewed)

    async def play(
        self, tx: Transaction, person: Person, interview: Interview, event: Event, now: datetime
    ) -> tuple[Interview, Turn]:
        """The interview after `event`; what it adds to the log is kept, and the result if there is a new one."""
        turn = interview.engine.advance(interview.session, event)
        new = turn.session.log[len(interview.session.log) :]
        if not new:
            return interview, turn
        record = replace(
            interview.record,
            log=turn.session.log,
            status=Status.FINISHED if turn.session.finished else Status.OPEN,
            touched_at=now,
            position=_position(turn.session),
        )
        await tx.sessions.save(record, new)
        after = replace(interview, record=record, session=turn.session)
        if turn.session.finished:
            await self._keep_result(tx, person, after, now)
        return after, turn

    async def set_aside(self, tx: Transaction, record: SessionRecord, now: datetime) -> None:
        """Leave an interview for later."""
        await tx.sessions.save(replace(record, status=Status.SET_ASIDE, touched_at=now), ())

    async def result_of(self, tx: Transaction, record: SessionRecord) -> tuple[Block, ...] | None:
        """The last result of an interview, as it was shown; None when there is none."""
        for diagnosis in await tx.diagnoses.of(record.person):
            if diagnosis.session == record.id:
                return decode_blocks(diagnosis.report["blocks"])
        return None

    async def _keep_result(
        self, tx: Transaction, person: Person, interview: Interview, now: datetime
    ) -> None:
        today = local_day(now, person.zone)
        result = interview.engine.result(interview.session)
        blocks = report(interview.engine, interview.wording, interview.session, today)
        kept = await self.result_of(tx, interview.record)
        if kept == blocks:
            return  # the same, confirmed
        await tx.diagnoses.add(
            DiagnosisRecord(
                id=self.ids.new(),
                session=interview.record.id,
                person=person.id,
                made_at=now,
                dialogue=interview.record.dialogue,
                version=interview.record.version,
                outcome=result.outcome,
                computed=result.computed,
                confidence=result.confidence.level.value,
                reasons=_reasons(interview.session, result),
                report={"blocks": encode_blocks(blocks)},
                advice=tuple(
                    GivenAdvice(each.id, place, each.causes) for place, each in enumerate(result.advice)
                ),
                steps=tuple(
                    GivenStep(
                        self.ids.new(), each.id, each.cause, due(each.delay, today), each.delay.occasion
                    )
                    for each in result.steps
                ),
            )
        )

    async def _publish(self, tx: Transaction, dialogue: str, now: datetime) -> None:
        texts = {language: each.domains[dialogue].plain() for language, each in self.texts.items()}
        version = self.library.engines[dialogue].dialogue.version
        await tx.publications.add(dialogue, version, self.library.sources[dialogue], texts, now)

    def _wording(self, person: Person, engine: Engine, voice: Voice) -> Wording:
        return Wording(self.texts[person.locale], engine.dialogue, voice)


def _position(session: Session) -> str:
    return "" if session.at is None else session.at.question


def _reasons(session: Session, result: Result) -> Plain:
    """What decided, for later comparison: the answers on the path, and what followed from them."""
    return {
        "answers": [_answer(session, key) for key in session.path],
        "because": [key.question for key in result.because],
        "causes": list(result.causes),
        "flags": list(result.flags),
        "shown": dict(result.shown),
        "candidates": list(result.candidates),
        "to_check": list(result.confidence.to_check),
    }


def _answer(session: Session, key: Key) -> Plain:
    return {"question": key.question, "item": key.item, "value": encode_value(session.answers[key])}


def newest_open(records: Sequence[SessionRecord], dialogue: str | None = None) -> SessionRecord | None:
    """The open (or left for later) interview touched last, of `dialogue` if one is named."""
    waiting = (each for each in records if each.status is not Status.FINISHED)
    return next((each for each in waiting if dialogue in {None, each.dialogue}), None)
