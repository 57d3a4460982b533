"""The screens of how a person wants to be reminded: at which hour, on which days, where, and until when not at all."""

from collections.abc import Sequence
from datetime import time

from bot.blocks import Heading, Paragraph, Tone
from bot.records import Habits
from bot.service.counters.reminders_words import (
    HOUR,
    HOURS,
    NEVER,
    PLACE,
    WEEKDAY,
    WEEKDAYS,
    back,
    say_rhythm,
)
from bot.service.follow_up.hours import say_hour
from bot.service.follow_up.places import NAMES
from bot.service.follow_up.times import hour
from bot.service.painting import Painting, rows
from bot.service.screens import Button
from bot.texts.catalogues import Texts

WORKING_DAYS = range(5)


def paint_settings(texts: Texts, habits: Habits, *, officer: bool) -> Painting:
    """How messages come, and what can be changed of it."""
    blocks = (Heading(texts.say("How reminders come"), level=1), Paragraph(say_rhythm(texts, habits)))
    controls = rows(
        Button(texts.say("Hour: {hour}", hour=say_hour(texts, hour(habits))), "hour"),
        Button(texts.say("Working days only") if habits.every_day else texts.say("Every day"), "days"),
        Button(texts.say("Where you are"), "place"),
        Button(
            texts.say("Ordinary message") if habits.discreet else texts.say("Discreet message"), "discreet"
        ),
        Button(texts.say("Weekly overview"), "digest") if officer else None,
        Button(texts.say("Stop everything"), "stop"),
    )
    return Painting(blocks, (), (*controls, (back(texts),)))


def _back(texts: Texts) -> Button:
    return Button(texts.say("Back to the reminders"), "close")


def paint_hours(texts: Texts, habits: Habits) -> Painting:
    """At which hour?"""
    hours = (
        Button(say_hour(texts, time(each)), f"{HOUR}{each}", ticked=time(each) == hour(habits))
        for each in HOURS
    )
    blocks = (
        Paragraph(texts.say("At which hour should messages come?"), Tone.STRONG),
        Paragraph(texts.say("You can also write it: “18:45”."), Tone.QUIET),
    )
    return Painting(blocks, (), (*rows(*hours, width=4), (back(texts),)))


def paint_places(texts: Texts, habits: Habits) -> Painting:
    """Where: whose hours and holidays count."""
    blocks = (
        Paragraph(texts.say("Where are you?"), Tone.STRONG),
        Paragraph(texts.say("Messages follow the hour and the public holidays there."), Tone.QUIET),
    )
    places = (
        Button(texts.say(name), PLACE + place, ticked=place == habits.place) for place, name in NAMES.items()
    )
    return Painting(blocks, (), (*rows(*places), (back(texts),)))


def paint_digest_days(texts: Texts, habits: Habits) -> Painting:
    """On which day of the week?"""
    blocks = (
        Paragraph(texts.say("On which day should the overview of the week come?"), Tone.STRONG),
        Paragraph(
            texts.say(
                "It says which case files are without news, which steps are overdue, and what you could begin with. It comes in the message of the day."
            )
        ),
    )
    days = (
        Button(texts.say(WEEKDAYS[each]), f"{WEEKDAY}{each}", ticked=each == habits.digest)
        for each in WORKING_DAYS
    )
    never = Button(texts.say("No overview"), WEEKDAY + NEVER, ticked=habits.digest is None)
    return Painting(blocks, (), (*rows(*days, never, width=3), (back(texts),)))


def paint_pause(texts: Texts, days: tuple[Sequence[Button], Sequence[tuple[Button, ...]]]) -> Painting:
    """Until when? `days` are the buttons to choose one by."""
    choices, controls = days
    blocks = (
        Paragraph(texts.say("A pause until when?"), Tone.STRONG),
        Paragraph(
            texts.say(
                "Messages come again on that day. You can also write it: “5 January”, “in three weeks”."
            ),
            Tone.QUIET,
        ),
    )
    return Painting(blocks, tuple(choices), (*controls, (Button(texts.say("No pause"), "close"),)))
