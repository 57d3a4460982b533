"""Golden conversations: each file in tests/transcripts is what is typed (after « > ») and what comes back.

`pytest tests/service/test_transcripts.py --update` writes the answers anew; read the difference before keeping it.
"""

import asyncio
import io
from pathlib import Path

import pytest

from bot.reports.printing import print_document
from bot.channels.terminal.channel import Terminal
from bot.loading.library import Library
from bot.service.conversation import Conversation
from bot.service.screens import Command
from bot.storage import open_store
from bot.texts.catalogues import Texts
from tests.conftest import CountedIds, TurnedClock

FOLDER = Path(__file__).parent.parent / "transcripts"
DAY_LATER = "(le lendemain)"


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.txt")), ids=lambda path: path.stem)
def test_the_conversation_goes_as_written(
    path: Path,
    content: tuple[Library, dict[str, Texts]],
    clock: TurnedClock,
    database: str,
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(database.removeprefix("sqlite+aiosqlite:///").rpartition("/")[0])
    written = path.read_text(encoding="utf-8")
    title = written.splitlines()[0]
    said = [line.removeprefix("> ") for line in written.splitlines() if line.startswith("> ")]
    happened = title + "\n" + asyncio.run(_play(said, content, clock, database))
    if request.config.getoption("--update"):
        path.write_text(happened, encoding="utf-8")
    assert happened == written


async def _play(
    said: list[str], content: tuple[Library, dict[str, Texts]], clock: TurnedClock, database: str
) -> str:
    output = io.StringIO()
    library, texts = content
    store = await open_store(database, "terminal")
    try:
        conversation = Conversation(library, texts, clock, CountedIds())
        terminal = Terminal(store, conversation, print_document, texts["fr"], name="test", output=output)
        lines = _Lines(said, output, clock)
        await terminal.talk(Command("start"), lines)  # type: ignore[arg-type]
    finally:
        await store.close()
    return output.getvalue()


class _Lines:
    """The typed lines, echoed into the transcript as they are read. Every line finds all that was kept, as after a restart."""

    def __init__(self, said: list[str], output: io.StringIO, clock: TurnedClock) -> None:
        self.said = iter(said)
        self.output = output
        self.clock = clock

    def readline(self) -> str:
        line = next(self.said, "")
        if line == DAY_LATER:
            self.clock.turn(days=1)
            self.output.write(f"{line}\n> ")
            line = next(self.said, "")
        self.clock.turn(seconds=20)
        self.output.write(f"{line}\n" if line else "")
        return f"{line}\n" if line else ""
