"""The follow-up visit: what it asks, what it adds to the facts of the diagnosis, and what it says has moved."""

from collections.abc import Mapping

import pytest

from bot.engine.dialogue import Inputs, Voice
from bot.engine.engine import Engine
from bot.engine.facts import Level
from bot.engine.session import Reply
from bot.engine.values import Key, One, chosen
from bot.loading.library import Library
from tests.engine.small import values_shown
from tests.engine.visits import (
    LONGEST,
    asked,
    facts_of,
    inputs_of,
    play,
    random_visits,
    said,
    wording_of,
)
from tests.oracle import S1, S2, S3, begun_of, situation_of


@pytest.fixture(scope="session")
def visit(library: Library) -> Engine:
    """The engine of the follow-up visit."""
    return library.engines["follow_up_visit"]


# Random visits


def test_every_question_and_option_is_met(visit: Engine) -> None:
    met = {
        (key.question, option)
        for each in random_visits(visit)
        for key in each.session.path
        for option in chosen(each.session.answers[key]) or ("",)
    }
    on_the_path = dict.fromkeys(state.question for state in visit.dialogue.states)
    questions = [visit.dialogue.questions[name] for name in on_the_path]
    expected = {(each.id, option) for each in questions for option in each.option_ids}
    assert expected | {(each.id, "") for each in questions if each.id != "second_look"} == met


def test_every_outcome_wording_cause_flag_and_stage_is_met(visit: Engine) -> None:
    visits = random_visits(visit)
    plan = visit.dialogue.result
    for outcome in visit.dialogue.outcomes.values():
        own = [each for each in visits if each.result.outcome == outcome.id]
        assert {wording_of(outcome, each.session) for each in own} == {"", *dict(outcome.wordings)}
        assert {cause for each in own for cause in each.result.causes} == {c.id for c in outcome.causes}
    assert {flag for each in visits for flag in each.result.flags} == set(plan.flags)
    assert {values_shown(each.result).get("phase") for each in visits} >= {
        "emergence",
        "implementation",
        "sustaining",
    }


def test_every_visit_ends_with_three_ideas_and_one_step(visit: Engine) -> None:
    for session, result in ((each.session, each.result) for each in random_visits(visit)):
        assert len(result.advice) == 3
        assert len(result.steps) == 1
        again = visit.replay(session.inputs, session.log).session
        assert (again.walk, again.answers) == (session.walk, session.answers)


def test_the_situation_is_what_the_decision_rule_says_with_what_was_done_since(visit: Engine) -> None:
    for session, result in ((each.session, each.result) for each in random_visits(visit)):
        facts = facts_of(session)
        begun = min(session.walk.known.choices("begun") or ("",))
        assert begun.removeprefix("presumed_") == begun_of(facts).removeprefix("presumed_"), session.answers
        assert result.computed == situation_of(facts), session.answers


def test_the_wish_is_asked_again_only_if_it_changed_or_decides(visit: Engine) -> None:
    for session in (each.session for each in random_visits(visit)):
        changed = said(session, "wish_change") in {"stronger", "weaker"}
        decides = situation_of({**facts_of(session), "will": ""}) == "undetermined"
        assert (Key("appetite") in session.path) == (changed or decides)
        assert (Key("first_step") in session.path) == (said(session, "appetite") == "depends")


# How long, and what may be left out


@pytest.mark.parametrize("steps", [0, 1, 2])
def test_the_longest_visit(visit: Engine, steps: int) -> None:
    answers = {
        "activity": "stopped",
        "appetite": "depends",
        "wish_change": "weaker",
        "next_step": "Appeler Ada",
    }
    if steps:
        answers["step_state"] = "dropped"
    session = play(visit, inputs_of(steps=steps), **answers)
    assert len(session.path) == LONGEST + 2 * steps


def test_no_visit_is_longer(visit: Engine) -> None:
    for session in (each.session for each in random_visits(visit)):
        items = len(session.inputs.items["steps"])
        path = asked(session)
        before = path.index("second_look") if "second_look" in path else len(path)
        assert before <= LONGEST + 2 * items
        assert len(path) <= before + 2


