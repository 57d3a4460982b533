"""A database is opened with its own key store only, whatever addresses are given."""

import shutil
from pathlib import Path

import pytest

from bot.ports import StoreUnavailable
from bot.storage import KeysUnavailable, StoreRefused, open_store, rotate_master_key
from tests.postgres import Server
from tests.storage.databases import Database, Lite, Post, open_at
from tests.storage.samples import ANNE, HOME, NOW, outgoing, settle

_IS_NOT_ITS_OWN = r"the key store .* is not that of this database: put back the copy .* start with a new one"


async def keep(database: Database, bot: str = "one") -> None:
    store = await open_at(database, bot)
    await settle(store)
    await store.close()


async def opens(database: Database, bot: str = "one", **more: str | bool) -> bool:
    """Whether Anne is found there."""
    store = await open_at(database, bot, **more)
    async with store.transaction() as tx:
        found = await tx.people.at(HOME)
    await store.close()
    return found == ANNE


@pytest.mark.parametrize("beside", [True, False])
async def test_a_key_store_that_is_gone_is_not_begun_anew(lite: Lite, beside: bool) -> None:
    await keep(lite)
    away = lite.path.parent / "away"
    away.mkdir()
    for file in (lite.keys.path, lite.path.with_name("master.key")):
        file.rename(away / file.name)
    with pytest.raises(StoreRefused, match=r"the key store .*t\.keys\.db is missing: put back") as caught:
        await open_at(lite, beside=beside)
    assert caught.value.setting == "KEYS_URL"
    assert not lite.keys.path.exists()
    assert not lite.path.with_name("master.key").exists()
    for file in away.iterdir():
        file.rename(lite.path.parent / file.name)
    assert await opens(lite)


@pytest.mark.parametrize("beside", [True, False])
async def test_an_empty_key_store_is_refused(database: Database, beside: bool) -> None:
    await keep(database)
    await database.keys.rows("DELETE FROM key")
    with pytest.raises(StoreRefused, match=_IS_NOT_ITS_OWN) as caught:
        await open_at(database, beside=beside)
    assert caught.value.setting == "KEYS_URL"
    assert await database.keys.rows("SELECT * FROM key") == []


async def test_the_key_store_of_another_database_is_refused(database: Database, tmp_path: Path) -> None:
    await keep(database)
    other = Lite(tmp_path / "other" / "t.db")
    await keep(other)
    kept = await other.keys.rows("SELECT id FROM key")
    with pytest.raises(StoreRefused, match=_IS_NOT_ITS_OWN):
        await open_store(database.url, "one", keys_url=other.keys.url)
    assert await other.keys.rows("SELECT id FROM key") == kept
    assert await opens(database)
    assert await opens(other)


async def test_a_database_in_which_nothing_waited_yet_knows_its_key_store(lite: Lite, tmp_path: Path) -> None:
    await (await open_at(lite)).close()
    other = Lite(tmp_path / "other.db")
    await (await open_at(other)).close()
    with pytest.raises(StoreRefused, match=_IS_NOT_ITS_OWN):
        await open_store(lite.url, "one", keys_url=other.keys.url)


async def test_a_database_that_names_only_the_key_of_its_queues_knows_its_key_store(
    database: Database,
) -> None:
    await keep(database)
    await database.rows("DELETE FROM seal_in_use WHERE name = 'key store'")
    assert await opens(database)
    await database.rows("DELETE FROM seal_in_use WHERE name = 'key store'")
    await database.keys.rows("DELETE FROM key")
    with pytest.raises(StoreRefused, match=_IS_NOT_ITS_OWN):
        await open_at(database)


async def test_each_bot_knows_its_own_keys(database: Database) -> None:
    await keep(database)
    await keep(database, "two")
    await database.keys.rows("DELETE FROM key WHERE bot = 'two'")
    assert await opens(database)
    with pytest.raises(StoreRefused, match=_IS_NOT_ITS_OWN):
        await open_at(database, "two")
    assert not await opens(database, "three")


async def test_a_copy_made_before_an_erasure_can_be_put_back(lite: Lite) -> None:
    """The key of its queues is gone since; what it still may say can be read."""
    await keep(lite)
    copy = lite.path.with_name("copy")
    shutil.copy(lite.path, copy)
    store = await open_at(lite)
    async with store.transaction() as tx:
        await tx.people.erase("nobody")
    await store.close()
    shutil.copy(copy, lite.path)
    assert await opens(lite)
    store = await open_at(lite)
    async with store.transaction() as tx:
        await tx.outbox.add(outgoing("new", "4799"))
    async with store.transaction() as tx:
        assert [each.id for each in await tx.outbox.due(NOW, 9)] == ["new"]
    await store.close()


