"""An interview in sections, as it is held: sections in any order, in several sittings, and the sheet at any time."""

from bot.engine.dialogue import Voice
from bot.records import Person
from tests.service.casework import Team, team
from tests.service.held import active, begins
from tests.service.invited import office
from tests.service.office import Visitor, plain, read
from tests.service.sheet import SHEET, STAYS, document, filled, group, overview, states

__all__ = ["group", "office", "team"]


async def test_a_section_is_opened_by_its_number_its_words_or_its_button(group: Visitor) -> None:
    await overview(group)
    assert states(group) == ["encore vide"] * 7
    assert "Jusqu’où voulez-vous aller" in await group.says("3")
    await overview(group)
    assert "Enjeux et motivations : question 1" in await group.says("enjeux et motivations")
    await overview(group)
    assert "Animation : question 1" in await group.touches("Animation")
    await overview(group)
    assert "Vouliez-vous dire « Pistes de financement" in await group.says("le financement")
    assert "Pistes de financement : question 1" in await group.says("oui")


async def test_what_is_typed_at_the_overview_is_no_answer(group: Visitor) -> None:
    await group.says(STAYS)
    await overview(group)
    before = (await active(group)).log
    for typed in ("Le moulin de Jean", "je ne sais pas", "passer", "x" * 3000, "…"):
        await group.says(typed)
        assert "Ma fiche-projet" in group.read
        assert states(group)[0] == "commencé"
    assert (await active(group)).log == before


async def test_a_section_left_in_the_middle_goes_on_there(group: Visitor) -> None:
    await group.says(STAYS)
    await overview(group)
    assert states(group)[0] == "commencé"
    assert "1 rubrique sur 7" in group.read
    await group.touches("Calendrier")
    await overview(group)
    await group.touches("État des lieux")
    assert "Qu’est-ce qui va bien" in group.read
    await group.says("Les bénévoles sont là.")
    assert "pour finir" in group.read
    await group.touches("C’est prêt")
    assert states(group)[0] == "c’est prêt"
    assert "La suite serait « Enjeux et motivations »" in group.read


async def test_a_complete_section_shows_its_answers_to_change(group: Visitor) -> None:
    await filled(group)
    await group.touches("Écosystème")
    await group.says("La mairie")
    await overview(group)
    await group.touches("État des lieux")
    assert "mairie" not in " ".join(group.labels)
    assert STAYS.partition(",")[0] in " ".join(group.labels)
    await group.touches(next(each for each in group.labels if "Trois communes" in each))
    assert "C’est changé" in await group.says("Quatre communes")
    assert "Ma fiche-projet" in group.read
    await group.touches("État des lieux")
    assert "Quatre communes" in " ".join(group.labels)
    await group.touches("Continuer")
    assert states(group)[0] == "c’est prêt"


async def test_what_is_passed_over_leaves_a_section_empty_and_can_be_said_later(group: Visitor) -> None:
    await group.touches("Je passe", "Je passe")
    assert states(group)[0] == "encore vide"
    assert "Terminer et voir les pistes" not in group.labels
    assert not any(each.startswith("Voir «") for each in group.labels)
    await group.touches("État des lieux")
    await group.touches(group.labels[0])
    await group.says("Trois communes")
    await group.touches("Confirmer", "Les autres rubriques")
    assert states(group)[0] == "commencé"


async def test_the_result_comes_when_it_is_enough_and_again_later(group: Visitor) -> None:
    await filled(group)
    record = await active(group)
    first = await group.touches("Terminer")
    assert "La fiche-projet" in group.labels
    assert (await active(group)).status == "finished"
    await group.touches("Les rubriques")
    await group.touches("Revenir au résultat")
    assert group.read.strip() == first.strip()
    await group.touches("Les rubriques", "Écosystème")
    await group.says("La mairie, l’école")
    await group.touches("C’est prêt")
    assert "Terminer et voir les pistes" in group.labels
    assert states(group).count("c’est prêt") == 2
    await group.touches("Terminer")
    async with group.office.store.transaction() as tx:
        results = await tx.diagnoses.of(record.person)
    assert len(results) == 2
    assert {each.session for each in results} == {record.id}


