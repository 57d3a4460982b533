"""The overview of the week: what waits, what is without news, and what to begin with, each with its reason."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.blocks import Bullets
from bot.records import CaseFile, CaseState, Priority, Standing, StepRecord, StepStatus, Subject, VisitState
from bot.service.follow_up.digest import LONGEST, length
from bot.service.follow_up.priorities import RULES, Followed, overview
from bot.service.views import Show
from tests.service.follow_up.planned import change, step, subject_of, visit
from tests.service.office import read
from tests.service.teamed import Team, shown_at, team

__all__ = ["team"]

TODAY = date(2026, 11, 24)
DAY = timedelta(days=1)
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


def followed(
    name: str = "a", *steps: StepRecord, quiet: int = 0, visit: date | None = None, **fields: object
) -> Followed:
    case = CaseFile(name, "o", NOON, NOON, name)
    case = replace(case, **fields)  # type: ignore[arg-type]
    return Followed(case, TODAY - quiet * DAY, steps, visit)


def due(days: int, **fields: object) -> StepRecord:
    made = StepRecord(
        "s",
        Subject("a", "k"),
        "",
        "",
        "",
        "",
        "",
        "",
        "w",
        TODAY + days * DAY,
        "",
        StepStatus.PLANNED.value,
        NOON,
    )
    return replace(made, **fields)  # type: ignore[arg-type]


def reasons(*cases: Followed) -> list[tuple[str, int]]:
    """The case files suggested, each with the place of its reason in the table."""
    table = [rule.reason for rule in RULES]
    return [(each.followed.case.id, table.index(each.reason)) for each in overview(cases, TODAY).suggested]


# Lists.


@pytest.mark.parametrize(
    ("priority", "days", "listed"),
    [
        (Priority.NORMAL, 29, False),
        (Priority.NORMAL, 30, True),
        (Priority.LOW, 29, False),
        (Priority.LOW, 30, True),
        (Priority.HIGH, 13, False),
        (Priority.HIGH, 14, True),
    ],
)
def test_what_is_without_news_for_long(priority: Priority, days: int, listed: bool) -> None:
    seen = overview([followed(priority=priority, quiet=days, visit=TODAY)], TODAY)
    assert bool(seen.quiet) is listed


def test_a_step_is_overdue_from_the_day_after_its_day() -> None:
    assert not overview([followed("a", due(0))], TODAY).late
    assert overview([followed("a", due(-1))], TODAY).late


def test_archived_case_files_are_left_alone() -> None:
    assert overview([followed("a", due(-9), quiet=90, state=CaseState.ARCHIVED)], TODAY).empty


def test_what_waits_for_longest_stands_first() -> None:
    cases = [followed("a", due(-1), quiet=40), followed("b", due(-9), due(-2), quiet=50)]
    seen = overview(cases, TODAY)
    assert [each.case.id for each in seen.late] == ["b", "a"]
    assert [each.case.id for each in seen.quiet] == ["b", "a"]


# What to begin with: each line of the table, and the nearest thing that it is not.


@pytest.mark.parametrize(
    ("case", "at"),
    [
        (followed("a", due(-1), due(-9)), 0),
        (followed("a", due(-1), due(-9), visit=TODAY), None),
        (followed("a", priority=Priority.HIGH), 1),
        (followed("a", due(0), priority=Priority.HIGH), None),
        (followed("a", priority=Priority.HIGH, visit=TODAY), None),
        (followed("a", due(3, not_done=2, status=StepStatus.NOT_DONE.value)), 2),
        (followed("a", due(3, not_done=1, status=StepStatus.NOT_DONE.value)), None),
        (followed("a", situation="willing_unsure"), 3),
        (followed("a", due(3), situation="willing_unsure"), None),
        (replace(followed("a", situation="no_plans"), stands_since=TODAY - 59 * DAY), 4),
        (replace(followed("a", situation="no_plans"), stands_since=TODAY - 60 * DAY), None),
        (replace(followed("a", due(3), situation="no_plans"), stands_since=TODAY), None),
        (followed("a", due(-1)), 5),
        (followed("a", due(-1), visit=TODAY), None),
        (followed("a", situation="already_started", quiet=30), 6),
        (followed("a", situation="already_started", quiet=29), None),
        (followed("a", situation="already_started", quiet=30, visit=TODAY), None),
        (followed("a", quiet=30), 7),
        (followed("a", situation="no_plans", quiet=30), None),  # they do not want to: they are left in peace
    ],
)
def test_each_reason_and_where_it_ends(case: Followed, at: int | None) -> None:
    assert reasons(case) == ([] if at is None else [("a", at)])


def test_the_table_decides_then_the_priority_then_the_news() -> None:
    cases = [
        followed("lasting", situation="already_started", quiet=90),
        followed("late, low", due(-1), due(-2), priority=Priority.LOW),
        followed("late, quiet", due(-1), due(-2), quiet=9),
        followed("late", due(-1), due(-2)),
    ]
    assert [case for case, _ in reasons(*cases)] == ["late, quiet", "late", "late, low"]
    assert [case for case, _ in reasons(*reversed(cases))] == ["late, quiet", "late", "late, low"]


def test_at_most_three_and_each_once() -> None:
    cases = [followed(str(at), due(-1), due(-2), quiet=90, priority=Priority.HIGH) for at in range(5)]
    suggested = [case for case, _ in reasons(*cases)]
    assert len(suggested) == len(set(suggested)) == 3


# In words.


async def overview_of(team: Team) -> str:
    await team.bo.sends("reminders")
    return await team.bo.touches("Voir le point")


async def test_a_calm_week_is_said_kindly(team: Team) -> None:
    assert (
        "Rien n’attend : aucun pas en retard, et une activité récente dans chaque dossier."
        in await overview_of(team)
    )


async def test_the_overview_says_what_why_and_since_when(team: Team) -> None:
    for at, words in enumerate(("appeler le maire", "écrire aux voisins", "trouver une salle")):
        await step(team.bo, team.canteen, words, date(2026, 11, 26) + at * DAY)
    team.office.clock.turn(days=40)
    said = await overview_of(team)
    late = "appeler le maire, prévu le 26 novembre 2026, et 2 autres pas"
    assert f"Par quoi commencer :\nCantine\ntrois pas en retard et aucune visite prévue : {late}" in said
    assert "Minibus\npas encore de point, et sans activité depuis longtemps" in said
    assert (said.count("Cantine"), said.count("Minibus")) == (1, 1)  # nothing is said twice
    assert team.bo.labels[:2] == ["Cantine", "Minibus"]
    await team.bo.touches("Cantine")
    assert (await shown_at(team.bo)).show is Show.CASE


async def test_what_is_done_or_cancelled_counts_for_nothing(team: Team) -> None:
    done = await step(team.bo, team.canteen, "appeler le maire", date(2026, 11, 26))
    late = await step(team.bo, team.minibus, "écrire", date(2026, 11, 26))
    cancelled = await visit(team.bo, team.minibus, date(2026, 12, 4))
    await change(team.bo, done, status=StepStatus.DONE.value)
    await change(team.bo, cancelled, state=VisitState.CANCELLED)
    team.office.clock.turn(days=5)
    said = await overview_of(team)
    assert "Cantine" not in said
    assert "Minibus\nun pas en retard et aucune visite prévue" in said
    assert late.words in said


@pytest.mark.parametrize(
    ("situations", "moved"),
    [(("no_plans",), False), (("no_plans", "no_plans"), False), (("willing_unsure", "no_plans"), True)],
)
async def test_a_move_counts_a_first_result_does_not(
    team: Team, situations: tuple[str, ...], moved: bool
) -> None:
    person, subject = await team.bo.person(), await subject_of(team.bo, team.canteen)
    for situation in situations:
        standing = Standing(
            team.office.ids.new(), team.canteen, subject.cooperation, team.office.clock.now(), person.id, "d",
            situation, "", situation,
        )  # fmt: skip
        async with team.office.store.transaction() as tx:
            kept = await tx.cases.get(team.canteen)
            assert kept is not None
            await tx.cases.save(replace(kept, situation=situation))
            await tx.cases.add_standing(standing)
        team.office.clock.turn(days=1)
    said = await overview_of(team)
    assert ("Cantine\nla situation vient de changer, et rien n’est encore prévu" in said) is moved


async def test_a_visit_ahead_takes_a_case_file_out_of_the_suggestions(team: Team) -> None:
    await step(team.bo, team.canteen, "appeler le maire", date(2026, 11, 26))
    team.office.clock.turn(days=5)
    assert "un pas en retard et aucune visite prévue" in await overview_of(team)
    await visit(team.bo, team.canteen, date(2026, 12, 4))
    said = await overview_of(team)
    assert "Par quoi commencer" not in said
    assert "appeler le maire" in said  # overdue it stays


async def test_many_case_files_fit_into_one_overview(team: Team) -> None:
    long = "Communauté de communes des Monts et Vallées du Haut-Pays de la Grande Rivière"
    for at in range(25):
        case = await team.office.case(team.id, f"{long} {at}", team.bo)
        async with team.office.store.transaction() as tx:
            kept = await tx.cases.get(case)
            assert kept is not None
            await tx.cases.save(replace(kept, priority=Priority.HIGH))
        for _ in range(3):
            await step(
                team.bo, case, "écrire une longue lettre à toutes les personnes concernées " * 3, TODAY + DAY
            )
    team.office.clock.turn(days=60)
    await overview_of(team)
    screen = team.bo.screen
    assert screen is not None
    assert 600 < length(screen.blocks) <= LONGEST
    more = re.findall(r"et (\d\d) autres dossiers", read(screen.blocks))
    assert more == ["19", "21"]  # four lines were too long, three are not
    assert not any(sign in read(screen.blocks) for sign in ("%", "/10", "score"))
    lists = [block for block in screen.blocks if isinstance(block, Bullets)]
    assert len(lists[0].items) == 3


async def test_six_case_files_stand_there_where_there_is_room(team: Team) -> None:
    for at in range(6):
        await step(team.bo, await team.office.case(team.id, f"Club {at}", team.bo), "écrire", TODAY + DAY)
    team.office.clock.turn(days=5)
    said = await overview_of(team)
    assert said.count("écrire, prévu le 25 novembre 2026") == 6
    assert "autres dossiers" not in said


async def test_nobody_sees_the_overview_of_others(team: Team) -> None:
    await step(team.bo, team.canteen, "appeler le maire", date(2026, 11, 26))
    team.office.clock.turn(days=40)
    await team.ana.sends("reminders")
    assert "Cantine" not in await team.ana.touches("Voir le point")
