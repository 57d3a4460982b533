"""Which interviews are proposed, to whom, and with which reason: every row of `fits` in a state of affairs that calls for it."""

from dataclasses import replace

import pytest

from bot.engine.dialogue import Voice
from bot.records import (
    CaseState,
    Change,
    DiagnosisRecord,
    SessionRecord,
    Status,
    Subject,
)
from bot.service.proposals import AGAIN, Circumstances, proposals
from bot.texts.catalogues import Texts
from bot.texts.folding import folded
from tests.service.casework import Team, team
from tests.service.held import active
from tests.service.held import holds as held_to_its_end
from tests.service.invited import office
from tests.service.office import Office, plain
from tests.service.situated import (
    CONTENT,
    MAIN,
    NOW,
    ROWS,
    Situated,
    beneficiary,
    fitting,
    inputs_of,
    officer,
    said,
    second_project,
)

__all__ = ["office", "team"]


@pytest.mark.parametrize(("dialogue", "row", "voice"), ROWS)
async def test_every_row_is_proposed_with_its_reason(
    office: Office, dialogue: str, row: str, voice: Voice
) -> None:
    engine = CONTENT[0].engines[dialogue]
    state = fitting(engine.dialogue, row, voice)
    assert state is not None, "no state of affairs leads there"
    somebody = await (officer(office) if voice is Voice.OFFICER else beneficiary(office))
    await somebody.is_in(state)
    office.clock.turn(days=AGAIN.days)
    lines = (await somebody.all()).splitlines()
    about = lines[lines.index(said(dialogue, "title", voice)) + 1]
    reason = said(dialogue, f"fits.{row}", voice).partition(". ")[0].rstrip(".")
    done = (
        ", fait le 24 novembre 2026"
        if engine.dialogue.id
        in {state.result, MAIN if state.situation and voice is Voice.BENEFICIARY else ""}
        else ""
    )
    assert about == f"{reason} (environ {engine.dialogue.calling.minutes} minutes){done}"


@pytest.mark.parametrize("voice", list(Voice))
def test_nobody_is_shown_what_is_not_for_their_voice(voice: Voice) -> None:
    library = CONTENT[0]
    found = {each.dialogue for each in proposals(library, voice, Circumstances({}), NOW)}
    assert found == {name for name, engine in library.engines.items() if voice in engine.dialogue.voices}


async def test_those_that_fit_come_first_and_each_group_is_in_alphabetical_order(office: Office) -> None:
    group = await beneficiary(office)
    await group.stands("willing_unsure", "")
    read = await group.visitor.sends("interviews")
    assert "Ceux qui conviennent maintenant" in read
    few = [each for each in group.visitor.labels if each in read.splitlines()]
    assert 1 < len(few) <= 5
    assert few == sorted(few, key=folded)
    await group.visitor.touches("Tous les entretiens")
    choices = [plain(each.label) for each in group.visitor.screen.choices]  # type: ignore[union-attr]
    assert choices[: len(few)] == few
    voice = Voice.BENEFICIARY
    theirs = [name for name, each in CONTENT[0].engines.items() if voice in each.dialogue.voices]
    assert sorted(choices) == sorted(said(name, "title", voice) for name in theirs)
    assert "Tous les entretiens" not in group.visitor.labels
    assert "conviennent maintenant" not in group.visitor.read


async def test_what_was_just_done_is_proposed_again_after_two_weeks(office: Office) -> None:
    group = await beneficiary(office)
    await group.has_result(MAIN, "willing_unsure")
    again = said(MAIN, "fits.again", Voice.BENEFICIARY).rstrip(".")
    office.clock.turn(days=13, hours=23)
    read = await group.all()
    assert "fait le 24 novembre 2026" in read
    assert again not in read
    office.clock.turn(hours=1)
    assert again in await group.all()


