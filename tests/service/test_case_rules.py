"""The rules about case files: order, likeness of names, search, what comes next."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.records import CaseFile, CaseState, Note, Priority, Standing
from bot.service import cases
from bot.service.cases import Listing, Match, Order

DAY = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)
ARTICLES = frozenset({"le", "la", "les", "l", "du", "de", "des", "a"})


def case(id: str, name: str = "", **fields: object) -> CaseFile:
    made = CaseFile(id, "org", DAY, DAY, name or id)
    return replace(made, **fields)  # type: ignore[arg-type]


def ids(found: list[CaseFile]) -> list[str]:
    return [each.id for each in found]


def test_each_order_puts_first_what_is_asked_for() -> None:
    every = [
        case("a", touched_at=DAY, priority=Priority.LOW, situation="already_started", stage="sustaining"),
        case("b", touched_at=DAY + timedelta(1), situation="no_plans", next_day=date(2026, 12, 9)),
        case("c", touched_at=DAY + timedelta(2), priority=Priority.HIGH, next_day=date(2026, 12, 1)),
        case("d", touched_at=DAY + timedelta(3), situation="already_started", stage="emergence"),
    ]
    assert ids(cases.ordered(every, Order.CONTACT)) == ["d", "c", "b", "a"]
    assert ids(cases.ordered(every, Order.PRIORITY)) == ["c", "d", "b", "a"]
    assert ids(cases.ordered(every, Order.SITUATION)) == ["c", "b", "d", "a"]
    assert ids(cases.ordered(every, Order.NEXT)) == ["c", "b", "d", "a"]


@pytest.mark.parametrize(
    ("name", "other", "same"),
    [
        ("Les Jardins du Lac", "jardins du lac", True),
        ("Comité des fêtes de Viviers", "Comite des fetes, Viviers", True),
        ("Les Jardins du Lac", "Les Jardins du Lak", True),
        ("Club 1", "Club 2", False),
        ("Commune de Bourg", "Commune de Saillans", False),
        ("Les Jardins du Lac", "Le Lac", False),
        ("", "", False),
    ],
)
def test_names_of_the_same_group_are_told_from_others(name: str, other: str, same: bool) -> None:
    assert cases.alike(name, other, ARTICLES) is same


SEARCHED = [
    case("lac", "Jardins du Lac"),
    case("lac2", "Jardins du Lac bleu"),
    case("mill", "Le Moulin", territory="Vallée de la Drôme", themes="énergie, eau"),
    case("farm", "GAEC des Trois Chênes", contact="Élodie Martin"),
    case("fete", "Comité des fêtes", territory="Lot 3", contact="Paul, 06 12 34 56 78"),
]
PROJECTS = {"fete": " La chaufferie"}


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("jardins du lac", ["lac", "lac2"]),
        ("BLEU", ["lac2"]),
        ("drome", ["mill"]),
        ("énerg", ["mill"]),
        ("martin chênes", ["farm"]),
        ("l'eau", ["mill"]),
        ("jradins", ["lac", "lac2"]),
        ("moulinn", ["mill"]),
        ("Cmoité des fetes", ["fete"]),
        ("chaufferie", ["fete"]),
        ("comité chaufferie", ["fete"]),
        ("0612345678", ["fete"]),
        ("06.12.34", ["fete"]),
        ("+33 6 12 34 56 78", ["fete"]),
        ("0033612345678", ["fete"]),
        ("0612345679", []),
        ("cantine", []),
        ("  ,; ", []),
    ],
)
def test_a_search_looks_everywhere_without_accents_and_past_slips(typed: str, found: list[str]) -> None:
    assert [hit.case.id for hit in cases.search(SEARCHED, typed, ARTICLES, PROJECTS)] == found


def test_only_what_was_typed_without_a_slip_opens_by_itself() -> None:
    def single(typed: str) -> CaseFile | None:
        return cases.single(cases.search(SEARCHED, typed, ARTICLES))

    assert single("Jardins du lac") == SEARCHED[0]
    assert single("moulin") == SEARCHED[2]
    assert single("jardins") is None
    assert single("moulinn") is None
    assert cases.search(SEARCHED, "moulinn")[0].match is Match.SLIP


@pytest.mark.parametrize(
    "listing",
    [Listing(), Listing(Order.NEXT), Listing(archived=True), Listing(Order.PRIORITY, dialogue="x_y")],
)
def test_a_view_keeps_which_list_is_shown(listing: Listing) -> None:
    assert Listing.of(listing.mode) == listing


def test_a_bare_word_that_is_no_order_is_the_interview_that_waits() -> None:
    assert Listing.of("situation_diagnosis") == Listing(dialogue="situation_diagnosis")
    assert Listing.of("") == Listing()


def test_what_comes_next_depends_on_what_was_done() -> None:
    assert cases.next_actions(diagnosed=False, visits=True) == ("diagnosis",)
    assert cases.next_actions(diagnosed=True, visits=True) == ("visit", "again")
    assert cases.next_actions(diagnosed=True, visits=False) == ("again",)


def test_the_one_that_is_kept_gets_only_what_it_lacks() -> None:
    kept = case("a", "Kept", territory="Here", touched_at=DAY)
    other = case("b", "Other", territory="There", themes="Water", situation="no_plans", stage="")
    one = cases.merged(replace(kept, state=CaseState.ARCHIVED), other, ())
    assert (one.id, one.name, one.territory, one.themes, one.situation) == (
        "a",
        "Kept",
        "Here",
        "Water",
        "no_plans",
    )
    assert one.state is CaseState.OPEN


def standing(at: int, situation: str, cooperation: str = "k") -> Standing:
    when = DAY + timedelta(at)
    return Standing(str(at), "a", cooperation, when, "p", "d", situation, "", situation)


def test_a_situation_counts_from_when_it_was_first_confirmed_without_a_break() -> None:
    said = [
        standing(9, "yes"),
        standing(8, "no", "other"),
        standing(7, "yes"),
        standing(3, "no"),
        standing(1, "yes"),
    ]
    first = cases.since(said, "k")
    assert first is not None
    assert first.at == DAY + timedelta(7)
    assert cases.since(said, "unknown") is None


def test_notes_fill_pages_and_none_is_left_out() -> None:
    notes = [Note(str(at), "a", "p", DAY, "x" * size) for at, size in enumerate((2000, 2000, 300, 50, 3000))]
    pages = cases.note_pages(notes)
    assert [[note.id for note in page] for page in pages] == [["0"], ["1", "2", "3"], ["4"]]
