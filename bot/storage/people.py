"""Who is known, and where they are met."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.engine.dialogue import Voice
from bot.records import Address, Person
from bot.storage.private import drop_all_of
from bot.storage.safe import Safe, owner_of
from bot.storage.statements import Row, Statement, Work, given, insert, insert_unless_there, listed, mine
from bot.storage.tables import (
    chat,
    diagnosis,
    identity,
    inbox,
    invitation,
    member,
    outbox,
    person,
    session,
)
from bot.storage.words import read

_PERSON = sa.select(
    person.c.id, person.c.since, person.c.voice, person.c.locale, person.c.zone, person.c.name
)
_GET = Statement(_PERSON.where(mine(person, "id")))
# Locked on PostgreSQL until the transaction ends, as who is reminded is: whoever speaks with somebody, or to them, holds
# first the person, then their chat, so that the two never wait for one another.
_AT = Statement(
    _PERSON.join(identity, sa.and_(identity.c.bot == person.c.bot, identity.c.person == person.c.id))
    .where(mine(identity, "channel", "external"))
    .with_for_update(key_share=True, of=person)
)
_ADD = insert_unless_there(person)
_ADD_IDENTITY = insert(identity)
_SAVE = Statement(
    sa.update(person)
    .values({name: given(person.c[name]) for name in ("since", "voice", "locale", "zone", "name")})
    .where(mine(person, "id"))
)
_UNREACHABLE = Statement(
    sa.update(identity)
    .values(unreachable_since=given(identity.c.unreachable_since))
    .where(mine(identity, "channel", "external"))
)
_UNREACHED = Statement(
    sa.select(identity.c.channel).where(
        mine(identity, "channel", "external"), identity.c.unreachable_since.is_not(None)
    )
)
_ADDRESSES = Statement(
    sa.select(identity.c.channel, identity.c.external)
    .where(mine(identity, "person"))
    .order_by(identity.c.channel, identity.c.external)
)
_LEAVE = Statement(sa.delete(identity).where(mine(identity, "channel", "external")))
_DROP_CHAT = Statement(sa.delete(chat).where(mine(chat, "channel", "external")))
_IDLE = Statement(
    sa.select(person.c.id)
    .where(
        mine(person),
        person.c.since < given(person.c.since, "before"),
        ~sa.exists().where(member.c.bot == person.c.bot, member.c.person == person.c.id),
        ~sa.exists().where(
            session.c.bot == person.c.bot,
            session.c.person == person.c.id,
            session.c.touched_at >= given(session.c.touched_at, "before"),
        ),
    )
    .order_by(person.c.since, person.c.id)
    .limit(sa.bindparam("limit", type_=sa.BigInteger()))
)
_WHEREABOUTS = Statement(
    sa.union(
        sa.select(identity.c.channel, identity.c.external).where(mine(identity, "person")),
        sa.select(chat.c.channel, chat.c.external).where(mine(chat, "person")),
    )
    .subquery()
    .select()
)
_NAMES = listed("names")
_DROP_OUTGOING = Statement(
    sa.delete(outbox).where(
        mine(outbox),
        sa.or_(
            outbox.c.chat.in_(_NAMES),
            outbox.c.card.in_(sa.select(session.c.id).where(mine(session, "person"))),
        ),
    )
)
_DROP_RECEIVED = Statement(
    sa.update(inbox)
    .values(
        state=sa.literal("done", sa.Text()),
        sender=sa.null(),
        payload=sa.null(),
        error=sa.null(),
        due_at=sa.null(),
        done_at=sa.func.coalesce(inbox.c.done_at, inbox.c.received_at),
    )
    .where(mine(inbox), inbox.c.sender.in_(_NAMES))
)
_DROP_INVITATIONS = Statement(sa.delete(invitation).where(mine(invitation, "by_person")))
_DROP_PERSON = Statement(sa.delete(person).where(mine(person, "id")))


def _without_saying_who(table: sa.Table) -> Statement:
    """What a person said for a case is the case's: it stays."""
    return Statement(
        sa.update(table).values(person=sa.null()).where(mine(table, "person"), table.c.case_file.is_not(None))
    )


_LEAVE_SESSIONS = _without_saying_who(session)
_LEAVE_DIAGNOSES = _without_saying_who(diagnosis)


class PeopleTable:
    """Persons and their identities."""

    def __init__(self, work: Work, safe: Safe) -> None:
        self._work = work
        self._safe = safe

    async def at(self, address: Address) -> Person | None:
        return await self._person(await self._work.rows(_AT, **asdict(address)))

    async def get(self, person: str) -> Person | None:
        return await self._person(await self._work.rows(_GET, id=person))

    async def add(self, person: Person, address: Address) -> None:
        """Keep `person`, and that they are met at `address`. Somebody known already gets one more address."""
        await self._work.run(_ADD, **await self._row(person))
        await self._work.run(_ADD_IDENTITY, **asdict(address), person=person.id, unreachable_since=None)

    async def save(self, person: Person) -> None:
        await self._work.run(_SAVE, **await self._row(person))

    async def addresses(self, person: str) -> Sequence[Address]:
        return [Address(*row) for row in await self._work.rows(_ADDRESSES, person=person)]

    async def leave(self, address: Address) -> None:
        await self._work.run(_LEAVE, **asdict(address))
        await self._work.run(_DROP_CHAT, **asdict(address))

    async def unreachable(self, address: Address, since: datetime | None) -> None:
        await self._work.run(_UNREACHABLE, **asdict(address), unreachable_since=since)

    async def reachable(self, address: Address) -> bool:
        """Whether nothing is noted against it; so for an address that nobody is known at."""
        return not await self._work.rows(_UNREACHED, **asdict(address))

    async def idle(self, before: datetime, limit: int) -> Sequence[str]:
        """Those who came first, first."""
        return [id for (id,) in await self._work.rows(_IDLE, before=before, limit=limit)]

    async def erase(self, person: str) -> None:
        """The queues know addresses only; all else hangs on the person's row and goes with it, or on a case's."""
        addresses = await self._work.rows(_WHEREABOUTS, person=person)
        names = [name for address in addresses for name in _names(*address)]
        await self._work.run(_DROP_OUTGOING, names=names, person=person)
        await self._work.run(_DROP_RECEIVED, names=names)
        await self._work.run(_DROP_INVITATIONS, by_person=person)
        await drop_all_of(self._work, self._safe, person)
        await self._work.run(_LEAVE_SESSIONS, person=person)
        await self._work.run(_LEAVE_DIAGNOSES, person=person)
        await self._work.run(_DROP_PERSON, id=person)
        self._safe.forget(owner_of(person, None))
        self._work.scrub()

    async def _row(self, person: Person) -> dict[str, Any]:
        owner, place = owner_of(person.id, None), f"person.name/{person.id}"
        name = await self._safe.seal(owner, place, person.name or None)
        return {**asdict(person), "voice": person.voice and person.voice.value, "name": name}

    async def _person(self, rows: Sequence[Row]) -> Person | None:
        """Without a name, if it cannot be read: whoever it is must still be let in, and let go."""
        for id, since, voice, locale, zone, sealed in rows:
            (name,) = await read(self._safe, [(f"person.name/{id}", sealed)])
            return Person(id, since, Voice(voice) if voice else None, locale, zone, name)
        return None


def _names(channel: str, external: str) -> tuple[str, str]:
    """What an address may be called in `Update.sender` and `Outgoing.chat`, which are plain texts."""
    return external, f"{channel}:{external}"
