"""What is said of reminders: which day, what about, why then, when it stops, and what somebody agrees to."""

from collections.abc import Iterable
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
from bot.service.screens import Button
from bot.texts.catalogues import Texts, msg

HOUR, PLACE, WEEKDAY = "h.", "l.", "w."  # codes of buttons
NEVER = "off"
BEGIN, RESUME = "remind_again", "end_pause"
HOURS = range(8, 21)
WEEKDAYS = (
    msg("Monday"), msg("Tuesday"), msg("Wednesday"), msg("Thursday"), msg("Friday"), msg("Saturday"), msg("Sunday"),
)  # fmt: skip
ASKED = msg("Shall I remind you of your steps?")
_DAY = timedelta(days=1)
_LONGEST = 110  # characters of a line, so that a page fits into one message
_WHY = {
    Occasion.BEFORE: msg("before"),
    Occasion.DUE: msg("the day itself"),
    Occasion.AFTER: msg("afterwards"),
    Occasion.AGAIN: msg("as you asked"),
    Occasion.VISIT_EVE: msg("the day before"),
    Occasion.VISIT_AFTER: msg("to look back at it"),
    Occasion.DIGEST: msg("every week if there is something to say, until you stop it"),
}
_SAY_WHEN = frozenset({Occasion.BEFORE, Occasion.DUE, Occasion.VISIT_EVE})  # untrue on another day
_EARLY = msg("the last working day before")
_EVE_LATE = msg("the day itself")


def back(texts: Texts) -> Button:
    """The way back to the plan."""
    return Button(texts.say("Back to the reminders"), "close")


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


def say_note(texts: Texts, reminder: Reminder, message: Message, last: date) -> str:
    """Why it comes on that day, and when it stops; `last` is the day on which it is spoken of for the last time."""
    notes = [_say_why(texts, reminder, message)]
    if reminder.occasion in {Occasion.DIGEST, Occasion.VISIT_EVE}:
        return notes[0]
    if last > message.day and reminder.occasion is not Occasion.VISIT_AFTER:
        notes.append(texts.say("last reminder on {day}", day=say_short(texts, last)))
    else:
        notes.append(texts.say("this is the last reminder"))
    return ", ".join(notes)


def _say_why(texts: Texts, reminder: Reminder, message: Message) -> str:
    why = _WHY[reminder.occasion]
    if reminder.occasion is Occasion.VISIT_EVE and message.day == reminder.anchor:
        return texts.say(_EVE_LATE)
    if (reminder.occasion is Occasion.DUE and reminder.day < reminder.anchor) or (
        reminder.occasion is Occasion.VISIT_EVE and reminder.day < reminder.anchor - _DAY
    ):
        why = _EARLY
    if message.day == reminder.day:
        return texts.say(why)
    late = texts.say("was planned for {day}, comes as soon as it can", day=say_short(texts, reminder.day))
    return late if reminder.occasion in _SAY_WHEN else f"{texts.say(why)}, {late}"


def say_rules(texts: Texts, habits: Habits, abouts: Iterable[Occasion]) -> list[str]:
    """When steps and visits are spoken of and when that stops, as far as either is in the plan."""
    there, said = set(abouts), list[str]()
    if there & {Occasion.BEFORE, Occasion.DUE, Occasion.AFTER, Occasion.AGAIN}:
        said.append(
            texts.say(
                "Steps: two days before, on the day, then once afterwards; nothing more as soon as it is done."
            )
            if habits.every_day
            else texts.say(
                "Steps: two working days before, on the day, then once afterwards; nothing more as soon as it is done."
            )
        )
    if there & {Occasion.VISIT_EVE, Occasion.VISIT_AFTER}:
        said.append(
            texts.say("Visits: the day before, then once afterwards; nothing if the visit is cancelled.")
        )
    return said
