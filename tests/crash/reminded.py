"""The channel with a service that reminds, in a process of its own: `python -m tests.crash.reminded run`.

It takes the settings of the real program, and two more: `HOURS_AHEAD` moves its clock, `FORGETFUL` makes it a canary
that sends again what may have been sent.
"""

import asyncio
import logging
import os
from datetime import timedelta

from bot.channels.telegram import run_telegram, sender
from bot.storage import open_store
from tests.telegram.conftest import FAST, Ids
from tests.telegram.diary import Diary
from tests.telegram.echo import Clock, printed


async def main() -> None:
    logging.basicConfig(level=os.environ["LOG_LEVEL"])
    token, clock, ids = os.environ["TELEGRAM_BOT_TOKEN"], Clock(), Ids()
    clock.ahead = timedelta(hours=float(os.environ.get("HOURS_AHEAD", "0")))
    store = await open_store(os.environ["DATABASE_URL"], token.partition(":")[0])
    url = os.environ["TELEGRAM_API_URL"]
    try:
        await run_telegram(token, url, store, Diary(ids, clock), printed, clock=clock, ids=ids, timing=FAST)
    finally:
        await store.close()


if __name__ == "__main__":
    if os.environ.get("FORGETFUL"):
        sender._given_up = lambda *_: None
    asyncio.run(main())
