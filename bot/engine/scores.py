"""Scores: numbers made from the answers, and the most that each can be."""

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple, Protocol

from bot.engine.conditions import Facts, holds
from bot.engine.dialogue import Dialogue, Kind, Question
from bot.engine.meaning import Count, CountItems, CountTrue, Score, Sum


class Worth(NamedTuple):
    """What a score is, and its maximum as far as the answers are known; None where it has none."""

    value: Decimal
    maximum: Decimal | None

    @property
    def share(self) -> Decimal | None:
        """The part of the maximum that is reached; None where there is no maximum above zero."""
        return self.value / self.maximum if self.maximum is not None and self.maximum > 0 else None


class Scored(Facts, Protocol):
    """What scores are made of: see `bot.engine.facts.Known`."""

    @property
    def dialogue(self) -> Dialogue: ...
    def worth(self, name: str) -> Worth | None: ...
    def items_where(self, score: CountItems) -> tuple[str, ...]: ...


def worth_of(score: Score, facts: Scored) -> Worth | None:
    """What `score` is where `facts` hold; None while all that it is a count or a sum of is unknown."""
    found: Worth | None
    match score:
        case Count(of, leaving_out):
            found = _count(of, leaving_out, facts)
        case CountTrue(conditions):
            found = Worth(Decimal(sum(holds(each, facts) for each in conditions)), Decimal(len(conditions)))
        case CountItems():
            found = Worth(Decimal(len(facts.items_where(score))), None)
        case Sum(of):
            found = _sum(of, facts)
    return found if found is None or score.cap is None else _capped(found, score.cap)


def has_maximum(score: Score) -> bool:
    """Whether `score` can be set against a maximum: of a count only its cap is one."""
    return isinstance(score, Sum | CountTrue) or score.cap is not None


def _capped(found: Worth, cap: Decimal) -> Worth:
    return Worth(min(found.value, cap), cap if found.maximum is None else min(found.maximum, cap))


def _count(names: Iterable[str], leaving_out: frozenset[str], facts: Scored) -> Worth | None:
    known = [found for name in names if (found := facts.choices(name)) is not None]
    return Worth(Decimal(len(frozenset().union(*known) - leaving_out)), None) if known else None


def _sum(names: Iterable[str], facts: Scored) -> Worth | None:
    """What is known of `names` taken together; what is unknown counts neither here nor in the maximum."""
    parts = [found for name in names if (found := _part(name, facts)) is not None]
    if not parts:
        return None
    highest = (Decimal() if each.maximum is None else each.maximum for each in parts)
    return Worth(sum((each.value for each in parts), Decimal()), sum(highest, Decimal()))


def _part(name: str, facts: Scored) -> Worth | None:
    question = facts.dialogue.questions.get(name)
    if question is None:
        return facts.worth(name)
    options = facts.choices(name)
    return None if options is None else _points(question, options)


def _points(question: Question, chosen: frozenset[str]) -> Worth:
    points = {option.id: option.points or Decimal() for option in question.options}
    most = (question.at_most or len(points)) if question.kind is Kind.SEVERAL else 1
    highest = sorted(points.values(), reverse=True)[: int(most)]
    return Worth(sum((points[option] for option in chosen), Decimal()), sum(highest, Decimal()))
