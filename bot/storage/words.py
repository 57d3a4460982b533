"""Words read for a list: one value that cannot be opened does not hide the others. The safe logs it."""

from collections.abc import Sequence

from bot.storage.errors import SealBroken
from bot.storage.safe import Safe


async def read(safe: Safe, sealed: Sequence[tuple[str, str | None]]) -> list[str]:
    """What is sealed at each place; "" where nothing is, or where it cannot be opened."""
    return [_plain(words) for words in await safe.open_each(sealed)]


def _plain(words: str | SealBroken | None) -> str:
    return "" if words is None or isinstance(words, SealBroken) else words
