"""Puts the program together: the only place that knows which store, which clock and which printer are used."""

import getpass
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

from bot.blocks import Block
from bot.channels.terminal.channel import Terminal
from bot.engine.dialogue import Voice
from bot.loading.library import Library, load
from bot.logs import set_up_logging
from bot.ports import Store
from bot.problems import FileError, Problem
from bot.resources import folder
from bot.service.conversation import Conversation
from bot.service.reception import MAIN_DIALOGUE
from bot.service.screens import Command
from bot.settings import Settings, SettingsError
from bot.texts.catalogues import Texts, load_texts
from bot.texts.check import check_domain, check_interface, check_words, msgids_in
from bot.texts.keys import needs_of_catalogue, needs_of_dialogue

TERMINAL = "terminal"


class WallClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """This instant, in UTC."""
        return datetime.now(UTC)


class RandomIds:
    """Ids that nobody can guess."""

    def new(self) -> str:
        """128 random bits, as 32 hexadecimal digits."""
        return secrets.token_hex(16)


def load_content() -> tuple[Library, dict[str, Texts]]:
    """The dialogues and the texts that come with the program. Raises `FileError`."""
    library, languages = load(folder("dialogues")), {"fr": load_texts(folder("locales"))}
    needed = ("bot", "words", "advice", *library.engines)
    missing = [
        Problem(f"locales/{language}/{name}.po", 1, "this file of texts is missing")
        for language, texts in languages.items()
        for name in needed
        if name not in texts.domains
    ]
    if missing:
        raise FileError(missing)
    return library, languages


def check_content() -> list[Problem]:
    """Everything that is wrong with dialogues and texts. Raises `FileError` for what cannot even be read."""
    library, languages = load_content()
    msgids = msgids_in(Path(__file__).parent)
    problems: list[Problem] = []
    for texts in languages.values():
        problems += check_words(texts)
        problems += check_interface(texts.domains["bot"], msgids)
        problems += check_domain(texts.domains["advice"], needs_of_catalogue(library.catalogue))
        for name, engine in library.engines.items():
            problems += check_domain(texts.domains[name], needs_of_dialogue(engine.dialogue))
    return problems


def print_document(title: str, blocks: tuple[Block, ...], footer: str) -> bytes:
    """A page as a PDF."""
    from bot.reports.pdf import print_pdf  # noqa: PLC0415 - slow to import, and not every conversation prints

    return print_pdf(title, blocks, footer)


@asynccontextmanager
async def opened_store(settings: Settings, bot: str) -> AsyncIterator[Store]:
    """The store of `bot`, closed at the end. Raises `SettingsError` for a database that cannot be used."""
    from bot.storage import StoreRefused, open_store  # noqa: PLC0415 - mistakes in files are told before

    try:
        store = await open_store(settings.database_url, bot)
    except StoreRefused as refusal:
        raise SettingsError(f"DATABASE_URL: {refusal}") from None
    try:
        yield store
    finally:
        await store.close()


async def run_terminal(settings: Settings, dialogue: str, voice: Voice | None) -> None:
    """Hold a conversation at the terminal."""
    library, texts = load_content()
    conversation = Conversation(library, texts, WallClock(), RandomIds())
    first = (
        Command("open", f"{dialogue or MAIN_DIALOGUE} {voice or ''}")
        if dialogue or voice
        else Command("start")
    )
    async with opened_store(settings, TERMINAL) as store:
        await Terminal(store, conversation, print_document, texts["fr"], name=getpass.getuser()).talk(first)


async def run_telegram(settings: Settings, token: str) -> None:
    """Talk on Telegram until the program is told to stop."""
    from bot.channels.telegram.channel import run_telegram as talk  # noqa: PLC0415 - not needed at the terminal
    from bot.channels.telegram.client import TokenRefused  # noqa: PLC0415 - not needed at the terminal

    set_up_logging(settings)
    library, texts = load_content()
    clock, ids = WallClock(), RandomIds()
    conversation = Conversation(library, texts, clock, ids)
    async with opened_store(settings, token.partition(":")[0]) as store:
        try:
            await talk(
                token,
                settings.api_url,
                store,
                conversation,
                print_document,
                clock=clock,
                ids=ids,
            )
        except TokenRefused:
            raise SettingsError("TELEGRAM_BOT_TOKEN is refused; copy it again from @BotFather") from None
