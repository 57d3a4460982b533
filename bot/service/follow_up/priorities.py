"""Which case files to begin with, and why: « se donner des priorités » (002:b3.a), as rules over what is known of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.records import CaseFile, CaseState, Priority, StepRecord
from bot.service.follow_up.steps import too_often
from bot.texts.catalogues import msg

LONG, LONG_IF_HIGH = timedelta(days=30), timedelta(days=14)  # without news
SUGGESTED = 3
_RECENT, _WEEK = timedelta(days=60), timedelta(days=7)
_WILLING, _UNDER_WAY = "willing_unsure", "already_started"


@dataclass(frozen=True, slots=True)
class Followed:
    """What is known of an open case file: its steps that are still to be done, its next visit, and since when it stands where
    it stands (None where that is not known).
    """

    case: CaseFile
    news: date  # the day on which it was touched last
    steps: tuple[StepRecord, ...] = ()
    visit: date | None = None
    stands_since: date | None = None

    def late(self, today: date) -> tuple[StepRecord, ...]:
        """The steps whose day has passed, the longest overdue first."""
        return tuple(sorted((each for each in self.steps if each.due < today), key=lambda each: each.due))

    def quiet(self, today: date) -> bool:
        """Whether it has been without news for long."""
        long = LONG_IF_HIGH if self.case.priority is Priority.HIGH else LONG
        return today - self.news >= long


@dataclass(frozen=True, slots=True)
class Rule:
    """Why to begin with a case file: the reason in words ({steps}: how many are overdue), and when it is so."""

    reason: str
    fits: Callable[[Followed, date], bool]


def _nothing_ahead(followed: Followed, today: date) -> bool:
    return followed.visit is None and not any(each.due >= today for each in followed.steps)


# 002:b3.a, « se donner des priorités ». The first that fits a case file is its reason; those of an earlier rule come first.
RULES = (
    # what was promised slips, and nobody is going to see them
    Rule(
        msg("{steps} overdue and no visit planned"),
        lambda followed, today: len(followed.late(today)) > 1 and followed.visit is None,
    ),
    # the officer has said that it is pressing, and nothing shows it
    Rule(
        msg("high priority, and nothing is planned"),
        lambda followed, today: followed.case.priority is Priority.HIGH and _nothing_ahead(followed, today),
    ),
    # a step that is too big does not get smaller by itself
    Rule(
        msg("a step has been found not done several times: make it smaller or change it"),
        lambda followed, _: any(too_often(each) for each in followed.steps),
    ),
    # the will is there and cools down: the first step is to be found while it is
    Rule(
        msg("the will is there, and no step is noted"),
        lambda followed, _: followed.case.situation == _WILLING and not followed.steps,
    ),
    # a move is when help counts most
    Rule(
        msg("their situation has just changed, and nothing is planned yet"),
        lambda followed, today: followed.stands_since is not None
        and today - followed.stands_since < _RECENT
        and _nothing_ahead(followed, today),
    ),
    Rule(
        msg("a step is overdue and no visit is planned"),
        lambda followed, today: bool(followed.late(today)) and followed.visit is None,
    ),
    # what has begun together goes out without anybody noticing
    Rule(
        msg("under way, but no news for a long time and nothing planned"),
        lambda followed, today: followed.case.situation == _UNDER_WAY
        and followed.quiet(today)
        and _nothing_ahead(followed, today),
    ),
    Rule(
        msg("no diagnosis yet, and no news for a long time"),
        lambda followed, today: not followed.case.situation
        and followed.quiet(today)
        and _nothing_ahead(followed, today),
    ),
)  # fmt: skip
_ORDER = (Priority.HIGH, Priority.NORMAL, Priority.LOW)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A case file to begin with, and why."""

    followed: Followed
    reason: str


@dataclass(frozen=True, slots=True)
class Overview:
    """What an officer's week begins with."""

    suggested: tuple[Suggestion, ...]
    late: tuple[Followed, ...]  # with steps whose day has passed
    quiet: tuple[Followed, ...]  # without news for long
    coming: tuple[
        tuple[date, Followed, StepRecord | None], ...
    ] = ()  # of this week: steps, and visits (None)

    @property
    def empty(self) -> bool:
        """Whether there is nothing to be said."""
        return not (self.suggested or self.late or self.quiet or self.coming)

    @property
    def first(self) -> tuple[Followed, ...]:
        """The case files to begin with; where none is suggested, one that there is something to say of."""
        if self.suggested:
            return tuple(each.followed for each in self.suggested)
        return (*self.late, *(each for _, each, _ in self.coming), *self.quiet)[:1]


def overview(followed: Sequence[Followed], today: date) -> Overview:
    """What is to be said of the case files. What comes first is what waits for longest, pressing ones before others."""
    worked_on = [each for each in followed if each.case.state is CaseState.OPEN]
    late = sorted((each for each in worked_on if each.late(today)), key=lambda each: each.late(today)[0].due)
    quiet = sorted((each for each in worked_on if each.quiet(today)), key=lambda each: each.news)
    return Overview(_suggested(worked_on, today), tuple(late), tuple(quiet), _coming(worked_on, today))


def _coming(
    followed: Sequence[Followed], today: date
) -> tuple[tuple[date, Followed, StepRecord | None], ...]:
    """The visits and the steps of the next seven days, in order."""
    found: list[tuple[date, Followed, StepRecord | None]] = []
    for each in followed:
        if each.visit is not None:
            found.append((each.visit, each, None))
        found += [(step.due, each, step) for step in each.steps]
    found = [each for each in found if today <= each[0] < today + _WEEK]
    return tuple(sorted(found, key=lambda each: (each[0], each[2] is not None)))


def _suggested(followed: Sequence[Followed], today: date) -> tuple[Suggestion, ...]:
    """At most `SUGGESTED`, by the table; of those with the same reason the pressing ones first, then those without news for
    longest.
    """
    found = []
    for each in followed:
        at = next((at for at, rule in enumerate(RULES) if rule.fits(each, today)), None)
        if at is not None:
            found.append((at, _ORDER.index(each.case.priority), each.news, each))
    found.sort(key=lambda each: each[:3])
    return tuple(Suggestion(each, RULES[at].reason) for at, _, _, each in found[:SUGGESTED])
