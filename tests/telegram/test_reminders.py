"""Reminders on their way: behind the conversation, in time or not at all, and never twice."""

import asyncio
import logging
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.channels.telegram.outgoing import Post
from bot.records import Address, Outgoing, Sending
from tests.botapi import BotApi, Kind, Phone
from tests.telegram.conftest import Ids, Running, until
from tests.telegram.diary import GREETING, Agenda
from tests.telegram.reminding import ANN, agenda, attempts, days, lines, settled, waits

__all__ = ["agenda"]
QUARTER = timedelta(minutes=15)


async def state(agenda: Agenda, number: int) -> Sending:
    return (await agenda.states(number))["a"]


async def silenced(api: BotApi, bot: Running) -> None:
    """Telegram asks the bot to write to nobody for two seconds."""
    api.fault("sendMessage", "429", times=3, seconds=2)
    for number in range(3):
        await api.phone(5000 + number).types("un")
    bot.start()
    await until(lambda: len(api.faults.happened) == 3)


async def composed(agenda: Agenda, number: int = 1) -> None:
    """Until so many reminders wait to be sent."""
    async with asyncio.timeout(10):
        while await waits(agenda) < number:  # noqa: ASYNC110 - as above
            await asyncio.sleep(0.01)


async def test_what_comes_too_late_is_composed_anew(api: BotApi, idle: Running, agenda: Agenda) -> None:
    ann = api.phone(ANN)
    await silenced(api, idle)
    await agenda.due(ANN, "a", since=7200)
    await composed(agenda)
    idle.clock.ahead += QUARTER + timedelta(seconds=1)
    await until(lambda: len(days(ann)) == 1)
    await settled(agenda)
    assert lines(ann) == [["a"]]
    assert len(agenda.diary.reminded) == 2
    (card,) = await agenda.cards(ANN)
    assert card.message == str(ann.messages[0].id)


async def test_nothing_is_lost_while_nobody_can_be_reached(
    api: BotApi, idle: Running, agenda: Agenda
) -> None:
    """Refused connections are certain: all comes afterwards."""
    people = [api.phone(2000 + number) for number in range(20)]
    api.phone(5000)
    idle.start()
    await until(lambda: bool(api.calls("getUpdates")))
    await api.goes_down()
    async with agenda.store.transaction() as tx:  # finds out that connections from before are dead
        await Post(tx, Address("telegram", "5000"), idle.clock.now(), Ids(), str).say("allô")
    await asyncio.sleep(0.3)
    for phone in people:
        await agenda.due(phone.user.id, "a")
    await asyncio.sleep(1)
    assert await waits(agenda) > 10
    idle.clock.ahead += 2 * QUARTER
    await asyncio.sleep(0.5)
    await api.comes_back()
    await settled(agenda)
    for phone in people:
        assert lines(phone) == [["a"]]
        assert await state(agenda, phone.user.id) is Sending.TOLD


@pytest.mark.parametrize("kind", ["500", "drop_before", "drop_after", "malformed", "slow"])
async def test_what_may_have_come_is_not_sent_again(
    api: BotApi, idle: Running, agenda: Agenda, kind: Kind
) -> None:
    ann = api.phone(ANN)
    await agenda.due(ANN, "a")
    api.fault("sendMessage", kind, seconds=3)
    idle.start()
    await until(lambda: len(attempts(api)) == 1)
    await settled(agenda)
    assert await state(agenda, ANN) is Sending.CUT
    assert len(await agenda.cards(ANN)) == 1
    if days(ann):  # it came through after all: its buttons work
        await ann.presses("Fait")
        await ann.waits_for("fait")
        await settled(agenda)
        (card,) = await agenda.cards(ANN)
        assert card.message == str(ann.messages[0].id)
    idle.clock.ahead += timedelta(days=1)
    await agenda.due(ANN, "b")
    await ann.waits_for("encore a")
    await settled(agenda)
    assert lines(ann)[-1] == ["encore a", "b"]
    assert attempts(api) == [ANN, ANN]
    assert await agenda.states(ANN) == {"a": Sending.TOLD_AGAIN, "b": Sending.TOLD}


async def test_an_outage_cuts_only_what_was_in_the_air(api: BotApi, idle: Running, agenda: Agenda) -> None:
    """A gateway that answers 502 for a while must not cost everybody their message of the day."""
    people = [api.phone(2000 + number) for number in range(40)]
    api.random_faults(1.0, ("502",))
    for phone in people:
        await agenda.due(phone.user.id, "a")
    idle.start()
    await asyncio.sleep(0.2)
    api.faults.clear()
    await until(lambda: len(api.calls("getUpdates")) > 1)
    api.random_faults(1.0, ("502",))
    await asyncio.sleep(2)
    api.faults.clear()
    await settled(agenda)
    states = [await state(agenda, phone.user.id) for phone in people]
    assert 1 <= states.count(Sending.CUT) <= idle.timing.calls_at_once // 2
    for phone, became in zip(people, states, strict=True):
        assert lines(phone) == ([] if became is Sending.CUT else [["a"]])


