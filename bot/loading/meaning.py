"""Reading what the answers mean: facts, scores, confidence, and what makes up the result."""

import re
from decimal import Decimal
from fractions import Fraction
from functools import partial

from bot.engine.dialogue import Doubts, Lowering, ResultPlan
from bot.engine.meaning import (
    Count,
    CountItems,
    CountTrue,
    Fact,
    Ranked,
    Reread,
    Row,
    Rows,
    Score,
    Sum,
    Union,
)
from bot.loading.conditions import read_condition
from bot.loading.parts import read_lines
from bot.loading.reader import Reader, Reference, Sort
from bot.loading.tree import Node
from bot.problems import suggestion

_SHARE = re.compile(r"[01]|0?\.[0-9]{1,6}|[0-9]{1,3}/[1-9][0-9]{0,2}")


def read_fact(reader: Reader, node: Node) -> Fact:
    """A fact: a list of rows, or one of union, value_of, highest and lowest."""
    if isinstance(node.value, list):
        return Rows(tuple(_row(reader, item, last=item is node.value[-1]) for item in node.value))
    fields = reader.fields(node, ("union", "value_of", "where", "highest", "lowest"))
    if "value_of" in fields:
        return _reread(reader, node)
    if "highest" in fields or "lowest" in fields:
        highest = "highest" in fields
        return Ranked(reader.refer_all(Sort.SCORE, fields["highest" if highest else "lowest"]), highest)
    if "union" not in fields:
        reader.report(node, "a fact is a list of rows, or one of union, value_of, highest, lowest")
    return Union(reader.maybe(fields, "union", partial(reader.refer_all, Sort.QUESTION), ()))


def _row(reader: Reader, node: Node, *, last: bool) -> Row:
    fields = reader.fields(node, ("when", "is"), needed=("is",))
    if "when" not in fields and not last:
        reader.report(node, "only the last row may go without `when`: no row after this one can apply")
    when = reader.maybe(fields, "when", lambda each: read_condition(reader, each), None)
    value = fields.get("is")
    if value is not None and isinstance(value.value, dict):
        same_as = reader.fields(value, ("same_as",), needed=("same_as",))
        return Row(when, same_as=reader.maybe(same_as, "same_as", partial(reader.refer, Sort.NAME), ""))
    word = reader.maybe(fields, "is", reader.word, "")
    return Row(when, None if word == "unknown" else word)


def _reread(reader: Reader, node: Node) -> Reread:
    fields = reader.fields(node, ("value_of", "where"), needed=("value_of", "where"))
    where = reader.maybe(fields, "where", reader.pairs, {})
    of = reader.maybe(fields, "value_of", partial(reader.refer, Sort.FACT), "")
    if len(where) != 1:
        reader.report(node, "`where` names exactly one fact to read otherwise")
        return Reread(of, "", {})
    changed, to = next(iter(where.items()))
    mapping = {now: reader.word(then) for now, then in reader.pairs(to).items()}
    values = frozenset(filter(None, (*mapping, *mapping.values())))
    reader.references.append(Reference(to, Sort.FACT, changed, values))
    return Reread(of, changed, mapping)


def read_score(reader: Reader, node: Node) -> Score:
    """A score: count, count_true, count_items or sum, with `at_most` as its cap."""
    fields = reader.fields(node, ("count", "except", "count_true", "count_items", "sum", "at_most"))
    cap: Decimal | None = reader.maybe(fields, "at_most", reader.number, None)
    if "count" in fields:
        leaving_out = frozenset(reader.maybe(fields, "except", reader.words, ()))
        return Count(reader.refer_all(Sort.NAME, fields["count"]), leaving_out, cap)
    if "count_true" in fields:
        conditions = tuple(read_condition(reader, item) for item in reader.items(fields["count_true"]))
        return CountTrue(conditions, cap)
    if "count_items" in fields:
        return _count_items(reader, fields["count_items"], cap)
    if "sum" not in fields:
        reader.report(node, "a score is one of count, count_true, count_items, sum")
    return Sum(reader.maybe(fields, "sum", partial(reader.refer_all, Sort.POINTS), ()), cap)


def _count_items(reader: Reader, node: Node, cap: Decimal | None) -> CountItems:
    fields = reader.fields(node, ("loop", "when"), needed=("loop", "when"))
    when = read_condition(reader, fields.get("when", Node({}, node.line)))
    return CountItems(reader.maybe(fields, "loop", partial(reader.refer, Sort.LOOP), ""), when, cap)


def read_doubts(reader: Reader, node: Node) -> Doubts:
    """What lowers the confidence."""
    fields = reader.fields(node, ("low_when", "could_change", "lowered_by", "unknown_share"))
    facts: tuple[str, ...] = ()
    exceptions = {}
    if "could_change" in fields:
        could = reader.fields(fields["could_change"], ("facts", "except"), needed=("facts",))
        facts = reader.maybe(could, "facts", partial(reader.refer_all, Sort.NAME), ())
        pairs = reader.maybe(could, "except", reader.pairs, {})
        exceptions = {name: read_condition(reader, each) for name, each in pairs.items()}
        for name in pairs.keys() - set(facts):
            near = suggestion(name, facts)
            reader.report(pairs[name], f"{name!r} is none of the facts that could change{near}")
    lowered_by = reader.maybe(fields, "lowered_by", reader.items, [])
    return Doubts(
        low_when=reader.maybe(fields, "low_when", lambda each: read_condition(reader, each), None),
        could_change=facts,
        could_change_except=exceptions,
        lowered_by=tuple(_lowering(reader, item) for item in lowered_by),
        unknown_share=reader.maybe(fields, "unknown_share", lambda each: _share(reader, each), None),
    )


def _lowering(reader: Reader, node: Node) -> Lowering:
    fields = reader.fields(node, ("when", "check"), needed=("when",))
    when = read_condition(reader, fields.get("when", Node({}, node.line)))
    return Lowering(when, reader.maybe(fields, "check", partial(reader.refer, Sort.NAME), ""))


def _share(reader: Reader, node: Node) -> Fraction | None:
    word = reader.word(node)
    if _SHARE.fullmatch(word):
        return Fraction(word)
    reader.report(node, "a share is expected here, like 1/3")
    return None


def read_result(reader: Reader, node: Node) -> ResultPlan:
    """Which facts make up the result."""
    fields = reader.fields(node, ("outcome", "computed", "flags", "show", "own_steps"), needed=("outcome",))
    outcome = reader.maybe(fields, "outcome", partial(reader.refer, Sort.NAME), "")
    return ResultPlan(
        outcome=outcome,
        computed=reader.maybe(fields, "computed", partial(reader.refer, Sort.NAME), outcome),
        flags=reader.maybe(fields, "flags", partial(reader.refer_all, Sort.FACT), ()),
        show=reader.maybe(fields, "show", partial(reader.refer_all, Sort.FACT), ()),
        own_steps=reader.maybe(fields, "own_steps", partial(read_lines, reader), ()),
    )
