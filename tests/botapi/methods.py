"""The methods that write into chats."""

from __future__ import annotations

import mimetypes
from collections.abc import Callable
from typing import Any

from . import rules
from .model import Chat, Json, Message, Toast, Upload, bad_request
from .store import World

Files = dict[str, Upload]
Handler = Callable[[Json, Files], Any]


class Messages:
    """Sending, editing, deleting, and answering presses."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.handlers: dict[str, Handler] = {
            "sendMessage": self.send_message,
            "sendDocument": self.send_document,
            "sendPhoto": self.send_photo,
            "sendChatAction": self.send_chat_action,
            "editMessageText": self.edit_text,
            "editMessageReplyMarkup": self.edit_markup,
            "deleteMessage": self.delete,
            "answerCallbackQuery": self.answer,
        }

    def send_message(self, params: Json, files: Files) -> Json:
        """A text."""
        chat = self._open_chat(params)
        text, entities = rules.message_text(params)
        content: Json = {"text": text, **_present(entities=entities)}
        return self._send(chat, params, content, None)

    def send_document(self, params: Json, files: Files) -> Json:
        """A file, kept to the byte."""
        chat = self._open_chat(params)
        upload, ids = self._file(params["document"], files, photo=False)
        document = {**ids, "file_name": upload.name, "mime_type": upload.mime_type}
        return self._send(chat, params, {"document": document, **_caption(params)}, upload)

    def send_photo(self, params: Json, files: Files) -> Json:
        """A picture."""
        chat = self._open_chat(params)
        upload, ids = self._file(params["photo"], files, photo=True)
        width, height = rules.photo_size(upload)
        sizes = [{**ids, "width": width, "height": height}]
        return self._send(chat, params, {"photo": sizes, **_caption(params)}, upload)

    def send_chat_action(self, params: Json, files: Files) -> bool:
        """ "is typing…" """
        self._open_chat(params)
        if params["action"] not in rules.ACTIONS:
            raise bad_request("wrong parameter action in request")
        return True

    def edit_text(self, params: Json, files: Files) -> Json:
        """New text, and the keyboard given with it or none."""
        chat, message = self._own_message(params)
        if "text" not in message.json:
            raise bad_request("there is no text in the message to edit")
        text, entities = rules.message_text(params)
        markup = rules.inline_keyboard(params.get("reply_markup"))
        content = {"text": text, **_present(entities=entities, reply_markup=markup)}
        return self._edit(chat, message, content)

    def edit_markup(self, params: Json, files: Files) -> Json:
        """A new keyboard, or none."""
        chat, message = self._own_message(params)
        markup = rules.inline_keyboard(params.get("reply_markup"))
        kept: Json = {name: message.json[name] for name in ("text", "entities") if name in message.json}
        return self._edit(chat, message, {**kept, **_present(reply_markup=markup)})

    def delete(self, params: Json, files: Files) -> bool:
        """Any message of a private chat; in a group the bot's own only, for it is no administrator."""
        chat = self._world.chat(params)
        message = rules.may_delete(self._world.message(params), self._world.clock())
        if chat.is_group and not message.from_bot:
            raise bad_request("message can't be deleted")
        self._world.delete(chat, message)
        return True

    def answer(self, params: Json, files: Files) -> bool:
        """End the little clock on a pressed button; once, and in time."""
        text = rules.at_most(params.get("text", ""), rules.TOAST_LIMIT, "MESSAGE_TOO_LONG")
        query = self._world.queries.get(params["callback_query_id"])
        now = self._world.clock()
        if query is None or query.answer is not None or now - query.made_at > rules.PRESS_SECONDS:
            raise bad_request(rules.QUERY_TOO_OLD)
        query.answer = Toast(text, params.get("show_alert", False))
        query.chat.changes.tell()
        return True

    def _open_chat(self, params: Json) -> Chat:
        chat = self._world.chat(params)
        rules.may_write(chat)
        return chat

    def _own_message(self, params: Json) -> tuple[Chat, Message]:
        if "message_id" not in params:
            raise bad_request("message identifier is not specified")
        chat = self._open_chat(params)
        return chat, rules.may_edit(self._world.message(params))

    def _send(self, chat: Chat, params: Json, content: Json, upload: Upload | None) -> Json:
        markup: Json = params.get("reply_markup") or {}
        keyboard = rules.inline_keyboard(markup)
        content |= self._reply(chat, params.get("reply_parameters"))
        message = self._world.post(
            chat, self._world.bot, {**content, **_present(reply_markup=keyboard)}, upload=upload
        )
        message.markup = markup or None
        return message.json

    def _reply(self, chat: Chat, reply: Json | None) -> Json:
        if reply is None:
            return {}
        message = chat.messages.get(reply["message_id"])
        if message is not None and not message.deleted:
            return {"reply_to_message": message.json}
        if reply.get("allow_sending_without_reply"):
            return {}
        raise bad_request("message to be replied not found")

    def _edit(self, chat: Chat, message: Message, content: Json) -> Json:
        names = ("text", "entities", "reply_markup")
        if all(message.json.get(name) == content.get(name) for name in names):
            raise bad_request(rules.NOT_MODIFIED)
        self._world.change(chat, message, content)
        return message.json

    def _file(self, given: Any, files: Files, *, photo: bool) -> tuple[Upload, Json]:
        """The uploaded file, or one sent before and named by its identifier."""
        if isinstance(given, str):
            known = self._world.files.get(given)
            given = known or files.get(given.removeprefix("attach://"))
        if not isinstance(given, Upload):
            raise bad_request("wrong file identifier/HTTP URL specified")
        upload = rules.file(given, photo=photo)
        if upload.mime_type == "application/octet-stream":
            guessed = mimetypes.guess_type(upload.name)[0] or upload.mime_type
            upload = Upload(upload.name, upload.data, guessed)
        return upload, self._world.keep_file(upload)


def _present(**fields: Any) -> Json:
    return {name: value for name, value in fields.items() if value}


def _caption(params: Json) -> Json:
    text, entities = rules.caption(params)
    return _present(caption=text, caption_entities=entities)
