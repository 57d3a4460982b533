"""The screens of planned visits: the day, the hour, and one visit with what can be done about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from bot.blocks import Block, Heading, Paragraph, Tone
from bot.records import Visit, VisitState
from bot.service.choosing_days import paint_days, say_weekday_day, suggestions, working_day
from bot.service.edits import shortened
from bot.service.follow_up.hours import say_hour, say_moment
from bot.service.painting import Painting, rows
from bot.service.screens import Button
from bot.texts.catalogues import Texts

HOUR, OTHER, NO_HOUR = "h.", "v.", "none"
HOURS = (time(9), time(10), time(14), time(16), time(18, 30))
_OTHERS = 3  # visits to come that are named beside the one shown


@dataclass(frozen=True, slots=True)
class Told:
    """A visit as it is shown: of which case, of which project ("" if there is only one), planned by whom ("" for oneself).

    `reminder`: the day on which the person will be reminded of it, `asked` the one on which they are asked how it went.
    `held`: its hour has come. `others`: other visits to come.
    """

    name: str
    visit: Visit
    today: date
    project: str = ""
    by: str = ""
    reminder: date | None = None
    asked: date | None = None
    held: bool = False
    others: Sequence[Visit] = ()

    @property
    def past(self) -> bool:
        """Whether its day is over."""
        return self.visit.day < self.today


def say_visit(texts: Texts, visit: Visit, today: date) -> str:
    """« jeudi 3 décembre à 14 h 30 »."""
    return say_moment(texts, visit.day, visit.at, today)


def paint_when(
    texts: Texts, name: str, today: date, page: int, moved: Visit | None, *, place: str = ""
) -> Painting:
    """On which day the visit is to be, of the working days of `place`; `moved`: one that has a day already."""
    offered = {day: label for label, day in suggestions(texts, today, None, place)}
    week = working_day(today + timedelta(days=7), place)
    offered.setdefault(week, texts.say("In a week: {day}", day=say_weekday_day(texts, week)))
    suggested = [(offered[day], day) for day in sorted(offered)]
    choices, controls = paint_days(texts, today, page, suggested)
    blocks: list[Block] = [Heading(name, level=1)]
    if moved is not None:
        blocks.append(Paragraph(texts.say("Visit planned for: {day}", day=say_visit(texts, moved, today))))
    blocks += [
        Paragraph(texts.say("On which day do you visit them?"), Tone.STRONG),
        Paragraph(
            texts.say("You can also write it: “Tuesday 14:00”, “15 January”, “in ten days”."), Tone.QUIET
        ),
    ]
    return Painting(tuple(blocks), tuple(choices), (*controls, *rows(_back(texts))))


def paint_hour(texts: Texts, told: Told) -> Painting:
    """At what hour the visit is to be."""
    day = texts.say("Visit on {day}", day=say_weekday_day(texts, told.visit.day, told.today))
    blocks = (
        Heading(told.name, level=1),
        Paragraph(day),
        Paragraph(texts.say("At what time?"), Tone.STRONG),
        Paragraph(texts.say("You can also write it: “14:30”."), Tone.QUIET),
    )
    hours = (Button(say_hour(texts, at), f"{HOUR}{at:%H%M}") for at in HOURS)
    none = Button(texts.say("No fixed time"), f"{HOUR}{NO_HOUR}")
    return Painting(blocks, (), (*rows(*hours, none, width=3), *rows(_back(texts))))


def paint_visit(texts: Texts, told: Told) -> Painting:
    """One visit, and what can be done about it."""
    if told.visit.state is VisitState.CANCELLED:
        return _paint_cancelled(texts, told)
    prepare = Button(texts.say("Prepare the visit"), "prepare")
    tell = Button(texts.say("Tell how the visit went"), "tell")
    words = Button(texts.say("Note what to think of"), "words")
    day = Button(texts.say("Change the day"), "day")
    if told.past:
        blocks = (*_told(texts, told), Paragraph(texts.say("How did it go?"), Tone.STRONG))
        not_held = Button(texts.say("It did not take place"), "cancel")
        return Painting(blocks, (tell, *_others(texts, told)), rows(day, not_held, _to_case(texts)))
    choices = (prepare, tell) if told.held else (prepare,)
    controls = rows(
        day,
        Button(texts.say("Change the time"), "hour"),
        words,
        Button(texts.say("Cancel this visit"), "cancel"),
        Button(texts.say("Plan another visit"), "another"),
        _to_case(texts),
    )
    return Painting(_told(texts, told), (*choices, *_others(texts, told)), controls)


def _paint_cancelled(texts: Texts, told: Told) -> Painting:
    moment = say_visit(texts, told.visit, told.today)
    said = Paragraph(texts.say("The visit of {day} is cancelled.", day=moment))
    restore = None if told.past else Button(texts.say("Plan it again all the same"), "restore")
    another = Button(texts.say("Choose another day"), "another")
    choices = tuple(each for each in (restore, another) if each is not None)
    return Painting((Heading(told.name, level=1), said), choices, rows(_to_case(texts)))


def _told(texts: Texts, told: Told) -> tuple[Block, ...]:
    visit = told.visit
    said = texts.say("Visit: {day}", day=say_visit(texts, visit, told.today))
    lines = [
        texts.say("{topic}: {answer}", topic=topic, answer=answer)
        for topic, answer in (
            (texts.say("Project"), told.project),
            (texts.say("Planned by"), told.by),
            (texts.say("To think of"), visit.words),
        )
        if answer
    ]
    blocks: list[Block] = [Heading(told.name, level=1), Paragraph(said, Tone.STRONG)]
    blocks += [Paragraph(line) for line in lines]
    if told.reminder is not None:
        day = say_weekday_day(texts, told.reminder, told.today)
        reminded = texts.say("I will remind you of it on {day}, with what to prepare.", day=day)
        blocks.append(Paragraph(reminded, Tone.QUIET))
    elif told.asked is not None:
        day = say_weekday_day(texts, told.asked, told.today)
        asked = texts.say("I will come back to it on {day}, to hear how it went.", day=day)
        blocks.append(Paragraph(asked, Tone.QUIET))
    return tuple(blocks)


def _others(texts: Texts, told: Told) -> tuple[Button, ...]:
    """The ways to other visits to come."""
    return tuple(
        Button(shortened(texts.say("Also: {day}", day=say_visit(texts, each, told.today))), OTHER + each.id)
        for each in told.others[:_OTHERS]
    )


def paint_words(texts: Texts, told: Told) -> Painting:
    """What is typed next is what to think of."""
    visit = told.visit
    blocks: list[Block] = [Heading(told.name, level=1)]
    if visit.words:
        blocks.append(
            Paragraph(texts.say("{topic}: {answer}", topic=texts.say("To think of"), answer=visit.words))
        )
    asked = (
        texts.say("Write what stands there from now on.")
        if visit.words
        else texts.say("What do you want to think of that day? Write it in one line.")
    )
    quiet = texts.say(
        "It will be in what I send you before the visit. No person by name unless it is needed."
    )
    blocks += [Paragraph(asked, Tone.STRONG), Paragraph(quiet, Tone.QUIET)]
    return Painting(tuple(blocks), (), rows(_back(texts)))


def paint_prepare(texts: Texts, told: Told, prepared: tuple[Block, ...]) -> Painting:
    """What to take along."""
    title = texts.say("{name}: visit of {day}", name=told.name, day=say_visit(texts, told.visit, told.today))
    words = Button(texts.say("Note what to think of"), "words")
    return Painting((Heading(title, level=1), *prepared), (), rows(words, _back(texts)))


def paint_gone(texts: Texts, name: str) -> Painting:
    """A visit that is not there (any more)."""
    said = texts.say("This visit is no longer there; it may have been merged or erased with something else.")
    return Painting((Heading(name, level=1), Paragraph(said)), (), rows(_to_case(texts)))


def _back(texts: Texts) -> Button:
    return Button(texts.say("Back"), "back")


def _to_case(texts: Texts) -> Button:
    return Button(texts.say("Back to the case file"), "case")
