"""Interviews, their results, and what was recommended.

What is about a case hangs on `case_file`; `person` holds nothing there once who answered is erased. What is about the
person themselves has no `case_file` and no `cooperation`, and hangs on `person`. What is `private` is for who answered
only, has a key of its own, and is erased by statement when they can no longer see it (`bot.storage.private`).
"""

import sqlalchemy as sa

from bot.storage.columns import Flag, Instant, Json, Whole
from bot.storage.tables.frame import WORDS, key, may, must, of, table

session = table(
    "session",
    key("id"),
    may("person"),
    must("dialogue"),
    must("version"),
    must("inputs", Json, info=WORDS),  # holds earlier answers that are offered again
    must("status"),
    must("begun_at", Instant),
    must("touched_at", Instant),
    must("position"),
    may("case_file"),
    may("cooperation"),
    must("answered", Whole),
    must("private", Flag),
    of(("person",), "person"),
    of(("case_file",), "case_file"),
    sa.Index(None, "bot", "person", "touched_at"),
    sa.Index(None, "bot", "case_file", "touched_at"),
)
sa.Index(
    "session_private",
    session.c.bot,
    session.c.touched_at,
    sqlite_where=sa.text("private = 1"),
    postgresql_where=sa.text("private"),
)

event = table(
    "event",
    key("session"),
    key("seq", Whole),
    must("kind"),
    may("question"),
    may("item"),
    may("value", Json, info=WORDS),
    of(("session",), "session"),
)

diagnosis = table(
    "diagnosis",
    key("id"),
    must("session"),
    may("person"),
    must("made_at", Instant),
    must("dialogue"),
    must("version"),
    must("outcome"),
    must("computed"),
    must("confidence"),
    must("reasons", Json, info=WORDS),
    must("report", Json, info=WORDS),
    may("case_file"),
    may("cooperation"),
    must("stage"),
    must("open_outcome"),
    must("open_stage"),
    must("private", Flag),
    of(("session",), "session"),
    of(("person",), "person"),
    of(("case_file",), "case_file"),
    sa.Index(None, "bot", "session", "made_at"),
    sa.Index(None, "bot", "person", "made_at"),
    sa.Index(None, "bot", "case_file", "made_at"),
    wide=True,
)

given_advice = table(
    "given_advice",
    key("diagnosis"),
    key("place", Whole),
    must("advice"),
    must("causes", Json),
    must("status"),
    of(("diagnosis",), "diagnosis"),
)

# `seq` orders the events of one list. `person` is whose list it is, and holds nothing for that of a case.
plan_event = table(
    "plan_event",
    key("id"),
    may("person"),
    may("case_file"),
    may("cooperation"),
    must("seq", Whole),
    must("at", Instant),
    must("by_person"),
    must("change"),
    must("item"),
    must("advice"),
    may("words", info=WORDS),
    must("status"),
    must("place", Whole),
    must("diagnosis"),
    must("confidential", Flag),
    of(("person",), "person"),
    of(("case_file",), "case_file"),
    sa.Index(None, "bot", "person", "seq"),
    sa.Index(None, "bot", "case_file", "cooperation", "seq"),
)

publication = table(
    "publication",
    key("dialogue"),
    key("version"),
    must("source"),
    must("texts", Json),
    must("published_at", Instant),
    wide=True,
)
