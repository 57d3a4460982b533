"""Opening a store, and what a transaction offers."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import sqlalchemy as sa

from bot.ports import (
    Audit,
    Cases,
    Chats,
    Diagnoses,
    Figures,
    Inbox,
    Invitations,
    Network,
    Organisations,
    Outbox,
    People,
    Plans,
    Publications,
    Reference,
    Reminders,
    Sessions,
    Shares,
    Signs,
    Steps,
    Store,
    StoreUnavailable,
    Transaction,
    Visits,
)
from bot.storage.audit import AuditTable
from bot.storage.belonging import key_named, name_key
from bot.storage.cases import CasesTable
from bot.storage.chats import ChatsTable
from bot.storage.diagnoses import DiagnosesTable
from bot.storage.errors import StatementFailed
from bot.storage.figures import FiguresTable
from bot.storage.inbox import InboxTable
from bot.storage.invitations import InvitationsTable
from bot.storage.keys import KeyStore
from bot.storage.opening import Keeping, open_database, open_keys, refuse_one_file
from bot.storage.organisations import OrganisationsTable
from bot.storage.outbox import OutboxTable
from bot.storage.people import PeopleTable
from bot.storage.plans import PlansTable
from bot.storage.publications import PublicationsTable
from bot.storage.reference import ReferenceTable
from bot.storage.reminders import RemindersTable
from bot.storage.safe import HEIR, Safe
from bot.storage.sealing import seal_what_is_plain
from bot.storage.sessions import SessionsTable
from bot.storage.shares import NetworkTable, SharesTable
from bot.storage.signs import SignsTable
from bot.storage.statements import Database, Kind, Statement, Work, mine
from bot.storage.steps import StepsTable
from bot.storage.tables import shredding
from bot.storage.visits import VisitsTable
from bot.storage.waiting import see_through

_log = logging.getLogger(__name__)
_PAUSE = 60.0  # seconds until keys that could not be erased are tried again
_NOTES = Statement(sa.select(shredding.c.owner).where(mine(shredding)))
_DROP_NOTE = Statement(sa.delete(shredding).where(mine(shredding, "owner")))


class SqlTransaction:
    """One unit of work over SQL tables."""

    def __init__(self, work: Work, safe: Safe) -> None:
        self.people: People = PeopleTable(work, safe)
        self.organisations: Organisations = OrganisationsTable(work, safe)
        self.invitations: Invitations = InvitationsTable(work)
        self.cases: Cases = CasesTable(work, safe)
        self.shares: Shares = SharesTable(work, safe)
        self.network: Network = NetworkTable(work, safe)
        self.audit: Audit = AuditTable(work)
        self.figures: Figures = FiguresTable(work)
        self.sessions: Sessions = SessionsTable(work, safe)
        self.diagnoses: Diagnoses = DiagnosesTable(work, safe)
        self.plans: Plans = PlansTable(work, safe)
        self.steps: Steps = StepsTable(work, safe)
        self.visits: Visits = VisitsTable(work, safe)
        self.reminders: Reminders = RemindersTable(work, safe)
        self.reference: Reference = ReferenceTable(work)
        self.chats: Chats = ChatsTable(work, safe)
        self.signs: Signs = SignsTable(work)
        self.publications: Publications = PublicationsTable(work)
        self.inbox: Inbox = InboxTable(work, safe)
        self.outbox: Outbox = OutboxTable(work, safe)


class SqlStore:
    """A store bound to one bot: it sees no row of another."""

    def __init__(self, database: Database, keys: KeyStore, bot: str) -> None:
        self._database = database
        self._keys = keys
        self._bot = bot
        self._closed = False
        self._to_settle = True  # what was noted when the program was killed
        self._settle_from = 0.0

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Transaction]:
        """One unit of work; not to be shared between tasks, nor used after its end."""
        async with self._database.begin(self._bot) as work:
            safe = Safe(work, self._keys, self._bot)
            yield SqlTransaction(work, safe)
            noted = await safe.finish()
        self._to_settle = self._to_settle or noted
        if self._to_settle and asyncio.get_running_loop().time() >= self._settle_from:
            await see_through(self.settle())

    async def settle(self) -> None:
        """Do with keys what transactions noted: erase them, or hand them over. Tried again until it works."""
        try:
            async with self._database.begin(self._bot) as work:
                notes = [owner for (owner,) in await work.rows(_NOTES)]
            if notes:
                heirs = dict(note.split(HEIR) for note in notes if HEIR in note)
                await self._keys.settle(heirs, [note for note in notes if HEIR not in note])
                async with self._database.begin(self._bot) as work:
                    await work.run_each(_DROP_NOTE, [{"owner": note} for note in notes])
            self._to_settle = False
        except (StoreUnavailable, StatementFailed) as error:
            self._to_settle = True
            self._settle_from = asyncio.get_running_loop().time() + _PAUSE
            _log.warning("keys of what was erased are not erased yet: %s", error)

    async def close(self) -> None:
        if not self._closed:
            self._closed = True
            await self._database.close()
            await self._keys.close()


async def open_store(
    url: str,
    bot: str,
    *,
    keys_url: str | None = None,
    master_key: str | None = None,
    folder: Path | None = None,
    beside: bool = False,
) -> Store:
    """The store of `bot` in the database at `url`, with its tables brought up to date.

    `sqlite:///path` and `postgresql://…` (or `postgres://…`), with or without the driver's name. `keys_url` is the
    same for the key store; without it, it is a file beside that of SQLite, or in `folder`. The master key is
    `master_key`, or in a file in the folder of the key store, or in `folder`. `beside`: for a short command while
    another program holds the SQLite file.
    Raises `StoreRefused` when a database cannot be used as it is, or the key store is not its own;
    `StoreUnavailable` when it cannot be reached now, `KeysUnavailable` when it is the key store.
    """
    refuse_one_file(url, keys_url)
    database = await open_database(url, Kind.BESIDE if beside else Kind.RECORDS)
    try:
        keeping = Keeping(url, keys_url, master_key, folder)
        keys = await open_keys(keeping, bot, await key_named(database, bot))
    except BaseException:
        await see_through(database.close())
        raise
    store = SqlStore(database, keys, bot)
    try:
        await name_key(database, keys, bot)
        if not beside:
            await seal_what_is_plain(database, keys, bot)
            await store.settle()
    except BaseException:
        await see_through(store.close())
        raise
    return store
