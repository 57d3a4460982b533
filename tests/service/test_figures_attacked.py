"""What an attacker can work out who collects all figures that are told: no count under five."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.content import load_content
from bot.engine.dialogue import Voice
from bot.records import Status
from bot.service.counters.figures_screens import Told, paint_figures, sheet
from bot.service.figures import ELSEWHERE, PLACES, STEP, Counted, Figures, Period, published
from bot.service.wording import Wording
from tests.service.interviewed import DIALOGUE
from tests.service.office import read

CONTENT = load_content()  # no fixture: Hypothesis would write all of it out
CATALOGUE = ("take_first_step", "direct_informal_talk", "find_right_person")


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
    if "Il n’y a pas encore assez de dossiers" in screen:
        assert not any(isinstance(number, int) for _, _, number in table.rows)
        return
    for title, name, number in table.rows[2:]:
        if name in {"Le reste n’est pas montré.", "en tout, au moins"}:
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


def plainly(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")
