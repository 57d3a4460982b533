"""At the terminal the message of the day is shown to whoever sits there, once."""

import io
from dataclasses import replace
from pathlib import Path

from bot.channels.terminal.channel import Terminal
from bot.ports import Store
from bot.records import Address, Sending
from bot.reports.printing import print_document
from bot.resources import folder
from bot.service.screens import Words
from bot.storage import open_store
from bot.texts.catalogues import load_texts
from tests.telegram.conftest import Ids
from tests.telegram.diary import GREETING, Diary, enter
from tests.telegram.echo import Clock

ANN = Address("terminal", "ann")


async def talk(store: Store, diary: Diary, lines: str) -> str:
    """What the terminal says to « un », then to the lines."""
    output = io.StringIO()
    texts = load_texts(folder("locales"))
    terminal = Terminal(store, diary, print_document, texts, name="ann", output=output)
    await terminal.talk(Words("un"), io.StringIO(lines))
    return output.getvalue()


async def test_what_is_due_is_shown_below_the_answer_once(tmp_path: Path) -> None:
    store = await open_store(f"sqlite:///{tmp_path}/talk.sqlite3", "terminal")
    diary = Diary(Ids(), Clock())
    try:
        async with store.transaction() as tx:
            await enter(tx, diary, ANN, ["a", "b"], since=60)
            await enter(tx, diary, replace(ANN, external="ben"), ["c"], since=60)
            await enter(tx, diary, ANN, ["later"], since=-3600)
        said = await talk(store, diary, "deux\ntrois\n")
        assert said.count(GREETING) == 1
        assert said.index("un\n") < said.index(GREETING) < said.index("deux\n")
        assert "– a" in said
        assert "– b" in said
        assert "– c" not in said
        assert GREETING not in await talk(store, diary, "")
        async with store.transaction() as tx:
            person = await tx.people.at(ANN)
            assert person is not None
            states = {one.about: one.state for one in await tx.reminders.of(person.id)}
        assert states == {"a": Sending.TOLD, "b": Sending.TOLD, "later": Sending.PENDING}
    finally:
        await store.close()


async def test_who_has_nothing_to_be_told_sees_nothing(tmp_path: Path) -> None:
    store = await open_store(f"sqlite:///{tmp_path}/talk.sqlite3", "terminal")
    diary = Diary(Ids(), Clock())
    try:
        async with store.transaction() as tx:
            diary.idle.add(await enter(tx, diary, ANN, ["a"], since=60))
        assert GREETING not in await talk(store, diary, "deux\n")
    finally:
        await store.close()
