"""Ports about people: who is known, their organisations, and the invitations that let them in."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.records import Address, Invitation, Member, Organisation, Person


class People(Protocol):
    """Who is known, and where they are met."""

    async def at(self, address: Address) -> Person | None: ...
    async def get(self, person: str) -> Person | None: ...
    async def add(self, person: Person, address: Address) -> None:
        """Keep `person`, and that they are met at `address`. Somebody known already gets one more address."""
        ...

    async def save(self, person: Person) -> None: ...
    async def addresses(self, person: str) -> Sequence[Address]: ...
    async def leave(self, address: Address) -> None:
        """Nobody is met at `address` any more; its chat and its cards go."""
        ...

    async def unreachable(self, address: Address, since: datetime | None) -> None:
        """Note that nothing can be sent to `address` since then; None: it can again."""
        ...

    async def reachable(self, address: Address) -> bool: ...
    async def idle(self, before: datetime, limit: int) -> Sequence[str]:
        """Those who belong to no organisation, came before then, and have touched no interview since."""
        ...

    async def erase(self, person: str) -> None:
        """Everything kept of the person, and their key: identities, memberships, chats, cards, what they said of
        themselves with its results, what they shared, what waits to be sent, and the content of updates received
        from their addresses (the ids stay, so that none is taken twice). What they said for a case stays with it,
        without saying who, unless it is private.
        """
        ...


class Organisations(Protocol):
    """The officers' employers, and who belongs to them."""

    async def add(self, organisation: Organisation) -> None: ...
    async def get(self, organisation: str) -> Organisation | None: ...
    async def save(self, organisation: Organisation) -> None: ...
    async def named(self, name: str) -> Organisation | None:
        """The one with exactly this name."""
        ...

    async def all(self) -> Sequence[Organisation]: ...
    async def member(self, person: str) -> Member | None: ...
    async def members(self, organisation: str) -> Sequence[Member]:
        """With their names, in the order in which they came."""
        ...

    async def join(self, member: Member) -> None:
        """Keep a membership, new or with another role. Who comes from elsewhere leaves the cases there, as `leave` does."""
        ...

    async def leave(self, person: str) -> None:
        """The person no longer belongs to an organisation, and is no officer of any case; what only they could see of
        those is erased.
        """
        ...


class Invitations(Protocol):
    """Links, by the hash of their tokens."""

    async def add(self, invitation: Invitation) -> None: ...
    async def by_hash(self, token_hash: str) -> Invitation | None:
        """The invitation, locked on PostgreSQL until the transaction ends, so that the last use has one winner."""
        ...

    async def save(self, invitation: Invitation) -> None: ...
    async def use(self, invitation: Invitation, person: str, at: datetime) -> None:
        """Note that `person` used it, and keep it with one use more."""
        ...

    async def used_by(self, person: str) -> Sequence[Invitation]:
        """Those that `person` used, the last used first. The uses go with the person, and with the case."""
        ...

    async def of(self, person: str) -> Sequence[Invitation]:
        """Those that `person` made, the newest first."""
        ...

    async def for_case(self, case: str) -> Sequence[Invitation]: ...
    async def prune(self, before: datetime) -> None:
        """Drop those that expired before then."""
        ...
