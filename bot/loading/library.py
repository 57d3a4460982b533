"""All dialogues of a folder, with the catalogue of recommendations that they share."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.engine.dialogue import Catalogue, Dialogue
from bot.engine.engine import Engine
from bot.loading.checks import check
from bot.loading.dialogue import read_dialogue
from bot.loading.outcomes import read_catalogue
from bot.loading.reader import Reader
from bot.loading.tree import parse, read
from bot.problems import FileError, Problem

CATALOGUE_FILE = "advice.yaml"


@dataclass(frozen=True, slots=True)
class Library:
    """The dialogues ready to be played, the text of each file, and the catalogue."""

    engines: Mapping[str, Engine]
    sources: Mapping[str, str]
    catalogue: Catalogue


def load(folder: Path) -> Library:
    """Read `folder`. Raises `FileError` with the mistakes of all files."""
    problems: list[Problem] = []
    files = sorted(folder.glob("*.yaml"))
    if not files:
        raise FileError([Problem(str(folder), 1, "there is no dialogue (*.yaml) in this folder")])
    catalogue = _catalogue(folder / CATALOGUE_FILE, problems)
    dialogues: dict[str, Dialogue] = {}
    sources: dict[str, str] = {}
    for path in files:
        if path.name == CATALOGUE_FILE:
            continue
        try:
            text = read(path, _shown(path))
            dialogue = _dialogue(path, text, catalogue, problems)
        except FileError as error:
            problems += error.problems
        else:
            dialogues[dialogue.id] = dialogue
            sources[dialogue.id] = text
    if problems or catalogue is None:
        raise FileError(problems)
    return Library({name: Engine(each, catalogue) for name, each in dialogues.items()}, sources, catalogue)


def _catalogue(path: Path, problems: list[Problem]) -> Catalogue | None:
    """The recommendations at `path`; None where they cannot be read, so that nobody looks for them there."""
    if not path.exists():
        problems.append(Problem(_shown(path), 1, "the catalogue of recommendations is missing"))
        return None
    reader = Reader(_shown(path))
    try:
        catalogue = read_catalogue(reader, parse(reader.file, read(path, reader.file)))
    except FileError as error:
        problems += error.problems
        return None
    problems += reader.problems
    return catalogue


def _dialogue(path: Path, text: str, catalogue: Catalogue | None, problems: list[Problem]) -> Dialogue:
    reader = Reader(_shown(path))
    root = parse(reader.file, text)
    dialogue = read_dialogue(reader, root, version_of(text))
    if dialogue.id and dialogue.id != path.stem:
        reader.report(
            root, f"the dialogue is called {dialogue.id!r} but its file {path.name!r}; give both one name"
        )
    check(reader, root, dialogue, catalogue)
    problems += reader.problems
    return dialogue


def _shown(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"


def version_of(text: str) -> str:
    """The version of a dialogue: a hash of its content, twelve characters long."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]
