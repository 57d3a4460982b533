"""The message of the day says what there is, in the order of the list, and leads on from each answer."""

from datetime import date, time, timedelta

import pytest

from bot.blocks import Paragraph
from bot.records import Occasion, StepStatus, VisitState
from bot.service.views import Show, View
from tests.service.follow_up.planned import step, visit
from tests.service.follow_up.reminded import accustom, now_of, pending, told, turn_to
from tests.service.office import Visitor
from tests.service.teamed import Team, opens, team

__all__ = ["team"]  # a fixture
DUE = date(2026, 12, 10)  # a Thursday; the clock begins on Tuesday, 24 November
DAY = timedelta(days=1)
PASSED = date(2026, 12, 14)  # when it is asked what has come of it


def first(visitor: Visitor) -> str:
    assert visitor.screen is not None
    paragraph = visitor.screen.blocks[0]
    assert isinstance(paragraph, Paragraph)
    return paragraph.text.replace("\u00a0", " ")


async def give(team: Team) -> None:
    """Bo gives the canteen to Ana."""
    await opens(team.bo, team, View(Show.HAND_OVER, about=team.canteen))
    await team.bo.touches("Confier", "Ana", "Oui")


async def test_who_takes_over_on_the_eve_of_a_visit_is_told_at_once(team: Team) -> None:
    await step(team.bo, team.canteen, "Appeler la mairie", DUE)
    await visit(team.bo, team.canteen, DUE + DAY, time(14, 30))
    turn_to(team.office, DUE)
    assert "visite demain" in str(await told(team.bo))
    turn_to(team.office, DUE, 11)
    await give(team)
    assert ("visit_eve", DUE) in await pending(team.ana)
    said = str(await told(team.ana))
    assert "Cantine : visite demain\nÀ 14 h 30." in said
    assert "C’est prévu pour aujourd’hui" not in said  # of the step Bo was told
    assert [name for name, _ in await pending(team.ana)] == ["after", "visit_after"]


async def test_who_had_a_message_today_is_told_of_the_visit_in_the_morning(team: Team) -> None:
    other = await team.office.case(team.id, "Halle", team.ana)
    await step(team.ana, other, "Voir un club", DUE)
    await visit(team.bo, team.canteen, DUE + DAY, time(14, 30))
    turn_to(team.office, DUE)
    assert await told(team.bo)
    assert await told(team.ana)
    await give(team)
    turn_to(team.office, DUE, 12)
    assert await told(team.ana) is None
    turn_to(team.office, DUE + DAY)
    assert "Cantine : visite aujourd’hui\nÀ 14 h 30." in str(await told(team.ana))


async def test_of_a_visit_that_is_over_nobody_is_told_as_if_it_were_ahead(team: Team) -> None:
    await visit(team.bo, team.canteen, DUE, time(10))
    turn_to(team.office, DUE - DAY)
    assert await told(team.bo)
    turn_to(team.office, DUE, 11)
    await give(team)
    assert Occasion.VISIT_EVE.value not in [name for name, _ in await pending(team.ana)]


async def test_visits_come_first_and_then_the_names(team: Team) -> None:
    zoo = await team.office.case(team.id, "Zoo", team.bo)
    abri = await team.office.case(team.id, "Abri", team.bo)
    await visit(team.bo, zoo, DUE - DAY)
    await step(team.bo, team.minibus, "Un", DUE)
    await step(team.bo, team.canteen, "Deux", DUE)
    await step(team.bo, team.canteen, "Trois", DUE, agreed_by="")
    await step(team.bo, abri, "Quatre", DUE)
    turn_to(team.office, DUE)
    assert await told(team.bo)
    names = [line.split(" : ")[0] for line in team.bo.read.splitlines() if " : " in line]
    assert [each for each in names if each in {"Zoo", "Abri", "Cantine", "Minibus"}] == [
        "Zoo", "Abri", "Cantine", "Cantine", "Minibus",
    ]  # fmt: skip


async def test_the_first_paragraph_counts_what_there_is_visits_first(team: Team) -> None:
    await visit(team.bo, team.minibus, DUE + DAY)
    await step(team.bo, team.canteen, "Appeler la mairie", DUE)
    await step(team.bo, team.minibus, "Voir un club", DUE)
    turn_to(team.office, DUE)
    assert await told(team.bo)
    assert first(team.bo).startswith("Bonjour. Demain : une visite. À regarder : deux pas. Le détail")
    assert len(first(team.bo)) >= 110


async def test_a_discreet_message_does_not_even_count(team: Team) -> None:
    await visit(team.bo, team.minibus, DUE + DAY)
    await accustom(team.bo, discreet=True)
    turn_to(team.office, DUE)
    assert await told(team.bo)
    assert "visite" not in team.bo.read


