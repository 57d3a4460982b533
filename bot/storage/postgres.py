"""PostgreSQL through asyncpg: a pool of connections, each transaction on one of them."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from typing import Any

import asyncpg
from sqlalchemy.dialects.postgresql.asyncpg import PGDialect_asyncpg

from bot.ports import StoreUnavailable
from bot.storage.errors import StatementFailed, StoreRefused
from bot.storage.keys import tables as key_tables
from bot.storage.schema import at_head, upgrade
from bot.storage.statements import Compiled, Kind, Row, Statement
from bot.storage.waiting import see_through

_DIALECT = PGDialect_asyncpg()  # type: ignore[no-untyped-call]
_MOST_CONNECTIONS = 8
_PATIENCE = 30.0  # seconds to wait for a connection or an answer
_MIGRATION_TRIES = 10
# SQLSTATE codes, or their first letters, of what passes: connection lost, conflict with another transaction, no
# room left, shutdown, fault of the disk, a standby not yet promoted, a lock not had in time.
_PASSING = ("08", "40", "53", "57", "58", "25006", "55P03")
_NOT_LET_IN = ("28", "3D", "42501")
_WHAT_IS_THERE = """
    SELECT to_regclass('alembic_version') IS NOT NULL AND to_regclass('outbox') IS NOT NULL,
        EXISTS (SELECT FROM pg_attribute WHERE attrelid = to_regclass('key') AND attname = 'wrapped')
