"""The tables of revision 0004 that are new, and the one that they belong to. A frozen copy."""

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import TSVECTOR

from bot.storage import full_text  # noqa: F401 - says how SQLite creates a table of pages
from bot.storage.columns import Instant
from bot.storage.migrations.tables_0002 import metadata as before
from bot.storage.migrations.versions.v0001_begin import _key, _may, _must, _of

metadata = sa.MetaData(naming_convention={"ix": "%(table_name)s_by_%(column_0_N_name)s"})


def _table(name: str, *parts: sa.schema.SchemaItem) -> sa.Table:
    """A table of one bot's rows; on SQLite STRICT and kept in the order of its key."""
    bot = sa.Column("bot", sa.Text, primary_key=True)
    return sa.Table(name, metadata, bot, *parts, sqlite_strict=True, sqlite_with_rowid=False)


before.tables["person"].to_metadata(metadata)

favourite = _table(
    "favourite",
    _key("person"),
    _key("kind"),
    _key("page"),
    _must("since", Instant),
    _of(("person",), "person", ("id",)),
)
put_aside = _table(
    "put_aside",
    _key("id"),
    _must("person"),
    _must("by_person"),
    _must("kind"),
    _must("page"),
    _must("at", Instant),
    _may("seen", Instant),
    _of(("person",), "person", ("id",)),
    sa.Index(None, "bot", "person", "at"),
)
page = sa.Table(
    "page",
    metadata,
    sa.Column("kind", sa.Text, primary_key=True),
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("stems", TSVECTOR, nullable=False),
    info={
        "fts5": "kind UNINDEXED, id UNINDEXED, title, words, body, tokenize = 'unicode61 remove_diacritics 0'"
    },
)
sa.Index("page_by_stems", page.c.stems, postgresql_using="gin", postgresql_with={"fastupdate": "off"}).ddl_if(
    dialect="postgresql"
)
derived = sa.Table(
    "derived",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("version", sa.Text, nullable=False),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

NEW = (favourite, put_aside, page, derived)
