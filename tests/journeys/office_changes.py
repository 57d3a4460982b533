"""What an officer changes of case files: fields, notes, projects, doubles, and who follows them."""

from tests.journeys.french import said
from tests.journeys.office_people import Caller

CONTACT, NOTE, SECRET = (
    "Ursule Pontaven, après la messe",
    "Le pressoir est à réparer",
    "Brouille avec les Kermadec",
)
THEMES, TERRITORY = "châtaignes et teintures", "Causse de Malaucène"
LAUNDRY, OVEN = "La buanderie partagée", "La fournée du samedi"
LONG = "Fenouillèdes " * 400


async def edits(officer: Caller, name: str) -> None:
    """Each field, and names that are none: of one character, of thousands, of pictures only."""
    await officer.hurries("Edit", "1", "X")
    officer.reads(name, "This name is too short", "What is this group, this organisation")
    await officer.hurries("🌾🐐", LONG)
    officer.reads(name, "It is a little long", "What is this group, this organisation")
    await officer.phone.types(said("Change nothing"))
    for number, words in (("2", TERRITORY), ("3", THEMES), ("4", CONTACT)):
        await officer.phone.types(number)
        await officer.says(words)
    await officer.hurries("5", "Farm or farmers’ group", "6", "High", "Back to the case file")
    officer.reads(name, TERRITORY, THEMES, CONTACT, said("High").lower())


async def notes(officer: Caller, name: str) -> None:
    """Two notes, one of them confidential."""
    await officer.phone.types(said("Notes"))
    await officer.says(NOTE, SECRET)
    await officer.hurries("Erase or mark a note", SECRET, "Mark as confidential")
    officer.reads(name, NOTE, SECRET, "{day}, {name}, confidential")
    await officer.taps("Back to the case file")


async def archives_and_reopens(officer: Caller, name: str) -> None:
    """Out of the list, and back."""
    await officer.taps("Archive")
    officer.reads("The case file is archived; it can be reopened", "Your case files")
    assert not [label for label in officer.offered if label.startswith(name)]
    await officer.taps("Archived ones", name)
    officer.reads(name, "This case file is archived: it no longer")
    await officer.taps("Reopen this case file")
    officer.reads(name, "The case file was archived; it is open again")


async def names_two_projects(officer: Caller, name: str) -> None:
    """A second cooperation: then each has a name."""
    await officer.phone.types(said("Edit"))
    await officer.phone.types(said("This group runs several projects"))
    await officer.says(LAUNDRY)
    await officer.tells(OVEN)
    officer.reads(name)
    assert {LAUNDRY, OVEN} <= set(officer.offered)
    await officer.taps("Back to the case file")
    officer.reads(LAUNDRY, OVEN)


async def joins_doubles(officer: Caller, name: str) -> None:
    """A second case file of nearly the same name becomes one with the first."""
    await officer.phone.types("/nouveau")
    await officer.tells(name.replace("Atelier", "Ateliers"))
    officer.reads("The case file is made", "This name looks like “{name}”.", name)
    await officer.taps("It is the same group")
    officer.reads("Make one case file of both?", name)
    await officer.taps(f"Garder « {name} »")
    officer.reads(name, "Both case files are one now")


async def searches(officer: Caller) -> None:
    """By a word without its accents, by one with a slip, by a theme."""
    await officer.writes("/dossiers hetraies")
    officer.reads("Ferme des Hêtraies", "Last activity")
    await officer.writes("/dossiers CHATAIGNES castelmorom")
    officer.reads("No case file of yours goes by that")
    await officer.writes("castelmorom")
    officer.reads("Nothing is exactly like that; this comes near")
    assert officer.offered[0].startswith("Atelier de Castelmoron")
    await officer.taps("All case files")
    assert (
        sum(label.startswith(("Atelier de Castelmoron", "Ferme des Hêtraies")) for label in officer.offered)
        == 2
    )


async def gives_away(officer: Caller, name: str, colleague: str) -> None:
    """A case file goes to a colleague, and is out of reach from then on."""
    await officer.phone.types("/nouveau")
    await officer.says(name)
    await officer.hurries("Hand over", "Give it to a colleague", colleague, "Yes, give it")
    officer.reads(colleague, name)
    await officer.writes(f"/dossiers {name}")
    officer.reads("No case file of yours goes by that")
