"""A store on each database."""

import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest

from bot.ports import Store
from tests.postgres import Server, postgres
from tests.storage.databases import Database, Lite, Post, open_at

__all__ = ["postgres"]

Open = Callable[[str], Awaitable[Store]]


@pytest.fixture(scope="session")
def templates() -> dict[str, Database]:
    """Databases with tables and no rows, made once for all tests."""
    return {}


@pytest.fixture
async def lite(
    tmp_path: Path, templates: dict[str, Database], tmp_path_factory: pytest.TempPathFactory
) -> Lite:
    """A new SQLite file with tables and no rows."""
    template = templates.get("lite")
    if not isinstance(template, Lite):
        template = templates["lite"] = Lite(tmp_path_factory.mktemp("template") / "t.db")
        await (await open_at(template, "none")).close()
    database = Lite(tmp_path / "store" / "t.db")
    database.path.parent.mkdir()
    shutil.copy(template.path, database.path)
    return database


@pytest.fixture
async def post(
    postgres: Server, templates: dict[str, Database], tmp_path_factory: pytest.TempPathFactory
) -> Post:
    """A PostgreSQL database with tables and no rows."""
    database = templates.get("post")
    if not isinstance(database, Post):
        keys = Lite(tmp_path_factory.mktemp("keys") / "t.keys.db")
        database = templates["post"] = Post(postgres.new_database(), keys)
        await (await open_at(database, "none")).close()
    await database.empty()
    return database


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> Database:
    """A database with tables and no rows, of each kind."""
    found: Database = request.getfixturevalue("lite" if request.param == "sqlite" else "post")
    return found


@pytest.fixture
async def open_for(database: Database) -> AsyncIterator[Open]:
    """Opens a store for a bot; it is closed after the test."""
    stores: list[Store] = []

    async def open_for(bot: str) -> Store:
        stores.append(await open_at(database, bot))
        return stores[-1]

    yield open_for
    for store in stores:
        await store.close()


@pytest.fixture
async def store(open_for: Open) -> Store:
    """A store for one bot."""
    return await open_for("one")
