"""What can be staged to go wrong."""

import asyncio
import time

import pytest
from telegram import Bot
from telegram.error import Forbidden, NetworkError, TimedOut

from tests.botapi import BotApi, Kind
from tests.botapi.client import raw_call
from tests.botapi.trying import ANN

# What goes wrong


async def test_faults(bot: Bot, api: BotApi) -> None:
    phone = api.phone(ANN)
    faults: list[tuple[Kind, type[Exception]]] = [("500", NetworkError), ("403", Forbidden)]
    for kind, error in faults:
        api.fault("sendMessage", kind)
        with pytest.raises(error):
            await bot.send_message(ANN, "x")
    api.fault("sendMessage", "drop_before", chat=ANN)
    api.fault("sendMessage", "drop_after")
    api.fault("sendMessage", "malformed")
    for shown in (0, 1, 2):
        with pytest.raises(Exception, match=r"(?i)disconnected|invalid server response|connect"):
            await bot.send_message(ANN, f"{shown}")
        assert len(phone.messages) == shown
    api.fault("sendMessage", "slow", seconds=5)
    with pytest.raises(TimedOut):
        await bot.send_message(ANN, "lent", read_timeout=0.1)
    assert phone.messages[-1].text == "lent"
    assert [one.fault for one in api.calls("sendMessage")][-1] == "slow"


async def test_update_faults(bot: Bot, api: BotApi) -> None:
    api.fault("getUpdates", "duplicate")
    await api.phone(ANN).types("un")
    (first,) = await bot.get_updates()
    (second,) = await bot.get_updates(offset=first.update_id + 1)
    assert first.update_id == second.update_id
    assert await bot.get_updates(offset=first.update_id + 1) == ()
    api.redeliver()
    assert (await bot.get_updates(offset=first.update_id + 1))[0].update_id == first.update_id
    api.fault("getUpdates", "unparsable")
    with pytest.raises(KeyError):
        await bot.get_updates(offset=first.update_id + 1)


async def test_retry_after_is_told_and_watched(api: BotApi) -> None:
    async def writes_to(person: int) -> int:
        return (await raw_call(api, "sendMessage", chat_id=api.phone(person).user.id, text="x"))[0]

    api.fault("sendMessage", "429", chat=ANN, seconds=1)
    assert await writes_to(ANN) == 429
    assert (await writes_to(ANN + 1), api.impatient) == (200, []), "another chat need not wait"
    assert (await writes_to(ANN), len(api.impatient)) == (429, 1)
    await asyncio.sleep(1)
    assert (await writes_to(ANN), len(api.impatient)) == (200, 1)


async def test_an_outage(bot: Bot, api: BotApi) -> None:
    await api.goes_down()
    with pytest.raises(NetworkError):
        await bot.get_me()
    await api.comes_back()
    assert (await bot.get_me()).is_bot
    assert api.token not in repr(api.log)


async def test_a_poll_does_not_hold_up_the_end() -> None:
    began = time.monotonic()
    async with BotApi() as api:
        poll = asyncio.create_task(raw_call(api, "getUpdates", timeout=50))
        await asyncio.sleep(0.1)
    await asyncio.wait({poll})
    assert time.monotonic() - began < 3
