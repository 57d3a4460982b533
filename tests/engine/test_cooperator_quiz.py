"""« Quel coopérateur je suis ? » (domain study, I6; decision rule, section 9): the reasons, the way, the lowest axis."""

import random
from collections import Counter
from collections.abc import Mapping
from fractions import Fraction
from functools import cache
from itertools import product

import pytest

from bot.engine.dialogue import Inputs, Voice
from bot.engine.engine import Engine
from bot.engine.facts import Level
from bot.engine.result import Result
from bot.engine.session import Session
from bot.engine.values import chosen
from bot.loading.library import Library
from bot.texts.catalogues import load_texts
from tests.engine.conftest import ROOT
from tests.engine.visits import asked, play, wording_of

WALKS = 600
# Q1 to Q8, and the reasons in the order of the study.
REASONED = (
    "reason",
    "partner_seen",
    "success",
    "giving_up",
    "shared_room",
    "brought",
    "first_word",
    "convincing",
)
REASONS = ("necessity", "security", "ease", "pleasure")
# Q9 to Q14: the question of each axis, the tag of the study, and its source.
AXES = {
    "listening": ("lets_finish", "mutual_knowledge", "001:k1"),
    "sharing": ("passes_on", "share_history_and_responsibility", "000:1.1.a2"),
    "saying": ("speaks_calmly", "speak_frankly", "004:E2.2"),
    "agreeing": ("changes_mind", "seek_compromise", "004:E8.2"),
    "keeping_word": ("in_time", "who_does_what", "004:M1.1"),
    "making_room": ("belongs_to_all", "set_governance", "004:E7.2"),
}
OFTEN = ("rarely", "at_times", "often", "nearly_always")
WAYS = {"on_ones_own": "begin_as_two", "on_the_way": "one_point", "driving_force": "room_for_others"}


@pytest.fixture(scope="session")
def quiz(library: Library) -> Engine:
    return library.engines["cooperator_quiz"]


def run(
    engine: Engine, answers: Mapping[str, str], voice: Voice = Voice.BENEFICIARY
) -> tuple[Session, Result]:
    session = play(engine, Inputs(voice), **answers)
    return session, engine.result(session)


@cache
def random_runs(engine: Engine) -> tuple[tuple[Mapping[str, str], Session, Result], ...]:
    """Quizzes that lean to some reasons and to one end of the scale, with few or many questions passed."""
    rng, runs = random.Random(6), []
    for _ in range(WALKS):
        passed, most = rng.choice((0, 0, 0.1, 0.3, 0.6)), rng.choice((1, 3, 9))
        weights = rng.sample((most, most, 1, 1), 4)
        lean = rng.choice((0.2, 1, 5))
        answers = {name: rng.choices(REASONS, weights)[0] for name in REASONED}
        for name, _, _ in AXES.values():
            answers[name] = rng.choices(OFTEN, [lean**place for place in range(4)])[0]
        kept = {name: answer for name, answer in answers.items() if rng.random() >= passed}
        runs.append((kept, *run(engine, kept, rng.choice(list(Voice)))))
    return tuple(runs)


# The rules once more


def strongest_of(answers: Mapping[str, str]) -> tuple[str, ...]:
    """The reasons that most answers speak for; none where fewer than half of the questions are answered."""
    counts = Counter(answers[name] for name in REASONED if name in answers)
    if counts.total() < 4:
        return ()
    return tuple(each for each in REASONS if counts[each] == max(counts.values()))


def outcome_of(answers: Mapping[str, str]) -> str:
    reasons = strongest_of(answers)
    return {0: "to_discover", 1: "".join(reasons), 2: "two_reasons"}.get(len(reasons), "balanced")


def way_of(answers: Mapping[str, str]) -> str | None:
    points = [OFTEN.index(answers[name]) for name, _, _ in AXES.values() if name in answers]
    if len(points) < 3:
        return None
    share = Fraction(sum(points), 3 * len(points))
    if share < Fraction(8, 18):
        return "on_ones_own"
    return "driving_force" if share > Fraction(13, 18) else "on_the_way"


