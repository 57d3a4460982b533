"""A message of the day that could not be sent before the night does not come in it."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.channels.telegram.listener import CHANNEL
from bot.channels.telegram.parse import Reader
from bot.channels.telegram.rounds import Rounds
from bot.channels.telegram.timing import Bell, Timing
from bot.channels.telegram.turn import Turns
from bot.loading.library import Library
from bot.records import Address
from bot.texts.catalogues import Texts
from tests.conftest import TurnedClock
from tests.service.follow_up.planned import step
from tests.service.office import opened


@pytest.mark.parametrize(("minute", "minutes"), [(30, 15), (50, 10), (59, 1)])
async def test_it_waits_until_nine_in_the_evening_at_most(
    database: str, content: tuple[Library, dict[str, Texts]], clock: TurnedClock, minute: int, minutes: int
) -> None:
    async with opened(database, content, clock) as office:
        house = await office.organisation("A")
        ann = await office.officer(house, "ann")
        person = await ann.person()
        case = await office.case(house, "Alba", ann)
        await step(ann, case, "appeler", date(2026, 12, 1))
        async with office.store.transaction() as tx:
            await tx.people.add(person, Address(CHANNEL, "1001"))
        clock.instant = datetime(2026, 12, 1, 19, minute, tzinfo=UTC)  # in Paris it is 20 h
        reader = Reader(office.conversation.command, "union_bot")
        turns = Turns(office.conversation, clock, office.ids, reader, 60.0)
        assert await Rounds(office.store, clock, turns, Bell(), Bell())._next(Timing()) == 0.0
        async with office.store.transaction() as tx:
            (row,) = await tx.outbox.due(clock.now(), 10)
        assert row.reminder
        assert row.until == clock.now() + timedelta(minutes=minutes)
