"""An interview begun under one version of a dialogue goes on under the next."""

import random

import pytest

from bot.engine.carry import Carried, Gone, carry
from bot.engine.dialogue import Inputs
from bot.engine.engine import Engine
from bot.engine.session import Back, Confide, Edit, Event, Remark, Reply, Skip, StartAgain
from bot.engine.values import Key, One, Several, Unknown
from tests.engine.changing import fitting, random_dialogue, random_interview, renamed, shortened, written
from tests.engine.interviews import facts_of, random_session
from tests.engine.small import engine_of

SEEDS = range(60)
ONE = "{ask: one, options: [yes, no]}"


def made(questions: str, path: str, renames: str = "") -> Engine:
    return engine_of(f"\ndialogue: made\nquestions:\n{questions}\npath: {path}\n{renames}")


def carried(engine: Engine, *events: Event) -> Carried:
    return carry(engine, Inputs(), events)


@pytest.mark.parametrize("seed", SEEDS)
def test_declared_renames_carry_every_answer_over(seed: int) -> None:
    rng = random.Random(seed)
    asked = random_dialogue(rng)
    before = random_interview(rng, written(asked))
    later, names = renamed(rng, asked)
    told = carry(written(later, names), before.inputs, before.log)
    after = told.session
    assert not told.gone
    assert after.answers == {names.key(key): names.value(key, value) for key, value in before.answers.items()}
    assert after.path == tuple(map(names.key, before.path))
    assert after.aside == frozenset(map(names.key, before.aside))
    assert after.remarks == {names.key(key): texts for key, texts in before.remarks.items()}
    assert after.at == (before.at and names.key(before.at))


@pytest.mark.parametrize("seed", SEEDS)
def test_removals_that_are_not_declared_are_told_and_nothing_else_is_lost(seed: int) -> None:
    rng = random.Random(seed)
    asked = random_dialogue(rng)
    before = random_interview(rng, written(asked))
    later = shortened(rng, asked)
    told = carry(written(later), before.inputs, before.log)
    now = {each.id: each for each in later}
    fits = {key: fitting(now.get(key.question), value) for key, value in before.answers.items()}
    assert {(each.key, each.value) for each in told.gone} == {
        (key, lost) for key, (_, lost) in fits.items() if lost
    }
    kept = {key: value for key, (value, _) in fits.items() if value is not None}
    assert {key: told.session.answers[key] for key in kept} == kept
    assert told.session.dialogue == "made"
    assert told.session.version == written(later).dialogue.version != before.version


@pytest.mark.parametrize("seed", SEEDS)
def test_new_questions_and_another_order_lose_no_answer(seed: int) -> None:
    rng = random.Random(seed)
    asked = random_dialogue(rng, conditions=False)
    old = list(asked)
    hidden = [old.pop(rng.randrange(len(old))) for _ in range(2)]
    before = random_interview(rng, written(tuple(old)))
    later = rng.sample(asked, len(asked))
    told = carry(written(tuple(later)), before.inputs, before.log)
    assert not told.gone
    assert told.session.answers == before.answers
    assert not told.session.aside
    ahead = [Key(each.id) for each in later]
    open_ones = [key for key in ahead if key not in before.answers]
    assert told.session.walk.at == open_ones[0]
    assert {each.id for each in hidden} <= {key.question for key in open_ones}
    assert told.session.path == tuple(ahead[: ahead.index(open_ones[0])])


@pytest.mark.parametrize("seed", range(20))
def test_carrying_to_the_same_version_changes_nothing(diagnosis: Engine, seed: int) -> None:
    before = random_session(diagnosis, random.Random(seed))
    told = carry(diagnosis, before.inputs, before.log)
    assert not told.gone
    assert told.session == before
    assert facts_of(told.session) == facts_of(before)


def test_an_answer_with_several_choices_keeps_those_that_are_left() -> None:
    engine = made("  a: {ask: several, options: [x, y]}", "[a]")
    told = carried(engine, Reply(Key("a"), Several(("x", "gone", "y"))))
    assert told.session.answers == {Key("a"): Several(("x", "y"))}
    assert told.gone == (Gone(Key("a"), Several(("gone",))),)


