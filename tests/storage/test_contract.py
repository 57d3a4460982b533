"""What every store promises: persons, interviews, results, chats, versions, transactions."""

import uuid
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.engine.session import Event
from bot.ports import Store
from bot.records import Address, Card, Chat, Person, Status
from bot.storage import StatementFailed
from tests.storage.samples import (
    ANNE,
    EVENTS,
    HOME,
    INSTANTS,
    LOG,
    NOW,
    diagnosis,
    later,
    session,
)

_MANY = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)  # rows of one example do not disturb the next: each has a person of its own


async def test_a_person_is_found_at_every_address(store: Store) -> None:
    web = Address("web", HOME.external)
    async with store.transaction() as tx:
        assert await tx.people.at(HOME) is None
        await tx.people.add(ANNE, HOME)
        await tx.people.add(ANNE, web)
        assert await tx.people.at(HOME) == ANNE
    async with store.transaction() as tx:
        assert await tx.people.at(web) == ANNE
        assert await tx.people.at(Address("web", "other")) is None
        changed = replace(ANNE, voice=None, locale="br", zone="UTC")
        await tx.people.save(changed)
    async with store.transaction() as tx:
        assert await tx.people.at(HOME) == changed


async def test_an_address_belongs_to_one_person(store: Store) -> None:
    async def add_both() -> None:
        async with store.transaction() as tx:
            await tx.people.add(ANNE, HOME)
            await tx.people.add(Person("b" * 32, NOW), HOME)

    with pytest.raises(StatementFailed) as caught:
        await add_both()
    assert HOME.external not in str(caught.value)
    assert caught.value.__context__ is None


