"""Reading the path: the questions in the order in which they are asked, and where they are asked."""

from collections import Counter
from collections.abc import Iterator
from functools import partial

from bot.engine.dialogue import Loop, State
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
        numbered.append(State(state.question + again, state.question, state.when, state.loop, state.beside))
    return tuple(numbered)


def asked_at(path: Node, question: str) -> Node:
    """Where on the path at `path` the question is asked first; `path` itself where it is not."""
    return next((place for name, place in _asked(path) if name == question), path)


def _asked(path: Node) -> Iterator[tuple[str, Node]]:
    for item in path.value if isinstance(path.value, list) else ():
        fields = item.value if isinstance(item.value, dict) else {"ask": item}
        for name in ("ask", "again"):
            if name in fields and isinstance(fields[name].value, str):
                yield str(fields[name].value), fields[name]
            elif name in fields:
                yield from _asked(fields[name])


def _read_item(reader: Reader, node: Node) -> tuple[State, ...]:
    if isinstance(node.value, dict) and "loop" in node.value:
        return _read_loop(reader, node)
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


def _read_loop(reader: Reader, node: Node) -> tuple[State, ...]:
    fields = reader.fields(
        node, ("loop", "over", "again", "at_least", "at_most", "ask"), needed=("loop", "ask")
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
