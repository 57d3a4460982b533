"""Where the machine plays: a real store and key store of its own, made from a template, and phones to talk to it."""

import asyncio
import shutil
import sqlite3
import tempfile
from collections.abc import Coroutine, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, TypeVar

from bot.loading.library import Library
from bot.records import Address, Role
from bot.service.conversation import Conversation
from bot.service.documents import Page, Raw, Sheet
from bot.service.screens import MENU, Answer, Button, Command, Heard, Press, Screen
from bot.service.views import Show, View, decode_view
from bot.storage import open_store
from bot.texts.catalogues import Texts
from tests.conftest import TurnedClock
from tests.service.office import CHANNEL, Office, Visitor, read
from tests.storage.attacker import keys_that_exist, readable, texts
from tests.storage.databases import Lite

T = TypeVar("T")
Content = tuple[Library, dict[str, Texts]]
Row = tuple[Any, ...]
TEAMS = {"vallee": ("alba", "anton", "aster"), "plaine": ("berta", "boris", "blanche")}  # the first is admin
GUESTS = ("gaby", "gilles", "guyon", "hanna", "hugo")  # strangers, beneficiaries, new phones
FILE = "m.db"


class RandomIds:
    """Ids as they are in use, but the same in each run of the same steps."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)

    def new(self) -> str:
        return f"{self._random.getrandbits(128):032x}"


@dataclass(frozen=True)
class Came:
    """What came back, and the view of the menu if it is that."""

    answer: Answer
    view: View


class Phone(Visitor):
    """Somebody's phone, which remembers everything that came back since `heard` was emptied."""

    def __init__(self, world: "World", address: Address) -> None:
        super().__init__(world, address)
        self.world = world
        self.heard: list[Came] = []
        self.view = View(Show.CLOSED)  # of the menu card
        self.card = ""  # the one drawn last
        self.person_id = ""  # who is met here

    async def hears(self, heard: Heard) -> str:
        async with self.office.store.transaction() as tx:
            self.answer = await self.office.conversation.hear(tx, self.address, heard)
            cards = {each.name: each for each in await tx.chats.cards(self.address)}
            person = await tx.people.at(self.address)
        self.person_id = "" if person is None else person.id
        if self.answer.screens:
            self.screen = max(self.answer.screens, key=lambda screen: screen.number)
            self.card = self.screen.card
        self.view = decode_view(cards[MENU].view) if MENU in cards else View(Show.CLOSED)
        if self.answer.erased:
            self.screen = None
        self.heard.append(Came(self.answer, self.view if self.card == MENU else View(Show.CLOSED)))
        assert self.answer.screens or self.answer.toast, f"nothing came back for {heard!r}"
        return self.read

    def press(self, code: str) -> str:
        """A button that the screen offers."""
        assert code in self.codes, f"no button {code!r} among {self.codes} on {self.view}"
        return self.force(code)

    def agree(self) -> None:
        """« Yes », where it is asked once more."""
        if "confirm" in self.codes:
            self.press("confirm")

    def force(self, code: str, screen: int | None = None) -> str:
        """A button, offered or not."""
        number = screen if screen is not None else self.screen.number if self.screen else 0
        return self.world.run(self.hears(Press(number, code)))

    def say(self, text: str) -> str:
        return self.world.run(self.says(text))

    def command(self, name: str, argument: str = "") -> str:
        return self.world.run(self.hears(Command(name, argument)))

    @property
    def codes(self) -> Sequence[str]:
        return [code for _, code in self.offered]

    def starting(self, prefix: str) -> Sequence[str]:
        """The codes offered that begin so."""
        return [code for code in self.codes if code.startswith(prefix)]


def said(answer: Answer) -> str:
    """All words that went to the phone: screens with their buttons, what pops up, and documents."""
    return "\n".join((*map(_of_screen, answer.screens), answer.toast, *map(_of_document, answer.documents)))


