"""Every example in docs/dialogues.md and docs/dialogues-more.md is right, and every mistake shown there is reported as it says."""

import re
from itertools import chain
from pathlib import Path

import pytest

from bot.loading.library import Library, load
from bot.problems import FileError
from bot.texts.catalogues import load_texts
from bot.texts.check import check_domain, check_words
from bot.texts.keys import needs_of_dialogue

DOCS = Path(__file__).parents[2] / "docs"
PAGE = "".join((DOCS / name).read_text(encoding="utf-8") for name in ("dialogues.md", "dialogues-more.md"))
NAME, NEXT, SHEET = "last_meeting", "next_meeting", "our_sheet"
NAMES = """
scores:
  visitors: {count: [present]}
  tried:
    count_true:
%s
facts:
  expected: [{when: {held: no}, is: waiting}]
"""  # what the list of conditions speaks of, and where it stands
JOINED = ("questions", "path", "scores", "facts", "outcomes")  # other sections take the place of the base's


def blocks(info: str) -> list[str]:
    return re.findall(rf"^```{info}\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


EXAMPLES = blocks("yaml")
WHOLE = next(block for block in EXAMPLES if block.startswith("dialogue:"))
EXTENDING = next(block for block in EXAMPLES if "\nextends:" in block)
CATALOGUE = next(block for block in EXAMPLES if block.startswith("catalogue:"))
SECTIONS = next(block for block in EXAMPLES if "\n  - {section:" in block)
PARTS = [block for block in EXAMPLES if block not in {WHOLE, EXTENDING, CATALOGUE, SECTIONS}]


def sections(text: str) -> dict[str, str]:
    """The top-level sections of a dialogue, as they are written, by their names."""
    return {part.partition(":")[0]: part for part in re.split(r"^(?=[a-z])", text, flags=re.MULTILINE)[1:]}


def body(section: str) -> str:
    return section.partition("\n")[2]


def joined(part: str) -> str:
    """The whole example, with `part` added: conditions count in a score, questions come onto the path."""
    if part.startswith("- "):
        part = NAMES % re.sub(r"^", "      ", part, flags=re.MULTILINE)
    base, added = sections(WHOLE), sections(part)
    own = re.findall(r"^  (\w+):", body(added.get("questions", "")), re.MULTILINE)
    unasked = [name for name in own if not re.search(rf"\b{name}\b", added.get("path", ""))]
    added["path"] = added.get("path", "path:\n") + "".join(f"  - {name}\n" for name in unasked)
    whole = {
        name: base[name] + body(added[name]) if name in JOINED and name in base and name in added else section
        for name, section in {**base, **added}.items()
    }
    return "\n".join(whole.values())


def loaded(folder: Path, dialogue: str) -> Library:
    (folder / "advice.yaml").write_text(CATALOGUE, encoding="utf-8")
    (folder / f"{NAME}.yaml").write_text(dialogue, encoding="utf-8")
    (folder / f"{SHEET}.yaml").write_text(SECTIONS, encoding="utf-8")
    return load(folder)


def test_the_page_shows_a_whole_dialogue_and_a_catalogue(tmp_path: Path) -> None:
    library = loaded(tmp_path, WHOLE)
    assert list(library.engines) == [NAME, SHEET]
    assert [section.id for section in library.engines[SHEET].dialogue.sections] == ["territory", "actors"]
    assert library.catalogue


def test_the_dialogue_shown_on_top_of_it_takes_over_what_the_page_says(tmp_path: Path) -> None:
    (tmp_path / f"{NEXT}.yaml").write_text(EXTENDING, encoding="utf-8")
    engines = loaded(tmp_path, WHOLE).engines
    base, dialogue = engines[NAME].dialogue, engines[NEXT].dialogue
    assert dialogue.extends == NAME
    assert dialogue.inherited.questions == {"held", "present"}
    assert dialogue.outcomes == base.outcomes
    assert "icy" in dialogue.questions["tone"].option_ids


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.split(maxsplit=1)[0])
def test_every_part_shown_can_be_added_to_it(part: str, tmp_path: Path) -> None:
    loaded(tmp_path, joined(part))


@pytest.mark.parametrize("part", blocks("yaml wrong"))
def test_every_mistake_shown_is_reported_in_these_words(part: str, tmp_path: Path) -> None:
    with pytest.raises(FileError) as caught:
        loaded(tmp_path, joined(part))
    promised = re.findall(r" # (.*)$", part, re.MULTILINE)
    assert sorted(problem.message for problem in caught.value.problems) == sorted(promised)


def test_the_texts_shown_have_keys_of_the_dialogues_and_good_typography(tmp_path: Path) -> None:
    (tmp_path / f"{NEXT}.yaml").write_text(EXTENDING, encoding="utf-8")
    engines = loaded(tmp_path, WHOLE).engines
    (tmp_path / "fr").mkdir()
    for name, block in zip((NAME, NEXT), blocks("po"), strict=True):
        (tmp_path / "fr" / f"{name}.po").write_text(block, encoding="utf-8")
    texts = load_texts(tmp_path)
    assert list(check_words(texts)) == []
    for name, domain in texts.domains.items():
        wrong = check_domain(domain, needs_of_dialogue(engines[name].dialogue))
        assert [each.message for each in wrong if "is missing for" not in each.message] == []


def test_every_field_of_the_format_is_shown() -> None:
    """What the loader reads, as it names it in its own source, stands in some example or in the text around."""
    loading = Path(__file__).parents[2] / "bot" / "loading"
    sources = set(loading.glob("*.py")) - {loading / "reference.py"}  # which reads no dialogues
    lists = re.findall(
        r"(?:fields\(\s*[\w.\[\]\"]+, |FIELDS = )\(([^()]*)\)", "".join(map(Path.read_text, sources))
    )
    fields = set(chain.from_iterable(re.findall(r'"(\w+)"', each) for each in lists))
    assert len(fields) > 40
    assert {field for field in fields if not re.search(rf"\b{field}\b", PAGE)} == set()
