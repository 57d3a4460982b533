"""Fields of records as columns: what is called `case` there is `case_file` here, since SQL has a CASE of its own."""

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from bot.records import Subject

_COLUMNS = {"case": "case_file", "by": "by_person"}


def columns(table: sa.FromClause, fields: Sequence[str]) -> list[sa.ColumnElement[Any]]:
    """The columns of `table` that hold `fields`."""
    return [table.c[_COLUMNS.get(name, name)] for name in fields]


def values(record: object, fields: Sequence[str]) -> dict[str, Any]:
    """The `fields` of `record` by the names of their columns."""
    return {_COLUMNS.get(name, name): getattr(record, name) for name in fields}


def subject_values(subject: Subject, person: str) -> dict[str, str | None]:
    """The columns that say whose something is: of a case, or, when it is about oneself, of `person`."""
    if subject.oneself:
        return {"case_file": None, "cooperation": None, "person": person}
    return {"case_file": subject.case, "cooperation": subject.cooperation, "person": None}


def subject_in(row: Mapping[str, Any]) -> Subject:
    """What a row is about."""
    return Subject(row["case_file"] or "", row["cooperation"] or "")
