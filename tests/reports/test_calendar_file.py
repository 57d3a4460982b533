"""Agendas as calendars read them: what reads them here is not what wrote them."""

import itertools
import subprocess
import sys
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import vobject

from bot.reports.calendar_file import print_agenda
from bot.reports.printing import print_document
from bot.service.documents import Agenda, Entry, decode_document, encode_document

NOW = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)
STEP, VISIT = "5" * 32, "7" * 32
HOSTILE = 'a, b; c\\n d \\ e: "f"\nBEGIN:VEVENT\r\nSUMMARY:faux\r\n été 👩‍🌾 ' + "très long, " * 30


def agenda(*entries: Entry, zone: str = "Europe/Paris", made_at: datetime = NOW) -> Agenda:
    return Agenda("trait-d-union.ics", "Trait d’union", zone, made_at, entries)


def read(data: bytes) -> vobject.base.Component:
    return vobject.readOne(data.decode())


def test_a_step_takes_its_day_and_nobody_s_time() -> None:
    calendar = read(print_agenda(agenda(Entry(STEP, date(2026, 12, 31), "Appeler", words="Qui : vous"))))
    assert (calendar.method.value, calendar.version.value) == ("PUBLISH", "2.0")
    (event,) = calendar.vevent_list
    assert (event.dtstart.value, event.dtend.value) == (date(2026, 12, 31), date(2027, 1, 1))
    assert (event.summary.value, event.description.value) == ("Appeler", "Qui : vous")
    assert (event.transp.value, event.status.value) == ("TRANSPARENT", "CONFIRMED")
    assert event.uid.value == f"{STEP}@traitdunion"
    assert event.dtstamp.value == NOW
    assert "valarm" not in event.contents  # our own reminders do that
    assert "vtimezone" not in calendar.contents


# Summer and winter, both days on which the clocks are changed, the nights between years.
DAYS = (
    date(2026, 12, 3), date(2027, 7, 14), date(2027, 3, 27), date(2027, 3, 28), date(2027, 3, 29),
    date(2027, 10, 30), date(2027, 10, 31), date(2027, 11, 1), date(2027, 12, 31), date(2028, 2, 29),
)  # fmt: skip
HOURS = (time(0, 30), time(3, 30), time(9), time(14, 30), time(23, 59))
PLACES = {
    "Europe/Paris": ("+01:00", "+02:00"),
    "Indian/Reunion": ("+04:00", "+04:00"),
    "America/Miquelon": ("-03:00", "-02:00"),
    "Pacific/Noumea": ("+11:00", "+11:00"),
}


@pytest.mark.parametrize("zone", PLACES)
def test_visits_have_their_hour_where_the_person_lives(zone: str) -> None:
    """The hours are worked out by the rules that the file itself brings."""
    asked = list(itertools.product(DAYS, HOURS))
    # a name that no computer knows: nothing but the rules in the file can tell
    entries = [Entry(f"{at}", day, "Visite", hour) for at, (day, hour) in enumerate(asked)]
    data = print_agenda(agenda(*entries, zone=zone)).replace(zone.encode(), f"Here/{zone}".encode())
    for event, (day, hour) in zip(read(data).vevent_list, asked, strict=True):
        right = datetime.combine(day, hour, ZoneInfo(zone))
        begin = event.dtstart.value
        assert begin.replace(tzinfo=None) == datetime.combine(day, hour)
        assert begin.utcoffset() == right.utcoffset(), (day, hour)
        assert begin.astimezone(UTC) == right.astimezone(UTC)
        assert event.duration.value == timedelta(hours=1)
        assert event.transp.value == "OPAQUE"


def test_winter_and_summer_in_paris_and_in_la_reunion() -> None:
    winter, summer = (
        Entry("1", date(2026, 12, 3), "V", time(14, 30)),
        Entry("2", date(2027, 7, 1), "V", time(9)),
    )
    paris = read(print_agenda(agenda(winter, summer))).vevent_list
    assert [each.dtstart.value.isoformat() for each in paris] == [
        "2026-12-03T14:30:00+01:00",
        "2027-07-01T09:00:00+02:00",
    ]
    reunion = read(print_agenda(agenda(winter, summer, zone="Indian/Reunion"))).vevent_list
    assert [each.dtstart.value.isoformat() for each in reunion] == [
        "2026-12-03T14:30:00+04:00",
        "2027-07-01T09:00:00+04:00",
    ]


