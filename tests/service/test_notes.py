"""The notes of a case file, as officers meet them."""

from tests.service.casework import Team, team
from tests.service.office import Visitor

__all__ = ["team"]


async def noted(visitor: Visitor, name: str, words: str) -> str:
    await visitor.sends("cases", name)
    await visitor.touches("Notes", "Ajouter une note")
    return await visitor.says(words)


async def test_a_note_is_marked_and_erased_by_its_author_only(team: Team) -> None:
    mill = await team.case("Le Moulin", team.marie, team.paul)
    assert "24 novembre 2026, vous" in await noted(team.paul, "moulin", "Vu le président.")
    await team.marie.sends("cases", "moulin")
    assert "24 novembre 2026, Paul" in await team.marie.touches("Notes")
    assert not any(label.startswith("Effacer") for label in team.marie.labels)
    await team.paul.touches("Effacer ou marquer ma note", "Marquer confidentielle")
    assert "Cette note est confidentielle." in team.paul.read
    await team.paul.touches("Effacer ou marquer ma note", "Ne plus la dire confidentielle")
    assert "Cette note n’est plus confidentielle." in team.paul.read
    await team.paul.touches("Effacer ou marquer ma note", "Effacer cette note", "Effacer cette note")
    async with team.office.store.transaction() as tx:
        assert await tx.cases.notes(mill) == []
    assert await team.paul.traced("note.new") == 1
    assert await team.paul.traced("note.drop") == 1


async def test_what_is_typed_on_the_page_of_notes_is_a_note(team: Team) -> None:
    mill = await team.case("Le Moulin")
    await team.marie.sends("cases", "moulin")
    assert "écrivez-le ici" in await team.marie.touches("Notes")
    words = "Retour de la visite : le maire veut bien prêter la salle. " * 8
    assert "La note est gardée" in await team.marie.says(words)
    async with team.office.store.transaction() as tx:
        (note,) = await tx.cases.notes(mill)
    assert note.words == words.strip()


async def test_each_note_stands_once_on_a_screen_and_nothing_typed_beside_it_is_kept(team: Team) -> None:
    mill = await team.case("Le Moulin")
    for words in ("Vu le président.", "Appelé la mairie."):
        await noted(team.marie, "moulin", words)
    screen = "\n".join((team.marie.read, *team.marie.labels))
    assert screen.count("Vu le président.") == screen.count("Appelé la mairie.") == 1
    await team.marie.touches("Effacer ou marquer une note")
    screen = "\n".join((team.marie.read, *team.marie.labels))
    assert screen.count("Vu le président.") == screen.count("Appelé la mairie.") == 1
    await team.marie.says("autre chose encore")
    await team.marie.touches("Appelé la mairie.")
    await team.marie.says("autre chose encore")
    await team.marie.touches("Effacer cette note")
    await team.marie.says("autre chose encore")
    await team.marie.touches("Effacer cette note")
    async with team.office.store.transaction() as tx:
        assert [note.words for note in await tx.cases.notes(mill)] == ["Vu le président."]


async def test_a_note_of_somebody_who_is_gone_stays(team: Team) -> None:
    await team.case("Le Moulin", team.marie, team.paul)
    await noted(team.paul, "moulin", "Vu le président.")
    paul = await team.paul.person()
    async with team.office.store.transaction() as tx:
        await tx.people.erase(paul.id)
    await team.marie.sends("cases", "moulin")
    said = await team.marie.touches("Notes")
    assert "Vu le président." in said
    assert "quelqu’un qui n’est plus là" in said


async def test_a_note_that_is_too_long_is_not_cut(team: Team) -> None:
    mill = await team.case("Le Moulin")
    said = await noted(team.marie, "moulin", "x" * 2001)
    assert "Écrivez votre note" in said
    async with team.office.store.transaction() as tx:
        assert await tx.cases.notes(mill) == []
