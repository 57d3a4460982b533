"""What the emulator remembers: people, chats, messages, button presses and calls."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

Json = dict[str, Any]
Clock = Callable[[], float]


class ApiError(Exception):
    """A refusal, with the code and the words Telegram would use."""

    def __init__(self, code: int, description: str, retry_after: int | None = None) -> None:
        super().__init__(f"{code} {description}")
        self.code = code
        self.description = description
        self.retry_after = retry_after

    def body(self) -> Json:
        """The answer's body."""
        body: Json = {"ok": False, "error_code": self.code, "description": self.description}
        if self.retry_after is not None:
            body["parameters"] = {"retry_after": self.retry_after}
        return body


def bad_request(reason: str) -> ApiError:
    """A 400 with Telegram's usual prefix."""
    return ApiError(400, f"Bad Request: {reason}")


def too_many_requests(seconds: int) -> ApiError:
    """A 429 that asks the bot to wait."""
    return ApiError(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)


class Changes:
    """Counts what changed in one chat and wakes whoever waits for it."""

    def __init__(self) -> None:
        self.count = 0
        self._event = asyncio.Event()

    def tell(self) -> int:
        """Note one more change; gives its number."""
        self.count += 1
        event, self._event = self._event, asyncio.Event()
        event.set()
        return self.count

    async def wait(self) -> None:
        """Return at the next change."""
        await self._event.wait()


@dataclass(frozen=True)
class User:
    """A person, or the bot itself."""

    id: int
    first_name: str
    language_code: str | None = None
    username: str | None = None
    is_bot: bool = False

    def json(self) -> Json:
        """The User object of the Bot API."""
        body: Json = {"id": self.id, "is_bot": self.is_bot, "first_name": self.first_name}
        if self.username:
            body["username"] = self.username
        if self.language_code:
            body["language_code"] = self.language_code
        return body


@dataclass(frozen=True)
class Upload:
    """A file as the bot sent it."""

    name: str
    data: bytes = field(repr=False)
    mime_type: str = "application/octet-stream"


@dataclass
class Message:
    """One message of a chat: its present state, and every state it had."""

    json: Json
    from_bot: bool
    sent_at: float
    upload: Upload | None = None
    markup: Json | None = None  # also reply keyboards, which the Message object itself never shows
    deleted: bool = False
    changed: int = 0  # the chat's change count when this message last changed
    versions: list[Json] = field(default_factory=list)

    @property
    def id(self) -> int:
        """The message_id."""
        return int(self.json["message_id"])


@dataclass
class Chat:
    """A private chat or a group, as the bot and its members share it."""

    id: int
    kind: str
    title: str
    blocked: bool = False  # by the person; in a group: the bot was removed
    messages: dict[int, Message] = field(default_factory=dict)
    changes: Changes = field(default_factory=Changes)

    @property
    def is_group(self) -> bool:
        """Whether several people share this chat."""
        return self.kind != "private"

    def json(self) -> Json:
        """The Chat object of the Bot API."""
        name = "title" if self.is_group else "first_name"
        return {"id": self.id, "type": self.kind, name: self.title}

    @property
    def instance(self) -> str:
        """The chat_instance given with button presses: stable for one chat."""
        return str((self.id * 2654435761) % 2**63)


@dataclass(frozen=True)
class Toast:
    """What a person sees on top of the screen after pressing a button."""

    text: str
    alert: bool = False


@dataclass
class Query:
    """One press of a button, and the bot's answer to it."""

    id: str
    user: User
    chat: Chat
    message_id: int
    data: str
    made_at: float
    answer: Toast | None = None


@dataclass(frozen=True)
class InlineAnswer:
    """What a person can choose from after typing in a chat."""

    results: list[Json]
    next_offset: str
    cache_time: int
    is_personal: bool


@dataclass
class InlineQuery:
    """Something typed after the bot's name in any chat, and the bot's answer to it."""

    id: str
    user: User
    text: str
    offset: str
    made_at: float
    answer: InlineAnswer | None = None
    changes: Changes = field(default_factory=Changes)


@dataclass
class Call:
    """One call of the bot, for assertions; the token is never part of it."""

    method: str
    params: Json
    files: dict[str, Upload] = field(default_factory=dict)
    time: float = 0.0
    started: float = field(default_factory=monotonic)
    finished: float | None = None
    status: int | None = None  # None: never answered
    error: str | None = None
    result: Any = field(default=None, repr=False)
    fault: str | None = None

    @property
    def ok(self) -> bool:
        """Whether the bot was told that the call succeeded."""
        return self.status == 200 and self.error is None

    @property
    def chat_id(self) -> int | None:
        """The chat the call is about, if any."""
        value = str(self.params.get("chat_id", ""))
        return int(value) if value.lstrip("-").isdigit() else None
