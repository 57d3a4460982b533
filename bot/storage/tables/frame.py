"""What all tables have in common."""

from typing import Any

import sqlalchemy as sa

WORDS = {"words": True}  # what people said, names, contacts, notes: sealed, each value by itself

metadata = sa.MetaData(naming_convention={"ix": "%(table_name)s_by_%(column_0_N_name)s"})


def table(name: str, *parts: sa.schema.SchemaItem, wide: bool = False) -> sa.Table:
    """A table of one bot's rows; on SQLite STRICT and, unless its rows are `wide`, kept in the order of its key."""
    bot = sa.Column("bot", sa.Text, primary_key=True)
    return sa.Table(name, metadata, bot, *parts, sqlite_strict=True, sqlite_with_rowid=wide)


def key(name: str, kind: Any = sa.Text) -> sa.Column[Any]:
    """A part of the key, after the bot."""
    return sa.Column(name, kind, primary_key=True)


def must(name: str, kind: Any = sa.Text, **more: Any) -> sa.Column[Any]:
    """A column that always holds something."""
    return sa.Column(name, kind, nullable=False, **more)


def may(name: str, kind: Any = sa.Text, **more: Any) -> sa.Column[Any]:
    """A column that may hold nothing."""
    return sa.Column(name, kind, nullable=True, **more)


def of(columns: tuple[str, ...], table: str, keys: tuple[str, ...] = ("id",)) -> sa.ForeignKeyConstraint:
    """A row belongs to one of `table` of the same bot, and goes with it; to none if a column holds nothing."""
    return sa.ForeignKeyConstraint(
        ["bot", *columns], [f"{table}.bot", *(f"{table}.{key}" for key in keys)], ondelete="CASCADE"
    )
