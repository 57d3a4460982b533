"""Case files that change hands: one given to a colleague or followed by two, all of a member, those of nobody."""

from bot.service.views import Show, View
from tests.service.teamed import Team, opens, team

__all__ = ["team"]


# All of them.


async def test_all_case_files_of_a_member_go_to_a_colleague_in_one_go(team: Team) -> None:
    cam = await team.office.officer(team.id, "Cam")
    await team.ana.sends("team")
    asked = await team.ana.touches("Bo", "Passer ses dossiers", "Cam")
    assert "2 dossiers passent à Cam. Bo n’y aura plus accès" in asked
    assert len(await team.bo.held()) == 2
    shown = await team.ana.touches("Oui, passer")
    told = {each.address: each.text for each in team.ana.answer.notices}
    assert "2 dossiers vous ont été confiés" in told[cam.address]
    assert "passés à un collègue" in told[team.bo.address]
    assert "2 dossiers sont maintenant suivis par Cam" in shown
    assert not await team.bo.held()
    assert set(await cam.held()) == {team.canteen, team.minibus}
    assert await team.ana.traced("member.pass_on") == 2
    assert "Cantine" not in shown


async def test_case_files_followed_by_nobody_are_given_to_a_colleague(team: Team) -> None:
    orphan = await team.office.case(team.id, "Sans personne")
    assert "1 dossier n’est suivi par personne" in await team.ana.sends("team")
    await team.ana.touches("Dossiers suivis par personne", "Bo")
    assert ["Un dossier vous a été confié" in each.text for each in team.ana.answer.notices] == [True]
    assert orphan in await team.bo.held()
    assert "Dossiers suivis par personne" not in team.ana.labels
    assert await team.ana.traced("member.pass_on") == 1


async def test_nobody_leaves_case_files_behind(team: Team) -> None:
    await team.bo.sends("team")
    assert "seule personne à suivre 2 dossiers" in await team.bo.touches("Moi dans", "Quitter")
    assert await team.bo.member() is not None
    assert "Vous n’y aurez plus accès" in await team.bo.touches("Ana")
    await team.bo.touches("Ne rien changer", "Ana", "Oui, passer", "Quitter", "Oui")
    assert await team.bo.member() is None
    assert set(await team.ana.held()) == {team.canteen, team.minibus}


# Who follows a case file.


async def test_a_case_file_is_given_to_a_colleague(team: Team) -> None:
    await opens(team.bo, team, View(Show.HAND_OVER, about=team.canteen))
    assert "Cantine" in team.bo.read
    assert "Vous n’y aurez plus accès" in await team.bo.touches("Confier", "Ana")
    assert await team.officers(team.canteen) == {"Bo"}
    await team.bo.touches("Ne rien changer")
    assert await team.officers(team.canteen) == {"Bo"}
    said = await team.bo.touches("Confier", "Ana", "Oui, confier")
    assert "Ana suit maintenant « Cantine » à votre place" in said
    (notice,) = team.bo.answer.notices
    assert notice.address == team.ana.address
    assert "Un dossier vous a été confié" in notice.text
    assert "/dossiers" in notice.text
    assert "Cantine" not in notice.text
    assert await team.officers(team.canteen) == {"Ana"}
    assert await team.bo.traced("case.hand_over") == 1
    assert "à votre portée" in await opens(team.bo, team, View(Show.HAND_OVER, about=team.canteen))


async def test_a_case_file_is_followed_by_two_and_left_by_one(team: Team) -> None:
    await opens(team.bo, team, View(Show.HAND_OVER, about=team.canteen))
    assert "Ne plus suivre" not in team.bo.labels
    assert "avec vous" in await team.bo.touches("Suivre avec", "Ana")
    assert ["avec un collègue" in each.text for each in team.bo.answer.notices] == [True]
    assert await team.officers(team.canteen) == {"Ana", "Bo"}
    await team.bo.touches("Ne plus suivre", "Oui")
    assert await team.officers(team.canteen) == {"Ana"}
    assert await team.bo.traced("case.join") == await team.bo.traced("case.leave") == 1


async def test_who_follows_a_case_file_alone_cannot_drop_it(team: Team) -> None:
    conversation = team.office.conversation
    async with team.office.store.transaction() as tx:
        scene = await conversation._enter(tx, team.bo.address, below=False)
        view = View(Show.HAND_OVER, about=team.canteen, mode="leave")
        await conversation.reception._counters[Show.HAND_OVER].press(scene, view, "confirm")
        await scene.leave()
    assert await team.officers(team.canteen) == {"Bo"}
    assert await team.bo.traced("case.leave", granted=False) == 1


async def test_an_admin_who_does_not_follow_a_case_file_cannot_hand_it_over(team: Team) -> None:
    assert "à votre portée" in await opens(team.ana, team, View(Show.HAND_OVER, about=team.canteen))
    assert "Cantine" not in team.ana.read
    assert await team.ana.traced("case.see", granted=False) == 1
