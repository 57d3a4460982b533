"""What typed words mean: a button of the screen, an answer to the question, or a command.

Words are taken for a choice only when every word that carries meaning is found in it; otherwise they are asked back.
A wrong guess would be a wrong answer, and nobody would notice.
"""

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

ALIKE = 84  # from this likeness on, two words are the same but for a slip
LONGEST_READ = 300  # nobody types an option in more characters


@dataclass(frozen=True, slots=True)
class Pressed:
    """The words stand for this button; `guessed`: by their likeness, so it is told what was understood."""

    code: str
    guessed: bool = False


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
    """The words could be one of several things, or nothing that is offered."""

    nearest: tuple[Button, ...] = ()


Meaning = Pressed | Answered | Asked | Unclear


@dataclass(frozen=True, slots=True)
class Situation:
    """Where something is typed: the buttons of the screen, the question asked there, if one is, and the day.

    `hint` is the code of the choice that was asked back: « oui » stands for it.
    """

    choices: tuple[Button, ...]
    controls: tuple[Button, ...]
    question: Question | None
    today: date
    hint: str = ""


def folded(text: str) -> str:
    """`text` without accents, case, apostrophes and signs, single-spaced."""
    bare = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(c if c.isalnum() else " " for c in bare if not unicodedata.combining(c))
    return " ".join(letters.split())


def meaning(text: str, where: Situation, texts: Texts) -> Meaning:
    """What `text` means where it is typed."""
    plain = folded(text[:LONGEST_READ])
    if (said := _said(plain, where, texts)) is not None:
        return said
    if where.question is not None and where.question.kind not in {Kind.ONE, Kind.SEVERAL}:
        return _written(where.question.kind, text, texts, where.today)
    if len(text) > LONGEST_READ or not plain:
        return Unclear()
    if where.question is not None and where.question.kind is Kind.SEVERAL:
        return _several(text, where.choices, texts)
    return _chosen(plain, where.choices or where.controls, where.choices, texts)


def command_named(word: str, texts: Texts, names: Iterable[str]) -> str | None:
    """The command that `word` (without slash) names, in any of its spellings."""
    plain = folded(word)
    return next((name for name in names if plain in map(folded, texts.words(f"command.{name}"))), None)


def _said(plain: str, where: Situation, texts: Texts) -> Meaning | None:
    """A button of the screen by its very label or by a word for it, or a command by its name."""
    buttons = (*where.choices, *where.controls)
    exact = [button.code for button in buttons if folded(button.label) == plain]
    if where.hint and plain in map(folded, texts.words("say.yes")):
        exact = [where.hint]
    if len(exact) == 1:
        return _answered(exact) if _completes(exact[0], where.question) else Pressed(exact[0])
    codes = {button.code for button in buttons}
    named = _names("say", plain, texts)
    for name in named:
        if name in codes:
            return Pressed(name)
    if "dont_know" in named and "skip" in codes:
        return Pressed("skip")
    commands = _names("command", plain, texts)
    if commands:
        return Asked(commands[0])
    return Unclear() if named else None  # words for a button that is not here must not be taken for an answer


def _completes(code: str, question: Question | None) -> bool:
    """Whether typing the option of this button is a complete answer: several are typed in one message."""
    return question is not None and question.kind is Kind.SEVERAL and code.startswith(OPTION)


def _names(sort: str, plain: str, texts: Texts) -> list[str]:
    keys = (key.partition(".") for _, key in texts.domains["words"].lines)
    return [
        name for kind, _, name in keys if kind == sort and plain in map(folded, texts.words(f"{kind}.{name}"))
    ]


def _chosen(plain: str, buttons: Sequence[Button], numbered: Sequence[Button], texts: Texts) -> Meaning:
    if (at := _place(plain, len(numbered))) is not None:
        return Pressed(numbered[at].code)
    if plain.isdigit():
        return Unclear()
    weights = {button: _share(plain, folded(button.label), texts) for button in buttons}
    whole = [button for button, share in weights.items() if share == 1]
    beginning = [button for button in whole if folded(button.label).startswith(plain)]
    for sure in (whole, beginning):
        if len(sure) == 1:
            return Pressed(sure[0].code, guessed=True)
    near = sorted(
        (button for button in buttons if weights[button] > 0), key=lambda b: weights[b], reverse=True
    )
    return Unclear(tuple(near[:2]) if weights and near and weights[near[0]] >= 0.5 else ())


def _share(plain: str, label: str, texts: Texts) -> float:
    """Which part of the meaningful words of `plain` is found in `label`, 0 to 1."""
    empty = {folded(word) for word in texts.words("empty.words")}
    wanted = [word for word in plain.split() if word not in empty]
    there = [word for word in label.split() if word not in empty]
    found = sum(any(fuzz.ratio(word, other) >= ALIKE for other in there) for word in wanted)
    return found / len(wanted) if wanted else 0


def _place(word: str, count: int) -> int | None:
    """The place (from 0) that « 3 » or « c » names among `count` choices."""
    if word.isascii() and word.isdigit() and len(word) < 4 and 1 <= int(word) <= count:
        return int(word) - 1
    if len(word) == 1 and "a" <= word <= "z" and ord(word) - ord("a") < count:
        return ord(word) - ord("a")
    return None


def _several(text: str, choices: Sequence[Button], texts: Texts) -> Meaning:
    """« 1, 3 et 5 », « a c », « l'argent et du temps »: a complete answer to a question with several choices."""
    between = {folded(word) for word in texts.words("between.choices")}
    words = [word for word in folded(text).split() if word not in between]
    places = [_place(word, len(choices)) for word in words]
    if words and all(place is not None for place in places):
        return _answered([choices[place].code for place in places if place is not None])
    whole = _chosen(folded(text), choices, choices, texts)
    if isinstance(whole, Pressed):
        return _answered([whole.code])
    codes = []
    for part in _parts(text, between):
        meant = _chosen(part, choices, choices, texts)
        if not isinstance(meant, Pressed):
            return whole
        codes.append(meant.code)
    return _answered(codes) if codes else whole


def _parts(text: str, between: set[str]) -> list[str]:
    """The parts of an enumeration: between commas, semicolons and « et »."""
    parts: list[list[str]] = [[]]
    for piece in text.replace(";", ",").replace("+", ",").split(","):
        parts.append([])
        for word in folded(piece).split():
            if word in between:
                parts.append([])
            else:
                parts[-1].append(word)
    return [" ".join(words) for words in parts if words]


def _answered(codes: Iterable[str]) -> Answered:
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
