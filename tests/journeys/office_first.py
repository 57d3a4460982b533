"""The first organisation: an admin with a case file of two people, and a colleague with many."""

from tests.journeys.french import eased, said
from tests.journeys.office_cases import (
    BRACHEFEUILLE,
    CASTELMORON,
    HETRAIES,
    LAVOIR,
    VILLEBRUMAIRE,
    finds,
    invites_the_group,
    makes,
    taps_to_the_first_question,
)
from tests.journeys.office_changes import (
    archives_and_reopens,
    edits,
    gives_away,
    joins_doubles,
    names_two_projects,
    notes,
    searches,
)
from tests.journeys.office_groups import SHARED, topic
from tests.journeys.office_links import cancels_a_link
from tests.journeys.office_people import BEGUN, Caller, Office
from tests.journeys.office_second import AGREED, PLACE
from tests.journeys.office_team import (
    ALINE,
    BASILE,
    FIRST,
    SECOND,
    invites_a_colleague,
    joins,
    opens_an_organisation,
)
from tests.journeys.office_told import chapter

OWN_WORDS, OWN_IDEA = "Réunir les Lantenac autour du four", "Prêter le camion de Gargilesse"


@chapter(1)
async def an_admin_comes_by_the_command_line_and_sees_just_what_a_group_shares(office: Office) -> None:
    (aline,) = office.officers("aline")
    office.left["first admin"] = await opens_an_organisation(office, aline, FIRST, ALINE)
    office.left["colleague"] = await invites_a_colleague(aline)
    await makes(aline, BRACHEFEUILLE)
    office.left["first group"] = await invites_the_group(aline, BRACHEFEUILLE)
    await finds(aline, BRACHEFEUILLE)
    await aline.hurries("Take stock", *BEGUN)
    aline.reads(BRACHEFEUILLE, "already_started.name", "What makes us say so")
    await aline.hurries("Choose their next steps", "The whole list")
    await _judges(aline)
    await cancels_a_link(aline)
    await _reads_the_network(office, aline)
    await office.given("basile is there")
    await aline.hurries("/dossiers Brachefeuille", "Hand over", "Follow it with a colleague", BASILE)
    aline.reads(BRACHEFEUILLE, BASILE)
    await office.given("denis has shared")
    await office.given("elsa has shared")
    await aline.hurries("/dossiers Brachefeuille", "Shared answers")
    aline.reads(BRACHEFEUILLE, "How each one sees the situation", "relations.topic")
    await _looks_at_shares(aline)
    await office.given("the network is closed")
    await aline.writes("/reseau")
    aline.reads("No group shows anything of itself for now")


async def _judges(officer: Caller) -> None:
    """Each of the six statuses, other words, one more, one less; and the trace of it all."""
    first = officer.offered[0]
    await officer.taps(first)
    statuses = officer.offered[1:7]
    await officer.hurries("3", "4", "5", "6", "7", "2")
    officer.reads(first, statuses[0].lower())
    await officer.phone.types(said("Reword"))
    await officer.tells(OWN_WORDS)
    assert officer.offered[0] == OWN_WORDS
    await officer.phone.types(said("Add an idea"))
    await officer.tells(OWN_IDEA)
    assert OWN_IDEA in officer.offered
    await officer.hurries(OWN_IDEA, "Take off the list")
    assert OWN_IDEA not in officer.offered
    await officer.taps("What was changed")
    officer.reads(OWN_IDEA, OWN_WORDS, *statuses)


async def _reads_the_network(office: Office, officer: Caller) -> None:
    """What another organisation has opened, and nothing else of it; until it is closed again."""
    await office.given("the network is open")
    await officer.writes("/reseau")
    officer.reads(SECOND, PLACE)
    officer.sees_no(VILLEBRUMAIRE, AGREED)
    office.left["the network is read"] = "yes"


async def _looks_at_shares(officer: Caller) -> None:
    """One of the two has shared four answers, and kept one between us."""
    shares = [label for label in officer.offered if label.startswith(said("Answers shared by {who}"))]
    assert len(shares) == 2
    seen = []
    for number in ("1", "2"):
        await officer.writes(number)
        seen.append(officer.reads(BRACHEFEUILLE, "From the shared answers").text)
        await officer.taps("Back")
    (part,) = (eased(text) for text in seen if said("activity.running") in eased(text))
    assert all(topic(key) in part for key in SHARED)
    assert not any(topic(key) in part for key in ("origin", "practice", "relations", "expects"))


@chapter(1)
async def a_colleague_keeps_many_case_files(office: Office) -> None:
    (basile,) = office.officers("basile")
    await joins(basile, await office.given("colleague"), FIRST, BASILE)
    office.left["basile is there"] = basile.id
    await makes(basile, CASTELMORON)
    office.left["second group"] = await invites_the_group(basile, CASTELMORON)
    office.taps["known case"] = await taps_to_the_first_question(basile, CASTELMORON, "Take stock")
    assert office.taps["known case"] == 2
    await makes(basile, HETRAIES)
    await edits(basile, HETRAIES)
    await notes(basile, HETRAIES)
    await archives_and_reopens(basile, HETRAIES)
    await names_two_projects(basile, HETRAIES)
    await joins_doubles(basile, CASTELMORON)
    await searches(basile)
    await gives_away(basile, LAVOIR, ALINE)
