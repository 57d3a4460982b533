"""A store that takes nothing now costs patience, nothing else."""

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import pytest

from bot.ports import Store, StoreUnavailable, Transaction
from tests.botapi import BotApi
from tests.telegram.conftest import Running

ANN = 1001


class Failing:
    """The real store, in which that share of all transactions fails, before or after its work."""

    def __init__(self, store: Store, share: float = 0.0) -> None:
        self.share = share
        self.failed = 0
        self._store = store
        self._random = random.Random(5)

    def transaction(self) -> AbstractAsyncContextManager[Transaction]:
        return self._transaction()

    async def close(self) -> None:
        await self._store.close()

    @asynccontextmanager
    async def _transaction(self) -> AsyncIterator[Transaction]:
        self._maybe_fail()
        async with self._store.transaction() as tx:
            yield tx
            self._maybe_fail()

    def _maybe_fail(self) -> None:
        if self._random.random() < self.share:
            self.failed += 1
            raise StoreUnavailable


@pytest.fixture
async def failing(idle: Running) -> Failing:
    idle.store = failing = Failing(idle.store)
    idle.start()
    return failing


async def test_nothing_is_confirmed_that_is_not_kept(api: BotApi, idle: Running, failing: Failing) -> None:
    await asyncio.sleep(0.2)
    failing.share = 1.0
    await api.phone(ANN).types("un")
    await asyncio.sleep(0.5)
    assert len(api.world.updates) == 1
    failing.share = 0.0
    await api.phone(ANN).waits_for("un")
    assert (await idle.view(ANN))["said"] == ["un"]


async def test_nothing_is_lost_while_it_comes_and_goes(api: BotApi, idle: Running, failing: Failing) -> None:
    people = [api.phone(ANN + number) for number in range(10)]
    failing.share = 0.15
    for turn in "abcd":
        for phone in people:
            await phone.types(turn)
            await asyncio.sleep(0.02)
    for phone in people:
        await phone.waits_for("Compte : 4", timeout=30)
    failing.share = 0.0
    await idle.at_rest()
    assert failing.failed > 10
    for phone in people:
        assert (await idle.view(phone.user.id))["said"] == list("abcd")
        assert len(phone.alive) == 1
        assert len(phone.messages) <= 4


async def test_a_call_that_cannot_be_noted_is_not_made_again(
    api: BotApi, idle: Running, failing: Failing
) -> None:
    api.fault("sendMessage", "slow", seconds=0.4)
    await api.phone(ANN).types("un")
    await api.phone(ANN).waits_for("un")
    failing.share = 1.0
    await asyncio.sleep(0.8)
    failing.share = 0.0
    await idle.at_rest()
    assert len(api.calls("sendMessage")) == 1
