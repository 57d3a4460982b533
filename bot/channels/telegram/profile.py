"""What the bot shows of itself: its menu of commands and its descriptions."""

import asyncio
import logging
from dataclasses import dataclass

from bot.channels.telegram.client import Client, Failure, Refused, TokenRefused, TooMany
from bot.channels.telegram.listener import Listener
from bot.channels.telegram.timing import Timing, unless

_log = logging.getLogger(__name__)
_PATIENCE = 10.0  # seconds


@dataclass(frozen=True, slots=True)
class Account:
    """What Telegram knows of the bot: its name, and whether it can be asked from any chat."""

    name: str = ""
    inline: bool = False


async def account(client: Client, timing: Timing, stop: asyncio.Event) -> Account:
    """The bot's own account, asked for until there is an answer, or until `stop`. Raises `TokenRefused`."""
    failures = 0
    while not stop.is_set():
        try:
            told = await client.call("getMe")
        except TokenRefused:
            raise
        except Failure as error:
            _log.warning("Telegram does not answer (%s)", error)
            await unless(stop, timing.pause(failures))
            failures += 1
        else:
            if not told.get("supports_inline_queries"):
                _log.info(
                    "no sheet can be sent into other chats: give /setinline to @BotFather, then start again"
                )
            return Account(str(told.get("username", "")), bool(told.get("supports_inline_queries")))
    return Account()


async def username_now(token: str, api_url: str) -> str:
    """The name of the bot with `token`, asked for once. Raises the client's `Failure`."""
    async with Client(token, api_url, answer_within=_PATIENCE, calls_at_once=1) as client:
        return str((await client.call("getMe"))["username"])


def deep_link(name: str, token: str) -> str:
    """What opens a talk with the bot called `name`, and brings `token` along."""
    return f"https://t.me/{name}?start={token}"


def home(name: str) -> str:
    """What opens a talk with the bot called `name`; "" if that is not known."""
    return f"https://t.me/{name}" if name else ""


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
