"""Links that let people in, by the hash of their tokens."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.records import Invitation, Purpose
from bot.storage.columns import Whole
from bot.storage.fields import columns, values
from bot.storage.statements import Row, Statement, Work, given, insert, mine, upsert
from bot.storage.tables import invitation, invitation_use

_FIELDS = (
    "id",
    "token_hash",
    "purpose",
    "organisation",
    "by",
    "made_at",
    "expires_at",
    "most",
    "used",
    "case",
    "person",
    "revoked_at",
)
_NOTHING = ("organisation", "case", "person")  # "" in a record: a foreign key that points nowhere here

_ALL = sa.select(*columns(invitation, _FIELDS))
_NEWEST_FIRST = (invitation.c.made_at.desc(), invitation.c.id)
_ADD = insert(invitation)
# Locked on PostgreSQL until the transaction ends, so that the last use has one winner.
_BY_HASH = Statement(_ALL.where(mine(invitation, "token_hash")).with_for_update())
_OF = Statement(_ALL.where(mine(invitation, "by_person")).order_by(*_NEWEST_FIRST))
_FOR_CASE = Statement(_ALL.where(mine(invitation, "case_file")).order_by(*_NEWEST_FIRST))
_SAVE = Statement(
    sa.update(invitation)
    .values({column.name: given(column) for column in invitation.c if not column.primary_key})
    .where(mine(invitation, "id"))
)
_USE = upsert(invitation_use)
_USED_BY = Statement(
    _ALL.join(
        invitation_use,
        sa.and_(invitation_use.c.bot == invitation.c.bot, invitation_use.c.invitation == invitation.c.id),
    )
    .where(mine(invitation_use, "person"))
    .order_by(invitation_use.c.used_at.desc(), invitation.c.id)
)
_PRUNE = Statement(  # a link that was used stays: it says with whom its user may share
    sa.delete(invitation).where(
        mine(invitation),
        invitation.c.expires_at < given(invitation.c.expires_at, "before"),
        invitation.c.used == sa.literal(0, Whole),
    )
)


class InvitationsTable:
    """Invitations; there are no words in them."""

    def __init__(self, work: Work) -> None:
        self._work = work

    async def add(self, invitation: Invitation) -> None:
        await self._work.run(_ADD, **_row(invitation))

    async def by_hash(self, token_hash: str) -> Invitation | None:
        for found in _invitations(await self._work.rows(_BY_HASH, token_hash=token_hash)):
            return found
        return None

    async def save(self, invitation: Invitation) -> None:
        await self._work.run(_SAVE, **_row(invitation))

    async def use(self, invitation: Invitation, person: str, at: datetime) -> None:
        """Note that `person` used it, and keep it with one use more. It stays known when they used it last."""
        await self._work.run(_USE, invitation=invitation.id, person=person, used_at=at)
        await self.save(replace(invitation, used=invitation.used + 1))

    async def used_by(self, person: str) -> Sequence[Invitation]:
        return _invitations(await self._work.rows(_USED_BY, person=person))

    async def of(self, person: str) -> Sequence[Invitation]:
        return _invitations(await self._work.rows(_OF, by_person=person))

    async def for_case(self, case: str) -> Sequence[Invitation]:
        """The newest first."""
        return _invitations(await self._work.rows(_FOR_CASE, case_file=case))

    async def prune(self, before: datetime) -> None:
        await self._work.run(_PRUNE, before=before)


def _row(invitation: Invitation) -> dict[str, Any]:
    row = values(invitation, _FIELDS)
    return {
        **row,
        "purpose": invitation.purpose.value,
        "organisation": invitation.organisation or None,
        "case_file": invitation.case or None,
        "person": invitation.person or None,
    }


def _invitations(rows: Sequence[Row]) -> list[Invitation]:
    found = []
    for row in rows:
        fields = dict(zip(_FIELDS, row, strict=True))
        fields |= {name: fields[name] or "" for name in _NOTHING}
        found.append(Invitation(**{**fields, "purpose": Purpose(fields["purpose"])}))
    return found
