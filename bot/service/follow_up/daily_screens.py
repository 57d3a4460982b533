"""How the message of the day looks. What a locked phone shows of it, its first paragraph, names nobody and nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.blocks import Block, Bullets, Heading, Paragraph, Tone
from bot.records import Doer
from bot.service.choosing_days import paint_days, say_weekday_day, suggestions
from bot.service.edits import shortened
from bot.service.follow_up.daily_lines import AFTER, EVE, Known, State
from bot.service.follow_up.hours import say_hour
from bot.service.follow_up.steps import say_doer, too_often
from bot.service.painting import Painting, rows
from bot.service.screens import Button
from bot.texts.catalogues import Texts, msg

PAGE = 6  # lines
LONGEST = 3400  # characters of the message, in all
_WORDS_LONGEST, _NAME_LONGEST = 160, 90  # so that six lines always fit
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
    "not_now": msg("Not now"),
    "other": msg("Other…"),
}
_OF_A_STEP = ("done", "put_off", "later", "mute")
_WHEN_ASKED = ("done", "begun", "not_done", "put_off", "dropped", "mute")
_ALL_OF_A_STEP = ("done", "begun", "not_done", "put_off", "later", "dropped", "mute")
_SHORT_OF_A_STEP = ("done", "put_off", "later", "other")
_OF_A_VISIT = {EVE: ("prepare", "move", "seen"), AFTER: ("begin", "move", "not_now")}
_SAID = {
    State.ARCHIVED: msg("The case file is archived."),
    State.DONE: msg("✓ Done."),
    State.BEGUN: msg("✓ Begun."),
    State.NOT_DONE: msg("✓ Not done so far."),
    State.DROPPED: msg("✓ Left aside."),
    State.REPLACED: msg("✓ Replaced by another step."),
    State.MUTED: msg("✓ No more reminders of it."),
    State.CANCELLED: msg("The visit is cancelled."),
    State.HELD: msg("✓ The interview was held."),
    State.SEEN: msg("✓ Seen."),
}
_NOTED = {
    State.DONE: msg("It is noted: done."),
    State.BEGUN: msg("It is noted: begun."),
    State.NOT_DONE: msg("It is noted: not done so far."),
    State.DROPPED: msg("It is noted: left aside."),
    State.MUTED: msg("It is noted: no more reminders of this step."),
}


@dataclass(frozen=True, slots=True)
class Day:
    """A page of the message of the day. `places` are those of its `lines` in the whole message.

    `alone`: it is the only line there is, so its buttons need no number. `inline`: what stands below the lines;
    `prepared`: how to prepare a visit does; `digest`: the place of the overview, if it is behind a button. `undo`: the last
    tap can be taken back. `first`: there was no message before.
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


# What is said.


def greeting(texts: Texts) -> str:
    """The first paragraph: it fills what a locked phone shows."""
    return texts.say("Hello, here is what can move forward today, at your own pace. You can read what follows when you have a quiet moment.")  # fmt: skip


def noted(texts: Texts, state: State, until: date | None, today: date) -> str:
    """That an answer was kept."""
    if state is State.PUT_OFF and until is not None:
        return texts.say("It is noted: put off to {day}.", day=say_weekday_day(texts, until, today))
    if state is State.LATER and until is not None:
        return texts.say("It is noted: I come back to it on {day}.", day=say_weekday_day(texts, until, today))
    return texts.say(_NOTED.get(state, msg("It is noted.")))


def _item(texts: Texts, known: Known, today: date) -> tuple[str, str]:
    if known.state is State.GONE:
        return texts.say("This line is not (or no longer) within your reach."), ""
    words = shortened(known.words, _WORDS_LONGEST) if known.step else _visited(texts, known, today)
    name = shortened(known.name, _NAME_LONGEST)
    head = texts.say("{name}: {words}", name=name, words=words) if name else words
    return head, _note(texts, known, today)


