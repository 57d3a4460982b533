"""Somebody of whom everything is kept that can be, and where it stands in the store."""

import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Table

from bot.blocks import Heading, Paragraph, encode_blocks
from bot.engine.session import Remark
from bot.engine.values import Key
from bot.ports import Transaction
from bot.records import (
    Address,
    Change,
    Doer,
    Doing,
    Exported,
    Favourite,
    GivenAdvice,
    GivenStep,
    Habits,
    Note,
    Occasion,
    PageKind,
    PageRef,
    PlanEvent,
    Purpose,
    PutAside,
    Reminder,
    Role,
    Share,
    StepRecord,
    StepStatus,
    Subject,
    Trace,
)
from bot.service.documents import Raw
from bot.service.invitations import Offer
from bot.storage.tables import WORDS, metadata
from tests.service.interviewed import DIALOGUE, interviewed
from tests.service.office import Office

REMARK = "Le maire du bourg ne répond plus"
CONSENT = "J’accepte que mon réseau voie ces réponses"
REMINDED = "Voulez-vous que je vous rappelle vos pas ?"
OWN_IDEA = "Appeler la coopérative fruitière"
NOTE = "Une note pour le dossier"
OTHER = "Parole-de-quelqu’un-d’autre"
SAID_FOR_CASE = "Parole-dite-pour-le-dossier"


class Full:
    """Anne, an officer, of whom everything is kept that can be; beside her Bo, of whom nothing may ever be in her copy."""

    def __init__(self, office: Office) -> None:
        self.office = office

    async def set_up(self) -> "Full":
        office = self.office
        self.id = await office.organisation("Pays de Bray")
        self.anne = await office.officer(self.id, "Anne Lagarde")
        self.bo = await office.officer(self.id, "Bo", Role.ADMIN)
        self.case = await office.case(self.id, "Cantine des Ormes", self.anne, self.bo)
        anne, bo = await self.anne.person(), await self.bo.person()
        self.person = anne.id
        self.own = await interviewed(office, self.anne, marked=("relations",))
        await interviewed(office, self.bo)
        self.for_case = await interviewed(office, self.anne, self.case)
        for session, words in ((self.own, REMARK), (self.for_case, SAID_FOR_CASE)):
            await self._remark(session, words)
            await self._result(session, words)
        await self._link(Offer(Purpose.BENEFICIARY, self.id, bo.id, self.case, most=10), anne.id)
        await office.link(Offer(Purpose.OFFICER, self.id, anne.id))
        await office.link(Offer(Purpose.PHONE, self.id, bo.id, person=anne.id))
        await self._hangs_on(anne.id, bo.id)
        await self.anne.sends("home")  # a chat and a card
        return self

    async def _remark(self, session: str, words: str) -> None:
        async with self.office.store.transaction() as tx:
            record = await tx.sessions.get(session)
            assert record is not None
            await tx.sessions.save(record, [Remark(Key("stage"), words)])

    async def _result(self, session: str, words: str) -> None:
        """A result with a report, advice and a next step, after the bare one."""
        async with self.office.store.transaction() as tx:
            bare = await tx.diagnoses.last(session)
            assert bare is not None
            ids, report = (
                self.office.ids,
                {"blocks": encode_blocks((Heading("Résultat", 1), Paragraph(words)))},
            )
            step = GivenStep(ids.new(), "", "", date(2026, 12, 8), "", words="Un pas")
            advice = (GivenAdvice("take_first_step", 0, ()),)
            later = bare.made_at + timedelta(minutes=1)
            await tx.diagnoses.add(
                replace(bare, id=ids.new(), made_at=later, report=report, advice=advice, steps=(step,))
            )

    async def _link(self, offer: Offer, person: str) -> None:
        await self.office.link(offer)
        async with self.office.store.transaction() as tx:
            (made,) = await tx.invitations.of(offer.by)
            await tx.invitations.use(made, person, self.office.clock.now())

    async def _hangs_on(self, anne: str, bo: str) -> None:
        """A list, steps, a share and lines of the trail of each."""
        office, now, ids = self.office, self.office.clock.now(), self.office.ids
        async with office.store.transaction() as tx:
            await tx.people.add(await _got(tx, anne), Address("telegram", "4711"))
            for person, words in ((anne, OWN_IDEA), (bo, OTHER)):
                item = ids.new()
                await tx.plans.add(
                    [
                        PlanEvent(ids.new(), Subject(), person, now, person, Change.ADDED, item, "", words),
                        PlanEvent(
                            ids.new(), Subject(), person, now, person, Change.STATUS, item,
                            status=Doing.DONE.value,
                        ),
                    ]
                )  # fmt: skip
                step = StepRecord(
                    ids.new(), Subject(), person, "", DIALOGUE, "", "", "", f"{words} (pas)",
                    date(2026, 12, 6), "", StepStatus.BEGUN.value, now, 1, Doer.OTHER, f"{words} (par)", person, now, muted=True,
                )  # fmt: skip
                await tx.steps.add(step)
                await self._is_reminded(tx, person, step.id)
                await tx.audit.note(Trace(ids.new(), now, person, self.id, self.case, "case.open"))
            share = Share(
                ids.new(), anne, self.own, self.case, ("stage", "relations"), CONSENT, now,
                now.replace(year=2027),
            )  # fmt: skip
            await tx.shares.add(share)
            await self._refers(tx, anne, bo)
            await tx.cases.add_note(Note(ids.new(), self.case, anne, now, NOTE))

    async def _is_reminded(self, tx: Transaction, person: str, step: str) -> None:
        """With their consent, of a step that is in their own calendar too."""
        now, day = self.office.clock.now(), date(2026, 12, 4)
        asked = REMINDED if person == self.person else OTHER
        await tx.reminders.save_habits(
            Habits(person, True, asked, now, paused_until=day, digest=1, discreet=True)
        )
        await tx.reminders.add([Reminder(person, step, Occasion.DUE, day, day, now)])
        await tx.reminders.export(person, [Exported(person, step, day)])

    async def _refers(self, tx: Transaction, anne: str, bo: str) -> None:
        """A favourite of each, and a page that each puts aside for the other."""
        now, page = self.office.clock.now(), PageRef(PageKind.ADVICE, "take_first_step")
        for person, other in ((anne, bo), (bo, anne)):
            await tx.reference.add(Favourite(person, page, now))
            await tx.reference.put_aside(PutAside(self.office.ids.new(), person, other, page, now, now))

    async def copy(self) -> Any:
        await self.anne.sends("my_data")
        await self.anne.touches("Recevoir en fichier")
        (document,) = self.anne.answer.documents
        assert isinstance(document, Raw)
        return json.loads(document.text)


