"""What arrives is kept, in order, once; and nobody holds up anybody else."""

import asyncio
import json
import logging
import time
from datetime import timedelta

import pytest

from bot.channels.telegram import TokenRefused, run_telegram
from bot.ports import Store
from bot.records import Address
from bot.service.screens import Command, Sent, Thing, Words
from tests.botapi import BotApi
from tests.botapi.client import raw_call
from tests.telegram.conftest import FAST, Ids, Running, until
from tests.telegram.echo import Clock, Echo, printed

ANN, BEN = 1001, 1002


def words(bot: Running, person: int) -> list[str]:
    return [heard.text for who, heard in bot.echo.heard if who == str(person) and isinstance(heard, Words)]


async def test_updates_of_one_person_keep_their_order(api: BotApi, bot: Running) -> None:
    ann, ben = api.phone(ANN), api.phone(BEN)
    said = [str(number) for number in range(30)]
    with api.hold_updates():
        for one in said:
            await ann.types(one)
            await ben.types(one)
    await ann.waits_for("29")
    assert words(bot, ANN) == words(bot, BEN) == said
    assert (await bot.view(ANN))["said"] == said


async def test_what_comes_twice_counts_once(api: BotApi, bot: Running) -> None:
    ann = api.phone(ANN)
    api.fault("getUpdates", "duplicate")
    await ann.types("un")
    await ann.waits_for("un")
    api.redeliver()
    await ann.types("deux")
    await ann.waits_for("deux")
    assert (await bot.view(ANN))["said"] == ["un", "deux"]


async def test_all_kinds_are_answered(api: BotApi, bot: Running) -> None:
    ann = api.phone(ANN)
    await ann.types("/Résultat vite")
    await ann.waits_for("result vite")
    await ann.types("/quoi")
    await ann.waits_for("unknown")
    await ann.sends_edited("/start")
    await ann.waits_for("edited", timeout=8)
    await ann.sends_sticker()
    await ann.waits_for("sticker", timeout=8)
    ann.press_data(ann.messages[-1], "forged data")
    await ann.waits_for("unknown_button", timeout=8)
    assert [heard for _, heard in bot.echo.heard] == [
        Command("result", "vite"),
        Command("unknown", "quoi"),
        *map(Sent, (Thing.EDITED, Thing.STICKER, Thing.UNKNOWN_BUTTON)),
    ]


async def test_an_unparsable_update_blocks_nobody(api: BotApi, bot: Running) -> None:
    with api.hold_updates():
        api.fault("getUpdates", "unparsable", times=2)
        api.put_update({"message": {"from": {"id": ANN}, "chat": {"id": ANN, "type": "?"}, "text": "?"}})
        await api.phone(ANN).types("après")
        await api.phone(BEN).types("bonjour")
    await api.phone(BEN).waits_for("bonjour", timeout=0.5)
    await api.phone(ANN).waits_for("après")
    await bot.at_rest()


async def test_a_failure_is_tried_again_then_forgiven(
    api: BotApi, bot: Running, caplog: pytest.LogCaptureFixture
) -> None:
    ann, ben = api.phone(ANN), api.phone(BEN)
    with api.hold_updates():
        await ann.types("boum")
        await ann.types("ensuite")
        await ben.types("bonjour")
    await ben.waits_for("bonjour")
    assert "ensuite" not in words(bot, ANN)
    await ann.waits_for("Pardon")
    await ann.waits_for("ensuite")
    await bot.at_rest()
    assert words(bot, ANN) == ["boum"] * (1 + len(FAST.retries)) + ["ensuite"]
    assert (await bot.view(ANN))["said"] == ["ensuite"]
    assert "set aside" in caplog.text
    assert "must not be logged" not in caplog.text


async def test_a_turn_without_end_is_ended(api: BotApi, idle: Running) -> None:
    idle.timing = type(FAST)(answer=2.0, turn=0.1, retries=(), look=0.05)
    idle.start()
    await api.phone(ANN).types("longtemps")
    await api.phone(ANN).waits_for("Pardon")


async def test_without_an_apology_it_is_set_aside_all_the_same(api: BotApi, bot: Running) -> None:
    bot.echo.sorry = False
    with api.hold_updates():
        await api.phone(ANN).types("boum")
        await api.phone(ANN).types("ensuite")
    await api.phone(ANN).waits_for("ensuite")
    await bot.at_rest()
    assert len(api.phone(ANN).messages) == 1


async def test_groups_are_told_once_by_command_only(api: BotApi, bot: Running) -> None:
    group = api.group(-100200)
    ann = group.phone(ANN)
    await ann.types("bonjour tout le monde")
    await ann.types("/start@another_bot")
    await ann.types("/start@emulated_bot")
    await ann.waits_for("en privé")
    await ann.types("/start")
    await bot.at_rest()
    assert len(ann.messages) == 1
    ann.press_data(ann.messages[0], "1.more")
    await bot.at_rest()
    assert not api.unanswered
    assert not bot.echo.heard


