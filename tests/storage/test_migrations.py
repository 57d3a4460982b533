"""How the tables come to be, whatever happens meanwhile."""

import asyncio
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.ext.asyncio import create_async_engine

from bot.engine.codec import encode_event, encode_inputs
from bot.records import Card, Chat
from bot.storage import StoreRefused, schema
from bot.storage.migrations.versions import v0001_begin
from bot.storage.schema import known
from bot.storage.tables import metadata
from tests.postgres import Server
from tests.storage.databases import Database, Lite, Post, open_at
from tests.storage.samples import ANNE, HOME, INPUTS, LOG, NOW, WORD, diagnosis, later, session, settle
from tests.storage.samples_cases import ONESELF

_KILLED = """
import asyncio, os, sys
import sqlalchemy as sa
from bot.storage import open_store

tables = []

@sa.event.listens_for(sa.Engine, "after_cursor_execute")
def kill(connection, cursor, statement, *_):
    tables.extend(["CREATE TABLE"] * statement.count("CREATE TABLE"))
    if len(tables) == int(sys.argv[2]):
        os.kill(os.getpid(), 9)

asyncio.run(open_store(sys.argv[1], "one", keys_url=sys.argv[3]))
"""
_TIME = """
import asyncio, sys
from bot.storage import open_store

async def main():
    await (await open_store(sys.argv[1], "one", keys_url=sys.argv[2])).close()

asyncio.run(main())
print(*(name for name in ("alembic", "sqlalchemy.ext.asyncio", "sqlalchemy.orm", "asyncpg") if name in sys.modules))
"""


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Database:
    """A database without tables, of each kind."""
    if request.param == "sqlite":
        return Lite(tmp_path / "é 100%" / "t.db")
    server: Server = request.getfixturevalue("postgres")
    return Post(server.new_database(), Lite(tmp_path / "t.keys.db"))


