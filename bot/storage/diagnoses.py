"""Results as they were given."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from bot.records import DiagnosisRecord, GivenAdvice, GivenStep
from bot.storage.statements import Statement, Work, insert, mine
from bot.storage.tables import diagnosis, given_advice, next_step

_FIELDS = (
    "id",
    "session",
    "person",
    "made_at",
    "dialogue",
    "version",
    "outcome",
    "computed",
    "confidence",
    "reasons",
    "report",
)
_ADVICE = ("advice", "place", "causes", "status")
_STEP = ("id", "step", "cause", "due", "occasion", "status")

_ADD = insert(diagnosis)
_ADD_ADVICE = insert(given_advice)
_ADD_STEP = insert(next_step)
_OF = Statement(
    sa.select(*(diagnosis.c[name] for name in _FIELDS))
    .where(mine(diagnosis, "person"))
    .order_by(diagnosis.c.made_at.desc(), diagnosis.c.id)
)


def _parts(table: sa.Table, names: Sequence[str]) -> Statement:
    """The rows of `table` for all results of a person, each after its result's id, in their order."""
    whole = sa.and_(diagnosis.c.bot == table.c.bot, diagnosis.c.id == table.c.diagnosis)
    return Statement(
        sa.select(table.c.diagnosis, *(table.c[name] for name in names))
        .join(diagnosis, whole)
        .where(mine(diagnosis, "person"))
        .order_by(table.c.diagnosis, table.c.place)
    )


_ADVICE_OF = _parts(given_advice, _ADVICE)
_STEPS_OF = _parts(next_step, _STEP)


class DiagnosesTable:
    """Results with their advice and next steps; rows are only ever added."""

    def __init__(self, work: Work) -> None:
        self._work = work

    async def add(self, record: DiagnosisRecord) -> None:
        await self._work.run(_ADD, **{name: getattr(record, name) for name in _FIELDS})
        await self._work.run_each(
            _ADD_ADVICE,
            [
                {**_fields(each, _ADVICE), "causes": list(each.causes), "diagnosis": record.id}
                for each in record.advice
            ],
        )
        await self._work.run_each(
            _ADD_STEP,
            [
                {**_fields(each, _STEP), "place": place, "diagnosis": record.id}
                for place, each in enumerate(record.steps)
            ],
        )

    async def of(self, person: str) -> Sequence[DiagnosisRecord]:
        rows = await self._work.rows(_OF, person=person)
        if not rows:
            return []
        advice: dict[str, list[GivenAdvice]] = defaultdict(list)
        for owner, name, place, causes, status in await self._work.rows(_ADVICE_OF, person=person):
            advice[owner].append(GivenAdvice(name, place, tuple(causes), status))
        steps: dict[str, list[GivenStep]] = defaultdict(list)
        for owner, *fields in await self._work.rows(_STEPS_OF, person=person):
            steps[owner].append(GivenStep(*fields))
        return [
            DiagnosisRecord(
                **dict(zip(_FIELDS, row, strict=True)),
                advice=tuple(advice[row[0]]),
                steps=tuple(steps[row[0]]),
            )
            for row in rows
        ]


def _fields(part: GivenAdvice | GivenStep, names: Sequence[str]) -> dict[str, Any]:
    return {name: getattr(part, name) for name in names}
