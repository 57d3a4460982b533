"""What typed words mean: a button of the screen, an answer to the question, or a command.

Words are taken for a choice only when every word that carries meaning is found in it; otherwise they are asked back.
A wrong guess would be a wrong answer, and nobody would notice.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from rapidfuzz import fuzz

from bot.engine.dialogue import Kind, Question
from bot.engine.values import Day, Number, Several, Text, Value
from bot.service.prompts import OPTION
from bot.service.screens import Button
from bot.texts.catalogues import Texts
from bot.texts.days import Unsure, read_day
from bot.texts.folding import folded
from bot.texts.numbers import read_number

ALIKE = 84  # from this likeness on, two words are the same but for a slip
HALF = 0.5
ORDINALS = 5  # « le premier » to « le cinquième »
_CLAUSES = re.compile(r"[,;:]")
_ROLES = frozenset({"v.beneficiary", "v.officer"})
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
    """The words could be one of several things, or nothing that is offered; `sentence` says why, if it is known."""

    nearest: tuple[Button, ...] = ()
    sentence: str = ""


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
        return _several(text, where.question, where.choices, texts)
    return _chosen(plain, where.choices or where.controls, where.choices, texts)


def command_named(word: str, texts: Texts, names: Iterable[str]) -> str | None:
    """The command that `word` (without slash) names, in any of its spellings."""
    plain = _joined(word)
    return next((name for name in names if plain in map(_joined, texts.words(f"command.{name}"))), None)


def _joined(words: str) -> str:
    """As a command is written: in plain letters, without spaces."""
    return folded(words).replace(" ", "")


def _said(plain: str, where: Situation, texts: Texts) -> Meaning | None:
    """A button of the screen by its very label or by a word for it, or a command by its name."""
    buttons = (*where.choices, *where.controls)
    exact = [button.code for button in buttons if plain in {folded(button.label), folded(_name(button))}]
    if where.hint and plain in map(folded, texts.words("say.yes")):
        exact = [where.hint]
    if len(exact) == 1:
        return _answered(exact) if _completes(exact[0], where.question) else Pressed(exact[0])
    codes = {button.code for button in buttons}
    if (role := _role(plain, where.choices, texts)) is not None:
        return role
    named = _names("say", plain, texts)
    for name in named:
        if name in codes:
            return Pressed(name)
    if "dont_know" in named and "skip" in codes:
        return Pressed("skip")
    commands = _names("command", plain, texts)
    if commands:
        return Asked(commands[0])
    general = (*texts.words("leading.words"), *map(folded, texts.words("say.none")))
    if named and plain not in general:
        return Unclear()  # words for a button that is not here must not be taken for an answer
    return None


def _name(button: Button) -> str:
    """What a button is about, without how it stands: « Calendrier · encore vide »."""
    return button.label.partition(" · ")[0]


def _role(plain: str, choices: Iterable[Button], texts: Texts) -> Meaning | None:
    """Who a person is, from a whole sentence: « je suis maire d'un petit village »."""
    named = {
        button.code
        for button in choices
        if button.code in _ROLES
        for phrase in texts.words(f"say.{button.code}")
        if f" {folded(phrase)} " in f" {plain} "
    }
    return Pressed(named.pop()) if len(named) == 1 else None


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
    if (at := _ordinal(plain, len(numbered), texts)) is not None:
        return Pressed(numbered[at].code, guessed=True)
    if plain.isdigit():
        return Unclear()
    first = plain.split(maxsplit=1)[0]
    if first in texts.words("leading.words"):
        led = [button for button in buttons if first in folded(button.label).split()]
        if len(led) == 1 and folded(led[0].label).startswith(first):
            return Pressed(led[0].code, guessed=True)
        if plain == first:
            return Unclear(tuple(led[:2]))
    likeness = {button: _likeness(plain, button.label, texts) for button in buttons}
    sure = [button for button, (typed, label) in likeness.items() if typed == 1 and label >= HALF]
    if len(sure) == 1:
        return Pressed(sure[0].code, guessed=True)
    near = sorted(
        (button for button, (typed, _) in likeness.items() if typed >= HALF),
        key=lambda button: likeness[button],
        reverse=True,
    )
    return Unclear(tuple(near[:2]))