async def run(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return await asyncio.to_thread(
        subprocess.run,
        [sys.executable, "-c", code, *arguments],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_the_program_knows_the_revisions_as_alembic_does() -> None:
    config = Config()
    config.set_main_option("path_separator", "os")
    config.set_main_option("script_location", "bot/storage/migrations")
    scripts = ScriptDirectory.from_config(config)
    assert scripts.get_current_head() == known()[-1]
    assert [script.revision for script in scripts.walk_revisions()] == list(reversed(known()))


async def test_migrated_tables_are_those_of_the_program(empty: Database) -> None:
    await (await open_at(empty)).close()

    def differences(connection: sa.Connection) -> list[object]:
        return list(compare_metadata(MigrationContext.configure(connection), metadata))

    if isinstance(empty, Lite):
        made = sa.create_engine("sqlite://")
        metadata.create_all(made)
        names = "SELECT name, sql FROM sqlite_master WHERE name NOT LIKE '%alembic%' AND name <> 'sqlite_stat1' ORDER BY 1"
        with made.connect() as connection:
            assert await empty.rows(names) == [tuple(row) for row in connection.execute(sa.text(names))]
        made.dispose()
        return
    engine = create_async_engine(empty.url.replace("postgresql://", "postgresql+asyncpg://"))
    async with engine.connect() as asynchronous:
        assert await asynchronous.run_sync(differences) == []
    await engine.dispose()


@pytest.mark.parametrize("tables", [1, 12, 20, 45])
async def test_a_migration_killed_in_the_middle_starts_again(empty: Database, tables: int) -> None:
    assert (await run(_KILLED, empty.url, f"{tables}", empty.keys.url)).returncode == -9
    assert not set(await empty.tables()) & set(metadata.tables)
    store = await open_at(empty)
    await settle(store)
    await store.close()


async def test_several_processes_may_start_at_once(empty: Database) -> None:
    ended = await asyncio.gather(*(run(_TIME, empty.url, empty.keys.url) for _ in range(4)))
    refused = [each.stderr for each in ended if each.returncode]
    if isinstance(empty, Post):
        assert not refused
    else:
        assert all("Another program already uses" in each for each in refused)
    store = await open_at(empty)
    await settle(store)
    await store.close()


async def test_tables_newer_than_the_program_are_refused(database: Database) -> None:
    await database.rows("UPDATE alembic_version SET version_num = '9999'")
    try:
        with pytest.raises(StoreRefused, match=r"version 9999.*install a newer program\.$"):
            await open_at(database)
    finally:
        await database.rows(f"UPDATE alembic_version SET version_num = '{known()[-1]}'")  # noqa: S608


async def test_nothing_is_loaded_that_is_not_needed(database: Database) -> None:
    loaded = (await run(_TIME, database.url, database.keys.url)).stdout.split()
    assert loaded == (["asyncpg"] if isinstance(database, Post) else [])


async def at_revision(database: Database, revision: str, fill: Callable[[sa.Connection], None]) -> None:
    """Make the tables of `revision`, and fill them."""

    def begin(connection: sa.Connection) -> None:
        config = Config()
        config.set_main_option("path_separator", "os")
        config.set_main_option("script_location", str(Path(schema.__file__).with_name("migrations")))
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
        fill(connection)

    if isinstance(database, Lite):
        database.path.parent.mkdir(parents=True)
        url = sa.URL.create("sqlite+aiosqlite", database=str(database.path))
    else:
        url = sa.make_url(database.url.replace("postgresql://", "postgresql+asyncpg://"))
    engine = create_async_engine(url)
    async with engine.begin() as connection:
        await connection.run_sync(begin)
    await engine.dispose()


def fill_0001(connection: sa.Connection) -> None:
    """What the first program kept of Anne, of each of two bots."""
    for bot in ("one", "two"):
        for name, rows in rows_of_0001().items():
            table = v0001_begin.metadata.tables[name]
            connection.execute(table.insert(), [{"bot": bot, **row} for row in rows])


def rows_of_0001() -> dict[str, list[dict[str, Any]]]:
    interview, result = session(), diagnosis()
    nothing = dict.fromkeys(("question", "item", "value"))
    record, given = _fields(interview, "session"), _fields(result, "diagnosis")
    met = {"channel": HOME.channel, "external": HOME.external}
    return {
        "person": [{**_fields(ANNE, "person"), "voice": "officer"}],
        "identity": [{**met, "person": ANNE.id, "unreachable_since": NOW}],
        "session": [{**record, "status": "open", "inputs": encode_inputs(INPUTS)}],
        "event": [
            {**nothing, **encode_event(event), "session": interview.id, "seq": n}
            for n, event in enumerate(LOG)
        ],
        "diagnosis": [given],
        "given_advice": [
            {**_fields(each, "given_advice"), "diagnosis": result.id, "causes": list(each.causes)}
            for each in result.advice
        ],
        "next_step": [
            {**_fields(each, "next_step"), "diagnosis": result.id, "place": n, "status": "proposed"}
            for n, each in enumerate(result.steps)
        ],
        "chat": [{**met, "person": ANNE.id, "active": interview.id, "screen": 7}],
        "card": [{**met, "name": "menu", "screen": 6, "view": {"text": WORD}, "message": "99"}],
    }


def _fields(record: object, table: str) -> dict[str, Any]:
    names = v0001_begin.metadata.tables[table].c.keys()
    return {name: getattr(record, name) for name in names if hasattr(record, name)}


async def test_what_the_first_program_kept_stays(empty: Database) -> None:
    await at_revision(empty, "0001", fill_0001)
    store = await open_at(empty)
    assert not [name for name in await empty.tables() if name.startswith("old_")]
    if isinstance(empty, Lite):  # nothing of the copies is left in the file
        assert await empty.rows("PRAGMA freelist_count") == [(0,)]
        assert await empty.rows("PRAGMA user_version") == [(0,)]
    for name, rows in rows_of_0001().items():
        assert await empty.rows(f"SELECT bot, count(*) FROM {name} GROUP BY bot ORDER BY bot") == [  # noqa: S608
            ("one", len(rows)),
            ("two", len(rows)),
        ]
    async with store.transaction() as tx:
        assert await tx.people.at(HOME) == ANNE
        assert not await tx.people.reachable(HOME)
        assert await tx.sessions.get("s" * 32) == session()
        assert await tx.diagnoses.of(ANNE.id) == [diagnosis()]
        assert await tx.chats.at(HOME) == Chat(HOME, ANNE.id, "s" * 32, 7)
        assert await tx.chats.cards(HOME) == [Card("menu", HOME, 6, {"text": WORD}, "99")]
        steps = await tx.steps.of(ONESELF, ANNE.id)
        assert [(each.id, each.person, each.dialogue, each.outcome, each.agreed_at) for each in steps] == [
            (each.id, ANNE.id, "main", "willing", NOW) for each in reversed(diagnosis().steps)
        ]
        await tx.sessions.save(replace(session(), touched_at=later(days=1)), LOG[:1])
        await tx.people.erase(ANNE.id)
    left = [await empty.rows(f"SELECT bot FROM {name} WHERE bot = 'one'") for name in rows_of_0001()]  # noqa: S608
    assert left == [[]] * len(left)
    await store.close()
