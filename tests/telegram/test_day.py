"""The message of the day as people get it: the real conversation, over HTTP, by a clock that the test turns."""

import asyncio
from collections.abc import AsyncIterator
from datetime import date, timedelta

import pytest

from bot.loading.library import Library
from bot.ports import Store
from bot.records import Address, Habits, Sending, StepRecord, StepStatus, Subject
from bot.service.conversation import Conversation
from bot.service.follow_up.schedule import replan_list
from bot.service.screens import DAY_CARD
from bot.texts.catalogues import Texts
from tests.botapi import BotApi, Phone
from tests.conftest import TurnedClock
from tests.telegram.conftest import Ids, Running, until

ANN = 1001
TODAY = date(2026, 11, 24)  # of the turned clock, half past nine in Paris
WORDS = "Téléphoner à la mairie de Saint-Aubin"


class Telling(Running):
    """The channel with the real conversation, by a clock that stands."""

    def __init__(
        self, api: BotApi, store: Store, content: tuple[Library, dict[str, Texts]], clock: TurnedClock
    ) -> None:
        super().__init__(api, store)
        self.clock = clock  # type: ignore[assignment]
        self.echo = Conversation(*content, clock, Ids())  # type: ignore[assignment]

    async def agreed(self, person: int, due: date) -> StepRecord:
        """Somebody who wants reminders agreed on a step two weeks before its day."""
        address, ids = Address("telegram", str(person)), Ids()
        long_ago = self.clock.now() - timedelta(days=14)
        async with self.store.transaction() as tx:
            known = await tx.people.at(address)
            assert known is not None
            step = StepRecord(
                ids.new(), Subject(), known.id, "", "situation_diagnosis", "", "", "", WORDS, due, "",
                StepStatus.PLANNED.value, long_ago, agreed_by=known.id,
            )  # fmt: skip
            await tx.reminders.save_habits(Habits(known.id, wanted=True))
            await tx.steps.add(step)
            await replan_list(tx, long_ago, Subject(), known.id)
        return step

    async def states(self, person: int) -> list[Sending]:
        async with self.store.transaction() as tx:
            known = await tx.people.at(Address("telegram", str(person)))
            return [one.state for one in await tx.reminders.of(known.id)] if known else []


@pytest.fixture
async def telling(
    api: BotApi, store: Store, content: tuple[Library, dict[str, Texts]], clock: TurnedClock
) -> AsyncIterator[Telling]:
    telling = Telling(api, store, content, clock)
    telling.start()
    yield telling
    await telling.stop()


async def enters(phone: Phone, bot: Running) -> None:
    await phone.types("/start")
    await phone.waits_for(lambda message: bool(message.keyboard))
    await bot.at_rest()


async def test_a_step_is_brought_up_once_and_answered_with_a_tap(api: BotApi, telling: Telling) -> None:
    ann = api.phone(ANN)
    await enters(ann, telling)
    step = await telling.agreed(ANN, TODAY)
    shown = await ann.waits_for(WORDS)
    assert WORDS not in shown.text.split("\n")[0]  # what a locked phone shows
    await telling.at_rest()
    await until(lambda: sum(WORDS in one.text for one in ann.messages) == 1)
    await ann.presses("Fait", shown)
    await telling.at_rest()
    async with telling.store.transaction() as tx:
        kept = await tx.steps.get(step.id)
    assert kept is not None
    assert kept.status == StepStatus.DONE
    telling.clock.turn(days=4)  # type: ignore[attr-defined]
    await telling.at_rest()
    assert Sending.PENDING not in await telling.states(ANN)
    assert sum(WORDS in one.versions[0].text for one in ann.messages) == 1


async def test_who_is_in_the_middle_of_an_interview_goes_on_with_it(api: BotApi, telling: Telling) -> None:
    """The message comes between two answers, below, and takes no word that was meant for the question."""
    ann = api.phone(ANN)
    await enters(ann, telling)
    choice = ann.alive[-1]
    await telling.agreed(ANN, TODAY)
    day = await ann.waits_for(WORDS)
    await telling.at_rest()
    moment = ann.moment
    await ann.presses(choice.buttons[0][0], choice)
    await ann.waits_for(lambda message: bool(message.keyboard) and message.id != day.id, since=moment)
    await telling.at_rest()
    assert sum(WORDS in one.versions[0].text for one in ann.messages) == 1
    async with telling.store.transaction() as tx:
        cards = await tx.chats.cards(Address("telegram", str(ANN)))
    assert [one.message for one in cards if one.name.startswith(DAY_CARD)] == [str(day.id)]


async def test_who_blocked_the_bot_is_planned_for_anew_when_they_come_back(
    api: BotApi, telling: Telling
) -> None:
    ann = api.phone(ANN)
    await enters(ann, telling)
    await ann.blocks()
    await telling.at_rest()
    await telling.agreed(ANN, TODAY + timedelta(days=1))
    async with asyncio.timeout(10):
        while await telling.states(ANN):  # noqa: ASYNC110 - what is waited for has no bell
            await asyncio.sleep(0.02)
    await ann.unblocks()
    await telling.at_rest()
    assert not any(WORDS in one.text for one in ann.messages)
    telling.clock.turn(days=1)  # type: ignore[attr-defined]
    await ann.waits_for(WORDS)


async def test_nothing_comes_at_night(api: BotApi, telling: Telling) -> None:
    ann = api.phone(ANN)
    await enters(ann, telling)
    telling.clock.turn(hours=13)  # type: ignore[attr-defined]
    await telling.agreed(ANN, TODAY)
    await telling.at_rest()
    await asyncio.sleep(5 * telling.timing.rounds)
    assert not any(WORDS in one.text for one in ann.messages)
    telling.clock.turn(hours=10, minutes=45)  # type: ignore[attr-defined]
    await ann.waits_for(WORDS)
