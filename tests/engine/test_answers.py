"""Which values answer which questions, and what a condition makes of them."""

from datetime import date
from decimal import Decimal

import pytest

from bot.engine.accept import LARGEST, Fault, Problem, accept, offered, toggle, usable
from bot.engine.codec import decode_event, decode_value, encode_event
from bot.engine.conditions import (
    All,
    Any,
    Between,
    Condition,
    Differs,
    Is,
    Not,
    Standing,
    holds,
    names_in,
    support,
)
from bot.engine.dialogue import Inputs, Kind, Option, Question
from bot.engine.doubts import values_of
from bot.engine.engine import Engine
from bot.engine.session import Back, Conclude, Edit, Reject, Remark, Reply, Skip, Turn
from bot.engine.values import Day, Key, Number, One, Several, Text, Unknown, Value, Why, chosen
from tests.engine.small import engine_of

ONE = Question("q", Kind.ONE, (Option("a"), Option("b", when=Is("x", frozenset({"on"})))))
MANY = Question("q", Kind.SEVERAL, tuple(map(Option, "abcd")), at_most=Decimal(2), exclusive=frozenset("d"))
AMOUNT = Question("q", Kind.NUMBER, at_least=Decimal(-1), at_most=Decimal(10))
ANY_AMOUNT = Question("q", Kind.NUMBER)
DAY = Question("q", Kind.DATE)
WORDS = Question("q", Kind.TEXT, at_most=Decimal(3))


def problem(fault: Fault, limit: int | Decimal | None = None) -> Problem:
    return Problem(fault, None if limit is None else Decimal(limit))


@pytest.mark.parametrize(
    ("question", "value", "kept"),
    [
        (ONE, One("a"), One("a")),
        (ONE, One("c"), problem(Fault.NO_SUCH_OPTION)),
        (ONE, Several(("a",)), problem(Fault.WRONG_KIND)),
        (ONE, Unknown(Why.DONT_KNOW), Unknown(Why.DONT_KNOW)),
        (MANY, Several(("c", "a", "a")), Several(("a", "c"))),
        (MANY, One("d"), Several(("d",))),
        (MANY, Several(()), problem(Fault.NOTHING_CHOSEN)),
        (MANY, Several(("a", "x")), problem(Fault.NO_SUCH_OPTION)),
        (MANY, Several(("a", "d")), problem(Fault.EXCLUDES)),
        (MANY, Several(("a", "b", "c")), problem(Fault.TOO_MANY, 2)),
        (AMOUNT, Number(Decimal("2.50")), Number(Decimal("2.50"))),
        (AMOUNT, Number(Decimal(-2)), problem(Fault.TOO_SMALL, -1)),
        (AMOUNT, Number(Decimal(11)), problem(Fault.TOO_LARGE, 10)),
        (AMOUNT, Number(Decimal("NaN")), problem(Fault.WRONG_KIND)),
        (AMOUNT, Number(Decimal("-Infinity")), problem(Fault.WRONG_KIND)),
        (AMOUNT, Number(Decimal("1e-99999")), problem(Fault.WRONG_KIND)),
        (AMOUNT, Number(Decimal("0." + "1" * 40)), problem(Fault.WRONG_KIND)),
        (ANY_AMOUNT, Number(Decimal("1e99999")), problem(Fault.TOO_LARGE, LARGEST)),
        (ANY_AMOUNT, Number(Decimal("-1e99999")), problem(Fault.TOO_SMALL, -LARGEST)),
        (DAY, Day(date(2024, 2, 29)), Day(date(2024, 2, 29))),
        (DAY, Text("demain"), problem(Fault.WRONG_KIND)),
        (WORDS, Text(" e\u0301t\x00e\u202e "), Text("éte")),
        (WORDS, Text(" \r\n\ud800"), problem(Fault.EMPTY)),
        (WORDS, Text("quatre"), problem(Fault.TOO_LONG, 3)),
        (WORDS, Text("\u0301" * 1_000_000), problem(Fault.TOO_LONG, 3)),
    ],
)
def test_a_value_is_kept_or_refused_with_the_limit_it_breaks(
    question: Question, value: Value, kept: Value | Problem
) -> None:
    assert accept(question, value) == kept


def test_touching_an_option_turns_it_on_or_off_and_exclusive_ones_clear_the_rest() -> None:
    assert toggle(MANY, (), "b") == ("b",)
    assert toggle(MANY, ("b",), "a") == ("a", "b")
    assert toggle(MANY, ("a", "b"), "a") == ("b",)
    assert toggle(MANY, ("a", "b"), "d") == ("d",)
    assert toggle(MANY, ("d",), "a") == ("a",)
    assert toggle(MANY, ("a", "b"), "c") == problem(Fault.TOO_MANY, 2)
    assert toggle(MANY, (), "x") == problem(Fault.NO_SUCH_OPTION)


