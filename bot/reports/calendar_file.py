"""Agendas for the calendars of phones and computers: iCalendar (RFC 5545), published as by RFC 5546."""

import unicodedata
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard

from bot.service.documents import Agenda, Entry

_MADE_BY = "-//Trait d’union//FR"
_DOMAIN = "traitdunion"
_LASTS = timedelta(hours=1)
_DAY = timedelta(days=1)
_MINUTE, _SECOND = timedelta(minutes=1), timedelta(seconds=1)
_LARGEST = 2**31 - 1  # the standard has no larger sequence numbers; it is reached in 2094
_YEARS = 10  # what lies further ahead or back is a slip of somebody's finger
_FIRST = datetime(2026, 1, 1, tzinfo=UTC)  # sequence numbers are counted from here, in seconds


def print_agenda(agenda: Agenda) -> bytes:
    """`agenda` as the bytes of an .ics file. Raises `ValueError` if there is nothing in it: such a file is not valid."""
    if not agenda.entries:
        raise ValueError("an agenda without entries")
    calendar = Calendar()
    calendar.add("prodid", _MADE_BY)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _encodable(agenda.title))
    calendar.add("x-wr-timezone", agenda.zone)
    timed = [entry.day for entry in agenda.entries if entry.at is not None]
    if timed:
        calendar.add_component(_zone(agenda.zone, timed, agenda.made_at.year))
    for entry in agenda.entries:
        calendar.add_component(_event(agenda, entry))
    return bytes(calendar.to_ical())


def _event(agenda: Agenda, entry: Entry) -> Event:
    event = Event()
    event.add("uid", f"{entry.about}@{_DOMAIN}")
    event.add("dtstamp", agenda.made_at.astimezone(UTC))
    # calendars keep what has the higher number: the file of later takes the place of those before
    event.add("sequence", min(max(0, (agenda.made_at - _FIRST) // _SECOND), _LARGEST))
    _add_span(event, entry, agenda.zone)
    event.add("summary", _encodable(entry.title))
    if entry.words:
        event.add("description", _encodable(entry.words))
    event.add("status", "CANCELLED" if entry.gone else "CONFIRMED")
    event.add("class", "PRIVATE")  # whoever sees the calendar too sees that there is something, not what
    return event


def _add_span(event: Event, entry: Entry, zone: str) -> None:
    """From when to when; what has an hour takes that time up, the rest does not."""
    if entry.at is None:
        event.add("dtstart", entry.day)
        event.add("dtend", entry.day + _DAY)
        event.add("transp", "TRANSPARENT")
        return
    begin = datetime.combine(entry.day, entry.at, ZoneInfo(zone))
    event.add("dtstart", begin)
    event.add("duration", _LASTS)
    event.add("transp", "OPAQUE" if entry.busy else "TRANSPARENT")


def _zone(zone: str, days: Iterable[date], now_in: int) -> Timezone:
    """The rules of `zone` around `days`, at most some years from the year `now_in`, for calendars that do not know it.

    Not as the library writes them: there, summer begins at 3 o'clock by the old time, an hour late.
    """
    years = [min(max(day.year, now_in - _YEARS), now_in + _YEARS) for day in days]
    first = datetime(min(years) - 1, 1, 1, tzinfo=ZoneInfo(zone))
    last = datetime(max(years) + 2, 1, 1, tzinfo=ZoneInfo(zone))
    rules = Timezone()
    rules.add("tzid", zone)
    rules.add_component(_onset(first, first))
    now = first.astimezone(UTC)
    while now < last:
        after = now + _DAY
        if _local(now, zone).utcoffset() != _local(after, zone).utcoffset():
            change = _change(now, after, zone)
            rules.add_component(_onset(_local(change - _MINUTE, zone), _local(change, zone)))
        now = after
    return rules


def _onset(before: datetime, after: datetime) -> TimezoneDaylight | TimezoneStandard:
    """From `after` on another time holds than at `before`; its beginning is said by the clocks of before."""
    onset = TimezoneDaylight() if after.dst() else TimezoneStandard()
    old = before.utcoffset() or timedelta()
    onset.add("dtstart", (after.astimezone(UTC) + old).replace(tzinfo=None))
    onset.add("tzoffsetfrom", old)
    onset.add("tzoffsetto", after.utcoffset() or timedelta())
    onset.add("tzname", after.tzname() or "")
    return onset


def _change(low: datetime, high: datetime, zone: str) -> datetime:
    """The first minute between `low` and `high` in which the clocks of `zone` have been changed."""
    old = _local(low, zone).utcoffset()
    while high - low > _MINUTE:
        middle = low + (high - low) // _MINUTE // 2 * _MINUTE
        low, high = (middle, high) if _local(middle, zone).utcoffset() == old else (low, middle)
    return high


def _local(instant: datetime, zone: str) -> datetime:
    return instant.astimezone(ZoneInfo(zone))


def _encodable(text: str) -> str:
    """`text` without the control signs that the standard forbids."""
    kept = "".join(each for each in text if each == "\n" or unicodedata.category(each) != "Cc")
    return kept.encode("utf-8", "replace").decode()
