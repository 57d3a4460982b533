"""Telegram's limits, each refused with Telegram's own words."""

from __future__ import annotations

import re
from typing import Any

from . import pictures
from .entities import parse_html, trimmed, utf16_length
from .model import ApiError, Chat, Json, Message, Upload, bad_request

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
TOAST_LIMIT = 200
DATA_LIMIT = 64
SWITCH_LIMIT = 256
BUTTONS_LIMIT = 100
ROW_LIMIT = 8
COMMANDS_LIMIT = 100
DELETE_SECONDS = 48 * 3600
PRESS_SECONDS = 150
FILE_LIMIT = 50 * 2**20
PHOTO_LIMIT = 10 * 2**20

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a "
    "current content and reply markup of the message"
)
QUERY_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
ACTIONS = frozenset({
    "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice",
    "upload_document", "choose_sticker", "find_location", "record_video_note", "upload_video_note",
})  # fmt: skip
BUTTON_LOOKS = frozenset({"text", "icon_custom_emoji_id", "style"})
PHOTO_SIDES = 10_000  # pixels, both together
PHOTO_RATIO = 20


def formatted(source: str, parse_mode: str | None, given: list[Json] | None) -> tuple[str, list[Json]]:
    """Plain text and entities of what the bot wrote."""
    if parse_mode and parse_mode.lower() != "html":
        # the bots under test write HTML only; silence here would hide a slip
        raise bad_request("unsupported parse_mode")
    text, entities = parse_html(source) if parse_mode else (source.replace("\r", ""), list(given or []))
    return trimmed(text, entities)


def message_text(params: Json) -> tuple[str, list[Json]]:
    """The text of a message to send or edit."""
    text, entities = formatted(params.get("text", ""), params.get("parse_mode"), params.get("entities"))
    if not text:
        raise bad_request("message text is empty")
    if utf16_length(text) > TEXT_LIMIT:
        raise bad_request("message is too long")
    return text, entities


def caption(params: Json) -> tuple[str, list[Json]]:
    """The text under a file."""
    source, mode = params.get("caption", ""), params.get("parse_mode")
    text, entities = formatted(source, mode, params.get("caption_entities"))
    if utf16_length(text) > CAPTION_LIMIT:
        raise bad_request("message caption is too long")
    return text, entities


def inline_keyboard(markup: Json | None) -> Json | None:
    """The inline keyboard as Telegram keeps it: nothing when there is none, or no button in it."""
    rows = [row for row in (markup or {}).get("inline_keyboard", []) if row]
    if not rows:
        return None
    if sum(len(row) for row in rows) > BUTTONS_LIMIT or max(len(row) for row in rows) > ROW_LIMIT:
        raise bad_request("reply markup is too long")
    for row in rows:
        for button in row:
            _button(button)
    return {"inline_keyboard": rows}


def _button(button: Json) -> None:
    if not button["text"].strip():
        # Telegram drops such a button without a word: refused here, for nobody means it
        raise bad_request("BUTTON_TEXT_INVALID")
    kinds = button.keys() - BUTTON_LOOKS
    if len(kinds) != 1:
        raise bad_request(
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
        )
    if "callback_data" in kinds and not 1 <= len(button["callback_data"].encode()) <= DATA_LIMIT:
        raise bad_request("BUTTON_DATA_INVALID")
    if "switch_inline_query" in kinds and utf16_length(button["switch_inline_query"]) > SWITCH_LIMIT:
        raise bad_request("BUTTON_DATA_INVALID")
    if "url" in kinds and not re.match(r"(https?|tg)://\S+$", button["url"]):
        raise bad_request("BUTTON_URL_INVALID")


def may_write(chat: Chat) -> None:
    """Refuse whatever would show something to a person who blocked the bot."""
    if chat.blocked:
        reason = "was kicked from the supergroup chat" if chat.is_group else "was blocked by the user"
        raise ApiError(403, f"Forbidden: bot {reason}")


def may_edit(message: Message | None) -> Message:
    """The message, when it is there and the bot's own."""
    if message is None or message.deleted:
        raise bad_request("message to edit not found")
    if not message.from_bot:
        raise bad_request("message can't be edited")
    return message


def may_delete(message: Message | None, now: float) -> Message:
    """The message, when it is there and young enough."""
    if message is None or message.deleted:
        raise bad_request("message to delete not found")
    if now - message.sent_at > DELETE_SECONDS:
        raise bad_request("message can't be deleted for everyone")
    return message


def file(upload: Upload, *, photo: bool) -> Upload:
    """A file that Telegram would take."""
    if not upload.data:
        raise bad_request("file must be non-empty")
    if len(upload.data) > (PHOTO_LIMIT if photo else FILE_LIMIT):
        raise ApiError(413, "Request Entity Too Large")
    return upload


def photo_size(upload: Upload) -> tuple[int, int]:
    """Width and height of a picture that Telegram would show."""
    sides = pictures.size(upload.data)
    if sides is None:
        raise bad_request("IMAGE_PROCESS_FAILED")
    if sum(sides) > PHOTO_SIDES or max(sides) > PHOTO_RATIO * min(sides):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return sides


def commands(given: list[Json]) -> list[Json]:
    """A menu of commands."""
    if len(given) > COMMANDS_LIMIT:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for one in given:
        if not re.fullmatch(r"[a-z0-9_]{1,32}", one["command"].removeprefix("/")):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= utf16_length(one["description"].strip()) <= 256:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return [{**one, "command": one["command"].removeprefix("/")} for one in given]


def at_most(value: str, limit: int, error: str) -> str:
    """A short text of the bot's profile or of a toast."""
    if utf16_length(value) > limit:
        raise bad_request(error)
    return value


def webhook(params: dict[str, Any]) -> None:
    """The address and the secret of a webhook."""
    if params["url"] and not params["url"].startswith("https://"):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    secret = params.get("secret_token")
    if secret is not None and not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", secret):
        raise bad_request("secret token contains unallowed characters")
