"""How the lines of a message of the day are said. Its first paragraph, which a locked phone shows, names nobody and nothing."""

from collections.abc import Sequence
from datetime import date, timedelta

from bot.records import Doer
from bot.service.choosing_days import say_weekday_day
from bot.service.edits import shortened
from bot.service.follow_up.daily_lines import AFTER, DIGEST, EVE, STEP, Known, Line, State
from bot.service.follow_up.hours import say_hour
from bot.service.follow_up.steps import say_doer, too_often
from bot.texts.catalogues import Texts, msg

_WORDS_LONGEST, _NAME_LONGEST = 160, 90  # so that six lines always fit
_SAID = {
    State.ARCHIVED: msg("The case file is archived."),
    State.DONE: msg("✓ Done."),
    State.BEGUN: msg("✓ Begun."),
    State.NOT_DONE: msg("✓ Not done so far."),
    State.DROPPED: msg("✓ Left aside."),
    State.REPLACED: msg("✓ Replaced by another step."),
    State.MUTED: msg("✓ No more reminders of it."),
    State.CANCELLED: msg("The visit is cancelled."),
    State.HELD: msg("✓ The interview was held."),
    State.SEEN: msg("✓ Seen."),
}
_NOTED = {
    State.DONE: msg("It is noted: done."),
    State.BEGUN: msg("It is noted: begun."),
    State.NOT_DONE: msg("It is noted: not done so far."),
    State.DROPPED: msg("It is noted: left aside."),
    State.MUTED: msg("It is noted: no more reminders of this step."),
}


# Numbers in the first paragraph: of one thing the sentence says it itself.
_NUMBERS = {
    2: msg("two, of things"),
    3: msg("three, of things"),
    4: msg("four, of things"),
    5: msg("five, of things"),
    6: msg("six, of things"),
}


def neutral(texts: Texts) -> str:
    """The first paragraph of who wants none to say what there is: it fills what a locked phone shows."""
    return texts.say("Hello, here is what can move forward today, at your own pace. You can read what follows when you have a quiet moment.")  # fmt: skip


def greeting(texts: Texts, lines: Sequence[Line], today: date) -> str:
    """The first paragraph: how much there is of what, and words enough to fill what a locked phone shows."""
    ahead = [each.anchor for each in lines if each.sort == EVE and each.anchor and each.anchor >= today]
    tomorrow = today + timedelta(days=1)
    steps = sum(each.sort == STEP for each in lines)
    visited = sum(each.sort in {EVE, AFTER} for each in lines) - len(ahead)
    counted = (
        (ahead.count(today), msg("Today: one visit."), msg("Today: {number} visits.")),
        (ahead.count(tomorrow), msg("Tomorrow: one visit."), msg("Tomorrow: {number} visits.")),
        (sum(day > tomorrow for day in ahead), msg("Soon: one visit."), msg("Soon: {number} visits.")),
        (visited, msg("To tell about: one visit."), msg("To tell about: {number} visits.")),
        (steps, msg("To look at: one step."), msg("To look at: {number} steps.")),
    )
    said = [texts.say(many if n > 1 else one, number=_number(texts, n)) for n, one, many in counted if n]
    if any(each.sort == DIGEST for each in lines):
        said.append(texts.say("Your week at a glance is there."))
    return " ".join((
        texts.say("Hello, of a message."),
        *said,
        texts.say("The details are further down: you can read them in peace, when you have a moment."),
    ))  # fmt: skip


def _number(texts: Texts, n: int) -> str:
    return texts.say(_NUMBERS[n]) if n in _NUMBERS else f"{n}"


def noted(texts: Texts, state: State, until: date | None, today: date, before: date | None = None) -> str:
    """That an answer was kept; `before`: for which day it was so far."""
    if state is State.PUT_OFF and until is not None and before is not None and until < before:
        return texts.say("It is noted: moved up to {day}.", day=say_weekday_day(texts, until, today))
    if state is State.PUT_OFF and until is not None:
        return texts.say("It is noted: put off to {day}.", day=say_weekday_day(texts, until, today))
    if state is State.LATER and until is not None:
        return texts.say("It is noted: I come back to it on {day}.", day=say_weekday_day(texts, until, today))
    return texts.say(_NOTED.get(state, msg("It is noted.")))


def item(texts: Texts, known: Known, today: date) -> tuple[str, str]:
    if known.state is State.GONE:
        return texts.say("This line is not (or no longer) within your reach."), ""
    words = shortened(known.words, _WORDS_LONGEST) if known.step else _visited(texts, known, today)
    name = shortened(known.name, _NAME_LONGEST)
    head = texts.say("{name}: {words}", name=name, words=words) if name else words
    return head, _note(texts, known, today)


def passed(known: Known, today: date) -> bool:
    """Whether it is a step whose day is over."""
    return known.step is not None and known.step.due < today


def _visited(texts: Texts, known: Known, today: date) -> str:
    day = known.day or today
    if day == today:
        return texts.say("visit today")
    if day == today + timedelta(days=1):
        return texts.say("visit tomorrow")
    return texts.say("visit of {day}", day=say_weekday_day(texts, day, today))


def _note(texts: Texts, known: Known, today: date) -> str:
    if known.state is State.OPEN:
        parts = _of_a_step(texts, known, today) if known.step else _of_a_visit(texts, known)
        return " ".join(each for each in parts if each)
    if known.state is State.PUT_OFF and known.day and known.line.anchor and known.day < known.line.anchor:
        return texts.say("✓ Moved up to {day}.", day=say_weekday_day(texts, known.day, today))
    if known.state is State.PUT_OFF and known.day is not None:
        return texts.say("✓ Put off to {day}.", day=say_weekday_day(texts, known.day, today))
    if known.state is State.LATER and known.line.until is not None:
        return texts.say("✓ I come back to it on {day}.", day=say_weekday_day(texts, known.line.until, today))
    if known.state is State.CANCELLED and known.line.sort == AFTER:
        return texts.say("✓ The visit did not take place.")
    said = texts.say(_SAID[known.state]) if known.state in _SAID else ""
    if known.state is State.NOT_DONE and known.step is not None and too_often(known.step):
        return f"{said} {texts.say('It may simply be too big: we can make it smaller.')}"
    return said


def _of_a_step(texts: Texts, known: Known, today: date) -> list[str]:
    step = known.step
    if step is None:
        return []
    when = _when(texts, step.due, today)
    own = step.subject.oneself
    reader = step.doer is (Doer.GROUP if own else Doer.OFFICER)
    return [
        when,
        "" if reader else texts.say("Done by: {who}.", who=say_doer(texts, step, own)),
        texts.say("Begun already.") if step.status == State.BEGUN else "",
        texts.say("What has come of it?") if passed(known, today) else "",
    ]


def _when(texts: Texts, due: date, today: date) -> str:
    if due == today:
        return texts.say("Planned for today.")
    if due == today + timedelta(days=1):
        return texts.say("Planned for tomorrow.")
    day = say_weekday_day(texts, due, today)
    return (
        texts.say("Planned for {day}.", day=day)
        if due > today
        else texts.say("This was planned for {day}.", day=day)
    )


def _of_a_visit(texts: Texts, known: Known) -> list[str]:
    visit = known.visit
    if visit is None:
        return []
    if known.line.sort == EVE:
        return [texts.say("At {hour}.", hour=say_hour(texts, visit.at)) if visit.at else ""]
    if known.first:
        return [texts.say("How did it go? A first interview shows where they stand.")]
    return [
        texts.say("How did it go? The follow-up interview takes a few minutes and prepares what comes next.")
    ]
