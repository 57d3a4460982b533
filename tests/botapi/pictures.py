"""Whether a picture is one: Telegram looks into photos, and refuses what it cannot draw."""

from __future__ import annotations

import struct
import zlib

PNG = b"\x89PNG\r\n\x1a\n"
OTHERS = (b"\xff\xd8\xff", b"RIFF", b"GIF8")
ELSEWHERE = (90, 90)  # of the pictures that are not looked into


def size(data: bytes) -> tuple[int, int] | None:
    """Width and height in pixels; nothing when it is no picture. Of other kinds than PNG, only the first bytes count."""
    if data.startswith(OTHERS):
        return ELSEWHERE
    chunks = _chunks(data)
    if not chunks or chunks[0][0] != b"IHDR" or chunks[-1][0] != b"IEND":
        return None
    width, height = struct.unpack(">II", chunks[0][1][:8])
    return width, height


def _chunks(data: bytes) -> list[tuple[bytes, bytes]]:
    """The parts of a PNG with their contents; none when one is broken."""
    found, at = [], len(PNG)
    while data.startswith(PNG) and at + 12 <= len(data):
        (length,) = struct.unpack(">I", data[at : at + 4])
        kind, content = data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
        if zlib.crc32(kind + content).to_bytes(4) != data[at + 8 + length : at + 12 + length]:
            return []
        found.append((kind, content))
        at += 12 + length
    return found if at == len(data) else []
