"""The list of case files, as an officer meets it: finding one, making one, going from one to another."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.records import CaseState, Cooperation, Priority
from tests.service.casework import Team, team

__all__ = ["team"]
DAY = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)


async def test_who_belongs_to_no_organisation_is_told_how_case_files_open(team: Team) -> None:
    visitor = team.office.visitor("someone")
    await visitor.sends("start")
    await visitor.presses("v.beneficiary")
    said = await visitor.sends("cases")
    assert "lien de votre organisation" in said
    assert "Nouveau dossier" not in visitor.labels


async def test_the_first_case_file_needs_only_a_name(team: Team) -> None:
    assert "pas encore de dossier" in await team.marie.sends("cases")
    await team.marie.touches("Créer le premier")
    said = await team.marie.says("Les Jardins\u202e du\n Lac")
    assert "Les Jardins du Lac" in said
    assert team.marie.labels[0] == "Faire le point"
    (made,) = await team.of(team.marie)
    assert made.name == "Les Jardins du Lac"
    assert await team.marie.traced("case.new") == 1


@pytest.mark.parametrize("name", ["x", "🌻", "   ", "x" * 5000, "—"])
async def test_a_name_that_cannot_be_kept_is_told_and_asked_again(team: Team, name: str) -> None:
    await team.marie.sends("case_new")
    said = await team.marie.says(name)
    assert "trop court" in said or "80" in said
    assert "Comment s’appelle" in said
    assert await team.of(team.marie) == []


async def test_a_case_file_made_while_beginning_an_interview_leads_right_into_it(team: Team) -> None:
    await team.marie.sends("diagnosis")
    await team.marie.touches("Nouveau dossier")
    said = await team.marie.says("Les Jardins du Lac")
    assert "Question 1" in said
    (made,) = await team.of(team.marie)
    async with team.office.store.transaction() as tx:
        (begun,) = await tx.sessions.about(made.id, viewer=None)
    assert begun.dialogue == "situation_diagnosis"


async def test_an_interview_that_waits_for_a_case_file_begins_with_the_one_that_is_searched(
    team: Team,
) -> None:
    await team.case("Le Moulin")
    lake = await team.case("Les Jardins du Lac")
    for at in range(8):
        await team.case(f"Groupe {at}")
    await team.marie.sends("diagnosis")
    await team.marie.presses("cases")
    assert "Question 1" in await team.marie.says("jardins")
    async with team.office.store.transaction() as tx:
        assert len(await tx.sessions.about(lake, viewer=None)) == 1


async def test_a_like_name_is_told_and_both_can_be_joined(team: Team) -> None:
    before = await team.case("Les Jardins du Lac", themes="maraîchage")
    await team.marie.sends("case_new")
    assert "ressemble à « Les Jardins du Lac »" in await team.marie.says("Jardins du lac")
    assert len(await team.of(team.marie)) == 2
    await team.marie.touches("C’est le même groupe", "Garder « Les Jardins du Lac »")
    (one,) = await team.of(team.marie)
    assert (one.id, one.themes) == (before, "maraîchage")
    async with team.office.store.transaction() as tx:
        assert len(await tx.cases.cooperations(one.id)) == 1


async def test_the_very_name_of_another_is_told_as_such(team: Team) -> None:
    await team.case("Les Jardins du Lac")
    await team.marie.sends("case_new")
    said = await team.marie.says("les jardins du lac")
    assert "Un autre de vos dossiers porte déjà ce nom." in said
    assert "ressemble" not in said
    await team.marie.sends("case_new")
    assert (await team.marie.says("Les Jardins du Lac")).count("porte déjà ce nom") == 1
    await team.case("Le Moulin", team.paul)
    await team.paul.sends("diagnosis")
    await team.paul.touches("Nouveau dossier")
    assert "porte déjà ce nom. Si c’est le même groupe" in await team.paul.says("Le Moulin")


async def test_an_interview_that_waits_shows_in_the_list(team: Team) -> None:
    await team.case("Les Jardins du Lac")
    mill = await team.case("Le Moulin", next_day=date(2026, 12, 3))
    for name in ("jardins", "moulin"):
        await team.marie.sends("cases", name)
        await team.marie.touches("Faire le point")
        await team.marie.says("1")
    await team.change(mill, situation="already_started", stage="emergence")
    await team.marie.sends("cases")
    assert "Les Jardins du Lac · entretien commencé" in team.marie.labels
    assert "Le Moulin · en route, émergence · entretien commencé" in team.marie.labels
    assert "La date est celle" not in team.marie.read


async def test_a_long_name_does_not_hide_what_comes_next(team: Team) -> None:
    name = "Coopérative d’utilisation de matériel agricole du Haut-Vallon"
    await team.case(name, situation="already_started", stage="implementation", next_day=date(2026, 11, 1))
    await team.marie.sends("cases")
    assert team.marie.labels[0].endswith("… · en route · à revoir depuis le 01/11")
    head = team.marie.labels[0].partition("…")[0]
    assert name.startswith(f"{head} ")


async def test_a_list_without_open_case_files_says_where_the_archived_ones_are(team: Team) -> None:
    await team.case("Le Moulin", state=CaseState.ARCHIVED)
    assert "Vos dossiers archivés sont sous « Archivés »." in await team.marie.sends("cases")
    assert "Archivés" in team.marie.labels


async def test_a_project_is_found_by_its_name(team: Team) -> None:
    home = await team.case("Foyer du Causse")
    hidden = await team.case("Le Moulin", team.paul)
    async with team.office.store.transaction() as tx:
        now = team.office.clock.now()
        await tx.cases.add_cooperation(Cooperation("k", home, now, "La chaufferie"))
        await tx.cases.add_cooperation(Cooperation("l", hidden, now, "La chaufferie"))
    assert (await team.marie.sends("cases", "chaufferie")).startswith("Foyer du Causse")


async def test_a_like_name_of_a_colleague_is_not_revealed(team: Team) -> None:
    await team.case("Les Jardins du Lac", team.paul)
    await team.marie.sends("case_new")
    assert "ressemble" not in await team.marie.says("Les Jardins du Lac")


async def test_the_list_shows_eight_and_goes_on(team: Team) -> None:
    for at in range(10):
        await team.case(f"Groupe {at}", touched_at=DAY + timedelta(hours=at))
    await team.marie.sends("cases")
    shown = [label for label in team.marie.labels if label.startswith("Groupe")]
    assert shown[0] == "Groupe 9 · point à faire"
    assert len(shown) == 8
    await team.marie.touches("Suite")
    assert [label for label in team.marie.labels if label.startswith("Groupe")] == [
        "Groupe 1 · point à faire",
        "Groupe 0 · point à faire",
    ]
    await team.marie.touches("Retour")
    assert "Groupe 9 · point à faire" in team.marie.labels


async def test_the_order_can_be_changed(team: Team) -> None:
    for at in range(4):
        await team.case(f"Groupe {at}", touched_at=DAY + timedelta(hours=at))
    urgent = await team.case("Le Moulin", touched_at=DAY - timedelta(days=9), priority=Priority.HIGH)
    await team.change(urgent, situation="already_started", stage="emergence", next_day=date(2026, 12, 3))
    await team.marie.sends("cases")
    assert team.marie.labels[0].startswith("Groupe 3")
    await team.marie.touches("Par priorité")
    assert team.marie.labels[0] == "Le Moulin · en route, émergence · 03/12"
    await team.marie.touches("Par dernière activité", "Par prochaine date")
    assert team.marie.labels[0].startswith("Le Moulin")


async def test_a_name_typed_on_the_list_opens_what_it_names(team: Team) -> None:
    await team.case("Les Jardins du Lac")
    await team.case("Le Moulin", territory="Vallée de la Drôme")
    await team.marie.sends("cases")
    assert (await team.marie.says("drome")).startswith("Le Moulin")
    await team.marie.sends("cases")
    said = await team.marie.says("jradins")
    assert "s’en approche" in said
    assert team.marie.labels[0].startswith("Les Jardins")


async def test_nothing_found_is_told_and_the_words_are_not_kept(team: Team) -> None:
    await team.case("Le Moulin")
    said = await team.marie.sends("cases", "cantine solidaire")
    assert "Aucun de vos dossiers" in said
    assert {"Tous les dossiers", "Nouveau dossier"} <= set(team.marie.labels)
    async with team.office.store.transaction() as tx:
        (menu,) = await tx.chats.cards(team.marie.address)
    assert "cantine" not in str(menu.view)


async def test_a_search_goes_over_archived_ones_too_and_only_over_ones_own(team: Team) -> None:
    await team.case("Le Moulin", state=CaseState.ARCHIVED)
    await team.case("Le Moulin vieux", team.paul)
    await team.marie.sends("cases", "moulin")
    assert "Rouvrir ce dossier" in team.marie.labels


async def test_one_goes_back_to_the_case_file_before_in_one_tap(team: Team) -> None:
    lake, mill = await team.case("Les Jardins du Lac"), await team.case("Le Moulin")
    assert "pas encore d’autre dossier" in await team.marie.sends("switch")
    await team.marie.sends("cases", "jardins")
    await team.marie.sends("cases", "moulin")
    assert "Les Jardins du Lac" in await team.marie.sends("switch")
    assert "Le Moulin" in await team.marie.sends("switch")
    async with team.office.store.transaction() as tx:
        chat = await tx.chats.at(team.marie.address)
    assert chat is not None
    assert (chat.case, chat.case_before) == (mill, lake)


async def test_a_case_file_of_others_cannot_be_told_from_one_that_never_was(team: Team) -> None:
    await team.case("Les Jardins du Lac")
    hidden = await team.case("Le Moulin", team.paul)
    await team.marie.sends("cases")
    there = await team.marie.presses(f"c.{hidden}")
    await team.marie.sends("cases")
    assert there == await team.marie.presses("c." + "0" * 32)
    assert "Moulin" not in there