def test_an_answer_of_which_nothing_is_left_is_told_and_asked_again() -> None:
    engine = made("  a: {ask: several, options: [x, y]}", "[a]")
    told = carried(engine, Reply(Key("a"), Several(("gone", "lost"))))
    assert told.session.at == Key("a")
    assert told.gone == (Gone(Key("a"), Several(("gone", "lost"))),)


def test_a_choice_becomes_one_of_several_but_several_do_not_become_one() -> None:
    several = made("  a: {ask: several, options: [yes, no]}", "[a]")
    assert carried(several, Reply(Key("a"), One("yes"))).session.answers == {Key("a"): Several(("yes",))}
    one = made(f"  a: {ONE}", "[a]")
    told = carried(one, Reply(Key("a"), Several(("yes", "no"))))
    assert told.gone == (Gone(Key("a"), Several(("yes", "no"))),)


def test_only_what_the_last_answer_lost_is_told() -> None:
    engine = made(f"  a: {ONE}\n  b: {ONE}", "[a, b]")
    told = carried(engine, Reply(Key("a"), One("gone")), Edit(Key("a"), One("yes")))
    assert not told.gone
    assert told.session.answers == {Key("a"): One("yes")}


def test_two_old_names_may_lead_to_one_new_name() -> None:
    renames = "renamed: {questions: {first: c, second: c}, options: {c: {ja: yes, oui: yes}}}"
    engine = made(f"  c: {ONE}", "[c]", renames)
    assert carried(engine, Reply(Key("first"), One("ja"))).session.answers == {Key("c"): One("yes")}
    assert carried(engine, Edit(Key("second"), One("oui"))).session.answers == {Key("c"): One("yes")}


def test_skips_remarks_and_ways_back_follow_a_rename_and_go_with_a_removed_question() -> None:
    engine = made(f"  b: {ONE}\n  c: {ONE}", "[b, c]", "renamed: {questions: {a: b}}")
    events = (
        Skip(Key("a")),
        Remark(Key("a"), "mot"),
        Skip(Key("gone")),
        Remark(Key("gone"), "mot"),
        Back(Key("a")),
    )
    told = carried(engine, *events)
    assert not told.gone
    assert told.session.answers == {Key("b"): Unknown()}
    assert told.session.remarks == {Key("b"): ("mot",)}
    assert told.session.at == Key("b")
    assert carried(engine, Skip(Key("b")), Back(Key("gone"))).session.at == Key("c")
    assert carried(engine, Skip(Key("b")), Back(None)).session.at == Key("c")


def test_answers_from_before_a_new_start_are_offered_under_their_new_names() -> None:
    engine = made(f"  b: {ONE}", "[b]", "renamed: {questions: {a: b}}")
    told = carried(engine, Reply(Key("a"), One("no")), StartAgain())
    assert told.session.given(Key("b")) == One("no")
    assert told.session.at == Key("b")


def test_marks_follow_a_rename_and_go_with_a_removed_question() -> None:
    engine = made(f"  b: {ONE}\n  c: {ONE}", "[b, c]", "renamed: {questions: {a: b}}")
    mark = Confide(Key("a"), on=True)
    told = carried(engine, Reply(Key("a"), One("no")), mark, Confide(Key("gone"), on=True))
    assert told.session.confidential == {Key("b")}
    assert told.session.log == (Reply(Key("b"), One("no")), Confide(Key("b"), on=True))


def test_earlier_answers_and_marks_begin_under_their_new_names_as_far_as_they_fit() -> None:
    renames = "renamed: {questions: {a: b}, options: {b: {ja: yes}}}"
    engine = made(f"  b: {ONE}\n  c: {ONE}", "[b, c]", renames)
    offered = {Key("a"): One("ja"), Key("c"): One("gone"), Key("old"): One("yes")}
    inputs = Inputs(offered=offered, confidential=frozenset({Key("a")}), labels={"1": "mot"})
    session = carry(engine, inputs, ()).session
    assert session.offered == session.inputs.offered == {Key("b"): One("yes")}
    assert session.inputs.labels == inputs.labels
    assert engine.advance(session, Reply(Key("b"), One("no"))).session.confidential == {Key("b")}
