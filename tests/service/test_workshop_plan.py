"""Sheets put together from the answers, as officers read them: what was passed is open, and what was answered is kept to."""

import re

import pytest

from bot.records import Role
from tests.service.held import active, begins
from tests.service.invited import office
from tests.service.office import Office, Visitor

__all__ = ["office"]


@pytest.fixture
async def host(office: Office) -> Visitor:
    return await office.officer(await office.organisation("Appui"), "Luc", Role.OFFICER)


async def sheet(host: Visitor, dialogue: str, title: str, **said: str) -> str:
    """The sheet called `title`; what `said` does not have is passed."""
    await begins(host, dialogue)
    while position := (await active(host)).position:
        option = said.get(position)
        await host.presses(f"o.{option}" if option else "skip")
    return await host.touches(title)


async def plan(host: Visitor, **said: str) -> str:
    return await sheet(host, "workshop_setup", "Le déroulé de l’atelier", **said)


async def test_groups_left_to_the_evening_are_left_to_it_and_not_counted_without_a_number(
    host: Visitor,
) -> None:
    read = await plan(host, same_point="varied", groups="that_evening")
    assert "Le soir : former les groupes du deuxième jour, d’après ce que vous avez entendu." in read
    assert "9 h 00. Annoncer les groupes formés le soir du premier jour" in read
    assert "Groupes par avancement" not in read
    assert "pensez aussi à des groupes par avancement" in read
    assert not re.search(r"(?i)(un seul|deux ou trois|quatre ou cinq|cinq ou six) groupes?", read)


async def test_with_the_number_the_groups_are_counted(host: Visitor) -> None:
    read = await plan(host, participants="thirteen_to_twenty", groups="by_territory")
    assert "9 h 00. Groupes par territoire" in read
    assert "Quatre ou cinq groupes" in read


async def test_where_all_was_passed_nothing_is_said_as_if_it_were_so(host: Visitor) -> None:
    read = await plan(host)
    for asserted in (
        "restent à fixer", "reste à choisir", "trois minutes chacun", "Groupes par", "formés le soir",
        "mettre les tables", "inviter chaque participant", "le troisième à 15 h 35",
    ):  # fmt: skip
        assert asserted not in read
    assert "9 h 00. Former les groupes : par projet, par territoire ou par avancement." in read


async def test_a_first_contact_of_which_all_was_passed_has_nothing_that_is_missing(host: Visitor) -> None:
    read = await sheet(host, "first_contact_preparation", "La fiche d’appel")
    for asserted in ("à trouver", "à écrire", "à préciser", "à préparer", "reste à", "rappelez", "message"):
        assert asserted not in read
    assert "Sans nouvelles d’eux deux semaines après, faites-leur signe." in read


async def test_a_step_that_was_passed_can_be_written_on_the_sheet(host: Visitor) -> None:
    read = await sheet(host, "workshop_closing", "La suite de l’atelier", tools="able")
    assert "À écrire ici : une seule chose" in read
    assert "À reprendre" not in read
