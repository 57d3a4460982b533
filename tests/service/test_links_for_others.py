"""Links for a group, and for another telephone."""

from bot.engine.dialogue import Voice
from bot.records import Purpose
from bot.service.invitations import hashed
from bot.service.views import Show, View
from tests.service.teamed import Team, joining, opens, team

__all__ = ["team"]


# A link for a group.


async def test_somebody_of_a_group_finds_out_for_themselves_and_the_link_is_remembered(team: Team) -> None:
    token = await team.offer(Purpose.BENEFICIARY, team.bo, team.canteen)
    guest = await joining(team, token)
    assert "Bo (Pays de Bray) vous invite" in guest.read
    assert "rien n’est partagé" in guest.read
    assert "Cantine" not in guest.read
    person = await guest.person()
    assert person.voice is Voice.BENEFICIARY
    async with team.office.store.transaction() as tx:
        (session,) = await tx.sessions.of(person.id)
        (used,) = await tx.invitations.used_by(person.id)
    assert session.subject.oneself
    assert used.case == team.canteen
    assert "déjà ouvert ce lien" in await guest.sends("start", token)
    async with team.office.store.transaction() as tx:
        link = await tx.invitations.by_hash(hashed(token))
        assert len(await tx.sessions.of(person.id)) == 1
    assert link is not None
    assert link.used == 1


async def test_who_comes_by_a_link_is_told_what_answers_them(team: Team) -> None:
    for purpose, case in ((Purpose.BENEFICIARY, team.canteen), (Purpose.OFFICER, "")):
        new = await joining(team, await team.offer(purpose, team.bo, case), purpose)
        assert "assistant automatique" in new.read
        assert "/supprimer" in new.read


async def test_an_interview_that_waits_is_not_lost_by_opening_a_link(team: Team) -> None:
    guest = team.office.visitor("guest")
    await guest.sends("start")
    await guest.touches("Je réponds pour")
    await guest.presses(guest.offered[0][1])
    said = await guest.sends("start", await team.offer(Purpose.BENEFICIARY, team.bo, team.canteen))
    assert "vous invite" in said
    assert "Reprendre" in " ".join(guest.labels)


async def test_one_link_is_good_for_ten_people_of_a_group(team: Team) -> None:
    token = await team.offer(Purpose.BENEFICIARY, team.bo, team.canteen)
    for number in range(10):
        assert "vous invite" in (await joining(team, token, f"guest{number}")).read
    assert "a déjà servi" in (await joining(team, token, "eleventh")).read


async def test_an_officer_is_told_that_the_link_is_for_the_group(team: Team) -> None:
    token = await team.offer(Purpose.BENEFICIARY, team.bo, team.canteen)
    assert "destiné au groupe" in await team.bo.sends("start", token)
    assert (await team.bo.person()).voice is Voice.OFFICER


async def test_a_link_for_a_group_is_made_from_its_case_file(team: Team) -> None:
    shown = await opens(team.bo, team, View(Show.INVITE, about=team.canteen, mode="beneficiary"))
    assert "Cantine" in shown
    await team.bo.touches("Créer le lien")
    assert "Lien pour le groupe « Cantine »" in team.bo.read
    assert "vous invite" in (await joining(team, team.bo.token)).read
    assert "à votre portée" in await opens(
        team.ana, team, View(Show.INVITE, about=team.canteen, mode="beneficiary")
    )


# Another telephone.


async def test_who_changes_their_telephone_stays_the_same_person(team: Team) -> None:
    old = await team.bo.person()
    await team.bo.sends("phone")
    await team.bo.touches("Créer le lien")
    token = team.bo.token
    new = await joining(team, token)
    assert "la même personne" in new.read
    assert (await new.person()).id != old.id  # nothing happens before it is confirmed
    stranger = await new.person()
    assert "C’est fait" in await new.touches("Oui, continuer")
    (notice,) = new.answer.notices
    assert notice.address == team.bo.address
    assert "gère votre équipe" in notice.text
    assert (await new.person()).id == old.id
    assert len(await new.held()) == 2
    assert "Cantine" in new.labels
    async with team.office.store.transaction() as tx:
        assert await tx.people.get(stranger.id) is None
        assert await tx.people.addresses(old.id) == [new.address]
    await team.bo.sends("start")
    assert (await team.bo.person()).id != old.id
    assert await team.bo.member() is None
    assert "déjà fait" in await new.sends("start", token)


async def test_somebody_of_a_group_is_told_on_the_old_telephone(team: Team) -> None:
    guest = await joining(team, await team.offer(Purpose.BENEFICIARY, team.bo, team.canteen))
    await guest.sends("phone")
    assert "Vous y retrouvez vos entretiens" in guest.read
    await guest.touches("Créer le lien")
    new = await joining(team, guest.token, "other")
    await new.touches("Oui, continuer")
    (notice,) = new.answer.notices
    assert notice.address == guest.address
    assert "la personne qui vous accompagne" in notice.text


async def test_the_link_for_a_telephone_opened_on_the_old_one_changes_nothing(team: Team) -> None:
    await team.bo.sends("phone")
    await team.bo.touches("Créer le lien")
    token = team.bo.token
    assert "pour votre nouveau compte" in await team.bo.sends("start", token)
    assert "Oui, continuer avec ce compte" in (await joining(team, token)).labels


async def test_an_account_in_use_is_not_taken_over(team: Team) -> None:
    token = await team.offer(Purpose.PHONE, team.bo, person=(await team.bo.person()).id)
    assert "/supprimer" in await team.ana.sends("start", token)
    guest = team.office.visitor("guest")
    await guest.sends("start")
    await guest.touches("Je réponds pour")
    await guest.presses(guest.offered[0][1])
    assert "/supprimer" in await guest.sends("start", token)
    assert (await team.ana.person()).name == "Ana"
    assert await team.ana.traced("phone.take_over", granted=False) == 1


async def test_an_interview_not_yet_answered_holds_nobody_back(team: Team) -> None:
    token = await team.offer(Purpose.PHONE, team.bo, person=(await team.bo.person()).id)
    guest = team.office.visitor("guest")
    await guest.sends("start")
    await guest.touches("Je réponds pour")
    await guest.sends("start", token)
    await guest.touches("Oui, continuer")
    assert (await guest.person()).name == "Bo"


async def test_an_admin_makes_the_link_for_the_telephone_of_a_colleague(team: Team) -> None:
    await team.ana.sends("team")
    assert "Bo" in await team.ana.touches("Bo", "Nouveau téléphone")
    await team.ana.touches("Créer le lien")
    new = await joining(team, team.ana.token)
    await new.touches("Oui, continuer")
    assert (await new.person()).name == "Bo"


async def test_who_left_the_team_is_not_taken_over_by_its_admin(team: Team) -> None:
    bo = await team.bo.person()
    token = await team.offer(Purpose.PHONE, team.ana, person=bo.id)
    async with team.office.store.transaction() as tx:
        await tx.organisations.leave(bo.id)
    assert "annulé" in (await joining(team, token)).read


async def test_a_new_link_for_a_telephone_replaces_the_one_before(team: Team) -> None:
    await team.bo.sends("phone")
    await team.bo.touches("Créer le lien")
    first = team.bo.token
    await team.bo.touches("Faire un autre lien")
    assert team.bo.token != first
    assert "annulé" in (await joining(team, first)).read
