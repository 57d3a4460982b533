"""What the main dialogue does not use: loops, sums, caps, highest and lowest, inputs, numbers, dates and texts."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from bot.engine.conditions import Is, Standing
from bot.engine.dialogue import Inherited, Inputs, Voice
from bot.engine.engine import Engine
from bot.engine.explain import Aspect, Claim, explain
from bot.engine.facts import Known
from bot.engine.meaning import Row, Rows
from bot.engine.session import Back, Edit, Reply, Session, Skip
from bot.engine.values import Day, Key, Number, One, Several, Text, Unknown, Value
from tests.engine.small import VISIT, engine_of

VISITED = engine_of(VISIT)
NOBODY = Inputs()


def after(engine: Engine, *values: Value, inputs: Inputs = NOBODY) -> Session:
    """The session after `values` have been given to the questions in the order in which they are asked."""
    session = engine.begin(inputs).session
    for value in values:
        assert session.at is not None, value
        then = engine.advance(session, Reply(session.at, value)).session
        assert then is not session, (session.at, value)
        session = then
    return session


def known(engine: Engine, *values: Value, inputs: Inputs = NOBODY) -> Known:
    return after(engine, *values, inputs=inputs).walk.known


def one(*options: str) -> list[Value]:
    return [One(option) for option in options]


# Loops


def test_the_questions_of_a_loop_are_asked_for_each_item_of_the_input() -> None:
    inputs = Inputs(items={"agreed": ("call", "meet")})
    session = after(VISITED, One("roads"), Number(Decimal(3)), *one("yes", "no", "time"), inputs=inputs)
    assert session.path[2:] == (Key("done", "call"), Key("done", "meet"), Key("obstacle", "meet"))
    assert session.at == Key("held_on")


@pytest.mark.parametrize("items", [(), ("", ""), ("call",), ("call", "call", "")])
def test_a_loop_is_gone_through_once_for_each_different_item(items: tuple[str, ...]) -> None:
    inputs = Inputs(items={"agreed": items})
    session = after(VISITED, One("roads"), Unknown(), inputs=inputs)
    if "call" in items:
        assert session.at == Key("done", "call")
        session = VISITED.advance(session, Reply(Key("done", "call"), One("yes"))).session
    assert session.at == Key("held_on")


def test_a_condition_in_a_loop_looks_at_the_answers_about_the_same_item() -> None:
    inputs = Inputs(items={"agreed": ("call", "meet")})
    session = after(VISITED, One("roads"), Unknown(), *one("partly", "partner", "no"), inputs=inputs)
    assert session.at == Key("obstacle", "meet")
    assert VISITED.options(session, Key("obstacle", "meet")) == ("money", "time")
    refused = VISITED.advance(session, Reply(Key("obstacle", "meet"), One("partner")))
    assert refused.session is session


def test_an_open_loop_is_repeated_while_its_question_is_answered_yes_but_not_beyond_its_limit() -> None:
    begin = (One("roads"), Unknown(), Unknown())
    assert after(VISITED, *begin, Text("Ada"), One("no")).finished
    assert after(VISITED, *begin, Text("Ada"), Unknown()).finished
    more = after(VISITED, *begin, Text("Ada"), One("yes"), Text("Bo"), One("yes"))
    assert more.at == Key("name", "3")
    assert VISITED.advance(more, Reply(Key("name", "3"), Text("Cy"))).session.finished


def test_an_open_loop_asks_whether_there_is_more_only_after_its_least_number() -> None:
    engine = engine_of(
        """
        dialogue: team
        questions: {who: {ask: text}, more: {ask: one, options: [yes, no]}, end: {ask: date}}
        path: [{loop: people, again: more, at_least: 2, at_most: 2, ask: [who]}, end]
        """
    )
    assert after(engine, Text("Ada")).at == Key("who", "2")
    session = after(engine, Text("Ada"), Text("Bo"))
    assert session.at == Key("end")
    assert engine.advance(session, Reply(Key("end"), Day(date(2024, 2, 29)))).session.finished


def test_closing_an_open_loop_sets_later_items_aside_and_opening_it_restores_them() -> None:
    session = after(
        VISITED, One("roads"), Unknown(), Unknown(), Text("Ada"), One("yes"), Text("Bo"), One("no")
    )
    closed = VISITED.advance(session, Edit(Key("more", "1"), One("no"))).session
    assert closed.aside == {Key("name", "2"), Key("more", "2")}
    opened = VISITED.advance(closed, Edit(Key("more", "1"), One("yes"))).session
    assert opened.path == session.path
    assert not opened.aside


def test_going_back_in_a_loop_goes_to_the_item_before() -> None:
    inputs = Inputs(items={"agreed": ("call", "meet")})
    session = after(VISITED, One("roads"), Unknown(), One("yes"), inputs=inputs)
    assert VISITED.advance(session, Back()).session.at == Key("done", "call")


def test_items_of_a_loop_can_be_counted() -> None:
    inputs = Inputs(Voice.OFFICER, {"region": "north"}, {"agreed": ("a", "b", "c")})
    values = (One("roads"), Number(Decimal(1)), *one("yes", "no", "money", "partly", "time"))
    session = after(VISITED, *values, Unknown(), Text("Ada"), One("no"), inputs=inputs)
    assert session.walk.known.number("undone") == 2
    result = VISITED.result(session)
    assert result.outcome == "behind"
    assert set(result.because) == {Key("done", "b"), Key("done", "c")}


# Inputs


def test_what_is_known_from_elsewhere_can_decide() -> None:
    north = Inputs(choices={"region": "north"})
    cold = after(VISITED, One("roads"), Number(Decimal(1)), Unknown(), Text("Ada"), One("no"), inputs=north)
    assert VISITED.result(cold).outcome == "cold"
    fine = after(VISITED, One("roads"), Number(Decimal(1)), Unknown(), Text("Ada"), One("no"))
    assert VISITED.result(fine).outcome == "fine"


def test_an_input_that_was_not_given_is_unknown_but_was_not_asked() -> None:
    engine = engine_of(
        """
        dialogue: guess
        inputs: [region]
        questions: {a: {ask: date}, b: {ask: date}, c: {ask: date}}
        path: [{ask: a, when: {region: unknown}}, {ask: b, when: {region: not_given}}, {ask: c, when: {voice: officer}}]
        confidence: {lowered_by: [{when: {region: unknown}, check: region}]}
        """
    )
    assert engine.begin(Inputs()).session.at == Key("a")
    assert after(engine, Unknown()).finished
    assert engine.result(after(engine, Unknown())).confidence.to_check == ("region",)
    officer = engine.begin(Inputs(Voice.OFFICER, {"region": "north"})).session
    assert officer.at == Key("c")


# Scores

POINTS = """
dialogue: profile
questions:
  habits: {ask: several, options: [{id: shop, points: 2}, {id: cook, points: 1}, plain, {id: eat, points: 3}], at_most: 2}
  mood: {ask: one, options: [{id: good, points: 4}, {id: bad, points: -1}]}
  pace: {ask: one, options: [{id: fast, points: 3}, {id: slow, points: 1}]}
  other: {ask: several, options: [shop, cook, rest]}
