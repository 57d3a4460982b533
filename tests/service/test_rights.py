"""What everybody may ask about themselves: seeing what is kept, and having it erased."""

import json
from collections.abc import AsyncIterator

import pytest

from bot.loading.library import Library
from bot.records import Role
from bot.service.documents import Raw
from bot.texts.catalogues import Texts
from tests.conftest import TurnedClock
from tests.service.full import (
    Full,
    rows_of,
)
from tests.service.office import Office, opened


@pytest.fixture
async def office(
    database: str, content: tuple[Library, dict[str, Texts]], clock: TurnedClock
) -> AsyncIterator[Office]:
    async with opened(database, content, clock) as office:
        yield office


@pytest.fixture
async def full(office: Office) -> Full:
    return await Full(office).set_up()


# The screen.


async def test_the_screen_says_what_why_how_long_and_who(full: Full) -> None:
    shown = plainly(await full.anne.sends("my_data"))
    for said in (
        "1 entretien sur votre propre projet",
        "1 entretien répondu pour un dossier",
        "1 accord de partage",
        "2 liens créés ou ouverts",
        "Votre place dans l’équipe « Pays de Bray »\n1 dossier suivi",
        "Votre nom : Anne Lagarde",
        "ligne à vous dans le journal des accès",
        "24 mois sans activité pour les dossiers ; 12 mois pour le journal",
        "Qui le voit : vous ; vos collègues",
    ):
        assert said in shown


async def test_who_never_said_who_they_are_sees_how_little_is_kept(office: Office) -> None:
    visitor = office.visitor("new")
    shown = plainly(await visitor.sends("my_data"))
    assert "Le numéro de votre compte" in shown
    assert "entretien" not in shown
    assert "24 mois après votre dernier passage" in shown
    await visitor.touches("Recevoir en fichier")
    (document,) = visitor.answer.documents
    assert isinstance(document, Raw)
    assert json.loads(document.text)["interviews"] == []
    await visitor.touches("Continuer")
    assert "Qui êtes-vous" in visitor.read


# Erasing.


async def test_erasing_is_asked_twice_then_done_at_once_and_completely(full: Full, database: str) -> None:
    shown = plainly(await full.anne.sends("erase"))
    for said in ("Plus personne ne verrait", "Vous ne seriez plus dans l’équipe", "y reste, sans dire qui"):
        assert said in shown
    assert "Vous êtes la seule personne" not in shown  # Bo follows the case file too, and runs the team
    await full.anne.touches("Oui, effacer", "Effacer pour de bon")
    assert full.anne.answer.erased
    assert "plus rien n’est gardé de vous" in full.anne.read
    names = {full.person, full.anne.address.external, "4711"}
    assert {table for table, _ in rows_of(database, names)} == {"trace"}
    async with full.office.store.transaction() as tx:
        assert await tx.shares.with_case(full.case) == []
        (session,) = await tx.sessions.about(full.case, viewer=None)
        lines = await tx.audit.of_person(full.person)
    assert session.person == ""
    assert {line.action for line in lines} == {"case.open", "person.erase"}


async def test_nothing_is_erased_by_who_keeps_everything(full: Full) -> None:
    await full.anne.sends("erase")
    await full.anne.touches("Tout garder")
    await full.anne.sends("my_data")
    await full.anne.touches("Tout effacer", "Oui, effacer", "Tout garder")
    assert not full.anne.answer.erased
    assert len((await full.copy())["interviews"]) == 1


async def test_the_last_step_cannot_be_pressed_before_it_is_shown(full: Full) -> None:
    await full.anne.sends("erase")
    await full.anne.presses("erase_sure")
    assert not full.anne.answer.erased
    assert (await full.anne.person()).id == full.person


async def test_two_hasty_words_erase_nothing(full: Full) -> None:
    await full.anne.sends("erase")
    await full.anne.says("oui")
    await full.anne.says("oui")
    assert not full.anne.answer.erased
    await full.anne.says("effacer pour de bon")
    assert full.anne.answer.erased


async def test_what_is_in_the_persons_own_calendar_is_said_to_stay(full: Full) -> None:
    assert "Ce qui est dans votre agenda y reste" in await full.anne.sends("erase")
    assert "Vos rappels" in await full.anne.sends("my_data")
    async with full.office.store.transaction() as tx:
        await tx.reminders.export(full.person, [])
    assert "votre agenda" not in await full.anne.sends("erase")


async def test_who_follows_case_files_alone_is_told_but_may_go(office: Office) -> None:
    id = await office.organisation("Caux")
    chief, cleo = await office.officer(id, "Chief", Role.ADMIN), await office.officer(id, "Cléo")
    cases = [await office.case(id, name, cleo) for name in ("Un", "Deux")]
    await office.case(id, "Trois", cleo, chief)
    shown = plainly(await cleo.sends("erase"))
    assert (
        "Vous êtes la seule personne à suivre 2 dossiers. Mieux vaut les transmettre d’abord, avec /equipe"
        in shown
    )
    assert "Caux" in await cleo.touches("Voir d’abord l’équipe")
    await cleo.sends("erase")
    await cleo.touches("Oui, effacer", "Effacer pour de bon")
    assert cleo.answer.erased
    async with office.store.transaction() as tx:
        assert set(await tx.cases.unattended(id)) == set(cases)


async def test_the_only_one_who_runs_a_team_is_told_but_may_go(office: Office) -> None:
    id = await office.organisation("Caux")
    chief, _ = await office.officer(id, "Chief", Role.ADMIN), await office.officer(id, "Cléo")
    assert "Vous êtes la seule personne à gérer l’équipe" in await chief.sends("erase")
    await chief.touches("Oui, effacer", "Effacer pour de bon")
    assert chief.answer.erased


async def test_who_is_alone_in_a_team_is_told_what_becomes_of_their_case_files(office: Office) -> None:
    id = await office.organisation("Caux")
    chief = await office.officer(id, "Chief", Role.ADMIN)
    await office.case(id, "Un", chief)
    shown = plainly(await chief.sends("erase"))
    assert "1 dossier resterait sans personne" in shown
    assert "gérer l’équipe" not in shown


def plainly(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")
