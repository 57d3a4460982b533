"""What every store promises of reminders: each is told once, and of two bots each has its own."""

from dataclasses import replace
from datetime import date

from bot.ports import Store, Transaction
from bot.records import Occasion, Person, Reminder, Sending, StepStatus, Subject
from tests.storage.conftest import Open
from tests.storage.databases import Database
from tests.storage.samples import ANNE, HOME, NOW, later, outgoing
from tests.storage.samples_cases import BERT, found, reminder, step
from tests.storage.test_contract_queues import ids_due

_STEP, _EVE = reminder("s"), reminder("v", Occasion.VISIT_EVE, due_at=later(hours=1))


def as_told(state: Sending, message: str = "m", at: float = 0) -> Reminder:
    return replace(_STEP, state=state, message=message, told_at=later(hours=at))


async def states(tx: Transaction, person: str = ANNE.id) -> list[tuple[str, str]]:
    return [(each.about, each.state.value) for each in await tx.reminders.of(person)]


async def test_each_is_kept_once(store: Store) -> None:
    again = replace(_STEP, anchor=date(2026, 12, 8), day=date(2026, 12, 8), due_at=later(days=7))
    theirs, overview = reminder("s", person=BERT.id), reminder("", Occasion.DIGEST, due_at=later(days=1))
    async with store.transaction() as tx:
        await found(tx)
        await tx.reminders.add([_EVE, again, _STEP, overview])
        await tx.reminders.add([])
        await tx.reminders.sending([_STEP], "m", NOW)
        await tx.reminders.add([_STEP, replace(_EVE, due_at=later(days=9)), theirs])
    async with store.transaction() as tx:
        told = as_told(Sending.SENDING)
        assert await tx.reminders.of(ANNE.id) == [told, _EVE, overview, again]
        assert await tx.reminders.about("s") == [told, theirs, again]
        assert await tx.reminders.about("") == [overview]
        assert await tx.reminders.of("nobody") == await tx.reminders.about("nothing") == []


async def test_only_what_is_pending_is_dropped(store: Store) -> None:
    async with store.transaction() as tx:
        await found(tx)
        await tx.reminders.add([_STEP, _EVE])
        await tx.reminders.sending([_STEP], "m", NOW)
        await tx.reminders.drop([_STEP, _EVE, reminder("never kept")])
        assert await tx.reminders.of(ANNE.id) == [as_told(Sending.SENDING)]


async def test_who_waits_longest_comes_first(store: Store) -> None:
    carla = Person("c" * 32, NOW)
    async with store.transaction() as tx:
        await found(tx)
        await tx.people.add(carla, replace(HOME, external="4713"))
        of_bert = [reminder(f"{n}", person=BERT.id, due_at=later(minutes=n)) for n in (1, 2, 5)]
        of_anne = [reminder("a", due_at=later(minutes=3)), reminder("b", due_at=NOW)]
        of_carla = reminder("c", person=carla.id, due_at=later(minutes=4))
        await tx.reminders.add([*of_bert, *of_anne, of_carla])
        assert await tx.reminders.due(later(seconds=-1), 9) == []
        assert await tx.reminders.due(NOW, 9) == [ANNE.id]
        assert await tx.reminders.due(later(minutes=4), 9) == [ANNE.id, BERT.id, carla.id]
        assert await tx.reminders.due(later(minutes=4), 4) == [ANNE.id, BERT.id]
        assert await tx.reminders.due(later(minutes=4), 1) == [ANNE.id]
        await tx.reminders.put_off(ANNE.id, later(minutes=3, seconds=1))
        assert [each.due_at for each in await tx.reminders.of(ANNE.id)] == [later(minutes=3, seconds=1)] * 2
        assert await tx.reminders.due(later(minutes=4), 9) == [BERT.id, ANNE.id, carla.id]
        await tx.reminders.put_off(ANNE.id, NOW)  # not brought forward
        assert await tx.reminders.due(later(minutes=3), 9) == [BERT.id]
        await tx.reminders.sending(of_bert, "m", NOW)
        await tx.reminders.put_off(BERT.id, later(days=1))
        assert {each.due_at for each in await tx.reminders.of(BERT.id)} == {each.due_at for each in of_bert}
        assert await tx.reminders.due(later(days=9), 9) == [ANNE.id, carla.id]


async def test_what_was_sent_is_told_for_good(store: Store) -> None:
    async with store.transaction() as tx:
        await found(tx)
        await tx.reminders.add([_STEP, _EVE])
        await tx.reminders.sending([_STEP], "m", NOW)
        await tx.reminders.sending([_EVE], "n", NOW)
        await tx.reminders.told("m")
        for too_late in (tx.reminders.put_back, tx.reminders.cut, tx.reminders.told):
            await too_late("m")
            await too_late("nothing")
            await too_late("")
        await tx.reminders.sending([_STEP], "again", later(hours=1))
        await tx.reminders.drop([_STEP])
        sent = replace(_EVE, state=Sending.SENDING, message="n", told_at=NOW)
        assert await tx.reminders.of(ANNE.id) == [as_told(Sending.TOLD), sent]
        assert await tx.reminders.due(later(days=9), 9) == []


