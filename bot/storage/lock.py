"""Locks between programs."""

import fcntl
import os
from pathlib import Path

from bot.storage.errors import StoreRefused


class FileLock:
    """A lock file beside what it protects. The system lets go of it when the program ends, however it ends."""

    def __init__(self, path: Path, refusal: StoreRefused) -> None:
        self._path = path
        self._refusal = refusal
        self._file: int | None = None

    def take(self, *, shared: bool = False) -> None:
        """Hold the lock, alone or with others that share it, or raise the refusal when another program does."""
        file = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(file, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(file)
            raise self._refusal from None
        self._file = file

    def release(self) -> None:
        """Let go; the file stays, since somebody may be waiting to open it."""
        if self._file is not None:
            os.close(self._file)
            self._file = None
