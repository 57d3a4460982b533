"""That lists stay quick however many cases there are: what SQLite is asked goes through indexes."""

import sqlite3

from bot.storage import (
    audit,
    case_ends,
    case_parts,
    cases,
    figures,
    invitations,
    organisations,
    plans,
    reference,
    reminders,
    shares,
    steps,
    visits,
)
from bot.storage.sqlite_work import DIALECT
from bot.storage.statements import Statement
from bot.storage.tables import metadata
from tests.storage.databases import Lite

_ALL_THERE_IS = {(organisations, "_ALL")}  # there are few
_SHARED = {
    (reference, name) for name in ("_FIND", "_EMPTY", "_VERSION")
}  # of no bot: an index of its own, and one row
_RARE = {(case_ends, "chat"), (case_ends, "card"), (case_ends, "outbox")}  # the end of a case, in every chat
_CASES = (audit, case_ends, case_parts, cases, figures, invitations, organisations, plans, shares, steps)
_MODULES = (*_CASES, visits, reminders, reference)


def statements(value: object) -> list[Statement]:
    if isinstance(value, Statement):
        return [value]
    each = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [found for found in each if isinstance(found, Statement)]


async def test_no_statement_about_cases_reads_all_rows_of_a_bot(lite: Lite) -> None:
    connection = sqlite3.connect(lite.path)
    seen = 0
    for module in _MODULES:
        for name, value in vars(module).items():
            for statement in statements(value):
                sql = statement.on(DIALECT).sql
                for *_, step in connection.execute(f"EXPLAIN QUERY PLAN {sql}", [1] * sql.count("?")):
                    seen += 1
                    scans = step.startswith("SCAN ") and step.split()[1] in metadata.tables
                    slow = scans or step.endswith("(bot=?)")
                    meant = (module, name) in _ALL_THERE_IS | _SHARED or (module, step.split()[1]) in _RARE
                    assert meant or not slow, (module.__name__, name, step)
    connection.close()
    assert seen > 60


def test_what_hangs_on_something_is_found_by_it() -> None:
    """Else deleting one row would read all that might hang on it."""
    for table in metadata.tables.values():
        orders = [list(table.primary_key.columns), *(list(index.columns) for index in table.indexes)]
        for constraint in table.foreign_key_constraints:
            columns = list(constraint.columns)
            assert any(order[: len(columns)] == columns for order in orders), constraint
