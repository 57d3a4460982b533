"""A case file, the mill, on which interviews of several sorts are held, and what is read of them."""

from bot.records import DiagnosisRecord, Standing
from tests.service.casework import Team
from tests.service.office import Visitor

EMERGENCE, LEVEL, REVIEW = "emergence_review", "cooperation_level", "implementation_review"
GROUP_READY = "Le groupe peut se lancer"
CONFIRM = "Confirmer leur situation"
WILLING = {"activity": "contacts", "appetite": "yes"}
BEGUN = {"activity": "running", "joint": "worked+next_set+acted", "decides": "shared", "stage": "acting"}


async def mill(team: Team) -> str:
    return await team.case("Le Moulin", team.marie, team.paul)


async def page(visitor: Visitor) -> str:
    return await visitor.sends("cases", "moulin")


async def course(visitor: Visitor) -> str:
    await page(visitor)
    return await visitor.touches("Au fil du temps")


async def result_of(team: Team, session: str) -> DiagnosisRecord:
    async with team.office.store.transaction() as tx:
        found = await tx.diagnoses.last(session)
    assert found is not None
    return found


async def standings(team: Team, case: str) -> list[Standing]:
    async with team.office.store.transaction() as tx:
        return list(await tx.cases.standings(case))
