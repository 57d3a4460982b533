"""What touching a setting of reminders changes, and what that means from now on, in words."""

from dataclasses import replace
from datetime import time

from bot.records import Habits
from bot.service.counters.reminders_words import HOUR, HOURS, NEVER, PLACE, RESUME, WEEKDAY, WEEKDAYS
from bot.service.follow_up.hours import say_hour
from bot.service.follow_up.places import NAMES, PLACES
from bot.service.follow_up.times import EARLIEST, LATEST
from bot.texts.catalogues import Texts
from bot.texts.folding import folded

Changed = tuple[Habits, str]
QUARTER = 15  # minutes
_NAMED, _NAMED_BY_OFFICERS = ("stop", "pause", "settings", "hour", "place"), ("overview", "digest")


def changed(texts: Texts, habits: Habits, code: str) -> Changed | None:
    """`habits` after the button `code`, and the sentence that says so; None if it is no setting."""
    kind, value = code[: len(HOUR)], code[len(HOUR) :]
    match kind:
        case _ if code == RESUME:
            return replace(habits, paused_until=None), texts.say(
                "The pause is over: reminders come again from now on."
            )
        case _ if code == "days":
            return _days(texts, habits)
        case _ if code == "discreet":
            return _discreet(texts, habits)
        case _ if kind == HOUR and int(value) in HOURS:
            return at_hour(texts, habits, time(int(value)))
        case _ if kind == PLACE and value in PLACES:
            said = texts.say(
                "It is noted: {place}. From now on messages follow the hour and the public holidays there.",
                place=texts.say(NAMES[value]),
            )
            return replace(habits, place=value), said
        case _ if kind == WEEKDAY:
            return _digest(texts, habits, value)
    return None


def at_hour(texts: Texts, habits: Habits, at: time) -> Changed | None:
    """`habits` with messages at that hour; None if none come then."""
    if not EARLIEST <= at <= LATEST or at.minute % QUARTER:
        return None
    said = texts.say("It is noted: from now on messages come at {hour}.", hour=say_hour(texts, at))
    return replace(habits, at=at), said


def say_hours(texts: Texts) -> str:
    """Which hours can be written."""
    first, last = say_hour(texts, EARLIEST), say_hour(texts, LATEST)
    return texts.say(
        "Messages can come from {first} to {last}, at each quarter of an hour. Write for example “18:45”.",
        first=first,
        last=last,
    )


def named_setting(texts: Texts, text: str, *, officer: bool) -> str | None:
    """The code of the button, here or on a screen behind, that `text` is a word for."""
    plain = folded(text)
    codes = (*_NAMED, *_NAMED_BY_OFFICERS) if officer else _NAMED
    return next((code for code in codes if plain in map(folded, texts.words(f"say.{code}"))), None)


def pause_named(texts: Texts, text: str) -> str:
    """What follows a word for a pause, « pause jusqu'au 5 janvier »; "" where there is no such word before it."""
    for phrase in sorted(texts.words("say.pause"), key=len, reverse=True):
        words = folded(text).split()
        first = folded(phrase).split()
        if words[: len(first)] == first and len(words) > len(first):
            return " ".join(words[len(first) :])
    return ""


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
