"""What holds for reminders on PostgreSQL: several processes at once tell each thing once, and none waits for ever."""

import asyncio
import random
import sys
from dataclasses import replace

from bot.ports import Store
from bot.records import Address, Card, Chat, Person, Sending
from tests.storage.databases import Post, open_at
from tests.storage.samples import NOW, WORD, later, outgoing, update
from tests.storage.samples_cases import reminder

PERSONS, PROCESSES = 10_000, 4
_FILL = f"""
    INSERT INTO person (bot, id, since, locale, zone)
    SELECT 'one', 'p' || n, now(), 'fr', 'UTC' FROM generate_series(1, {PERSONS}) AS n;
    INSERT INTO reminder (bot, person, about, occasion, anchor, day, due_at, state)
    SELECT 'one', 'p' || n, 's' || n, 'due', '2026-11-22', '2026-11-22', '2026-11-22', 'pending'
    FROM generate_series(1, {PERSONS}) AS n
"""  # noqa: S608 - a number


async def told_by_one(post: Post) -> list[str]:
    """Whom another process tells."""
    url = f"{post.url}&synchronous_commit=off"  # nobody pulls the plug here
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.storage.claiming", url, post.keys.url, "4"),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    said, _ = await process.communicate(b"")
    assert process.returncode == 0
    return said.decode().split()


async def test_four_processes_tell_ten_thousand_each_once(post: Post) -> None:
    for sql in _FILL.split(";"):
        await post.rows(sql)
    told = await asyncio.gather(*(told_by_one(post) for _ in range(PROCESSES)))
    assert all(told)
    everybody = [person for each in told for person in each]
    assert len(everybody) == PERSONS
    assert len(set(everybody)) == PERSONS
    assert await post.rows("SELECT count(DISTINCT message) FROM reminder WHERE state = 'sending'") == [
        (PERSONS,)
    ]
    assert await post.rows("SELECT * FROM reminder WHERE state <> 'sending'") == []


async def test_who_is_claimed_is_passed_over(post: Post) -> None:
    store = await open_at(post)
    async with store.transaction() as tx:
        for n in (1, 2):
            await tx.people.add(Person(f"p{n}", NOW), Address("telegram", f"{n}"))
        await tx.reminders.add(
            [reminder("s", person="p1"), reminder("s", person="p2", due_at=later(hours=1))]
        )
    async with store.transaction() as one, store.transaction() as two:
        assert await one.reminders.due(NOW, 9) == ["p1"]
        assert await two.reminders.due(later(hours=1), 9) == ["p2"]
        await two.reminders.add([reminder("new", person="p1")])  # who is claimed can still be given more
    async with store.transaction() as one:
        assert await one.people.at(Address("telegram", "1")) is not None  # as a turn begins
        async with store.transaction() as two:
            assert await two.reminders.due(later(hours=1), 9) == ["p2"]
    await store.close()


async def test_a_reminder_being_sent_is_not_withdrawn(post: Post) -> None:
    store = await open_at(post)
    async with store.transaction() as tx:
        await tx.outbox.add(outgoing("m1", "a", reminder="m"))

    async def withdraw() -> list[str]:
        async with store.transaction() as tx:
            return [each.id for each in await tx.outbox.withdraw("a")]

    async with store.transaction() as tx:
        assert [each.id for each in await tx.outbox.due(NOW, 9)] == ["m1"]
        withdrawing = asyncio.create_task(withdraw())
        await asyncio.sleep(0.1)
        await tx.outbox.sending(["m1"])
    assert await withdrawing == []
    async with store.transaction() as tx:
        await tx.outbox.recover()
        await tx.outbox.add(outgoing("m2", "a", reminder="m"))
    async with store.transaction() as tx:
        assert [each.id for each in await tx.outbox.withdraw("a")] == ["m2"]
        async with store.transaction() as other:
            assert [each.id for each in await other.outbox.due(NOW, 9)] == ["m1"]
    await store.close()


PEOPLE = 3


