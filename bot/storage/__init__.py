"""The store: every record of a bot in SQLite or PostgreSQL, behind the protocols of `bot.ports`."""

from bot.storage.errors import KeysUnavailable, SealBroken, StatementFailed, StoreRefused
from bot.storage.opening import Keeping, refusal_of
from bot.storage.rotation import Rotation, rotate_master_key
from bot.storage.store import open_store

__all__ = [
    "Keeping",
    "KeysUnavailable",
    "Rotation",
    "SealBroken",
    "StatementFailed",
    "StoreRefused",
    "open_store",
    "refusal_of",
    "rotate_master_key",
]
