"""What follows an interview: next steps, planned visits, and the reminders of both."""

import sqlalchemy as sa

from bot.storage.columns import CalendarDay, Flag, Instant, Whole
from bot.storage.tables.frame import WORDS, key, may, must, of, table

# One that a diagnosis gave has its `place` there. It is on the list of its subject once `agreed_at` is set. `person`
# holds nothing where it is about a case, so that it stays when who answered is erased. `agreed_by` names who took it
# down, without a foreign key.
next_step = table(
    "next_step",
    key("id"),
    may("diagnosis"),
    may("place", Whole),
    may("person"),
    may("case_file"),
    may("cooperation"),
    must("dialogue"),
    must("outcome"),
    must("step"),
    must("cause"),
    may("words", info=WORDS),
    must("due", CalendarDay),
    must("occasion"),
    must("status"),
    may("agreed_at", Instant),
    must("not_done", Whole),
    must("doer"),
    may("doer_name", info=WORDS),
    must("agreed_by"),
    may("said_at", Instant),
    must("muted", Flag),
    of(("diagnosis",), "diagnosis"),
    of(("person",), "person"),
    of(("case_file",), "case_file"),
    sa.Index(None, "bot", "diagnosis", "place", unique=True),
    sa.Index(None, "bot", "person"),
    sa.Index(None, "bot", "case_file", "cooperation"),
    sa.Index(None, "bot", "due"),
)

# `at` counts minutes since midnight, by the clock on the wall there. `by_person` stays when who planned it is erased.
visit = table(
    "visit",
    key("id"),
    must("case_file"),
    must("cooperation"),
    must("by_person"),
    must("day", CalendarDay),
    may("at", Whole),
    may("words", info=WORDS),
    must("state"),
    of(("case_file",), "case_file"),
    sa.Index(None, "bot", "case_file", "day"),
)

# `wanted` holds nothing for who was never asked. `consent` is sealed with the key of the person; `at` as in a visit.
habits = table(
    "habits",
    key("person"),
    may("wanted", Flag),
    may("consent", info=WORDS),
    may("since", Instant),
    must("at", Whole),
    must("every_day", Flag),
    may("paused_until", CalendarDay),
    may("digest", Whole),
    must("discreet", Flag),
    must("place"),
    of(("person",), "person"),
)

# `about` names a step or a visit, without a foreign key: what was told of one that is gone still says on which days
# the person was written to.
reminder = table(
    "reminder",
    key("person"),
    key("about"),
    key("occasion"),
    key("anchor", CalendarDay),
    must("day", CalendarDay),
    must("due_at", Instant),
    must("state"),
    may("message"),
    may("told_at", Instant),
    of(("person",), "person"),
    sa.Index(None, "bot", "about"),
)
_PENDING = sa.text("state = 'pending'")
_SENT = sa.text("message IS NOT NULL")
_TOLD = sa.text("told_at IS NOT NULL")
sa.Index(
    "reminder_pending",
    reminder.c.bot,
    reminder.c.due_at,
    reminder.c.person,
    sqlite_where=_PENDING,
    postgresql_where=_PENDING,
)
sa.Index(
    "reminder_of_message", reminder.c.bot, reminder.c.message, sqlite_where=_SENT, postgresql_where=_SENT
)
sa.Index("reminder_told", reminder.c.bot, reminder.c.told_at, sqlite_where=_TOLD, postgresql_where=_TOLD)

# What is in somebody's own calendar stays there when it is gone here, until their calendar is told so.
exported = table(
    "exported",
    key("person"),
    key("about"),
    must("day", CalendarDay),
    of(("person",), "person"),
)
