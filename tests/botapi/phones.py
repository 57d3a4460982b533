"""The people's side: what they write, press and see."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from typing import Any

from . import inline
from .entities import utf16_length
from .model import Chat, InlineAnswer, InlineQuery, Json, Query, Toast, Upload, User
from .screen import SeenMessage, transcript
from .store import World

COMMAND = re.compile(r"(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@\w{3,32})?(?!\w)")
Label = str | re.Pattern[str]
Sought = str | re.Pattern[str] | Callable[[SeenMessage], bool]


class Phone:
    """One person in one chat with the bot."""

    def __init__(self, world: World, user: User, chat: Chat) -> None:
        self._world = world
        self.user = user
        self.chat = chat

    # What the person sees

    @property
    def everything(self) -> list[SeenMessage]:
        """All messages on the screen, the person's own too, oldest first."""
        return [SeenMessage(one) for one in self.chat.messages.values() if not one.deleted]

    @property
    def messages(self) -> list[SeenMessage]:
        """The bot's messages on the screen, as they are now, oldest first."""
        return [message for message in self.everything if message.from_bot]

    @property
    def alive(self) -> list[SeenMessage]:
        """The messages that still have buttons."""
        return [message for message in self.messages if message.keyboard]

    @property
    def keyboard(self) -> list[list[str]]:
        """The labels of the keyboard under the input field, if the bot put one there."""
        markup = next((one.reply_keyboard for one in reversed(self.messages) if one.reply_keyboard), {})
        rows: list[list[str | Json]] = markup.get("keyboard", [])
        return [[key if isinstance(key, str) else str(key["text"]) for key in row] for row in rows]

    @property
    def toasts(self) -> list[Toast]:
        """The answers to this person's presses, those without words included."""
        return [one.answer for one in self._queries() if one.answer is not None]

    @property
    def moment(self) -> int:
        """Now, for `waits_for(…, since=…)`."""
        return self.chat.changes.count

    def _queries(self) -> list[Query]:
        queries = self._world.queries.values()
        return [one for one in queries if one.user.id == self.user.id and one.chat is self.chat]

    # What the person does

    async def types(self, text: str) -> SeenMessage:
        """Write a text; commands in it are marked as such."""
        return self._writes({"text": text, **_commands(text)})

    async def presses(
        self, label: Label, message: SeenMessage | None = None, *, inaccessible: bool = False
    ) -> Query:
        """Press a button, by its label, the beginning of it, or a pattern.

        On the newest message with buttons, unless another one is given. `inaccessible`: the bot is
        not shown the message any more, as happens with old ones.
        """
        if message is None:
            if not self.alive:
                raise LookupError(f"no message has buttons; the screen:\n{transcript(self.everything)}")
            message = self.alive[-1]
        button = _button(message, label)
        if "callback_data" not in button:
            raise LookupError(f"the button {button['text']!r} sends nothing to the bot: {button}")
        return self.press_data(message, button["callback_data"], inaccessible=inaccessible)

    def press_data(self, message: SeenMessage, data: str, *, inaccessible: bool = False) -> Query:
        """Press with any data, also data that no button has."""
        query = self._world.query(self.user, self.chat, message.id, data)
        # a press from an outdated screen comes with the message as it is by now
        shown: Json = self.chat.messages[message.id].json
        if inaccessible or message.deleted:
            shown = {"chat": self.chat.json(), "message_id": message.id, "date": 0}
        body = {
            "id": query.id,
            "from": self.user.json(),
            "message": shown,
            "chat_instance": self.chat.instance,
            "data": data,
        }
        self._world.updates.put("callback_query", body, ("press", self.user.id))
        return query

    def asks(self, text: str, offset: str = "") -> InlineQuery:
        """Type the bot's name and then `text`, in whatever chat; `offset` is for what comes after the results shown."""
        query = self._world.inline_query(self.user, text, offset)
        inline.ask(self._world, query)
        return query

    async def finds(self, text: str, offset: str = "", timeout: float = 5.0) -> InlineAnswer:
        """The same, and wait for what is found."""
        query = self.asks(text, offset)
        async with asyncio.timeout(timeout):
            while query.answer is None:
                await query.changes.wait()
        return query.answer

    def chooses(self, result: Json, chat: Chat) -> SeenMessage:
        """Send a result into a chat; the bot learns of it only if it is part of that chat."""
        sent = {**inline.content(result), "via_bot": self._world.bot.json()}
        message = self._world.post(chat, self.user, sent)
        if self._world.chats.get(chat.id) is chat:
            self._world.updates.put("message", message.json, ("chat", chat.id))
        return SeenMessage(message)

    async def sends_sticker(self, emoji: str = "👍") -> SeenMessage:
        """A sticker."""
        look = {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False}
        return self._writes({"sticker": {**self._file("sticker.webp", b"RIFF"), **look, "emoji": emoji}})

    async def sends_voice(self, seconds: int = 3) -> SeenMessage:
        """A voice message."""
        file = self._file("voice.ogg", b"OggS")
        return self._writes({"voice": {**file, "duration": seconds, "mime_type": "audio/ogg"}})

    async def sends_photo(self, caption: str = "") -> SeenMessage:
        """A picture."""
        size = {**self._file("photo.jpg", b"\xff\xd8\xff"), "width": 90, "height": 90}
        return self._writes({"photo": [size], **_caption(caption)})

    async def sends_document(
        self, name: str = "document.pdf", data: bytes = b"%PDF", caption: str = ""
    ) -> SeenMessage:
        """A file."""
        return self._writes({"document": {**self._file(name, data), "file_name": name}, **_caption(caption)})

    async def sends_edited(self, text: str, message: SeenMessage | None = None) -> SeenMessage:
        """Rewrite an own message, by default the last text."""
        if message is None:
            own = [one for one in self.everything if one.json["from"]["id"] == self.user.id]
            message = next(one for one in reversed(own) if "text" in one.json)
        stored = self.chat.messages[message.id]
        self._world.change(self.chat, stored, {"text": text, **_commands(text)})
        self._world.updates.put("edited_message", stored.json, ("chat", self.chat.id))
        return SeenMessage(stored)

    async def sends(self, **content: Any) -> SeenMessage:
        """Any other kind of message, by the fields of its Message object."""
        return self._writes(content)

    async def blocks(self) -> None:
        """Block the bot; in a group: throw it out."""
        self._membership("member", "kicked")

    async def unblocks(self) -> None:
        """Let the bot write again; in a group: take it back."""
        self._membership("kicked", "member")

    def _membership(self, old: str, new: str) -> None:
        self.chat.blocked = new == "kicked"
        bot = self._world.bot.json()
        body = {
            "chat": self.chat.json(),
            "from": self.user.json(),
            "date": self._world.now(),
            "old_chat_member": _member(old, bot),
            "new_chat_member": _member(new, bot),
        }
        self._world.updates.put("my_chat_member", body, ("chat", self.chat.id))
        self._world.move()

    def _writes(self, content: Json) -> SeenMessage:
        if self.chat.blocked:
            raise RuntimeError("who blocked the bot cannot write to it")
        message = self._world.post(self.chat, self.user, content)
        self._world.updates.put("message", message.json, ("chat", self.chat.id))
        return SeenMessage(message)

    def _file(self, name: str, data: bytes) -> Json:
        return self._world.keep_file(Upload(name, data))

    # How the person waits

    async def waits_for(self, sought: Sought, timeout: float = 5.0, *, since: int = 0) -> SeenMessage:
        """The newest message of the bot that has this text in it, matches, or satisfies.

        With `since` (a `moment`), it must have come or changed after that moment.
        """
        try:
            async with asyncio.timeout(timeout):
                while True:
                    found = self._seek(sought, since)
                    if found is not None:
                        return found
                    await self.chat.changes.wait()
        except TimeoutError:
            complaint = f"{sought!r} did not come within {timeout:g} s; the screen:\n"
            raise TimeoutError(complaint + transcript(self.everything)) from None

    def _seek(self, sought: Sought, since: int) -> SeenMessage | None:
        for message in reversed(self.messages):
            if message.changed > since and _satisfies(message, sought):
                return message
        return None

    async def quiet(self, seconds: float = 0.1, timeout: float = 10.0) -> None:
        """Wait until the bot has nothing more to do."""
        await self._world.quiet(seconds, timeout)


