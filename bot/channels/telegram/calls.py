"""The calls that the rows of the outbox stand for."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from telegram import InputFile

from bot.channels.telegram.client import Client, Lost, NotModified, Params
from bot.channels.telegram.listener import DeepLink, Printer
from bot.channels.telegram.outgoing import Kind
from bot.channels.telegram.render import caption
from bot.records import Outgoing
from bot.service.documents import Code, Picture, decode_document

_CACHED = 60  # seconds that Telegram gives the same person the same results again


@dataclass(frozen=True, slots=True)
class Job:
    """A row to see to. `living`: which messages show the cards of its chat just now."""

    row: Outgoing
    living: Mapping[str, str]

    @property
    def message(self) -> str | None:
        """The message of the card that is drawn, if there is one."""
        return self.living.get(self.row.card) if self.row.card else None


@dataclass(frozen=True, slots=True)
class Calls:
    """Makes calls. All raise the client's `Failure`."""

    client: Client
    printer: Printer
    link: DeepLink

    async def knock(self) -> None:
        """Ask for something that changes nothing, to see whether Telegram answers."""
        await self.client.call("getMe")

    async def make(self, job: Job) -> str | None:
        """See to `job`; gives the id of the new message if a card was drawn as one."""
        chat, payload = int(job.row.chat), job.row.payload
        match Kind(job.row.kind):
            case Kind.DRAW:
                return await self._draw(job, _look(chat, payload))
            case Kind.TEXT:
                await self.client.call("sendMessage", _look(chat, payload))
            case Kind.CLOSE:
                await self._close(job, chat)
            case Kind.DOCUMENT:
                await self._hand_over(chat, payload)
            case Kind.TOAST:
                toast = {"callback_query_id": payload["query"], "text": payload["text"] or None}
                await self.client.call("answerCallbackQuery", toast)
            case Kind.OFFER:
                await self.client.call("answerInlineQuery", _offer(payload))
        return None

    async def _draw(self, job: Job, look: Params) -> str | None:
        if job.message and not job.row.reminder:  # a change makes no sound
            try:
                await self.client.call("editMessageText", {**look, "message_id": int(job.message)})
            except NotModified:
                return None
            except Lost:  # deleted by the person
                return await self._send(look)
            return None
        return await self._send(look)

    async def _send(self, look: Params) -> str:
        return str((await self.client.call("sendMessage", look))["message_id"])

    async def _close(self, job: Job, chat: int) -> None:
        """Take the buttons off a message, unless it has become a living one since."""
        message = job.row.payload["message"]
        if message in job.living.values():
            return
        try:
            await self.client.call("editMessageReplyMarkup", {"chat_id": chat, "message_id": int(message)})
        except (NotModified, Lost):
            return

    async def _hand_over(self, chat: int, payload: Mapping[str, Any]) -> None:
        document = decode_document(payload)
        printed = await asyncio.to_thread(self.printer, document, self.link)
        file = InputFile(printed, filename=document.file_name)
        if isinstance(document, Code | Picture):
            said = caption(document.caption) or None
            await self.client.call("sendPhoto", {"chat_id": chat, "photo": file, "caption": said})
        else:
            await self.client.call("sendDocument", {"chat_id": chat, "document": file})


def _offer(payload: Mapping[str, Any]) -> Params:
    query = {"inline_query_id": payload["query"], "results": payload["results"]}
    return {**query, "cache_time": _CACHED, "is_personal": True, "next_offset": payload["next"]}


def _look(chat: int, payload: Mapping[str, Any]) -> Params:
    look: Params = {"chat_id": chat, "text": payload["text"], "parse_mode": "HTML"}
    look["link_preview_options"] = {
        "is_disabled": True
    }  # an address that somebody typed is not to be fetched
    if payload.get("keyboard"):
        look["reply_markup"] = {"inline_keyboard": payload["keyboard"]}
    return look