def causes_of(answers: Mapping[str, str]) -> tuple[str, ...]:
    """The lowest axis, or all that are equally low, unless no other is higher; then what the way asks for."""
    way = way_of(answers)
    if way is None:
        return ()
    points = {axis: OFTEN.index(answers[name]) for axis, (name, _, _) in AXES.items() if name in answers}
    lowest = [axis for axis, own in points.items() if own == min(points.values())]
    even = len(lowest) == len(points)
    axes = [] if even else lowest
    return (*axes, *([WAYS[way]] if even or way != "on_the_way" else []))


# All that can be met


def test_every_option_can_be_chosen_and_every_question_passed_in_both_voices(quiz: Engine) -> None:
    runs = random_runs(quiz)
    met = {(key.question, each) for _, session, _ in runs for key in session.path
           for each in chosen(session.answers[key]) or ("",)}  # fmt: skip
    questions = quiz.dialogue.questions.values()
    assert met == {(each.id, option) for each in questions for option in (*each.option_ids, "")}
    assert all(
        asked(session) == [*REASONED, *(name for name, _, _ in AXES.values())] for _, session, _ in runs
    )
    assert quiz.dialogue.voices == tuple(Voice)


def test_every_outcome_wording_cause_advice_and_way_is_met(quiz: Engine) -> None:
    runs = random_runs(quiz)
    for outcome in quiz.dialogue.outcomes.values():
        own = [session for _, session, result in runs if result.outcome == outcome.id]
        plain = {""} - ({""} if outcome.id == "two_reasons" else set())
        assert {wording_of(outcome, session) for session in own} == {*plain, *dict(outcome.wordings)}
    assert {cause for _, _, result in runs for cause in result.causes} == {*AXES, *WAYS.values()}
    given = {advice.id for _, _, result in runs for advice in result.advice}
    assert {tag for _, tag, _ in AXES.values()} <= given
    assert {value for _, _, result in runs for value in result.shown.get("way", ())} == {*WAYS}


def test_the_result_follows_the_study(quiz: Engine) -> None:
    for answers, _, result in random_runs(quiz):
        way = way_of(answers)
        assert result.outcome == outcome_of(answers), answers
        assert result.shown.get("way", ()) == (() if way is None else (way,)), answers
        assert result.causes == causes_of(answers), answers
        assert len(result.advice) == 3
        assert len(result.steps) == 1


def test_the_same_four_reasons_are_offered_in_an_order_that_changes(quiz: Engine) -> None:
    questions = [quiz.dialogue.questions[name] for name in REASONED]
    assert [each.code for each in questions] == [f"Q{number}" for number in range(1, 9)]
    assert {each.option_ids for each in questions} == {REASONS}
    assert all(each.shuffled for each in questions)
    assert not any(quiz.dialogue.questions[name].shuffled for name, _, _ in AXES.values())


# The reasons, by hand


def spread(*counts: int) -> dict[str, str]:
    """So many answers for each of the reasons; the others passed."""
    said = [reason for reason, count in zip(REASONS, counts, strict=True) for _ in range(count)]
    return dict(zip(REASONED, said, strict=False))


def test_the_highest_count_is_shown_two_equal_ones_and_a_balance_of_three_or_four(quiz: Engine) -> None:
    all_counts = [each for each in product(range(9), repeat=4) if sum(each) <= 8]
    assert len(all_counts) == 495
    for counts in all_counts:
        answers = spread(*counts)
        session, result = run(quiz, answers)
        assert result.outcome == outcome_of(answers), counts
        wording = wording_of(quiz.dialogue.outcomes[result.outcome], session)
        expected = "_".join(strongest_of(answers)) if result.outcome == "two_reasons" else ""
        assert wording == expected, counts


@pytest.mark.parametrize(
    ("counts", "outcome"),
    [
        ((8, 0, 0, 0), "necessity"),
        ((2, 3, 2, 1), "security"),
        ((2, 2, 3, 1), "ease"),
        ((0, 0, 1, 3), "pleasure"),
        ((4, 4, 0, 0), "two_reasons"),
        ((1, 1, 3, 3), "two_reasons"),
        ((2, 2, 2, 1), "balanced"),
        ((2, 2, 2, 2), "balanced"),
        ((3, 0, 0, 0), "to_discover"),
        ((0, 0, 0, 0), "to_discover"),
    ],
)
def test_the_edges_of_the_motivations(quiz: Engine, counts: tuple[int, ...], outcome: str) -> None:
    assert run(quiz, spread(*counts))[1].outcome == outcome


# The way, by hand


