"""Erasing what has been kept long enough: case files, persons, private interviews, the audit trail, links, reminders."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime, time, timedelta

from bot.engine.delays import before as so_long_before
from bot.engine.outcomes import Delay, Unit
from bot.ports import Clock, Ids, Store, StoreUnavailable, Transaction
from bot.records import Subject, Trace, Untouched
from bot.service.dates import due, local_day
from bot.service.private import UNSAID, gone_on

PERSON_MONTHS = 24  # after the last use, for who belongs to no organisation
TRAIL_MONTHS = 12
LINK_DAYS = 30  # after it expired
REMINDER_DAYS = 90  # after it was told: so long it is known what was told, and on which days
_CLOSE_BY = timedelta(days=7)  # so close to the day that a delay goes back to, zones and short months decide


async def tidy(store: Store, ids: Ids, clock: Clock, kept: Mapping[str, Delay]) -> None:
    """Erase all that is due, each case file, person and interview in a transaction of its own, and trace it.

    `kept`: how long each dialogue has its private interviews kept (`private.kept_in`).

    Ends early where the store is unavailable: nothing is half erased, and the next time goes on.
    """
    now = clock.now()
    try:
        async with store.transaction() as tx:
            organisations = await tx.organisations.all()
        for organisation in organisations:
            await _cases(store, ids, organisation.id, now)
        await _people(store, ids, now)
        await _private(store, ids, now, kept)
        async with store.transaction() as tx:
            await tx.audit.prune(months_before(now, TRAIL_MONTHS))
            await tx.invitations.prune(now - timedelta(days=LINK_DAYS))
            await tx.reminders.prune(now - timedelta(days=REMINDER_DAYS))
    except StoreUnavailable:
        return


def months_before(now: datetime, months: int) -> datetime:
    """The same day of the month, `months` earlier; the end of a shorter month counts as its 31st."""
    return datetime.combine(due(Delay(-months, Unit.MONTH), now.date()), now.timetz())


async def _cases(store: Store, ids: Ids, organisation: str, now: datetime) -> None:
    """Erase the case files of `organisation` that nobody has worked on for as long as it keeps them."""

    async def expired(tx: Transaction, spared: set[str]) -> str:
        house = await tx.organisations.get(organisation)
        if house is None:
            return ""
        before = months_before(now, house.retention_months)
        found = await tx.cases.expired(organisation, before, len(spared) + 1)
        for case in (each for each in found if each not in spared):
            if await _case_used(tx, case, before):
                spared.add(case)
            else:
                await tx.cases.erase(case)
                await tx.audit.note(Trace(ids.new(), now, "", organisation, case, "case.expire"))
            return case
        return ""

    await _one_after_the_other(store, expired)


async def _people(store: Store, ids: Ids, now: datetime) -> None:
    """Erase the persons of no organisation who have not come for long."""
    before = months_before(now, PERSON_MONTHS)

    async def idle(tx: Transaction, spared: set[str]) -> str:
        found = await tx.people.idle(before, len(spared) + 1)
        for person in (each for each in found if each not in spared):
            if await _person_came(tx, person, before):
                spared.add(person)
            else:
                await tx.people.erase(person)
                await tx.audit.note(Trace(ids.new(), now, "", "", "", "person.expire"))
            return person
        return ""

    await _one_after_the_other(store, idle)


async def _private(store: Store, ids: Ids, now: datetime, kept: Mapping[str, Delay]) -> None:
    """Erase the private interviews whose last day has come, where who answered them lives."""
    first = max(so_long_before(each, now.date()) for each in (UNSAID, *kept.values()))
    perhaps = datetime.combine(first, time(), UTC) + _CLOSE_BY

    async def expired(tx: Transaction, spared: set[str]) -> str:
        found = await tx.sessions.untouched(perhaps, len(spared) + 1)
        for each in (each for each in found if each.id not in spared):
            if await _still_kept(tx, each, now, kept):
                spared.add(each.id)
            else:
                await tx.sessions.erase(each.id)
                await tx.audit.note(Trace(ids.new(), now, "", "", each.case, "interview.expire"))
            return each.id
        return ""

    await _one_after_the_other(store, expired)


async def _still_kept(tx: Transaction, each: Untouched, now: datetime, kept: Mapping[str, Delay]) -> bool:
    person = await tx.people.get(each.person)
    zone = "UTC" if person is None else person.zone
    return gone_on(kept, each.dialogue, each.touched_at, zone) > local_day(now, zone)


async def _one_after_the_other(store: Store, step: Callable[[Transaction, set[str]], Awaitable[str]]) -> None:
    """Take one step a transaction until it finds nothing more; it adds what is to stay to the set."""
    spared: set[str] = set()
    found = "first"
    while found:
        async with store.transaction() as tx:
            found = await step(tx, spared)


async def _case_used(tx: Transaction, case: str, before: datetime) -> bool:
    """Whether somebody has answered for the case, or judged its recommendations, since `before`: neither touches it."""
    if any(each.touched_at >= before for each in await tx.sessions.about(case, viewer=None)):
        return True
    cooperations = await tx.cases.cooperations(case)
    traces = [await tx.plans.of(Subject(case, each.id), "") for each in cooperations]
    return any(event.at >= before for trace in traces for event in trace)


async def _person_came(tx: Transaction, person: str, before: datetime) -> bool:
    """Whether the person has followed their list, shared, or done anything that is traced since `before`."""
    plan = [event.at for event in await tx.plans.of(Subject(), person)]
    shares = [share.given_at for share in await tx.shares.of(person)]
    trail = [trace.at for trace in await tx.audit.of_person(person, 1)]
    return any(at >= before for at in (*plan, *shares, *trail))
