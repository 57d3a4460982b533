"""What every store promises: all or nothing, one bot apart from another, and complete erasure."""

import asyncio
import contextlib
from dataclasses import replace

import pytest

from bot.engine.dialogue import Voice
from bot.engine.session import Reply
from bot.engine.values import Key, One
from bot.ports import Store
from bot.records import Address, Person
from bot.storage import StatementFailed
from tests.storage.conftest import Open
from tests.storage.databases import Database, everything
from tests.storage.samples import (
    ANNE,
    HOME,
    NOW,
    WORD,
    diagnosis,
    later,
    outgoing,
    session,
    settle,
    update,
)


async def test_all_or_nothing(store: Store, database: Database) -> None:
    async def break_off() -> None:
        async with store.transaction() as tx:
            await tx.people.add(ANNE, HOME)
            await tx.inbox.put([update(1)])
            await tx.outbox.add(outgoing("1"))
            assert await tx.people.at(HOME) == ANNE
            raise LookupError

    with pytest.raises(LookupError):
        await break_off()
    kept = await everything(database)
    assert WORD not in kept
    assert ANNE.id not in kept


async def test_a_failed_statement_undoes_all_even_if_it_is_ignored(store: Store) -> None:
    async def ignore() -> None:
        async with store.transaction() as tx:
            await tx.people.add(ANNE, HOME)
            with contextlib.suppress(StatementFailed):
                await tx.sessions.add(session(person="nobody"))
                await tx.people.at(HOME)

    with pytest.raises(StatementFailed):
        await ignore()
    async with store.transaction() as tx:
        assert await tx.people.at(HOME) is None


async def test_a_cancelled_task_undoes_and_lets_others_in(store: Store) -> None:
    inside = asyncio.Event()

    async def stay() -> None:
        async with store.transaction() as tx:
            await tx.people.add(ANNE, HOME)
            await tx.people.at(HOME)
            inside.set()
            await asyncio.sleep(60)

    for _ in range(20):
        inside.clear()
        task = asyncio.create_task(stay())
        await inside.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
    async with store.transaction() as tx:
        assert await tx.people.at(HOME) is None


async def test_a_task_may_be_cancelled_at_any_moment(store: Store) -> None:
    async def write(n: int) -> None:
        async with store.transaction() as tx:
            await tx.people.add(Person(f"{n}", NOW), Address("web", f"{n}"))
            await tx.people.at(HOME)
            await tx.inbox.put([update(n)])

    for n in range(1, 60):
        task = asyncio.create_task(write(n))
        for _ in range(n % 30):
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        async with store.transaction() as tx:  # all or nothing
            known = await tx.people.at(Address("web", f"{n}")) is not None
            assert (await tx.inbox.take(n) is not None) == known


async def test_nothing_is_done_after_the_end(store: Store) -> None:
    async with store.transaction() as tx:
        pass
    with pytest.raises(RuntimeError, match="over"):
        await tx.people.add(ANNE, HOME)


async def test_fifty_tasks_append_to_one_interview(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.people.add(ANNE, HOME)
        await tx.sessions.add(session(log=()))

    async def append(n: int) -> None:
        async with store.transaction() as tx:
            await tx.sessions.save(session(), [Reply(Key(f"q{n}"), One("a")), Reply(Key(f"q{n}"), One("b"))])

    await asyncio.gather(*(append(n) for n in range(50)))
    async with store.transaction() as tx:
        record = await tx.sessions.get("s" * 32)
    assert record is not None
    pairs = [(event.key.question, event.value) for event in record.log if isinstance(event, Reply)]
    assert len(pairs) == 100
    assert len(set(pairs)) == 100
    assert all(pairs[n][0] == pairs[n + 1][0] for n in range(0, 100, 2))


async def test_bots_see_nothing_of_each_other(open_for: Open) -> None:
    one, two = await open_for("one"), await open_for("two")
    await settle(one)
    async with two.transaction() as tx:
        assert await tx.people.at(HOME) is None
        assert await tx.people.reachable(HOME)
        assert await tx.sessions.get("s" * 32) is None
        assert not [*await tx.sessions.of(ANNE.id), *await tx.diagnoses.of(ANNE.id)]
        assert await tx.chats.at(HOME) is None
        assert not await tx.chats.cards(HOME)
        assert await tx.publications.texts("main", "f00d") is None
        assert await tx.signs.last("receiving") is None
        assert not await tx.chats.under_way()
        assert await tx.inbox.last_id() is None
        assert await tx.inbox.take(4) is None
        assert not await tx.inbox.waiting(later(days=1), [], 10)
        assert not await tx.outbox.due(later(days=1), 10)
        assert await tx.outbox.count() == 0
        await tx.outbox.drop_chat(HOME.external)
        await tx.outbox.recover()
        await tx.inbox.prune(later(days=1))
        await tx.people.erase(ANNE.id)
    await settle(two)  # the same ids
    async with two.transaction() as tx:
        await tx.people.save(replace(ANNE, voice=Voice.BENEFICIARY))
        await tx.people.erase(ANNE.id)
    async with one.transaction() as tx:
        assert await tx.people.at(HOME) == ANNE
        assert await tx.sessions.get("s" * 32) == session()
        assert await tx.diagnoses.of(ANNE.id) == [diagnosis()]
        assert len(await tx.chats.cards(HOME)) == 2
        assert await tx.outbox.count() == 2
        assert await tx.inbox.take(4) == update(4)


async def test_erasing_leaves_nothing_but_ids_of_updates(store: Store, database: Database) -> None:
    berta, there = Person("b" * 32, NOW), Address("telegram", "4712")
    await settle(store)
    await settle(store, berta, there, salt="x")
    async with store.transaction() as tx:
        await tx.people.add(ANNE, Address("web", "anne@example.org"))
        await tx.inbox.put([update(5, "web:anne@example.org"), update(6, "anne@example.org")])
        await tx.outbox.add(outgoing("3", "anne@example.org"))
        await tx.outbox.add(outgoing("4", "elsewhere", card="s" * 32))
        await tx.people.erase(ANNE.id)
        await tx.people.erase("nobody")
    left = await everything(database)
    for trace in (ANNE.id, HOME.external, "anne@example.org", "'" + "s" * 32, "'" + "d" * 32):
        assert trace not in left
    async with store.transaction() as tx:
        assert await tx.inbox.last_id() == 1004
        assert [each.id for each in await tx.inbox.waiting(later(days=1), [], 9)] == [1003]
        await tx.inbox.put([update(n) for n in (1, 2, 3, 4, 5, 6)])
        assert [each.id for each in await tx.inbox.waiting(later(days=1), [], 9)] == [1003]
        assert await tx.people.at(there) == berta
        assert await tx.sessions.get("x" + "s" * 32) == session("x" + "s" * 32, berta.id)
        assert len(await tx.diagnoses.of(berta.id)) == 1
        assert len(await tx.chats.cards(there)) == 2
        assert await tx.outbox.count() == 2
