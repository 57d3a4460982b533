"""Messages of the day for visitors of an office, and what is kept of what they are to be reminded of."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.loading.library import Library
from bot.records import Cooperation, Reminder, Sending, StepRecord
from bot.texts.catalogues import Texts
from tests.conftest import TurnedClock
from tests.service.office import CHANNEL, Office, Visitor, opened

PARIS = "Europe/Paris"


@pytest.fixture
async def office(
    database: str, content: tuple[Library, dict[str, Texts]], clock: TurnedClock
) -> AsyncIterator[Office]:
    async with opened(database, content, clock) as office:
        yield office


def turn_to(office: Office, day: date, hour: int = 9, minute: int = 0, zone: str = PARIS) -> None:
    """The clock stands at that hour of the day."""
    office.clock.instant = datetime.combine(day, time(hour, minute), ZoneInfo(zone)).astimezone(UTC)


async def message(visitor: Visitor) -> str | None:
    """The message of the day as it is composed now; None when there is none. It is on its way then, not sent yet."""
    office, person = visitor.office, await visitor.person()
    async with office.store.transaction() as tx:
        found = await office.conversation.remind(tx, person.id, CHANNEL)
    if found is None:
        return None
    address, visitor.answer = found
    assert address == visitor.address
    assert visitor.answer.reminder
    (visitor.screen,) = visitor.answer.screens
    assert visitor.screen.below
    return visitor.read


async def told(visitor: Visitor) -> str | None:
    """The message of the day, composed and sent."""
    said = await message(visitor)
    if said is not None:
        async with visitor.office.store.transaction() as tx:
            await tx.reminders.told(visitor.answer.reminder)
    return said


async def cut(visitor: Visitor) -> str | None:
    """The message of the day, composed; nobody knows whether it was sent."""
    said = await message(visitor)
    if said is not None:
        async with visitor.office.store.transaction() as tx:
            await tx.reminders.cut(visitor.answer.reminder)
    return said


async def kept(visitor: Visitor) -> Sequence[Reminder]:
    """All that is kept of what the visitor is reminded of."""
    person = await visitor.person()
    async with visitor.office.store.transaction() as tx:
        return await tx.reminders.of(person.id)


async def pending(visitor: Visitor) -> list[tuple[str, date]]:
    """What is to be told, as (occasion, day)."""
    return [(each.occasion.value, each.day) for each in await kept(visitor) if each.state is Sending.PENDING]


async def due(office: Office) -> Sequence[str]:
    """The persons who have something due now."""
    async with office.store.transaction() as tx:
        return await tx.reminders.due(office.clock.now(), 1000)


async def accustom(visitor: Visitor, **habits: Any) -> None:
    """The visitor wants to be reminded so; nothing is planned anew."""
    person = await visitor.person()
    async with visitor.office.store.transaction() as tx:
        before = await tx.reminders.habits(person.id)
        await tx.reminders.save_habits(replace(before, **habits))


async def now_of(step: StepRecord, office: Office) -> StepRecord:
    """The step as it is kept now."""
    async with office.store.transaction() as tx:
        found = await tx.steps.get(step.id)
    assert found is not None
    return found


async def project(office: Office, case: str, name: str) -> str:
    """One more cooperation of a case; its id."""
    made = Cooperation(office.ids.new(), case, office.clock.now(), name)
    async with office.store.transaction() as tx:
        await tx.cases.add_cooperation(made)
    return made.id