async def _got(tx: Any, person: str) -> Any:
    found = await tx.people.get(person)
    assert found is not None
    return found


# Rows.

NAMING = {"person", "by_person", "external", "sender", "chat"}
# Columns that name somebody and do not lead into the copy, with the reason.
LEFT_OUT = {
    "note.by_person": "a note belongs to its case file",
    "visit.by_person": "a planned visit belongs to its case file",
    "put_aside.by_person": "what is put aside is for somebody, and in their copy",
    "standing.by_person": "where a cooperation stands belongs to its case file",
    "network_share.by_person": "what a case file shows of itself belongs to it",
    "plan_event.by_person": "one's own list is in the copy by `person`; the others belong to case files",
    "invitation.person": "a link made for somebody's new telephone belongs to who made it, and lasts three days",
    "inbox.sender": "a queue: its content is dropped as soon as it is worked on",
    "outbox.chat": "a queue: what is sent is forgotten",
}
# Tables whose rows may be about a case file, and are the person's (or tell of them) all the same.
HERS_THOUGH_OF_A_CASE = {"session", "share", "trace", "invitation", "chat", "case_officer"}
SECTIONS = {  # where in the copy the rows of each table are told
    "person": ("person",),
    "identity": ("addresses",),
    "chat": ("chats",),
    "card": ("screens",),
    "member": ("membership",),
    "case_officer": ("cases_followed",),
    "session": ("interviews", "answered_for_cases"),
    "event": ("interviews",),
    "diagnosis": ("results",),
    "given_advice": ("results",),
    "next_step": ("results", "steps"),
    "plan_event": ("advice",),
    "habits": ("reminder_habits",),
    "reminder": ("reminders",),
    "exported": ("calendar",),
    "favourite": ("favourites",),
    "put_aside": ("put_aside",),
    "share": ("shares",),
    "invitation": ("links_made",),
    "invitation_use": ("links_used",),
    "trace": ("audit_trail",),
}
NOT_TOLD = {"bot", "token_hash"}  # the tenant, and what would open a link
TOLD_OF_A_CASE = {"id", "dialogue", "version", "case_file", "cooperation", "person"}  # of interviews for one


def naming_columns() -> set[str]:
    tables = metadata.tables.values()
    named = {f"{table.name}.{column.name}" for table in tables for column in table.c if column.name in NAMING}
    return named | {"person.id"}


def rows_of(database: str, names: set[str]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Every row reachable from somebody called `names`: those that name them, and what hangs on these by foreign keys."""
    leading = naming_columns() - LEFT_OUT.keys()
    with closing(sqlite3.connect(database.removeprefix("sqlite+aiosqlite:///"))) as connection:
        connection.row_factory = sqlite3.Row
        whole: dict[str, list[Mapping[str, Any]]] = {}  # by table, those on which more hangs that is theirs
        for table in metadata.sorted_tables:
            whole[table.name] = []
            named = [name for name in table.c.keys() if f"{table.name}.{name}" in leading]  # noqa: SIM118 - columns
            for row in connection.execute(f"SELECT * FROM {table.name}").fetchall():  # noqa: S608 - names of ours
                hers = any(row[name] in names for name in named) if named else hangs(table, row, whole)
                of_a_case = "case_file" in row.keys() and bool(row["case_file"])  # noqa: SIM118 - a row's columns
                if not hers or (of_a_case and table.name not in HERS_THOUGH_OF_A_CASE):
                    continue
                yield table.name, dict(row)
                if not of_a_case:
                    whole[table.name].append(row)


def hangs(table: Table, row: Mapping[str, Any], whole: Mapping[str, list[Mapping[str, Any]]]) -> bool:
    """Whether a row of a table that names nobody goes with a row of theirs."""
    return any(
        all(row[part.parent.name] == parent[part.column.name] for part in key.elements)
        for key in table.foreign_key_constraints
        for parent in whole.get(key.referred_table.name, ())
    )


def leaves(value: Any) -> Iterator[Any]:
    """All that stands in a JSON value."""
    match value:
        case dict():
            for each in value.values():
                yield from leaves(each)
        case list():
            for each in value:
                yield from leaves(each)
        case _:
            yield value


def told(table: str, row: Mapping[str, Any]) -> Iterator[str]:
    """The texts in a row that its copy has to tell; sealed words are tried one by one, times come in another form."""
    for name, value in row.items():
        sealed = metadata.tables[table].c[name].info == WORDS
        kept_back = table == "session" and row["case_file"] and name not in TOLD_OF_A_CASE
        if isinstance(value, str) and value and not sealed and name not in NOT_TOLD and not kept_back:
            yield from leaves(json.loads(value)) if value.startswith("[") else [value]
