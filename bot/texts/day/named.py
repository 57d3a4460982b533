"""Days that are named by the calendar: « le 15 », « mardi 1er décembre », « 15/1 », « fin janvier », « Noël »."""

from datetime import date

from bot.texts.day.phrase import DECEMBER, LATELY, Phrase, Read, dated, on_weekday
from bot.texts.day.spans import in_month, last_of, months_on, nth_weekday


def numbered(phrase: Phrase) -> Read | None:
    """« le 15 », « lundi 30 »: this month, or the next."""
    (number,), today = phrase.numbers, phrase.today
    if not 1 <= number <= 31:
        return phrase.asking.missing() if number else None
    firsts = (months_on(today.replace(day=1), months) for months in range(12))
    days = [day for first in firsts if (day := in_month(first, number)) is not None and day >= today]
    if days[0] == today:
        sure = phrase.has("w") and phrase.value("w") == today.weekday()
        return today if sure else phrase.asking.whether(today, days[1])
    if days[0] > last_of(months_on(today.replace(day=1), 1)):
        return phrase.asking.of_month(days[0])
    return on_weekday(phrase, days[0])


def of_this_or_next_month(phrase: Phrase) -> Read:
    """« le 12 du mois prochain »."""
    first = months_on(phrase.today.replace(day=1), int(phrase.has("x")))
    return in_month(first, phrase.numbers[0]) or phrase.asking.missing(last_of(first))


def with_month(phrase: Phrase) -> Read | None:
    """« mardi 1er décembre 2026 », « 15 01 2027 », « 15 janvier 27 »."""
    number, *others = phrase.numbers
    if not phrase.has("m"):
        return on_weekday(phrase, dated(phrase, number, others[0], phrase.value("y")))
    if others and not 20 <= others[0] <= 99:
        return None
    year = 2000 + others[0] if others else phrase.value("y")
    return on_weekday(phrase, dated(phrase, number, phrase.value("m"), year))


def in_figures(phrase: Phrase) -> Read:
    figures = phrase.value("f")
    return on_weekday(phrase, dated(phrase, figures % 100, figures // 100 % 100, figures // 10000))


def feast(phrase: Phrase) -> Read:
    return dated(phrase, phrase.value("p") % 100, phrase.value("p") // 100, phrase.value("y"))


def part_of_month(phrase: Phrase) -> Read | None:
    """« début février », « mi-janvier », « fin novembre 2027 »."""
    month, year = phrase.value("m"), phrase.value("y")
    if phrase.has("b") or phrase.has("c"):
        return dated(phrase, 1 if phrase.has("b") else 15, month, year)
    first = date(year or phrase.today.year, month, 1)
    if not year and last_of(first) < phrase.today - LATELY:
        first = first.replace(year=first.year + 1)
    return dated(phrase, last_of(first).day, month, year)


def part_of_this_month(phrase: Phrase) -> Read | None:
    """« fin du mois », « milieu du mois prochain »."""
    today = phrase.today
    first = months_on(today.replace(day=1), int(phrase.has("x")))
    if phrase.has("e"):
        last = last_of(first)
        return last if last > today else phrase.asking.whether(today, last_of(months_on(first, 1)))
    day = first.replace(day=15) if phrase.has("c") else first
    return day if day > today else None


def end_of_year(phrase: Phrase) -> Read:
    return date(phrase.value("y") or phrase.today.year + phrase.has("x"), DECEMBER, 31)


def nth(phrase: Phrase) -> Read | None:
    """« le premier lundi de janvier », « le dernier vendredi du mois »."""
    today, which = phrase.today, -1 if phrase.has("l") else phrase.numbers[0]
    if phrase.has("M"):
        firsts = [months_on(today.replace(day=1), int(phrase.has("x")))]
    else:
        years = [phrase.value("y")] if phrase.has("y") else [today.year, today.year + 1]
        firsts = [date(year, phrase.value("m"), 1) for year in years]
    days = (nth_weekday(first, which, phrase.value("w")) for first in firsts)
    return next((day for day in days if day is not None and day >= today), None)
