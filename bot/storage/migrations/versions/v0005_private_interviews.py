"""Interviews that nobody sees but who answers. Those that are there are seen as before.

SQLite makes tables anew from a copy of their rows, as in revision 0002; what belongs to them stays, as foreign keys are
off meanwhile. PostgreSQL adds a column.
"""

from alembic import op

from bot.storage.migrations.tables_0005 import CHANGED, metadata, private

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    connection = op.get_bind()
    if connection.dialect.name != "sqlite":
        for table in CHANGED:
            op.execute(f"ALTER TABLE {table.name} ADD COLUMN private BOOLEAN NOT NULL DEFAULT FALSE")
            op.execute(f"ALTER TABLE {table.name} ALTER COLUMN private DROP DEFAULT")
        private.create(connection)
        return
    for table in CHANGED:
        op.execute(f"CREATE TABLE old_{table.name} AS SELECT * FROM {table.name}")  # noqa: S608 - names of tables
        op.drop_table(table.name)
    metadata.create_all(connection, tables=CHANGED, checkfirst=False)
    for table in CHANGED:
        kept = ", ".join(column.name for column in table.c if column.name != "private")
        op.execute(f"INSERT INTO {table.name} ({kept}, private) SELECT {kept}, FALSE FROM old_{table.name}")  # noqa: S608 - as above
        op.drop_table(f"old_{table.name}")
    op.execute("PRAGMA user_version = 1")  # rewrite the file once: words of the copies are left in it
