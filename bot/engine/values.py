"""What a person can answer: values, and the keys under which answers are kept."""

import unicodedata
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple


class Key(NamedTuple):
    """Where an answer belongs: a question and, inside a loop, the item that it is about ("" outside)."""

    question: str
    item: str = ""


class Why(StrEnum):
    """Why an answer is unknown."""

    SKIPPED = "skipped"
    DONT_KNOW = "dont_know"


@dataclass(frozen=True, slots=True)
class One:
    """The one option chosen."""

    option: str


@dataclass(frozen=True, slots=True)
class Several:
    """The options chosen, at least one, in the order of the question."""

    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Number:
    """A number, exact."""

    amount: Decimal


@dataclass(frozen=True, slots=True)
class Day:
    """A date without a time."""

    day: date


@dataclass(frozen=True, slots=True)
class Text:
    """Free text, cleaned by `clean`."""

    text: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """Asked, and left open: never zero, never no."""

    why: Why = Why.SKIPPED


Value = One | Several | Number | Day | Text | Unknown

_BIDI_OVERRIDES = frozenset(map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A))))


def clean(text: str) -> str:
    """`text` in NFC, without control characters (but line ends), lone surrogates and direction overrides."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = (c for c in lines if c == "\n" or unicodedata.category(c) not in {"Cc", "Cs"})
    return unicodedata.normalize("NFC", "".join(c for c in kept if c not in _BIDI_OVERRIDES)).strip()


def chosen(value: Value | None) -> frozenset[str] | None:
    """The option ids that `value` chooses; None when it is unknown or not a choice."""
    match value:
        case One(option):
            return frozenset((option,))
        case Several(options):
            return frozenset(options)
        case _:
            return None
