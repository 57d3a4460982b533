"""Links that open an interview: getting one, what opening it does for whom, and what cannot be opened."""

import secrets
from dataclasses import replace

import pytest

from bot.engine.dialogue import Voice
from bot.engine.engine import Engine
from bot.records import Purpose, SessionRecord, Status, Subject
from bot.service.counters.opening import payload
from bot.service.invitations import new_token
from bot.service.views import Show
from tests.service.held import active
from tests.service.office import Visitor, plain
from tests.service.situated import CONTENT, said
from tests.service.teamed import Team, joining, shown_at, team

__all__ = ["team"]

CLOSING, QUIZ, PRE, LEVEL = (
    payload(each)
    for each in ("workshop_closing", "cooperator_quiz", "workshop_pre_questionnaire", "cooperation_level")
)
FOR_OFFICERS = payload("network_checkup_officer")
THEIRS = [id for id, each in CONTENT[0].engines.items() if Voice.BENEFICIARY in each.dialogue.voices]
ODD = [
    "i-",
    "i-../x",
    "i-private map",
    "i-workshop_closing\x00",
    "i-workshop_closing.",
    "i-i-workshop_closing",
    "i-écran\ud800",
    "i-\u202eab🙂",
    "i-" + "x" * 63,
    "i-" + "x" * 5000,
    "i-'; drop table person",
    "i-%s {name}",
]


async def sessions(visitor: Visitor) -> list[SessionRecord]:
    person = await visitor.person()
    async with visitor.office.store.transaction() as tx:
        return list(await tx.sessions.of(person.id))


async def of_a_group(team: Team, name: str = "guest") -> Visitor:
    """Somebody who has said that they answer for their group, and is at the first question of the diagnosis."""
    guest = team.office.visitor(name)
    await guest.sends("start")
    await guest.touches("Je réponds pour")
    return guest


async def supporting_alone(team: Team) -> Visitor:
    """Somebody who supports groups, and belongs to no team."""
    guest = team.office.visitor("alone")
    await guest.sends("start")
    await guest.touches("J’accompagne")
    return guest


# Somebody new.


async def test_somebody_new_is_greeted_and_at_the_first_question(team: Team) -> None:
    guest = await joining(team, CLOSING)
    assert "assistant automatique" in guest.read
    assert "Vos réponses restent à vous" in guest.read
    assert "/supprimer" in guest.read
    assert plain(said("workshop_closing", "purpose", Voice.BENEFICIARY)).partition(".")[0] in guest.read
    assert "Question 1 " in guest.read
    assert (await guest.person()).voice is Voice.BENEFICIARY
    (record,) = await sessions(guest)
    assert (record.dialogue, record.subject, record.inputs.voice) == (
        "workshop_closing",
        Subject(),
        Voice.BENEFICIARY,
    )


@pytest.mark.parametrize("dialogue", THEIRS)
async def test_each_interview_for_groups_can_be_opened_by_anybody(team: Team, dialogue: str) -> None:
    guest = await joining(team, payload(dialogue))
    assert (await active(guest)).dialogue == dialogue
    assert (await active(guest)).private is bool(CONTENT[0].engines[dialogue].dialogue.calling.kept)


async def test_thirty_people_open_one_link_and_no_invitation_is_used(team: Team) -> None:
    for number in range(30):
        assert "Question 1 " in (await joining(team, CLOSING, f"guest{number}")).read
    person = await (team.office.visitor("guest29")).person()
    async with team.office.store.transaction() as tx:
        assert not await tx.invitations.used_by(person.id)


# Somebody known.


@pytest.mark.parametrize("way", [CLOSING, f"https://t.me/un_bot?start={CLOSING}", f"  {CLOSING} "])
async def test_who_is_known_begins_at_once_however_the_link_is_written(team: Team, way: str) -> None:
    guest = await of_a_group(team)
    shown = await guest.sends("start", way)
    assert "Question 1 " in shown
    assert "assistant automatique" not in shown
    assert (await active(guest)).dialogue == "workshop_closing"
    assert "mis de côté" not in shown  # nothing was answered in the one before


async def test_opened_again_it_goes_on_where_it_was(team: Team) -> None:
    guest = await joining(team, CLOSING)
    assert "déjà commencé" not in await guest.sends("start", CLOSING)
    await guest.presses(guest.offered[0][1])
    shown = await guest.sends("start", CLOSING)
    assert "déjà commencé" in shown
    assert "mis de côté" not in shown
    assert "Question 2 " in shown
    assert len(await sessions(guest)) == 1


async def test_an_interview_in_the_middle_is_put_aside_and_comes_back(team: Team) -> None:
    guest = await joining(team, QUIZ)
    await guest.presses(guest.offered[0][1])
    shown = await guest.sends("start", CLOSING)
    assert "mis de côté" in shown
    assert "/reprendre" in shown
    quiz = next(each for each in await sessions(guest) if each.dialogue == "cooperator_quiz")
    assert (quiz.answered, quiz.status) == (1, Status.OPEN)
    assert "mis de côté" not in await guest.sends("start", QUIZ)  # nothing was answered in this one
    assert "Question 2 " in guest.read
    assert len(await sessions(guest)) == 2


