"""What an officer takes along to a visit, as it reads on the screen."""

from datetime import date, datetime, timedelta

import pytest

from bot.blocks import Block, Heading
from bot.engine.values import Unknown, Value, Why
from bot.records import Cooperation, Doer, StepRecord, StepStatus, Subject, Visit
from bot.service.follow_up.preparation import LONGEST
from tests.service.casework import Team, team
from tests.service.interviewed import interviewed
from tests.service.office import Visitor, read

__all__ = ["team"]

DAY = date(2026, 12, 3)
QUESTION = "À leur demander la prochaine fois"
ON_MONEY = "Sur combien de sources d’argent pouvez-vous compter l’an prochain ?"


class Prepared:
    """A case of Marie's with a visit on 3 December, and what is to be read to prepare it."""

    def __init__(self, team: Team, case: str, cooperation: str) -> None:
        self.team, self.case, self.cooperation = team, case, cooperation

    async def step(self, words: str, **fields: object) -> None:
        step = {
            "id": self.team.office.ids.new(), "subject": Subject(self.case, self.cooperation), "person": "",
            "diagnosis": "", "dialogue": "situation_diagnosis", "outcome": "", "step": "", "cause": "",
            "words": words, "due": date(2026, 12, 8), "occasion": "", "status": StepStatus.PLANNED.value,
            "agreed_at": self.team.office.clock.now(), "agreed_by": (await self.team.marie.person()).id,
        } | fields  # fmt: skip
        async with self.team.office.store.transaction() as tx:
            await tx.steps.add(StepRecord(**step))  # type: ignore[arg-type]

    async def visit(self, day: date = DAY, words: str = "", cooperation: str = "") -> None:
        person = (await self.team.marie.person()).id
        visit = Visit(
            self.team.office.ids.new(), self.case, cooperation or self.cooperation, person, day, None, words
        )
        async with self.team.office.store.transaction() as tx:
            await tx.visits.add(visit)

    async def said(self, visitor: Visitor | None = None) -> str:
        """All that the preparation says, without the heading of its screen."""
        return "\n".join(read([block]) for block in await self.blocks(visitor))

    async def blocks(self, visitor: Visitor | None = None) -> tuple[Block, ...]:
        who = visitor or self.team.marie
        await who.sends("cases", "moulin")
        await who.touches("Prochaine visite", "Préparer la visite")
        assert who.screen is not None
        return who.screen.blocks[1:]

    @property
    def now(self) -> datetime:
        return self.team.office.clock.now()


@pytest.fixture
async def mill(team: Team) -> Prepared:
    case = await team.case("Le Moulin", team.marie, team.paul)
    async with team.office.store.transaction() as tx:
        (only,) = await tx.cases.cooperations(case)
    return Prepared(team, case, only.id)


async def test_before_any_interview_it_says_what_a_first_visit_is_for(mill: Prepared) -> None:
    await mill.visit()
    said = await mill.said()
    assert said.startswith("Pour une première rencontre")
    assert "écoutez d’abord" in said
    assert "ce qui restera entre vous" in said
    assert QUESTION not in said


async def test_what_moved_on_comes_first_then_what_is_open_then_the_question(mill: Prepared) -> None:
    await interviewed(mill.team.office, mill.team.marie, mill.case)
    mill.team.office.clock.turn(days=2)
    await mill.step("Écrire une page", status=StepStatus.DONE.value, said_at=mill.now)
    await mill.step("Appeler la mairie", status=StepStatus.BEGUN.value, said_at=mill.now)
    await mill.step("Fixer une date", doer=Doer.OFFICER, due=date(2026, 12, 1))
    await mill.step("Trouver une salle", doer=Doer.OTHER, doer_name="Luc", not_done=2, status="not_done")
    await mill.visit(words="Le compte rendu")
    mill.team.office.clock.turn(days=6)
    said = await mill.said()
    in_order = (
        "Ce qui a avancé",
        "Fait : écrire une page",
        "Commencé : appeler la mairie",
        "Ce qui est convenu",
        "Fixer une date (vous, prévu pour le 1er décembre 2026, à revoir)",
        "Trouver une salle (Luc, d’ici le 8 décembre 2026, pas fait deux fois : peut-être un pas plus petit)",
        QUESTION,
        "À ne pas oublier",
        "Le compte rendu",
    )
    places = [said.find(each) for each in in_order]
    assert -1 not in places, said
    assert places == sorted(places)


