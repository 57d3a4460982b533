"""Which phrases name a day, as patterns of the kinds of their words, and what to ask when none fits."""

import re
from collections.abc import Callable
from datetime import date

from bot.texts.day import named, near
from bot.texts.day.asking import Unsure
from bot.texts.day.near import DAY, FRIDAY, WEEK
from bot.texts.day.phrase import Phrase, Read, dated
from bot.texts.day.spans import monday_of, months_on

Rule = Callable[[Phrase], Read | None]
_TWO = re.compile("O|n.*n|f[mnSM]|[wdfp].*[wdfp]")


def read(phrase: Phrase) -> Read | None:
    """The day, or what to ask back; None when no pattern fits."""
    for kinds, rules in ((phrase.kinds, _WHOLE), (phrase.bare, _BARE)):
        for pattern, rule in rules:
            if pattern.fullmatch(kinds):
                return rule(phrase)
    return None


def unread(phrase: Phrase) -> Unsure:
    """What to ask of a phrase that names no day."""
    kinds, asking = phrase.bare, phrase.asking
    if re.search("[lG]", kinds):
        return asking.past()
    if "S" in kinds and "O" not in kinds:
        return asking.in_week(_week(phrase))
    if _TWO.search(kinds):
        return asking.several()
    if kinds in {"m", "my", "mx"}:
        first = dated(phrase, 1, phrase.value("m"), phrase.value("y"))
        return asking.in_month(first) if isinstance(first, date) else first
    if kinds in {"Mx", "xM"}:
        return asking.in_month(months_on(phrase.today.replace(day=1), 1))
    return asking.any()


def _week(phrase: Phrase) -> date | None:
    """The Monday of the week that is named; None when it is not clear which it is."""
    this = monday_of(phrase.today)
    if phrase.bare in {"Sx", "xS"}:
        return this + WEEK
    if phrase.bare == "S":
        return this if phrase.today.weekday() < FRIDAY else this + WEEK
    day = read(phrase.without("S"))
    return monday_of(day) if isinstance(day, date) and phrase.bare != "Sn" else None


def _before(phrase: Phrase) -> Read | None:
    """« avant le 20 » is the 19th at the latest; « avant la fin du mois » is its end, and « avant 15 jours » in 15 days."""
    inner = phrase.without("a")
    day = read(inner)
    if not isinstance(day, date) or re.match("e|n?q|nX?[JSMY]", inner.bare):
        return day
    return day - DAY


def _unclear(_: Phrase) -> None:
    """« dans 15 » lacks its unit, « la quinzaine » is any of its days, and « 1er de l’an » is no year."""


def _table(*rules: tuple[str, Rule]) -> tuple[tuple[re.Pattern[str], Rule], ...]:
    return tuple((re.compile(pattern), rule) for pattern, rule in rules)


_WHOLE = _table(
    ("in|rq", _unclear),
    ("tw", near.this_weekday),
    ("[rn]w", near.habitual),
    ("i?r?[nu][rgt]+Mx?", named.of_this_or_next_month),
    (".*n[rgt]+[JSMY].*", _unclear),
)
_BARE = _table(
    ("dh?", near.offset),
    ("dw|wd", near.offset_and_weekday),
    ("w", near.weekday),
    ("wx|xw", near.next_weekday),
    ("wh", near.weekday_in_eight),
    ("wSx|wxS|Sxw", near.weekday_next_week),
    ("wS", near.weekday_this_week),
    ("wn[JS]|n[JS]w|wn?qJ?", near.weekday_later),
    ("nX?[JS]|n?qJ?", near.in_days),
    ("n(X?M|Y)H?", near.in_months),
    ("(wx?)?[nu]", named.numbered),
    ("[nu](Mx|xM)", named.of_this_or_next_month),
    ("(wx?|wSx)?([nou]my?|[nou]mn|nny)x?", named.with_month),
    ("(wx?|wSx)?fx?", named.in_figures),
    ("py?", named.feast),
    ("[bce]my?x?", named.part_of_month),
    ("[bce](Mx?|xM)", named.part_of_this_month),
    ("[bce](Sx?|xS)", near.part_of_week),
    ("e(Yx?|y)", named.end_of_year),
    ("[oul]w(my?|Mx?)", named.nth),
    ("k", near.weekend),
    ("a.+", _before),
)
