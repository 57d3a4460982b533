"""What was said of a day, as words whose kinds and values are known (see `words`)."""

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.texts.day.asking import Asking, Unsure
from bot.texts.day.spans import in_month, last_of
from bot.texts.day.words import Token

Read = date | Unsure
LATELY = timedelta(days=60)  # a day without year that is past since less than this may be meant as past
DECEMBER = 12
_SILENT = re.compile("[rgit]")  # where no pattern needs them, articles and the like say nothing


@dataclass(frozen=True, slots=True)
class Phrase:
    """What was said, in words that are all known."""

    words: tuple[Token, ...]
    asking: Asking

    @property
    def today(self) -> date:
        return self.asking.today

    @property
    def bare(self) -> str:
        """The letters of the words that carry meaning."""
        return _SILENT.sub("", self.kinds)

    @property
    def kinds(self) -> str:
        """The letters of all words."""
        return "".join(word.kind for word in self.words)

    def value(self, kind: str, at: int = 0, default: int = 0) -> int:
        """What the word of this kind stands for; the first one unless `at` says which."""
        there = [word.value for word in self.words if word.kind == kind]
        return there[at] if at < len(there) else default

    @property
    def numbers(self) -> tuple[int, ...]:
        """« 15 », « 1er », « premier », in their order."""
        return tuple(word.value for word in self.words if word.kind in {"n", "u", "o"})

    def has(self, kind: str) -> bool:
        """Whether a word of this kind is in it."""
        return kind in self.kinds

    def without(self, *kinds: str) -> "Phrase":
        """The same but for the words of these kinds."""
        return replace(self, words=tuple(word for word in self.words if word.kind not in kinds))


def dated(phrase: Phrase, number: int, month: int, year: int = 0) -> Read:
    """The day of this month; without a year the next one.

    Is it past since a short while only, that is asked, unless the weekday said with it tells.
    """
    asking, today = phrase.asking, phrase.today
    if not 1 <= month <= DECEMBER or not 1 <= number <= 31:
        return asking.missing()
    first = date(year or today.year, month, 1)
    day = in_month(first, number)
    if not year and (day or last_of(first)) < today:
        first = first.replace(year=first.year + 1)
        lately, day = day is not None and today - day <= LATELY, in_month(first, number)
        if day and lately and not (phrase.has("w") and phrase.value("w") == day.weekday()):
            return asking.gone_this_year(day)
    return day or asking.missing(last_of(first))


def on_weekday(phrase: Phrase, day: Read) -> Read:
    """`day`, if it is on the weekday that is said with it."""
    if isinstance(day, Unsure) or not phrase.has("w") or phrase.value("w") == day.weekday():
        return day
    return phrase.asking.other_weekday(day)
