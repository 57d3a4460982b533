"""The settings, read in one place from the environment (and `.env`), all mistakes told at once."""

import base64
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from platformdirs import user_data_path

from bot.resources import CHECKOUT, in_checkout

TELEGRAM_API_URL = "https://api.telegram.org"
_TOKEN = re.compile(r"\d{3,}:[A-Za-z0-9_-]{30,}")
_KEY_BYTES = 32
_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
_FORMATS = ("text", "json")
_DATABASES = ("sqlite", "sqlite+aiosqlite", "postgres", "postgresql", "postgresql+asyncpg")


class SettingsError(Exception):
    """All that is wrong with the settings, a line each. Never quotes a secret."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How the program is to run. `token` is None for the terminal."""

    token: str | None
    api_url: str
    database_url: str
    keys_url: str | None  # None: a file beside the main database, or in `folder`
    master_key: str | None = field(repr=False)  # None: a file in the folder of the key store, or in `folder`
    folder: Path  # where files are put that no setting places
    log_level: str
    log_format: str


def read_settings(environ: Mapping[str, str]) -> Settings:
    """The settings in `environ`. Raises `SettingsError` naming every mistake and its mend."""
    given = {name: value.strip() for name, value in environ.items() if value.strip()}
    mistakes: list[str] = []
    settings = Settings(
        token=given.get("TELEGRAM_BOT_TOKEN"),
        api_url=given.get("TELEGRAM_API_URL", TELEGRAM_API_URL).rstrip("/"),
        database_url=given.get("DATABASE_URL")
        or f"sqlite+aiosqlite:///{_data_folder() / 'traitdunion.sqlite3'}",
        keys_url=given.get("KEYS_URL"),
        master_key=given.get("MASTER_KEY"),
        folder=_data_folder(),
        log_level=given.get("LOG_LEVEL", "INFO").upper(),
        log_format=given.get("LOG_FORMAT", "text").lower(),
    )
    if settings.token is not None and not _TOKEN.fullmatch(settings.token):
        mistakes.append("TELEGRAM_BOT_TOKEN is no bot token (123456789:ABC…); copy it as @BotFather gave it")
    if urlsplit(settings.api_url).scheme not in {"http", "https"}:
        mistakes.append("TELEGRAM_API_URL must begin with http:// or https://, without /bot at its end")
    if settings.database_url.partition(":")[0] not in _DATABASES:
        mistakes.append("DATABASE_URL must begin with sqlite:/// or postgresql://")
    if settings.keys_url is not None and settings.keys_url.partition(":")[0] not in _DATABASES:
        mistakes.append("KEYS_URL must begin with sqlite:/// or postgresql://")
    elif settings.keys_url == settings.database_url:
        mistakes.append("KEYS_URL must name another database than DATABASE_URL")
    if settings.master_key is not None and not all(map(_is_key, settings.master_key.split(","))):
        mistakes.append(
            "MASTER_KEY must be the base64 of 32 random bytes (openssl rand -base64 32), or several, with commas in between"
        )
    if settings.log_level not in _LEVELS:
        mistakes.append(f"LOG_LEVEL must be one of {', '.join(_LEVELS)}")
    if settings.log_format not in _FORMATS:
        mistakes.append(f"LOG_FORMAT must be one of {', '.join(_FORMATS)}")
    if mistakes:
        raise SettingsError("\n".join(mistakes))
    return settings


def _is_key(text: str) -> bool:
    try:
        return len(base64.b64decode(text.strip(), validate=True)) == _KEY_BYTES
    except ValueError:
        return False


def _data_folder() -> Path:
    """Where the embedded database is kept: `var` in a checkout, else the user's own data folder."""
    return CHECKOUT / "var" if in_checkout() else user_data_path("traitdunion", appauthor=False)
