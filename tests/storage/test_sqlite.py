"""What holds for SQLite only: files, their safety, and what is left in them."""

import asyncio
import os
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from bot.engine.session import Remark
from bot.engine.values import Key
from bot.ports import Store, StoreUnavailable
from bot.records import Address, Person
from bot.storage import (
    StoreRefused,
    chats,
    diagnoses,
    inbox,
    open_store,
    outbox,
    people,
    publications,
    sessions,
    signs,
)
from bot.storage.sqlite import SqliteFile
from bot.storage.sqlite_work import DIALECT
from bot.storage.statements import Statement
from tests.storage.databases import Lite
from tests.storage.samples import ANNE, HOME, NOW, WORD, later, outgoing, session, settle, update

_OPEN = """
import asyncio, sys
from bot.storage import StoreRefused, open_store

async def main():
    try:
        store = await open_store(sys.argv[1], sys.argv[2])
    except StoreRefused as error:
        sys.exit(str(error))
    await store.close()

asyncio.run(main())
"""


def another_program(url: str, bot: str = "one") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", _OPEN, url, bot], capture_output=True, text=True, timeout=30, check=False
    )


async def test_files_are_for_their_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "new" / "t.db"
    store = await open_store(f"sqlite:///{path}", "one")
    await settle(store)
    for file in path.parent.iterdir():
        assert stat.S_IMODE(file.stat().st_mode) == 0o600, file
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    keys = {"t.keys.db", "t.keys.db-wal", "t.keys.db-shm", "master.key", "master.key.lock"}
    assert {file.name for file in path.parent.iterdir()} == {
        "t.db",
        "t.db-wal",
        "t.db-shm",
        "t.db.lock",
        *keys,
    }
    await store.close()


async def test_nothing_is_lost_when_power_fails(lite: Lite) -> None:
    store = await open_store(lite.url, "one")
    connection = store._database.connection  # type: ignore[attr-defined]
    wanted = {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "busy_timeout": 5000,
        "secure_delete": 1,
    }
    for pragma, value in wanted.items():
        assert list(await connection.execute_fetchall(f"PRAGMA {pragma}")) == [(value,)]
    await store.close()
    for name, strict in await lite.rows(
        "SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"
    ):
        assert strict or name in {"alembic_version", "sqlite_schema", "sqlite_stat1"}


async def test_a_second_program_is_refused(lite: Lite) -> None:
    store = await open_store(lite.url, "one")
    for bot in ("one", "two"):
        second = await asyncio.to_thread(another_program, lite.url, bot)
        assert (
            second.stderr.strip() == f"Another program already uses the database {lite.path}: stop it first."
        )
    await store.close()
    assert (await asyncio.to_thread(another_program, lite.url)).returncode == 0
    store = await open_store(lite.url, "one")
    await store.close()


async def test_stores_of_one_program_share_the_file(lite: Lite) -> None:
    stores = await asyncio.gather(*(open_store(lite.url, bot) for bot in ("one", "two", "one")))
    await asyncio.gather(*(settle(store) for store in stores[:2]))
    await stores[0].close()
    await stores[0].close()
    async with stores[2].transaction() as tx:
        assert await tx.people.at(HOME) == ANNE
    await stores[1].close()
    await stores[2].close()
    with pytest.raises(StoreUnavailable):
        async with stores[2].transaction():
            pass


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:", "mysql://here", "here", "sqlite:"])
async def test_other_addresses_are_refused(url: str) -> None:
    with pytest.raises(StoreRefused):
        await open_store(url, "one")


async def test_files_that_are_no_database_are_refused(tmp_path: Path) -> None:
    (tmp_path / "t.db").write_text("Il était une fois " * 1000)
    with pytest.raises(StoreRefused, match="not an SQLite database"):
        await open_store(f"sqlite:///{tmp_path}/t.db", "one")
    (tmp_path / "file").touch()
    with pytest.raises(StoreRefused, match="cannot be written"):
        await open_store(f"sqlite:///{tmp_path}/file/t.db", "one")


async def fill_and_erase(store: Store) -> None:
    """Sixty persons talk, enough for pages to be split and for the log to be full; every other one is erased."""
    for n in range(60):
        person, there = Person(f"{n:032}", NOW), Address("web", f"adresse-{n:03}")
        async with store.transaction() as tx:
            await tx.people.add(person, there)
            await tx.sessions.add(session(f"s{n}", person.id, ()))
        for turn in range(8):
            words = f"mot-{n:03}-secret" * (turn * 9)
            async with store.transaction() as tx:
                await tx.inbox.put([update(n * 100 + turn, there.external)])
                await tx.outbox.add(outgoing(f"{n}-{turn}", there.external, payload={"text": words}))
                await tx.sessions.save(session(f"s{n}", person.id), [Remark(Key("a"), words * turn)])
    async with store.transaction() as tx:
        for n in range(0, 60, 2):
            await tx.people.erase(f"{n:032}")


def left_in(content: bytes) -> tuple[set[int], set[int]]:
    """Of whom words, and of whom addresses, stand in `content`."""
    words = {n for n in range(60) if f"mot-{n:03}-secret".encode() in content}
    return words, {n for n in range(60) if f"adresse-{n:03}".encode() in content}


_KEPT = set(range(1, 60, 2))


async def test_erased_words_are_in_no_file(lite: Lite) -> None:
    store = await open_store(lite.url, "one")
    await fill_and_erase(store)
    assert left_in(lite.content()) == (set(), _KEPT)
    await store.close()
    assert left_in(lite.content()) == (set(), _KEPT)