"""


def _fault(error: BaseException) -> Exception:
    """What to raise for a driver's `error`: in our words, since its own may quote a person's."""
    code = getattr(error, "sqlstate", None) or ""
    lost = isinstance(error, OSError | TimeoutError | asyncpg.InterfaceError | asyncpg.InternalClientError)
    wrong_value = isinstance(error, ValueError | TypeError)  # an InterfaceError too
    if code.startswith(_PASSING) or (lost and not wrong_value):
        return StoreUnavailable(f"PostgreSQL does not answer ({code or type(error).__name__}).")
    return StatementFailed(f"PostgreSQL refused a statement ({code or type(error).__name__}).")


class PostgresWork:
    """An open transaction."""

    def __init__(self, connection: Any, bot: str) -> None:
        self._connection = connection
        self._bot = bot
        self._over = False
        self._failure: Exception | None = None

    async def rows(self, statement: Statement, **values: Any) -> list[Row]:
        compiled = self._prepare(statement)
        return compiled.read(await self._call("fetch", compiled.sql, *self._bind(compiled, values)))

    async def run(self, statement: Statement, **values: Any) -> None:
        await self.rows(statement, **values)

    async def run_each(self, statement: Statement, many: Sequence[Mapping[str, Any]]) -> None:
        if len(many) == 1:
            await self.run(statement, **many[0])
        elif many:
            compiled = self._prepare(statement)
            bound = [self._bind(compiled, values) for values in many]
            await self._call("executemany", compiled.sql, bound)

    def scrub(self) -> None:
        """Nothing to do: PostgreSQL's own files are its administrator's."""

    async def begin(self) -> None:
        await self._call("execute", "BEGIN ISOLATION LEVEL READ COMMITTED")

    async def commit(self) -> None:
        """Keep everything, or raise. After a failed statement PostgreSQL would undo, and call it a success."""
        if self._failure:
            raise self._failure
        await self._call("execute", "COMMIT")

    async def roll_back(self) -> None:
        """Keep nothing. A connection that cannot even do that is dropped."""
        try:
            await self._connection.execute("ROLLBACK")
        except Exception:  # noqa: BLE001 - whatever it is, PostgreSQL undoes what a lost connection began
            with suppress(asyncpg.InterfaceError):  # the pool may have dropped it already
                self._connection.terminate()

    def end(self) -> None:
        """Refuse what comes late."""
        self._over = True

    def _prepare(self, statement: Statement) -> Compiled:
        if self._over:
            raise RuntimeError("the transaction is over")
        return statement.on(_DIALECT)

    def _bind(self, compiled: Compiled, values: Mapping[str, Any]) -> Row:
        return compiled.bind({**values, "bot": self._bot})

    async def _call(self, name: str, *arguments: Any) -> Any:
        try:
            return await getattr(self._connection, name)(*arguments)
        except asyncio.CancelledError:
            self._failure = StoreUnavailable("A statement was broken off.")
            raise
        except Exception as error:  # noqa: BLE001 - whatever a driver raises may quote what was bound
            self._failure = _fault(error)
        raise self._failure


class Postgres:
    """An open pool of connections."""

    def __init__(self, pool: Any) -> None:
        self._pool = pool

    @asynccontextmanager
    async def begin(self, bot: str) -> AsyncIterator[PostgresWork]:
        connection, work = await self._start(bot)
        try:
            yield work
            await see_through(work.commit())
        except BaseException:
            await see_through(work.roll_back())
            raise
        finally:
            work.end()
            await see_through(self._pool.release(connection))

    async def close(self) -> None:
        """Close all connections, once the transactions under way have ended; after a while, whatever they do."""
        try:
            await asyncio.wait_for(self._pool.close(), _PATIENCE)
        except TimeoutError:
            self._pool.terminate()

    async def _start(self, bot: str) -> tuple[Any, PostgresWork]:
        """A connection on which a transaction has begun: a new one if those at hand were lost unnoticed."""
        try:
            return await self._begun(bot)
        except StoreUnavailable:
            await self._pool.expire_connections()
            return await self._begun(bot)

    async def _begun(self, bot: str) -> tuple[Any, PostgresWork]:
        try:
            connection = await self._pool.acquire(timeout=_PATIENCE)
        except Exception as error:  # noqa: BLE001 - a driver's words may hold the password
            fault = _fault(error)
        else:
            work = PostgresWork(connection, bot)
            try:
                await work.begin()
            except BaseException:
                await see_through(work.roll_back())
                await see_through(self._pool.release(connection))
                raise
            return connection, work
        raise fault


async def open_postgres(url: str, kind: Kind = Kind.RECORDS) -> Postgres:
    """The database at `url`, with its tables brought up to date: those of records, or those of a key store."""
    try:
        pool = await asyncpg.create_pool(
            url,
            min_size=1,
            max_size=_MOST_CONNECTIONS,
            timeout=_PATIENCE,
            command_timeout=_PATIENCE,
            reset=_leave_as_it_is,
        )
    except Exception as error:  # noqa: BLE001 - a driver's words may hold the password
        fault = _refusal(error)
    else:
        try:
            await _prepare(pool, url, kind)
        except BaseException:
            await see_through(pool.close())
            raise
        return Postgres(pool)
    raise fault


async def _leave_as_it_is(connection: Any) -> None:
    """Our transactions leave nothing behind: a round trip to reset each would be wasted."""


def _refusal(error: Exception) -> Exception:
    code = getattr(error, "sqlstate", None) or ""
    if code.startswith(_NOT_LET_IN):
        return StoreRefused(
            f"PostgreSQL lets nobody in by this address ({code}): check user, password and database, "
            "and that this user may make tables in it."
        )
    if isinstance(error, ValueError | TypeError):
        return StoreRefused("The database address is no PostgreSQL address.")
    return _fault(error)


async def _prepare(pool: Any, url: str, kind: Kind) -> None:
    """Tables as they are to be; a short command changes none."""
    records, keys = await _read(pool, _WHAT_IS_THERE)
    if kind is Kind.KEYS and records:
        raise StoreRefused(
            "This is the address of a main database (for DATABASE_URL), give a key store's here."
        )
    if kind is not Kind.KEYS and keys:
        raise StoreRefused("This is the address of a key store (for KEYS_URL), give a main database's here.")
    if kind is Kind.KEYS:
        await _make_key_tables(pool)
    elif kind is Kind.RECORDS:
        await _bring_up_to_date(pool, url)
    elif not at_head(await _version(pool)):
        raise StoreRefused("The tables are not up to date: run the program first.")


async def _bring_up_to_date(pool: Any, url: str) -> None:
    """Migrate, unless another process, started at the same time, does it first: then look again."""
    failure: Exception = StoreUnavailable("The tables are being changed by another program.")
    for _ in range(_MIGRATION_TRIES):
        if at_head(await _version(pool)):
            return
        try:
            await _migrate(url)
        except StoreRefused:
            raise
        except Exception as error:  # noqa: BLE001 - of Alembic, SQLAlchemy or asyncpg; all is undone
            failure = _refusal(getattr(error, "orig", None) or error)
            if isinstance(failure, StoreRefused):
                break
            await asyncio.sleep(0.3)
    raise failure


async def _make_key_tables(pool: Any) -> None:
    try:
        async with pool.acquire() as connection, connection.transaction():
            await connection.execute("SELECT pg_advisory_xact_lock(7244891)")  # one program after another
            for sql in key_tables(_DIALECT):
                await connection.execute(sql)
    except Exception as error:  # noqa: BLE001 - a driver's words may hold the password
        fault = _refusal(error)
    else:
        return
    raise fault


async def _version(pool: Any) -> str | None:
    """The revision of the tables; None when there are none."""
    (there,) = await _read(pool, "SELECT to_regclass('alembic_version') IS NOT NULL")
    row = await _read(pool, "SELECT version_num FROM alembic_version") if there else None
    return str(row[0]) if row else None


async def _read(pool: Any, sql: str) -> Any:
    """The row that `sql` gives."""
    try:
        return await pool.fetchrow(sql)
    except Exception as error:  # noqa: BLE001 - a driver's words may hold the password
        fault = _refusal(error)
    raise fault


async def _migrate(url: str) -> None:
    """Bring the tables up to date in one transaction."""
    from sqlalchemy import Connection, inspect, text  # noqa: PLC0415 - loaded only where there is something to do
    from sqlalchemy.ext.asyncio import create_async_engine  # noqa: PLC0415
    from sqlalchemy.pool import NullPool  # noqa: PLC0415

    def in_turn(connection: Connection) -> None:
        if inspect(connection).has_table("alembic_version"):  # another process waits here
            connection.execute(text("SELECT version_num FROM alembic_version FOR UPDATE"))
        upgrade(connection)

    engine = create_async_engine(
        "postgresql+asyncpg://", async_creator=lambda *_, **__: asyncpg.connect(url), poolclass=NullPool
    )
    async with engine.begin() as connection:
        await connection.run_sync(in_turn)
