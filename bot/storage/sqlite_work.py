"""A transaction on an SQLite connection.

Statements that give nothing back are put off and run together with the next that does, or with the commit: a hop to
the connection's thread costs more than most statements.
"""

import asyncio
import logging
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

import aiosqlite
from sqlalchemy.dialects.sqlite.base import SQLiteDialect

from bot.ports import StoreUnavailable
from bot.storage.errors import StatementFailed
from bot.storage.statements import Compiled, Row, Statement

_log = logging.getLogger(__name__)
_T = TypeVar("_T")
DIALECT = SQLiteDialect(paramstyle="qmark")
# SQLite's free number in the file's header says, across crashes, that something was erased and the file is not yet
# rewritten: `secure_delete` blanks rows where they are, but pages that were split keep copies of rows that moved.
TO_SCRUB = "PRAGMA user_version = 1"
SCRUBBED = "PRAGMA user_version = 0"
_PASSING = {
    sqlite3.SQLITE_BUSY: "it is locked by another program",
    sqlite3.SQLITE_LOCKED: "it is locked",
    sqlite3.SQLITE_NOMEM: "there is no memory left",
    sqlite3.SQLITE_READONLY: "it cannot be written",
    sqlite3.SQLITE_IOERR: "its disk cannot be read or written",
    sqlite3.SQLITE_FULL: "its disk is full",
    sqlite3.SQLITE_CANTOPEN: "its file cannot be opened",
}


class Connection(aiosqlite.Connection):
    """aiosqlite's connection, with several steps in one hop, and a thread that keeps no program from ending."""

    def __init__(self, path: Path) -> None:
        super().__init__(lambda: sqlite3.connect(path, isolation_level=None), 64)
        self._thread.daemon = True

    async def together(self, steps: Callable[[sqlite3.Connection], _T]) -> _T:
        """What `steps` gives, run in the connection's thread."""
        result: _T = await self._execute(steps, self._conn)  # type: ignore[no-untyped-call]
        return result

    async def ended(self) -> None:
        """Wait for the thread: one that could not open its file still has a word to say, and the loop must hear it."""
        if self._thread.is_alive():
            await asyncio.to_thread(self._thread.join, 5.0)


def fault(error: Exception) -> Exception:
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

    def __init__(self, connection: Connection, bot: str) -> None:
        self._connection = connection
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
        self._put_off.append((TO_SCRUB, [()]))

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
                await self._connection.together(steps)
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
        compiled = statement.on(DIALECT)
        return compiled, [compiled.bind({**values, "bot": self._bot}) for values in many]

    def _catch_up(self, connection: sqlite3.Connection) -> None:
        put_off, self._put_off = self._put_off, []
        for sql, bound in put_off:
            for row in bound:
                connection.execute(sql, row)

    async def _try(self, steps: Callable[[sqlite3.Connection], _T]) -> _T:
        self._begun = True
        try:
            return await self._connection.together(steps)
        except asyncio.CancelledError:
            self._failure = StoreUnavailable("A statement was broken off.")
            raise
        except Exception as error:  # noqa: BLE001 - whatever a driver raises may quote what was bound
            self._failure = fault(error)
        raise self._failure