path: [habits, mood, pace, other]
scores:
  living: {sum: [habits, mood]}
  moving: {sum: pace}
  capped: {sum: [pace], at_most: 2}
  nothing: {sum: [pace], at_most: 0}
  different: {count: [habits, other], except: [plain]}
  few: {count: [habits, other], at_most: 1}
  true_ones: {count_true: [{mood: good}, {pace: fast}], at_most: 1}
facts:
  best: {highest: [living, moving]}
  worst: {lowest: [living, moving]}
  capped_best: {highest: [living, capped, nothing]}
  place: [{when: {best: known}, is: {same_as: best}}, {is: living}]
result: {outcome: place, show: [best]}
outcomes: {living: {need: [rest]}, moving: {need: [walk]}}
"""
PROFILE = engine_of(POINTS)


def test_a_sum_adds_the_points_of_what_is_known() -> None:
    assert known(PROFILE).number("living") is None
    assert known(PROFILE, Several(("shop", "plain"))).number("living") == 2
    assert known(PROFILE, Several(("shop", "eat")), One("bad")).number("living") == 4
    assert known(PROFILE, Unknown(), One("good")).number("living") == 4


def test_a_score_does_not_pass_its_cap() -> None:
    facts = known(PROFILE, Several(("shop", "cook")), One("good"), One("fast"), Several(("rest", "cook")))
    assert facts.number("capped") == 2
    assert facts.number("moving") == 3
    assert facts.number("different") == 3
    assert facts.number("few") == 1
    assert facts.number("true_ones") == 1
    assert known(PROFILE, Unknown(), One("bad"), One("slow")).number("true_ones") == 0


def test_a_count_of_nothing_known_is_unknown() -> None:
    assert known(PROFILE).number("different") is None
    assert not known(PROFILE).known("different")
    assert known(PROFILE, Several(("shop",))).known("different")


def test_the_highest_and_the_lowest_go_by_the_share_of_the_maximum() -> None:
    full = known(PROFILE, Several(("shop", "eat")), One("bad"), One("fast"))  # 4 of 9, 3 of 3
    assert full.choices("best") == frozenset({"moving"})
    assert full.choices("worst") == frozenset({"living"})
    equal = known(
        PROFILE, Several(("shop", "eat")), Unknown(), One("fast")
    )  # 5 of 5 with two choices at most
    assert equal.choices("best") == frozenset({"living", "moving"})
    assert known(PROFILE).choices("best") is None
    assert known(PROFILE, Unknown(), Unknown(), One("fast")).choices("worst") == frozenset({"moving"})


def test_a_capped_score_is_full_at_its_cap_and_one_without_maximum_is_left_out() -> None:
    assert known(PROFILE, Several(("shop",)), Unknown(), One("fast")).choices("capped_best") == frozenset(
        {"capped"}
    )


def test_of_equal_outcomes_always_the_same_one_is_taken() -> None:
    session = after(PROFILE, Several(("shop", "eat")), Unknown(), One("fast"), Unknown())
    result = PROFILE.result(session)
    assert result.outcome == "living"
    assert result.shown == {"best": ("living", "moving")}
    assert set(result.because) == {Key("habits"), Key("mood"), Key("pace")}


def test_what_is_shown_is_explained_by_the_answers_it_rests_on() -> None:
    session = after(PROFILE, Several(("shop", "eat")), One("bad"), One("fast"), Unknown())
    reason = explain(PROFILE, session)[Claim(Aspect.SHOWN, "best")]
    assert reason.because == (Key("pace"),)
    assert reason.otherwise is not None
    assert reason.otherwise.distance == 1


def test_skipping_everything_still_gives_a_result() -> None:
    session = PROFILE.begin(Inputs()).session
    while session.at is not None:
        session = PROFILE.advance(session, Skip(session.at)).session
    assert PROFILE.result(session).outcome == "living"
    assert PROFILE.result(PROFILE.begin(Inputs()).session).outcome == "living"


def test_a_fact_about_how_many_items_there_are_is_worked_out_again_with_each_of_them() -> None:
    engine = engine_of(
        """
        dialogue: team
        questions:
          sure: {ask: one, options: [yes, no]}
          name: {ask: text}
          role: {ask: text}
          more: {ask: one, options: [yes, no]}
        path:
          - sure
          - {loop: people, again: more, at_most: 3, ask: [name, {ask: role, when: {many: yes}}]}
        scores: {people: {count_items: {loop: people, when: {sure: yes}}}}
        facts:
          many: [{when: {people: {at_least: 2}}, is: yes}, {is: no}]
        """
    )
    session = after(engine, One("yes"), Text("Ada"), One("yes"), Text("Bo"))
    assert session.at == Key("role", "2")


# What a dialogue takes over


def test_what_is_taken_over_may_look_at_inputs_that_are_not_there() -> None:
    base = VISITED.dialogue
    inherited = Inherited(base, facts=frozenset(base.facts), inputs=base.inputs)
    rows = Rows((Row(Is("region", standings=frozenset({Standing.NOT_GIVEN})), "cold"), Row(None, "fine")))
    dialogue = replace(base, id="next", inputs=(), facts={"mood": rows}, inherited=inherited)
    assert (dialogue.extends, base.extends) == ("visit", "")
    engine = Engine(dialogue, VISITED.catalogue)
    assert engine.result(engine.begin(Inputs()).session).outcome == "fine"
