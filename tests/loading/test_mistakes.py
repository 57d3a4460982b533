"""Every mistake that an author can make is told with its file, its line and what was probably meant."""

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.loading.library import load
from bot.loading.reader import MOST_PROBLEMS
from tests.loading.conftest import ADVICE, TALK, Load
from tests.loading.hostile import HOSTILE

Told = Callable[..., list[str]]
HERE = Path(__file__).parent
ROOT = HERE.parents[1]


def written(name: str) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """The mistakes of a file: what is replaced, by what, and what is said of it."""
    for block in (HERE / name).read_text(encoding="utf-8").split("\n\n")[1:]:
        old, new, *told = block.strip("\n").split("\n")
        yield old[2:].replace("\\n", "\n"), new[2:].replace("\\n", "\n"), tuple(told)


FILES = ("mistakes_in_questions.txt", "mistakes_in_meaning.txt", "mistakes_in_more.txt")
MISTAKES = [each for name in FILES for each in written(name)]
CATALOGUE = {
    'sources: ["001:a"]': (
        'source: ["001:a"]',
        ["3: the field 'sources' is missing", "3: unknown field 'source' (did you mean 'sources'?)"],
    ),
    "delay: 2 weeks": (
        "delay: 2 years",
        ["3: '2 years' is no delay; write 2 weeks, 1 month, now, or “next meeting, 4 weeks”"],
    ),
    "situations: [bad]": ("situations: {bad: yes}", ["4: a list is expected here"]),
    "voices: [officer]": (
        "voices: [offcer]",
        ["4: 'offcer' is none of beneficiary, officer (did you mean 'officer'?)"],
    ),
    "catalogue: advice\n": ("", ["1: the field 'catalogue' is missing"]),
    "  walk:": ("  rest:", ["4: 'rest' stands here again (see line 3)"]),
    "  rest:": ("  Rest:", ["3: 'Rest' is no id: small letters, digits and _, at most 40, a letter first"]),
}


@pytest.mark.parametrize(
    ("old", "new", "expected"), MISTAKES, ids=[f"{new[:40]!r}" for _, new, _ in MISTAKES]
)
def test_a_mistake_in_a_dialogue_is_told_on_its_line(
    mistakes: Told, old: str, new: str, expected: tuple[str, ...]
) -> None:
    assert TALK.count(old) == 1
    assert mistakes(talk=TALK.replace(old, new)) == [f"talk.yaml:{each}" for each in expected]


@pytest.mark.parametrize("old", CATALOGUE)
def test_a_mistake_in_the_catalogue_is_told_on_its_line(mistakes: Told, old: str) -> None:
    new, expected = CATALOGUE[old]
    assert ADVICE.decode().count(old) == 1
    told = mistakes(talk=TALK, advice=ADVICE.decode().replace(old, new))
    assert [line for line in told if line.startswith("advice")] == [
        f"advice.yaml:{each}" for each in expected
    ]


def messages() -> Iterator[str]:
    """The messages in the source of the loader, as patterns; those about the outline of the sources have a test of theirs."""
    for path in sorted(set((ROOT / "bot/loading").glob("*.py")) - {ROOT / "bot/loading/reference.py"}):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and re.search(r"report|_refuse|Problem$", ast.unparse(node.func)):
                text = node.args[-1]
                if isinstance(text, ast.Constant):
                    yield re.escape(str(text.value))
                elif isinstance(text, ast.JoinedStr):
                    parts = (part.value if isinstance(part, ast.Constant) else None for part in text.values)
                    yield "".join(".*" if part is None else re.escape(str(part)) for part in parts)


def test_every_message_of_the_loader_is_provoked(load_files: Load, mistakes: Told) -> None:
    load_files(talk=TALK)
    said = [line for _, _, expected in MISTAKES for line in expected]
    said += [line for _, expected in CATALOGUE.values() for line in expected]
    for name in HOSTILE:
        said += mistakes(talk=HOSTILE[name][0])
    elsewhere = {  # in tests of their own
        re.escape("there is no dialogue (*.yaml) in this folder"),
        re.escape("the catalogue of recommendations is missing"),
        "cannot\\ be\\ read:\\ .*",
        ".*\\ extends\\ a\\ dialogue\\ itself;\\ extend\\ that\\ one",
    }
    found = list(messages())
    assert len(found) > 60
    never = [each for each in found if not any(re.search(each, line) for line in said)]
    assert set(never) == elsewhere


def test_the_mistakes_of_all_files_are_told_at_once_in_order(mistakes: Told) -> None:
    other = TALK.replace("dialogue: talk", "dialogue: other")
    told = mistakes(
        advice=ADVICE.replace(b"2 weeks", b"soon"),
        broken="a: [",
        other=other.replace("- colour\n", "- color\n")
        .replace("ask: text", "ask: texts")
        .replace("first: yes", "first: ja"),
        talk=TALK.replace("colour: [red, green]}", "colour: [red, gren]}").replace(
            "{hue: colour}", "{shades: colour}"
        ),
    )
    assert told == [
        "advice.yaml:3: 'soon' is no delay; write 2 weeks, 1 month, now, or “next meeting, 4 weeks”",
        "broken.yaml:1: not valid YAML: did not find expected node content",
        "other.yaml:8: 'texts' is none of one, several, number, date, text (did you mean 'text'?)",
        "other.yaml:11: there is no question 'color' (did you mean 'colour'?)",
        "other.yaml:41: yes or no is expected here, not 'ja'",
        "talk.yaml:12: 'colour' is never 'gren' (did you mean 'green'?)",
        "talk.yaml:44: 'shades' is still a question",
    ]


def test_a_file_with_too_many_mistakes_does_not_hide_those_of_the_others(mistakes: Told) -> None:
    told = mistakes(many=f"voices: [{'x, ' * 2000}y]", talk=TALK.replace("first: yes", "first: ja"))
    assert sum(line.startswith("many.yaml") for line in told) <= MOST_PROBLEMS + 1
    assert "many.yaml:1: and more; mend these first" in told
    assert told[-1] == "talk.yaml:41: yes or no is expected here, not 'ja'"


def test_without_its_catalogue_a_dialogue_is_not_blamed_for_the_recommendations(
    tmp_path: Path, mistakes: Told
) -> None:
    missing = "the catalogue of recommendations is missing"
    told = mistakes(talk=TALK, advice="a: [")
    assert told == ["advice.yaml:1: not valid YAML: did not find expected node content"]
    (tmp_path / "dialogues" / "advice.yaml").unlink()
    with pytest.raises(Exception, match=f"^dialogues/advice.yaml:1: {missing}$"):
        load(tmp_path / "dialogues")


def test_the_shipped_dialogues_are_without_mistake() -> None:
    library = load(ROOT / "dialogues")
    assert set(library.engines) == {path.stem for path in (ROOT / "dialogues").glob("*.yaml")} - {"advice"}
    for name, engine in library.engines.items():
        written_there = (ROOT / "dialogues" / f"{name}.yaml").read_text(encoding="utf-8")
        assert library.sources[name].startswith(written_there)
        assert re.fullmatch("[0-9a-f]{12}", engine.dialogue.version)


def test_an_outcome_may_be_what_another_fact_would_be(load_files: Load) -> None:
    read_otherwise = load_files(talk=TALK.replace("computed: mood", "computed: turned"))
    assert read_otherwise.engines["talk"].dialogue.result.computed == "turned"
