"""The key store: a database of its own, with a data key or several for every owner, each wrapped by a master key.

An owner is « person:… », « case:… », « organisation:… », « queue:… » (one generation of what waits in the queues) or
« store:… » (what a database knows its key store by).
A key is erased by erasing its row here; what was sealed with it is then noise, in every copy of the main database.
"""

import secrets
from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Generic, TypeVar

import sqlalchemy as sa
from sqlalchemy.engine import Dialect
from sqlalchemy.schema import CreateIndex, CreateTable

from bot.storage.columns import Instant
from bot.storage.errors import SealBroken
from bot.storage.lock import FileLock
from bot.storage.master import Master, new_key
from bot.storage.statements import Database, Row, Statement, given, insert, listed, mine

MOST_CACHED = 20_000  # unwrapped keys in memory, about 6 MB
_T = TypeVar("_T")

metadata = sa.MetaData()
key = sa.Table(
    "key",
    metadata,
    sa.Column("bot", sa.Text, primary_key=True),
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("owner", sa.Text, nullable=False),
    sa.Column("wrapped", sa.Text, nullable=False),
    sa.Column("master", sa.Text, nullable=False),
    sa.Column("made_at", Instant, nullable=False),
    sa.Index("key_by_owner", "bot", "owner", "made_at"),
    sa.Index("key_by_master", "master"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)

_FIELDS = (key.c.id, key.c.wrapped, key.c.master)
_NEWEST = Statement(
    sa.select(*_FIELDS)
    .where(mine(key, "owner"))
    .order_by(key.c.made_at.desc(), key.c.id)
    .limit(sa.literal_column("1"))
)
_GET = Statement(sa.select(*_FIELDS).where(mine(key), key.c.id.in_(listed("ids"))))
_ADD = insert(key)
# What is taken over is older than whatever the heir has, so that the heir's own key stays the one in use.
_HAND_OVER = Statement(
    sa.update(key)
    .values(owner=given(key.c.owner, "heir"), made_at=given(key.c.made_at))
    .where(mine(key, "owner"))
)
_ERASE = Statement(sa.delete(key).where(mine(key, "owner")).returning(key.c.id))
_MASTERS = Statement(sa.select(key.c.bot, key.c.master).distinct())


class Lru(Generic[_T]):
    """The values used last, by name."""

    def __init__(self, most: int = MOST_CACHED) -> None:
        self._most = most
        self._values: OrderedDict[str, _T] = OrderedDict()

    def get(self, name: str) -> _T | None:
        value = self._values.get(name)
        if value is not None:
            self._values.move_to_end(name)
        return value

    def put(self, name: str, value: _T) -> None:
        self._values[name] = value
        if len(self._values) > self._most:
            self._values.popitem(last=False)

    def drop(self, name: str) -> None:
        self._values.pop(name, None)


class KeyStore:
    """The data keys of one bot, by their ids of 32 hexadecimal digits. Raises `StoreUnavailable`."""

    def __init__(self, database: Database, bot: str, master: Master, lock: FileLock) -> None:
        self._database = database
        self._bot = bot
        self._master = master
        self._lock = lock
        self._keys: Lru[bytes] = Lru()
        self._newest: Lru[str] = Lru()
        self.broken: Lru[bool] = Lru(1_000)  # places told of already

    def of_bot(self, bot: str) -> "KeyStore":
        """The keys of another bot in the same database, which stays this one's to close."""
        return self if bot == self._bot else KeyStore(self._database, bot, self._master, self._lock)

    async def get(self, ids: Iterable[str]) -> dict[str, bytes]:
        """Those of the keys that exist, by their ids."""
        found = {id: self._keys.get(id) for id in ids}
        missing = [id for id, key in found.items() if key is None]
        if missing:
            async with self._database.begin(self._bot) as work:
                rows = await work.rows(_GET, ids=missing)
            found |= {row[0]: self._unwrap(row) for row in rows}
        return {id: key for id, key in found.items() if key is not None}

    async def newest(self, owner: str) -> tuple[str, bytes]:
        """The key of `owner` that is in use, with its id; a new one, kept already, if there is none.

        Raises `SealBroken` if it is damaged.
        """
        id = self._newest.get(owner)
        found = self._keys.get(id) if id else None
        if id and found:
            return id, found
        async with self._database.begin(self._bot) as work:
            rows = await work.rows(_NEWEST, owner=owner)
        if not rows:
            return await self.make(owner)
        id, found = rows[0][0], self._unwrap(rows[0])
        if found is None:
            raise SealBroken(f"key.wrapped/{id}")
        self._newest.put(owner, id)
        return id, found

    async def make(self, owner: str, id: str = "") -> tuple[str, bytes]:
        """A new key for `owner` (« * » in it stands for the key's id), on the disk when this returns."""
        id, made = id or secrets.token_hex(16), new_key()
        owner = owner.replace("*", id)
        wrapped = self._master.wrap(made, f"{self._bot}|{id}")
        async with self._database.begin(self._bot) as work:
            await work.run(
                _ADD,
                id=id,
                owner=owner,
                wrapped=wrapped,
                master=self._master.first,
                made_at=datetime.now(UTC),
            )
        self._keys.put(id, made)
        self._newest.put(owner, id)
        return id, made

    async def settle(self, heirs: Mapping[str, str], erased: Sequence[str]) -> None:
        """Hand over the keys of owners that have heirs, then erase those of `erased`; twice does no harm."""
        async with self._database.begin(self._bot) as work:
            await work.run_each(
                _HAND_OVER,
                [
                    {"owner": old, "heir": _last(heirs, new), "made_at": _LONG_AGO}
                    for old, new in heirs.items()
                ],
            )
            gone = [id for owner in erased for (id,) in await work.rows(_ERASE, owner=owner)]
            if gone:
                work.scrub()
        for id in gone:
            self._keys.drop(id)
        for owner in (*heirs, *heirs.values(), *erased):
            self._newest.drop(owner)

    async def close(self) -> None:
        self._lock.release()
        await self._database.close()

    def _unwrap(self, row: Row) -> bytes | None:
        id, wrapped, master = row
        found = self._master.unwrap(wrapped, f"{self._bot}|{id}", master)
        if found is not None:
            self._keys.put(id, found)
        return found


def tables(dialect: Dialect) -> list[str]:
    """The statements that make the tables of a key store, where they are not there yet."""
    made: list[CreateTable | CreateIndex] = [CreateTable(key, if_not_exists=True)]
    made += [CreateIndex(index, if_not_exists=True) for index in key.indexes]
    return [str(each.compile(dialect=dialect)) for each in made]


async def masters_in_use(database: Database) -> list[tuple[str, str]]:
    """Which bot has keys wrapped by which master key."""
    async with database.begin("") as work:
        return [(bot, master) for bot, master in await work.rows(_MASTERS)]


async def holds(database: Database, bot: str, id: str) -> bool:
    """Whether the key of this id is there, be it readable or not."""
    async with database.begin(bot) as work:
        return bool(await work.rows(_GET, ids=[id]))


def _last(heirs: Mapping[str, str], heir: str) -> str:
    """Who has it in the end, when an heir has an heir."""
    seen = set()
    while heir in heirs and heir not in seen:
        seen.add(heir)
        heir = heirs[heir]
    return heir
