"""What is typed after a message of the day is noted there, or asked back; nothing older changes by it."""

from datetime import date, time, timedelta

import pytest

from bot.records import StepRecord, StepStatus
from bot.service.views import Show, View
from tests.service.follow_up.planned import step, visit
from tests.service.follow_up.reminded import now_of, pending, told, turn_to
from tests.service.teamed import Team, opens, team

__all__ = ["team"]  # a fixture
DUE = date(2026, 12, 10)  # a Thursday; the clock begins on Tuesday, 24 November
PASSED = date(2026, 12, 14)  # when it is asked what has come of it
SWING = 8, 45  # a quarter of an hour before the message comes


async def both(team: Team, day: date = DUE, view: View | None = None) -> tuple[StepRecord, StepRecord]:
    """A message with two lines; before it `view` was opened, or the page of a third step."""
    first = await step(team.bo, team.canteen, "Appeler la mairie", DUE)
    second = await step(team.bo, team.minibus, "Voir un club", DUE)
    turn_to(team.office, day, *SWING)
    if view is not None:
        await opens(team.bo, team, view)
    turn_to(team.office, day)
    assert await told(team.bo)
    return first, second


async def statuses(team: Team, *steps: StepRecord) -> list[str]:
    return [(await now_of(each, team.office)).status for each in steps]


async def test_an_answer_is_never_noted_on_the_card_that_stood_open_before(team: Team) -> None:
    third = await step(team.bo, team.canteen, "Choisir trois structures", date(2026, 12, 24))
    of = third.subject
    steps = await both(team, view=View(Show.STEP, about=of.case, ids=(of.cooperation, third.id)))
    assert "De quelle ligne parlez-vous" in await team.bo.says("fait")
    assert await statuses(team, *steps, third) == [StepStatus.PLANNED] * 3
    await team.bo.says("2")  # the line that was asked for
    assert await statuses(team, *steps, third) == ["planned", "done", "planned"]
    await team.bo.says("1")
    assert "Cantine : Appeler la mairie" in team.bo.read
    assert await statuses(team, *steps, third) == ["planned", "done", "planned"]
    await team.bo.says("fait")
    assert await statuses(team, *steps, third) == ["done", "done", "planned"]
    assert "Cette ligne a déjà sa réponse." in await team.bo.says("fait")
    assert "Cette ligne a déjà sa réponse." in await team.bo.says("1")
    assert await statuses(team, *steps, third) == ["done", "done", "planned"]


async def test_an_interview_left_some_time_ago_gets_no_answer_meant_for_the_message(team: Team) -> None:
    await opens(team.bo, team, View(Show.CASE, about=team.canteen))
    await team.bo.presses("diagnosis")
    steps = await both(team)
    await team.bo.says("1")
    await team.bo.says("fait")
    async with team.office.store.transaction() as tx:
        (record,) = await tx.sessions.about(team.canteen, viewer=None)
    assert record.answered == 0
    assert await statuses(team, *steps) == ["done", "planned"]


async def test_in_full_swing_only_number_and_answer_count_and_then_the_message_is_spoken_to(
    team: Team,
) -> None:
    await step(team.bo, team.canteen, "Appeler la mairie", DUE)
    await step(team.bo, team.minibus, "Voir un club", DUE)
    turn_to(team.office, DUE, *SWING)
    await opens(team.bo, team, View(Show.CASE, about=team.canteen))
    await team.bo.presses("diagnosis")
    turn_to(team.office, DUE)
    assert await told(team.bo)
    assert "C’est noté : fait." in await team.bo.says("2 fait")
    await team.bo.says("1")
    assert team.bo.labels[0] == "Fait"
    assert "Retour" in team.bo.labels
    async with team.office.store.transaction() as tx:
        (record,) = await tx.sessions.about(team.canteen, viewer=None)
    assert record.answered == 0


