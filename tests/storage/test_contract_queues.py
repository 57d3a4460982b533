"""What every store promises: the inbox and the outbox."""

import uuid
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.ports import Store, Transaction
from bot.records import Update
from tests.storage.databases import Database, everything, open_at
from tests.storage.outbox_model import Model
from tests.storage.samples import NOW, WORD, later, outgoing, update

_MANY = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)  # each example has a bot of its own


async def ids_waiting(
    store: Store, now: datetime = NOW, leaving_out: tuple[str, ...] = (), limit: int = 99
) -> list[int]:
    async with store.transaction() as tx:
        return [each.id for each in await tx.inbox.waiting(now, leaving_out, limit)]


async def ids_due(store: Store, now: datetime = NOW, limit: int = 99) -> list[str]:
    async with store.transaction() as tx:
        return [each.id for each in await tx.outbox.due(now, limit)]


async def test_updates_known_already_are_passed_over(store: Store) -> None:
    async with store.transaction() as tx:
        assert await tx.inbox.last_id() is None
        await tx.inbox.put([])
        await tx.inbox.put([update(2), update(2), update(9_007_199_254_740_993)])
        await tx.inbox.done(2, NOW)
        await tx.inbox.put([update(2, "other"), update(1)])
        assert await tx.inbox.last_id() == 9_007_199_254_740_993
        assert await tx.inbox.take(2) is None
        assert await tx.inbox.take(1) == update(1)
        assert await tx.inbox.take(77) is None
    assert await ids_waiting(store) == [1]


