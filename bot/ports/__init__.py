"""What the service needs of the outside world: a store with transactions, a clock, and random ids.

Every record belongs to one bot (the tenant), to which a store is bound when it is opened. What people say is kept
encrypted, each with the key of the case or person whose it is; whoever calls a port sees plain words.
"""

from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import Protocol

from bot.ports.cases import Audit, Cases, Figures, Network, Shares
from bot.ports.channels import Chats, Inbox, Outbox, Signs
from bot.ports.follow_up import Reminders, Steps, Visits
from bot.ports.interviews import Diagnoses, Plans, Publications, Sessions
from bot.ports.people import Invitations, Organisations, People
from bot.ports.reference import Reference

__all__ = [
    "Audit",
    "Cases",
    "Chats",
    "Clock",
    "Diagnoses",
    "Figures",
    "Ids",
    "Inbox",
    "Invitations",
    "Network",
    "Organisations",
    "Outbox",
    "People",
    "Plans",
    "Publications",
    "Reference",
    "Reminders",
    "Sessions",
    "Shares",
    "Signs",
    "Steps",
    "Store",
    "StoreUnavailable",
    "Transaction",
    "Visits",
]


class Transaction(Protocol):
    """One unit of work: everything in it is kept, or nothing."""

    people: People
    organisations: Organisations
    invitations: Invitations
    cases: Cases
    shares: Shares
    network: Network
    audit: Audit
    figures: Figures
    sessions: Sessions
    diagnoses: Diagnoses
    plans: Plans
    steps: Steps
    visits: Visits
    reminders: Reminders
    reference: Reference
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
