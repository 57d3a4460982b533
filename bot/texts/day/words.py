"""The words with which people name a day, as tokens: what kind of word each is, and which of its kind.

The words of the language stand in `words.po` under `day.…`. What is misspelt is taken for the word that it must be;
what could be two words is none.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from bot.texts.catalogues import Texts

UNKNOWN, LIGHT = "?", ""
ALIKE, APART = 80, 10  # how like a word must be to one that is known, and how much less to any other
SHORTEST_BEGUN, SHORTEST_MISSPELT = 4, 5
FIRST_YEAR, LAST_YEAR = 1900, 2199
_SIGNS = re.compile(
    r"(?P<below>(?<!\S)-[0-9]+)"
    r"|(?P<iso>(?<![0-9])[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?![0-9]))"
    r"|(?P<figures>(?<![0-9])[0-9]{1,2} ?[/.-] ?[0-9]{1,2}(?: ?[/.-] ?(?:[0-9]{4}|[0-9]{2}))?(?![0-9]))"
    r"|(?P<clock>(?<![0-9])[0-9]{1,2}:[0-9]{2}(?![0-9]))"
    r"|(?P<number>[0-9]+)"
    r"|(?P<word>[^\W\d_]+|\d)"  # a digit of another script is a word that is not known
    r"|(?P<or>[/&])"
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word or a figure: its kind is a letter (see `_LISTS` and `_WORDS`), "" when it says nothing about the day."""

    kind: str
    value: int = 0


_LISTS = (  # words in order: the first stands for the number that is given here
    ("day.weekdays", "w", 0),
    ("day.weekdays.short", "w", 0),
    ("day.weekdays.many", "E", 0),
    ("day.months", "m", 1),
    ("day.months.short", "m", 1),
    ("day.months.shorter", "m", 1),
    ("day.numbers", "n", 1),
    ("day.ordinals", "o", 1),
)
_WORDS = (
    ("day.one", "n", 1),
    ("day.first", "u", 1),
    ("day.mar", "T", 0),  # Tuesday or March
    ("day.sept", "P", 0),  # seven or September
    ("day.before_yesterday", "d", -2),
    ("day.yesterday", "d", -1),
    ("day.today", "d", 0),
    ("day.tomorrow", "d", 1),
    ("day.after_tomorrow", "d", 2),
    ("day.unit.day", "J", 0),
    ("day.unit.week", "S", 0),
    ("day.unit.month", "M", 0),
    ("day.unit.year", "Y", 0),
    *((f"day.about.{days}", "q", days) for days in (7, 10, 12, 14, 20, 30)),
    ("day.in", "i", 0),
    ("day.in_eight", "h", 7),
    ("day.in_fifteen", "h", 14),
    ("day.next", "x", 0),
    ("day.next.many", "X", 0),
    ("day.last", "l", 0),
    ("day.this", "t", 0),
    ("day.begin", "b", 0),
    ("day.middle", "c", 0),
    ("day.end", "e", 0),
    ("day.half", "H", 0),
    ("day.weekend", "k", 0),
    *((f"day.feast.{day}", "p", day) for day in (101, 1101, 1224, 1225, 1231)),
    ("day.feast.moving", "V", 0),
    ("day.before", "a", 0),
    ("day.from", "A", 0),
    ("day.after", "A", 1),
    ("day.no", "N", 0),
    ("day.or", "O", 0),
    ("day.every", "E", 0),
    ("day.ago", "G", 0),
    ("day.breaks", "B", 0),
    ("day.vague", "V", 0),
    ("day.dont_know", "K", 0),
    ("day.hour", "C", 0),
    ("day.the", "r", 0),
    ("day.of", "g", 0),
    ("day.light", LIGHT, 0),
    ("day.no_day", UNKNOWN, 0),  # nearly a day by its letters, and none
)
_GUESSED = frozenset("wmxS")  # kinds that are worth guessing, and « demain »


def plain(text: str) -> str:
    """`text` without accents and case, single-spaced; the signs stay."""
    bare = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(each for each in bare if not unicodedata.combining(each)).split())


def tokens(texts: Texts, text: str) -> list[Token]:
    """What the words of `text` say about a day, in their order; words that say nothing about it are left out."""
    found = [*_signs(plain(text))]
    known, longest = _known(texts)
    read: list[Token] = []
    at = 0
    while at < len(found):
        for length in range(min(longest, len(found) - at), 0, -1):
            token = known.get(tuple(found[at : at + length]))
            if token is not None:
                break
        else:
            length, token = 1, _single(found[at], known)
        read.append(token)
        at += length
    return [token for token in _without_hours(_told_apart(read)) if token.kind != LIGHT]


