"""What was kept before there were visits and reminders stays, whatever happens meanwhile."""

from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa

from bot.records import Doer
from bot.storage.migrations.tables_0002 import metadata
from bot.storage.migrations.versions.v0001_begin import metadata as first
from tests.storage.databases import Database, Lite, open_at
from tests.storage.samples import ANNE, NOW, later
from tests.storage.samples_cases import ONESELF
from tests.storage.test_migrations import _KILLED, at_revision, empty, run

__all__ = ["empty"]

_STATUSES = {
    "proposed": "planned",
    "under_way": "begun",
    "stuck": "not_done",
    "done": "done",
    "declined": "dropped",
    "done_before": "done",
    "replaced": "replaced",
}
_STEP = "bot, id, diagnosis, place, person, case_file, cooperation, dialogue, outcome, step, cause, words, due, occasion"
_CALL = "bot, id, chat, place, state, kind, payload, created_at, due_at, card, urgent, uncertain, attempts"


def rows_of(bot: str) -> dict[str, list[dict[str, Any]]]:
    """Steps of a case with every status, one that a diagnosis gave, one of Anne's own, and calls that wait."""
    nothing = dict.fromkeys(("diagnosis", "place", "person", "case_file", "cooperation", "words"))
    step = {**nothing, "dialogue": "main", "outcome": "willing", "step": "call", "cause": "alone"}
    step |= {"due": date(2026, 12, 1), "occasion": "visit", "agreed_at": NOW, "not_done": 2}
    of_case = {**step, "case_file": "case", "cooperation": "k", "words": "1:sealed"}
    call = {"kind": "draw", "payload": {"sealed": 1}, "created_at": NOW, "due_at": later(hours=1)}
    call |= {"chat": "4711", "attempts": 1, "uncertain": True}
    case = {"organisation": "o", "state": "open", "priority": "normal", "opened_at": NOW, "touched_at": NOW}
    texts = dict.fromkeys(("dialogue", "version", "outcome", "computed", "confidence"), "x")
    texts |= dict.fromkeys(("stage", "open_outcome", "open_stage"), "")
    interview = {"dialogue": "x", "version": "x", "inputs": {}, "status": "open", "begun_at": NOW}
    interview |= {"touched_at": NOW, "position": "", "answered": 0, "person": ANNE.id, "case_file": "case"}
    given = {"made_at": NOW, "reasons": {}, "report": {}, "person": ANNE.id, "case_file": "case"}
    kept: dict[str, list[dict[str, Any]]] = {
        "seal_in_use": [{"name": "earlier words", "key": "sealed"}],
        "person": [{"id": ANNE.id, "since": NOW, "locale": "fr", "zone": "UTC"}],
        "organisation": [{"id": "o", "name": "1:sealed", "since": NOW, "retention_months": 12}],
        "case_file": [{**case, "id": "case", "situation": "", "stage": "", "words": "1:sealed"}],
        "session": [{**interview, "id": "s"}],
        "diagnosis": [{**texts, **given, "id": "d", "session": "s"}],
        "next_step": [
            *({**of_case, "id": status, "status": status} for status in _STATUSES),
            {**of_case, "id": "given", "diagnosis": "d", "place": 0, "status": "proposed"},
            {**step, "id": "own", "person": ANNE.id, "status": "stuck"},
        ],
        "outbox": [
            {**call, "id": "1", "place": 1, "state": "sending", "card": "menu", "urgent": False},
            {**call, "id": "2", "place": 2, "state": "waiting", "card": None, "urgent": True},
        ],
    }
    return {table: [{"bot": bot, **row} for row in rows] for table, rows in kept.items()}


def fill(connection: sa.Connection) -> None:
    for bot in ("one", "two"):
        for name, rows in rows_of(bot).items():
            table = metadata.tables[name] if name in metadata.tables else first.tables[name]
            connection.execute(sa.insert(table), rows)


async def kept(database: Database) -> list[list[tuple[Any, ...]]]:
    tables = (("next_step", _STEP), ("outbox", _CALL))
    return [await database.rows(f"SELECT {what} FROM {name} ORDER BY bot, id") for name, what in tables]  # noqa: S608


async def test_steps_and_calls_stay_as_they_are(empty: Database) -> None:
    await at_revision(empty, "0002", fill)
    before = await kept(empty)
    assert [len(rows) for rows in before] == [2 * (len(_STATUSES) + 2), 4]
    store = await open_at(empty)
    assert await kept(empty) == before
    assert not [name for name in await empty.tables() if name.startswith("old_")]
    if isinstance(empty, Lite):  # nothing of the copies is left in the file
        assert await empty.rows("PRAGMA freelist_count") == [(0,)]
    for table in ("visit", "habits", "reminder", "exported"):
        assert await empty.rows(f"SELECT * FROM {table}") == []  # noqa: S608 - a table's name
    async with store.transaction() as tx:
        steps = {step.id: step for step in await tx.steps.about("case")}
        assert {id: steps[id].status for id in _STATUSES} == _STATUSES
        (own,) = await tx.steps.of(ONESELF, ANNE.id)
        for step in (*steps.values(), own):
            assert (step.agreed_at, step.not_done, step.doer, step.muted) == (NOW, 2, Doer.GROUP, False)
            assert (step.agreed_by, step.said_at) == (ANNE.id if step.id == "given" else "", None)
        assert await tx.outbox.count() == 2
        assert await tx.outbox.reminders() == 0
        await tx.cases.erase("case")
    assert await empty.rows("SELECT id FROM next_step WHERE bot = 'one'") == [("own",)]
    await store.close()


@pytest.mark.parametrize("tables", [1, 3, 6, 8])
async def test_a_kill_in_the_middle_loses_nothing(empty: Database, tables: int) -> None:
    await at_revision(empty, "0002", fill)
    before = await kept(empty)
    killed = await run(_KILLED, empty.url, f"{tables}", empty.keys.url)
    assert killed.returncode == -9, killed.stderr
    assert await empty.rows("SELECT version_num FROM alembic_version") == [("0002",)]
    assert await kept(empty) == before
    await (await open_at(empty)).close()
    assert await kept(empty) == before
