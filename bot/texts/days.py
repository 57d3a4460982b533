"""A future day, as people say it: « mardi en huit », « dans 10 jours », « fin janvier », « lundi 30 ».

A day read wrongly is an appointment that is missed. What could be two days, or holds a word that is not known, is asked
back, with the days that it may be. Words are read in `bot.texts.day.words`, phrases in `bot.texts.day.grammar`.
"""

from datetime import date, timedelta

from bot.texts.catalogues import Texts
from bot.texts.day.asking import Asking, Unsure
from bot.texts.day.grammar import read, unread
from bot.texts.day.phrase import Phrase, Read
from bot.texts.day.words import UNKNOWN, Token, tokens

__all__ = ["LONGEST", "Unsure", "read_day"]

LONGEST = 120  # characters; nobody names a day in more
AHEAD = timedelta(days=731)  # beyond it, a year is a slip


def read_day(texts: Texts, text: str, today: date, *, anytime: bool = False) -> date | Unsure:
    """The day that `text` names on `today`, or what to ask back. `anytime`: it may also be past, or far ahead."""
    asking = Asking(texts, today)
    if len(text) > LONGEST:
        return asking.any()
    found = _told(tuple(tokens(texts, text)), asking)
    if isinstance(found, Unsure) or anytime:
        return found
    if found < today:
        return asking.past()
    return found if found - today <= AHEAD else asking.far()


def _told(words: tuple[Token, ...], asking: Asking) -> Read:
    kinds = {word.kind for word in words}
    if "B" in kinds:
        return asking.after_breaks()
    if "K" in kinds:
        return asking.roughly()
    if kinds & {"V", "N"}:
        return asking.any()
    if "E" in kinds:
        return asking.every()
    if "A" in kinds:
        return _from_then_on(words, asking)
    if UNKNOWN in kinds:
        return _with_unknown(words, asking)
    phrase = Phrase(words, asking)
    return read(phrase) or unread(phrase)


def _from_then_on(words: tuple[Token, ...], asking: Asking) -> Unsure:
    """« pas avant le 5 janvier », « après le 20 »: no day yet."""
    start = next(word for word in words if word.kind == "A")
    day = read(Phrase(words, asking).without("A", UNKNOWN))
    if not isinstance(day, date) or day < asking.today:
        return asking.any()
    return asking.not_before(day + timedelta(days=start.value))


def _with_unknown(words: tuple[Token, ...], asking: Asking) -> Unsure:
    """The day in it is only asked for: a word that is not known could change it."""
    phrase = Phrase(words, asking).without(UNKNOWN)
    day = read(phrase)
    if isinstance(day, date) and asking.today <= day <= asking.today + AHEAD and phrase.bare != "n":
        return asking.whether(day)
    return unread(phrase)
