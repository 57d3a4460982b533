"""Rounds: whoever is due gets one message, in turn, and nobody is held up by anybody else."""

import asyncio
import logging
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.records import Address, Sending
from tests.botapi import BotApi
from tests.telegram.conftest import Running, until
from tests.telegram.diary import Agenda
from tests.telegram.reminding import ANN, BEN, agenda, attempts, days, lines, settled, waits
from tests.telegram.test_store_down import Failing

__all__ = ["agenda"]


async def test_all_that_is_due_comes_in_one_message(api: BotApi, idle: Running, agenda: Agenda) -> None:
    ann = api.phone(ANN)
    await agenda.due(ANN, "a", "b", "c")
    await agenda.due(ANN, "later", since=-3600)
    idle.start()
    await until(lambda: len(days(ann)) == 1)
    await settled(agenda)
    assert lines(ann) == [["a", "b", "c"]]
    assert await agenda.states(ANN) == {
        **dict.fromkeys("abc", Sending.TOLD),
        "later": Sending.PENDING,
    }
    idle.clock.ahead += timedelta(hours=1, minutes=1)
    await until(lambda: len(days(ann)) == 2)
    assert lines(ann) == [["a", "b", "c"], ["later"]]


async def test_its_buttons_work(api: BotApi, idle: Running, agenda: Agenda) -> None:
    ann = api.phone(ANN)
    await agenda.due(ANN, "a")
    idle.start()
    await ann.waits_for("a")
    await ann.presses("Fait")
    await ann.waits_for("fait")
    await settled(agenda)
    assert len(ann.messages) == 1


async def test_who_waits_longest_comes_first(api: BotApi, idle: Running, agenda: Agenda) -> None:
    people = [await agenda.due(2000 + number, "a", since=60.0 * number) for number in (1, 4, 2, 5, 3)]
    for number in range(1, 6):
        api.phone(2000 + number)
    idle.start()
    await until(lambda: len(attempts(api)) == 5)
    assert agenda.diary.reminded == [people[place] for place in (3, 1, 4, 2, 0)]


async def test_who_cannot_be_reminded_holds_up_nobody(
    api: BotApi, idle: Running, agenda: Agenda, caplog: pytest.LogCaptureFixture
) -> None:
    ann, ben = api.phone(ANN), api.phone(BEN)
    person = await agenda.due(ANN, "a", since=7200)
    await agenda.due(BEN, "b")
    agenda.diary.broken.add(person)
    idle.start()
    await until(lambda: len(days(ben)) == 1)
    await settled(agenda)
    assert not days(ann)
    assert await agenda.cards(ANN) == []
    assert agenda.diary.reminded.count(person) == 1
    assert "RuntimeError at diary.py" in caplog.text
    assert "words" not in caplog.text
    agenda.diary.broken.clear()
    idle.clock.ahead += timedelta(hours=1, minutes=1)
    await until(lambda: len(days(ann)) == 1)
    await settled(agenda)
    assert await agenda.states(ANN) == {"a": Sending.TOLD}


async def test_who_is_forgotten_is_asked_for_once_an_hour(
    api: BotApi, idle: Running, agenda: Agenda, caplog: pytest.LogCaptureFixture
) -> None:
    ben = api.phone(BEN)
    person = await agenda.due(ANN, "a", since=7200)
    await agenda.due(BEN, "b")
    agenda.diary.idle.add(person)
    idle.start()
    await until(lambda: len(days(ben)) == 1)
    await asyncio.sleep(5 * idle.timing.rounds)
    assert agenda.diary.reminded.count(person) == 1
    assert "still due" in caplog.text
    assert await agenda.states(ANN) == {"a": Sending.PENDING}


async def test_no_more_are_composed_than_can_be_sent_soon(api: BotApi, idle: Running, agenda: Agenda) -> None:
    for number in range(12):
        api.phone(2000 + number)
        await agenda.due(2000 + number, "a")
    idle.timing = replace(idle.timing, reminders_waiting=5)
    api.fault(
        "sendMessage", "429", times=3, seconds=2
    )  # three in a row: all are to be left alone for so long
    idle.start()
    await until(lambda: len(attempts(api)) >= 3)
    await asyncio.sleep(5 * idle.timing.rounds)
    assert await waits(agenda) <= 5
    await settled(agenda)
    assert len(attempts(api)) == 15
    assert [len(days(api.phone(2000 + number))) for number in range(12)] == [1] * 12


