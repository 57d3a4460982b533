"""A short command beside the running program."""

import asyncio
import subprocess
import sys
from pathlib import Path

import pytest

from bot.storage import StoreRefused, open_store
from bot.storage.schema import known
from tests.storage.databases import Database, Lite, open_at
from tests.storage.samples import ANNE, HOME, settle

_BESIDE = """
import asyncio, sys
from bot.storage import StoreRefused, open_store
from tests.storage.samples import ANNE, HOME

async def main():
    try:
        store = await open_store(sys.argv[1], "one", keys_url=sys.argv[2], beside=True)
    except StoreRefused as error:
        sys.exit(str(error))
    async with store.transaction() as tx:
        await tx.people.add(ANNE, HOME)
    await store.close()

asyncio.run(main())
"""


async def command(url: str, keys_url: str) -> str:
    """What a short command says of what went wrong."""
    ended = await asyncio.to_thread(
        subprocess.run,
        [sys.executable, "-c", _BESIDE, url, keys_url],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return ended.stderr.strip()


async def test_a_command_may_run_beside_the_program(database: Database) -> None:
    store = await open_at(database)
    assert await command(database.url, database.keys.url) == ""
    async with store.transaction() as tx:
        assert await tx.people.at(HOME) == ANNE
    await store.close()
    assert await command(database.url, database.keys.url) != ""  # Anne is known already


async def test_beside_no_table_is_changed(database: Database) -> None:
    await database.rows("UPDATE alembic_version SET version_num = '0001'")
    try:
        with pytest.raises(StoreRefused, match=r"are not up to date: run the program first\.$"):
            await open_at(database, beside=True)
    finally:
        await database.rows(f"UPDATE alembic_version SET version_num = '{known()[-1]}'")  # noqa: S608


async def test_beside_nothing_is_made(tmp_path: Path) -> None:
    nowhere = tmp_path / "new" / "t.db"
    with pytest.raises(StoreRefused, match=r"There is no database .* yet: run the program first\.$"):
        await open_store(f"sqlite:///{nowhere}", "one", beside=True)
    assert not nowhere.parent.exists()


async def test_beside_in_the_same_program(lite: Lite) -> None:
    beside = await open_store(lite.url, "one", beside=True)
    store = await open_store(lite.url, "one")
    await settle(store)
    async with beside.transaction() as tx:
        assert await tx.people.at(HOME) == ANNE
        await tx.people.erase(ANNE.id)
    async with store.transaction() as tx:
        assert await tx.people.at(HOME) is None
    await beside.close()
    await store.close()
