"""The team, as its admins and officers meet it."""

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from bot.loading.library import Library
from bot.records import Purpose, Role
from bot.service.screens import Press
from bot.service.views import Show, View
from bot.storage import open_store
from bot.texts.catalogues import Texts
from tests.conftest import TurnedClock
from tests.postgres import Server, postgres
from tests.service.office import Office
from tests.service.teamed import Team, members, opens, role_of, shown_at, team

__all__ = ["postgres", "team"]


# Who is in the team.


async def test_the_team_shows_its_members_with_counts_and_no_case_names(team: Team) -> None:
    for visitor in (team.ana, team.bo):
        shown = await visitor.sends("team")
        everything = "\n".join((shown, *visitor.labels))
        assert "Pays de Bray" in shown
        assert "2 dossiers" in everything
        assert "gère l’équipe, aucun dossier" in everything
        assert everything.count("Bo") == everything.count("Ana") == 1  # everybody stands once
        assert "Cantine" not in everything
    assert not any(label.startswith("Bo") for label in team.bo.labels)  # an officer opens but themselves
    assert "Bo, 2 dossiers" in team.ana.labels


async def test_who_is_in_no_team_is_told_so(team: Team) -> None:
    stranger = team.office.visitor("stranger")
    await stranger.sends("start")
    await stranger.touches("Je réponds pour")
    assert "aucune équipe" in await stranger.sends("team")
    assert await stranger.traced("team.see", granted=False) == 1
    assert "Seules les équipes" in await stranger.sends("invite")


async def test_members_called_the_same_are_told_apart(team: Team) -> None:
    for name in ("Cam", "Dan"):
        person = await (await team.office.officer(team.id, name)).person()
        async with team.office.store.transaction() as tx:
            await tx.people.save(replace(person, name=""))
    await team.ana.sends("team")
    unnamed = [label for label in team.ana.labels if label.startswith("sans nom")]
    assert len(set(unnamed)) == 2
    assert all("24 novembre 2026" in label for label in unnamed)


async def test_a_large_team_comes_in_pages(team: Team) -> None:
    for number in range(10):
        await team.office.officer(team.id, f"Collègue {number}")
    await team.ana.sends("team")
    assert "Collègue 9, aucun dossier" not in team.ana.labels
    await team.ana.touches("Suite")
    assert "Collègue 9, aucun dossier" in team.ana.labels
    assert "Bo, 2 dossiers" not in team.ana.labels
    await team.ana.touches("Retour")
    assert "Bo, 2 dossiers" in team.ana.labels


async def test_an_admin_gives_and_takes_the_running_of_the_team(team: Team) -> None:
    await team.ana.sends("team")
    assert "Gère l’équipe" in await team.ana.touches("Bo", "Confier la gestion")
    assert await role_of(team.bo) is Role.ADMIN
    await team.ana.touches("Retirer la gestion")
    assert await role_of(team.bo) is Role.OFFICER
    assert await team.ana.traced("member.role") == 2


async def test_the_last_admin_can_neither_be_lowered_nor_leave(team: Team) -> None:
    await team.ana.sends("team")
    assert "Il faut quelqu’un pour gérer" in await team.ana.touches("Moi dans", "Retirer la gestion")
    assert "Il faut quelqu’un pour gérer" in await team.ana.touches("Quitter")
    assert await role_of(team.ana) is Role.ADMIN
    assert await team.ana.traced("member.leave", granted=False) == 1


async def test_who_is_alone_in_a_team_goes_on_running_it(team: Team) -> None:
    only = await team.office.officer(await team.office.organisation("Seule"), "Eve", Role.ADMIN)
    await only.sends("team")
    assert "invitez d’abord un collègue" in await only.touches("Moi dans", "Retirer la gestion")
    assert await role_of(only) is Role.ADMIN
    assert await only.traced("member.role", granted=False) == 1


