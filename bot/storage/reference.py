"""Favourites, what was put aside for somebody, and the index of the pages of the reference.

The two databases only say which stem stands in which field of a page, and add up what that is worth as it is given: so
both find the same pages in the same order.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.records import Favourite, Field, Hit, IndexedPage, PageKind, PageRef, PutAside, Sought, Wanted
from bot.storage.columns import Json
from bot.storage.statements import Row, Statement, Work, given, insert, insert_unless_there, mine, upsert
from bot.storage.tables import derived, favourite, page, put_aside

_INDEX = "pages"  # the name of the index among what is derived
_LABELS = {Field.TITLE: ":A", Field.WORDS: ":B", Field.BODY: ":C"}  # the weights of stems in PostgreSQL

_ADD = insert_unless_there(favourite)
_DROP = Statement(sa.delete(favourite).where(mine(favourite, "person", "kind", "page")))
_OF = Statement(
    sa.select(favourite.c.kind, favourite.c.page, favourite.c.since)
    .where(mine(favourite, "person"))
    .order_by(favourite.c.since.desc(), favourite.c.kind, favourite.c.page)
)
_PUT = insert(put_aside)
_PUT_FOR = Statement(
    sa.select(
        *(put_aside.c[name] for name in ("id", "person", "by_person", "kind", "page", "at", "seen")),
    )
    .where(mine(put_aside, "person"))
    .order_by(put_aside.c.at.desc(), put_aside.c.id.desc())
)
_SAW = Statement(
    sa.update(put_aside)
    .values(seen=given(put_aside.c.at, "now"))
    .where(mine(put_aside, "person"), put_aside.c.seen.is_(None))
)
_VERSION = Statement(sa.select(derived.c.version).where(derived.c.name == given(derived.c.name)))
_SET_VERSION = upsert(derived)
_EMPTY = Statement(sa.delete(page))
_INDEX_PAGE = Statement(
    sa.text("INSERT INTO page (kind, id, title, words, body) VALUES (:kind, :id, :title, :words, :body)"),
    sa.text("INSERT INTO page (kind, id, stems) VALUES (:kind, :id, CAST(CAST(:stems AS text) AS tsvector))"),
)
_FOUND_ON_SQLITE = """
    SELECT kind, id, count(*) AS met, sum(worth) AS worth FROM (
        SELECT page.kind, page.id, max(json_extract(each.value, '$.worth')) AS worth
        FROM json_each(:sought) AS each
        JOIN page ON page MATCH json_extract(each.value, '$.field') || ' : (' || replace(json_extract(each.value, '$.stems'), ' ', ' OR ') || ')'
        GROUP BY page.kind, page.id, json_extract(each.value, '$.group')
    )
    GROUP BY kind, id
    ORDER BY worth DESC, kind, id
    LIMIT :limit
"""
_FOUND_ON_POSTGRESQL = """
    SELECT kind, id, count(*) AS met, CAST(sum(worth) AS bigint) AS worth FROM (
        SELECT page.kind, page.id, max(each.worth) AS worth
        FROM json_to_recordset(CAST(:sought AS json)) AS each("group" bigint, label text, stems text, worth bigint)
        JOIN page ON page.stems @@ CAST(replace(each.stems, ' ', each.label || ' | ') || each.label AS tsquery)
        GROUP BY page.kind, page.id, each."group"
    ) AS group_met
    GROUP BY kind, id
    ORDER BY worth DESC, kind COLLATE "C", id COLLATE "C"
    LIMIT :limit
"""


def _find(sql: str) -> sa.TextClause:
    return sa.text(sql).bindparams(
        sa.bindparam("sought", type_=Json()), sa.bindparam("limit", type_=sa.BigInteger())
    )


_FIND = Statement(_find(_FOUND_ON_SQLITE), _find(_FOUND_ON_POSTGRESQL))


class ReferenceTable:
    """Names of pages only: there is nothing to seal."""

    def __init__(self, work: Work) -> None:
        self._work = work

    async def add(self, favourite: Favourite) -> None:
        row = {"person": favourite.person, **_named(favourite.page), "since": favourite.since}
        await self._work.run(_ADD, **row)

    async def drop(self, person: str, page: PageRef) -> None:
        await self._work.run(_DROP, person=person, **_named(page))

    async def of(self, person: str) -> Sequence[Favourite]:
        rows = await self._work.rows(_OF, person=person)
        return [Favourite(person, PageRef(PageKind(kind), id), since) for kind, id, since in rows]

    async def put_aside(self, put: PutAside) -> None:
        row = {"id": put.id, "person": put.person, "by_person": put.by, "at": put.at, "seen": put.seen}
        await self._work.run(_PUT, **row, **_named(put.page))

    async def put_aside_for(self, person: str) -> Sequence[PutAside]:
        return [_put(row) for row in await self._work.rows(_PUT_FOR, person=person)]

    async def saw(self, person: str, at: datetime) -> None:
        await self._work.run(_SAW, person=person, now=at)

    async def find(self, sought: Sought, limit: int) -> Sequence[Hit]:
        """What is no stem, as a sign in it shows, is nowhere."""
        wanted = [
            _wanted(each, stems) for each in sought if (stems := " ".join(filter(_is_stem, each.stems)))
        ]
        if not wanted:
            return []
        rows = await self._work.rows(_FIND, sought=wanted, limit=limit)
        return [Hit(PageRef(PageKind(kind), id), met, worth) for kind, id, met, worth in rows]

    async def index_version(self) -> str | None:
        for (version,) in await self._work.rows(_VERSION, name=_INDEX):
            return str(version)
        return None

    async def reindex(self, version: str, pages: Sequence[IndexedPage]) -> None:
        """The version first: on PostgreSQL a second process that does the same waits for the first there."""
        await self._work.run(_SET_VERSION, name=_INDEX, version=version)
        await self._work.run(_EMPTY)
        await self._work.run_each(_INDEX_PAGE, [_row(each) for each in pages])


def _named(page: PageRef) -> dict[str, str]:
    return {"kind": page.kind.value, "page": page.id}


def _put(row: Row) -> PutAside:
    id, person, by, kind, page, at, seen = row
    return PutAside(id, person, by, PageRef(PageKind(kind), page), at, seen)


def _is_stem(stem: str) -> bool:
    return stem.isalnum() and stem == stem.lower()


def _wanted(each: Wanted, stems: str) -> dict[str, object]:
    return {
        "group": each.group,
        "field": each.field.value,
        "label": _LABELS[each.field],
        "stems": stems,
        "worth": each.worth,
    }


def _row(page: IndexedPage) -> dict[str, Any]:
    fields = {Field.TITLE: page.title, Field.WORDS: page.words, Field.BODY: page.body}
    stems = " ".join(
        f"{_quoted(stem)}{_LABELS[field].replace(':', ':1')}"
        for field in fields
        for stem in fields[field].split()
    )
    columns = {field.value: text for field, text in fields.items()}
    return {"kind": page.ref.kind.value, "id": page.ref.id, "stems": stems, **columns}


def _quoted(stem: str) -> str:
    """As a tsvector is written."""
    inside = stem.replace("\\", "\\\\").replace("'", "''")
    return f"'{inside}'"
