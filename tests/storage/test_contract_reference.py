"""What every store promises of the reference: favourites, pages put aside, and an index that finds the same in the same order."""

from dataclasses import replace

import pytest

from bot.ports import Store
from bot.records import (
    Address,
    Favourite,
    Field,
    Hit,
    IndexedPage,
    PageKind,
    PageRef,
    Person,
    PutAside,
    Wanted,
)
from tests.storage.conftest import Open
from tests.storage.databases import Database
from tests.storage.samples import ANNE, HOME, NOW, later

BERTA = Person("b" * 32, NOW)
SHEET, TERM = PageRef(PageKind.ADVICE, "find_allies"), PageRef(PageKind.TERM, "ally")
ITEM = PageRef(PageKind.ITEM, "004:E9")
PAGES = (
    IndexedPage(SHEET, "trouv alli", "soutien appui", "aller voir elu mair"),
    IndexedPage(TERM, "alli", "soutien", "qui aid"),
    IndexedPage(ITEM, "jeu acteur", "", ""),
)


def wanted(group: int, stem: str, worth: int = 10, field: Field = Field.TITLE) -> Wanted:
    return Wanted(group, field, (stem,), worth)


async def with_people(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.people.add(ANNE, HOME)
        await tx.people.add(BERTA, Address("web", "berta"))


async def test_favourites_come_newest_first_and_each_once(store: Store) -> None:
    await with_people(store)
    async with store.transaction() as tx:
        first, second = Favourite(ANNE.id, SHEET, NOW), Favourite(ANNE.id, TERM, later(days=1))
        await tx.reference.add(first)
        await tx.reference.add(second)
        await tx.reference.add(replace(first, since=later(days=2)))
        await tx.reference.add(Favourite(BERTA.id, ITEM, NOW))
    async with store.transaction() as tx:
        assert await tx.reference.of(ANNE.id) == [second, first]
        await tx.reference.drop(ANNE.id, TERM)
        await tx.reference.drop(ANNE.id, ITEM)
        assert await tx.reference.of(ANNE.id) == [first]
        assert await tx.reference.of(BERTA.id) == [Favourite(BERTA.id, ITEM, NOW)]


async def test_what_is_put_aside_waits_until_it_is_seen(store: Store) -> None:
    await with_people(store)
    first = PutAside("1", BERTA.id, ANNE.id, SHEET, NOW)
    second = PutAside("2", BERTA.id, ANNE.id, SHEET, later(days=3))
    async with store.transaction() as tx:
        await tx.reference.put_aside(first)
        assert await tx.reference.put_aside_for(BERTA.id) == [first]
        await tx.reference.saw(BERTA.id, later(days=2))
        await tx.reference.put_aside(second)
    seen = replace(first, seen=later(days=2))
    async with store.transaction() as tx:
        assert await tx.reference.put_aside_for(BERTA.id) == [second, seen]
        assert await tx.reference.put_aside_for(ANNE.id) == []
        await tx.reference.saw(ANNE.id, later(days=4))
        await tx.reference.saw(BERTA.id, later(days=5))
        assert await tx.reference.put_aside_for(BERTA.id) == [replace(second, seen=later(days=5)), seen]


async def test_what_one_keeps_goes_with_them(store: Store, database: Database) -> None:
    await with_people(store)
    async with store.transaction() as tx:
        await tx.reference.add(Favourite(BERTA.id, SHEET, NOW))
        await tx.reference.put_aside(PutAside("1", BERTA.id, ANNE.id, SHEET, NOW))
        await tx.people.erase(BERTA.id)
    assert await database.rows("SELECT * FROM favourite") == []
    assert await database.rows("SELECT * FROM put_aside") == []


async def test_what_an_erased_officer_put_aside_stays(store: Store) -> None:
    await with_people(store)
    put = PutAside("1", BERTA.id, ANNE.id, SHEET, NOW)
    async with store.transaction() as tx:
        await tx.reference.put_aside(put)
        await tx.people.erase(ANNE.id)
        assert await tx.reference.put_aside_for(BERTA.id) == [put]


async def test_bots_share_the_index_and_nothing_else(open_for: Open) -> None:
    one, two = await open_for("one"), await open_for("two")
    await with_people(one)
    await with_people(two)
    async with one.transaction() as tx:
        assert await tx.reference.index_version() is None
        await tx.reference.reindex("v1", PAGES)
        await tx.reference.add(Favourite(ANNE.id, SHEET, NOW))
    async with two.transaction() as tx:
        assert await tx.reference.index_version() == "v1"
        assert await tx.reference.find((wanted(0, "trouv"),), 9) == [Hit(SHEET, 1, 10)]
        assert await tx.reference.of(ANNE.id) == []


async def test_a_page_counts_the_best_of_each_group_in_the_field_where_it_stands(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.reference.reindex("v1", PAGES)
        find = tx.reference.find
        assert await find((), 9) == []
        assert await find((wanted(0, "alli"),), 9) == [Hit(SHEET, 1, 10), Hit(TERM, 1, 10)]
        assert await find((wanted(0, "alli"),), 1) == [Hit(SHEET, 1, 10)]
        assert await find((wanted(0, "alli", field=Field.BODY), wanted(0, "all")), 9) == []
        several = (
            wanted(0, "alli", 7),
            wanted(0, "soutien", 9, Field.WORDS),
            wanted(0, "trouv", 8),
            wanted(1, "aid", 5, Field.BODY),
            wanted(2, "acteur", 14),
        )
        assert await find(several, 9) == [Hit(ITEM, 1, 14), Hit(TERM, 2, 14), Hit(SHEET, 1, 9)]


async def test_the_index_holds_what_it_was_made_of_last(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.reference.reindex("v1", PAGES)
    async with store.transaction() as tx:
        await tx.reference.reindex("v2", [replace(PAGES[0], title="autre")])
    async with store.transaction() as tx:
        assert await tx.reference.index_version() == "v2"
        assert await tx.reference.find((wanted(0, "autr"), wanted(1, "alli"), wanted(2, "jeu")), 9) == []
        assert await tx.reference.find((wanted(0, "autre"),), 9) == [Hit(SHEET, 1, 10)]


@pytest.mark.parametrize(
    "stem",
    [
        '"',
        "'",
        "\\",
        "*",
        "a*",
        "-",
        "NEAR(a b)",
        "AND",
        "title:x",
        "a:B",
        "(",
        "",
        " ",
        "é",
        "😀",
        "ß",
        ":sought",
    ],
)
async def test_signs_mean_nothing_to_the_index(store: Store, stem: str) -> None:
    async with store.transaction() as tx:
        await tx.reference.reindex("v1", PAGES)
        assert await tx.reference.find((wanted(0, stem), wanted(1, "jeu")), 9) == [Hit(ITEM, 1, 10)]


@pytest.mark.parametrize("stem", ["1901", "2e", "1e5", "12h30", "x1", "or", "and", "not", "near", "жук", "l"])
async def test_a_stem_is_found_as_it_is(store: Store, stem: str) -> None:
    async with store.transaction() as tx:
        await tx.reference.reindex(
            "v1", [replace(PAGES[0], title=f"a {stem} b"), replace(PAGES[1], title=f"{stem}z")]
        )
        assert await tx.reference.find((wanted(0, stem),), 9) == [Hit(SHEET, 1, 10)]
