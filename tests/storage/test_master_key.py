"""The master key: where it comes from, when the program refuses to start, and its rotation."""

import asyncio
import base64
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from bot.storage import StoreRefused, open_store, rotate_master_key
from tests.storage.attacker import keys_that_exist
from tests.storage.databases import Database, Lite, open_at
from tests.storage.samples import ANNE, HOME, NOW, session, settle, update

OLD, NEW = (base64.b64encode(bytes([n]) * 32).decode() for n in (1, 2))
_KILLED = """
import asyncio, os, sys
from bot.storage import master, rotate_master_key, rotation

steps = []

def counted(step):
    def run(*arguments):
        steps.append(step)
        if len(steps) == int(sys.argv[3]):
            os.kill(os.getpid(), 9)
        return step(*arguments)
    return run

rotation._BATCH = 1
rotation.write_file = counted(master.write_file)
rotation._wrap_some = counted(rotation._wrap_some)
os.replace = counted(os.replace)
asyncio.run(rotate_master_key(sys.argv[1], keys_url=sys.argv[2]))
"""


def file_of(database: Database) -> Path:
    return database.keys.path.with_name("master.key")


async def keep(database: Database, **more: str) -> None:
    store = await open_at(database, **more)
    await settle(store)
    await store.close()


async def whole(database: Database, **more: str) -> None:
    """All can be read."""
    store = await open_at(database, **more)
    async with store.transaction() as tx:
        assert await tx.people.at(HOME) == ANNE
        assert await tx.sessions.get("s" * 32) == session()
        assert await tx.inbox.take(4) == update(4)
    await store.close()


@pytest.fixture
def alone(request: pytest.FixtureRequest, database: Database) -> Database:
    """A database whose key store has no master key yet."""
    file_of(database).unlink(missing_ok=True)
    return database


async def test_the_file_is_for_its_owner_only(alone: Database) -> None:
    await keep(alone)
    assert stat.S_IMODE(file_of(alone).stat().st_mode) == 0o600
    await whole(alone)
    file_of(alone).chmod(0o640)
    with pytest.raises(StoreRefused, match=r"can be read by others: chmod 600 .*master\.key$") as caught:
        await open_at(alone)
    assert caught.value.setting == "MASTER_KEY"


@pytest.mark.parametrize("content", ["", "x", OLD[:-8], OLD + "\nnonsense", "é"])
async def test_a_damaged_file_is_refused_and_left_alone(alone: Database, content: str) -> None:
    await keep(alone)
    file_of(alone).write_text(content)
    with pytest.raises(StoreRefused, match="is damaged: put back the copy"):
        await open_at(alone)
    assert file_of(alone).read_text() == content


async def test_a_missing_file_is_never_made_anew_in_silence(alone: Database) -> None:
    await keep(alone)
    file_of(alone).rename(file_of(alone).with_name("kept"))
    with pytest.raises(StoreRefused, match=r"is missing, .* put back the copy"):
        await open_at(alone)
    assert not file_of(alone).exists()
    with pytest.raises(StoreRefused, match="is missing"):
        await rotate_master_key(alone.url, keys_url=alone.keys.url)
    file_of(alone).with_name("kept").rename(file_of(alone))
    await whole(alone)


async def test_another_master_key_is_refused(alone: Database) -> None:
    await keep(alone)
    content = file_of(alone).read_text()
    file_of(alone).write_text(f"{NEW}\n")
    with pytest.raises(StoreRefused, match=r"another master key \([0-9a-f]{8}\): give that one too"):
        await open_at(alone)
    with pytest.raises(StoreRefused, match="another master key") as caught:
        await open_at(alone, master_key=NEW)
    assert NEW not in str(caught.value)
    file_of(alone).write_text(f"{NEW}\n{content}")
    await whole(alone)


@pytest.mark.parametrize("setting", ["", "secret", OLD[:-4], f"{OLD},", f"{OLD};{NEW}"])
async def test_a_malformed_setting_is_refused_and_not_quoted(alone: Database, setting: str) -> None:
    with pytest.raises(StoreRefused, match="base64 of 32 random bytes") as caught:
        await open_at(alone, master_key=setting)
    assert caught.value.setting == "MASTER_KEY"
    assert not setting or setting not in str(caught.value)


async def test_with_the_setting_no_file_is_made(alone: Database) -> None:
    await keep(alone, master_key=OLD)
    assert not file_of(alone).exists()
    await whole(alone, master_key=f" {OLD}")
    await whole(alone, master_key=f"{NEW},{OLD}")


