"""The reference: what is shipped holds together, and every mistake in its files is told with file and line."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.content import reference_of
from bot.loading.library import Library
from bot.loading.reader import MOST_PROBLEMS
from bot.loading.reference import Item, Reference, Term, Theme, given, load_reference
from bot.problems import FileError
from bot.texts.catalogues import Texts
from tests.loading.conftest import TALK, Load

THEMES = """themes:
  calm: [rest]
  pace: [walk, rest]
related:
  rest: [advice:walk]
  walk: [advice:rest, interview:talk]
"""
GLOSSARY = """terms:
  peace: {see: [advice:rest]}
  speed:
    aliases: [haste]
    see: [interview:talk, advice:walk]
"""
OUTLINE = """documents:
  "001":
    a: {questions: {talk: [colour, shades]}, terms: [peace]}
    a1: {interviews: [talk], advice: [walk]}
    b: {}
    b2: {none: lost}
"""
Written = Callable[..., Reference]


@pytest.fixture
def written(load_files: Load, tmp_path: Path) -> Written:
    """Loads a small reference, with the files given in place of its own."""

    def loaded(**files: str) -> Reference:
        folder = tmp_path / "reference"
        folder.mkdir(exist_ok=True)
        for name, text in {"themes": THEMES, "glossary": GLOSSARY, "outline": OUTLINE, **files}.items():
            (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
        return load_reference(folder, load_files(talk=TALK))

    return loaded


def test_what_stands_in_the_files_is_read(written: Written) -> None:
    reference = written()
    assert reference.themes == {"calm": Theme("calm", ("rest",)), "pace": Theme("pace", ("walk", "rest"))}
    assert reference.terms["speed"] == Term("speed", ("haste",), ("interview:talk", "advice:walk"))
    asked = ("talk.colour", "talk.shades")
    assert reference.items == {
        "001:a": Item("001:a", "001", ("rest",), ("talk",), asked, ("peace",)),
        "001:a1": Item("001:a1", "001:a", ("walk",), ("talk",)),
        "001:b": Item("001:b", "001", ("walk",)),
        "001:b2": Item("001:b2", "001:b", none="lost"),
    }
    assert reference.related["walk"] == ("advice:rest", "interview:talk")
    assert reference.given_by == {"rest": ("talk",), "walk": ("talk",)}
    assert [item.id for item in reference.below("001")] == ["001:a", "001:b"]
    assert reference.named()["none"] == ("lost",)
    assert reference.named()["interview"] == ("talk",)


MISTAKES = [
    ("themes", "calm: [rest]", "calm: [rist]", "2: there is no recommendation 'rist' (did you mean 'rest'?)"),
    ("themes", "[walk, rest]", "[walk, walk]", "3: 'walk' stands here again"),
    ("themes", "pace: [walk, rest]", "pace: [rest]", "2: 'walk' is in no theme"),
    ("themes", "  rest: [advice:walk]\n", "", "5: nothing is related to 'rest'"),
    ("themes", "[advice:walk]", "[advice:rest]", "5: 'rest' is related to itself"),
    ("themes", "[advice:walk]", "[walk]", "5: 'walk' is no link; write advice:ID or interview:ID"),
    ("themes", "interview:talk", "interview:tolk", "6: there is no interview 'tolk' (did you mean 'talk'?)"),
    ("themes", "related:\n", "related:\n  sit: [advice:rest]\n", "5: there is no recommendation 'sit'"),
    ("glossary", "  peace: {see: [advice:rest]}", "  peace: {}", "2: the field 'see' is missing"),
    ("glossary", "[haste]", "[peace]", "4: 'peace' stands here again (see line 2)"),
    ("glossary", "speed:", "Speed:", "4: 'Speed' is no id: small letters, digits and _, at most 40, a letter first"),
    ("outline", "talk: [colour", "tolk: [colour", "3: there is no interview 'tolk' (did you mean 'talk'?)"),
    ("outline", "[colour, shades]", "[color]", "3: there is no question 'color' (did you mean 'colour'?)"),
    ("outline", "[peace]", "[piece]", "3: there is no term 'piece' (did you mean 'peace'?)"),
    ("outline", "{none: lost}", "{}", "6: nothing serves '001:b2'; if nothing can, say why with “none: reason”"),
    ("outline", "{none: lost}", "{advice: [rest], none: lost}", "6: '001:b2' is served, so it needs no reason ('lost') why it is not"),
    ("outline", "    b: {}\n", "", "1: 'walk' comes from '001:b', which is not in the outline (did you mean '001:b2'?)"),
    ("outline", "documents:\n", "document:\n", "1: the field 'documents' is missing"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "expected"), MISTAKES)
def test_a_mistake_is_told_on_its_line(
    written: Written, file: str, old: str, new: str, expected: str
) -> None:
    spoilt = {"themes": THEMES, "glossary": GLOSSARY, "outline": OUTLINE}
    assert spoilt[file].count(old) == 1
    with pytest.raises(FileError) as caught:
        written(**{file: spoilt[file].replace(old, new)})
    assert f"reference/{file}.yaml:{expected}" in map(str, caught.value.problems)


def test_mistakes_of_all_files_are_told_at_once_and_not_endlessly(written: Written) -> None:
    with pytest.raises(FileError) as caught:
        written(themes="themes: [", glossary="")
    assert {problem.file for problem in caught.value.problems} == {
        "reference/themes.yaml",
        "reference/glossary.yaml",
    }
    many = "".join(f"  t{n}: {{see: [advice:none]}}\n" for n in range(2 * MOST_PROBLEMS))
    with pytest.raises(FileError) as caught:
        written(glossary=f"terms:\n{many}")
    assert len(caught.value.problems) == MOST_PROBLEMS + 1


@pytest.fixture(scope="module")
def shipped(content: tuple[Library, dict[str, Texts]]) -> Reference:
    return reference_of(content[0])


def test_every_numbered_item_of_the_source_documents_is_in_the_outline(shipped: Reference) -> None:
    found = Counter(item.document for item in shipped.items.values())
    assert found == {"000": 28, "001": 30, "002": 26, "003": 48, "004": 117}
    assert all(item.parent in (*shipped.documents, *shipped.items) for item in shipped.items.values())
    assert all(shipped.below(document) for document in shipped.documents)


def test_every_recommendation_is_given_by_an_interview(
    shipped: Reference, content: tuple[Library, dict[str, Texts]]
) -> None:
    dialogues = [engine.dialogue for engine in content[0].engines.values()]
    offered = {advice for dialogue in dialogues for advice, _, _ in given(dialogue)}
    assert sorted(set(content[0].catalogue) - offered) == []
    assert all(shipped.given_by.values())


def test_words_to_search_with_are_many_and_none_stands_twice(
    shipped: Reference, content: tuple[Library, dict[str, Texts]]
) -> None:
    for sort, least in (("advice", 20), ("term", 5), ("interview", 5)):
        for id in shipped.named()[sort]:
            words = [
                word.strip() for word in content[1]["fr"].of("reference", f"{sort}.{id}.words").split(",")
            ]
            assert least <= len(words) == len(set(words)), id
            assert all(words), id
