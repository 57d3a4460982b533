"""One message on a day, whatever that day is called where the person is by now."""

from dataclasses import replace
from datetime import date

from bot.service.follow_up import schedule
from tests.service.follow_up.planned import habits, step
from tests.service.follow_up.reminded import message, office, told, turn_to
from tests.service.office import Office, Visitor

__all__ = ["office"]
NOUMEA, GUADELOUPE = "Pacific/Noumea", "America/Guadeloupe"


async def _moves(visitor: Visitor, zone: str) -> None:
    person = await visitor.person()
    async with visitor.office.store.transaction() as tx:
        await tx.people.save(replace(person, zone=zone))
        await schedule.replan_person(tx, visitor.office.clock.now(), person.id)


async def test_who_goes_west_has_no_second_friday(office: Office) -> None:
    """Also when what was told on the first was late, so that no reminder was meant for that day."""
    house = await office.organisation("A")
    ann = await office.officer(house, "ann")
    await _moves(ann, NOUMEA)
    case = await office.case(house, "Alba", ann)
    await habits(ann, every_day=True)
    await step(ann, case, "appeler", date(2026, 11, 24))
    await step(ann, case, "écrire", date(2026, 12, 4))
    turn_to(office, date(2026, 12, 4), 9, zone=NOUMEA)  # a Friday; AFTER was for the 27th
    await step(ann, case, "relire", date(2026, 12, 5))
    person = (await ann.person()).id
    async with office.store.transaction() as tx:
        kept = await tx.reminders.of(person)
        await tx.reminders.drop([each for each in kept if each.day == date(2026, 12, 4)])
    assert "appeler" in str(await told(ann))
    await _moves(ann, GUADELOUPE)
    turn_to(office, date(2026, 12, 4), 9, zone=GUADELOUPE)
    assert await message(ann) is None
    turn_to(office, date(2026, 12, 5), 9, zone=GUADELOUPE)
    assert "relire" in str(await message(ann))
