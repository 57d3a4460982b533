"""Answers become calls to make: rows of the outbox, written in the transaction that made the answer.

A card is one living message. What draws it names the card, and which message that is, is looked up when it is sent:
it may become known only by an earlier call. A card whose message is forgotten is drawn as a new one.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from bot.channels.telegram.listener import DeepLink
from bot.channels.telegram.render import article, plain, render, toast
from bot.ports import Ids, Transaction
from bot.records import Address, Card, Outgoing, Plain
from bot.service.documents import encode_document
from bot.service.screens import Answer, Found, Heard, Press, Screen, staying

_FORGOTTEN = ""
_LOOKED = "looked"  # no card, but as with a card, what comes later takes its place
_log = logging.getLogger(__name__)


class Kind(StrEnum):
    """What an outgoing call does."""

    DRAW = "draw"
    CLOSE = "close"
    TEXT = "text"
    DOCUMENT = "document"
    TOAST = "toast"
    OFFER = "offer"


@dataclass(frozen=True, slots=True)
class Post:
    """Takes what is to be sent to one chat, in one transaction.

    `until`: the instant after which a reminder, or what is urgent, is not sent any more. `passing`: whether something can
    be passed on to other chats.
    """

    tx: Transaction
    address: Address
    now: datetime
    ids: Ids
    link: DeepLink
    until: datetime | None = None
    passing: bool = True

    async def say(self, text: str) -> None:
        """A line by itself."""
        await self._put(Kind.TEXT, {"text": plain(text)})

    async def toast(self, query: str, text: str = "") -> None:
        """The answer to the press of a button: it is waited for, so it overtakes all else."""
        await self._put(Kind.TOAST, {"query": query, "text": toast(text)}, urgent=True)

    async def offer(self, query: str, found: Found) -> None:
        """The answer to something looked up; one that waits still is for what they had typed before."""
        await self.tx.outbox.overtaken(self.address.external, _LOOKED, by="")
        articles = [article(each, self.link) for each in found.offered]
        payload = {"query": query, "results": articles, "next": found.next}
        await self._put(Kind.OFFER, payload, card=_LOOKED, urgent=True)

    async def deliver(self, answer: Answer, before: Sequence[Card], heard: Heard | None = None) -> None:
        """All that `answer` asks for. `before`: the cards as they were before it was made."""
        shown = {card.name: card.message or _FORGOTTEN for card in before}
        known = set(shown.values())
        for name in shown if answer.erased else answer.closed:
            await self._close_card(name, shown)
        for document in answer.documents:
            await self._put(Kind.DOCUMENT, encode_document(document))
        for screen in answer.screens:
            await self._draw(screen, shown)
        if isinstance(heard, Press) and heard.message and heard.message not in known:
            await self._close(heard.message)  # a copy that nobody keeps alive

    async def remind(self, answer: Answer, before: Sequence[Card]) -> None:
        """The message of the day: one message, which goes out once, in time, or not at all.

        One that is too long loses its last blocks, never its first, which a locked phone shows, nor its buttons.
        """
        shown = {card.name: card.message or _FORGOTTEN for card in before}
        for name in answer.closed:
            await self._close_card(name, shown)
        for screen in answer.screens:
            short = screen
            while short.blocks[1:] and render(short, self.link).before:
                short = replace(short, blocks=short.blocks[:-1])
            if short is not screen:
                _log.critical("reminder %s is too long, and sent without its end", answer.reminder)
            await self._draw(replace(short, below=True), shown, reminder=answer.reminder)

    async def adopt(self, press: Press, cards: Sequence[Card]) -> Sequence[Card]:
        """The cards, once the message that a button was pressed on is known as its card's.

        A card may be on the screen twice when the program died between sending it and noting that; the copy that is
        used is kept.
        """
        card = next((card for card in cards if card.screen == press.screen), None)
        if card is None or not press.message or card.message == press.message:
            return cards
        await self.tx.chats.sent(self.address, card.name, press.message)
        if card.message:
            await self._close(card.message)
        return await self.tx.chats.cards(self.address)

    async def _draw(self, screen: Screen, shown: dict[str, str], *, reminder: str = "") -> None:
        drawing = render(screen if self.passing else staying(screen), self.link)
        await self.tx.outbox.overtaken(self.address.external, screen.card, by="")
        old = shown.get(screen.card, _FORGOTTEN)
        below = screen.below or bool(drawing.before)
        if below and old:
            # even if a later drawing overtakes this one, the card must come below
            await self._forget(screen.card, shown)
        for text in drawing.before:
            await self._put(Kind.TEXT, {"text": text}, card=screen.card)
        look = {"text": drawing.text, "keyboard": drawing.keyboard}
        await self._put(Kind.DRAW, look, card=screen.card, reminder=reminder)
        if below and old:
            await self._close(old)

    async def _close_card(self, name: str, shown: dict[str, str]) -> None:
        await self.tx.outbox.overtaken(self.address.external, name, by="")
        if old := shown.get(name):
            await self._forget(name, shown)
            await self._close(old)

    async def _forget(self, name: str, shown: dict[str, str]) -> None:
        await self.tx.chats.sent(self.address, name, _FORGOTTEN)
        shown[name] = _FORGOTTEN

    async def _close(self, message: str) -> None:
        await self._put(Kind.CLOSE, {"message": message})

    async def _put(
        self,
        kind: Kind,
        payload: Plain,
        *,
        card: str | None = None,
        urgent: bool = False,
        reminder: str = "",
    ) -> None:
        await self.tx.outbox.add(
            Outgoing(
                id=self.ids.new(),
                chat=self.address.external,
                kind=kind.value,
                payload=payload,
                created_at=self.now,
                due_at=self.now,
                card=card,
                urgent=urgent,
                reminder=reminder,
                until=self.until if reminder or urgent else None,
            )
        )
