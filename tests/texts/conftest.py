"""What the tests of the texts share: a folder of catalogues to load, and the shipped ones."""

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.loading.library import Library, load
from bot.problems import FileError
from bot.texts.catalogues import Texts, load_texts

ROOT = Path(__file__).parents[2]
LoadTexts = Callable[..., Texts]


@pytest.fixture(scope="session")
def library() -> Library:
    return load(ROOT / "dialogues")


@pytest.fixture(scope="session")
def texts() -> Texts:
    return load_texts(ROOT / "locales")


@pytest.fixture
def load_po(tmp_path: Path) -> LoadTexts:
    """Loads French catalogues: `bot` stands for bot.po, and so on."""

    def loaded(**files: bytes | str) -> Texts:
        folder = tmp_path / "locales" / "fr"
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            (folder / f"{name}.po").write_bytes(content if isinstance(content, bytes) else content.encode())
        return load_texts(tmp_path / "locales")

    return loaded


@pytest.fixture
def mistakes(load_po: LoadTexts) -> Callable[..., list[str]]:
    """What is said of catalogues that cannot be loaded, one line each."""

    def told(**files: bytes | str) -> list[str]:
        with pytest.raises(FileError) as caught:
            load_po(**files)
        return [str(problem).removeprefix("locales/fr/") for problem in caught.value.problems]

    return told
