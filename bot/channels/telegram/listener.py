"""What the channel needs of the rest: somebody who answers, and somebody who prints."""

from collections.abc import Callable, Sequence
from typing import Protocol

from bot.ports import Transaction
from bot.records import Address
from bot.service.documents import Document
from bot.service.screens import Answer, Found, Heard, Looked

CHANNEL = "telegram"

DeepLink = Callable[[str], str]  # of an invitation, by its token
Printer = Callable[[Document, DeepLink], bytes]


class Listener(Protocol):
    """The service, as the channel sees it. All that is said to people comes from here."""

    async def hear(self, tx: Transaction, address: Address, heard: Heard) -> Answer:
        """Take in what somebody did, inside the transaction that also keeps the answer to be sent."""
        ...

    async def look_up(self, tx: Transaction, address: Address, looked: Looked) -> Found:
        """What somebody may send into the chat where they type. Nothing is kept of them, nor of what they typed."""
        ...

    async def apologise(self, tx: Transaction, address: Address) -> Answer:
        """What to show when something they did could not be worked on, however often it was tried."""
        ...

    async def reshow(self, tx: Transaction, address: Address) -> Answer:
        """The question that waits, once more: presses made during an outage are lost."""
        ...

    async def remind(self, tx: Transaction, person: str, channel: str) -> tuple[Address, Answer] | None:
        """The message of the day for `person` and where to send it; what is in it is noted as being sent.

        None when there is nothing to say to them there now: what made them due is put off or dropped then.
        """
        ...

    async def back(self, tx: Transaction, address: Address) -> None:
        """Somebody can be written to again: plan what they are still to be reminded of."""
        ...

    def elsewhere(self) -> str:
        """One line for a group, where the bot does not talk."""
        ...

    def command(self, word: str) -> str | None:
        """The program's name for a command as it was typed, without its slash."""
        ...

    def commands(self) -> Sequence[tuple[str, str]]:
        """The commands to list in the menu, with their descriptions."""
        ...

    def describe(self) -> tuple[str, str]:
        """What the bot is, at length and in a line."""
        ...
