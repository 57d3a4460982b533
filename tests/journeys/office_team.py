"""How the teams come about: links from the command line and from colleagues, and names."""

from tests.journeys.office_command import invites, token_in
from tests.journeys.office_people import Caller, Office

FIRST, SECOND = "Pays de Brumeval", "Vallon d’Orcemont"
ALINE, BASILE, CHLOE = "Aldegonde Quérard", "Basilic Trévoux", "Chlodwig Marsac"
INVITED, INVITED_TO_RUN = (
    "You are invited to join this team.",
    "You are invited to join this team, and to run it.",
)


async def joins(officer: Caller, token: str, organisation: str, name: str, invited: str = INVITED) -> None:
    """Open a link to a team, join it, and say a name."""
    await officer.opens(token)
    officer.reads(organisation, invited)
    await officer.taps("Join")
    officer.reads("Welcome to the team", "What do your colleagues call you?")
    await officer.tells(name)
    officer.reads(name, "To begin, open a first case file")


async def opens_an_organisation(office: Office, officer: Caller, organisation: str, name: str) -> str:
    """A new organisation by the command line, and its first admin; gives the token of the link that was used."""
    office.told.append(organisation)
    token = token_in(await invites(office.program, "admin", organisation))
    await joins(officer, token, organisation, name, INVITED_TO_RUN)
    return token


async def invites_a_colleague(officer: Caller) -> str:
    """The token of a link for a colleague."""
    await officer.hurries("/inviter", "A colleague")
    officer.reads("Send this link to your colleague. Whoever opens it joins the team.")
    return officer.token