async def test_what_was_done_before_the_last_meeting_is_not_told_again(mill: Prepared) -> None:
    clock = mill.team.office.clock
    await mill.step("Écrire une page", status=StepStatus.DONE.value, said_at=mill.now)
    clock.turn(days=1)
    await interviewed(mill.team.office, mill.team.marie, mill.case)
    clock.turn(days=1)
    await mill.step("Appeler la mairie", status=StepStatus.DONE.value, said_at=mill.now)
    await mill.visit()
    said = await mill.said()
    assert "appeler la mairie" in said
    assert "crire une page" not in said
    await mill.visit(day=mill.now.date())
    clock.turn(days=2)
    await mill.step("Fixer une date", status=StepStatus.DONE.value, said_at=mill.now)
    said = await mill.said()
    assert "fixer une date" in said
    assert "appeler la mairie" not in said


async def test_the_question_is_that_of_the_last_result_as_an_officer_puts_it(mill: Prepared) -> None:
    await interviewed(mill.team.office, mill.team.marie, mill.case)
    await mill.visit()
    assert f"{QUESTION}\n« {ON_MONEY} »" in await mill.said()
    assert "Aucun pas n’est convenu" in await mill.said()


async def test_what_nobody_could_say_is_to_be_found_out_from_the_group(mill: Prepared) -> None:
    unknown: dict[str, Value] = {"relations": Unknown(Why.DONT_KNOW), "decides": Unknown(Why.DONT_KNOW)}
    await interviewed(mill.team.office, mill.team.marie, mill.case, marked=(), **unknown)
    await mill.visit()
    said = await mill.said()
    assert "À vérifier" in said
    assert "les relations en ce moment" in said
    assert said.count("façon de décider") + said.count("Savoir comment ils décident") == 1


async def test_what_a_colleague_marked_as_confidential_is_theirs_alone(mill: Prepared) -> None:
    """The cause that the question rests on is told by an answer that Paul marked: only Paul is given that question."""
    await interviewed(mill.team.office, mill.team.paul, mill.case, marked=("practice",))
    await mill.visit()
    assert ON_MONEY in await mill.said(mill.team.paul)
    assert ON_MONEY not in await mill.said(mill.team.marie)
    assert QUESTION in await mill.said(mill.team.marie)


async def test_each_visit_is_prepared_for_its_own_project(mill: Prepared) -> None:
    async with mill.team.office.store.transaction() as tx:
        await tx.cases.add_cooperation(Cooperation("k2", mill.case, mill.now, "La chaufferie"))
    await mill.step("Écrire une page")
    await mill.step("Visiter une chaufferie", subject=Subject(mill.case, "k2"))
    await mill.visit(cooperation="k2")
    said = await mill.said()
    assert "Visiter une chaufferie" in said
    assert "Écrire une page" not in said


@pytest.mark.parametrize("steps", [1, 3, 12])
async def test_it_stays_short_and_keeps_what_matters_most(mill: Prepared, steps: int) -> None:
    unknown: dict[str, Value] = {
        name: Unknown(Why.DONT_KNOW) for name in ("relations", "decides", "joint", "expects", "practice")
    }
    await interviewed(mill.team.office, mill.team.marie, mill.case, marked=(), **unknown)
    mill.team.office.clock.turn(hours=1)
    for at in range(steps):
        long = f"Pas {at} " + "et encore un mot " * 9
        await mill.step(long, due=DAY + timedelta(days=at))
        await mill.step(f"Fait {long}", status=StepStatus.DONE.value, said_at=mill.now)
    words = "Emporter " + "le plan du terrain " * 10
    await mill.visit(words=words.strip())
    blocks = await mill.blocks()
    assert sum(len(read([block])) for block in blocks) <= LONGEST
    said = read(blocks)
    for needed in (words.strip(), QUESTION, "Ce qui a avancé", "Ce qui est convenu", "Pas 0"):
        assert needed in said
    titles = [block.text for block in blocks if isinstance(block, Heading)]
    assert len(titles) == len(set(titles))
