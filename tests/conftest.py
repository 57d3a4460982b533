"""What all tests share: the shipped content, a clock that the test turns, and the `--update` flag."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import settings

from bot.content import load_content
from bot.loading.library import Library
from bot.texts.catalogues import Texts

settings.register_profile("ci", derandomize=True, deadline=None, print_blob=True)
settings.register_profile("home", deadline=None)
settings.load_profile("ci" if os.environ.get("CI") else "home")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="write the golden transcripts anew")


@pytest.fixture(scope="session")
def content() -> tuple[Library, dict[str, Texts]]:
    """The dialogues and texts as shipped."""
    return load_content()


class TurnedClock:
    """A clock that stands until the test turns it. It begins on a Tuesday morning in Paris."""

    def __init__(self) -> None:
        self.instant = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)

    def now(self) -> datetime:
        return self.instant

    def turn(self, **by: float) -> None:
        self.instant += timedelta(**by)


@pytest.fixture
def clock() -> TurnedClock:
    return TurnedClock()


class CountedIds:
    """Ids in order, so that a test can be read."""

    def __init__(self) -> None:
        self.count = 0

    def new(self) -> str:
        self.count += 1
        return f"{self.count:032x}"


@pytest.fixture
def database(tmp_path: Path) -> str:
    """The address of an empty SQLite database."""
    return f"sqlite+aiosqlite:///{tmp_path / 'test.sqlite3'}"
