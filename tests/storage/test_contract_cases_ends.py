"""What every store promises of the end of a case file: nothing is lost in another, nothing is left once erased."""

from dataclasses import replace

from bot.ports import Store
from bot.records import Change, Chat, Cooperation, Subject
from bot.storage.tables import metadata
from tests.storage.conftest import Open
from tests.storage.databases import Database, Lite
from tests.storage.samples import ANNE, HOME, LOG, WORD, later
from tests.storage.samples_cases import (
    BERT,
    CASE,
    case,
    fill,
    found,
    plan_event,
    settle_cases,
    talk,
)


async def named(database: Database, id: str) -> dict[str, int]:
    """How many rows of each table name something whose id is `id`, or begins with it."""
    found = {}
    for table in metadata.tables:
        rows = await database.rows(f"SELECT * FROM {table}")  # noqa: S608 - a table's name
        found[table] = sum(any(isinstance(cell, str) and cell.startswith(id) for cell in row) for row in rows)
    return {table: count for table, count in found.items() if count}


async def owners(database: Database) -> list[str]:
    """Whose keys there are, of the cases of a bot."""
    rows = await database.keys.rows(
        "SELECT owner FROM key WHERE bot = 'keys' AND owner LIKE 'case:%' ORDER BY 1"
    )
    return [owner for (owner,) in rows]


async def test_erasing_leaves_nothing_of_a_case_but_its_trail(store: Store, database: Database) -> None:
    await settle_cases(store, "kept")
    before = await named(database, "kept")
    async with store.transaction() as tx:
        await fill(tx, "gone")
        await talk(tx, "gone")
    assert set(await named(database, "gone")) == {*before, "chat", "card", "outbox"}
    async with store.transaction() as tx:
        await tx.cases.erase("gone")
        await tx.cases.erase("nothing")
    left = await named(database, "gone")
    assert left == {"trace": 1, "session": 1, "event": len(LOG)}  # the trail, and what Bert said of himself
    assert await database.rows("SELECT id FROM session WHERE id LIKE 'gone%'") == [("gone-own",)]
    assert await named(database, "kept") == before
    async with store.transaction() as tx:
        assert await tx.cases.of(ANNE.id) == [case("kept")]
        assert await tx.chats.at(HOME) == Chat(HOME, ANNE.id, None, 7)
        assert [card.name for card in await tx.chats.cards(HOME)] == ["menu"]
        assert [each.id for each in await tx.outbox.due(later(days=1), 9)] == ["another"]
        assert len(await tx.audit.of_case("gone")) == 1
        assert await tx.sessions.get("gone-own") is not None


async def test_keys_of_an_erased_case_are_erased(open_for: Open, database: Database) -> None:
    store = await open_for("keys")
    await settle_cases(store, "kept", "gone", "into")
    assert await owners(database) == ["case:gone", "case:into", "case:kept"]
    async with store.transaction() as tx:
        await tx.cases.merge("into", "gone")
    assert await owners(database) == ["case:gone", "case:gone", "case:kept"]
    async with store.transaction() as tx:
        await tx.cases.erase("gone")
    assert await owners(database) == ["case:kept"]


