"""All that is kept of a person, gathered for them alone, and as JSON can hold it.

What belongs to a case file stays out: of interviews that the person answered for one, it is told that they exist. So do
the tokens of links: their hashes open nothing, and would only look as if they did.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any

from bot.engine.carry import carry
from bot.engine.codec import encode_event, encode_inputs, encode_value
from bot.engine.session import Session
from bot.engine.values import Key
from bot.loading.library import Library
from bot.ports import Transaction
from bot.records import (
    Address,
    Card,
    Chat,
    DiagnosisRecord,
    Exported,
    Favourite,
    Habits,
    Invitation,
    Member,
    Organisation,
    Person,
    PlanEvent,
    PutAside,
    Reminder,
    SessionRecord,
    Share,
    StepRecord,
    Subject,
    Trace,
)
from bot.service.wording import Wording
from bot.texts.catalogues import Texts

_ALL = 1_000_000  # rows of one kind: more than anybody ever leaves


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of a person.

    `own` are interviews about themselves, `answered` those for case files, but for `private` ones: only they see those.
    """

    person: Person
    addresses: Sequence[Address]
    chats: Sequence[Chat]
    cards: Sequence[Card]
    member: Member | None
    organisation: Organisation | None
    followed: Sequence[str]  # case files
    own: Sequence[SessionRecord]
    answered: Sequence[SessionRecord]
    private: Sequence[SessionRecord]
    results: Sequence[DiagnosisRecord]
    plan: Sequence[PlanEvent]
    steps: Sequence[StepRecord]
    habits: Habits  # of being reminded
    reminders: Sequence[Reminder]
    exported: Sequence[Exported]
    favourites: Sequence[Favourite]
    put_aside: Sequence[PutAside]
    shares: Sequence[Share]
    made: Sequence[Invitation]
    used: Sequence[Invitation]
    traces: Sequence[Trace]


@dataclass(frozen=True, slots=True)
class Said:
    """An interview in words: `session` and `wording` are None where this program no longer knows its questions."""

    record: SessionRecord
    session: Session | None = None
    wording: Wording | None = None


async def gather(tx: Transaction, person: Person) -> Kept:
    """What is kept of `person`; interviews without their logs."""
    addresses = await tx.people.addresses(person.id)
    chats = [await tx.chats.at(each) for each in addresses]
    member = await tx.organisations.member(person.id)
    sessions = await tx.sessions.of(person.id, _ALL)
    return Kept(
        person=person,
        addresses=addresses,
        chats=[each for each in chats if each is not None],
        cards=[card for each in addresses for card in await tx.chats.cards(each)],
        member=member,
        organisation=None if member is None else await tx.organisations.get(member.organisation),
        followed=await tx.cases.held_by(person.id),
        own=[each for each in sessions if each.subject.oneself],
        answered=[each for each in sessions if not each.subject.oneself and not each.private],
        private=(private := [each for each in sessions if not each.subject.oneself and each.private]),
        results=[*await tx.diagnoses.of(person.id), *await _results(tx, private)],
        plan=await tx.plans.of(Subject(), person.id),
        steps=await tx.steps.of(Subject(), person.id),
        habits=await tx.reminders.habits(person.id),
        reminders=await tx.reminders.of(person.id),
        exported=await tx.reminders.exported(person.id),
        favourites=await tx.reference.of(person.id),
        put_aside=await tx.reference.put_aside_for(person.id),
        shares=await tx.shares.of(person.id),
        made=await tx.invitations.of(person.id),
        used=await tx.invitations.used_by(person.id),
        traces=await tx.audit.of_person(person.id, _ALL),
    )


async def _results(tx: Transaction, private: Sequence[SessionRecord]) -> list[DiagnosisRecord]:
    """All results of `private` interviews about case files, with reports."""
    heads = [
        each
        for case, person in dict.fromkeys((each.subject.case, each.person) for each in private)
        for each in await tx.diagnoses.about(case, viewer=person)
        if each.private
    ]
    found = [await tx.diagnoses.get(each.id) for each in heads]
    return [each for each in found if each is not None]


async def with_logs(tx: Transaction, kept: Kept) -> Kept:
    """`kept` with all that was said in the interviews that are the person's alone."""
    own, private = [
        [each for each in [await tx.sessions.get(head.id) for head in heads] if each is not None]
        for heads in (kept.own, kept.private)
    ]
    return replace(kept, own=own, private=private)


