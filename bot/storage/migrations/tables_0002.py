"""The tables of revision 0002 that are new or changed, and those that belong to them. A frozen copy."""

import sqlalchemy as sa

from bot.storage.columns import CalendarDay, Flag, Instant, Json, Whole
from bot.storage.migrations.versions import v0001_begin as before
from bot.storage.migrations.versions.v0001_begin import _key, _may, _must, _of

metadata = sa.MetaData(naming_convention={"ix": "%(table_name)s_by_%(column_0_N_name)s"})


def _table(name: str, *parts: sa.schema.SchemaItem, wide: bool = False) -> sa.Table:
    """A table of one bot's rows; on SQLite STRICT and, unless its rows are `wide`, kept in the order of its key."""
    bot = sa.Column("bot", sa.Text, primary_key=True)
    return sa.Table(name, metadata, bot, *parts, sqlite_strict=True, sqlite_with_rowid=wide)


for _name in ("identity", "event", "given_advice", "card"):
    before.metadata.tables[_name].to_metadata(metadata)
_table(
    "person",
    _key("id"),
    _must("since", Instant),
    _may("voice"),
    _must("locale"),
    _must("zone"),
    _may("name"),
)
_table(
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
    _of(("person",), "person", ("id",)),
    _of(("case_file",), "case_file", ("id",)),
    sa.Index(None, "bot", "person", "touched_at"),
    sa.Index(None, "bot", "case_file", "touched_at"),
)
_table(
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
    _of(("session",), "session", ("id",)),
    _of(("person",), "person", ("id",)),
    _of(("case_file",), "case_file", ("id",)),
    sa.Index(None, "bot", "session", "made_at"),
    sa.Index(None, "bot", "person", "made_at"),
    sa.Index(None, "bot", "case_file", "made_at"),
    wide=True,
)
_table(
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
    _of(("diagnosis",), "diagnosis", ("id",)),
    _of(("person",), "person", ("id",)),
    _of(("case_file",), "case_file", ("id",)),
    sa.Index(None, "bot", "diagnosis", "place", unique=True),
    sa.Index(None, "bot", "person"),
    sa.Index(None, "bot", "case_file", "cooperation"),
    sa.Index(None, "bot", "due"),
)
_table(
    "chat",
    _key("channel"),
    _key("external"),
    _must("person"),
    _may("active"),
    _must("screen", Whole),
    _must("case_file"),
    _must("case_before"),
    _of(("person",), "person", ("id",)),
    sa.Index(None, "bot", "person"),
)
_table(
    "organisation",
    _key("id"),
    _must("name"),
    _must("since", Instant),
    _must("retention_months", Whole),
)
_table(
    "member",
    _key("person"),
    _must("organisation"),
    _must("role"),
    _must("since", Instant),
    _of(("person",), "person", ("id",)),
    _of(("organisation",), "organisation", ("id",)),
    sa.Index(None, "bot", "organisation", "since"),
)
_table(
    "invitation",
    _key("id"),
    _must("token_hash"),
    _must("purpose"),
    _may("organisation"),
    _must("by_person"),
    _must("made_at", Instant),
    _must("expires_at", Instant),
    _must("most", Whole),
    _must("used", Whole),
    _may("case_file"),
    _may("person"),
    _may("revoked_at", Instant),
    _of(("organisation",), "organisation", ("id",)),
    _of(("case_file",), "case_file", ("id",)),
    _of(("person",), "person", ("id",)),
    sa.Index(None, "bot", "token_hash", unique=True),
    sa.Index(None, "bot", "by_person", "made_at"),
    sa.Index(None, "bot", "organisation"),
    sa.Index(None, "bot", "case_file", "made_at"),
    sa.Index(None, "bot", "person"),
    sa.Index(None, "bot", "expires_at"),
)
_table(
    "invitation_use",
    _key("invitation"),
    _key("person"),
    _must("used_at", Instant),
    _of(("invitation",), "invitation", ("id",)),
    _of(("person",), "person", ("id",)),
    sa.Index(None, "bot", "person", "used_at"),
)
_table(
    "case_file",
    _key("id"),
    _must("organisation"),
    _must("state"),
    _must("priority"),
    _must("opened_at", Instant),
    _must("touched_at", Instant),
    _must("situation"),
    _must("stage"),
    _may("next_day", CalendarDay),
    _must("words"),
    _of(("organisation",), "organisation", ("id",)),
    sa.Index(None, "bot", "organisation", "touched_at"),
)
_table(
    "case_officer",
    _key("case_file"),
    _key("person"),
    _must("since", Instant),
    _of(("case_file",), "case_file", ("id",)),
    _of(("person",), "person", ("id",)),
    sa.Index(None, "bot", "person"),
)
_table(
    "cooperation",
    _key("id"),
    _must("case_file"),
    _must("opened_at", Instant),
    _may("name"),
    _of(("case_file",), "case_file", ("id",)),
    sa.Index(None, "bot", "case_file", "opened_at"),
)
_table(
    "note",
    _key("id"),
    _must("case_file"),
    _must("by_person"),
    _must("at", Instant),
    _must("words"),
    _must("confidential", Flag),
    _of(("case_file",), "case_file", ("id",)),
    sa.Index(None, "bot", "case_file", "at"),
)
_table(
    "standing",
    _key("id"),
    _must("case_file"),
    _must("cooperation"),
    _must("at", Instant),
    _must("by_person"),
    _must("diagnosis"),
    _must("situation"),
    _must("stage"),
    _must("computed"),
    _must("open_situation"),
    _must("open_stage"),
    _of(("case_file",), "case_file", ("id",)),
    sa.Index(None, "bot", "case_file", "at"),
)
_table(
    "share",
    _key("id"),
    _must("person"),
    _must("session"),
    _must("case_file"),
    _must("keys", Json),
    _must("consent"),
    _must("given_at", Instant),
    _must("expires_at", Instant),
    _may("withdrawn_at", Instant),
    _of(("person",), "person", ("id",)),
    _of(("session",), "session", ("id",)),
    _of(("case_file",), "case_file", ("id",)),
    sa.Index(None, "bot", "person", "given_at"),
    sa.Index(None, "bot", "session"),
    sa.Index(None, "bot", "case_file", "given_at"),
)
_table(
    "network_share",
    _key("id"),
    _must("case_file"),
    _must("field"),
    _must("by_person"),
    _must("consent"),
    _must("given_at", Instant),
    _must("expires_at", Instant),
    _may("withdrawn_at", Instant),
    _of(("case_file",), "case_file", ("id",)),
    sa.Index(None, "bot", "case_file", "given_at"),
    sa.Index(None, "bot", "expires_at"),
)
_table(
    "trace",
    _key("id"),
    _must("at", Instant),
    _must("person"),
    _must("organisation"),
    _must("case_file"),
    _must("action"),
    _must("granted", Flag),
    sa.Index(None, "bot", "case_file", "at"),
    sa.Index(None, "bot", "person", "at"),
    sa.Index(None, "bot", "at"),
)
_table(
    "plan_event",
    _key("id"),
    _may("person"),
    _may("case_file"),
    _may("cooperation"),
    _must("seq", Whole),
    _must("at", Instant),
    _must("by_person"),
    _must("change"),
    _must("item"),
    _must("advice"),
    _may("words"),
    _must("status"),
    _must("place", Whole),
    _must("diagnosis"),
    _of(("person",), "person", ("id",)),
    _of(("case_file",), "case_file", ("id",)),
    sa.Index(None, "bot", "person", "seq"),
    sa.Index(None, "bot", "case_file", "cooperation", "seq"),
)
_table("shredding", _key("owner"))
_table("seal_in_use", _key("name"), _must("key"))
