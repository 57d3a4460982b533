"""SQLite through aiosqlite: one writing connection per file, transactions one after another."""

import asyncio
import errno
import logging
import os
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot.ports import StoreUnavailable
from bot.storage.errors import StoreRefused
from bot.storage.keys import tables as key_tables
from bot.storage.lock import FileLock
from bot.storage.schema import at_head, migrate
from bot.storage.sqlite_work import DIALECT, SCRUBBED, Connection, SqliteWork, fault
from bot.storage.statements import Kind
from bot.storage.waiting import see_through

_log = logging.getLogger(__name__)
_OLDEST = (3, 37)  # STRICT tables
_PAUSE = 60.0  # seconds until a scrub that failed is tried again
_PRAGMAS = (
    "PRAGMA busy_timeout = 5000",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cache_size = -65536",  # 64 MiB: what an office reads all day stays at hand in a large file too
)


class SqliteFile:
    """An open database file, shared by all stores of this process that use it."""

    connection: Connection

    def __init__(self, path: Path, kind: Kind) -> None:
        self.path = path
        self.claims = 0  # stores that have it open, or are about to
        self._kind = kind
        self._to_scrub = kind is not Kind.BESIDE  # what was erased when the program was killed
        self._scrub_from = 0.0
        self._lock = FileLock(
            path.with_name(path.name + ".lock"),
            StoreRefused(f"Another program already uses the database {path}: stop it first."),
        )
        self._turn = asyncio.Lock()
        self._ready = False

    async def open(self) -> None:
        """Create the file if need be, take hold of it, and bring its tables up to date; nothing if it is open."""
        async with self._turn:
            if not self._ready:
                self._take_hold()
                try:
                    await self._connect()
                except BaseException:
                    await see_through(self._release())
                    raise
                self._ready = True

    @asynccontextmanager
    async def begin(self, bot: str) -> AsyncIterator[SqliteWork]:
        async with self._turn:
            if not self._ready:
                raise StoreUnavailable("The store is closed.")
            work = SqliteWork(self.connection, bot)
            try:
                yield work
                await see_through(work.commit())
            except BaseException:
                await see_through(work.roll_back())
                raise
            finally:
                work.end()
                self._to_scrub = self._to_scrub or work.scrubs
            if self._to_scrub and asyncio.get_running_loop().time() >= self._scrub_from:
                await see_through(self._scrub())

    async def close(self) -> None:
        """Let go; the last store to do so closes the file."""
        async with self._turn:
            self.claims -= 1
            if self.claims == 0:
                self._ready = False
                _files.pop((self.path, self._kind), None)
                await see_through(self._release())

    async def _connect(self) -> None:
        self.connection = Connection(self.path)
        try:
            await self.connection
            await self.connection.together(self._prepare)
            await self._bring_up_to_date()
        except sqlite3.Error as error:
            if (getattr(error, "sqlite_errorcode", 0) or 0) & 0xFF == sqlite3.SQLITE_CORRUPT:
                raise StoreRefused(f"{self.path} is damaged: put back a copy of it.") from None
            raise fault(error) from None
        if self._to_scrub:
            await self._scrub()

    async def _bring_up_to_date(self) -> None:
        tables = await self.connection.together(_tables)
        if self._kind is Kind.KEYS:
            if "alembic_version" in tables:
                raise StoreRefused(
                    f"{self.path} is a main database (for DATABASE_URL), give a key store's here."
                )
            await self.connection.together(_make_key_tables)
        elif "key" in tables:
            raise StoreRefused(
                f"{self.path} is a key store (for KEYS_URL), give a main database's address here."
            )
        elif not at_head(await self.connection.together(_version)):
            if self._kind is Kind.BESIDE:
                raise StoreRefused(f"The tables in {self.path} are not up to date: run the program first.")
            await asyncio.to_thread(migrate, self.path)

    async def _release(self) -> None:
        try:
            await self.connection.close()
            await self.connection.ended()
        finally:
            self._lock.release()

    async def _scrub(self) -> None:
        """Leave nothing in any file of what was erased: about 6 ms per MB. Tried again until it works."""

        def steps(connection: sqlite3.Connection) -> bool:
            if connection.execute("PRAGMA user_version").fetchone() != (0,):
                connection.execute("VACUUM")
                connection.execute(SCRUBBED)
            busy, _, _ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            return bool(busy)

        reason = "another program reads it"
        try:
            self._to_scrub = await self.connection.together(steps)
        except (sqlite3.Error, ValueError) as error:
            self._to_scrub, reason = True, str(fault(error))
        if self._to_scrub:
            self._scrub_from = asyncio.get_running_loop().time() + _PAUSE
            _log.warning("what was erased is still in the database's files: %s", reason)

    def _take_hold(self) -> None:
        try:
            if self._kind is Kind.BESIDE and not self.path.exists():
                raise StoreRefused(f"There is no database {self.path} yet: run the program first.")
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            if self._kind is Kind.RECORDS:
                self._lock.take()
            self.path.touch(mode=0o600)
            if not (os.access(self.path, os.R_OK | os.W_OK) and os.access(self.path.parent, os.W_OK)):
                raise PermissionError(errno.EACCES, "Permission denied")
        except OSError as error:
            self._lock.release()
            raise StoreRefused(
                f"The database {self.path} cannot be written ({error.strerror}): let the program read and write "
                "this file and its folder, or give another address."
            ) from None

    def _prepare(self, connection: sqlite3.Connection) -> None:
        try:
            for pragma in _PRAGMAS:
                connection.execute(pragma)
            (mode,) = connection.execute("PRAGMA journal_mode = WAL").fetchone()
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorcode == sqlite3.SQLITE_NOTADB:
                raise StoreRefused(f"{self.path} is not an SQLite database.") from None
            raise
        if mode != "wal":
            raise StoreRefused(f"SQLite cannot keep a write-ahead log for {self.path}.")


_files: dict[tuple[Path, Kind], SqliteFile] = {}


async def open_sqlite(path: str, kind: Kind = Kind.RECORDS) -> SqliteFile:
    """The database file at `path`. Of records, a second program is refused while this one holds them."""
    if not path or path == ":memory:":
        raise StoreRefused("SQLite needs a file: sqlite:///path/to/file.")
    if sqlite3.sqlite_version_info < _OLDEST:
        raise StoreRefused(f"SQLite {sqlite3.sqlite_version} is too old: 3.37 or newer is needed.")
    try:
        where = Path(path).resolve()  # noqa: ASYNC240 - two spellings of one file are one; the disk is asked once
    except (OSError, RuntimeError):
        raise StoreRefused(f"{path} leads in circles: give another address.") from None
    file = _files.setdefault((where, kind), SqliteFile(where, kind))
    file.claims += 1
    try:
        await file.open()
    except BaseException:
        file.claims -= 1
        if file.claims == 0:
            _files.pop((where, kind), None)
        raise
    return file


def _tables(connection: sqlite3.Connection) -> set[str]:
    return {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}


def _version(connection: sqlite3.Connection) -> str | None:
    """The revision of the tables; None when there are none."""
    if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone():
        return None
    row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    return str(row[0]) if row else None


def _make_key_tables(connection: sqlite3.Connection) -> None:
    for sql in key_tables(DIALECT):
        connection.execute(sql)
