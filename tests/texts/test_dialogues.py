"""The texts of dialogues that extend others, and of loops whose items have names."""

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.engine.dialogue import Dialogue, Inputs, Voice
from bot.engine.engine import Engine
from bot.engine.session import Reply, Session
from bot.engine.values import Key, One, Text, Value
from bot.loading.library import load
from bot.service.wording import Wording
from bot.texts.catalogues import Texts
from bot.texts.check import check_domain
from bot.texts.keys import needs_of_dialogue
from tests.texts.conftest import LoadTexts
from tests.texts.test_check import entry

ADVICE = 'catalogue: advice\nadvice: {rest: {situations: [a], sources: ["1"], delay: now}}\n'
TALK = """
dialogue: talk
voices: [officer]
questions:
  colour: {ask: one, options: [red, blue]}
  size: {ask: one, options: [big, small]}
path: [colour, size]
facts:
  tone: [{when: {colour: red}, is: warm}, {is: cold}]
  end: [{is: good}]
confidence: {could_change: {facts: [colour, size]}}
result: {outcome: end, flags: [tone], show: [tone]}
outcomes: {good: {need: [rest]}, }
"""
VISIT = """
dialogue: visit
extends: talk
voices: [officer]
inputs: [steps]
questions:
  done: {ask: one, options: [yes, no], wordings: {late: {size: big}}}
  size: {ask: one, options: [big, tiny]}
  name: {ask: text}
  more: {ask: one, options: [yes, no]}
path:
  - {loop: each_step, over: steps, ask: [done]}
  - {loop: people, again: more, at_most: 3, ask: [name]}
  - size
"""
OWN = ("title", "purpose")
TALK_TEXTS = "".join(
    entry(key, f"talk {key}")
    for key in (
        *OWN,
        *(f"{name}.{part}" for name in ("colour", "size") for part in ("ask", "topic", "why", "hint")),
        *("colour.red", "colour.blue", "size.big", "size.small", "check.colour", "check.size", "flag.tone"),
        *("tone.warm", "tone.cold", "good.name", "good.says", "good.first_move", "good.next_question"),
    )
)
VISIT_TEXTS = (
    *(entry(key, f"visit {key}") for key in OWN),
    *(entry(f"{name}.{part}", f"visit {name}.{part}") for name in ("size", "name", "more") for part in ("ask", "topic", "why")),
    *(entry(f"{option}", f"visit {option}") for option in ("size.big", "size.tiny", "more.yes", "more.no", "check.size")),
    *(entry(f"done.{each}{late}", f"visit {each}{late}") for each in ("yes", "no") for late in ("", "@late")),
    *(entry("done.ask", "Avez-vous fait « {item} » ?"), entry("done.ask@late", "Et {item} ?")),
    *(entry("done.topic", "Où en est ce pas"), entry("done.why", "Pour voir"), entry("done.hint", "Dites-le de {item}")),
)  # fmt: skip
LABELS = {"call": "Appeler {item} {0} %s {", "meet": "Voir Ada"}
INPUTS = Inputs(Voice.OFFICER, items={"steps": ("call", "meet", "unnamed")}, labels=LABELS)


@pytest.fixture
def engine_from(tmp_path: Path) -> Callable[..., Engine]:
    def engine(visit: str = VISIT, talk: str = TALK) -> Engine:
        (tmp_path / "dialogues").mkdir(exist_ok=True)
        for name, text in {"advice": ADVICE, "talk": talk, "visit": visit}.items():
            (tmp_path / "dialogues" / f"{name}.yaml").write_text(text, encoding="utf-8")
        return load(tmp_path / "dialogues").engines["visit"]

    return engine


@pytest.fixture
def engine(engine_from: Callable[..., Engine]) -> Engine:
    return engine_from()


@pytest.fixture
def texts(load_po: LoadTexts) -> Texts:
    interface = entry("{topic}: {answer}", "{topic} : {answer}") + entry("“{name}”", "« {name} »")
    interface += entry("{topic} ({item}): {answer}", "{topic} ({item}) : {answer}")
    return load_po(talk=TALK_TEXTS, visit="".join(VISIT_TEXTS), bot=interface)


