"""The reviews of emergence, implementation and sustaining: what they ask, find and advise, and the words for it."""

from itertools import combinations

import pytest

from bot.engine.conditions import holds
from bot.engine.dialogue import Voice
from bot.engine.engine import Engine
from bot.engine.facts import Level
from bot.engine.values import chosen
from bot.loading.library import Library
from bot.texts.catalogues import load_texts
from tests.engine.conftest import ROOT
from tests.engine.reviews import (
    POINTS,
    REVIEWS,
    RULES,
    SHOWN,
    best,
    causes_of,
    codes_of,
    given_points,
    play,
    points_of,
    random_reviews,
    totals,
)
from tests.engine.small import values_shown
from tests.engine.visits import wording_of

# Which question leads to which recommendation, and the row of the source that asks for it (I11, I12, I13).
ROWS = [
    ("EM1", "shared_diagnosis", "004:E1.1"),
    ("EM2", "common_ground_and_conflicts", "004:E1.2"),
    ("EM3", "common_ground_and_conflicts", "004:E1.2"),
    ("EM4", "focus_topics", "004:E1.3"),
    ("EM5", "reliable_people_and_resources", "004:E2.1"),
    ("EM6", "reliable_people_and_resources", "004:E2.1"),
    ("EM7", "speak_frankly", "004:E2.2"),
    ("EM8", "raise_awareness", "004:E2.3"),
    ("EM9", "give_time_to_mature", "004:E3.2"),
    ("EM10", "build_common_culture", "004:E5"),
    ("EM10", "informal_conviviality", "004:E5.3"),
    ("EM11", "name_lead_partner", "004:E7.1"),
    ("EM12", "set_governance", "004:E7.2"),
    ("EM13", "funding_paths", "004:E6.1"),
    ("EM14", "air_disagreements", "004:E8.1"),
    ("MO1", "joint_action_plan", "004:M1.2"),
    ("MO2", "who_does_what", "004:M1.1"),
    ("MO3", "formal_decisions", "004:M1.1.1"),
    ("MO4", "joint_action_plan", "004:M1.4"),
    ("MO5", "set_governance", "004:E7.2"),
    ("MO6", "coordinate_and_sync", "004:M3.1"),
    ("MO7", "decision_frame", "004:M2.1.1"),
    ("MO8", "act_or_wait", "004:M2.1.2"),
    ("MO9", "coordinate_and_sync", "004:M3.1"),
    ("MO10", "link_other_projects", "004:M3.1.2"),
    ("MO10", "link_schemes_and_topics", "004:M3.3"),
    ("MO11", "air_disagreements", "004:E8.1"),
    ("MO11", "seek_compromise", "004:E8.2"),
    ("MO12", "reassure_and_rebuild_trust", "004:E9.1.3"),
    ("MO13", "communication_plan", "004:M3.2"),
    ("MO14", "break_silos", "004:E10.7"),
    ("MO14", "project_team_mode", "004:E10.1"),
    ("T1", "early_evaluation_criteria", "004:Z1"),
    ("T2", "regular_reviews", "004:Z2"),
    ("T3", "regular_reviews", "004:Z2"),
    ("T4", "secure_funding", "004:Z3"),
    ("T5", "secure_funding", "004:Z3"),
    ("T6", "transfer_expertise", "004:Z5"),
    ("T7", "transfer_expertise", "004:Z5"),
    ("T8", "renew_mobilisation", "004:Z6"),
    ("T9", "renew_mobilisation", "004:Z6"),
    ("T10", "shared_diagnosis", "004:E1.1"),
    ("T11", "new_cooperations", "004:Z7"),
]
ALERTS = {"MO11": "air_disagreements", "MO12": "reassure_and_rebuild_trust", "MO2": "who_does_what"}


@pytest.fixture(scope="session", params=REVIEWS)
def review(request: pytest.FixtureRequest, library: Library) -> Engine:
    """The engine of each review."""
    return library.engines[request.param]


# All that can be met


def test_every_question_is_asked_in_both_voices_and_every_option_met(review: Engine) -> None:
    met = {
        (key.question, option)
        for each in random_reviews(review)
        for key in each.session.path
        for option in chosen(each.session.answers[key]) or ()
    }
    questions = review.dialogue.questions.values()
    assert met == {(each.id, option) for each in questions for option in each.option_ids}
    assert {len(each.session.path) for each in random_reviews(review)} == {len(questions)}
    assert set(review.dialogue.voices) == set(Voice)


