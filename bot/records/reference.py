"""The reference that people open beside their interviews: its pages, what they keep of it, and how it is searched."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class PageKind(StrEnum):
    """What a page of the reference is about."""

    ADVICE = "advice"  # a recommendation, as a sheet
    TERM = "term"  # a word of the glossary
    INTERVIEW = "interview"
    ITEM = "item"  # a place in the outline of the source documents


@dataclass(frozen=True, slots=True)
class PageRef:
    """Names a page; `id` is that of the recommendation, term, interview or item."""

    kind: PageKind
    id: str


@dataclass(frozen=True, slots=True)
class Favourite:
    """A page that `person` wants to find again."""

    person: str
    page: PageRef
    since: datetime


@dataclass(frozen=True, slots=True)
class PutAside:
    """A page that the officer `by` puts aside for `person`, who has opened it since `seen`, or not yet."""

    id: str
    person: str
    by: str
    page: PageRef
    at: datetime
    seen: datetime | None = None


class Field(StrEnum):
    """Where on a page something is found."""

    TITLE = "title"
    WORDS = "words"  # the everyday words for what the page is about
    BODY = "body"


@dataclass(frozen=True, slots=True)
class IndexedPage:
    """A page as it is searched: the stems of each field, separated by spaces. A stem is of small letters and digits."""

    ref: PageRef
    title: str
    words: str
    body: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """Something that a page may hold: one of `stems` in `field`, which is worth so much to the page.

    All of one `group` stand for the same word that was typed: the best that a page holds of it counts, and no other.
    """

    group: int
    field: Field
    stems: tuple[str, ...]
    worth: int


Sought = tuple[Wanted, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """A page that was found: of how many groups it holds something, and what that is worth together."""

    ref: PageRef
    met: int
    worth: int
