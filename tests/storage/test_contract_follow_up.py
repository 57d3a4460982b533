"""What every store promises of next steps, of visits, and of what a person wants and took along."""

from dataclasses import replace
from datetime import date, time

from bot.ports import Store
from bot.records import CaseState, Doer, Exported, Habits, Occasion, StepStatus, Subject, VisitState
from tests.storage.conftest import Open
from tests.storage.databases import Database, everything
from tests.storage.samples import ANNE, NOW, WORD, diagnosis, later, session
from tests.storage.samples_cases import (
    BERT,
    CASE,
    ONESELF,
    case,
    fill,
    found,
    habits,
    reminder,
    settle_cases,
    step,
    visit,
)

_WHOLE = Subject(CASE.id)
_ONE = Subject(CASE.id, "k1")


async def test_all_that_can_change_of_a_step_is_kept(store: Store) -> None:
    agreed = step("a", _ONE, agreed_by=ANNE.id)
    said = replace(
        agreed,
        due=date(2027, 1, 4),
        occasion="visit",
        status=StepStatus.NOT_DONE.value,
        not_done=2,
        doer=Doer.OTHER,
        doer_name=f"Le voisin {WORD}",
        agreed_by=BERT.id,
        said_at=later(days=3),
        muted=True,
        words="Autrement",
    )
    async with store.transaction() as tx:
        await found(tx)
        await tx.cases.add(CASE)
        assert await tx.steps.get("a") is None
        await tx.steps.add(agreed)
        assert await tx.steps.get("a") == agreed
        await tx.steps.save(said)
    async with store.transaction() as tx:
        assert await tx.steps.get("a") == said
        assert await tx.steps.of(_ONE, "") == [said]
        group = replace(said, doer=Doer.GROUP, doer_name="", muted=False, said_at=None)
        await tx.steps.save(group)
        assert await tx.steps.get("a") == group


async def test_who_does_a_step_is_not_lost_where_the_name_cannot_be_read(
    store: Store, database: Database
) -> None:
    async with store.transaction() as tx:
        await found(tx)
        await tx.cases.add(CASE)
        await tx.steps.add(step("a", _ONE, doer=Doer.OTHER, doer_name=WORD))
    ((name,),) = await database.rows("SELECT doer_name FROM next_step")
    await database.rows("UPDATE next_step SET id = 'b'")  # the place is another now
    async with store.transaction() as tx:
        read = await tx.steps.get("b")
        assert read is not None
        assert (read.doer, read.doer_name) == (Doer.OTHER, "")
        await tx.steps.save(replace(read, status="done"))
    assert await database.rows("SELECT doer_name, status FROM next_step") == [(name, "done")]
    async with store.transaction() as tx:
        await tx.steps.save(replace(read, doer=Doer.OFFICER))
    assert await database.rows("SELECT doer_name FROM next_step") == [(None,)]


async def test_a_step_that_a_diagnosis_gave_was_taken_down_by_who_answered(store: Store) -> None:
    async with store.transaction() as tx:
        await found(tx)
        await tx.sessions.add(session())
        await tx.diagnoses.add(diagnosis())
        given = await tx.steps.of(ONESELF, ANNE.id)
        assert [(each.agreed_by, each.agreed_at, each.doer) for each in given] == [
            (ANNE.id, NOW, Doer.GROUP)
        ] * 2
        assert {each.status for each in given} == {"planned"}
        assert await tx.steps.get(given[0].id) == given[0]