async def test_blocking_and_coming_back(api: BotApi, bot: Running) -> None:
    ann = api.phone(ANN)
    await ann.types("/start")
    await ann.waits_for("start")

    async def reachable() -> bool:
        async with bot.store.transaction() as tx:
            return await tx.people.reachable(Address("telegram", str(ANN)))

    await bot.at_rest()
    await ann.blocks()
    await bot.at_rest()
    assert not await reachable()
    await ann.unblocks()
    await bot.at_rest()
    assert await reachable()


async def test_another_poller_and_a_webhook(api: BotApi, bot: Running) -> None:
    await asyncio.sleep(0.1)
    await raw_call(api, "getUpdates", timeout=0)
    await api.phone(ANN).types("un")
    await api.phone(ANN).waits_for("un")
    await raw_call(api, "setWebhook", url="https://example.org/hook")
    await raw_call(api, "getUpdates", timeout=0)  # ends the poll that runs
    await api.phone(ANN).types("deux")
    await api.phone(ANN).waits_for("deux")
    assert not any(call.params.get("drop_pending_updates") for call in api.calls("deleteWebhook"))


async def test_ids_that_begin_lower_after_a_week(api: BotApi, idle: Running) -> None:
    idle.start()
    await api.phone(ANN).types("avant")
    await api.phone(ANN).waits_for("avant")
    await idle.at_rest()
    await idle.stop()
    api.world.updates._next_id = 5
    idle.start()
    await api.phone(ANN).types("après")
    await api.phone(ANN).waits_for("après")


async def test_an_outage_of_telegram(api: BotApi, bot: Running) -> None:
    await api.phone(ANN).types("un")
    await api.phone(ANN).waits_for("un")
    await api.goes_down()
    await api.phone(ANN).types("deux")
    await asyncio.sleep(0.3)
    await api.comes_back()
    await api.phone(ANN).waits_for("deux")
    assert (await bot.view(ANN))["said"] == ["un", "deux"]


async def test_after_a_long_outage_the_question_is_shown_again_once(api: BotApi, idle: Running) -> None:
    idle.start()
    ann = api.phone(ANN)
    await ann.types("un")
    await ann.waits_for("un")
    await idle.at_rest()
    await idle.begins_an_interview(ANN)
    await idle.stop()
    idle.start()
    await asyncio.sleep(0.2)
    assert not any("De retour" in message.text for message in ann.messages)
    await idle.stop()
    idle.clock.ahead = timedelta(minutes=10)
    idle.start()
    await ann.waits_for("De retour")
    await idle.at_rest()
    assert len(ann.messages[-1].versions) == 2


async def test_a_wrong_token_ends_it(api: BotApi, store: Store) -> None:
    with pytest.raises(TokenRefused):
        await run_telegram("1:x", api.url, store, Echo(Ids()), printed, clock=Clock(), ids=Ids())


async def test_a_token_withdrawn_ends_it(api: BotApi, bot: Running) -> None:
    await api.phone(ANN).types("un")
    await api.phone(ANN).waits_for("un")
    await bot.at_rest()
    api.token = "1:x"  # noqa: S105 - nobody's
    await api.phone(ANN).types("deux")
    with pytest.raises(TokenRefused):
        await bot.ended()


async def test_the_menu_is_registered_when_it_changes(api: BotApi, idle: Running) -> None:
    api.fault("getMe", "502")
    api.fault("getMyCommands", "500")
    for _ in range(2):
        idle.start()
        await asyncio.sleep(0.3)
        await idle.stop()
    (call,) = api.calls("setMyCommands")
    assert call.params["commands"][0] == {"command": "start", "description": "Commencer"}
    assert api.profile.descriptions == {"": "Un écho qui compte."}


async def test_nothing_is_logged_that_was_said(
    api: BotApi, bot: Running, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    for name in ("httpx", "httpcore", "telegram"):
        logging.getLogger(name).setLevel(logging.WARNING)
    api.random_faults(0.3, ("500", "drop_before", "malformed"), seconds=0)
    await api.phone(ANN).types("canari")
    await api.phone(ANN).waits_for("canari", timeout=8)
    api.faults.clear()
    await bot.at_rest()
    assert "canari" not in caplog.text
    assert api.token not in caplog.text


async def test_turns_a_second(api: BotApi, idle: Running) -> None:
    """Not a benchmark: only that nothing waits for no reason."""
    people = [api.phone(2000 + number) for number in range(50)]
    with api.hold_updates():
        for _ in range(4):
            for phone in people:
                await phone.types(json.dumps("x"))
    began = time.monotonic()
    idle.start()
    await until(lambda: len(idle.echo.heard) == 200)
    assert 200 / (time.monotonic() - began) > 40
