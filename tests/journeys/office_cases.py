"""Case files: from opening the chat to the first question and the result; finding them; links for groups."""

from tests.journeys.french import said
from tests.journeys.office_people import Caller

BRACHEFEUILLE, CASTELMORON, HETRAIES = (
    "Comité de Brachefeuille",
    "Atelier de Castelmoron",
    "Ferme des Hêtraies",
)
LAVOIR = "Lavoir de Roquebillière"
VILLEBRUMAIRE, CHANTEPIERRE = "Coteaux de Villebrumaire", "Moulin de Chantepierre"


async def makes(officer: Caller, name: str) -> None:
    """A new case file, by its name."""
    await officer.phone.types("/nouveau")
    await officer.tells(name)
    officer.reads(name, "The case file is made")


async def finds(officer: Caller, name: str) -> None:
    """Open a case file by its name."""
    await officer.writes(f"/dossiers {name}")
    officer.reads(name)
    assert said("Ideas and steps") in officer.offered, officer.current


async def invites_the_group(officer: Caller, name: str) -> str:
    """The token of a link for the group of the case file that is shown."""
    await officer.hurries("Invite this group", "Make the link")
    officer.reads(name, "Send this link to the group")
    return officer.token


async def taps_to_the_first_question(officer: Caller, *labels: str, name: str = "") -> int:
    """How many taps it took from opening the chat."""
    await officer.writes("/start")
    before = officer.taps_made
    await officer.taps(labels[0])
    if name:
        await officer.tells(name)
    await officer.taps(*labels[1:])
    officer.reads("activity.ask")
    return officer.taps_made - before
