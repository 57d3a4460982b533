"""Puts the program together: the only place that knows which store, which clock and which printer are used."""

import asyncio
import getpass
import logging
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypedDict

from bot.channels.terminal.channel import Terminal
from bot.channels.terminal.render import say_link
from bot.content import load_content, shelf_of
from bot.engine.dialogue import Voice
from bot.loading.library import Library
from bot.logs import set_up_logging
from bot.ports import Store, StoreUnavailable
from bot.records import Organisation, Purpose, Role
from bot.reports.printing import print_document
from bot.resources import folder
from bot.service.conversation import Conversation
from bot.service.follow_up.times import holiday
from bot.service.interviews import MAIN_DIALOGUE
from bot.service.invitations import LIFETIME, Offer, invite
from bot.service.private import kept_in
from bot.service.retention import tidy
from bot.service.screens import Command
from bot.service.typed import cleaned, name_problem
from bot.settings import Settings, SettingsError
from bot.texts.catalogues import Texts, load_texts

TERMINAL = "terminal"
_A_DAY = 86_400.0  # seconds
_log = logging.getLogger(__name__)
_REFUSED = "TELEGRAM_BOT_TOKEN is refused; copy it again from @BotFather"
_ONE_KEY = (
    "MASTER_KEY: nothing was done, the only key in it is the one in use. Put a new one (openssl rand -base64 32) before it, "
    "with a comma in between, then give this command again."
)


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


@asynccontextmanager
async def opened_store(settings: Settings, bot: str, *, beside: bool = False) -> AsyncIterator[Store]:
    """The store of `bot`, closed at the end. `beside`: even while the program runs; if it never did, the store is made.

    Raises `SettingsError` for a database that cannot be used, or cannot be reached now.
    """
    from bot.storage import StoreRefused, open_store  # noqa: PLC0415 - mistakes in files are told before

    try:
        try:
            store = await open_store(settings.database_url, bot, **_keeping(settings), beside=beside)
        except StoreRefused as refusal:
            if not beside or refusal.setting != "DATABASE_URL":  # only the main database may not be made yet
                raise
            store = await open_store(settings.database_url, bot, **_keeping(settings))
    except (StoreRefused, StoreUnavailable) as error:
        raise _mistake(settings, error) from None
    try:
        yield store
    finally:
        await store.close()


class _Keeping(TypedDict):
    keys_url: str | None
    master_key: str | None
    folder: Path


def _keeping(settings: Settings) -> _Keeping:
    """Where the keys are."""
    return {
        "keys_url": settings.keys_url,
        "master_key": settings.master_key,
        "folder": settings.folder,
    }


def _mistake(settings: Settings, error: Exception) -> SettingsError:
    """What to tell of a store that was refused, or could not be reached: a line with the setting and the mend."""
    from bot.storage import Keeping, StoreRefused, refusal_of  # noqa: PLC0415 - as above

    if isinstance(error, StoreUnavailable):
        keeping = Keeping(settings.database_url, **_keeping(settings))
        error = refusal_of(error, settings.database_url, keeping)
    return SettingsError(f"{error.setting}: {error}" if isinstance(error, StoreRefused) else str(error))


async def rotate_master_key(settings: Settings) -> str:
    """Wrap all keys with another master key; what was done, in a sentence."""
    from bot import storage  # noqa: PLC0415 - as above

    try:
        done = await storage.rotate_master_key(settings.database_url, **_keeping(settings))
    except (storage.StoreRefused, StoreUnavailable) as error:
        raise _mistake(settings, error) from None
    if settings.master_key is not None and not done.keys and not done.needless:
        raise SettingsError(_ONE_KEY)
    told = f"{done.keys} keys are wrapped anew, all with the master key {done.master}."
    if settings.master_key is None or not done.needless:
        return told
    return f"{told} Take these out of MASTER_KEY, nothing needs them any more: {', '.join(done.needless)}."