def said(library: Library, texts: Texts, record: SessionRecord) -> Said:
    """What was said in an interview, in the words of today."""
    engine = library.engines.get(record.dialogue)
    if engine is None:
        return Said(record)
    session = carry(engine, record.inputs, record.log).session
    return Said(
        record,
        session,
        Wording(texts, engine.dialogue, record.inputs.voice, record.inputs.labels).naming(session),
    )


# As JSON can hold it.


def plain(kept: Kept, interviews: Sequence[Said], texts: Texts) -> dict[str, Any]:
    """`kept` with the fields of every record by their names; `interviews` are the person's alone, in words too."""
    return {
        "about": texts.say("All that this assistant keeps of you. What you answered for a case file belongs to that file: here it is only told that you did."),
        "person": _plain(kept.person),
        "addresses": _plain(kept.addresses),
        "chats": _plain(kept.chats),
        "screens": _plain(kept.cards),
        "membership": _plain(kept.member),
        "organisation": "" if kept.organisation is None else kept.organisation.name,
        "cases_followed": list(kept.followed),
        "interviews": [_interview(each) for each in interviews],
        "answered_for_cases": [_head(each) for each in kept.answered],
        "results": _plain(kept.results),
        "advice": _plain(kept.plan),
        "steps": _plain(kept.steps),
        "reminder_habits": _plain(kept.habits),
        "reminders": _plain(kept.reminders),
        "calendar": _plain(kept.exported),
        "favourites": _plain(kept.favourites),
        "put_aside": _plain(kept.put_aside),
        "shares": _plain(kept.shares),
        "links_made": [_link(each) for each in kept.made],
        "links_used": [_used(each) for each in kept.used],
        "audit_trail": _plain(kept.traces),
    }  # fmt: skip


def _head(record: SessionRecord) -> dict[str, Any]:
    """That an interview exists: nothing of what was said in it, nor where it stands."""
    named = ("id", "dialogue", "version", "begun_at", "touched_at", "subject")
    return {name: _plain(getattr(record, name)) for name in named}


def _interview(interview: Said) -> dict[str, Any]:
    record, session, wording = interview.record, interview.session, interview.wording
    told: dict[str, Any] = {
        **_head(record),
        "status": record.status.value,
        "position": record.position,
        "answered": record.answered,
        "inputs": encode_inputs(record.inputs),
        "events": [encode_event(each) for each in record.log],
    }
    if session is None or wording is None:
        return told
    return {
        **told,
        "title": wording.text("title"),
        "answers": [_answer(session, wording, key) for key in session.answers],
        "remarks": [
            {**_about(session, wording, key), "remark": remark}
            for key, remarks in session.remarks.items()
            for remark in remarks
        ],
    }


def _answer(session: Session, wording: Wording, key: Key) -> dict[str, Any]:
    value = session.answers[key]
    return {
        **_about(session, wording, key),
        "answer": wording.value(session, key, value),
        "value": encode_value(value),
        "set_aside": key in session.aside,
    }


def _about(session: Session, wording: Wording, key: Key) -> dict[str, Any]:
    return {
        "question": key.question,
        "item": key.item,
        "topic": wording.topic(key),
        "confidential": key in session.confidential,
    }


def _used(link: Invitation) -> dict[str, Any]:
    """A link that somebody else made: what it let in to, and nothing of who made it or who else used it."""
    named = ("id", "purpose", "organisation", "case")
    return {name: _plain(getattr(link, name)) for name in named}


def _link(link: Invitation) -> dict[str, Any]:
    return {name: value for name, value in _plain(link).items() if name != "token_hash"}


def _plain(value: Any) -> Any:
    """`value` as JSON can hold it: whatever field a record gets one day is in the copy from then on."""
    if is_dataclass(value):
        return {each.name: _plain(getattr(value, each.name)) for each in fields(value)}
    match value:
        case StrEnum():
            return value.value
        case datetime() | date() | time():
            return value.isoformat()
        case Mapping():
            return {name: _plain(each) for name, each in value.items()}
        case list() | tuple():
            return [_plain(each) for each in value]
    return value
