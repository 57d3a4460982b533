"""What is said of reminders: which day, what about, why then, when it stops, and what somebody agrees to."""

from datetime import date, timedelta

from bot.records import Habits, Occasion, Reminder, Visit
from bot.service.agenda import Thing
from bot.service.choosing_days import say_weekday_day
from bot.service.dates import say_day
from bot.service.edits import shortened
from bot.service.follow_up.ahead import Message
from bot.service.follow_up.hours import say_hour
from bot.service.follow_up.places import NAMES
from bot.service.follow_up.times import hour
from bot.texts.catalogues import Texts, msg

HOUR, PLACE, WEEKDAY = "h.", "l.", "w."  # codes of buttons
NEVER = "off"
HOURS = range(8, 21)
WEEKDAYS = (
    msg("Monday"), msg("Tuesday"), msg("Wednesday"), msg("Thursday"), msg("Friday"), msg("Saturday"), msg("Sunday"),
)  # fmt: skip
ASKED = msg("Shall I remind you of your steps?")
_DAY = timedelta(days=1)
_LONGEST = 110  # characters of a line, so that a page fits into one message
_WHY = {
    Occasion.BEFORE: msg("Two working days before its day."),
    Occasion.DUE: msg("It is the day itself."),
    Occasion.AFTER: msg("Some days later, to hear what came of it."),
    Occasion.AGAIN: msg("You asked to speak of it later."),
    Occasion.VISIT_EVE: msg("The day before the visit."),
    Occasion.VISIT_AFTER: msg("After the visit, to look back at it."),
    Occasion.DIGEST: msg("You asked for it."),
}
_SAY_WHEN = frozenset({Occasion.BEFORE, Occasion.DUE, Occasion.VISIT_EVE})  # untrue on another day
_BEFORE_EVERY_DAY = msg("Two days before its day.")
_DUE_EARLY = msg("The last working day before its day.")
_EVE_EARLY = msg("The last working day before the visit.")
_EVE_LATE = msg("It is the day of the visit.")


def say_near(texts: Texts, day: date) -> str:
    """« jeudi 10 décembre »: a day of the next weeks needs no year."""
    return say_weekday_day(texts, day)


def say_short(texts: Texts, day: date) -> str:
    """« 10 décembre »."""
    return say_day(texts, day).removesuffix(f" {day.year}")


def say_consent(texts: Texts, habits: Habits, *, officer: bool = False) -> str:
    """What somebody agrees to, or refuses, in full."""
    at = say_hour(texts, hour(habits))
    if officer:
        return texts.say(
            "Reminders of the steps and visits of your case files: at most one message a day, at {hour} on working days. You stop it at any moment with /rappels.",
            hour=at,
        )
    return f"{texts.say(ASKED)} {say_promise(texts, habits)}"


def say_promise(texts: Texts, habits: Habits) -> str:
    """What is promised to who is asked whether they want reminders."""
    return texts.say(
        "At most one message a day, at {hour} on working days, and only about what you said you would do. You stop it at any moment with /rappels.",
        hour=say_hour(texts, hour(habits)),
    )


def say_rhythm(texts: Texts, habits: Habits) -> str:
    """When messages come."""
    place = texts.say(NAMES.get(habits.place, NAMES["metropole"]))
    at = say_hour(texts, hour(habits))
    if habits.every_day:
        return texts.say("At most one message a day, at {hour}, every day ({place}).", hour=at, place=place)
    return texts.say("At most one message a day, at {hour}, on working days ({place}).", hour=at, place=place)


def say_title(texts: Texts, thing: Thing | None) -> str:
    """What a reminder is about, with its day."""
    if thing is None:
        return texts.say("The overview of the week")
    line = shortened(thing.line(texts), _LONGEST)
    if not isinstance(thing.of, Visit):
        return texts.say("{line}, for {day}", line=line, day=say_short(texts, thing.day))
    day = say_near(texts, thing.day)
    if thing.of.at is None:
        return texts.say("{line} of {day}", line=line, day=day)
    return texts.say("{line} of {day}, {hour}", line=line, day=day, hour=say_hour(texts, thing.of.at))


def say_why(texts: Texts, reminder: Reminder, message: Message, habits: Habits) -> str:
    """Why it comes on that day."""
    why = _WHY[reminder.occasion]
    if reminder.occasion is Occasion.BEFORE and habits.every_day:
        why = _BEFORE_EVERY_DAY
    elif reminder.occasion is Occasion.DUE and reminder.day < reminder.anchor:
        why = _DUE_EARLY
    elif reminder.occasion is Occasion.VISIT_EVE and message.day == reminder.anchor:
        why = _EVE_LATE
    elif reminder.occasion is Occasion.VISIT_EVE and reminder.day < reminder.anchor - _DAY:
        why = _EVE_EARLY
    if message.day == reminder.day or why == _EVE_LATE:
        return texts.say(why)
    late = texts.say("Planned for {day}, told as soon as it can be.", day=say_short(texts, reminder.day))
    return late if reminder.occasion in _SAY_WHEN else f"{texts.say(why)} {late}"


def say_stop(texts: Texts, reminder: Reminder, message: Message, last: date) -> str:
    """When it stops; `last` is the day on which it is spoken of for the last time."""
    match reminder.occasion:
        case Occasion.DIGEST:
            return texts.say("It comes every week until you stop it here.")
        case Occasion.VISIT_EVE:
            return texts.say("It does not come if the visit is cancelled.")
        case Occasion.VISIT_AFTER:
            return texts.say("Once only.")
    if last > message.day:
        return texts.say(
            "It stops as soon as it is said to be done, on {day} at the latest.", day=say_short(texts, last)
        )
    return texts.say("It stops as soon as it is said to be done; nothing comes after it.")
