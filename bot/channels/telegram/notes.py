"""What is noted in the store after a call."""

from dataclasses import dataclass
from datetime import datetime

from bot.channels.telegram.listener import CHANNEL
from bot.ports import Transaction
from bot.records import Address, Outgoing


@dataclass(frozen=True, slots=True)
class Made:
    """There is nothing more to do for the row. `message`: the new message that shows its card."""

    row: Outgoing
    message: str | None = None

    async def write(self, tx: Transaction) -> None:
        await tx.outbox.sent(self.row.id)
        if self.row.card and self.message:
            await tx.chats.sent(Address(CHANNEL, self.row.chat), self.row.card, self.message)


@dataclass(frozen=True, slots=True)
class Later:
    """To be tried again."""

    row: Outgoing
    at: datetime

    async def write(self, tx: Transaction) -> None:
        await tx.outbox.retry(self.row.id, self.at)


@dataclass(frozen=True, slots=True)
class Gone:
    """Nothing can be sent to the chat any more."""

    row: Outgoing
    since: datetime

    async def write(self, tx: Transaction) -> None:
        await tx.people.unreachable(Address(CHANNEL, self.row.chat), self.since)
        await tx.outbox.drop_chat(self.row.chat)


Note = Made | Later | Gone
