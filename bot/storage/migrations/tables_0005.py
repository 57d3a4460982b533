"""The tables of revision 0005 that are changed, and those that they belong to. A frozen copy."""

import sqlalchemy as sa

from bot.storage.columns import Flag, Instant, Json, Whole
from bot.storage.migrations.tables_0002 import metadata as before
from bot.storage.migrations.versions.v0001_begin import _key, _may, _must, _of

metadata = sa.MetaData(naming_convention={"ix": "%(table_name)s_by_%(column_0_N_name)s"})


def _table(name: str, *parts: sa.schema.SchemaItem, wide: bool = False) -> sa.Table:
    """A table of one bot's rows; on SQLite STRICT and, unless its rows are `wide`, kept in the order of its key."""
    bot = sa.Column("bot", sa.Text, primary_key=True)
    return sa.Table(name, metadata, bot, *parts, sqlite_strict=True, sqlite_with_rowid=wide)


for _name in ("organisation", "person", "case_file"):
    before.tables[_name].to_metadata(metadata)

session = _table(
    "session",
    _key("id"),
    _may("person"),
    _must("dialogue"),
    _must("version"),
    _must("inputs", Json),
    _must("status"),
    _must("begun_at", Instant),
    _must("touched_at", Instant),
    _must("position"),
    _may("case_file"),
    _may("cooperation"),
    _must("answered", Whole),
    _must("private", Flag),
    _of(("person",), "person", ("id",)),
    _of(("case_file",), "case_file", ("id",)),
    sa.Index(None, "bot", "person", "touched_at"),
    sa.Index(None, "bot", "case_file", "touched_at"),
)
diagnosis = _table(
    "diagnosis",
    _key("id"),
    _must("session"),
    _may("person"),
    _must("made_at", Instant),
    _must("dialogue"),
    _must("version"),
    _must("outcome"),
    _must("computed"),
    _must("confidence"),
    _must("reasons", Json),
    _must("report", Json),
    _may("case_file"),
    _may("cooperation"),
    _must("stage"),
    _must("open_outcome"),
    _must("open_stage"),
    _must("private", Flag),
    _of(("session",), "session", ("id",)),
    _of(("person",), "person", ("id",)),
    _of(("case_file",), "case_file", ("id",)),
    sa.Index(None, "bot", "session", "made_at"),
    sa.Index(None, "bot", "person", "made_at"),
    sa.Index(None, "bot", "case_file", "made_at"),
    wide=True,
)
private = sa.Index(
    "session_private",
    session.c.bot,
    session.c.touched_at,
    sqlite_where=sa.text("private = 1"),
    postgresql_where=sa.text("private"),
)

CHANGED = (session, diagnosis)
