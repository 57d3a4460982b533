"""Whatever happens to the shipped files, the loader tells what is wrong, or gives a dialogue that can be played."""

import random
import re
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.engine.dialogue import Inputs, Voice
from bot.engine.engine import Engine
from bot.engine.handout import handout
from bot.engine.picture import picture
from bot.engine.session import Conclude, Enter, Finish, Reply, Skip
from bot.engine.values import One, Several
from bot.loading.library import Library, load
from bot.problems import FileError, Problem
from tests.engine.budget import BUDGET

pytestmark = pytest.mark.untraced

SHIPPED = Path(__file__).parents[2] / "dialogues"
FILES = {path.name: path.read_text(encoding="utf-8") for path in sorted(SHIPPED.glob("*.yaml"))}
AS_SHIPPED = load(SHIPPED).engines
WORDS = {name: re.findall(r"\w+", text) for name, text in FILES.items()}
Mutation = Callable[[random.Random, str, list[str]], str]


def without_a_line(rng: random.Random, text: str, _: list[str]) -> str:
    lines = text.split("\n")
    lines.pop(rng.randrange(len(lines)))
    return "\n".join(lines)


def with_a_line_again(rng: random.Random, text: str, _: list[str]) -> str:
    lines = text.split("\n")
    lines.insert(rng.randrange(len(lines)), rng.choice(lines))
    return "\n".join(lines)


def with_lines_moved(rng: random.Random, text: str, _: list[str]) -> str:
    lines = text.split("\n")
    one, two = rng.randrange(len(lines)), rng.randrange(len(lines))
    lines[one], lines[two] = lines[two], lines[one]
    return "\n".join(lines)


def with_another_word(rng: random.Random, text: str, words: list[str]) -> str:
    places = list(re.finditer(r"\w+", text))
    place = rng.choice(places)
    return text[: place.start()] + rng.choice(words) + text[place.end() :]


def with_a_typing_error(rng: random.Random, text: str, _: list[str]) -> str:
    place = rng.randrange(len(text))
    return (
        text[:place]
        + rng.choice("abz _:-{}[],#&*!|>'\"%@`\t\n\0é\ufeff\U0001f600")
        + text[place + rng.randint(0, 2) :]
    )


def with_another_indent(rng: random.Random, text: str, _: list[str]) -> str:
    lines = text.split("\n")
    place = rng.randrange(len(lines))
    lines[place] = rng.choice((" " + lines[place], "  " + lines[place], lines[place][1:], lines[place][2:]))
    return "\n".join(lines)


def cut_short(rng: random.Random, text: str, _: list[str]) -> str:
    return text[: rng.randrange(len(text))]


MUTATIONS: tuple[Mutation, ...] = (
    without_a_line,
    with_a_line_again,
    with_lines_moved,
    *[with_another_word] * 4,
    *[with_a_typing_error] * 2,
    with_another_indent,
    cut_short,
)


def play(engine: Engine, rng: random.Random) -> None:
    """Answer or skip everything up to the result, and what is made of the answers beside it."""
    session = engine.begin(Inputs(rng.choice(list(Voice)))).session
    engine.result(session)
    for _ in range(100):
        if session.at is None:
            waiting = sorted(session.walk.waiting)
            if session.concluded or not waiting:
                break
            session = engine.advance(session, Enter(waiting[0])).session
            assert session.at is not None
        options = engine.options(session, session.at)
        answer: One | Several = One(rng.choice(options)) if options else One("")
        turn = engine.advance(session, Reply(session.at, answer))
        if turn.session is session or rng.random() < 0.2:
            turn = engine.advance(session, Skip(session.at))
        session = turn.session
    if not session.concluded:
        session = engine.advance(session, Finish()).session
    (shown,) = engine.present(session)
    assert isinstance(shown, Conclude)
    handout(engine.dialogue, session.walk)
    picture(engine.dialogue, session.walk)


def loaded(folder: Path) -> Library | list[Problem]:
    """The dialogues of `folder`, or what is wrong with them; nothing else may happen."""
    try:
        return load(folder)
    except FileError as error:
        return error.problems


@settings(BUDGET, max_examples=150)
@given(st.integers(0, 2**32))
def test_a_changed_file_is_refused_with_its_lines_or_can_be_played(chance: int) -> None:
    rng = random.Random(chance)
    with TemporaryDirectory() as name:
        changed = rng.choice(sorted(FILES))
        text = FILES[changed]
        for _ in range(rng.choice((1, 1, 1, 2, 4))):
            text = rng.choice(MUTATIONS)(rng, text, WORDS[changed]) or "\n"
        for file, shipped in FILES.items():
            (Path(name) / file).write_text(text if file == changed else shipped, encoding="utf-8")
        found = loaded(Path(name))
    if isinstance(found, Library):
        for dialogue, engine in found.engines.items():
            known = AS_SHIPPED.get(dialogue)  # what reads as before plays as before
            if known is None or (engine.dialogue, engine.catalogue) != (known.dialogue, known.catalogue):
                play(engine, rng)
        return
    assert found
    lines = max(text.count("\n"), *(shipped.count("\n") for shipped in FILES.values())) + 1
    assert all(1 <= each.line <= lines and "\n" not in each.message for each in found)


@settings(BUDGET, max_examples=75)
@given(st.binary(max_size=200), st.integers(0, 10_000), st.sampled_from(sorted(FILES)))
def test_any_bytes_anywhere_are_refused_or_read(noise: bytes, place: int, changed: str) -> None:
    with TemporaryDirectory() as name:
        for file, shipped in FILES.items():
            content = shipped.encode()
            whole = content[:place] + noise + content[place:] if file == changed else content
            (Path(name) / file).write_bytes(whole)
        assert loaded(Path(name))