async def test_a_merge_loses_nothing(store: Store, database: Database) -> None:
    await settle_cases(store, "source", "target", "third")
    async with store.transaction() as tx:
        await tx.cases.assign("source", BERT.id, later(days=1))
        await talk(tx, "source")
        await tx.chats.save(Chat(HOME, ANNE.id, "source-session", 7, "source", "third"))
    third = await named(database, "third")
    sizes = await counts(database)
    async with store.transaction() as tx:
        await tx.cases.merge("source", "target")
        await tx.cases.merge("nothing", "target")
        await tx.cases.merge("third", "third")
    lost = {"case_file": 1, "case_officer": 1}  # the source itself, and Anne's double
    assert await counts(database) == {t: n - lost.get(t, 0) for t, n in sizes.items()}
    assert await named(database, "third") == third
    async with store.transaction() as tx:
        assert await tx.cases.get("source") is None
        assert await tx.cases.get("target") == case("target")
        assert await tx.cases.officers("target") == [ANNE.id, BERT.id]
        assert sorted(each.id for each in await tx.cases.cooperations("target")) == [
            "source-cooperation",
            "target-cooperation",
        ]
        assert {each.name for each in await tx.cases.cooperations("target")} == {WORD}
        assert [each.words for each in await tx.cases.notes("target")] == [WORD, WORD]
        assert len(await tx.cases.standings("target")) == 2
        moved = Subject("target", "source-cooperation")
        assert [each.words for each in await tx.plans.of(moved, "")] == [WORD]
        assert [each.words for each in await tx.steps.of(moved, "")] == [WORD]
        assert {each.doer_name for each in await tx.steps.about("target")} == {f"Ami {WORD}"}
        assert [each.id for each in await tx.visits.about("target")] == ["source-visit", "target-visit"]
        assert {each.words for each in await tx.visits.about("target")} == {f"Clés : {WORD}"}
        assert len(await tx.reminders.of(ANNE.id)) == 6
        assert {each.consent for each in await tx.network.of("target")} == {WORD}
        assert len(await tx.shares.with_case("target")) == 2
        assert len(await tx.invitations.for_case("target")) == 2
        assert {each.subject for each in await tx.sessions.about("target", viewer=None)} == {
            moved,
            Subject("target", "target-cooperation"),
        }
        interview = await tx.sessions.get("source-session")
        assert interview is not None
        assert interview.log
        assert len(await tx.diagnoses.about("target", viewer=None)) == 2
        result = await tx.diagnoses.get("source-diagnosis")
        assert result is not None
        assert WORD in repr(result.report)
        assert await tx.chats.at(HOME) == Chat(HOME, ANNE.id, "source-session", 7, "target", "third")
        assert [each.case for each in await tx.audit.of_case("source")] == ["source"]
        await tx.cases.erase("target")
    assert set(await named(database, "source")) == {"trace", "session", "event"}


async def counts(database: Database) -> dict[str, int]:
    tables = set(metadata.tables) - {"shredding", "seal_in_use"}
    return {
        table: (await database.rows(f"SELECT count(*) FROM {table}"))[0][0]  # noqa: S608 - a table's name
        for table in tables
    }


async def test_lists_that_both_had_follow_one_another(store: Store) -> None:
    async with store.transaction() as tx:
        await found(tx)
        for id in ("source", "target"):
            await tx.cases.add(case(id))
            whole = Subject(id)
            await tx.plans.add([plan_event(f"{id}{n}", whole, Change.MOVED, place=n) for n in range(3)])
        await tx.chats.save(Chat(HOME, ANNE.id, None, 1, "source", "target"))
        await tx.cases.merge("source", "target")
        events = await tx.plans.of(Subject("target"), "")
        assert [each.id for each in events] == [f"{id}{n}" for id in ("target", "source") for n in range(3)]
        assert await tx.chats.at(HOME) == Chat(HOME, ANNE.id, None, 1, "target")


async def test_what_was_added_since_a_merge_can_be_read(store: Store) -> None:
    await settle_cases(store, "source", "target")
    async with store.transaction() as tx:
        await tx.cases.merge("source", "target")
        await tx.cases.add_cooperation(Cooperation("new", "target", later(days=1), "Le four"))
    async with store.transaction() as tx:
        assert [each.name for each in await tx.cases.cooperations("target")] == [WORD, WORD, "Le four"]
        await tx.cases.save(replace(CASE, id="target", name="Ensemble"))
    async with store.transaction() as tx:
        (kept,) = await tx.cases.of(ANNE.id)
        assert kept.name == "Ensemble"


async def test_nothing_of_an_erased_case_is_in_any_file(store: Store, database: Database) -> None:
    if not isinstance(database, Lite):
        return
    await settle_cases(store, "gone")
    ((words,),) = await database.rows("SELECT words FROM case_file")
    assert words.encode() in database.content()
    async with store.transaction() as tx:
        await tx.cases.erase("gone")
    assert words.encode() not in database.content()
