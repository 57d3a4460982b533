"""Ways through the sheets by words: going back and on, what is meant by a name, and whose list a sheet goes on."""

import pytest

from bot.engine.dialogue import Voice
from bot.ports import Store
from bot.records import PageKind, PageRef
from bot.service.reference_search import Finder
from bot.service.views import Show, View
from tests.service.invited import Invited, invited, shown
from tests.service.office import plain
from tests.service.reference.looked_up import FOR_ALL, leaves, office, opens, shelf

__all__ = ["invited", "office", "shelf"]

FOUND = "Ce que j’ai trouvé"
QUARREL = {"air_disagreements", "speak_frankly", "seek_compromise"}


@pytest.mark.parametrize("typed", ["ça coince entre eux", "ils ne s’entendent pas", "Ça coince entre nous"])
async def test_everyday_words_for_a_quarrel_lead_to_its_sheets(
    store: Store, finder: Finder, typed: str
) -> None:
    async with store.transaction() as tx:
        assert {hit.ref.id for hit in await finder.find(tx, typed, 3)} == QUARREL


@pytest.mark.parametrize(
    ("typed", "ref"),
    [
        ("leader", PageRef(PageKind.TERM, "leader")),
        ("GAL", PageRef(PageKind.TERM, "gal")),
        (
            "Faites la liste des pistes d’argent et d’aide, avec leurs dates",
            PageRef(PageKind.ADVICE, FOR_ALL),
        ),
    ],
)
async def test_a_page_of_that_very_name_comes_first(
    store: Store, finder: Finder, typed: str, ref: PageRef
) -> None:
    async with store.transaction() as tx:
        hits = [hit.ref for hit in await finder.find(tx, typed)]
    assert hits[0] == ref
    assert len(hits) == len(set(hits)) > 1


async def test_what_is_far_from_the_best_is_left_out(store: Store, finder: Finder) -> None:
    async with store.transaction() as tx:
        hits = [hit.ref for hit in await finder.find(tx, "forme juridique")]
    assert [ref.id for ref in hits if ref.kind is PageKind.ADVICE] == ["set_formal_framework"]


@pytest.mark.parametrize(
    "view",
    [
        View(Show.THEME, about="money"), View(Show.GLOSSARY), View(Show.DOCUMENTS), View(Show.OUTLINE, about="004"),
        View(Show.FAVOURITES), View(Show.PUT_ASIDE), View(Show.PAGE, about=f"advice:{FOR_ALL}"), View(Show.FOUND),
    ],
)  # fmt: skip
async def test_back_is_never_looked_up(invited: Invited, view: View) -> None:
    await shown(invited.alice, view)
    said = await invited.alice.says("retour")
    assert FOUND not in said
    assert "Écrivez ce que vous cherchez" in said


async def test_back_at_the_door_leads_home(invited: Invited) -> None:
    await invited.alice.sends("reference")
    assert FOUND not in await invited.alice.says("Retour")
    assert "Les Tilleuls" in invited.alice.labels


async def test_on_and_before_turn_the_pages_and_say_where_they_end(invited: Invited) -> None:
    alice = invited.alice
    await shown(alice, View(Show.THEME, about="network"))
    first = alice.labels
    await alice.says("suivant")
    assert "Avant" in alice.labels
    assert "pas de page suivante" in await alice.says("suite")
    await alice.says("avant")
    assert alice.labels == first
    assert "pas de page avant" in await alice.says("avant")
    await alice.sends("reference")
    assert "pas de page suivante" in await alice.says("suite")


async def test_from_what_was_found_into_a_document_and_back(invited: Invited) -> None:
    alice = invited.alice
    item = next(
        each for each in leaves(invited.office, Voice.OFFICER).reference.items.values() if each.advice
    )
    await shown(alice, View(Show.FOUND, ids=(f"advice:{FOR_ALL}", f"item:{item.id}")))
    found = alice.labels
    await alice.touches("Documents")
    inside = alice.labels
    assert "Retour" in inside
    assert alice.screen is not None
    await alice.presses(alice.screen.choices[-1].code)
    for _ in range(4):
        if alice.labels == found:
            break
        await alice.touches("Retour")
    assert alice.labels == found


async def test_what_was_looked_up_is_said_above_and_nowhere_kept(invited: Invited) -> None:
    alice = invited.alice
    await alice.sends("reference")
    assert "Pour « budget » :" in plain(await alice.says("budget"))
    await alice.presses("g.0")
    assert "budget » :" not in plain(await alice.touches("Retour"))


async def test_titles_stand_whole_on_the_buttons(invited: Invited) -> None:
    there = leaves(invited.office, Voice.OFFICER)
    longest = max(there.library.catalogue, key=lambda each: len(there.title(PageRef(PageKind.ADVICE, each))))
    await shown(invited.alice, View(Show.FOUND, ids=(f"advice:{longest}",)))
    assert plain(there.title(PageRef(PageKind.ADVICE, longest))) in invited.alice.labels


async def test_a_theme_mostly_for_officers_is_offered_to_nobody_else(invited: Invited) -> None:
    mission = plain(leaves(invited.office, Voice.OFFICER).texts.of("reference", "theme.mission.name"))
    await invited.alice.sends("reference")
    assert mission in invited.alice.labels
    await invited.group.sends("reference")
    assert mission not in invited.group.labels
    assert plain(leaves(invited.office, Voice.OFFICER).texts.of("reference", "theme.reach_out.name")) in (
        invited.group.labels
    )


async def test_a_sheet_is_added_to_the_list_of_a_case_file_by_its_name(invited: Invited) -> None:
    alice = invited.alice
    await alice.sends("cases", "tilleuls")
    await opens(alice, f"advice:{FOR_ALL}")
    assert "Ajouter aux pistes : Les Tilleuls" in alice.labels
    assert "sur la liste de Les Tilleuls" in plain(await alice.touches("Ajouter aux"))
