"""Coming back to an interview that another one took the place of, and putting one aside."""

from collections.abc import Awaitable, Callable

import pytest

from bot.engine.dialogue import Voice
from bot.records import Status
from bot.service.counters.opening import payload
from bot.service.views import Show
from tests.service.held import active, begins
from tests.service.office import Visitor
from tests.service.situated import said
from tests.service.teamed import Team, joining, shown_at, team

__all__ = ["team"]

QUIZ, CLOSING, LEVEL = "cooperator_quiz", "workshop_closing", "cooperation_level"
WHICH = "Plusieurs entretiens sont en cours. Lequel reprendre ?"
TO_THE_LINK = payload(CLOSING)


async def answers(visitor: Visitor, times: int = 1) -> None:
    """The first option, so many times."""
    for _ in range(times):
        await visitor.presses(next(code for _, code in visitor.offered if code.startswith("o.")))


async def in_the_quiz(team: Team) -> Visitor:
    """Somebody with two answers given in the quiz, at its third question."""
    guest = await joining(team, payload(QUIZ))
    await answers(guest, 2)
    team.office.clock.turn(minutes=5)
    return guest


def sort(label: str) -> str:
    """Which interview a line stands for."""
    return next(each for each in (QUIZ, CLOSING) if label[:20] in said(each, "title", Voice.BENEFICIARY))


async def open_sorts(visitor: Visitor) -> set[str]:
    person = await visitor.person()
    async with visitor.office.store.transaction() as tx:
        return {each.dialogue for each in await tx.sessions.of(person.id) if each.status is Status.OPEN}


async def other_by_link(guest: Visitor) -> None:
    assert "Pour y revenir : /reprendre." in await guest.sends("start", TO_THE_LINK)


async def other_from_the_list(guest: Visitor) -> None:
    await guest.sends("interviews")
    if "Tous les entretiens" in guest.labels:
        await guest.touches("Tous les entretiens")
    await guest.presses(f"d.{CLOSING}")


@pytest.mark.parametrize("other", [other_by_link, other_from_the_list])
async def test_of_two_the_way_back_asks_which_and_has_the_one_left_first(
    team: Team, other: Callable[[Visitor], Awaitable[None]]
) -> None:
    guest = await in_the_quiz(team)
    await other(guest)
    assert (await active(guest)).dialogue == CLOSING
    await answers(guest)
    shown = await guest.sends("resume")
    assert WHICH in shown
    assert [sort(label) for label in guest.labels] == [QUIZ, CLOSING]
    assert "Question 3 " in await guest.says("1")
    assert (await active(guest)).dialogue == QUIZ


async def test_the_choice_turns_round_once_the_other_is_on_the_screen(team: Team) -> None:
    guest = await in_the_quiz(team)
    await other_by_link(guest)
    await answers(guest)
    await guest.sends("resume")
    await guest.says("1")
    await guest.sends("resume")
    assert [sort(label) for label in guest.labels] == [CLOSING, QUIZ]
    await guest.says("2")
    assert "Question 3 " in guest.read


async def test_one_without_an_answer_is_nothing_to_choose_beside_one_with_answers(team: Team) -> None:
    guest = await in_the_quiz(team)
    await other_by_link(guest)
    shown = await guest.sends("resume")
    assert WHICH not in shown
    assert "Question 3 " in shown
    assert (await active(guest)).dialogue == QUIZ


async def test_the_only_one_comes_back_answered_or_not(team: Team) -> None:
    guest = await joining(team, payload(QUIZ))
    assert "Question 1 " in await guest.sends("resume")
    await answers(guest)
    assert "Question 2 " in await guest.sends("resume")


async def test_one_that_is_finished_is_no_longer_chosen_from(team: Team) -> None:
    guest = await in_the_quiz(team)
    await other_by_link(guest)
    while (await active(guest)).position:
        await guest.touches("Je passe")
    assert "Question 3 " in await guest.sends("resume")


async def test_the_button_to_go_on_asks_as_well(team: Team) -> None:
    guest = await in_the_quiz(team)
    await other_by_link(guest)
    await answers(guest)
    await guest.sends("menu")
    await guest.touches("Reprendre l’entretien")
    assert (await shown_at(guest)).show is Show.INTERVIEWS
    assert [sort(label) for label in guest.labels] == [QUIZ, CLOSING]


async def test_who_says_again_who_they_are_stays_where_they_were(team: Team) -> None:
    guest = await in_the_quiz(team)
    await other_by_link(guest)
    await guest.touches("Je change de rôle")
    assert "Question 1 " in await guest.touches("Je réponds pour")
    assert (await active(guest)).dialogue == CLOSING


async def test_an_officer_sees_which_case_each_is_about(team: Team) -> None:
    for case in (team.canteen, team.minibus):
        await begins(team.bo, LEVEL, case)
        await answers(team.bo)
        team.office.clock.turn(minutes=1)
    assert WHICH in await team.bo.sends("resume")
    assert "Cantine" in team.bo.labels[0]
    assert "Minibus" in team.bo.labels[1]
    await team.bo.says("1")
    assert (await active(team.bo)).subject.case == team.canteen


# Putting aside.


async def test_one_put_aside_with_answers_is_said_to_keep_them(team: Team) -> None:
    guest = await in_the_quiz(team)
    assert "mis de côté avec toutes vos réponses" in await guest.sends("cancel")
    assert "Question 3 " in await guest.sends("resume")


async def test_one_put_aside_without_answers_is_not_said_to_have_any(team: Team) -> None:
    guest = await in_the_quiz(team)
    await other_by_link(guest)
    shown = await guest.sends("cancel")
    assert "mis de côté" not in shown
    assert "L’entretien est arrêté : vous n’y aviez pas encore répondu." in shown
    assert "Question 3 " in await guest.touches("Reprendre l’entretien")
    assert QUIZ in await open_sorts(guest)


async def test_the_one_just_put_aside_comes_first(team: Team) -> None:
    guest = await in_the_quiz(team)
    await other_by_link(guest)
    await answers(guest)
    await guest.sends("cancel")
    assert WHICH in await guest.sends("resume")
    assert [sort(label) for label in guest.labels] == [CLOSING, QUIZ]


# Which question is the last.


async def test_a_question_is_called_the_last_only_where_none_can_follow(team: Team) -> None:
    guest = await joining(team, TO_THE_LINK)
    while (await active(guest)).position != "next_step":
        await guest.touches("Je passe")
    head = guest.read.splitlines()
    number = next(line for line in head if line.startswith("Question "))
    assert "dernière" not in guest.read
    assert "environ" not in number
    await guest.says("Appeler la mairie")
    assert (await active(guest)).position == "next_day"
    assert f"Question {int(number.split()[1]) + 1}, la dernière" in guest.read
    await guest.touches("Je passe")
    assert (await active(guest)).status is Status.FINISHED
