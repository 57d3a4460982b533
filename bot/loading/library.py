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
from bot.loading.tree import DialogueError, Node, Problem, parse

CATALOGUE_FILE = "advice.yaml"


@dataclass(frozen=True, slots=True)
class Library:
    """The dialogues ready to be played, the text of each file, and the catalogue."""

    engines: Mapping[str, Engine]
    sources: Mapping[str, str]
    catalogue: Catalogue


def load(folder: Path) -> Library:
    """Read `folder`. Raises `DialogueError` with the mistakes of all files."""
    problems: list[Problem] = []
    files = sorted(folder.glob("*.yaml"))
    if not files:
        raise DialogueError([Problem(str(folder), 1, "there is no dialogue (*.yaml) in this folder")])
    texts = {path: path.read_text(encoding="utf-8") for path in files}
    catalogue = _catalogue(folder, texts, problems)
    dialogues: dict[str, Dialogue] = {}
    sources: dict[str, str] = {}
    for path in files:
        if path.name == CATALOGUE_FILE:
            continue
        dialogue = _dialogue(path, texts[path], catalogue, problems)
        if dialogue is not None:
            dialogues[dialogue.id] = dialogue
            sources[dialogue.id] = texts[path]
    if problems:
        raise DialogueError(problems)
    return Library({name: Engine(each, catalogue) for name, each in dialogues.items()}, sources, catalogue)


def _catalogue(folder: Path, texts: Mapping[Path, str], problems: list[Problem]) -> Catalogue:
    path = folder / CATALOGUE_FILE
    if path not in texts:
        problems.append(Problem(str(path), 1, "the catalogue of recommendations is missing"))
        return {}
    reader = Reader(_shown(path))
    root = _parsed(path, texts[path], problems)
    catalogue = {} if root is None else read_catalogue(reader, root)
    problems += reader.problems
    return catalogue


def _dialogue(path: Path, text: str, catalogue: Catalogue, problems: list[Problem]) -> Dialogue | None:
    root = _parsed(path, text, problems)
    if root is None:
        return None
    reader = Reader(_shown(path))
    dialogue = read_dialogue(reader, root, version_of(text))
    if dialogue.id != path.stem:
        reader.report(
            root, f"the dialogue is called {dialogue.id!r} but its file {path.name!r}; give both one name"
        )
    check(reader, root, dialogue, catalogue)
    problems += reader.problems
    return dialogue


def _parsed(path: Path, text: str, problems: list[Problem]) -> Node | None:
    try:
        return parse(_shown(path), text)
    except DialogueError as error:
        problems += error.problems
        return None


def _shown(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"


def version_of(text: str) -> str:
    """The version of a dialogue: a hash of its content, twelve characters long."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]
