"""Days and delays, as they are said."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.engine.delays import after
from bot.engine.outcomes import Delay
from bot.texts.catalogues import Texts, msg
from bot.texts.numbers import say_date

_OCCASIONS = {
    "next_meeting": msg("at the next meeting, by {day} at the latest"),
    "before_next_council": msg("before the next council, by {day} at the latest"),
    "before_budget": msg("before the next budget, by {day} at the latest"),
    "before_call": msg("before you call, by {day} at the latest"),
}


def local_day(now: datetime, zone: str) -> date:
    """The day it is in `zone`."""
    return now.astimezone(ZoneInfo(zone)).date()


def due(delay: Delay, today: date) -> date:
    """The last day for something that may take `delay` from `today`; the end of a shorter month counts as its 31st."""
    return after(delay, today)


def say_day(texts: Texts, day: date) -> str:
    """« 1er décembre 2026 »."""
    said = say_date(day, texts.language)
    return texts.say("1st {rest}", rest=said.removeprefix("1 ")) if day.day == 1 else said


def say_due(texts: Texts, day: date, occasion: str, today: date) -> str:
    """By when: the day, and the occasion if it may come first."""
    if occasion in _OCCASIONS:
        return texts.say(_OCCASIONS[occasion], day=say_day(texts, day))
    if day <= today:
        return texts.say("today")
    return texts.say("by {day}", day=say_day(texts, day))


def say_planned(texts: Texts, day: date, occasion: str, today: date) -> str:
    """By when something that was agreed earlier is to be done; of a day that is past, when it was to be, without reproach."""
    if day < today:
        return texts.say("planned for {day}, to be looked at again", day=say_day(texts, day))
    if day == today:
        return texts.say("for today")
    return say_due(texts, day, occasion, today)