def _likeness(plain: str, label: str, texts: Texts) -> tuple[float, float]:
    """Which part of the words of `plain` that carry meaning is found in `label`, and the reverse, 0 to 1.

    What a label says after a comma (« …, rien n'est lancé ») is too little to choose it by, and only brings it near.
    """
    first, *others = (folded(part) for part in _CLAUSES.split(label))
    near = max((_alike(plain, other, texts) for other in others), default=(0.0, 0.0))
    return max(_alike(plain, folded(label), texts), _alike(plain, first, texts), (near[0], 0.0))


def _alike(plain: str, phrase: str, texts: Texts) -> tuple[float, float]:
    """Nothing is alike when one denies and the other does not: a slip there would be the opposite answer."""
    typed, there = (_Carrying.of(words, texts) for words in (plain, phrase))
    if typed.denies != there.denies or not typed.strong:
        return 0.0, 0.0
    found = sum(_among(word, there.strong) for word in typed.strong)
    back = sum(_among(word, typed.strong) for word in there.strong)
    return found / len(typed.strong), back / max(len(there.strong), 1)


def _among(word: str, words: Iterable[str]) -> bool:
    return any(fuzz.ratio(word, other) >= ALIKE for other in words)


@dataclass(frozen=True, slots=True)
class _Carrying:
    """The words of a phrase that carry meaning by themselves, and whether it denies something."""

    strong: tuple[str, ...]
    denies: bool

    @classmethod
    def of(cls, plain: str, texts: Texts) -> "_Carrying":
        words, (denying, weak) = plain.split(), _light(texts)
        return cls(tuple(word for word in words if word not in weak), any(word in denying for word in words))


@lru_cache(maxsize=16)
def _light(texts: Texts) -> tuple[frozenset[str], frozenset[str]]:
    """The words that deny, and all those that carry no meaning by themselves."""
    denying, empty, weak = (
        frozenset(map(folded, texts.words(f"{sort}.words"))) for sort in ("denying", "empty", "weak")
    )
    return denying, denying | empty | weak


def _place(word: str, count: int) -> int | None:
    """The place (from 0) that « 3 » or « c » names among `count` choices."""
    if word.isascii() and word.isdigit() and len(word) < 4 and 1 <= int(word) <= count:
        return int(word) - 1
    if len(word) == 1 and "a" <= word <= "z" and ord(word) - ord("a") < count:
        return ord(word) - ord("a")
    return None


def _ordinal(plain: str, count: int, texts: Texts) -> int | None:
    """The place (from 0) that « le premier », « la dernière » name among `count` choices."""
    names = [*(f"ordinal.{number}" for number in range(1, min(count, ORDINALS) + 1)), "ordinal.last"]
    for at, name in enumerate(names):
        if count and plain in map(folded, texts.words(name)):
            return count - 1 if name == "ordinal.last" else at
    return None


def _several(text: str, question: Question, choices: Sequence[Button], texts: Texts) -> Meaning:
    """« 1, 3 et 5 », « a c », « l'argent et du temps »: a complete answer to a question with several choices."""
    between = {folded(word) for word in texts.words("between.choices")}
    words = [word for word in folded(text).split() if word not in between]
    places = [_place(word, len(choices)) for word in words]
    if words and all(place is not None for place in places):
        return _answered([choices[place].code for place in places if place is not None])
    excluding = [button.code for button in choices if button.code.removeprefix(OPTION) in question.exclusive]
    if excluding and folded(text) in map(folded, texts.words("say.none")):
        return _answered(excluding)
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
            day = read_day(texts, text, today, anytime=True)
            if isinstance(day, Unsure):
                return Unclear(sentence=day.sentence if day.missing else "")
            return Answered(Day(day))
        case _:
            return Answered(Text(text))
