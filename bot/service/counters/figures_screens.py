"""Figures of a team, on the screen and as a table for spreadsheets: both tell exactly the same."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bot.blocks import Block, Bullets, Heading, Paragraph, Tone
from bot.engine.values import Key
from bot.service.counters.cases_screens import say_situation
from bot.service.dates import say_day
from bot.service.documents import Cell, Form, Sheet
from bot.service.figures import ELSEWHERE, Figures, Period
from bot.service.painting import Painting, rows
from bot.service.screens import Button
from bot.service.wording import Wording, lowered
from bot.texts.catalogues import Texts, msg

PERIOD = "p."
_PERIODS = {
    Period.YEAR: msg("The year {year}"),
    Period.TWELVE_MONTHS: msg("The last twelve months"),
    Period.THREE_MONTHS: msg("The last three months"),
}


@dataclass(frozen=True, slots=True)
class Told:
    """Figures with the time that they are about, its first and its last day, and the words for them by dialogue."""

    figures: Figures
    period: Period
    days: tuple[date, date]
    today: date
    wordings: Mapping[str, Wording]


@dataclass(frozen=True, slots=True)
class Table:
    """Figures of one kind: lines with their figure, 0 for fewer than five. `whole`: the lines are all there are."""

    title: str
    lines: tuple[tuple[str, int], ...]
    whole: bool = False
    summed: bool = True


def tables(texts: Texts, told: Told) -> tuple[Table, ...]:
    """All that is told."""
    figures, wordings = told.figures, told.wordings
    advice = next(iter(wordings.values()))
    return (
        Table(
            texts.say("Where the projects of open case files stand on {day}", day=say_day(texts, told.today)),
            tuple((_place(texts, *place), n) for place, n in figures.standing.items()),
            whole=True,
        ),
        Table(
            texts.say("Changes of situation"),
            tuple((_move(texts, *move), n) for move, n in figures.moves.items()),
        ),
        Table(
            texts.say("Interviews finished"),
            tuple(
                (texts.say("“{name}”", name=wordings[each].text("title")), n)
                for each, n in figures.finished.items()
                if each in wordings
            ),
        ),
        Table(
            texts.say("Interviews not finished, by the question where they stand"),
            tuple(
                (_question(texts, wordings[dialogue], question), n)
                for (dialogue, question), n in figures.stopped.items()
                if dialogue in wordings and question in wordings[dialogue].dialogue.questions
            ),
        ),
        Table(
            texts.say("Ideas given most often"),
            tuple((advice.advice(each, "title"), n) for each, n in figures.given.items()),
            summed=False,
        ),
        Table(
            texts.say("Ideas carried out most often"),
            tuple((advice.advice(each, "title"), n) for each, n in figures.done.items()),
            summed=False,
        ),
    )  # fmt: skip


def _place(texts: Texts, situation: str, stage: str) -> str:
    if (situation, stage) == ELSEWHERE:
        return texts.say("To be made clear, or kept confidential")
    return _begun_with_a_capital(say_situation(texts, situation, stage))


def _move(texts: Texts, before: str, after: str) -> str:
    now = say_situation(texts, before, "")
    return _begun_with_a_capital(
        texts.say("from “{before}” to “{after}”", before=now, after=say_situation(texts, after, ""))
    )


def _begun_with_a_capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _question(texts: Texts, wording: Wording, question: str) -> str:
    """What a question is about, in which interview; what is asked of each step says « a step »."""
    any_step = Wording(texts, wording.dialogue, wording.voice, {"": texts.say("a step that was planned")})
    topic = _begun_with_a_capital(any_step.topic(Key(question)))
    return texts.say("{topic} ({title})", topic=topic, title=lowered(wording.text("title"), 1))


def _rounded(texts: Texts) -> str:
    return texts.say("To keep small groups from being recognised, figures go down to the five below (10: between 10 and 14), and nothing is told under 5, not even that there is none.")  # fmt: skip


def _number(texts: Texts, n: int) -> str:
    return str(n) if n else texts.say("fewer than 5")


def _span(texts: Texts, told: Told) -> str:
    since, until = (say_day(texts, day) for day in told.days)
    return texts.say("From {since} to {until}", since=since, until=until)


def paint_figures(texts: Texts, told: Told) -> Painting:
    """The figures of a period, the other periods, and the ways to take them along."""
    now, *spanned = tables(texts, told)
    blocks: list[Block] = [
        Heading(texts.say("Figures of the team"), level=1),
        Paragraph(_rounded(texts), Tone.QUIET),
        *_drawn(texts, now),
        Heading(_span(texts, told), level=1),
        Paragraph(texts.say("The present month counts once it is over."), Tone.QUIET),
    ]
    for table in spanned:
        blocks += _drawn(texts, table)
    if not any(n for table in (now, *spanned) for _, n in table.lines):
        none = texts.say("There are not enough case files yet to show figures.")
        blocks = [*blocks[:2], Paragraph(none), Paragraph(_span(texts, told), Tone.QUIET)]
    choices = tuple(
        Button(texts.say(said, year=told.days[1].year), PERIOD + period.value, ticked=period is told.period)
        for period, said in _PERIODS.items()
    )
    controls = rows(
        Button(texts.say("File for spreadsheets (XLSX)"), "xlsx"),
        Button(texts.say("File for spreadsheets (CSV)"), "csv"),
        Button(texts.say("Go on"), "close"),
        width=1,
    )
    return Painting(tuple(blocks), choices, controls)


def _drawn(texts: Texts, table: Table) -> list[Block]:
    lines = tuple(
        (texts.say("{name}: {number}", name=name, number=_number(texts, n)), "") for name, n in table.lines
    )
    drawn: list[Block] = [Heading(table.title), *([Bullets(lines)] if lines else [])]
    if not table.whole:
        rest = texts.say("The rest is not shown.") if lines else texts.say("Nothing reaches 5 here.")
        drawn.append(Paragraph(rest, Tone.QUIET))
    if summed := _sum(table):
        drawn.append(Paragraph(texts.say("Together, at least {number}.", number=summed), Tone.QUIET))
    return drawn


def _sum(table: Table) -> int:
    """The sum of what is shown, where there is something to sum; 0 for none."""
    return sum(n for _, n in table.lines) if table.summed and len(table.lines) > 1 else 0


def sheet(texts: Texts, told: Told, form: Form) -> Sheet:
    """The same as a table for spreadsheets."""
    title = texts.say("Figures of the team")
    lines: list[tuple[Cell, ...]] = [
        (texts.say("Period"), _span(texts, told), None),
        (texts.say("Rounding"), _rounded(texts), None),
    ]
    for table in tables(texts, told):
        lines += [(table.title, name, n or _number(texts, n)) for name, n in table.lines]
        if not table.whole:
            lines.append((table.title, texts.say("The rest is not shown."), None))
        if summed := _sum(table):
            lines.append((table.title, texts.say("together, at least"), summed))
    header = (texts.say("What is counted"), texts.say("Line"), texts.say("Number"))
    name = f"{texts.say('figures')}-{told.today.isoformat()}.{form}"
    return Sheet(name, title, header, tuple(lines), form)


def paint_none(texts: Texts) -> Painting:
    """For who belongs to no team."""
    none = texts.say("Figures are counted over the case files of a team, and you belong to none. Whoever runs one can send you a link to join it.")  # fmt: skip
    return Painting((Paragraph(none),), (), rows(Button(texts.say("Go on"), "close")))
