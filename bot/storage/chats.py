"""Conversations and their living messages."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict

import sqlalchemy as sa

from bot.records import Address, Card, Chat, Status
from bot.storage.errors import StatementFailed
from bot.storage.fields import values
from bot.storage.safe import Safe, owner_of
from bot.storage.statements import Statement, Work, given, mine, upsert
from bot.storage.tables import card, chat, session
from bot.storage.words import read

_CHAT = ("person", "active", "screen", "case", "case_before")

# Locked on PostgreSQL until the transaction ends: what is written back then rests on what was read.
_AT = Statement(
    sa.select(chat.c.person, chat.c.active, chat.c.screen, chat.c.case_file, chat.c.case_before)
    .where(mine(chat, "channel", "external"))
    .with_for_update(key_share=True)
)
_CARDS = Statement(
    sa.select(card.c.name, card.c.screen, card.c.view, card.c.message)
    .where(mine(card, "channel", "external"))
    .order_by(card.c.name)
    .with_for_update(key_share=True)
)
_SAVE = upsert(chat)
_SAVE_CARD = upsert(card)
_DROP_CARD = Statement(sa.delete(card).where(mine(card, "channel", "external", "name")))
_SENT = Statement(
    sa.update(card).values(message=given(card.c.message)).where(mine(card, "channel", "external", "name"))
)
_UNDER_WAY = Statement(
    sa.select(chat.c.channel, chat.c.external)
    .join(session, (session.c.bot == chat.c.bot) & (session.c.id == chat.c.active))
    .where(mine(chat), session.c.status == sa.literal(Status.OPEN.value, sa.Text()))
    .order_by(chat.c.channel, chat.c.external)
)
# Whose words a card shows: those of the chat's person, or of who is spoken of in the interview that it is named after.
_SHOWN = Statement(
    sa.select(chat.c.person, session.c.person.label("about"), session.c.case_file.label("case"))
    .outerjoin(session, (session.c.bot == chat.c.bot) & (session.c.id == given(card.c.name)))
    .where(mine(chat, "channel", "external"))
)


class ChatsTable:
    """Chats and cards."""

    def __init__(self, work: Work, safe: Safe) -> None:
        self._work = work
        self._safe = safe

    async def at(self, address: Address) -> Chat | None:
        for row in await self._work.rows(_AT, **asdict(address)):
            return Chat(address, *row)
        return None

    async def save(self, chat: Chat) -> None:
        await self._work.run(_SAVE, **asdict(chat.address), **values(chat, _CHAT))

    async def cards(self, address: Address) -> Sequence[Card]:
        """In the order of their names; without those that cannot be read, which are drawn anew."""
        rows = await self._work.rows(_CARDS, **asdict(address))
        views = await read(self._safe, [(card_place(address, name), view) for name, _, view, _ in rows])
        return [
            Card(name, address, screen, json.loads(view), message)
            for (name, screen, _, message), view in zip(rows, views, strict=True)
            if view
        ]

    async def save_card(self, card: Card) -> None:
        """The card as it is now; its chat must be kept already."""
        place = card_place(card.address, card.name)
        rows = await self._work.rows(_SHOWN, **asdict(card.address), name=card.name)
        if not rows:
            raise StatementFailed("A card needs a chat.")
        (person, about, case) = rows[0]
        view = await self._safe.seal_json(owner_of(about or person, case), place, card.view)
        await self._work.run(
            _SAVE_CARD,
            **asdict(card.address),
            name=card.name,
            screen=card.screen,
            view=view,
            message=card.message,
        )

    async def drop_card(self, address: Address, name: str) -> None:
        await self._work.run(_DROP_CARD, **asdict(address), name=name)

    async def under_way(self) -> Sequence[Address]:
        return [Address(channel, external) for channel, external in await self._work.rows(_UNDER_WAY)]

    async def sent(self, address: Address, name: str, message: str) -> None:
        await self._work.run(_SENT, **asdict(address), name=name, message=message)


def card_place(address: Address, name: str) -> str:
    """Said in logs, so that it names no address, which may be a person's name."""
    there = hashlib.sha256(f"{address.channel}:{address.external}".encode()).hexdigest()
    return f"card.view/{there[:16]}/{name}"
