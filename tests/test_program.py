"""The program as it is started: settings, exit codes, pipes, and progress kept from one start to the next."""

import asyncio
import json
import logging
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import pytest

from bot import app, cli, content
from bot.logs import JsonLines, set_up_logging
from bot.records import Invitation, Organisation, Purpose
from bot.resources import folder, in_checkout
from bot.service.invitations import hashed
from bot.settings import SettingsError, read_settings
from bot.storage import open_store
from tests.botapi import BotApi

TOKEN = "123456789:" + "A" * 35


def run(
    *arguments: str, said: bytes | str = "", where: Path, **settings: str
) -> subprocess.CompletedProcess[bytes]:
    """The program, started with these settings in the folder `where`."""
    typed = said if isinstance(said, bytes) else said.encode()
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        input=typed,
        capture_output=True,
        cwd=where,
        env={**environment(where), **settings},
        timeout=60,
        check=False,
    )


def environment(where: Path) -> dict[str, str]:
    """What the program is told besides the settings of a test: its store is in `where`."""
    given = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("TELEGRAM", "DATABASE", "LOG"))
    }
    database = f"sqlite:///{where / 'talk.sqlite3'}"
    return {**given, "PYTHONPATH": str(Path(__file__).parent.parent), "DATABASE_URL": database}


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
    monkeypatch.setattr(
        content, "folder", lambda name: folder(name) if name == "locales" else tmp_path / name
    )
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


def test_an_invitation_for_the_terminal(tmp_path: Path) -> None:
    made = run("invite", "--officer", "Terres  d’échange", where=tmp_path)
    assert made.stderr == b""
    assert made.returncode == 0
    new, lonely, offer, way, typed = made.stdout.decode().splitlines()
    assert "«\u00a0Terres d’échange\u00a0» vient d’être créée." in new
    assert "--admin" in lonely
    assert "72 heures" in offer
    assert "au terminal" in way
    assert re.fullmatch(r"/start [A-Za-z0-9_-]{32}", typed)
    again = run("invite", "--admin", "Terres d’échange", where=tmp_path)
    assert len(again.stdout.decode().splitlines()) == 3  # neither new, nor without an admin for long
    assert typed.encode() not in again.stdout


def test_only_the_hash_of_an_invitation_is_kept(tmp_path: Path) -> None:
    typed = run("invite", "--admin", "Terres d’échange", where=tmp_path).stdout.decode().splitlines()[-1]
    token = typed.removeprefix("/start ")
    kept = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
    assert not [each for each in kept if token.encode() in each]
    invitation, organisations = asyncio.run(found(tmp_path / "talk.sqlite3", token))
    assert invitation is not None
    assert [organisation.name for organisation in organisations] == ["Terres d’échange"]
    assert invitation.organisation == organisations[0].id
    assert (invitation.purpose, invitation.by, invitation.most, invitation.used) == (Purpose.ADMIN, "", 1, 0)
    assert invitation.expires_at - invitation.made_at == timedelta(hours=72)


async def found(database: Path, token: str) -> tuple[Invitation | None, Sequence[Organisation]]:
    """What the store at `database` knows of the invitation, and all its organisations."""
    store = await open_store(f"sqlite:///{database}", app.TERMINAL)
    try:
        async with store.transaction() as tx:
            return await tx.invitations.by_hash(hashed(token)), await tx.organisations.all()
    finally:
        await store.close()


def test_an_invitation_while_somebody_talks(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "bot", "chat"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, cwd=tmp_path, env=environment(tmp_path)) as talk:
        assert talk.stdout is not None
        talk.stdout.readline()  # it is running, and has its store open
        assert run("invite", "--admin", "Terres d’échange", where=tmp_path).returncode == 0
        talk.communicate(timeout=60)
    assert talk.returncode == 0


async def test_an_invitation_on_telegram_is_a_link(tmp_path: Path) -> None:
    async with BotApi() as api:
        made = await asyncio.to_thread(
            run, "invite", "--admin", "Terres d’échange", where=tmp_path,
            TELEGRAM_BOT_TOKEN=api.token, TELEGRAM_API_URL=api.url,
        )  # fmt: skip
    assert made.returncode == 0
    assert re.fullmatch(
        r"https://t\.me/emulated_bot\?start=[A-Za-z0-9_-]{32}", made.stdout.decode().splitlines()[-1]
    )
    assert api.token.encode() not in made.stdout + made.stderr


def test_an_invitation_while_telegram_is_away(tmp_path: Path) -> None:
    away = {"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": "http://127.0.0.1:9"}
    made = run("invite", "--admin", "Terres d’échange", where=tmp_path, **away)
    assert made.returncode == 0
    advice, link = made.stdout.decode().splitlines()[-2:]
    assert "Telegram ne répond pas" in advice
    assert re.fullmatch(r"https://t\.me/NOM\?start=[A-Za-z0-9_-]{32}", link)
    assert made.stderr == b""


async def test_no_invitation_with_a_token_that_telegram_refuses(tmp_path: Path) -> None:
    async with BotApi() as api:
        made = await asyncio.to_thread(
            run, "invite", "--admin", "Terres d’échange", where=tmp_path,
            TELEGRAM_BOT_TOKEN=TOKEN, TELEGRAM_API_URL=api.url,
        )  # fmt: skip
    assert made.returncode == cli.MISTAKE
    assert made.stderr.decode().startswith("TELEGRAM_BOT_TOKEN is refused")
    assert made.stdout == b""


@pytest.mark.parametrize("name", ["", "  ", "x", "\u200b\u202e", "a" * 81])
def test_a_name_that_is_none_is_refused_in_a_sentence(name: str, tmp_path: Path) -> None:
    made = run("invite", "--admin", name, where=tmp_path)
    assert made.returncode == cli.MISTAKE
    assert len(made.stderr.decode().splitlines()) == 1
    assert made.stdout == b""
    assert not list(tmp_path.iterdir())
