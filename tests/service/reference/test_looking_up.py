"""Looking something up: by words, by theme, in the glossary and the outline; keeping it, and putting it aside for somebody."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.content import shelf_of
from bot.engine.dialogue import Voice
from bot.records import CaseState, Cooperation, PageKind, PageRef, Subject
from bot.service import plan
from bot.service.conversation import Conversation
from bot.service.documents import Page
from bot.service.edits import shortened
from bot.service.leaves import Leaves
from bot.service.shelf import Shelf
from bot.service.views import Show, View
from bot.texts.folding import folded
from tests.conftest import TurnedClock
from tests.service.held import active
from tests.service.invited import Invited, agree, invited, shown
from tests.service.office import Office, Visitor, opened, plain, read
from tests.service.reference.conftest import Content

__all__ = ["invited"]

FOR_OFFICERS = "targeted_contact_list"
FOR_ALL = "funding_paths"
ASKED = "Écrivez ce que vous cherchez"


@pytest.fixture(scope="module")
def shelf(content: Content) -> Shelf:
    return shelf_of(*content)


@pytest.fixture
async def office(database: str, content: Content, clock: TurnedClock, shelf: Shelf) -> AsyncIterator[Office]:
    async with opened(database, content, clock) as office:
        office.conversation = Conversation(*content, office.clock, office.ids, shelf)
        yield office


def leaves(office: Office, voice: Voice) -> Leaves:
    reception = office.conversation.reception
    assert reception.shelf is not None
    library = reception.interviews.library
    return Leaves(library, reception.shelf.reference, office.conversation.texts["fr"], voice)


def title(office: Office, advice: str, voice: Voice = Voice.OFFICER) -> str:
    """What a sheet is called, as far as it fits on a button."""
    return plain(shortened(leaves(office, voice).title(PageRef(PageKind.ADVICE, advice)))).rstrip("…")


def on_buttons(visitor: Visitor, first: int = 99) -> str:
    """All that stands on the first buttons of the screen."""
    return " | ".join(visitor.labels[:first])


async def opens(visitor: Visitor, link: str, show: Show = Show.PAGE) -> str:
    """A page of the reference, whichever way led to it."""
    return await shown(visitor, View(show, about=link))


async def kept(visitor: Visitor) -> list[str]:
    person = await visitor.person()
    async with visitor.office.store.transaction() as tx:
        return [each.page.id for each in await tx.reference.of(person.id)]


async def put_for(visitor: Visitor) -> list[str]:
    person = await visitor.person()
    async with visitor.office.store.transaction() as tx:
        return [each.page.id for each in await tx.reference.put_aside_for(person.id)]


async def shares(invited: Invited, advice: str = FOR_ALL) -> str:
    """Alice is at a sheet of the case file with which the group shares its answers."""
    await agree(invited.group)
    await invited.alice.sends("cases", "tilleuls")
    return await opens(invited.alice, f"advice:{advice}")


PUT_ASIDE = "Mettre de côté"

# Finding.


async def test_words_lead_to_a_sheet_and_back_to_what_was_found(invited: Invited) -> None:
    alice, office = invited.alice, invited.office
    assert ASKED in await alice.sends("reference")
    assert "Ce que j’ai trouvé" in await alice.says("où trouver de l’argent")
    found = alice.labels
    assert title(office, FOR_ALL) in " | ".join(found[:3])
    said = await alice.touches(title(office, FOR_ALL))
    assert "Comment" in said
    assert "pas" in said
    await alice.touches("Retour")
    assert alice.labels == found
    assert ASKED in await alice.touches("Retour aux fiches")


async def test_words_behind_the_command_are_looked_up_at_once(invited: Invited) -> None:
    await invited.alice.sends("reference", "qui décide")
    assert title(invited.office, "set_governance") in on_buttons(invited.alice, 3)


@pytest.mark.parametrize("words", ["zzxqv wqkx", "…?!", "🙂", " % _ * \" ' -- (", "xyzzy " * 833, "\u200b\u200b", "a" * 5000])
async def test_nonsense_finds_nothing_and_says_what_to_do(invited: Invited, words: str) -> None:
    await invited.alice.sends("reference")
    said = await invited.alice.says(words)
    assert "Ce que j’ai trouvé" in said
    assert "Rien pour ces mots" in said
    assert title(invited.office, FOR_ALL) in await after(invited.alice, "financement")


async def after(visitor: Visitor, words: str) -> str:
    await visitor.says(words)
    return on_buttons(visitor)


async def test_a_very_long_text_is_looked_up_by_its_beginning(invited: Invited) -> None:
    await invited.alice.sends("reference")
    await invited.alice.says("Où trouver des subventions pour notre projet ? " + "bla " * 1250)
    assert title(invited.office, FOR_ALL) in on_buttons(invited.alice)


async def test_words_are_looked_up_on_every_screen(invited: Invited) -> None:
    alice = invited.alice
    views = [
        View(Show.REFERENCE), View(Show.THEME, about="network"), View(Show.FOUND, ids=()), View(Show.GLOSSARY),
        View(Show.DOCUMENTS), View(Show.OUTLINE, about="004"), View(Show.FAVOURITES), View(Show.PUT_ASIDE),
        View(Show.PAGE, about=f"advice:{FOR_ALL}"), View(Show.PAGE, about="interview:project_sheet"),
    ]  # fmt: skip
    for view in views:
        await shown(alice, view)
        await alice.says("bénévoles fatigués")
        assert title(invited.office, "renew_mobilisation") in on_buttons(alice), view.show


async def test_a_command_or_the_way_out_is_no_search(invited: Invited) -> None:
    await invited.alice.sends("reference")
    await invited.alice.says("accueil")
    assert "Les Tilleuls" in invited.alice.labels
    await invited.alice.sends("reference")
    await invited.alice.says("aide")
    assert "Ce que j’ai trouvé" not in invited.alice.read


async def test_a_theme_shows_its_sheets_page_by_page(invited: Invited) -> None:
    alice, there = invited.alice, leaves(invited.office, Voice.OFFICER)
    theme = there.reference.themes["network"]
    await alice.sends("reference")
    await alice.touches(plain(there.texts.of("reference", "theme.network.name")))
    first = [plain(each.label) for each in alice.screen.choices]  # type: ignore[union-attr]
    assert len(first) == 8
    assert "Avant" not in alice.labels
    await alice.touches("Suite")
    second = [plain(each.label) for each in alice.screen.choices]  # type: ignore[union-attr]
    assert len(first) + len(second) == len(theme.advice)
    assert not set(first) & set(second)
    await alice.touches(second[0], "Retour")
    assert [plain(each.label) for each in alice.screen.choices] == second  # type: ignore[union-attr]
    await alice.touches("Avant")
    assert [plain(each.label) for each in alice.screen.choices] == first  # type: ignore[union-attr]


async def test_the_glossary_is_in_alphabetical_order_whatever_the_accents(invited: Invited) -> None:
    await invited.alice.sends("reference")
    await invited.alice.touches("Glossaire")
    names: list[str] = []
    while True:
        names += [plain(each.label) for each in invited.alice.screen.choices]  # type: ignore[union-attr]
        if "Suite" not in invited.alice.labels:
            break
        await invited.alice.touches("Suite")
    assert names == sorted(names, key=folded)
    there = leaves(invited.office, Voice.OFFICER)
    assert len(names) == len(there.reference.terms)
    await invited.alice.touches(names[-1], "Garder")
    assert len(await kept(invited.alice)) == 1


async def test_the_outline_leads_down_to_what_serves_it_and_back(invited: Invited) -> None:
    alice, there = invited.alice, leaves(invited.office, Voice.OFFICER)
    await alice.sends("reference")
    await alice.touches("Les documents")
    documents = [plain(each.label) for each in alice.screen.choices]  # type: ignore[union-attr]
    assert len(documents) == len(there.reference.documents)
    for document in documents:
        await alice.sends("reference")
        await alice.touches("Les documents", document)
        for _ in range(8):
            assert alice.screen is not None
            if "Retour" in alice.labels and "Retour aux fiches" not in alice.labels:
                break  # a page
            if not alice.screen.choices:
                break  # nothing serves it, which is said
            above = alice.labels
            await alice.presses(alice.screen.choices[0].code)
        if "Retour aux fiches" in alice.labels:
            assert alice.read.count("\n") > 1
        else:
            await alice.touches("Retour")
            assert alice.labels == above


async def test_every_item_of_the_outline_shows_something(invited: Invited) -> None:
    there = leaves(invited.office, Voice.OFFICER)
    for item in there.reference.items:
        said = await shown(invited.alice, View(Show.OUTLINE, about=item))
        assert invited.alice.screen is not None
        assert invited.alice.screen.choices or there.gist(PageRef(PageKind.ITEM, item)), said


# What can be done with a sheet.


async def test_a_sheet_is_kept_and_kept_no_longer(invited: Invited) -> None:
    group = invited.group
    await opens(group, f"advice:{FOR_ALL}")
    assert "gardée" in await group.touches("Garder cette fiche")
    assert await kept(group) == [FOR_ALL]
    await group.sends("reference")
    await group.touches("Mes fiches" if any(each.startswith("Mes fiches") for each in group.labels) else "Fiches")
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
        await tx.cases.add_cooperation(Cooperation("k2", invited.case, invited.office.clock.now(), "La chaufferie"))
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
    await invited.group.touches("En page (PDF)" if "En page (PDF)" in invited.group.labels else "Recevoir")
    (page,) = invited.group.answer.documents
    assert isinstance(page, Page)
    assert page.one_page
    assert plain(page.title).startswith(title(invited.office, FOR_ALL, Voice.BENEFICIARY))
    assert plain(page.title) not in read(page.blocks)  # it stands above
    print("ZZ", plain(read(page.blocks)))
    assert "remier pas" in plain(read(page.blocks))


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


# Putting aside.


async def test_who_shares_with_the_case_file_gets_a_word_that_names_nothing(invited: Invited) -> None:
    alice, group, office = invited.alice, invited.group, invited.office
    await shares(invited)
    said = await alice.touches(PUT_ASIDE)
    assert "Pour qui" in said
    await alice.touches(alice.labels[0])
    assert "C’est mis de côté" in alice.read or "mise de côté" in alice.read
    (notice,) = alice.answer.notices
    assert notice.address == group.address
    assert plain(notice.text) == "Une fiche a été mise de côté pour vous : /fiches"
    assert await put_for(group) == [FOR_ALL]
    assert await alice.traced("page.put_aside") == 1
    traces = [each.case for each in await alice.traces() if each.action == "page.put_aside"]
    assert traces == [invited.case]
    assert "1 fiche" in await group.sends("reference")
    await group.touches("Mis de côté pour vous" if "Mis de côté pour vous" in group.labels else "Mis")
    assert title(office, FOR_ALL, Voice.BENEFICIARY) in on_buttons(group)
    assert "Alice" not in group.read
    await group.touches("Retour aux fiches")
    assert "1 fiche" not in group.read
    person = await group.person()
    async with office.store.transaction() as tx:
        (put,) = await tx.reference.put_aside_for(person.id)
    assert put.seen == office.clock.now()


async def test_only_what_they_may_read_is_put_aside(invited: Invited) -> None:
    await shares(invited, FOR_OFFICERS)
    assert not any(each.startswith(PUT_ASIDE) for each in invited.alice.labels)
    await invited.alice.presses("send")
    assert await put_for(invited.group) == []


async def test_nobody_is_reached_who_does_not_share(invited: Invited) -> None:
    alice, group = invited.alice, invited.group
    await alice.sends("cases", "tilleuls")
    await opens(alice, f"advice:{FOR_ALL}")
    assert not any(each.startswith(PUT_ASIDE) for each in alice.labels)
    for code in ("send", "g.0"):
        await alice.presses(code)
    assert await put_for(group) == []
    assert not alice.answer.notices
    await shown(alice, View(Show.SEND_TO, about=f"advice:{FOR_ALL}"))
    await alice.presses("g.0")
    assert await put_for(group) == []
    assert not alice.answer.notices


async def test_who_withdraws_before_the_last_tap_is_not_reached(invited: Invited) -> None:
    alice, group = invited.alice, invited.group
    await shares(invited)
    await alice.touches(PUT_ASIDE)
    assert alice.screen is not None
    asked = alice.screen
    (share,) = await invited.shares()
    async with invited.office.store.transaction() as tx:
        await tx.shares.save(replace(share, withdrawn_at=invited.office.clock.now()))
    alice.screen = asked
    await alice.presses("g.0")
    assert await put_for(group) == []
    assert not alice.answer.notices


async def test_who_follows_the_case_file_no_more_reaches_nobody(invited: Invited) -> None:
    alice, group = invited.alice, invited.group
    await shares(invited)
    await alice.touches(PUT_ASIDE)
    person = await alice.person()
    async with invited.office.store.transaction() as tx:
        await tx.cases.unassign(invited.case, person.id)
    await alice.presses("g.0")
    assert await put_for(group) == []
    assert not alice.answer.notices


async def test_two_of_the_same_name_are_told_apart(invited: Invited) -> None:
    other = await invited.comes("other")
    for visitor in (invited.group, other):
        person = await visitor.person()
        async with invited.office.store.transaction() as tx:
            await tx.people.save(replace(person, name="Jean"))
    await shares(invited)
    await invited.alice.touches(PUT_ASIDE)
    two = invited.alice.labels[:2]
    assert two[0] != two[1]
    assert all("Jean" in each for each in two)
    await invited.alice.presses("g.1")
    assert len(await put_for(other)) + len(await put_for(invited.group)) == 1


async def test_somebody_who_blocked_the_bot_finds_it_when_they_come_back(invited: Invited) -> None:
    alice, group, office = invited.alice, invited.group, invited.office
    await shares(invited)
    async with office.store.transaction() as tx:
        await tx.people.unreachable(group.address, office.clock.now())
    await alice.touches(PUT_ASIDE)
    await alice.touches(alice.labels[0])
    assert not alice.answer.notices
    assert "/fiches" in alice.read
    assert "prévenu" not in alice.read
    async with office.store.transaction() as tx:
        await tx.people.unreachable(group.address, None)
    assert "1 fiche" in await group.sends("reference")


async def test_erasing_somebody_takes_what_they_kept_and_what_was_put_aside(invited: Invited) -> None:
    alice, group, office = invited.alice, invited.group, invited.office
    await shares(invited)
    await alice.touches(PUT_ASIDE)
    await alice.touches(alice.labels[0])
    await opens(group, f"advice:{FOR_ALL}")
    await group.presses("keep")
    erased = (await group.person()).id
    await group.sends("erase")
    async with office.store.transaction() as tx:
        await tx.people.erase(erased)
    async with office.store.transaction() as tx:
        assert not await tx.reference.of(erased)
        assert not await tx.reference.put_aside_for(erased)
    assert await kept(alice) == []


async def test_an_officer_who_is_erased_leaves_what_they_put_aside(invited: Invited) -> None:
    alice, group = invited.alice, invited.group
    await shares(invited)
    await alice.touches(PUT_ASIDE)
    await alice.touches(alice.labels[0])
    person = await alice.person()
    async with invited.office.store.transaction() as tx:
        await tx.people.erase(person.id)
    await group.sends("reference")
    assert isinstance(await put_for(group), list)
    assert ASKED in group.read


async def test_without_a_shelf_it_is_said_that_there_is_nothing(invited: Invited) -> None:
    office = invited.office
    library, texts = office.conversation.interviews.library, office.conversation.texts
    office.conversation = Conversation(library, texts, office.clock, office.ids)
    assert "rien à chercher" in (await invited.group.sends("reference")).lower() or "rien" in invited.group.read
    await shown(invited.group, View(Show.PAGE, about=f"advice:{FOR_ALL}"))
    await invited.group.touches("Retour")
    await invited.group.says("argent")
    assert invited.group.screen is not None
