"""What an earlier program kept in plain words is sealed once, whatever happens meanwhile."""

import asyncio
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from sqlalchemy.ext.asyncio import create_async_engine

from bot.engine.codec import encode_event, encode_inputs
from bot.records import Card
from bot.storage import SealBroken
from bot.storage.migrations.versions import v0001_begin
from tests.postgres import Server
from tests.storage.databases import Database, Lite, Post, everything, open_at
from tests.storage.samples import ANNE, HOME, INPUTS, LOG, NOW, WORD, diagnosis, later, session, update

_KILLED = """
import asyncio, os, sys
from bot.storage import open_store, sealing

batches = []

async def seal_some(*arguments):
    batches.append(await seal(*arguments))
    if len(batches) == int(sys.argv[3]):
        os.kill(os.getpid(), 9)
    return batches[-1]

async def main():
    global seal
    seal, sealing._seal_some = sealing._seal_some, seal_some
    await open_store(sys.argv[1], "one", keys_url=sys.argv[2])

asyncio.run(main())
"""


def rows_of(bot: str) -> dict[str, list[dict[str, Any]]]:
    """What the first program kept of Anne."""
    result = diagnosis()
    nothing = {"question": None, "item": None, "value": None}
    events = [{**nothing, **encode_event(each), "session": "s" * 32, "seq": n} for n, each in enumerate(LOG)]
    waiting = {"state": "waiting", "sender": HOME.external, "received_at": NOW, "attempts": 0}
    call: dict[str, Any] = {
        "chat": HOME.external,
        "state": "waiting",
        "kind": "draw",
        "payload": {"text": WORD},
    }
    call |= {"created_at": NOW, "due_at": NOW, "card": None}
    call |= {"urgent": False, "uncertain": False, "attempts": 0}
    person = {"id": ANNE.id, "since": NOW, "voice": "officer", "locale": "fr", "zone": ANNE.zone}
    address = {"channel": HOME.channel, "external": HOME.external}
    interview = {"id": "s" * 32, "person": ANNE.id, "dialogue": "main", "version": "f00d"}
    kept: dict[str, list[dict[str, Any]]] = {
        "person": [person],
        "identity": [{**address, "person": ANNE.id}],
        "session": [
            {
                **interview,
                "inputs": encode_inputs(INPUTS),
                "status": "open",
                "begun_at": NOW,
                "touched_at": later(seconds=1),
                "position": "place",
            }
        ],
        "event": events,
        "diagnosis": [
            {
                **{key: getattr(result, key) for key in ("id", "session", "person", "made_at", "dialogue")},
                **{key: getattr(result, key) for key in ("version", "outcome", "computed", "confidence")},
                "reasons": result.reasons,
                "report": result.report,
            }
        ],
        "chat": [{**address, "person": ANNE.id, "active": "s" * 32, "screen": 7}],
        "card": [{**address, "name": "menu", "screen": 6, "view": {"text": WORD}, "message": "99"}],
        "inbox": [
            {
                "id": 4,
                "payload": update(4).payload,
                "due_at": None,
                "error": None,
                "done_at": None,
                **waiting,
            },
            {"id": 5, "payload": WORD, "due_at": NOW, "error": f"of {WORD}", "done_at": None, **waiting},
            {
                **waiting,
                "id": 6,
                "state": "done",
                "sender": None,
                "payload": None,
                "due_at": None,
                "error": None,
                "done_at": NOW,
            },
        ],
        "outbox": [
            {
                **call,
                "id": f"{n}",
                "place": n,
            }
            for n in range(1, 3)
        ],
    }
    return {table: [{"bot": bot, **row} for row in rows] for table, rows in kept.items()}


def make(connection: sa.Connection) -> None:
    """A database as the first program left it, with two bots."""
    config = Config()
    config.set_main_option("path_separator", "os")
    config.set_main_option("script_location", "bot/storage/migrations")
    config.attributes["connection"] = connection
    command.upgrade(config, "0001")
    for bot in ("one", "two"):
        for table, rows in rows_of(bot).items():
            connection.execute(sa.insert(v0001_begin.metadata.tables[table]), rows)


@pytest.fixture(params=["sqlite", "postgresql"])
async def old(request: pytest.FixtureRequest, tmp_path: Path) -> Database:
    """A database of version 0001, in plain words."""
    if request.param == "sqlite":
        lite = Lite(tmp_path / "t.db")
        engine = sa.create_engine(f"sqlite:///{lite.path}")
        with engine.begin() as connection:
            make(connection)
        engine.dispose()
        return lite
    server: Server = request.getfixturevalue("postgres")
    post = Post(server.new_database(), Lite(tmp_path / "t.keys.db"))
    asynchronous = create_async_engine(post.url.replace("postgresql://", "postgresql+asyncpg://"))
    async with asynchronous.begin() as opened:
        await opened.run_sync(make)
    await asynchronous.dispose()
    return post


async def sealed_whole(database: Database) -> None:
    """No word is in any file, and every word can be read."""
    assert WORD not in await everything(database)
    if isinstance(database, Lite):
        assert WORD.encode() not in database.content()
    for bot in ("one", "two"):
        store = await open_at(database, bot)
        async with store.transaction() as tx:
            assert await tx.sessions.get("s" * 32) == session()
            (result,) = await tx.diagnoses.of(ANNE.id)
            assert (result.reasons, result.report) == (diagnosis().reasons, diagnosis().report)
            assert await tx.chats.cards(HOME) == [Card("menu", HOME, 6, {"text": WORD}, "99")]
            assert await tx.inbox.take(4) == update(4)
            assert await tx.inbox.take(5) is not None
            assert [each.payload for each in await tx.outbox.due(NOW, 9)] == [{"text": WORD}]
            await tx.people.erase(ANNE.id)
        await store.close()


async def test_plain_words_are_sealed_at_the_first_opening(old: Database) -> None:
    assert WORD in await everything(old)
    store = await open_at(old)
    await store.close()
    await sealed_whole(old)


@pytest.mark.parametrize("batches", [1, 5, 9, 13])
async def test_sealing_goes_on_after_a_kill(old: Database, batches: int) -> None:
    ended = await asyncio.to_thread(
        subprocess.run,
        [sys.executable, "-c", _KILLED, old.url, old.keys.url, f"{batches}"],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ended.returncode == -9, ended.stderr
    assert WORD in await everything(old)
    store = await open_at(old)
    await store.close()
    await sealed_whole(old)


async def test_plain_words_are_refused_afterwards(old: Database) -> None:
    await (await open_at(old)).close()
    await old.rows('UPDATE event SET value = \'{"text":"false"}\' WHERE seq = 0')
    store = await open_at(old)
    async with store.transaction() as tx:
        with pytest.raises(SealBroken):
            await tx.sessions.get("s" * 32)
    await store.close()