async def test_words_and_numbers_choose_as_buttons_do(office: Office) -> None:
    group = await beneficiary(office)
    await group.stands("willing_unsure", "")
    await group.visitor.sends("interviews")
    await group.visitor.says("tous les entretiens")
    place = group.visitor.labels.index(said("cooperator_quiz", "title", Voice.BENEFICIARY)) + 1
    await group.visitor.says(str(place))
    assert (await active(group.visitor)).dialogue == "cooperator_quiz"


async def test_who_has_no_voice_yet_says_first_who_they_are(office: Office) -> None:
    visitor = office.visitor("new")
    await visitor.sends("interviews")
    assert "Je réponds pour mon groupe" in visitor.labels
    assert not any("quiz" in each.lower() for each in visitor.labels)


async def test_an_old_list_of_somebody_who_was_erased_leads_nowhere(office: Office) -> None:
    group = await beneficiary(office)
    await group.stands("willing_unsure", "")
    await group.visitor.sends("interviews")
    old, person = group.visitor.screen, await group.visitor.person()
    async with office.store.transaction() as tx:
        await tx.people.erase(person.id)
    group.visitor.screen = old
    await group.visitor.presses("d.cooperator_quiz")
    person = await group.visitor.person()
    async with office.store.transaction() as tx:
        assert not await tx.sessions.of(person.id)
    assert "Je réponds pour mon groupe" in group.visitor.labels


async def test_what_is_about_oneself_is_so_from_within_a_case_file_too(office: Office) -> None:
    alice = await officer(office)
    await alice.all()
    await alice.visitor.touches(said("network_checkup_officer", "title", Voice.OFFICER))
    record = await active(alice.visitor)
    assert (record.dialogue, record.subject) == ("network_checkup_officer", Subject())
    assert record.person == (await alice.visitor.person()).id


async def test_results_about_oneself_and_no_others_count_from_within_a_case_file(office: Office) -> None:
    """What an officer once tried about themselves is not known of the group."""
    alice = await officer(office)
    outside = Situated(office, alice.visitor, Subject())
    await outside.has_result(MAIN)
    await outside.has_result("network_checkup_officer")
    read = await alice.all()
    assert plain(said(MAIN, "fits.first", Voice.OFFICER)).rstrip(".") in read
    assert said("outreach_plan", "fits.after_checkup", Voice.OFFICER).rstrip(".") in read


async def test_another_case_file_and_colleagues_private_results_count_for_nothing(team: Team) -> None:
    mill, home = await team.case("Le Moulin", team.marie, team.paul), await team.case("Le Foyer")
    marie, paul = team.marie, team.paul
    await marie.sends("cases", "foyer")
    await held_to_its_end(marie, MAIN, home, activity="none")
    async with team.office.store.transaction() as tx:
        project = (await tx.cases.cooperations(mill))[0].id
    at_mill = Situated(team.office, marie, Subject(mill, project))
    await at_mill.stands("already_started", "emergence")
    now = team.office.clock.now()
    person = (await paul.person()).id
    record = SessionRecord(
        "s", person, "actor_map", "v", inputs_of(await paul.person()), Status.FINISHED, now, now, "",
        subject=at_mill.subject, private=True,
    )  # fmt: skip
    result = DiagnosisRecord(
        "d", "s", person, now, "actor_map", "v", "x", "x", "high", {}, {"blocks": []}, (), (), at_mill.subject, private=True,
    )  # fmt: skip
    async with team.office.store.transaction() as tx:
        await tx.sessions.add(record)
        await tx.diagnoses.add(result)
    begins = said("actor_map", "fits.begins", Voice.OFFICER).rstrip(".")
    await marie.sends("cases", "moulin")
    read = await at_mill.all()
    assert said(MAIN, "fits.first", Voice.OFFICER).rstrip(".") in read
    assert begins in read
    await paul.sends("cases", "moulin")
    assert begins not in await Situated(team.office, paul, at_mill.subject).all()


