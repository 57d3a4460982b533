"""The result that comes back, as a page too; and its erasure."""

import pymupdf

from tests.journeys.by_buttons import goes_to_the_end
from tests.journeys.french import eased, said
from tests.journeys.people import Person, Town
from tests.journeys.told import journey

REMARK = "La châtaigneraie des Ermelines est en indivision."


@journey
async def the_result_comes_back_as_a_page(town: Town) -> None:
    officer = await town.officer()
    await goes_to_the_end(officer)
    await officer.writes("bonjour", "/resultat")
    officer.reads("already_started.name")
    await officer.taps("Receive it as a page")
    officer.is_told("The page is on its way")
    page = officer.phone.messages[-1].document
    assert page is not None
    assert page.name.startswith("resultat-")
    with pymupdf.open(stream=page.data, filetype="pdf") as pdf:  # type: ignore[no-untyped-call]
        lines = [line for sheet in pdf for line in sheet.get_text().splitlines()]
        title = pdf.metadata["title"]
    assert said("title", "officer") in eased(title)
    assert said("title", "officer") in map(eased, lines)
    assert said("already_started.name", "officer") in map(eased, lines)
    assert [line for line in lines if "«" in line and "\u202f?" in line]
    assert not [line for line in lines if line.startswith((":", ";", "?", "!", "»")) or line.endswith("«")]


@journey
async def nothing_is_left_of_who_is_erased(town: Town) -> None:
    mayor = town.person("Théodebert")
    await mayor.writes("/start", "1", "remarque", REMARK)
    await _answers_all(mayor)
    await mayor.writes("/modifier")
    assert REMARK in mayor.phone.messages[-1].text, "it is kept"
    assert REMARK.encode() not in town.program.bytes_kept, "and can be read by nobody else"
    await mayor.writes("/resultat")
    result = mayor.holding("How to go about it")
    old = result.keyboard[0][0]["callback_data"]
    await mayor.writes("/supprimer")
    await mayor.taps("Keep everything")
    await mayor.writes("/supprimer")
    await mayor.taps("Yes, erase")
    mayor.reads("Are you sure?")
    await mayor.taps("Erase for good")
    mayor.reads("It is done: nothing is kept of you")
    assert not mayor.phone.alive
    for word in (REMARK, "châtaigneraie", "Ermelines", "Théodebert"):
        assert word.encode() not in town.program.bytes_kept
        assert word.encode("unicode-escape") not in town.program.bytes_kept
    await mayor.strays(result, old)
    mayor.reads("Who are you?")
    await mayor.writes("/resultat")
    mayor.reads("Who are you?")


async def _answers_all(mayor: Person) -> None:
    await mayor.taps("activity.none", "appetite.rather_no", "origin.none")
    await mayor.ticks("brakes.bad_experience")
    await mayor.taps("memory.bad", "expects.think")
