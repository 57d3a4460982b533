"""The key of the queues is renewed while several processes use it."""

import asyncio
import logging

import pytest

from bot.ports import Store
from tests.storage.databases import Post, open_at
from tests.storage.samples import NOW, outgoing
from tests.storage.test_shredding import settle_carla


async def test_no_call_is_lost_while_keys_of_the_queues_are_renewed(
    post: Post, caplog: pytest.LogCaptureFixture
) -> None:
    """Several processes put calls in while others are erased: each call can be read in the end."""
    stores = [await open_at(post) for _ in range(3)]
    await settle_carla(stores[0])
    made = 0

    async def call(number: int) -> None:
        nonlocal made
        for n in range(25):
            async with stores[number % 3].transaction() as tx:
                await tx.outbox.add(outgoing(f"{number}-{n}", f"{number}-{n}"))
                await asyncio.sleep(0.001)
            made += 1

    async def erase(number: int) -> None:
        for n in range(8):
            async with stores[number].transaction() as tx:
                await tx.people.erase(f"nobody-{n}")

    await asyncio.gather(*(call(n) for n in range(6)), *(erase(n) for n in range(2)))
    with caplog.at_level(logging.ERROR):
        async with stores[0].transaction() as tx:
            due = await tx.outbox.due(NOW, 999)
    assert len(due) == made + 1 == 151
    assert "broken seal" not in caplog.text
    generations = await post.keys.rows("SELECT count(*) FROM key WHERE owner LIKE 'queue:%'")
    assert generations == [(1,)]
    for store in stores:
        await store.close()


async def test_nobody_seals_with_a_key_of_the_queues_about_to_be_erased(post: Post) -> None:
    """Who renews it waits for those who seal, and those who come then wait for it."""
    stores = [await open_at(post) for _ in range(3)]
    await settle_carla(stores[0])

    async def call(store: Store, id: str) -> None:
        async with store.transaction() as tx:
            await tx.outbox.add(outgoing(id, id))

    async def erase() -> None:
        async with stores[1].transaction() as tx:
            await tx.people.erase("nobody")

    async with stores[0].transaction() as tx:
        await tx.outbox.add(outgoing("first", "first"))
        erasing = asyncio.create_task(erase())
        await asyncio.sleep(0.3)
        assert not erasing.done()
        later_call = asyncio.create_task(call(stores[2], "second"))
        await asyncio.sleep(0.1)
    await asyncio.gather(erasing, later_call)
    async with stores[0].transaction() as tx:
        assert {each.id for each in await tx.outbox.due(NOW, 9)} == {"stays", "first", "second"}
    for store in stores:
        await store.close()
