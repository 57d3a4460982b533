"""The key store and the master key, as whoever runs the program meets them."""

import base64
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot import cli
from bot.settings import SettingsError, read_settings
from tests.postgres import Server, postgres
from tests.test_program import environment, run

pytestmark = pytest.mark.untraced

__all__ = ["postgres"]

OLD, NEW = (base64.b64encode(bytes([n]) * 32).decode() for n in (1, 2))


def test_keys_are_put_beside_the_database(tmp_path: Path) -> None:
    assert run("chat", said="1\n5\n", where=tmp_path).returncode == 0
    made = {path.name for path in tmp_path.iterdir()}
    assert made == {
        "talk.sqlite3",
        "talk.sqlite3.lock",
        "talk.keys.sqlite3",
        "master.key",
        "master.key.lock",
    }


def test_the_master_key_is_rotated_by_a_command(tmp_path: Path) -> None:
    run("chat", said="1\n5\n", where=tmp_path)
    before = (tmp_path / "master.key").read_text()
    told = run("rotate-master-key", where=tmp_path)
    assert told.returncode == 0
    assert b" keys are wrapped anew, all with the master key " in told.stdout
    assert before not in (tmp_path / "master.key").read_text()
    again = run("chat", said="1\n", where=tmp_path)
    assert "Question 2" in again.stdout.decode()


def test_the_master_key_of_the_setting_is_rotated_by_a_command(tmp_path: Path) -> None:
    run("chat", said="1\n5\n", where=tmp_path, MASTER_KEY=OLD)
    told = run("rotate-master-key", where=tmp_path, MASTER_KEY=f"{NEW},{OLD}").stdout.decode()
    assert "Take these out of MASTER_KEY, nothing needs them any more: " in told
    assert OLD not in told
    assert "Question 2" in run("chat", said="1\n", where=tmp_path, MASTER_KEY=NEW).stdout.decode()


@pytest.mark.parametrize("given", [{}, {"MASTER_KEY": NEW}])
def test_a_lost_master_key_is_told_in_a_sentence(tmp_path: Path, given: dict[str, str]) -> None:
    run("chat", said="1\n5\n", where=tmp_path)
    (tmp_path / "master.key").unlink()
    for command in ("chat", "rotate-master-key"):
        ended = run(command, where=tmp_path, **given)
        assert ended.returncode == cli.MISTAKE
        assert ended.stderr.decode().startswith("MASTER_KEY: ")
        assert len(ended.stderr.decode().splitlines()) == 1
    assert not (tmp_path / "master.key").exists()


def test_mistakes_in_the_settings_are_told_without_secrets() -> None:
    url = "sqlite:///same"
    for given in ({"KEYS_URL": "mysql://hush"}, {"KEYS_URL": url, "DATABASE_URL": url}):
        with pytest.raises(SettingsError, match=r"^KEYS_URL must") as caught:
            read_settings(given)
        assert "hush" not in str(caught.value)
    for secret in ("hush", OLD[:-4], f"{OLD};{NEW}", f"{OLD},"):
        with pytest.raises(SettingsError, match=r"^MASTER_KEY must be the base64 of 32") as caught:
            read_settings({"MASTER_KEY": secret})
        assert secret not in str(caught.value)
    settings = read_settings({"MASTER_KEY": f"{OLD}, {NEW}"})
    assert OLD not in repr(settings)
    assert settings.keys_url is None


COMMANDS = (["chat"], ["run"], ["invite", "--admin", "Terres d’échange"], ["rotate-master-key"])


def told(ended: subprocess.CompletedProcess[bytes]) -> str:
    """The one line with which the program ended."""
    line = ended.stderr.decode()
    assert ended.returncode == cli.MISTAKE, line
    assert len(line.splitlines()) == 1, line
    return line


@pytest.fixture
def ours(tmp_path: Path) -> Iterator[Path]:
    """A folder with a database of whoever `as_anybody` runs the program as."""
    if os.geteuid() == 0 and not shutil.which("setpriv"):
        pytest.skip("everything can be read and written here")
    assert as_anybody("chat", where=tmp_path).returncode == 0
    yield tmp_path
    tmp_path.chmod(0o700)


def as_anybody(*arguments: str, where: Path) -> subprocess.CompletedProcess[bytes]:
    """The program, with no more rights to files than their owner has, even where the tests run as root."""
    limited = ["setpriv", "--bounding-set", "-dac_override,-dac_read_search"] if os.geteuid() == 0 else []
    return subprocess.run(
        [*limited, sys.executable, "-m", "bot", *arguments],
        input=b"1\n",
        capture_output=True,
        cwd="/",
        env=environment(where),
        timeout=60,
        check=False,
    )


def test_a_lost_key_store_is_told_by_every_command_that_needs_it(tmp_path: Path) -> None:
    run("chat", said="1\n5\n", where=tmp_path)
    kept = tmp_path / "kept"
    (tmp_path / "talk.keys.sqlite3").rename(kept)
    for command in COMMANDS[:3]:
        line = told(run(*command, where=tmp_path))
        assert line.startswith(f"KEYS_URL: the key store {tmp_path}/talk.keys.sqlite3 is missing: put back")
    assert not (tmp_path / "talk.keys.sqlite3").exists()
    kept.rename(tmp_path / "talk.keys.sqlite3")
    assert "Question 2" in run("chat", said="1\n", where=tmp_path).stdout.decode()


def test_a_wrong_key_store_is_told_while_the_program_runs(tmp_path: Path) -> None:
    command, pipe = [sys.executable, "-m", "bot", "chat"], subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, cwd=tmp_path, env=environment(tmp_path)) as talk:
        assert talk.stdout is not None
        talk.stdout.readline()
        elsewhere = f"sqlite:///{tmp_path}/other.sqlite3"
        line = told(run(*COMMANDS[2], where=tmp_path, KEYS_URL=elsewhere))
        talk.communicate(timeout=60)
    assert line.startswith(f"KEYS_URL: the key store {tmp_path}/other.sqlite3 is missing")
    assert not (tmp_path / "other.sqlite3").exists()