async def test_an_address_is_reachable_until_noted_otherwise(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.people.add(ANNE, HOME)
        assert await tx.people.reachable(HOME)
        assert await tx.people.reachable(Address("telegram", "unknown"))
        await tx.people.unreachable(HOME, NOW)
        assert not await tx.people.reachable(HOME)
        await tx.people.unreachable(HOME, None)
        assert await tx.people.reachable(HOME)


async def test_an_interview_comes_back_as_it_was_kept(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.people.add(ANNE, HOME)
        await tx.sessions.add(session())
        await tx.sessions.add(session("t" * 32, log=()))
        assert await tx.sessions.get("nothing") is None
    async with store.transaction() as tx:
        assert await tx.sessions.get("s" * 32) == session()
        assert await tx.sessions.get("t" * 32) == session("t" * 32, log=())


async def test_interviews_are_saved_with_new_events_only(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.people.add(ANNE, HOME)
        await tx.sessions.add(session(log=LOG[:2]))
        changed = replace(
            session(log=()), status=Status.FINISHED, touched_at=later(days=1), position="", version="2"
        )
        await tx.sessions.save(changed, LOG[2:4])
        await tx.sessions.save(changed, ())
        await tx.sessions.save(changed, LOG[4:5])
        assert await tx.sessions.get("s" * 32) == replace(changed, log=LOG[:5])


async def test_interviews_of_a_person_come_last_touched_first(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.people.add(ANNE, HOME)
        await tx.people.add(Person("b" * 32, NOW), Address("web", "b"))
        for n, id in enumerate("xzy"):
            await tx.sessions.add(replace(session(id), touched_at=later(seconds=n)))
        await tx.sessions.add(session("other", "b" * 32))
        records = await tx.sessions.of(ANNE.id)
        assert [record.id for record in records] == ["y", "z", "x"]
        assert {record.log for record in records} == {()}
        assert await tx.sessions.of("nobody") == []


@_MANY
@given(st.lists(st.lists(EVENTS, max_size=4), max_size=4), INSTANTS)
async def test_any_log_and_any_instant_come_back(
    store: Store, parts: list[list[Event]], at: datetime
) -> None:
    salt = uuid.uuid4().hex
    person = Person(salt, at)
    record = replace(session(f"s {salt}", person.id, ()), begun_at=at, touched_at=at)
    async with store.transaction() as tx:
        await tx.people.add(person, Address("web", salt))
        await tx.sessions.add(record)
        for part in parts:
            await tx.sessions.save(record, part)
    async with store.transaction() as tx:
        kept = await tx.sessions.get(record.id)
    assert kept is not None
    assert kept.log == tuple(event for part in parts for event in part)
    assert kept.begun_at == at.astimezone(UTC)
    assert kept.begun_at.tzinfo is UTC


async def test_results_come_back_newest_first(store: Store) -> None:
    second = replace(diagnosis("0" * 32), made_at=later(microseconds=1), advice=(), steps=())
    async with store.transaction() as tx:
        await tx.people.add(ANNE, HOME)
        await tx.sessions.add(session())
        assert await tx.diagnoses.of(ANNE.id) == []
        await tx.diagnoses.add(diagnosis())
        await tx.diagnoses.add(second)
        assert await tx.diagnoses.of(ANNE.id) == [second, diagnosis()]
    with pytest.raises(StatementFailed):
        async with store.transaction() as tx:
            await tx.diagnoses.add(replace(diagnosis(), outcome="another"))


async def test_chats_and_cards(store: Store) -> None:
    chat, card = Chat(HOME, ANNE.id), Card("menu", HOME, 1, {"buttons": ["é", 1]})
    async with store.transaction() as tx:
        await tx.people.add(ANNE, HOME)
        assert await tx.chats.at(HOME) is None
        await tx.chats.save(chat)
        await tx.chats.save_card(card)
        assert await tx.chats.at(HOME) == chat
        assert await tx.chats.cards(HOME) == [card]
    async with store.transaction() as tx:
        await tx.chats.save(replace(chat, active="s", screen=2))
        await tx.chats.save_card(replace(card, name="abc", message="5"))
        await tx.chats.sent(HOME, "menu", "6")
        await tx.chats.sent(HOME, "gone", "7")
        assert await tx.chats.at(HOME) == replace(chat, active="s", screen=2)
        assert await tx.chats.cards(HOME) == [
            replace(card, name="abc", message="5"),
            replace(card, message="6"),
        ]
        await tx.chats.save_card(replace(card, screen=9))
        await tx.chats.drop_card(HOME, "abc")
        assert await tx.chats.cards(HOME) == [replace(card, screen=9)]
        assert await tx.chats.cards(Address("web", HOME.external)) == []


async def test_a_version_once_kept_stays(store: Store) -> None:
    async with store.transaction() as tx:
        assert await tx.publications.texts("main", "1") is None
        await tx.publications.add("main", "1", "source", {"a.ask": "Où ?"}, NOW)
        await tx.publications.add("main", "1", "source", {"a.ask": "changed"}, NOW)
        assert await tx.publications.texts("main", "1") == {"a.ask": "Où ?"}
        assert await tx.publications.texts("main", "2") is None


async def test_chats_whose_interview_waits_for_an_answer(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.people.add(ANNE, HOME)
        for n, status in enumerate(Status):
            await tx.sessions.add(replace(session(status.value), status=status))
            await tx.chats.save(Chat(Address("web", f"{n}"), ANNE.id, active=status.value))
        await tx.chats.save(Chat(HOME, ANNE.id))
        await tx.chats.save(Chat(Address("web", "gone"), ANNE.id, active="gone"))
        assert await tx.chats.under_way() == [Address("web", "0")]


async def test_the_last_sign_of_life(store: Store) -> None:
    async with store.transaction() as tx:
        assert await tx.signs.last("receiving") is None
        await tx.signs.note("receiving", NOW)
        await tx.signs.note("receiving", later(microseconds=1))
        await tx.signs.note("sending", NOW)
    async with store.transaction() as tx:
        assert await tx.signs.last("receiving") == later(microseconds=1)
