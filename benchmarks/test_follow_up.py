"""How long the rounds look for whom to remind, with a million reminders pending of 20,000 persons: `make bench`.

Each figure is a transaction of its own, in SQLite FULL and in PostgreSQL. Filling takes about half a minute each.
"""

import asyncio
import sqlite3
import uuid
from collections.abc import Coroutine, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from bot.records import Sending
from bot.storage import open_store
from tests.postgres import Server, postgres

__all__ = ["postgres"]

PERSONS, EACH, DUE = 20_000, 50, 2_000  # that many are due, each another person's
ROUNDS = 500
LOOKED_AT = 64
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
_LONG = timedelta(days=400)

# Reminder k of person n is due k + 1 weeks from now and n seconds, but the first of the persons that something is due of.
_PERSONS = "INSERT INTO person (bot, id, since, locale, zone) SELECT 'bench', {id}, {now}, 'fr', 'UTC' FROM {persons}"
_REMINDERS = """
    INSERT INTO reminder (bot, person, about, occasion, anchor, day, due_at, state)
    SELECT 'bench', {id}, {random}, 'due', '2026-12-01', '2026-12-01',
        {now} + (n + CASE WHEN k = 0 AND n <= {due} THEN -{due} ELSE (k + 1) * 604800 END) * {second}, 'pending'
    FROM {persons}, {each}
"""
_ON_SQLITE = {
    "id": "printf('%032x', n)",
    "random": "lower(hex(randomblob(16)))",
    "now": f"{int(NOW.timestamp()) * 1_000_000}",
    "second": "1000000",
    "persons": "persons",
    "each": "each",
}
_ON_POSTGRESQL = {
    "id": "lpad(to_hex(n), 32, '0')",
    "random": "replace(gen_random_uuid()::text, '-', '')",
    "now": f"'{NOW.isoformat()}'::timestamptz",
    "second": "interval '1 second'",
    "persons": f"generate_series(1, {PERSONS}) AS n",
    "each": f"generate_series(0, {EACH - 1}) AS k",
}
_SERIES = f"""
    WITH RECURSIVE persons(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM persons WHERE n < {PERSONS}),
        each(k) AS (SELECT 0 UNION ALL SELECT k + 1 FROM each WHERE k < {EACH - 1})
"""  # noqa: S608 - numbers


class Full:
    """A store with a million reminders."""

    def __init__(self, url: str, folder: Path) -> None:
        self.loop = asyncio.new_event_loop()
        self._open = partial(open_store, url, "bench", keys_url=f"sqlite:///{folder / 'keys.db'}")
        self.run(self._fill(url))
        self.store = self.run(self._open())

    def run(self, what: Coroutine[Any, Any, Any]) -> Any:
        """What `what` gives."""
        return self.loop.run_until_complete(what)

    async def _fill(self, url: str) -> None:
        await (await self._open()).close()
        words = {"due": f"{DUE}", **(_ON_SQLITE if url.startswith("sqlite") else _ON_POSTGRESQL)}
        persons, reminders = _PERSONS.format(**words), _REMINDERS.format(**words)
        if url.startswith("sqlite"):
            connection = sqlite3.connect(url.removeprefix("sqlite:///"))
            for table, insert in (("person", persons), ("reminder", reminders)):
                connection.execute(insert.replace("SELECT", f"{_SERIES} SELECT", 1))
                ((kept,),) = connection.execute(f"SELECT count(*) FROM {table}")  # noqa: S608 - a table's name
                assert kept in (PERSONS, PERSONS * EACH)
            connection.commit()
            connection.close()
        else:
            server = await asyncpg.connect(url)
            await server.execute("SET session_replication_role = replica")  # who is named is there
            for sql in (persons, reminders, "ANALYZE"):
                await server.execute(sql, timeout=300)
            await server.close()

    async def due(self, now: datetime) -> list[str]:
        async with self.store.transaction() as tx:
            return list(await tx.reminders.due(now, LOOKED_AT))

    async def claim(self) -> None:
        """Look for who has something due, and send it to the one who waits longest."""
        async with self.store.transaction() as tx:
            person = (await tx.reminders.due(NOW, LOOKED_AT))[0]
            kept = await tx.reminders.of(person)
            due = [each for each in kept if each.state is Sending.PENDING and each.due_at <= NOW]
            assert len(due) == 1
            await tx.reminders.sending(due, uuid.uuid4().hex, NOW)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def full(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Full]:
    folder = tmp_path_factory.mktemp("reminders")
    if request.param == "sqlite":
        url = f"sqlite:///{folder / 'full.sqlite3'}"
    else:
        server: Server = request.getfixturevalue("postgres")
        url = server.new_database()
    found = Full(url, folder)
    yield found
    found.run(found.store.close())
    found.loop.close()


def test_claim(benchmark: BenchmarkFixture, full: Full) -> None:
    benchmark.group = "find who is to be reminded, and send it"
    benchmark.pedantic(lambda: full.run(full.claim()), rounds=ROUNDS, warmup_rounds=5)  # type: ignore[no-untyped-call]


def test_nothing_due(benchmark: BenchmarkFixture, full: Full) -> None:
    benchmark.group = "nobody is to be reminded"
    assert full.run(full.due(NOW - _LONG)) == []
    benchmark.pedantic(lambda: full.run(full.due(NOW - _LONG)), rounds=ROUNDS)  # type: ignore[no-untyped-call]


def test_all_due(benchmark: BenchmarkFixture, full: Full) -> None:
    benchmark.group = "all million are due"
    assert len(full.run(full.due(NOW + 3 * _LONG))) == LOOKED_AT
    benchmark.pedantic(lambda: full.run(full.due(NOW + 3 * _LONG)), rounds=ROUNDS)  # type: ignore[no-untyped-call]
