"""The tables of revision 0003 that are new or changed, and those that they belong to. A frozen copy."""

import sqlalchemy as sa

from bot.storage.columns import CalendarDay, Flag, Instant, Json, Whole
from bot.storage.migrations.tables_0002 import metadata as before
from bot.storage.migrations.versions.v0001_begin import _key, _may, _must, _of

metadata = sa.MetaData(naming_convention={"ix": "%(table_name)s_by_%(column_0_N_name)s"})


def _table(name: str, *parts: sa.schema.SchemaItem) -> sa.Table:
    """A table of one bot's rows; on SQLite STRICT and kept in the order of its key."""
    bot = sa.Column("bot", sa.Text, primary_key=True)
    return sa.Table(name, metadata, bot, *parts, sqlite_strict=True, sqlite_with_rowid=False)


for _name in ("organisation", "person", "case_file", "session", "diagnosis"):
    before.tables[_name].to_metadata(metadata)

next_step = _table(
    "next_step",
    _key("id"),
    _may("diagnosis"),
    _may("place", Whole),
    _may("person"),
    _may("case_file"),
    _may("cooperation"),
    _must("dialogue"),
    _must("outcome"),
    _must("step"),
    _must("cause"),
    _may("words"),
    _must("due", CalendarDay),
    _must("occasion"),
    _must("status"),
    _may("agreed_at", Instant),
    _must("not_done", Whole),
    _must("doer"),
    _may("doer_name"),
    _must("agreed_by"),
    _may("said_at", Instant),
    _must("muted", Flag),
    _of(("diagnosis",), "diagnosis", ("id",)),
    _of(("person",), "person", ("id",)),
    _of(("case_file",), "case_file", ("id",)),
    sa.Index(None, "bot", "diagnosis", "place", unique=True),
    sa.Index(None, "bot", "person"),
    sa.Index(None, "bot", "case_file", "cooperation"),
    sa.Index(None, "bot", "due"),
)
visit = _table(
    "visit",
    _key("id"),
    _must("case_file"),
    _must("cooperation"),
    _must("by_person"),
    _must("day", CalendarDay),
    _may("at", Whole),
    _may("words"),
    _must("state"),
    _of(("case_file",), "case_file", ("id",)),
    sa.Index(None, "bot", "case_file", "day"),
)
habits = _table(
    "habits",
    _key("person"),
    _may("wanted", Flag),
    _may("consent"),
    _may("since", Instant),
    _must("at", Whole),
    _must("every_day", Flag),
    _may("paused_until", CalendarDay),
    _may("digest", Whole),
    _must("discreet", Flag),
    _must("place"),
    _of(("person",), "person", ("id",)),
)
reminder = _table(
    "reminder",
    _key("person"),
    _key("about"),
    _key("occasion"),
    _key("anchor", CalendarDay),
    _must("day", CalendarDay),
    _must("due_at", Instant),
    _must("state"),
    _may("message"),
    _may("told_at", Instant),
    _of(("person",), "person", ("id",)),
    sa.Index(None, "bot", "about"),
)
exported = _table(
    "exported",
    _key("person"),
    _key("about"),
    _must("day", CalendarDay),
    _of(("person",), "person", ("id",)),
)
outbox = _table(
    "outbox",
    _key("id"),
    _must("chat"),
    _must("place", Whole),
    _must("state"),
    _must("kind"),
    _must("payload", Json),
    _must("created_at", Instant),
    _must("due_at", Instant),
    _may("card"),
    _must("urgent", Flag),
    _must("uncertain", Flag),
    _must("attempts", Whole),
    _may("reminder"),
    _may("until", Instant),
    sa.Index("outbox_of_chat", "bot", "chat", "place"),
)


def _some(name: str, where: str, *columns: sa.ColumnElement[object]) -> None:
    """An index of the rows `where` something holds."""
    sa.Index(name, *columns, sqlite_where=sa.text(where), postgresql_where=sa.text(where))


_of_bot, _in_order = outbox.c.bot, (outbox.c.created_at, outbox.c.place, outbox.c.id)
_some("outbox_in_order", "reminder IS NULL", _of_bot, outbox.c.urgent.desc(), *_in_order)
_some("outbox_reminders", "reminder IS NOT NULL", _of_bot, *_in_order)
_some("reminder_pending", "state = 'pending'", reminder.c.bot, reminder.c.due_at, reminder.c.person)
_some("reminder_of_message", "message IS NOT NULL", reminder.c.bot, reminder.c.message)
_some("reminder_told", "told_at IS NOT NULL", reminder.c.bot, reminder.c.told_at)

NEW = (next_step, visit, habits, reminder, exported, outbox)
