"""Reading what is put together from the answers: the lines of the handout and of steps, the panels of the picture."""

from functools import partial

from bot.engine.outcomes import Delay, Unit
from bot.engine.parts import DayFrom, Panel, PanelKind, Part, PartLine
from bot.loading.conditions import read_condition
from bot.loading.reader import Reader, Sort
from bot.loading.tree import Node


def read_handout(reader: Reader, node: Node) -> tuple[Part, ...]:
    """The parts of what is put together from the answers."""
    return tuple(_part(reader, item) for item in reader.items(node))


def _part(reader: Reader, node: Node) -> Part:
    fields = reader.fields(node, ("part", "each", "order", "a_month", "lines"), needed=("part", "lines"))
    for name in ("order", "a_month"):
        if name in fields and "each" not in fields:
            reader.report(fields[name], f"{name} stands only with `each`, which names a loop")
    return Part(
        id=reader.maybe(fields, "part", reader.new_id, ""),
        lines=reader.maybe(fields, "lines", partial(read_lines, reader), ()),
        each=reader.maybe(fields, "each", partial(reader.refer, Sort.LOOP), ""),
        order=reader.maybe(fields, "order", partial(reader.refer, Sort.QUESTION), ""),
        a_month=reader.maybe(fields, "a_month", partial(reader.refer, Sort.SCORE), ""),
    )


def read_lines(reader: Reader, node: Node) -> tuple[PartLine, ...]:
    """Lines that are answers, or have words of their own."""
    return tuple(_line(reader, item) for item in reader.items(node))


def _line(reader: Reader, node: Node) -> PartLine:
    fields = reader.fields(node, ("line", "answer", "when", "day"))
    if ("line" in fields) == ("answer" in fields):
        reader.report(node, "a line is an `answer`, or a `line` with words of its own: one of the two")
    return PartLine(
        id=reader.maybe(fields, "line", reader.new_id, ""),
        answer=reader.maybe(fields, "answer", partial(reader.refer, Sort.QUESTION), ""),
        when=reader.maybe(fields, "when", lambda each: read_condition(reader, each), None),
        day=reader.maybe(fields, "day", lambda each: _day(reader, each), None),
    )


def _day(reader: Reader, node: Node) -> DayFrom:
    fields = reader.fields(node, ("before", "after", "by"), needed=("by",))
    if ("before" in fields) == ("after" in fields):
        reader.report(node, "a day is so long `before` or `after` the answer to a question: one of the two")
    side = "before" if "before" in fields else "after"
    by = reader.maybe(fields, "by", reader.delay, Delay(0, Unit.DAY))
    if by.occasion:
        reader.report(fields["by"], "a day is reckoned in days, weeks or months, without an occasion")
    return DayFrom(reader.maybe(fields, side, partial(reader.refer, Sort.QUESTION), ""), by, side == "before")


def read_picture(reader: Reader, node: Node) -> tuple[Panel, ...]:
    """The panels of the picture."""
    return tuple(_panel(reader, item) for item in reader.items(node))


def _panel(reader: Reader, node: Node) -> Panel:
    fields = reader.fields(node, ("bars", "axes", "grid", "across", "up"))
    kinds = [kind for kind in PanelKind if kind in fields]
    if len(kinds) != 1:
        reader.report(node, "a panel of the picture is one of bars, axes, grid")
        return Panel(PanelKind.GRID)
    (kind,) = kinds
    for name in ("across", "up"):
        if (name in fields) != (kind is PanelKind.GRID):
            reader.report(node, f"{name} belongs to a grid, which needs it")
    if kind is not PanelKind.GRID:
        return Panel(kind, reader.refer_all(Sort.SCORE, fields[kind]))
    return Panel(
        kind,
        each=reader.refer(Sort.LOOP, fields[kind]),
        across=reader.maybe(fields, "across", partial(reader.refer, Sort.QUESTION), ""),
        up=reader.maybe(fields, "up", partial(reader.refer, Sort.QUESTION), ""),
    )
