"""People of groups: they find out on their own, mark what stays between us, and share a part."""

from tests.journeys.french import french, said
from tests.journeys.office_people import BEGUN, NO_PLANS, Caller, Office
from tests.journeys.office_team import ALINE, CHLOE, FIRST, SECOND
from tests.journeys.office_told import chapter

HANGAR = "Le hangar des Valfleury prend l’eau depuis mars"
VERGER = "Une histoire de verger avec les Montorgueil"
SHARED = ("activity", "joint", "decides", "stage")


async def finds_out(person: Caller, token: str, organisation: str, *answers: str, remark: str = "") -> None:
    """Open the link for a group, and answer everything, alone."""
    await person.opens(token)
    person.reads(organisation, "Your answers stay yours: nothing", "activity.ask")
    if remark:
        await person.phone.types("remarque")
        await person.tells(remark)
    await person.hurries(*answers)
    person.reads("What makes us say so")


def topic(key: str, voice: str = "beneficiary") -> str:
    """How the button of an answer begins."""
    return said(french().of("situation_diagnosis", f"{key}.topic", voice))


async def shares(person: Caller, *ticked: str) -> None:
    """Share the answers `ticked`, or all that there are, with who supports them."""
    await person.taps("Share with who supports you")
    person.reads("What you share", "Only the ticked answers will be seen")
    if ticked:
        labels = person.offered
        await person.hurries(
            *(next(label for label in labels if label.startswith(topic(key))) for key in ticked)
        )
        assert len(person.ticked) == len(ticked), "and nothing was ticked before"
    else:
        await person.hurries("Tout")
    await person.hurries("Go on", "I agree")
    person.reads("It is shared, with your agreement", "What you share")
    person.office.left[f"{person.name} has shared"] = "yes"


@chapter(1)
async def one_of_the_group_marks_an_answer_confidential_and_shares_a_part(office: Office) -> None:
    (denis,) = office.groups("denis")
    await finds_out(denis, await office.given("first group"), FIRST, *BEGUN, remark=HANGAR)
    assert denis.has_seen(ALINE), "who invites says their name"
    await denis.taps("Keep an answer confidential", topic("relations"))
    assert [label for label in denis.ticked if label.startswith(topic("relations"))] == denis.ticked
    await denis.taps("Go on")
    await shares(denis, *SHARED)


@chapter(1)
async def another_of_the_group_shares_everything(office: Office) -> None:
    (elsa,) = office.groups("elsa")
    await finds_out(elsa, await office.given("first group"), FIRST, *NO_PLANS)
    await shares(elsa)


@chapter(1)
async def one_of_another_group_shares_nothing(office: Office) -> None:
    (farid,) = office.groups("farid")
    await finds_out(farid, await office.given("second group"), FIRST, *NO_PLANS, remark=VERGER)
    await farid.writes("/partages")
    farid.reads("You share nothing")


@chapter(1)
async def one_of_the_other_organisation_shares_two_answers(office: Office) -> None:
    (gaelle,) = office.groups("gaelle")
    await finds_out(gaelle, await office.given("third group"), SECOND, *BEGUN)
    assert gaelle.has_seen(CHLOE)
    await shares(gaelle, "activity", "origin")


@chapter(1)
async def another_of_the_other_organisation_finds_out(office: Office) -> None:
    (hugo,) = office.groups("hugo")
    await finds_out(hugo, await office.given("third group"), SECOND, *NO_PLANS)
