"""The master key: it wraps all other keys, and lives outside the databases.

It comes from the setting MASTER_KEY (several during a rotation, the first of them wraps), or from a file that is made
at the first start: one key a line, the newest first.
"""

import base64
import binascii
import hashlib
import os
import secrets
import stat
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bot.storage.errors import StoreRefused

FILE = "master.key"
KEY = 32  # bytes, of every key
NONCE = 12  # bytes


class Master:
    """The master keys at hand: the first wraps, each unwraps what it has wrapped."""

    def __init__(self, keys: Sequence[bytes]) -> None:
        self._ciphers = {short_id(key): AESGCM(key) for key in keys}
        self.ids = tuple(self._ciphers)

    @property
    def first(self) -> str:
        """The short id of the key that wraps."""
        return self.ids[0]

    def wrap(self, key: bytes, about: str) -> str:
        """`key`, readable with the first master key only, and only where `about` is the same."""
        nonce = os.urandom(NONCE)
        wrapped = self._ciphers[self.first].encrypt(nonce, key, about.encode())
        return base64.urlsafe_b64encode(nonce + wrapped).decode()

    def unwrap(self, wrapped: str, about: str, master: str) -> bytes | None:
        """The key, or None if it was not wrapped so, or was changed since."""
        try:
            raw = base64.urlsafe_b64decode(wrapped)
            return self._ciphers[master].decrypt(raw[:NONCE], raw[NONCE:], about.encode())
        except (KeyError, ValueError, InvalidTag):
            return None


def short_id(key: bytes) -> str:
    """What a master key may be called in the open."""
    return hashlib.sha256(b"traitdunion master key" + key).hexdigest()[:8]


def new_key() -> bytes:
    return secrets.token_bytes(KEY)


def keys_in_setting(setting: str) -> list[bytes]:
    """The keys in the setting MASTER_KEY. Raises `StoreRefused`."""
    try:
        return _decoded(setting.split(","))
    except ValueError:
        raise StoreRefused(
            "it must be the base64 of 32 random bytes, or several of them with commas in between.",
            "MASTER_KEY",
        ) from None


def keys_in_file(path: Path) -> list[bytes] | None:
    """The keys in the file at `path`; None if there is no such file. Raises `StoreRefused`."""
    try:
        mode = stat.S_IMODE(path.stat().st_mode)
        lines = path.read_text("ascii").split()
    except FileNotFoundError:
        return None
    except UnicodeDecodeError:
        lines, mode = [], 0o600
    except OSError as error:
        raise StoreRefused(
            f"the file {path} cannot be read ({error.strerror}): let the program read it.", "MASTER_KEY"
        ) from None
    if mode & 0o077:
        raise StoreRefused(f"the file {path} can be read by others: chmod 600 {path}", "MASTER_KEY")
    try:
        return _decoded(lines)
    except ValueError:
        raise StoreRefused(
            f"the file {path} is damaged: put back the copy kept with the backups of the keys.", "MASTER_KEY"
        ) from None


def make_file(path: Path) -> list[bytes]:
    """A new key in a new file; the keys in it, if another program was faster. Raises `StoreRefused`."""
    with _writing(path):
        fresh = _written(path, [new_key()])
        try:
            os.link(fresh, path)
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
        _sync_folder(path.parent)
    return keys_in_file(path) or []


def write_file(path: Path, keys: Iterable[bytes]) -> None:
    """Put `keys` in place of those in the file, all or nothing. Raises `StoreRefused`."""
    with _writing(path):
        _written(path, keys).replace(path)
        _sync_folder(path.parent)


def clear_away(path: Path) -> None:
    """Drop what a program that was killed while writing left beside the file. Raises `StoreRefused`."""
    with _writing(path):
        for left in path.parent.glob(f"{path.name}.{'[0-9a-f]' * 8}"):
            left.unlink()


def _decoded(texts: Iterable[str]) -> list[bytes]:
    """Raises `ValueError` if one is no key, or there is none."""
    try:
        keys = [base64.b64decode(text.strip(), validate=True) for text in texts]
    except binascii.Error as error:
        raise ValueError from error
    if not keys or any(len(key) != KEY for key in keys):
        raise ValueError
    return keys


def _written(path: Path, keys: Iterable[bytes]) -> Path:
    """A file beside `path` with `keys` in it, on the disk for good."""
    beside = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    text = "".join(f"{base64.b64encode(key).decode()}\n" for key in keys)
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    return beside


@contextmanager
def _writing(path: Path) -> Iterator[None]:
    """Raises `StoreRefused` for what keeps the file from being written."""
    try:
        yield
    except OSError as error:
        raise StoreRefused(
            f"the file {path} cannot be written ({error.strerror}): let the program write in its folder.",
            "MASTER_KEY",
        ) from None


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
