"""Preparing the workshop: what is ready by the study's rule, what is missing first, and the plan of the two days."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

import pytest

from bot.engine.engine import Engine
from bot.engine.handout import handout
from bot.engine.session import Edit
from bot.engine.values import Day, Key
from bot.loading.library import Library
from tests.engine.workshop import assert_all_is_met, lines_of, ordered, play, random_runs

BASE = {
    "questionnaire": {"have_answers": 2, "waiting": 1, "not_sent": 0},
    "example": {"coursive": 2, "participant": 2, "witness": 2, "not_chosen": 0},
    "room": {"circle": 2, "rearrange": 1, "rows": 0},
}
MATERIALS = {
    "quiz_to_get": "quiz",
    "level_form_to_get": "level_form",
    "sheets_to_print": "blank_sheets",
    "funding_to_list": "funding_list",
}
ALL_READY = {
    "first_day": "later",
    "second_day": "later",
    "participants": "six_to_twelve",
    "same_point": "same",
    "questionnaire": "have_answers",
    "example": "witness",
    "materials": " ".join(MATERIALS.values()),
    "room": "circle",
    "encounters": "opening_round breaks in_pairs meal",
    "groups": "by_project",
}
# What is missing, the recommendation that it leads to, and where the source asks for it.
ROWS = [
    ("questionnaire_to_send", "direct_informal_talk", "002:b3.c"),
    ("answers_to_ask_for", "direct_informal_talk", "002:b3.c"),
    ("days_to_choose", "two_day_workshop", "003"),
    ("example_to_find", "learn_from_case", "003:j1a.5"),
    ("quiz_to_get", "cooperator_quiz", "003:j1m.5"),
    ("level_form_to_get", "choose_cooperation_level", "003:j1m.6"),
    ("sheets_to_print", "project_sheet", "003:j2m"),
    ("funding_to_list", "funding_paths", "003:j1a.4"),
    ("room_to_arrange", "facilitation_techniques", "003:j1a.3"),
    ("talk_to_plan", "facilitation_techniques", "003:j1a.3"),
    ("breaks_to_plan", "informal_conviviality", "004:E5.3"),
    ("mixed_group", "peer_connection", "000:1.1.b"),
    ("crowd", "contact_similar_missions", "001:j1"),
    ("few_people", "targeted_contact_list", "002:b1"),
]


@pytest.fixture(scope="session")
def setup(library: Library) -> Engine:
    return library.engines["workshop_setup"]


def ticks(answers: Mapping[str, str], name: str) -> set[str]:
    return {*answers.get(name, "").split()} - {"nothing"}


def state_of(answers: Mapping[str, str]) -> str:
    """WA4, WA5 and WA7 of six, WA6 and WA8 complete, nothing at 0; what is unknown is left out."""
    if sum(name not in answers for name in (*BASE, "materials", "encounters")) >= 3:
        return "to_prepare"
    points = [scale[answers[name]] for name, scale in BASE.items() if name in answers]
    share = Fraction(sum(points), 2 * len(points))
    bare = points.count(0) + sum(answers.get(name) == "nothing" for name in ("materials", "encounters"))
    complete = all(len(ticks(answers, name)) == 4 for name in ("materials", "encounters") if name in answers)
    if share >= Fraction(5, 6) and complete and not bare:
        return "ready"
    return "to_prepare" if share < Fraction(1, 2) or bare >= 2 else "almost"


def causes_of(answers: Mapping[str, str]) -> list[str]:
    sent, room = answers.get("questionnaire"), answers.get("room")
    example = answers.get("example") == "not_chosen"
    rows = {
        "questionnaire_to_send": (sent == "not_sent", True),
        "answers_to_ask_for": (sent == "waiting", False),
        "example_to_find": (example, example),
    }
    for cause, item in MATERIALS.items():
        missing = "materials" in answers and item not in ticks(answers, "materials")
        rows[cause] = (missing, answers.get("materials") == "nothing")
    rows["room_to_arrange"] = (room in {"rearrange", "rows"}, room == "rows")
    for cause, two in {
        "talk_to_plan": {"opening_round", "in_pairs"},
        "breaks_to_plan": {"breaks", "meal"},
    }.items():
        missing = "encounters" in answers and not two <= ticks(answers, "encounters")
        rows[cause] = (missing, answers.get("encounters") == "nothing")
    rows["mixed_group"] = (
        answers.get("same_point") == "varied" and answers.get("groups") != "by_stage",
        False,
    )
    rows["crowd"] = (answers.get("participants") == "over_twenty", False)
    rows["few_people"] = (answers.get("participants") == "under_six", False)
    return ([] if "first_day" in answers else ["days_to_choose"]) + ordered(rows)


def test_all_is_met(setup: Engine) -> None:
    assert_all_is_met(setup)
    for part in setup.dialogue.handout:
        assert part.id in lines_of(setup, play(setup, ALL_READY).session)


def test_state_and_causes_are_what_the_study_says(setup: Engine) -> None:
    for run in random_runs(setup):
        assert run.result.outcome == state_of(run.answers), run.answers
        assert list(run.result.causes) == causes_of(run.answers), run.answers


@pytest.mark.parametrize(
    ("changes", "state"),
    [
        ({}, "ready"),
        ({"questionnaire": "waiting"}, "ready"),  # 5 of 6
        ({"questionnaire": "waiting", "room": "rearrange"}, "almost"),  # 4 of 6
        ({"room": "rows"}, "almost"),  # one at nothing
        ({"room": "rows", "example": "not_chosen"}, "to_prepare"),
        ({"questionnaire": "waiting", "example": "not_chosen", "room": "rearrange"}, "to_prepare"),  # 2 of 6
        ({"materials": "quiz level_form blank_sheets"}, "almost"),
        ({"encounters": "nothing"}, "almost"),
        ({"questionnaire": ""}, "ready"),  # 4 of 4
        ({"questionnaire": "", "room": "rearrange"}, "almost"),  # 3 of 4
        ({"questionnaire": "", "room": "", "example": ""}, "to_prepare"),
    ],
)
def test_the_edges_of_the_rule(setup: Engine, changes: dict[str, str], state: str) -> None:
    answers = {name: said for name, said in {**ALL_READY, **changes}.items() if said}
    assert play(setup, answers).result.outcome == state


@pytest.mark.parametrize(("cause", "advice", "source"), ROWS)
def test_what_is_missing_leads_to_the_advice_for_it(
    setup: Engine, cause: str, advice: str, source: str
) -> None:
    assert source in setup.catalogue[advice].sources
    leading = [run for run in random_runs(setup) if cause in run.result.causes[:3]]
    assert leading
    assert all(advice in run.advice for run in leading)


def test_the_days_of_the_checklist(setup: Engine) -> None:
    """J-30, J-10, J-7, J-2, J+7, J+60."""
    nothing_sent = {**ALL_READY, "questionnaire": "not_sent", "example": "not_chosen"}
    session = play(setup, nothing_sent).session
    for name, day in (("first_day", date(2027, 1, 21)), ("second_day", date(2027, 1, 22))):
        session = setup.advance(session, Edit(Key(name), Day(day))).session
    parts = {part.id: part.entries[0].lines for part in handout(setup.dialogue, session.walk)}
    assert [(line.id, line.day) for line in (*parts["before"][1:], *parts["afterwards"])] == [
        ("send_questionnaire", date(2026, 12, 22)),
        ("how_to_open", None),
        ("collect_answers", date(2027, 1, 11)),
        ("choose_example", date(2027, 1, 14)),
        ("room_and_sheets", date(2027, 1, 19)),
        ("where_sheets_are", None),
        ("return_sheets", date(2027, 1, 29)),
        ("visits", date(2027, 3, 23)),
    ]


def test_without_days_the_checklist_says_how_long_before(setup: Engine) -> None:
    lines = lines_of(setup, play(setup, {}).session)
    reminders = ["month_before_check", "ten_days_before", "week_before_settle", "two_days_before"]
    assert lines["before"][1:] == ["how_to_open", *reminders, "where_sheets_are"]
    assert lines["afterwards"] == ["week_after", "two_months_after"]


def test_without_days_the_checklist_asks_for_nothing_that_is_done(setup: Engine) -> None:
    answers = {name: said for name, said in ALL_READY.items() if not name.endswith("_day")}
    ready = ["ten_days_before_read", "week_before_call", "two_days_before", "where_sheets_are"]
    assert lines_of(setup, play(setup, answers).session)["before"] == ["days_missing", *ready]
    answers |= {"questionnaire": "not_sent", "example": "coursive"}
    lines = lines_of(setup, play(setup, answers).session)["before"]
    assert lines[1:5] == ["how_to_open", "month_before", "ten_days_before", "week_before_reread"]


def test_of_what_was_passed_the_plan_says_nothing_as_if_it_were_so(setup: Engine) -> None:
    lines = lines_of(setup, play(setup, {"first_day": "later"}).session)
    assert lines["before"][1:-1] == [
        "check_questionnaire", "how_to_open", "collect_answers", "settle_example", "room_and_sheets",
    ]  # fmt: skip
    assert lines["case"] == ["which_one", "along_the_way"]
    assert lines["room"][0] == "circle_or_move"
    assert lines["first_morning"][1] == "round_any"
    assert "quiz_any" in lines["first_morning"]
    assert (lines["first_afternoon"][0], lines["first_afternoon"][-1]) == ("map_any", "closing")
    assert lines["second_morning"][:2] == ["groups_open", "small_groups"]
    assert lines["second_afternoon"][0] == "present_any"


@pytest.mark.parametrize(
    ("same_point", "groups", "line"),
    [
        ("varied", "by_project", "by_project"),
        ("varied", "that_evening", "as_decided"),
        ("varied", "by_stage", "by_stage"),
        ("varied", "", "by_stage"),
        ("same", "", "groups_open"),
        ("same", "by_project", "by_project"),
        ("not_yet", "by_territory", "by_territory"),
        ("same", "by_stage", "by_stage"),
        ("same", "that_evening", "as_decided"),
    ],
)
def test_the_groups_of_the_second_day(setup: Engine, same_point: str, groups: str, line: str) -> None:
    answers = {**ALL_READY, "same_point": same_point, "groups": groups}
    lines = lines_of(setup, play(setup, {name: said for name, said in answers.items() if said}).session)
    assert lines["second_morning"][1] == line
    # 003:j2a.3: adapted to how far the participants are, as something to think of
    stages = same_point == "varied" and groups not in {"", "by_stage"}
    assert ("think_of_stages" in lines["first_afternoon"]) == stages
    assert ("groups_tonight" in lines["first_afternoon"]) == (groups == "that_evening")


@pytest.mark.parametrize(
    ("participants", "size"),
    [
        ("under_six", "few"),
        ("six_to_twelve", "some"),
        ("thirteen_to_twenty", "many"),
        ("over_twenty", "crowd"),
    ],
)
def test_the_plan_suits_the_number(setup: Engine, participants: str, size: str) -> None:
    lines = lines_of(setup, play(setup, {**ALL_READY, "participants": participants}).session)
    assert lines["first_morning"][1] == f"round_{size}"
    assert lines["second_morning"][2] == size
    assert lines["second_afternoon"][0] == f"present_{size}"
    assert ("two_rooms" in lines["room"]) == (size == "crowd")
