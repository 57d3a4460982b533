"""Words, sealed one value at a time with the key of whose they are.

A sealed value is « 1: » and the base64url of the key's id (16 bytes), a nonce (12 bytes), and the words encrypted
with AES-256-GCM. It can be opened only where it was put: the bot and the place (« table.column/row ») are part of it.
"""

import logging
import os
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping, Sequence
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bot.storage.columns import dump
from bot.storage.errors import SealBroken
from bot.storage.keys import KeyStore
from bot.storage.master import NONCE
from bot.storage.queue_key import key_in_use, renew, reseal
from bot.storage.statements import Work, insert_unless_there
from bot.storage.tables import shredding

QUEUE = "queue"
HEIR = ">"  # between an owner whose keys are handed over and who gets them
SEALED = "1:"
_ID = 16  # bytes

_log = logging.getLogger(__name__)
_NOTE = insert_unless_there(shredding)


class Safe:
    """Seals and opens for one transaction. Raises `StoreUnavailable` when the key store does not answer."""

    def __init__(self, work: Work, keys: KeyStore, bot: str) -> None:
        self._work = work
        self._keys = keys
        self._bot = bot
        self._queue: tuple[str, bytes] | None = None  # once it is held
        self._forgotten: set[str] = set()
        self._heirs: dict[str, str] = {}

    async def seal(self, owner: str, place: str, value: str | None) -> str | None:
        """`value`, readable only at `place`, and until the keys of `owner` are erased. None stays None."""
        if value is None:
            return None
        if owner in self._forgotten:
            raise ValueError("nothing can be kept of who is forgotten in the same transaction")
        id, key = await self._key(owner)
        nonce = os.urandom(NONCE)
        words = AESGCM(key).encrypt(nonce, value.encode(errors="surrogatepass"), self._about(place))
        return SEALED + urlsafe_b64encode(bytes.fromhex(id) + nonce + words).decode()

    async def seal_json(self, owner: str, place: str, value: Any) -> str | None:
        """The same for what JSON can hold."""
        return None if value is None else await self.seal(owner, place, dump(value))

    async def open(self, items: Sequence[tuple[str, str | None]]) -> list[str | None]:
        """The words of all (place, sealed value). Raises `SealBroken` at the first that cannot be opened."""
        words: list[str | None] = []
        for each in await self.open_each(items):
            if isinstance(each, SealBroken):
                raise each
            words.append(each)
        return words

    async def open_each(self, items: Sequence[tuple[str, str | None]]) -> list[str | SealBroken | None]:
        """The same, with the fault in place of the words that cannot be opened."""
        raw = [None if sealed is None else _raw(sealed) for _, sealed in items]
        keys = await self._keys.get({each[:_ID].hex() for each in raw if each})
        return [
            None if sealed is None else self._opened(place, each, keys)
            for (place, sealed), each in zip(items, raw, strict=True)
        ]

    def forget(self, owner: str) -> None:
        """Have all keys of `owner` erased once the transaction is kept; nothing more can be sealed for them in it."""
        self._forgotten.add(owner)

    async def adopt(self, old_owner: str, new_owner: str) -> None:
        """Have all keys of `old_owner` belong to `new_owner` once the transaction is kept."""
        self._heirs[old_owner] = new_owner

    async def finish(self) -> bool:
        """Before the commit: renew the key of the queues if somebody is forgotten, and note what is to be done after.

        Whether there is anything to do.
        """
        if self._forgotten:
            renewal = await renew(self._work, self._keys)
            if renewal:
                self._queue = renewal.new
                await reseal(self._work, self)
                self._forgotten.add(renewal.old_owner)
        notes = [*self._forgotten, *(f"{old}{HEIR}{new}" for old, new in self._heirs.items())]
        await self._work.run_each(_NOTE, [{"owner": note} for note in notes])
        return bool(notes)

    async def hold_queue(self) -> tuple[str, bytes]:
        """The key of the queues with its id; on PostgreSQL nobody renews it until the transaction ends.

        Whoever locks rows of the queues calls this first: who renews the key holds it, then locks the rows.
        """
        if self._queue is None:
            self._queue = await key_in_use(self._work, self._keys)
        return self._queue

    async def _key(self, owner: str) -> tuple[str, bytes]:
        return await (self.hold_queue() if owner == QUEUE else self._keys.newest(owner))

    def _opened(self, place: str, raw: bytes | None, keys: Mapping[str, bytes]) -> str | SealBroken:
        key = keys.get(raw[:_ID].hex()) if raw else None
        if raw and key:
            try:
                nonce, words = raw[_ID : _ID + NONCE], raw[_ID + NONCE :]
                return AESGCM(key).decrypt(nonce, words, self._about(place)).decode(errors="surrogatepass")
            except (InvalidTag, ValueError):
                pass
        if self._keys.broken.get(place) is None:
            self._keys.broken.put(place, value=True)
            _log.error("broken seal: %s", place)
        return SealBroken(place)

    def _about(self, place: str) -> bytes:
        return f"{self._bot}|{place}".encode(errors="surrogatepass")


def owner_of(person: str | None, case: str | None) -> str:
    """With whose key to seal what `person` said, of themselves or for a case."""
    return f"case:{case}" if case else f"person:{person}"


def key_of_private(session: str) -> str:
    """Whose key seals what is said in a private interview: its own, so that it can be erased by itself."""
    return f"session:{session}"


def _raw(sealed: str) -> bytes | None:
    """What is inside; None if it is not written exactly as we write it."""
    text = sealed.removeprefix(SEALED)
    try:
        raw = urlsafe_b64decode(text)
        exact = text != sealed and urlsafe_b64encode(raw).decode() == text
    except ValueError:
        return None
    return raw if exact and len(raw) > _ID + NONCE else None
