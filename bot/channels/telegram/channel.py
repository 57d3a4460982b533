"""Telegram, from one end to the other: receiver → inbox → worker → outbox → sender; and rounds → outbox."""

import asyncio
import logging
import signal
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from bot.channels.telegram.calls import Calls
from bot.channels.telegram.client import Client
from bot.channels.telegram.listener import Listener, Printer
from bot.channels.telegram.outage import Watch
from bot.channels.telegram.parse import Reader
from bot.channels.telegram.profile import account, deep_link, introduce
from bot.channels.telegram.receiver import Receiver
from bot.channels.telegram.redact import hush_libraries
from bot.channels.telegram.rounds import Rounds
from bot.channels.telegram.sender import Sender
from bot.channels.telegram.timing import Bell, Timing
from bot.channels.telegram.turn import Turns
from bot.channels.telegram.worker import Worker
from bot.ports import Clock, Ids, Store

_log = logging.getLogger(__name__)
_SIGNALS = (signal.SIGTERM, signal.SIGINT)


async def run_telegram(  # noqa: PLR0913 - the one place where all that the channel is given comes together
    token: str,
    api_url: str,
    store: Store,
    listener: Listener,
    printer: Printer,
    *,
    clock: Clock,
    ids: Ids,
    timing: Timing | None = None,
    stop: asyncio.Event | None = None,
) -> None:
    """Talk on Telegram until SIGTERM or SIGINT, or until `stop` where one is given.

    What has begun is finished; what is left waits in the store. `api_url` is the root of the Bot API server. Raises
    `TokenRefused` when `token` is not a bot's.
    """
    hush_libraries()
    timing = timing or Timing()
    client = Client(token, api_url, answer_within=timing.answer, calls_at_once=timing.calls_at_once)
    async with client:
        with _stopping(stop) as stopped:
            itself = await account(client, timing, stopped)
            received, to_send, to_remind = Bell(), Bell(), Bell()
            reader = Reader(listener.command, itself.name)
            turns = Turns(listener, clock, ids, reader, timing.turn, passing=itself.inline)
            worker = Worker(store, clock, turns, received, (to_send, to_remind))
            watch = Watch(store, clock, worker)
            receiver = Receiver(client, store, clock, watch, received)
            steady = asyncio.get_running_loop().time
            calls = Calls(client, printer, partial(deep_link, itself.name))
            sender = Sender(store, clock, calls, to_send, steady)
            rounds = Rounds(store, clock, turns, to_remind, to_send)
            _log.info("ready")
            await _until(
                stopped,
                (received, to_send, to_remind),
                receiver.run(timing, stopped),
                worker.run(timing, stopped),
                sender.run(timing, stopped),
                rounds.run(timing, stopped),
                introduce(client, listener, timing, stopped),
            )


async def _until(stop: asyncio.Event, bells: tuple[Bell, ...], *parts: Coroutine[Any, Any, None]) -> None:
    """Run the parts until `stop`; when one fails, the others are stopped in good order first."""
    tasks = [asyncio.create_task(part) for part in parts]
    for task in tasks:
        task.add_done_callback(lambda task: stop.set() if task.cancelled() or task.exception() else None)
    try:
        await stop.wait()
        for bell in bells:
            bell.ring()
        await asyncio.wait(tasks)
        await asyncio.gather(*tasks)  # tells what went wrong, if anything did
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


@contextmanager
def _stopping(given: asyncio.Event | None) -> Iterator[asyncio.Event]:
    """The event that ends everything; if none is given, one that signals set."""
    if given is not None:
        yield given
        return
    stop, loop = asyncio.Event(), asyncio.get_running_loop()
    for number in _SIGNALS:
        loop.add_signal_handler(number, stop.set)
    try:
        yield stop
    finally:
        for number in _SIGNALS:
            loop.remove_signal_handler(number)