async def test_a_screen_that_waits_for_words_gives_up_only_number_and_answer(team: Team) -> None:
    steps = await both(team, view=View(Show.NOTE_NEW, about=team.canteen))
    await team.bo.says("1 fait")
    assert await statuses(team, *steps) == ["done", "planned"]
    async with team.office.store.transaction() as tx:
        assert await tx.cases.notes(team.canteen) == []


@pytest.mark.parametrize(("text", "label"), [("1 plus tard", "✓ J’en reparle"), ("2 autre", "Commencé")])
async def test_what_the_buttons_are_called_is_understood(team: Team, text: str, label: str) -> None:
    await both(team)
    assert label in await team.bo.says(text) or label in team.bo.labels


async def test_annuler_takes_back_the_last_answer_and_nothing_else(team: Team) -> None:
    steps = await both(team)
    assert "Il n’y a rien à annuler ici." in await team.bo.says("annuler")
    await team.bo.says("1 fait")
    assert "C’est annulé." in await team.bo.says("annuler")
    assert await statuses(team, *steps) == [StepStatus.PLANNED] * 2


@pytest.mark.parametrize("text", ["stop", "arrêter les rappels", "Je ne veux plus de messages !"])
async def test_messages_stop_in_words_are_seen_to_and_come_again(team: Team, text: str) -> None:
    await both(team)
    before = await pending(team.bo)
    assert before
    assert "Vous ne recevez plus ces messages" in await team.bo.says(text)
    assert await pending(team.bo) == []
    assert "1 Fait" in team.bo.labels
    await team.bo.touches("1 Fait")
    assert "Vous ne recevez plus ces messages" in team.bo.read


async def test_stop_by_touch_is_taken_back(team: Team) -> None:
    await both(team)
    before = await pending(team.bo)
    assert "Vous ne recevez plus ces messages" in await team.bo.touches("Ne plus recevoir ces messages")
    await team.bo.touches("Annuler")
    assert await pending(team.bo) == before


@pytest.mark.parametrize(
    ("text", "status"),
    [("pas encore", "not_done"), ("en cours", "begun"), ("non", "not_done"), ("on laisse tomber", "dropped")],
)
async def test_plain_answers_to_what_has_come_of_it(team: Team, text: str, status: str) -> None:
    made = await step(team.bo, team.canteen, "Appeler la mairie", DUE)
    turn_to(team.office, PASSED)
    assert await told(team.bo)
    await team.bo.says(text)
    assert await statuses(team, made) == [status]


async def test_what_nothing_else_understands_answers_the_last_message(team: Team) -> None:
    made = await step(team.bo, team.canteen, "Appeler la mairie", DUE)
    turn_to(team.office, DUE)
    assert await told(team.bo)
    await opens(team.bo, team, View(Show.HOME))
    assert "C’est noté : fait." in await team.bo.says("c’est fait")
    assert await statuses(team, made) == ["done"]


async def test_of_one_line_the_number_of_an_answer_counts(team: Team) -> None:
    made = await visit(team.bo, team.canteen, DUE, time(10))
    turn_to(team.office, DUE + timedelta(days=1))
    await opens(team.bo, team, View(Show.VISIT, about=team.canteen, ids=(made.cooperation, made.id)))
    assert await told(team.bo)
    assert team.bo.labels[1] == "Elle n’a pas eu lieu"
    assert "La visite n’a pas eu lieu" in await team.bo.says("2")


async def test_what_can_be_said_of_one_line_only_needs_no_number(team: Team) -> None:
    await visit(team.bo, team.canteen, DUE - timedelta(days=1))
    made = await step(team.bo, team.minibus, "Voir un club", DUE)
    turn_to(team.office, DUE)
    assert await told(team.bo)
    assert "De quelle ligne parlez-vous" in await team.bo.says("fait")
    assert "✓ La visite n’a pas eu lieu." in await team.bo.says("Elle n’a pas eu lieu")
    assert await statuses(team, made) == ["planned"]
