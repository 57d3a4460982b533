"""The group's sheet: its sections scored as those of the project sheet, the weakest first, and what stands on it."""

from collections.abc import Mapping
from itertools import product

import pytest

from bot.engine.engine import Engine
from bot.loading.library import Library
from tests.engine.workshop import assert_all_is_met, lines_of, ordered, play, random_runs

# WC3 to WC9: what each answer counts. What is not answered is empty, 0.
POINTS = {
    "findings": {"agreed": 2, "almost": 1, "two_views": 1},
    "stake": {"found": 2, "two_versions": 1, "not_yet": 0},
    "level": {"means": 2, "economic": 2, "strategic": 2, "not_agreed": 1},
    "missing": {"elected": 1, "technician": 1, "funder": 1, "residents": 1, "key_partner": 1},
    "carrier": {"lead": 2, "pair": 2, "nobody": 0},
    "funding": {"own_means": 2, "public_aid": 2, "foundation": 2, "sales": 2, "to_find": 0},
    "first_action": {"later": 2},
}
CAUSES = ("findings", "stake", "level", "ecosystem", "facilitation", "funding", "schedule")
# The advice of the study for each section, the best first, and where it comes from.
ADVICE = {
    "findings": [("shared_diagnosis", "004:E1.1")],
    "stake": [("name_motivations", "003:j1m.4"), ("say_why_cooperate", "003:j1m.3")],
    "level": [("choose_cooperation_level", "003:j1m.6")],
    "ecosystem": [("map_ecosystem", "003:j1a.1")],
    "facilitation": [("set_governance", "004:E7.2"), ("facilitation_techniques", "003:j1a.3")],
    "funding": [("funding_paths", "003:j1a.4")],
    "schedule": [("provisional_schedule", "003:j2m.7")],
    "to_present": [("peer_review", "003:j2a")],
}


@pytest.fixture(scope="session")
def sheet(library: Library) -> Engine:
    return library.engines["workshop_group_sheet"]


def points_of(answers: Mapping[str, str]) -> dict[str, int]:
    return {name: scale.get(answers.get(name, ""), 0) for name, scale in POINTS.items()}


def state_of(total: int) -> str:
    if total < 6:
        return "draft"
    return "ready" if total >= 11 else "to_complete"


def test_all_is_met(sheet: Engine) -> None:
    assert_all_is_met(sheet)


def test_state_and_weakest_sections_are_what_the_study_says(sheet: Engine) -> None:
    for run in random_runs(sheet):
        points = points_of(run.answers)
        state = state_of(sum(points.values()))
        weakest = dict(zip(CAUSES, ((own < 2, own == 0) for own in points.values()), strict=True))
        assert run.result.outcome == state
        assert list(run.result.causes) == (["to_present"] if state == "ready" else []) + ordered(weakest)


def test_the_bands_at_every_total(sheet: Engine) -> None:
    scales = {name: {own: option for option, own in scale.items()} for name, scale in POINTS.items()}
    met = set()
    for chosen in product(*([*scale.items(), (0, "")] for scale in list(scales.values())[::2])):
        answers = dict(zip(list(scales)[::2], (option for _, option in chosen), strict=True))
        for best in (False, True):
            rest = {name: scales[name][max(scales[name])] for name in list(scales)[1::2]} if best else {}
            given = {name: option for name, option in {**answers, **rest}.items() if option}
            total = sum(points_of(given).values())
            met.add(total)
            assert play(sheet, given).result.outcome == state_of(total), given
    assert met >= {5, 6, 10, 11, 13}


def test_every_advice_of_the_study_is_given(sheet: Engine) -> None:
    outcome = sheet.dialogue.outcomes["ready"]
    for cause in outcome.causes:
        rows = ADVICE[cause.id]
        assert cause.advice[: len(rows)] == tuple(advice for advice, _ in rows)
        for advice, source in rows:
            assert source in sheet.catalogue[advice].sources
    for cause_id, rows in ADVICE.items():
        given = [run for run in random_runs(sheet) if cause_id in run.result.causes[:3]]
        assert all(rows[0][0] in run.advice for run in given)
        assert given


def test_what_is_not_agreed_on_is_asked_and_written_down(sheet: Engine) -> None:
    answers = {
        "findings": "two_views",
        "both_views": "Trop de monde. Pas assez.",
        "stake": "two_versions",
        "sentence": "Manger local. Se retrouver.",
        "level": "not_agreed",
        "level_views": "Un local, ou un marché",
        "carrier": "nobody",
    }
    lines = lines_of(sheet, play(sheet, answers).session)
    assert lines["findings"] == ["two_views", "both_views"]
    assert lines["stake"] == ["two_versions", "sentence"]
    assert lines["level"] == ["not_agreed", "level_views"]
    assert lines["facilitation"] == ["empty"]


def test_an_empty_sheet_says_so_discreetly(sheet: Engine) -> None:
    run = play(sheet, {})
    lines = lines_of(sheet, run.session)
    assert run.result.outcome == "draft"
    assert lines.pop("group") == ["no_group"]
    assert lines == {name: ["empty"] for name in CAUSES}
