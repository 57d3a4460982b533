"""What all tests of the engine share: the shipped dialogues, loaded once, and a fixed budget for Hypothesis."""

from pathlib import Path

import pytest

from bot.engine.engine import Engine
from bot.loading.library import Library, load

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def library() -> Library:
    """The shipped dialogues."""
    return load(ROOT / "dialogues")


@pytest.fixture(scope="session")
def diagnosis(library: Library) -> Engine:
    """The engine of the situation diagnosis."""
    return library.engines["situation_diagnosis"]
