"""Checking texts against what the dialogues need: nothing missing, superfluous, too long or empty."""

from pathlib import Path

import pytest

from bot.engine.dialogue import Voice
from bot.loading.library import Library
from bot.texts.catalogues import Texts
from bot.texts.check import check_domain, check_interface, check_words, msgids_in
from bot.texts.keys import Need, needs_of_catalogue, needs_of_dialogue
from tests.engine.small import CATALOGUE, engine_of
from tests.texts.conftest import LoadTexts

BOTH = frozenset(Voice)
NEEDS = (
    Need("title", BOTH, 10),
    Need("hint", BOTH, optional=True),
    Need("secret", frozenset({Voice.OFFICER})),
    Need("stage.said", BOTH, optional=True, value=True),
)


def entry(key: str, text: str, voice: str = "") -> str:
    context = f'msgctxt "{voice}"\n' if voice else ""
    return f'{context}msgid "{key}"\nmsgstr "{text}"\n\n'


def told(load_po: LoadTexts, *entries: str) -> list[str]:
    """What is wrong with the entries, in the order in which it is found, by line."""
    found = check_domain(load_po(talk="".join(entries)).domains["talk"], NEEDS)
    return sorted(str(problem).removeprefix("locales/fr/talk.po:") for problem in found)


SECRET = entry("secret", "mot", "officer")  # four lines


def test_texts_that_are_all_there_have_no_problem(load_po: LoadTexts) -> None:
    assert told(load_po, SECRET, entry("title", "mot")) == []
    assert (
        told(
            load_po,
            entry("secret", "mot"),
            entry("title", "a", "officer"),
            entry("title", "b", "beneficiary"),
        )
        == []
    )


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        ([SECRET], ["1: 'title' is missing for beneficiary, officer"]),
        ([SECRET, entry("title", "mot", "officer")], ["6: 'title' is missing for beneficiary"]),
        (
            [SECRET, entry("title", "mot"), entry("hint", "mot", "officer")],
            ["9: 'hint' is missing for beneficiary"],
        ),
        (
            [entry("title", "mot"), SECRET, entry("secret", "x", "beneficiary")],
            ["9: 'secret' is never said to beneficiary"],
        ),
        (
            [SECRET, entry("title", "mot"), entry("title", "mot", "officer")],
            ["9: 'title' stands both with and without a voice"],
        ),
        (
            [SECRET, entry("title", "mot"), entry("titel", "mot")],
            ["8: 'titel' is not needed (did you mean 'title'?)"],
        ),
        ([SECRET, entry("title", "onze lettres")], ["5: 'title' has 12 characters; 10 at most"]),
        (
            [SECRET, entry("title", "mot"), entry("hint", "mot", "oficer")],
            ["9: 'hint': 'oficer' is no voice (did you mean 'officer'?)"],
        ),
    ],
)
def test_what_is_wrong_with_a_text_is_told_on_its_line(
    load_po: LoadTexts, entries: list[str], expected: list[str]
) -> None:
    assert told(load_po, *entries) == expected


def test_empty_texts_and_faults_of_typography_are_told_in_all_files(load_po: LoadTexts) -> None:
    plural = 'msgid "a"\nmsgid_plural "as"\nmsgstr[0] "l\'un"\nmsgstr[1] ""\n'
    texts = load_po(talk=entry("title", "Oui !") + entry("empty", ""), bot=plural)
    assert [str(problem) for problem in check_words(texts)] == [
        "locales/fr/bot.po:1: 'a': a straight apostrophe instead of ’",
        "locales/fr/bot.po:1: 'a' is empty",
        "locales/fr/talk.po:1: 'title': an ordinary space before ; ! ? : »",
        "locales/fr/talk.po:4: 'empty' is empty",
    ]


