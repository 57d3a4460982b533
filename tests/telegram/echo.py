"""A small honest conversation, to try the channel with: it counts, it repeats, and all it knows is in the store."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.blocks import Heading, Link, Paragraph
from bot.ports import Ids, Transaction
from bot.records import Address, Card, Chat, Person
from bot.reports.printing import print_document
from bot.service.documents import Code, Document, Page, Raw, Sheet
from bot.service.screens import (
    MENU,
    Answer,
    Button,
    Command,
    Found,
    Heard,
    Looked,
    Offered,
    Press,
    Screen,
    Sent,
    Words,
)

ONE = Button("Un de plus", "more")
CONTROLS = ((Button("Page", "page"), Button("Fermer", "close")),)
COMMANDS = {"start": "start", "résultat": "result", "effacer": "erase"}


TOKEN = "AbC_-" * 6 + "AZ"
DOCUMENTS: dict[str, Document] = {
    "page": Page("Titre", "page.pdf", (Paragraph("à garder"), Link(TOKEN)), "bas"),
    "code": Code("code.png", TOKEN, "À montrer <ici> & là"),
    "csv": Sheet("table.csv", "Table", ("nom", "âge"), (("=1+1", 7), ("été", None)), "csv"),
    "xlsx": Sheet("table.xlsx", "Table", ("nom", "âge"), (("=1+1", 7), ("été", None)), "xlsx"),
    "raw": Raw("moi.json", '{"été": 1}'),
}
printed = print_document


class Clock:
    """The time of day, and as much later as a test wants."""

    def __init__(self) -> None:
        self.ahead = timedelta()

    def now(self) -> datetime:
        return datetime.now(UTC) + self.ahead


@dataclass
class Echo:
    """`heard` is what came in, in order; what failed is in it as often as it was tried."""

    ids: Ids
    clock: Clock = field(default_factory=Clock)
    heard: list[tuple[str, Heard]] = field(default_factory=list)
    looked: list[str] = field(default_factory=list)
    below: bool = False
    sorry: bool = True  # whether an apology can be found

    async def hear(self, tx: Transaction, address: Address, heard: Heard) -> Answer:
        self.heard.append((address.external, heard))
        return await self._answer(tx, address, heard)

    async def look_up(self, tx: Transaction, address: Address, looked: Looked) -> Found:
        self.looked.append(looked.text)
        if looked.text == "boum":
            raise RuntimeError("boum: these words must not be logged")
        blocks = (Heading(looked.text), Paragraph(looked.home))
        return Found((Offered("one", f"<{looked.text}>", "Tout & tout", blocks),), "1" if looked.text else "")

    async def apologise(self, tx: Transaction, address: Address) -> Answer:
        if not self.sorry:
            raise RuntimeError("no words")
        return Answer((await self._shown(tx, address, await self._view(tx, address), "Pardon !"),))

    async def reshow(self, tx: Transaction, address: Address) -> Answer:
        if await tx.people.at(address) is None:
            raise LookupError("nobody there")
        return Answer((await self._shown(tx, address, await self._view(tx, address), "De retour"),))

    async def remind(self, tx: Transaction, person: str, channel: str) -> tuple[Address, Answer] | None:
        raise AssertionError("nobody is to be reminded")

    async def back(self, tx: Transaction, address: Address) -> None:
        """Nothing is planned."""

    def elsewhere(self) -> str:
        return "Écrivez-moi en privé."

    def command(self, word: str) -> str | None:
        return COMMANDS.get(word.casefold())

    def commands(self) -> Sequence[tuple[str, str]]:
        return [("start", "Commencer"), ("effacer", "Tout effacer")]

    def describe(self) -> tuple[str, str]:
        return "Un écho qui compte.", "Un écho."

    async def _answer(self, tx: Transaction, address: Address, heard: Heard) -> Answer:
        view = await self._view(tx, address)
        match heard:
            case Words("boum"):
                raise RuntimeError("boum: these words must not be logged")
            case Words("longtemps"):
                await asyncio.sleep(3600)
            case Words("lien"):
                shown = await self._shown(tx, address, view, "Voici :", below=True)
                return Answer((replace(shown, blocks=(*shown.blocks, Link(TOKEN))),))
            case Words("passer"):
                shown = await self._shown(tx, address, view, "passer", below=True)
                passing = Button("Envoyer", "pass", passes="L’élan & <b>")
                return Answer((replace(shown, controls=((passing, Button("Fermer", "close")),)),))
            case Words(text) if text in DOCUMENTS:
                return Answer(documents=(DOCUMENTS[text],))
            case Words(text):
                view = {"count": view["count"] + 1, "said": [*view["said"], text]}
                return Answer((await self._shown(tx, address, view, text, below=True),))
            case Press(number, code):
                card = await self._card(tx, address)
                if card is None or card.screen != number:
                    return Answer((await self._shown(tx, address, view, "Déjà"),), toast="Déjà répondu")
                return await self._pressed(tx, address, view, code)
            case Command("erase"):
                person = await tx.people.at(address)
                if person:
                    await tx.people.erase(person.id)
                return Answer((Screen(MENU, 0, (Paragraph("Tout est effacé"),), (ONE,)),), erased=True)
            case Command(name, argument):
                return Answer((await self._shown(tx, address, view, f"{name} {argument}", below=True),))
            case Sent(thing):
                return Answer((await self._shown(tx, address, view, thing.value, below=True),))
        raise AssertionError(heard)

    async def _pressed(self, tx: Transaction, address: Address, view: Any, code: str) -> Answer:
        if code == "close":
            return Answer(closed=(MENU,), toast="Fermé")
        if code == "page":
            return Answer(documents=(DOCUMENTS["page"],), toast="Voici")
        view = {**view, "count": view["count"] + 1}
        return Answer((await self._shown(tx, address, view, "Plus un", below=self.below),), toast="Noté")

    async def _card(self, tx: Transaction, address: Address) -> Card | None:
        return next((card for card in await tx.chats.cards(address) if card.name == MENU), None)

    async def _view(self, tx: Transaction, address: Address) -> Any:
        card = await self._card(tx, address)
        return card.view if card else {"count": 0, "said": []}

    async def _shown(
        self, tx: Transaction, address: Address, view: Any, text: str, *, below: bool = False
    ) -> Screen:
        chat = await tx.chats.at(address)
        if chat is None:
            person = Person(self.ids.new(), datetime.fromisoformat("2026-11-22T12:00:00+00:00"))
            await tx.people.add(person, address)
            chat = Chat(address, person.id)
        chat = replace(chat, screen=chat.screen + 1)
        await tx.chats.save(chat)
        card = await self._card(tx, address) or Card(MENU, address, 0, {})
        await tx.chats.save_card(replace(card, screen=chat.screen, view=view))
        blocks = (Paragraph(text), Paragraph(f"Compte : {view['count']}"))
        return Screen(MENU, chat.screen, blocks, (ONE,), CONTROLS, below=below)