async def test_a_reminder_that_was_being_sent_is_cut_at_the_start(
    api: BotApi, idle: Running, agenda: Agenda
) -> None:
    ann = api.phone(ANN)
    await agenda.due(ANN, "a")
    async with agenda.store.transaction() as tx:
        person = await tx.people.at(Address("telegram", str(ANN)))
        assert person is not None
        found = await agenda.diary.remind(tx, person.id, "telegram")
        assert found is not None
        now = idle.clock.now()
        row = Outgoing("1", str(ANN), "draw", {"text": GREETING}, now, now, f"day.{now:%Y-%m-%d}")
        await tx.outbox.add(_reminder(row, found[1].reminder))
        await tx.outbox.sending(["1"])  # … and here the power went
    idle.start()
    await ann.types("un")
    await ann.waits_for("un")
    await settled(agenda)
    assert attempts(api) == []
    assert await state(agenda, ANN) is Sending.CUT
    assert len(await agenda.cards(ANN)) == 1


def _reminder(row: Outgoing, reminder: str) -> Outgoing:
    return replace(row, reminder=reminder, until=row.created_at + QUARTER)


async def test_two_that_wait_are_two_messages(api: BotApi, idle: Running, agenda: Agenda) -> None:
    ann = api.phone(ANN)
    await silenced(api, idle)
    for number, about in enumerate("ab", 1):
        await agenda.due(ANN, about)
        await composed(agenda, number)
    await settled(agenda)
    assert lines(ann) == [["a"], ["b"]]


async def test_who_acts_gets_it_afterwards(api: BotApi, idle: Running, agenda: Agenda) -> None:
    """What waits for them is taken back, and composed anew after what they did."""
    ann = api.phone(ANN)
    await silenced(api, idle)
    await agenda.due(ANN, "a", since=7200)
    await composed(agenda)
    await ann.types("un")
    await until(lambda: len(days(ann)) == 1)
    await settled(agenda)
    assert len(agenda.diary.reminded) == 2
    assert [one.text.split("\n")[0] for one in ann.messages] == ["un", GREETING]
    assert lines(ann) == [["a"]]
    assert await agenda.states(ANN) == {"a": Sending.TOLD}
    assert len(attempts(api)) == 1


async def test_one_that_was_refused_for_now_holds_up_no_reply(
    api: BotApi, idle: Running, agenda: Agenda
) -> None:
    ann = api.phone(ANN)
    await agenda.due(ANN, "a")
    api.fault("sendMessage", "429", seconds=1)
    idle.start()
    await until(lambda: len(attempts(api)) == 1)
    await ann.types("un")
    await until(lambda: len(days(ann)) == 1)
    await settled(agenda)
    assert [one.text.split("\n")[0] for one in ann.messages] == ["un", GREETING]
    assert await state(agenda, ANN) is Sending.TOLD
    assert attempts(api) == [ANN, ANN]


async def test_one_on_its_way_to_who_blocks_the_bot_is_cut(
    api: BotApi, idle: Running, agenda: Agenda
) -> None:
    ann = api.phone(ANN)
    await agenda.due(ANN, "a")
    api.fault("sendMessage", "slow", seconds=0.5)
    idle.start()
    await until(lambda: len(days(ann)) == 1)
    await ann.blocks()
    await settled(agenda)
    assert await state(agenda, ANN) is Sending.CUT
    await ann.unblocks()
    await until(lambda: bool(agenda.diary.came_back))
    assert attempts(api) == [ANN]


@pytest.mark.parametrize("announced", [True, False])
async def test_who_blocked_the_bot_gets_none_and_loses_none(
    api: BotApi, idle: Running, agenda: Agenda, *, announced: bool
) -> None:
    ann = api.phone(ANN)
    await agenda.due(ANN, "a")
    if announced:
        api.fault("sendMessage", "429", seconds=2)
        idle.start()
        await until(lambda: len(attempts(api)) == 1)
        await ann.blocks()
    else:
        ann.chat.blocked = True
        idle.start()
    await until(lambda: bool(agenda.diary.dropped))
    await settled(agenda)
    assert agenda.diary.dropped == [(str(ANN), ["a"])]  # pending again, and then for the service to drop
    assert await agenda.cards(ANN) == []
    assert len(attempts(api)) == 1
    async with agenda.store.transaction() as tx:
        assert not await tx.people.reachable(Address("telegram", str(ANN)))


async def test_one_that_is_refused_for_good_counts_as_told(
    api: BotApi, idle: Running, agenda: Agenda, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    await agenda.due(9_999, "a")  # a chat that Telegram does not know
    idle.start()
    await until(lambda: "was refused" in caplog.text)
    await settled(agenda)
    await asyncio.sleep(3 * idle.timing.rounds)
    assert await state(agenda, 9_999) is Sending.TOLD
    assert await agenda.cards(9_999) == []
    assert attempts(api) == [9_999]


async def test_replies_come_before_a_thousand_reminders(api: BotApi, idle: Running, agenda: Agenda) -> None:
    """Counted in reminders, not in seconds: at most a handful go out between a word and its answer."""
    async with agenda.store.transaction() as tx:
        now = idle.clock.now()
        for number in range(1000):
            api.phone(20_000 + number)
            look = {"text": GREETING, "keyboard": []}
            row = Outgoing(f"{number:032}", str(20_000 + number), "draw", look, now, now)
            await tx.outbox.add(_reminder(row, Ids().new()))
    idle.start()
    await until(lambda: len(attempts(api)) > 5)
    between = [await _asks(api, api.phone(3000 + number)) for number in range(25)]
    assert 25 < len(attempts(api)) < 900  # they went on all the while
    assert sorted(between)[23] <= 40
    assert not api.limits.excesses


async def _asks(api: BotApi, phone: Phone) -> int:
    """How many reminders go out between a word and its answer."""
    await asyncio.sleep(0.05)
    before = len(attempts(api))
    await phone.types("un")
    await phone.waits_for("un")
    return len(attempts(api)) - before
