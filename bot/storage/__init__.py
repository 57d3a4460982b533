"""The store: every record of a bot in SQLite or PostgreSQL, behind the protocols of `bot.ports`."""

from bot.storage.errors import StatementFailed, StoreRefused
from bot.storage.store import open_store

__all__ = ["StatementFailed", "StoreRefused", "open_store"]
