"""Databases to test on: the same questions asked of SQLite and of PostgreSQL, past the store."""

import asyncio
import sqlite3
from pathlib import Path
from typing import Any, Protocol

import asyncpg

from bot.ports import Store
from bot.storage import open_store


class Database(Protocol):
    """Where a store is kept."""

    url: str

    @property
    def keys(self) -> "Lite":
        """The key store."""
        ...

    async def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """What `sql` gives, on a connection of its own."""
        ...

    async def tables(self) -> list[str]: ...


class Lite:
    """An SQLite file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.url = f"sqlite+aiosqlite:///{path}"

    @property
    def keys(self) -> "Lite":
        return Lite(self.path.with_name(f"{self.path.stem}.keys{self.path.suffix}"))

    async def rows(self, sql: str) -> list[tuple[Any, ...]]:
        return await asyncio.to_thread(self._rows, sql)

    def _rows(self, sql: str) -> list[tuple[Any, ...]]:
        connection = sqlite3.connect(self.path, timeout=10, isolation_level=None)
        try:
            return connection.execute(sql).fetchall()
        finally:
            connection.close()

    async def tables(self) -> list[str]:
        return [name for (name,) in await self.rows("SELECT name FROM sqlite_master WHERE type = 'table'")]

    def content(self) -> bytes:
        """The bytes of all files of the database."""
        return b"".join(file.read_bytes() for file in self.path.parent.glob(self.path.name + "*"))


class Post:
    """A PostgreSQL database."""

    def __init__(self, url: str, keys: Lite) -> None:
        self.url = url
        self._keys = keys

    @property
    def keys(self) -> Lite:
        return self._keys

    async def rows(self, sql: str) -> list[tuple[Any, ...]]:
        connection = await asyncpg.connect(self.url)
        try:
            return [tuple(row) for row in await connection.fetch(sql)]
        finally:
            await connection.close()

    async def tables(self) -> list[str]:
        found = await self.rows("SELECT tablename::text FROM pg_tables WHERE schemaname = 'public'")
        return [name for (name,) in found]

    async def empty(self) -> None:
        """Forget all rows, and all keys."""
        await self.keys.rows("DELETE FROM key")
        tables = set(await self.tables()) - {"alembic_version"}
        await self.rows(f"TRUNCATE {', '.join(sorted(tables))}")


async def open_at(database: Database, bot: str = "one", **more: Any) -> Store:
    """The store of `bot`, with the key store of the database."""
    return await open_store(database.url, bot, keys_url=database.keys.url, **more)


async def everything(database: Database) -> str:
    """Every row of every table, as one text."""
    rows = [
        f"{table}: {row!r}"
        for table in await database.tables()
        for row in await database.rows(f'SELECT * FROM "{table}"')  # noqa: S608 - a table's name
    ]
    return "\n".join(rows)
