"""What is answered on a message of the day by touch, and taken back."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.records import StepRecord, StepStatus
from bot.service.views import Show
from tests.service.follow_up.planned import step
from tests.service.follow_up.reminded import now_of, pending, told, turn_to
from tests.service.teamed import Team, shown_at, team

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


@pytest.mark.parametrize(
    ("label", "status", "said"),
    [
        ("Fait", StepStatus.DONE, "C’est noté : fait."),
        ("Commencé", StepStatus.BEGUN, "C’est noté : commencé."),
        ("Pas fait", StepStatus.NOT_DONE, "C’est noté : pas fait pour l’instant."),
        ("Laissé de côté", StepStatus.DROPPED, "C’est noté : laissé de côté."),
    ],
)
async def test_one_tap_says_what_it_has_come_to(
    team: Team, label: str, status: StepStatus, said: str
) -> None:
    made = await one(team, date(2026, 12, 14))
    assert said in await team.bo.touches(label)
    assert team.bo.answer.toast
    assert team.bo.screen is not None
    assert not team.bo.screen.below  # in place
    assert (await now_of(made, team.office)).status == status
    if status in {StepStatus.BEGUN, StepStatus.NOT_DONE}:
        await team.bo.touches("Pas d’autre jour pour l’instant")
    assert team.bo.labels == ["Annuler"]
    assert await team.bo.traced("step.status") == 1
    async with team.office.store.transaction() as tx:
        case = await tx.cases.get(team.canteen)
    assert case is not None
    assert case.touched_at == team.office.clock.now()
    assert case.next_day == (DUE if status in {StepStatus.BEGUN, StepStatus.NOT_DONE} else None)


async def test_done_on_the_day_asks_nothing_afterwards(team: Team) -> None:
    await one(team)
    assert [name for name, _ in await pending(team.bo)] == ["after"]
    await team.bo.touches("Fait")
    assert await pending(team.bo) == []


async def test_not_done_twice_offers_something_smaller(team: Team) -> None:
    made = await step(team.bo, team.canteen, "Appeler la mairie", DUE, not_done=1)
    turn_to(team.office, date(2026, 12, 14))
    assert await told(team.bo)
    said = await team.bo.touches("Pas fait")
    assert "peut-être trop grand" in said
    assert (await now_of(made, team.office)).not_done == 2
    assert "Le rendre plus petit" in team.bo.labels
    await team.bo.touches("Pas d’autre jour pour l’instant")
    assert team.bo.labels == ["Le rendre plus petit", "Annuler"]
    await team.bo.touches("Le rendre plus petit")
    view = await shown_at(team.bo)
    assert (view.show, view.about, view.ids[1]) == (Show.STEP_SMALLER, team.canteen, made.id)
    assert team.bo.screen is not None
    assert team.bo.screen.below


async def test_not_done_once_offers_nothing_smaller(team: Team) -> None:
    await one(team, date(2026, 12, 14))
    assert "trop grand" not in await team.bo.touches("Pas fait")
    assert "Le rendre plus petit" not in team.bo.labels


async def test_a_step_is_put_off_by_touch(team: Team) -> None:
    made = await one(team)
    await team.bo.touches("Reporter", "Dans 2 semaines")
    assert "reporté au jeudi 24 décembre" in team.bo.read
    assert (await now_of(made, team.office)).due == date(2026, 12, 24)
    assert await pending(team.bo) == [
        ("before", date(2026, 12, 22)),
        ("due", date(2026, 12, 24)),
        ("after", date(2026, 12, 28)),
    ]


async def test_a_step_is_put_off_on_the_calendar(team: Team) -> None:
    made = await one(team)
    await team.bo.touches("Reporter", "Choisir sur un calendrier")
    await team.bo.presses("y.20261215")
    assert (await now_of(made, team.office)).due == date(2026, 12, 15)


async def test_a_step_is_put_off_in_words_and_what_is_no_day_is_asked_back(team: Team) -> None:
    made = await one(team)
    await team.bo.touches("Reporter")
    await team.bo.says("après les vacances")
    assert (await now_of(made, team.office)).due == DUE
    assert "Retour" in team.bo.labels
    assert "choisissez-en un plus tard" in await team.bo.says("aujourd'hui")
    assert "reporté au mardi 15 décembre" in await team.bo.says("mardi")
    assert (await now_of(made, team.office)).due == date(2026, 12, 15)


async def test_who_goes_back_has_put_off_nothing(team: Team) -> None:
    made = await one(team)
    await team.bo.touches("Reporter")
    await team.bo.says("retour")
    assert team.bo.labels[0] == "Fait"
    assert (await now_of(made, team.office)).due == DUE


async def test_later_comes_again_in_three_open_days(team: Team) -> None:
    await one(team)  # on a Thursday
    assert "j’en reparle mardi 15 décembre" in await team.bo.touches("Plus tard")
    assert ("again", date(2026, 12, 15)) in await pending(team.bo)
    turn_to(team.office, date(2026, 12, 15))
    assert "Appeler la mairie" in str(await told(team.bo))


async def test_later_can_be_said_again_and_again(team: Team) -> None:
    await one(team)
    for _ in range(3):
        await team.bo.touches("Plus tard")
        ((_, day), *_) = [each for each in await pending(team.bo) if each[0] == "again"]
        turn_to(team.office, day)
        assert "Appeler la mairie" in str(await told(team.bo))


async def test_no_more_reminders_of_one_step(team: Team) -> None:
    made = await one(team)
    assert "plus de rappel" in await team.bo.touches("Ne plus me le rappeler")
    assert await pending(team.bo) == []
    assert (await now_of(made, team.office)).status == StepStatus.PLANNED


async def test_the_other_lines_stay_answerable(team: Team) -> None:
    first, second = await both(team)
    await team.bo.touches("1 Fait")
    assert [label for label in team.bo.labels if label.startswith("1")] == []
    assert team.bo.read.count("✓ Fait.") == 1
    await team.bo.touches("2 Fait")
    assert (await now_of(first, team.office)).status == (await now_of(second, team.office)).status == "done"
    assert "Tout est noté, merci." in team.bo.read


async def test_other_opens_all_that_can_be_said_of_one_line(team: Team) -> None:
    _, second = await both(team)
    await team.bo.touches("2 Autre…")
    assert team.bo.labels == [
        "Fait", "Commencé", "Pas fait", "Reporter", "Plus tard", "Laissé de côté", "Ne plus me le rappeler", "Retour",
    ]  # fmt: skip
    await team.bo.touches("Commencé")
    assert (await now_of(second, team.office)).status == StepStatus.BEGUN
    assert "1 Fait" in team.bo.labels


@pytest.mark.parametrize("label", ["Fait", "Plus tard", "Ne plus me le rappeler"])
async def test_the_last_tap_is_taken_back(team: Team, label: str) -> None:
    made = await one(team)
    before = await pending(team.bo)
    await team.bo.touches(label)
    assert await pending(team.bo) != before
    assert "C’est annulé." in await team.bo.touches("Annuler")
    assert await now_of(made, team.office) == made
    assert await pending(team.bo) == before
    assert team.bo.labels[0] == "Fait"
    assert "Annuler" not in team.bo.labels


async def test_a_day_put_off_is_taken_back(team: Team) -> None:
    made = await one(team)
    await team.bo.touches("Reporter", "Dans 2 semaines", "Annuler")
    assert await now_of(made, team.office) == made


async def test_what_has_changed_since_is_not_taken_back(team: Team) -> None:
    made = await one(team)
    await team.bo.touches("Fait")
    async with team.office.store.transaction() as tx:
        await tx.steps.save(replace(made, status=StepStatus.DROPPED.value))
    await team.bo.presses("undo")
    assert (await now_of(made, team.office)).status == StepStatus.DROPPED
    assert "✓ Laissé de côté." in team.bo.read
