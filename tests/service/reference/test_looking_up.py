"""Looking something up: by words, by theme, in the glossary and in the outline."""

import pytest

from bot.engine.dialogue import Voice
from bot.records import PageKind, PageRef
from bot.service.conversation import Conversation
from bot.service.views import Show, View
from bot.texts.folding import folded
from tests.service.invited import Invited, invited, shown
from tests.service.office import Visitor, plain
from tests.service.reference.looked_up import ASKED, FOR_ALL, kept, leaves, office, on_buttons, shelf, title

__all__ = ["invited", "office", "shelf"]


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


@pytest.mark.parametrize(
    "words", ["zzxqv wqkx", "…?!", "🙂", " % _ * \" ' -- (", "xyzzy " * 833, "\u200b\u200b", "a" * 5000]
)
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


async def test_without_a_shelf_it_is_said_that_there_is_nothing(invited: Invited) -> None:
    office = invited.office
    library, texts = office.conversation.interviews.library, office.conversation.texts
    office.conversation = Conversation(library, texts, office.clock, office.ids)
    assert "Il n’y a rien à consulter ici." in await invited.group.sends("reference")
    await shown(invited.group, View(Show.PAGE, about=f"advice:{FOR_ALL}"))
    await invited.group.touches("Retour")
    await invited.group.says("argent")
    assert invited.group.screen is not None
