"""What every store promises of case files: themselves, their officers, and what hangs on them."""

from dataclasses import replace

import pytest

from bot.ports import Store
from bot.records import CaseState, Cooperation, Member, Note, Priority, Role
from bot.storage import StatementFailed
from tests.storage.conftest import Open
from tests.storage.databases import Database, everything
from tests.storage.samples import ANNE, NOW, WORD, later
from tests.storage.samples_cases import (
    BERT,
    CASE,
    CHAMBER,
    OTHER,
    case,
    fill,
    found,
    settle_cases,
    standing,
)


async def test_a_case_comes_back_as_it_was_kept(store: Store) -> None:
    changed = replace(
        CASE,
        name="Autre",
        state=CaseState.ARCHIVED,
        priority=Priority.LOW,
        next_day=None,
        contact="",
        stage="",
    )
    async with store.transaction() as tx:
        await found(tx)
        await tx.cases.add(CASE)
        assert await tx.cases.get("nothing") is None
    async with store.transaction() as tx:
        assert await tx.cases.get(CASE.id) == CASE
        await tx.cases.save(changed)
    async with store.transaction() as tx:
        assert await tx.cases.get(CASE.id) == changed


async def test_words_of_a_case_are_kept_sealed(store: Store, database: Database) -> None:
    await settle_cases(store, "c1")
    kept = await everything(database)
    assert "c1-note" in kept
    assert "c1-event" in kept
    for words in (WORD, "Vallée", "eau, bois", "Chambre"):
        assert words not in kept


async def test_only_officers_of_the_organisation_see_a_case(store: Store) -> None:
    async with store.transaction() as tx:
        await found(tx)
        await tx.cases.add(CASE)
        assert await tx.cases.seen_by(ANNE.id, CASE.id) is None
        await tx.cases.assign(CASE.id, ANNE.id, NOW)
        await tx.cases.assign(CASE.id, ANNE.id, later(days=1))
        await tx.cases.assign(CASE.id, BERT.id, NOW)
        assert await tx.cases.seen_by(ANNE.id, CASE.id) == CASE
        assert await tx.cases.officers(CASE.id) == [ANNE.id, BERT.id]
        await tx.cases.unassign(CASE.id, BERT.id)
        assert await tx.cases.seen_by(BERT.id, CASE.id) is None
    async with store.transaction() as tx:
        await tx.organisations.leave(ANNE.id)
        assert await tx.cases.seen_by(ANNE.id, CASE.id) is None
        assert await tx.cases.officers(CASE.id) == []
        assert await tx.cases.unattended(CHAMBER.id) == [CASE.id]


async def test_who_comes_to_another_organisation_leaves_its_cases(store: Store) -> None:
    async with store.transaction() as tx:
        await found(tx)
        await tx.cases.add(CASE)
        await tx.cases.assign(CASE.id, BERT.id, NOW)
        await tx.organisations.join(Member(BERT.id, CHAMBER.id, Role.ADMIN, NOW))
        assert await tx.cases.held_by(BERT.id) == [CASE.id]
        await tx.organisations.join(Member(BERT.id, OTHER.id, Role.OFFICER, NOW))
        assert await tx.cases.held_by(BERT.id) == []
        await tx.cases.assign(CASE.id, BERT.id, NOW)  # whatever brings it about
        assert await tx.cases.seen_by(BERT.id, CASE.id) is None


async def test_cases_of_an_officer_come_last_touched_first(store: Store) -> None:
    async with store.transaction() as tx:
        await found(tx)
        for n, state in enumerate((CaseState.OPEN, CaseState.ARCHIVED, CaseState.OPEN)):
            await tx.cases.add(case(f"c{n}", touched_at=later(days=-n), state=state, name=f"n{n}"))
        for n in (2, 0, 1):
            await tx.cases.assign(f"c{n}", ANNE.id, NOW)
        await tx.cases.assign("c1", BERT.id, NOW)
        assert [(each.id, each.name) for each in await tx.cases.of(ANNE.id)] == [
            ("c0", "n0"),
            ("c1", "n1"),
            ("c2", "n2"),
        ]
        assert await tx.cases.held_by(ANNE.id) == ["c0", "c1", "c2"]
        assert await tx.cases.held_by(BERT.id) == ["c1"]
        assert [each.id for each in await tx.cases.of(BERT.id)] == ["c1"]
        assert await tx.cases.unattended(CHAMBER.id) == []
        assert await tx.cases.expired(CHAMBER.id, later(hours=-1), 9) == ["c2", "c1"]
        assert await tx.cases.expired(CHAMBER.id, later(hours=-1), 1) == ["c2"]
        assert await tx.cases.expired(CHAMBER.id, later(days=-2), 9) == []
        assert await tx.cases.expired(OTHER.id, later(days=9), 9) == []


