"""Who is erased cannot be read any more, in no copy of the database, with no key that still exists."""

import asyncio
import subprocess
import sys
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path

import pytest

from bot.ports import Store, StoreUnavailable, Transaction
from bot.records import Address, Card, Chat, Person, Subject
from bot.storage.keys import KeyStore
from tests.storage.attacker import backup, keys_that_exist, readable, texts
from tests.storage.databases import Database, open_at
from tests.storage.samples import ANNE, HOME, LOG, NOW, WORD, later, outgoing, settle, update
from tests.storage.samples_cases import BERT, CHAMBER, THERE, fill, found, talk

STAYS = "Mélodie-qui-reste"
CARLA, ELSEWHERE = Person("e" * 32, NOW, name=STAYS), Address("telegram", "4713")
Erase = Callable[[Transaction], Awaitable[None]]


async def settle_carla(store: Store) -> None:
    """Somebody who stays, with words in the queues."""
    async with store.transaction() as tx:
        await tx.people.add(CARLA, ELSEWHERE)
        await tx.chats.save(Chat(ELSEWHERE, CARLA.id))
        await tx.chats.save_card(Card("menu", ELSEWHERE, 1, {"text": STAYS}))
        await tx.outbox.add(outgoing("stays", ELSEWHERE.external, payload={"text": STAYS}))
        await tx.inbox.put([replace(update(77, ELSEWHERE.external), payload=STAYS)])


async def settle_all(store: Store) -> None:
    """Anne and Bert with all that may be kept of them, and a case; all with the same word."""
    await settle(store, salt="anne-")
    await settle_carla(store)
    async with store.transaction() as tx:
        await found_again(tx)
        await fill(tx, "gone")
        await talk(tx, "gone")
        await tx.people.save(replace(ANNE, name=WORD))


async def found_again(tx: Transaction) -> None:
    """The organisation and Bert; Anne is there already. What is not erased does not hold the word."""
    await tx.people.leave(HOME)
    await found(tx)
    await tx.organisations.save(replace(CHAMBER, name=STAYS))


async def gone_everywhere(database: Database, copy: list[str]) -> bool:
    """Whether the word is gone from the database and from the copy; what stays can be read in both."""
    keys = await keys_that_exist(database)
    now, before = readable(await texts(database), keys), readable(copy, keys)
    assert STAYS in now
    assert STAYS in before
    assert WORD not in now or WORD in before
    return WORD not in now + before


async def test_who_is_erased_cannot_be_read_in_a_copy_made_before(
    store: Store, database: Database, tmp_path: Path
) -> None:
    await settle(store)
    await settle_carla(store)
    copy = await backup(database, tmp_path / "copy")
    assert WORD not in "".join(copy)
    assert not await gone_everywhere(database, copy)  # the attacker can read what is not erased
    async with store.transaction() as tx:
        await tx.people.erase(ANNE.id)
    assert await gone_everywhere(database, copy)
    async with store.transaction() as tx:
        assert [each.payload for each in await tx.outbox.due(NOW, 9)] == [{"text": STAYS}]
        assert [each.payload for each in await tx.inbox.waiting(NOW, [], 9)] == [STAYS]
        assert await tx.people.at(ELSEWHERE) == CARLA
        assert [card.view for card in await tx.chats.cards(ELSEWHERE)] == [{"text": STAYS}]
        await tx.outbox.add(outgoing("later", "4714"))
    assert await database.rows("SELECT * FROM shredding") == []


async def test_a_case_and_those_who_spoke_of_it_cannot_be_read(
    store: Store, database: Database, tmp_path: Path
) -> None:
    await settle_all(store)
    copy = await backup(database, tmp_path / "copy")
    for erase in (erase_anne, erase_bert):
        async with store.transaction() as tx:
            await erase(tx)
        assert not await gone_everywhere(database, copy)  # what they said for the case stays with it
    async with store.transaction() as tx:
        record = await tx.sessions.get("gone-session")
        assert record is not None
        assert (record.person, record.subject, record.log) == ("", Subject("gone", "gone-cooperation"), LOG)
        assert [each.person for each in await tx.sessions.about("gone", viewer=None)] == [""]
        result = await tx.diagnoses.last("gone-session")
        assert result is not None
        assert (result.person, result.report) == ("", {"blocks": [{"heading": WORD, "level": 1}]})
        assert [each.report for each in await tx.diagnoses.about("gone", viewer=None)] == [{}]
        assert await tx.cases.officers("gone") == []
    async with store.transaction() as tx:
        await tx.cases.erase("gone")
    assert await gone_everywhere(database, copy)


async def test_a_case_that_became_part_of_another_is_erased_with_it(
    store: Store, database: Database, tmp_path: Path
) -> None:
    await settle_carla(store)
    async with store.transaction() as tx:
        await found(tx)
        await tx.organisations.save(replace(CHAMBER, name=STAYS))
        await fill(tx, "source")
        await fill(tx, "middle")
        await fill(tx, "target")
    copy = await backup(database, tmp_path / "copy")
    async with store.transaction() as tx:
        await tx.cases.merge("source", "middle")
        await tx.cases.merge("middle", "target")
    owners = await database.keys.rows("SELECT owner FROM key WHERE owner LIKE 'case:%'")
    assert owners == [("case:target",)] * 3
    async with store.transaction() as tx:
        assert len(await tx.cases.notes("target")) == 3
        await tx.cases.erase("target")
        await tx.people.erase(ANNE.id)
        await tx.people.erase(BERT.id)
    assert await gone_everywhere(database, copy)


