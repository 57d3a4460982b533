"""What the tests of steps share: the way to a step, and what is kept of it."""

from collections.abc import Sequence
from datetime import date

from bot.records import (
    Occasion,
    Reminder,
    Sending,
    StepRecord,
    Subject,
)
from tests.conftest import TurnedClock
from tests.service.office import Visitor
from tests.service.test_advice import Met, met, office

__all__ = ["met", "office"]

ZONE = "Europe/Paris"
STATUSES = ["Fait", "Commencé", "Pas fait", "Laissé de côté"]


async def steps_of(met: Met, visitor: Visitor | None = None) -> list[StepRecord]:
    """The steps of the case, or those of somebody's own list, the one agreed last at the end."""
    person = "" if visitor is None else (await visitor.person()).id
    async with met.office.store.transaction() as tx:
        kept = await (tx.steps.of(Subject(), person) if person else tx.steps.about(met.case))
    return sorted(kept, key=lambda each: (each.agreed_at, not each.diagnosis))


async def pending(visitor: Visitor, step: StepRecord) -> dict[Occasion, date]:
    """The days on which the visitor is still to be reminded of it."""
    person = (await visitor.person()).id
    async with visitor.office.store.transaction() as tx:
        kept: Sequence[Reminder] = await tx.reminders.about(step.id)
    return {
        each.occasion: each.day for each in kept if each.person == person and each.state is Sending.PENDING
    }


async def on_step(officer: Visitor, words: str) -> str:
    """To the screen of the step that says so."""
    await officer.sends("plan")
    (label,) = [each for each in officer.labels if each.startswith("Petit pas : ") and words in each]
    return await officer.touches(label)


async def an_idea(officer: Visitor) -> str:
    """To the screen of the first idea of the list; what it is called."""
    await officer.sends("plan")
    title = officer.labels[0]
    await officer.touches(title)
    return title


async def twice(met: Met, clock: TurnedClock) -> str:
    """What is to be read once a step was found not done on two days."""
    for _ in range(2):
        await on_step(met.officer, "remplir")
        await met.officer.touches("Pas fait")
        clock.turn(days=1)
    return met.officer.read
