"""The emulated world: chats with their messages, presses, files and the bot's profile."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from itertools import count

from .model import Chat, Clock, InlineQuery, Json, Message, Query, Upload, User, bad_request
from .updates import UpdateQueue

# what an edit replaces; everything else of a message stays as it was
EDITABLE = frozenset({"text", "entities", "reply_markup", "edit_date"})


class World:
    """Everything that outlives one call."""

    def __init__(self, bot: User, clock: Clock) -> None:
        self.bot = bot
        self.clock = clock
        self.updates = UpdateQueue(clock)
        self.chats: dict[int, Chat] = {}
        self.queries: dict[str, Query] = {}
        self.inline_queries: dict[str, InlineQuery] = {}
        self.inline_mode = True  # as its owner has set it with BotFather
        self.files: dict[str, Upload] = {}
        self.in_flight = 0
        self.moved = time.monotonic()
        self._message_ids = count(1)
        self._query_ids = count(4_000_000_000_000_001)

    def now(self) -> int:
        """The time in whole seconds, as Telegram dates things."""
        return int(self.clock())

    def move(self) -> None:
        """Note that something happened: nobody may call this moment quiet."""
        self.moved = time.monotonic()

    def chat(self, params: Json) -> Chat:
        """The chat that a call names."""
        chat = self.chats.get(params.get("chat_id", 0))
        if chat is None:
            raise bad_request("chat not found")
        return chat

    def message(self, params: Json) -> Message | None:
        """The message that a call names, if there is one."""
        return self.chat(params).messages.get(params.get("message_id", 0))

    def post(self, chat: Chat, sender: User, content: Json, *, upload: Upload | None = None) -> Message:
        """A new message at the end of a chat."""
        head = {
            "message_id": next(self._message_ids),
            "date": self.now(),
            "chat": chat.json(),
            "from": sender.json(),
        }
        body = {**head, **content}
        message = Message(body, sender.is_bot, self.clock(), upload, versions=[body])
        message.changed = chat.changes.tell()
        chat.messages[message.id] = message
        self.move()
        return message

    def change(self, chat: Chat, message: Message, content: Json) -> None:
        """Edit a message; what it was is kept as a version."""
        rest = {name: value for name, value in message.json.items() if name not in EDITABLE}
        message.json = {**rest, "edit_date": self.now(), **content}
        message.versions.append(message.json)
        message.changed = chat.changes.tell()
        self.move()

    def delete(self, chat: Chat, message: Message) -> None:
        """Take a message off everybody's screen."""
        message.deleted = True
        message.changed = chat.changes.tell()
        self.move()

    def query(self, user: User, chat: Chat, message_id: int, data: str) -> Query:
        """A press of a button."""
        query = Query(str(next(self._query_ids)), user, chat, message_id, data, self.clock())
        self.queries[query.id] = query
        self.move()
        return query

    def inline_query(self, user: User, text: str, offset: str) -> InlineQuery:
        """Something typed after the bot's name."""
        return InlineQuery(str(next(self._query_ids)), user, text, offset, self.clock())

    def keep_file(self, upload: Upload) -> Json:
        """Store a file; gives the identifiers the Bot API shows of it."""
        number = len(self.files) + 1
        self.files[f"file-{number}"] = upload
        size = len(upload.data)
        return {"file_id": f"file-{number}", "file_unique_id": f"unique-{number}", "file_size": size}

    async def quiet(self, seconds: float, timeout: float) -> None:
        """Return when all updates are confirmed, no call runs and nothing moved for `seconds`."""

        def still() -> bool:
            idle = self.in_flight == 0 and len(self.updates) == 0
            return idle and time.monotonic() - self.moved >= seconds

        await wait_until(still, timeout, "the bot did not come to rest")


async def wait_until(check: Callable[[], bool], timeout: float, complaint: str) -> None:
    """Look again and again until the check holds."""
    deadline = time.monotonic() + timeout
    while not check():
        if time.monotonic() > deadline:
            raise TimeoutError(f"{complaint} within {timeout:g} s")
        await asyncio.sleep(0.01)
