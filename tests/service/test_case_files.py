"""One case file, as an officer meets it: changing, noting, archiving, joining, erasing."""

import sqlite3
from dataclasses import replace
from datetime import date

import pytest

from bot.records import CaseState, Priority, Standing, Status, StepRecord, Subject
from bot.service.wording import lowered
from tests.service.casework import Team, team
from tests.service.office import plain
from tests.service.test_notes import noted

__all__ = ["team"]


async def test_a_case_file_tells_what_is_known_of_it(team: Team) -> None:
    await team.case(
        "Le Moulin",
        team.marie,
        team.paul,
        territory="Drôme",
        kind="farm",
        contact="Élodie",
        priority=Priority.HIGH,
    )
    said = await team.marie.sends("cases", "moulin")
    for line in (
        "Situation : point à faire",
        "Dernière activité : 24 novembre 2026",
        "Priorité : haute",
        "Type : exploitation ou groupe agricole",
        "Territoire : Drôme",
        "Contact : Élodie",
        "Sur ce dossier avec vous : Paul",
    ):
        assert line in said


async def test_a_situation_is_told_since_when_and_with_the_next_step(team: Team) -> None:
    mill = await team.case("Le Moulin")
    now, person = team.office.clock.now(), (await team.marie.person()).id
    async with team.office.store.transaction() as tx:
        (only,) = await tx.cases.cooperations(mill)
        about = Subject(mill, only.id)
        await tx.cases.add_standing(
            Standing("s", mill, only.id, now, person, "", "already_started", "emergence", "already_started")
        )
        await tx.steps.add(
            StepRecord(
                id="n", subject=about, person="", diagnosis="", dialogue="situation_diagnosis",
                outcome="willing_unsure", step="three_calls", cause="missing_partners", words="",
                due=date(2026, 12, 1), occasion="", status="begun", agreed_at=now,
            )
        )  # fmt: skip
    said = await team.marie.sends("cases", "moulin")
    assert "Situation : en route, émergence, depuis le 24 novembre 2026" in said
    step = team.office.conversation.texts["fr"].of(
        "situation_diagnosis", "willing_unsure.missing_partners.step.three_calls", "officer"
    )
    assert f"Prochain pas, au plus tard le 1er décembre 2026 : {lowered(plain(step), 1)}" in said
    assert "Refaire le point" in team.marie.labels


async def test_an_interview_leads_from_the_case_file_and_back_to_it(team: Team) -> None:
    lake = await team.case("Les Jardins du Lac")
    await team.marie.sends("cases", "jardins")
    await team.marie.touches("Faire le point")
    await team.marie.says("1")
    await team.marie.sends("cases", "jardins")
    assert team.marie.labels[0] == "Reprendre l’entretien"
    assert "Question 2" in await team.marie.touches("Reprendre l’entretien")
    async with team.office.store.transaction() as tx:
        (begun,) = await tx.sessions.about(lake, viewer=None)
        await tx.sessions.save(replace(begun, status=Status.FINISHED), ())
    await team.marie.sends("cases", "jardins")
    assert "Refaire le point" in team.marie.labels
    assert "Reprendre l’entretien" not in team.marie.labels


async def test_fields_are_changed_and_cleared(team: Team) -> None:
    mill = await team.case("Le Moulin")
    await team.marie.sends("cases", "moulin")
    await team.marie.touches("Modifier", "Contact")
    assert "accord de cette personne" in team.marie.read
    team.office.clock.turn(days=3)
    await team.marie.says("Élodie, au club")
    await team.marie.touches("Type", "Association")
    await team.marie.touches("Priorité", "Haute")
    await team.marie.touches("Nom")
    assert "Effacer ce champ" not in team.marie.labels
    await team.marie.says("Le Moulin neuf")
    kept = await team.kept(mill)
    assert kept is not None
    assert (kept.name, kept.contact, kept.kind) == ("Le Moulin neuf", "Élodie, au club", "association")
    assert kept.priority is Priority.HIGH
    assert kept.touched_at == team.office.clock.now()
    await team.marie.touches("Contact", "Effacer ce champ")
    kept = await team.kept(mill)
    assert kept is not None
    assert kept.contact == ""
    assert await team.marie.traced("case.edit") == 5


