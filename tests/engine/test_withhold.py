"""What others see of an interview does not tell what was withheld, and loses no more than it must."""

import random
import re
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.engine.dialogue import Inputs, Voice
from bot.engine.engine import Engine
from bot.engine.session import Back, Confide, Remark, Reply, Session
from bot.engine.values import Key, Number, One, Several, Unknown, Value, Why
from bot.engine.withhold import withhold
from bot.loading.library import load
from tests.engine.budget import BUDGET
from tests.engine.conftest import ROOT
from tests.engine.interviews import facts_of
from tests.engine.minds import Mind, rich_engine
from tests.engine.small import VISIT, engine_of

LIBRARY = load(ROOT / "dialogues")
DIAGNOSIS = LIBRARY.engines["situation_diagnosis"]
SMALL = engine_of(VISIT)
INPUTS = Inputs(
    Voice.OFFICER, {"region": "north"}, dict.fromkeys(("agreed", "steps"), ("call", "meet", "write"))
)
SEEDS = st.integers(0, 2**32)


def seen(engine: Engine, session: Session) -> tuple[object, ...]:
    """All that can be told of a session."""
    return (facts_of(session), engine.result(session), list(session.walk.stops))


def assert_nothing_is_told(engine: Engine, mind: Mind, keys: frozenset[Key], others: int) -> None:
    """People who differ from `mind` in the answers to `keys` look like it without them."""
    expected = seen(engine, withhold(engine, mind.interview(engine, INPUTS), keys))
    for number in range(others):
        other = replace(mind, other=dict.fromkeys(keys, number)).interview(engine, INPUTS)
        assert seen(engine, withhold(engine, other, keys)) == expected, (keys, other.path)


def some_keys(rng: random.Random, session: Session) -> frozenset[Key]:
    return frozenset(rng.sample(session.path, min(len(session.path), rng.choice((1, 1, 2, 4)))))


@pytest.mark.untraced
@settings(BUDGET, max_examples=200)
@given(SEEDS)
def test_interviews_that_differ_in_what_is_withheld_look_alike(chance: int) -> None:
    rng, mind = random.Random(chance), Mind(chance)
    engine = rich_engine(rng)
    assert_nothing_is_told(engine, mind, some_keys(rng, mind.interview(engine, INPUTS)), others=6)


@pytest.mark.untraced
@BUDGET
@given(SEEDS, st.sampled_from([SMALL, *LIBRARY.engines.values()]))
def test_so_do_interviews_of_written_dialogues(chance: int, engine: Engine) -> None:
    mind = Mind(chance)
    keys = some_keys(random.Random(chance), mind.interview(engine, INPUTS))
    assert_nothing_is_told(engine, mind, keys, others=6)


@pytest.mark.untraced
@BUDGET
@given(SEEDS)
def test_who_withholds_nothing_is_seen_as_they_are(chance: int) -> None:
    for engine in (DIAGNOSIS, SMALL, rich_engine(random.Random(chance))):
        session = Mind(chance).interview(engine, INPUTS)
        shown = withhold(engine, session)
        assert shown.finished
        assert shown.path == session.path
        assert {key: session.answers[key] for key in session.path} == shown.answers
        assert engine.result(shown) == engine.result(session)


def test_what_is_withheld_is_seen_as_passed_over_and_what_hangs_on_it_is_not_seen() -> None:
    said: dict[str, Value] = {
        "activity": One("running"),
        "joint": Several(("next_set", "aim_set", "shared")),
        "decides": One("shared"),
        "origin": One("own"),
        "stage": One("acting"),
        "practice": Several(("aim", "tensions")),
        "aim_detail": One("scattered_actions"),
        "tensions_detail": One("conflict"),
        "relations": One("good"),
        "expects": One("step_back"),
    }
    events = [Reply(Key(name), value) for name, value in said.items()]
    session = DIAGNOSIS.replay(Inputs(), [*events, Confide(Key("practice"), on=True)]).session
    shown = withhold(DIAGNOSIS, session)
    hanging = {"aim_detail", "tensions_detail"}
    assert [key.question for key in shown.path] == [name for name in said if name not in hanging]
    assert shown.answers[Key("practice")] == Unknown(Why.SKIPPED)
    assert DIAGNOSIS.result(session).causes == ("scattered_actions", "conflict")
    assert DIAGNOSIS.result(shown).causes == ()
    assert DIAGNOSIS.result(shown).outcome == "already_started"


