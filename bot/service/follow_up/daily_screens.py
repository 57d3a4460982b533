"""How the message of the day looks. What a locked phone shows of it, its first paragraph, names nobody and nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.blocks import Block, Bullets, Heading, Paragraph, Tone
from bot.service.choosing_days import paint_days, say_weekday_day, suggestions
from bot.service.follow_up.daily_lines import AFTER, EVE, Known, Line, State
from bot.service.follow_up.daily_words import greeting, item, neutral, passed
from bot.service.follow_up.steps import too_often
from bot.service.painting import Painting, rows
from bot.service.screens import Button
from bot.texts.catalogues import Texts, msg

PAGE = 6  # lines
LONGEST = 3400  # characters of the message, in all
_ANSWERS = {
    "done": msg("Done, of a step"),
    "begun": msg("Begun"),
    "not_done": msg("Not done, of a step"),
    "put_off": msg("Put off"),
    "later": msg("Later"),
    "dropped": msg("Left aside"),
    "mute": msg("Remind me of it no more"),
    "smaller": msg("Make it smaller"),
    "prepare": msg("Prepare it"),
    "begin": msg("Begin the interview"),
    "move": msg("Put off the visit"),
    "seen": msg("Seen"),
    "not_held": msg("It did not take place"),
    "other": msg("Other…"),
}
_OF_A_STEP = ("done", "put_off", "later", "mute")
_WHEN_ASKED = ("done", "begun", "not_done", "put_off", "later", "dropped", "mute")
_SHORT_OF_A_STEP = ("done", "put_off", "later", "other")
_SHORT_WHEN_ASKED = ("done", "begun", "not_done", "other")
_OF_A_VISIT = {EVE: ("prepare", "move", "seen"), AFTER: ("begin", "not_held", "seen")}
_NOT_ANSWERED = frozenset({State.OPEN, State.GONE, State.ARCHIVED})
# Lines of steps to which another day can be given.
MOVABLE = frozenset({State.OPEN, State.BEGUN, State.NOT_DONE})


@dataclass(frozen=True, slots=True)
class Day:
    """A page of the message of the day. `places` are those of its `lines` in the whole message.

    `alone`: it is the only line there is, so its buttons need no number. `inline`: what stands below the lines;
    `prepared`: how to prepare a visit does; `digest`: the place of the overview, if it is behind a button. `undo`: the last
    tap can be taken back. `first`: there was no message before. `all`: the lines of the whole message. `stopped`: the person
    gets none any more. `greeted`: nothing was answered just now.
    """

    today: date
    lines: Sequence[Known]
    places: Sequence[int]
    alone: bool
    page: int
    pages: int
    undo: bool
    inline: tuple[Block, ...] = ()
    prepared: bool = False
    digest: int | None = None
    first: bool = False
    command: str = ""  # that of the settings
    all: Sequence[Line] = ()
    stopped: bool = False
    greeted: bool = True


# The message.


def paint_discreet(texts: Texts) -> Painting:
    """Only that there is something to read."""
    return Painting((Paragraph(neutral(texts)),), (Button(texts.say("See, of a message"), "see"),))


def paint_day(texts: Texts, day: Day) -> Painting:
    """A page of lines, each with what can be said of it in one tap."""
    blocks: list[Block] = [Paragraph(greeting(texts, day.all, day.today))] if day.greeted else []
    cut = [each for each in day.lines if each.line.cut is not None]
    if cut and cut[0].line.cut is not None:
        said = say_weekday_day(texts, cut[0].line.cut, day.today)
        blocks.append(Paragraph(texts.count("A message of {day} may not have reached you: the first {n} lines were in it.", len(cut), day=said)))  # fmt: skip
    if day.lines:
        items = tuple(item(texts, each, day.today) for each in day.lines)
        blocks.append(Bullets(items, numbered=not day.alone))
    blocks += day.inline
    if day.lines and all(each.state not in _NOT_ANSWERED for each in day.lines) and day.pages == 1:
        blocks.append(Paragraph(texts.say("All of it is noted, thank you.")))
    if day.pages > 1:
        blocks.append(
            Paragraph(texts.say("Page {page} of {total}", page=day.page + 1, total=day.pages), Tone.QUIET)
        )
    if day.stopped:
        said = texts.say("You get no more of these messages; this one can still be answered. To have them again: {command}.", command=day.command)  # fmt: skip
        blocks.append(Paragraph(said, Tone.STRONG))
    elif day.first:
        blocks.append(
            Paragraph(texts.say("You get one message a day at most, when there is something to say."))
        )
    if day.command and not day.stopped:
        said = texts.say("{command}: the hour, a pause, or no more messages.", command=day.command)
        blocks.append(Paragraph(said, Tone.QUIET))
    return Painting(tuple(blocks), _choices(texts, day), _controls(texts, day))


def _choices(texts: Texts, day: Day) -> tuple[Button, ...]:
    """Of the only line, what can be said in full."""
    return (
        answers(texts, day.lines[0], day.places[0], day.today, inline=day.prepared)
        if day.alone and day.lines
        else ()
    )


def answers(
    texts: Texts, known: Known, place: int, today: date, *, every: bool = False, inline: bool = False
) -> tuple[Button, ...]:
    """What can be said of a line in full; `every`: all of it; `inline`: what there is to read stands there already."""
    codes: tuple[str, ...] = ()
    if known.state is State.OPEN and known.step is not None:
        codes = _WHEN_ASKED if every or passed(known, today) else _OF_A_STEP
    elif known.state is State.OPEN:
        codes = _OF_A_VISIT.get(known.line.sort, ())
    elif known.state is State.NOT_DONE and known.step is not None and too_often(known.step):
        codes = ("smaller",)
    elif known.state is State.CANCELLED and known.line.sort == AFTER:
        codes = ("move",)
    return tuple(
        Button(texts.say(_ANSWERS[code]), f"{code}.{place}")
        for code in codes
        if not (inline and code == "prepare")
    )


def named(texts: Texts, codes: Sequence[str] = tuple(_ANSWERS)) -> tuple[Button, ...]:
    """Answers as they are called, whatever line they are to."""
    return tuple(Button(texts.say(_ANSWERS[code]), code) for code in codes)


def _controls(texts: Texts, day: Day) -> tuple[tuple[Button, ...], ...]:
    lines = () if day.alone else zip(day.lines, day.places, range(1, len(day.lines) + 1), strict=True)
    found = [_row(texts, known, place, f"{number}", day) for known, place, number in lines]
    if day.digest is not None:
        found.append((Button(texts.say("Your week at a glance"), f"digest.{day.digest}"),))
    turning = rows(
        Button(texts.say("Previous ones"), f"page.{day.page - 1}") if day.page else None,
        Button(texts.say("Next ones"), f"page.{day.page + 1}") if day.page + 1 < day.pages else None,
        Button(texts.say("Undo"), "undo") if day.undo else None,
        width=3,
    )
    stop = rows(
        Button(texts.say("No more of these messages"), "stop") if day.first and not day.stopped else None
    )
    return (*(row for row in found if row), *turning, *stop)


def _row(texts: Texts, known: Known, place: int, number: str, day: Day) -> tuple[Button, ...]:
    """The buttons of one line among others: each says its number."""
    full = answers(texts, known, place, day.today, inline=day.prepared)
    if known.state is State.OPEN and known.step is not None:
        codes = _SHORT_WHEN_ASKED if passed(known, day.today) else _SHORT_OF_A_STEP
        full = tuple(Button(texts.say(_ANSWERS[code]), f"{code}.{place}") for code in codes)
    return tuple(Button(f"{number} {each.label}", each.code) for each in full)


def paint_line(
    texts: Texts, known: Known, place: int, today: date, below: tuple[Block, ...] = ()
) -> Painting:
    """One line with all that can be said of it, and what there is to read about it."""
    head, note = item(texts, known, today)
    blocks = (Heading(head), *((Paragraph(note),) if note else ()), *below)
    choices = answers(texts, known, place, today, every=True, inline=bool(below))
    return Painting(blocks, choices, _back(texts))


def paint_digest(texts: Texts, overview: tuple[Block, ...]) -> Painting:
    """The overview of the week by itself."""
    return Painting(overview, (), _back(texts))


def paint_when(texts: Texts, known: Known, place: int, today: date, page: int, *, undo: bool) -> Painting:
    """Until when a step is put off; of one whose day is over, which day it has instead."""
    choices, controls = paint_days(texts, today, page, suggestions(texts, today, None))
    over = passed(known, today)
    head, note = item(texts, known, today)
    question = texts.say("Which other day?") if over else texts.say("Until when do you put it off?")
    blocks: tuple[Block, ...] = (
        Heading(head),
        *((Paragraph(note),) if known.state is not State.OPEN else ()),
        Paragraph(question, Tone.STRONG),
        Paragraph(texts.say("You can also write it: “Tuesday”, “15 January”, “in ten days”."), Tone.QUIET),
    )
    smaller = () if known.state is State.OPEN else answers(texts, known, place, today)
    leaving = rows(
        Button(texts.say("No other day for now") if over else texts.say("Back"), "back"),
        Button(texts.say("Undo"), "undo") if undo else None,
    )
    return Painting(blocks, choices, (*controls, *((each,) for each in smaller), *leaving))


def _back(texts: Texts) -> tuple[tuple[Button, ...], ...]:
    return rows(Button(texts.say("Back"), "back"))


def length(blocks: Sequence[Block]) -> int:
    """How many characters are to be read, with the gaps between."""
    size = 0
    for block in blocks:
        match block:
            case Bullets(items):
                size += sum(len(line) + len(note) + 6 for line, note in items)
            case Heading(text) | Paragraph(text):
                size += len(text)
        size += 2
    return size