async def test_what_was_not_sent_is_pending_again(store: Store) -> None:
    async with store.transaction() as tx:
        await found(tx)
        await tx.reminders.add([_STEP, _EVE])
        await tx.reminders.sending([_STEP, _EVE], "m", NOW)
        assert await tx.reminders.due(later(days=9), 9) == []
        await tx.reminders.put_back("m")
        assert await tx.reminders.of(ANNE.id) == [_STEP, _EVE]
        assert await tx.reminders.due(NOW, 9) == [ANNE.id]
        await tx.reminders.sending([_STEP], "n", later(hours=1))
        await tx.reminders.told("m")
        assert await tx.reminders.of(ANNE.id) == [as_told(Sending.SENDING, "n", 1), _EVE]


async def test_what_was_cut_is_told_again_once(store: Store) -> None:
    async def now(tx: Transaction) -> Reminder:
        (found,) = await tx.reminders.of(ANNE.id)
        return found

    async with store.transaction() as tx:
        await found(tx)
        await tx.reminders.add([_STEP])
        await tx.reminders.sending([_STEP], "m", NOW)
        await tx.reminders.cut("m")
        assert await now(tx) == as_told(Sending.CUT)
        assert await tx.reminders.due(later(days=9), 9) == []
        await tx.reminders.drop([_STEP])
        for not_again in (tx.reminders.put_back, tx.reminders.told):
            await not_again("m")
            assert await now(tx) == as_told(Sending.CUT)
        await tx.reminders.sending([_STEP], "n", later(hours=1))
        assert await now(tx) == as_told(Sending.TOLD_AGAIN, "n", 1)
        await tx.reminders.put_back("n")
        assert await now(tx) == replace(_STEP, state=Sending.CUT)
        await tx.reminders.sending([_STEP], "o", later(hours=2))
        await tx.reminders.cut("o")
        assert await now(tx) == as_told(Sending.CUT, "o", 2)
        await tx.reminders.sending([_STEP], "p", later(hours=3))
        await tx.reminders.told("p")
        await tx.reminders.sending([_STEP], "q", later(hours=4))
        assert await now(tx) == as_told(Sending.TOLD_AGAIN, "p", 3)


async def test_what_was_told_long_ago_is_forgotten(store: Store) -> None:
    old, new = reminder("old"), reminder("new")
    async with store.transaction() as tx:
        await found(tx)
        await tx.reminders.add([_STEP, old, new])
        for each, message, at in ((old, "m", NOW), (new, "n", later(hours=1))):
            await tx.reminders.sending([each], message, at)
            await tx.reminders.told(message)
        await tx.reminders.prune(later(hours=1))
        assert await states(tx) == [("new", "told"), ("s", "pending")]


async def test_what_a_step_still_to_be_done_was_told_of_is_never_forgotten(store: Store) -> None:
    async with store.transaction() as tx:
        await found(tx)
        kept = {status: step(status.value, Subject(), person=ANNE.id, status=status) for status in StepStatus}
        for each in kept.values():
            await tx.steps.add(each)
            await tx.reminders.add([reminder(each.id)])
        await tx.reminders.sending([reminder(each.id) for each in kept.values()], "m", NOW)
        await tx.reminders.told("m")
        await tx.reminders.prune(later(days=400))
        assert {about for about, _ in await states(tx)} == {"planned", "begun", "not_done"}


async def test_a_bot_never_touches_the_reminders_of_another(open_for: Open) -> None:
    one, two = await open_for("one"), await open_for("two")
    for store in (one, two):
        async with store.transaction() as tx:
            await found(tx)
            await tx.reminders.add([_STEP, _EVE])
            await tx.reminders.sending([_EVE], "m", NOW)
    async with one.transaction() as tx:
        await tx.reminders.put_off(ANNE.id, later(days=1))
        await tx.reminders.sending([_STEP], "m", NOW)
        await tx.reminders.cut("m")
        await tx.reminders.sending([_STEP, _EVE], "m", NOW)
        await tx.reminders.put_back("m")
        await tx.reminders.prune(later(days=9))
        assert await states(tx) == [("v", "cut"), ("s", "cut")]
    async with two.transaction() as tx:
        assert await tx.reminders.of(ANNE.id) == [
            _STEP,
            replace(_EVE, state=Sending.SENDING, message="m", told_at=NOW),
        ]
        await tx.reminders.told("m")
        await tx.reminders.drop([_STEP])
        await tx.people.erase(ANNE.id)
        assert await tx.reminders.of(ANNE.id) == []
    async with one.transaction() as tx:
        assert await states(tx) == [("v", "cut"), ("s", "cut")]


async def ids_withdrawn(store: Store, chat: str) -> list[str]:
    async with store.transaction() as tx:
        return [each.id for each in await tx.outbox.withdraw(chat)]


