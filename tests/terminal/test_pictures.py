"""At the terminal, a picture is a file in the folder, and its caption is read out."""

from pathlib import Path

import pytest

from bot.blocks import Paragraph
from bot.ports import Transaction
from bot.records import Address
from bot.service.documents import Document, Page, Picture
from bot.service.screens import Answer, Heard
from tests.reports.pictures import picture
from tests.telegram.conftest import Ids
from tests.telegram.echo import Echo
from tests.terminal.test_handing_over import files_in, said_to


class Giver(Echo):
    """Gives one document, whatever is said."""

    def __init__(self, document: Document) -> None:
        super().__init__(Ids())
        self.document = document

    async def hear(self, tx: Transaction, address: Address, heard: Heard) -> Answer:
        return Answer(documents=(self.document,))


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    return tmp_path / "here"


async def test_a_picture_is_a_file_and_its_caption_words(here: Path, tmp_path: Path) -> None:
    shown = Picture(
        "élan.png", "Titre", picture("quiz").panels, "Apprendre : 8 réponses sur 8.\nPeser : 5 sur 8."
    )
    said = await said_to("x", tmp_path / "talk.sqlite3", echo=Giver(shown))
    assert files_in(here) == ["élan.png"]
    assert (here / "élan.png").read_bytes().startswith(b"\x89PNG")
    assert f"{shown.caption}\nL’image est ici\u00a0: élan.png\n" in said


async def test_a_docx_is_a_file(here: Path, tmp_path: Path) -> None:
    page = Page("Titre", "fiche.docx", (Paragraph("à compléter"),), "bas", "docx")
    said = await said_to("x", tmp_path / "talk.sqlite3", echo=Giver(page))
    assert files_in(here) == ["fiche.docx"]
    assert "est ici\u00a0: fiche.docx" in said
