"""A dialogue that extends another has what it does not say itself from there, and is blamed for its own mistakes only."""

from collections.abc import Callable

import pytest

from bot.engine.dialogue import Inputs
from bot.engine.session import Conclude, Reply, Skip
from bot.engine.values import Key, One
from bot.loading.library import version_of
from tests.loading.conftest import TALK, Load

Told = Callable[..., list[str]]
VISIT = """dialogue: visit
extends: talk
inputs: [steps]
questions:
  done: {ask: one, options: [yes, no]}
  colour: {ask: one, options: [red, pink]}
path:
  - {loop: each_step, over: steps, ask: [done, shades]}
  - colour
  - {ask: again, when: {confidence: low}, beside: result}
scores:
  finished: {count_items: {loop: each_step, when: {done: yes}}}
facts:
  tone: [{when: {finished: {at_least: 1}}, is: bright}, {is: pale}]
outcomes:
  bad: {need: [rest]}
"""


def test_it_takes_over_what_it_does_not_say_and_says_the_rest_itself(load_files: Load) -> None:
    library = load_files(talk=TALK, visit=VISIT)
    talk, visit = (library.engines[name].dialogue for name in ("talk", "visit"))
    assert (visit.id, visit.extends, talk.extends) == ("visit", "talk", "")
    assert visit.inherited.base == talk
    assert visit.inherited.questions == {"shades", "amount", "more", "name", "again"}
    assert visit.inherited.outcomes == {"good"}
    assert visit.inherited.facts == {"both", "mood", "turned", "best"}
    assert visit.inherited.scores == set(talk.scores)
    assert [*visit.questions] == [*talk.questions, "done"]
    assert {
        name: visit.questions[name] for name in visit.inherited.questions
    }.items() <= talk.questions.items()
    assert visit.questions["colour"].option_ids == ("red", "pink")
    assert visit.outcomes["bad"].need == ("rest",)
    assert (visit.result, visit.doubts) == (talk.result, talk.doubts)
    assert [state.question for state in visit.states] == ["done", "shades", "colour", "again"]
    assert visit.inputs == ("steps",)
    assert not visit.renames.questions


def test_its_own_confidence_and_result_take_the_place_of_the_whole_section(load_files: Load) -> None:
    own = VISIT + "confidence: {unknown_share: 1/2}\nresult: {outcome: mood}\nvoices: officer\n"
    visit = load_files(talk=TALK, visit=own).engines["visit"].dialogue
    assert visit.doubts.lowered_by == ()
    assert (visit.result.flags, visit.result.computed) == ((), "mood")
    assert [voice.value for voice in visit.voices] == ["officer"]


def test_a_result_that_is_taken_over_leaves_its_own_steps_behind(load_files: Load) -> None:
    named = TALK.replace("show: [best]", "show: [best], own_steps: [{line: call, when: {colour: red}}]")
    engines = load_files(talk=named, visit=VISIT).engines
    talk, visit = (engines[name].dialogue.result for name in ("talk", "visit"))
    assert [line.id for line in talk.own_steps] == ["call"]
    assert (visit.show, visit.own_steps) == (talk.show, ())


@pytest.mark.parametrize("name", ["a_visit", "z_visit"])
def test_the_order_of_the_files_does_not_matter(load_files: Load, name: str) -> None:
    library = load_files(**{"talk": TALK, name: VISIT.replace("visit", name)})
    assert list(library.engines) == sorted(["talk", name])
    assert library.engines[name].dialogue.extends == "talk"


def test_its_version_is_another_when_either_file_is_and_its_source_has_both(load_files: Load) -> None:
    def version(**files: str) -> str:
        library = load_files(**files)
        assert version_of(library.sources["visit"]) == library.engines["visit"].dialogue.version
        assert library.sources["visit"].startswith(files["visit"])
        assert library.sources["visit"].endswith(files["talk"])
        return library.engines["visit"].dialogue.version

    versions = [
        version(talk=TALK, visit=VISIT),
        version(talk=TALK + "# more\n", visit=VISIT),
        version(talk=TALK, visit=VISIT + "# more\n"),
    ]
    assert len(set(versions)) == 3
    assert version(talk=TALK, visit=VISIT) == versions[0]


def test_what_it_never_asks_is_unknown_and_so_are_inputs_that_only_the_other_has(load_files: Load) -> None:
    base = TALK.replace(
        "{when: {colour: not_given}, check: colour}", "{when: {region: unknown}, check: region}"
    ).replace(
        "{when: {colour: red}, is: bad}",
        "{when: {any: [{region: not_given}, {amount: known}, {named: {at_least: 1}}]}, is: bad}",
    )
    engine = load_files(talk=base, visit=VISIT).engines["visit"]
    session = engine.begin(Inputs(items={"steps": ("call",)})).session
    assert session.at == Key("done", "call")
    session = engine.advance(session, Reply(Key("done", "call"), One("yes"))).session
    session = engine.advance(session, Skip(Key("shades", "call"))).session
    (shown,) = engine.advance(session, Skip(Key("colour"))).effects
    assert isinstance(shown, Conclude)
    assert shown.result.outcome == "good"
    assert shown.result.confidence.to_check == ("region",)


