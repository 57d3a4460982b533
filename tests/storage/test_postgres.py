"""What holds for PostgreSQL only: several processes at once, and lost connections."""

import asyncio
from dataclasses import replace

import pytest

from bot.ports import StoreUnavailable
from bot.records import Card, Chat
from bot.storage import StatementFailed, StoreRefused, open_store
from tests.postgres import Server
from tests.storage.databases import Post, open_at
from tests.storage.samples import ANNE, HOME, NOW, WORD, outgoing, settle, update

_END_ALL = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
    "WHERE datname = current_database() AND pid <> pg_backend_pid()"
)


async def test_one_update_goes_to_one_process(post: Post) -> None:
    stores = [await open_at(post) for _ in range(2)]
    async with stores[0].transaction() as tx:
        await tx.inbox.put([update(1), update(2, "other")])
    async with stores[0].transaction() as first, stores[1].transaction() as second:
        assert await first.inbox.take(1) == update(1)
        assert await second.inbox.take(1) is None
        assert await second.inbox.take(2) == update(2, "other")
        await first.inbox.done(1, NOW)
        assert await second.inbox.take(1) is None
    async with stores[1].transaction() as tx:
        assert await tx.inbox.take(1) is None
        assert await tx.inbox.take(2) is not None
    for store in stores:
        await store.close()


async def test_every_update_is_worked_on_once_and_in_order(post: Post) -> None:
    stores = [await open_at(post) for _ in range(3)]
    async with stores[0].transaction() as tx:
        await tx.inbox.put([update(n, f"{n % 5}") for n in range(60)])
    done: list[int] = []

    async def work(number: int) -> None:
        store = stores[number % 3]
        while True:
            async with store.transaction() as tx:
                waiting = await tx.inbox.waiting(NOW, [], 9)
            if not waiting:
                return
            async with store.transaction() as tx:
                taken = await tx.inbox.take(waiting[number % len(waiting)].id)
                if taken:
                    await asyncio.sleep(0.001)
                    await tx.inbox.done(taken.id, NOW)
                    done.append(taken.id)

    await asyncio.gather(*(work(n) for n in range(9)))
    assert sorted(done) == list(range(60))
    for sender in range(5):
        assert [id for id in done if id % 5 == sender] == list(range(sender, 60, 5))
    for store in stores:
        await store.close()


async def test_a_card_read_and_kept_again_forgets_no_message(post: Post) -> None:
    store = await open_at(post)
    async with store.transaction() as tx:
        await tx.people.add(ANNE, HOME)
        await tx.chats.save(Chat(HOME, ANNE.id))
        await tx.chats.save_card(Card("menu", HOME, 1, {}))

    async def sent() -> None:
        async with store.transaction() as tx:
            await tx.chats.sent(HOME, "menu", "77")

    async with store.transaction() as tx:
        (card,) = await tx.chats.cards(HOME)
        sending = asyncio.create_task(sent())
        await asyncio.sleep(0.1)
        await tx.chats.save_card(replace(card, screen=2))
    await sending
    async with store.transaction() as tx:
        assert await tx.chats.cards(HOME) == [Card("menu", HOME, 2, {}, "77")]
    await store.close()


async def test_a_deadlock_passes(post: Post) -> None:
    store = await open_at(post)
    async with store.transaction() as tx:
        await tx.outbox.add(outgoing("1"))
        await tx.outbox.add(outgoing("2"))

    async def delete(first: str, second: str) -> None:
        async with store.transaction() as tx:
            await tx.outbox.sending([first])
            await asyncio.sleep(0.2)
            await tx.outbox.sent(second)

    results = await asyncio.gather(delete("1", "2"), delete("2", "1"), return_exceptions=True)
    assert [type(result) for result in results if result] == [StoreUnavailable]
    async with store.transaction() as tx:
        assert await tx.outbox.count() == 1
    await store.close()


async def test_lost_connections_are_told_and_replaced(post: Post) -> None:
    store = await open_at(post)

    async def lose() -> None:
        async with store.transaction() as tx:
            await tx.outbox.add(outgoing("lost"))
            await post.rows(_END_ALL)
            await tx.outbox.count()

    with pytest.raises(StoreUnavailable):
        await lose()
    await settle(store)
    await post.rows(_END_ALL)  # unnoticed: the next transaction takes a new connection
    async with store.transaction() as tx:
        assert await tx.outbox.count() == 2
    await store.close()
    with pytest.raises(StoreUnavailable):
        async with store.transaction():
            pass


async def test_refusals_quote_nobody(post: Post) -> None:
    store = await open_at(post)
    for sender in (f"\0{WORD}", f"{WORD}\ud800"):
        with pytest.raises(StatementFailed) as caught:
            async with store.transaction() as tx:
                await tx.inbox.put([update(1, sender)])
        assert WORD not in str(caught.value)
        assert caught.value.__context__ is None
    await store.close()


async def test_who_is_not_let_in_is_told_why(postgres: Server) -> None:
    with pytest.raises(StoreRefused, match="3D000"):
        await open_store(postgres.url("nothing"), "one")
    with pytest.raises(StoreUnavailable):
        await open_store("postgresql://postgres:hush@127.0.0.1:1/nothing", "one")
    with pytest.raises(StoreRefused) as caught:
        await open_store("postgres://postgres:hush@here:port/nothing", "one")
    assert "hush" not in str(caught.value)
