"""Hours of the day, as people write and say them."""

import re
from collections.abc import Iterable
from datetime import date, time

from bot.service.choosing_days import say_weekday_day
from bot.texts.catalogues import Texts

_NOON = time(12)
_DAWN = time(7)  # figures alone that say an earlier hour are rarely meant so
_BARE = re.compile(r"(\d{1,2})(?:[.,:](\d{2}))?")


def say_moment(texts: Texts, day: date, at: time | None, today: date) -> str:
    """« jeudi 3 décembre à 14 h 30 »."""
    said = say_weekday_day(texts, day, today)
    return said if at is None else texts.say("{day} at {hour}", day=said, hour=say_hour(texts, at))


def say_hour(texts: Texts, at: time) -> str:
    """« 14 h 30 »."""
    if at.minute:
        return texts.say("{hour}:{minute}", hour=at.hour, minute=f"{at.minute:02}")
    return texts.say("{hour}:00", hour=at.hour)


def split_hour(texts: Texts, text: str) -> tuple[str, time | None]:
    """What is left of `text` without the hour that it names, and that hour; (`text`, None) where it names none."""
    text = _in_figures(texts, text)
    before = rf"(?:\b(?:{_any(texts.words('hour.at'))})\s*)?"
    figures = rf"(?<![\d/.])(\d{{1,2}})\s*(?:(?:{_any(texts.words('hour.sign'))})\s*(\d{{2}})?|:(\d{{2}}))(?![\w/:])"
    half = rf"(?:\s*({_any(texts.words('hour.half'))})\b)?"
    later = rf"(?:\s*(?:({_any(texts.words('hour.later'))})|{_any(texts.words('hour.morning'))})\b)?"
    if found := re.search(f"{before}{figures}{half}{later}", text, re.IGNORECASE):
        hour, minute, other, halved, afternoon = found.groups()
        at = _time(int(hour), 30 if halved else int(minute or other or 0), later=bool(afternoon))
    elif found := re.search(
        rf"{before}(?<![\w-])(?:{_any(texts.words('hour.noon'))})\b{half}", text, re.IGNORECASE
    ):
        at = _NOON.replace(minute=30 if found[1] else 0)
    else:
        return text, None
    if at is None:
        return text, None
    rest = f"{text[: found.start()]} {text[found.end() :]}"
    return " ".join(rest.split()).strip(" ,;"), at


def read_bare(text: str) -> time | None:
    """The hour that figures alone say where an hour was asked for: « 14 », « 14.30 »."""
    found = _BARE.fullmatch(text.strip())
    return None if found is None else _time(int(found[1]), int(found[2] or 0))


def ask_back(texts: Texts, text: str, rest: str, at: time | None) -> str:
    """What to ask back where `at`, read in `text` beside `rest`, is so early that the afternoon is likelier meant; "" if not.

    Whoever writes that it is in the morning is believed.
    """
    morning = (each.replace("’", "'") for each in texts.words("hour.morning"))
    if at is None or at >= _DAWN or any(each in text.lower().replace("’", "'") for each in morning):
        return ""
    hour = say_hour(texts, at.replace(hour=at.hour + _NOON.hour))
    example = f"{rest} {hour}".strip()
    return texts.say(
        "“{said}”: is it {hour}? Write for example “{example}”.", said=text, hour=hour, example=example
    )


def _in_figures(texts: Texts, text: str) -> str:
    """`text` with the hours that are written in words in figures: « deux heures »; the same if there are none."""
    numbers = {word: at for at, word in enumerate(texts.words("day.numbers"), 1)}
    numbers |= dict.fromkeys(texts.words("hour.one"), 1)
    named = re.search(
        rf"(?<![\w-])({_any(numbers)})\s+(?={_any(texts.words('hour.sign'))})", text, re.IGNORECASE
    )
    if named is None:
        return text
    return f"{text[: named.start()]}{numbers[named[1].lower()]} {text[named.end() :]}"


def _time(hour: int, minute: int, *, later: bool = False) -> time | None:
    if later and hour < _NOON.hour:
        hour += _NOON.hour
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _any(words: Iterable[str]) -> str:
    """One of `words`, the longest that fits; with either apostrophe."""
    longest_first = sorted(words, key=len, reverse=True)
    return "|".join(re.escape(word).replace("’", "[’']") for word in longest_first)
