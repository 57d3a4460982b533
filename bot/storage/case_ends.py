"""How a case file ends: it becomes part of another, or it is erased."""

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from bot.storage.reminders import FORGET_ABOUT
from bot.storage.statements import Statement, Work, given, mine
from bot.storage.tables import (
    card,
    case_file,
    case_officer,
    chat,
    cooperation,
    diagnosis,
    invitation,
    network_share,
    next_step,
    note,
    outbox,
    plan_event,
    session,
    share,
    standing,
    visit,
)

_TARGET = given(case_file.c.id, "target")
_REHANG = [
    Statement(sa.update(table).values(case_file=_TARGET).where(mine(table, "case_file")))
    for table in (
        cooperation,
        session,
        diagnosis,
        next_step,
        visit,
        note,
        standing,
        share,
        network_share,
        invitation,
        chat,
    )
]
# A list that both have goes on with the events of the source behind those of the target.
_there = plan_event.alias("there")
_REHANG_EVENTS = Statement(
    sa.update(plan_event)
    .values(
        case_file=_TARGET,
        seq=plan_event.c.seq
        + sa.select(sa.func.coalesce(sa.func.max(_there.c.seq) + 1, 0))
        .where(_there.c.bot == given(plan_event.c.bot), _there.c.case_file == _TARGET)
        .scalar_subquery(),
    )
    .where(mine(plan_event, "case_file"))
)
_OFFICERS = sa.select(case_officer.c.bot, _TARGET, case_officer.c.person, case_officer.c.since).where(
    mine(case_officer, "case_file")
)
_NAMES = ["bot", "case_file", "person", "since"]
_ASSIGN = Statement(
    sqlite.insert(case_officer).from_select(_NAMES, _OFFICERS).on_conflict_do_nothing(),
    postgresql.insert(case_officer).from_select(_NAMES, _OFFICERS).on_conflict_do_nothing(),
)
_REHANG_BEFORE = Statement(
    sa.update(chat).values(case_before=_TARGET).where(mine(chat), chat.c.case_before == given(case_file.c.id))
)
_NOTHING: sa.ColumnElement[str] = sa.literal_column("''")
_NOT_TWICE = Statement(
    sa.update(chat)
    .values(case_before=_NOTHING)
    .where(mine(chat), chat.c.case_file == _TARGET, chat.c.case_before == _TARGET)
)
_DROP = Statement(sa.delete(case_file).where(mine(case_file, "id")))

_SESSIONS = sa.select(session.c.id).where(mine(session, "case_file"))
_FORGET = [
    FORGET_ABOUT,
    Statement(sa.delete(outbox).where(mine(outbox), outbox.c.card.in_(_SESSIONS))),
    Statement(sa.delete(card).where(mine(card), card.c.name.in_(_SESSIONS))),
    Statement(sa.update(chat).values(active=sa.null()).where(mine(chat), chat.c.active.in_(_SESSIONS))),
    Statement(sa.update(chat).values(case_file=_NOTHING).where(mine(chat, "case_file"))),
    Statement(
        sa.update(chat)
        .values(case_before=_NOTHING)
        .where(mine(chat), chat.c.case_before == given(case_file.c.id, "case_file"))
    ),
]


async def rehang(work: Work, source: str, target: str) -> None:
    """All that hangs on `source` hangs on `target`, and `source` is gone."""
    for statement in (*_REHANG, _REHANG_EVENTS, _ASSIGN):
        await work.run(statement, case_file=source, target=target)
    await work.run(_REHANG_BEFORE, id=source, target=target)
    await work.run(_NOT_TWICE, target=target)
    await work.run(_DROP, id=source)


async def drop(work: Work, case: str) -> None:
    """The case is gone with all that hangs on it; chats, which do not, name neither it nor its interviews."""
    for statement in _FORGET:
        await work.run(statement, case_file=case)
    await work.run(_DROP, id=case)
