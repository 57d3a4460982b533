"""Somebody with a copy of the main database, the key store as it is now, and the master key: what can they read?"""

import base64
import shutil
from collections.abc import Iterable
from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CTR

from bot.storage.master import Master, keys_in_file
from tests.storage.databases import Database, Lite


async def texts(database: Database) -> list[str]:
    """Every text of every table."""
    return [
        cell
        for table in await database.tables()
        for row in await database.rows(f'SELECT * FROM "{table}"')  # noqa: S608 - a table's name
        for cell in row
        if isinstance(cell, str)
    ]


async def backup(database: Database, folder: Path) -> list[str]:
    """Every text in a copy of the database as it is now; of SQLite, in a copy of its files."""
    if not isinstance(database, Lite):
        return await texts(database)
    return await texts(copy(database, folder))


def copy(database: Lite, folder: Path) -> Lite:
    """A copy of its files."""
    folder.mkdir()
    for file in database.path.parent.glob(database.path.name + "*"):
        shutil.copy(file, folder)
    return Lite(folder / database.path.name)


async def keys_that_exist(database: Database) -> list[bytes]:
    """All data keys, unwrapped."""
    master = Master(keys_in_file(database.keys.path.with_name("master.key")) or [])
    rows = await database.keys.rows("SELECT bot, id, wrapped, master FROM key")
    found = [master.unwrap(wrapped, f"{bot}|{id}", used) for bot, id, wrapped, used in rows]
    assert all(found)
    return [key for key in found if key]


def readable(kept: Iterable[str], keys: Iterable[bytes]) -> str:
    """All that can be read in `kept`, with every key tried on every sealed text, and no tag checked.

    AES-GCM encrypts as AES-CTR does, from the counter 2 on: whoever does not mind the tag needs no place either.
    """
    ciphers, found = [AES(key) for key in keys], []
    for text in kept:
        found.append(text)
        if text.startswith("1:"):
            raw = base64.urlsafe_b64decode(text[2:])
            nonce, words = raw[16:28], raw[28:-16]
            for cipher in ciphers:
                opened = Cipher(cipher, CTR(nonce + b"\0\0\0\2")).decryptor().update(words)
                found.append(opened.decode(errors="ignore"))
    return "\n".join(found)
