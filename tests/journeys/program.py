"""The real program, `python -m bot run`, in a process of its own over an SQLite file."""

import asyncio
import os
import signal
import sqlite3
import sys
from asyncio.subprocess import Process
from contextlib import closing
from pathlib import Path
from typing import Any

from tests.botapi import BotApi

PATIENCE = 60.0  # the machine may be busy with other things


class Program:
    """Started, stopped and killed by tests; what it logs and keeps is looked at from outside."""

    def __init__(self, api: BotApi, folder: Path, module: str = "bot", level: str = "DEBUG") -> None:
        self.api = api
        self.command = (sys.executable, "-m", module, "run")
        self.level = level
        self.database = folder / "kept.sqlite3"
        self._log = folder / "log.txt"
        self._process: Process | None = None

    async def starts(self) -> None:
        """Start it, and wait until it receives."""
        polls = len(self.api.calls("getUpdates"))
        settings = {
            "TELEGRAM_BOT_TOKEN": self.api.token,
            "TELEGRAM_API_URL": self.api.url,
            "DATABASE_URL": f"sqlite:///{self.database}",
            "LOG_LEVEL": self.level,
        }
        with self._log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                *self.command, env={**os.environ, **settings}, stdout=log, stderr=log
            )
        async with asyncio.timeout(PATIENCE):
            while len(self.api.calls("getUpdates")) == polls:
                assert self._process.returncode is None, self.log
                await asyncio.sleep(0.02)

    async def stops(self) -> None:
        """End it in good order."""
        assert await self._ends(signal.SIGTERM) == 0, self.log

    def falls(self) -> None:
        """Kill it now, in the middle of whatever it does."""
        assert self._process is not None
        if self._process.returncode is None:
            self._process.kill()

    async def dies(self) -> None:
        """Kill it, unless it is dead already, and bury it."""
        await self._ends(signal.SIGKILL)

    async def _ends(self, by: signal.Signals) -> int:
        assert self._process is not None
        process, self._process = self._process, None
        if process.returncode is None:
            process.send_signal(by)
        return await asyncio.wait_for(process.wait(), PATIENCE)

    async def ends_somehow(self) -> None:
        """After a test, whatever became of it."""
        if self._process is not None:
            await self._ends(signal.SIGTERM)

    @property
    def log(self) -> str:
        """All that was logged so far."""
        return self._log.read_text(encoding="utf-8")

    @property
    def bytes_kept(self) -> bytes:
        """The database file and those beside it, to the byte."""
        files = sorted(self.database.parent.glob(self.database.name + "*"))
        return b"".join(file.read_bytes() for file in files)

    def kept(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """What the database holds."""
        with closing(sqlite3.connect(f"file:{self.database}?mode=ro", uri=True, timeout=10)) as connection:
            return connection.execute(sql, values).fetchall()

    def change(self, sql: str, *values: object) -> None:
        """Change what it holds, while the program is stopped."""
        assert self._process is None
        with closing(sqlite3.connect(self.database)) as connection, connection:
            connection.execute(sql, values)

    def busy_with(self, person: int, chat: int) -> bool:
        """Whether something of this person is still to be received, worked on or sent."""
        if self.api.world.updates.waits_for(person) or self.api.world.updates.waits_for(chat):
            return True
        sql = (
            "SELECT EXISTS (SELECT 1 FROM inbox WHERE sender = ? AND state = 'waiting')"
            " OR EXISTS (SELECT 1 FROM outbox WHERE chat = ?)"
        )
        return bool(self.kept(sql, str(person), str(chat))[0][0])