def test_nothing_of_the_session_remains_but_what_is_on_its_path() -> None:
    inputs = replace(
        INPUTS, offered={Key("themes"): Several(("wells",))}, confidential=frozenset({Key("themes")})
    )
    session = SMALL.begin(inputs).session
    for event in (
        Reply(Key("topic"), One("both")),
        Remark(Key("topic"), "mot"),
        Reply(Key("themes"), Several(("rivers",))),
        Remark(Key("themes"), "secret"),
        Reply(Key("people"), Number(Decimal(3))),
        Remark(Key("people"), "aussi"),
        Reply(Key("done", "call"), One("yes")),
        Back(Key("topic")),
    ):
        session = SMALL.advance(session, event).session
    assert session.confidential == {Key("themes")}
    shown = withhold(SMALL, session)
    assert shown.answers == {
        Key("topic"): One("both"),
        Key("themes"): Unknown(),
        Key("done", "call"): One("yes"),
    }
    assert shown.remarks == {Key("topic"): ("mot",)}
    assert (shown.log, shown.offered, shown.inputs.offered, shown.marks) == ((), {}, {}, frozenset())
    assert shown.finished
    assert not shown.aside


def test_what_was_never_answered_may_be_withheld_too() -> None:
    session = SMALL.begin(INPUTS).session
    keys = frozenset({Key("topic"), Key("gone"), Key("done", "nowhere")})
    assert withhold(SMALL, session, keys).answers == {}


# Small dialogues in which much hangs on the answer to `s`, each time in another way.