@pytest.mark.parametrize("command", COMMANDS)
def test_a_folder_that_became_read_only_is_told(ours: Path, command: list[str]) -> None:
    ours.chmod(0o500)
    line = told(as_anybody(*command, where=ours))
    assert line.startswith(("DATABASE_URL: ", "KEYS_URL: "))
    assert f"{ours}/talk." in line
    assert "cannot be written (Permission denied): let the program read and write" in line


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("mode", [0o400, 0o000])
def test_a_key_store_that_cannot_be_used_is_told(ours: Path, command: list[str], mode: int) -> None:
    (ours / "talk.keys.sqlite3").chmod(mode)
    line = told(as_anybody(*command, where=ours))
    assert line.startswith("KEYS_URL: ")
    assert f"{ours}/talk.keys.sqlite3 cannot be written (Permission denied): let the program" in line


@pytest.mark.parametrize("command", COMMANDS)
def test_a_master_key_that_cannot_be_read_is_told(ours: Path, command: list[str]) -> None:
    (ours / "master.key").chmod(0o000)
    assert told(as_anybody(*command, where=ours)).startswith(
        f"MASTER_KEY: the file {ours}/master.key cannot be read"
    )


@pytest.mark.parametrize("command", COMMANDS)
def test_a_folder_in_place_of_the_key_store_is_told(tmp_path: Path, command: list[str]) -> None:
    (tmp_path / "talk.keys.sqlite3").mkdir()
    assert told(run(*command, where=tmp_path)).startswith("KEYS_URL: ")


@pytest.mark.parametrize("command", COMMANDS)
def test_postgresql_that_is_down_is_told(tmp_path: Path, command: list[str]) -> None:
    down = "postgresql://postgres:hush@127.0.0.1:1/nothing"
    settings = ["KEYS_URL"] if command[0] == "rotate-master-key" else ["DATABASE_URL", "KEYS_URL"]
    for setting in settings:
        line = told(run(*command, where=tmp_path, MASTER_KEY=OLD, **{setting: down}))
        assert line.startswith(f"{setting}: PostgreSQL does not answer")
        assert "(postgresql://127.0.0.1:1/nothing): see that PostgreSQL runs" in line
        assert "hush" not in line


def test_telegram_is_not_begun_while_postgresql_is_down(tmp_path: Path) -> None:
    down = {"DATABASE_URL": "postgresql://127.0.0.1:1/nothing", "MASTER_KEY": OLD}
    token = {"TELEGRAM_BOT_TOKEN": "123456789:" + "A" * 35}
    keys = {"KEYS_URL": f"sqlite:///{tmp_path}/keys.sqlite3"}
    assert told(run("run", where=tmp_path, **down, **token, **keys)).startswith(
        "DATABASE_URL: PostgreSQL does not"
    )


def test_who_may_make_no_tables_is_told(tmp_path: Path, postgres: Server) -> None:
    url = postgres.new_database() + "&options=-c%20default_transaction_read_only%3Don"
    for setting in ("DATABASE_URL", "KEYS_URL"):
        line = told(
            run(
                "chat",
                where=tmp_path,
                MASTER_KEY=OLD,
                **{"KEYS_URL": f"sqlite:///{tmp_path}/k.sqlite3", setting: url},
            )
        )
        assert line.startswith(f"{setting}: PostgreSQL ")


def test_rotation_needs_a_new_key_in_the_setting(tmp_path: Path) -> None:
    run("chat", said="1\n5\n", where=tmp_path, MASTER_KEY=OLD)
    for given in (OLD, f"{OLD},{OLD}"):
        line = told(run("rotate-master-key", where=tmp_path, MASTER_KEY=given))
        assert line.startswith("MASTER_KEY: nothing was done, ")
        assert "Put a new one" in line
    assert "Question 2" in run("chat", said="1\n", where=tmp_path, MASTER_KEY=OLD).stdout.decode()


@pytest.mark.parametrize("given", [{}, {"MASTER_KEY": OLD}, {"KEYS_URL": "sqlite:///new/keys.sqlite3"}])
def test_rotation_where_there_is_nothing_makes_nothing(tmp_path: Path, given: dict[str, str]) -> None:
    line = told(run("rotate-master-key", where=tmp_path, **given))
    assert line.startswith("KEYS_URL" if "KEYS_URL" in given else "DATABASE_URL")
    assert ": nothing was done: there are no keys in " in line
    assert list(tmp_path.iterdir()) == []


def test_addresses_put_in_each_others_place_are_told(tmp_path: Path) -> None:
    run("chat", said="1\n5\n", where=tmp_path)
    main, keys = (f"sqlite:///{tmp_path}/talk{kind}.sqlite3" for kind in ("", ".keys"))
    for command in COMMANDS[:3]:
        line = told(run(*command, where=tmp_path, DATABASE_URL=keys, KEYS_URL=main))
        assert line.startswith("DATABASE_URL: ")
        assert "is a key store (for KEYS_URL)" in line
        line = told(
            run(*command, where=tmp_path, DATABASE_URL=f"sqlite:///{tmp_path}/new.sqlite3", KEYS_URL=main)
        )
        assert line.startswith("KEYS_URL: ")
    assert told(run("rotate-master-key", where=tmp_path, KEYS_URL=main, DATABASE_URL=keys)).startswith(
        "KEYS_URL: "
    )
    assert "Question 2" in run("chat", said="1\n", where=tmp_path).stdout.decode()