def address(n: int) -> Address:
    return Address("telegram", f"{n}")


async def settle(store: Store) -> None:
    async with store.transaction() as tx:
        for n in range(PEOPLE):
            await tx.people.add(Person(f"p{n}", NOW), address(n))
            await tx.chats.save(Chat(address(n), f"p{n}"))
            await tx.chats.save_card(Card("menu", address(n), 1, {}))


async def turn(store: Store, n: int, id: int) -> None:
    """Somebody says something: as the worker goes about it."""
    async with store.transaction() as tx:
        await tx.inbox.put([update(id, f"{n}")])
    async with store.transaction() as tx:
        assert await tx.inbox.take(id) is not None
        person, chat = await tx.people.at(address(n)), await tx.chats.at(address(n))
        assert person is not None
        assert chat is not None
        for row in await tx.outbox.withdraw(f"{n}"):
            await tx.reminders.put_back(row.reminder)
        (card,) = [each for each in await tx.chats.cards(address(n)) if each.name == "menu"]
        await tx.people.save(replace(person, name=WORD))
        await tx.reminders.add(
            [reminder(f"s{id}", person=person.id), reminder(f"t{id}", person=f"p{id % PEOPLE}")]
        )
        await tx.chats.save_card(replace(card, screen=chat.screen + 1))
        await tx.chats.save(replace(chat, screen=chat.screen + 1))
        if id % 5 == 0:
            await tx.outbox.add(outgoing(f"a{id}", f"{n}", card="menu"))
        await tx.inbox.done(id, NOW)


async def remind(store: Store, id: int) -> None:
    """Somebody is told something: as the rounds go about it."""
    async with store.transaction() as tx:
        for person in (await tx.reminders.due(NOW, 9))[:1]:
            n = int(person[1:])
            chat = await tx.chats.at(address(n))
            assert chat is not None
            pending = [each for each in await tx.reminders.of(person) if each.state is Sending.PENDING]
            await tx.reminders.sending(pending, f"m{id}", NOW)
            await tx.chats.save(replace(chat, screen=chat.screen + 1))
            await tx.chats.save_card(Card("day", address(n), chat.screen + 1, {}))
            await tx.outbox.add(outgoing(f"m{id}", f"{n}", card="day", reminder=f"m{id}"))


async def send(store: Store) -> None:
    """What is due is sent: as the sender goes about it."""
    async with store.transaction() as tx:
        due = await tx.outbox.due(NOW, 9)
        for row in due:
            await tx.chats.cards(address(int(row.chat)))
        await tx.outbox.sending([row.id for row in due])
    for row in due:
        async with store.transaction() as tx:
            await tx.outbox.sent(row.id)
            await tx.chats.sent(address(int(row.chat)), row.card or "", "77")
            if row.reminder:
                await tx.reminders.told(row.reminder)


async def test_turns_rounds_and_the_sender_never_wait_for_one_another(post: Post) -> None:
    store, rng = await open_at(post), random.Random(4)
    await settle(store)

    async def turns(n: int) -> None:
        for id in range(n, 60 * PEOPLE, PEOPLE):
            await turn(store, n, id)
            await asyncio.sleep(rng.random() / 200)

    talk = asyncio.gather(*(turns(n) for n in range(PEOPLE)))

    async def until_they_end(what: str) -> None:
        id = 0
        while not talk.done():
            id += 1
            await (send(store) if what == "send" else remind(store, id))
            await asyncio.sleep(rng.random() / 200)

    await asyncio.gather(talk, until_they_end("send"), until_they_end("remind"))  # a deadlock would raise
    for id in range(PEOPLE):
        await remind(store, -id)
    while await post.rows("SELECT 1 FROM outbox"):
        await send(store)
    assert await post.rows("SELECT state, count(*) FROM reminder GROUP BY 1") == [("told", 120 * PEOPLE)]
    assert await post.rows("SELECT 1 FROM reminder WHERE message LIKE 'm__'") != []  # some in between
    await store.close()
