"""Next steps agreed on."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from bot.records import StepRecord, Subject
from bot.storage.fields import subject_in, subject_values, values
from bot.storage.safe import Safe, owner_of
from bot.storage.statements import Statement, Work, given, mine
from bot.storage.tables import next_step
from bot.storage.words import read

_PLAIN = (
    "id",
    "diagnosis",
    "dialogue",
    "outcome",
    "step",
    "cause",
    "due",
    "occasion",
    "status",
    "agreed_at",
    "not_done",
)
_COLUMNS = [column.name for column in next_step.c]
_KEY = list(next_step.primary_key.columns)
_KEPT = ("bot", "id", "diagnosis", "place")  # of a step that a diagnosis gave, when it comes to a list
_lite, _post = sqlite.insert(next_step), postgresql.insert(next_step)

_ADD = Statement(
    _lite.on_conflict_do_update(
        index_elements=_KEY, set_={name: _lite.excluded[name] for name in _COLUMNS if name not in _KEPT}
    ),
    _post.on_conflict_do_update(
        index_elements=_KEY, set_={name: _post.excluded[name] for name in _COLUMNS if name not in _KEPT}
    ),
)
_SAVE = Statement(
    sa.update(next_step)
    .values(
        {
            **{name: given(next_step.c[name]) for name in ("due", "occasion", "status", "not_done")},
            "words": sa.func.coalesce(given(next_step.c.words), next_step.c.words),
        }
    )
    .where(mine(next_step, "id"))
)


def _list(*whose: str) -> Statement:
    return Statement(
        sa.select(*next_step.c)
        .where(mine(next_step, *whose), next_step.c.agreed_at.is_not(None))
        .order_by(next_step.c.due, next_step.c.agreed_at, next_step.c.id)
    )


_OF = {True: _list("person"), False: _list("case_file", "cooperation")}


class StepsTable:
    """Steps of lists. Those of a case belong to nobody: who agreed to them is not kept."""

    def __init__(self, work: Work, safe: Safe) -> None:
        self._work = work
        self._safe = safe

    async def add(self, step: StepRecord) -> None:
        """Put a step on its list: a new one, or one that a diagnosis gave."""
        await self._work.run(_ADD, **await self._row(step))

    async def save(self, step: StepRecord) -> None:
        """Keep its last day, occasion and status; its words only if there are some."""
        await self._work.run(_SAVE, **await self._row(step))

    async def of(self, subject: Subject, person: str) -> Sequence[StepRecord]:
        rows = await self._work.rows(_OF[subject.oneself], **subject_values(subject, person))
        found = [dict(zip(_COLUMNS, row, strict=True)) for row in rows]
        texts = await read(self._safe, [(f"next_step.words/{row['id']}", row["words"]) for row in found])
        return [_step(row, words) for row, words in zip(found, texts, strict=True)]

    async def _row(self, step: StepRecord) -> dict[str, Any]:
        owner = owner_of(step.person, step.subject.case)
        words = await self._safe.seal(owner, f"next_step.words/{step.id}", step.words or None)
        whose = subject_values(step.subject, step.person)
        row = {**values(step, _PLAIN), **whose, "place": None, "words": words}
        return {**row, "diagnosis": step.diagnosis or None}


def _step(row: dict[str, Any], words: str) -> StepRecord:
    return StepRecord(
        subject=subject_in(row),
        person=row["person"] or "",
        words=words,
        **{name: row[name] for name in _PLAIN if name != "diagnosis"},
        diagnosis=row["diagnosis"] or "",
    )