class Said:
    """What is known in the tests of conditions: two choices, a number, and nothing of `open` and `never`."""

    def choices(self, name: str) -> frozenset[str] | None:
        return {"x": frozenset({"on"}), "y": frozenset({"off", "dim"})}.get(name)

    def number(self, name: str) -> Decimal | None:
        return Decimal(3) if name == "n" else None

    def known(self, name: str) -> bool:
        return name in {"x", "y", "n"}

    def asked(self, name: str) -> bool:
        return name != "never"

    def support(self, name: str) -> frozenset[Key]:
        return frozenset({Key(name)})


X, Y = Is("x", frozenset({"on"})), Is("y", frozenset({"off"}))
NO = Is("x", frozenset({"off"}))
OPEN = Is("open", standings=frozenset({Standing.UNKNOWN}))


@pytest.mark.parametrize(
    ("condition", "true", "because"),
    [
        (X, True, "x"),
        (NO, False, "x"),
        (Is("x", frozenset({"off"}), frozenset({Standing.KNOWN})), True, "x"),
        (Is("x", frozenset({"off"}), frozenset({Standing.UNKNOWN})), False, "x"),
        (OPEN, True, "open"),
        (Is("open", standings=frozenset({Standing.KNOWN})), False, "open"),
        (Is("open", standings=frozenset({Standing.NOT_GIVEN})), True, "open"),
        (Is("never", standings=frozenset({Standing.NOT_GIVEN})), False, "never"),
        (Is("open", frozenset({"on"})), False, "open"),
        (Not(NO), True, "x"),
        (Between("n", Decimal(3)), True, "n"),
        (Between("n", Decimal(4)), False, "n"),
        (Between("n", None, Decimal(3)), True, "n"),
        (Between("n", Decimal(1), Decimal(2)), False, "n"),
        (Between("open", Decimal(0)), False, "open"),
        (Between("open", None, Decimal(0)), False, "open"),
        (Differs("x", "y"), True, "xy"),
        (Differs("x", "x"), False, "x"),
        (Differs("x", "open"), False, "x open"),
        (Differs("open", "x"), False, "x open"),
        (All((X, Y)), True, "xy"),
        (All((X, NO, OPEN)), False, "x"),
        (All((OPEN, Not(Y), NO)), False, "y"),
        (Any((NO, OPEN, Y)), True, "open"),
        (Any((NO, Not(Y))), False, "xy"),
    ],
)
def test_a_condition_holds_because_of_the_answers_that_decide_it(
    condition: Condition, *, true: bool, because: str
) -> None:
    assert holds(condition, Said()) is true
    names = (
        because.split() if " " in because else ([because] if because in {"open", "never"} else list(because))
    )
    assert support(condition, Said()) == frozenset(map(Key, names))
    assert {Key(name) for name in names} <= {Key(name) for name in names_in(condition)}


def test_no_condition_looks_at_nothing() -> None:
    assert list(names_in(None)) == []


def test_an_option_with_a_condition_is_offered_and_usable_only_where_it_holds() -> None:
    other = Question("q", Kind.ONE, (Option("a"), Option("b", when=NO)))
    assert offered(ONE, Said()) == ("a", "b")
    assert offered(other, Said()) == ("a",)
    assert usable(other, One("b"), Said()) is None
    assert usable(other, One("a"), Said()) == One("a")
    assert usable(other, Unknown(), Said()) == Unknown()
    many = Question("q", Kind.SEVERAL, other.options)
    assert usable(many, Several(("a", "b")), Said()) is None


def test_only_choices_choose_options() -> None:
    assert chosen(Several(("a", "b"))) == frozenset({"a", "b"})
    assert chosen(Text("a")) is None
    assert chosen(None) is None


def test_an_option_that_is_no_longer_offered_is_asked_again_and_its_answer_set_aside() -> None:
    engine = engine_of(
        """
        dialogue: meal
        questions:
          diet: {ask: one, options: [all, plants]}
          dish: {ask: one, options: [{id: fish, when: {diet: all}}, salad]}
        path: [diet, dish]
        """
    )
    session = engine.replay(
        Inputs(), (Reply(Key("diet"), One("all")), Reply(Key("dish"), One("fish")))
    ).session
    assert session.finished
    plants = engine.advance(session, Edit(Key("diet"), One("plants"))).session
    assert plants.at == Key("dish")
    assert plants.aside == {Key("dish")}
    fish = engine.advance(plants, Reply(Key("dish"), One("fish")))
    assert fish.effects == (Reject(Key("dish"), problem(Fault.NO_SUCH_OPTION)),)
    assert engine.advance(plants, Edit(Key("diet"), One("all"))).session.path == session.path


