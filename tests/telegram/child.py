"""The channel in a process of its own, to be killed: `python -m tests.telegram.child URL TOKEN DATABASE`."""

import asyncio
import sys

from bot.channels.telegram import run_telegram
from bot.storage import open_store
from tests.telegram.conftest import FAST, Ids
from tests.telegram.echo import Clock, Echo, printed


async def main(url: str, token: str, database: str) -> None:
    store = await open_store(database, "bot")
    try:
        await run_telegram(token, url, store, Echo(Ids()), printed, clock=Clock(), ids=Ids(), timing=FAST)
    finally:
        await store.close()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
