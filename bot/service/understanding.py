"""What typed words mean: a button of the screen, an answer to the question, or a command."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from rapidfuzz import fuzz

from bot.engine.dialogue import Kind, Question
from bot.engine.values import Day, Number, Several, Text, Value
from bot.service.prompts import OPTION
from bot.service.screens import Button
from bot.texts.catalogues import Texts
from bot.texts.numbers import read_date, read_number

SURE = 84  # from this likeness on, words are taken for a label
POSSIBLE = 68  # from this one on, the label is proposed
EXACT = 100
BEGINNING = 98  # the words are how the label begins
CLEARLY = 6  # how much better than the next the best guess must be
SHORTEST_GUESS = 3
LONGEST_READ = 300  # nobody types an option in more characters


@dataclass(frozen=True, slots=True)
class Pressed:
    """The words stand for this button."""

    code: str


@dataclass(frozen=True, slots=True)
class Answered:
    """The words are an answer."""

    value: Value


@dataclass(frozen=True, slots=True)
class Asked:
    """The words are a command."""

    command: str


@dataclass(frozen=True, slots=True)
class Unclear:
    """The words could be several things, or nothing that is offered."""

    nearest: tuple[Button, ...] = ()


Meaning = Pressed | Answered | Asked | Unclear


def folded(text: str) -> str:
    """`text` without accents, case, apostrophes and signs, single-spaced."""
    bare = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(c if c.isalnum() else " " for c in bare if not unicodedata.combining(c))
    return " ".join(letters.split())


@dataclass(frozen=True, slots=True)
class Situation:
    """Where something is typed: the buttons of the screen, the question asked there, if one is, and the day."""

    choices: tuple[Button, ...]
    controls: tuple[Button, ...]
    question: Question | None
    today: date


def meaning(text: str, where: Situation, texts: Texts) -> Meaning:
    """What `text` means where it is typed."""
    choices, controls, question = where.choices, where.controls, where.question
    plain = folded(text[:LONGEST_READ])
    if (said := _said(plain, controls, texts)) is not None:
        return said
    if question is not None and question.kind not in {Kind.ONE, Kind.SEVERAL}:
        return _written(question.kind, text, texts, where.today)
    if len(text) > LONGEST_READ or not plain:
        return Unclear()
    if (
        question is not None
        and question.kind is Kind.SEVERAL
        and (several := _several(plain, choices, texts)) is not None
    ):
        return several
    return _chosen(plain, choices or controls, choices)


def command_named(word: str, texts: Texts, names: Iterable[str]) -> str | None:
    """The command that `word` (without slash) names, in any of its spellings."""
    plain = folded(word)
    return next((name for name in names if plain in map(folded, texts.words(f"command.{name}"))), None)


def _said(plain: str, controls: Iterable[Button], texts: Texts) -> Meaning | None:
    """A button of the screen by one of the words for it, or a command by its name."""
    codes = {button.code for button in controls}
    for key in texts.domains["words"].lines:
        sort, _, name = key[1].partition(".")
        if sort == "say" and name in codes and plain in map(folded, texts.words(key[1])):
            return Pressed(name)
    for key in texts.domains["words"].lines:
        sort, _, name = key[1].partition(".")
        if sort == "command" and plain in map(folded, texts.words(key[1])):
            return Asked(name)
    return None


def _chosen(plain: str, buttons: Sequence[Button], numbered: Sequence[Button]) -> Meaning:
    if (at := _place(plain, len(numbered))) is not None:
        return Pressed(numbered[at].code)
    scores = sorted(
        ((_likeness(plain, folded(button.label)), button) for button in buttons), key=_score, reverse=True
    )
    near = tuple(button for score, button in scores[:2] if score >= POSSIBLE)
    if len(plain) < SHORTEST_GUESS or not near or scores[0][0] < SURE:
        return Unclear(near)
    if len(scores) > 1 and scores[0][0] < EXACT and scores[0][0] - scores[1][0] < CLEARLY:
        return Unclear(near)
    return Pressed(near[0].code)


def _score(scored: tuple[float, Button]) -> float:
    return scored[0]


def _likeness(plain: str, label: str) -> float:
    """How much the words are like a label, 0 to 100; a part of the label is enough, more than the label is not."""
    if label.startswith(plain):
        return EXACT if plain == label else BEGINNING
    if len(plain) <= len(label):
        return fuzz.WRatio(plain, label)
    return max(fuzz.ratio(plain, label), fuzz.token_sort_ratio(plain, label))


def _place(word: str, count: int) -> int | None:
    """The place (from 0) that « 3 » or « c » names among `count` choices."""
    if word.isascii() and word.isdigit() and len(word) < 4 and 1 <= int(word) <= count:
        return int(word) - 1
    if len(word) == 1 and "a" <= word <= "z" and ord(word) - ord("a") < count:
        return ord(word) - ord("a")
    return None


def _several(plain: str, choices: Sequence[Button], texts: Texts) -> Answered | None:
    """« 1, 3 et 5 » or « a c »: a complete answer to a question with several choices."""
    words = [word for word in plain.split() if word not in texts.words("between.choices")]
    places = [_place(word, len(choices)) for word in words]
    if not words or any(place is None for place in places):
        return None
    codes = [choices[place].code for place in places if place is not None]
    if not all(code.startswith(OPTION) for code in codes):
        return None
    return Answered(Several(tuple(dict.fromkeys(code.removeprefix(OPTION) for code in codes))))


def _written(kind: Kind, text: str, texts: Texts, today: date) -> Meaning:
    match kind:
        case Kind.NUMBER:
            number = read_number(text, texts.language)
            return Unclear() if number is None else Answered(Number(number))
        case Kind.DATE:
            day = read_date(text, texts.language, today)
            return Unclear() if day is None else Answered(Day(day))
        case _:
            return Answered(Text(text))
