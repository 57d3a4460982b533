"""At the terminal, documents become files in the folder the program was started in, and links something to type."""

import io
from pathlib import Path

import pytest

from bot.channels.terminal.channel import Terminal
from bot.reports.printing import print_document
from bot.resources import folder
from bot.service.documents import Raw
from bot.service.screens import Answer, Words
from bot.storage import open_store
from bot.texts.catalogues import load_texts
from tests.telegram.conftest import Ids
from tests.telegram.echo import DOCUMENTS, TOKEN, Echo


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    return tmp_path / "here"


def files_in(place: Path) -> list[str]:
    return [path.name for path in place.iterdir()]


async def said_to(line: str, database: Path, *, echo: Echo | None = None) -> str:
    """What the terminal says to `line`."""
    output = io.StringIO()
    texts = load_texts(folder("locales"))
    store = await open_store(f"sqlite:///{database}", "terminal")
    try:
        terminal = Terminal(store, echo or Echo(Ids()), print_document, texts, name="ann", output=output)
        await terminal.talk(Words(line), io.StringIO(""))
    finally:
        await store.close()
    return output.getvalue()


@pytest.mark.parametrize("kind", DOCUMENTS)
async def test_each_kind_is_a_file(kind: str, here: Path, tmp_path: Path) -> None:
    said = await said_to(kind, tmp_path / "talk.sqlite3")
    document = DOCUMENTS[kind]
    assert files_in(here) == [document.file_name]
    assert (here / document.file_name).read_bytes() == print_document(
        document, lambda token: f"/start {token}"
    )
    assert f"est ici\u00a0: {document.file_name}" in said


async def test_a_code_comes_with_its_caption_and_what_to_type(here: Path, tmp_path: Path) -> None:
    said = await said_to("code", tmp_path / "talk.sqlite3")
    assert "À montrer <ici> & là" in said
    assert f"\n/start {TOKEN}\n" in said


async def test_a_link_is_something_to_type(here: Path, tmp_path: Path) -> None:
    said = await said_to("lien", tmp_path / "talk.sqlite3")
    assert f"Pour ouvrir ce lien au terminal, écrivez\u00a0:\n/start {TOKEN}\n" in said


async def test_no_file_is_written_elsewhere(here: Path, tmp_path: Path) -> None:
    class Elsewhere(Echo):
        async def hear(self, *_: object) -> Answer:
            return Answer(documents=(Raw("../elsewhere.json", "{}"),))

    await said_to("x", tmp_path / "talk.sqlite3", echo=Elsewhere(Ids()))
    assert files_in(here) == ["elsewhere.json"]
