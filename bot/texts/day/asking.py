"""Asking back which day was meant, and saying days with their weekday."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.texts.catalogues import Texts, msg
from bot.texts.numbers import say_month, say_weekday

RECENT, SOON = timedelta(days=31), timedelta(days=335)  # days this near are said without their year
AWAY = 14  # how far the day is that is given as an example


@dataclass(frozen=True, slots=True)
class Unsure:
    """No day, or not a certain one: what to ask back, and the days that may be meant, likeliest first.

    `missing`: a day is named that the calendar does not have.
    """

    sentence: str
    days: tuple[date, ...] = ()
    missing: bool = False


def say_day_and_weekday(texts: Texts, day: date, today: date | None) -> str:
    """« mardi 1er décembre »; with its year unless it is near `today`, or `today` is not given."""
    near = today is None or -RECENT <= day - today <= SOON
    weekday = say_weekday(day, texts.language)
    rest = say_month(day, texts.language, year=not near)
    said = texts.say("1st {rest}", rest=rest) if day.day == 1 else f"{day.day} {rest}"
    return f"{weekday} {said}"


@dataclass(frozen=True, slots=True)
class Asking:
    """Asks back in one sentence what to write instead."""

    texts: Texts
    today: date

    def any(self) -> Unsure:
        """It names no day."""
        return self._with_example(msg("Which day, more or less? For example “{day}”."))

    def roughly(self) -> Unsure:
        """They do not know yet."""
        return self._with_example(
            msg("A day that is about right will do, and it can change. For example “{day}”.")
        )

    def past(self) -> Unsure:
        """It is over."""
        return self._with_example(msg("That day is past. Which day from now on? For example “{day}”."))

    def far(self) -> Unsure:
        """Nobody plans so far ahead; the year must be a slip."""
        return self._with_example(msg("That is far ahead. Which day within two years? For example “{day}”."))

    def several(self) -> Unsure:
        """They name more than one, or a time between two."""
        return self._with_example(msg("I read two days there, at least: which one? For example “{day}”."))

    def every(self) -> Unsure:
        """They name a day that comes again and again."""
        return self._with_example(msg("Which day first? For example “{day}”."))

    def after_breaks(self) -> Unsure:
        """Holidays and the start of term are not the same everywhere."""
        return self._with_example(
            msg("Holidays and terms differ from place to place: which day? For example “{day}”.")
        )

    def missing(self, day: date | None = None) -> Unsure:
        """There is no such day in the calendar; the nearest there is may be known."""
        told = self._with_example(
            msg("There is no such day in the calendar. Which one? For example “{day}”."), day
        )
        return replace(told, missing=True)

    def in_week(self, monday: date | None) -> Unsure:
        """Only the week is known, or not even which one."""
        thursday = monday and max(monday + timedelta(days=3), self.today + timedelta(days=1))
        return self._with_example(msg("Which day of that week? For example “{day}”."), thursday)

    def in_month(self, first: date) -> Unsure:
        """Only the month is known; `first` is its first day."""
        day = max(first + timedelta(days=7), self.today + timedelta(days=1))
        return self._with_example(msg("Which day of that month? For example “{day}”."), _weekday_from(day))

    def of_month(self, day: date) -> Unsure:
        """Only the number is known, and the next month has none."""
        return self._with_example(msg("In which month? For example “{day}”."), day)

    def not_before(self, day: date) -> Unsure:
        """They say from when on."""
        return self._with_example(msg("Which day, then? For example “{day}”."), _weekday_from(day))

    def gone_this_year(self, day: date) -> Unsure:
        """It is past since a short while, and no year was given. `day`: the same next year."""
        sentence = self.texts.say(
            "That day is past. If you mean next year, write the year too: “{day}”.",
            day=say_day_and_weekday(self.texts, day, date.min),
        )
        return Unsure(sentence, (day,))

    def other_weekday(self, day: date) -> Unsure:
        """The weekday that they say is not that of the day."""
        said = say_day_and_weekday(self.texts, day, self.today)
        sentence = self.texts.say("That date falls on {day}. Which day is right?", day=said)
        return Unsure(sentence, (day,))

    def whether(self, *days: date) -> Unsure:
        """One or two days may be meant."""
        said = [self._named(day) for day in days]
        if len(said) == 1:
            return Unsure(
                self.texts.say("I read “{day}”, perhaps. Can you write just the day?", day=said[0]), days
            )
        return Unsure(self.texts.say("Is it {one}, or {other}?", one=said[0], other=said[1]), days)

    def _named(self, day: date) -> str:
        if day == self.today:
            return self.texts.say("this very day")
        return say_day_and_weekday(self.texts, day, self.today)

    def _with_example(self, msgid: str, day: date | None = None) -> Unsure:
        example = day or _weekday_from(self.today + timedelta(days=AWAY))
        return Unsure(self.texts.say(msgid, day=say_day_and_weekday(self.texts, example, self.today)))


def _weekday_from(day: date) -> date:
    """The first day from `day` on that is no Saturday and no Sunday."""
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)