def scaled(total: int, unknown: int = 0) -> dict[str, str]:
    """Answers worth `total` points of the axes, the first `unknown` passed, points given to the first of the others."""
    answers = {}
    for name, _, _ in [*AXES.values()][unknown:]:
        answers[name] = OFTEN[own := min(total, 3)]
        total -= own
    assert total == 0
    return answers


def test_every_total_with_any_number_unknown_falls_into_its_band(quiz: Engine) -> None:
    for unknown in range(7):
        for total in range(3 * (6 - unknown) + 1):
            answers = scaled(total, unknown)
            result = run(quiz, answers)[1]
            expected = way_of(answers)
            assert result.shown.get("way", ()) == (() if expected is None else (expected,)), (unknown, total)
            assert result.causes == causes_of(answers), (unknown, total)


@pytest.mark.parametrize(
    ("total", "way"),
    [
        *((total, "on_ones_own") for total in (0, 7)),
        *((total, "on_the_way") for total in (8, 13)),
        *((total, "driving_force") for total in (14, 18)),
    ],
)
def test_the_edges_of_the_bands(quiz: Engine, total: int, way: str) -> None:
    assert run(quiz, scaled(total))[1].shown["way"] == (way,)


@pytest.mark.parametrize("voice", Voice)
@pytest.mark.parametrize("axis", AXES)
def test_the_lowest_axis_brings_the_advice_of_the_study_first(quiz: Engine, axis: str, voice: Voice) -> None:
    name, tag, source = AXES[axis]
    for best, low in (("often", "at_times"), ("often", "rarely"), ("at_times", "rarely")):
        answers = {each: best for each, _, _ in AXES.values()} | {name: low}
        result = run(quiz, spread(8, 0, 0, 0) | answers, voice)[1]
        assert (result.causes[0], result.advice[0].id) == (axis, tag)
        assert [step.cause for step in result.steps] == [axis]
    assert source in quiz.catalogue[tag].sources


def test_two_equally_low_axes_are_both_given(quiz: Engine) -> None:
    answers = dict.fromkeys((name for name, _, _ in AXES.values()), "often")
    result = run(quiz, answers | {"passes_on": "rarely", "in_time": "rarely"})[1]
    assert result.causes == ("sharing", "keeping_word")
    assert [each.id for each in result.advice][:2] == ["share_history_and_responsibility", "who_does_what"]


@pytest.mark.parametrize(
    ("same", "cause"),
    [
        ("rarely", "begin_as_two"),
        ("at_times", "begin_as_two"),
        ("often", "one_point"),
        ("nearly_always", "room_for_others"),
    ],
)
def test_where_all_axes_are_the_same_the_way_says_what_to_do(quiz: Engine, same: str, cause: str) -> None:
    result = run(quiz, dict.fromkeys((name for name, _, _ in AXES.values()), same))[1]
    assert result.causes == (cause,)


# What is unknown, and what is said


def test_who_passes_everything_is_told_that_it_is_too_early(quiz: Engine) -> None:
    result = run(quiz, {})[1]
    assert (result.outcome, result.causes, dict(result.shown)) == ("to_discover", (), {})
    assert (result.confidence.level, result.confidence.to_check) == (Level.LOW, ())


def test_an_open_answer_lowers_the_confidence_only_if_it_could_change_the_profile(quiz: Engine) -> None:
    axes = scaled(12)
    assert run(quiz, spread(5, 2, 0, 0) | axes)[1].confidence.level is Level.HIGH
    near = run(quiz, spread(4, 3, 0, 0) | axes)[1].confidence
    assert (near.level, near.to_check) == (Level.MEDIUM, ("convincing",))
    few = run(quiz, spread(4, 0, 0, 0) | {"lets_finish": "often"})[1].confidence
    assert (few.level, few.to_check) == (Level.MEDIUM, ())


def test_it_is_about_oneself_and_says_so_without_a_mark() -> None:
    entries = load_texts(ROOT / "locales").domains["cooperator_quiz"].entries
    said = {str(key): str(entry) for key, entry in entries.items()}
    assert any("ce quiz ne change rien à vos autres résultats" in each for each in said.values())
    assert not [each for each in said.values() if any(sign.isdigit() for sign in each)]


def test_it_is_taken_for_oneself_whichever_case_is_spoken_of(quiz: Engine) -> None:
    assert quiz.dialogue.calling.oneself
    assert quiz.dialogue.calling.minutes == 5