async def test_steps_of_a_case_and_of_an_officer(open_for: Open) -> None:
    store, other = await open_for("one"), await open_for("two")
    late, soon = step("a", _ONE, due=date(2027, 1, 31)), step("b", _WHOLE)
    there = step("c", Subject("there", "k2"), due=date(2026, 12, 24))
    put_away = step("d", Subject("archived"))
    async with store.transaction() as tx:
        await found(tx)
        await tx.cases.add(CASE)
        await tx.cases.add(case("there"))
        await tx.cases.add(case("archived", state=CaseState.ARCHIVED))
        for id in (CASE.id, "there", "archived"):
            await tx.cases.assign(id, ANNE.id, NOW)
        await tx.cases.assign("there", BERT.id, NOW)
        for each in (late, soon, there, put_away, step("e", ONESELF, person=ANNE.id)):
            await tx.steps.add(each)
        assert await tx.steps.about(CASE.id) == [soon, late]
        assert await tx.steps.about("archived") == [put_away]
        assert await tx.steps.of_officer(ANNE.id) == [soon, there, late]
        assert await tx.steps.of_officer(BERT.id) == [there]
        assert await tx.steps.of_officer("nobody") == []
    async with other.transaction() as tx:
        assert await tx.steps.about(CASE.id) == await tx.steps.of_officer(ANNE.id) == []
        assert await tx.steps.get("a") is None


async def test_visits(open_for: Open) -> None:
    store, other = await open_for("one"), await open_for("two")
    first = visit("z", at=None, words="")
    noon, late = visit("y", at=time(12)), visit("x", day=date(2027, 3, 1), state=VisitState.CANCELLED)
    there, put_away = visit("w", "there", day=date(2026, 12, 2), by=BERT.id), visit("v", "archived")
    async with store.transaction() as tx:
        await found(tx)
        for id, state in (
            (CASE.id, CaseState.OPEN),
            ("there", CaseState.OPEN),
            ("archived", CaseState.ARCHIVED),
        ):
            await tx.cases.add(case(id, state=state))
            await tx.cases.assign(id, ANNE.id, NOW)
        for each in (noon, late, first, there, put_away):
            await tx.visits.add(each)
    async with store.transaction() as tx:
        assert await tx.visits.get("y") == noon
        assert await tx.visits.get("nothing") is None
        assert await tx.visits.about(CASE.id) == [first, noon, late]
        assert await tx.visits.of_officer(ANNE.id, date(2026, 12, 2)) == [there, first, noon, late]
        assert await tx.visits.of_officer(ANNE.id, date(2026, 12, 3)) == [first, noon, late]
        assert await tx.visits.of_officer(BERT.id, date(2026, 1, 1)) == []
        moved = replace(noon, day=date(2027, 1, 7), at=None, words="Le four", state=VisitState.CANCELLED)
        await tx.visits.save(replace(moved, by=BERT.id, cooperation=""))
        assert await tx.visits.get("y") == replace(moved, by=BERT.id, cooperation="")
    async with other.transaction() as tx:
        assert await tx.visits.get("y") is None
        assert await tx.visits.about(CASE.id) == await tx.visits.of_officer(ANNE.id, date(2026, 1, 1)) == []


async def test_words_of_a_visit_that_cannot_be_read_are_not_lost(store: Store, database: Database) -> None:
    await settle_cases(store, "c")
    ((kept,),) = await database.rows("SELECT words FROM visit")
    await database.rows("UPDATE visit SET id = 'b'")  # the place is another now
    async with store.transaction() as tx:
        read = await tx.visits.get("b")
        assert read is not None
        assert read.words == ""
        await tx.visits.save(replace(read, state=VisitState.CANCELLED))
    assert await database.rows("SELECT words, state FROM visit") == [(kept, "cancelled")]


async def test_habits(open_for: Open, database: Database) -> None:
    store, other = await open_for("one"), await open_for("two")
    for each in (store, other):
        async with each.transaction() as tx:
            await found(tx)
            assert await tx.reminders.habits(ANNE.id) == Habits(ANNE.id)
    async with store.transaction() as tx:
        await tx.reminders.save_habits(habits())
        assert await tx.reminders.habits(ANNE.id) == habits()
        assert await tx.reminders.habits(BERT.id) == Habits(BERT.id)
        await tx.reminders.save_habits(Habits(BERT.id, wanted=False, digest=6))
        assert await tx.reminders.habits(BERT.id) == Habits(BERT.id, wanted=False, digest=6)
    assert WORD not in await everything(database)
    async with other.transaction() as tx:
        assert await tx.reminders.habits(ANNE.id) == Habits(ANNE.id)
    async with store.transaction() as tx:
        await tx.reminders.save_habits(Habits(ANNE.id))
        assert await tx.reminders.habits(ANNE.id) == Habits(ANNE.id)


