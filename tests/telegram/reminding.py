"""What the tests of reminders share."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.records import Sending
from tests.botapi import BotApi, Phone, SeenMessage
from tests.telegram.conftest import Running
from tests.telegram.diary import GREETING, Agenda, Diary

ANN, BEN, COB = 1001, 1002, 1003


@pytest.fixture
async def agenda(idle: Running) -> AsyncIterator[Agenda]:
    """Over the store of the channel, which is not started yet and reminds."""
    idle.echo = diary = Diary(idle.echo.ids, idle.clock)
    agenda = Agenda(idle.store, diary)
    yield agenda
    await idle.stop()
    waiting = await waits(agenda)
    for person in {} if waiting else idle.api.world.chats:
        assert Sending.SENDING not in (await agenda.states(person)).values()


async def waits(agenda: Agenda) -> int:
    """How many reminders wait in the outbox."""
    async with agenda.store.transaction() as tx:
        return await tx.outbox.reminders()


async def settled(agenda: Agenda) -> None:
    """Until nobody is due and nothing is to be sent."""
    async with asyncio.timeout(20):
        while True:
            async with agenda.store.transaction() as tx:
                if not await tx.outbox.count() and not await tx.reminders.due(agenda.diary.clock.now(), 1):
                    return
            await asyncio.sleep(0.02)


def days(phone: Phone) -> list[SeenMessage]:
    """The messages of the day that came, as they were at first."""
    first = [message.versions[0] for message in phone.messages]
    return [message for message in first if message.text.startswith(GREETING)]


def lines(phone: Phone) -> list[list[str]]:
    """What stood in each of them."""
    return [[line.removeprefix("• ") for line in one.text.split("\n")[2:]] for one in days(phone)]


def attempts(api: BotApi) -> list[int]:
    """To whom the program tried to send a reminder, in order."""
    calls = api.calls("sendMessage")
    return [call.chat_id or 0 for call in calls if str(call.params["text"]).startswith(GREETING)]
