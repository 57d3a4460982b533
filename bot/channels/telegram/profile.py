"""What the bot shows of itself: its menu of commands and its descriptions."""

import asyncio
import logging

from bot.channels.telegram.client import Client, Failure, Refused, TokenRefused, TooMany
from bot.channels.telegram.listener import Listener
from bot.channels.telegram.timing import Timing, unless

_log = logging.getLogger(__name__)
_PATIENCE = 10.0  # seconds


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


async def username_now(token: str, api_url: str) -> str:
    """The name of the bot with `token`, asked for once. Raises the client's `Failure`."""
    async with Client(token, api_url, answer_within=_PATIENCE, calls_at_once=1) as client:
        return str((await client.call("getMe"))["username"])


def deep_link(name: str, token: str) -> str:
    """What opens a talk with the bot called `name`, and brings `token` along."""
    return f"https://t.me/{name}?start={token}"


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