async def test_two_who_lower_each_other_at_once_leave_one_in_charge(
    postgres: Server, tmp_path: Path, content: tuple[Library, dict[str, Texts]], clock: TurnedClock
) -> None:
    store = await open_store(
        postgres.new_database(), "test", keys_url=f"sqlite:///{tmp_path / 'keys.sqlite3'}"
    )
    team = await Team(Office(store, content, clock)).set_up()
    await team.ana.sends("team")
    await team.ana.touches("Bo", "Confier la gestion")
    await team.bo.sends("team")
    await team.bo.touches("Ana")
    async with store.transaction() as tx:
        assert team.ana.screen is not None
        press = Press(team.ana.screen.number, "officer")
        await team.office.conversation.hear(tx, team.ana.address, press)
        meanwhile = asyncio.create_task(team.bo.touches("Retirer la gestion"))
        await asyncio.wait([meanwhile], timeout=1)  # unless it has to wait, it is done by then
    await meanwhile
    there = await members(team)
    await store.close()
    assert sum(each.role is Role.ADMIN for each in there) == 1


async def test_who_is_alone_in_a_team_may_leave_it(team: Team) -> None:
    organisation = await team.office.organisation("Seule")
    only = await team.office.officer(organisation, "Eve", Role.ADMIN)
    await only.sends("team")
    assert "ne faites plus partie" in await only.touches("Moi dans", "Quitter", "Oui")
    assert await only.member() is None


@pytest.mark.parametrize(
    "code", ["m.{ana}", "admin", "officer", "remove", "retention", "unattended", "pass_on"]
)
async def test_what_an_officer_may_not_do_is_refused_even_when_the_button_is_forged(
    team: Team, code: str
) -> None:
    ana = (await team.ana.person()).id
    await team.bo.sends("team")
    await team.bo.presses(code.format(ana=ana))
    await opens(team.bo, team, View(Show.MEMBER, about=ana))
    assert "n’est pas, ou plus, dans votre équipe" in team.bo.read
    await team.bo.presses(code.format(ana=ana))
    assert {(each.person, each.role) for each in await members(team)} == {
        (ana, Role.ADMIN),
        ((await team.bo.person()).id, Role.OFFICER),
    }
    assert (await team.kept()).retention_months == 24
    assert await team.bo.traced("button.press", granted=False) >= 1
    assert await team.bo.traced("member.see", granted=False) >= 1


async def test_the_counter_itself_refuses_what_an_officer_may_not_do(team: Team) -> None:
    ana = (await team.ana.person()).id
    conversation = team.office.conversation
    counters = conversation.reception._counters
    tried = [
        (View(Show.MEMBER, about=ana), "officer"),
        (View(Show.MEMBER, about=ana, mode="remove"), "confirm"),
        (View(Show.PASS_ON, about=ana, ids=((await team.bo.person()).id,)), "confirm"),
        (View(Show.PASS_ON, mode="unattended"), f"m.{(await team.bo.person()).id}"),
        (View(Show.RETENTION), "r.12"),
        (View(Show.INVITE), "admin"),
        (View(Show.PHONE, about=ana), "confirm"),
    ]
    await team.office.case(team.id, "Sans personne")
    for view, code in tried:
        async with team.office.store.transaction() as tx:
            scene = await conversation._enter(tx, team.bo.address, below=False)
            await counters[view.show].press(scene, view, code)
            await scene.leave()
    assert len(await team.bo.held()) == 2
    assert await role_of(team.ana) is Role.ADMIN
    assert (await team.kept()).retention_months == 24
    assert sum(not each.granted for each in await team.bo.traces()) >= len(tried)
    assert not await team.bo.traced("link.new")


async def test_somebody_of_another_organisation_does_not_exist(team: Team) -> None:
    other = await team.office.organisation("Ailleurs")
    carl = await team.office.officer(other, "Carl", Role.ADMIN)
    shown = await opens(team.ana, team, View(Show.MEMBER, about=(await carl.person()).id))
    assert "n’est pas, ou plus, dans votre équipe" in shown
    assert shown == await opens(team.ana, team, View(Show.MEMBER, about="0" * 32))


