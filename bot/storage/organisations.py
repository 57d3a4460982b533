"""The officers' employers, and who belongs to them."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from bot.records import Member, Organisation, Role
from bot.storage.fields import columns, values
from bot.storage.private import drop_out_of_reach
from bot.storage.safe import Safe
from bot.storage.statements import Row, Statement, Work, given, insert, mine, upsert
from bot.storage.tables import case_file, case_officer, member, organisation, person
from bot.storage.words import read

_FIELDS = ("id", "name", "since", "retention_months")
_MEMBER = ("person", "organisation", "role", "since")

_ADD = insert(organisation)
_GET = Statement(sa.select(*columns(organisation, _FIELDS)).where(mine(organisation, "id")))
_SAVE = Statement(
    sa.update(organisation)
    .values({name: given(organisation.c[name]) for name in _FIELDS[1:]})
    .where(mine(organisation, "id"))
)
_ALL = Statement(
    sa.select(*columns(organisation, _FIELDS))
    .where(mine(organisation))
    .order_by(organisation.c.since, organisation.c.id)
)
_WITH_NAMES = sa.select(*columns(member, _MEMBER), person.c.name).join(
    person, sa.and_(person.c.bot == member.c.bot, person.c.id == member.c.person)
)
_ONE = Statement(_WITH_NAMES.where(mine(member, "person")))
_MEMBERS = Statement(
    _WITH_NAMES.where(mine(member, "organisation")).order_by(member.c.since, member.c.person)
)
_JOIN = upsert(member)
_LEAVE = Statement(sa.delete(member).where(mine(member, "person")))
_UNASSIGN = Statement(sa.delete(case_officer).where(mine(case_officer, "person")))
_UNASSIGN_ELSEWHERE = Statement(
    sa.delete(case_officer).where(
        mine(case_officer, "person"),
        sa.exists().where(
            case_file.c.bot == case_officer.c.bot,
            case_file.c.id == case_officer.c.case_file,
            case_file.c.organisation != given(member.c.organisation),
        ),
    )
)


class OrganisationsTable:
    """Organisations and memberships."""

    def __init__(self, work: Work, safe: Safe) -> None:
        self._work = work
        self._safe = safe

    async def add(self, organisation: Organisation) -> None:
        await self._work.run(_ADD, **await self._row(organisation))

    async def save(self, organisation: Organisation) -> None:
        await self._work.run(_SAVE, **await self._row(organisation))

    async def get(self, organisation: str) -> Organisation | None:
        for found in await self._organisations(await self._work.rows(_GET, id=organisation)):
            return found
        return None

    async def named(self, name: str) -> Organisation | None:
        """The one with exactly this name. Names are sealed, so that all are read: there are few."""
        return next((each for each in await self.all() if each.name == name), None)

    async def all(self) -> Sequence[Organisation]:
        """In the order in which they came."""
        return await self._organisations(await self._work.rows(_ALL))

    async def member(self, person: str) -> Member | None:
        for found in await self._members(await self._work.rows(_ONE, person=person)):
            return found
        return None

    async def members(self, organisation: str) -> Sequence[Member]:
        return await self._members(await self._work.rows(_MEMBERS, organisation=organisation))

    async def join(self, member: Member) -> None:
        """Keep a membership, new or with another role. Who comes from elsewhere leaves the case files there."""
        row = {**values(member, _MEMBER), "role": member.role.value}
        await self._work.run(_UNASSIGN_ELSEWHERE, person=member.person, organisation=member.organisation)
        await drop_out_of_reach(self._work, self._safe, member.person)
        await self._work.run(_JOIN, **row)

    async def leave(self, person: str) -> None:
        await self._work.run(_UNASSIGN, person=person)
        await drop_out_of_reach(self._work, self._safe, person)
        await self._work.run(_LEAVE, person=person)

    async def _row(self, organisation: Organisation) -> dict[str, Any]:
        owner, place = f"organisation:{organisation.id}", f"organisation.name/{organisation.id}"
        name = await self._safe.seal(owner, place, organisation.name)
        return {**values(organisation, _FIELDS), "name": name}

    async def _organisations(self, rows: Sequence[Row]) -> list[Organisation]:
        names = await read(self._safe, [(f"organisation.name/{id}", sealed) for id, sealed, *_ in rows])
        return [
            Organisation(id, name, since, months)
            for (id, _, since, months), name in zip(rows, names, strict=True)
        ]

    async def _members(self, rows: Sequence[Row]) -> list[Member]:
        names = await read(self._safe, [(f"person.name/{id}", sealed) for id, *_, sealed in rows])
        return [
            Member(id, organisation, Role(role), since, name)
            for (id, organisation, role, since, _), name in zip(rows, names, strict=True)
        ]
