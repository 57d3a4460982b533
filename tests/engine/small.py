"""Small dialogues for what the main one does not use, written in the tests as YAML."""

from textwrap import dedent

from bot.engine.dialogue import Catalogue, Recommendation
from bot.engine.engine import Engine
from bot.engine.outcomes import Delay, Unit
from bot.engine.result import Gist, Result
from bot.loading.checks import check
from bot.loading.dialogue import read_dialogue
from bot.loading.library import version_of
from bot.loading.reader import Reader
from bot.loading.tree import parse

CATALOGUE: Catalogue = {
    name: Recommendation(name, ("any",), (), Delay(1, Unit.WEEK)) for name in ("rest", "walk", "talk", "read")
}


def engine_of(text: str) -> Engine:
    """The engine of the dialogue `text`; without a result of its own, it always ends in `fine`."""
    whole = dedent(text)
    if "\nresult:" not in whole:
        whole += "\nresult: {outcome: always_fine}\noutcomes: {fine: {need: [rest, walk, talk]}}\n"
        row = "always_fine: [{is: fine}]"
        facts = "\nfacts:" in whole
        whole = whole.replace("\nfacts:", f"\nfacts:\n  {row}") if facts else f"{whole}facts: {{{row}}}\n"
    reader = Reader("small.yaml")
    root = parse(reader.file, whole)
    dialogue = read_dialogue(reader, root, version_of(whole))
    check(reader, root, dialogue, CATALOGUE)
    assert not reader.problems, "\n".join(map(str, reader.problems))
    return Engine(dialogue, CATALOGUE)


def values_shown(of: Gist | Result) -> dict[str, str]:
    """The facts shown with a result; several values of one stand apart by a space."""
    return {name: " ".join(values) for name, values in of.shown.items()}


VISIT = """
dialogue: visit
inputs: [region, agreed]
questions:
  topic: {ask: one, options: [water, roads, both]}
  themes: {ask: several, options: [rivers, wells, pipes, nothing], exclusive: nothing, at_most: 2}
  people: {ask: number, at_least: 0, at_most: 500}
  done: {ask: one, options: [yes, partly, no]}
  obstacle: {ask: one, options: [money, time, {id: partner, when: {done: partly}}]}
  held_on: {ask: date}
  name: {ask: text, at_most: 20}
  more: {ask: one, options: [yes, no]}
  note: {ask: text}
path:
  - topic
  - {ask: themes, when: {topic: [water, both]}}
  - {ask: people, when: {any: [{topic: roads}, {themes: rivers}]}}
  - {loop: steps, over: agreed, ask: [done, {ask: obstacle, when: {done: {not: yes}}}]}
  - held_on
  - {loop: partners, again: more, at_least: 1, at_most: 3, ask: [name]}
  - {ask: note, when: {people: {at_least: 10}}}
scores:
  undone: {count_items: {loop: steps, when: {done: {not: yes}}}}
facts:
  mood:
    - {when: {undone: {at_least: 1}}, is: behind}
    - {when: {region: north, people: known}, is: cold}
    - {is: fine}
result: {outcome: mood}
outcomes:
  fine: {need: [rest, walk, talk]}
  cold: {need: [talk]}
  behind: {need: [read, rest]}
"""