async def test_lines_that_ask_offer_the_answers_to_the_question(team: Team) -> None:
    await step(team.bo, team.canteen, "Appeler la mairie", DUE)
    await step(team.bo, team.minibus, "Voir un club", DUE)
    turn_to(team.office, PASSED)
    assert await told(team.bo)
    assert team.bo.labels[:4] == ["1 Fait", "1 Commencé", "1 Pas fait", "1 Autre…"]


@pytest.mark.parametrize(("label", "status"), [("Pas fait", "not_done"), ("Commencé", "begun")])
async def test_what_is_not_done_gets_another_day_and_both_are_taken_back_at_once(
    team: Team, label: str, status: str
) -> None:
    made = await step(team.bo, team.canteen, "Appeler la mairie", DUE)
    turn_to(team.office, PASSED)
    assert await told(team.bo)
    before = await pending(team.bo)
    assert "Quel autre jour" in await team.bo.touches(label)
    assert "Tout est noté" not in team.bo.read
    await team.bo.touches("Dans 2 semaines")
    moved = await now_of(made, team.office)
    assert (moved.status, moved.due) == (status, date(2026, 12, 28))
    assert ("due", date(2026, 12, 28)) in await pending(team.bo)
    await team.bo.touches("Annuler")
    assert await now_of(made, team.office) == made
    assert await pending(team.bo) == before


async def test_another_day_can_be_typed_or_left_open(team: Team) -> None:
    made = await step(team.bo, team.canteen, "Appeler la mairie", DUE)
    turn_to(team.office, PASSED)
    assert await told(team.bo)
    await team.bo.touches("Pas fait")
    await team.bo.says("retour")
    assert "✓ Pas fait pour l’instant." in team.bo.read
    await team.bo.touches("Annuler", "Pas fait")
    await team.bo.says("mardi 22 décembre")
    assert (await now_of(made, team.office)).due == date(2026, 12, 22)


async def test_before_its_day_not_done_asks_for_no_other(team: Team) -> None:
    await step(team.bo, team.canteen, "Appeler la mairie", DUE)
    turn_to(team.office, DUE)
    assert await told(team.bo)
    assert "Quel autre jour" not in await team.bo.says("pas fait")


async def test_later_never_jumps_over_the_day_itself(team: Team) -> None:
    await step(team.bo, team.canteen, "Appeler la mairie", DUE)
    turn_to(team.office, date(2026, 12, 8))
    assert await told(team.bo)
    assert "j’en reparle jeudi 10 décembre" in await team.bo.touches("Plus tard")
    turn_to(team.office, DUE)
    assert "C’est prévu pour aujourd’hui." in str(await told(team.bo))


async def test_an_earlier_day_is_not_called_put_off(team: Team) -> None:
    await step(team.bo, team.canteen, "Appeler la mairie", DUE)
    turn_to(team.office, date(2026, 12, 8))
    assert await told(team.bo)
    await team.bo.touches("Reporter")
    assert "✓ Avancé au mercredi 9 décembre." in await team.bo.says("mercredi 9 décembre")


async def test_a_visit_that_did_not_take_place_is_said_so_and_can_be_taken_back(team: Team) -> None:
    made = await visit(team.bo, team.canteen, DUE)
    turn_to(team.office, DUE + DAY)
    assert await told(team.bo)
    assert team.bo.labels[:3] == ["Commencer l’entretien", "Elle n’a pas eu lieu", "C’est vu"]
    assert "✓ La visite n’a pas eu lieu." in await team.bo.touches("Elle n’a pas eu lieu")
    async with team.office.store.transaction() as tx:
        kept = await tx.visits.get(made.id)
    assert kept is not None
    assert kept.state is VisitState.CANCELLED
    assert await team.bo.traced("case.visit_cancel") == 1
    assert team.bo.labels[0] == "Reporter la visite"
    await team.bo.touches("Annuler")
    async with team.office.store.transaction() as tx:
        assert await tx.visits.get(made.id) == made
    assert team.bo.labels[0] == "Commencer l’entretien"


async def test_nobody_is_thanked_for_a_line_that_is_out_of_reach(team: Team) -> None:
    made = await step(team.bo, team.canteen, "Appeler la mairie", DUE)
    turn_to(team.office, DUE)
    assert await told(team.bo)
    screen = team.bo.screen
    await give(team)
    team.bo.screen = screen
    await team.bo.touches("Fait")
    assert "n’est pas (ou plus) à votre portée" in team.bo.read
    assert "Tout est noté" not in team.bo.read
    assert (await now_of(made, team.office)).status == StepStatus.PLANNED
