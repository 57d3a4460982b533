"""Which database an address names; and the key store, with the master key that its keys are wrapped with."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import urlsplit

from bot.ports import StoreUnavailable
from bot.storage.errors import KeysUnavailable, StoreRefused
from bot.storage.keys import KeyStore, holds, masters_in_use
from bot.storage.lock import FileLock
from bot.storage.master import FILE, Master, keys_in_file, keys_in_setting, make_file
from bot.storage.statements import Database, Kind, Work
from bot.storage.waiting import see_through

_SQLITE = {"sqlite", "sqlite+aiosqlite"}
_POSTGRES = {"postgres", "postgresql", "postgresql+asyncpg"}


async def open_database(url: str, kind: Kind) -> Database:
    """The database at `url`, ready for use. Raises `StoreRefused`, `StoreUnavailable`."""
    scheme, separator, rest = url.partition("://")
    if separator and scheme in _SQLITE:
        from bot.storage.sqlite import open_sqlite  # noqa: PLC0415 - a driver is loaded only where it is used

        return await open_sqlite(str(sqlite_file(url) or ""), kind)
    if separator and scheme in _POSTGRES:
        from bot.storage.postgres import open_postgres  # noqa: PLC0415 - as above

        return await open_postgres(f"postgresql://{rest}", kind)
    raise StoreRefused("The database address must begin with sqlite:/// or postgresql://.")


def sqlite_file(url: str) -> Path | None:
    """The file that `url` names; None if it names no SQLite file."""
    scheme, _, rest = url.partition("://")
    path = rest.partition("?")[0].removeprefix("/")
    return Path(path) if scheme in _SQLITE and path else None


def shown(url: str) -> str:
    """Where `url` leads, without user and password."""
    file = sqlite_file(url)
    if file:
        return str(file)
    try:
        parts = urlsplit(url)
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return "this address"
    return f"postgresql://{parts.hostname or ''}{port}{parts.path}"


def refuse_one_file(url: str, keys_url: str | None) -> None:
    """Raises `StoreRefused` where both addresses name the same file, however they are written."""
    main, keys = sqlite_file(url), sqlite_file(keys_url or "")
    if main and keys and main.resolve() == keys.resolve():
        raise StoreRefused(
            f"it names the same file as DATABASE_URL ({main}): keys are kept apart, give another one.",
            "KEYS_URL",
        )


class KeysDatabase:
    """The database of the keys, which names itself when it cannot be reached: it raises `KeysUnavailable`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @asynccontextmanager
    async def begin(self, bot: str) -> AsyncIterator[Work]:
        try:
            async with self._database.begin(bot) as work:
                yield work
        except StoreUnavailable as error:
            raise KeysUnavailable(str(error)) from None

    async def close(self) -> None:
        await self._database.close()