def test_the_clocks_are_changed_at_the_time_that_they_show_then() -> None:
    """At two o'clock in spring, at three in autumn, each by the time before (RFC 5545, 3.6.5)."""
    lines = print_agenda(agenda(Entry(VISIT, date(2027, 7, 1), "V", time(9)))).decode()
    spring = (
        "DTSTART:20270328T020000\r\nTZNAME:CEST\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\nEND:DAYLIGHT"
    )
    autumn = "DTSTART:20271031T030000\r\nTZNAME:CET\r\nTZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\nEND:STANDARD"
    assert spring in lines
    assert autumn in lines


def test_a_later_file_takes_the_place_of_the_one_before() -> None:
    before = read(
        print_agenda(agenda(Entry(STEP, date(2026, 12, 3), "A"), Entry(VISIT, date(2026, 12, 4), "B")))
    )
    moved, gone = (
        Entry(STEP, date(2026, 12, 9), "A"),
        Entry(VISIT, date(2026, 12, 4), "N’est plus prévu", gone=True),
    )
    after = read(print_agenda(agenda(moved, gone, made_at=NOW + timedelta(minutes=1))))
    assert [each.uid.value for each in before.vevent_list] == [each.uid.value for each in after.vevent_list]
    for old, new in zip(before.vevent_list, after.vevent_list, strict=True):
        assert int(new.sequence.value) > int(old.sequence.value)
        assert new.dtstamp.value > old.dtstamp.value
    assert [each.status.value for each in after.vevent_list] == ["CONFIRMED", "CANCELLED"]
    assert after.vevent_list[0].dtstart.value == date(2026, 12, 9)


def test_sequence_numbers_fit_for_centuries() -> None:
    late = agenda(Entry(STEP, date(2300, 1, 1), "A"), made_at=datetime(2300, 1, 1, tzinfo=UTC))
    assert 0 < int(read(print_agenda(late)).vevent.sequence.value) < 2**31


def test_whatever_somebody_wrote_stays_text() -> None:
    (event,) = read(print_agenda(agenda(Entry(STEP, date(2026, 12, 3), HOSTILE, words=HOSTILE)))).vevent_list
    told = HOSTILE.replace("\r\n", "\n")
    assert (event.summary.value, event.description.value) == (told, told)


def test_lines_are_as_the_standard_wants_them() -> None:
    data = print_agenda(
        agenda(Entry(STEP, date(2026, 12, 3), HOSTILE), Entry(VISIT, date(2026, 12, 3), "V", time(9)))
    )
    lines = data.split(b"\r\n")
    assert lines[0] == b"BEGIN:VCALENDAR"
    assert lines[-2:] == [b"END:VCALENDAR", b""]
    assert max(map(len, lines)) <= 75
    assert not any(sign < b" "[0] for line in lines for sign in line)
    assert data.count(b"BEGIN:VTIMEZONE") == data.count(b"END:VTIMEZONE") == 1
    assert all(
        line.decode() == line.decode("utf-8", "ignore") for line in lines
    )  # no sign is cut in two by a fold


@pytest.mark.parametrize("title", ["", "\ud83d", "\x00\x07", " ", "=1+1"])
def test_any_title(title: str) -> None:
    assert (
        len(read(print_agenda(agenda(Entry(STEP, date(2026, 12, 3), title, words=title)))).vevent_list) == 1
    )


@pytest.mark.parametrize("day", [date(1900, 1, 1), date(9999, 12, 30)])
def test_a_slip_of_the_finger_breaks_nothing(day: date) -> None:
    (event,) = read(print_agenda(agenda(Entry(VISIT, day, "V", time(9))))).vevent_list
    assert event.dtstart.value.date() == day


def test_there_is_no_empty_file() -> None:
    with pytest.raises(ValueError, match="without entries"):
        print_agenda(agenda())


def test_an_agenda_waits_in_the_outbox() -> None:
    kept = agenda(
        Entry(STEP, date(2026, 12, 3), "Appeler", words="w"),
        Entry(VISIT, date(2026, 12, 3), "Visite", time(14, 30)),
        Entry("9" * 32, date(2026, 12, 3), "N’est plus prévu", gone=True),
    )
    assert decode_document(encode_document(kept)) == kept
    assert print_document(decode_document(encode_document(kept)), str) == print_agenda(kept)


def test_the_library_is_loaded_only_where_an_agenda_is_printed() -> None:
    script = "import sys; import bot.reports.printing; print('icalendar' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert ran.stdout == "False\n"