async def test_the_first_of_each_sender_oldest_first(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.inbox.put([update(5, "b"), update(1, "a"), update(2, "a"), update(3, "c"), update(6, "b")])
    assert await ids_waiting(store) == [1, 3, 5]
    assert await ids_waiting(store, limit=2) == [1, 3]
    assert await ids_waiting(store, leaving_out=("a", "zz", "b")) == [3]
    async with store.transaction() as tx:
        await tx.inbox.done(1, NOW)
        assert [each.id for each in await tx.inbox.waiting(NOW, [], 9)] == [2, 3, 5]


async def test_a_failed_update_holds_up_its_sender_until_it_is_set_aside(store: Store) -> None:
    retry = later(seconds=10)
    async with store.transaction() as tx:
        await tx.inbox.put([update(1), update(2), update(3, "other")])
        await tx.inbox.failed(1, "KeyError", retry)
        assert await tx.inbox.take(1) == replace(update(1), attempts=1, due_at=retry)
    assert await ids_waiting(store) == [3]
    assert await ids_waiting(store, retry) == [1, 3]
    async with store.transaction() as tx:
        await tx.inbox.failed(1, "KeyError", None)
        assert await tx.inbox.take(1) is None
        await tx.inbox.put([update(1)])
    assert await ids_waiting(store, retry) == [2, 3]


async def test_of_what_is_done_only_the_id_stays_and_is_pruned(store: Store, database: Database) -> None:
    async with store.transaction() as tx:
        await tx.inbox.put([update(n, "somebody") for n in (1, 2, 3)])
        for n in (1, 2, 3):
            await tx.inbox.done(n, later(hours=n))
    kept = await everything(database)
    assert WORD not in kept
    assert "somebody" not in kept
    async with store.transaction() as tx:
        await tx.inbox.prune(later(hours=2))
        await tx.inbox.put([update(1), update(2)])
        assert await tx.inbox.take(1) is not None
        assert await tx.inbox.take(2) is None
        await tx.inbox.done(1, NOW)
        await tx.inbox.prune(later(days=99))
        assert await tx.inbox.last_id() == 3


async def test_calls_leave_in_the_order_of_their_chat(store: Store) -> None:
    past = later(seconds=-5)
    async with store.transaction() as tx:
        await tx.outbox.add(outgoing("9", "a"))
        await tx.outbox.add(outgoing("1", "a", created_at=past))  # the clock went back
        await tx.outbox.add(outgoing("5", "b", created_at=past))
        await tx.outbox.add(outgoing("7", "c", due=later(seconds=1)))
        await tx.outbox.add(outgoing("6", "c"))
        assert await tx.outbox.due(NOW, 9) == [outgoing("5", "b", created_at=past), outgoing("9", "a")]
        assert await tx.outbox.count() == 5
    assert await ids_due(store, limit=1) == ["5"]
    assert await ids_due(store, later(seconds=1)) == ["5", "7", "9"]  # of the same age: 7 and 9
    async with store.transaction() as tx:
        await tx.outbox.sending(["9"])
    assert await ids_due(store) == ["5"]  # what is being sent holds up its chat
    async with store.transaction() as tx:
        await tx.outbox.sent("9")
        await tx.outbox.sent("nothing")
    assert await ids_due(store) == ["5", "1"]


async def test_urgent_calls_overtake(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.outbox.add(outgoing("1", "a"))
        await tx.outbox.add(outgoing("2", "a", urgent=True, created_at=later(seconds=1)))
        await tx.outbox.add(outgoing("3", "a", urgent=True))
        await tx.outbox.add(outgoing("4", "a", urgent=True, due=later(seconds=1)))
    assert await ids_due(store) == ["3", "2", "1"]
    async with store.transaction() as tx:
        await tx.outbox.sending(["2"])
    assert await ids_due(store) == ["3", "1"]


async def test_a_failed_call_is_tried_again_later(store: Store) -> None:
    retry = later(seconds=3)
    async with store.transaction() as tx:
        await tx.outbox.add(outgoing("1", "a"))
        await tx.outbox.sending(["1"])
        await tx.outbox.retry("1", retry)
        assert not await tx.outbox.due(NOW, 9)
        assert await tx.outbox.due(retry, 9) == [outgoing("1", "a", due=retry, attempts=1)]


async def test_what_was_being_sent_when_the_program_stopped_is_uncertain(store: Store) -> None:
    async with store.transaction() as tx:
        for id in ("1", "2", "3"):
            await tx.outbox.add(outgoing(id, id))
        await tx.outbox.sending(["2", "3"])
        await tx.outbox.sent("3")
    async with store.transaction() as tx:
        await tx.outbox.recover()
        assert await tx.outbox.due(NOW, 9) == [outgoing("1", "1"), outgoing("2", "2", uncertain=True)]


async def test_a_chat_is_forgotten(store: Store) -> None:
    async with store.transaction() as tx:
        for id in ("1", "2"):
            await tx.outbox.add(outgoing(id, "a"))
        await tx.outbox.add(outgoing("3", "b"))
        await tx.outbox.sending(["1"])
        await tx.outbox.drop_chat("a")
        assert await tx.outbox.count() == 1


async def test_a_later_drawing_replaces_those_that_wait(store: Store) -> None:
    async with store.transaction() as tx:
        for id in ("1", "2", "3"):
            await tx.outbox.add(outgoing(id, "a", card="menu"))
        await tx.outbox.add(outgoing("4", "a", card="other"))
        await tx.outbox.add(outgoing("5", "b", card="menu"))
        await tx.outbox.add(outgoing("6", "a"))
        await tx.outbox.sending(["1"])
        await tx.outbox.overtaken("a", "menu", by="3")
        await tx.outbox.sent("1")
        assert await tx.outbox.count() == 4
        await tx.outbox.overtaken("a", "menu", by="")
        assert {each.id for each in await tx.outbox.due(NOW, 9)} == {"4", "5"}


_SECONDS = st.integers(0, 5)
_KINDS = st.sampled_from(["", "", "urgent", "reminder"])
_ADD = st.tuples(st.just("add"), st.sampled_from("ab"), _SECONDS, st.sampled_from([None, "menu"]), _KINDS)
_ONE = st.tuples(st.sampled_from(["sending", "sent", "retry", "overtaken"]), st.integers(0, 20), _SECONDS)
_ALL = st.tuples(st.sampled_from(["recover", "drop", "withdraw"]), st.sampled_from("ab"))


async def play(tx: Transaction, model: Model, number: int, step: tuple[Any, ...]) -> None:
    """Do the same to both. `number` is also the second in which it happens."""
    match step:
        case ("add", chat, wait, card, kind):
            made = later(seconds=number)
            call = outgoing(f"{number}", chat, made + timedelta(seconds=wait), card=card, created_at=made)
            reminder = "m" if kind == "reminder" else ""
            model.calls.append(replace(call, urgent=kind == "urgent", reminder=reminder))
            await tx.outbox.add(model.calls[-1])
        case ("recover", _):
            marked = (
                replace(each, uncertain=each.uncertain or each.id in model.sending) for each in model.calls
            )
            model.calls, model.sending = list(marked), set()
            await tx.outbox.recover()
        case ("withdraw", chat):
            assert list(await tx.outbox.withdraw(chat)) == model.withdraw(chat)
        case ("drop", chat):
            model.keep(unless={each.id for each in model.calls if each.chat == chat})
            await tx.outbox.drop_chat(chat)
        case (what, index, wait) if model.calls:
            at = index % len(model.calls)
            await play_on_one(tx, model, what, at, later(seconds=number + wait))


async def play_on_one(tx: Transaction, model: Model, what: str, at: int, then: datetime) -> None:
    call = model.calls[at]
    match what:
        case "sending":
            model.sending.add(call.id)
            await tx.outbox.sending([call.id])
        case "sent":
            model.keep(unless={call.id})
            await tx.outbox.sent(call.id)
        case "retry":
            model.sending.discard(call.id)
            model.calls[at] = replace(call, due_at=then, attempts=call.attempts + 1)
            await tx.outbox.retry(call.id, then)
        case "overtaken" if call.card:
            model.overtaken(call)
            await tx.outbox.overtaken(call.chat, call.card, by=call.id)


@_MANY
@given(st.lists(_ADD | _ADD | _ONE | _ALL, max_size=25))
async def test_whatever_happens_the_outbox_does_as_its_model(
    database: Database, steps: list[tuple[Any, ...]]
) -> None:
    store, model = await open_at(database, uuid.uuid4().hex), Model()
    try:
        for number, step in enumerate(steps):
            async with store.transaction() as tx:
                await play(tx, model, number, step)
                for now in (later(seconds=number), later(days=1)):
                    assert list(await tx.outbox.due(now, 99)) == model.due(now)
                assert await tx.outbox.count() == len(model.calls)
                assert await tx.outbox.reminders() == len(model.waiting(""))
    finally:
        await store.close()


_WORK = st.tuples(
    st.sampled_from(["put", "put", "done", "failed", "dead"]), st.integers(1, 12), st.sampled_from("abc")
)


@_MANY
@given(st.lists(_WORK, max_size=25), st.sets(st.sampled_from("abc")))
async def test_whatever_happens_the_inbox_does_as_its_model(
    database: Database, steps: list[tuple[str, int, str]], busy: set[str]
) -> None:
    store = await open_at(database, uuid.uuid4().hex)
    known: dict[int, Update | None] = {}  # None: done, or set aside
    try:
        for what, id, sender in steps:
            async with store.transaction() as tx:
                waits = known.get(id)
                if what == "put":
                    known.setdefault(id, update(id, sender))
                    await tx.inbox.put([update(id, sender)])
                elif what == "failed" and waits:
                    known[id] = replace(waits, attempts=waits.attempts + 1, due_at=later(hours=1))
                    await tx.inbox.failed(id, "", later(hours=1))
                elif waits:
                    known[id] = None
                    await (tx.inbox.done(id, NOW) if what == "done" else tx.inbox.failed(id, "", None))
                first = {each.sender: each for each in sorted_down(known)}
                due = [each for each in first.values() if each.sender not in busy and not each.due_at]
                due.sort(key=lambda each: each.id)
                assert list(await tx.inbox.waiting(NOW, sorted(busy), 99)) == due
                assert await tx.inbox.last_id() == max(known, default=None)
    finally:
        await store.close()


def sorted_down(known: dict[int, Update | None]) -> list[Update]:
    return [each for _, each in sorted(known.items(), reverse=True) if each]