async def test_the_sheet_is_there_at_any_time_on_paper_too(group: Visitor) -> None:
    await group.says(STAYS)
    await overview(group)
    assert STAYS in await group.touches("Voir « ")
    await group.presses("page")
    assert document(group).startswith("pdf: ")
    assert STAYS in document(group)
    await group.presses("word")
    assert document(group).startswith("docx: ")
    assert STAYS in document(group)
    await group.touches("Retour")
    assert states(group)[0] == "commencé"
    await group.touches("Terminer")
    assert STAYS in await group.touches("La fiche-projet")
    await group.presses("page")
    assert STAYS in document(group)


async def test_a_button_from_before_changes_nothing(group: Visitor) -> None:
    await overview(group)
    old = group.screen
    await group.touches("Calendrier")
    before = (await active(group)).log
    group.screen = old
    await group.presses("s.funding")
    assert group.answer.toast.startswith("Ce bouton date d’avant.")
    assert (await active(group)).log == before
    assert "Calendrier : question 1" in await group.sends("resume")
    for forged in ("s.nowhere", "s.", "finish", "handout", "s.territory_review"):
        await group.presses(forged)
        assert (await active(group)).log == before


async def test_nobody_else_opens_ones_sections(group: Visitor) -> None:
    await group.says(STAYS)
    await overview(group)
    other = group.office.visitor("other")
    async with group.office.store.transaction() as tx:
        person = Person(group.office.ids.new(), group.office.clock.now(), Voice.BENEFICIARY)
        await tx.people.add(person, other.address)
    other.screen = group.screen
    before = (await active(group)).log
    assert "Trois communes" not in await other.presses("s.territory_review")
    assert "Trois communes" not in await other.presses("handout")
    assert (await active(group)).log == before
    assert await other.traced("button.old", granted=False)


async def test_an_outage_and_an_apology_show_the_overview_again(group: Visitor) -> None:
    await group.says(STAYS)
    await overview(group)
    office = group.office
    for again in (office.conversation.reshow, office.conversation.apologise):
        async with office.store.transaction() as tx:
            answer = await again(tx, group.address)
        assert "Ma fiche-projet" in plain(read(answer.screens[-1].blocks))
        group.screen = answer.screens[-1]
        assert states(group)[0] == "commencé"
    await group.touches("Calendrier")
    assert "Calendrier : question 1" in group.read


async def test_put_aside_and_taken_up_it_stands_where_it_was(group: Visitor) -> None:
    await group.says(STAYS)
    await overview(group)
    assert "/reprendre" in await group.sends("cancel")
    await group.sends("resume")
    assert states(group)[0] == "commencé"
    await group.touches("Calendrier")
    await group.sends("cancel")
    assert "Calendrier : question 1" in await group.sends("resume")


async def test_two_sheets_of_two_case_files_stay_apart(team: Team) -> None:
    marie = team.marie
    mill, home = await team.case("Le Moulin"), await team.case("Le Foyer")
    await begins(marie, SHEET, mill)
    await marie.says("Une huilerie")
    await begins(marie, SHEET, home)
    await marie.says("Une chaufferie")
    await overview(marie)
    assert "Le Foyer" in marie.read
    assert "Une chaufferie" in await marie.touches("Voir « ")
    assert "huilerie" not in marie.read
    await marie.sends("cases", "moulin")
    await marie.touches("Continuer : La fiche-projet")
    assert "Le Moulin" in marie.read
    await overview(marie)
    assert "Une huilerie" in await marie.touches("Voir « ")
    assert "chaufferie" not in marie.read


async def test_a_second_sheet_begins_empty_with_the_first_one_to_confirm(group: Visitor) -> None:
    await filled(group)
    await group.touches("Niveau de coopération", "Faire avec", "C’est prêt", "Terminer")
    group.office.clock.turn(days=200)
    await begins(group, SHEET)
    await overview(group)
    assert states(group) == ["encore vide"] * 7
    await group.touches("Niveau de coopération")
    assert "Faire avec" in group.read
    await group.touches("Toujours pareil")
    await overview(group)
    assert states(group)[2] == "commencé"
