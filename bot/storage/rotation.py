"""Another master key: all keys of the key store are wrapped anew. May be killed at any moment, and begun again."""

import logging
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from bot.storage.errors import StoreRefused
from bot.storage.keys import key, masters_in_use
from bot.storage.master import Master, clear_away, keys_in_setting, new_key, write_file
from bot.storage.opening import Keeping, at_hand, shown
from bot.storage.statements import Database, Statement, given
from bot.storage.waiting import see_through

_BATCH = 1_000

_log = logging.getLogger(__name__)
_SOME = Statement(
    sa.select(key.c.bot, key.c.id, key.c.wrapped)
    .where(key.c.master == given(key.c.master))
    .limit(sa.literal_column(str(_BATCH)))
)
_CHANGE = Statement(
    sa.update(key)
    .values(wrapped=given(key.c.wrapped), master=given(key.c.master))
    .where(key.c.bot == given(key.c.bot, "whose"), key.c.id == given(key.c.id))
)


@dataclass(frozen=True, slots=True)
class Rotation:
    """What was done: how many keys were wrapped anew, by which master key, and which ones nothing needs any more."""

    keys: int
    master: str
    needless: tuple[str, ...]


async def rotate_master_key(
    url: str, *, keys_url: str | None = None, master_key: str | None = None, folder: Path | None = None
) -> Rotation:
    """Wrap all keys with the first key of `master_key`; without it, with a new one, first in the file.

    The arguments are those of `open_store`. Raises `StoreRefused`, also where there is no key, and `KeysUnavailable`.
    """
    keeping = Keeping(url, keys_url, master_key, folder)
    nothing = StoreRefused(
        f"nothing was done: there are no keys in {shown(keeping.url)}. Give the address of a database that has been "
        "used, and of its key store.",
        "DATABASE_URL" if keys_url is None else "KEYS_URL",
    )
    if keeping.is_missing():
        raise nothing
    lock = keeping.lock(shared=False)
    try:
        database = await keeping.open()
    except BaseException:
        lock.release()
        raise
    try:
        if not await masters_in_use(database):
            raise nothing
        if master_key is not None:
            return await _wrap_all(database, keys_in_setting(master_key))
        clear_away(keeping.file)
        keys = keeping.keys()
        if len(keys) == 1:  # else a rotation was broken off: it is brought to its end
            keys = [new_key(), *keys]
            write_file(keeping.file, keys)
        done = await _wrap_all(database, keys)
        write_file(keeping.file, keys[:1])
    finally:
        lock.release()
        await see_through(database.close())
    return done


async def _wrap_all(database: Database, keys: list[bytes]) -> Rotation:
    master = Master(keys)
    used = sorted({used for _, used in await masters_in_use(database)})
    at_hand(master, used)
    number = 0
    for old in used:
        while old != master.first and (some := await _wrap_some(database, master, old)):
            number += some
    async with database.begin("") as work:
        work.scrub()
    return Rotation(number, master.first, master.ids[1:])


async def _wrap_some(database: Database, master: Master, old: str) -> int:
    async with database.begin("") as work:
        rows = await work.rows(_SOME, master=old)
        many = []
        for bot, id, wrapped in rows:
            about = f"{bot}|{id}"
            found = master.unwrap(wrapped, about, old)
            if found is None:  # lost before; it must not keep the old master key in use
                _log.error("broken seal: key.wrapped/%s", id)
            anew = wrapped if found is None else master.wrap(found, about)
            many.append({"whose": bot, "id": id, "wrapped": anew, "master": master.first})
        await work.run_each(_CHANGE, many)
    return len(rows)
