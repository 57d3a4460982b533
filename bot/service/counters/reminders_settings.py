"""What touching a setting of reminders changes, and what that means from now on, in words."""

from dataclasses import replace
from datetime import time

from bot.records import Habits
from bot.service.counters.reminders_words import HOUR, HOURS, NEVER, PLACE, WEEKDAY, WEEKDAYS
from bot.service.follow_up.hours import say_hour
from bot.service.follow_up.places import NAMES, PLACES
from bot.texts.catalogues import Texts

Changed = tuple[Habits, str]


def changed(texts: Texts, habits: Habits, code: str) -> Changed | None:
    """`habits` after the button `code`, and the sentence that says so; None if it is no setting."""
    kind, value = code[: len(HOUR)], code[len(HOUR) :]
    match kind:
        case _ if code == "resume":
            return replace(habits, paused_until=None), texts.say(
                "The pause is over: reminders come again from now on."
            )
        case _ if code == "days":
            return _days(texts, habits)
        case _ if code == "discreet":
            return _discreet(texts, habits)
        case _ if kind == HOUR and int(value) in HOURS:
            at = time(int(value))
            said = texts.say("It is noted: from now on messages come at {hour}.", hour=say_hour(texts, at))
            return replace(habits, at=at), said
        case _ if kind == PLACE and value in PLACES:
            said = texts.say(
                "It is noted: {place}. From now on messages follow the hour and the public holidays there.",
                place=texts.say(NAMES[value]),
            )
            return replace(habits, place=value), said
        case _ if kind == WEEKDAY:
            return _digest(texts, habits, value)
    return None


def _days(texts: Texts, habits: Habits) -> Changed:
    if habits.every_day:
        said = texts.say("It is noted: from now on messages come on working days only.")
    else:
        said = texts.say("It is noted: from now on messages come on weekends and public holidays too.")
    return replace(habits, every_day=not habits.every_day), said


def _discreet(texts: Texts, habits: Habits) -> Changed:
    if habits.discreet:
        said = texts.say("It is noted: from now on the message says what it is about.")
    else:
        said = texts.say(
            "It is noted: from now on the message only says that there is something to read; the rest comes when you touch it."
        )
    return replace(habits, discreet=not habits.discreet), said


def _digest(texts: Texts, habits: Habits, day: str) -> Changed:
    if day == NEVER:
        said = texts.say("It is noted: the overview of the week no longer comes. You can still read it here.")
        return replace(habits, digest=None), said
    named = texts.say(WEEKDAYS[int(day)])
    said = texts.say(
        "It is noted: from now on the overview of the week comes every {day}, in the message of the day.",
        day=named,
    )
    return replace(habits, digest=int(day)), said