async def test_a_reminder_waits_behind_the_conversation_and_never_before_it(store: Store) -> None:
    first = outgoing("m1", "a", reminder="m", until=later(minutes=15), card="day.2026-12-01")
    async with store.transaction() as tx:
        await tx.outbox.add(first)
        await tx.outbox.add(outgoing("m2", "b", reminder="n", created_at=later(seconds=-9)))
        assert await tx.outbox.due(NOW, 9) == [
            outgoing("m2", "b", reminder="n", created_at=later(seconds=-9)),
            first,
        ]
        await tx.outbox.add(outgoing("a1", "a", created_at=later(seconds=1)))
        await tx.outbox.add(outgoing("a2", "a", created_at=later(seconds=2)))
        await tx.outbox.add(outgoing("b1", "b", urgent=True, created_at=later(seconds=3)))
        await tx.outbox.add(outgoing("m3", "c", reminder="o"))
        await tx.outbox.add(outgoing("m4", "c", reminder="p"))
        await tx.outbox.add(outgoing("d1", "d", created_at=later(seconds=4)))
        assert await tx.outbox.reminders() == 4
    assert await ids_due(store) == ["b1", "a1", "d1", "m3"]
    assert await ids_due(store, limit=3) == ["b1", "a1", "d1"]
    assert await ids_due(store, limit=1) == ["b1"]
    async with store.transaction() as tx:
        await tx.outbox.sending(["a1", "b1", "m3"])
        assert await tx.outbox.reminders() == 3
    assert await ids_due(store) == ["d1"]
    async with store.transaction() as tx:
        for id in ("a1", "a2", "b1"):
            await tx.outbox.sent(id)
    assert await ids_due(store, later(days=1)) == ["d1", "m2", "m1"]  # also those whose time has passed


async def test_a_reminder_that_is_being_sent_keeps_the_order_of_its_chat(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.outbox.add(outgoing("m1", "a", reminder="m"))
        await tx.outbox.sending(["m1"])
        await tx.outbox.add(outgoing("a1", "a"))
    assert await ids_due(store) == []
    async with store.transaction() as tx:
        await tx.outbox.recover()
        assert [(each.id, each.uncertain) for each in await tx.outbox.due(NOW, 9)] == [("a1", False)]
        await tx.outbox.sent("a1")
        assert [(each.id, each.uncertain) for each in await tx.outbox.due(NOW, 9)] == [("m1", True)]


async def test_reminders_are_withdrawn_unless_they_may_have_arrived(open_for: Open) -> None:
    one, two = await open_for("one"), await open_for("two")
    waits = outgoing("m1", "a", reminder="m", until=later(minutes=15))
    for store in (one, two):
        async with store.transaction() as tx:
            await tx.outbox.add(waits)
            await tx.outbox.add(outgoing("m2", "a", reminder="n", due=later(hours=1)))
            await tx.outbox.add(outgoing("a1", "a"))
            for number, id in enumerate(("tried", "doubtful", "sending")):
                await tx.outbox.add(outgoing(id, "a", reminder=f"{number}"))
            await tx.outbox.add(outgoing("b1", "b", reminder="o"))
            await tx.outbox.retry("tried", NOW)
            await tx.outbox.sending(["doubtful"])
            await tx.outbox.recover()
            await tx.outbox.sending(["sending"])
    async with one.transaction() as tx:
        assert await tx.outbox.withdraw("a") == [waits, outgoing("m2", "a", reminder="n", due=later(hours=1))]
        assert await tx.outbox.withdraw("a") == await tx.outbox.withdraw("nowhere") == []
        assert (await tx.outbox.count(), await tx.outbox.reminders()) == (5, 3)
    async with two.transaction() as tx:
        assert (await tx.outbox.count(), await tx.outbox.reminders()) == (7, 5)
    assert await ids_withdrawn(two, "b") == ["b1"]


async def test_a_later_drawing_does_not_replace_a_reminder(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.outbox.add(outgoing("m1", "a", reminder="m", card="day"))
        for id in ("1", "2"):
            await tx.outbox.add(outgoing(id, "a", card="day"))
        await tx.outbox.overtaken("a", "day", by="2")
        assert [each.id for each in await tx.outbox.due(NOW, 9)] == ["2"]
        await tx.outbox.sent("2")
        assert [each.reminder for each in await tx.outbox.due(NOW, 9)] == ["m"]


async def test_a_reminder_that_cannot_be_read_is_pending_again(store: Store, database: Database) -> None:
    async with store.transaction() as tx:
        await found(tx)
        await tx.reminders.add([_STEP, _EVE])
        for reminder, message in ((_STEP, "m"), (_EVE, "n")):
            await tx.reminders.sending([reminder], message, NOW)
            await tx.outbox.add(outgoing(message, message, reminder=message))
    await database.rows("UPDATE outbox SET payload = '1:broken'")
    async with store.transaction() as tx:
        assert await tx.outbox.withdraw("n") == [outgoing("n", "n", reminder="n", payload={})]
        assert await tx.outbox.due(NOW, 9) == []
        assert await states(tx) == [("s", "pending"), ("v", "sending")]  # the second is for who withdrew it
