"""Whether a value answers a question."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from random import Random

from bot.engine.conditions import Facts, holds
from bot.engine.dialogue import Kind, Question
from bot.engine.values import Day, Key, Number, One, Several, Text, Unknown, Value, clean

LONGEST_TEXT = 2000
LARGEST = Decimal(10**12)


class Fault(StrEnum):
    """What is wrong with a value; the channels have a sentence for each."""

    WRONG_KIND = "wrong_kind"
    NO_SUCH_OPTION = "no_such_option"
    NOTHING_CHOSEN = "nothing_chosen"
    TOO_MANY = "too_many"
    EXCLUDES = "excludes"
    TOO_SMALL = "too_small"
    TOO_LARGE = "too_large"
    TOO_LONG = "too_long"
    EMPTY = "empty"
    TOO_EARLY = "too_early"


@dataclass(frozen=True, slots=True)
class Problem:
    """A value that does not answer the question, and the limit it breaks, or the day it must come after, if there is one."""

    fault: Fault
    limit: Decimal | None = None
    day: date | None = None


def accept(question: Question, value: Value) -> Value | Problem:
    """`value` as it will be kept, or why it cannot be."""
    match question.kind, value:
        case _, Unknown():
            return value
        case Kind.ONE, One(option):
            return value if option in question.option_ids else Problem(Fault.NO_SUCH_OPTION)
        case Kind.SEVERAL, Several(options):
            return _several(question, options)
        case Kind.SEVERAL, One(option):
            return _several(question, (option,))
        case Kind.NUMBER, Number(amount):
            return _number(question, amount)
        case Kind.DATE, Day():
            return value
        case Kind.TEXT, Text(text):
            return _text(question, text)
        case _:
            return Problem(Fault.WRONG_KIND)


def too_early(question: Question, key: Key, answers: Mapping[Key, Value]) -> Problem | None:
    """What is wrong with the day that `answers` have for `key`, if it does not come after the one it must come after."""
    match answers.get(key), answers.get(Key(question.after, key.item), answers.get(Key(question.after))):
        case Day(day), Day(start) if day <= start:
            return Problem(Fault.TOO_EARLY, day=start)
    return None


def _several(question: Question, options: tuple[str, ...]) -> Value | Problem:
    wanted = set(options)
    if not wanted:
        return Problem(Fault.NOTHING_CHOSEN)
    if not wanted <= set(question.option_ids):
        return Problem(Fault.NO_SUCH_OPTION)
    if wanted & question.exclusive and len(wanted) > 1:
        return Problem(Fault.EXCLUDES)
    if question.at_most is not None and len(wanted) > question.at_most:
        return Problem(Fault.TOO_MANY, question.at_most)
    return Several(tuple(option for option in question.option_ids if option in wanted))


def _number(question: Question, amount: Decimal) -> Value | Problem:
    if not amount.is_finite() or amount.adjusted() < -12 or len(amount.as_tuple().digits) > 30:
        return Problem(Fault.WRONG_KIND)  # written out, it would fill pages
    least = -LARGEST if question.at_least is None else question.at_least
    most = LARGEST if question.at_most is None else question.at_most
    if amount < least:
        return Problem(Fault.TOO_SMALL, least)
    if amount > most:
        return Problem(Fault.TOO_LARGE, most)
    return Number(amount)


def _text(question: Question, text: str) -> Value | Problem:
    kept = accept_text(text, LONGEST_TEXT if question.at_most is None else int(question.at_most))
    return kept if isinstance(kept, Problem) else Text(kept)


def accept_text(text: str, longest: int = LONGEST_TEXT) -> str | Problem:
    """`text` cleaned, or why it cannot be kept."""
    if len(text) > 8 * longest:
        return Problem(Fault.TOO_LONG, Decimal(longest))  # to clean it could take seconds
    kept = clean(text)
    if not kept:
        return Problem(Fault.EMPTY)
    return Problem(Fault.TOO_LONG, Decimal(longest)) if len(kept) > longest else kept


def offered(question: Question, facts: Facts) -> tuple[str, ...]:
    """The options of `question` that are offered where `facts` hold."""
    return tuple(o.id for o in question.options if o.when is None or holds(o.when, facts))


def shuffled(question: Question, options: tuple[str, ...], seed: str) -> tuple[str, ...]:
    """`options` in an order of their own for each `seed`; those that exclude the others stay last."""
    mixed = [option for option in options if option not in question.exclusive]
    Random(f"{seed}/{question.id}").shuffle(mixed)  # noqa: S311 - nothing is to be kept secret
    return (*mixed, *(option for option in options if option in question.exclusive))


def usable(question: Question, value: Value, facts: Facts) -> Value | None:
    """`value` if every option that it chooses is offered where `facts` hold."""
    if all(option.when is None for option in question.options) or isinstance(value, Unknown):
        return value
    wanted = (value.option,) if isinstance(value, One) else getattr(value, "options", ())
    return value if set(wanted) <= set(offered(question, facts)) else None


def toggle(question: Question, ticked: tuple[str, ...], option: str) -> tuple[str, ...] | Problem:
    """The ticks after `option` was touched: on or off; what excludes the others clears them, and the reverse."""
    if option not in question.option_ids:
        return Problem(Fault.NO_SUCH_OPTION)
    if option in ticked:
        wanted = set(ticked) - {option}
    elif option in question.exclusive:
        wanted = {option}
    else:
        wanted = (set(ticked) - question.exclusive) | {option}
    if question.at_most is not None and len(wanted) > question.at_most:
        return Problem(Fault.TOO_MANY, question.at_most)
    return tuple(each for each in question.option_ids if each in wanted)
