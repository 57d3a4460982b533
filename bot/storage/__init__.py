"""The store: every record of a bot in SQLite or PostgreSQL, behind the protocols of `bot.ports`."""

from bot.storage.errors import SealBroken, StatementFailed, StoreRefused
from bot.storage.rotation import Rotation, rotate_master_key
from bot.storage.store import open_store

__all__ = [
    "Rotation",
    "SealBroken",
    "StatementFailed",
    "StoreRefused",
    "open_store",
    "rotate_master_key",
]