async def test_what_a_crash_left_of_erased_words_goes_at_the_next_start(
    lite: Lite, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def nothing(file: SqliteFile) -> None:
        """The program stops before the file is rewritten."""

    with monkeypatch.context() as patch:
        patch.setattr(SqliteFile, "_scrub", nothing)
        store = await open_store(lite.url, "one")
        await fill_and_erase(store)
        await store.close()
        assert left_in(lite.content())[1] > _KEPT
    store = await open_store(lite.url, "one")
    assert left_in(lite.content()) == (set(), _KEPT)
    await store.close()


async def test_a_file_that_is_read_is_scrubbed_later(lite: Lite, caplog: pytest.LogCaptureFixture) -> None:
    store = await open_store(lite.url, "one")
    await store._database.connection.execute_fetchall("PRAGMA busy_timeout = 50")  # type: ignore[attr-defined]
    await settle(store)
    reader = sqlite3.connect(lite.path, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM person").fetchone()
    async with store.transaction() as tx:
        await tx.people.erase(ANNE.id)
    assert "still in the database" in caplog.text
    assert ANNE.id.encode() in lite.content()
    reader.execute("COMMIT")
    reader.close()
    store._database._scrub_from = 0.0  # type: ignore[attr-defined]
    async with store.transaction() as tx:
        assert await tx.people.at(HOME) is None
    assert ANNE.id.encode() not in lite.content()
    await store.close()


async def test_a_full_disk_is_told_and_passes(lite: Lite) -> None:
    store = await open_store(lite.url, "one")
    await settle(store)
    connection = store._database.connection  # type: ignore[attr-defined]
    ((pages,),) = await connection.execute_fetchall("PRAGMA page_count")
    await connection.execute_fetchall(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StoreUnavailable, match="disk is full") as caught:
        async with store.transaction() as tx:
            await tx.outbox.add(outgoing("big", payload={"text": WORD * 10_000}))
    assert WORD not in str(caught.value)
    async with store.transaction() as tx:
        assert await tx.outbox.count() == 2
    await connection.execute_fetchall("PRAGMA max_page_count = 1000000")
    async with store.transaction() as tx:
        await tx.outbox.add(outgoing("big", payload={"text": WORD * 10_000}))
        assert await tx.outbox.count() == 3
    await store.close()


async def test_a_locked_file_is_told_and_passes(lite: Lite) -> None:
    store = await open_store(lite.url, "one")
    connection = store._database.connection  # type: ignore[attr-defined]
    await connection.execute_fetchall("PRAGMA busy_timeout = 50")
    other = await asyncio.to_thread(_hold, lite.path)
    with pytest.raises(StoreUnavailable, match="locked"):
        await settle(store)
    await asyncio.to_thread(os.kill, other.pid, 9)
    other.communicate()
    await settle(store)
    await store.close()


def _hold(path: Path) -> subprocess.Popen[str]:
    """Another program that has begun to write."""
    code = (
        "import sqlite3, sys\n"
        "c = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "c.execute('BEGIN IMMEDIATE'); print('held', flush=True); sys.stdin.read()\n"
    )
    other = subprocess.Popen(
        [sys.executable, "-c", code, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert other.stdout
    assert other.stdout.readline() == "held\n"
    return other


async def test_no_statement_reads_all_rows_of_a_bot(lite: Lite) -> None:
    """But those that ask for all there is, are rare, or walk a queue from its head."""
    whole = {"_LAST_ID", "_PRUNE", "_COUNT", "_RECOVER", "_DROP_OUTGOING", "_UNDER_WAY", "_IDLE"}
    queues = ("inbox_waiting", "outbox_in_order", "outbox_reminders")
    connection = sqlite3.connect(lite.path)
    seen = 0
    for module in (chats, diagnoses, inbox, outbox, people, publications, sessions, signs):
        for name, statement in vars(module).items():
            if isinstance(statement, Statement) and name not in whole:
                sql = statement.on(DIALECT).sql
                for *_, step in connection.execute(f"EXPLAIN QUERY PLAN {sql}", [1] * sql.count("?")):
                    seen += 1
                    slow = step.startswith("SCAN ") and "VIRTUAL" not in step and "anon" not in step
                    assert not slow, (module, name, step)
                    assert not step.endswith("(bot=?)") or step.split()[4] in queues, (module, name, step)
    connection.close()
    assert seen > 25


async def test_what_was_committed_survives_a_kill(lite: Lite) -> None:
    code = (
        "import asyncio, os, sys\n"
        "from bot.storage import open_store\n"
        "from tests.storage.samples import settle, outgoing\n"
        "async def main():\n"
        "    store = await open_store(sys.argv[1], 'one')\n"
        "    await settle(store)\n"
        "    async with store.transaction() as tx:\n"
        "        await tx.outbox.add(outgoing('lost'))\n"
        "        await tx.outbox.count()\n"
        "        os.kill(os.getpid(), 9)\n"
        "asyncio.run(main())\n"
    )
    killed = await asyncio.to_thread(
        subprocess.run, [sys.executable, "-c", code, lite.url], check=False, timeout=30
    )
    assert killed.returncode == -9
    store = await open_store(lite.url, "one")
    async with store.transaction() as tx:
        assert await tx.people.at(HOME) == ANNE
        assert await tx.outbox.count() == 2
        assert [each.id for each in await tx.inbox.waiting(later(days=1), [], 9)] == [3]
    await store.close()
