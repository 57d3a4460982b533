"""What is kept long enough is erased, and nothing younger, whatever the clock says and whatever happens meanwhile."""

from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.engine.dialogue import Inputs, Voice
from bot.loading.library import Library
from bot.ports import Store, StoreUnavailable, Transaction
from bot.records import (
    Address,
    Change,
    Person,
    PlanEvent,
    Purpose,
    SessionRecord,
    Share,
    Status,
    Subject,
    Trace,
)
from bot.service.invitations import Offer
from bot.service.retention import months_before, tidy
from bot.texts.catalogues import Texts
from tests.conftest import TurnedClock
from tests.service.interviewed import DIALOGUE, interviewed
from tests.service.office import CHANNEL, Office, opened

DAYS = (1, 100, 364, 366, 500, 700, 729, 731, 732, 900, 1100)  # ages, about the limits of 12 and 24 months


@pytest.fixture
async def office(
    database: str, content: tuple[Library, dict[str, Texts]], clock: TurnedClock
) -> AsyncIterator[Office]:
    async with opened(database, content, clock) as office:
        yield office


async def aged_case(office: Office, organisation: str, days: int) -> str:
    """A case file that was touched last so many days ago."""
    case = await office.case(organisation, f"Groupe {days}")
    async with office.store.transaction() as tx:
        found = await tx.cases.get(case)
        assert found is not None
        await tx.cases.save(replace(found, touched_at=office.clock.now() - timedelta(days=days)))
    return case


async def aged_person(office: Office, days: int, name: str = "") -> str:
    """Somebody who came so many days ago, and never again."""
    person = Person(office.ids.new(), office.clock.now() - timedelta(days=days), Voice.BENEFICIARY)
    async with office.store.transaction() as tx:
        await tx.people.add(person, Address(CHANNEL, name or person.id))
    return person.id


async def answered(office: Office, person: str, days: int, subject: Subject | None = None) -> None:
    """An interview touched last so many days ago."""
    at, voice = office.clock.now() - timedelta(days=days), Inputs(Voice.BENEFICIARY)
    record = SessionRecord(
        office.ids.new(), person, DIALOGUE, "v", voice, Status.OPEN, at, at, "joint", (), subject or Subject()
    )
    async with office.store.transaction() as tx:
        await tx.sessions.add(record)


async def about(office: Office, case: str) -> Subject:
    async with office.store.transaction() as tx:
        (cooperation,) = await tx.cases.cooperations(case)
    return Subject(case, cooperation.id)


async def left(office: Office, cases: Sequence[str] = (), people: Sequence[str] = ()) -> list[str]:
    """Which of them are still there."""
    async with office.store.transaction() as tx:
        return [
            *[each for each in cases if await tx.cases.get(each) is not None],
            *[each for each in people if await tx.people.get(each) is not None],
        ]


async def tidied(office: Office) -> None:
    await tidy(office.store, office.ids, office.clock, {})


async def lines(office: Office, person: str = "") -> Sequence[Trace]:
    async with office.store.transaction() as tx:
        return await tx.audit.of_person(person)


async def test_case_files_go_after_the_months_of_their_organisation(office: Office) -> None:
    two_years, one_year = await office.organisation("Bray"), await office.organisation("Caux")
    async with office.store.transaction() as tx:
        house = await tx.organisations.get(one_year)
        assert house is not None
        await tx.organisations.save(replace(house, retention_months=12))
    long = {days: await aged_case(office, two_years, days) for days in DAYS}
    short = {days: await aged_case(office, one_year, days) for days in DAYS}
    await tidied(office)
    assert await left(office, [*long.values()]) == [case for days, case in long.items() if days <= 730]
    assert await left(office, [*short.values()]) == [case for days, case in short.items() if days <= 365]
    traced = await lines(office)
    assert {line.case for line in traced if line.action == "case.expire"} == {
        *(case for days, case in long.items() if days > 730),
        *(case for days, case in short.items() if days > 365),
    }
    assert {line.organisation for line in traced} == {one_year, two_years}


async def test_what_runs_every_day_keeps_nothing_longer_and_nothing_shorter(office: Office) -> None:
    bray = await office.organisation("Bray")
    case, person = await aged_case(office, bray, 720), await aged_person(office, 720)
    came, stayed = office.clock.now() - timedelta(days=720), 0
    for _ in range(20):
        await tidied(office)
        there = await left(office, [case], [person])
        stayed += bool(there)
        if came < months_before(office.clock.now(), 24):
            assert there == []
        else:
            assert there == [case, person]
        office.clock.turn(days=1)
    assert stayed == 11  # 24 months are 730 days here


async def test_what_was_said_for_a_case_goes_with_it_and_what_is_ones_own_stays(office: Office) -> None:
    bray = await office.organisation("Bray")
    ana = await office.officer(bray, "Ana")
    old = await aged_case(office, bray, 800)
    await interviewed(office, ana)
    await answered(office, (await ana.person()).id, 800, await about(office, old))
    await tidied(office)
    person = await ana.person()
    async with office.store.transaction() as tx:
        (own,) = await tx.sessions.of(person.id)
    assert own.subject.oneself