def _visited(texts: Texts, known: Known, today: date) -> str:
    day = known.day or today
    if day == today:
        return texts.say("visit today")
    if day == today + timedelta(days=1):
        return texts.say("visit tomorrow")
    return texts.say("visit on {day}", day=say_weekday_day(texts, day, today))


def _note(texts: Texts, known: Known, today: date) -> str:
    if known.state is State.OPEN:
        parts = _of_a_step(texts, known, today) if known.step else _of_a_visit(texts, known)
        return " ".join(each for each in parts if each)
    if known.state is State.PUT_OFF and known.day is not None:
        return texts.say("✓ Put off to {day}.", day=say_weekday_day(texts, known.day, today))
    if known.state is State.LATER and known.line.until is not None:
        return texts.say("✓ I come back to it on {day}.", day=say_weekday_day(texts, known.line.until, today))
    said = texts.say(_SAID[known.state]) if known.state in _SAID else ""
    if known.state is State.NOT_DONE and known.step is not None and too_often(known.step):
        return f"{said} {texts.say('It may simply be too big: we can make it smaller.')}"
    return said


def _of_a_step(texts: Texts, known: Known, today: date) -> list[str]:
    step = known.step
    if step is None:
        return []
    when = _when(texts, step.due, today)
    own = step.subject.oneself
    reader = step.doer is (Doer.GROUP if own else Doer.OFFICER)
    return [
        when,
        "" if reader else texts.say("Done by: {who}.", who=say_doer(texts, step, own)),
        texts.say("Begun already.") if step.status == State.BEGUN else "",
        texts.say("What has come of it?") if known.line.asks else "",
    ]


def _when(texts: Texts, due: date, today: date) -> str:
    if due == today:
        return texts.say("Planned for today.")
    if due == today + timedelta(days=1):
        return texts.say("Planned for tomorrow.")
    day = say_weekday_day(texts, due, today)
    return (
        texts.say("Planned for {day}.", day=day)
        if due > today
        else texts.say("This was planned for {day}.", day=day)
    )


def _of_a_visit(texts: Texts, known: Known) -> list[str]:
    visit = known.visit
    if visit is None:
        return []
    if known.line.sort == EVE:
        return [texts.say("At {hour}.", hour=say_hour(texts, visit.at)) if visit.at else ""]
    if known.first:
        return [texts.say("How did it go? A first interview shows where they stand.")]
    return [
        texts.say("How did it go? The follow-up interview takes a few minutes and prepares what comes next.")
    ]


# The message.


def paint_discreet(texts: Texts) -> Painting:
    """Only that there is something to read."""
    return Painting((Paragraph(greeting(texts)),), (Button(texts.say("See, of a message"), "see"),))


def paint_day(texts: Texts, day: Day) -> Painting:
    """A page of lines, each with what can be said of it in one tap."""
    blocks: list[Block] = [Paragraph(greeting(texts))]
    cut = [each for each in day.lines if each.line.cut is not None]
    if cut and cut[0].line.cut is not None:
        said = say_weekday_day(texts, cut[0].line.cut, day.today)
        blocks.append(Paragraph(texts.count("A message of {day} may not have reached you: the first {n} lines were in it.", len(cut), day=said)))  # fmt: skip
    if day.lines:
        items = tuple(_item(texts, each, day.today) for each in day.lines)
        blocks.append(Bullets(items, numbered=not day.alone))
    blocks += day.inline
    if day.lines and all(each.state is not State.OPEN for each in day.lines) and day.pages == 1:
        blocks.append(Paragraph(texts.say("All of it is noted, thank you.")))
    if day.pages > 1:
        blocks.append(
            Paragraph(texts.say("Page {page} of {total}", page=day.page + 1, total=day.pages), Tone.QUIET)
        )
    if day.first:
        blocks.append(
            Paragraph(texts.say("You get one message a day at most, when there is something to say."))
        )
    if day.command:
        said = texts.say("{command}: the hour, a pause, or no more messages.", command=day.command)
        blocks.append(Paragraph(said, Tone.QUIET))
    return Painting(tuple(blocks), _choices(texts, day), _controls(texts, day))


