"""Every state of a first interview of the situation diagnosis, walked by machine: it ends, and nothing is out of reach."""

import random

import pytest

from bot.engine.dialogue import Inputs, Voice
from bot.engine.engine import Engine
from bot.engine.outcomes import Outcome
from bot.engine.result import Result
from tests.engine.small import values_shown
from tests.engine.states import BESIDE, Atlas, Walker, longest_paths
from tests.oracle import MISSION_ONLY, OFFICER_ONLY, OPEN, S1, S2, S3

pytestmark = pytest.mark.untraced

MOST_SCREENS = 15


@pytest.fixture(scope="module")
def walker(diagnosis: Engine) -> Walker:
    return Walker(diagnosis, Voice.OFFICER)


@pytest.fixture(scope="module")
def atlas(walker: Walker) -> Atlas:
    return walker.atlas()


@pytest.fixture(scope="module")
def results(diagnosis: Engine, atlas: Atlas) -> dict[Voice, list[Result]]:
    """The results of all ends, told to either voice."""
    found: dict[Voice, list[Result]] = {}
    for voice in Voice:
        twins = [diagnosis.replay(Inputs(voice), session.log).session for session in atlas.finished]
        assert [twin.path for twin in twins] == [session.path for session in atlas.finished]
        found[voice] = [diagnosis.result(twin) for twin in twins]
    return found


def advice_of(outcome: Outcome) -> set[str]:
    return {*outcome.need, *(advice for cause in outcome.causes for advice in cause.advice)}


def test_every_state_ends_after_fifteen_screens_at_most(walker: Walker, atlas: Atlas) -> None:
    most = longest_paths(atlas, walker.state(walker.start))
    assert set(most) == set(atlas.ways)
    assert max(most.values()) == MOST_SCREENS
    stuck = [state for state, ways in atlas.ways.items() if state[0] is not None and not ways]
    assert not stuck


def test_interviews_in_one_state_go_on_alike(walker: Walker, atlas: Atlas) -> None:
    """What was left out of the states does not matter to them: tried on 4,000 interviews that were not followed."""
    rng = random.Random(7)
    ends = {walker.state(end): verdict(walker.engine.result(end)) for end in atlas.finished}
    for session, state in rng.sample(atlas.merged, 4000):
        assert walker.state(session) == state
        if session.at is None and BESIDE not in session.path:
            assert verdict(walker.engine.result(session)) == ends[state], session.log
        ways = list(walker.ways_on(session)) if session.at is None or rng.random() < 0.2 else []
        for _, value, after in ways[:1] + ways[-1:] + ways[len(ways) // 2 : len(ways) // 2 + 1]:
            assert walker.state(after) == atlas.ways[state][value].to, (session.log, value)


def verdict(result: Result) -> tuple[object, ...]:
    """What the states are to tell apart at the end."""
    return result.computed, result.confidence.level, result.candidates, result.outcome


def test_every_option_of_every_question_is_chosen_and_every_question_skipped(
    diagnosis: Engine, atlas: Atlas
) -> None:
    questions = diagnosis.dialogue.questions.values()
    assert atlas.answered == {
        (question.id, option) for question in questions for option in (*question.option_ids, "")
    }


def test_every_situation_outcome_phase_flag_and_confidence_is_reached(
    results: dict[Voice, list[Result]],
) -> None:
    for found in results.values():
        assert {each.computed for each in found} == {S1, S2, S3, OPEN}
        assert {each.outcome for each in found} == {S1, S2, S3, OPEN}
        phases = {(each.outcome, values_shown(each).get("phase")) for each in found}
        assert phases == {
            *((S3, phase) for phase in ("emergence", "implementation", "sustaining")),
            *((other, None) for other in (S1, S2, OPEN)),
        }
        assert {flag for each in found for flag in each.flags} == {"imposed", "stalled", "exit_considered"}
        assert {each.confidence.level for each in found} == {"high", "medium", "low"}


def test_every_second_candidate_is_shown_and_only_beside_a_low_confidence(
    results: dict[Voice, list[Result]],
) -> None:
    for found in results.values():
        shown = {(each.computed, each.outcome, each.candidates) for each in found}
        pairs = [(one, two) for one in (S1, S2, S3) for two in (S1, S2, S3) if one != two]
        beside = {(one, one, (two,)) for one, two in pairs}
        chosen = {(one, two, (one,)) for one, two in pairs}
        sure = {(one, one, ()) for one in (S1, S2, S3)}
        left_open = {(OPEN, S1, (S2,)), (OPEN, S2, (S1,)), (OPEN, OPEN, (S1, S2))}
        assert shown == beside | chosen | sure | left_open
        assert all((each.confidence.level == "low") == bool(each.candidates) for each in found)


def test_every_cause_of_every_outcome_is_reached(
    diagnosis: Engine, results: dict[Voice, list[Result]]
) -> None:
    every = {(name, cause.id) for name, each in diagnosis.dialogue.outcomes.items() for cause in each.causes}
    assert len(every) == 7 + 11 + 21
    for found in results.values():
        assert {(each.outcome, cause) for each in found for cause in each.causes} == every


def test_every_cause_comes_first_in_some_result_with_its_steps(
    diagnosis: Engine, results: dict[Voice, list[Result]]
) -> None:
    causes = [(name, each) for name, out in diagnosis.dialogue.outcomes.items() for each in out.causes]
    steps = {(name, each.id, step) for name, each in causes for step, _ in each.steps}
    for found in results.values():
        given = {(each.outcome, step.cause, step.id) for each in found for step in each.steps if step.cause}
        assert given == steps
        own = {(each.outcome, step.id) for each in found for step in each.steps if not step.cause}
        assert own == {(name, out.need[0]) for name, out in diagnosis.dialogue.outcomes.items()}


def test_every_recommendation_of_every_outcome_is_given_and_those_for_officers_to_them_only(
    diagnosis: Engine, results: dict[Voice, list[Result]]
) -> None:
    every = {(name, tag) for name, out in diagnosis.dialogue.outcomes.items() for tag in advice_of(out)}
    only = {(name, tag) for name, tag in every if tag in OFFICER_ONLY}
    assert {tag for _, tag in only} == OFFICER_ONLY - MISSION_ONLY
    for voice, found in results.items():
        given = {(each.outcome, advice.id) for each in found for advice in (*each.advice, *each.more)}
        assert given == (every if voice is Voice.OFFICER else every - only)


def test_no_recommendation_is_in_every_result(results: dict[Voice, list[Result]]) -> None:
    for found in results.values():
        always = set.intersection(*({advice.id for advice in each.advice} for each in found))
        assert not always
        assert all(1 <= len(each.advice) <= 3 for each in found)
