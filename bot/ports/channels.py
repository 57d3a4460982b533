"""Ports of the channels: conversations, signs of life, and the two queues."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.records import Address, Card, Chat, Outgoing, Update


class Chats(Protocol):
    """Conversations and their living messages."""

    async def at(self, address: Address) -> Chat | None: ...
    async def save(self, chat: Chat) -> None: ...
    async def cards(self, address: Address) -> Sequence[Card]: ...
    async def save_card(self, card: Card) -> None: ...
    async def drop_card(self, address: Address, name: str) -> None: ...
    async def under_way(self) -> Sequence[Address]:
        """The addresses where the active interview is open and waits for an answer."""
        ...

    async def sent(self, address: Address, name: str, message: str) -> None:
        """Note the channel's id of the message that shows the card."""
        ...


class Signs(Protocol):
    """Signs of life of parts of the program, to tell after a stop how long it was."""

    async def last(self, name: str) -> datetime | None: ...
    async def note(self, name: str, at: datetime) -> None: ...


class Inbox(Protocol):
    """Updates received, in the order of their ids."""

    async def put(self, updates: Sequence[Update]) -> None:
        """Keep `updates`; those whose id is known already are passed over."""
        ...

    async def last_id(self) -> int | None:
        """The highest id ever received."""
        ...

    async def waiting(self, now: datetime, leaving_out: Sequence[str], limit: int) -> Sequence[Update]:
        """The first waiting update of each sender, if it is due at `now`, oldest first."""
        ...

    async def take(self, update: int) -> Update | None:
        """The update, if it still waits; on PostgreSQL it stays locked until the transaction ends."""
        ...

    async def done(self, update: int, at: datetime) -> None:
        """The update has been worked on: its content is dropped, its id stays."""
        ...

    async def failed(self, update: int, error: str, retry_at: datetime | None) -> None:
        """One more failed attempt; without `retry_at` it is set aside for good, and blocks nobody."""
        ...

    async def prune(self, before: datetime) -> None:
        """Drop the ids of what was done before then."""
        ...


class Outbox(Protocol):
    """Calls to make on the channel."""

    async def add(self, outgoing: Outgoing) -> None: ...
    async def due(self, now: datetime, limit: int) -> Sequence[Outgoing]:
        """What can be made at `now`: all urgent calls, then the first waiting one of each chat, then the reminders of chats
        where nothing else waits; of each kind the oldest first.
        """
        ...

    async def withdraw(self, chat: str) -> Sequence[Outgoing]:
        """The reminders that wait for the chat and have never been tried: taken out of the queue."""
        ...

    async def reminders(self) -> int:
        """How many reminders wait."""
        ...

    async def sending(self, ids: Sequence[str]) -> None:
        """Note, before the call, that it is being made."""
        ...

    async def sent(self, id: str) -> None:
        """The call is made: forget it."""
        ...

    async def retry(self, id: str, due_at: datetime) -> None:
        """One more failed attempt; try again then."""
        ...

    async def drop_chat(self, chat: str) -> None:
        """Forget all that waits for the chat."""
        ...

    async def overtaken(self, chat: str, card: str, by: str) -> None:
        """Forget the drawings of `card` that wait, other than `by`: a later one replaces them."""
        ...

    async def recover(self) -> None:
        """At start: what was being sent when the program stopped waits again, marked uncertain."""
        ...

    async def count(self) -> int: ...
