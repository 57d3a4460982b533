"""A table that SQLite searches with FTS5. SQLAlchemy knows no virtual tables: it is told here how to create this one."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import DDLCompiler

# Stems come ready made: nothing is folded.
FULL_TEXT = {
    "fts5": "kind UNINDEXED, id UNINDEXED, title, words, body, tokenize = 'unicode61 remove_diacritics 0'"
}


@compiles(sa.schema.CreateTable, "sqlite")
def _create(element: sa.schema.CreateTable, compiler: DDLCompiler, **more: Any) -> str:
    table = element.element
    if "fts5" in table.info:
        return f"CREATE VIRTUAL TABLE {table.name} USING fts5({table.info['fts5']})"
    return str(compiler.visit_create_table(element, **more))  # type: ignore[no-untyped-call]
