"""What people keep of the reference, and the index of its pages."""

from alembic import op

from bot.storage.migrations.tables_0004 import NEW, metadata

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    metadata.create_all(op.get_bind(), tables=NEW, checkfirst=False)
