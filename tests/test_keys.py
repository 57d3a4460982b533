"""The key store and the master key, as whoever runs the program meets them."""

import base64
from pathlib import Path

import pytest

from bot import cli
from bot.settings import SettingsError, read_settings
from tests.test_program import run

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
