"""Visits, reminders, and next steps that say who does them.

Tables that change are made anew from a copy of their rows, as in revision 0002.
"""

from alembic import op

from bot.storage.migrations.tables_0003 import NEW, metadata

revision = "0003"
down_revision = "0002"

_MADE_ANEW = ("next_step", "outbox")
_NEW_COLUMNS = {
    "next_step": ("doer", "doer_name", "agreed_by", "said_at", "muted"),
    "outbox": ("reminder", "until"),
}
# A recommendation and a next step had the same statuses.
_STATUSES = {
    "proposed": "planned",
    "under_way": "begun",
    "stuck": "not_done",
    "declined": "dropped",
    "done_before": "done",
}
_STATUS = " ".join(f"WHEN '{before}' THEN '{now}'" for before, now in _STATUSES.items())
# What the columns hold in the rows that are there, where that is neither what it was nor nothing.
_FIRST_VALUES = {
    "next_step": {
        "status": f"CASE status {_STATUS} ELSE status END",
        "doer": "'group'",
        "agreed_by": "COALESCE((SELECT COALESCE(d.person, '') FROM diagnosis AS d "
        "WHERE d.bot = old_next_step.bot AND d.id = old_next_step.diagnosis), '')",
        "muted": "FALSE",
    }
}


def upgrade() -> None:
    connection = op.get_bind()
    for name in _MADE_ANEW:
        op.execute(f"CREATE TABLE old_{name} AS SELECT * FROM {name}")  # noqa: S608 - names of tables
        op.drop_table(name)
    metadata.create_all(connection, tables=NEW, checkfirst=False)
    for name in _MADE_ANEW:
        new = _NEW_COLUMNS[name]
        kept = [column.name for column in metadata.tables[name].columns if column.name not in new]
        fill = dict(zip(kept, kept, strict=True))
        fill |= _FIRST_VALUES.get(name, {})
        there, here = ", ".join(fill), ", ".join(fill.values())
        op.execute(f"INSERT INTO {name} ({there}) SELECT {here} FROM old_{name}")  # noqa: S608 - as above
        op.drop_table(f"old_{name}")
    if connection.dialect.name == "sqlite":  # rewrite the file once: words of the copies are left in it
        op.execute("PRAGMA user_version = 1")
