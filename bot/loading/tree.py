"""YAML as a tree of strings that knows its lines.

Plain YAML reads `no` as false, `12:30` as 750 and takes the last of two equal keys in silence; here every scalar is
a string, and what a dialogue has no use for (anchors, tags, doubled keys) is refused.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

import yaml

from bot.problems import FileError, Problem

MOST_BYTES = 1_000_000
DEEPEST = 50
MOST_NODES = 50_000


@dataclass(frozen=True, slots=True)
class Node:
    """A scalar, a list or a mapping, and the line where it begins (from 1)."""

    value: "str | list[Node] | dict[str, Node]"
    line: int


def place_of(root: Node, *keys: str) -> Node:
    """The node under `keys`, or the nearest one above it."""
    node = root
    for key in keys:
        if not isinstance(node.value, dict) or key not in node.value:
            break
        node = node.value[key]
    return node


def read(path: Path, file: str) -> str:
    """The text of the file at `path`, shown as `file`. Raises `FileError` where there is none to be had."""
    try:
        with path.open("rb") as stream:
            content = stream.read(MOST_BYTES + 1)
        if len(content) <= MOST_BYTES:
            return content.decode("utf-8-sig")
        problem = Problem(file, 1, f"longer than {MOST_BYTES:,} bytes; split it into several dialogues")
    except OSError as error:
        problem = Problem(file, 1, f"cannot be read: {error.strerror}")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        problem = Problem(file, line, "not UTF-8; save the file with this encoding")
    raise FileError([problem])


def parse(file: str, text: str) -> Node:
    """The tree of `text`.

    Raises `FileError` with all doubled keys, or with the first mistake that makes reading on pointless.
    """
    composer = _Composer(file, text)
    try:
        node = composer.document()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        message = f"not valid YAML: {error.problem or error.context}"
        line = min(mark.line, text.count("\n")) + 1 if mark else 1
        raise FileError([Problem(file, line, message)]) from None
    except yaml.reader.ReaderError as error:
        line = text.encode().count(b"\n", 0, error.position) + 1
        raise FileError([Problem(file, line, f"not valid YAML: {error.reason}")]) from None
    if composer.problems:
        raise FileError(composer.problems)
    return node


class _Composer:
    """Builds the tree from the parser's events, counting as it goes."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self._events: Iterator[Any] = iter(yaml.parse(text, Loader=yaml.CBaseLoader))
        self._nodes = 0

    def document(self) -> Node:
        while isinstance(event := next(self._events), yaml.StreamStartEvent | yaml.DocumentStartEvent):
            pass
        if isinstance(event, yaml.StreamEndEvent):
            self._refuse(event, "the file is empty")
        node = self._node(event, 0)
        for event in self._events:
            if not isinstance(event, yaml.DocumentEndEvent | yaml.StreamEndEvent):
                self._refuse(event, "a second document; one file holds one dialogue")
        return node

    def _node(self, event: Any, depth: int) -> Node:
        self._nodes += 1
        if depth > DEEPEST or self._nodes > MOST_NODES:
            self._refuse(event, "nested too deeply or too long")
        if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
            self._refuse(event, "anchors and aliases (& and *) are not used in dialogues; write it out")
        if event.tag is not None and event.tag != "!":
            self._refuse(event, f"tags ({event.tag}) are not used in dialogues")
        line = event.start_mark.line + 1
        if isinstance(event, yaml.ScalarEvent):
            return Node(event.value, line)
        if isinstance(event, yaml.SequenceStartEvent):
            return Node(list(self._items(depth)), line)
        return Node(self._mapping(depth), line)

    def _items(self, depth: int) -> Iterator[Node]:
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            yield self._node(event, depth + 1)

    def _mapping(self, depth: int) -> dict[str, Node]:
        pairs: dict[str, Node] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key = self._node(event, depth + 1)
            if not isinstance(key.value, str):
                self._refuse(event, "a key must be a word")
            value = self._node(next(self._events), depth + 1)
            if key.value in pairs and len(self.problems) < 100:
                first = pairs[key.value].line
                self.problems.append(
                    Problem(self.file, key.line, f"{key.value[:60]!r} stands here again (see line {first})")
                )
            pairs[key.value] = value
        return pairs

    def _refuse(self, event: Any, message: str) -> NoReturn:
        raise FileError([*self.problems, Problem(self.file, event.start_mark.line + 1, message)])