def test_every_outcome_wording_cause_and_strength_is_met(review: Engine) -> None:
    reviews = random_reviews(review)
    for outcome in review.dialogue.outcomes.values():
        own = [each for each in reviews if each.result.outcome == outcome.id]
        known = [each.session.walk.known for each in own]
        for _, when in outcome.wordings:
            assert len({holds(when, each) for each in known}) == 2
        assert own
        if outcome.id == "too_early_to_say":
            assert any(not each.result.causes for each in own)
    causes = {cause.id for outcome in review.dialogue.outcomes.values() for cause in outcome.causes}
    assert {cause for each in reviews for cause in each.result.causes} == causes
    rows = {row.value for row in review.dialogue.facts["strength"].rows}  # type: ignore[union-attr]
    one_by_one = [play(review, given_points(review, {code: best(review)[code]})) for code in codes_of(review)]
    told = {values_shown(review.result(each)).get("strength") for each in one_by_one}
    told |= {values_shown(each.result).get("strength") for each in reviews}
    assert told - {None} == rows


def test_the_outcome_is_what_the_study_says_of_the_points(review: Engine) -> None:
    for each in random_reviews(review):
        assert each.result.outcome == RULES[review.dialogue.id](points_of(each.answers)), each.answers


def test_the_causes_come_in_the_order_of_the_study(review: Engine) -> None:
    for each in random_reviews(review):
        assert each.result.causes == causes_of(review.dialogue.id, each.answers), each.answers


def test_every_result_gives_three_ideas_and_one_or_two_steps(review: Engine) -> None:
    for result in (each.result for each in random_reviews(review)):
        assert len(result.advice) == 3
        assert len(result.steps) in ({1, 2} if "blocked_tensions" in result.causes else {1})


# The bands, at every total and with every number of answers


def test_bands_at_every_total_whatever_is_left_out(review: Engine) -> None:
    codes = codes_of(review)
    for count in range(len(codes) + 1):
        for left_out in (codes[:count], codes[-count:] if count else []):
            for points in totals(review, left_out):
                result = review.result(play(review, given_points(review, points)))
                assert result.outcome == RULES[review.dialogue.id](points), points


@pytest.mark.parametrize(
    ("name", "bands"),
    [
        ("emergence_review", {17: "ripening", 18: "ready"}),
        ("implementation_review", {13: "real_pause", 14: "to_adjust", 22: "to_adjust", 23: "good_road"}),
        ("sustaining_review", {8: "choose", 9: "consolidate", 15: "consolidate", 16: "go_on"}),
    ],
)
def test_the_bands_of_the_study_where_all_is_answered(
    library: Library, name: str, bands: dict[int, str]
) -> None:
    engine = library.engines[name]
    floor = 1 if name == "emergence_review" else 0
    every = [*totals(engine, (), floor), *totals(engine, ())]
    for total, outcome in bands.items():
        points = next(each for each in every if sum(each.values()) == total)
        assert engine.result(play(engine, given_points(engine, points))).outcome == outcome


@pytest.mark.parametrize("base", ["EM2", "EM6", "EM11", "EM12"])
def test_without_one_of_four_bases_it_is_not_ready_and_the_base_goes_first(
    library: Library, base: str
) -> None:
    engine = library.engines["emergence_review"]
    lacking = best(engine) | {base: 0, "EM1": 0, "EM14": 0}
    result = engine.result(play(engine, given_points(engine, lacking)))
    assert (result.outcome, result.confidence.level) == ("nearly_ready", Level.HIGH)
    assert result.advice[0].id == next(advice for code, advice, _ in ROWS if code == base)
    one_point = engine.result(play(engine, given_points(engine, best(engine) | {base: 1})))
    assert one_point.outcome == "ready"
    unknown = {code: number for code, number in best(engine).items() if code != base}
    result = engine.result(play(engine, given_points(engine, unknown)))
    assert (result.outcome, result.confidence.level) == ("nearly_ready", Level.MEDIUM)
    assert len(result.confidence.to_check) == 1


# What is advised


@pytest.mark.parametrize(("code", "advice", "row"), ROWS)
@pytest.mark.parametrize("voice", Voice)
def test_the_lowest_answer_leads_to_the_advice_of_the_study(
    library: Library, code: str, advice: str, row: str, voice: Voice
) -> None:
    engine = next(each for each in library.engines.values() if code in codes_of(each))
    lowest = best(engine) | {code: min(POINTS[code])}
    result = engine.result(play(engine, given_points(engine, lowest), voice))
    first = next(name for of, name, _ in ROWS if of == code)
    given = result.advice if advice == first else (*result.advice, *result.more)
    assert advice in {each.id for each in given}
    assert row in engine.catalogue[advice].sources


