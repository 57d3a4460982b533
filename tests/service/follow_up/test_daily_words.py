"""Words typed while a message of the day is open: on which card they count."""

from datetime import date, timedelta

from bot.records import Sending, StepRecord, StepStatus
from bot.service.follow_up import schedule, steps
from bot.service.views import Show, View
from tests.service.follow_up.planned import step
from tests.service.follow_up.reminded import accustom, due, kept, message, now_of, pending, told, turn_to
from tests.service.teamed import Team, opens, shown_at, team

__all__ = ["team"]  # a fixture
DUE = date(2026, 12, 10)  # a Thursday; the clock begins on Tuesday, 24 November
DAY = timedelta(days=1)


async def one(team: Team, day: date = DUE) -> StepRecord:
    """A message with one line."""
    made = await step(team.bo, team.canteen, "Appeler la mairie", DUE)
    turn_to(team.office, day)
    assert await told(team.bo)
    return made


async def both(team: Team) -> tuple[StepRecord, StepRecord]:
    """A message with two lines, both of today."""
    first = await step(team.bo, team.canteen, "Appeler la mairie", DUE)
    second = await step(team.bo, team.minibus, "Voir un club", DUE, agreed_by="")
    turn_to(team.office, DUE)
    assert await told(team.bo)
    return (first, second) if team.bo.read.index("Appeler") < team.bo.read.index("Voir") else (second, first)


async def test_words_answer_the_only_line(team: Team) -> None:
    made = await one(team)
    assert "C’est noté : fait." in await team.bo.says("fait")
    assert (await now_of(made, team.office)).status == StepStatus.DONE
    assert team.bo.screen is not None
    assert team.bo.screen.below


async def test_words_with_a_number_answer_that_line_and_without_one_are_asked_back(team: Team) -> None:
    first, second = await both(team)
    assert "De quelle ligne parlez-vous" in await team.bo.says("fait")
    assert (await now_of(first, team.office)).status == StepStatus.PLANNED
    await team.bo.says("2 fait")
    assert (await now_of(second, team.office)).status == StepStatus.DONE
    assert (await now_of(first, team.office)).status == StepStatus.PLANNED
    await team.bo.says("fait")  # only one is left
    assert (await now_of(first, team.office)).status == StepStatus.DONE


async def test_a_number_alone_opens_that_line(team: Team) -> None:
    await both(team)
    await team.bo.says("2")
    assert team.bo.labels[-1] == "Retour"


async def test_commands_and_nonsense_go_where_they_always_go(team: Team) -> None:
    await one(team)
    assert "Aide" in await team.bo.says("aide")
    await team.bo.sends("start")
    turn_to(team.office, date(2026, 12, 14))
    assert await told(team.bo)
    assert "pas compris" in await team.bo.says("xylophone")


async def test_nonsense_where_only_the_message_is_open_is_asked_back(team: Team) -> None:
    await one(team)
    assert "pas compris" in await team.bo.says("xylophone")
    assert "Quel dossier" in team.bo.read or "dossier" in team.bo.read


async def test_an_interview_in_full_swing_keeps_the_words_that_are_meant_for_it(team: Team) -> None:
    made = await step(team.bo, team.canteen, "Appeler la mairie", DUE)
    turn_to(team.office, DUE, 8, 45)
    await opens(team.bo, team, View(Show.CASE, about=team.canteen))
    await team.bo.presses("diagnosis")
    question = team.bo.read
    assert "?" in question
    turn_to(team.office, DUE)
    assert await told(team.bo)
    await team.bo.says("1")
    assert team.bo.screen is not None
    assert not team.bo.screen.card.startswith("day.")
    assert team.bo.read != question
    async with team.office.store.transaction() as tx:
        (record,) = await tx.sessions.about(team.canteen, viewer=None)
    assert record.answered == 1
    assert (await now_of(made, team.office)).status == StepStatus.PLANNED


async def test_the_very_words_of_a_button_count_on_the_newest_message(team: Team) -> None:
    made = await step(team.bo, team.canteen, "Appeler la mairie", DUE)
    await opens(team.bo, team, View(Show.CASE, about=team.canteen))
    await team.bo.presses("diagnosis")
    turn_to(team.office, DUE)
    assert await told(team.bo)
    await team.bo.says("Fait")
    assert (await now_of(made, team.office)).status == StepStatus.DONE
    async with team.office.store.transaction() as tx:
        (record,) = await tx.sessions.about(team.canteen, viewer=None)
    assert record.answered == 0


async def test_a_screen_that_waits_for_words_gets_them(team: Team) -> None:
    made = await step(team.bo, team.canteen, "Appeler la mairie", DUE)
    await opens(team.bo, team, View(Show.NOTE_NEW, about=team.canteen))
    turn_to(team.office, DUE)
    assert await told(team.bo)
    await team.bo.says("Fait")
    assert (await now_of(made, team.office)).status == StepStatus.PLANNED
    async with team.office.store.transaction() as tx:
        assert [note.words for note in await tx.cases.notes(team.canteen)] == ["Fait"]


async def test_the_message_closes_neither_menu_nor_interview(team: Team) -> None:
    await step(team.bo, team.canteen, "Appeler la mairie", DUE)
    await opens(team.bo, team, View(Show.CASE, about=team.canteen))
    turn_to(team.office, DUE)
    assert await told(team.bo)
    await team.bo.touches("Reporter")
    assert team.bo.answer.closed == ()
    assert (await shown_at(team.bo)).show is Show.CASE


async def test_what_is_said_on_the_page_of_steps_counts_here(team: Team) -> None:
    made = await one(team)
    async with team.office.store.transaction() as tx:
        scene = await team.office.conversation._enter(tx, team.bo.address, below=False)
        await steps.say_status(scene, made, StepStatus.DONE)
        await scene.leave()
    assert "✓ Fait." in await team.bo.touches("Fait")
    assert await pending(team.bo) == []


async def test_who_wants_none_and_answers_an_old_message_gets_none(team: Team) -> None:
    await one(team)
    person = await team.bo.person()
    await accustom(team.bo, wanted=False)
    async with team.office.store.transaction() as tx:
        await schedule.replan_person(tx, team.office.clock.now(), person.id)
    await team.bo.touches("Reporter", "Dans 2 semaines")
    assert await pending(team.bo) == []


async def test_what_is_on_its_way_is_not_due(team: Team) -> None:
    await step(team.bo, team.canteen, "Appeler la mairie", DUE)
    turn_to(team.office, DUE)
    assert await message(team.bo)
    assert not await due(team.office)
    assert {each.state for each in await kept(team.bo)} == {Sending.SENDING, Sending.PENDING}