async def test_of_several_projects_what_is_known_of_any_counts_and_one_is_chosen_to_begin(team: Team) -> None:
    mill = await team.case("Le Moulin")
    boiler = Situated(team.office, team.marie, await second_project(team, mill))
    await boiler.stands("already_started", "implementation")
    await boiler.has_on_the_list("project_sheet")
    await team.marie.sends("cases", "moulin")
    read = await boiler.all()
    assert said("implementation_review", "fits.acting", Voice.OFFICER).rstrip(".") in read
    assert said("project_sheet", "fits.advised", Voice.OFFICER).rstrip(".") in read
    assert said("first_contact_preparation", "fits.nothing_known", Voice.OFFICER).rstrip(".") not in read
    await team.marie.touches(said("implementation_review", "title", Voice.OFFICER))
    assert "projet sans nom" in " ".join(team.marie.labels)
    await team.marie.touches("La chaufferie")
    record = await active(team.marie)
    assert (record.dialogue, record.subject) == ("implementation_review", boiler.subject)


async def test_beginning_one_opens_an_archived_case_file_again_and_says_so(team: Team) -> None:
    mill = await team.case("Le Moulin", state=CaseState.ARCHIVED)
    await team.marie.sends("cases", "moulin")
    await team.marie.sends("interviews")
    read = await team.marie.touches(said(MAIN, "title", Voice.OFFICER))
    assert "archivé" in read
    kept = await team.kept(mill)
    assert kept is not None
    assert kept.state is CaseState.OPEN


async def test_one_that_waits_about_the_same_is_gone_on_with_or_begun_anew(office: Office) -> None:
    group = await beneficiary(office)
    await group.stands("willing_unsure", "")
    title = said("cooperator_quiz", "title", Voice.BENEFICIARY)
    await group.all()
    await group.visitor.touches(title)
    first = await active(group.visitor)
    await group.visitor.presses(group.visitor.screen.choices[0].code)  # type: ignore[union-attr]
    await group.all()
    await group.visitor.touches(title, "Reprendre")
    assert (await active(group.visitor)).id == first.id


async def test_a_case_file_handed_over_meanwhile_proposes_nothing(team: Team) -> None:
    mill = await team.case("Le Moulin", team.marie, team.paul)
    await team.marie.sends("cases", "moulin")
    await team.marie.sends("interviews")
    person = await team.marie.person()
    async with team.office.store.transaction() as tx:
        await tx.cases.unassign(mill, person.id)
    read = await team.marie.presses(f"d.{MAIN}")
    assert "hors" in read or "portée" in read
    assert "Le Moulin" not in read
    assert said(MAIN, "title", Voice.OFFICER) not in read
    async with team.office.store.transaction() as tx:
        assert not await tx.sessions.about(mill, viewer=person.id)
    await team.marie.touches(team.marie.labels[0])


async def test_what_was_done_and_is_declined_no_longer_gives_a_reason(office: Office) -> None:
    group = await beneficiary(office)
    await group.has_on_the_list("peer_review")
    reason = said("workshop_peer_review", "fits.advised", Voice.BENEFICIARY).rstrip(".")
    assert reason in await group.all()
    person = await group.visitor.person()
    async with office.store.transaction() as tx:
        (event,) = await tx.plans.of(Subject(), person.id)
        done = replace(event, id=office.ids.new(), change=Change.STATUS, status="done")
        await tx.plans.add([done])
    assert reason not in await group.all()


async def test_back_to_where_one_came_from(office: Office) -> None:
    alice, group = await officer(office), await beneficiary(office)
    await alice.visitor.sends("interviews")
    assert "Le Moulin" in await alice.visitor.touches("Retour au dossier")
    await group.visitor.sends("interviews")
    await group.visitor.touches("Accueil")
    assert "Commencer" in " ".join(group.visitor.labels)


def test_texts_are_there_for_every_row_and_voice() -> None:
    texts: Texts = CONTENT[1]["fr"]
    assert all(texts.of(dialogue, f"fits.{row}", voice) for dialogue, row, voice in ROWS)
