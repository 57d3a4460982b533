"""Private interviews: seen by who answers them only, and erased, with a key of their own, when they no longer can."""

import sqlalchemy as sa

from bot.storage.safe import Safe, key_of_private
from bot.storage.statements import Row, Statement, Work, given, mine
from bot.storage.tables import card, case_officer, chat, diagnosis, next_step, outbox, session

_IDS = sa.select(session.c.id).where(session.c.private)
_OF = Statement(_IDS.where(mine(session, "person")))
_ABOUT = Statement(_IDS.where(mine(session, "case_file")))
_OUT_OF_REACH = Statement(
    _IDS.where(
        mine(session, "person"),
        session.c.case_file.is_not(None),
        ~sa.exists().where(
            case_officer.c.bot == session.c.bot,
            case_officer.c.case_file == session.c.case_file,
            case_officer.c.person == session.c.person,
        ),
    )
)
_ONE = Statement(sa.select(session.c.private).where(mine(session, "id")))

_RESULTS = sa.select(diagnosis.c.id).where(mine(diagnosis, "session"))
_DROP = [
    Statement(
        sa.update(next_step)
        .values(diagnosis=sa.null(), place=sa.null())
        .where(mine(next_step), next_step.c.diagnosis.in_(_RESULTS))
    ),
    *(
        Statement(sa.delete(table).where(mine(table), column == given(session.c.id, "session")))
        for table, column in ((outbox, outbox.c.card), (card, card.c.name))
    ),
    Statement(
        sa.update(chat)
        .values(active=sa.null())
        .where(mine(chat), chat.c.active == given(session.c.id, "session"))
    ),
    Statement(sa.delete(session).where(mine(session), session.c.id == given(session.c.id, "session"))),
]


def only_for(table: sa.Table, viewer: str) -> sa.ColumnElement[bool]:
    """Those rows of `table` that may be shown to the parameter `viewer`."""
    return sa.or_(sa.not_(table.c.private), table.c.person == given(table.c.person, viewer))


async def drop_session(work: Work, safe: Safe, session: str) -> None:
    """The interview is gone with its log and results; the steps that it gave stay on their list."""
    found = await work.rows(_ONE, id=session)
    for statement in _DROP:
        await work.run(statement, session=session)
    if any(private for (private,) in found):
        safe.forget(key_of_private(session))
    work.scrub()


async def drop_all_of(work: Work, safe: Safe, person: str) -> None:
    """Those that `person` answers."""
    await _drop(work, safe, await work.rows(_OF, person=person))


async def drop_out_of_reach(work: Work, safe: Safe, person: str) -> None:
    """Those of `person` about cases that they are no officer of any more."""
    await _drop(work, safe, await work.rows(_OUT_OF_REACH, person=person))


async def forget_about(work: Work, safe: Safe, case: str) -> None:
    """The keys of those about `case`, which are about to go with it."""
    for (id,) in await work.rows(_ABOUT, case_file=case):
        safe.forget(key_of_private(id))


async def _drop(work: Work, safe: Safe, found: list[Row]) -> None:
    for (id,) in found:
        await drop_session(work, safe, id)
