"""Reading the path: the questions in the order in which they are asked, and where they are asked."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from bot.engine.conditions import Any, Is, Standing
from bot.engine.dialogue import Loop, Section, State
from bot.loading.conditions import read_condition
from bot.loading.reader import Reader, Sort
from bot.loading.tree import Node

MOST_ITEMS = 100


def read_path(reader: Reader, node: Node) -> tuple[State, ...]:
    """The states of the path at `node`; a question that stands there again gets a state of its own."""
    states = [state for item in reader.items(node) for state in _read_item(reader, item)]
    met: Counter[str] = Counter()
    numbered = []
    for state in states:
        met[state.question] += 1
        again = "" if met[state.question] == 1 else f"@{met[state.question]}"
        numbered.append(replace(state, id=state.question + again))
    return tuple(numbered)


def read_sections(reader: Reader, node: Node) -> tuple[Section, ...]:
    """The sections that the path at `node` is made of; none for an ordinary path."""
    items = reader.items(node)
    fields = [item.value for item in items if isinstance(item.value, dict) and "section" in item.value]
    if fields and len(fields) < len(items):
        reader.report(node, "a path with sections has nothing else: put every question into a section")
    return tuple(Section(_word(each.get("section")), _word(each.get("judged"))) for each in fields)


def _word(node: Node | None) -> str:
    return node.value if node is not None and isinstance(node.value, str) else ""


def asked_at(path: Node, question: str) -> Node:
    """Where on the path at `path` the question is asked first; `path` itself where it is not."""
    return next((place for name, place in _asked(path) if name == question), path)


def _asked(path: Node) -> Iterator[tuple[str, Node]]:
    for item in path.value if isinstance(path.value, list) else ():
        fields = item.value if isinstance(item.value, dict) else {"ask": item}
        for name in ("ask", "again", "judged"):
            if name in fields and isinstance(fields[name].value, str):
                yield str(fields[name].value), fields[name]
            elif name in fields:
                yield from _asked(fields[name])


def _read_item(reader: Reader, node: Node) -> tuple[State, ...]:
    if isinstance(node.value, dict) and "loop" in node.value:
        return _read_loop(reader, node)
    if isinstance(node.value, dict) and "section" in node.value:
        return _read_section(reader, node)
    return (_read_state(reader, node, None),)


def _read_state(reader: Reader, node: Node, loop: Loop | None) -> State:
    """A question: its id, or `{ask: id, when: condition, beside: result}`."""
    if isinstance(node.value, str):
        word = reader.refer(Sort.QUESTION, node)
        return State(word, word, None, loop)
    fields = reader.fields(node, ("ask", "when", "beside"), needed=("ask",))
    word = reader.maybe(fields, "ask", partial(reader.refer, Sort.QUESTION), "")
    if "beside" in fields and fields["beside"].value != "result":
        reader.report(fields["beside"], "a question can only stand beside the `result`")
    when = reader.maybe(fields, "when", lambda each: read_condition(reader, each), None)
    return State(word, word, when, loop, "beside" in fields)


def _read_section(reader: Reader, node: Node) -> tuple[State, ...]:
    """The questions of a section, and at its end the one that says how far it is, once another is answered."""
    fields = reader.fields(node, ("section", "ask", "judged"), needed=("section", "ask", "judged"))
    name = reader.maybe(fields, "section", reader.new_id, "")
    judged = reader.maybe(fields, "judged", partial(reader.refer, Sort.QUESTION), "")
    items = reader.maybe(fields, "ask", reader.items, [])
    states = [state for item in items for state in _read_item(reader, item)]
    if any(isinstance(item.value, dict) and "section" in item.value for item in items):
        reader.report(node, f"the section {name!r} has another one in it; put them side by side")
    answered = (
        Is(state.question, standings=frozenset((Standing.KNOWN,))) for state in states if state.loop is None
    )
    last = State(judged, judged, Any(tuple(answered)))
    return tuple(replace(state, section=name) for state in (*states, last))


def _read_loop(reader: Reader, node: Node) -> tuple[State, ...]:
    fields = reader.fields(
        node, ("loop", "over", "again", "at_least", "at_most", "named", "ask"), needed=("loop", "ask")
    )
    if ("over" in fields) == ("again" in fields):
        reader.report(
            node, "a loop goes `over` the items of an input, or asks a question `again`: one of the two"
        )
    loop = Loop(
        id=reader.maybe(fields, "loop", reader.new_id, ""),
        over=reader.maybe(fields, "over", partial(reader.refer, Sort.INPUT), ""),
        again=reader.maybe(fields, "again", partial(reader.refer, Sort.QUESTION), ""),
        at_least=reader.maybe(fields, "at_least", reader.whole, 1),
        at_most=reader.maybe(fields, "at_most", reader.whole, 12),
        named=reader.maybe(fields, "named", partial(reader.refer, Sort.QUESTION), ""),
    )
    if not 1 <= loop.at_least <= loop.at_most <= MOST_ITEMS:
        reader.report(
            node, f"a loop is gone through at_least 1 time and at_most {MOST_ITEMS} times, in this order"
        )
    states = [
        _read_state(reader, item, loop) for item in reader.items(fields.get("ask", Node([], node.line)))
    ]
    if states and states[0].when is not None:
        reader.report(node, f"the loop {loop.id!r} must begin with a question without condition")
    if loop.again:
        states.append(State(loop.again, loop.again, None, loop))
    return tuple(states)
