"""Stopped, killed and started again: nothing is lost, nothing counts twice, nobody waits for an answer in vain."""

import asyncio
import random
import signal
import sys
from asyncio.subprocess import PIPE, Process
from pathlib import Path

import pytest

from bot.channels.telegram.outgoing import Post
from bot.records import Address
from bot.storage import open_store
from tests.botapi import BotApi, Phone
from tests.telegram.conftest import Running, until

ANN = 1001


async def test_what_was_left_is_done_after_the_start(api: BotApi, idle: Running) -> None:
    ann = api.phone(ANN)
    idle.start()
    await ann.types("un")
    await ann.waits_for("un")
    await idle.at_rest()
    api.fault("sendMessage", "500", times=1)
    await ann.types("deux")
    await until(lambda: bool(api.faults.happened))
    await idle.stop()
    await ann.types("trois")
    idle.start()
    await ann.waits_for("trois")
    await idle.at_rest()
    assert (await idle.view(ANN))["said"] == ["un", "deux", "trois"]
    assert len(ann.alive) == 1


async def test_a_call_that_was_being_made_is_made_again(api: BotApi, idle: Running) -> None:
    ann = api.phone(ANN)
    idle.start()
    await ann.types("un")
    await ann.waits_for("un")
    await idle.at_rest()
    await idle.stop()
    async with idle.store.transaction() as tx:
        now = idle.clock.now()
        await Post(tx, Address("telegram", str(ANN)), now, idle.echo.ids, str).say("perdu ?")
        (row,) = await tx.outbox.due(now, 9)
        await tx.outbox.sending([row.id])  # … and here the power went
    idle.start()
    await ann.waits_for("perdu ?")
    await idle.at_rest()


async def child(api: BotApi, database: str) -> Process:
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.telegram.child", api.url, api.token, database, stdout=PIPE, stderr=PIPE
    )


async def ready(api: BotApi, calls: int) -> None:
    await until(lambda: len(api.calls("getUpdates")) > calls)


async def test_sigterm_ends_it_in_good_order(api: BotApi, tmp_path: Path) -> None:
    process = await child(api, f"sqlite:///{tmp_path}/own.db")
    await ready(api, 0)
    await api.phone(ANN).types("un")
    await api.phone(ANN).waits_for("un")
    process.send_signal(signal.SIGTERM)
    out, err = await asyncio.wait_for(process.communicate(), 10)
    assert (process.returncode, out, err) == (0, b"", b"")


async def _chatter(phone: Phone, lines: int, rng: random.Random) -> None:
    for number in range(lines):
        await phone.types(str(number))
        await asyncio.sleep(rng.uniform(0.02, 0.3))


@pytest.mark.crash
async def test_killed_again_and_again(api: BotApi, tmp_path: Path) -> None:
    database, rng, kills, lines = f"sqlite:///{tmp_path}/own.db", random.Random(3), 6, 40
    people = [api.phone(4000 + number) for number in range(12)]
    chatter = asyncio.gather(*(_chatter(phone, lines, rng) for phone in people))
    for _ in range(kills):
        polls = len(api.calls("getUpdates"))
        process = await child(api, database)
        await ready(api, polls)
        await asyncio.sleep(rng.uniform(0.1, 1.0))
        process.kill()
        await process.communicate()
    process = await child(api, database)
    await chatter
    try:
        for phone in people:
            await phone.waits_for(f"Compte : {lines}", timeout=30)
        await api.quiet(0.5, 30)
    finally:
        process.kill()
        await process.communicate()
    store = await open_store(database, "bot")
    async with store.transaction() as tx:
        for phone in people:
            (card,) = await tx.chats.cards(Address("telegram", str(phone.user.id)))
            assert card.view["said"] == [str(number) for number in range(lines)]
            assert len(phone.alive) <= 1 + kills
    await store.close()
