"""The language of the journeys with case files: officers and people of groups, what they type, and what they were shown."""

import asyncio
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import pymupdf

from tests.botapi import BotApi, SeenMessage
from tests.journeys.french import eased, said
from tests.journeys.people import Person, Town
from tests.journeys.program import PATIENCE, Program

LINK = re.compile(r"https://t\.me/\w+\?start=([\w-]+)")
BEGUN = ("activity.running", "1 2 6", "decides.shared", "origin.own", "stage.acting", "practice.tensions",
         "tensions_detail.conflict", "relations.cold", "expects.step_back")  # fmt: skip
NO_PLANS = (
    "activity.none",
    "appetite.rather_no",
    "origin.none",
    "brakes.bad_experience",
    "memory.bad",
    "expects.think",
)


class Caller(Person):
    """Somebody whose words are gathered: what is told must be found neither by others nor in any file."""

    name = ""

    def __init__(self, office: "Office", person: int, voice: str) -> None:
        super().__init__(office.program, office.api.phone(person), voice)
        self.office = office

    # What they do.

    async def says(self, *words: str) -> None:
        """Write words of their own, which nobody may find afterwards, and do not wait."""
        for each in words:
            self.office.told.append(each)
            self.said.append(each)
            await self.phone.types(each)

    async def tells(self, *words: str) -> None:
        """The same, and wait for what comes back."""
        await self.says(*words)
        await self.settles()

    async def hurries(self, *lines: str) -> None:
        """Write one line after the other without waiting for what comes back; what a button is called stands for it."""
        for line in lines:
            self.said.append(said(line, self.voice))
            await self.phone.types(self.said[-1])
        await self.settles()

    async def opens(self, token: str) -> None:
        """Open a link."""
        await self.writes(f"/start {token}")

    async def presses(self, pressed: Iterable[tuple[int, str]], on: SeenMessage) -> None:
        """Press what no button of theirs says, as (number of the screen, code), and wait until all is worked on."""
        self.strayed = True
        for number, code in pressed:
            self.phone.press_data(on, f"{number}.{code}")
        await self.heard()

    async def heard(self) -> None:
        """Wait until what they did is worked on; what follows from it may still be on its way."""
        sql = "SELECT EXISTS (SELECT 1 FROM inbox WHERE sender = ? AND state = 'waiting')"
        number = self.phone.user.id
        async with asyncio.timeout(PATIENCE):
            while self.program.api.world.updates.waits_for(number) or self._kept(sql, str(number)):  # noqa: ASYNC110 - a database rings no bell
                await asyncio.sleep(0.02)

    def kept(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """What the database holds."""
        return self.program.kept(sql, *values)

    def _kept(self, sql: str, *values: object) -> Any:
        return self.kept(sql, *values)[0][0]

    # What they see, and ever saw.

    @property
    def token(self) -> str:
        """The token of the last link shown."""
        links = [match[1] for text in self.texts for match in LINK.finditer(text)]
        assert links, "no link was shown"
        return links[-1]

    @property
    def texts(self) -> Iterator[str]:
        """Everything that was ever sent to this phone, also what was edited or taken away since."""
        for message in self.phone.chat.messages.values():
            if not message.from_bot:
                continue
            for version in SeenMessage(message).versions:
                yield version.text
                yield from (label for row in version.buttons for label in row)
            if message.upload is not None:
                yield message.upload.name
                yield _read(message.upload.data)
        yield from (toast.text for toast in self.phone.toasts)

    @property
    def data(self) -> list[str]:
        """What the buttons shown now send."""
        keys = (each for shown in self.phone.alive for row in shown.keyboard for each in row)
        return [key["callback_data"] for key in keys if "callback_data" in key]

    def has_seen(self, word: str) -> bool:
        """Whether it was ever shown on this phone."""
        return any(word in eased(text) for text in self.texts)

    # What is kept of them.

    @property
    def id(self) -> str:
        """Their id as a person."""
        rows = self.program.kept("SELECT person FROM identity WHERE external = ?", str(self.phone.user.id))
        assert rows, "nobody is known on this phone"
        return str(rows[0][0])

    @property
    def screen(self) -> int:
        """The number of the card drawn last."""
        return int(self._kept("SELECT max(screen) FROM card WHERE external = ?", str(self.phone.user.id)))

    @property
    def screens(self) -> set[int]:
        """The numbers of all their cards."""
        rows = self.program.kept("SELECT screen FROM card WHERE external = ?", str(self.phone.user.id))
        return {number for (number,) in rows}

    @property
    def active(self) -> str:
        """The interview that they are at."""
        return str(self._kept("SELECT active FROM chat WHERE external = ?", str(self.phone.user.id)))

    @property
    def refused(self) -> int:
        """How many attempts of theirs the audit trail has refused."""
        return int(self._kept("SELECT count(*) FROM trace WHERE person = ? AND NOT granted", self.id))


def _read(file: bytes) -> str:
    """What can be read of a file that was sent."""
    if not file.startswith(b"%PDF"):
        return file.decode("utf-8", "replace")
    with pymupdf.open(stream=file, filetype="pdf") as pdf:  # type: ignore[no-untyped-call]
        return "\n".join(page.get_text() for page in pdf)


@dataclass
class Office:
    """The two organisations with everybody who talks to the program; what is told there, and by whom it may be read."""

    api: BotApi
    program: Program
    told: list[str] = field(default_factory=list)
    callers: dict[str, Caller] = field(default_factory=dict)
    taps: dict[str, int] = field(default_factory=dict)  # how many it took, by what for
    left: dict[str, str] = field(
        default_factory=dict
    )  # what one strand leaves for others: links and the like

    broken: bool = False  # a strand went wrong: nobody need wait for it
    untraced: dict[str, list[str]] = field(
        default_factory=lambda: defaultdict(list)
    )  # attempts, by what was tried
    before: dict[str, list[str]] = field(default_factory=dict)  # all that was kept before the attacks

    async def given(self, name: str) -> str:
        """What another strand leaves under this name, once it is there."""
        async with asyncio.timeout(PATIENCE):
            while name not in self.left:
                assert not self.broken, f"{name!r} will not come: somebody else’s strand went wrong"
                await asyncio.sleep(0.05)
        return self.left[name]

    def caller(self, name: str, voice: str = "officer") -> Caller:
        """Somebody, by what the journeys call them."""
        if name not in self.callers:
            self.callers[name] = Caller(self, 6_283_185_001 + len(self.callers), voice)
            self.callers[name].name = name
        return self.callers[name]

    def officers(self, *names: str) -> Sequence[Caller]:
        """Several of them."""
        return [self.caller(name) for name in names]

    def groups(self, *names: str) -> Sequence[Caller]:
        """Several people of groups."""
        return [self.caller(name, "beneficiary") for name in names]

    @property
    def town(self) -> Town:
        """Everybody together, for the checks of all journeys."""
        town = Town(self.api, self.program)
        town.people = list(self.callers.values())
        return town


_MOVING = {"trace", "chat", "card", "inbox", "outbox", "sign"}


def content(office: Office) -> dict[str, list[str]]:
    """All rows that are kept, by table, but those of screens, of queues and of the audit trail."""
    tables = office.program.kept(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
    )
    kept = sorted(name for (name,) in tables if name not in _MOVING)
    return {name: sorted(map(repr, office.program.kept(f"SELECT * FROM {name}"))) for name in kept}  # noqa: S608
