"""Results as they were given."""

import json
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from bot.records import DiagnosisRecord, Doer, GivenAdvice, GivenStep, Subject
from bot.storage.errors import SealBroken
from bot.storage.fields import subject_values
from bot.storage.private import only_for
from bot.storage.safe import Safe, key_of_private, owner_of
from bot.storage.statements import Row, Statement, Work, insert, mine
from bot.storage.tables import diagnosis, given_advice, next_step
from bot.storage.words import read

_PLAIN = (
    "id",
    "session",
    "made_at",
    "dialogue",
    "version",
    "outcome",
    "computed",
    "confidence",
    "stage",
    "open_outcome",
    "open_stage",
    "private",
)
_SEALED = ("reasons", "report")
_FIELDS = (*_PLAIN, "person", "case_file", "cooperation", *_SEALED)
_ADVICE = ("advice", "place", "causes", "status")
_STEP = ("id", "step", "cause", "due", "occasion", "status", "words")

_ADD = insert(diagnosis)
_ADD_ADVICE = insert(given_advice)
_ADD_STEP = insert(next_step)
_RECORDS = sa.select(*(diagnosis.c[name] for name in _FIELDS))
_NEWEST_FIRST = (diagnosis.c.made_at.desc(), diagnosis.c.id)
_ABOUT_ONESELF = sa.and_(mine(diagnosis, "person"), diagnosis.c.case_file.is_(None))
_GET = Statement(_RECORDS.where(mine(diagnosis, "id")))
_LAST = Statement(
    _RECORDS.where(mine(diagnosis, "session")).order_by(*_NEWEST_FIRST).limit(sa.literal_column("1"))
)
_OF = Statement(_RECORDS.where(_ABOUT_ONESELF).order_by(*_NEWEST_FIRST))
_about = _RECORDS.where(mine(diagnosis, "case_file")).order_by(*_NEWEST_FIRST)
_ABOUT = Statement(_about.where(only_for(diagnosis, "viewer")))
_ABOUT_FOR_NOBODY = Statement(_about)


def _parts(table: sa.Table, names: Sequence[str], where: sa.ColumnElement[bool]) -> Statement:
    """The rows of `table` for all results `where`, each after its result's id, in their order."""
    whole = sa.and_(diagnosis.c.bot == table.c.bot, diagnosis.c.id == table.c.diagnosis)
    return Statement(
        sa.select(table.c.diagnosis, *(table.c[name] for name in names))
        .join(diagnosis, whole)
        .where(where)
        .order_by(table.c.diagnosis, table.c.place)
    )


def _both(where: sa.ColumnElement[bool]) -> tuple[Statement, Statement]:
    return _parts(given_advice, _ADVICE, where), _parts(next_step, _STEP, where)


_OF_ONE, _OF_PERSON, _OF_CASE = (
    _both(where) for where in (mine(diagnosis, "id"), _ABOUT_ONESELF, mine(diagnosis, "case_file"))
)


