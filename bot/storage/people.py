"""Who is known, and where they are met."""

from dataclasses import asdict
from datetime import datetime

import sqlalchemy as sa

from bot.engine.dialogue import Voice
from bot.records import Address, Person
from bot.storage.statements import Statement, Work, given, insert, insert_unless_there, listed, mine
from bot.storage.tables import chat, identity, inbox, outbox, person, session

_AT = Statement(
    sa.select(person.c.id, person.c.since, person.c.voice, person.c.locale, person.c.zone)
    .join(identity, sa.and_(identity.c.bot == person.c.bot, identity.c.person == person.c.id))
    .where(mine(identity, "channel", "external"))
)
_ADD = insert_unless_there(person)
_ADD_IDENTITY = insert(identity)
_SAVE = Statement(
    sa.update(person)
    .values({name: given(person.c[name]) for name in ("since", "voice", "locale", "zone")})
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
_DROP_PERSON = Statement(sa.delete(person).where(mine(person, "id")))


class PeopleTable:
    """Persons and their identities."""

    def __init__(self, work: Work) -> None:
        self._work = work

    async def at(self, address: Address) -> Person | None:
        for id, since, voice, locale, zone in await self._work.rows(_AT, **asdict(address)):
            return Person(id, since, Voice(voice) if voice else None, locale, zone)
        return None

    async def add(self, person: Person, address: Address) -> None:
        """Keep `person`, and that they are met at `address`. Somebody known already gets one more address."""
        await self._work.run(_ADD, **_fields(person))
        await self._work.run(_ADD_IDENTITY, **asdict(address), person=person.id, unreachable_since=None)

    async def save(self, person: Person) -> None:
        await self._work.run(_SAVE, **_fields(person))

    async def unreachable(self, address: Address, since: datetime | None) -> None:
        await self._work.run(_UNREACHABLE, **asdict(address), unreachable_since=since)

    async def reachable(self, address: Address) -> bool:
        """Whether nothing is noted against it; so for an address that nobody is known at."""
        return not await self._work.rows(_UNREACHED, **asdict(address))

    async def erase(self, person: str) -> None:
        """The queues know addresses only; all else hangs on the person's row and goes with it."""
        addresses = await self._work.rows(_ADDRESSES, person=person)
        names = [name for address in addresses for name in _names(*address)]
        await self._work.run(_DROP_OUTGOING, names=names, person=person)
        await self._work.run(_DROP_RECEIVED, names=names)
        await self._work.run(_DROP_PERSON, id=person)
        self._work.scrub()


def _names(channel: str, external: str) -> tuple[str, str]:
    """What an address may be called in `Update.sender` and `Outgoing.chat`, which are plain texts."""
    return external, f"{channel}:{external}"


def _fields(person: Person) -> dict[str, object]:
    return {**asdict(person), "voice": person.voice and person.voice.value}
