"""Bringing the tables up to date. Alembic is loaded only when there is something to do: it takes long to load."""

from pathlib import Path
from typing import TYPE_CHECKING

from bot.storage.errors import StoreRefused

if TYPE_CHECKING:
    from sqlalchemy import Connection

_MANY, _SOME, _FEW = 1_000_000, 20, 1_000  # rows of a table, of one person, of a queue
_MIGRATIONS = Path(__file__).with_name("migrations")


def known() -> tuple[str, ...]:
    """The revisions that this program knows, in order: `migrations/versions/v0001_….py` is revision 0001."""
    return tuple(sorted(path.name[1:5] for path in (_MIGRATIONS / "versions").glob("v[0-9]*.py")))


def at_head(version: str | None) -> bool:
    """Whether tables of `version` are up to date. Raises `StoreRefused` if they are newer than the program."""
    revisions = known()
    if version is not None and version not in revisions:
        raise StoreRefused(
            f"The database has tables of version {version}, but this program knows only those up to "
            f"{revisions[-1]}: install a newer program."
        )
    return version == revisions[-1]


def upgrade(connection: "Connection") -> None:
    """Bring the tables up to date in the transaction of `connection`, so that all of it is kept, or nothing."""
    from alembic import command  # noqa: PLC0415 - see above
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("path_separator", "os")
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def migrate(path: Path) -> None:
    """Bring the SQLite file at `path` up to date, in one transaction of its own connection."""
    from sqlalchemy import URL, create_engine, event  # noqa: PLC0415 - not needed otherwise
    from sqlalchemy.exc import DBAPIError  # noqa: PLC0415
    from sqlalchemy.pool import NullPool  # noqa: PLC0415

    # Foreign keys stay off, since changing a table in SQLite means making it anew; they are checked at the end.
    engine = create_engine(URL.create("sqlite", database=str(path)), poolclass=NullPool)

    # Python's driver commits before it creates a table, unless it is told to leave transactions to us.
    @event.listens_for(engine, "connect")
    def leave_transactions_to_us(connection: object, _: object) -> None:
        connection.isolation_level = None  # type: ignore[attr-defined]

    @event.listens_for(engine, "begin")
    def begin(connection: "Connection") -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    try:
        with engine.begin() as connection:
            upgrade(connection)
            if connection.exec_driver_sql("PRAGMA foreign_key_check").first():
                raise StoreRefused("The database holds rows that belong to nothing: restore a backup.")
            _describe(connection)
    except DBAPIError as error:
        raise error.orig or error from None


def _describe(connection: "Connection") -> None:
    """Tell SQLite how rows are spread, once and for all; else it takes the rows of one bot for few, and reads all.

    `sqlite_stat1` holds for each index the number of rows, and how many share its first column, its first two…
    """
    from bot.storage.tables import metadata  # noqa: PLC0415 - not needed otherwise

    connection.exec_driver_sql("ANALYZE")  # makes the table
    connection.exec_driver_sql("DELETE FROM sqlite_stat1")
    for name in metadata.tables:
        for _, index, unique, _, partial in connection.exec_driver_sql(f"PRAGMA index_list({name})"):
            columns = len(connection.exec_driver_sql(f"PRAGMA index_info({index})").all())
            rows = _FEW if partial else _MANY
            spread = (rows, rows // 2, *[_SOME] * (columns - 2), 1 if unique else _SOME // 2)
            connection.exec_driver_sql(
                "INSERT INTO sqlite_stat1 VALUES (?, ?, ?)", (name, index, " ".join(map(str, spread)))
            )