def test_what_refines_an_answer_here_does_so_there_too(load_files: Load) -> None:
    base = TALK.replace("name: {ask: text}", "name: {ask: text, refines: {amount: {at_least: 1}}}")
    asked = VISIT.replace("  - colour\n", "  - colour\n  - name\n")
    visit = load_files(talk=base, visit=asked).engines["visit"].dialogue
    assert {state.question: state.when is not None for state in visit.states}["name"]


MISTAKES = {
    "an unknown dialogue": (
        ("extends: talk", "extends: tolk"),
        ["2: there is no dialogue 'tolk' (did you mean 'talk'?)"],
    ),
    "the catalogue": (("extends: talk", "extends: advice"), ["2: there is no dialogue 'advice'"]),
    "no word": (("extends: talk", "extends: [talk]"), ["2: a word is expected here"]),
    "itself": (
        ("extends: talk", "extends: visit"),
        ["2: 'visit' extends a dialogue itself; extend that one"],
    ),
    "a field more": (
        ("inputs:", "input:"),
        ["3: unknown field 'input' (did you mean 'inputs'?)", "8: there is no input 'steps'"],
    ),
    "no path": (
        ("path:", "paths:"),
        [
            "1: the field 'path' is missing",
            "5: 'done' is nowhere on the path",
            "6: 'colour' is nowhere on the path",
            "8: unknown field 'paths' (did you mean 'path'?)",
            "12: there is no loop 'each_step'",
        ],
    ),
    "a question of its own that is not asked": (
        ("  - colour\n", ""),
        ["6: 'colour' is nowhere on the path"],
    ),
    "what is never asked": (
        ("  - colour\n", "  - {ask: colour, when: {more: yes}}\n"),
        ["6: 'colour' looks at 'more', which is nowhere on the path"],
    ),
    "what is asked later": (
        ("  - colour\n", "  - {ask: amount, when: {colour: red}}\n  - colour\n"),
        ["9: 'amount' looks at 'colour', which is asked later"],
    ),
    "asked twice": (
        ("ask: [done, shades]}\n", "ask: [done, shades, shades]}\n"),
        ["8: 'shades' is asked twice; the second time needs a `when`"],
    ),
    "again": (
        ("  - colour\n", "  - colour\n  - {loop: people, again: amount, ask: [name]}\n"),
        ["10: 'amount' must ask `one`, with the option `yes`"],
    ),
    "a fact that cannot look into a loop": (
        ("facts:\n", "facts:\n  much: [{when: {many: {at_least: 2}}, is: yes}]\n"),
        ["12: shades is asked in a loop: use count_items"],
    ),
    "an option that is gone": (
        (
            "finished: {count_items",
            "finished: {sum: [colour]}\n  green: {count_true: [{colour: green}]}\n  old: {count_items",
        ),
        ["13: 'colour' is never 'green'"],
    ),
    "an outcome of its own that is never reached": (
        ("  bad: {need: [rest]}", "  bad: {need: [rest]}\n  odd: {need: [rest]}"),
        ["17: the outcome 'odd' is never reached"],
    ),
    "a name of the other one": (
        ("finished: {count_items", "shades: {count: [colour]}\n  finished: {count_items"),
        ["12: 'shades' stands in questions already"],
    ),
    "a name that the other one has elsewhere": (
        (
            "  done: {ask: one, options: [yes, no]}\n",
            "  done: {ask: one, options: [yes, no]}\n  best: {ask: date}\n",
        ),
        ["6: 'best' is nowhere on the path", "6: 'best' stands in questions already"],
    ),
    "a circle": (
        ("{when: {finished: {at_least: 1}}, is: bright}", "{when: {turned: bad}, is: bright}"),
        ["14: 'tone' rests on itself", "14: 'turned' rests on itself"],
    ),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_its_own_mistakes_are_told_on_their_lines(mistakes: Told, name: str) -> None:
    (old, new), expected = MISTAKES[name]
    assert VISIT.count(old) == 1
    told = mistakes(talk=TALK, visit=VISIT.replace(old, new))
    assert told == [f"visit.yaml:{each}" for each in expected]


def test_only_one_dialogue_stands_behind_another(mistakes: Told) -> None:
    third = VISIT.replace("visit", "third").replace("extends: talk", "extends: visit")
    told = mistakes(talk=TALK, visit=VISIT, third=third)
    assert told == ["third.yaml:2: 'visit' extends a dialogue itself; extend that one"]


def test_it_is_not_blamed_for_the_mistakes_of_the_other(mistakes: Told) -> None:
    assert mistakes(talk="a: [", visit=VISIT) == [
        "talk.yaml:1: not valid YAML: did not find expected node content"
    ]
    spoilt = TALK.replace("first: yes", "first: ja")
    assert mistakes(talk=spoilt, visit=VISIT) == ["talk.yaml:41: yes or no is expected here, not 'ja'"]
    many = f"voices: [{'x, ' * 2000}y]"
    assert not [each for each in mistakes(talk=many, visit=VISIT) if each.startswith("visit")]
    told = mistakes(talk=spoilt, visit=VISIT.replace("ask: one, options: [yes", "ask: on, options: [yes"))
    assert [each for each in told if each.startswith("visit")] == [
        "visit.yaml:5: 'on' is none of one, several, number, date, text (did you mean 'one'?)",
        "visit.yaml:5: done: only questions that ask `one` or `several` have options",
    ]