async def test_a_kind_is_understood_by_its_first_word(team: Team) -> None:
    mill = await team.case("Le Moulin")
    await team.marie.sends("cases", "moulin")
    await team.marie.touches("Modifier", "Type")
    await team.marie.says("commune")
    kept = await team.kept(mill)
    assert kept is not None
    assert kept.kind == "municipality"


@pytest.mark.parametrize(("words", "why"), [("x" * 201, "200"), ("\u200b ", "est vide")])
async def test_a_field_that_cannot_be_kept_is_told_and_asked_again(team: Team, words: str, why: str) -> None:
    await team.case("Le Moulin")
    await team.marie.sends("cases", "moulin")
    await team.marie.touches("Modifier", "Territoire")
    said = await team.marie.says(words)
    assert why in said
    assert "Sur quel territoire" in said


async def test_what_is_typed_into_a_case_file_archived_meanwhile_is_not_kept(team: Team) -> None:
    mill = await team.case("Le Moulin", team.marie, team.paul)
    await team.marie.sends("cases", "moulin")
    await team.marie.touches("Modifier", "Territoire")
    await team.paul.sends("cases", "moulin")
    await team.paul.touches("Archiver")
    said = await team.marie.says("Drôme")
    assert "pas été gardé" in said
    assert "archivé" in said
    kept = await team.kept(mill)
    assert kept is not None
    assert kept.territory == ""


async def test_what_is_typed_into_a_case_file_handed_over_meanwhile_is_not_kept(team: Team) -> None:
    mill = await team.case("Le Moulin", team.marie, team.paul)
    await team.marie.sends("cases", "moulin")
    await team.marie.touches("Modifier", "Territoire")
    marie = await team.marie.person()
    async with team.office.store.transaction() as tx:
        await tx.cases.unassign(mill, marie.id)
    said = await team.marie.says("Drôme")
    assert "pas été gardé" in said
    assert "Moulin" not in said
    kept = await team.kept(mill)
    assert kept is not None
    assert kept.territory == ""


async def test_one_archived_by_a_colleague_is_told_from_an_old_list_and_reopened(team: Team) -> None:
    await team.case("Le Moulin", team.marie, team.paul)
    await team.case("Les Jardins du Lac")
    await team.marie.sends("cases")
    await team.paul.sends("cases", "moulin")
    await team.paul.touches("Archiver")
    assert "est archivé" in await team.marie.touches("Le Moulin")
    await team.marie.touches("Rouvrir ce dossier")
    assert "Modifier" in team.marie.labels
    assert await team.paul.traced("case.archive") == 1
    assert await team.marie.traced("case.reopen") == 1


async def test_archived_ones_have_a_list_of_their_own(team: Team) -> None:
    await team.case("Le Moulin", state=CaseState.ARCHIVED)
    await team.case("Les Jardins du Lac")
    await team.marie.sends("cases")
    assert not any(label.startswith("Le Moulin") for label in team.marie.labels)
    await team.marie.touches("Archivés")
    assert "Le Moulin · archivé" in team.marie.labels


async def test_an_interview_reopens_an_archived_case_file(team: Team) -> None:
    mill = await team.case("Le Moulin", state=CaseState.ARCHIVED)
    await team.marie.sends("cases", "moulin")
    said = await team.marie.touches("Faire le point")
    assert "de nouveau ouvert" in said
    kept = await team.kept(mill)
    assert kept is not None
    assert kept.state is CaseState.OPEN


async def test_words_that_cannot_be_read_are_told_and_never_written_over(team: Team, database: str) -> None:
    mill = await team.case("Le Moulin", state=CaseState.ARCHIVED)
    file = database.removeprefix("sqlite+aiosqlite:///")
    with sqlite3.connect(file) as raw:
        raw.execute("UPDATE case_file SET words = substr(words, 1, 40) || 'AAAA' WHERE id = ?", (mill,))
    await team.marie.sends("cases")
    await team.marie.touches("Archivés", "dossier illisible")
    assert "ne peuvent pas être lus" in team.marie.read
    assert not {"Modifier", "Rouvrir ce dossier"} & set(team.marie.labels)
    await team.marie.touches("Faire le point")
    await team.marie.says("1")
    with sqlite3.connect(file) as raw:
        ((words,),) = raw.execute("SELECT words FROM case_file WHERE id = ?", (mill,))
    assert words.endswith("AAAA")


