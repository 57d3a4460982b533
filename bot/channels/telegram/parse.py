"""What arrives from Telegram, in the words of the service. Pure.

Only private chats are talked in. What an update holds is never trusted: the data of a button is read by a strict
grammar, and text loses what could not be stored.
"""

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from telegram import CallbackQuery, InlineQuery, Message, Update

from bot.channels.telegram.listener import CHANNEL
from bot.records import Address
from bot.service.screens import Command, Heard, Looked, Press, Sent, Thing, Words

KINDS = ("message", "edited_message", "callback_query", "inline_query", "my_chat_member")  # what is asked for

_DATA = re.compile(r"([0-9]{1,9})\.([A-Za-z0-9._]{1,48})")
_COMMAND = re.compile(r"/(?P<word>[^\s@]+)(?:@(?P<bot>\w+))?(?:\s+(?P<rest>.*))?", re.DOTALL)
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Said:
    """Somebody did something in a private chat; `query` is to be answered, if there is one."""

    address: Address
    heard: Heard
    query: str = ""


@dataclass(frozen=True, slots=True)
class Membership:
    """Somebody blocked the bot, or lets it write again."""

    address: Address
    reachable: bool


@dataclass(frozen=True, slots=True)
class Called:
    """Somebody calls the bot in a group."""

    group: str


@dataclass(frozen=True, slots=True)
class Stray:
    """A button pressed where the bot does not talk: answered, that is all."""

    chat: str
    query: str


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody looks something up in any chat, to send it there; they may never have talked with the bot."""

    address: Address
    looked: Looked
    query: str


Parsed = Said | Membership | Called | Stray | Asked | None


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads updates. `command` names commands; `username` is the bot's own."""

    command: Callable[[str], str | None]
    username: str

    def read(self, payload: str) -> Parsed:
        """What the update means; None: nothing. Raises whatever it likes when it is none."""
        update = Update.de_json(json.loads(payload), None)
        if (query := update.callback_query) is not None:
            return _press(query)
        if (asked := update.inline_query) is not None:
            return _asked(asked)
        if (member := update.my_chat_member) is not None:
            if member.chat.type != member.chat.PRIVATE:
                return None
            return Membership(_address(member.from_user.id), member.new_chat_member.status == "member")
        message = update.message or update.edited_message
        if message is None or message.from_user is None or message.from_user.is_bot or self._own(message):
            return None
        if message.chat.type != message.chat.PRIVATE:
            return self._in_group(message) if update.message else None
        thing = Sent(Thing.EDITED) if update.edited_message else self._heard(message)
        return Said(_address(message.from_user.id), thing) if thing else None

    def _own(self, message: Message) -> bool:
        """Whether somebody sent on what the bot offered: these words are not theirs."""
        via = message.via_bot
        return via is not None and (via.username or "").casefold() == self.username.casefold()

    def _heard(self, message: Message) -> Heard | None:
        if message.text is not None:
            return self._text(_UNSTORABLE.sub("", message.text))
        if message.sticker:
            return Sent(Thing.STICKER)
        if message.voice or message.video_note:
            return Sent(Thing.VOICE)
        if message.photo:
            return Sent(Thing.PICTURE)
        # what remains without an attachment is Telegram's own: « pinned a message » and the like
        return Sent(Thing.OTHER) if message.effective_attachment else None

    def _text(self, text: str) -> Heard:
        match = _COMMAND.fullmatch(text.strip())
        if match is None:
            return Words(text)
        word, rest = match["word"], (match["rest"] or "").strip()
        name = self.command(word)
        return Command(name, rest) if name else Command("unknown", f"{word} {rest}".strip())

    def _in_group(self, message: Message) -> Called | None:
        match = _COMMAND.fullmatch(message.text or "")
        meant = match and (match["bot"] or "").casefold() in {"", self.username.casefold()}
        return Called(str(message.chat.id)) if meant else None


def _press(query: CallbackQuery) -> Said | Stray | None:
    person = query.from_user
    if person.is_bot:
        return None
    if query.message is not None and query.message.chat.type != query.message.chat.PRIVATE:
        return Stray(str(person.id), query.id)
    match = _DATA.fullmatch(query.data or "")
    message = str(query.message.message_id) if query.message else ""
    heard = Press(int(match[1]), match[2], message) if match else Sent(Thing.UNKNOWN_BUTTON)
    return Said(_address(person.id), heard, query.id)


def _asked(query: InlineQuery) -> Asked | None:
    if query.from_user.is_bot:
        return None
    looked = Looked(_UNSTORABLE.sub("", query.query), query.offset)
    return Asked(_address(query.from_user.id), looked, query.id)


def _address(user: int) -> Address:
    return Address(CHANNEL, str(user))


@dataclass(frozen=True, slots=True)
class Origin:
    """Whom an update comes from, as far as can be seen without understanding it."""

    sender: str
    address: Address | None = None  # when it is from a private chat
    query: str = ""
    fleeting: bool = False  # nobody waits for an answer a few seconds later


def origin(raw: dict[str, Any]) -> Origin:
    """Where an update comes from; one that tells nothing is from a sender of its own, and holds up nobody."""
    number = raw.get("update_id")
    body: dict[str, Any] = next((raw[kind] for kind in KINDS if isinstance(raw.get(kind), dict)), {})
    person = _id(body.get("from"))
    looking = "inline_query" in raw
    if person is None:
        return Origin(f"update {number}", fleeting=looking)
    if (
        looking
    ):  # the other name of their address: it neither waits for what they say to the bot nor holds it up
        return Origin(f"{CHANNEL}:{person}", fleeting=True)
    around = body.get("message") if "callback_query" in raw else body
    chat = _id(around.get("chat")) if isinstance(around, dict) else None
    query = str(body.get("id", "")) if "callback_query" in raw else ""
    return Origin(str(person), _address(person) if chat == person else None, query)


def latest(batch: Sequence[Any]) -> list[Any]:
    """`batch` without what somebody looked up and then typed on: nobody waits for that answer any more."""
    kept: list[Any] = []
    looking: set[str] = set()
    for raw in reversed(batch):
        whose = origin(raw) if isinstance(raw, dict) else None
        if whose is not None and whose.fleeting:
            if whose.sender in looking:
                continue
            looking.add(whose.sender)
        kept.append(raw)
    return kept[::-1]


def _id(thing: object) -> int | None:
    id = thing.get("id") if isinstance(thing, dict) else None
    return id if isinstance(id, int) else None
