"""What every store promises of lists of recommendations, of next steps, and of the figures drawn from them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from bot.ports import Store
from bot.records import CaseState, Change, GivenStep, PlanEvent, Status, Subject
from tests.storage.databases import Database
from tests.storage.samples import ANNE, NOW, WORD, diagnosis, later, session
from tests.storage.samples_cases import (
    BERT,
    CASE,
    CHAMBER,
    ONESELF,
    OTHER,
    case,
    found,
    plan_event,
    settle_cases,
    standing,
    step,
)

SUBJECT = Subject(CASE.id, "k1")


async def test_the_trace_of_a_list_comes_in_the_order_in_which_it_was_made(store: Store) -> None:
    given = plan_event("z", SUBJECT, by="", diagnosis="d1", place=2)
    moved = plan_event("a", SUBJECT, Change.MOVED, place=1, at=later(days=-1))  # the clock went back
    reworded = plan_event("m", SUBJECT, Change.REWORDED, words=WORD, at=later(days=-1))
    elsewhere = plan_event("e", Subject(CASE.id, "k2"), Change.ADDED, advice="", words="Autre")
    mine = plan_event("s", ONESELF, Change.STATUS, person=ANNE.id, status="done")
    async with store.transaction() as tx:
        await found(tx)
        await tx.cases.add(CASE)
        await tx.plans.add([given, moved])
        await tx.plans.add([])
        await tx.plans.add([elsewhere, mine])
        await tx.plans.add([reworded])
        await tx.plans.add([plan_event("t", ONESELF, person=BERT.id)])
    async with store.transaction() as tx:
        assert await tx.plans.of(SUBJECT, "anybody") == [given, moved, reworded]
        assert await tx.plans.of(elsewhere.subject, "") == [elsewhere]
        assert await tx.plans.of(ONESELF, ANNE.id) == [mine]
        assert await tx.plans.of(ONESELF, "nobody") == []
        assert await tx.plans.of(Subject(CASE.id), "") == []


async def test_next_steps_come_first_due_first(store: Store) -> None:
    late = step("a", SUBJECT, due=date(2027, 1, 31), words="")
    soon = step("b", SUBJECT)
    mine = step("c", ONESELF, person=ANNE.id)
    async with store.transaction() as tx:
        await found(tx)
        await tx.cases.add(CASE)
        for each in (late, soon, mine):
            await tx.steps.add(each)
        assert await tx.steps.of(SUBJECT, "anybody") == [soon, late]
        assert await tx.steps.of(ONESELF, ANNE.id) == [mine]
        assert await tx.steps.of(ONESELF, BERT.id) == []
        moved = replace(soon, due=date(2027, 2, 1), status="not_done", not_done=2, words="Autrement")
        await tx.steps.save(moved)
    async with store.transaction() as tx:
        assert await tx.steps.of(SUBJECT, "") == [late, moved]


async def test_words_of_a_step_that_cannot_be_read_are_not_lost(store: Store, database: Database) -> None:
    async with store.transaction() as tx:
        await found(tx)
        await tx.cases.add(CASE)
        await tx.steps.add(step("a", SUBJECT))
    ((kept,),) = await database.rows("SELECT words FROM next_step")
    await database.rows("UPDATE next_step SET id = 'b'")  # the place is another now
    async with store.transaction() as tx:
        (read,) = await tx.steps.of(SUBJECT, "")
        assert read == step("b", SUBJECT, words="")
        await tx.steps.save(replace(read, status="done"))
    assert await database.rows("SELECT words, status FROM next_step") == [(kept, "done")]


@pytest.mark.parametrize("agreed", [True, False])
async def test_a_step_that_a_diagnosis_gave_comes_to_a_list_once(store: Store, agreed: bool) -> None:
    given = GivenStep("f" * 32, "call", "alone", date(2027, 1, 31), "next_meeting")
    result = replace(diagnosis(), subject=SUBJECT, stage="idea", steps=(given,))
    taken = step(given.id, SUBJECT, diagnosis=result.id, status="begun", due=date(2027, 2, 2), words="")
    async with store.transaction() as tx:
        await found(tx)
        await tx.cases.add(CASE)
        await tx.sessions.add(replace(session(), subject=SUBJECT))
        await tx.diagnoses.add(result)
        if agreed:
            await tx.steps.add(taken)
            assert await tx.steps.of(SUBJECT, "") == [taken]
        kept = await tx.diagnoses.get(result.id)
        assert kept is not None
        assert [each.id for each in kept.steps] == [given.id]


def named(rows: Sequence[tuple[str, str, int]]) -> set[tuple[str, str, int]]:
    assert len(rows) == len(set(rows))
    return set(rows)


async def count_cases(store: Store) -> None:
    """Three cases of one organisation, one of them archived, and one of another."""
    async with store.transaction() as tx:
        await found(tx)
        for id, state, of in (
            ("A", CaseState.OPEN, CHAMBER.id),
            ("B", CaseState.OPEN, CHAMBER.id),
            ("C", CaseState.ARCHIVED, CHAMBER.id),
            ("D", CaseState.OPEN, OTHER.id),
        ):
            await tx.cases.add(case(id, state=state, organisation=of))


async def test_figures_of_where_cooperations_stand(store: Store) -> None:
    await count_cases(store)
    hidden = {"open_situation": "", "open_stage": ""}
    async with store.transaction() as tx:
        for each in (
            standing("1", "A", "k1", 0, "willing"),
            standing("2", "A", "k1", 10, "stuck", open_stage="begun"),
            standing("3", "A", "k2", 1, "willing"),
            standing("4", "A", "k2", 11, "willing"),
            standing("5", "A", "k2", 12, "stuck"),
            standing("6", "A", "k2", 13, "willing"),
            standing("7", "A", "k2", 14, "stuck", open_stage="begun"),
            standing("8", "B", "k3", 2, "secret", **hidden),
            standing("9", "C", "k4", 0, "willing"),
            standing("10", "C", "k4", 12, "done"),
            standing("11", "D", "k5", 1, "willing"),
        ):
            await tx.cases.add_standing(each)
        figures = tx.figures
        assert named(await figures.standing_now(CHAMBER.id)) == {
            ("stuck", "begun", 1),  # both cooperations of A
            ("", "", 1),
        }
        assert named(await figures.standing_now(OTHER.id)) == {("willing", "idea", 1)}
        assert named(await figures.moves(CHAMBER.id, NOW, later(days=5))) == {
            ("", "willing", 2),
            ("", "", 1),
        }
        assert named(await figures.moves(CHAMBER.id, later(days=5), later(days=20))) == {
            ("willing", "stuck", 1),  # A three times
            ("willing", "willing", 1),
            ("stuck", "willing", 1),
            ("willing", "done", 1),
        }
        assert await figures.moves(CHAMBER.id, later(days=20), later(days=30)) == []
        assert await figures.sizes(CHAMBER.id) == (2, 1)
        assert await figures.sizes(OTHER.id) == (1, 0)
        assert await figures.sizes("nothing") == (0, 0)


async def test_figures_of_interviews(store: Store) -> None:
    await count_cases(store)
    async with store.transaction() as tx:
        for id, subject, more in (
            ("1", Subject("A", "k1"), {}),
            ("2", Subject("B", "k3"), {"begun_at": later(days=1)}),
            ("3", Subject("A", "k2"), {"status": Status.FINISHED, "position": ""}),
            ("4", Subject("A", "k2"), {"dialogue": "visit"}),
            ("5", Subject("A", "k2"), {"begun_at": later(days=9)}),
            ("6", Subject("D", "k5"), {}),
            ("7", ONESELF, {}),
        ):
            await tx.sessions.add(replace(session(id, log=()), subject=subject, **more))
        assert await tx.figures.interviews(CHAMBER.id, NOW, later(days=9)) == [
            ("main", "finished", "", 1),
            ("main", "open", "place", 2),
            ("visit", "open", "place", 1),
        ]


async def test_figures_of_recommendations(store: Store) -> None:
    await count_cases(store)

    def status(id: str, of: str, status: str, days: float = 0) -> PlanEvent:
        subject = Subject(of, "k")
        return plan_event(id, subject, Change.STATUS, status=status, at=later(days=days))

    async with store.transaction() as tx:
        await tx.plans.add(
            [
                plan_event("1", Subject("A", "k")),
                plan_event("2", Subject("B", "k")),
                plan_event("3", Subject("B", "k"), Change.ADDED),
                plan_event("4", Subject("B", "k"), Change.ADDED, advice="", words=WORD),
                plan_event("5", Subject("B", "k"), Change.MOVED),
                plan_event("6", Subject("D", "k")),
                plan_event("7", ONESELF, person=ANNE.id),
                status("8", "A", "done"),
                status("9", "B", "done"),
                status("10", "B", "stuck"),
                status("11", "B", "stuck", days=9),
                plan_event("12", Subject("C", "k"), confidential=True),
            ]
        )
        assert named(await tx.figures.advice(CHAMBER.id, NOW, later(days=9))) == {
            ("visit", "given", 2),
            ("visit", "added", 1),
            ("visit", "done", 2),
            ("visit", "stuck", 1),
        }


async def test_figures_read_no_words(store: Store, database: Database) -> None:
    await settle_cases(store, "c1")
    await database.rows("UPDATE case_file SET words = 'broken'")
    await database.rows("UPDATE plan_event SET words = 'broken'")
    async with store.transaction() as tx:
        assert await tx.figures.sizes(CHAMBER.id) == (1, 0)
        assert await tx.figures.standing_now(CHAMBER.id) == [("willing", "idea", 1)]
        assert await tx.figures.advice(CHAMBER.id, NOW, later(days=1)) == [("visit", "added", 1)]


async def test_what_an_officer_has_not_finished_goes_to_who_follows_the_case(store: Store) -> None:
    await count_cases(store)
    open_one = replace(session("1", log=()), subject=Subject("A", "k"))
    finished = replace(session("2", log=()), subject=Subject("A", "k"), status=Status.FINISHED)
    other_case = replace(session("3", log=()), subject=Subject("B", "k"))
    async with store.transaction() as tx:
        for each in (open_one, finished, other_case):
            await tx.sessions.add(each)
        await tx.sessions.hand_on("A", ANNE.id, BERT.id)
        found = {
            each.id: each.person for case in ("A", "B") for each in await tx.sessions.about(case, viewer=None)
        }
    assert found == {"1": BERT.id, "2": ANNE.id, "3": ANNE.id}
