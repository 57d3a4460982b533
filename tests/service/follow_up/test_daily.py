"""The message of the day as it is composed: what is in it, in which order, and how it is said."""

from datetime import date, time, timedelta

from bot.blocks import Block, Paragraph
from bot.records import Doer
from tests.service.follow_up.planned import step, visit
from tests.service.follow_up.reminded import (
    accustom,
    message,
    office,
    pending,
    project,
    told,
    turn_to,
)
from tests.service.office import Office, Visitor
from tests.service.teamed import Team, team

__all__ = ["office", "team"]  # fixtures
DUE = date(2026, 12, 10)  # a Thursday; the clock begins on Tuesday, 24 November
DAY = timedelta(days=1)


async def alone(office: Office) -> Visitor:
    """A beneficiary who wants reminders."""
    visitor = office.visitor("alone")
    await visitor.sends("start")
    await visitor.touches("Je réponds pour")
    await accustom(visitor, wanted=True)
    return visitor


def blocks(visitor: Visitor) -> tuple[Block, ...]:
    assert visitor.screen is not None
    return visitor.screen.blocks


async def test_the_first_paragraph_is_neutral_and_fills_a_preview(team: Team) -> None:
    await step(team.bo, team.canteen, "Appeler Mme Dupré", DUE)
    turn_to(team.office, DUE)
    said = await told(team.bo)
    first = blocks(team.bo)[0]
    assert isinstance(first, Paragraph)
    assert 110 <= len(first.text) <= 160
    assert first.text.startswith("Bonjour. À regarder\u00a0: un pas. Le détail est plus bas")
    assert all(word not in first.text for word in ("Cantine", "Dupré", "Appeler", "dossier", "rappel"))
    assert "Cantine : Appeler Mme Dupré\nC’est prévu pour aujourd’hui." in str(said)


async def test_everything_due_is_gathered_with_its_day_and_who_does_it(team: Team) -> None:
    other = await project(team.office, team.minibus, "Transport")
    await step(team.bo, team.canteen, "Appeler la mairie", DUE)
    await step(team.bo, team.minibus, "Voir un club", DUE + DAY, doer=Doer.OTHER, doer_name="Zoé")
    subject = (
        await step(team.bo, team.minibus, "Écrire au maire", date(2026, 12, 14), doer=Doer.OFFICER)
    ).subject
    async with team.office.store.transaction() as tx:
        assert len(await tx.cases.cooperations(team.minibus)) == 2
    assert subject.cooperation != other
    await visit(team.bo, team.canteen, DUE + DAY, time(14, 30))
    turn_to(team.office, DUE)
    said = str(await told(team.bo))
    assert (
        said.index("Cantine : visite demain") < said.index("Appeler la mairie") < said.index("Voir un club")
    )
    assert "À 14 h 30" in said
    assert "Minibus · projet sans nom : Voir un club\nC’est prévu pour demain. Qui s’en charge : Zoé." in said
    assert "Écrire au maire\nC’est prévu pour lundi 14 décembre." in said
    assert "Qui s’en charge : le groupe" in said  # of the first one
    assert said.count("Qui s’en charge") == 2  # the reader is not told that they do it
    assert sorted(await pending(team.bo)) == [
        ("after", date(2026, 12, 14)), ("after", date(2026, 12, 14)), ("after", date(2026, 12, 17)),
        ("due", DUE + DAY), ("due", date(2026, 12, 14)), ("visit_after", date(2026, 12, 14)),
    ]  # fmt: skip


async def test_ones_own_step_is_told_without_a_name(office: Office) -> None:
    visitor = await alone(office)
    await step(visitor, "", "En parler au conseil", DUE)
    turn_to(office, DUE)
    said = str(await told(visitor))
    assert "\nEn parler au conseil\nC’est prévu pour aujourd’hui.\n" in said
    assert "Qui s’en charge" not in said


async def test_after_its_day_the_question_comes_without_reproach(team: Team) -> None:
    await step(team.bo, team.canteen, "Appeler la mairie", date(2026, 12, 1))
    turn_to(team.office, date(2026, 12, 4))
    said = str(await told(team.bo))
    assert "C’était prévu pour mardi 1er décembre." in said
    assert "Qu’est-ce que cela a donné ?" in said
    assert "retard" not in said
    assert team.bo.labels[:7] == [
        "Fait", "Commencé", "Pas fait", "Reporter", "Plus tard", "Laissé de côté", "Ne plus me le rappeler",
    ]  # fmt: skip


async def test_one_line_has_full_labels_and_several_have_their_number(team: Team) -> None:
    await step(team.bo, team.canteen, "Appeler la mairie", DUE)
    turn_to(team.office, DUE)
    assert await message(team.bo)
    assert team.bo.labels[:4] == ["Fait", "Reporter", "Plus tard", "Ne plus me le rappeler"]
    await step(team.ana, await team.office.case(team.id, "Halle", team.ana), "Un", DUE + DAY)
    await step(team.ana, await team.office.case(team.id, "Four", team.ana), "Deux", DUE + DAY)
    turn_to(team.office, DUE + DAY)
    assert await message(team.ana)
    assert team.ana.labels[:8] == [
        *(f"1 {label}" for label in ("Fait", "Reporter", "Plus tard", "Autre…")),
        *(f"2 {label}" for label in ("Fait", "Reporter", "Plus tard", "Autre…")),
    ]
