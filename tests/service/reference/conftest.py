"""A store on each database, empty, and all pages of the reference with who finds them."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.content import reference_of
from bot.loading.library import Library
from bot.ports import Store
from bot.service.reference_pages import pages
from bot.service.reference_search import Finder, Page
from bot.storage import open_store
from bot.texts.catalogues import Texts
from bot.texts.search import French
from tests.postgres import Server, postgres

__all__ = ["postgres"]

Content = tuple[Library, dict[str, Texts]]


@pytest.fixture
async def lite(tmp_path: Path) -> AsyncIterator[Store]:
    store = await open_store(f"sqlite:///{tmp_path / 't.db'}", "one")
    yield store
    await store.close()


@pytest.fixture
async def post(postgres: Server, tmp_path: Path) -> AsyncIterator[Store]:
    keys = f"sqlite:///{tmp_path / 'post.keys.db'}"
    store = await open_store(postgres.new_database(), "one", keys_url=keys)
    yield store
    await store.close()


@pytest.fixture(params=["lite", "post"])
def store(request: pytest.FixtureRequest) -> Store:
    found: Store = request.getfixturevalue(request.param)
    return found


@pytest.fixture(scope="session")
def french(content: Content) -> French:
    return French.of(content[1]["fr"])


@pytest.fixture(scope="session")
def shipped(content: Content) -> tuple[Page, ...]:
    """All pages of the reference."""
    library, languages = content
    return tuple(pages(reference_of(library), languages["fr"]))


@pytest.fixture(scope="session")
def finder(shipped: tuple[Page, ...], french: French) -> Finder:
    return Finder(shipped, french)