@pytest.fixture
def wording(texts: Texts, engine: Engine) -> Wording:
    return Wording(texts, engine.dialogue, Voice.OFFICER, LABELS)


def told(texts: Texts, dialogue: Dialogue) -> list[str]:
    return [
        problem.message for problem in check_domain(texts.domains[dialogue.id], needs_of_dialogue(dialogue))
    ]


def test_only_the_texts_of_its_own_names_are_needed(texts: Texts, engine: Engine) -> None:
    assert engine.dialogue.inherited.base
    assert told(texts, engine.dialogue) == []
    assert told(texts, engine.dialogue.inherited.base) == []
    needed = {need.key for need in needs_of_dialogue(engine.dialogue) if not need.optional}
    assert {"title", "purpose", "done.ask", "size.tiny", "size.ask", "check.size"} <= needed
    assert not {key for key in needed if key.startswith(("colour", "tone", "good", "flag", "check.colour"))}


@pytest.mark.parametrize(
    ("missing", "more", "expected"),
    [
        ("", entry("colour.ask", "Autrement"), []),
        (
            "",
            entry("good.says", "Autrement")
            + entry("tone.warm", "Autrement")
            + entry("check.colour", "Autrement"),
            [],
        ),
        ("", entry("colour.pink", "Rose"), ["'colour.pink' is not needed (did you mean 'colour.hint'?)"]),
        ("title", "", ["'title' is missing for officer"]),
        ("size.ask", "", ["'size.ask' is missing for officer"]),
        ("check.size", "", ["'check.size' is missing for officer"]),
    ],
)
def test_other_words_for_what_is_taken_over_are_allowed_and_superfluous_ones_told(
    load_po: LoadTexts, engine: Engine, missing: str, more: str, expected: list[str]
) -> None:
    entries = [each for each in VISIT_TEXTS if not each.startswith(f'msgid "{missing}"')]
    assert told(load_po(visit="".join(entries) + more), engine.dialogue) == expected


@pytest.mark.parametrize(
    ("old", "new", "needed"),
    [
        ("voices: [officer]", "voices: [officer, beneficiary]", {"colour.ask", "good.says", "tone.warm"}),
        ("path:", "result: {outcome: end, show: [end]}\npath:", {"end.good"}),
        ("path:", "facts: {tone: [{is: mild}]}\npath:", {"tone.mild", "flag.tone"}),
        ("path:", "outcomes: {good: {need: [rest]}}\npath:", {"good.name", "good.says"}),
        ("path:", "confidence: {could_change: {facts: [tone]}}\npath:", {"check.tone"}),
    ],
)
def test_what_the_other_has_no_fitting_text_for_is_needed(
    engine_from: Callable[..., Engine], old: str, new: str, needed: set[str]
) -> None:
    assert VISIT.count(old) == 1
    dialogue = engine_from(VISIT.replace(old, new)).dialogue
    assert needed <= {need.key for need in needs_of_dialogue(dialogue) if not need.optional}


def test_a_text_that_names_an_item_is_needed_anew_where_there_is_none(
    engine_from: Callable[..., Engine],
) -> None:
    talk = TALK.replace(
        "path: [colour, size]", "inputs: [steps]\npath: [size, {loop: each, over: steps, ask: [colour]}]"
    )
    talk = talk.replace("colour: red", "size: big")
    needed = {
        need.key
        for need in needs_of_dialogue(
            engine_from(VISIT.replace("  - size\n", "  - size\n  - colour\n"), talk).dialogue
        )
        if not need.optional
    }
    assert {key for key in needed if key.startswith("colour")} == {"colour.ask", "colour.topic"}


def test_texts_come_from_the_other_dialogue_unless_there_are_own_ones(
    load_po: LoadTexts, engine: Engine, texts: Texts
) -> None:
    colour, size = Key("colour"), Key("size")
    begun = engine.begin(INPUTS).session
    wording = Wording(texts, engine.dialogue, Voice.OFFICER)
    assert wording.ask(begun, colour) == "talk colour.ask"
    assert wording.hint(colour) == "talk colour.hint"
    assert wording.text("good.says") == "talk good.says"
    assert wording.ask(begun, size) == "visit size.ask"
    assert wording.hint(size) == ""  # the other one's is about another question
    own = load_po(visit=entry("colour.ask", "à nous", "officer") + entry("colour.hint", "aussi"))
    again = Wording(own, engine.dialogue, Voice.OFFICER)
    assert (again.ask(begun, colour), again.hint(colour)) == ("à nous", "aussi")


