"""The traces of lists of recommendations."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from bot.records import Change, PlanEvent, Subject
from bot.storage.fields import subject_in, subject_values, values
from bot.storage.safe import Safe, owner_of
from bot.storage.statements import Statement, Work, given, mine
from bot.storage.tables import plan_event
from bot.storage.words import read

_PLAIN = ("id", "at", "by", "item", "advice", "status", "place", "diagnosis", "confidential")
_COLUMNS = [column.name for column in plan_event.c]
_ORDER = (
    plan_event.c.seq,
    plan_event.c.at,
    plan_event.c.id,
)  # two processes may have counted at the same time


def _append(*whose: str) -> Statement:
    """An event behind the last of its list."""
    seq = sa.func.coalesce(sa.func.max(plan_event.c.seq) + 1, 0)
    fields = (seq if name == "seq" else given(plan_event.c[name]) for name in _COLUMNS)
    return Statement(
        sa.insert(plan_event).from_select(_COLUMNS, sa.select(*fields).where(mine(plan_event, *whose)))
    )


def _list(*whose: str) -> Statement:
    return Statement(sa.select(*plan_event.c).where(mine(plan_event, *whose)).order_by(*_ORDER))


_APPEND = {True: _append("person"), False: _append("case_file", "cooperation")}
_OF = {True: _list("person"), False: _list("case_file", "cooperation")}


class PlansTable:
    """Events of lists; their words are sealed with the key of the case, or of the person, whose list it is."""

    def __init__(self, work: Work, safe: Safe) -> None:
        self._work = work
        self._safe = safe

    async def add(self, events: Sequence[PlanEvent]) -> None:
        for event in events:
            row = await self._row(event)
            await self._work.run(_APPEND[event.subject.oneself], **row)

    async def of(self, subject: Subject, person: str) -> Sequence[PlanEvent]:
        whose = subject_values(subject, person)
        rows = await self._work.rows(_OF[subject.oneself], **whose)
        found = [dict(zip(_COLUMNS, row, strict=True)) for row in rows]
        texts = await read(self._safe, [(f"plan_event.words/{row['id']}", row["words"]) for row in found])
        return [_event(row, words) for row, words in zip(found, texts, strict=True)]

    async def _row(self, event: PlanEvent) -> dict[str, Any]:
        owner = owner_of(event.person, event.subject.case)
        words = await self._safe.seal(owner, f"plan_event.words/{event.id}", event.words or None)
        whose = subject_values(event.subject, event.person)
        return {**values(event, _PLAIN), **whose, "change": event.change.value, "words": words}


def _event(row: dict[str, Any], words: str) -> PlanEvent:
    return PlanEvent(
        id=row["id"],
        subject=subject_in(row),
        person=row["person"] or "",
        at=row["at"],
        by=row["by_person"],
        change=Change(row["change"]),
        item=row["item"],
        advice=row["advice"],
        words=words,
        status=row["status"],
        place=row["place"],
        diagnosis=row["diagnosis"],
        confidential=bool(row["confidential"]),
    )
