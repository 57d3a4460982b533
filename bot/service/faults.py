"""What is wrong with an answer, as a sentence."""

from decimal import Decimal

from bot.engine.accept import Fault, Problem
from bot.service.dates import say_day
from bot.texts.catalogues import Texts, msg

_PROBLEMS = {
    Fault.WRONG_KIND: msg("I did not understand this answer."),
    Fault.NO_SUCH_OPTION: msg("This answer is not among the choices."),
    Fault.NOTHING_CHOSEN: msg("Tick at least one line, or touch “I pass”."),
    Fault.TOO_MANY: msg("{limit} choices at most: untick one first."),
    Fault.EXCLUDES: msg("One of these answers stands alone: choose it, or the others."),
    Fault.TOO_SMALL: msg("It must be {limit} at least."),
    Fault.TOO_LARGE: msg("It must be {limit} at most."),
    Fault.TOO_LONG: msg("It is a little long: {limit} characters at most."),
    Fault.EMPTY: msg("There is nothing to read in it; write a few words."),
    Fault.TOO_EARLY: msg("This day comes after {day}. Write a later one."),
}


def say_problem(texts: Texts, problem: Problem) -> str:
    """What is wrong with an answer, and what to do."""
    day = "" if problem.day is None else say_day(texts, problem.day)
    return texts.say(_PROBLEMS[problem.fault], limit=f"{problem.limit or Decimal():f}", day=day)
