"""Which key store belongs to a database: the one that holds a key which the database names for each bot.

The key is made when a bot first opens the database. It seals nothing, and is never renewed nor erased: so a copy of
the database and one of its key store fit together whatever was erased between the two.
"""

import secrets

import sqlalchemy as sa

from bot.storage.keys import KeyStore
from bot.storage.safe import QUEUE
from bot.storage.statements import Database, Statement, insert_unless_there, mine
from bot.storage.tables import seal_in_use

_NAME = "key store"
_OWNER = "store:*"
_NAMED = Statement(sa.select(seal_in_use.c.key).where(mine(seal_in_use, "name")))
_SET = insert_unless_there(seal_in_use)


async def key_named(database: Database, bot: str) -> str | None:
    """The id of a key that must be in the key store; None where nothing of `bot` can be sealed yet."""
    async with database.begin(bot) as work:
        # A database that was last used before it named a key for this: the key of its queues has to do.
        for name in (_NAME, QUEUE):
            for (id,) in await work.rows(_NAMED, name=name):
                return str(id)
    return None


async def name_key(database: Database, keys: KeyStore, bot: str) -> None:
    """Name a new key of `keys`, unless one is named."""
    async with database.begin(bot) as work:
        if await work.rows(_NAMED, name=_NAME):
            return
        id = secrets.token_hex(16)
        await work.run(_SET, name=_NAME, key=id)
        if (id,) in await work.rows(_NAMED, name=_NAME):  # else another process was faster
            await keys.make(_OWNER, id)