# Several projects.


async def test_a_second_project_is_named_and_then_the_first(team: Team) -> None:
    mill = await team.case("Le Moulin")
    await team.marie.sends("cases", "moulin")
    assert "projet" not in team.marie.read
    await team.marie.touches("Modifier", "Ce groupe mène plusieurs projets")
    assert "Et le premier projet, quel nom lui donner" in await team.marie.says("La cantine")
    assert "Plus tard" in team.marie.labels
    await team.marie.says("L’épicerie")
    async with team.office.store.transaction() as tx:
        there = await tx.cases.cooperations(mill)
    assert [each.name for each in there] == ["L’épicerie", "La cantine"]
    await team.marie.touches("Retour au dossier", "Faire le point")
    assert "De quel projet" in team.marie.read
    await team.marie.touches("La cantine")
    await team.marie.says("1")
    await team.marie.sends("cases", "moulin")
    assert team.marie.labels[0] == "Reprendre l’entretien (La cantine)"
    async with team.office.store.transaction() as tx:
        (begun,) = await tx.sessions.about(mill, viewer=None)
    assert begun.subject == Subject(mill, there[1].id)
    assert await team.marie.traced("cooperation.new") == 1


# How they end.


async def test_joining_keeps_what_both_hold(team: Team) -> None:
    lake = await team.case("Les Jardins du Lac", territory="Drôme")
    other = await team.case("Jardins du Lac", territory="Ardèche", themes="maraîchage")
    await noted(team.marie, "les jardins du lac", "Première.")
    await noted(team.marie, "jardins du lac", "Seconde.")
    await team.marie.sends("cases", "Les jardins du lac")
    await team.marie.touches("Modifier", "Réunir avec un dossier semblable", "Jardins du Lac")
    assert team.marie.read.count("1 note") == 2
    await team.marie.touches("Garder « Les Jardins du Lac »")
    (one,) = await team.of(team.marie)
    assert (one.id, one.territory, one.themes) == (lake, "Drôme", "maraîchage")
    async with team.office.store.transaction() as tx:
        assert {note.words for note in await tx.cases.notes(lake)} == {"Première.", "Seconde."}
        assert [each.name for each in await tx.cases.cooperations(lake)] == [""]
        assert await tx.cases.get(other) is None
    assert await team.marie.traced("case.merge") == 2


async def test_joining_names_the_projects_of_both_apart(team: Team) -> None:
    lake = await team.case("Les Jardins du Lac")
    await team.case("Jardins du Lac")
    for name in ("les jardins du lac", "jardins du lac"):
        await team.marie.sends("cases", name)
        await team.marie.touches("Faire le point")
        await team.marie.says("1")
    await team.marie.sends("cases", "Les jardins du lac")
    await team.marie.touches("Modifier", "Réunir avec un dossier semblable", "Jardins du Lac")
    await team.marie.touches("Garder « Les Jardins du Lac »")
    async with team.office.store.transaction() as tx:
        assert len(await tx.sessions.about(lake, viewer=None)) == 2
        there = await tx.cases.cooperations(lake)
    assert [each.name for each in there] == ["Les Jardins du Lac", "Jardins du Lac"]


async def test_an_erasure_is_asked_twice_and_leaves_nothing(team: Team) -> None:
    mill = await team.case("Le Moulin")
    await noted(team.marie, "moulin", "Vu le président.")
    await team.marie.touches("Retour au dossier", "Faire le point")
    await team.marie.says("1")
    await team.marie.sends("cases", "moulin")
    said = await team.marie.touches("Modifier", "Effacer ce dossier")
    assert "1 entretien" in said
    assert "1 note" in said
    await team.marie.touches("Garder le dossier", "Modifier", "Effacer ce dossier", "Oui, effacer")
    assert await team.kept(mill) is not None
    assert "plus rien n’est gardé" in await team.marie.touches("Effacer pour de bon")
    assert await team.kept(mill) is None
    async with team.office.store.transaction() as tx:
        chat = await tx.chats.at(team.marie.address)
        assert await tx.sessions.about(mill, viewer=None) == []
    assert chat is not None
    assert (chat.case, chat.case_before, chat.active) == ("", "", None)
    assert await team.marie.traced("case.erase") == 1
