"""Every answer arrives, in order and at Telegram's pace, whatever goes wrong on the way."""

import asyncio
import logging
import time
from collections import Counter
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.channels.telegram.outgoing import Kind, Post
from bot.ports import Store
from bot.records import Address, Outgoing
from tests.botapi import BotApi, Limits
from tests.botapi import Kind as Fault
from tests.telegram.conftest import Ids, Running, until

ANN, BEN = 1001, 1002


def address(person: int) -> Address:
    return Address("telegram", str(person))


async def say(bot: Running, person: int, *lines: str) -> None:
    async with bot.store.transaction() as tx:
        for line in lines:
            await Post(tx, address(person), bot.clock.now(), Ids(), str).say(line)


@pytest.mark.parametrize("kind", ["500", "502", "drop_before", "drop_after", "malformed", "slow"])
@pytest.mark.parametrize("method", ["sendMessage", "editMessageText"])
async def test_no_question_is_missing(api: BotApi, bot: Running, method: str, kind: Fault) -> None:
    ann = api.phone(ANN)
    api.fault(method, kind, seconds=3)
    await ann.types("/start")
    await ann.waits_for("start")
    await bot.at_rest()
    await ann.presses("Un de plus")
    await ann.waits_for("Compte : 1")
    await bot.at_rest()
    assert len(ann.messages) <= 1 + (method == "sendMessage")


async def test_who_is_told_to_wait_waits_alone(api: BotApi, bot: Running) -> None:
    ann, ben = api.phone(ANN), api.phone(BEN)
    api.fault("sendMessage", "429", chat=ANN, seconds=1)
    await ann.types("un")
    await ben.types("deux")
    await ben.waits_for("deux", timeout=0.8)
    await ann.waits_for("un", timeout=2)
    (refused, made) = api.calls("sendMessage", ANN)
    assert made.started - (refused.finished or 0) >= 0.99


async def test_a_slow_chat_holds_up_no_other(api: BotApi, bot: Running) -> None:
    api.fault("sendMessage", "slow", chat=ANN, seconds=1.5)
    await api.phone(ANN).types("un")
    await asyncio.sleep(0.1)
    for number in range(5):
        await api.phone(BEN + number).types("deux")
        await api.phone(BEN + number).waits_for("deux", timeout=0.8)
    await bot.at_rest()
    assert len(api.calls("sendMessage", ANN)) == 1


async def test_who_blocked_the_bot_is_left_alone(api: BotApi, bot: Running) -> None:
    ann = api.phone(ANN)
    await ann.types("un")
    await ann.waits_for("un")
    await bot.at_rest()
    ann.chat.blocked = True  # not announced
    await say(bot, ANN, "x", "y", "z")
    await bot.at_rest()
    assert len(api.calls("sendMessage", ANN)) == 2
    async with bot.store.transaction() as tx:
        assert not await tx.people.reachable(address(ANN))
    ann.chat.blocked = False
    await ann.types("deux")
    await ann.waits_for("deux")
    async with bot.store.transaction() as tx:
        assert await tx.people.reachable(address(ANN))


async def test_a_call_that_is_refused_does_not_come_again(
    api: BotApi, bot: Running, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    ann = api.phone(ANN)
    await say(bot, 999_999, "whom?")
    async with bot.store.transaction() as tx:
        for kind, payload in ((Kind.TEXT, {"text": "<secret>"}), (Kind.DRAW, {}), ("?", {})):
            now = bot.clock.now()
            await tx.outbox.add(Outgoing(Ids().new(), str(ANN), kind, payload, now, now))
    await say(bot, ANN, "après")
    await ann.waits_for("après")
    await bot.at_rest()
    assert len(api.calls("sendMessage")) == 3
    assert "can't parse entities" in caplog.text
    assert "secret" not in caplog.text


async def test_answers_to_buttons_are_not_worth_a_second_try(api: BotApi, bot: Running) -> None:
    ann = api.phone(ANN)
    await ann.types("/start")
    await ann.waits_for("start")
    api.fault("answerCallbackQuery", "500")
    await ann.presses("Un de plus")
    await ann.waits_for("Compte : 1")
    await bot.at_rest()
    assert len(api.calls("answerCallbackQuery")) == 1
    async with bot.store.transaction() as tx:
        long_ago = bot.clock.now() - timedelta(seconds=200)
        await Post(tx, address(ANN), long_ago, Ids(), str).toast("4000000000000001")
    await bot.at_rest()
    assert len(api.calls("answerCallbackQuery")) == 1


async def test_lines_of_one_chat_keep_their_order_and_pace(api: BotApi, bot: Running) -> None:
    ann = api.phone(ANN)
    api.fault("sendMessage", "500", times=2)
    await say(bot, ANN, *"abcde")
    await ann.waits_for("e", timeout=8)
    await bot.at_rest()
    assert [message.text for message in ann.messages] == list("abcde")
    assert not api.limits.excesses


@pytest.fixture
async def strict(store: Store) -> AsyncIterator[BotApi]:
    async with BotApi(limits=Limits(strict=True)) as api:
        yield api


async def test_a_broadcast_keeps_the_pace(strict: BotApi, store: Store) -> None:
    bot = Running(strict, store)
    for person in range(130):
        strict.phone(2000 + person)
        await say(bot, 2000 + person, "à tous")
    bot.start()
    began = time.monotonic()
    await until(lambda: sum(strict.limits.sends.values()) == 130, 20)
    took = time.monotonic() - began
    await bot.stop()
    assert not strict.limits.excesses
    assert strict.limits.peak <= 30
    assert 130 / took >= 20


async def test_through_thick_and_thin(api: BotApi, bot: Running) -> None:
    """A fifth of all calls goes wrong: nothing is lost, nothing counts twice, nobody is left without an answer."""
    people = [api.phone(3000 + number) for number in range(30)]
    api.random_faults(0.2, ("429", "500", "502", "drop_before", "drop_after", "malformed"), seed=7)
    for turn in "abc":
        for phone in people:
            await phone.types(turn)
    for phone in people:
        await phone.waits_for("c", timeout=30)
    api.faults.clear()
    await bot.at_rest()
    for phone in people:
        assert (await bot.view(phone.user.id))["said"] == list("abc")
    kinds = Counter(kind for _, kind in api.faults.happened)
    unsure = kinds["drop_after"] + kinds["malformed"]
    assert sum(len(phone.messages) for phone in people) <= 90 + unsure
    assert sum(len(phone.alive) for phone in people) <= 30 + unsure
