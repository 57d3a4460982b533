"""Golden conversations: each file in tests/transcripts is what is typed (after « > ») and what comes back.

`pytest tests/service/test_transcripts.py --update` writes the answers anew; read the difference before keeping it.

Words in brackets are not typed, but happen: « (le lendemain) », « (trois semaines plus tard) ». In the second line
« (une équipe : Relais des Monts) » says that the person belongs to it, « (ouvre le lien de l’équipe Relais des Monts) »
that the conversation begins with its link.
"""

import asyncio
import io
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from bot.channels.terminal.channel import Terminal
from bot.content import shelf_of
from bot.engine.dialogue import Voice
from bot.loading.library import Library
from bot.ports import Ids, Store
from bot.records import Address, Member, Organisation, Person, Purpose, Role
from bot.reports.printing import print_document
from bot.service.conversation import Conversation
from bot.service.invitations import Offer, invite
from bot.service.screens import Command
from bot.service.shelf import Shelf
from bot.storage import open_store
from bot.texts.catalogues import Texts
from tests.conftest import CountedIds, TurnedClock

FOLDER = Path(__file__).parent.parent / "transcripts"
LATER = {"(le lendemain)": 1, "(trois semaines plus tard)": 21}  # days
TEAM, LINK = "(une équipe : ", "(ouvre le lien de l’équipe "
ADDRESS = Address("terminal", "test")
Content = tuple[Library, dict[str, Texts], Shelf]


@pytest.fixture(scope="module")
def whole(content: tuple[Library, dict[str, Texts]]) -> Content:
    return (*content, shelf_of(*content))


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.txt")), ids=lambda path: path.stem)
def test_the_conversation_goes_as_written(
    path: Path,
    whole: Content,
    clock: TurnedClock,
    database: str,
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(database.removeprefix("sqlite+aiosqlite:///").rpartition("/")[0])
    written = path.read_text(encoding="utf-8")
    title, *others = written.splitlines()
    team = others[0] if others[0].startswith((TEAM, LINK)) else ""
    said = [line.removeprefix("> ") for line in others if line.startswith("> ")]
    happened = asyncio.run(_play(team, said, whole, clock, database))
    happened = "\n".join(part for part in (title, team, happened) if part)
    if request.config.getoption("--update"):
        path.write_text(happened, encoding="utf-8")
    assert happened == written


async def _play(team: str, said: list[str], content: Content, clock: TurnedClock, database: str) -> str:
    output = io.StringIO()
    library, texts, shelf = content
    ids = CountedIds()
    store = await open_store(database, ADDRESS.channel)
    try:
        if team.startswith(TEAM):
            await _belong(store, ids, clock, team.removeprefix(TEAM).rstrip(")"))
        links = await _links(store, ids, clock, (team, *said))
        conversation = Conversation(library, texts, clock, ids, shelf)
        terminal = Terminal(store, conversation, print_document, texts["fr"], name="test", output=output)
        first = links.get(team, "").removeprefix("/start ")
        await terminal.talk(Command("start", first), _Lines(said, links, output, clock))  # type: ignore[arg-type]
    finally:
        await store.close()
    return output.getvalue()


async def _belong(store: Store, ids: Ids, clock: TurnedClock, name: str) -> None:
    """Who talks is an officer, Claire, of the team `name`."""
    organisation, now = Organisation(ids.new(), name, clock.now()), clock.now()
    person = Person(ids.new(), now, Voice.OFFICER, name="Claire")
    async with store.transaction() as tx:
        await tx.organisations.add(organisation)
        await tx.people.add(person, ADDRESS)
        await tx.organisations.join(Member(person.id, organisation.id, Role.OFFICER, now, person.name))


async def _links(store: Store, ids: Ids, clock: TurnedClock, said: Sequence[str]) -> dict[str, str]:
    """The links of teams that will be opened: how they are typed."""
    typed = {}
    async with store.transaction() as tx:
        for line in said:
            if line.startswith(LINK):
                name = line.removeprefix(LINK).rstrip(")")
                organisation = Organisation(ids.new(), name, clock.now())
                await tx.organisations.add(organisation)
                offer = Offer(Purpose.OFFICER, organisation=organisation.id)
                typed[line] = f"/start {(await invite(tx, ids, clock.now(), offer))[1]}"
    return typed


class _Lines:
    """The typed lines, echoed into the transcript as they are read. Every line finds all that was kept, as after a restart."""

    def __init__(
        self, said: list[str], links: Mapping[str, str], output: io.StringIO, clock: TurnedClock
    ) -> None:
        self.said = iter(said)
        self.links = links
        self.output = output
        self.clock = clock

    def readline(self) -> str:
        line = next(self.said, "")
        while line in LATER:
            self.clock.turn(days=LATER[line])
            self.output.write(f"{line}\n> ")
            line = next(self.said, "")
        self.clock.turn(seconds=20)
        self.output.write(f"{line}\n" if line else "")
        return f"{self.links.get(line, line)}\n" if line else ""
