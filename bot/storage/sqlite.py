"""SQLite through aiosqlite: one writing connection per file, transactions one after another.

Statements that give nothing back are put off and run together with the next that does, or with the commit: a hop to
the connection's thread costs more than most statements.
"""

import asyncio
import logging
import sqlite3
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, TypeVar

import aiosqlite
from sqlalchemy.dialects.sqlite.base import SQLiteDialect

from bot.ports import StoreUnavailable
from bot.storage.errors import StatementFailed, StoreRefused
from bot.storage.lock import FileLock
from bot.storage.schema import at_head, migrate
from bot.storage.statements import Compiled, Row, Statement
from bot.storage.waiting import see_through

_log = logging.getLogger(__name__)
_T = TypeVar("_T")
_DIALECT = SQLiteDialect(paramstyle="qmark")
_OLDEST = (3, 37)  # STRICT tables
_PRAGMAS = (
    "PRAGMA busy_timeout = 5000",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",
    "PRAGMA trusted_schema = OFF",
)
# SQLite's free number in the file's header says, across crashes, that something was erased and the file is not yet
# rewritten: `secure_delete` blanks rows where they are, but pages that were split keep copies of rows that moved.
_TO_SCRUB = "PRAGMA user_version = 1"
_SCRUBBED = "PRAGMA user_version = 0"
_PAUSE = 60.0  # seconds until a scrub that failed is tried again
_PASSING = {
    sqlite3.SQLITE_BUSY: "it is locked by another program",
    sqlite3.SQLITE_LOCKED: "it is locked",
    sqlite3.SQLITE_NOMEM: "there is no memory left",
    sqlite3.SQLITE_READONLY: "it cannot be written",
    sqlite3.SQLITE_IOERR: "its disk cannot be read or written",
    sqlite3.SQLITE_FULL: "its disk is full",
    sqlite3.SQLITE_CANTOPEN: "its file cannot be opened",
}


class _Connection(aiosqlite.Connection):
    """aiosqlite's connection, with several steps in one hop, and a thread that keeps no program from ending."""

    def __init__(self, path: Path) -> None:
        super().__init__(lambda: sqlite3.connect(path, isolation_level=None), 64)
        self._thread.daemon = True

    async def together(self, steps: Callable[[sqlite3.Connection], _T]) -> _T:
        """What `steps` gives, run in the connection's thread."""
        result: _T = await self._execute(steps, self._conn)  # type: ignore[no-untyped-call]
        return result


def _fault(error: Exception) -> Exception:
    """What to raise for a driver's `error`: in our words, since its own may quote a person's."""
    if isinstance(error, sqlite3.Error):
        code = getattr(error, "sqlite_errorcode", None)
        if code is not None and code & 0xFF in _PASSING:
            return StoreUnavailable(f"The database does not answer: {_PASSING[code & 0xFF]}.")
        name = getattr(error, "sqlite_errorname", type(error).__name__)
        return StatementFailed(f"SQLite refused a statement ({name}).")
    return StatementFailed(f"A statement could not be run ({type(error).__name__}).")