def answered(engine: Engine) -> Session:
    said: list[tuple[Key, Value]] = [
        (Key("done", "call"), One("yes")),
        (Key("done", "meet"), One("no")),
        (Key("done", "unnamed"), One("no")),
    ]
    said += [(Key("name", "1"), Text("Ada")), (Key("more", "1"), One("yes")), (Key("name", "2"), Text("Bo"))]
    return engine.replay(INPUTS, [Reply(key, value) for key, value in said]).session


def test_a_question_says_about_which_item_it_is_and_a_label_is_never_a_template(
    engine: Engine, wording: Wording
) -> None:
    session = answered(engine)
    assert wording.ask(session, Key("done", "call")) == "Avez-vous fait « Appeler {item} {0} %s { » ?"
    more = [Reply(Key("more", "2"), One("no")), Reply(Key("size"), One("big"))]
    later = engine.replay(INPUTS, [*session.log, *more]).session
    assert wording.ask(later, Key("done", "meet")) == "Et Voir Ada ?"
    assert wording.hint(Key("done", "meet")) == "Dites-le de Voir Ada"
    assert wording.topic(Key("done", "meet")) == "Où en est ce pas"


def test_a_list_of_answers_tells_items_apart(engine: Engine, wording: Wording, load_po: LoadTexts) -> None:
    session = answered(engine)
    said = [wording.fact(session, key) for key in session.path]
    assert said == [
        "Où en est ce pas (« Appeler {item} {0} %s { ») : visit yes",
        "Où en est ce pas (« Voir Ada ») : visit no",
        "Où en est ce pas (unnamed) : visit no",
        "visit name.topic (1) : Ada",
        "visit more.topic (1) : visit more.yes",
        "visit name.topic (2) : Bo",
    ]
    named = "".join(each.replace("Où en est ce pas", "Le pas « {item} »") for each in VISIT_TEXTS)
    there = Wording(load_po(visit=named), engine.dialogue, Voice.OFFICER, LABELS)
    assert there.topic(Key("done", "meet")) == "Le pas « Voir Ada »"
    assert there.fact(session, Key("done", "meet")) == "Le pas « Voir Ada » : visit no"


@pytest.mark.parametrize(
    ("key", "text", "expected"),
    [
        ("done.topic", "Le pas {item}", []),
        ("done.why", "Pour {item}", ["'done.why': {item} stands only in ask, hint and topic of a question about items with names, and in the lines of a handout for each of them"]),
        ("name.ask", "Et {item}", ["'name.ask': {item} stands only in ask, hint and topic of a question about items with names, and in the lines of a handout for each of them"]),
        ("colour.ask", "Et {item}", ["'colour.ask': {item} stands only in ask, hint and topic of a question about items with names, and in the lines of a handout for each of them"]),
        ("done.topic", "Le pas {items}", ["'done.topic': a brace that belongs to no {item}"]),
        ("purpose", "Le pas }", ["'purpose': a brace that belongs to no {item}"]),
    ],
)  # fmt: skip
def test_the_placeholder_stands_where_there_is_an_item_only(
    load_po: LoadTexts, engine: Engine, key: str, text: str, expected: list[str]
) -> None:
    entries = [each for each in VISIT_TEXTS if not each.startswith(f'msgid "{key}"')]
    assert told(load_po(visit="".join(entries) + entry(key, text)), engine.dialogue) == expected


def test_a_question_that_is_asked_outside_its_loop_too_names_no_item(
    engine_from: Callable[..., Engine],
) -> None:
    dialogue = engine_from(
        VISIT.replace("  - size\n", "  - size\n  - {ask: done, when: {size: big}}\n")
    ).dialogue
    assert not [need.key for need in needs_of_dialogue(dialogue) if need.item]
