"""How it ends: what is taken back, a telephone changed, a colleague who leaves, copies, figures, and erasures."""

import json

from tests.journeys.french import said
from tests.journeys.office_cases import BRACHEFEUILLE, CASTELMORON, HETRAIES, finds
from tests.journeys.office_changes import NOTE
from tests.journeys.office_groups import HANGAR
from tests.journeys.office_people import Caller, Office
from tests.journeys.office_team import ALINE, BASILE
from tests.journeys.office_told import chapter

LATE = "Une note trop tardive sur Pranzac"


@chapter(5)
async def what_is_taken_back_is_seen_no_more(office: Office) -> None:
    aline, elsa = office.callers["aline"], office.callers["elsa"]
    await elsa.writes("/partages")
    await elsa.taps("Stop sharing with {who}")
    elsa.reads("You share nothing")
    await aline.hurries(f"/dossiers {BRACHEFEUILLE}", "Shared answers")
    assert sum(label.startswith(said("Answers shared by {who}")) for label in aline.offered) == 1
    office.left["elsa has taken back"] = "yes"


@chapter(5)
async def a_case_file_archived_meanwhile_loses_nothing(office: Office) -> None:
    aline, basile = office.callers["aline"], office.callers["basile"]
    await basile.hurries(f"/dossiers {BRACHEFEUILLE}", "Notes", "Add a note")
    await office.given("elsa has taken back")
    await aline.hurries(f"/dossiers {BRACHEFEUILLE}", "Archive")
    await basile.tells(LATE)
    basile.reads(
        BRACHEFEUILLE, "What you have just done was not kept", "This case file is archived: it no longer"
    )
    await _changes_the_telephone(office, basile)
    await _leaves(office, aline)


async def _changes_the_telephone(office: Office, officer: Caller) -> None:
    """On the new one all is there; on the old one nothing any more."""
    await officer.hurries("/telephone", "Make the link")
    officer.reads("Open this link on the new account, and nowhere else")
    new = office.officers("basile anew")[0]
    await new.opens(officer.token)
    new.reads("Go on with this account?")
    await new.taps("Yes, go on with this account")
    new.reads("It is done: you are the same person here")
    await finds(new, CASTELMORON)
    await officer.writes(f"/dossiers {HETRAIES}")
    officer.sees_no(HETRAIES, CASTELMORON, ALINE)


async def _leaves(office: Office, admin: Caller) -> None:
    """The admin passes all case files on in one go, and removes the colleague, who erases everything."""
    new = office.callers["basile anew"]
    await admin.hurries("/equipe", BASILE, "Pass on their case files", ALINE, "Yes, pass on")
    admin.reads("{n} case files are now followed by {name}", ALINE)
    await admin.hurries("/equipe", BASILE, "Remove from the team", "Yes, remove")
    admin.reads("It is done: this person is no longer in the team")
    await new.writes("/dossiers")
    new.reads("Case files open with a link from your organisation")
    await erases(new)
    await admin.hurries(f"/dossiers {HETRAIES}", "Notes")
    admin.reads(HETRAIES, NOTE, "somebody who is no longer there")


async def erases(caller: Caller) -> None:
    """Everything, for good."""
    person = caller.id
    await caller.writes("/supprimer")
    await caller.taps("Yes, erase", "Erase for good")
    caller.reads("It is done: nothing is kept of you any more")
    assert not caller.phone.alive
    for table in ("identity", "member", "share", "session", "invitation_use"):
        assert not caller.program.kept(f"SELECT 1 FROM {table} WHERE person = ?", person)  # noqa: S608
    assert caller.program.kept("SELECT 1 FROM trace WHERE person = ?", person), "the audit trail stays"


@chapter(5)
async def who_erases_everything_is_gone_for_who_supports_them_too(office: Office) -> None:
    chloe, gaelle, hugo = (office.callers[name] for name in ("chloe", "gaelle", "hugo"))
    await erases(gaelle)
    await erases(hugo)
    await finds(chloe, "Villebrumaire")
    assert said("Shared answers") not in chloe.offered
    office.left["chloe is free"] = "yes"


@chapter(5)
async def a_copy_of_everything_arrives(office: Office) -> None:
    denis = office.callers["denis"]
    await denis.writes("/mesdonnees")
    denis.reads("What is kept of you")
    await denis.taps("Receive it as a file (JSON)", "Receive it as a document (PDF)")
    files = [one.document for one in denis.phone.messages if one.document]
    assert json.loads(files[-2].data)
    assert HANGAR in json.dumps(json.loads(files[-2].data), ensure_ascii=False)
    assert files[-1].data.startswith(b"%PDF")
    assert denis.has_seen("Valfleury")


@chapter(5)
async def figures_come_as_a_file(office: Office) -> None:
    chloe = office.callers["chloe"]
    await office.given("chloe is free")
    await chloe.writes("/bilan")
    chloe.reads("Figures of the team", "There are not enough case files yet")
    await chloe.taps("File for spreadsheets (CSV)")
    assert [one for one in chloe.phone.messages if one.document and one.document.name.endswith(".csv")]