def test_the_two_lowest_answers_both_lead_to_advice(review: Engine) -> None:
    firsts = {code: advice for code, advice, _ in reversed(ROWS) if code in codes_of(review)}
    others = best(review)
    if review.dialogue.id == "emergence_review":  # not where the project is ready to begin
        others = dict.fromkeys(others, 1)
    for one, two in combinations((code for code in others if min(POINTS[code]) == 0), 2):
        if (one, two) != ("T9", "T10"):
            result = review.result(play(review, given_points(review, others | {one: 0, two: 0})))
            assert {firsts[one], firsts[two]} <= {each.id for each in result.advice}, (one, two)


def test_alerts_go_first_whatever_the_total(library: Library) -> None:
    engine = library.engines["implementation_review"]
    for code, advice in ALERTS.items():
        highest = 0 if code == "MO2" else 1
        for number in range(highest + 1):
            session = play(engine, given_points(engine, best(engine) | {code: number}))
            good = engine.result(session)
            assert good.outcome == "good_road"
            assert wording_of(engine.dialogue.outcomes["good_road"], session) == "alert"
            assert good.advice[0].id == advice
            bad = dict.fromkeys(best(engine), 0) | dict.fromkeys(ALERTS, 2) | {code: number}
            result = engine.result(play(engine, given_points(engine, bad)))
            assert result.outcome == "real_pause"
            assert [each.id for each in result.advice][:2] == [advice, "step_back"]
        quiet = engine.result(play(engine, given_points(engine, best(engine) | {code: highest + 1})))
        assert not {"blocked_tensions", "unspoken_tensions", "fragile_trust", "no_tasks"} & set(quiet.causes)


def test_who_is_ready_gets_the_project_sheet_then_the_plan_then_its_criteria(library: Library) -> None:
    engine = library.engines["emergence_review"]
    result = engine.result(play(engine, given_points(engine, best(engine))))
    assert [each.id for each in result.advice] == [
        "project_sheet",
        "joint_action_plan",
        "early_evaluation_criteria",
    ]
    for each in random_reviews(engine):
        if each.result.outcome == "ready":
            assert [advice.id for advice in each.result.advice][:2] == ["project_sheet", "joint_action_plan"]
            assert "early_evaluation_criteria" in {
                advice.id for advice in (*each.result.advice, *each.result.more)
            }


def test_an_end_is_offered_only_where_wish_and_aim_are_both_gone(library: Library) -> None:
    engine = library.engines["sustaining_review"]
    for wish in range(3):
        for aim in range(3):
            result = engine.result(
                play(engine, given_points(engine, best(engine) | {"T9": wish, "T10": aim}))
            )
            assert (result.outcome == "end_well") == (wish == aim == 0)
    ending = dict.fromkeys(codes_of(engine), 0)
    result = engine.result(play(engine, {**given_points(engine, ending), "T12": "Le marché"}))
    given = [each.id for each in (*result.advice, *result.more)]
    assert given[:3] == ["regular_reviews", "transfer_expertise", "make_benefits_visible"]
    assert not {"renew_mobilisation", "new_cooperations", "secure_funding"} & set(given)


@pytest.mark.parametrize("shown", SHOWN)
def test_results_shown_to_more_than_two_give_two_points(library: Library, shown: str) -> None:
    engine = library.engines["sustaining_review"]
    session = play(engine, {"T3": shown})
    assert session.walk.known.number("points") == points_of({"T3": shown})["T3"]


# What is said


@pytest.mark.parametrize("voice", Voice)
def test_who_passes_everything_gets_a_result_that_claims_nothing(review: Engine, voice: Voice) -> None:
    result = review.result(play(review, {}, voice))
    assert (result.outcome, result.causes, dict(result.shown)) == ("too_early_to_say", (), {})
    assert (result.confidence.level, result.flags) == (
        Level.LOW if result.confidence.to_check else Level.MEDIUM,
        (),
    )


def test_nobody_is_told_a_mark_or_a_reproach(review: Engine) -> None:
    domain = load_texts(ROOT / "locales").domains[review.dialogue.id]
    said = " ".join(str(entry) for entry in domain.entries.values()).casefold()
    assert "chacun" in said
    assert not [
        word for word in ("/28", "/30", "/22", "score", "points sur", "sans projet", "faute") if word in said
    ]
