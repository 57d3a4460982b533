"""Causes in a section of their own hold for all outcomes, and are worded once."""

from collections.abc import Callable

from bot.engine.dialogue import Inputs, Voice
from bot.engine.session import Reply, Skip
from bot.engine.values import Key, One, Why
from bot.texts.keys import needs_of_dialogue
from tests.loading.conftest import TALK, Load

COMMON = (
    TALK
    + """causes:
  restless: {when: {colour: green}, advice: [walk], steps: {stroll: now}}
  tired: {when: {colour: red}, advice: [walk], steps: {nap: now}}
"""
)


def test_they_stand_after_the_outcomes_own_which_take_their_place(load_files: Load) -> None:
    talk = load_files(talk=COMMON).engines["talk"].dialogue
    assert [(each.id, each.common) for each in talk.outcomes["good"].causes] == [
        ("tired", False),
        ("restless", True),
    ]
    assert [(each.id, each.common) for each in talk.outcomes["bad"].causes] == [
        ("restless", True),
        ("tired", True),
    ]


def test_each_of_their_texts_is_needed_once(load_files: Load) -> None:
    talk = load_files(talk=COMMON).engines["talk"].dialogue
    keys = [need.key for need in needs_of_dialogue(talk)]
    assert keys.count("any.restless.name") == keys.count("any.tired.step.nap") == 1
    assert keys.count("good.tired.name") == 1
    assert "bad.tired.name" not in keys
    assert len(keys) == len(set(keys))


def test_one_gives_its_advice_whatever_the_outcome(load_files: Load) -> None:
    engine = load_files(talk=COMMON).engines["talk"]
    given = {}
    for colour in ("red", "green"):
        session = engine.advance(
            engine.begin(Inputs(Voice.OFFICER)).session, Reply(Key("colour"), One(colour))
        ).session
        while session.at is not None:
            session = engine.advance(session, Skip(session.at, Why.SKIPPED)).session
        result = engine.result(session)
        given[result.outcome] = (result.causes, [each.id for each in result.advice])
    assert given == {"bad": (("tired",), ["walk"]), "good": (("restless",), ["walk", "rest"])}


def test_mistakes_in_them_are_told_with_their_line(mistakes: Callable[..., list[str]]) -> None:
    told = mistakes(talk=TALK + "causes: {odd: {when: {colour: pink}, advice: [run], steps: {}}}\n")
    assert any("'pink'" in line for line in told)
    assert any("'run'" in line for line in told)