async def test_a_case_file_that_is_worked_on_stays_though_nobody_touched_it(office: Office) -> None:
    bray = await office.organisation("Bray")
    ana = await office.officer(bray, "Ana")
    asked, judged, left_alone = [await aged_case(office, bray, 800) for _ in range(3)]
    await answered(office, (await ana.person()).id, 3, await about(office, asked))
    for case, days in ((judged, 3), (left_alone, 790)):
        event = PlanEvent(
            office.ids.new(), await about(office, case), "", office.clock.now() - timedelta(days=days), "",
            Change.GIVEN, office.ids.new(), "take_first_step",
        )  # fmt: skip
        async with office.store.transaction() as tx:
            await tx.plans.add([event])
    await tidied(office)
    assert await left(office, [asked, judged, left_alone]) == [asked, judged]


async def test_who_did_not_come_for_two_years_goes(office: Office) -> None:
    people = {days: await aged_person(office, days) for days in DAYS}
    back = await aged_person(office, 1000)
    await answered(office, back, 600)
    gone = await aged_person(office, 1000)
    await answered(office, gone, 735)
    await tidied(office)
    kept = [person for days, person in people.items() if days <= 730]
    assert await left(office, people=[*people.values(), back, gone]) == [*kept, back]
    expired = [line for line in await lines(office) if line.action == "person.expire"]
    assert len(expired) == len(DAYS) - len(kept) + 1
    assert all(not line.case and not line.organisation for line in expired)


async def test_who_follows_their_list_or_did_anything_traced_stays(office: Office) -> None:
    """Several stay before one goes: none of them hides it."""
    listed, traced, shares = [await aged_person(office, 1000) for _ in range(3)]
    gone = await aged_person(office, 900)
    recently = office.clock.now() - timedelta(days=20)
    event = PlanEvent(
        office.ids.new(), Subject(), listed, recently, listed, Change.ADDED, office.ids.new(), words="appeler"
    )
    await answered(office, shares, 900)
    case = await office.case(await office.organisation("Bray"), "Groupe")
    async with office.store.transaction() as tx:
        (session,) = await tx.sessions.of(shares)
        until = recently + timedelta(days=365)
        await tx.shares.add(Share(office.ids.new(), shares, session.id, case, (), "oui", recently, until))
        await tx.plans.add([event])
        await tx.audit.note(Trace(office.ids.new(), recently, traced, "", "", "person.copy"))
    await tidied(office)
    stay = [listed, traced, shares]
    assert await left(office, people=[*stay, gone]) == stay


async def test_members_of_an_organisation_stay(office: Office) -> None:
    bray = await office.organisation("Bray")
    ana = await office.officer(bray, "Ana")
    office.clock.turn(days=2000)
    await tidied(office)
    assert await ana.member() is not None


async def test_old_lines_of_the_audit_trail_go(office: Office) -> None:
    now = office.clock.now()
    ages = (1, 300, 364, 366, 400)
    async with office.store.transaction() as tx:
        for days in ages:
            await tx.audit.note(Trace(f"{days}", now - timedelta(days=days), "who", "", "", "case.open"))
    await tidied(office)
    assert [line.id for line in await lines(office, "who")] == ["1", "300", "364"]


async def test_links_go_thirty_days_after_they_expired(office: Office) -> None:
    bray = await office.organisation("Bray")
    ana = await (await office.officer(bray, "Ana")).person()
    await office.link(Offer(Purpose.OFFICER, bray, ana.id))  # good for 72 hours
    for days, there in ((3, 1), (29, 1), (2, 0)):
        office.clock.turn(days=days)
        await tidied(office)
        async with office.store.transaction() as tx:
            assert len(await tx.invitations.of(ana.id)) == there


class Failing:
    """A store that cannot be reached any more after some transactions."""

    def __init__(self, store: Store, transactions: int) -> None:
        self.store, self.left = store, transactions

    def transaction(self) -> AbstractAsyncContextManager[Transaction]:
        return self._transaction()

    @asynccontextmanager
    async def _transaction(self) -> AsyncIterator[Transaction]:
        if not self.left:
            raise StoreUnavailable
        self.left -= 1
        async with self.store.transaction() as tx:
            yield tx

    async def close(self) -> None:
        await self.store.close()


async def test_a_store_that_is_gone_meanwhile_ends_it_quietly_and_the_next_time_goes_on(
    office: Office,
) -> None:
    bray = await office.organisation("Bray")
    cases = [await aged_case(office, bray, 800) for _ in range(4)]
    remaining = []
    for transactions in range(4):
        await tidy(Failing(office.store, transactions), office.ids, office.clock, {})
        remaining.append(len(await left(office, cases)))
    assert remaining == [4, 4, 3, 1]
    assert len(await lines(office)) == 3
    await tidied(office)
    assert await left(office, cases) == []


@pytest.mark.parametrize(
    ("now", "months", "before"),
    [
        ("2026-11-24T08:30", 24, "2024-11-24T08:30"),
        ("2026-01-31T08:30", 2, "2025-11-30T08:30"),
        ("2028-02-29T00:00", 12, "2027-02-28T00:00"),
        ("2026-03-31T23:59", 1, "2026-02-28T23:59"),
    ],
)
def test_months_are_those_of_the_calendar(now: str, months: int, before: str) -> None:
    instant, then = (datetime.fromisoformat(each).replace(tzinfo=UTC) for each in (now, before))
    assert months_before(instant, months) == then