async def test_what_a_person_took_into_their_own_calendar(open_for: Open) -> None:
    store, other = await open_for("one"), await open_for("two")
    first = Exported(ANNE.id, "z", date(2026, 12, 1))
    second, moved = Exported(ANNE.id, "a", date(2026, 12, 2)), Exported(ANNE.id, "z", date(2026, 12, 9))
    theirs = Exported(BERT.id, "z", date(2026, 12, 1))
    for each in (store, other):
        async with each.transaction() as tx:
            await found(tx)
            assert await tx.reminders.exported(ANNE.id) == []
            await tx.reminders.export(ANNE.id, [second, first])
            await tx.reminders.export(BERT.id, [theirs])
    async with store.transaction() as tx:
        assert await tx.reminders.exported(ANNE.id) == [first, second]
        await tx.reminders.export(ANNE.id, [moved])
        assert await tx.reminders.exported(ANNE.id) == [moved]
        await tx.reminders.export(ANNE.id, [])
        assert await tx.reminders.exported(ANNE.id) == []
        assert await tx.reminders.exported(BERT.id) == [theirs]
    async with other.transaction() as tx:
        assert await tx.reminders.exported(ANNE.id) == [first, second]


async def test_who_is_erased_takes_along_what_is_theirs_and_leaves_what_is_of_a_case(
    store: Store, database: Database
) -> None:
    own, theirs = step("own", ONESELF, person=BERT.id), reminder("c-step", Occasion.AFTER, BERT.id)
    async with store.transaction() as tx:
        await found(tx)
        await fill(tx, "c", officer=BERT.id)
        await tx.steps.add(own)
        await tx.reminders.save_habits(habits(BERT.id))
        await tx.reminders.add([theirs, reminder("c-step")])
        await tx.reminders.export(BERT.id, [Exported(BERT.id, "c-visit", NOW.date())])
        await tx.people.erase(BERT.id)
        assert await tx.steps.get("own") is None
        (visited,) = await tx.visits.about("c")
        assert (visited.by, visited.words) == (BERT.id, visit("", "c").words)
        assert [each.agreed_by for each in await tx.steps.about("c")] == [BERT.id]
        assert await tx.reminders.about("c-step") == [reminder("c-step")]
    for table in ("habits", "exported"):
        assert await database.rows(f"SELECT * FROM {table}") == []  # noqa: S608 - a table's name


async def test_an_erased_case_reminds_nobody(store: Store) -> None:
    kept, of_own = reminder("kept-step"), reminder("own", person=BERT.id)
    told = reminder("gone-step", Occasion.BEFORE)
    entry = Exported(ANNE.id, "gone-visit", date(2026, 12, 3))
    await settle_cases(store, "kept", "gone")
    async with store.transaction() as tx:
        await tx.reminders.add([of_own, told])
        await tx.reminders.sending([told], "m", NOW)
        await tx.reminders.told("m")
        await tx.reminders.export(ANNE.id, [entry])
        await tx.cases.erase("gone")
        assert await tx.visits.about("gone") == []
        assert await tx.reminders.about("gone-visit") == []
        (left,) = await tx.reminders.about("gone-step")
        assert (left.occasion, left.told_at) == (Occasion.BEFORE, NOW)  # Anne was written to on that day
        assert {each.about for each in await tx.reminders.of(ANNE.id)} == {
            "gone-step",
            "kept-step",
            "kept-visit",
        }
        assert await tx.reminders.about("kept-step") == [kept]
        assert await tx.reminders.of(BERT.id) == [of_own]
        assert await tx.reminders.exported(ANNE.id) == [entry]  # her calendar is still to be told
