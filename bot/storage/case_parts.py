"""What hangs on a case file: its cooperations, its notes, and where each cooperation stands."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from bot.records import Cooperation, Note, Standing
from bot.storage.fields import columns, values
from bot.storage.safe import Safe
from bot.storage.statements import Row, Statement, Work, given, insert, mine
from bot.storage.tables import case_officer, cooperation, note, standing
from bot.storage.words import read

_COOPERATION = ("id", "case", "opened_at", "name")
_NOTE = ("id", "case", "by", "at", "words", "confidential")
_STANDING = (
    "id",
    "case",
    "cooperation",
    "at",
    "by",
    "diagnosis",
    "situation",
    "stage",
    "computed",
    "open_situation",
    "open_stage",
)

_OPEN = insert(cooperation)
_RENAME = Statement(
    sa.update(cooperation)
    .values({name: given(cooperation.c[name]) for name in ("opened_at", "name")})
    .where(mine(cooperation, "id"))
)
_COOPERATIONS = Statement(
    sa.select(*columns(cooperation, _COOPERATION))
    .where(mine(cooperation, "case_file"))
    .order_by(cooperation.c.opened_at, cooperation.c.id)
)
_COOPERATIONS_OF = Statement(
    sa.select(*columns(cooperation, _COOPERATION))
    .join(
        case_officer,
        sa.and_(case_officer.c.bot == cooperation.c.bot, case_officer.c.case_file == cooperation.c.case_file),
    )
    .where(mine(case_officer, "person"))
    .order_by(cooperation.c.opened_at, cooperation.c.id)
)
_ADD_NOTE = insert(note)
_SAVE_NOTE = Statement(
    sa.update(note)
    .values({name: given(note.c[name]) for name in ("words", "confidential", "at")})
    .where(mine(note, "id", "case_file"))
)
_DROP_NOTE = Statement(sa.delete(note).where(mine(note, "id", "case_file")))
_NOTES = Statement(
    sa.select(*columns(note, _NOTE)).where(mine(note, "case_file")).order_by(note.c.at.desc(), note.c.id)
)
_STAND = insert(standing)
_STANDINGS = Statement(
    sa.select(*columns(standing, _STANDING))
    .where(mine(standing, "case_file"))
    .order_by(standing.c.at.desc(), standing.c.id.desc())
)


class CaseParts:
    """The parts of case files; their words are sealed with the key of the case."""

    def __init__(self, work: Work, safe: Safe) -> None:
        self._work = work
        self._safe = safe

    async def add_cooperation(self, cooperation: Cooperation) -> None:
        await self._work.run(_OPEN, **await self._cooperation(cooperation))

    async def save_cooperation(self, cooperation: Cooperation) -> None:
        await self._work.run(_RENAME, **await self._cooperation(cooperation))

    async def cooperations(self, case: str) -> Sequence[Cooperation]:
        return await self._opened(await self._work.rows(_COOPERATIONS, case_file=case))

    async def cooperations_of(self, person: str) -> Sequence[Cooperation]:
        return await self._opened(await self._work.rows(_COOPERATIONS_OF, person=person))

    async def _opened(self, rows: Sequence[Row]) -> Sequence[Cooperation]:
        names = await read(self._safe, [(f"cooperation.name/{id}", sealed) for id, *_, sealed in rows])
        return [
            Cooperation(id, case, opened_at, name)
            for (id, case, opened_at, _), name in zip(rows, names, strict=True)
        ]

    async def add_note(self, note: Note) -> None:
        await self._work.run(_ADD_NOTE, **await self._note(note))

    async def save_note(self, note: Note) -> None:
        """The note with other words; who made it, and of which case, never changes."""
        await self._work.run(_SAVE_NOTE, **await self._note(note))

    async def drop_note(self, case: str, note: str) -> None:
        await self._work.run(_DROP_NOTE, case_file=case, id=note)

    async def notes(self, case: str) -> Sequence[Note]:
        rows = await self._work.rows(_NOTES, case_file=case)
        texts = await read(self._safe, [(f"note.words/{row[0]}", row[4]) for row in rows])
        return [
            Note(id, case, by, at, words, bool(confidential))
            for (id, _, by, at, _, confidential), words in zip(rows, texts, strict=True)
        ]

    async def add_standing(self, standing: Standing) -> None:
        await self._work.run(_STAND, **values(standing, _STANDING))

    async def standings(self, case: str) -> Sequence[Standing]:
        return [Standing(*row) for row in await self._work.rows(_STANDINGS, case_file=case)]

    async def _cooperation(self, cooperation: Cooperation) -> dict[str, Any]:
        place = f"cooperation.name/{cooperation.id}"
        name = await self._safe.seal(f"case:{cooperation.case}", place, cooperation.name or None)
        return {**values(cooperation, _COOPERATION), "name": name}

    async def _note(self, note: Note) -> dict[str, Any]:
        words = await self._safe.seal(f"case:{note.case}", f"note.words/{note.id}", note.words)
        return {**values(note, _NOTE), "words": words}
