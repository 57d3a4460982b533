"""What people keep of the reference, and the index that finds its pages."""

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import TSVECTOR

from bot.storage.columns import Instant
from bot.storage.full_text import FULL_TEXT
from bot.storage.tables.frame import key, may, metadata, must, of, table

favourite = table(
    "favourite",
    key("person"),
    key("kind"),
    key("page"),
    must("since", Instant),
    of(("person",), "person"),
)

# `by_person` stays when the officer who put it aside is erased: the page still is for whom it is for.
put_aside = table(
    "put_aside",
    key("id"),
    must("person"),
    must("by_person"),
    must("kind"),
    must("page"),
    must("at", Instant),
    may("seen", Instant),
    of(("person",), "person"),
    sa.Index(None, "bot", "person", "at"),
)

# The pages as they are searched are derived from the content, and belong to no bot. SQLite keeps their stems in columns
# of its own, title, words and body; PostgreSQL in one, where a stem has the weight A, B or C.
page = sa.Table(
    "page",
    metadata,
    sa.Column("kind", sa.Text, primary_key=True),
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("stems", TSVECTOR, nullable=False),
    info=FULL_TEXT,
)
sa.Index("page_by_stems", page.c.stems, postgresql_using="gin", postgresql_with={"fastupdate": "off"}).ddl_if(
    dialect="postgresql"
)

# Of what content something derived was made.
derived = sa.Table(
    "derived",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("version", sa.Text, nullable=False),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
