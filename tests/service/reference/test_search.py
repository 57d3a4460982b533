"""What is found for what is typed, in recommendations as shipped with everyday words of this test, on both stores."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from bot.engine.dialogue import Voice
from bot.ports import Store
from bot.records import PageKind, PageRef
from bot.service.reference_search import Finder, Page
from bot.texts.search import French
from tests.service.reference.conftest import Content

EVERYDAY = {
    "funding_paths": "subventions, où trouver de l’argent, financeurs, budget, appel à projets",
    "air_disagreements": "conflits, disputes, tensions, ça se passe mal",
    "project_sheet": "fiche-projet, rédiger le projet, dossier de présentation",
    "cooperation_committee": "comité de pilotage, copil, groupe de travail",
    "renew_mobilisation": "nouveaux bénévoles, essoufflement, bénévoles fatigués, toujours les mêmes",
    "work_on_political_will": "convaincre les élus, le maire ne veut pas, conseil municipal",
    "provisional_schedule": "planning, calendrier, échéances, rétroplanning",
    "set_governance": "gouvernance, qui décide, instances",
    "map_ecosystem": "carte des acteurs, cartographie, qui est qui",
    "protect_confidentiality": "confidentialité, secret, discrétion",
}
DAILY = [
    ("argent", "funding_paths"),
    ("où trouver des subventions ?", "funding_paths"),
    ("une dispute entre deux associations", "air_disagreements"),
    ("qui fait quoi", "who_does_what"),
    ("QUI DÉCIDE", "set_governance"),
    ("chef de file", "name_lead_partner"),
    ("le maire n’y croit pas", "work_on_political_will"),
    ("ce sont toujours les mêmes qui travaillent", "renew_mobilisation"),
    ("un moment convivial", "informal_conviviality"),
    ("quiz", "cooperator_quiz"),
]
OTHERWISE = [
    ("fiche projet", "project_sheet"),
    ("ficheprojet", "project_sheet"),
    ("fiche-projets", "project_sheet"),
    ("retro planning", "provisional_schedule"),
    ("plan daction", "joint_action_plan"),
    ("lacartographie", "map_ecosystem"),
    ("comites de pilotages", "cooperation_committee"),
    ("elu", "work_on_political_will"),
    ("ÉLUES", "work_on_political_will"),
    ("bénévole fatiguée", "renew_mobilisation"),
    ("confidentiel", "protect_confidentiality"),
]
SLIPS = [
    ("subvension", "funding_paths"),
    ("calandrier", "provisional_schedule"),
    ("gouvernence", "set_governance"),
    ("cartografie", "map_ecosystem"),
    ("echaences", "provisional_schedule"),
    ("desacords", "air_disagreements"),
    ("confidantialite", "protect_confidentiality"),
]
BEGUN = [
    ("subv", "funding_paths"),
    ("cartog", "map_ecosystem"),
    ("comité de pil", "cooperation_committee"),
    ("gouv", "set_governance"),
    ("confid", "protect_confidentiality"),
]


@pytest.fixture(scope="module")
def advice(content: Content) -> tuple[Page, ...]:
    """The recommendations, with everyday words of this test only."""
    library, languages = content
    texts = languages["fr"]

    def said(key: str) -> str:
        return ". ".join(texts.of("advice", key, voice) for voice in Voice if texts.has("advice", key, voice))

    def page(id: str) -> Page:
        body = " ".join(said(f"{id}.{part}") for part in ("why", "how", "first_step"))
        return Page(PageRef(PageKind.ADVICE, id), said(f"{id}.title"), EVERYDAY.get(id, ""), body)

    return tuple(page(id) for id in library.catalogue)


@pytest.fixture(scope="module")
def own(advice: tuple[Page, ...], french: French) -> Finder:
    return Finder(advice, french)


async def found(store: Store, finder: Finder, text: str, limit: int = 8) -> list[str]:
    async with store.transaction() as tx:
        return [hit.ref.id for hit in await finder.find(tx, text, limit)]


@pytest.mark.parametrize(
    "typed", [DAILY, OTHERWISE, SLIPS, BEGUN], ids=["daily", "otherwise", "slips", "begun"]
)
async def test_the_right_sheet_is_among_the_first(
    store: Store, own: Finder, typed: Sequence[tuple[str, str]]
) -> None:
    missed = {
        text: there for text, sheet in typed if sheet not in (there := await found(store, own, text, 3))
    }
    assert not missed


async def test_both_stores_give_the_same_in_the_same_order(lite: Store, post: Store, own: Finder) -> None:
    many = 0
    async with lite.transaction() as one, post.transaction() as other:
        for text, _ in (*DAILY, *OTHERWISE, *SLIPS, *BEGUN, ("projet groupe partenaire temps", "")):
            hits = await own.find(one, text, 100)
            assert hits == await own.find(other, text, 100)
            many = max(many, len(hits))
    assert many > 20


@pytest.mark.parametrize("text", ["xyz", "zzzzzzzz", "né", "qqq www", "99999", "le la les", "comment faire"])
async def test_what_is_nowhere_is_not_found(store: Store, own: Finder, text: str) -> None:
    assert await found(store, own, text) == []


@pytest.mark.parametrize("text", ["roi", "mue", "cri", "lac"])
async def test_short_words_are_not_mended(store: Store, own: Finder, french: French, text: str) -> None:
    there = Finder([Page(PageRef(PageKind.TERM, "x"), "loi rue prix sac", "", "")], french)
    assert await found(store, there, text) == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n\t",
        "?",
        "…",
        "le la les de",
        "comment faire",
        "\U0001f33e",
        "\U0001f468\u200d\U0001f33e argent \U0001f4b6",
        '"',
        '"argent"',
        "argent*",
        "-argent",
        "title:argent",
        "NEAR(argent temps)",
        "argent AND OR NOT",
        "argent | temps & (aide",
        "argent:A",
        "'; DROP TABLE page; --",
        "\\",
        "%_",
        "\x00",
        "\ud800",
        "ﬁn ½ №5",
        "жук 東京",
        "a" * 5_000,
        "argent " * 1_000,
        "l’" * 2_000,
        "-" * 5_000,
    ],
)
async def test_nothing_that_is_typed_breaks_it(store: Store, own: Finder, text: str) -> None:
    there = await found(store, own, text)
    assert ("funding_paths" in there) == ("argent" in text)


async def test_words_that_say_nothing_say_something_only_together(store: Store, own: Finder) -> None:
    assert (await found(store, own, "qui fait quoi"))[0] == "who_does_what"
    assert await found(store, own, "le de un qui faut") == []
    assert await found(store, own, "qui") == []


async def test_the_index_is_made_once_and_anew_for_other_pages(
    store: Store, own: Finder, advice: tuple[Page, ...], french: French
) -> None:
    changed = Finder([*advice[1:], replace(advice[0], title="Zébulon")], french)
    same = Finder(advice, french)
    assert same.version == own.version != changed.version
    assert await found(store, own, "zébulon argent")
    async with store.transaction() as tx:
        assert await tx.reference.index_version() == own.version
        await changed.ensure(tx)
        assert await tx.reference.index_version() == changed.version
    assert await found(store, changed, "zebulon") == [advice[0].ref.id]
    assert await found(store, own, "argent")  # makes its own again


async def test_pages_of_another_version_are_passed_over(
    store: Store, own: Finder, advice: tuple[Page, ...], french: French
) -> None:
    few = Finder(advice[:40], french)
    async with store.transaction() as tx:
        await own.ensure(tx)
        hits = await few.find(tx, "projet", 100)
        await few.ensure(tx)
        assert hits == await few.find(tx, "projet", 100)


async def test_a_page_of_its_very_name_comes_first_and_sheets_before_other_pages(
    store: Store, french: French
) -> None:
    def page(kind: PageKind, id: str, title: str, body: str = "") -> Page:
        return Page(PageRef(kind, id), title, "", body)

    finder = Finder(
        [
            page(PageKind.ITEM, "i", "La charte"),
            page(PageKind.TERM, "t", "Charte"),
            page(PageKind.ADVICE, "a", "Écrire une charte"),
            page(PageKind.ADVICE, "b", "Écrire autre chose", "Une charte peut aider."),
            page(PageKind.ADVICE, "c", "Rien de tel"),
        ],
        french,
    )
    assert await found(store, finder, "écrire une charte") == ["a", "b", "t", "i"]
