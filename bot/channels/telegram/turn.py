"""One turn: what was heard, its answer, and the calls that show it, in one transaction."""

import asyncio
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial

from bot.channels.telegram.listener import CHANNEL, Listener
from bot.channels.telegram.notes import let_go, take_back
from bot.channels.telegram.outgoing import Post
from bot.channels.telegram.parse import Asked, Called, Membership, Origin, Parsed, Reader, Said, Stray
from bot.channels.telegram.profile import deep_link, home
from bot.channels.telegram.timing import LOOK_LIFE
from bot.ports import Clock, Ids, Transaction
from bot.records import Address
from bot.service.screens import Press


@dataclass(frozen=True, slots=True)
class Turns:
    """Carries words to the listener and its answers into the outbox. `longest`: how many seconds a turn may take.

    `passing`: whether people may look something up from other chats.
    """

    listener: Listener
    clock: Clock
    ids: Ids
    reader: Reader
    longest: float
    groups: set[str] = field(default_factory=set)  # told already that the bot does not talk there
    passing: bool = True

    async def take(self, tx: Transaction, payload: str, received: datetime) -> None:
        """Work on an update."""
        async with asyncio.timeout(self.longest):
            parsed = self.reader.read(payload)
            if isinstance(parsed, Asked):
                await self._look_up(tx, parsed, received + LOOK_LIFE)
            else:
                await self._take(tx, parsed)

    async def _take(self, tx: Transaction, parsed: Parsed) -> None:
        match parsed:
            case Said():
                await self._hear(tx, parsed)
            case Membership(address, True):
                await self._reached(tx, address)
            case Membership(address):
                await let_go(tx, address, self.clock.now())
            case Called(group) if group not in self.groups:
                await self._post(tx, Address(CHANNEL, group)).say(self.listener.elsewhere())
                self.groups.add(group)
            case Stray(chat, query):
                await self._post(tx, Address(CHANNEL, chat)).toast(query)

    async def apologise(self, tx: Transaction, origin: Origin) -> None:
        """Say that an update could not be worked on, if it is known to whom."""
        if origin.address is None:
            return
        async with asyncio.timeout(self.longest):
            before = await tx.chats.cards(origin.address)
            answer = await self.listener.apologise(tx, origin.address)
        post = self._post(tx, origin.address)
        await post.deliver(answer, before)
        if origin.query:
            await post.toast(origin.query, answer.toast)

    async def reshow(self, tx: Transaction, address: Address) -> None:
        """Show the question that waits once more."""
        async with asyncio.timeout(self.longest):
            before = await tx.chats.cards(address)
            answer = await self.listener.reshow(tx, address)
        await self._post(tx, address).deliver(answer, before)

    async def remind(self, tx: Transaction, person: str, life: timedelta) -> bool:
        """Queue the message of the day for `person`, to be sent within its `life`; False when there is none."""
        async with asyncio.timeout(self.longest):
            found = await self.listener.remind(tx, person, CHANNEL)
        if found is None:
            return False
        address, answer = found
        post = replace(self._post(tx, address), until=self.clock.now() + life)
        await post.remind(answer, await tx.chats.cards(address))
        return True

    async def _reached(self, tx: Transaction, address: Address) -> None:
        """Somebody at `address` can be written to, again if it was not so before."""
        if not await tx.people.reachable(address):
            await tx.people.unreachable(address, None)
            await self.listener.back(tx, address)

    async def _look_up(self, tx: Transaction, asked: Asked, until: datetime) -> None:
        if self.clock.now() >= until:
            return
        looked = replace(asked.looked, home=home(self.reader.username))
        found = await self.listener.look_up(tx, asked.address, looked)
        await replace(self._post(tx, asked.address), until=until).offer(asked.query, found)

    async def _hear(self, tx: Transaction, said: Said) -> None:
        post = self._post(tx, said.address)
        await take_back(tx, said.address)  # what they do now may settle it; what it does not is composed anew
        await self._reached(tx, said.address)
        before = await tx.chats.cards(said.address)
        if isinstance(said.heard, Press):
            before = await post.adopt(said.heard, before)
        answer = await self.listener.hear(tx, said.address, said.heard)
        await post.deliver(answer, before, said.heard)
        for notice in answer.notices:
            if notice.address.channel == CHANNEL and await tx.people.reachable(notice.address):
                await self._post(tx, notice.address).say(notice.text)
        if said.query:
            await post.toast(said.query, answer.toast)

    def _post(self, tx: Transaction, address: Address) -> Post:
        link = partial(deep_link, self.reader.username)
        return Post(tx, address, self.clock.now(), self.ids, link, passing=self.passing)