class DiagnosesTable:
    """Results with their advice and next steps; rows are only ever added."""

    def __init__(self, work: Work, safe: Safe) -> None:
        self._work = work
        self._safe = safe

    async def add(self, record: DiagnosisRecord) -> None:
        listed = owner_of(record.person, record.subject.case)
        owner = key_of_private(record.session) if record.private else listed
        row: dict[str, Any] = {name: getattr(record, name) for name in _PLAIN}
        for name in _SEALED:
            place = f"diagnosis.{name}/{record.id}"
            row[name] = await self._safe.seal_json(owner, place, getattr(record, name))
        whose = {**subject_values(record.subject, record.person), "person": record.person or None}
        await self._work.run(_ADD, **row, **whose)
        await self._work.run_each(
            _ADD_ADVICE,
            [
                {**_fields(each, _ADVICE), "causes": list(each.causes), "diagnosis": record.id}
                for each in record.advice
            ],
        )
        await self._add_steps(listed, record)

    async def get(self, diagnosis: str) -> DiagnosisRecord | None:
        """Raises `SealBroken` if a word of it cannot be read."""
        return await self._one(await self._work.rows(_GET, id=diagnosis))

    async def last(self, session: str) -> DiagnosisRecord | None:
        """As `get`."""
        return await self._one(await self._work.rows(_LAST, session=session))

    async def of(self, person: str) -> Sequence[DiagnosisRecord]:
        """Without those that cannot be read."""
        rows = await self._work.rows(_OF, person=person)
        return await self._records(rows, _OF_PERSON, person=person)

    async def about(self, case: str, *, viewer: str | None) -> Sequence[DiagnosisRecord]:
        """As `of`."""
        if viewer is None:
            rows = await self._work.rows(_ABOUT_FOR_NOBODY, case_file=case)
        else:
            rows = await self._work.rows(_ABOUT, case_file=case, viewer=viewer)
        return await self._records([(*row[:-1], None) for row in rows], _OF_CASE, case_file=case)

    async def _add_steps(self, owner: str, record: DiagnosisRecord) -> None:
        """The steps are on a list from now on, where they change without their result (see `Steps`)."""
        whose = subject_values(record.subject, record.person)
        given = {"diagnosis": record.id, "dialogue": record.dialogue, "outcome": record.outcome}
        listed = {"agreed_at": record.made_at, "agreed_by": record.person, "said_at": None, "not_done": 0}
        listed |= {"doer": Doer.GROUP.value, "doer_name": None, "muted": False}
        rows = []
        for place, each in enumerate(record.steps):
            words = await self._safe.seal(owner, f"next_step.words/{each.id}", each.words or None)
            rows.append({**_fields(each, _STEP), **whose, **given, **listed, "place": place, "words": words})
        await self._work.run_each(_ADD_STEP, rows)

    async def _one(self, rows: Sequence[Row]) -> DiagnosisRecord | None:
        for row in rows:
            for record in await self._records([row], _OF_ONE, id=row[0]):
                return record
            raise SealBroken(f"diagnosis/{row[0]}")
        return None

    async def _records(
        self, rows: Sequence[Row], parts: tuple[Statement, Statement], **key: str
    ) -> list[DiagnosisRecord]:
        if not rows:
            return []
        advice: dict[str, list[GivenAdvice]] = defaultdict(list)
        for owner, name, place, causes, status in await self._work.rows(parts[0], **key):
            advice[owner].append(GivenAdvice(name, place, tuple(causes), status))
        steps: dict[str, list[GivenStep]] = defaultdict(list)
        given = await self._work.rows(parts[1], **key)
        words = await read(self._safe, [(f"next_step.words/{id}", sealed) for _, id, *_, sealed in given])
        for (owner, *fields, _), each in zip(given, words, strict=True):
            steps[owner].append(GivenStep(**dict(zip(_STEP, (*fields, each), strict=True))))
        sealed = [
            (f"diagnosis.{name}/{row[0]}", value)
            for row in rows
            for name, value in zip(_SEALED, row[-2:], strict=True)
        ]
        opened = await self._safe.open_each(sealed)
        return [
            _record(row, tuple(advice[row[0]]), tuple(steps[row[0]]), reasons, report)
            for row, reasons, report in zip(rows, opened[::2], opened[1::2], strict=True)
            if isinstance(reasons, str) and not isinstance(report, SealBroken)
        ]


def _record(
    row: Row,
    advice: tuple[GivenAdvice, ...],
    steps: tuple[GivenStep, ...],
    reasons: str,
    report: str | None,
) -> DiagnosisRecord:
    fields = dict(zip(_FIELDS, row, strict=True))
    subject = Subject(fields.pop("case_file") or "", fields.pop("cooperation") or "")
    words = {"reasons": json.loads(reasons), "report": json.loads(report or "{}")}
    who = {"person": fields["person"] or "", "private": bool(fields["private"])}
    return DiagnosisRecord(**{**fields, **words, **who}, advice=advice, steps=steps, subject=subject)


def _fields(part: GivenAdvice | GivenStep, names: Sequence[str]) -> dict[str, Any]:
    return {name: getattr(part, name) for name in names}
