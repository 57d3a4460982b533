"""One process among several that tell people what is due: says whom it has told, one a line.

Run as `python -m tests.storage.claiming URL KEYS_URL LIMIT`, it begins when its standard input is closed.
"""

import asyncio
import sys
import uuid

from bot.ports import Store
from bot.records import Sending
from bot.storage import open_store
from tests.storage.samples import NOW


async def claim_one(store: Store, limit: int) -> str | None:
    """Who was told, "" for somebody who was told by another process a moment ago, None for nobody."""
    async with store.transaction() as tx:
        for person in await tx.reminders.due(NOW, limit):
            kept = await tx.reminders.of(person)
            pending = [each for each in kept if each.state is Sending.PENDING and each.due_at <= NOW]
            await tx.reminders.sending(pending, uuid.uuid4().hex, NOW)
            return person if pending else ""
    return None


async def main(url: str, keys_url: str, limit: str) -> None:
    store = await open_store(url, "one", keys_url=keys_url)
    sys.stdin.read()
    told = []
    while (person := await claim_one(store, int(limit))) is not None:
        told.append(person)
    print(*filter(None, told), sep="\n")
    await store.close()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
