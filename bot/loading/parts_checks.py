"""What can be wrong with handout, own steps and picture of a dialogue whose fields are all well formed."""

from collections.abc import Iterator, Sequence

from bot.engine.conditions import names_in
from bot.engine.dialogue import Dialogue, Kind
from bot.engine.parts import FEWEST, MOST, Panel, PanelKind, Part, PartLine
from bot.engine.scores import has_maximum
from bot.loading.reader import Reader
from bot.loading.tree import Node, place_of


def check_parts(reader: Reader, root: Node, dialogue: Dialogue) -> None:
    """Note everything that is wrong with the handout, own steps and picture of `dialogue`, read from `root`."""
    met: set[str] = set()
    for part, node in zip(dialogue.handout, _items(place_of(root, "handout")), strict=False):
        _Part(reader, node, dialogue, part.each).check(part, met)
    _check_own_steps(reader, root, dialogue)
    for panel, node in zip(dialogue.picture, _items(place_of(root, "picture")), strict=False):
        _check_panel(reader, node, dialogue, panel)


def _items(node: Node) -> list[Node]:
    return node.value if isinstance(node.value, list) else []


def asked_in(dialogue: Dialogue) -> dict[str, str]:
    """The questions that are asked in loops, with the loop of each."""
    return {each.question: each.loop.id for each in dialogue.states if each.loop is not None}


class _Part:
    """Checks a part of the handout whose lines stand for each item of the loop `each`; "": once."""

    def __init__(self, reader: Reader, node: Node, dialogue: Dialogue, each: str) -> None:
        self.reader = reader
        self.node = node
        self.dialogue = dialogue
        self.each = each
        self.asked_in = asked_in(dialogue)

    def check(self, part: Part, met: set[str]) -> None:
        """Note what is wrong with `part`; `met` are the parts that stand before it."""
        if part.id in met or part.id == "title":
            self.reader.report(
                self.node, f"the part {part.id!r} stands here again, or is called like the title"
            )
        met.add(part.id)
        if not part.lines:
            self.reader.report(self.node, f"the part {part.id!r} has no lines")
        if part.order:
            _check_placing(self.reader, self.node, self.dialogue, part.each, part.order)
        nodes = _items(place_of(self.node, "lines"))
        _check_lines(self.reader, nodes, self.dialogue, part.lines)
        for line, node in zip(part.lines, nodes, strict=False):
            for name in dict.fromkeys(_looked_at(line)):
                if self.asked_in.get(name, self.each) != self.each:
                    self.reader.report(node, f"{name!r} is asked in a loop, and does not stand in its `each`")


def _check_lines(
    reader: Reader, nodes: Sequence[Node], dialogue: Dialogue, lines: Sequence[PartLine]
) -> None:
    """Each line stands once, and its day is reckoned from one."""
    met: set[str] = set()
    for line, node in zip(lines, nodes, strict=False):
        if line.id and line.id in met:
            reader.report(node, f"the line {line.id!r} stands here again")
        met.add(line.id)
        question = dialogue.questions.get(line.day.question) if line.day else None
        if question is not None and question.kind is not Kind.DATE:
            reader.report(node, f"{question.id!r} asks for no date: no day is reckoned from it")


def _looked_at(line: PartLine) -> Iterator[str]:
    if line.answer:
        yield line.answer
    if line.day:
        yield line.day.question
    yield from names_in(line.when)


def _check_own_steps(reader: Reader, root: Node, dialogue: Dialogue) -> None:
    """Steps follow from what is asked once; an answer that is a step alone is in somebody's own words."""
    steps, nodes = dialogue.result.own_steps, _items(place_of(root, "result", "own_steps"))
    loops = asked_in(dialogue)
    _check_lines(reader, nodes, dialogue, steps)
    for step, node in zip(steps, nodes, strict=False):
        question = dialogue.questions.get(step.answer)
        if question is not None and question.kind is not Kind.TEXT:
            reader.report(node, f"{question.id!r} asks for no text: its answer alone is no step")
        for name in dict.fromkeys(_looked_at(step)):
            if name in loops:
                reader.report(node, f"{name!r} is asked in a loop: no step follows from it")


def _check_placing(reader: Reader, node: Node, dialogue: Dialogue, loop: str, name: str) -> None:
    """Items are placed by a question of their loop that has one answer."""
    question = dialogue.questions.get(name)
    if question is not None and (question.kind is not Kind.ONE or asked_in(dialogue).get(name) != loop):
        reader.report(node, f"{name!r} must ask `one`, in the loop {loop!r}: its options place the items")


def _check_panel(reader: Reader, node: Node, dialogue: Dialogue, panel: Panel) -> None:
    if panel.kind is PanelKind.GRID:
        for name in filter(None, (panel.across, panel.up)):
            _check_placing(reader, node, dialogue, panel.each, name)
        return
    for name in panel.scores:
        score = dialogue.scores.get(name)
        if score is not None and not has_maximum(score):
            reader.report(node, f"{name!r} has no maximum: give it one with at_most")
    fewest, most = FEWEST[panel.kind], MOST[panel.kind]
    if not fewest <= len(panel.scores) <= most:
        reader.report(node, f"{panel.kind.value} are drawn of {fewest} to {most} scores")
