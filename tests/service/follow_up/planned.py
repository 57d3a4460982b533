"""Steps and visits, put where tests want them, with the reminders that follow from them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, time
from typing import Any

from bot.records import Exported, Habits, Reminder, Sending, StepRecord, StepStatus, Subject, Visit
from bot.service.follow_up import schedule
from tests.service.office import Visitor


async def subject_of(visitor: Visitor, case: str) -> Subject:
    """The first cooperation of a case, or the visitor themselves."""
    if not case:
        return Subject()
    async with visitor.office.store.transaction() as tx:
        return Subject(case, (await tx.cases.cooperations(case))[0].id)


async def step(visitor: Visitor, case: str, words: str, due: date, **fields: Any) -> StepRecord:
    """A step of a case, or of the visitor's own list if that is ""; reminders are planned."""
    office, person, subject = visitor.office, await visitor.person(), await subject_of(visitor, case)
    made = StepRecord(
        id=office.ids.new(),
        subject=subject,
        person="" if case else person.id,
        diagnosis="",
        dialogue="situation_diagnosis",
        outcome="",
        step="",
        cause="",
        words=words,
        due=due,
        occasion="",
        status=StepStatus.PLANNED.value,
        agreed_at=office.clock.now(),
        agreed_by=person.id,
    )
    made = replace(made, **fields)
    async with office.store.transaction() as tx:
        await tx.steps.add(made)
        await schedule.replan_list(tx, office.clock.now(), subject, made.person)
    return made


async def visit(visitor: Visitor, case: str, day: date, at: time | None = None, words: str = "") -> Visit:
    """A visit that the visitor has planned; reminders are planned."""
    office, person, subject = visitor.office, await visitor.person(), await subject_of(visitor, case)
    made = Visit(office.ids.new(), case, subject.cooperation, person.id, day, at, words)
    async with office.store.transaction() as tx:
        await tx.visits.add(made)
        await schedule.replan_visits(tx, office.clock.now(), case)
    return made


async def change(visitor: Visitor, kept: StepRecord | Visit, **fields: Any) -> None:
    """Change a step or a visit without planning anything anew."""
    async with visitor.office.store.transaction() as tx:
        if isinstance(kept, Visit):
            await tx.visits.save(replace(kept, **fields))
        else:
            await tx.steps.save(replace(kept, **fields))


async def reminders(visitor: Visitor, state: Sending | None = None) -> Sequence[Reminder]:
    """What is kept to remind the visitor of."""
    person = await visitor.person()
    async with visitor.office.store.transaction() as tx:
        return [each for each in await tx.reminders.of(person.id) if state in {None, each.state}]


async def habits(visitor: Visitor, **fields: Any) -> Habits:
    """How the visitor is reminded, with `fields` changed first."""
    person = await visitor.person()
    async with visitor.office.store.transaction() as tx:
        kept = replace(await tx.reminders.habits(person.id), **fields)
        if fields:
            await tx.reminders.save_habits(kept)
            await schedule.replan_person(tx, visitor.office.clock.now(), person.id)
    return kept


async def exported(visitor: Visitor) -> Sequence[Exported]:
    """What is in the visitor's own calendar."""
    person = await visitor.person()
    async with visitor.office.store.transaction() as tx:
        return await tx.reminders.exported(person.id)
