"""What is noted in the store after a call, or instead of it.

What is in a reminder is told once: when its message was sent; when nobody knows whether it was, it is cut, and stands
first in a later message; when it certainly was not, it is pending again.
"""

from dataclasses import dataclass
from datetime import datetime

from bot.channels.telegram.listener import CHANNEL
from bot.ports import Transaction
from bot.records import Address, Outgoing, Person, Sending


@dataclass(frozen=True, slots=True)
class Made:
    """There is nothing more to do for the row. `message`: the new message that shows its card."""

    row: Outgoing
    message: str | None = None

    async def write(self, tx: Transaction) -> None:
        if self.row.reminder:
            await _hold(tx, _address(self.row))
        await tx.outbox.sent(self.row.id)
        if self.row.reminder:
            await tx.reminders.told(self.row.reminder)
        if self.row.card and self.message:
            await tx.chats.sent(_address(self.row), self.row.card, self.message)


@dataclass(frozen=True, slots=True)
class Later:
    """To be tried again. Never a reminder: that is composed anew."""

    row: Outgoing
    at: datetime

    async def write(self, tx: Transaction) -> None:
        await tx.outbox.retry(self.row.id, self.at)


@dataclass(frozen=True, slots=True)
class Dropped:
    """The call is wrong, and would be so every time. A reminder counts as told, lest it be refused day after day."""

    row: Outgoing

    async def write(self, tx: Transaction) -> None:
        if self.row.reminder:
            await _hold(tx, _address(self.row))
            await tx.reminders.told(self.row.reminder)
            await _drop_card(tx, self.row)
        await tx.outbox.sent(self.row.id)


@dataclass(frozen=True, slots=True)
class GivenUp:
    """A reminder that is not sent, or not again. `again_at`: not before then, if it is to be tried once more."""

    row: Outgoing
    uncertain: bool  # whether it may have arrived
    again_at: datetime | None = None

    async def write(self, tx: Transaction) -> None:
        person = await _hold(tx, _address(self.row))
        await tx.outbox.sent(self.row.id)
        if self.uncertain:  # the card stays: if it is on the screen after all, its buttons work
            await tx.reminders.cut(self.row.reminder)
            return
        await tx.reminders.put_back(self.row.reminder)
        await _drop_card(tx, self.row)
        if person is not None and self.again_at is not None:
            await tx.reminders.put_off(person.id, self.again_at)


@dataclass(frozen=True, slots=True)
class Gone:
    """Nothing can be sent to the chat any more."""

    row: Outgoing
    since: datetime

    async def write(self, tx: Transaction) -> None:
        if self.row.reminder:
            await GivenUp(self.row, uncertain=False).write(tx)
        await let_go(tx, _address(self.row), self.since)


Note = Made | Later | Dropped | GivenUp | Gone


async def take_back(tx: Transaction, address: Address) -> None:
    """Send none of the reminders that wait for `address`."""
    await _hold(tx, address)
    for row in await tx.outbox.withdraw(address.external):
        await GivenUp(row, uncertain=row.uncertain).write(tx)


async def let_go(tx: Transaction, address: Address, since: datetime) -> None:
    """Nothing can be sent to `address` since then. A reminder that is being sent may have arrived before."""
    await take_back(tx, address)
    person = await _hold(tx, address)
    kept = await tx.reminders.of(person.id) if person else ()
    for message in {one.message for one in kept if one.state is Sending.SENDING}:
        await tx.reminders.cut(message)
    await tx.people.unreachable(address, since)
    await tx.outbox.drop_chat(address.external)


async def _drop_card(tx: Transaction, row: Outgoing) -> None:
    """Nobody has seen it, so nobody can press its buttons, and no word is meant for it."""
    if row.card:
        await tx.chats.drop_card(_address(row), row.card)


async def _hold(tx: Transaction, address: Address) -> Person | None:
    """Who is met there. Whoever touches reminders holds their person first, as turns do: else two wait for each other."""
    return await tx.people.at(address)


def _address(row: Outgoing) -> Address:
    return Address(CHANNEL, row.chat)
