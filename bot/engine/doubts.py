"""How sure a result is: what lowers the confidence, and what there is to find out (decision rule, section 7)."""

from collections.abc import Iterator
from fractions import Fraction

from bot.engine.conditions import holds
from bot.engine.dialogue import Dialogue
from bot.engine.facts import Choices, Confidence, Known, Level
from bot.engine.meaning import Ranked, Reread, Rows, Union
from bot.engine.values import Unknown


def weigh(known: Known) -> Confidence:
    """The confidence in what `known` leads to."""
    doubts = known.book.dialogue.doubts
    steps, to_check = 0, []
    for name in doubts.could_change:
        if _could_change(name, known):
            steps += 1
            to_check.append(name)
    for lowering in doubts.lowered_by:
        if holds(lowering.when, known):
            steps += 1
            if lowering.check and not known.known(lowering.check):
                to_check.append(lowering.check)
    steps += _too_much_unknown(doubts.unknown_share, known)
    certain_low = doubts.low_when is not None and holds(doubts.low_when, known)
    level = Level.LOW if certain_low or steps > 1 else Level.MEDIUM if steps else Level.HIGH
    order = list(known.book.rests_on)
    return Confidence(level, tuple(sorted(to_check, key=order.index)))


def _could_change(name: str, known: Known) -> bool:
    """Whether `name` was asked, is unknown, and another value of it would change the outcome or a flag."""
    if known.known(name) or not known.asked(name):
        return False
    exception = known.book.dialogue.doubts.could_change_except.get(name)
    if exception is not None and holds(exception, known):
        return False
    now = _decided(known)
    return any(
        _decided(known.assuming(name, frozenset((value,)))) != now
        for value in values_of(name, known.book.dialogue)
    )


def _decided(known: Known) -> tuple[Choices, ...]:
    plan = known.book.dialogue.result
    return tuple(known.choices(name) for name in (plan.computed, *plan.flags))


def values_of(name: str, dialogue: Dialogue) -> tuple[str, ...]:
    """The values that the question or the fact `name` can have, each once."""
    return tuple(dict.fromkeys(_values(name, dialogue, set())))


def _values(name: str, dialogue: Dialogue, met: set[str]) -> Iterator[str]:
    if name in met:
        return
    met.add(name)
    if (question := dialogue.questions.get(name)) is not None:
        yield from question.option_ids
    match dialogue.facts.get(name):
        case Rows(rows):
            for row in rows:
                if row.same_as is not None:
                    yield from _values(row.same_as, dialogue, met)
                elif row.value is not None:
                    yield row.value
        case Union(of):
            for each in of:
                yield from _values(each, dialogue, met)
        case Reread(of):
            yield from _values(of, dialogue, met)
        case Ranked(scores):
            yield from scores
        case None:
            return  # a question, a score or an input


def _too_much_unknown(limit: Fraction | None, known: Known) -> bool:
    if limit is None or not known.answers:
        return False
    unknown = sum(isinstance(value, Unknown) for value in known.answers.values())
    return Fraction(unknown, len(known.answers)) > limit
