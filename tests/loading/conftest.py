"""What the tests of the loader share: a small complete dialogue, to be spoilt, and a folder to load it from."""

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.loading.library import Library, load
from bot.problems import FileError

ADVICE = b"""catalogue: advice
advice:
  rest: {situations: [good], sources: ["001:a"], delay: 2 weeks}
  walk: {situations: [bad], sources: ["001:b"], delay: "next meeting, 4 weeks", voices: [officer]}
"""
TALK = """dialogue: talk
inputs: [region]
questions:
  colour: {ask: one, options: [red, green, blue]}
  shades: {ask: several, options: [light, dark, none], exclusive: none, at_most: 2}
  amount: {ask: number, at_least: 0, at_most: 9}
  more: {ask: one, options: [yes, no]}
  name: {ask: text}
  again: {ask: one, options: [good, bad], options_are: outcomes}
path:
  - colour
  - {ask: shades, when: {colour: [red, green]}}
  - {ask: amount, when: {region: {not: north}}}
  - {loop: people, again: more, at_least: 1, at_most: 3, ask: [name]}
  - {ask: again, when: {confidence: low}, beside: result}
scores:
  total: {sum: [colour]}
  many: {count: [shades, colour], except: [none], at_most: 3}
  named: {count_items: {loop: people, when: {more: yes}}}
  signs: {count_true: [{colour: red}, {shades: dark, amount: {at_least: 2}}]}
facts:
  both: {union: [colour, shades]}
  mood:
    - {when: {colour: red}, is: bad}
    - {when: {again: known}, is: {same_as: again}}
    - {is: good}
  turned: {value_of: mood, where: {tone: {warm: cold}}}
  tone: [{when: {colour: {differs_from: shades}}, is: warm}, {is: cold}]
  best: {highest: [total]}
confidence:
  could_change: {facts: [colour], except: {colour: {shades: dark}}}
  lowered_by: [{when: {colour: not_given}, check: colour}]
  unknown_share: 1/3
result: {outcome: mood, computed: mood, flags: [tone], show: [best]}
outcomes:
  good:
    signs: [{colour: green}]
    need: [rest]
    first_move: common
    causes:
      tired: {when: {colour: blue}, firm: {shades: dark}, first: yes, advice: [rest], steps: {sleep: 1 week}}
  bad: {need: [walk]}
renamed:
  questions: {hue: colour}
  options: {colour: {rouge: red}}
"""

Load = Callable[..., Library]


@pytest.fixture
def load_files(tmp_path: Path) -> Load:
    """Loads a folder with the files given: `talk` stands for talk.yaml, and so on."""

    def loaded(**files: bytes | str) -> Library:
        folder = tmp_path / "dialogues"
        folder.mkdir(exist_ok=True)
        for name, content in {"advice": ADVICE, **files}.items():
            path = folder / f"{name}.yaml"
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return load(folder)

    return loaded


@pytest.fixture
def mistakes(load_files: Load) -> Callable[..., list[str]]:
    """What the loader says of the files given, one line each, without the folder's name."""

    def told(**files: bytes | str) -> list[str]:
        with pytest.raises(FileError) as caught:
            load_files(**files)
        return [str(problem).removeprefix("dialogues/") for problem in caught.value.problems]

    return told
