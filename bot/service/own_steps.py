"""Steps that follow from what was answered: in somebody's own words, or in words that quote them, by a day that they said."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.engine.handout import FilledLine
from bot.engine.outcomes import Delay, Unit
from bot.engine.result import OWN_STEPS_GIVEN, Result
from bot.engine.session import Session
from bot.service.dates import due
from bot.service.wording import Wording
from bot.texts.folding import folded
from bot.texts.keys import own_step_key

OWN_DELAY = Delay(2, Unit.WEEK)  # where no day was named


@dataclass(frozen=True, slots=True)
class OwnStep:
    """What somebody said they would do, and its last day."""

    words: str
    due: date


def own_steps(wording: Wording, session: Session, result: Result, today: date) -> Sequence[OwnStep]:
    """What stands in place of the steps of `result`; one that is past is for today, what was said twice stands once."""
    found: dict[str, OwnStep] = {}
    for line in result.own_steps:
        words = _words(wording, session, line)
        if words:
            day = due(OWN_DELAY, today) if line.day is None else max(line.day, today)
            found.setdefault(folded(words), OwnStep(words, day))
    return tuple(found.values())[:OWN_STEPS_GIVEN]


def _words(wording: Wording, session: Session, line: FilledLine) -> str:
    """The words of a step; "" where they would quote what is not known."""
    if line.answer is not None:
        return wording.value(session, line.answer, session.answers[line.answer])
    key = own_step_key(line.id)
    return wording.quoting(session, key, line.names) if line.may_quote(wording.quoted(key)) else ""
