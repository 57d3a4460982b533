"""The command line: `run` (Telegram with a token, else the terminal), `chat`, `check`, `coverage`, `invite`,
`rotate-master-key`.
"""

import argparse
import asyncio
import os
import sys
from collections.abc import Sequence
from importlib.metadata import version
from io import TextIOWrapper

from dotenv import dotenv_values

from bot.engine.dialogue import Voice
from bot.problems import FileError
from bot.records import Purpose
from bot.settings import Settings, SettingsError, read_settings

MISTAKE = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program; the exit code is 2 for a mistake in settings, files or the command line."""
    options = _parser().parse_args(arguments)
    for stream in (sys.stdin, sys.stdout):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(
                errors="replace"
            )  # what a pipe or an old terminal cannot say is no reason to stop
    try:
        settings = read_settings({**_from_file(), **os.environ})
        return _run(options, settings)
    except (SettingsError, FileError) as error:
        print(error, file=sys.stderr)
        return MISTAKE
    except KeyboardInterrupt:
        return 0
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # nobody reads on: nothing more to say
        return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="traitdunion", description=__doc__)
    parser.add_argument("--version", action="version", version=version("traitdunion"))
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("run", help="Telegram if TELEGRAM_BOT_TOKEN is set, else the terminal")
    chat = commands.add_parser("chat", help="the conversation at the terminal")
    chat.add_argument("dialogue", nargs="?", default="", help="begin this dialogue at once")
    chat.add_argument("--voice", choices=[voice.value for voice in Voice], help="who answers")
    commands.add_parser("check", help="check dialogues, reference and texts")
    commands.add_parser("coverage", help="write docs/coverage.md: what covers the source documents")
    invite = commands.add_parser("invite", help="a link to join an organisation, which is made if it is new")
    role = invite.add_mutually_exclusive_group(required=True)
    for purpose in (Purpose.OFFICER, Purpose.ADMIN):
        role.add_argument(f"--{purpose.value}", metavar="ORGANISATION", help=f"join it as an {purpose.value}")
    commands.add_parser("rotate-master-key", help="wrap all keys anew with another master key")
    return parser


def _from_file() -> dict[str, str]:
    return {name: value for name, value in dotenv_values(".env").items() if value is not None}


def _run(options: argparse.Namespace, settings: Settings) -> int:
    from bot import app, content  # noqa: PLC0415 - mistakes in settings are told before anything slow is imported

    match options.command:
        case "check":
            problems = content.check_content()
            if problems:
                raise FileError(problems)
        case "coverage":
            print(content.write_coverage())
        case "invite":
            purpose = Purpose.OFFICER if options.admin is None else Purpose.ADMIN
            print(asyncio.run(app.invite_member(settings, purpose, getattr(options, purpose.value))))
        case "rotate-master-key":
            print(asyncio.run(app.rotate_master_key(settings)))
        case "run" if settings.token is not None:
            asyncio.run(app.run_telegram(settings, settings.token))
        case _:
            voice = getattr(options, "voice", None)
            dialogue = getattr(options, "dialogue", "")
            asyncio.run(app.run_terminal(settings, dialogue, Voice(voice) if voice else None))
    return 0
