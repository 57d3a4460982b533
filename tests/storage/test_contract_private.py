"""Private interviews on every store: for who answered only, in any list; erased, with their key, and nothing else with them."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.engine.session import Remark
from bot.engine.values import Key
from bot.ports import Store, Transaction
from bot.records import Card, Chat, DiagnosisRecord, Member, Role, SessionRecord, Status, StepStatus, Subject
from bot.storage.tables import event, given_advice
from tests.storage.attacker import backup, keys_that_exist, readable, texts
from tests.storage.databases import Database
from tests.storage.samples import ANNE, HOME, LOG, NOW, WORD, diagnosis, later, outgoing, session
from tests.storage.samples_cases import BERT, OTHER, case, found

SECRET, OWN = "Roseline-la-rétive", "Firmin-le-fermé"
CASE, SUBJECT = "k", Subject("k", "project")


def private(id: str, person: str, subject: Subject = SUBJECT, **more: object) -> SessionRecord:
    return replace(session(id, person), subject=subject, private=True, **more)  # type: ignore[arg-type]


def result(of: SessionRecord) -> DiagnosisRecord:
    given = diagnosis(f"{of.id}-result", of.id, of.person)
    steps = tuple(replace(each, id=f"{of.id}-{each.step}") for each in given.steps)
    return replace(given, subject=of.subject, steps=steps, private=of.private, open_outcome="")


@pytest.fixture
async def both(store: Store) -> Store:
    """Anne and Bert follow a case: each has an interview that is private and one that is not, and its result."""
    async with store.transaction() as tx:
        await found(tx)
        await tx.cases.add(case(CASE))
        for person in (ANNE.id, BERT.id):
            await tx.cases.assign(CASE, person, NOW)
            name = "anne" if person == ANNE.id else "bert"
            for each in (private(f"{name}-map", person), replace(session(name, person), subject=SUBJECT)):
                await tx.sessions.add(each)
                await tx.diagnoses.add(result(each))
    return store


async def seen(tx: Transaction, viewer: str | None, about: str = CASE) -> set[str]:
    """The interviews in the list of a case for these eyes; the results are those of the same."""
    interviews = {each.id for each in await tx.sessions.about(about, viewer=viewer)}
    results = {each.session for each in await tx.diagnoses.about(about, viewer=viewer)}
    assert interviews == results
    return interviews


async def test_a_list_is_for_somebodys_eyes(both: Store) -> None:
    async with both.transaction() as tx:
        assert await seen(tx, ANNE.id) == {"anne", "bert", "anne-map"}
        assert await seen(tx, BERT.id) == {"anne", "bert", "bert-map"}
        assert await seen(tx, "") == await seen(tx, "nobody") == {"anne", "bert"}
        assert await seen(tx, None) == {"anne", "bert", "anne-map", "bert-map"}


async def test_what_is_kept_comes_back(both: Store) -> None:
    async with both.transaction() as tx:
        record = await tx.sessions.get("anne-map")
        assert record == private("anne-map", ANNE.id)
        assert (record.open_to(ANNE.id), record.open_to(BERT.id)) == (True, False)
        assert await tx.diagnoses.last("anne-map") == result(record)
        await tx.sessions.save(replace(record, status=Status.FINISHED), LOG[:1])
        again = await tx.sessions.get("anne-map")
        assert again is not None
        assert (again.private, again.log) == (True, (*LOG, LOG[0]))


async def test_what_is_private_is_nobodys_to_go_on_with(both: Store) -> None:
    async with both.transaction() as tx:
        await tx.sessions.hand_on(CASE, ANNE.id, BERT.id)
        whose = {each.id: each.person for each in await tx.sessions.about(CASE, viewer=None)}
    assert whose == {"anne": BERT.id, "anne-map": ANNE.id, "bert": BERT.id, "bert-map": BERT.id}


async def talk(tx: Transaction) -> None:
    """Anne has the card of her private interview before her, and it is to be drawn again."""
    await tx.chats.save(Chat(HOME, ANNE.id, "anne-map", 7, CASE))
    await tx.chats.save_card(Card("anne-map", HOME, 7, {"text": WORD}, "99"))
    await tx.chats.save_card(Card("anne", HOME, 6, {"text": WORD}, "98"))
    await tx.outbox.add(outgoing("map", card="anne-map"))
    await tx.outbox.add(outgoing("other", card="anne"))


async def test_erased_it_is_gone_and_its_steps_stay(both: Store, database: Database) -> None:
    async with both.transaction() as tx:
        await talk(tx)
        before = [replace(each, diagnosis="") for each in await tx.steps.about(CASE)]
        await tx.sessions.erase("anne-map")
    async with both.transaction() as tx:
        assert await seen(tx, None) == {"anne", "bert", "bert-map"}
        assert await tx.sessions.get("anne-map") is None
        assert await tx.diagnoses.get("anne-map-result") is None
        steps = await tx.steps.about(CASE)
        assert [replace(each, diagnosis="") for each in steps] == before
        assert {each.diagnosis for each in steps if each.id.startswith("anne-map-")} == {""}
        assert {each.diagnosis for each in steps if each.id.startswith("anne-c")} == {"anne-result"}
        await tx.steps.save(replace(steps[0], status=StepStatus.DONE.value))
        chat = await tx.chats.at(HOME)
        assert chat is not None
        assert (chat.active, chat.case) == (None, CASE)
        assert [each.name for each in await tx.chats.cards(HOME)] == ["anne"]
        assert [each.id for each in await tx.outbox.due(later(days=1), 9)] == ["other"]
    for table in (event, given_advice):
        owner = next(column.name for column in table.primary_key.columns if column.name != "bot")
        rows = await database.rows(f"SELECT {owner} FROM {table.name} WHERE {owner} LIKE 'anne-map%'")  # noqa: S608
        assert rows == []


async def test_a_copy_made_before_cannot_be_read_once_it_is_erased(
    store: Store, database: Database, tmp_path: Path
) -> None:
    """The case and who answered stay, with their keys."""
    about_case, about_oneself = private("map", ANNE.id), private("own", ANNE.id, Subject())
    async with store.transaction() as tx:
        await found(tx)
        await tx.cases.add(case(CASE))
        await tx.cases.assign(CASE, ANNE.id, NOW)
        for each, words in ((about_case, SECRET), (about_oneself, OWN)):
            await tx.sessions.add(replace(each, log=(Remark(Key("place"), words),)))
            await tx.diagnoses.add(replace(result(each), report={"said": words}, steps=()))
    copy = await backup(database, tmp_path / "copy")

    async def read() -> list[str]:
        found = readable([*copy, *await texts(database)], await keys_that_exist(database))
        return [each for each in (SECRET, OWN, WORD) if each in found]

    assert await read() == [SECRET, OWN, WORD]  # the attacker can read what is not erased
    async with store.transaction() as tx:
        await tx.sessions.erase("map")
    assert await read() == [OWN, WORD]
    async with store.transaction() as tx:
        await tx.sessions.erase("own")
    assert await read() == [WORD]
    assert await database.rows("SELECT * FROM shredding") == []


async def leave_case(tx: Transaction) -> None:
    await tx.cases.unassign(CASE, ANNE.id)


async def leave_team(tx: Transaction) -> None:
    await tx.organisations.leave(ANNE.id)


async def go_elsewhere(tx: Transaction) -> None:
    await tx.organisations.join(Member(ANNE.id, OTHER.id, Role.OFFICER, NOW))


async def be_erased(tx: Transaction) -> None:
    await tx.people.erase(ANNE.id)


@pytest.mark.parametrize("leave", [leave_case, leave_team, go_elsewhere, be_erased])
async def test_who_can_no_longer_see_it_loses_it_and_nobody_else_anything(
    both: Store, database: Database, leave: object
) -> None:
    own = private("own-map", ANNE.id, Subject())
    async with both.transaction() as tx:
        await tx.sessions.add(own)
        steps = {each.id for each in await tx.steps.about(CASE)}
        await leave(tx)  # type: ignore[operator]
    async with both.transaction() as tx:
        assert await seen(tx, None) == {"anne", "bert", "bert-map"}
        assert {each.id for each in await tx.steps.about(CASE)} == steps
        assert (await tx.sessions.get(own.id) is None) is (leave is be_erased)  # of herself: hers for good
    owners = {owner for (owner,) in await database.keys.rows("SELECT owner FROM key")}
    assert "session:anne-map" not in owners
    assert ("session:own-map" in owners) is (leave is not be_erased)
    assert "session:bert-map" in owners


async def test_it_goes_with_its_case_and_so_does_its_key(both: Store, database: Database) -> None:
    async with both.transaction() as tx:
        await tx.cases.erase(CASE)
    assert await database.rows("SELECT id FROM session") == []
    owners = [owner for (owner,) in await database.keys.rows("SELECT owner FROM key")]
    assert not [each for each in owners if each.startswith("session:")]


async def test_of_two_cases_that_become_one_it_stays_with_who_answered(both: Store) -> None:
    async with both.transaction() as tx:
        await tx.cases.add(case("other"))
        await tx.cases.assign("other", BERT.id, NOW)
        await tx.cases.merge(CASE, "other")
    async with both.transaction() as tx:
        assert await seen(tx, ANNE.id, "other") == {"anne", "bert", "anne-map"}
        assert await seen(tx, BERT.id, "other") == {"anne", "bert", "bert-map"}
        record = await tx.sessions.get("anne-map")
        assert record is not None
        assert record.log == LOG


async def test_the_longest_untouched_come_first_and_only_private_ones(both: Store) -> None:
    async with both.transaction() as tx:
        await tx.sessions.add(private("old", ANNE.id, Subject(), touched_at=later(days=-9)))
        await tx.sessions.add(replace(session("older", ANNE.id), touched_at=later(days=-99)))
        found = await tx.sessions.untouched(later(days=1), 9)
        assert [each.id for each in found] == ["old", "anne-map", "bert-map"]
        first = found[0]
        assert (first.person, first.case, first.dialogue, first.touched_at) == (
            ANNE.id, "", "main", later(days=-9),
        )  # fmt: skip
        assert found[1].case == CASE
        assert [each.id for each in await tx.sessions.untouched(later(days=1), 1)] == ["old"]
        assert [each.id for each in await tx.sessions.untouched(later(days=-9), 9)] == []


async def test_no_figure_counts_it(store: Store) -> None:
    async with store.transaction() as tx:
        await found(tx)
        await tx.cases.add(case(CASE))
        await tx.sessions.add(private("map", ANNE.id))
        organisation = case(CASE).organisation
        assert await tx.figures.interviews(organisation, later(days=-1), later(days=1)) == []
        await tx.sessions.add(replace(session("plain"), subject=SUBJECT))
        assert len(await tx.figures.interviews(organisation, later(days=-1), later(days=1))) == 1