QUESTIONS = {
    "s": "{ask: one, options: [a, b, c]}",
    "t": "{ask: one, options: [a, b, c]}",
    "n": "{ask: one, options: [{id: few, points: 1}, {id: many, points: 3}]}",
    "x": "{ask: one, options: [yes, no]}",
    "y": "{ask: one, options: [yes, no]}",
    "more": "{ask: one, options: [yes, no]}",
    "offer": "{ask: one, options: [a, {id: b, when: {s: a}}, c]}",
}
WAYS = {
    "an answer": "path: [s, {ask: x, when: {s: a}}, {ask: y, when: {x: {not: yes}}}, t]",
    "an option": "path: [s, offer, {ask: x, when: {offer: b}}, {ask: y, when: {offer: {not: b}}}]",
    "an option further up": "path: [s, t, {ask: offer, when: {t: a}}, {ask: offer, when: {s: known}}, {ask: x, when: {offer: b}}]",
    "a second place": "path: [s, {ask: x, when: {s: a}}, {ask: y, when: {x: yes}}, t, {ask: x, when: {t: a}}]",
    "passed over": "path: [s, {ask: x, when: {s: not_given}}, {ask: y, when: {not: {mood: not_given}}}]\n"
    "facts: {mood: [{when: {s: a}, is: good}]}",
    "known": "path: [s, {ask: t, when: {s: a}}, {ask: x, when: {t: known}}, {ask: y, when: {t: unknown}}]",
    "two names": "path: [s, t, {ask: x, when: {s: {differs_from: t}}}, {ask: y, when: {t: {differs_from: s}}}]",
    "all and any": "path: [s, t, {ask: x, when: {any: [{s: a}, {t: a}]}}, {ask: y, when: {s: a, t: a}}]",
    "rows": "path: [s, t, {ask: x, when: {mood: good}}, {ask: y, when: {mood: [c, unknown]}}]\n"
    "facts: {mood: [{when: {t: a}, is: good}, {when: {s: a}, is: {same_as: t}}, {when: {t: b}, is: good}]}",
    "a row like another": "path: [s, t, {ask: x, when: {mood: a}}, {ask: y, when: {like: good}}]\n"
    "facts: {mood: [{when: {t: a}, is: {same_as: s}}, {is: a}], like: [{when: {t: b}, is: {same_as: mood}}, {is: good}]}",
    "a union": "path: [s, t, {ask: x, when: {both: a}}, y]\nfacts: {both: {union: [s, t]}}",
    "a fact read otherwise": "path: [s, t, {ask: x, when: {turned: good}}, y]\n"
    "facts: {mood: [{when: {s: a}, is: good}, {is: bad}], end: [{when: {mood: bad}, is: good}, {is: bad}],"
    " turned: {value_of: end, where: {mood: {good: bad, bad: good}}}}",
    "a count": "path: [s, t, {ask: x, when: {different: {at_least: 2}}}, y]\nscores: {different: {count: [s, t]}}",
    "how many hold": "path: [s, t, {ask: x, when: {signs: {at_most: 1}}}, y]\n"
    "scores: {signs: {count_true: [{s: a}, {t: a}]}}",
    "the highest": "path: [s, {ask: n, when: {s: a}}, {ask: x, when: {top: total}}, {ask: y, when: {total: {at_least: 2}}}]\n"
    "scores: {total: {sum: [n]}}\nfacts: {top: {highest: [total]}}",
    "the confidence": "path: [s, t, {ask: x, when: {confidence: low}}, {ask: y, when: {confidence: high}}]\n"
    "confidence: {low_when: {s: a}}",
    "rounds": "path: [s, t, {loop: people, again: more, at_most: 3, ask: [n, {ask: y, when: {s: a}}]},"
    " {ask: x, when: {rounds: {at_most: 1}}}]\nscores: {rounds: {count_items: {loop: people, when: {t: known}}}}",
    "rounds in a fact": "path: [s, t, {loop: people, again: more, at_least: 2, at_most: 3, ask: [n]}, {ask: x, when: {many: yes}}]\n"
    "scores: {rounds: {count_items: {loop: people, when: {t: known}}}}\n"
    "facts: {many: [{when: {rounds: {at_most: 2}}, is: yes}]}",
    "rounds in a score": "path: [s, t, {loop: people, again: more, at_most: 3, ask: [n]}, {ask: x, when: {few: {at_least: 1}}}]\n"
    "scores: {rounds: {count_items: {loop: people, when: {t: known}}}, few: {count_true: [{rounds: {at_most: 1}}]}}",
    "items": "path: [s, {loop: steps, over: agreed, ask: [t, {ask: n, when: {t: b}}]}, {ask: x, when: {bad: {at_least: 2}}}, y]\n"
    "scores: {bad: {count_items: {loop: steps, when: {t: [a, b], n: {not: few}}}}}",
}


def small(way: str) -> Engine:
    asked = [name for name in QUESTIONS if re.search(rf"\b{name}\b", WAYS[way].partition("\n")[0])]
    questions = "".join(f"  {name}: {QUESTIONS[name]}\n" for name in asked)
    own = WAYS[way].partition("\nfacts: {")
    facts = f"facts: {{end_at: [{{is: fine}}], {own[2] or '}'}"
    plan = "result: {outcome: end_at}\noutcomes: {fine: {need: [rest]}}"
    return engine_of(
        f"\ndialogue: small\ninputs: [agreed]\nquestions:\n{questions}{own[0]}\n{facts}\n{plan}\n"
    )


@pytest.mark.parametrize("way", WAYS)
def test_in_whatever_way_a_path_hangs_on_an_answer_it_does_not_tell_it(way: str) -> None:
    engine = small(way)
    told = 0
    for seed in range(25):
        mind = Mind(seed)
        session = mind.interview(engine, INPUTS)
        for key in session.path:
            assert_nothing_is_told(engine, mind, frozenset({key}), others=5)
            told += len(withhold(engine, session, frozenset({key})).path) < len(session.path)
    assert told  # else this way would try nothing


def test_what_is_asked_anyway_stays_wherever_it_was_asked() -> None:
    engine = small("a second place")
    said = (("s", One("a")), ("x", One("yes")), ("y", One("no")), ("t", One("a")))
    session = engine.replay(INPUTS, [Reply(Key(name), value) for name, value in said]).session
    shown = withhold(engine, session, frozenset({Key("s")}))
    assert shown.answers == {Key("s"): Unknown(), Key("x"): One("yes"), Key("t"): One("a")}
