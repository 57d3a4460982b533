"""Next steps agreed on."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from bot.records import Doer, StepRecord, Subject
from bot.storage.cases import ATTENDED
from bot.storage.fields import subject_in, subject_values, values
from bot.storage.safe import Safe, owner_of
from bot.storage.statements import Row, Statement, Work, given, mine
from bot.storage.tables import case_file, case_officer, next_step
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
    "agreed_by",
    "said_at",
)
_SEALED = ("words", "doer_name")
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
_CHANGED = ("due", "occasion", "status", "not_done", "doer", "agreed_by", "said_at", "muted")
# Words that could not be read are not lost for that.
_SAVE = Statement(
    sa.update(next_step)
    .values(
        {
            **{name: given(next_step.c[name]) for name in _CHANGED},
            "words": sa.func.coalesce(given(next_step.c.words), next_step.c.words),
            "doer_name": sa.case(
                (
                    given(next_step.c.doer) == sa.literal(Doer.OTHER.value, sa.Text()),
                    sa.func.coalesce(given(next_step.c.doer_name), next_step.c.doer_name),
                ),
                else_=sa.null(),
            ),
        }
    )
    .where(mine(next_step, "id"))
)
_LISTED = sa.select(*next_step.c).where(next_step.c.agreed_at.is_not(None))
_FIRST_DUE = (next_step.c.due, next_step.c.agreed_at, next_step.c.id)


def _list(*whose: str) -> Statement:
    return Statement(_LISTED.where(mine(next_step, *whose)).order_by(*_FIRST_DUE))


_GET = _list("id")
_OF = {True: _list("person"), False: _list("case_file", "cooperation")}
_ABOUT = _list("case_file")
_OF_OFFICER = Statement(
    _LISTED.join(case_file, (case_file.c.bot == next_step.c.bot) & (case_file.c.id == next_step.c.case_file))
    .join(case_officer, ATTENDED)
    .where(mine(case_officer, "person"))
    .order_by(*_FIRST_DUE)
)


class StepsTable:
    """Steps of lists. Those of a case are nobody's: they stay when who took them down is erased."""

    def __init__(self, work: Work, safe: Safe) -> None:
        self._work = work
        self._safe = safe

    async def add(self, step: StepRecord) -> None:
        """Put a step on its list: a new one, or one that a diagnosis gave."""
        await self._work.run(_ADD, **await self._row(step))

    async def save(self, step: StepRecord) -> None:
        """The name of who does it, if that is somebody named, stays unless there is another."""
        await self._work.run(_SAVE, **await self._row(step))

    async def get(self, step: str) -> StepRecord | None:
        for found in await self._steps(await self._work.rows(_GET, id=step)):
            return found
        return None

    async def of(self, subject: Subject, person: str) -> Sequence[StepRecord]:
        rows = await self._work.rows(_OF[subject.oneself], **subject_values(subject, person))
        return await self._steps(rows)

    async def about(self, case: str) -> Sequence[StepRecord]:
        return await self._steps(await self._work.rows(_ABOUT, case_file=case))

    async def of_officer(self, person: str) -> Sequence[StepRecord]:
        return await self._steps(await self._work.rows(_OF_OFFICER, person=person))

    async def _steps(self, rows: Sequence[Row]) -> list[StepRecord]:
        found = [dict(zip(_COLUMNS, row, strict=True)) for row in rows]
        sealed = [(f"next_step.{name}/{row['id']}", row[name]) for row in found for name in _SEALED]
        words = await read(self._safe, sealed)
        return [_step(row, *each) for row, *each in zip(found, words[::2], words[1::2], strict=True)]

    async def _row(self, step: StepRecord) -> dict[str, Any]:
        owner, row = owner_of(step.person, step.subject.case), values(step, _PLAIN)
        for name in _SEALED:
            place, words = f"next_step.{name}/{step.id}", getattr(step, name) or None
            row[name] = await self._safe.seal(owner, place, words)
        row |= subject_values(step.subject, step.person)
        return {
            **row,
            "place": None,
            "diagnosis": step.diagnosis or None,
            "doer": step.doer.value,
            "muted": step.muted,
        }


def _step(row: dict[str, Any], words: str, doer_name: str) -> StepRecord:
    plain = {name: row[name] for name in _PLAIN}
    return StepRecord(
        **{**plain, "diagnosis": row["diagnosis"] or "", "person": row["person"] or ""},
        subject=subject_in(row),
        words=words,
        doer=Doer(row["doer"]),
        doer_name=doer_name,
        muted=bool(row["muted"]),
    )
