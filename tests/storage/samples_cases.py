"""Case files to keep, with all that may hang on one."""

from dataclasses import replace
from datetime import date, time
from typing import Any

from bot.engine.dialogue import Voice
from bot.ports import Store, Transaction
from bot.records import (
    Address,
    Card,
    CaseFile,
    Change,
    Chat,
    Cooperation,
    Doer,
    Habits,
    Invitation,
    Member,
    NetworkField,
    NetworkShare,
    Note,
    Occasion,
    Organisation,
    Person,
    PlanEvent,
    Priority,
    Purpose,
    Reminder,
    Role,
    Share,
    Standing,
    StepRecord,
    Subject,
    Trace,
    Visit,
)
from tests.storage.samples import ANNE, HOME, NOW, WORD, diagnosis, later, outgoing, session

CHAMBER = Organisation("o" * 32, f"Chambre de {WORD}", NOW, 12)
OTHER = Organisation("p" * 32, "Réseau", later(seconds=1))
BERT = Person("b" * 32, NOW, Voice.OFFICER, name=f"Bert {WORD}")
THERE = Address("telegram", "4712")
CASE = CaseFile(
    "c" * 32,
    CHAMBER.id,
    NOW,
    later(hours=1),
    name=f"Groupe {WORD}",
    priority=Priority.HIGH,
    situation="willing",
    stage="idea",
    next_day=date(2026, 12, 24),
    territory="Vallée",
    themes="eau, bois",
    kind="association",
    contact=f"{WORD}@example.org",
)
ONESELF = Subject()


def case(id: str, **more: Any) -> CaseFile:
    return replace(CASE, id=id, **more)


def plan_event(id: str, subject: Subject, change: Change = Change.GIVEN, **more: Any) -> PlanEvent:
    fields = {"person": "", "at": NOW, "by": ANNE.id, "item": "i1", "advice": "visit", **more}
    return PlanEvent(id, subject, change=change, **fields)


def step(id: str, subject: Subject, **more: Any) -> StepRecord:
    record = StepRecord(
        id,
        subject,
        person="",
        diagnosis="",
        dialogue="main",
        outcome="willing",
        step="call",
        cause="alone",
        words=WORD,
        due=date(2026, 12, 1),
        occasion="next_meeting",
        status="planned",
        agreed_at=NOW,
    )
    return replace(record, **more)


def visit(id: str, case: str = CASE.id, **more: Any) -> Visit:
    made = Visit(id, case, f"{case}-cooperation", ANNE.id, date(2026, 12, 3), time(14, 30), f"Clés : {WORD}")
    return replace(made, **more)


def reminder(about: str, occasion: Occasion = Occasion.DUE, person: str = ANNE.id, **more: Any) -> Reminder:
    made = Reminder(person, about, occasion, date(2026, 12, 1), date(2026, 12, 1), NOW)
    return replace(made, **more)


def habits(person: str = ANNE.id) -> Habits:
    """Nothing as it is for who never said."""
    return Habits(person, True, f"Oui, {WORD}", NOW, time(8, 5), True, date(2027, 1, 4), 0, True, "mayotte")


def standing(id: str, case: str, cooperation: str, days: float, situation: str, **more: Any) -> Standing:
    fields = {
        "stage": "idea",
        "computed": situation,
        "open_situation": situation,
        "open_stage": "idea",
        **more,
    }
    return Standing(id, case, cooperation, later(days=days), ANNE.id, "d", situation, **fields)


def invitation(id: str, **more: Any) -> Invitation:
    made = Invitation(id, f"hash of {id}", Purpose.BENEFICIARY, CHAMBER.id, ANNE.id, NOW, later(days=7))
    return replace(made, **more)


async def found(tx: Transaction) -> None:
    """Two organisations, and two officers of the first."""
    await tx.organisations.add(CHAMBER)
    await tx.organisations.add(OTHER)
    await tx.people.add(ANNE, HOME)
    await tx.people.add(BERT, THERE)
    await tx.organisations.join(Member(ANNE.id, CHAMBER.id, Role.ADMIN, NOW))
    await tx.organisations.join(Member(BERT.id, CHAMBER.id, Role.OFFICER, later(seconds=1)))


async def fill(tx: Transaction, id: str, officer: str = ANNE.id) -> None:
    """A case with one of everything that may hang on it. All ids begin with its own, and belong to it alone."""
    cooperation = f"{id}-cooperation"
    subject = Subject(id, cooperation)
    interview = replace(session(f"{id}-session", officer), subject=subject, answered=3)
    own = session(f"{id}-own", BERT.id)
    result = replace(
        diagnosis(f"{id}-diagnosis", interview.id, officer),
        subject=subject,
        stage="idea",
        advice=(),
        steps=(),
    )
    await tx.cases.add(case(id))
    await tx.cases.assign(id, officer, NOW)
    await tx.cases.add_cooperation(Cooperation(cooperation, id, NOW, WORD))
    await tx.cases.add_note(Note(f"{id}-note", id, officer, NOW, WORD, confidential=True))
    await tx.cases.add_standing(standing(f"{id}-standing", id, cooperation, 0, "willing"))
    await tx.sessions.add(interview)
    await tx.sessions.add(own)
    await tx.diagnoses.add(result)
    await tx.plans.add([plan_event(f"{id}-event", subject, Change.ADDED, words=WORD)])
    who = {"doer": Doer.OTHER, "doer_name": f"Ami {WORD}", "agreed_by": officer}
    await tx.steps.add(step(f"{id}-step", subject, diagnosis=result.id, **who))
    await tx.visits.add(visit(f"{id}-visit", id, by=officer))
    await tx.reminders.add(
        [reminder(f"{id}-step", person=officer), reminder(f"{id}-visit", Occasion.VISIT_EVE, officer)]
    )
    await tx.shares.add(
        Share(f"{id}-share", BERT.id, own.id, id, ("place", "allies/mairie"), WORD, NOW, later(days=9))
    )
    await tx.network.add(
        NetworkShare(f"{id}-shown", id, NetworkField.CONTACT, officer, WORD, NOW, later(days=9))
    )
    link = invitation(f"{id}-invitation", case=id)
    await tx.invitations.add(link)
    await tx.invitations.use(link, BERT.id, NOW)
    await tx.audit.note(Trace(f"{id}-trace", NOW, officer, CHAMBER.id, id, "open"))


async def talk(tx: Transaction, id: str) -> None:
    """Anne speaks of the case: a chat that names it, with a card of its interview and what waits to be sent."""
    interview = f"{id}-session"
    await tx.chats.save(Chat(HOME, ANNE.id, interview, 7, id, id))
    await tx.chats.save_card(Card(interview, HOME, 7, {"text": WORD}, "99"))
    await tx.chats.save_card(Card("menu", HOME, 6, {"text": "menu"}))
    await tx.outbox.add(outgoing(f"{id}-call", card=interview))
    await tx.outbox.add(outgoing("another", card="menu"))


async def settle_cases(store: Store, *ids: str) -> None:
    async with store.transaction() as tx:
        await found(tx)
        for id in ids:
            await fill(tx, id)