def _of_screen(screen: Screen) -> str:
    return "\n".join((read(screen.blocks), *(button.label for button in buttons(screen))))


def buttons(screen: Screen) -> Sequence[Button]:
    return (*screen.choices, *(button for row in screen.controls for button in row))


def _of_document(document: object) -> str:
    match document:
        case Page(title, _, blocks, footer):
            return "\n".join((title, read(blocks), footer))
        case Raw(_, text):
            return text
        case Sheet(_, title, header, rows, _):
            return f"{title}\n{header}\n{rows}"
        case _:
            return repr(document)


@cache
def _template() -> Path:
    return Path(tempfile.mkdtemp(prefix="machine-template-"))


async def _found(content: Content) -> None:
    """Two organisations, each with an admin and two officers."""
    store = await open_store(_url(_template()), "test")
    office = Office(store, content, TurnedClock())
    for organisation, names in TEAMS.items():
        made = await office.organisation(f"Organisation {organisation}")
        for name in names:
            await office.officer(made, name, Role.ADMIN if name == names[0] else Role.OFFICER)
    await store.close()


def _url(folder: Path) -> str:
    return f"sqlite+aiosqlite:///{folder / FILE}"


class World(Office):
    """An office with a store of its own, and all its phones."""

    def __init__(self, content: Content) -> None:
        self._loop = asyncio.new_event_loop()
        if not (_template() / FILE).exists():
            self.run(_found(content))
        self.folder = Path(tempfile.mkdtemp(prefix="machine-"))
        self.kept = self.folder / "kept"
        shutil.copytree(_template(), self.kept)
        super().__init__(self.run(open_store(_url(self.kept), "test")), content, TurnedClock())
        self.conversation = Conversation(*content, self.clock, RandomIds(1))
        self.database = Lite(self.kept / FILE)
        self._beside = sqlite3.connect(self.database.path, isolation_level=None)
        names = (*(name for team in TEAMS.values() for name in team), *GUESTS)
        self.phones = {name: Phone(self, Address(CHANNEL, name)) for name in names}
        for phone in self.phones.values():
            found = self.rows("SELECT person FROM identity WHERE external = ?", phone.address.external)
            phone.person_id = found[0][0] if found else ""
        self.backups = 0
        self.random = Random(2)

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        return self._loop.run_until_complete(work)

    def close(self) -> None:
        self._beside.close()
        self.run(self.store.close())
        self._loop.close()
        shutil.rmtree(self.folder)

    def rows(self, sql: str, *values: Any) -> list[Row]:
        """What `sql` gives, past the store."""
        return self._beside.execute(sql, values).fetchall()

    def tables(self) -> dict[str, list[Row]]:
        """All rows of all tables."""
        names = self.rows("SELECT name FROM sqlite_master WHERE type = 'table'")
        return {name: self.rows(f'SELECT * FROM "{name}"') for (name,) in names}  # noqa: S608 - a table's name

    def back_up(self) -> Path:
        """A copy of the files of the main database as they are now; the key store is not in it."""
        self.backups += 1
        folder = self.folder / f"backup{self.backups}"
        folder.mkdir()
        for file in self.kept.glob(FILE + "*"):
            shutil.copy(file, folder)
        return folder

    def attack(self, backups: Sequence[Path]) -> str:
        """All that can be read with every key that still exists: in the backups, in what is left, in bare bytes."""
        return self.run(self._attack(backups))

    async def _attack(self, backups: Sequence[Path]) -> str:
        keys = await keys_that_exist(self.database)
        bases = [self.database, *(Lite(folder / FILE) for folder in backups)]
        kept = [text for base in bases for text in await texts(base)]
        files = [file for file in self.kept.iterdir() if file.is_file()]
        files += [file for folder in backups for file in folder.iterdir()]
        return "\n".join(
            (readable(dict.fromkeys(kept), keys), *(file.read_bytes().decode("latin-1") for file in files))
        )
