"""What the tests of the page of reminders share."""

import re
from datetime import date

from bot.records import Sending
from tests.service.follow_up.planned import reminders
from tests.service.office import Visitor
from tests.service.teamed import Team, team

__all__ = ["team"]

THURSDAY, FRIDAY = (
    date(2026, 12, 3),
    date(2026, 12, 4),
)  # the tests begin on Tuesday, 24 November, 9:30 in Paris


async def newcomer(team: Team, name: str = "Cléo") -> Visitor:
    """Somebody who speaks for their own group."""
    visitor = team.office.visitor(name)
    await visitor.sends("start")
    await visitor.touches("Je réponds pour mon groupe")
    return visitor


def days_in(read: str) -> list[str]:
    """The headings of the plan."""
    return re.findall(
        r"^(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche) .*, .* h.*$", read, re.MULTILINE
    )


async def tell(visitor: Visitor, message: str = "m1") -> None:
    """What is due goes out in `message`, as the worker does it."""
    now = visitor.office.clock.now()
    due = [each for each in await reminders(visitor, Sending.PENDING) if each.due_at <= now]
    assert due
    async with visitor.office.store.transaction() as tx:
        await tx.reminders.sending(due, message, now)
        await tx.reminders.told(message)
