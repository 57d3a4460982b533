"""Words are kept sealed, each in its place: nothing that was changed or moved is ever shown."""

import base64
import logging
import random
from collections.abc import Callable, Coroutine
from dataclasses import replace
from typing import Any

import pytest

from bot.ports import Store
from bot.records import Change, GivenStep, Subject
from bot.storage import SealBroken
from bot.storage.safe import Safe
from bot.storage.tables import metadata
from tests.storage.databases import Database, Lite, everything
from tests.storage.samples import ANNE, HOME, LOG, NOW, WORD, diagnosis, later, session, settle, update
from tests.storage.samples_cases import BERT, CHAMBER, fill, found, habits, plan_event, step, talk

_WORDS = [column for table in metadata.sorted_tables for column in table.c if column.info.get("words")]
_CASE = "case"
_CASE_WORDS = (
    WORD,
    "Vallée",
    "eau, bois",
    "association",
    "@example.org",
    "Chambre",
    "Ami Z",
    "Clés",
    "Oui, ",
    "KeyError",
    '"phase"',
)  # none that twenty thousand letters of Base64 may hold by chance, as they did « Ami »


async def keep_everything(store: Store) -> None:
    """A row or more in every table, with words in every column that holds some."""
    await settle(store, salt="anne-")
    async with store.transaction() as tx:
        await tx.people.leave(HOME)
        await found(tx)
        await fill(tx, _CASE)
        await talk(tx, _CASE)
        await tx.people.save(replace(ANNE, name=WORD))
        own = replace(
            diagnosis("own", f"{_CASE}-own", BERT.id),
            advice=(),
            steps=(GivenStep("own-step", "call", "", NOW.date(), "", words=WORD),),
        )
        await tx.diagnoses.add(own)
        await tx.plans.add([plan_event("own", Subject(), Change.ADDED, words=WORD, person=BERT.id)])
        await tx.steps.add(step("own-step-2", Subject(), person=BERT.id))
        await tx.reminders.save_habits(habits())
        await tx.outbox.recover()


async def said(store: Store) -> str:
    """All that can be read of it by whoever may; what is refused is left out."""
    heard: list[object] = []

    async def hear(read: Callable[[Any], Coroutine[Any, Any, object]]) -> None:
        try:
            async with store.transaction() as tx:
                heard.append(await read(tx))
        except SealBroken as broken:
            heard.append(broken.place)

    subject = Subject(_CASE, f"{_CASE}-cooperation")
    for person in (ANNE.id, BERT.id):
        for name in ("sessions", "diagnoses", "shares"):
            await hear(reading(name, "of", person))
        await hear(reading("people", "get", person))
        await hear(reading("reminders", "habits", person))
    await hear(lambda tx: tx.organisations.members(CHAMBER.id))
    await hear(lambda tx: tx.organisations.all())
    await hear(lambda tx: tx.cases.get(_CASE))
    await hear(lambda tx: tx.cases.cooperations(_CASE))
    await hear(lambda tx: tx.cases.notes(_CASE))
    await hear(lambda tx: tx.network.of(_CASE))
    await hear(lambda tx: tx.plans.of(subject, ""))
    await hear(lambda tx: tx.steps.of(subject, ""))
    await hear(lambda tx: tx.visits.about(_CASE))
    await hear(lambda tx: tx.sessions.about(_CASE, viewer=None))
    for id in (f"{_CASE}-session", f"{_CASE}-own", "anne-" + "s" * 32):
        await hear(reading("sessions", "get", id))
        await hear(reading("diagnoses", "last", id))
    await hear(lambda tx: tx.chats.cards(HOME))
    await hear(lambda tx: tx.outbox.due(later(days=1), 99))
    await hear(lambda tx: tx.inbox.waiting(later(days=1), [], 99))
    return repr(heard)


def reading(table: str, name: str, id: str) -> Callable[[Any], Coroutine[Any, Any, object]]:
    """What reads so in a transaction."""
    return lambda tx: getattr(getattr(tx, table), name)(id)


