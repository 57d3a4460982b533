"""What can be done with a sheet of the reference, and for whom it is."""

from dataclasses import replace

import pytest

from bot.engine.dialogue import Voice
from bot.records import CaseState, Cooperation, PageKind, PageRef, Subject
from bot.service import plan
from bot.service.documents import Page
from bot.service.views import Show, View
from tests.service.held import active
from tests.service.invited import Invited, invited, shown
from tests.service.office import Visitor, plain, read
from tests.service.reference.looked_up import (
    ASKED,
    FOR_ALL,
    FOR_OFFICERS,
    kept,
    leaves,
    office,
    on_buttons,
    opens,
    shelf,
    title,
)

__all__ = ["invited", "office", "shelf"]


async def test_a_sheet_is_kept_and_kept_no_longer(invited: Invited) -> None:
    group = invited.group
    await opens(group, f"advice:{FOR_ALL}")
    assert "gardée" in await group.touches("Garder cette fiche")
    assert await kept(group) == [FOR_ALL]
    await group.sends("reference")
    await group.touches("Mes fiches gardées")
    await group.touches(title(invited.office, FOR_ALL, Voice.BENEFICIARY))
    await group.presses("drop")
    assert await kept(group) == []
    assert "aucune" in await group.touches("Retour")
    await group.touches("Retour aux fiches")
    assert not any("gardées" in each for each in group.labels)


async def test_a_page_of_favourites_that_emptied_shows_the_one_before(invited: Invited) -> None:
    group, there = invited.group, leaves(invited.office, Voice.BENEFICIARY)
    nine = [each for each in there.library.catalogue if there.there(PageRef(PageKind.ADVICE, each))][:9]
    for each in nine:
        await opens(group, f"advice:{each}")
        await group.presses("keep")
        invited.office.clock.turn(minutes=1)
    await shown(group, View(Show.FAVOURITES))
    await group.touches("Suite")
    await group.touches(title(invited.office, nine[0], Voice.BENEFICIARY))
    await group.presses("drop")
    await group.touches("Retour")
    assert len(group.screen.choices) == 8  # type: ignore[union-attr]
    assert "Avant" not in group.labels


async def listed(invited: Invited, visitor: Visitor, subject: Subject) -> list[str]:
    person = await visitor.person()
    async with invited.office.store.transaction() as tx:
        return [each.advice for each in plan.items(await tx.plans.of(subject, person.id))]


async def test_a_sheet_goes_on_ones_own_list_once(invited: Invited) -> None:
    group = invited.group
    await opens(group, f"advice:{FOR_ALL}")
    old = group.screen
    assert "C’est" in await group.touches("Ajouter à mes")
    assert not any(each.startswith("Ajouter") for each in group.labels)
    group.screen = old
    await group.presses("add")
    await opens(group, f"advice:{FOR_ALL}")
    await group.presses("add")
    assert (await listed(invited, group, Subject())).count(FOR_ALL) == 1


async def test_a_sheet_goes_on_the_list_of_the_case_file_spoken_of(invited: Invited) -> None:
    alice = invited.alice
    await alice.sends("cases", "tilleuls")
    await opens(alice, f"advice:{FOR_ALL}")
    await alice.touches("Ajouter aux")
    async with invited.office.store.transaction() as tx:
        (project,) = await tx.cases.cooperations(invited.case)
    assert FOR_ALL in await listed(invited, alice, Subject(invited.case, project.id))
    assert FOR_ALL not in await listed(invited, alice, Subject())
    assert await alice.traced("advice.added") == 1


async def test_of_several_projects_an_interview_begins_with_which_one(invited: Invited) -> None:
    alice = invited.alice
    async with invited.office.store.transaction() as tx:
        await tx.cases.add_cooperation(
            Cooperation("k2", invited.case, invited.office.clock.now(), "La chaufferie")
        )
    await alice.sends("cases", "tilleuls")
    await opens(alice, f"advice:{FOR_ALL}")
    assert not any(each.startswith("Ajouter") for each in alice.labels)
    await opens(alice, "interview:project_sheet")
    await alice.touches("Commencer", "La chaufferie")
    assert (await active(alice)).subject == Subject(invited.case, "k2")


async def test_an_archived_case_file_is_given_nothing_unseen(invited: Invited) -> None:
    alice = invited.alice
    await alice.sends("cases", "tilleuls")
    async with invited.office.store.transaction() as tx:
        case = await tx.cases.get(invited.case)
        assert case is not None
        await tx.cases.save(replace(case, state=CaseState.ARCHIVED))
        (project,) = await tx.cases.cooperations(invited.case)
    await opens(alice, f"advice:{FOR_ALL}")
    assert not any(each.startswith("Ajouter") for each in alice.labels)
    await alice.presses("add")
    assert FOR_ALL not in await listed(invited, alice, Subject(invited.case, project.id))


async def test_a_sheet_is_handed_over_on_one_page(invited: Invited) -> None:
    await opens(invited.group, f"advice:{FOR_ALL}")
    await invited.group.touches("En page (PDF)")
    (page,) = invited.group.answer.documents
    assert isinstance(page, Page)
    assert page.one_page
    assert plain(page.title).startswith(title(invited.office, FOR_ALL, Voice.BENEFICIARY))
    assert plain(page.title) not in read(page.blocks)  # it stands above
    assert "Par où commencer :" in plain(read(page.blocks))


# For whom a sheet is.


async def test_a_sheet_for_officers_is_shown_to_nobody_else(invited: Invited) -> None:
    group, office = invited.group, invited.office
    name = title(office, FOR_OFFICERS)
    assert name in await opens(invited.alice, f"advice:{FOR_OFFICERS}")
    assert name not in await opens(group, f"advice:{FOR_OFFICERS}")
    assert ASKED in group.read
    for words in ("liste de contacts", name):
        await group.sends("reference", words)
        assert name not in on_buttons(group)
    there = leaves(office, Voice.BENEFICIARY)
    for theme in there.reference.themes:
        await shown(group, View(Show.THEME, about=theme))
        assert name not in on_buttons(group)
    await shown(group, View(Show.FOUND, ids=(f"advice:{FOR_OFFICERS}", f"advice:{FOR_ALL}")))
    assert len(group.screen.choices) == 1  # type: ignore[union-attr]


@pytest.mark.parametrize("code", ["keep", "page", "add", "send", "g.0", "g.7", "begin", "back"])
async def test_no_forged_button_opens_a_sheet_for_officers(invited: Invited, code: str) -> None:
    group = invited.group
    await opens(group, f"advice:{FOR_OFFICERS}")
    said = await group.presses(code)
    assert title(invited.office, FOR_OFFICERS) not in said
    assert not group.answer.documents
    assert await kept(group) == []
    assert FOR_OFFICERS not in await listed(invited, group, Subject())


async def test_a_page_that_is_gone_from_a_new_version_leads_to_the_door(invited: Invited) -> None:
    for view in (
        View(Show.PAGE, about="advice:gone"), View(Show.PAGE, about="term:gone"), View(Show.PAGE, about="item:gone"),
        View(Show.THEME, about="gone"), View(Show.OUTLINE, about="gone"), View(Show.SEND_TO, about="advice:gone"),
    ):  # fmt: skip
        assert ASKED in await shown(invited.group, view)
        await invited.group.touches(invited.group.labels[0])
        assert invited.group.screen is not None
        assert len(invited.group.screen.choices) > 1
