"""Opening a store, and what a transaction offers."""

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Protocol

from bot.ports import (
    Chats,
    Diagnoses,
    Inbox,
    Outbox,
    People,
    Publications,
    Sessions,
    Signs,
    Store,
    Transaction,
)
from bot.storage.chats import ChatsTable
from bot.storage.diagnoses import DiagnosesTable
from bot.storage.errors import StoreRefused
from bot.storage.inbox import InboxTable
from bot.storage.outbox import OutboxTable
from bot.storage.people import PeopleTable
from bot.storage.publications import PublicationsTable
from bot.storage.sessions import SessionsTable
from bot.storage.signs import SignsTable
from bot.storage.statements import Work


class Database(Protocol):
    """An open database, whichever it is."""

    def begin(self, bot: str) -> AbstractAsyncContextManager[Work]:
        """A transaction for `bot`: kept when its body ends well, undone when it raises or is cancelled."""
        ...

    async def close(self) -> None: ...


class SqlTransaction:
    """One unit of work over SQL tables."""

    def __init__(self, work: Work) -> None:
        self.people: People = PeopleTable(work)
        self.sessions: Sessions = SessionsTable(work)
        self.diagnoses: Diagnoses = DiagnosesTable(work)
        self.chats: Chats = ChatsTable(work)
        self.signs: Signs = SignsTable(work)
        self.publications: Publications = PublicationsTable(work)
        self.inbox: Inbox = InboxTable(work)
        self.outbox: Outbox = OutboxTable(work)


class SqlStore:
    """A store bound to one bot: it sees no row of another."""

    def __init__(self, database: Database, bot: str) -> None:
        self._database = database
        self._bot = bot
        self._closed = False

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Transaction]:
        """One unit of work; not to be shared between tasks, nor used after its end."""
        async with self._database.begin(self._bot) as work:
            yield SqlTransaction(work)

    async def close(self) -> None:
        if not self._closed:
            self._closed = True
            await self._database.close()


async def open_store(url: str, bot: str) -> Store:
    """The store of `bot` in the database at `url`, with its tables brought up to date.

    `sqlite:///path` and `postgresql://…` (or `postgres://…`), with or without the driver's name.
    Raises `StoreRefused` when the database cannot be used as it is, `StoreUnavailable` when it cannot be reached now.
    """
    scheme, separator, rest = url.partition("://")
    if separator and scheme in {"sqlite", "sqlite+aiosqlite"}:
        from bot.storage.sqlite import open_sqlite  # noqa: PLC0415 - a driver is loaded only where it is used

        return SqlStore(await open_sqlite(rest.partition("?")[0].removeprefix("/")), bot)
    if separator and scheme in {"postgres", "postgresql", "postgresql+asyncpg"}:
        from bot.storage.postgres import open_postgres  # noqa: PLC0415 - as above

        return SqlStore(await open_postgres(f"postgresql://{rest}"), bot)
    raise StoreRefused("The database address must begin with sqlite:/// or postgresql://.")