async def change(database: Database, column: Any, anew: Callable[[str], str]) -> dict[str, str]:
    """Change every value of `column`; the values before, by those after."""
    table = column.table.name
    rows = await database.rows(f'SELECT DISTINCT "{column.name}" FROM "{table}"')  # noqa: S608
    changed = {anew(value): value for (value,) in rows if value is not None}
    for after, before in changed.items():
        await database.rows(
            f'UPDATE "{table}" SET "{column.name}" = \'{after}\' WHERE "{column.name}" = \'{before}\''  # noqa: S608
        )
    return changed


def with_a_flipped_bit(sealed: str) -> str:
    raw = bytearray(base64.urlsafe_b64decode(sealed[2:]))
    bit = random.randrange(len(raw) * 8)
    raw[bit // 8] ^= 1 << bit % 8
    return "1:" + base64.urlsafe_b64encode(raw).decode()


def with_another_last_letter(sealed: str) -> str:
    """Base64 has several ways to write the same last byte: only one is taken."""
    end = len(sealed.rstrip("=")) - 1
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    other = letters[letters.index(sealed[end]) ^ 1]
    return sealed[:end] + other + sealed[end + 1 :]


def in_plain(sealed: str) -> str:
    return f'{{"text": "{sealed[-9:]}"}}'


async def test_no_word_is_in_any_file(store: Store, database: Database) -> None:
    await keep_everything(store)
    heard = await said(store)
    kept = await everything(database)
    for word in _CASE_WORDS:
        assert word in heard or word in {"KeyError", '"phase"'}
        assert word not in kept
        if isinstance(database, Lite):
            assert word.encode() not in database.content()
        assert word.encode() not in database.keys.content()


@pytest.mark.parametrize("spoil", [with_a_flipped_bit, with_another_last_letter, in_plain])
async def test_what_was_changed_is_told_and_never_shown(
    store: Store, database: Database, spoil: Callable[[str], str], caplog: pytest.LogCaptureFixture
) -> None:
    await keep_everything(store)
    whole = await said(store)
    assert "broken" not in caplog.text
    queues = {"inbox", "outbox"}  # last: what cannot be read is set aside
    for column in sorted(_WORDS, key=lambda column: column.table.name in queues):
        if (column.table.name, column.name) == ("inbox", "error"):
            continue  # kept for whoever looks into it, read by nobody
        caplog.clear()
        before = await change(database, column, spoil)
        assert before, column
        heard = await said(store)
        assert f"broken seal: {column.table.name}.{column.name}/" in caplog.text, column
        assert len(heard) < len(whole), column
        assert all(after[-9:] not in heard for after in before)
        if column.table.name not in queues:
            await change(database, column, lambda after, before=before: before[after])  # type: ignore[misc]
            assert await said(store) == whole, column
    assert WORD not in caplog.text


async def test_what_was_moved_is_refused(store: Store, database: Database) -> None:
    await keep_everything(store)
    where = f"WHERE session = '{_CASE}-session' AND seq"
    await database.rows(
        f"UPDATE event SET value = (SELECT value FROM event {where} = 1) {where} = 0"  # noqa: S608
    )
    await database.rows("UPDATE diagnosis SET report = reasons WHERE id = 'own'")
    async with store.transaction() as tx:
        with pytest.raises(SealBroken) as caught:
            await tx.sessions.get(f"{_CASE}-session")
        assert caught.value.place == f"event.value/{_CASE}-session/0"
        with pytest.raises(SealBroken):
            await tx.diagnoses.last(f"{_CASE}-own")
        assert [each.id for each in await tx.diagnoses.of(BERT.id)] == []
        assert len(await tx.sessions.about(_CASE, viewer=None)) == 1


async def test_another_bot_cannot_open_it(open_for: Callable[..., Any], database: Database) -> None:
    one, two = await open_for("one"), await open_for("two")
    async with one.transaction() as tx:
        await found(tx)
    fields = "id, since, voice, locale, zone, name"
    await database.rows(f"INSERT INTO person (bot, {fields}) SELECT 'two', {fields} FROM person")  # noqa: S608
    async with two.transaction() as tx:
        assert (await tx.people.get(BERT.id)).name == ""


async def test_a_fault_is_logged_once(
    store: Store, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    async with store.transaction() as tx:
        await found(tx)
    await database.rows("UPDATE person SET name = 'Zoé'")
    for _ in range(3):
        async with store.transaction() as tx:
            assert (await tx.people.get(BERT.id)) == replace(BERT, name="")
    faults = [(each.levelno, each.getMessage()) for each in caplog.records]
    assert faults == [(logging.ERROR, f"broken seal: person.name/{person}") for person in (BERT.id,)]


async def test_calls_and_updates_that_cannot_be_read_hold_up_nobody(store: Store, database: Database) -> None:
    await settle(store)
    await database.rows("UPDATE outbox SET payload = 'x', state = 'waiting'")
    await database.rows("UPDATE inbox SET payload = 'x' WHERE id = 3")
    async with store.transaction() as tx:
        for left in (2, 1, 0):
            assert await tx.outbox.count() == left
            assert await tx.outbox.due(later(days=1), 9) == []
        assert await tx.inbox.waiting(later(days=1), [], 9) == []
        assert [each.id for each in await tx.inbox.waiting(later(days=1), [], 9)] == [4]


async def test_a_key_store_older_than_the_database_stops_nothing_new(
    store: Store, database: Database
) -> None:
    """The key of the queues is missing: what waited is lost, what comes is not."""
    await settle(store)
    await database.keys.rows("DELETE FROM key WHERE owner LIKE 'queue:%'")
    async with store.transaction() as tx:
        keys = tx.people._safe._keys  # type: ignore[attr-defined]
    for (id,) in await database.rows("SELECT key FROM seal_in_use WHERE name = 'queue'"):
        keys._keys.drop(id)
    async with store.transaction() as tx:
        await tx.inbox.put([update(9)])
    async with store.transaction() as tx:
        assert await tx.inbox.take(9) == update(9)


async def test_anything_comes_back_as_it_was_sealed(store: Store) -> None:
    odd = ["", "\0", "\ud800 half", "x" * 100_000, "é\U0001f33e", "1:"]
    async with store.transaction() as tx:
        safe: Safe = tx.people._safe  # type: ignore[attr-defined]
        sealed = [(f"t.c/{n}", await safe.seal("person:x", f"t.c/{n}", words)) for n, words in enumerate(odd)]
        assert await safe.open([*sealed, ("t.c/none", None)]) == [*odd, None]
        assert await safe.seal("person:x", "t.c/1", None) is None
        assert len({value for _, value in sealed}) == len(odd)
        again = await safe.seal("person:x", "t.c/0", "")
        assert again != sealed[0][1]


async def test_an_interview_keeps_the_key_of_its_case(store: Store, database: Database) -> None:
    """Whoever saves it, and however old the record that is saved."""
    async with store.transaction() as tx:
        await found(tx)
        await fill(tx, "old")
        await fill(tx, _CASE)
        record = await tx.sessions.get("old-session")
        assert record is not None
        await tx.cases.merge("old", _CASE)
        await tx.sessions.save(replace(record, position="later"), LOG[:1])
    owners = await database.keys.rows("SELECT DISTINCT owner FROM key WHERE owner LIKE 'case:%'")
    assert owners == [(f"case:{_CASE}",)]
    async with store.transaction() as tx:
        kept = await tx.sessions.get("old-session")
        assert kept == replace(
            record, position="later", log=(*LOG, LOG[0]), subject=Subject(_CASE, "old-cooperation")
        )
        own = session("own", BERT.id, ())
        await tx.sessions.add(own)
        await tx.sessions.save(own, LOG)
        assert await tx.sessions.get("own") == replace(own, log=LOG)
