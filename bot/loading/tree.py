"""YAML as a tree of strings that knows its lines.

Plain YAML reads `no` as false, `12:30` as 750 and takes the last of two equal keys in silence; here every scalar is
a string, and what a dialogue has no use for (anchors, tags, doubled keys) is refused.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, NamedTuple

import yaml

MOST_BYTES = 1_000_000
DEEPEST = 50
MOST_NODES = 50_000


class Problem(NamedTuple):
    """A mistake in a file: `file:line: message`."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


class DialogueError(Exception):
    """All the mistakes found in the files."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = sorted(set(problems))
        super().__init__("\n".join(map(str, self.problems)))


@dataclass(frozen=True, slots=True)
class Node:
    """A scalar, a list or a mapping, and the line where it begins (from 1)."""

    value: "str | list[Node] | dict[str, Node]"
    line: int


def parse(file: str, text: str) -> Node:
    """The tree of `text`.

    Raises `DialogueError` with all doubled keys, or with the first mistake that makes reading on pointless.
    """
    if len(text.encode()) > MOST_BYTES:
        raise DialogueError(
            [Problem(file, 1, f"longer than {MOST_BYTES:,} bytes; split it into several dialogues")]
        )
    composer = _Composer(file, text)
    try:
        node = composer.document()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        message = f"not valid YAML: {error.problem or error.context}"
        raise DialogueError([Problem(file, mark.line + 1 if mark else 1, message)]) from None
    except yaml.YAMLError as error:  # unreadable characters
        raise DialogueError([Problem(file, 1, f"not valid YAML: {error}")]) from None
    if composer.problems:
        raise DialogueError(composer.problems)
    return node


class _Composer:
    """Builds the tree from the parser's events, counting as it goes."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self._events: Iterator[Any] = iter(yaml.parse(text, Loader=yaml.CBaseLoader))
        self._nodes = 0

    def document(self) -> Node:
        for event in self._events:
            if not isinstance(event, yaml.StreamStartEvent | yaml.DocumentStartEvent):
                break
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
            if key.value in pairs:
                first = pairs[key.value].line
                self.problems.append(
                    Problem(self.file, key.line, f"{key.value!r} stands here again (see line {first})")
                )
            pairs[key.value] = value
        return pairs

    def _refuse(self, event: Any, message: str) -> None:
        raise DialogueError([*self.problems, Problem(self.file, event.start_mark.line + 1, message)])


def suggestion(word: str, known: Iterator[str] | tuple[str, ...] | list[str]) -> str:
    """« (did you mean …?) » for a near miss, else nothing."""
    near = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f" (did you mean {near[0]!r}?)" if near else ""
