"""Figures of an organisation, such that none of them tells of a small group.

Every count is given down to a multiple of `STEP`, and one under `STEP` as 0: from zero to four, all look alike. What is
shown depends on nothing else, be it the numbers, the choice of lines or their order. No total is given but the sum of
what is shown. All periods end with the last full month, so that one always lies within another, and what they tell
changes once a month. Who takes figures from one another, be it of two tables, two periods or two months, is never left
with one number for a count under `STEP`: tests/service/test_figures_attacked.py tries.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from enum import StrEnum
from typing import TypeVar

from bot.engine.outcomes import Delay, Unit
from bot.records import Change, Doing, Status
from bot.service.dates import due

STEP = 5
TOP = 10  # recommendations

PLACES = (
    ("no_plans", ""),
    ("willing_unsure", ""),
    ("already_started", "emergence"),
    ("already_started", "implementation"),
    ("already_started", "sustaining"),
)
ELSEWHERE = ("", "")  # not made clear, or kept confidential
_SITUATIONS = {situation for situation, _ in PLACES}

Cell = TypeVar("Cell", str, tuple[str, str])


class Period(StrEnum):
    """Which time figures are about."""

    YEAR = "year"
    TWELVE_MONTHS = "twelve_months"
    THREE_MONTHS = "three_months"

    def span(self, today: date) -> tuple[datetime, datetime]:
        """From its first instant to the first after it: that of the present month."""
        end = today.replace(day=1)
        last = due(Delay(-1, Unit.MONTH), end)  # in January, the year is the one that is over
        months = {Period.YEAR: last.month, Period.TWELVE_MONTHS: 12, Period.THREE_MONTHS: 3}
        return _instant(due(Delay(-months[self], Unit.MONTH), end)), _instant(end)


def _instant(day: date) -> datetime:
    """The same for everybody: with time zones, periods would not lie within one another."""
    return datetime.combine(day, time(), UTC)


@dataclass(frozen=True, slots=True)
class Counted:
    """Counts as `bot.ports.Figures` gives them. They never leave the program."""

    standing: Sequence[tuple[str, str, int]]
    moves: Sequence[tuple[str, str, int]]
    interviews: Sequence[tuple[str, str, str, int]]
    advice: Sequence[tuple[str, str, int]]


@dataclass(frozen=True, slots=True)
class Figures:
    """What may be told: multiples of `STEP`, 0 for whatever is under it. But for `standing`, only what is not 0.

    `standing` is by situation and stage, `moves` by the situations before and after, `finished` by dialogue, `stopped` by
    dialogue and question, `given` and `done` by recommendation.
    """

    standing: Mapping[tuple[str, str], int]
    moves: Mapping[tuple[str, str], int]
    finished: Mapping[str, int]
    stopped: Mapping[tuple[str, str], int]
    given: Mapping[str, int]
    done: Mapping[str, int]


def published(counted: Counted, catalogue: Sequence[str]) -> Figures:
    """What may be told of `counted`. `catalogue` has the recommendations in their order."""
    standing = _floored((_place(situation, stage), n) for situation, stage, n in counted.standing)
    moves = (((before, after), n) for before, after, n in counted.moves if _is_move(before, after))
    ended = Status.FINISHED.value
    finished = ((dialogue, n) for dialogue, status, _, n in counted.interviews if status == ended)
    stopped = (
        ((dialogue, question), n) for dialogue, status, question, n in counted.interviews if status != ended
    )
    return Figures(
        {place: standing[place] for place in (*PLACES, ELSEWHERE)},
        _listed(_floored(moves)),
        _listed(_floored(finished)),
        _listed(_floored(stopped)),
        _most(_advice(counted, Change.GIVEN), catalogue),
        _most(_advice(counted, Doing.DONE), catalogue),
    )


def _place(situation: str, stage: str) -> tuple[str, str]:
    fitting = (each for each in ((situation, stage), (situation, "")) if each in PLACES)
    return next(fitting, ELSEWHERE)


def _is_move(before: str, after: str) -> bool:
    return before != after and {before, after} <= _SITUATIONS


def _advice(counted: Counted, what: Change | Doing) -> Counter[str]:
    return _floored((advice, n) for advice, change, n in counted.advice if change == what.value)


def _floored(counts: Iterable[tuple[Cell, int]]) -> Counter[Cell]:
    """The counts of each cell together, down to a multiple of `STEP`."""
    summed: Counter[Cell] = Counter()
    for cell, n in counts:
        summed[cell] += n
    return Counter({cell: n // STEP * STEP for cell, n in summed.items()})


def _listed(cells: Counter[Cell]) -> dict[Cell, int]:
    """Those that are shown, in an order that tells nothing."""
    return {cell: cells[cell] for cell in sorted(cells) if cells[cell]}


def _most(cells: Counter[str], catalogue: Sequence[str]) -> dict[str, int]:
    """The recommendations with the highest figures; where they are the same, in the order of the catalogue."""
    shown = sorted((each for each in catalogue if cells[each]), key=lambda each: -cells[each])
    return {each: cells[each] for each in shown[:TOP]}
