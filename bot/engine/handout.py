"""What is put together from the answers: parts, their lines, and what each line says, once or for each item of a loop."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from bot.engine import delays
from bot.engine.dialogue import Dialogue
from bot.engine.facts import Known
from bot.engine.parts import DayFrom, Part, PartLine
from bot.engine.values import Day, Key, One, Unknown
from bot.engine.walk import Walk

ITEM = "item"
"""In the words of a line: the item that it stands for."""

Quoted = Callable[[str, str], Iterable[str]]
"""The names in braces in the words of a line, by the ids of its part and its own."""


@dataclass(frozen=True, slots=True)
class FilledLine:
    """A line that applies: the words `id`, or ("" for none) the answer to `answer`; `day` stands before it.

    `names` are the answers that its words may quote, by question.
    """

    id: str
    answer: Key | None
    day: date | None
    names: Mapping[str, Key]

    def may_quote(self, names: Iterable[str]) -> bool:
        """Whether all of `names`, which stand in braces in its words, are known."""
        return set(names) <= {*self.names, ITEM}


@dataclass(frozen=True, slots=True)
class Entry:
    """The lines for an item, "" outside loops. `month`: in which it is due, 0 for this one; None for whenever."""

    item: str
    month: int | None
    lines: tuple[FilledLine, ...]


@dataclass(frozen=True, slots=True)
class FilledPart:
    """A part of which some line applies."""

    id: str
    entries: tuple[Entry, ...]


def _none(_part: str, _line: str) -> tuple[str, ...]:
    return ()


def handout(dialogue: Dialogue, walked: Walk, quoted: Quoted = _none) -> tuple[FilledPart, ...]:
    """What `walked` has answers for, in order. A line that quotes what is unknown is left out, as is what has no lines."""
    parts = (FilledPart(part.id, _entries(part, dialogue, walked.known, quoted)) for part in dialogue.handout)
    return tuple(part for part in parts if part.entries)


def _entries(part: Part, dialogue: Dialogue, known: Known, quoted: Quoted) -> tuple[Entry, ...]:
    items = _ordered(part, dialogue, known) if part.each else ("",)
    filled = [(item, lines) for item in items if (lines := _lines(part, item, known, quoted))]
    found = known.number(part.a_month) if part.a_month else None
    a_month = 0 if found is None else int(found)
    return tuple(
        Entry(item, place // a_month if a_month > 0 else None, lines)
        for place, (item, lines) in enumerate(filled)
    )


def _ordered(part: Part, dialogue: Dialogue, known: Known) -> tuple[str, ...]:
    """The items in the order of the options chosen for them; those without an answer come last."""
    items = known.items_of(part.each)
    if not part.order:
        return items
    options = dialogue.questions[part.order].option_ids

    def rank(item: str) -> int:
        answer = known.answers.get(Key(part.order, item))
        return options.index(answer.option) if isinstance(answer, One) else len(options)

    return tuple(sorted(items, key=rank))


def _lines(part: Part, item: str, known: Known, quoted: Quoted) -> tuple[FilledLine, ...]:
    lines = filled_lines(part.lines, known, item)
    return tuple(line for line in lines if line.answer or line.may_quote(quoted(part.id, line.id)))


def filled_lines(lines: Iterable[PartLine], known: Known, item: str = "") -> tuple[FilledLine, ...]:
    """Those of `lines` that apply to `item` as far as their words do not matter; "": outside loops."""
    names = {
        key.question: key
        for key, value in known.answers.items()
        if key.item in {"", item} and not isinstance(value, Unknown)
    }
    filled = (_filled(line, item, names, known) for line in lines)
    return tuple(line for line in filled if line is not None)


def _filled(line: PartLine, item: str, names: Mapping[str, Key], known: Known) -> FilledLine | None:
    if line.when is not None and not known.holds_for(item, line.when):
        return None
    key = names.get(line.answer)
    if line.answer and key is None:
        return None
    return FilledLine(line.id, key, None if line.day is None else _day(line.day, names, known), names)


def _day(wanted: DayFrom, names: Mapping[str, Key], known: Known) -> date | None:
    answer = known.answers[names[wanted.question]] if wanted.question in names else None
    if not isinstance(answer, Day):
        return None
    return (delays.before if wanted.before else delays.after)(wanted.delay, answer.day)
