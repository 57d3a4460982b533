"""Days that are reckoned from now: « demain », « mardi en huit », « dans 10 jours », « fin de semaine »."""

from datetime import timedelta

from bot.texts.day.phrase import Phrase, Read, on_weekday
from bot.texts.day.spans import coming, monday_of, months_on

DAY, WEEK = timedelta(days=1), timedelta(days=7)
MONDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY = 0, 2, 3, 4, 5
WEEKDAYS = 7
_IDIOMS = {8: 7, 15: 14}  # « huit jours » is a week, « quinze jours » two


def offset(phrase: Phrase) -> Read:
    return phrase.today + timedelta(days=phrase.value("d") + phrase.value("h"))


def offset_and_weekday(phrase: Phrase) -> Read:
    return on_weekday(phrase, offset(phrase))


def weekday(phrase: Phrase) -> Read:
    return coming(phrase.today, phrase.value("w"))


def this_weekday(phrase: Phrase) -> Read:
    """« ce mardi », said on a Tuesday, may be the day itself."""
    if phrase.value("w") == phrase.today.weekday():
        return phrase.asking.whether(phrase.today, phrase.today + WEEK)
    return weekday(phrase)


def habitual(phrase: Phrase) -> Read:
    """« le mardi » may be every Tuesday."""
    return phrase.asking.whether(coming(phrase.today, phrase.value("w")))


def next_weekday(phrase: Phrase) -> Read:
    """« jeudi prochain », said on a Tuesday, is this week's Thursday to some, and next week's to others."""
    day = coming(phrase.today, phrase.value("w"))
    if monday_of(day) == monday_of(phrase.today):
        return phrase.asking.whether(day, day + WEEK)
    return day


def weekday_in_eight(phrase: Phrase) -> Read:
    """« mardi en huit » is a week after the next Tuesday; on a Tuesday, that may be the day itself."""
    later = timedelta(days=phrase.value("h"))
    day = coming(phrase.today, phrase.value("w"))
    if phrase.value("w") == phrase.today.weekday():
        return phrase.asking.whether(phrase.today + later, day + later)
    return day + later


def weekday_next_week(phrase: Phrase) -> Read:
    return monday_of(phrase.today) + WEEK + timedelta(days=phrase.value("w"))


def weekday_this_week(phrase: Phrase) -> Read | None:
    if phrase.today.weekday() >= SATURDAY:
        return None
    return monday_of(phrase.today) + timedelta(days=phrase.value("w"))


def weekday_later(phrase: Phrase) -> Read | None:
    """« mardi dans quinze jours »: in the week which that is in, or so long after the next Tuesday."""
    days = _days(phrase)
    if days is None or days % WEEKDAYS:
        return None
    that_week = monday_of(phrase.today + timedelta(days=days)) + timedelta(days=phrase.value("w"))
    after_next = coming(phrase.today, phrase.value("w")) + timedelta(days=days)
    if that_week == after_next or phrase.value("w") == phrase.today.weekday():
        return that_week
    return phrase.asking.whether(that_week, after_next)


def _days(phrase: Phrase) -> int | None:
    """How many days « quinze jours », « deux semaines » or « une dizaine » are."""
    count = phrase.value("n", default=1)
    if count < 1 or (phrase.has("q") and count != 1):
        return None
    if phrase.has("q"):
        return phrase.value("q")
    return count * WEEKDAYS if phrase.has("S") else _IDIOMS.get(count, count)


def in_days(phrase: Phrase) -> Read | None:
    days = _days(phrase)
    return None if days is None else phrase.today + timedelta(days=days)


def in_months(phrase: Phrase) -> Read | None:
    count, year = phrase.value("n"), phrase.has("Y")
    if count < 1:
        return None
    day = months_on(phrase.today, count * 12 + 6 * phrase.has("H") if year else count)
    return day + timedelta(days=15) if phrase.has("H") and not year else day


def part_of_week(phrase: Phrase) -> Read | None:
    """« fin de semaine » is Friday, the last working day."""
    today, monday = phrase.today, monday_of(phrase.today)
    at = MONDAY if phrase.has("b") else WEDNESDAY if phrase.has("c") else FRIDAY
    if phrase.has("x"):
        return monday + WEEK + timedelta(days=at)
    if today.weekday() == at == FRIDAY:
        return phrase.asking.whether(today, today + WEEK)
    if at == MONDAY and today.weekday() >= THURSDAY:
        return monday + WEEK
    return monday + timedelta(days=at) if today.weekday() < at else None


def weekend(phrase: Phrase) -> Read | None:
    if phrase.today.weekday() >= SATURDAY:
        return None
    saturday = monday_of(phrase.today) + timedelta(days=SATURDAY)
    return phrase.asking.whether(saturday, saturday + DAY)