async def test_a_case_that_cannot_be_read_is_told_and_keeps_its_words(
    store: Store, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    await settle_cases(store, "c1", "c2")
    ((whole,),) = await database.rows("SELECT words FROM case_file WHERE id = 'c2'")
    await database.rows(f"UPDATE case_file SET words = '{whole}' WHERE id = 'c1'")  # noqa: S608 - of another place
    async with store.transaction() as tx:
        cases = {each.id: each for each in await tx.cases.of(ANNE.id)}
        assert cases["c2"] == case("c2")
        expected = replace(case("c1"), name="", territory="", themes="", kind="", contact="", readable=False)
        assert cases["c1"] == expected
        assert await tx.cases.get("c1") == expected
        await tx.cases.save(replace(expected, stage="begun"))
    assert "case_file.words/c1" in caplog.text
    assert WORD not in caplog.text
    assert await database.rows("SELECT words, stage FROM case_file WHERE id = 'c1'") == [(whole, "begun")]


async def test_a_case_belongs_to_an_organisation(store: Store) -> None:
    with pytest.raises(StatementFailed):
        async with store.transaction() as tx:
            await tx.cases.add(CASE)


async def test_cooperations_come_in_the_order_in_which_they_were_opened(store: Store) -> None:
    first = Cooperation("z", CASE.id, NOW)
    second = Cooperation("a", CASE.id, later(days=1), WORD)
    async with store.transaction() as tx:
        await found(tx)
        await tx.cases.add(CASE)
        await tx.cases.add_cooperation(second)
        await tx.cases.add_cooperation(first)
        assert await tx.cases.cooperations(CASE.id) == [first, second]
        await tx.cases.save_cooperation(replace(first, name="Le pressoir"))
        await tx.cases.save_cooperation(replace(second, name=""))
        assert await tx.cases.cooperations(CASE.id) == [
            replace(first, name="Le pressoir"),
            replace(second, name=""),
        ]
        assert await tx.cases.cooperations("another") == []


async def test_the_cooperations_of_all_cases_of_an_officer_are_found_at_once(store: Store) -> None:
    mine, also = Cooperation("k", CASE.id, later(days=1), "Le four"), Cooperation("l", "c2", NOW, "")
    async with store.transaction() as tx:
        await found(tx)
        for each in (CASE, case("c2"), case("c3")):
            await tx.cases.add(each)
        for one in (mine, also, Cooperation("m", "c3", NOW, "Le pressoir")):
            await tx.cases.add_cooperation(one)
        for held in (CASE.id, "c2"):
            await tx.cases.assign(held, ANNE.id, NOW)
        await tx.cases.assign("c3", BERT.id, NOW)
    async with store.transaction() as tx:
        assert await tx.cases.cooperations_of(ANNE.id) == [also, mine]
        assert await tx.cases.cooperations_of("nobody") == []


async def test_notes_come_newest_first(store: Store) -> None:
    old = Note("a", CASE.id, ANNE.id, NOW, WORD)
    new = Note("b", CASE.id, "erased", later(days=1), "Rappeler", confidential=True)
    async with store.transaction() as tx:
        await found(tx)
        await tx.cases.add(CASE)
        await tx.cases.add_note(old)
        await tx.cases.add_note(new)
        assert await tx.cases.notes(CASE.id) == [new, old]
        changed = replace(old, words="Autre", confidential=True)
        await tx.cases.save_note(changed)
        await tx.cases.drop_note("another", new.id)
        assert await tx.cases.notes(CASE.id) == [new, changed]
        await tx.cases.drop_note(CASE.id, new.id)
        assert await tx.cases.notes(CASE.id) == [changed]


async def test_standings_come_newest_first(store: Store) -> None:
    first = standing("a", CASE.id, "k1", 0, "willing")
    second = standing("b", CASE.id, "k2", 1, "stuck", open_situation="", open_stage="")
    async with store.transaction() as tx:
        await found(tx)
        await tx.cases.add(CASE)
        await tx.cases.add_standing(first)
        await tx.cases.add_standing(second)
        assert await tx.cases.standings(CASE.id) == [second, first]


async def test_a_bot_sees_no_case_of_another(open_for: Open) -> None:
    one, two = await open_for("one"), await open_for("two")
    await settle_cases(one, "c1", "c2")
    async with two.transaction() as tx:
        assert await tx.cases.get("c1") is None
        assert await tx.cases.seen_by(ANNE.id, "c1") is None
        for nothing in (
            await tx.cases.of(ANNE.id),
            await tx.cases.held_by(ANNE.id),
            await tx.cases.officers("c1"),
            await tx.cases.unattended(CHAMBER.id),
            await tx.cases.expired(CHAMBER.id, later(days=99), 9),
            await tx.cases.cooperations("c1"),
            await tx.cases.notes("c1"),
            await tx.cases.standings("c1"),
            await tx.organisations.all(),
            await tx.organisations.members(CHAMBER.id),
            await tx.shares.of(BERT.id),
            await tx.network.all(NOW),
            await tx.invitations.of(ANNE.id),
            await tx.audit.of_person(ANNE.id),
        ):
            assert nothing == []
        assert await tx.figures.sizes(CHAMBER.id) == (0, 0)
        await tx.cases.erase("c1")
        await tx.cases.merge("c1", "c2")
        await tx.organisations.leave(ANNE.id)
        await tx.invitations.prune(later(days=99))
        await tx.audit.prune(later(days=99))
    async with two.transaction() as tx:
        await found(tx)
        await fill(tx, "c1")  # the same ids
        await tx.cases.erase("c1")
    async with one.transaction() as tx:
        assert await tx.cases.of(ANNE.id) == [case("c1"), case("c2")]
        assert len(await tx.cases.notes("c1")) == 1
        assert len(await tx.invitations.of(ANNE.id)) == 2
        assert len(await tx.audit.of_case("c1")) == 1
