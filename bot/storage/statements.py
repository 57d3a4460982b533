"""Statements written once with SQLAlchemy, compiled once for each database, run on its driver."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from enum import Enum
from typing import Any, Protocol

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Dialect
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.elements import KeyedColumnElement
from sqlalchemy.types import TypeEngine

from bot.storage.columns import Json

Row = tuple[Any, ...]
Clause = sa.Select[Any] | sa.Insert | sa.Update | sa.Delete | sa.TextClause
Convert = Callable[[Any], Any]


class Compiled:
    """A statement in the words of one database: its text, how to bind its values, how to read its rows."""

    def __init__(self, clause: Clause, dialect: Dialect) -> None:
        compiled = clause.compile(dialect=dialect)
        assert isinstance(compiled, SQLCompiler)  # noqa: S101 - tells the type checker what `compile` gives
        self.sql = str(compiled)
        self._constants = {name: value for name, value in compiled.params.items() if value is not None}
        self._binds = [
            (name, compiled.binds[name].type.dialect_impl(dialect).bind_processor(dialect))
            for name in compiled.positiontup or ()
        ]
        columns = clause.selected_columns if isinstance(clause, sa.Select) else ()
        readers = (_kind(c).dialect_impl(dialect).result_processor(dialect, None) for c in columns)
        self._readers = tuple((place, reader) for place, reader in enumerate(readers) if reader)

    def bind(self, values: Mapping[str, Any]) -> Row:
        """`values` by name, in the order and form that the driver takes."""
        constants = self._constants
        return tuple(
            convert(value) if convert else value
            for name, convert in self._binds
            for value in (values[name] if name in values else constants[name],)
        )

    def read(self, rows: Iterable[Sequence[Any]]) -> list[Row]:
        """The driver's `rows` as Python knows them."""
        readers = self._readers
        if not readers:
            return [tuple(row) for row in rows]
        found = []
        for row in rows:
            values = list(row)
            for place, read in readers:
                values[place] = read(values[place])
            found.append(tuple(values))
        return found


class Statement:
    """One statement, for either database."""

    def __init__(self, clause: Clause, for_postgresql: Clause | None = None) -> None:
        self._clauses = {"sqlite": clause, "postgresql": clause if for_postgresql is None else for_postgresql}
        self._compiled: dict[str, Compiled] = {}

    def on(self, dialect: Dialect) -> Compiled:
        """The statement in the words of `dialect`, compiled at its first use."""
        compiled = self._compiled.get(dialect.name)
        if compiled is None:
            compiled = self._compiled[dialect.name] = Compiled(self._clauses[dialect.name], dialect)
        return compiled


class Work(Protocol):
    """An open transaction of one bot. Every statement gets the parameter `bot` of its own accord."""

    async def rows(self, statement: Statement, **values: Any) -> list[Row]: ...
    async def run(self, statement: Statement, **values: Any) -> None:
        """Run what gives nothing back; it may be put off until rows are asked for, or the end."""
        ...

    async def run_each(self, statement: Statement, many: Sequence[Mapping[str, Any]]) -> None: ...
    def scrub(self) -> None:
        """Once committed, leave no trace of what was deleted."""
        ...


class Kind(Enum):
    """What a database holds, and how it is opened."""

    RECORDS = "records"  # SQLite: by one program at a time, which brings the tables up to date
    BESIDE = "beside"  # records too, for a short command while another program holds the SQLite file
    KEYS = "keys"  # the key store, by any number of programs


class Database(Protocol):
    """An open database, whichever it is."""

    def begin(self, bot: str) -> AbstractAsyncContextManager[Work]:
        """A transaction for `bot`: kept when its body ends well, undone when it raises or is cancelled."""
        ...

    async def close(self) -> None: ...


def given(column: KeyedColumnElement[Any], name: str = "") -> sa.BindParameter[Any]:
    """The parameter named like `column` (or `name`), of its type."""
    return sa.bindparam(name or column.key, type_=_kind(column))


def _kind(column: sa.ColumnElement[Any]) -> TypeEngine[Any]:
    """What is sealed is text, whatever is inside."""
    return sa.Text() if getattr(column, "info", {}).get("words") else column.type


def mine(table: sa.FromClause, *names: str) -> sa.ColumnElement[bool]:
    """The row(s) of `table` of this bot with these columns as given."""
    return sa.and_(*(table.c[name] == given(table.c[name]) for name in ("bot", *names)))


def insert(table: sa.Table) -> Statement:
    """A new row."""
    return Statement(sa.insert(table).values(_all(table)))


def insert_unless_there(table: sa.Table) -> Statement:
    """A new row, unless one with its key is there."""
    return Statement(
        sqlite.insert(table).values(_all(table)).on_conflict_do_nothing(),
        postgresql.insert(table).values(_all(table)).on_conflict_do_nothing(),
    )


def upsert(table: sa.Table) -> Statement:
    """A row as given, whether one with its key is there or not."""
    keys = list(table.primary_key.columns)
    others = [column.name for column in table.c if column not in set(keys)]
    lite, post = sqlite.insert(table).values(_all(table)), postgresql.insert(table).values(_all(table))
    return Statement(
        lite.on_conflict_do_update(index_elements=keys, set_={name: lite.excluded[name] for name in others}),
        post.on_conflict_do_update(index_elements=keys, set_={name: post.excluded[name] for name in others}),
    )


def _all(table: sa.Table) -> dict[str, sa.BindParameter[Any]]:
    return {column.name: given(column) for column in table.c}


class _Texts(sa.sql.functions.FunctionElement[Any]):
    """The texts of a JSON list, as rows with the column `value`."""

    inherit_cache = True


@compiles(_Texts, "sqlite")
def _on_sqlite(element: _Texts, compiler: SQLCompiler, **kw: Any) -> str:
    return f"json_each({compiler.process(element.clauses, **kw)})"


@compiles(_Texts, "postgresql")
def _on_postgresql(element: _Texts, compiler: SQLCompiler, **kw: Any) -> str:
    return f"json_array_elements_text(CAST({compiler.process(element.clauses, **kw)} AS json))"


def listed(name: str) -> sa.Select[Any]:
    """The texts of the parameter `name`, a list of any length, as rows for `IN`."""
    return sa.select(_Texts(sa.bindparam(name, type_=Json())).table_valued("value").c.value)
