"""A sheet put aside for somebody who shares with the case file: they alone, and they are told nothing else."""

from dataclasses import replace

from bot.engine.dialogue import Voice
from bot.service.views import Show, View
from tests.service.invited import Invited, invited, shown
from tests.service.office import plain
from tests.service.reference.looked_up import (
    ASKED,
    FOR_ALL,
    FOR_OFFICERS,
    PUT_ASIDE,
    kept,
    office,
    on_buttons,
    opens,
    put_for,
    shares,
    shelf,
    title,
)

__all__ = ["invited", "office", "shelf"]


async def test_who_shares_with_the_case_file_gets_a_word_that_names_nothing(invited: Invited) -> None:
    alice, group, office = invited.alice, invited.group, invited.office
    await shares(invited)
    said = await alice.touches(PUT_ASIDE)
    assert "Pour qui" in said
    await alice.touches(alice.labels[0])
    assert "La fiche est mise de côté, et la personne est prévenue." in alice.read
    (notice,) = alice.answer.notices
    assert notice.address == group.address
    assert plain(notice.text) == "Une fiche a été mise de côté pour vous : /fiches"
    assert await put_for(group) == [FOR_ALL]
    assert await alice.traced("page.put_aside") == 1
    traces = [each.case for each in await alice.traces() if each.action == "page.put_aside"]
    assert traces == [invited.case]
    assert "1 fiche" in await group.sends("reference")
    await group.touches("Mises de côté pour vous")
    assert title(office, FOR_ALL, Voice.BENEFICIARY) in on_buttons(group)
    assert "Alice" not in group.read
    await group.touches("Retour aux fiches")
    assert "1 fiche" not in group.read
    person = await group.person()
    async with office.store.transaction() as tx:
        (put,) = await tx.reference.put_aside_for(person.id)
    assert put.seen == office.clock.now()


async def test_only_what_they_may_read_is_put_aside(invited: Invited) -> None:
    await shares(invited, FOR_OFFICERS)
    assert not any(each.startswith(PUT_ASIDE) for each in invited.alice.labels)
    await invited.alice.presses("send")
    assert await put_for(invited.group) == []


async def test_nobody_is_reached_who_does_not_share(invited: Invited) -> None:
    alice, group = invited.alice, invited.group
    await alice.sends("cases", "tilleuls")
    await opens(alice, f"advice:{FOR_ALL}")
    assert not any(each.startswith(PUT_ASIDE) for each in alice.labels)
    for code in ("send", "g.0"):
        await alice.presses(code)
    assert await put_for(group) == []
    assert not alice.answer.notices
    await shown(alice, View(Show.SEND_TO, about=f"advice:{FOR_ALL}"))
    await alice.presses("g.0")
    assert await put_for(group) == []
    assert not alice.answer.notices


async def test_who_withdraws_before_the_last_tap_is_not_reached(invited: Invited) -> None:
    alice, group = invited.alice, invited.group
    await shares(invited)
    await alice.touches(PUT_ASIDE)
    assert alice.screen is not None
    asked = alice.screen
    (share,) = await invited.shares()
    async with invited.office.store.transaction() as tx:
        await tx.shares.save(replace(share, withdrawn_at=invited.office.clock.now()))
    alice.screen = asked
    await alice.presses("g.0")
    assert await put_for(group) == []
    assert not alice.answer.notices


async def test_who_follows_the_case_file_no_more_reaches_nobody(invited: Invited) -> None:
    alice, group = invited.alice, invited.group
    await shares(invited)
    await alice.touches(PUT_ASIDE)
    person = await alice.person()
    async with invited.office.store.transaction() as tx:
        await tx.cases.unassign(invited.case, person.id)
    await alice.presses("g.0")
    assert await put_for(group) == []
    assert not alice.answer.notices


async def test_two_of_the_same_name_are_told_apart(invited: Invited) -> None:
    other = await invited.comes("other")
    for visitor in (invited.group, other):
        person = await visitor.person()
        async with invited.office.store.transaction() as tx:
            await tx.people.save(replace(person, name="Jean"))
    await shares(invited)
    await invited.alice.touches(PUT_ASIDE)
    two = invited.alice.labels[:2]
    assert two[0] != two[1]
    assert all("Jean" in each for each in two)
    await invited.alice.presses("g.1")
    assert len(await put_for(other)) + len(await put_for(invited.group)) == 1


async def test_somebody_who_blocked_the_bot_finds_it_when_they_come_back(invited: Invited) -> None:
    alice, group, office = invited.alice, invited.group, invited.office
    await shares(invited)
    async with office.store.transaction() as tx:
        await tx.people.unreachable(group.address, office.clock.now())
    await alice.touches(PUT_ASIDE)
    await alice.touches(alice.labels[0])
    assert not alice.answer.notices
    assert "/fiches" in alice.read
    assert "prévenu" not in alice.read
    async with office.store.transaction() as tx:
        await tx.people.unreachable(group.address, None)
    assert "1 fiche" in await group.sends("reference")


async def test_erasing_somebody_takes_what_they_kept_and_what_was_put_aside(invited: Invited) -> None:
    alice, group, office = invited.alice, invited.group, invited.office
    await shares(invited)
    await alice.touches(PUT_ASIDE)
    await alice.touches(alice.labels[0])
    await opens(group, f"advice:{FOR_ALL}")
    await group.presses("keep")
    erased = (await group.person()).id
    await group.sends("erase")
    async with office.store.transaction() as tx:
        await tx.people.erase(erased)
    async with office.store.transaction() as tx:
        assert not await tx.reference.of(erased)
        assert not await tx.reference.put_aside_for(erased)
    assert await kept(alice) == []


async def test_an_officer_who_is_erased_leaves_what_they_put_aside(invited: Invited) -> None:
    alice, group = invited.alice, invited.group
    await shares(invited)
    await alice.touches(PUT_ASIDE)
    await alice.touches(alice.labels[0])
    person = await alice.person()
    async with invited.office.store.transaction() as tx:
        await tx.people.erase(person.id)
    await group.sends("reference")
    assert isinstance(await put_for(group), list)
    assert ASKED in group.read
