"""Figures of a team: what officers read, and what an attacker who collects all that is told can work out."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from bot.app import load_content
from bot.engine.dialogue import Inputs, Voice
from bot.loading.library import Library
from bot.records import CaseState, Change, Doing, PlanEvent, SessionRecord, Standing, Status, Subject
from bot.reports.printing import print_document
from bot.service.counters.figures_screens import Told, paint_figures, sheet
from bot.service.documents import Sheet
from bot.service.figures import ELSEWHERE, PLACES, STEP, Counted, Figures, Period, published
from bot.service.wording import Wording
from bot.texts.catalogues import Texts
from tests.conftest import TurnedClock
from tests.service.interviewed import DIALOGUE
from tests.service.office import Office, Visitor, opened, read

CONTENT = load_content()  # no fixture: Hypothesis would write all of it out
FEW = "moins de 5"
CATALOGUE = ("take_first_step", "direct_informal_talk", "find_right_person")
LAST_MONTH = datetime(2026, 10, 15, 12, tzinfo=UTC)  # the clock of the tests stands in November


# Pure: what is told depends on nothing but counts rounded down.

PLACE = st.sampled_from([*PLACES, ELSEWHERE, ("undetermined", ""), ("no_plans", "emergence")])
SITUATION = st.sampled_from(["", "no_plans", "willing_unsure", "already_started"])
QUESTION = st.sampled_from(["activity", "joint", "decides", "stage"])
WHAT = st.sampled_from(["given", "added", "done", "under_way"])


def counts_of(*cells: st.SearchStrategy[str]) -> st.SearchStrategy[list[tuple[object, ...]]]:
    """Rows as the port gives them: each cell once, with its count."""
    table = st.dictionaries(st.tuples(*cells), st.integers(1, 23), max_size=9)
    return table.map(lambda found: [(*cell, n) for cell, n in found.items()])


@st.composite
def counted(draw: st.DrawFn) -> Counted:
    places = draw(st.dictionaries(PLACE, st.integers(1, 23)))
    return Counted(
        [(situation, stage, n) for (situation, stage), n in places.items()],
        draw(counts_of(SITUATION, SITUATION)),  # type: ignore[arg-type]
        draw(counts_of(st.just(DIALOGUE), st.sampled_from([*Status]), QUESTION)),  # type: ignore[arg-type]
        draw(counts_of(st.sampled_from(CATALOGUE), WHAT)),  # type: ignore[arg-type]
    )


def made_of(figures: Figures) -> Counted:
    """Counts that are exactly what was told, and none at all where nothing was."""
    finished = [(dialogue, "finished", "", n) for dialogue, n in figures.finished.items()]
    stopped = [(dialogue, "open", question, n) for (dialogue, question), n in figures.stopped.items()]
    given = [(advice, "given", n) for advice, n in figures.given.items()]
    done = [(advice, "done", n) for advice, n in figures.done.items()]
    return Counted(
        [(*place, n) for place, n in figures.standing.items()],
        [(*move, n) for move, n in figures.moves.items()],
        finished + stopped,
        given + done,
    )


def told_of(figures: Figures) -> Told:
    library, texts = CONTENT
    wordings = {
        name: Wording(texts["fr"], each.dialogue, Voice.OFFICER) for name, each in library.engines.items()
    }
    days = (date(2026, 1, 1), date(2026, 10, 31))
    return Told(figures, Period.YEAR, days, date(2026, 11, 24), wordings)


@settings(max_examples=300)
@given(counted())
def test_screen_and_file_tell_nothing_but_counts_rounded_down(counts: Counted) -> None:
    """Zero looks like four, ten like fourteen; neither the lines nor their order tell more, on the screen or in the file."""
    texts, figures = CONTENT[1]["fr"], published(counts, CATALOGUE)
    twin = published(made_of(figures), CATALOGUE)
    one, other = told_of(figures), told_of(twin)
    assert paint_figures(texts, one) == paint_figures(texts, other)
    assert sheet(texts, one, "csv") == sheet(texts, other, "csv")
    numbers = [row[2] for row in sheet(texts, one, "csv").rows if isinstance(row[2], int)]
    assert all(n >= STEP and n % STEP == 0 for n in numbers)


@settings(max_examples=100)
@given(counted())
def test_the_file_tells_what_the_screen_tells(counts: Counted) -> None:
    texts = CONTENT[1]["fr"]
    told = told_of(published(counts, CATALOGUE))
    screen = plainly(read(paint_figures(texts, told).blocks))
    table = sheet(texts, told, "xlsx")
    for title, name, number in table.rows[2:]:
        if name in {"chacun des autres cas", "en tout, au moins"}:
            continue
        assert plainly(str(title)) in screen
        assert plainly(f"{name} : {number}") in screen


def test_no_sum_counts_what_is_not_shown() -> None:
    counts = Counted([("no_plans", "", 9), ("willing_unsure", "", 4)], [], [], [])
    assert sum(published(counts, CATALOGUE).standing.values()) == 5


def test_situations_that_nobody_knows_are_counted_together() -> None:
    counts = Counted([("", "", 3), ("undetermined", "", 3), ("already_started", "", 4)], [], [], [])
    figures = published(counts, CATALOGUE)
    assert figures.standing[ELSEWHERE] == 10
    assert list(figures.standing) == [*PLACES, ELSEWHERE]


def test_only_moves_from_one_situation_to_another_count() -> None:
    moves = [("no_plans", "willing_unsure", 6), ("", "no_plans", 9), ("no_plans", "no_plans", 9)]
    assert published(Counted([], moves, [], []), CATALOGUE).moves == {("no_plans", "willing_unsure"): 5}


def test_only_the_ten_most_frequent_ideas_are_told() -> None:
    catalogue = [f"idea_{n:02}" for n in range(14)]
    counts = Counted([], [], [], [(each, "given", 12 if each > "idea_11" else 6) for each in catalogue])
    assert list(published(counts, catalogue).given) == ["idea_12", "idea_13", *catalogue[:8]]


# The attacker: collects the figures of one cell, for all periods, month after month, and solves for every time between.

Bounds = list[list[int]]


def bounds(points: int, windows: Sequence[tuple[int, int, int, int]]) -> Bounds:
    """The most that can lie between two points in time, given windows (from, to, least, most); exact, by shortest paths."""
    far = 10**6
    most = [[0 if i >= j else far for j in range(points)] for i in range(points)]
    for i, j, least, greatest in windows:
        most[i][j] = min(most[i][j], greatest)
        most[j][i] = min(most[j][i], -least)
    for k in range(points):
        for i in range(points):
            for j in range(points):
                most[i][j] = min(most[i][j], most[i][k] + most[k][j])
    return most


def pinned(months: Sequence[int], *, step: int) -> list[tuple[int, int]]:
    """The stretches whose count under `STEP` an attacker knows, who saw all periods told down to `step` since month 12."""
    until = [sum(months[:at]) for at in range(len(months) + 1)]
    windows = []
    for at in range(12, len(months) + 1):
        today = date(2026 + at // 12, at % 12 + 1, 15)
        for period in Period:
            since, end = period.span(today)
            i, j = ((each.year - 2026) * 12 + each.month - 1 for each in (since, end))
            shown = (until[j] - until[i]) // step * step
            windows.append((i, j, shown, shown + step - 1))
    most = bounds(len(until), windows)
    pairs = [(i, j) for i in range(len(until)) for j in range(i + 1, len(until))]
    return [(i, j) for i, j in pairs if most[i][j] == -most[j][i] < STEP]


@settings(max_examples=300)
@given(st.integers(0, 9).flatmap(lambda most: st.lists(st.integers(0, most), min_size=12, max_size=20)))
def test_an_attacker_never_pins_a_count_under_five(months: list[int]) -> None:
    assert pinned(months, step=STEP) == []


def test_the_attacker_would_find_exact_figures_out() -> None:
    months = [3, 0, 2, 9, 1, 4, 0, 2, 8, 5, 1, 2, 3]
    assert pinned(months, step=1)


def test_an_attacker_at_one_day_cannot_tell_zero_from_four() -> None:
    for count in range(STEP):
        months = [7, 0, 0, 0, 0, 0, 0, 0, 0, count, 0, 0]
        windows = []
        for period in Period:
            since, _ = period.span(date(2027, 1, 15))
            shown = sum(months[since.month - 1 :]) // STEP * STEP
            windows.append((since.month - 1, 12, shown, shown + STEP - 1))
        most = bounds(13, windows)
        assert (-most[12][9], most[9][12]) == (0, 4)


def test_periods_lie_within_one_another_and_end_with_the_last_full_month() -> None:
    day = date(2026, 1, 1)
    while day < date(2028, 1, 1):
        spans = {period: period.span(day) for period in Period}
        ends = {end for _, end in spans.values()}
        assert ends == {datetime(day.year, day.month, 1, tzinfo=UTC)}
        assert all(since.day == 1 and since < end for since, end in spans.values())
        assert spans[Period.TWELVE_MONTHS][0] <= min(since for since, _ in spans.values())
        assert spans[Period.YEAR][0].month == 1
        day += timedelta(days=11)


# As officers meet it.


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
    assert "Réflexion : moins de 5" in shown or "moins de 5" in shown
    assert "Où en est le groupe ? : 5" in shown
    assert shown.count("Faire soi-même le premier pas") == 2 or shown.count(": 5") >= 3
    assert "20" not in shown.replace("2026", "")
    assert "En tout, au moins" not in shown  # three and four projects: nothing to sum


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
    assert "Tout le reste : moins de 5 à chaque fois." in shown


async def test_a_period_is_chosen_by_touching_it(busy: Busy) -> None:
    for case in busy.cases:
        await busy.interview(busy.ana, case, datetime(2026, 3, 10, tzinfo=UTC))
        await busy.interview(busy.ana, case, busy.office.clock.now())  # the present month is not over
    assert "Où en est le groupe ? : 5" in plainly(await busy.ana.sends("figures"))
    assert "Du 1er janvier 2026 au 31 octobre 2026" in plainly(busy.ana.read)
    assert "L’année 2026" in busy.ana.labels
    shown = plainly(await busy.ana.touches("Les 3 derniers mois"))
    assert "Du 1er août 2026 au 31 octobre 2026" in shown
    assert "Où en est le groupe ? :" not in shown
    assert "Où en est le groupe ? : 5" in plainly(await busy.ana.touches("Les 12 derniers mois"))
    assert await busy.ana.traced("figures.see") == 3
    busy.office.clock.turn(days=10)
    assert "Où en est le groupe ? : 10" in plainly(await busy.ana.touches("L’année 2026"))


async def test_archived_case_files_do_not_stand_anywhere(busy: Busy) -> None:
    for case in busy.cases:
        await busy.stands(busy.ana, case, "willing_unsure", LAST_MONTH)
    before = plainly(await busy.ana.sends("figures"))
    async with busy.office.store.transaction() as tx:
        for id in busy.cases[:3]:
            case = await tx.cases.get(id)
            assert case is not None
            await tx.cases.save(replace(case, state=CaseState.ARCHIVED))
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
    assert ("Entretiens menés au bout", "Où en est le groupe\u202f?", 5) in sheets[0].rows
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
