"""The second organisation: a diagnosis by buttons, a follow-up visit, and what the network sees."""

from tests.journeys.by_buttons import goes_to_the_end
from tests.journeys.french import eased, french
from tests.journeys.office_cases import (
    CHANTEPIERRE,
    VILLEBRUMAIRE,
    invites_the_group,
    makes,
    taps_to_the_first_question,
)
from tests.journeys.office_people import BEGUN, NO_PLANS, Caller, Office
from tests.journeys.office_team import CHLOE, SECOND, opens_an_organisation
from tests.journeys.office_told import chapter

PLACE, AGREED = "Vallée de la Sarrazine", "la présidente Hermeline, réunion du 12 mars"
STEP = "Visiter le séchoir de Tréguidel"
VISIT = ("new_people.nobody", "wish_change.weaker", "worked_since.no", "acted_since.no",
         "activity.none", "appetite.rather_no", "surroundings.nothing", "relations_now.same")  # fmt: skip


def visit(key: str) -> str:
    """What an answer of the follow-up visit is called."""
    texts = french()
    dialogue = "follow_up_visit" if texts.has("follow_up_visit", key, "officer") else "situation_diagnosis"
    return eased(texts.of(dialogue, key, "officer"))


@chapter(1)
async def a_new_case_file_takes_five_taps_at_most_and_the_diagnosis_goes_by_buttons(office: Office) -> None:
    (chloe,) = office.officers("chloe")
    office.left["second admin"] = await opens_an_organisation(office, chloe, SECOND, CHLOE)
    await makes(chloe, VILLEBRUMAIRE)
    office.left["third group"] = await invites_the_group(chloe, VILLEBRUMAIRE)
    await _opens_the_network(office, chloe)
    taps = await taps_to_the_first_question(chloe, "New case file", "Take stock", name=CHANTEPIERRE)
    office.taps["new case"] = taps
    assert taps <= 5
    await goes_to_the_end(chloe)
    chloe.reads(CHANTEPIERRE, "already_started.name", "What makes us say so")
    await _visits(chloe)
    await _moves(chloe)
    await _closes_the_network(office, chloe)


async def _visits(officer: Caller) -> None:
    """What was agreed comes back; another situation is proposed, and corrected."""
    await officer.hurries("/dossiers Chantepierre", "Tell how the visit went")
    officer.reads(CHANTEPIERRE)
    (steps,) = officer.program.kept(
        "SELECT count(*) FROM next_step JOIN session ON session.id = ? AND next_step.case_file = session.case_file",
        officer.active,
    )[0]
    for key in (*["step_state.done"] * steps, *VISIT):
        await officer.phone.types(visit(key))
    await officer.says(STEP)
    await officer.hurries("15/01/2027", visit("needs.nothing"))
    officer.reads(CHANTEPIERRE, STEP)
    await officer.taps("Confirm where they stand now")
    officer.reads(CHANTEPIERRE, "Until now, since {day}: {situation}.", "under way, acting")
    await officer.hurries("Something else", "willing")
    officer.reads(CHANTEPIERRE, "It is noted: {situation}", "willing")


async def _moves(officer: Caller) -> None:
    """Another result proposes another situation, and it is confirmed."""
    await officer.hurries(f"/dossiers {VILLEBRUMAIRE}", "Take stock", *BEGUN)
    await officer.hurries(f"/dossiers {VILLEBRUMAIRE}", "Take stock again", *NO_PLANS)
    officer.reads(VILLEBRUMAIRE, "no_plans.name")
    await officer.hurries("Confirm where they stand now", "1")
    officer.reads(VILLEBRUMAIRE, "It is noted: {situation}", "thinking it over")


async def _opens_the_network(office: Office, officer: Caller) -> None:
    """One field after the other, with the group's agreement; and closed again."""
    await officer.hurries(f"/dossiers {VILLEBRUMAIRE}", "Edit", "2")
    await officer.says(PLACE)
    await officer.hurries("Back to the case file", "Network", "2")
    await officer.tells(AGREED)
    officer.reads(VILLEBRUMAIRE, "It is open, and the agreement is noted", AGREED)
    office.left["the network is open"] = "yes"


async def _closes_the_network(office: Office, officer: Caller) -> None:
    await office.given("the network is read")
    await officer.hurries(f"/dossiers {VILLEBRUMAIRE}", "Network")
    await officer.taps("Close: {field}")
    officer.reads("It is closed: the network no longer sees it")
    office.left["the network is closed"] = "yes"