def test_a_remark_that_is_empty_too_long_or_about_nothing_is_refused(diagnosis: Engine) -> None:
    session = diagnosis.begin(Inputs()).session
    for key, text, fault in (
        (Key("activity"), " \x00", problem(Fault.EMPTY)),
        (Key("activity"), "x" * 2001, problem(Fault.TOO_LONG, 2000)),
        (Key("gone"), "mot", problem(Fault.WRONG_KIND)),
    ):
        assert diagnosis.advance(session, Remark(key, text)) == Turn(session, (Reject(key, fault),))


def test_a_way_back_from_the_first_question_or_to_an_unknown_one_stays_where_it_is(diagnosis: Engine) -> None:
    begun = diagnosis.begin(Inputs())
    assert diagnosis.advance(begun.session, Back()) == begun
    assert diagnosis.advance(begun.session, Back(Key("gone"))) == begun


def test_a_way_back_from_the_result_passes_the_question_beside_it(diagnosis: Engine) -> None:
    session = diagnosis.begin(Inputs()).session
    while session.at is not None:
        session = diagnosis.advance(session, Skip(session.at)).session
    chosen_one = diagnosis.advance(session, Reply(Key("second_look"), One("willing_unsure"))).session
    assert chosen_one.at == Key("gaps")
    assert diagnosis.advance(chosen_one, Back()).session.at == Key("expects")
    again = diagnosis.advance(chosen_one, Reply(Key("gaps"), One("missing_time")))
    assert isinstance(again.effects[-1], Conclude)
    assert diagnosis.result(again.session).outcome == "willing_unsure"
    assert diagnosis.result(again.session).computed == "undetermined"


def test_what_is_no_value_and_no_event_is_refused_by_the_codec() -> None:
    with pytest.raises(ValueError, match="no value"):
        decode_value({"colour": "red"})
    with pytest.raises(ValueError, match="no event"):
        decode_event({"kind": "dance"})
    for event in (Skip(Key("a", "1"), Why.DONT_KNOW), Back(), Back(Key("a", "1")), Skip(Key("a"))):
        assert decode_event(encode_event(event)) == event


def test_the_values_that_a_fact_can_have_are_found_through_other_facts() -> None:
    engine = engine_of(
        """
        dialogue: facts
        questions: {a: {ask: one, options: [x, y]}, b: {ask: several, options: [y, z]}}
        path: [a, b]
        scores: {s: {sum: [a]}, t: {sum: [b]}, u: {count_true: [{a: x}, {b: y}]}}
        facts:
          both: {union: [a, b]}
          flag: [{when: {a: x}, is: on}, {when: {b: z}, is: {same_as: both}}, {is: unknown}]
          turned: {value_of: flag, where: {flag: {on: x}}}
          best: {highest: [s, t]}
          rare: [{when: {a: x}, is: on}]
        confidence: {could_change: {facts: [flag, s]}}
        """
    )
    found = {name: list(values_of(name, engine.dialogue)) for name in ("both", "flag", "turned", "best", "s")}
    assert found == {
        "both": ["x", "y", "z"],
        "flag": ["on", "x", "y", "z"],
        "turned": ["on", "x", "y", "z"],
        "best": ["s", "t"],
        "s": [],
    }
    known = engine.replay(
        Inputs(), [Reply(Key("a"), One("y")), Reply(Key("b"), Several(("y", "z")))]
    ).session.walk.known
    assert known.choices("flag") == frozenset({"y", "z"})
    assert known.support("flag") == {Key("a"), Key("b")}
    assert known.support("turned") == known.support("flag")
    assert known.support("s") == {Key("a")}
    assert known.support("u") == {Key("b")}
    assert known.support("rare") == known.support("voice") == frozenset()


def test_the_values_that_a_fact_can_have_are_told_once_each() -> None:
    engine = engine_of(
        """
        dialogue: small
        questions:
          a: {ask: one, options: [x, y]}
        path: [a]
        facts:
          c: [{when: {a: x}, is: {same_as: a}}, {when: {a: y}, is: {same_as: a}}, {is: z}]
        """
    )
    assert values_of("c", engine.dialogue) == ("x", "y", "z")
    assert engine.dialogue.extends == ""
    assert not engine.begin(Inputs()).session.walk.finished
