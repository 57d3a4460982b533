"""All dialogues of a folder, with the catalogue of recommendations that they share."""

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.engine.dialogue import Catalogue, Dialogue
from bot.engine.engine import Engine
from bot.loading.between import check_between
from bot.loading.checks import check
from bot.loading.dialogue import extends_of, read_dialogue
from bot.loading.outcomes import read_catalogue
from bot.loading.reader import Reader
from bot.loading.tree import Node, parse, read
from bot.problems import FileError, Problem, suggestion

CATALOGUE_FILE = "advice.yaml"


@dataclass(frozen=True, slots=True)
class Library:
    """The dialogues ready to be played, the text that each is read from, and the catalogue.

    The text of a dialogue that extends another is followed by the other's.
    """

    engines: Mapping[str, Engine]
    sources: Mapping[str, str]
    catalogue: Catalogue

    def family(self, dialogue: str) -> frozenset[str]:
        """The dialogues that ask about the same as `dialogue`: itself, the one that it extends, and those that extend it."""
        first = self.engines[dialogue].dialogue.extends or dialogue
        return frozenset(
            {first} | {id for id, each in self.engines.items() if each.dialogue.extends == first}
        )


@dataclass(frozen=True, slots=True)
class _File:
    """A dialogue file that can be parsed; its reader has what is wrong with it."""

    path: Path
    text: str
    root: Node
    reader: Reader


def load(folder: Path) -> Library:
    """Read `folder`. Raises `FileError` with the mistakes of all files."""
    problems: list[Problem] = []
    paths = sorted(folder.glob("*.yaml"))
    if not paths:
        raise FileError([Problem(str(folder), 1, "there is no dialogue (*.yaml) in this folder")])
    catalogue = _catalogue(folder / CATALOGUE_FILE, problems)
    paths = [path for path in paths if path.name != CATALOGUE_FILE]
    files = {path.stem: file for path in paths if (file := _opened(path, problems)) is not None}
    shelf = _Shelf(files, [path.stem for path in paths], catalogue, problems)
    for name in sorted(files, key=lambda each: extends_of(files[each].root) is not None):
        shelf.add(name)
    for name, file in files.items():
        problems += check_between(file.reader, file.root, name, shelf.sound, shelf.names)
    if problems or catalogue is None:
        raise FileError(problems)
    engines = {name: Engine(shelf.dialogues[name], catalogue) for name in files}
    return Library(engines, {name: shelf.sources[name] for name in files}, catalogue)


def _opened(path: Path, problems: list[Problem]) -> _File | None:
    reader = Reader(_shown(path))
    try:
        text = read(path, reader.file)
        return _File(path, text, parse(reader.file, text), reader)
    except FileError as error:
        problems += error.problems
        return None


class _Shelf:
    """The dialogues read so far; those that others extend are added before these."""

    def __init__(
        self,
        files: Mapping[str, _File],
        names: Collection[str],
        catalogue: Catalogue | None,
        problems: list[Problem],
    ) -> None:
        self.files = files
        self.names = names
        self.catalogue = catalogue
        self.problems = problems
        self.dialogues: dict[str, Dialogue] = {}
        self.sources: dict[str, str] = {}
        self.wrong: set[str] = set()

    @property
    def sound(self) -> dict[str, Dialogue]:
        """Those in whose own files nothing is wrong."""
        return {name: each for name, each in self.dialogues.items() if name not in self.wrong}

    def add(self, name: str) -> None:
        """Read the file `name`, and note what is wrong with it."""
        reader = self.files[name].reader
        try:
            self._read(name)
        except FileError as error:
            self.problems += error.problems
            self.wrong.add(name)
        else:
            self.problems += reader.problems
            if reader.problems:
                self.wrong.add(name)

    def _read(self, name: str) -> None:
        file = self.files[name]
        extends = extends_of(file.root)
        base = None if extends is None else self._base(file.reader, extends)
        source = file.text if base is None else f"{file.text}\n---\n{self.sources[base.id]}"
        dialogue = read_dialogue(file.reader, file.root, version_of(source), base)
        if dialogue.id and dialogue.id != name:
            file.reader.report(
                file.root,
                f"the dialogue is called {dialogue.id!r} but its file {file.path.name!r}; give both one name",
            )
        if base is not None or extends is None:  # else it would be blamed for what the other one lacks
            check(file.reader, file.root, dialogue, self.catalogue)
        self.dialogues[name], self.sources[name] = dialogue, source

    def _base(self, reader: Reader, node: Node) -> Dialogue | None:
        """The dialogue named at `node`, which must not extend one itself; None if it is not there or wrong."""
        name = reader.word(node)
        if name and name not in self.names:
            reader.report(node, f"there is no dialogue {name!r}{suggestion(name, self.names)}")
        elif name in self.files and extends_of(self.files[name].root) is not None:
            reader.report(node, f"{name!r} extends a dialogue itself; extend that one")
        return self.sound.get(name)


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


def _shown(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"


def version_of(text: str) -> str:
    """The version of a dialogue: a hash of its content, twelve characters long."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]
