"""What the bot shows of itself: its menu of commands and its descriptions."""

import asyncio
import logging

from bot.channels.telegram.client import Client, Failure, Refused, TokenRefused, TooMany
from bot.channels.telegram.listener import Listener
from bot.channels.telegram.timing import Timing, unless

_log = logging.getLogger(__name__)


async def username(client: Client, timing: Timing, stop: asyncio.Event) -> str:
    """The bot's own name, asked for until there is an answer; "" when stopped before. Raises `TokenRefused`."""
    failures = 0
    while not stop.is_set():
        try:
            return str((await client.call("getMe")).get("username", ""))
        except TokenRefused:
            raise
        except Failure as error:
            _log.warning("Telegram does not answer (%s)", error)
            await unless(stop, timing.pause(failures))
            failures += 1
    return ""


async def introduce(client: Client, listener: Listener, timing: Timing, stop: asyncio.Event) -> None:
    """Register commands and descriptions. They can wait, so failures are not pressing."""
    failures = 0
    while not stop.is_set():
        try:
            await _introduce(client, listener)
        except (Refused, TokenRefused) as error:
            _log.error("the menu cannot be registered (%s)", error)
            return
        except Failure as error:
            _log.warning("the menu is not registered yet (%s)", error)
            wanted = error.seconds if isinstance(error, TooMany) else 0.0
            await unless(stop, max(wanted, timing.pause(failures)))
            failures += 1
        else:
            return


async def _introduce(client: Client, listener: Listener) -> None:
    commands = [{"command": word, "description": text} for word, text in listener.commands()]
    if await client.call("getMyCommands") != commands:
        await client.call("setMyCommands", {"commands": commands})
    long, short = listener.describe()
    await client.call("setMyDescription", {"description": long})
    await client.call("setMyShortDescription", {"short_description": short})
