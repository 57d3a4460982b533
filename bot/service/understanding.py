"""What typed words mean: a button of the screen, an answer to the question, or a command."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from babel.numbers import NumberFormatError, parse_decimal
from rapidfuzz import fuzz, process

from bot.engine.dialogue import Kind, Question
from bot.engine.values import Day, Number, Several, Text, Value
from bot.service.prompts import OPTION
from bot.service.screens import Button
from bot.texts.catalogues import Texts

SURE = 84
CLEARLY = 6  # how much better than the next the best guess must be
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


def meaning(text: str, choices: Sequence[Button], controls: Iterable[Button], texts: Texts, question: Question | None) -> Meaning:
    """What `text` means on a screen with these buttons, where `question` is asked, if one is."""
    controls = tuple(controls)
    plain = folded(text[:LONGEST_READ])
    if (said := _said(plain, controls, texts)) is not None:
        return said
    if question is not None and question.kind not in {Kind.ONE, Kind.SEVERAL}:
        return _written(question.kind, text, texts)
    if len(text) > LONGEST_READ or not plain:
        return Unclear()
    if question is not None and question.kind is Kind.SEVERAL and (several := _several(plain, choices, texts)) is not None:
        return several
    return _chosen(plain, (*choices, *controls), choices)


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
    labels = {button.code: folded(button.label) for button in buttons}
    exact = [code for code, label in labels.items() if label == plain]
    if len(exact) == 1:
        return Pressed(exact[0])
    ranked = process.extract(plain, labels, scorer=fuzz.WRatio, limit=3)
    near = tuple(button for _, _, code in ranked for button in buttons if button.code == code)
    if not ranked or len(plain) < 3 or ranked[0][1] < SURE:
        return Unclear(near if ranked and len(plain) > 2 else ())
    if len(ranked) > 1 and ranked[0][1] - ranked[1][1] < CLEARLY:
        return Unclear(near)
    return Pressed(ranked[0][2])


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


def _written(kind: Kind, text: str, texts: Texts) -> Meaning:
    match kind:
        case Kind.NUMBER:
            number = _number(text, texts.language)
            return Unclear() if number is None else Answered(Number(number))
        case Kind.DATE:
            day = _day(text, texts.language)
            return Unclear() if day is None else Answered(Day(day))
        case _:
            return Answered(Text(text))


def _number(text: str, language: str) -> Decimal | None:
    try:
        return parse_decimal(re.sub(r"[\s\u00a0\u202f]", "", text.strip()[:40]), locale=language, strict=True)
    except (NumberFormatError, ArithmeticError, ValueError):
        return None


def _day(text: str, language: str) -> date | None:
    """A date in figures or words."""
    import dateparser  # noqa: PLC0415 - slow to import, and only a few interviews ask for a date

    settings = {"STRICT_PARSING": True, "DATE_ORDER": "DMY", "PREFER_DATES_FROM": "future"}
    try:
        found = dateparser.parse(text.strip()[:60], languages=[language], settings=settings)
    except (ValueError, OverflowError, TypeError):
        return None
    return None if found is None else found.date()
