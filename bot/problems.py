"""Mistakes in the files of authors and translators, told all at once."""

from collections.abc import Iterable
from difflib import get_close_matches
from itertools import islice
from typing import NamedTuple


class Problem(NamedTuple):
    """A mistake in a file: `file:line: message`."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


class FileError(Exception):
    """All the mistakes found in one or several files."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(set(problems))
        super().__init__("\n".join(map(str, self.problems)))


def suggestion(word: str, known: Iterable[str]) -> str:
    """« (did you mean …?) » for a near miss, else nothing."""
    near = get_close_matches(word[:60], list(islice(known, 300)), n=1, cutoff=0.6)
    return f" (did you mean {near[0]!r}?)" if near else ""
