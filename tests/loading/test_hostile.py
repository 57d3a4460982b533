"""Hostile files are refused at once, with a message that names the line, and nothing is read into them."""

import gc
import time
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.loading.library import load
from bot.loading.tree import Node, parse
from bot.problems import FileError
from tests.loading.conftest import ADVICE, TALK, Load
from tests.loading.hostile import HOSTILE

Told = Callable[..., list[str]]


@pytest.fixture(autouse=True)
def collect_only_what_is_made_here() -> Iterator[None]:
    """What other tests left in memory is no work of the loader's."""
    gc.freeze()
    yield
    gc.unfreeze()


def test_there_are_thirty_hostile_files_at_least() -> None:
    assert len(HOSTILE) >= 30


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_within_a_second_naming_the_line(mistakes: Told, name: str) -> None:
    content, expected = HOSTILE[name]
    begun = time.process_time()
    told = mistakes(talk=content)
    assert time.process_time() - begun < 1
    assert all(any(line.startswith(f"talk.yaml:{each}") for line in told) for each in expected), told
    assert len(told) == len(expected) or len(told) > 100
    assert all(len(line) < 350 and "\n" not in line for line in told)


@pytest.mark.parametrize("name", ["a bomb of aliases", "sixty thousand items", "a megabyte and one byte"])
def test_a_hostile_file_takes_little_memory(mistakes: Told, name: str) -> None:
    tracemalloc.start()
    try:
        mistakes(talk=HOSTILE[name][0])
        assert tracemalloc.get_traced_memory()[1] < 200_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    "word", ["no", "off", "~", "null", "12:30", "1.10", "0x1F", "1_000", "2024-01-01", "1e3", "="]
)
def test_every_word_stays_the_word_it_is(word: str) -> None:
    assert parse("x", f"a: {word}") == Node({"a": Node(word, 1)}, 1)


def test_a_tree_knows_the_line_of_each_part() -> None:
    tree = parse("x", "a: 1\nb:\n  - c\n  - {d: e,\n     f: g}\n")
    inner = Node({"d": Node("e", 4), "f": Node("g", 5)}, 4)
    assert tree == Node({"a": Node("1", 1), "b": Node([Node("c", 3), inner], 3)}, 1)


def test_a_byte_order_mark_changes_nothing(load_files: Load) -> None:
    marked = load_files(talk=b"\xef\xbb\xbf" + TALK.encode())
    plain = load_files(talk=TALK)
    assert marked.engines["talk"].dialogue == plain.engines["talk"].dialogue
    assert marked.sources == plain.sources


def test_all_doubled_keys_are_told_together(mistakes: Told) -> None:
    name, more = "  name: {ask: text}\n", "  more: {ask: one, options: [yes, no]}\n"
    told = mistakes(talk=TALK.replace(name, name + name + more))
    assert told == [
        "talk.yaml:9: 'name' stands here again (see line 8)",
        "talk.yaml:10: 'more' stands here again (see line 7)",
    ]


def test_doubled_keys_are_told_with_the_mistake_that_ends_the_reading(mistakes: Told) -> None:
    told = mistakes(talk="a: 1\na: 2\nb: &x 3\n")
    assert [line.split(": ")[0] for line in told] == ["talk.yaml:2", "talk.yaml:3"]


def test_a_folder_that_is_called_like_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "advice.yaml").write_bytes(ADVICE)
    (tmp_path / "talk.yaml").mkdir()
    with pytest.raises(FileError, match=r"talk\.yaml:1: cannot be read: Is a directory"):
        load(tmp_path)


def test_an_empty_folder_holds_no_dialogue(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="there is no dialogue"):
        load(tmp_path)
    with pytest.raises(FileError, match="there is no dialogue"):
        load(tmp_path / "nowhere")