def _signs(text: str) -> Iterator[str]:
    """Words, numbers, and days in figures."""
    for match in _SIGNS.finditer(text):
        yield "/" if match.lastgroup == "or" else match.group().replace(" ", "")


@lru_cache(maxsize=16)
def _known(texts: Texts) -> tuple[Mapping[tuple[str, ...], Token], int]:
    """The tokens by their words, and of how many words the longest is."""
    known: dict[tuple[str, ...], Token] = {}
    for key, kind, value in _WORDS:
        for phrase in texts.words(key):
            known.setdefault(tuple(_signs(plain(phrase))), Token(kind, value))
    for key, kind, first in _LISTS:
        for at, phrase in enumerate(texts.words(key), first):
            known.setdefault(tuple(_signs(plain(phrase))), Token(kind, at))
    return known, max(map(len, known))


def _single(word: str, known: Mapping[tuple[str, ...], Token]) -> Token:
    """A word that stands in no list."""
    if word == "/":
        return Token("O")
    if word.isascii() and word.isdigit():
        number = int(word[:9])
        if len(word) == 4 and FIRST_YEAR <= number <= LAST_YEAR:
            return Token("y", number)
        return Token("n", number) if len(word) <= 3 else Token(UNKNOWN)
    if word[-1].isascii() and word[-1].isdigit():
        return _figures(word)
    return _misspelt(word, known)


def _figures(word: str) -> Token:
    """A day in figures as one number, the year first, 0 for none: 15/1/2027 is 20270115."""
    if ":" in word:
        return Token(LIGHT)
    written = [part for part in re.split(r"[/.-]", word) if part]
    parts = [int(part) for part in written]
    years = [int(part) for part in written if len(part) == 4]
    if len(parts) < 2 or (len(parts) == 3 and not parts[2]) or any(year < FIRST_YEAR for year in years):
        return Token(UNKNOWN)
    if parts[0] > 999:
        year, month, day = parts
    else:
        day, month, year = (*parts, 0)[:3]
    year += 2000 if 0 < year < 100 else 0
    return Token("f", year * 10000 + month * 100 + day)


def _misspelt(word: str, known: Mapping[tuple[str, ...], Token]) -> Token:
    """The one word that begins like `word` or is nearly the same; none if two could be meant."""
    single = {
        key[0]: token
        for key, token in known.items()
        if len(key) == 1 and len(key[0]) >= SHORTEST_BEGUN
        if token.kind in _GUESSED or token == Token("d", 1)
    }
    begun = {token for other, token in single.items() if other.startswith(word)}
    if len(word) >= SHORTEST_BEGUN and len(begun) == 1:
        return begun.pop()
    if len(word) < SHORTEST_MISSPELT:
        return Token(UNKNOWN)
    likeness: dict[Token, float] = {}
    for other, token in single.items():
        alike = fuzz.ratio(word, other) if word[0] == other[0] else 0
        likeness[token] = max(alike, likeness.get(token, 0))
    (best, most), (_, second) = sorted(likeness.items(), key=lambda each: -each[1])[:2]
    return best if most >= ALIKE and most - second >= APART else Token(UNKNOWN)


def _told_apart(read: list[Token]) -> Iterator[Token]:
    """Short forms that stand for two words are told apart by the number before or after them."""
    heard = [token for token in read if token.kind not in {LIGHT, "r"}]
    place = 0
    for token in read:
        before = heard[place - 1].kind if place else ""
        after = heard[place + 1].kind if place + 1 < len(heard) else ""
        match token.kind:
            case "T" if before in {"n", "u", "o"}:
                yield Token("m", 3)
            case "T":
                yield Token("w", 1) if after in {"n", "u", "o", "f"} else Token(UNKNOWN)
            case "P":
                yield Token("m", 9) if before in {"n", "u", "o"} else Token("n", 7)
            case _:
                yield token
        place += token.kind not in {LIGHT, "r"}


def _without_hours(read: Iterator[Token]) -> list[Token]:
    """« à 14 h 30 » and « 9 h - 12 h » say nothing about the day."""
    left: list[Token] = []
    hour = minutes = False  # what was left out just now
    for token in read:
        if token.kind == "C":
            if left and left[-1].kind == "n" and left[-1].value <= 24 and not minutes:
                left.pop()
            elif not minutes:
                left.append(Token(UNKNOWN))
            hour, minutes = True, False
        elif hour and token.kind == "n":
            hour, minutes = False, True
        else:
            left.append(token)
            hour = minutes = False
    return left
