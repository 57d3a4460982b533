"""The one-time sealing of what an earlier program kept in plain words (tables of version 0001).

Done at opening, in batches, each in a transaction of its own: after a kill it goes on where it was. Afterwards a plain
value in such a column is a broken seal.
"""

from typing import NamedTuple

import sqlalchemy as sa

from bot.records import Address
from bot.storage.chats import card_place
from bot.storage.keys import KeyStore
from bot.storage.safe import QUEUE, SEALED, Safe, owner_of
from bot.storage.statements import Database, Row, Statement, given, insert_unless_there, mine
from bot.storage.tables import card, chat, diagnosis, event, inbox, outbox, person, seal_in_use, session

_BATCH = 500
_DONE = {
    "name": "earlier words",
    "key": "sealed",
}  # in the table of what seals are in use, once all is sealed

_IS_DONE = Statement(sa.select(seal_in_use.c.key).where(mine(seal_in_use, "name")))
_NOTE_DONE = insert_unless_there(seal_in_use)
_BOTS = Statement(
    sa.union(sa.select(person.c.bot), sa.select(inbox.c.bot), sa.select(outbox.c.bot)).subquery().select()
)


class _Column(NamedTuple):
    """A column with plain words: which rows still have some, and how one is changed."""

    find: Statement  # (key of the row, whose it is, the words); nobody's is the queues'
    change: Statement
    table: sa.Table
    name: str


def _column(column: sa.Column[str], whose: sa.ColumnElement[str], of: sa.FromClause) -> _Column:
    table = column.table
    assert isinstance(table, sa.Table)  # noqa: S101 - tells the type checker
    keys = [each for each in table.primary_key.columns if each.name != "bot"]
    plain = sa.type_coerce(column, sa.Text())
    find = sa.select(*keys, whose.label("whose"), plain.label("words")).select_from(of)
    # Only what has not been changed meanwhile, by another program on the same database.
    same = plain == sa.bindparam("before", type_=sa.Text())
    return _Column(
        Statement(
            find.where(mine(table), plain.not_like(f"{SEALED}%")).limit(sa.literal_column(str(_BATCH)))
        ),
        Statement(
            sa.update(table)
            .values({column.name: given(column)})
            .where(mine(table, *(each.name for each in keys)), same)
        ),
        table,
        column.name,
    )


def _joined(table: sa.Table, other: sa.Table, on: sa.ColumnElement[bool]) -> sa.FromClause:
    return table.outerjoin(other, sa.and_(table.c.bot == other.c.bot, on))


_NOBODY = sa.literal("", sa.Text())
_SHOWN = _joined(card, chat, sa.and_(card.c.channel == chat.c.channel, card.c.external == chat.c.external))
_COLUMNS = (
    _column(session.c.inputs, session.c.person, session),
    _column(event.c.value, session.c.person, _joined(event, session, event.c.session == session.c.id)),
    _column(diagnosis.c.reasons, diagnosis.c.person, diagnosis),
    _column(diagnosis.c.report, diagnosis.c.person, diagnosis),
    _column(card.c.view, chat.c.person, _SHOWN),
    _column(inbox.c.payload, _NOBODY, inbox),
    _column(inbox.c.error, _NOBODY, inbox),
    _column(outbox.c.payload, _NOBODY, outbox),
)


async def seal_what_is_plain(database: Database, keys: KeyStore, bot: str) -> None:
    """Seal all plain words of all bots, unless that is done."""
    async with database.begin(bot) as work:
        if await work.rows(_IS_DONE, name=_DONE["name"]):
            return
        bots = {name for (name,) in await work.rows(_BOTS)}
    for name in (*sorted(bots - {bot}), bot):  # the own mark last: it says that all is done
        own = keys.of_bot(name)
        for column in _COLUMNS:
            while await _seal_some(database, own, name, column):
                pass
        async with database.begin(name) as work:
            await work.run(_NOTE_DONE, **_DONE)
            if name == bot and bots:
                work.scrub()


async def _seal_some(database: Database, keys: KeyStore, bot: str, column: _Column) -> int:
    """Seal a batch; how many there were."""
    async with database.begin(bot) as work:
        safe = Safe(work, keys, bot)
        rows = await work.rows(column.find)
        names = [each.name for each in column.table.primary_key.columns if each.name != "bot"]
        many = []
        for *key, whose, words in rows:
            sealed = await safe.seal(owner_of(whose, None) if whose else QUEUE, _place(column, key), words)
            many.append({**dict(zip(names, key, strict=True)), column.name: sealed, "before": words})
        await work.run_each(column.change, many)
    return len(rows)


def _place(column: _Column, key: Row | list[str]) -> str:
    if column.table is card:
        channel, external, name = key
        return card_place(Address(channel, external), name)
    return f"{column.table.name}.{column.name}/{'/'.join(map(str, key))}"
