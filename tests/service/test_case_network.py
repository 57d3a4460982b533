"""What the network sees of a case file, where the case file itself changes."""

from datetime import timedelta

import pytest

from bot.records import CaseState, NetworkField, NetworkShare
from tests.service.casework import Team, team

__all__ = ["team"]


async def opened(team: Team, case: str, *fields: NetworkField) -> None:
    now, by = team.office.clock.now(), (await team.marie.person()).id
    async with team.office.store.transaction() as tx:
        for field in fields:
            until = now + timedelta(days=365)
            await tx.network.add(
                NetworkShare(team.office.ids.new(), case, field, by, "La présidente", now, until)
            )


async def seen(team: Team, case: str) -> set[NetworkField]:
    async with team.office.store.transaction() as tx:
        return {each.field for each in await tx.network.of(case) if each.holds(team.office.clock.now())}


@pytest.mark.parametrize("change", [("Jean Martin, 07 00 00 00 00",), ()])
async def test_what_the_group_agreed_to_is_no_longer_seen_once_it_reads_otherwise(
    team: Team, change: tuple[str, ...]
) -> None:
    mill = await team.case("Le Moulin", territory="Drôme", contact="Marie Dupont, 06 00 00 00 00")
    await opened(team, mill, NetworkField.CONTACT, NetworkField.TERRITORY)
    await team.marie.sends("cases", "moulin")
    await team.marie.touches("Modifier", "Contact")
    for words in change:
        await team.marie.says(words)
    if not change:
        await team.marie.touches("Effacer ce champ")
    assert "Le réseau ne voit plus : le contact." in team.marie.read
    assert await seen(team, mill) == {NetworkField.TERRITORY}
    assert await team.marie.traced("network.close") == 1
    assert "Dupont" not in await team.rival.sends("network")
    assert "Martin" not in team.rival.read


async def test_what_reads_the_same_stays_open(team: Team) -> None:
    mill = await team.case("Le Moulin", territory="Drôme", contact="Marie")
    await opened(team, mill, NetworkField.CONTACT)
    await team.marie.sends("cases", "moulin")
    await team.marie.touches("Modifier", "Contact")
    await team.marie.says("  Marie ")
    await team.marie.touches("Territoire")
    assert "ne voit plus" not in await team.marie.says("Ardèche")
    assert await seen(team, mill) == {NetworkField.CONTACT}


async def test_joining_closes_what_the_other_case_file_says_otherwise(team: Team) -> None:
    lake = await team.case("Les Jardins du Lac", territory="Drôme", themes="eau")
    other = await team.case("Jardins du Lac", territory="Ardèche", themes="eau")
    await opened(team, other, NetworkField.TERRITORY, NetworkField.THEMES, NetworkField.NAME)
    for name in ("les jardins du lac", "jardins du lac"):
        await team.marie.sends("cases", name)
        await team.marie.touches("Faire le point")
        await team.marie.says("1")
    await team.marie.sends("cases", "Les jardins du lac")
    await team.marie.touches("Modifier", "Réunir avec un dossier semblable", "Jardins du Lac")
    read = await team.marie.touches("Garder « Les Jardins du Lac »")
    assert "Le réseau ne voit plus : le nom du groupe, le territoire." in read
    (one,) = await team.of(team.marie)
    assert one.id == lake
    assert await seen(team, lake) == {NetworkField.THEMES}


async def test_reopening_tells_what_the_network_sees_again(team: Team) -> None:
    mill = await team.case("Le Moulin", state=CaseState.ARCHIVED)
    await opened(team, mill, NetworkField.NAME)
    await team.marie.sends("cases", "moulin")
    assert "Le réseau voit de nouveau : le nom du groupe." in await team.marie.touches("Rouvrir ce dossier")
    shed = await team.case("Le Hangar", state=CaseState.ARCHIVED)
    assert shed
    await team.marie.sends("cases", "hangar")
    assert "Le réseau" not in (await team.marie.touches("Rouvrir ce dossier")).replace("Réseau", "")