async def test_who_answered_it_to_its_end_may_answer_it_anew(team: Team) -> None:
    guest = await joining(team, CLOSING)
    for _ in range(12):
        if not (await active(guest)).position:
            break
        await guest.touches("Je passe")
    before = await active(guest)
    assert before.status is Status.FINISHED
    shown = await guest.sends("start", CLOSING)
    assert "Question 1 " in shown
    assert "mis de côté" not in shown
    assert (await active(guest)).id != before.id


# Those who support groups.


async def test_a_member_answers_for_themselves_what_is_about_oneself(team: Team) -> None:
    assert "Question 1 " in await team.bo.sends("start", CLOSING)
    record = await active(team.bo)
    assert (record.inputs.voice, record.subject) == (Voice.OFFICER, Subject())


async def test_a_member_is_asked_which_case_the_others_are_about(team: Team) -> None:
    shown = await team.bo.sends("start", LEVEL)
    assert shown.splitlines()[0] == plain(said("cooperation_level", "title", Voice.OFFICER))
    assert not await sessions(team.bo)
    await team.bo.touches("Cantine")
    assert (await active(team.bo)).subject.case == team.canteen


async def test_it_is_asked_also_while_a_case_is_spoken_of(team: Team) -> None:
    await team.bo.sends("start")
    await team.bo.touches("Minibus")
    await team.bo.sends("start", LEVEL)
    assert (await shown_at(team.bo)).show is Show.WHICH_CASE


async def test_who_supports_groups_without_a_team_answers_about_themselves(team: Team) -> None:
    guest = await supporting_alone(team)
    assert "Question 1 " in await guest.sends("start", LEVEL)
    record = await active(guest)
    assert (record.inputs.voice, record.subject) == (Voice.OFFICER, Subject())
    assert (await guest.person()).voice is Voice.OFFICER


# What is not for them, and what there is not.


async def test_who_supports_groups_is_told_to_pass_on_what_is_for_them(team: Team) -> None:
    for somebody in (team.bo, await supporting_alone(team)):
        before = len(await sessions(somebody))
        assert "transmettez-leur le lien" in await somebody.sends("start", PRE)
        assert (await shown_at(somebody)).show is Show.PROPOSALS
        assert len(await sessions(somebody)) == before


async def test_what_is_for_officers_begins_for_nobody_else(team: Team) -> None:
    guest = await of_a_group(team)
    assert "qui accompagnent des groupes" in await guest.sends("start", FOR_OFFICERS)
    assert (await shown_at(guest)).show is Show.PROPOSALS
    new = await joining(team, FOR_OFFICERS)
    assert "dites-le ici" in new.read
    assert (await new.person()).voice is None
    await new.touches("J’accompagne")
    assert "Question 1 " in await new.sends("start", FOR_OFFICERS)
    assert (await active(new)).dialogue == "network_checkup_officer"


@pytest.mark.parametrize("token", ODD)
async def test_what_leads_nowhere_says_so_and_what_to_do(team: Team, token: str) -> None:
    new = await joining(team, token)
    assert "ne mène à aucun entretien" in new.read
    assert "Je réponds pour mon groupe" in new.labels
    assert (await new.person()).voice is None
    guest = await of_a_group(team)
    begun = await sessions(guest)
    shown = await guest.sends("start", token)
    assert "choisissez dans cette liste" in shown
    assert token not in shown
    assert (await shown_at(guest)).show is Show.PROPOSALS
    assert [each.id for each in await sessions(guest)] == [each.id for each in begun]


@pytest.mark.parametrize("way", ["gone", "no longer to be chosen"])
async def test_an_interview_that_was_withdrawn_leads_to_the_others(team: Team, way: str) -> None:
    guest = await of_a_group(team)
    interviews = team.office.conversation.interviews
    engines = {**interviews.library.engines}
    engine = engines.pop("workshop_closing")
    if way != "gone":
        calling = replace(engine.dialogue.calling, minutes=0)
        engines[engine.dialogue.id] = Engine(replace(engine.dialogue, calling=calling), engine.catalogue)
    interviews.library = replace(interviews.library, engines=engines)
    assert "n’y mène plus" in await guest.sends("start", CLOSING)
    assert (await shown_at(guest)).show is Show.PROPOSALS


async def test_odd_links_lock_nobody_out_of_invitations(team: Team) -> None:
    token = await team.offer(Purpose.OFFICER, team.bo)
    guest = team.office.visitor("guest")
    for _ in range(3):
        for odd in ODD:
            await guest.sends("start", odd)
    assert not [each for each in await guest.traces() if not each.granted]
    assert "Rejoindre" in (await joining(team, token, "guest")).labels


async def test_who_may_open_no_invitations_for_an_hour_still_begins_interviews(team: Team) -> None:
    guest = team.office.visitor("guest")
    for number in range(5):
        await guest.sends("start", f"guess{number}")
    assert "pendant une heure" in await guest.sends("start", "guess")
    assert "Question 1 " in await guest.sends("start", CLOSING)


def test_no_invitation_begins_like_the_link_of_an_interview(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = ["i-" + "x" * 30, "I-" + "x" * 30, "x" * 32]
    monkeypatch.setattr(secrets, "token_urlsafe", lambda _: drawn.pop(0))
    assert new_token() == "x" * 32


async def test_a_link_typed_from_paper_in_capitals_opens_it_too(team: Team) -> None:
    guest = await joining(team, CLOSING.upper())
    assert (await active(guest)).dialogue == "workshop_closing"
