"""Getting a link that opens an interview, and who gets none."""

import re

import pytest

from bot.engine.dialogue import Voice
from bot.service.counters.opening import payload
from bot.service.documents import Code
from bot.service.screens import Sent, Thing
from bot.service.views import Show, View
from bot.texts.folding import folded
from tests.service.office import Visitor, plain
from tests.service.situated import CONTENT, said
from tests.service.teamed import Team, joining, opens, shown_at, team

__all__ = ["team"]

CLOSING, QUIZ = payload("workshop_closing"), payload("cooperator_quiz")
THEIRS = [id for id, each in CONTENT[0].engines.items() if Voice.BENEFICIARY in each.dialogue.voices]


async def somebody(team: Team, label: str) -> Visitor:
    """Somebody of no team, who has said who they are."""
    visitor = team.office.visitor(label)
    await visitor.sends("start")
    await visitor.touches(label)
    return visitor


async def test_a_member_gets_the_link_and_its_picture(team: Team) -> None:
    await team.bo.sends("interviews")
    await team.bo.touches("Un lien à donner", said("workshop_closing", "title", Voice.BENEFICIARY)[:16])
    assert team.bo.token == CLOSING
    assert "sans limite de temps" in team.bo.read
    assert "« Inviter ce groupe »" in team.bo.read
    (picture,) = team.bo.answer.documents
    assert isinstance(picture, Code)
    assert picture.token == CLOSING
    assert re.fullmatch(r"lien-[a-z0-9-]+\.png", picture.file_name)
    await team.bo.hears(Sent(Thing.STICKER))
    assert team.bo.token == CLOSING  # no secret: it is shown again, the picture is not
    assert not team.bo.answer.documents
    assert "Question 1 " in (await joining(team, CLOSING)).read


async def test_the_message_with_the_link_stays_and_one_comes_back_to_the_same_page(team: Team) -> None:
    await team.bo.sends("interviews")
    await team.bo.touches("Un lien à donner", "Suite", "Quel coopérateur", "Retour")
    (screen,) = team.bo.answer.screens
    assert screen.below
    assert "Quel coopérateur je suis ?" in team.bo.labels
    await team.bo.touches("Retour")
    assert "Avant l’atelier : le questionnaire" in team.bo.labels
    await team.bo.touches("Retour")
    assert (await shown_at(team.bo)).show is Show.PROPOSALS


async def test_all_interviews_for_groups_are_listed_by_their_titles_in_order(team: Team) -> None:
    shown = await opens(team.bo, team, View(Show.INTERVIEW_LINKS))
    assert "Un lien à donner" in shown
    listed = [label for label, code in team.bo.offered if code.startswith("d.")]
    await team.bo.touches("Suite")
    listed += [label for label, code in team.bo.offered if code.startswith("d.")]
    assert "Suite" not in team.bo.labels
    assert sorted(listed) == sorted(plain(said(each, "title", Voice.BENEFICIARY)) for each in THEIRS)
    assert listed == sorted(listed, key=folded)


@pytest.mark.parametrize("dialogue", THEIRS)
def test_each_link_is_one_that_telegram_takes(dialogue: str) -> None:
    assert re.fullmatch(r"[A-Za-z0-9_-]{1,64}", payload(dialogue))


# Who may not.


async def test_who_belongs_to_no_team_is_offered_no_links(team: Team) -> None:
    for label in ("Je réponds pour", "J’accompagne"):
        visitor = await somebody(team, label)
        await visitor.sends("interviews")
        assert "Un lien à donner" not in visitor.labels
        await visitor.presses("link")
        assert (await shown_at(visitor)).show is Show.PROPOSALS
        assert await visitor.traced("button.press", granted=False) == 1


@pytest.mark.parametrize("view", [View(Show.INTERVIEW_LINKS), View(Show.INTERVIEW_LINK, mode="cooperator_quiz")])  # fmt: skip
async def test_the_screens_are_empty_for_who_left_the_team(team: Team, view: View) -> None:
    assert len(await opens(team.bo, team, view)) > 40
    bo = (await team.bo.person()).id
    async with team.office.store.transaction() as tx:
        await tx.organisations.leave(bo)
    await team.bo.presses("d.workshop_closing")
    assert "réservés aux membres" in team.bo.read
    assert QUIZ not in team.bo.read
    assert not team.bo.answer.documents
    assert await team.bo.traced("link.new", granted=False) == 1
    await team.bo.touches("Continuer")
    assert (await shown_at(team.bo)).show is Show.HOME


@pytest.mark.parametrize("dialogue", ["workshop_closing", "network_checkup_officer", "x", ""])
async def test_a_forged_press_gets_nobody_a_picture_that_is_not_theirs(team: Team, dialogue: str) -> None:
    guest = await somebody(team, "Je réponds pour")
    conversation = team.office.conversation
    counter = conversation.reception._counters[Show.INTERVIEW_LINKS]
    for visitor in (guest, team.bo):
        async with team.office.store.transaction() as tx:
            scene = await conversation._enter(tx, visitor.address, below=False)
            await counter.press(scene, View(Show.INTERVIEW_LINKS), f"d.{dialogue}")
            visitor.answer = await scene.leave()
        handed = visitor is team.bo and dialogue == "workshop_closing"
        assert bool(visitor.answer.documents) is handed
    assert await guest.traced("link.new", granted=False) == 1
