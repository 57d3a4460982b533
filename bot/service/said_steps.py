"""The steps of a result in words: what the person said they would do, else what is proposed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.engine.handout import FilledLine
from bot.engine.outcomes import Delay, Unit
from bot.engine.result import OWN_STEPS_GIVEN, NextStep, Result
from bot.engine.session import Session
from bot.service.dates import due
from bot.service.wording import Wording
from bot.texts.folding import folded
from bot.texts.keys import own_step_key

OWN_DELAY = Delay(2, Unit.WEEK)  # where no day was named


@dataclass(frozen=True, slots=True)
class SaidStep:
    """A step with its last day. `step` and `cause` are its ids, "" where the person said it themselves."""

    words: str
    due: date
    occasion: str = ""
    step: str = ""
    cause: str = ""

    @property
    def own_words(self) -> str:
        """Its words, if no text of the dialogue or the catalogue says them."""
        return "" if self.step else self.words


def said_steps(wording: Wording, session: Session, result: Result, today: date) -> Sequence[SaidStep]:
    """The steps of `result`, as they are said and kept."""
    return own_steps(wording, session, result, today) or proposed_steps(wording, result, today)


def own_steps(wording: Wording, session: Session, result: Result, today: date) -> Sequence[SaidStep]:
    """What was said that one would do, the first due first.

    What is past is for today, and what was said twice stands once.
    """
    found: dict[str, SaidStep] = {}
    for line in result.own_steps:
        words = _words(wording, session, line)
        if words:
            day = due(OWN_DELAY, today) if line.day is None else max(line.day, today)
            found.setdefault(folded(words), SaidStep(words, day))
    return sorted(tuple(found.values())[:OWN_STEPS_GIVEN], key=lambda each: each.due)


def _words(wording: Wording, session: Session, line: FilledLine) -> str:
    """The words of a step; "" where they would quote what is not known."""
    if line.answer is not None:
        return wording.value(session, line.answer, session.answers[line.answer])
    key = own_step_key(line.id)
    return wording.quoting(session, key, line.names) if line.may_quote(wording.quoted(key)) else ""


def proposed_steps(wording: Wording, result: Result, today: date) -> Sequence[SaidStep]:
    """The steps of the first cause, or of the first recommendation."""
    return [_proposed(wording, result, each, today) for each in result.steps]


def _proposed(wording: Wording, result: Result, step: NextStep, today: date) -> SaidStep:
    if step.cause:
        words = wording.cause(result.outcome, step.cause, f"step.{step.id}")
    else:
        words = wording.advice(step.id, "first_step")
    return SaidStep(words, due(step.delay, today), step.delay.occasion, step.id, step.cause)
