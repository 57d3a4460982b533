"""The end of the workshop: what is clear, the subjects to take up again, and what follows."""

from collections.abc import Mapping
from fractions import Fraction

import pytest

from bot.engine.dialogue import Voice
from bot.engine.engine import Engine
from bot.loading.library import Library
from tests.engine.workshop import assert_all_is_met, lines_of, ordered, play, random_runs

POINTS = {
    "conditions": {"clear": 2, "blurred": 1, "unclear": 0},
    "tools": {"able": 2, "with_help": 1, "not_yet": 0},
    "frame": {"able": 2, "with_help": 1, "not_yet": 0},
}
# 003:obj.1 to obj.3: the advice for each subject to take up again, and where it comes from.
ADVICE = [
    ({"conditions": "unclear"}, "say_why_cooperate", "003:j1m.3"),
    ({"tools": "not_yet"}, "starter_tools", "002:b2.2"),
    ({"frame": "not_yet"}, "set_governance", "004:E7.2"),
    ({"speech": "no"}, "facilitation_techniques", "003:j1a.3"),
    ({"again_with": "Ada"}, "mutual_knowledge", "001:k1"),
]


@pytest.fixture(scope="session")
def closing(library: Library) -> Engine:
    return library.engines["workshop_closing"]


def points_of(answers: Mapping[str, str]) -> dict[str, int]:
    return {name: scale[answers[name]] for name, scale in POINTS.items() if name in answers}


def state_of(answers: Mapping[str, str]) -> str:
    points = points_of(answers)
    if len(points) < 2:
        return "few_answers"
    share = Fraction(sum(points.values()), 2 * len(points))
    if share >= Fraction(5, 6):
        return "confident"
    return "on_the_way" if share >= Fraction(1, 2) else "to_revisit"


def causes_of(answers: Mapping[str, str], voice: Voice) -> list[str]:
    points = points_of(answers)
    rows = {f"{name}_again": (points.get(name, 2) < 2, points.get(name) == 0) for name in POINTS}
    rows["speech_to_share"] = (voice is Voice.OFFICER and answers.get("speech") in {"partly", "no"}, False)
    rows["people_to_call"] = ("again_with" in answers, False)
    return ordered(rows)


def test_all_is_met(closing: Engine) -> None:
    assert_all_is_met(closing)


def test_state_and_subjects_are_what_was_answered(closing: Engine) -> None:
    for run in random_runs(closing):
        assert run.result.outcome == state_of(run.answers), run.answers
        assert list(run.result.causes) == causes_of(run.answers, run.session.inputs.voice)


@pytest.mark.parametrize(
    ("answers", "state"),
    [
        ({"conditions": "clear", "tools": "able", "frame": "with_help"}, "confident"),  # 5 of 6
        ({"conditions": "clear", "tools": "with_help", "frame": "with_help"}, "on_the_way"),  # 4
        ({"conditions": "clear", "tools": "with_help", "frame": "not_yet"}, "on_the_way"),  # 3
        ({"conditions": "blurred", "tools": "with_help", "frame": "not_yet"}, "to_revisit"),  # 2
        ({"conditions": "clear", "tools": "able"}, "confident"),  # 4 of 4
        ({"conditions": "clear", "tools": "with_help"}, "on_the_way"),  # 3 of 4
        ({"conditions": "blurred", "tools": "not_yet"}, "to_revisit"),  # 1 of 4
        ({"conditions": "clear"}, "few_answers"),
        ({}, "few_answers"),
    ],
)
def test_the_edges_of_the_bands(closing: Engine, answers: dict[str, str], state: str) -> None:
    assert play(closing, answers).result.outcome == state


@pytest.mark.parametrize(("answers", "advice", "source"), ADVICE)
def test_each_subject_has_its_advice(
    closing: Engine, answers: dict[str, str], advice: str, source: str
) -> None:
    assert source in closing.catalogue[advice].sources
    assert play(closing, answers, Voice.OFFICER).advice[0] == advice


def test_how_the_talk_went_is_for_whoever_led_it(closing: Engine) -> None:
    led, took_part = (
        play(closing, {"speech": "no"}, voice).result for voice in (Voice.OFFICER, Voice.BENEFICIARY)
    )
    assert led.causes == ("speech_to_share",)
    assert took_part.causes == ()
    assert led.outcome == took_part.outcome


def test_a_visit_follows_each_subject(closing: Engine) -> None:
    for run in random_runs(closing):
        assert ("follow_up" in [step.id for step in run.result.steps]) == bool(run.result.causes)


def test_what_stands_on_the_sheet(closing: Engine) -> None:
    answers = {
        "conditions": "clear",
        "tools": "with_help",
        "frame": "not_yet",
        "next_step": "Appeler",
        "next_day": "later",
    }
    assert lines_of(closing, play(closing, answers).session) == {
        "clear": ["conditions"],
        "again": ["frame", "tools_a_little"],
        "step": ["with_day"],
        "follow_up": ["look_back"],
    }
