"""The tables, the same for SQLite and PostgreSQL.

The bot comes first in every key, so that rows of two bots can never meet. What a person said, or what was said to
them, sits only in the columns marked `WORDS`. Whatever belongs to a person hangs on `person` by foreign keys that
delete: nothing can be forgotten when a person is erased, but the two queues, which know addresses only.
"""

from typing import Any

import sqlalchemy as sa

from bot.storage.columns import CalendarDay, Flag, Instant, Json, Whole

WORDS = {"words": True}  # to be encrypted field by field one day

metadata = sa.MetaData(naming_convention={"ix": "%(table_name)s_by_%(column_0_N_name)s"})


def _table(name: str, *parts: sa.schema.SchemaItem, wide: bool = False) -> sa.Table:
    """A table of one bot's rows; on SQLite STRICT and, unless its rows are `wide`, kept in the order of its key."""
    bot = sa.Column("bot", sa.Text, primary_key=True)
    return sa.Table(name, metadata, bot, *parts, sqlite_strict=True, sqlite_with_rowid=wide)


def _key(name: str, kind: Any = sa.Text) -> sa.Column[Any]:
    return sa.Column(name, kind, primary_key=True)


def _must(name: str, kind: Any = sa.Text, **more: Any) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=False, **more)


def _may(name: str, kind: Any = sa.Text, **more: Any) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=True, **more)


def _of(columns: tuple[str, ...], table: str, keys: tuple[str, ...]) -> sa.ForeignKeyConstraint:
    """A row belongs to one of `table` of the same bot, and goes with it."""
    return sa.ForeignKeyConstraint(
        ["bot", *columns], [f"{table}.bot", *(f"{table}.{key}" for key in keys)], ondelete="CASCADE"
    )


person = _table(
    "person",
    _key("id"),
    _must("since", Instant),
    _may("voice"),
    _must("locale"),
    _must("zone"),
)

identity = _table(
    "identity",
    _key("channel"),
    _key("external"),
    _must("person"),
    _may("unreachable_since", Instant),
    _of(("person",), "person", ("id",)),
    sa.Index(None, "bot", "person"),
    sa.Index(None, "bot", "external"),
)

session = _table(
    "session",
    _key("id"),
    _must("person"),
    _must("dialogue"),
    _must("version"),
    _must("inputs", Json, info=WORDS),  # holds earlier answers that are offered again
    _must("status"),
    _must("begun_at", Instant),
    _must("touched_at", Instant),
    _must("position"),
    _of(("person",), "person", ("id",)),
    sa.Index(None, "bot", "person", "touched_at"),
)

event = _table(
    "event",
    _key("session"),
    _key("seq", Whole),
    _must("kind"),
    _may("question"),
    _may("item"),
    _may("value", Json, info=WORDS),
    _of(("session",), "session", ("id",)),
)

diagnosis = _table(
    "diagnosis",
    _key("id"),
    _must("session"),
    _must("person"),
    _must("made_at", Instant),
    _must("dialogue"),
    _must("version"),
    _must("outcome"),
    _must("computed"),
    _must("confidence"),
    _must("reasons", Json, info=WORDS),
    _must("report", Json, info=WORDS),
    _of(("session",), "session", ("id",)),
    _of(("person",), "person", ("id",)),
    sa.Index(None, "bot", "session"),
    sa.Index(None, "bot", "person", "made_at"),
    wide=True,
)

given_advice = _table(
    "given_advice",
    _key("diagnosis"),
    _key("place", Whole),
    _must("advice"),
    _must("causes", Json),
    _must("status"),
    _of(("diagnosis",), "diagnosis", ("id",)),
)

next_step = _table(
    "next_step",
    _key("id"),
    _must("diagnosis"),
    _must("place", Whole),
    _must("step"),
    _must("cause"),
    _must("due", CalendarDay),
    _must("occasion"),
    _must("status"),
    _of(("diagnosis",), "diagnosis", ("id",)),
    sa.Index(None, "bot", "diagnosis", "place", unique=True),
)

# `active` names a session without a foreign key: one with the bot in it could only delete the chat, not clear it.
chat = _table(
    "chat",
    _key("channel"),
    _key("external"),
    _must("person"),
    _may("active"),
    _must("screen", Whole),
    _of(("person",), "person", ("id",)),
    sa.Index(None, "bot", "person"),
)

card = _table(
    "card",
    _key("channel"),
    _key("external"),
    _key("name"),
    _must("screen", Whole),
    _must("view", Json, info=WORDS),
    _may("message"),
    _of(("channel", "external"), "chat", ("channel", "external")),
)

publication = _table(
    "publication",
    _key("dialogue"),
    _key("version"),
    _must("source"),
    _must("texts", Json),
    _must("published_at", Instant),
    wide=True,
)

sign = _table(
    "sign",
    _key("name"),
    _must("noted_at", Instant),
)

# `sender`, `payload` and `error` are dropped when an update is done; its id stays.
inbox = _table(
    "inbox",
    _key("id", Whole),
    _must("state"),
    _may("sender"),
    _may("payload", info=WORDS),
    _must("received_at", Instant),
    _must("attempts", Whole),
    _may("due_at", Instant),
    _may("done_at", Instant),
    _may("error", info=WORDS),
)
_WAITING = sa.text("state = 'waiting'")
_NAMED = sa.text("sender IS NOT NULL")
_DONE = sa.text("done_at IS NOT NULL")
sa.Index("inbox_waiting", inbox.c.bot, inbox.c.id, sqlite_where=_WAITING, postgresql_where=_WAITING)
sa.Index(
    "inbox_of_sender", inbox.c.bot, inbox.c.sender, inbox.c.id, sqlite_where=_NAMED, postgresql_where=_NAMED
)
sa.Index("inbox_done", inbox.c.bot, inbox.c.done_at, sqlite_where=_DONE, postgresql_where=_DONE)

# `place` orders the calls of one chat, whatever the clock did in between.
outbox = _table(
    "outbox",
    _key("id"),
    _must("chat"),
    _must("place", Whole),
    _must("state"),
    _must("kind"),
    _must("payload", Json, info=WORDS),
    _must("created_at", Instant),
    _must("due_at", Instant),
    _may("card"),
    _must("urgent", Flag),
    _must("uncertain", Flag),
    _must("attempts", Whole),
    sa.Index("outbox_of_chat", "bot", "chat", "place"),
)
sa.Index(
    "outbox_in_order",
    outbox.c.bot,
    outbox.c.urgent.desc(),
    outbox.c.created_at,
    outbox.c.place,
    outbox.c.id,
)