def _choices(texts: Texts, day: Day) -> tuple[Button, ...]:
    """Of the only line, what can be said in full."""
    return answers(texts, day.lines[0], day.places[0], inline=day.prepared) if day.alone and day.lines else ()


def answers(
    texts: Texts, known: Known, place: int, *, every: bool = False, inline: bool = False
) -> tuple[Button, ...]:
    """What can be said of a line in full; `every`: all of it; `inline`: what there is to read stands there already."""
    codes: tuple[str, ...] = ()
    if known.state is State.OPEN and known.step is not None:
        codes = _ALL_OF_A_STEP if every else _WHEN_ASKED if known.line.asks else _OF_A_STEP
    elif known.state is State.OPEN:
        codes = _OF_A_VISIT.get(known.line.sort, ())
    elif known.state is State.NOT_DONE and known.step is not None and too_often(known.step):
        codes = ("smaller",)
    return tuple(
        Button(texts.say(_ANSWERS[code]), f"{code}.{place}")
        for code in codes
        if not (inline and code == "prepare")
    )


def _controls(texts: Texts, day: Day) -> tuple[tuple[Button, ...], ...]:
    lines = () if day.alone else zip(day.lines, day.places, range(1, len(day.lines) + 1), strict=True)
    found = [_row(texts, known, place, f"{number}", inline=day.prepared) for known, place, number in lines]
    if day.digest is not None:
        found.append((Button(texts.say("Your week at a glance"), f"digest.{day.digest}"),))
    turning = rows(
        Button(texts.say("Previous ones"), f"page.{day.page - 1}") if day.page else None,
        Button(texts.say("Next ones"), f"page.{day.page + 1}") if day.page + 1 < day.pages else None,
        Button(texts.say("Undo"), "undo") if day.undo else None,
        width=3,
    )
    stop = rows(Button(texts.say("No more of these messages"), "stop") if day.first else None)
    return (*(row for row in found if row), *turning, *stop)


def _row(texts: Texts, known: Known, place: int, number: str, *, inline: bool) -> tuple[Button, ...]:
    """The buttons of one line among others: each says its number."""
    full = answers(texts, known, place, inline=inline)
    if known.state is State.OPEN and known.step is not None:
        full = tuple(Button(texts.say(_ANSWERS[code]), f"{code}.{place}") for code in _SHORT_OF_A_STEP)
    return tuple(Button(f"{number} {each.label}", each.code) for each in full)


def paint_line(
    texts: Texts, known: Known, place: int, today: date, below: tuple[Block, ...] = ()
) -> Painting:
    """One line with all that can be said of it, and what there is to read about it."""
    head, note = _item(texts, known, today)
    blocks = (Heading(head), *((Paragraph(note),) if note else ()), *below)
    choices = answers(texts, known, place, every=True, inline=bool(below))
    return Painting(blocks, choices, _back(texts))


def paint_digest(texts: Texts, overview: tuple[Block, ...]) -> Painting:
    """The overview of the week by itself."""
    return Painting(overview, (), _back(texts))


def paint_when(texts: Texts, known: Known, today: date, page: int) -> Painting:
    """Until when a step is put off."""
    choices, controls = paint_days(texts, today, page, suggestions(texts, today, None))
    blocks: tuple[Block, ...] = (
        Heading(_item(texts, known, today)[0]),
        Paragraph(texts.say("Until when do you put it off?"), Tone.STRONG),
        Paragraph(texts.say("You can also write it: “Tuesday”, “15 January”, “in ten days”."), Tone.QUIET),
    )
    return Painting(blocks, choices, (*controls, *_back(texts)))


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
