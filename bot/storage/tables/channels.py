"""Conversations, their living messages, and the queues between the program and a channel."""

import sqlalchemy as sa

from bot.storage.columns import Flag, Instant, Json, Whole
from bot.storage.tables.frame import WORDS, key, may, must, of, table

# `active` names a session, `case_file` and `case_before` a case or "", without foreign keys: one with the bot in it
# could only delete the chat, not clear it.
chat = table(
    "chat",
    key("channel"),
    key("external"),
    must("person"),
    may("active"),
    must("screen", Whole),
    must("case_file"),
    must("case_before"),
    of(("person",), "person"),
    sa.Index(None, "bot", "person"),
)

card = table(
    "card",
    key("channel"),
    key("external"),
    key("name"),
    must("screen", Whole),
    must("view", Json, info=WORDS),
    may("message"),
    of(("channel", "external"), "chat", ("channel", "external")),
)

sign = table(
    "sign",
    key("name"),
    must("noted_at", Instant),
)

# `sender`, `payload` and `error` are dropped when an update is done; its id stays.
inbox = table(
    "inbox",
    key("id", Whole),
    must("state"),
    may("sender"),
    may("payload", info=WORDS),
    must("received_at", Instant),
    must("attempts", Whole),
    may("due_at", Instant),
    may("done_at", Instant),
    may("error", info=WORDS),
)
_WAITING = sa.text("state = 'waiting'")
_NAMED = sa.text("sender IS NOT NULL")
_DONE = sa.text("done_at IS NOT NULL")
sa.Index("inbox_waiting", inbox.c.bot, inbox.c.id, sqlite_where=_WAITING, postgresql_where=_WAITING)
sa.Index(
    "inbox_of_sender", inbox.c.bot, inbox.c.sender, inbox.c.id, sqlite_where=_NAMED, postgresql_where=_NAMED
)
sa.Index("inbox_done", inbox.c.bot, inbox.c.done_at, sqlite_where=_DONE, postgresql_where=_DONE)

# `place` orders the calls of one chat, whatever the clock did in between. `reminder` holds something only in those that
# remind somebody: they may be thousands at once, and the conversation must find its own calls none the slower.
outbox = table(
    "outbox",
    key("id"),
    must("chat"),
    must("place", Whole),
    must("state"),
    must("kind"),
    must("payload", Json, info=WORDS),
    must("created_at", Instant),
    must("due_at", Instant),
    may("card"),
    must("urgent", Flag),
    must("uncertain", Flag),
    must("attempts", Whole),
    may("reminder"),
    may("until", Instant),
    sa.Index("outbox_of_chat", "bot", "chat", "place"),
)
_TALK = sa.text("reminder IS NULL")
_REMINDERS = sa.text("reminder IS NOT NULL")
sa.Index(
    "outbox_in_order",
    outbox.c.bot,
    outbox.c.urgent.desc(),
    outbox.c.created_at,
    outbox.c.place,
    outbox.c.id,
    sqlite_where=_TALK,
    postgresql_where=_TALK,
)
sa.Index(
    "outbox_reminders",
    outbox.c.bot,
    outbox.c.created_at,
    outbox.c.place,
    outbox.c.id,
    sqlite_where=_REMINDERS,
    postgresql_where=_REMINDERS,
)
