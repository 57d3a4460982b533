"""The program as it is started: settings, exit codes, pipes, and progress kept from one start to the next."""

import json
import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot import app, cli
from bot.logs import JsonLines, set_up_logging
from bot.resources import folder, in_checkout
from bot.settings import SettingsError, read_settings

TOKEN = "123456789:" + "A" * 35


def run(
    *arguments: str, said: bytes | str = "", where: Path, **settings: str
) -> subprocess.CompletedProcess[bytes]:
    """The program, started with these settings in the folder `where`."""
    given = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("TELEGRAM", "DATABASE", "LOG"))
    }
    database = {"DATABASE_URL": f"sqlite:///{where / 'talk.sqlite3'}"}
    typed = said if isinstance(said, bytes) else said.encode()
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        input=typed,
        capture_output=True,
        cwd=where,
        env={**given, "PYTHONPATH": str(Path(__file__).parent.parent), **database, **settings},
        timeout=60,
        check=False,
    )


def test_a_diagnosis_comes_to_its_result_through_a_pipe(tmp_path: Path) -> None:
    ended = run("run", said="1\n1\n1 2 6\n1\n1\n3\n2\n1\n1\n4\n", where=tmp_path)
    assert ended.returncode == 0
    assert "C’est lancé, prenons un peu de recul" in ended.stdout.decode()
    assert ended.stderr == b""


def test_progress_is_kept_from_one_start_to_the_next(tmp_path: Path) -> None:
    run("chat", said="1\n5\n", where=tmp_path)
    again = run("chat", said="1\n", where=tmp_path)
    assert "Question 2" in again.stdout.decode()


def test_a_dialogue_can_be_begun_by_its_name_and_in_a_voice(tmp_path: Path) -> None:
    begun = run("chat", "situation_diagnosis", "--voice", "officer", said="quitter\n", where=tmp_path)
    assert "Le groupe fait-il aujourd’hui" in begun.stdout.decode()
    unknown = run("chat", "nothing_of_the_kind", where=tmp_path)
    assert "situation_diagnosis" in unknown.stdout.decode()


def test_what_a_pipe_cannot_say_in_utf_8_is_no_reason_to_stop(tmp_path: Path) -> None:
    ended = run("chat", said=b"1\n\xff\xfe\x00\n5\n", where=tmp_path)
    assert ended.returncode == 0
    assert "Question 2" in ended.stdout.decode()


def test_the_page_is_written_beside_the_talk(tmp_path: Path) -> None:
    run("chat", said="1\n1\n1 2 6\n1\n1\n3\n5\n1\n4\npdf\n", where=tmp_path)
    pages = list(tmp_path.glob("resultat-*.pdf"))
    assert len(pages) == 1
    assert pages[0].read_bytes().startswith(b"%PDF")


def test_all_mistakes_in_the_settings_are_told_at_once(tmp_path: Path) -> None:
    ended = run(
        "run",
        where=tmp_path,
        TELEGRAM_BOT_TOKEN="secret",
        TELEGRAM_API_URL="ftp://x",
        DATABASE_URL="mysql://x",
        LOG_LEVEL="loud",
        LOG_FORMAT="xml",
    )
    told = ended.stderr.decode()
    assert ended.returncode == cli.MISTAKE
    assert [line.split()[0] for line in told.splitlines()] == [
        "TELEGRAM_BOT_TOKEN",
        "TELEGRAM_API_URL",
        "DATABASE_URL",
        "LOG_LEVEL",
        "LOG_FORMAT",
    ]
    assert "secret" not in told


def test_a_setting_can_stand_in_a_file(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("LOG_LEVEL=loud\n")
    assert "LOG_LEVEL" in run("chat", where=tmp_path).stderr.decode()


def test_a_database_that_cannot_be_written_is_told_in_a_sentence(tmp_path: Path) -> None:
    ended = run("chat", where=tmp_path, DATABASE_URL="sqlite:////proc/nowhere/x.sqlite3")
    assert ended.returncode == cli.MISTAKE
    assert ended.stderr.decode().startswith("DATABASE_URL: ")
    assert len(ended.stderr.decode().splitlines()) == 1


def test_the_content_that_ships_has_no_mistake(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["check"]) == 0
    assert capsys.readouterr().out == ""


def test_mistakes_in_the_content_end_the_program_with_2(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "dialogues").mkdir()
    (tmp_path / "dialogues" / "odd.yaml").write_text("dialogue: [\n")
    monkeypatch.setattr(app, "folder", lambda name: folder(name) if name == "locales" else tmp_path / name)
    assert cli.main(["check"]) == cli.MISTAKE
    assert "dialogues/odd.yaml:" in capsys.readouterr().err


def test_the_program_knows_its_checkout() -> None:
    assert in_checkout()
    assert (folder("dialogues") / "advice.yaml").is_file()


def test_the_defaults_are_the_embedded_ones() -> None:
    settings = read_settings({"TELEGRAM_BOT_TOKEN": "  "})
    assert settings.token is None
    assert settings.database_url.endswith("var/traitdunion.sqlite3")
    with pytest.raises(SettingsError):
        read_settings({"LOG_FORMAT": "xml"})


def test_log_lines_are_json_without_tokens(capsys: pytest.CaptureFixture[str]) -> None:
    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    try:
        set_up_logging(read_settings({"LOG_FORMAT": "json"}))
        try:
            raise RuntimeError(f"calling https://api.telegram.org/bot{TOKEN}/getMe")
        except RuntimeError:
            logging.getLogger("bot").exception("with %s", TOKEN)
    finally:
        root.handlers[:] = before
        root.setLevel(level)
    line = json.loads(capsys.readouterr().err)
    assert line["level"] == "ERROR"
    assert TOKEN not in json.dumps(line)
    assert "RuntimeError" in line["error"]
    assert JsonLines().format(logging.LogRecord("a", 20, "", 0, "é", None, None)).count("é") == 1