class Keeping:
    """Where keys are kept: the address of the key store, and the setting or else the file of the master key.

    What is not given follows from the main database at `url`: the key store is a file beside that of SQLite, or one
    in `folder`; the file of the master key is in the folder of the key store's file, or in `folder`.
    """

    def __init__(
        self, url: str, keys_url: str | None = None, master_key: str | None = None, folder: Path | None = None
    ) -> None:
        main = sqlite_file(url)
        beside = main.with_name(f"{main.stem}.keys{main.suffix}") if main else None
        where = beside or (folder / "traitdunion.keys.sqlite3" if folder else None)
        if keys_url is None and where is None:
            raise StoreRefused("an address for the key store is needed.", "KEYS_URL")
        self.url = keys_url or f"sqlite:///{where}"
        file = sqlite_file(self.url)
        place = file.parent if file else folder
        if master_key is None and place is None:
            raise StoreRefused("a master key is needed.", "MASTER_KEY")
        self.setting = master_key
        self.file = place / FILE if place else Path(FILE)

    def keys(self, *, new: bool = False) -> list[bytes]:
        """The master keys at hand, the newest first. If there is no file, it is made if it may be `new`.

        Raises `StoreRefused`.
        """
        if self.setting is not None:
            return keys_in_setting(self.setting)
        found = keys_in_file(self.file)
        if found is None and not new:
            raise StoreRefused(
                f"the file {self.file} is missing, and the key store cannot be read without it: "
                "put back the copy that was kept with the backups.",
                "MASTER_KEY",
            )
        return make_file(self.file) if found is None else found

    def is_missing(self) -> bool:
        """Whether the file of the key store is not there. Elsewhere than in SQLite, that shows once it is open."""
        file = sqlite_file(self.url)
        try:
            return file is not None and not file.exists()
        except OSError:  # opening it says what is wrong
            return False

    def not_its_own(self) -> StoreRefused:
        """The refusal of a key store that is empty, or that of another database."""
        wrong = "is missing" if self.is_missing() else "is not that of this database"
        return StoreRefused(
            f"the key store {shown(self.url)} {wrong}: "
            "put back the copy of the key store that belongs to this database, or give its address. If it is lost "
            "for good, nothing in this database can be read: start with a new one (DATABASE_URL).",
            "KEYS_URL",
        )

    async def open(self) -> Database:
        """The database of the keys. Raises `StoreRefused`, `KeysUnavailable`."""
        try:
            return KeysDatabase(await open_database(self.url, Kind.KEYS))
        except StoreRefused as refusal:
            raise StoreRefused(str(refusal), "KEYS_URL") from None
        except StoreUnavailable as error:
            raise KeysUnavailable(str(error)) from None

    def lock(self, *, shared: bool) -> FileLock:
        """Held by whoever uses the file of the master key, so that it is not changed meanwhile.

        Raises `StoreRefused` when a program that changes it, or, unless it is `shared`, one that uses it, is running.
        """
        refusal = f"a program that uses {self.file} is running: stop it first."
        lock = FileLock(self.file.with_name(f"{FILE}.lock"), StoreRefused(refusal, "MASTER_KEY"))
        if self.setting is None:
            try:
                self.file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                lock.take(shared=shared)
            except OSError as error:
                raise StoreRefused(
                    f"{self.file} cannot be kept ({error.strerror}): let the program write in its folder, "
                    "or give the key itself in this setting.",
                    "MASTER_KEY",
                ) from None
        return lock


async def open_keys(keeping: Keeping, bot: str, named: str | None) -> KeyStore:
    """The key store of `bot`, with a master key for every key in it; a new one only where there is no key yet.

    The key with the id `named` must be in it. Raises `StoreRefused`, `KeysUnavailable`.
    """
    if named is not None and keeping.is_missing():
        raise keeping.not_its_own()
    lock = keeping.lock(shared=True)
    try:
        database = await keeping.open()
    except BaseException:
        lock.release()
        raise
    try:
        await _expect(keeping, database, bot, named)
        in_use = await masters_in_use(database)  # first: another program may make the file meanwhile
        keys = keeping.keys(new=not in_use)
        master = Master(keys)
        at_hand(master, [used for name, used in in_use if name == bot])
    except BaseException:
        lock.release()
        await see_through(database.close())
        raise
    return KeyStore(database, bot, master, lock)


async def _expect(keeping: Keeping, database: Database, bot: str, named: str | None) -> None:
    """Raises `StoreRefused` if the key `named` is not there."""
    if named is not None and not await holds(database, bot, named):
        raise keeping.not_its_own()


def refusal_of(error: StoreUnavailable, url: str, keeping: Keeping) -> StoreRefused:
    """What to tell whoever gave a command that `error` has ended: which database it was, and the mend."""
    of_keys = isinstance(error, KeysUnavailable)
    where = keeping.url if of_keys else url
    mend = (
        "see that the program can write this file and its folder, and that the disk has room"
        if sqlite_file(where)
        else "see that PostgreSQL runs and takes calls at this address"
    )
    text = f"{str(error).rstrip('.')} ({shown(where)}): {mend}; then try again."
    return StoreRefused(text, "KEYS_URL" if of_keys else "DATABASE_URL")


def at_hand(master: Master, used: list[str]) -> None:
    """Raises `StoreRefused` for keys wrapped by a master key that is not in `master`."""
    missing = sorted(set(used) - set(master.ids))
    if missing:
        raise StoreRefused(
            f"the key store holds keys wrapped by another master key ({', '.join(missing)}): give that one too, "
            "after the new one.",
            "MASTER_KEY",
        )
