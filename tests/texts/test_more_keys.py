"""The texts around the questions: why an interview is proposed, its handout and its picture."""

import pytest

from bot.engine.dialogue import Voice
from bot.problems import Problem
from bot.texts.check import check_domain
from bot.texts.keys import Need, needs_of_dialogue, quoted_in
from tests.engine.small import engine_of
from tests.texts.conftest import LoadTexts

LETTER = engine_of(
    """
    dialogue: letter
    voices: [officer]
    fits: {begins: {stage: emergence}, any_time: always}
    questions:
      firm: {ask: text}
      need: {ask: one, options: [{id: strong, points: 4}, {id: weak, points: 1}]}
      who: {ask: text}
      more: {ask: one, options: [yes, no]}
      theme: {ask: text}
      other: {ask: one, options: [yes, no]}
    path:
      - firm
      - need
      - {loop: people, again: more, at_most: 3, named: who, ask: [who]}
      - {loop: themes, again: other, at_most: 3, ask: [theme]}
    scores: {needed: {sum: [need]}}
    handout:
      - {part: call, lines: [{answer: firm}, {line: greet}]}
      - {part: meet, each: people, lines: [{line: see}]}
      - {part: talk, each: themes, lines: [{line: say}]}
    picture: [{bars: [needed]}]
    facts: {end: [{is: fine}]}
    result: {outcome: end, own_steps: [{answer: firm}, {line: ring}]}
    outcomes: {fine: {need: [rest]}}
    """
).dialogue
OFFICER = frozenset({Voice.OFFICER})
NEEDS = {need.key: need for need in needs_of_dialogue(LETTER)}


@pytest.mark.parametrize(
    ("key", "longest"),
    [
        ("fits.begins", 120),
        ("fits.any_time", 120),
        ("handout.title", 40),
        ("handout.call", 80),
        ("handout.call.greet", 300),
        ("own_steps.ring", 120),
        ("picture.title", 40),
        ("needed.name", 40),
    ],
)
def test_what_stands_around_the_questions_has_texts(key: str, longest: int) -> None:
    need = NEEDS[key]
    assert (need.voices, need.longest, need.optional) == (OFFICER, longest, False)


def test_what_is_not_there_needs_no_text() -> None:
    plain = engine_of("dialogue: plain\nquestions: {a: {ask: date}}\npath: [a]\n").dialogue
    keys = {need.key for need in needs_of_dialogue(plain)}
    assert not {"handout.title", "picture.title"} & keys
    assert not any(key.startswith("handout.call.") for key in NEEDS if key != "handout.call.greet")
    assert [key for key in NEEDS if key.startswith("own_steps.")] == ["own_steps.ring"]


@pytest.mark.parametrize(
    ("key", "text", "expected"),
    [
        ("handout.call.greet", "Bonjour {firm}", []),
        ("handout.call.greet", "Bonjour {frm}", ["there is no answer 'frm' to quote here (did you mean 'firm'?)"]),
        ("handout.call.greet", "Bonjour {who}", ["there is no answer 'who' to quote here"]),
        ("handout.call.greet", "Bonjour {firm", ["a brace that belongs to no {item}"]),
        ("handout.meet.see", "Voir {item}, {who}, de {firm}", []),
        ("handout.meet.see", "Parler de {theme}", ["there is no answer 'theme' to quote here"]),
        ("handout.talk.say", "Parler de {theme}", []),
        ("handout.talk.say", "Parler de {item}", ["{item} stands only in ask, hint and topic of a question about items with names, and in the lines of a handout for each of them"]),
        ("handout.call", "Bonjour {firm}", ["a brace that belongs to no {item}"]),
        ("own_steps.ring", "Appeler {firm}", []),
        ("own_steps.ring", "Appeler {who}", ["there is no answer 'who' to quote here"]),
        ("own_steps.ring", "Appeler {item}", ["{item} stands only in ask, hint and topic of a question about items with names, and in the lines of a handout for each of them"]),
        ("own_steps.ring", "a" * 121, ["has 121 characters; 120 at most"]),
        ("fits.begins", "a" * 121, ["has 121 characters; 120 at most"]),
    ],
)  # fmt: skip
def test_a_line_or_a_step_may_quote_the_answers_that_are_at_hand(
    load_po: LoadTexts, key: str, text: str, expected: list[str]
) -> None:
    domain = load_po(letter=f'msgid "{key}"\nmsgstr "{text}"\n').domains["letter"]
    told = [_of(problem, key) for problem in check_domain(domain, [NEEDS[key]])]
    assert told == expected


def _of(problem: Problem, key: str) -> str:
    return problem.message.removeprefix(f"'{key}'").lstrip(": ")


def test_the_names_in_braces_are_found_once_each_in_order() -> None:
    assert quoted_in("{b} {a} {b} {} {A} {a b}") == ("b", "a")
    assert Need("a", OFFICER).quotes == frozenset()
