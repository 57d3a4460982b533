"""The follow-up visit: which causes it finds, what helps, and how it says what has moved."""

from collections.abc import Mapping

import pytest

from bot.engine.dialogue import Voice
from bot.engine.engine import Engine
from bot.engine.session import Edit
from bot.engine.values import Key, One
from bot.loading.library import Library
from bot.texts.catalogues import load_texts
from tests.engine.conftest import ROOT
from tests.engine.visits import SITUATIONS, inputs_of, play, to, wording_of
from tests.oracle import S1, S2, S3

MOVED = "Depuis la dernière fois, des choses ont bougé"
STILL = "Peu de choses ont bougé"


@pytest.fixture(scope="session")
def visit(library: Library) -> Engine:
    """The engine of the follow-up visit."""
    return library.engines["follow_up_visit"]


@pytest.mark.parametrize("situation", SITUATIONS)
@pytest.mark.parametrize("voice", Voice)
def test_a_step_not_done_twice_is_halved_or_changed(visit: Engine, situation: str, voice: Voice) -> None:
    answers = {"step_state": "not_done", "obstacles": "time not_dared", "needs": "presence", **to(situation)}
    once = visit.result(play(visit, inputs_of(voice), **answers))
    twice = visit.result(play(visit, inputs_of(voice, repeated="yes"), **answers))
    assert once.outcome == twice.outcome == situation
    assert "step_too_big" not in once.causes
    assert twice.causes[0] == "step_too_big"
    assert [(step.id, step.cause) for step in twice.steps] == [("halve_it", "step_too_big")]


def test_a_step_not_done_twice_goes_before_the_stop_itself(visit: Engine) -> None:
    stopped = {"activity": "stopped", "bond": "bound", "wish": "resume"}
    result = visit.result(play(visit, inputs_of(repeated="yes"), step_state="not_done", **stopped))
    assert result.causes[:2] == ("step_too_big", "stalled")


@pytest.mark.parametrize("state", ["done", "begun", "dropped"])
def test_only_a_step_not_done_is_too_big(visit: Engine, state: str) -> None:
    result = visit.result(play(visit, inputs_of(repeated="yes"), step_state=state, **to(S2)))
    assert "step_too_big" not in result.causes


@pytest.mark.parametrize("situation", SITUATIONS)
def test_who_did_not_dare_is_told_first_that_the_officer_comes_along(visit: Engine, situation: str) -> None:
    session = play(visit, inputs_of(), step_state="dropped", obstacles="not_dared", **to(situation))
    assert visit.result(session).advice[0].id == "take_first_step"


@pytest.mark.parametrize(("relations", "cause"), [("broken", "conflict"), ("harder", "trust_eroded")])
def test_relations_count_as_in_the_diagnosis_once_begun(visit: Engine, relations: str, cause: str) -> None:
    assert visit.result(play(visit, relations_now=relations, **to(S3))).causes == (cause,)
    for situation in (S1, S2):
        result = visit.result(play(visit, relations_now=relations, **to(situation)))
        assert result.causes == (f"relations_{relations}",)


def test_a_disagreement_and_broken_relations_are_one_conflict_that_goes_first(visit: Engine) -> None:
    answers = {
        "step_state": "not_done",
        "obstacles": "time disagreement",
        "relations_now": "broken",
        **to(S3),
    }
    assert visit.result(play(visit, inputs_of(), **answers)).causes == ("conflict", "no_time")


def test_money_that_lacked_and_changed_is_one_cause(visit: Engine) -> None:
    answers = {"step_state": "not_done", "obstacles": "not_dared money", "surroundings": "money", **to(S2)}
    assert visit.result(play(visit, inputs_of(), **answers)).causes == ("no_money", "not_dared")
    assert visit.result(play(visit, surroundings="money", **to(S2))).causes == ("funding_changed",)


def test_advice_is_given_where_the_catalogue_says_that_it_serves(visit: Engine) -> None:
    for outcome in (visit.dialogue.outcomes[name] for name in SITUATIONS):
        given = {advice for cause in outcome.causes for advice in cause.advice}
        elsewhere = {each for each in given if outcome.id not in visit.catalogue[each].situations}
        # « je n'ai pas osé » calls for it in every situation (I15)
        assert elsewhere == ({"take_first_step"} if outcome.id == S3 else set())
        assert all(len(cause.steps) == 1 and len(cause.advice) >= 3 for cause in outcome.causes)


# What is said


def test_what_has_moved_is_said_first_and_nothing_is_reproached(visit: Engine) -> None:
    texts = load_texts(ROOT / "locales")
    for outcome in visit.dialogue.outcomes.values():
        for wording in (name for name, _ in outcome.wordings if name.endswith(("moved", "still"))):
            begins = MOVED if "moved" in wording else STILL
            for voice in Voice:
                assert texts.of("follow_up_visit", f"{outcome.id}.says@{wording}", voice).startswith(begins)


@pytest.mark.parametrize(
    ("moves", "wording"),
    [
        ({"step_state": "done"}, "moved"),
        ({"step_state": "not_done", "new_people": "one_person"}, "moved"),
        ({"step_state": "not_done", "acted_since": "dated"}, "moved"),
        ({"step_state": "not_done", "relations_now": "better"}, "moved"),
        ({"step_state": "not_done"}, "still"),
        ({"new_people": "nobody"}, "still"),
        ({"step_state": "dropped"}, ""),
        ({}, ""),
    ],
)
def test_what_counts_as_movement(visit: Engine, moves: Mapping[str, str], wording: str) -> None:
    session = play(visit, inputs_of(), **moves, **to(S2))
    assert wording_of(visit.dialogue.outcomes[S2], session) == wording


def test_the_wish_is_not_told_twice(visit: Engine) -> None:
    grown = play(visit, wish_change="stronger", **to(S2))
    assert Key("wish_change") in visit.result(grown).signs[S2]
    assert "wish_stronger" not in visit.result(grown).flags
    changed = visit.advance(grown, Edit(Key("appetite"), One("no"))).session
    assert "wish_stronger" in visit.result(changed).flags