class Group:
    """A chat with several people and the bot."""

    def __init__(self, world: World, chat: Chat) -> None:
        self._world = world
        self.chat = chat

    def phone(self, user_id: int, first_name: str = "Camille", language_code: str | None = "fr") -> Phone:
        """A member: writes, presses and sees in the group."""
        return Phone(self._world, User(user_id, first_name, language_code), self.chat)

    def member(self, phone: Phone) -> Phone:
        """The same person as on that phone, here in the group."""
        return Phone(self._world, phone.user, self.chat)


def _button(message: SeenMessage, label: Label) -> Json:
    """The button with that very label, or the first that begins with it or matches."""
    buttons = [button for row in message.keyboard for button in row]
    exact = [button for button in buttons if button["text"] == label]
    alike = [button for button in buttons if _fits(button["text"], label)]
    if not exact and not alike:
        raise LookupError(f"no button {label!r} on {message!r}")
    return (exact or alike)[0]


def _fits(text: str, label: Label) -> bool:
    return text.startswith(label) if isinstance(label, str) else bool(label.search(text))


def _satisfies(message: SeenMessage, sought: Sought) -> bool:
    if isinstance(sought, str):
        return sought in message.text
    return bool(sought.search(message.text)) if isinstance(sought, re.Pattern) else sought(message)


def _commands(text: str) -> Json:
    marks = [
        {
            "type": "bot_command",
            "offset": utf16_length(text[: match.start()]),
            "length": utf16_length(match[0]),
        }
        for match in COMMAND.finditer(text)
    ]
    return {"entities": marks} if marks else {}


def _caption(text: str) -> Json:
    return {"caption": text} if text else {}


def _member(status: str, user: Json) -> Json:
    until = {"until_date": 0} if status == "kicked" else {}
    return {"status": status, "user": user, **until}