def test_the_sentences_of_the_interface_are_those_that_the_program_says(load_po: LoadTexts) -> None:
    bot = load_po(
        bot=entry("Hello {name}", "Bonjour")
        + entry("Bye {name}", "Au revoir {nom}, {name}")
        + entry("Old", "Vieux")
        + entry("Odd {x}", "Une { seule")
        + entry("Fine {x} {n}", "{x}")
    ).domains["bot"]
    used = {"Hello {name}", "Bye {name}", "New", "Odd {x}", "Fine {x} {n}"}
    assert [str(problem).removeprefix("locales/fr/bot.po:") for problem in check_interface(bot, used)] == [
        "1: 'New' is missing",
        "1: 'Hello {name}': {name} is missing in the text",
        "4: 'Bye {name}': the program does not give {nom}",
        "7: 'Old' is not used",
        "10: 'Odd {x}': a brace is opened or closed alone",
    ]


def test_the_sentences_said_are_found_in_the_program(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text(
        'texts.say("One", x=1)\nmsg("Two")\nother("Three")\ntexts.count("Four", 2)\nsay(name)\nsay(" ")\n'
    )
    assert msgids_in(tmp_path) == {"One", "Two", "Four"}


def test_the_shipped_texts_are_those_that_the_shipped_dialogues_need(library: Library, texts: Texts) -> None:
    for name, engine in library.engines.items():
        assert list(check_domain(texts.domains[name], needs_of_dialogue(engine.dialogue))) == []
    assert list(check_domain(texts.domains["advice"], needs_of_catalogue(library.catalogue))) == []


def test_the_shipped_texts_are_well_written(texts: Texts) -> None:
    assert list(check_words(texts)) == []


def test_the_keys_needed_are_made_of_the_ids_of_the_dialogue() -> None:
    engine = engine_of(
        """
        dialogue: talk
        voices: [officer]
        questions:
          colour: {ask: one, options: [red, blue], wordings: {again: {voice: officer}}}
        path: [colour]
        facts:
          tone: [{when: {colour: red}, is: warm}, {is: cold}]
          mood: [{when: {colour: red}, is: good}, {is: bad}]
        confidence: {could_change: {facts: [colour]}, lowered_by: [{when: {colour: unknown}, check: tone}]}
        result: {outcome: mood, flags: [tone], show: [tone]}
        outcomes:
          good: {need: [rest], first_move: common}
          bad:
            need: [walk]
            causes: {tired: {when: {colour: blue}, advice: [rest], steps: {sleep: 1 week}}}
        """
    )
    needs = list(needs_of_dialogue(engine.dialogue))
    asked = ("ask", "red", "blue", "ask@again", "red@again", "blue@again", "topic", "why", "hint")
    outcomes = ("name", "says", "first_move", "next_question")
    assert [need.key for need in needs] == [
        *("title", "purpose"),
        *(f"colour.{part}" for part in asked),
        *("check.colour", "check.tone", "flag.tone", "tone.warm", "tone.cold", "tone.said"),
        *(f"good.{part}" for part in outcomes),
        *(f"bad.{part}" for part in outcomes),
        *(f"bad.tired.{part}" for part in ("name", "first_move", "next_question", "step.sleep")),
    ]
    assert {need.voices for need in needs} == {frozenset({Voice.OFFICER})}
    assert [need.key for need in needs if need.optional] == ["colour.hint", "tone.said"]
    assert len(list(needs_of_catalogue(CATALOGUE))) == 4 * len(CATALOGUE)


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        ("Le plus fragile : {value}.", []),
        ("Le plus fragile.", ["7: 'stage.said' has no {value}, in whose place what is shown stands"]),
        ("{value} ou {item}", ["7: 'stage.said': {item} stands only in ask, hint and topic of a question about items with names, and in the lines of a handout for each of them"]),
        ("{value", ["7: 'stage.said' has no {value}, in whose place what is shown stands", "7: 'stage.said': a brace that belongs to no {value}"]),
    ],
)  # fmt: skip
def test_the_sentence_around_what_is_shown_holds_its_place(
    load_po: LoadTexts, said: str, problem: list[str]
) -> None:
    found = told(load_po, SECRET, entry("title", "mot"), entry("stage.said", said))
    assert [each.partition(": ")[2] for each in found] == [each.partition(": ")[2] for each in problem]
