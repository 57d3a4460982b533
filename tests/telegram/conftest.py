"""The channel between the emulated Bot API and a real store."""

import asyncio
import uuid
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.channels.telegram import Timing, run_telegram
from bot.engine.dialogue import Inputs
from bot.ports import Store
from bot.records import Address, SessionRecord, Status
from bot.service.screens import MENU
from bot.storage import open_store
from tests.botapi import BotApi
from tests.telegram.echo import Clock, Echo, printed

FAST = Timing(
    answer=2.0, retries=(0.05, 0.05, 0.05), look=0.05, first_pause=0.05, longest_pause=0.2, rounds=0.1
)


async def until(check: Callable[[], bool], seconds: float = 10.0) -> None:
    """Look again and again until `check` holds."""
    async with asyncio.timeout(seconds):
        while not check():  # noqa: ASYNC110 - what is waited for has no bell
            await asyncio.sleep(0.01)


class Ids:
    def new(self) -> str:
        return uuid.uuid4().hex


class Running:
    """The channel, that can be stopped and started again over the same store."""

    def __init__(self, api: BotApi, store: Store) -> None:
        self.api = api
        self.store = store
        self.clock = Clock()
        self.echo = Echo(Ids(), self.clock)
        self.timing = FAST
        self._stop = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        self._stop = asyncio.Event()
        running = run_telegram(
            self.api.token,
            self.api.url,
            self.store,
            self.echo,
            printed,
            clock=self.clock,
            ids=self.echo.ids,
            timing=self.timing,
            stop=self._stop,
        )
        self._task = asyncio.create_task(running)

    async def stop(self) -> None:
        if self._task is not None:
            self._stop.set()
            task, self._task = self._task, None
            await asyncio.wait_for(task, 10)

    async def ended(self) -> None:
        assert self._task is not None
        task, self._task = self._task, None
        await asyncio.wait_for(task, 5)

    async def view(self, person: int) -> Any:
        """What the conversation knows."""
        async with self.store.transaction() as tx:
            cards = await tx.chats.cards(Address("telegram", str(person)))
        return next((card.view for card in cards if card.name == MENU), None)

    async def begins_an_interview(self, person: int) -> None:
        """Something waits for the person's answer, as far as the store knows."""
        now, address = self.clock.now(), Address("telegram", str(person))
        async with self.store.transaction() as tx:
            known, chat = await tx.people.at(address), await tx.chats.at(address)
            assert known is not None
            assert chat is not None
            record = SessionRecord(
                self.echo.ids.new(), known.id, "echo", "1", Inputs(), Status.OPEN, now, now, "said"
            )
            await tx.sessions.add(record)
            await tx.chats.save(replace(chat, active=record.id))

    async def at_rest(self) -> None:
        """Everything received is worked on, and everything to be sent is sent."""
        for _ in range(400):
            async with self.store.transaction() as tx:
                left = await tx.outbox.count()
                waiting = await tx.inbox.waiting(self.clock.now() + timedelta(days=1), [], 1)
            if not left and not waiting and len(self.api.world.updates) == 0:
                with suppress(TimeoutError):
                    await self.api.quiet(0.05, 1)
                    return
            await asyncio.sleep(0.02)
        raise TimeoutError(f"{left} calls are still to be made")


@pytest.fixture
async def api() -> AsyncIterator[BotApi]:
    async with BotApi() as api:
        yield api
        assert not api.violations
        assert not api.impatient


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    store = await open_store(f"sqlite:///{tmp_path}/store.db", "bot")
    yield store
    await store.close()


@pytest.fixture
async def idle(api: BotApi, store: Store) -> AsyncIterator[Running]:
    """The channel, not started yet."""
    running = Running(api, store)
    yield running
    await running.stop()


@pytest.fixture
async def bot(idle: Running) -> Running:
    idle.start()
    return idle
