"""/agenda: the file holds what is ahead, and the next one takes out what is no longer planned."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
import vobject

from bot.records import Cooperation, StepStatus, Subject, VisitState
from bot.reports.printing import print_document
from bot.service.documents import Agenda, Entry
from tests.service.follow_up.planned import change, exported, step, visit
from tests.service.office import Visitor, plain
from tests.service.teamed import Team, team

__all__ = ["team"]

THURSDAY, FRIDAY = date(2026, 12, 3), date(2026, 12, 4)


async def taken(visitor: Visitor) -> Agenda:
    """The file that /agenda gives."""
    await visitor.sends("agenda")
    (document,) = visitor.answer.documents
    assert isinstance(document, Agenda)
    return document


def titles(agenda: Agenda, *, gone: bool = False) -> list[str]:
    return [plain(entry.title) for entry in agenda.entries if entry.gone is gone]


def entry(agenda: Agenda, id: str) -> Entry:
    (found,) = [each for each in agenda.entries if each.about == id]
    return found


async def test_the_file_of_an_officer(team: Team) -> None:
    call = await step(team.bo, team.canteen, "appeler le maire", THURSDAY)
    meet = await visit(team.bo, team.minibus, FRIDAY, time(14, 30), "penser aux clés")
    open_day = await visit(team.bo, team.canteen, FRIDAY)
    agenda = await taken(team.bo)
    assert agenda.file_name == "trait-d-union.ics"
    assert (entry(agenda, call.id).day, entry(agenda, call.id).at) == (THURSDAY, None)
    assert "Qui : le groupe" in plain(entry(agenda, call.id).words)
    assert (entry(agenda, meet.id).day, entry(agenda, meet.id).at) == (FRIDAY, time(14, 30))
    assert entry(agenda, meet.id).words == "penser aux clés"
    assert entry(agenda, open_day.id).at is None
    assert sorted(titles(agenda)) == ["Cantine : appeler le maire", "Cantine : visite", "Minibus : visite"]
    assert "Les noms de vos dossiers y figurent" in team.bo.read
    assert "Touchez le fichier trait-d-union.ics" in team.bo.read
    assert await team.bo.traced("person.agenda") == 1


async def test_the_file_as_a_calendar_reads_it(team: Team) -> None:
    await visit(team.bo, team.minibus, date(2027, 7, 1), time(9))
    await visit(team.bo, team.canteen, FRIDAY, time(9))
    begins = {}
    for place in ("France métropolitaine", "La Réunion"):
        await team.bo.sends("reminders")
        await team.bo.touches("Réglages", "Mon lieu", place)
        calendar = vobject.readOne(print_document(await taken(team.bo), str).decode())
        begins[place] = sorted(event.dtstart.value.astimezone(UTC) for event in calendar.vevent_list)
    assert begins == {
        "France métropolitaine": [datetime(2026, 12, 4, 8, tzinfo=UTC), datetime(2027, 7, 1, 7, tzinfo=UTC)],
        "La Réunion": [datetime(2026, 12, 4, 5, tzinfo=UTC), datetime(2027, 7, 1, 5, tzinfo=UTC)],
    }


async def test_a_project_is_named_where_there_are_several(team: Team) -> None:
    await step(team.bo, team.canteen, "appeler", THURSDAY)
    second = Cooperation(team.office.ids.new(), team.canteen, team.office.clock.now(), "Le potager")
    async with team.office.store.transaction() as tx:
        await tx.cases.add_cooperation(second)
    await step(team.bo, team.canteen, "semer", FRIDAY, subject=Subject(team.canteen, second.id))
    assert titles(await taken(team.bo)) == [
        "Cantine · projet sans nom : appeler",
        "Cantine · Le potager : semer",
    ]


async def test_the_file_of_who_speaks_for_their_own_group(team: Team) -> None:
    cleo = team.office.visitor("Cléo")
    await cleo.sends("start")
    await cleo.touches("Je réponds pour mon groupe")
    await step(cleo, "", "appeler le voisin", THURSDAY)
    await step(team.bo, team.canteen, "appeler le maire", THURSDAY)
    agenda = await taken(cleo)
    assert titles(agenda) == ["Appeler le voisin"]
    assert "Qui" not in agenda.entries[0].words
    assert "dossiers" not in cleo.read


async def test_there_is_no_empty_file(team: Team) -> None:
    read = await team.bo.sends("agenda")
    assert "Il n’y a rien à mettre dans votre agenda pour l’instant" in read
    assert not team.bo.answer.documents
    assert not await exported(team.bo)


async def test_a_new_file_moves_what_was_put_off_and_takes_out_what_is_over(team: Team) -> None:
    stays = await step(team.bo, team.canteen, "rester", THURSDAY)
    moved = await step(team.bo, team.canteen, "reporter", THURSDAY)
    done = await step(team.bo, team.canteen, "faire", THURSDAY)
    cancelled = await visit(team.bo, team.canteen, FRIDAY, time(9))
    lost = await step(team.bo, team.minibus, "secret d’ailleurs", FRIDAY)
    before = await taken(team.bo)
    assert len(before.entries) == 5
    assert {each.about for each in await exported(team.bo)} == {each.about for each in before.entries}

    await change(team.bo, moved, due=FRIDAY)
    await change(team.bo, done, status=StepStatus.DONE.value)
    await change(team.bo, cancelled, state=VisitState.CANCELLED)
    person = await team.bo.person()
    async with team.office.store.transaction() as tx:
        await tx.cases.unassign(team.minibus, person.id)
    team.office.clock.turn(minutes=5)
    after = await taken(team.bo)
    assert [each.about for each in after.entries if not each.gone] == [stays.id, moved.id]
    assert entry(after, moved.id).day == FRIDAY
    assert {each.about for each in after.entries if each.gone} == {done.id, cancelled.id, lost.id}
    assert entry(after, done.id).title == "Fait"
    assert {entry(after, each.id).title for each in (cancelled, lost)} == {"N’est plus prévu"}
    assert entry(after, cancelled.id).day == FRIDAY

    old, new = (vobject.readOne(print_document(each, str).decode()) for each in (before, after))
    sequences = {each.uid.value: int(each.sequence.value) for each in old.vevent_list}
    assert all(int(each.sequence.value) > sequences[each.uid.value] for each in new.vevent_list)
    statuses = {each.uid.value: each.status.value for each in new.vevent_list}
    assert statuses[f"{lost.id}@traitdunion"] == "CANCELLED"
    assert statuses[f"{stays.id}@traitdunion"] == "CONFIRMED"

    again = await taken(team.bo)  # the file before may never have been opened
    assert {each.about for each in again.entries if each.gone} == {done.id, cancelled.id, lost.id}
    team.office.clock.turn(days=80)
    await taken(team.bo)
    last = await taken(team.bo)
    assert {each.about for each in last.entries} == {stays.id, moved.id}


async def test_the_last_one_is_taken_out_too(team: Team) -> None:
    only = await step(team.bo, team.canteen, "faire", THURSDAY)
    await taken(team.bo)
    await change(team.bo, only, status=StepStatus.DROPPED.value)
    agenda = await taken(team.bo)
    assert [(each.about, each.gone) for each in agenda.entries] == [(only.id, True)]
    assert "ce fichier retire seulement ce qui était dans votre agenda" in team.bo.read
    team.office.clock.turn(days=80)
    await taken(team.bo)
    assert not await exported(team.bo)
    await team.bo.sends("agenda")
    assert not team.bo.answer.documents


async def test_a_visit_that_took_place_stays_in_the_calendar(team: Team) -> None:
    await visit(team.bo, team.canteen, FRIDAY, time(9))
    await taken(team.bo)
    await step(team.bo, team.canteen, "appeler", date(2027, 6, 1))
    for days in (11, 100):
        team.office.clock.turn(days=days)
        assert not titles(await taken(team.bo), gone=True)


@pytest.mark.parametrize("change_it", ["cancelled", "moved back", "out of reach"])
async def test_a_visit_that_did_not_take_place_is_taken_out_afterwards_too(
    team: Team, change_it: str
) -> None:
    planned = await visit(team.bo, team.canteen, FRIDAY, time(9))
    await taken(team.bo)
    team.office.clock.turn(days=20)
    if change_it == "cancelled":
        await change(team.bo, planned, state=VisitState.CANCELLED)
    elif change_it == "moved back":
        await change(team.bo, planned, day=THURSDAY)
    else:
        person = await team.bo.person()
        async with team.office.store.transaction() as tx:
            await tx.cases.unassign(team.canteen, person.id)
    (gone,) = (await taken(team.bo)).entries
    assert (gone.about, gone.day, gone.gone) == (planned.id, FRIDAY, True)


async def test_a_visit_that_is_over_is_not_put_in_afterwards(team: Team) -> None:
    await visit(team.bo, team.canteen, FRIDAY, time(9))
    team.office.clock.turn(days=20)
    await team.bo.sends("agenda")
    assert not team.bo.answer.documents


async def test_a_new_file_is_one_tap_away(team: Team) -> None:
    await step(team.bo, team.canteen, "appeler", THURSDAY)
    await team.bo.sends("reminders")
    for button in ("Mettre dans mon agenda", "Recevoir un nouveau fichier"):
        await team.bo.touches(button)
        assert len(team.bo.answer.documents) == 1
        assert "Le fichier est en route." in team.bo.read
    await team.bo.touches("Revenir aux rappels")
    assert "Cantine : appeler" in team.bo.read


async def test_a_step_long_overdue_stays_where_it_was(team: Team) -> None:
    await step(team.bo, team.canteen, "appeler", THURSDAY)
    team.office.clock.turn(days=90)
    agenda = await taken(team.bo)
    assert [each.day for each in agenda.entries] == [THURSDAY]
    assert agenda.made_at - datetime(2026, 12, 3, tzinfo=UTC) > timedelta(days=80)
