"""How the tables come to be, whatever happens meanwhile."""

import asyncio
import subprocess
import sys
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.ext.asyncio import create_async_engine

from bot.storage import StoreRefused, open_store
from bot.storage.schema import known
from bot.storage.tables import metadata
from tests.postgres import Server
from tests.storage.databases import Database, Lite, Post
from tests.storage.samples import settle

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

asyncio.run(open_store(sys.argv[1], "one"))
"""
_TIME = """
import asyncio, sys
from bot.storage import open_store

async def main():
    await (await open_store(sys.argv[1], "one")).close()

asyncio.run(main())
print(*(name for name in ("alembic", "sqlalchemy.ext.asyncio", "sqlalchemy.orm", "asyncpg") if name in sys.modules))
"""


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Database:
    """A database without tables, of each kind."""
    if request.param == "sqlite":
        return Lite(tmp_path / "é 100%" / "t.db")
    server: Server = request.getfixturevalue("postgres")
    return Post(server.new_database())


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
    await (await open_store(empty.url, "one")).close()

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


@pytest.mark.parametrize("tables", [1, 5, 12])
async def test_a_migration_killed_in_the_middle_starts_again(empty: Database, tables: int) -> None:
    assert (await run(_KILLED, empty.url, f"{tables}")).returncode == -9
    assert not set(await empty.tables()) & set(metadata.tables)
    store = await open_store(empty.url, "one")
    await settle(store)
    await store.close()


async def test_several_processes_may_start_at_once(empty: Database) -> None:
    ended = await asyncio.gather(*(run(_TIME, empty.url) for _ in range(4)))
    refused = [each.stderr for each in ended if each.returncode]
    if isinstance(empty, Post):
        assert not refused
    else:
        assert all("Another program already uses" in each for each in refused)
    store = await open_store(empty.url, "one")
    await settle(store)
    await store.close()


async def test_tables_newer_than_the_program_are_refused(database: Database) -> None:
    await database.rows("UPDATE alembic_version SET version_num = '9999'")
    try:
        with pytest.raises(StoreRefused, match=r"version 9999.*install a newer program\.$"):
            await open_store(database.url, "one")
    finally:
        await database.rows(f"UPDATE alembic_version SET version_num = '{known()[-1]}'")  # noqa: S608


async def test_nothing_is_loaded_that_is_not_needed(database: Database) -> None:
    loaded = (await run(_TIME, database.url)).stdout.split()
    assert loaded == (["asyncpg"] if isinstance(database, Post) else [])
