"""The Bot API through python-telegram-bot, used as a client only, and what can go wrong in a handful of kinds.

No failure carries what Telegram said: its complaints quote what was sent, which may be a person's words.
"""

import json
from types import TracebackType
from typing import Any, Self

import httpx
from telegram import Bot
from telegram.error import TelegramError
from telegram.request import HTTPXRequest

Params = dict[str, Any]

_CONNECT = 5.0
_UPLOAD = 60.0
_MORE_THAN_THE_POLL = 10.0
_REASONS = (  # those worth telling apart in a log
    "can't parse entities",
    "message text is empty",
    "message is too long",
    "button_data_invalid",
    "reply markup is too long",
    "chat not found",
    "query is too old",
    "query_id_invalid",
    "request entity too large",
)
_NEVER_WRITTEN = (  # what goes wrong before a word of the call has left
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.ProxyError,
    httpx.UnsupportedProtocol,
)
_LOST = ("message to edit not found", "message can't be edited", "message_id_invalid")


class Failure(TelegramError):  # noqa: N818 - what happens to calls, not a fault in the program
    """A call that did not go well. It is one of theirs, so that their code lets it pass."""


class TooMany(Failure):
    """429: not before so many seconds."""

    def __init__(self, seconds: float) -> None:
        super().__init__("too many requests")
        self.seconds = seconds


class Unavailable(Failure):
    """Nobody there, no answer, or none that can be understood: the call may have been carried out or not."""


class NotSent(Unavailable):
    """Nobody there: no connection could be made, so the call has certainly not been carried out."""


class Blocked(Failure):
    """403: this person does not want to hear from us, or is gone."""


class Refused(Failure):
    """400: the call is wrong, and will be so every time."""


class NotModified(Refused):
    """The message looks like that already."""


class Lost(Refused):
    """There is no such message to change any more."""


class Conflict(Failure):
    """409: somebody else receives for this bot, another program or (`webhook`) an address."""

    def __init__(self, *, webhook: bool) -> None:
        super().__init__("conflict")
        self.webhook = webhook


class TokenRefused(Failure):
    """401, 404: this is no bot's token."""


def failure(status: int, body: bytes) -> Failure:
    """What the answer to a call that did not go well means."""
    try:
        told = json.loads(body)
        said = str(told.get("description", "")).lower()
        seconds = float(told.get("parameters", {}).get("retry_after", 1))
    except (ValueError, AttributeError, TypeError):
        said, seconds = "", 1.0
    match status:
        case 429:
            return TooMany(seconds)
        case 400 | 413:
            return _refusal(said)
        case 401 | 404:
            return TokenRefused("token refused")
        case 403:
            return Blocked("blocked")
        case 409:
            return Conflict(webhook="webhook" in said)
    return Unavailable(f"status {status}")


def _refusal(said: str) -> Refused:
    if "message is not modified" in said:
        return NotModified("message is not modified")
    if any(reason in said for reason in _LOST):
        return Lost("message to edit not found")
    return Refused(next((reason for reason in _REASONS if reason in said), "another reason"))


class _Request(HTTPXRequest):
    """Reads answers itself: theirs logs one that it cannot read, words and all."""

    async def do_request(self, *args: Any, **options: Any) -> tuple[int, bytes]:
        status, body = await super().do_request(*args, **options)
        if not 200 <= status < 300:
            raise failure(status, body)
        return status, body

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        try:
            answer = json.loads(payload)
            return {"result": answer["result"]}
        except (ValueError, KeyError, TypeError):
            raise Unavailable("malformed answer") from None


class _Bot(Bot):
    """Makes calls with plain values: turning each answer into objects that nobody reads costs most of a call."""

    __slots__ = ()

    async def plain(self, method: str, params: Params, seconds: float) -> Any:
        return await self._post(method, params, read_timeout=seconds)


class Client:
    """One bot at one Bot API server. `async with` it."""

    def __init__(self, token: str, api_url: str, *, answer_within: float, calls_at_once: int) -> None:
        self._answer_within = answer_within
        self._polls, self._calls = (
            _Request(
                connection_pool_size=size,
                connect_timeout=_CONNECT,
                pool_timeout=answer_within,
                media_write_timeout=_UPLOAD,
            )
            for size in (2, calls_at_once + 4)
        )
        base = f"{api_url.rstrip('/')}/bot"
        self._bot = _Bot(token, base_url=base, request=self._calls, get_updates_request=self._polls)

    async def __aenter__(self) -> Self:
        await self._polls.initialize()
        await self._calls.initialize()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._polls.shutdown()
        await self._calls.shutdown()

    async def call(self, method: str, params: Params | None = None) -> Any:
        """The result of a call; raises `Failure`."""
        return await self._made(method, params or {}, self._answer_within)

    async def updates(self, offset: int | None, wait: int, kinds: tuple[str, ...]) -> list[Any]:
        """What people did since; the updates below `offset` are confirmed, and never come again."""
        asked: Params = {"timeout": wait, "allowed_updates": list(kinds)}
        if offset is not None:
            asked["offset"] = offset
        result = await self._made("getUpdates", asked, wait + _MORE_THAN_THE_POLL)
        return result if isinstance(result, list) else []

    async def _made(self, method: str, params: Params, seconds: float) -> Any:
        try:
            return await self._bot.plain(method, params, seconds)
        except Failure:
            raise
        except TelegramError as error:  # their words for a network that does not work
            kind = NotSent if isinstance(error.__cause__, _NEVER_WRITTEN) else Unavailable
            raise kind(type(error).__name__) from None
