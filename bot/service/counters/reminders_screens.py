"""The screens of reminders: the plan of the next weeks that can be read in advance, and how a person wants to be reminded."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

from bot.blocks import Block, Bullets, Heading, Paragraph, Tone
from bot.records import CaseFile, Habits, Reminder, StepRecord
from bot.service.agenda import Thing
from bot.service.counters.reminders_words import (
    ASKED,
    HOUR,
    HOURS,
    NEVER,
    PLACE,
    WEEKDAY,
    WEEKDAYS,
    say_near,
    say_promise,
    say_rhythm,
    say_short,
    say_stop,
    say_title,
    say_why,
)
from bot.service.edits import shortened
from bot.service.follow_up.ahead import Message, last_days
from bot.service.follow_up.hours import say_hour
from bot.service.follow_up.places import NAMES
from bot.service.follow_up.times import hour
from bot.service.menus import CASE, case_name
from bot.service.painting import Painting, rows
from bot.service.screens import Button
from bot.texts.catalogues import Texts

STEP, VISIT = "s.", "v."
WORKING_DAYS = range(5)
DAYS = timedelta(days=30)  # how far the plan goes
LINES = 8  # a page


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be read: the messages that will come, what may have been missed, and what all of it is about, by id.

    `on`: reminders are sent at all. `officer`: who reads it has case files.
    """

    habits: Habits
    zone: str
    today: date
    on: bool
    officer: bool
    things: Mapping[str, Thing]
    messages: tuple[Message, ...] = ()
    missed: Sequence[tuple[date, tuple[Reminder, ...]]] = ()

    @property
    def paused(self) -> bool:
        """Whether the person has asked for quiet now."""
        until = self.habits.paused_until
        return until is not None and self.today < until

    @property
    def lines(self) -> list[tuple[Message, Reminder]]:
        """What is told within `DAYS`, one by one."""
        near = (each for each in self.messages if each.day <= self.today + DAYS)
        return [(message, reminder) for message in near for reminder in message.reminders]

    @property
    def pages(self) -> int:
        """How many pages it has, one at least."""
        return max(1, -(-len(self.lines) // LINES))


# The plan.


def paint_plan(texts: Texts, plan: Plan, page: int) -> Painting:
    """A page of the plan, with the settings."""
    page = min(max(page, 0), plan.pages - 1)
    shown = plan.lines[page * LINES : (page + 1) * LINES]
    blocks: list[Block] = [Heading(texts.say("Your reminders of the next 30 days"), level=1)]
    blocks += _say_missed(texts, plan)
    blocks += _say_state(texts, plan)
    if plan.on and not shown:
        blocks += _say_nothing(texts, plan)
    blocks += _say_days(texts, plan, shown)
    later = sum(len(each.reminders) for each in plan.messages) - len(plan.lines)
    if shown and page == plan.pages - 1 and later:
        blocks.append(Paragraph(texts.count("And {n} more after these 30 days.", later), Tone.QUIET))
    missed = [each.about for _, group in plan.missed for each in group]
    abouts = dict.fromkeys((*missed, *(reminder.about for _, reminder in shown)))
    choices = tuple(_way(texts, plan.things[each]) for each in abouts if each in plan.things)
    turning = rows(
        Button(texts.say("Previous ones"), "earlier") if page else None,
        Button(texts.say("Next ones"), "later") if page < plan.pages - 1 else None,
    )
    return Painting(tuple(blocks), choices, (*turning, *_settings(texts, plan)))


def _say_missed(texts: Texts, plan: Plan) -> list[Block]:
    """What was being sent when the program was stopped."""
    said: list[Block] = []
    for day, group in plan.missed:
        what = tuple((say_title(texts, plan.things.get(each.about)), "") for each in group)
        line = texts.say("A message of {day} may not have reached you:", day=say_short(texts, day))
        said += [Paragraph(line, Tone.STRONG), Bullets(what)]
    return said


def _say_state(texts: Texts, plan: Plan) -> list[Block]:
    """How reminders come, or that none do."""
    habits = plan.habits
    if not plan.on:
        off = texts.say("Reminders are stopped: nothing is sent to you. Your steps stay in /plan.")
        return [Paragraph(off)]
    said = [say_rhythm(texts, habits)]
    if habits.discreet:
        said.append(texts.say("The message only says that there is something to read."))
    if plan.officer and habits.digest is not None:
        said.append(texts.say("The overview of the week: {day}.", day=texts.say(WEEKDAYS[habits.digest])))
    blocks: list[Block] = [Paragraph(" ".join(said), Tone.QUIET)]
    if plan.paused and habits.paused_until is not None:
        until = say_near(texts, habits.paused_until)
        blocks.append(Paragraph(texts.say("A pause: nothing is sent before {day}.", day=until), Tone.STRONG))
    return blocks


def _say_nothing(texts: Texts, plan: Plan) -> list[Block]:
    """That nothing is planned, and how it would be."""
    how = texts.say("A reminder comes with a step: under /plan, choose an idea, then say by when.")
    if plan.officer:
        how = texts.say(
            "A reminder comes with a step that has its day, or with a planned visit. Both are noted in the case file."
        )
    return [Paragraph(texts.say("Nothing is planned for the next 30 days.")), Paragraph(how)]


def _say_days(texts: Texts, plan: Plan, shown: Sequence[tuple[Message, Reminder]]) -> list[Block]:
    """The lines of a page under their days."""
    last, blocks, zone = last_days(plan.messages), list[Block](), ZoneInfo(plan.zone)
    days: dict[Message, list[tuple[str, str]]] = {}
    for message, reminder in shown:
        why = say_why(texts, reminder, message, plan.habits)
        stop = say_stop(texts, reminder, message, last[reminder.about])
        title = say_title(texts, plan.things.get(reminder.about))
        days.setdefault(message, []).append((title, f"{why} {stop}"))
    for message, lines in days.items():
        at = message.at.astimezone(zone).time()
        when = texts.say("{day}, {hour}", day=say_near(texts, message.day), hour=say_hour(texts, at))
        blocks += [Heading(when), Bullets(tuple(lines))]
    return blocks


def _way(texts: Texts, thing: Thing) -> Button:
    code = STEP if isinstance(thing.of, StepRecord) else VISIT
    return Button(shortened(thing.line(texts)), code + thing.of.id)


def _settings(texts: Texts, plan: Plan) -> tuple[tuple[Button, ...], ...]:
    habits, agenda = plan.habits, Button(texts.say("To my calendar"), "agenda")
    overview = Button(texts.say("See the overview of the week"), "overview") if plan.officer else None
    home = Button(texts.say("Home"), "home")
    if not plan.on:
        return rows(Button(texts.say("Begin reminders again"), "again"), overview, agenda, home)
    digest = Button(texts.say("Weekly overview"), "digest") if plan.officer else None
    pause = Button(texts.say("A pause"), "pause")
    return rows(
        Button(texts.say("Resume now"), "resume") if plan.paused else pause,
        Button(texts.say("Stop everything"), "stop"),
        Button(texts.say("Hour: {hour}", hour=say_hour(texts, hour(habits))), "hour"),
        Button(texts.say("Working days only") if habits.every_day else texts.say("Every day"), "days"),
        Button(texts.say("Where you are"), "place"),
        Button(
            texts.say("Ordinary message") if habits.discreet else texts.say("Discreet message"), "discreet"
        ),
        digest,
        overview,
        agenda,
        home,
    )


# One setting.


def _back(texts: Texts) -> Button:
    return Button(texts.say("Back to the reminders"), "close")


def paint_hours(texts: Texts, habits: Habits) -> Painting:
    """At which hour?"""
    hours = (
        Button(say_hour(texts, time(each)), f"{HOUR}{each}", ticked=time(each) == hour(habits))
        for each in HOURS
    )
    asked = Paragraph(texts.say("At which hour should messages come?"), Tone.STRONG)
    return Painting((asked,), (), (*rows(*hours, width=4), (_back(texts),)))


def paint_places(texts: Texts, habits: Habits) -> Painting:
    """Where: whose hours and holidays count."""
    blocks = (
        Paragraph(texts.say("Where are you?"), Tone.STRONG),
        Paragraph(texts.say("Messages follow the hour and the public holidays there."), Tone.QUIET),
    )
    places = (
        Button(texts.say(name), PLACE + place, ticked=place == habits.place) for place, name in NAMES.items()
    )
    return Painting(blocks, (), (*rows(*places), (_back(texts),)))


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
    return Painting(blocks, (), (*rows(*days, never, width=3), (_back(texts),)))


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


# Being asked, the overview, and the file.


def paint_asked(texts: Texts, habits: Habits) -> Painting:
    """Whether one wants any reminders: the very words that are kept."""
    choices = (
        Button(texts.say("Yes, remind me"), "yes"),
        Button(texts.say("No, thank you"), "no"),
    )
    return Painting(
        (Paragraph(texts.say(ASKED), Tone.STRONG), Paragraph(say_promise(texts, habits))), choices
    )


def paint_overview(texts: Texts, blocks: Sequence[Block], cases: Sequence[CaseFile]) -> Painting:
    """The overview of the week, now, with the ways to the case files to begin with."""
    choices = tuple(Button(shortened(case_name(texts, each)), CASE + each.id) for each in cases)
    ways = rows(Button(texts.say("Case files"), "cases"), _back(texts))
    return Painting(tuple(blocks), choices, ways)


def paint_agenda(texts: Texts, *, officer: bool) -> Painting:
    """What to do with the file that was handed over."""
    blocks: list[Block] = [
        Heading(texts.say("Your steps in your own calendar")),
        Paragraph(
            texts.say(
                "Touch the file trait-d-union.ics, then choose your calendar. On a computer, open it or import it."
            )
        ),
        Paragraph(
            texts.say(
                "When something changes, take a new file here: it replaces what the one before had put in, and takes out what is no longer planned."
            )
        ),
    ]
    if officer:
        shared = texts.say(
            "The names of your case files are in it: choose a calendar that only you can read."
        )
        blocks.append(Paragraph(shared, Tone.QUIET))
    controls = rows(Button(texts.say("Receive a new file"), "agenda"), _back(texts))
    return Painting(tuple(blocks), (), controls)
