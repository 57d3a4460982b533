"""What persons let officers see of their interviews, and what cases show of themselves to other organisations."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.records import CaseState, NetworkField, NetworkShare, Share
from bot.storage.fields import columns, values
from bot.storage.safe import Safe
from bot.storage.statements import Row, Statement, Work, given, insert, mine
from bot.storage.tables import case_file, network_share, share
from bot.storage.words import read

_SHARE = ("id", "person", "session", "case", "keys", "consent", "given_at", "expires_at", "withdrawn_at")
_SHOWN = ("id", "case", "field", "by", "consent", "given_at", "expires_at", "withdrawn_at")


def _save(table: sa.Table, *names: str) -> Statement:
    """What was agreed to stays as it is; how long it holds may change."""
    names = (*names, "expires_at", "withdrawn_at")
    return Statement(
        sa.update(table).values({name: given(table.c[name]) for name in names}).where(mine(table, "id"))
    )


_SHARES = sa.select(*columns(share, _SHARE)).order_by(share.c.given_at.desc(), share.c.id)
_ADD = insert(share)
_SAVE = _save(share, "keys")
_OF = Statement(_SHARES.where(mine(share, "person")))
_WITH_CASE = Statement(_SHARES.where(mine(share, "case_file")))

_ALL_SHOWN = sa.select(*columns(network_share, _SHOWN))
_SHOW = insert(network_share)
_SAVE_SHOWN = _save(network_share)
_SHOWN_OF = Statement(
    _ALL_SHOWN.where(mine(network_share, "case_file")).order_by(
        network_share.c.given_at.desc(), network_share.c.id
    )
)
_IN_FORCE = Statement(
    _ALL_SHOWN.join(
        case_file,
        sa.and_(case_file.c.bot == network_share.c.bot, case_file.c.id == network_share.c.case_file),
    )
    .where(
        mine(network_share),
        network_share.c.expires_at > given(network_share.c.expires_at, "now"),
        network_share.c.withdrawn_at.is_(None),
        case_file.c.state == sa.literal(CaseState.OPEN.value, sa.Text()),
    )
    .order_by(network_share.c.case_file, network_share.c.given_at.desc(), network_share.c.id)
)


class SharesTable:
    """Grants by persons; what they agreed to is sealed with their own key."""

    def __init__(self, work: Work, safe: Safe) -> None:
        self._work = work
        self._safe = safe

    async def add(self, share: Share) -> None:
        consent = await self._safe.seal(f"person:{share.person}", f"share.consent/{share.id}", share.consent)
        row = {**values(share, _SHARE), "keys": list(share.keys), "consent": consent}
        await self._work.run(_ADD, **row)

    async def save(self, share: Share) -> None:
        """Keep what it lets be seen, and how long; the sentence agreed to never changes."""
        await self._work.run(_SAVE, **{**values(share, _SHARE), "keys": list(share.keys)})

    async def of(self, person: str) -> Sequence[Share]:
        return await self._shares(await self._work.rows(_OF, person=person))

    async def with_case(self, case: str) -> Sequence[Share]:
        return await self._shares(await self._work.rows(_WITH_CASE, case_file=case))

    async def _shares(self, rows: Sequence[Row]) -> list[Share]:
        found = await _opened(self._safe, "share", _SHARE, rows)
        return [Share(**{**fields, "keys": tuple(fields["keys"])}) for fields in found]


class NetworkTable:
    """What is shown to other organisations; the consent is sealed with the key of the case."""

    def __init__(self, work: Work, safe: Safe) -> None:
        self._work = work
        self._safe = safe

    async def add(self, share: NetworkShare) -> None:
        place = f"network_share.consent/{share.id}"
        consent = await self._safe.seal(f"case:{share.case}", place, share.consent)
        row = {**values(share, _SHOWN), "field": share.field.value, "consent": consent}
        await self._work.run(_SHOW, **row)

    async def save(self, share: NetworkShare) -> None:
        """Keep how long it holds; the consent never changes."""
        await self._work.run(_SAVE_SHOWN, **values(share, _SHOWN))

    async def of(self, case: str) -> Sequence[NetworkShare]:
        """The newest first, withdrawn ones included."""
        return await self._shown(await self._work.rows(_SHOWN_OF, case_file=case))

    async def all(self, now: datetime) -> Sequence[NetworkShare]:
        return await self._shown(await self._work.rows(_IN_FORCE, now=now))

    async def _shown(self, rows: Sequence[Row]) -> list[NetworkShare]:
        found = await _opened(self._safe, "network_share", _SHOWN, rows)
        return [NetworkShare(**{**fields, "field": NetworkField(fields["field"])}) for fields in found]


async def _opened(safe: Safe, table: str, names: Sequence[str], rows: Sequence[Row]) -> list[dict[str, Any]]:
    """The fields of each row, with the consent in plain words; "" if it cannot be opened."""
    found = [dict(zip(names, row, strict=True)) for row in rows]
    sealed = [(f"{table}.consent/{fields['id']}", fields["consent"]) for fields in found]
    consents = await read(safe, sealed)
    return [{**fields, "consent": consent} for fields, consent in zip(found, consents, strict=True)]
