"""Finished interviews put into the store of an office, as if somebody had answered."""

from bot.engine.dialogue import Inputs, Voice
from bot.engine.session import Confide, Event, Reply
from bot.engine.values import Key, One, Several, Value
from bot.records import DiagnosisRecord, SessionRecord, Status, Subject
from tests.service.office import Office, Visitor

DIALOGUE = "situation_diagnosis"
BEGUN: dict[str, Value] = {
    "activity": One("running"),
    "joint": Several(("worked", "next_set", "acted")),
    "decides": One("shared"),
    "origin": One("own"),
    "stage": One("acting"),
    "practice": Several(("money",)),
    "relations": One("good"),
    "expects": One("step_back"),
}


async def interviewed(
    office: Office, visitor: Visitor, case: str = "", *, marked: tuple[str, ...] = (), **changed: Value
) -> str:
    """The id of a finished interview of `visitor` about `case`, or about themselves: `BEGUN` but for `changed`."""
    person, now = await visitor.person(), office.clock.now()
    voice = Voice.OFFICER if case else Voice.BENEFICIARY
    engine = office.conversation.interviews.library.engines[DIALOGUE]
    answers = {**BEGUN, **changed}
    log: list[Event] = [Reply(Key(name), value) for name, value in answers.items()]
    log += [Confide(Key(name), on=True) for name in marked]
    inputs = Inputs(voice)
    result = engine.result(engine.replay(inputs, log).session)
    async with office.store.transaction() as tx:
        cooperations = await tx.cases.cooperations(case) if case else ()
        subject = Subject(case, cooperations[0].id) if case else Subject()
        version = engine.dialogue.version
        record = SessionRecord(
            office.ids.new(), person.id, DIALOGUE, version, inputs, Status.FINISHED, now, now, "", (), subject
        )
        await tx.sessions.add(record)
        await tx.sessions.save(record, log)
        diagnosis = DiagnosisRecord(
            office.ids.new(), record.id, person.id, now, DIALOGUE, version, result.outcome, result.computed,
            result.confidence.level.value, {}, {"blocks": []}, (), (), subject,
        )  # fmt: skip
        await tx.diagnoses.add(diagnosis)
    return record.id
