"""What all tests share: the shipped content, a clock that the test turns, and the `--update` flag."""

import os
from collections.abc import Generator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from coverage import Coverage
from hypothesis import settings

from bot.content import load_content
from bot.loading.library import Library
from bot.texts.catalogues import Texts

settings.register_profile("ci", derandomize=True, deadline=None, print_blob=True)
settings.register_profile("home", deadline=None)
settings.load_profile("ci" if os.environ.get("CI") else "home")


_WATCHING_THE_CLOCK = frozenset({"crash", "journeys", "telegram"})
_TRACED_CHILDREN = (
    "COVERAGE_PROCESS_CONFIG",
    "COVERAGE_PROCESS_START",
)  # make programs that are started count too


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="write the golden transcripts anew")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever watches the clock runs `alone`: it would fail where others keep the processor busy."""
    for item in items:
        if item.path.parent.name in _WATCHING_THE_CLOCK and not item.get_closest_marker("side_by_side"):
            item.add_marker(pytest.mark.alone)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """What is marked `untraced` runs as fast as it can: coverage counts what the other tests reach on purpose."""
    measured = Coverage.current() if item.get_closest_marker("untraced") else None
    if measured is None:
        return (yield)
    inherited = {name: os.environ.pop(name) for name in _TRACED_CHILDREN if name in os.environ}
    measured.stop()
    try:
        return (yield)
    finally:
        measured.start()
        os.environ.update(inherited)


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