async def test_the_key_store_can_be_elsewhere(lite: Lite, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/other/keys.db"
    store = await open_store(lite.url, "one", keys_url=url)
    await settle(store)
    await store.close()
    assert {each.name for each in (tmp_path / "other").iterdir()} == {
        "keys.db",
        "master.key",
        "master.key.lock",
    }
    assert not lite.keys.path.exists()
    with pytest.raises(StoreRefused, match="cannot be written") as caught:
        await open_store(
            f"sqlite:///{tmp_path}/new.db", "one", keys_url="sqlite:////proc/nowhere/k.db", master_key=OLD
        )
    assert caught.value.setting in {"KEYS_URL", "MASTER_KEY"}


async def test_keys_in_postgresql(post: Database, postgres: object, tmp_path: Path) -> None:
    url = postgres.new_database()  # type: ignore[attr-defined]
    stores = await asyncio.gather(
        *(open_store(post.url, "one", keys_url=url, folder=tmp_path / "new") for _ in range(3))
    )
    await settle(stores[0])
    async with stores[1].transaction() as tx:
        assert await tx.sessions.get("s" * 32) == session()
        await tx.people.erase(ANNE.id)
    for store in stores:
        await store.close()
    done = await rotate_master_key(post.url, keys_url=url, folder=tmp_path / "new")
    assert done.keys == 2  # that of the queues, and the one by which the database knows its key store
    with pytest.raises(StoreRefused) as caught:
        await open_store(post.url, "one")
    assert caught.value.setting == "KEYS_URL"
    with pytest.raises(StoreRefused) as caught:
        await open_store(post.url, "one", keys_url=url)
    assert caught.value.setting == "MASTER_KEY"


async def test_rotation_of_the_file(alone: Database) -> None:
    await keep(alone)
    before, keys = file_of(alone).read_text(), await keys_that_exist(alone)
    done = await rotate_master_key(alone.url, keys_url=alone.keys.url)
    assert done.keys == len(keys) == 3
    after = file_of(alone).read_text()
    assert len(after.split()) == 1
    assert after != before
    assert stat.S_IMODE(file_of(alone).stat().st_mode) == 0o600
    assert sorted(await keys_that_exist(alone)) == sorted(keys)
    await whole(alone)


async def test_rotation_of_the_setting(alone: Database) -> None:
    await keep(alone, master_key=OLD)
    with pytest.raises(StoreRefused, match="another master key"):
        await rotate_master_key(alone.url, keys_url=alone.keys.url, master_key=NEW)
    done = await rotate_master_key(alone.url, keys_url=alone.keys.url, master_key=f"{NEW},{OLD}")
    assert (done.keys, len(done.needless)) == (3, 1)
    await whole(alone, master_key=NEW)
    again = await rotate_master_key(alone.url, keys_url=alone.keys.url, master_key=NEW)
    assert (again.keys, again.needless) == (0, ())


@pytest.mark.parametrize("step", [1, 2, 3, 4, 5])
async def test_rotation_goes_on_after_a_kill(alone: Database, step: int) -> None:
    await keep(alone)
    ended = await asyncio.to_thread(
        subprocess.run,
        [sys.executable, "-c", _KILLED, alone.url, alone.keys.url, f"{step}"],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ended.returncode == -9, ended.stderr
    await whole(alone)
    await rotate_master_key(alone.url, keys_url=alone.keys.url)
    assert len(file_of(alone).read_text().split()) == 1
    left = file_of(alone).parent.glob("master.key*")
    assert {each.name for each in left} == {"master.key", "master.key.lock"}
    await whole(alone)


async def test_no_rotation_while_a_program_uses_the_file(alone: Database) -> None:
    store = await open_at(alone)
    with pytest.raises(StoreRefused, match="is running: stop it first"):
        await rotate_master_key(alone.url, keys_url=alone.keys.url)
    await store.close()
    await rotate_master_key(alone.url, keys_url=alone.keys.url)


async def test_a_damaged_key_harms_no_other(alone: Database, caplog: pytest.LogCaptureFixture) -> None:
    await keep(alone)
    await alone.keys.rows("UPDATE key SET wrapped = 'x' WHERE owner LIKE 'queue:%'")
    assert (await rotate_master_key(alone.url, keys_url=alone.keys.url)).keys == 3
    assert "broken seal: key.wrapped/" in caplog.text
    store = await open_at(alone)
    async with store.transaction() as tx:
        assert await tx.sessions.get("s" * 32) == session()
        assert await tx.outbox.due(NOW, 9) == []
    await store.close()
