"""Links to join a team: making them, opening them, and what makes them useless."""

import asyncio
from dataclasses import replace

import pytest

from bot.engine.dialogue import Voice
from bot.records import Purpose, Role
from bot.service.documents import Code
from bot.service.invitations import hashed
from bot.service.screens import Sent, Thing
from bot.service.views import Show, View
from tests.conftest import TurnedClock
from tests.service.teamed import Team, joining, members, opens, role_of, shown_at, team

__all__ = ["team"]


# Making links.


async def test_a_link_is_shown_once_with_its_picture_and_only_its_hash_is_kept(team: Team) -> None:
    await team.ana.sends("invite")
    await team.ana.touches("Un collègue")
    token = team.ana.token
    (picture,) = team.ana.answer.documents
    assert isinstance(picture, Code)
    assert picture.token == token
    assert token not in str(await shown_at(team.ana))
    async with team.office.store.transaction() as tx:
        assert await tx.invitations.by_hash(hashed(token)) is not None
    again = await team.ana.hears(Sent(Thing.STICKER))
    assert "plus haut dans cette conversation" in again
    assert "Valable jusqu’au 27 novembre 2026" in again
    assert "annulez" not in again
    assert token not in again


async def test_the_message_with_a_link_stays_when_one_goes_back(team: Team) -> None:
    await team.ana.sends("invite")
    for label in ("Faire un autre lien", "Retour"):
        await team.ana.sends("invite")
        await team.ana.touches("Un collègue", label)
        (screen,) = team.ana.answer.screens
        assert screen.below


async def test_an_officer_invites_no_admin(team: Team) -> None:
    await team.bo.sends("invite")
    assert "Quelqu’un qui gère aussi l’équipe" not in team.bo.labels
    await team.bo.presses("admin")
    assert not team.bo.answer.documents


async def test_links_are_listed_and_cancelled_in_one_tap(team: Team) -> None:
    await team.offer(Purpose.BENEFICIARY, team.bo, team.canteen)
    token = await team.offer(Purpose.OFFICER, team.bo)
    team.office.clock.turn(minutes=1)
    shown = await opens(team.bo, team, View(Show.LINKS))
    assert "Lien pour le groupe « Cantine »" in shown
    assert "pour 10 personnes encore" in shown
    lines = shown.splitlines()
    place = 1 + [line for line in lines if line.startswith("Lien")].index("Lien pour rejoindre l’équipe")
    assert "Le lien est annulé" in await team.bo.touches(f"Annuler le lien {place}")
    assert "rejoindre" not in team.bo.read
    assert "annulé" in await team.office.visitor("late").sends("start", token)
    assert await team.bo.traced("link.revoke") == 1


async def test_nobody_cancels_the_link_of_somebody_else(team: Team) -> None:
    token = await team.offer(Purpose.OFFICER, team.ana)
    async with team.office.store.transaction() as tx:
        link = await tx.invitations.by_hash(hashed(token))
    assert link is not None
    conversation = team.office.conversation
    counter = conversation.reception._counters[Show.LINKS]
    for view, code in ((View(Show.LINKS), f"x.{link.id}"), (View(Show.INVITED, about=link.id), "revoke")):
        async with team.office.store.transaction() as tx:
            scene = await conversation._enter(tx, team.bo.address, below=False)
            await counter.press(scene, view, code)
            await scene.leave()
    assert "Rejoindre" in (await joining(team, token)).labels
    assert await team.bo.traced("link.revoke", granted=False) == 2


# Joining a team.


async def test_a_colleague_joins_says_their_name_and_is_an_officer(team: Team) -> None:
    new = await joining(team, await team.offer(Purpose.OFFICER, team.bo))
    assert "Pays de Bray" in new.read
    assert await new.member() is None
    assert "vous appellent-ils" in await new.touches("Rejoindre")
    assert "« Eve »" in await new.says("Eve")
    member = await new.member()
    assert member is not None
    assert (member.role, member.organisation, member.name) == (Role.OFFICER, team.id, "Eve")
    assert (await new.person()).voice is Voice.OFFICER
    assert await new.traced("member.join") == await new.traced("link.use") == 1


async def test_a_name_may_be_left_out_when_joining(team: Team) -> None:
    new = await joining(team, await team.offer(Purpose.OFFICER, team.bo))
    await new.touches("Rejoindre", "Sans nom")
    assert (await shown_at(new)).show is Show.HOME
    assert (await new.person()).name == ""


