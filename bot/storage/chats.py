"""Conversations and their living messages."""

from collections.abc import Sequence
from dataclasses import asdict

import sqlalchemy as sa

from bot.records import Address, Card, Chat, Status
from bot.storage.statements import Statement, Work, given, mine, upsert
from bot.storage.tables import card, chat, session

# Locked on PostgreSQL until the transaction ends: what is written back then rests on what was read.
_AT = Statement(
    sa.select(chat.c.person, chat.c.active, chat.c.screen)
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


class ChatsTable:
    """Chats and cards."""

    def __init__(self, work: Work) -> None:
        self._work = work

    async def at(self, address: Address) -> Chat | None:
        for person, active, screen in await self._work.rows(_AT, **asdict(address)):
            return Chat(address, person, active, screen)
        return None

    async def save(self, chat: Chat) -> None:
        await self._work.run(
            _SAVE, **asdict(chat.address), person=chat.person, active=chat.active, screen=chat.screen
        )

    async def cards(self, address: Address) -> Sequence[Card]:
        """In the order of their names."""
        rows = await self._work.rows(_CARDS, **asdict(address))
        return [Card(name, address, screen, view, message) for name, screen, view, message in rows]

    async def save_card(self, card: Card) -> None:
        """The card as it is now; its chat must be kept already."""
        await self._work.run(
            _SAVE_CARD,
            **asdict(card.address),
            name=card.name,
            screen=card.screen,
            view=card.view,
            message=card.message,
        )

    async def drop_card(self, address: Address, name: str) -> None:
        await self._work.run(_DROP_CARD, **asdict(address), name=name)

    async def under_way(self) -> Sequence[Address]:
        return [Address(channel, external) for channel, external in await self._work.rows(_UNDER_WAY)]

    async def sent(self, address: Address, name: str, message: str) -> None:
        await self._work.run(_SENT, **asdict(address), name=name, message=message)