async def test_nothing_more_is_sealed_for_who_is_forgotten(store: Store) -> None:
    await settle(store)

    async def save_the_erased() -> None:
        async with store.transaction() as tx:
            await tx.people.erase(ANNE.id)
            await tx.people.save(replace(ANNE, name=WORD))

    with pytest.raises(ValueError, match="forgotten"):
        await save_the_erased()
    async with store.transaction() as tx:  # nothing was kept, nothing was erased
        assert await tx.people.at(HOME) == ANNE
        assert await tx.sessions.get("s" * 32) is not None


async def erase_anne(tx: Transaction) -> None:
    await tx.people.erase(ANNE.id)


async def erase_bert(tx: Transaction) -> None:
    await tx.people.erase(BERT.id)


async def merge(tx: Transaction) -> None:
    await tx.cases.merge("gone", "target")


_KILLED = """
import asyncio, os, sys
from bot.storage import open_store
from bot.storage.keys import KeyStore
from bot.storage.store import SqlStore
from tests.storage import test_shredding

async def killed(*_):
    os.kill(os.getpid(), 9)

async def settled(keys, heirs, erased):
    await settle(keys, heirs, erased)
    os.kill(os.getpid(), 9)

async def main():
    global settle
    url, keys_url, when, what = sys.argv[1:]
    store = await open_store(url, "one", keys_url=keys_url)
    settle = KeyStore.settle
    KeyStore.settle = killed if when == "before" else settled
    async with store.transaction() as tx:
        await getattr(test_shredding, what)(tx)

asyncio.run(main())
"""


async def kill_while(database: Database, when: str, what: str) -> None:
    arguments = [sys.executable, "-c", _KILLED, database.url, database.keys.url, when, what]
    ended = await asyncio.to_thread(
        subprocess.run, arguments, capture_output=True, text=True, timeout=60, check=False
    )
    assert ended.returncode == -9, ended.stderr


@pytest.mark.parametrize("when", ["before", "after"])
async def test_keys_are_erased_after_a_kill(database: Database, tmp_path: Path, when: str) -> None:
    store = await open_at(database)
    await settle(store)
    await settle_carla(store)
    await store.close()
    copy = await backup(database, tmp_path / "copy")
    await kill_while(database, when, "erase_anne")
    assert len(await database.rows("SELECT * FROM shredding")) == 2  # Anne, and the key of the queues
    assert await gone_everywhere(database, copy) is (when == "after")
    store = await open_at(database)
    assert await database.rows("SELECT * FROM shredding") == []
    assert await gone_everywhere(database, copy)
    await store.close()


@pytest.mark.parametrize("when", ["before", "after"])
async def test_keys_are_handed_over_after_a_kill(database: Database, when: str) -> None:
    store = await open_at(database)
    async with store.transaction() as tx:
        await found(tx)
        await fill(tx, "gone")
        await fill(tx, "target")
    await store.close()
    await kill_while(database, when, "merge")
    store = await open_at(database)
    owners = await database.keys.rows("SELECT owner FROM key WHERE owner LIKE 'case:%'")
    assert owners == [("case:target",)] * 2
    async with store.transaction() as tx:
        assert len(await tx.cases.notes("target")) == 2
    await store.close()


async def test_keys_that_cannot_be_erased_now_are_erased_later(
    store: Store, database: Database, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    await settle(store)

    async def away(*_: object) -> None:
        raise StoreUnavailable("away")

    with monkeypatch.context() as patch:
        patch.setattr(KeyStore, "settle", away)
        async with store.transaction() as tx:
            await tx.people.erase(ANNE.id)
    assert "not erased yet" in caplog.text
    assert await database.rows("SELECT * FROM shredding") != []
    store._settle_from = 0.0  # type: ignore[attr-defined]
    async with store.transaction() as tx:
        assert await tx.people.at(HOME) is None
    assert await database.rows("SELECT * FROM shredding") == []


async def test_a_roll_back_erases_nothing(store: Store) -> None:
    await settle(store)

    async def break_off() -> None:
        async with store.transaction() as tx:
            await tx.people.erase(ANNE.id)
            raise LookupError

    with pytest.raises(LookupError):
        await break_off()
    async with store.transaction() as tx:
        assert await tx.sessions.get("s" * 32) is not None
        assert [each.payload for each in await tx.inbox.waiting(later(days=1), [], 9)] == [update(3).payload]


async def test_who_is_in_a_case_is_not_mixed_up(store: Store) -> None:
    """What somebody said of themselves goes with them, what they said for a case stays."""
    async with store.transaction() as tx:
        await found(tx)
        await fill(tx, "gone")
        assert await tx.people.addresses(BERT.id) == [THERE]
        await tx.people.erase(BERT.id)
        assert await tx.sessions.get("gone-own") is None
        assert await tx.shares.with_case("gone") == []
        assert await tx.people.get(BERT.id) is None
        assert await tx.organisations.member(BERT.id) is None
