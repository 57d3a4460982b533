"""Rules about case files: in which order they stand, whose names are alike, what a search finds, what comes next."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import IntEnum, StrEnum
from types import MappingProxyType

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from bot.records import CaseFile, CaseState, Note, Priority, Standing
from bot.service.understanding import ALIKE
from bot.texts.folding import folded

KINDS = ("municipality", "association", "farm", "enterprise", "other")
FIELDS = ("name", "territory", "themes", "contact")  # what is typed
PAGE = 8
MOST_FOUND = 40  # who finds more had better type more
_SAME_NAME = 88  # from this likeness on, two names may be the same group's
_SHORTEST_SLIP = 4  # in shorter words a slip makes another word
_SHORTEST_NUMBER = 6  # fewer digits in a row are no telephone number
_DIGITS = re.compile(r"\d+(?: \d+)*")
_FRANCE = re.compile(r"^(?:00)?330?(?=[1-9]\d{8})")
_PRIORITIES = (Priority.HIGH, Priority.NORMAL, Priority.LOW)
_SITUATIONS = ("", "undetermined", "no_plans", "willing_unsure", "already_started")
_STAGES = ("", "emergence", "implementation", "sustaining")


# The list.


class Order(StrEnum):
    """How a list of case files is sorted."""

    CONTACT = "contact"
    PRIORITY = "priority"
    SITUATION = "situation"
    NEXT = "next"


@dataclass(frozen=True, slots=True)
class Listing:
    """Which list is shown. `dialogue`: the interview that waits for a case file to be chosen, "" for none."""

    order: Order = Order.CONTACT
    archived: bool = False
    dialogue: str = ""

    @property
    def mode(self) -> str:
        """The listing as a view keeps it."""
        shelf = "archived" if self.archived else self.order.value
        return f"{shelf}/{self.dialogue}" if self.dialogue else shelf

    @classmethod
    def of(cls, mode: str) -> "Listing":
        """What `mode` says; a bare word that is no order is the dialogue."""
        shelf, _, dialogue = mode.partition("/")
        if shelf == "archived":
            return cls(archived=True, dialogue=dialogue)
        return cls(Order(shelf), dialogue=dialogue) if shelf in set(Order) else cls(dialogue=shelf)

    def holds(self, case: CaseFile) -> bool:
        """Whether `case` stands in this list."""
        return (case.state is CaseState.ARCHIVED) is self.archived


def ordered(cases: Iterable[CaseFile], order: Order) -> list[CaseFile]:
    """`cases` in `order`; what is equal there, the last touched first."""
    latest = sorted(cases, key=lambda case: case.touched_at, reverse=True)
    match order:
        case Order.CONTACT:
            return latest
        case Order.PRIORITY:
            return sorted(latest, key=lambda case: _PRIORITIES.index(case.priority))
        case Order.SITUATION:
            return sorted(
                latest, key=lambda case: (_place(_SITUATIONS, case.situation), _place(_STAGES, case.stage))
            )
        case Order.NEXT:
            return sorted(latest, key=lambda case: case.next_day or date.max)


def _place(names: tuple[str, ...], name: str) -> int:
    return names.index(name) if name in names else len(names)


def last_page(count: int) -> int:
    """The number (from 0) of the last page of `count` choices."""
    return max(count - 1, 0) // PAGE


def page_of(cases: Sequence[CaseFile], page: int) -> Sequence[CaseFile]:
    """The case files on that page; on the last one if there are fewer pages."""
    first = min(max(page, 0), last_page(len(cases))) * PAGE
    return cases[first : first + PAGE]


# Names and words.


def alike(name: str, other: str, empty: frozenset[str] = frozenset()) -> bool:
    """Whether both may be names of the same group. « Club 1 » and « Club 2 » never are; words of `empty` do not count."""
    one, two = _bare(name, empty), _bare(other, empty)
    if not one or not two or _numbers(one) != _numbers(two):
        return False
    return one == two or max(fuzz.ratio(one, two), fuzz.token_sort_ratio(one, two)) >= _SAME_NAME


def _bare(name: str, empty: frozenset[str]) -> str:
    plain = folded(name)
    return " ".join(word for word in plain.split() if word not in empty) or plain


def _numbers(plain: str) -> list[str]:
    return sorted(word for word in plain.split() if any(each.isdigit() for each in word))


class Match(IntEnum):
    """How well a case file fits what was typed, the best first."""

    WHOLE_NAME = 0
    IN_NAME = 1
    ELSEWHERE = 2
    SLIP = 3  # only if a word was mistyped


@dataclass(frozen=True, slots=True)
class Hit:
    """A case file that was found."""

    case: CaseFile
    match: Match


def search(
    cases: Iterable[CaseFile],
    text: str,
    empty: frozenset[str] = frozenset(),
    projects: Mapping[str, str] = MappingProxyType({}),
) -> list[Hit]:
    """The case files where every word of `text` is found, or a part of a word, the best first.

    Words of `empty` count only where nothing else was typed. `projects`: the names of the cooperations of a case, by
    its id. A telephone number is found however its digits are set apart.
    """
    plain = _with_numbers(folded(text))
    words = [word for word in plain.split() if word not in empty] or plain.split()
    if not words:
        return []
    hits = []
    for case in cases:
        match = _match(case, _told(case, projects.get(case.id, "")), plain, words)
        if match is not None:
            hits.append(Hit(case, match))
    return sorted(hits, key=lambda hit: hit.match)[:MOST_FOUND]


def _told(case: CaseFile, projects: str) -> str:
    """All that a case file may be found by."""
    return " ".join(
        _with_numbers(folded(each))
        for each in (case.name, case.territory, case.themes, case.contact, projects)
    )


def _with_numbers(plain: str) -> str:
    """`plain` with telephone numbers in one word each, as they are dialled within the country."""

    def joined(found: re.Match[str]) -> str:
        digits = found[0].replace(" ", "")
        return found[0] if len(digits) < _SHORTEST_NUMBER else _FRANCE.sub("0", digits)

    return _DIGITS.sub(joined, plain)


def _match(case: CaseFile, told: str, plain: str, words: list[str]) -> Match | None:
    name = _with_numbers(folded(case.name))
    if name == plain:
        return Match.WHOLE_NAME
    if all(word in name for word in words):
        return Match.IN_NAME
    if all(word in told for word in words):
        return Match.ELSEWHERE
    there = set(told.split())
    return Match.SLIP if all(_slipped(word, told, there) for word in words) else None


def _slipped(word: str, text: str, there: set[str]) -> bool:
    if word in text:
        return True
    return (
        len(word) >= _SHORTEST_SLIP
        and not word.isdecimal()
        and any(fuzz.ratio(word, other) >= ALIKE or _swapped(word, other) for other in there)
    )


def _swapped(word: str, other: str) -> bool:
    """Whether both are the same but for two neighbouring letters in the other order."""
    return len(word) == len(other) and sorted(word) == sorted(other) and OSA.distance(word, other) == 1


def single(hits: Sequence[Hit]) -> CaseFile | None:
    """The one case file that was meant: the only one of that name, or the only one found without a slip."""
    whole = [hit.case for hit in hits if hit.match is Match.WHOLE_NAME]
    if len(whole) == 1:
        return whole[0]
    return hits[0].case if len(hits) == 1 and hits[0].match is not Match.SLIP else None


# One case file.


def next_actions(*, diagnosed: bool, visits: bool) -> tuple[str, ...]:
    """What to begin with a case file, the likeliest first: codes of buttons."""
    if not diagnosed:
        return ("diagnosis",)
    return ("visit", "again") if visits else ("again",)


def since(standings: Sequence[Standing], cooperation: str) -> Standing | None:
    """The first of the standings (the newest first) that say the same of `cooperation` as its newest."""
    own = [each for each in standings if each.cooperation == cooperation]
    first = None
    for each in own:
        if (each.situation, each.stage) != (own[0].situation, own[0].stage):
            break
        first = each
    return first


def merged(kept: CaseFile, other: CaseFile, standings: Sequence[Standing]) -> CaseFile:
    """The fields of `kept`, its empty ones from `other`; where both stand is as confirmed last."""
    filled = {field: getattr(kept, field) or getattr(other, field) for field in (*FIELDS, "kind")}
    stands = standings[0] if standings else kept if kept.situation else other
    days = [case.next_day for case in (kept, other) if case.next_day is not None]
    state = CaseState.OPEN if CaseState.OPEN in {kept.state, other.state} else kept.state
    opened = min(kept.opened_at, other.opened_at)
    return replace(
        kept,
        **filled,
        situation=stands.situation,
        stage=stands.stage,
        state=state,
        opened_at=opened,
        next_day=min(days, default=None),
    )


def note_pages(notes: Sequence[Note], room: int = 2400) -> list[list[Note]]:
    """`notes` in pages of at most `room` characters, one note at least on each."""
    pages: list[list[Note]] = []
    left = 0
    for note in notes:
        if not pages or len(note.words) > left or len(pages[-1]) == PAGE:
            pages.append([])
            left = room
        pages[-1].append(note)
        left -= len(note.words)
    return pages
