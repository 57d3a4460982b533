"""Case files and their officers."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.records import CaseFile, CaseState, Priority
from bot.storage.case_ends import drop, rehang
from bot.storage.case_parts import CaseParts
from bot.storage.fields import columns, values
from bot.storage.private import drop_out_of_reach, forget_about
from bot.storage.statements import Row, Statement, given, insert, insert_unless_there, mine
from bot.storage.tables import case_file, case_officer, member
from bot.storage.words import read

_CLEAR = (
    "id",
    "organisation",
    "state",
    "priority",
    "opened_at",
    "touched_at",
    "situation",
    "stage",
    "next_day",
)
_SEALED = ("name", "territory", "themes", "kind", "contact")

_ALL = sa.select(*columns(case_file, _CLEAR), case_file.c.words)
_HELD = sa.and_(case_officer.c.bot == case_file.c.bot, case_officer.c.case_file == case_file.c.id)
# The officers of cases that are open.
ATTENDED = sa.and_(_HELD, case_file.c.state == sa.literal(CaseState.OPEN.value, sa.Text()))
_MEMBER = sa.and_(
    member.c.bot == case_officer.c.bot,
    member.c.person == case_officer.c.person,
    member.c.organisation == case_file.c.organisation,
)


def _save(*names: str) -> Statement:
    return Statement(
        sa.update(case_file)
        .values({name: given(case_file.c[name]) for name in names})
        .where(mine(case_file, "id"))
    )


_ADD = insert(case_file)
_SAVE = _save(*_CLEAR[1:], "words")
_SAVE_CLEAR = _save(*_CLEAR[1:])
# Locked on PostgreSQL until the transaction ends: what is written back then rests on what was read.
_GET = Statement(_ALL.where(mine(case_file, "id")).with_for_update(key_share=True))
_SEEN_BY = Statement(
    _ALL.join(case_officer, _HELD)
    .join(member, _MEMBER)
    .where(mine(case_officer, "person", "case_file"))
    .with_for_update(key_share=True, of=case_file)
)
_OF = Statement(
    _ALL.join(case_officer, _HELD)
    .where(mine(case_officer, "person"))
    .order_by(case_file.c.touched_at.desc(), case_file.c.id)
)
_ASSIGN = insert_unless_there(case_officer)
_UNASSIGN = Statement(sa.delete(case_officer).where(mine(case_officer, "case_file", "person")))
_OFFICERS = Statement(
    sa.select(case_officer.c.person)
    .where(mine(case_officer, "case_file"))
    .order_by(case_officer.c.since, case_officer.c.person)
)
_HELD_BY = Statement(
    sa.select(case_officer.c.case_file).where(mine(case_officer, "person")).order_by(case_officer.c.case_file)
)
_UNATTENDED = Statement(
    sa.select(case_file.c.id)
    .where(mine(case_file, "organisation"), ~sa.exists().where(_HELD))
    .order_by(case_file.c.touched_at, case_file.c.id)
)
_EXPIRED = Statement(
    sa.select(case_file.c.id)
    .where(mine(case_file, "organisation"), case_file.c.touched_at < given(case_file.c.touched_at, "before"))
    .order_by(case_file.c.touched_at, case_file.c.id)
    .limit(sa.bindparam("limit", type_=sa.BigInteger()))
)


class CasesTable(CaseParts):
    """Case files; name, territory, themes, kind and contact are sealed together with the key of the case."""

    async def add(self, case: CaseFile) -> None:
        await self._work.run(_ADD, **_clear(case), words=await self._words(case))

    async def save(self, case: CaseFile) -> None:
        """The case as it is now; words that could not be read stay as they are kept."""
        if case.readable:
            await self._work.run(_SAVE, **_clear(case), words=await self._words(case))
        else:
            await self._work.run(_SAVE_CLEAR, **_clear(case))

    async def get(self, case: str) -> CaseFile | None:
        return await self._one(await self._work.rows(_GET, id=case))

    async def seen_by(self, person: str, case: str) -> CaseFile | None:
        return await self._one(await self._work.rows(_SEEN_BY, person=person, case_file=case))

    async def of(self, person: str) -> Sequence[CaseFile]:
        return await self._cases(await self._work.rows(_OF, person=person))

    async def assign(self, case: str, person: str, at: datetime) -> None:
        await self._work.run(_ASSIGN, case_file=case, person=person, since=at)

    async def unassign(self, case: str, person: str) -> None:
        await self._work.run(_UNASSIGN, case_file=case, person=person)
        await drop_out_of_reach(self._work, self._safe, person)

    async def officers(self, case: str) -> Sequence[str]:
        """In the order in which they came."""
        return [person for (person,) in await self._work.rows(_OFFICERS, case_file=case)]

    async def held_by(self, person: str) -> Sequence[str]:
        return [case for (case,) in await self._work.rows(_HELD_BY, person=person)]

    async def unattended(self, organisation: str) -> Sequence[str]:
        """The longest untouched first."""
        return [case for (case,) in await self._work.rows(_UNATTENDED, organisation=organisation)]

    async def merge(self, source: str, target: str) -> None:
        if source != target:
            await rehang(self._work, source, target)
            await self._safe.adopt(f"case:{source}", f"case:{target}")

    async def erase(self, case: str) -> None:
        await forget_about(self._work, self._safe, case)
        await drop(self._work, case)
        self._safe.forget(f"case:{case}")
        self._work.scrub()

    async def expired(self, organisation: str, before: datetime, limit: int) -> Sequence[str]:
        """The longest untouched first."""
        rows = await self._work.rows(_EXPIRED, organisation=organisation, before=before, limit=limit)
        return [case for (case,) in rows]

    async def _words(self, case: CaseFile) -> str | None:
        return await self._safe.seal_json(
            f"case:{case.id}", f"case_file.words/{case.id}", values(case, _SEALED)
        )

    async def _one(self, rows: Sequence[Row]) -> CaseFile | None:
        for case in await self._cases(rows):
            return case
        return None

    async def _cases(self, rows: Sequence[Row]) -> list[CaseFile]:
        texts = await read(self._safe, [(f"case_file.words/{row[0]}", row[-1]) for row in rows])
        return [_case(row, words) for row, words in zip(rows, texts, strict=True)]


def _clear(case: CaseFile) -> dict[str, Any]:
    return {**values(case, _CLEAR), "state": case.state.value, "priority": case.priority.value}


def _case(row: Row, words: str) -> CaseFile:
    """`words` is "" where they cannot be opened."""
    id, organisation, state, priority, opened_at, touched_at, situation, stage, next_day, _ = row
    return CaseFile(
        id,
        organisation,
        opened_at,
        touched_at,
        state=CaseState(state),
        priority=Priority(priority),
        situation=situation,
        stage=stage,
        next_day=next_day,
        readable=bool(words),
        **(json.loads(words) if words else {"name": ""}),
    )