async def test_rotation_leaves_a_database_its_key_store(database: Database) -> None:
    await keep(database)
    await rotate_master_key(database.url, keys_url=database.keys.url)
    assert await opens(database)
    assert await opens(database, beside=True)


async def test_a_key_store_is_no_main_database(database: Database, tmp_path: Path) -> None:
    await keep(database)
    keys = database.keys
    for beside in (True, False):
        with pytest.raises(StoreRefused, match=r"is a key store \(for KEYS_URL\)") as caught:
            await open_store(keys.url, "one", keys_url=f"sqlite:///{tmp_path}/new.db", beside=beside)
        assert caught.value.setting == "DATABASE_URL"
    assert await keys.tables() == ["key"]
    assert not (tmp_path / "new.db").exists()


async def test_a_main_database_is_no_key_store(database: Database, tmp_path: Path) -> None:
    await keep(database)
    before = await database.tables()
    with pytest.raises(StoreRefused, match=r"a main database \(for DATABASE_URL\)") as caught:
        await open_store(f"sqlite:///{tmp_path}/new.db", "one", keys_url=database.url, folder=tmp_path)
    assert caught.value.setting == "KEYS_URL"
    assert await database.tables() == before


async def test_a_key_store_in_postgresql_is_no_main_database(
    post: Post, postgres: Server, tmp_path: Path
) -> None:
    url = postgres.new_database()
    await (await open_store(post.url, "other", keys_url=url, folder=tmp_path)).close()
    with pytest.raises(StoreRefused, match="This is the address of a key store"):
        await open_store(url, "other", folder=tmp_path / "new")
    for same in (post.url, post.url.replace("postgresql:", "postgres:")):
        with pytest.raises(StoreRefused, match="This is the address of a main database"):
            await open_store(post.url, "another", keys_url=same, folder=tmp_path)


async def test_one_file_cannot_be_both(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    with pytest.raises(StoreRefused, match="it names the same file as DATABASE_URL") as caught:
        await open_store(f"sqlite:///{tmp_path}/t.db", "one", keys_url=f"sqlite:///{tmp_path}/b/../t.db")
    assert caught.value.setting == "KEYS_URL"
    assert not Lite(tmp_path / "t.db").content()


async def test_two_spellings_of_one_file_are_one_store(
    lite: Lite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "link").symlink_to(lite.path.parent)
    store = await open_at(lite)
    await settle(store)
    for spelling in ("store/t.db", f"{tmp_path}/store/../store/t.db", "link/t.db"):
        again = await open_store(f"sqlite:///{spelling}", "one", keys_url=lite.keys.url)
        async with again.transaction() as tx:
            assert await tx.people.at(HOME) == ANNE
        await again.close()
    await store.close()


async def test_a_damaged_database_is_told(lite: Lite) -> None:
    await keep(lite)
    whole = lite.path.read_bytes()
    lite.path.write_bytes(whole[:100] + b"\xff" * 8000 + whole[8100:])
    with pytest.raises(StoreRefused, match="is damaged: put back a copy of it"):
        await open_at(lite)


async def test_the_database_that_does_not_answer_names_itself(lite: Lite, tmp_path: Path) -> None:
    nobody = "postgresql://postgres:hush@127.0.0.1:1/nothing"
    with pytest.raises(KeysUnavailable):
        await open_store(lite.url, "one", keys_url=nobody, folder=tmp_path)
    with pytest.raises(StoreUnavailable) as caught:
        await open_store(nobody, "one", keys_url=lite.keys.url)
    assert not isinstance(caught.value, KeysUnavailable)


async def test_who_may_make_no_tables_in_postgresql_is_told(post: Post, postgres: Server, lite: Lite) -> None:
    await post.rows("CREATE ROLE guest LOGIN")
    guest = postgres.new_database().replace("postgres@", "guest@")
    for setting, url, keys in (("DATABASE_URL", guest, lite.keys.url), ("KEYS_URL", lite.url, guest)):
        with pytest.raises(StoreRefused, match=r"\(42501\): .* may make tables in it") as caught:
            await open_store(url, "one", keys_url=keys, folder=lite.path.parent)
        assert caught.value.setting == setting
    await post.rows("DROP ROLE guest")
