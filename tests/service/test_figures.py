"""Figures of a team, as officers meet them on the screen and in files."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook

from bot.engine.dialogue import Inputs, Voice
from bot.loading.library import Library
from bot.records import CaseState, Change, Doing, PlanEvent, SessionRecord, Standing, Status, Subject
from bot.reports.printing import print_document
from bot.service.documents import Sheet
from bot.service.wording import Wording
from bot.texts.catalogues import Texts
from tests.conftest import TurnedClock
from tests.service.interviewed import DIALOGUE
from tests.service.office import Office, Visitor, opened

FEW = "moins de 5"
LAST_MONTH = datetime(2026, 10, 15, 12, tzinfo=UTC)  # the clock of the tests stands in November


@pytest.fixture
async def office(
    database: str, content: tuple[Library, dict[str, Texts]], clock: TurnedClock
) -> AsyncIterator[Office]:
    async with opened(database, content, clock) as office:
        yield office


class Busy:
    """A team with seven case files; another team has more of everything."""

    def __init__(self, office: Office) -> None:
        self.office = office

    async def set_up(self) -> "Busy":
        self.id = await self.office.organisation("Pays de Bray")
        self.ana = await self.office.officer(self.id, "Ana")
        self.cases = [await self.office.case(self.id, f"Groupe {n}", self.ana) for n in range(7)]
        other = await self.office.organisation("Ailleurs")
        bo = await self.office.officer(other, "Bo")
        for n in range(20):
            case = await self.office.case(other, f"Autre {n}", bo)
            await self.stands(bo, case, "willing_unsure", LAST_MONTH)
            await self.interview(bo, case, LAST_MONTH)
        return self

    async def stands(
        self, officer: Visitor, case: str, situation: str, at: datetime, stage: str = ""
    ) -> None:
        person = await officer.person()
        async with self.office.store.transaction() as tx:
            (cooperation,) = await tx.cases.cooperations(case)
            await tx.cases.add_standing(
                Standing(
                    self.office.ids.new(), case, cooperation.id, at, person.id, "", situation, stage,
                    situation, situation, stage,
                )
            )  # fmt: skip

    async def interview(self, officer: Visitor, case: str, at: datetime, stopped: str = "") -> None:
        """One that was finished, or stopped at a question."""
        person = await officer.person()
        status = Status.OPEN if stopped else Status.FINISHED
        async with self.office.store.transaction() as tx:
            (cooperation,) = await tx.cases.cooperations(case)
            record = SessionRecord(
                self.office.ids.new(), person.id, DIALOGUE, "v", Inputs(Voice.OFFICER), status, at, at, stopped,
                (), Subject(case, cooperation.id),
            )  # fmt: skip
            await tx.sessions.add(record)

    async def advised(self, case: str, advice: str, at: datetime, *, done: bool) -> None:
        async with self.office.store.transaction() as tx:
            (cooperation,) = await tx.cases.cooperations(case)
            ids, subject = self.office.ids, Subject(case, cooperation.id)
            item = ids.new()
            event = PlanEvent(ids.new(), subject, "", at, "", Change.GIVEN, item, advice)
            await tx.plans.add([event])
            if done:
                status = replace(event, id=ids.new(), change=Change.STATUS, status=Doing.DONE.value)
                await tx.plans.add([status])


@pytest.fixture
async def busy(office: Office) -> Busy:
    return await Busy(office).set_up()


def plainly(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


async def test_what_reaches_five_is_told_and_nothing_else(busy: Busy) -> None:
    for n, case in enumerate(busy.cases):
        await busy.stands(busy.ana, case, "no_plans", LAST_MONTH)
        if n < 4:
            await busy.stands(busy.ana, case, "willing_unsure", LAST_MONTH + timedelta(days=1))
        await busy.interview(busy.ana, case, LAST_MONTH)
        await busy.advised(case, "take_first_step", LAST_MONTH, done=n < 6)
        await busy.advised(case, "find_right_person", LAST_MONTH, done=n < 3)
    shown = plainly(await busy.ana.sends("figures"))
    for line in (
        "À réfléchir : moins de 5",  # three are left there
        "Envie : moins de 5",  # four came
        "En route, émergence : moins de 5",  # nobody
        "« Où en est le groupe ? » : 5",
        "Changements de situation\nRien n’atteint 5 ici.",
        "Cherchez qui, chez eux, pourrait porter le sujet : 5",
    ):
        assert line in shown
    assert shown.count("Allez vers eux sans attendre leur appel : 5") == 2  # given, and carried out
    assert shown.count(": 5") == 4
    assert "En tout, au moins" not in shown


async def test_where_interviews_stop_is_said_by_the_topic(busy: Busy) -> None:
    for case in busy.cases:
        await busy.interview(busy.ana, case, LAST_MONTH, stopped="stage")
    for case in busy.cases[:4]:
        await busy.interview(busy.ana, case, LAST_MONTH, stopped="joint")
    shown = plainly(await busy.ana.sends("figures"))
    texts = busy.office.conversation.texts["fr"]
    dialogue = busy.office.conversation.interviews.library.engines[DIALOGUE].dialogue
    wording = Wording(texts, dialogue, Voice.OFFICER)
    stage, joint = (plainly(wording.text(f"{question}.topic")) for question in ("stage", "joint"))
    assert f"{stage} (où en est le groupe ?) : 5" in shown
    assert joint not in shown
    assert "Le reste n’est pas montré." in shown


async def test_a_period_is_chosen_by_touching_it(busy: Busy) -> None:
    for case in busy.cases:
        await busy.interview(busy.ana, case, datetime(2026, 3, 10, tzinfo=UTC))
        await busy.interview(busy.ana, case, busy.office.clock.now())  # the present month is not over
    assert "« Où en est le groupe ? » : 5" in plainly(await busy.ana.sends("figures"))
    assert "Du 1er janvier 2026 au 31 octobre 2026" in plainly(busy.ana.read)
    assert "L’année 2026" in busy.ana.labels
    shown = plainly(await busy.ana.touches("Les 3 derniers mois"))
    assert "Du 1er août 2026 au 31 octobre 2026" in shown
    assert "« Où en est le groupe ? »" not in shown
    assert "« Où en est le groupe ? » : 5" in plainly(await busy.ana.touches("Les 12 derniers mois"))
    assert await busy.ana.traced("figures.see") == 3
    for n in range(5):
        case = await busy.office.case(busy.id, f"De plus {n}", busy.ana)
        await busy.interview(busy.ana, case, busy.office.clock.now())
    busy.office.clock.turn(days=10)
    assert "« Où en est le groupe ? » : 10" in plainly(await busy.ana.touches("L’année 2026"))


async def test_archived_case_files_do_not_stand_anywhere(busy: Busy) -> None:
    for case in busy.cases:
        await busy.stands(busy.ana, case, "willing_unsure", LAST_MONTH)
    before = plainly(await busy.ana.sends("figures"))
    async with busy.office.store.transaction() as tx:
        for case in busy.cases[:3]:
            found = await tx.cases.get(case)
            assert found is not None
            await tx.cases.save(replace(found, state=CaseState.ARCHIVED))
    after = plainly(await busy.ana.sends("figures"))
    assert before.count(": 5") == 1
    assert ": 5" not in after


async def test_the_files_hold_the_same_and_every_one_is_traced(busy: Busy) -> None:
    for case in busy.cases:
        await busy.interview(busy.ana, case, LAST_MONTH)
    await busy.ana.sends("figures")
    sheets = []
    for label, form in (("Fichier pour tableur (XLSX)", "xlsx"), ("Fichier pour tableur (CSV)", "csv")):
        await busy.ana.touches(label)
        (document,) = busy.ana.answer.documents
        assert isinstance(document, Sheet)
        assert document.file_name == f"bilan-2026-11-24.{form}"
        sheets.append(document)
    assert sheets[0].rows == sheets[1].rows
    plain_rows = [(plainly(str(title)), plainly(str(name)), n) for title, name, n in sheets[0].rows]
    assert ("Entretiens menés au bout", "« Où en est le groupe ? »", 5) in plain_rows
    book = load_workbook(BytesIO(print_document(sheets[0], str)))
    assert 5 in [cell.value for row in book.active.iter_rows() for cell in row]
    assert FEW in plainly(print_document(sheets[1], str).decode("utf-8-sig"))
    assert await busy.ana.traced("figures.see") == 3


async def test_who_is_in_no_team_sees_no_figures(busy: Busy) -> None:
    stranger = busy.office.visitor("stranger")
    await stranger.sends("start")
    await stranger.touches("Je réponds pour")
    assert "vous n’en avez pas" in await stranger.sends("figures")
    assert not any(code in {"xlsx", "csv"} for _, code in stranger.offered)
    assert await stranger.traced("figures.see", granted=False) == 1
    await stranger.presses("csv")
    assert not stranger.answer.documents


async def test_who_leaves_the_team_meanwhile_gets_no_file(busy: Busy) -> None:
    await busy.ana.sends("figures")
    person = await busy.ana.person()
    async with busy.office.store.transaction() as tx:
        await tx.organisations.leave(person.id)
    await busy.ana.presses("xlsx")
    assert not busy.ana.answer.documents
    assert "Les chiffres de l’équipe" not in busy.ana.read