# One's name.


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("x", "trop court"),
        ("   ", "trop court"),
        ("\u202e\u200f", "trop court"),
        ("é" * 5000, "au plus"),
        ("👍", "trop court"),
    ],
)
async def test_a_name_that_is_none_is_asked_again(team: Team, typed: str, said: str) -> None:
    await team.bo.sends("team")
    await team.bo.touches("Moi dans", "Changer mon nom")
    assert said in await team.bo.says(typed)
    assert "vous appellent-ils" in team.bo.read
    assert (await team.bo.person()).name == "Bo"


async def test_a_name_is_changed_and_taken_back(team: Team) -> None:
    await team.bo.sends("team")
    await team.bo.touches("Moi dans", "Changer mon nom")
    assert "« Bo Équipe »" in await team.bo.says("  Bo\n Équipe ")
    assert (await team.bo.person()).name == "Bo Équipe"
    await team.bo.touches("Changer mon nom", "Ne montrer aucun nom")
    assert (await team.bo.person()).name == ""
    await team.ana.sends("team")
    assert any(label.startswith("sans nom") for label in team.ana.labels)


@pytest.mark.parametrize("typed", ["oui", "Non", "équipe", "aide", "retour", "dossiers", "1, 2 et 6"])
async def test_a_word_of_the_program_is_nobody_s_name(team: Team, typed: str) -> None:
    await team.bo.sends("team")
    await team.bo.touches("Moi dans", "Changer mon nom")
    await team.bo.says(typed)
    assert (await team.bo.person()).name == "Bo"
    new = team.office.visitor("new")
    await new.sends("start", await team.offer(Purpose.OFFICER, team.bo))
    await new.touches("Rejoindre")
    await new.says(typed)
    assert (await new.person()).name == ""


async def test_going_back_keeps_the_name(team: Team) -> None:
    await team.bo.sends("team")
    await team.bo.touches("Moi dans", "Changer mon nom")
    await team.bo.says("retour")
    assert (await team.bo.person()).name == "Bo"
    assert (await shown_at(team.bo)).show is Show.MEMBER


# Leaving, retention.


async def test_a_member_is_removed_with_a_warning_and_loses_everything_at_once(team: Team) -> None:
    token = await team.offer(Purpose.OFFICER, team.bo)
    await team.ana.sends("team")
    assert "2 dossiers ne seraient plus suivis" in await team.ana.touches("Bo", "Retirer de")
    assert await team.bo.member() is not None
    assert "ne fait plus partie" in await team.ana.touches("Oui, retirer")
    (notice,) = team.ana.answer.notices
    assert notice.address == team.bo.address
    assert "ne faites plus partie" in notice.text
    assert "Pays de Bray" not in notice.text
    assert await team.bo.member() is None
    assert not await team.bo.held()
    assert "aucune équipe" in await team.bo.sends("team")
    assert "annulé" in await team.office.visitor("late").sends("start", token)
    assert await team.ana.traced("member.leave") == 1


async def test_changing_nothing_changes_nothing(team: Team) -> None:
    await team.ana.sends("team")
    await team.ana.touches("Bo", "Retirer de")
    await team.ana.says("non")
    assert await team.bo.member() is not None
    assert (await shown_at(team.ana)).show is Show.MEMBER


async def test_a_shorter_retention_that_erases_is_asked_back(team: Team, clock: TurnedClock) -> None:
    await team.ana.sends("team")
    await team.ana.touches("Durée de conservation", "36 mois")
    assert (await team.kept()).retention_months == 36
    clock.turn(days=400)
    await team.ana.sends("team")
    assert "2 dossiers seraient effacés" in await team.ana.touches("Durée", "12 mois")
    assert (await team.kept()).retention_months == 36
    await team.ana.says("oui")
    assert (await team.kept()).retention_months == 12
    assert await team.ana.traced("team.retention") == 2
