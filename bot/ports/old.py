"""What the service needs of the outside world: a store with transactions, a clock, and random ids.

Every record belongs to one bot (the tenant), to which a store is bound when it is opened.
"""

from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import Protocol

from bot.engine.session import Event
from bot.records import Address, Card, Chat, DiagnosisRecord, Outgoing, Person, Plain, SessionRecord, Update


class People(Protocol):
    """Who is known, and where they are met."""

    async def at(self, address: Address) -> Person | None: ...
    async def add(self, person: Person, address: Address) -> None: ...
    async def save(self, person: Person) -> None: ...
    async def unreachable(self, address: Address, since: datetime | None) -> None:
        """Note that nothing can be sent to `address` since then; None: it can again."""
        ...

    async def reachable(self, address: Address) -> bool: ...
    async def erase(self, person: str) -> None:
        """Everything kept of the person: identities, chats, cards, interviews, results, what waits to be sent,
        and the content of updates received from their addresses (the ids stay, so that none is taken twice).
        """
        ...


class Sessions(Protocol):
    """Interviews with their events."""

    async def add(self, record: SessionRecord) -> None: ...
    async def get(self, session: str) -> SessionRecord | None: ...
    async def of(self, person: str) -> Sequence[SessionRecord]:
        """All interviews of a person, the last touched first, logs included."""
        ...

    async def save(self, record: SessionRecord, new: Sequence[Event]) -> None:
        """Keep the fields of `record`, and append `new` to the events kept (its `log` is not read)."""
        ...


class Diagnoses(Protocol):
    """Results as they were given; none is ever overwritten."""

    async def add(self, record: DiagnosisRecord) -> None: ...
    async def of(self, person: str) -> Sequence[DiagnosisRecord]:
        """All results of a person, the newest first."""
        ...


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


class Publications(Protocol):
    """Each version of a dialogue that was ever used, with its texts."""

    async def add(self, dialogue: str, version: str, source: str, texts: Plain, at: datetime) -> None:
        """Keep a version; one already kept stays as it is."""
        ...

    async def texts(self, dialogue: str, version: str) -> Plain | None: ...


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
        """The first waiting call of each chat and all urgent ones, if due at `now`: urgent first, then oldest first."""
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


class Transaction(Protocol):
    """One unit of work: everything in it is kept, or nothing."""

    people: People
    sessions: Sessions
    diagnoses: Diagnoses
    chats: Chats
    signs: Signs
    publications: Publications
    inbox: Inbox
    outbox: Outbox


class Store(Protocol):
    """Opens transactions; raises `StoreUnavailable` when it cannot keep anything now."""

    def transaction(self) -> AbstractAsyncContextManager[Transaction]: ...
    async def close(self) -> None: ...


class StoreUnavailable(Exception):  # noqa: N818 - a state of the world, not a fault of ours
    """The store cannot be read or written now (disk full, connection lost). Nothing was kept; try again later."""


class Clock(Protocol):
    """What time it is."""

    def now(self) -> datetime:
        """This instant, in UTC."""
        ...


class Ids(Protocol):
    """Where new ids come from."""

    def new(self) -> str:
        """A random id of 128 bits, as 32 hexadecimal digits."""
        ...
