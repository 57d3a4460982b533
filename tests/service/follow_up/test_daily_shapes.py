"""The message of the day in its shapes: discreet, in pages, with overview and preparation."""

from dataclasses import replace
from datetime import date, timedelta

from bot.blocks import Block
from bot.records import Doer, Sending
from bot.service.follow_up import schedule
from bot.service.follow_up.daily_screens import LONGEST, length
from bot.service.screens import DAY_CARD
from bot.service.views import Show, View
from tests.service.follow_up.planned import step, visit
from tests.service.follow_up.reminded import (
    accustom,
    kept,
    message,
    office,
    pending,
    told,
    turn_to,
)
from tests.service.office import Visitor
from tests.service.teamed import Team, opens, team

__all__ = ["office", "team"]  # fixtures
DUE = date(2026, 12, 10)  # a Thursday; the clock begins on Tuesday, 24 November
DAY = timedelta(days=1)


def blocks(visitor: Visitor) -> tuple[Block, ...]:
    assert visitor.screen is not None
    return visitor.screen.blocks


async def replanned(visitor: Visitor) -> None:
    person, office = await visitor.person(), visitor.office
    async with office.store.transaction() as tx:
        await schedule.replan_person(tx, office.clock.now(), person.id)


async def test_a_discreet_message_says_only_that_there_is_something(team: Team) -> None:
    await step(team.bo, team.canteen, "Appeler la mairie", DUE)
    await accustom(team.bo, discreet=True)
    turn_to(team.office, DUE)
    assert await told(team.bo)
    assert len(blocks(team.bo)) == 1
    assert "Cantine" not in team.bo.read
    assert team.bo.labels == ["Voir"]
    await team.bo.touches("Voir")
    assert "Cantine : Appeler la mairie" in team.bo.read
    assert team.bo.screen is not None
    assert not team.bo.screen.below
    await team.bo.touches("Fait")
    assert "✓ Fait." in team.bo.read


async def test_many_lines_come_in_pages_of_one_short_message(team: Team) -> None:
    for at in range(14):
        case = await team.office.case(team.id, f"Groupe {at:02} {'x' * 60}", team.bo)
        await step(team.bo, case, f"Étape {at:02} {'mot ' * 45}", DUE, doer=Doer.OTHER, doer_name="N" * 80)
    turn_to(team.office, DUE)
    assert await told(team.bo)
    seen: list[str] = []
    for page in range(3):
        assert length(blocks(team.bo)) <= LONGEST
        assert len(team.bo.answer.screens) == 1
        seen += [line for line in team.bo.read.splitlines() if line.startswith("Groupe")]
        assert f"Page {page + 1} sur 3" in team.bo.read
        if page < 2:
            await team.bo.touches("Suite")
    assert len(seen) == len(set(seen)) == 14
    await team.bo.touches("2 Fait")
    assert "Page 3 sur 3" in team.bo.read
    await team.bo.touches("Retour")
    assert "Page 2 sur 3" in team.bo.read


async def test_the_overview_of_the_week_comes_along_and_the_next_is_planned(team: Team) -> None:
    await accustom(team.bo, digest=3)
    await replanned(team.bo)
    turn_to(team.office, date(2026, 11, 26))
    assert await told(team.bo) is None  # there is nothing to say
    assert await pending(team.bo) == [("digest", date(2026, 12, 3))]
    await step(team.bo, team.canteen, "écrire", date(2026, 12, 5), muted=True)
    turn_to(team.office, date(2026, 12, 3))
    assert "Le point de la semaine" in str(await told(team.bo))
    assert await pending(team.bo) == [("digest", date(2026, 12, 10))]
    turn_to(team.office, date(2026, 12, 21))  # a stop: the one that was missed comes once
    assert "Le point de la semaine" in str(await told(team.bo))
    assert await pending(team.bo) == [("digest", date(2026, 12, 24))]


async def test_an_overview_for_which_there_is_no_room_is_behind_a_button(team: Team) -> None:
    for at in range(6):
        case = await team.office.case(team.id, f"Groupe {at:02} {'x' * 60}", team.bo)
        await step(
            team.bo,
            case,
            f"Étape {at:02} {'mot ' * 45}",
            date(2026, 12, 3),
            doer=Doer.OTHER,
            doer_name="N" * 80,
        )
    await accustom(team.bo, digest=0)
    await replanned(team.bo)
    turn_to(team.office, date(2026, 12, 7))
    assert await told(team.bo)
    assert "Le point de la semaine" in team.bo.labels
    assert "Le point de la semaine" not in team.bo.read
    await team.bo.touches("Le point de la semaine")
    assert "Le point de la semaine" in team.bo.read
    assert team.bo.labels == ["Retour"]
    await team.bo.touches("Retour")
    assert "Groupe 05" in team.bo.read