@asynccontextmanager
async def _kept_tidy(store: Store, library: Library) -> AsyncIterator[None]:
    """While it lasts, what has been kept long enough is erased: at once, and then once a day."""

    async def tidy_daily() -> None:
        while True:
            try:
                await tidy(store, RandomIds(), WallClock(), kept_in(library))
            except Exception as error:  # noqa: BLE001 - the conversation goes on; a message may quote somebody
                _log.error("what is past its time could not be erased (%s)", type(error).__name__)
            await asyncio.sleep(_A_DAY)

    task = asyncio.create_task(tidy_daily())
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def run_terminal(settings: Settings, dialogue: str, voice: Voice | None) -> None:
    """Hold a conversation at the terminal."""
    library, texts = load_content()
    conversation = Conversation(library, texts, WallClock(), RandomIds(), shelf_of(library, texts))
    first = (
        Command("open", f"{dialogue or MAIN_DIALOGUE} {voice or ''}")
        if dialogue or voice
        else Command("start")
    )
    async with opened_store(settings, TERMINAL) as store, _kept_tidy(store, library):
        await Terminal(store, conversation, print_document, texts["fr"], name=getpass.getuser()).talk(first)


async def run_telegram(settings: Settings, token: str) -> None:
    """Talk on Telegram until the program is told to stop."""
    from bot.channels.telegram.channel import run_telegram as talk  # noqa: PLC0415 - not needed at the terminal
    from bot.channels.telegram.client import TokenRefused  # noqa: PLC0415 - not needed at the terminal

    set_up_logging(settings)
    library, texts = load_content()
    clock, ids = WallClock(), RandomIds()
    shelf = shelf_of(library, texts)
    conversation = Conversation(library, texts, clock, ids, shelf)
    # the first time these take so long that somebody would wait for an answer
    holiday(clock.now().date(), "")
    for language in texts:
        shelf.finder(language)
    async with opened_store(settings, token.partition(":")[0]) as store, _kept_tidy(store, library):
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
            raise SettingsError(_REFUSED) from None


async def invite_member(settings: Settings, purpose: Purpose, organisation: str) -> str:
    """What to hand on so that somebody can join the organisation, which is made if there is none of that name."""
    texts, now, ids = load_texts(folder("locales")), WallClock().now(), RandomIds()
    name = cleaned(organisation)
    if problem := name_problem(texts, name):
        raise SettingsError(problem)
    username = await _username(settings)
    bot = settings.token.partition(":")[0] if settings.token else TERMINAL
    try:
        async with opened_store(settings, bot, beside=True) as store, store.transaction() as tx:
            found = await tx.organisations.named(name)
            house = found or Organisation(ids.new(), name, now)
            if found is None:
                await tx.organisations.add(house)
            members = await tx.organisations.members(house.id)
            _, token = await invite(tx, ids, now, Offer(purpose, house.id))
    except StoreUnavailable as error:
        raise _mistake(settings, error) from None
    told = [texts.say("“{organisation}” is new here.", organisation=name)] if found is None else []
    if purpose is Purpose.OFFICER and all(member.role is not Role.ADMIN for member in members):
        told.append(texts.say("It has no admin yet: invite one too, with --admin instead of --officer."))
    return "\n".join((*told, _say_offer(texts, purpose, name), _say_way(texts, settings, username, token)))


async def _username(settings: Settings) -> str:
    """The bot's name, "" when there is no bot or Telegram cannot be reached."""
    if settings.token is None:
        return ""
    from bot.channels.telegram.client import Failure, TokenRefused  # noqa: PLC0415 - not needed at the terminal
    from bot.channels.telegram.profile import username_now  # noqa: PLC0415 - as above

    try:
        return await username_now(settings.token, settings.api_url)
    except TokenRefused:
        raise SettingsError(_REFUSED) from None
    except Failure:
        return ""


def _say_offer(texts: Texts, purpose: Purpose, name: str) -> str:
    hours = LIFETIME[purpose] // timedelta(hours=1)
    if purpose is Purpose.ADMIN:
        return texts.say(
            "An admin joins “{organisation}” with this link, once, within {hours} hours:",
            organisation=name,
            hours=hours,
        )
    return texts.say(
        "An officer joins “{organisation}” with this link, once, within {hours} hours:",
        organisation=name,
        hours=hours,
    )


def _say_way(texts: Texts, settings: Settings, username: str, token: str) -> str:
    if settings.token is None:
        return say_link(token, texts)
    from bot.channels.telegram.profile import deep_link  # noqa: PLC0415 - not needed at the terminal

    if username:
        return deep_link(username, token)
    place = texts.say("NAME")
    advice = texts.say(
        "Telegram does not answer. In this link, put your bot’s name (without @) in place of {place}:",
        place=place,
    )
    return f"{advice}\n{deep_link(place, token)}"
