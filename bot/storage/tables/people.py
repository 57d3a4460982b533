"""Who is known, their organisations, and the invitations that let them in."""

import sqlalchemy as sa

from bot.storage.columns import Instant, Whole
from bot.storage.tables.frame import WORDS, key, may, must, of, table

person = table(
    "person",
    key("id"),
    must("since", Instant),
    may("voice"),
    must("locale"),
    must("zone"),
    may("name", info=WORDS),
)

identity = table(
    "identity",
    key("channel"),
    key("external"),
    must("person"),
    may("unreachable_since", Instant),
    of(("person",), "person"),
    sa.Index(None, "bot", "person"),
    sa.Index(None, "bot", "external"),
)

organisation = table(
    "organisation",
    key("id"),
    must("name", info=WORDS),
    must("since", Instant),
    must("retention_months", Whole),
)

member = table(
    "member",
    key("person"),
    must("organisation"),
    must("role"),
    must("since", Instant),
    of(("person",), "person"),
    of(("organisation",), "organisation"),
    sa.Index(None, "bot", "organisation", "since"),
)

# `person` is who is taken over on another account.
invitation = table(
    "invitation",
    key("id"),
    must("token_hash"),
    must("purpose"),
    may("organisation"),
    must("by_person"),
    must("made_at", Instant),
    must("expires_at", Instant),
    must("most", Whole),
    must("used", Whole),
    may("case_file"),
    may("person"),
    may("revoked_at", Instant),
    of(("organisation",), "organisation"),
    of(("case_file",), "case_file"),
    of(("person",), "person"),
    sa.Index(None, "bot", "token_hash", unique=True),
    sa.Index(None, "bot", "by_person", "made_at"),
    sa.Index(None, "bot", "organisation"),
    sa.Index(None, "bot", "case_file", "made_at"),
    sa.Index(None, "bot", "person"),
    sa.Index(None, "bot", "expires_at"),
)

invitation_use = table(
    "invitation_use",
    key("invitation"),
    key("person"),
    must("used_at", Instant),
    of(("invitation",), "invitation"),
    of(("person",), "person"),
    sa.Index(None, "bot", "person", "used_at"),
)
