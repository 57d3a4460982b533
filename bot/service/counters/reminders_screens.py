"""The screens of reminders: the plan of the next weeks that can be read in advance, and being asked whether one wants any."""

from collections.abc import Iterable, Mapping, Sequence
from zoneinfo import ZoneInfo

from bot.blocks import Block, Bullets, Heading, Paragraph, Tone
from bot.records import CaseFile, Habits, Reminder
from bot.service.agenda import Thing
from bot.service.choosing_days import say_weekday_day
from bot.service.counters.reminders_plan import STEP, Plan
from bot.service.counters.reminders_words import (
    ASKED,
    BEGIN,
    RESUME,
    WEEKDAYS,
    back,
    say_near,
    say_note,
    say_promise,
    say_rhythm,
    say_rules,
    say_short,
    say_title,
)
from bot.service.edits import shortened
from bot.service.follow_up.ahead import Message, last_days
from bot.service.follow_up.hours import say_hour
from bot.service.menus import CASE, case_name, registered
from bot.service.painting import Painting, rows
from bot.service.screens import Button
from bot.texts.catalogues import Texts

# The plan.


def paint_plan(texts: Texts, plan: Plan, page: int, held: Sequence[str] = ()) -> Painting:
    """A page of the plan. `held`: the buttons that it had when it was drawn; they keep their places and their numbers."""
    shown = plan.shown(page)
    title = texts.say("Your reminders of the next 30 days")
    if not plan.on or plan.paused or plan.only_far is not None:
        title = texts.say("Your reminders")
    blocks: list[Block] = [Heading(title, level=1)]
    blocks += _say_missed(texts, plan)
    blocks += _say_state(texts, plan)
    if plan.on:
        rules = say_rules(texts, plan.habits, (reminder.occasion for _, reminder in plan.lines or shown))
        blocks += [Paragraph(rule, Tone.QUIET) for rule in rules]
    if plan.on and not shown:
        blocks += _say_nothing(texts, plan)
    blocks += _say_first(texts, plan, plan.only_far) if plan.only_far else _say_days(texts, plan, shown)
    page = plan.page(page)
    if page == plan.pages - 1:
        blocks += _say_later(texts, plan)
    codes = dict.fromkeys((*held, *plan.ways(page)))
    choices = tuple(_way(texts, code, plan.things.get(code[len(STEP) :])) for code in codes)
    turning = rows(
        Button(texts.say("Previous page"), "earlier") if page else None,
        Button(texts.say("Next page"), "later") if page < plan.pages - 1 else None,
    )
    return Painting(tuple(blocks), choices, (*turning, *_ways(texts, plan)))


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
        plan_named = f"/{registered(texts, 'plan')}"
        off = texts.say(
            "Reminders are stopped: nothing is sent to you. Your steps stay in {plan}.", plan=plan_named
        )
        promise = () if plan.officer else (Paragraph(say_promise(texts, habits), Tone.QUIET),)
        return [Paragraph(off), *promise]
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
    if plan.waiting:
        passed = texts.count("The day of {n} steps is over: you can say what came of it.", len(plan.waiting))
        return [Paragraph(texts.say("Nothing is planned for the next 30 days.")), Paragraph(passed)]
    how = texts.say(
        "A reminder comes with a step: under {plan}, choose an idea, then say by when.",
        plan=f"/{registered(texts, 'plan')}",
    )
    if plan.officer:
        how = texts.say(
            "A reminder comes with a step that has its day, or with a planned visit. Both are noted in the case file."
        )
    return [Paragraph(texts.say("Nothing is planned for the next 30 days.")), Paragraph(how)]


def _say_days(texts: Texts, plan: Plan, shown: Sequence[tuple[Message, Reminder]]) -> list[Block]:
    """The lines of a page under their days."""
    blocks, zone = list[Block](), ZoneInfo(plan.zone)
    for message, lines in _say_lines(texts, plan, shown).items():
        at = message.at.astimezone(zone).time()
        when = texts.say("{day}, {hour}", day=say_near(texts, message.day), hour=say_hour(texts, at))
        blocks += [Heading(when), Bullets(tuple((line, "") for line in lines))]
    return blocks


def _say_lines(
    texts: Texts, plan: Plan, shown: Iterable[tuple[Message, Reminder]]
) -> Mapping[Message, Sequence[str]]:
    """What each message tells: what about, why then, and when it stops."""
    last, said = last_days(plan.messages), dict[Message, list[str]]()
    for message, reminder in shown:
        note = say_note(texts, reminder, message, last[reminder.about])
        title = say_title(texts, plan.things.get(reminder.about))
        said.setdefault(message, []).append(texts.say("{step} ({notes})", step=title, notes=note))
    return said


def _say_first(texts: Texts, plan: Plan, message: Message) -> list[Block]:
    """That nothing comes soon, and what `message`, the first one, will tell after that."""
    none = texts.say("Nothing within the next 30 days.")
    if plan.paused:
        none = texts.say("Nothing within the 30 days after the pause.")
    lines = _say_lines(texts, plan, [(message, reminder) for reminder in message.reminders])[message]
    day = say_weekday_day(texts, message.day, plan.today)
    if len(lines) == 1:
        first = texts.say("The first reminder will come on {day}: {what}.", day=day, what=lines[0])
        return [Paragraph(f"{none} {first}")]
    first = texts.count("The first {n} reminders will come on {day}:", len(lines), day=day)
    return [Paragraph(f"{none} {first}"), Bullets(tuple((line, "") for line in lines))]


def _say_later(texts: Texts, plan: Plan) -> list[Block]:
    """How many reminders come after those that are shown, and from which day on."""
    later = plan.far[1:] if plan.only_far else plan.far
    if not later:
        return []
    many = sum(len(each.reminders) for each in later)
    day = say_weekday_day(texts, later[0].day, plan.today)
    return [
        Paragraph(
            texts.count("Then {n} more reminders, the first of them on {day}.", many, day=day), Tone.QUIET
        )
    ]


def _way(texts: Texts, code: str, thing: Thing | None) -> Button:
    return Button(texts.say("No longer planned") if thing is None else shortened(thing.line(texts)), code)


def _ways(texts: Texts, plan: Plan) -> tuple[tuple[Button, ...], ...]:
    agenda = Button(texts.say("To my calendar"), "agenda")
    overview = Button(texts.say("See the overview of the week"), "overview") if plan.officer else None
    home = Button(texts.say("Home"), "home")
    if not plan.on:
        return rows(Button(texts.say("Begin reminders again"), BEGIN), overview, agenda, home)
    pause = Button(texts.say("A pause"), "pause")
    return rows(
        Button(texts.say("Resume now"), RESUME) if plan.paused else pause,
        Button(texts.say("Stop everything"), "stop"),
        Button(texts.say("Settings"), "settings"),
        overview,
        agenda,
        home,
    )


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
    ways = rows(Button(texts.say("Case files"), "cases"), back(texts))
    return Painting(tuple(blocks), choices, ways)


def paint_agenda(texts: Texts, *, officer: bool, only_removes: bool) -> Painting:
    """What to do with the file that was handed over; `only_removes`: it puts nothing in."""
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
    if only_removes:
        removes = texts.say("Nothing is planned any more: this file only takes out what was there.")
        blocks.insert(1, Paragraph(removes, Tone.STRONG))
    elif officer:
        shared = texts.say(
            "The names of your case files are in it: choose a calendar that only you can read."
        )
        blocks.append(Paragraph(shared, Tone.QUIET))
    controls = rows(Button(texts.say("Receive a new file"), "agenda"), back(texts))
    return Painting(tuple(blocks), (), controls)