async def test_a_visit_is_prepared_in_the_message_of_the_day_before(team: Team) -> None:
    await visit(team.bo, team.canteen, DUE, words="Apporter les plans")
    turn_to(team.office, DUE - DAY)
    said = str(await told(team.bo))
    assert "Cantine : visite demain" in said
    assert "Apporter les plans" in said
    assert "Préparer" not in team.bo.labels
    assert "Apporter les plans" in await team.bo.touches("C’est vu")


async def test_of_two_visits_each_is_prepared_behind_a_button(team: Team) -> None:
    await visit(team.bo, team.canteen, DUE, words="Apporter les plans")
    await visit(team.bo, team.minibus, DUE, words="Parler du budget")
    turn_to(team.office, DUE - DAY)
    assert await told(team.bo)
    assert "Apporter les plans" not in team.bo.read
    number = next(label[0] for label in team.bo.labels if label.endswith("Préparer"))
    await team.bo.touches(f"{number} Préparer")
    assert ("Apporter les plans" in team.bo.read) != ("Parler du budget" in team.bo.read)
    await team.bo.touches("Retour")
    assert team.bo.read.count("visite demain") == 2


async def test_the_first_message_tells_what_it_is_and_stops_with_one_tap(team: Team) -> None:
    await step(team.bo, team.canteen, "Appeler la mairie", DUE)
    turn_to(team.office, date(2026, 12, 8))
    assert "un message par jour au plus" in str(await told(team.bo))
    turn_to(team.office, DUE)
    assert "un message par jour au plus" not in str(await told(team.bo))
    assert "Ne plus recevoir ces messages" not in team.bo.labels
    await step(team.ana, await team.office.case(team.id, "Halle", team.ana), "Un", DUE + DAY)
    turn_to(team.office, DUE + DAY)
    assert await told(team.ana)
    assert "vous ne recevrez plus" in await team.ana.touches("Ne plus recevoir ces messages")
    assert await pending(team.ana) == []
    ana = await team.ana.person()
    async with team.office.store.transaction() as tx:
        assert (await tx.reminders.habits(ana.id)).wanted is False


async def test_who_moves_to_another_zone_gets_one_message_a_day(team: Team) -> None:
    person = await team.bo.person()
    await step(team.bo, team.canteen, "Appeler la mairie", DUE)
    await step(team.bo, team.minibus, "Voir un club", DUE + DAY)
    turn_to(team.office, DUE)
    assert await told(team.bo)
    async with team.office.store.transaction() as tx:
        await tx.people.save(replace(person, zone="America/Guadeloupe"))
    await accustom(team.bo, place="guadeloupe")
    await replanned(team.bo)
    rows = [replace(each, about="x", state=Sending.PENDING, message="") for each in await kept(team.bo)]
    async with team.office.store.transaction() as tx:
        await tx.reminders.add(rows)
    turn_to(team.office, DUE, 11, zone="America/Guadeloupe")
    assert await message(team.bo) is None
    turn_to(team.office, DUE + DAY, 8, zone="America/Guadeloupe")
    assert await message(team.bo) is None  # nine o'clock is theirs, not that of Paris
    turn_to(team.office, DUE + DAY, 9, zone="America/Guadeloupe")
    assert "C’est prévu pour aujourd’hui" in str(await told(team.bo))


async def test_a_case_that_was_lost_is_not_spoken_of_in_the_message(team: Team) -> None:
    await opens(team.bo, team, View(Show.HOME))
    await team.bo.touches("Cantine")
    await step(team.bo, team.minibus, "Voir un club", DUE)
    bo, ana = await team.bo.person(), await team.ana.person()
    async with team.office.store.transaction() as tx:
        await tx.cases.assign(team.canteen, ana.id, team.office.clock.now())
        await tx.cases.unassign(team.canteen, bo.id)
    turn_to(team.office, DUE)
    assert str(await told(team.bo)).startswith("Bonjour")
    assert "plus à votre portée" in await team.bo.sends("help") or "dossier" in team.bo.read


async def test_old_messages_are_forgotten(team: Team) -> None:
    for weeks in range(14):
        await step(
            team.bo, team.canteen, f"Pas {weeks}", date(2026, 12, 1) + timedelta(days=weeks), agreed_by=""
        )
    days = [date(2026, 12, 1) + timedelta(days=at) for at in range(20)]
    for day in days:
        turn_to(team.office, day)
        await told(team.bo)
    assert len(await cards(team)) == 10
    turn_to(team.office, date(2027, 2, 22))
    await step(team.bo, team.canteen, "Enfin", date(2027, 3, 4))
    turn_to(team.office, date(2027, 3, 4))
    assert await told(team.bo)
    assert await cards(team) == [f"{DAY_CARD}2027-03-04"]


async def cards(team: Team) -> list[str]:
    async with team.office.store.transaction() as tx:
        return [each.name for each in await tx.chats.cards(team.bo.address) if each.name.startswith(DAY_CARD)]