class SqliteWork:
    """An open transaction."""

    def __init__(self, file: "SqliteFile", bot: str) -> None:
        self._file = file
        self._bot = bot
        self._put_off: list[tuple[str, Sequence[Row]]] = [("BEGIN IMMEDIATE", [()])]
        self._begun = False
        self._over = False
        self._failure: Exception | None = None
        self.scrubs = False

    async def rows(self, statement: Statement, **values: Any) -> list[Row]:
        compiled, bound = self._prepare(statement, [values])

        def steps(connection: sqlite3.Connection) -> list[Any]:
            self._catch_up(connection)
            return connection.execute(compiled.sql, bound[0]).fetchall()

        return compiled.read(await self._try(steps))

    async def run(self, statement: Statement, **values: Any) -> None:
        await self.run_each(statement, [values])

    async def run_each(self, statement: Statement, many: Sequence[Mapping[str, Any]]) -> None:
        if many:
            compiled, bound = self._prepare(statement, many)
            self._put_off.append((compiled.sql, bound))

    def scrub(self) -> None:
        self.scrubs = True
        self._put_off.append((_TO_SCRUB, [()]))

    async def commit(self) -> None:
        """Keep everything, or raise."""
        if self._failure:
            raise self._failure
        if self._begun or len(self._put_off) > 1:
            self._put_off.append(("COMMIT", [()]))
            await self._try(self._catch_up)

    async def roll_back(self) -> None:
        """Keep nothing."""
        self._over = True

        def steps(connection: sqlite3.Connection) -> None:
            if connection.in_transaction:
                connection.execute("ROLLBACK")

        if self._begun:
            try:
                await self._file.connection.together(steps)
            except (sqlite3.Error, ValueError):
                _log.warning(
                    "a transaction could not be rolled back; SQLite does it when the file is opened again"
                )

    def end(self) -> None:
        """Refuse what comes late."""
        self._over = True

    def _prepare(
        self, statement: Statement, many: Sequence[Mapping[str, Any]]
    ) -> tuple[Compiled, Sequence[Row]]:
        if self._over:
            raise RuntimeError("the transaction is over")
        compiled = statement.on(_DIALECT)
        return compiled, [compiled.bind({**values, "bot": self._bot}) for values in many]

    def _catch_up(self, connection: sqlite3.Connection) -> None:
        put_off, self._put_off = self._put_off, []
        for sql, bound in put_off:
            for row in bound:
                connection.execute(sql, row)

    async def _try(self, steps: Callable[[sqlite3.Connection], _T]) -> _T:
        self._begun = True
        try:
            return await self._file.connection.together(steps)
        except asyncio.CancelledError:
            self._failure = StoreUnavailable("A statement was broken off.")
            raise
        except Exception as error:  # noqa: BLE001 - whatever a driver raises may quote what was bound
            self._failure = _fault(error)
        raise self._failure


class SqliteFile:
    """An open database file, shared by all stores of this process that use it."""

    connection: _Connection

    def __init__(self, path: Path) -> None:
        self.path = path
        self.claims = 0  # stores that have it open, or are about to
        self._to_scrub = True  # what was erased when the program was killed
        self._scrub_from = 0.0
        self._lock = FileLock(path.with_name(path.name + ".lock"))
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
            work = SqliteWork(self, bot)
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
                _files.pop(self.path, None)
                await see_through(self._release())

    async def _connect(self) -> None:
        self.connection = _Connection(self.path)
        try:
            await self.connection
            await self.connection.together(self._prepare)
            if not at_head(await self.connection.together(_version)):
                await asyncio.to_thread(migrate, self.path)
        except sqlite3.Error as error:
            raise _fault(error) from None
        await self._scrub()

    async def _release(self) -> None:
        try:
            await self.connection.close()
        finally:
            self._lock.release()

    async def _scrub(self) -> None:
        """Leave nothing in any file of what was erased: about 6 ms per MB. Tried again until it works."""

        def steps(connection: sqlite3.Connection) -> bool:
            if connection.execute("PRAGMA user_version").fetchone() != (0,):
                connection.execute("VACUUM")
                connection.execute(_SCRUBBED)
            busy, _, _ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            return bool(busy)

        reason = "another program reads it"
        try:
            self._to_scrub = await self.connection.together(steps)
        except (sqlite3.Error, ValueError) as error:
            self._to_scrub, reason = True, str(_fault(error))
        if self._to_scrub:
            self._scrub_from = asyncio.get_running_loop().time() + _PAUSE
            _log.warning("what was erased is still in the database's files: %s", reason)

    def _take_hold(self) -> None:
        try:
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._lock.take()
            self.path.touch(mode=0o600)
        except OSError as error:
            self._lock.release()
            raise StoreRefused(f"The database {self.path} cannot be written: {error.strerror}.") from None

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


_files: dict[Path, SqliteFile] = {}


async def open_sqlite(path: str) -> SqliteFile:
    """The database file at `path`. A second program is refused while this one holds it."""
    if not path or path == ":memory:":
        raise StoreRefused("SQLite needs a file: sqlite:///path/to/file.")
    if sqlite3.sqlite_version_info < _OLDEST:
        raise StoreRefused(f"SQLite {sqlite3.sqlite_version} is too old: 3.37 or newer is needed.")
    where = Path(path).absolute()  # noqa: ASYNC240 - asks the disk nothing
    file = _files.setdefault(where, SqliteFile(where))
    file.claims += 1
    try:
        await file.open()
    except BaseException:
        file.claims -= 1
        if file.claims == 0:
            _files.pop(where, None)
        raise
    return file


def _version(connection: sqlite3.Connection) -> str | None:
    """The revision of the tables; None when there are none."""
    if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone():
        return None
    row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    return str(row[0]) if row else None