async def test_a_stop_of_hours_ends_in_one_message(api: BotApi, idle: Running, agenda: Agenda) -> None:
    ann = api.phone(ANN)
    for number, about in enumerate("abcd"):
        await agenda.due(ANN, about, since=-3600.0 * number)
    idle.clock.ahead += timedelta(hours=6)
    idle.start()
    await until(lambda: len(days(ann)) == 1)
    await settled(agenda)
    assert lines(ann) == [["a", "b", "c", "d"]]


@pytest.mark.parametrize("jump", [timedelta(hours=-2), timedelta(hours=2), timedelta(days=400)])
async def test_a_clock_that_jumps_tells_nothing_twice(
    api: BotApi, idle: Running, agenda: Agenda, jump: timedelta
) -> None:
    people = range(2000, 2020)
    for number in people:
        api.phone(number)
        await agenda.due(number, "a", since=10 * 3600)
    idle.start()
    await until(lambda: len(attempts(api)) >= 7)
    idle.clock.ahead += jump
    await asyncio.sleep(0.5)
    if jump < timedelta():  # what was queued before the jump is due again only then
        idle.clock.ahead -= jump
    await settled(agenda)
    for number in people:
        assert lines(api.phone(number)) == [["a"]]
        assert await agenda.states(number) == {"a": Sending.TOLD}


async def test_a_store_that_comes_and_goes(api: BotApi, idle: Running, agenda: Agenda) -> None:
    people = range(2000, 2030)
    for number in people:
        api.phone(number)
        await agenda.due(number, "a")
    idle.store = failing = Failing(idle.store, 0.2)
    idle.start()
    await until(lambda: len(attempts(api)) >= 20, 20)
    failing.share = 0.0
    await settled(agenda)
    assert failing.failed > 5
    for number in people:
        assert lines(api.phone(number)) == [["a"]]
        assert await agenda.states(number) == {"a": Sending.TOLD}


async def test_one_that_is_too_long_keeps_its_beginning(
    api: BotApi, idle: Running, agenda: Agenda, caplog: pytest.LogCaptureFixture
) -> None:
    ann = api.phone(ANN)
    agenda.diary.length = 1000
    await agenda.due(ANN, *"abcdef")
    caplog.set_level(logging.CRITICAL)
    idle.start()
    await until(lambda: len(days(ann)) == 1)
    await settled(agenda)
    (message,) = ann.alive
    assert message.buttons == [["Fait"]]
    assert "too long" in caplog.text


@pytest.mark.parametrize("announced", [True, False])
async def test_who_comes_back_is_planned_for_anew(
    api: BotApi, idle: Running, agenda: Agenda, *, announced: bool
) -> None:
    ann, address = api.phone(ANN), Address("telegram", str(ANN))
    await agenda.due(ANN, "a", since=-10)
    async with agenda.store.transaction() as tx:
        await tx.people.unreachable(address, idle.clock.now())
    idle.start()
    await agenda.due(ANN, "b")
    await until(lambda: bool(agenda.diary.reminded))
    await settled(agenda)
    assert await agenda.states(ANN) == {}
    if announced:
        ann.chat.blocked = True
        await ann.unblocks()
    else:
        await ann.types("un")
    await until(lambda: agenda.diary.came_back == [address])
    await agenda.due(ANN, "c")
    await until(lambda: len(days(ann)) == 1)
    await ann.types("deux")
    await ann.waits_for("deux")
    assert agenda.diary.came_back == [address]


async def test_everybody_gets_theirs(api: BotApi, idle: Running, agenda: Agenda) -> None:
    """Also those who talk all the while."""
    people = [api.phone(2000 + number) for number in range(30)]
    for phone in people:
        await agenda.due(phone.user.id, "a", "b")
    idle.start()
    for turn in "xyz":
        for phone in people:
            await phone.types(turn)
    for phone in people:
        await phone.waits_for("z", timeout=30)
    await settled(agenda)
    for phone in people:
        assert lines(phone) == [["a", "b"]]
        assert len(await agenda.cards(phone.user.id)) == 1
        assert (await idle.view(phone.user.id))["said"] == ["x", "y", "z"]