async def test_a_link_for_one_lets_one_in_when_two_have_it(team: Team) -> None:
    token = await team.offer(Purpose.OFFICER, team.bo)
    first, second = await joining(team, token, "first"), await joining(team, token, "second")
    await asyncio.gather(first.touches("Rejoindre"), second.touches("Rejoindre"))
    assert sum([await each.member() is not None for each in (first, second)]) == 1
    loser = first if await first.member() is None else second
    assert "a déjà servi" in loser.read


async def test_a_link_opened_again_by_who_used_it_changes_nothing(team: Team) -> None:
    token = await team.offer(Purpose.OFFICER, team.bo)
    new = await joining(team, token)
    await new.touches("Rejoindre")
    assert "déjà ouvert ce lien" in await new.sends("start", token)
    assert not await new.traced("link.use", granted=False)


async def test_a_member_is_told_that_the_link_is_for_somebody_else_and_it_stays_good(team: Team) -> None:
    token = await team.offer(Purpose.OFFICER, team.ana)
    assert "faites déjà partie de cette équipe" in await team.ana.sends("start", token)
    assert "faites déjà partie de cette équipe" in await team.bo.sends("start", token)
    assert "Rejoindre" in (await joining(team, token)).labels


async def test_a_link_of_an_admin_raises_an_officer(team: Team) -> None:
    await team.bo.sends("start", await team.offer(Purpose.ADMIN, team.ana))
    await team.bo.touches("Gérer aussi l’équipe")
    assert await role_of(team.bo) is Role.ADMIN
    assert len(await team.bo.held()) == 2


async def test_one_belongs_to_one_team_at_a_time(team: Team) -> None:
    carl = await team.office.officer(await team.office.organisation("Ailleurs"), "Carl")
    shown = await carl.sends("start", await team.offer(Purpose.OFFICER, team.bo))
    assert "une seule à la fois" in shown
    assert "/equipe" in shown
    assert len(await members(team)) == 2


async def test_a_link_whose_maker_may_no_longer_make_it_lets_nobody_in(team: Team) -> None:
    token = await team.offer(Purpose.ADMIN, team.ana)
    member = await team.ana.member()
    assert member is not None
    async with team.office.store.transaction() as tx:
        await tx.organisations.join(replace(member, role=Role.OFFICER))
    assert "annulé" in (await joining(team, token)).read


async def test_who_comes_back_to_a_team_does_not_bring_their_old_links_back(team: Team) -> None:
    token = await team.offer(Purpose.OFFICER, team.bo)
    await team.ana.sends("team")
    await team.ana.touches("Bo", "Retirer de", "Oui, retirer")
    await team.bo.sends("start", await team.offer(Purpose.OFFICER, team.ana))
    await team.bo.touches("Rejoindre")
    assert "annulé" in (await joining(team, token)).read


@pytest.mark.parametrize("token", ["never-given", " ", "x" * 5000, "é\ud800", "'; drop table"])
async def test_a_link_that_was_never_made_is_not_known(team: Team, token: str) -> None:
    said = await team.office.visitor("guest").sends("start", token)
    assert "n’est pas connu ici" in said


async def test_a_link_that_is_too_old_says_so(team: Team, clock: TurnedClock) -> None:
    token = await team.offer(Purpose.OFFICER, team.bo)
    new = await joining(team, token)
    clock.turn(hours=73)
    assert "trop ancien" in (await joining(team, token, "other")).read
    await new.touches("Rejoindre")
    assert await new.member() is None


async def test_after_five_failures_links_are_not_looked_at_for_an_hour(
    team: Team, clock: TurnedClock
) -> None:
    token = await team.offer(Purpose.OFFICER, team.bo)
    guest = team.office.visitor("guest")
    for number in range(5):
        assert "n’est pas connu" in await guest.sends("start", f"guess{number}")
        clock.turn(minutes=1)
    assert "pendant une heure" in await guest.sends("start", token)
    assert "Rejoindre" not in guest.labels
    assert await guest.traced("link.use", granted=False) == 5
    assert "Rejoindre" in (await joining(team, token, "honest")).labels
    clock.turn(minutes=60)
    await guest.sends("start", token)
    assert "Rejoindre" in guest.labels


async def test_five_failures_over_a_day_stop_nobody(team: Team, clock: TurnedClock) -> None:
    guest = team.office.visitor("guest")
    for _ in range(6):
        assert "n’est pas connu" in await guest.sends("start", "guess")
        clock.turn(minutes=11)
