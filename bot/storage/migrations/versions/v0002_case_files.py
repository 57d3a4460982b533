"""Organisations, case files, sharing, lists of recommendations, and the trail.

Tables that change are made anew from a copy of their rows, and so are those that belong to them: the same steps do on
both databases, and leave the tables as if they had been made so at once.
"""

from alembic import op

from bot.storage.migrations.tables_0002 import metadata
from bot.storage.migrations.versions import v0001_begin as before

revision = "0002"
down_revision = "0001"

# In the order in which they belong to one another.
_MADE_ANEW = (
    "person",
    "identity",
    "session",
    "event",
    "diagnosis",
    "given_advice",
    "next_step",
    "chat",
    "card",
)
# What the new columns hold in the rows that are there, where that is not nothing.
_OF_DIAGNOSIS = (
    "(SELECT {} FROM diagnosis AS d WHERE d.bot = old_next_step.bot AND d.id = old_next_step.diagnosis)"
)
_FIRST_VALUES = {
    "session": {"answered": "0"},
    "diagnosis": {"stage": "''", "open_outcome": "''", "open_stage": "''"},
    "next_step": {
        "person": _OF_DIAGNOSIS.format("d.person"),
        "dialogue": _OF_DIAGNOSIS.format("d.dialogue"),
        "outcome": _OF_DIAGNOSIS.format("d.outcome"),
        "agreed_at": _OF_DIAGNOSIS.format("d.made_at"),
        "not_done": "0",
    },
    "chat": {"case_file": "''", "case_before": "''"},
}


def upgrade() -> None:
    connection = op.get_bind()
    for name in _MADE_ANEW:
        op.execute(f"CREATE TABLE old_{name} AS SELECT * FROM {name}")  # noqa: S608 - names of tables
    for name in reversed(_MADE_ANEW):
        op.drop_table(name)
    metadata.create_all(connection, checkfirst=False)
    for name in _MADE_ANEW:
        fill = {column.name: column.name for column in before.metadata.tables[name].columns}
        fill |= _FIRST_VALUES.get(name, {})
        there, here = ", ".join(fill), ", ".join(fill.values())
        op.execute(f"INSERT INTO {name} ({there}) SELECT {here} FROM old_{name}")  # noqa: S608 - as above
    for name in _MADE_ANEW:
        op.drop_table(f"old_{name}")
    if connection.dialect.name == "sqlite":  # rewrite the file once: words of the copies are left in it
        op.execute("PRAGMA user_version = 1")
