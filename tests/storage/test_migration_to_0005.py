"""What was kept before there were private interviews stays, and is seen as before."""

from typing import Any

import pytest
import sqlalchemy as sa

from bot.storage.migrations import tables_0002, tables_0003
from bot.storage.migrations.versions.v0001_begin import metadata as first
from tests.storage.databases import Database, Lite, open_at
from tests.storage.samples import NOW
from tests.storage.test_migration_to_0003 import rows_of as rows_of_0002
from tests.storage.test_migrations import at_revision, empty

__all__ = ["empty"]

_TABLES = ("session", "event", "diagnosis", "given_advice", "next_step", "share")


def rows_of(bot: str) -> dict[str, list[dict[str, Any]]]:
    """An interview with an answer, its result with advice and a step, and a share of it."""
    before = rows_of_0002(bot)
    step = next(each for each in before["next_step"] if each["id"] == "given")
    step = {**step, "status": "planned", "doer": "group", "agreed_by": "", "muted": False}
    share = {"person": before["person"][0]["id"], "session": "s", "case_file": "case", "keys": []}
    share |= {"consent": "1:sealed", "given_at": NOW, "expires_at": NOW}
    kept = {name: before[name] for name in ("seal_in_use", "person", "organisation", "case_file", "session")}
    kept["event"] = [{"session": "s", "seq": 0, "kind": "resume"}]
    kept["diagnosis"] = before["diagnosis"]
    kept["given_advice"] = [
        {"diagnosis": "d", "place": 0, "advice": "visit", "causes": [], "status": "proposed"}
    ]
    kept |= {"next_step": [step], "share": [{"id": "h", **share}]}
    return {name: [{"bot": bot, **row} for row in rows] for name, rows in kept.items()}


def fill(connection: sa.Connection) -> None:
    for bot in ("one", "two"):
        for name, rows in rows_of(bot).items():
            tables = (tables_0003.metadata.tables, tables_0002.metadata.tables, first.tables)
            table = next(each[name] for each in tables if name in each)
            connection.execute(sa.insert(table), rows)


async def kept(database: Database) -> list[list[tuple[Any, ...]]]:
    found = []
    for name in _TABLES:
        tables = (tables_0003.metadata.tables, tables_0002.metadata.tables, first.tables)
        columns = next(each[name] for each in tables if name in each).c.keys()
        found.append(await database.rows(f"SELECT {', '.join(columns)} FROM {name} ORDER BY bot"))  # noqa: S608
    return found


@pytest.mark.parametrize("again", [False, True])
async def test_what_is_there_stays_and_is_not_private(empty: Database, *, again: bool) -> None:
    await at_revision(empty, "0004", fill)
    before = await kept(empty)
    assert [len(rows) for rows in before] == [2] * len(_TABLES)
    store = await open_at(empty)
    if again:  # a second start finds nothing to do
        await store.close()
        store = await open_at(empty)
    assert await kept(empty) == before
    assert not [name for name in await empty.tables() if name.startswith("old_")]
    for name in ("session", "diagnosis"):
        assert [bool(flag) for (flag,) in await empty.rows(f"SELECT private FROM {name}")] == [False, False]  # noqa: S608
    if isinstance(empty, Lite):  # nothing of the copies is left in the file
        assert await empty.rows("PRAGMA freelist_count") == [(0,)]
    async with store.transaction() as tx:
        await tx.cases.erase("case")  # all still hangs together
    for name in _TABLES:
        assert await empty.rows(f"SELECT bot FROM {name}") == [("two",)], name  # noqa: S608
    await store.close()