def test_a_short_visit(visit: Engine) -> None:
    since = {"step_state": "done", "new_people": "nobody", "wish_change": "same"}
    since |= {"worked_since": "with_next", "acted_since": "yes"}
    now = {"activity": "running", "joint": "worked next_set acted", "decides": "shared", "stage": "acting"}
    around = {"surroundings": "nothing", "relations_now": "same"}
    then = {"next_step": "Fixer la date du marché", "next_day": "later", "needs": "nothing"}
    answers = since | now | around | then
    session = play(visit, inputs_of(earlier_situation=S3, earlier_stage="emergence"), **answers)
    assert asked(session) == list(answers)
    result = visit.result(session)
    assert (result.outcome, result.confidence.level, result.causes) == (S3, Level.HIGH, ())
    assert result.flags == ("step_done", "acted_together", "stage_moved")


@pytest.mark.parametrize("voice", Voice)
@pytest.mark.parametrize("steps", [0, 2])
def test_who_passes_everything_gets_a_result_that_claims_nothing(
    visit: Engine, voice: Voice, steps: int
) -> None:
    session = play(
        visit, inputs_of(voice, steps, earlier_situation=S3, earlier_stage="sustaining", repeated="yes")
    )
    result = visit.result(session)
    assert (result.outcome, result.flags, result.causes) == ("undetermined", (), ())
    assert wording_of(visit.dialogue.outcomes["undetermined"], session) == ""
    assert result.candidates == (S1, S2)


def test_without_agreed_steps_the_visit_begins_with_new_people(visit: Engine) -> None:
    assert visit.begin(Inputs()).session.at == Key("new_people")
    assert visit.begin(inputs_of(steps=0)).session.at == Key("new_people")


# Moves between situations


MOVES = [
    ({"worked_since": "with_next"}, S3),
    ({"worked_since": "without_next", "acted_since": "yes"}, S3),
    ({"worked_since": "without_next", "acted_since": "dated"}, S3),
    ({"worked_since": "without_next"}, S2),
    ({"acted_since": "yes"}, S2),
    ({"worked_since": "no", "acted_since": "no"}, S2),
]


@pytest.mark.parametrize(("since", "outcome"), MOVES)
@pytest.mark.parametrize("joint", ["nothing", None])
def test_work_and_action_since_then_bring_from_willing_to_started(
    visit: Engine, since: Mapping[str, str], outcome: str, joint: str | None
) -> None:
    d2 = {} if joint is None else {"joint": joint}
    will = {"appetite": "yes"} if outcome == S2 else {}
    session = play(
        visit,
        inputs_of(steps=0, earlier_situation=S2),
        activity="contacts",
        decides="shared",
        **since,
        **d2,
        **will,
    )
    result = visit.result(session)
    assert result.computed == outcome
    assert ("situation_moved" in result.flags) == (outcome != S2)


def test_one_fact_of_before_and_one_since_are_two(visit: Engine) -> None:
    session = play(visit, worked_since="without_next", activity="preparing", joint="written", decides="led")
    assert "joint_again" not in asked(session)
    assert visit.result(session).computed == S3


def test_who_only_sells_and_buys_has_not_begun_whatever_was_done(visit: Engine) -> None:
    session = play(visit, worked_since="with_next", activity="running", decides="contract", appetite="no")
    assert visit.result(session).computed == S1


def test_what_was_done_speaks_against_nothing_going_on(visit: Engine) -> None:
    session = play(visit, acted_since="yes", activity="none", appetite="no", **rest())
    assert visit.result(session).confidence.level is Level.MEDIUM
    session = play(visit, acted_since="no", activity="none", appetite="no", **rest())
    assert visit.result(session).confidence.level is Level.HIGH


def rest() -> dict[str, str]:
    return {
        "new_people": "nobody",
        "worked_since": "no",
        "surroundings": "nothing",
        "relations_now": "no_partner",
    }


def test_a_phase_that_is_only_presumed_has_not_moved(visit: Engine) -> None:
    known = {"activity": "running", "joint": "worked next_set", "decides": "shared"}
    inputs = inputs_of(steps=0, earlier_situation=S3, earlier_stage="sustaining")
    assert "stage_moved" not in visit.result(play(visit, inputs, **known)).flags
    assert "stage_moved" in visit.result(play(visit, inputs, **known, stage="acting")).flags


def test_another_outcome_can_be_chosen_where_the_result_is_in_doubt(visit: Engine) -> None:
    session = play(
        visit, inputs_of(steps=0, earlier_situation=S2), activity="running", appetite="yes", joint="worked"
    )
    assert session.walk.beside == Key("second_look")
    chosen_one = visit.advance(session, Reply(Key("second_look"), One(S3))).session
    assert chosen_one.at == Key("stage")
    assert "situation_moved" in visit.result(chosen_one).flags
