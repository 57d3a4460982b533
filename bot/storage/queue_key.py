"""The key of what waits in the queues, and its renewal whenever somebody is forgotten.

The queues hold words of everybody at once. A new key for what still waits lets the old one be erased, and with it
what stood in the queues of the forgotten, in every copy of the database.
"""

from typing import TYPE_CHECKING, NamedTuple

import sqlalchemy as sa

from bot.storage.errors import SealBroken
from bot.storage.keys import KeyStore
from bot.storage.statements import Statement, Work, given, insert_unless_there, mine, upsert
from bot.storage.tables import inbox, outbox, seal_in_use

if TYPE_CHECKING:
    from bot.storage.safe import Safe

_NAME = "queue"
_OWNER = "queue:*"  # each key of the queues is an owner of its own, to be erased alone
_IN_USE = sa.select(seal_in_use.c.key).where(mine(seal_in_use, "name"))
# On PostgreSQL, who seals keeps the key from being renewed until their transaction ends, and the other way round.
_SHARED = Statement(_IN_USE.with_for_update(read=True))
_ALONE = Statement(_IN_USE.with_for_update())
_FIRST = insert_unless_there(seal_in_use)
_SET = upsert(seal_in_use)
_RECEIVED = Statement(
    sa.select(inbox.c.id, inbox.c.payload, inbox.c.error).where(mine(inbox), inbox.c.payload.is_not(None))
)
_TO_SEND = Statement(sa.select(outbox.c.id, outbox.c.payload).where(mine(outbox)))
_RECEIVED_ANEW = Statement(
    sa.update(inbox)
    .values(payload=given(inbox.c.payload), error=given(inbox.c.error))
    .where(mine(inbox, "id"))
)
_TO_SEND_ANEW = Statement(sa.update(outbox).values(payload=given(outbox.c.payload)).where(mine(outbox, "id")))


class Renewal(NamedTuple):
    """The new key of the queues with its id, and the owner of the old one, which is to be erased."""

    new: tuple[str, bytes]
    old_owner: str


async def key_in_use(work: Work, keys: KeyStore) -> tuple[str, bytes]:
    """The key of the queues with its id; a new one, noted, if there is none."""
    rows = await work.rows(_SHARED, name=_NAME)
    if not rows:
        id, _ = await keys.make(_OWNER)
        await work.run(_FIRST, name=_NAME, key=id)
        rows = await work.rows(_SHARED, name=_NAME)  # another process may have been faster
    found: str = rows[0][0]
    key = (await keys.get([found])).get(found)
    if key is not None:
        return found, key
    # The key store is older than the database: what waits is lost, what comes shall not be.
    return await _replace(work, keys)


async def renew(work: Work, keys: KeyStore) -> Renewal | None:
    """Take a new key for the queues, held alone; None if there was none yet, so that nothing can wait."""
    rows = await work.rows(_ALONE, name=_NAME)
    if not rows:
        return None
    return Renewal(await _replace(work, keys), _OWNER.replace("*", rows[0][0]))


async def reseal(work: Work, safe: "Safe") -> None:
    """Seal all that stands in the queues with the key in use; what cannot be opened stays as it is."""
    for statement, anew, table, names in (
        (_RECEIVED, _RECEIVED_ANEW, "inbox", ("payload", "error")),
        (_TO_SEND, _TO_SEND_ANEW, "outbox", ("payload",)),
    ):
        rows = await work.rows(statement)
        items = [
            (f"{table}.{name}/{id}", value)
            for id, *values in rows
            for name, value in zip(names, values, strict=True)
        ]
        sealed = [
            value if isinstance(words, SealBroken) else await safe.seal(_NAME, place, words)
            for (place, value), words in zip(items, await safe.open_each(items), strict=True)
        ]
        many = [
            {"id": row[0], **dict(zip(names, sealed[at * len(names) :], strict=False))}
            for at, row in enumerate(rows)
        ]
        await work.run_each(anew, many)


async def _replace(work: Work, keys: KeyStore) -> tuple[str, bytes]:
    await work.rows(_ALONE, name=_NAME)
    id, key = await keys.make(_OWNER)
    await work.run(_SET, name=_NAME, key=id)
    return id, key
