"""Case files with what hangs on them, what is shown of them, and the audit trail.

`by_person` names whoever did something without a foreign key: what they did stays when they are erased.
"""

import sqlalchemy as sa

from bot.storage.columns import CalendarDay, Flag, Instant, Json
from bot.storage.tables.frame import WORDS, key, may, must, of, table

# `words` are the name, territory, themes, kind and contact, sealed together.
case_file = table(
    "case_file",
    key("id"),
    must("organisation"),
    must("state"),
    must("priority"),
    must("opened_at", Instant),
    must("touched_at", Instant),
    must("situation"),
    must("stage"),
    may("next_day", CalendarDay),
    must("words", info=WORDS),
    of(("organisation",), "organisation"),
    sa.Index(None, "bot", "organisation", "touched_at"),
)

case_officer = table(
    "case_officer",
    key("case_file"),
    key("person"),
    must("since", Instant),
    of(("case_file",), "case_file"),
    of(("person",), "person"),
    sa.Index(None, "bot", "person"),
)

cooperation = table(
    "cooperation",
    key("id"),
    must("case_file"),
    must("opened_at", Instant),
    may("name", info=WORDS),
    of(("case_file",), "case_file"),
    sa.Index(None, "bot", "case_file", "opened_at"),
)

note = table(
    "note",
    key("id"),
    must("case_file"),
    must("by_person"),
    must("at", Instant),
    must("words", info=WORDS),
    must("confidential", Flag),
    of(("case_file",), "case_file"),
    sa.Index(None, "bot", "case_file", "at"),
)

standing = table(
    "standing",
    key("id"),
    must("case_file"),
    must("cooperation"),
    must("at", Instant),
    must("by_person"),
    must("diagnosis"),
    must("situation"),
    must("stage"),
    must("computed"),
    must("open_situation"),
    must("open_stage"),
    of(("case_file",), "case_file"),
    sa.Index(None, "bot", "case_file", "at"),
)

share = table(
    "share",
    key("id"),
    must("person"),
    must("session"),
    must("case_file"),
    must("keys", Json),
    must("consent", info=WORDS),  # sealed with the key of the person
    must("given_at", Instant),
    must("expires_at", Instant),
    may("withdrawn_at", Instant),
    of(("person",), "person"),
    of(("session",), "session"),
    of(("case_file",), "case_file"),
    sa.Index(None, "bot", "person", "given_at"),
    sa.Index(None, "bot", "session"),
    sa.Index(None, "bot", "case_file", "given_at"),
)

network_share = table(
    "network_share",
    key("id"),
    must("case_file"),
    must("field"),
    must("by_person"),
    must("consent", info=WORDS),  # sealed with the key of the case
    must("given_at", Instant),
    must("expires_at", Instant),
    may("withdrawn_at", Instant),
    of(("case_file",), "case_file"),
    sa.Index(None, "bot", "case_file", "given_at"),
    sa.Index(None, "bot", "expires_at"),
)

# No foreign keys: the lines stay when what they name is erased.
trace = table(
    "trace",
    key("id"),
    must("at", Instant),
    must("person"),
    must("organisation"),
    must("case_file"),
    must("action"),
    must("granted", Flag),
    sa.Index(None, "bot", "case_file", "at"),
    sa.Index(None, "bot", "person", "at"),
    sa.Index(None, "bot", "at"),
)
