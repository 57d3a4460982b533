"""Reading conditions: the closed language of `bot.engine.conditions`, as authors write it.

{wish: quit}                      the answer is this one
{activity: [running, unknown]}    one of these; known, unknown and not_given are about what is known
{wish: {not: quit}}               anything but
{joint_count: {at_least: 2}}      a number or a score, at_least and at_most
{pointed: {differs_from: situation}}
{a: …, b: …}                      all of these
{any: [{…}, {…}]}  {all: [{…}, {…}]}  {not: {…}}
"""

from collections.abc import Mapping

from bot.engine.conditions import All, Any, Between, Condition, Differs, Is, Not, Standing
from bot.loading.reader import Reader, Reference, Sort
from bot.loading.tree import Node

_STANDINGS = frozenset(Standing)
CONNECTIVES = ("any", "all", "not")
_ABOUT_A_NAME = ("not", "at_least", "at_most", "differs_from")


def read_condition(reader: Reader, node: Node) -> Condition:
    """The condition at `node`."""
    parts = tuple(_part(reader, name, value) for name, value in reader.pairs(node).items())
    if not parts:
        reader.report(node, "an empty condition")
    return parts[0] if len(parts) == 1 else All(parts)


def read_wordings(reader: Reader, fields: Mapping[str, Node]) -> tuple[tuple[str, Condition], ...]:
    """The field `wordings`: names of other words, each with the condition under which they are used."""
    if "wordings" not in fields:
        return ()
    return tuple(
        (name, read_condition(reader, node)) for name, node in reader.named(fields["wordings"]).items()
    )


def _part(reader: Reader, name: str, node: Node) -> Condition:
    match name:
        case "any":
            return Any(_conditions(reader, node))
        case "all":
            return All(_conditions(reader, node))
        case "not":
            return Not(read_condition(reader, node))
        case _:
            return _about(reader, name, node)


def _conditions(reader: Reader, node: Node) -> tuple[Condition, ...]:
    conditions = tuple(read_condition(reader, item) for item in reader.items(node))
    if not conditions:
        reader.report(node, "an empty list of conditions")
    return conditions


def _about(reader: Reader, name: str, node: Node) -> Condition:
    """What is said of `name`: a word, a list of words, or a mapping of comparisons that must all hold."""
    if not isinstance(node.value, dict):
        return _is(reader, name, node)
    fields = reader.fields(node, _ABOUT_A_NAME)
    parts: list[Condition] = []
    if "not" in fields:
        parts.append(Not(_is(reader, name, fields["not"])))
    if "differs_from" in fields:
        reader.references.append(Reference(node, Sort.NAME, name))
        parts.append(Differs(name, reader.refer(Sort.NAME, fields["differs_from"])))
    if "at_least" in fields or "at_most" in fields:
        least, most = (
            reader.number(fields[side]) if side in fields else None for side in ("at_least", "at_most")
        )
        reader.references.append(Reference(node, Sort.NAME, name, number=True))
        parts.append(Between(name, least, most))
    return parts[0] if len(parts) == 1 else All(tuple(parts))


def _is(reader: Reader, name: str, node: Node) -> Is:
    words = frozenset(reader.words(node))
    if not words:
        reader.report(node, "an empty list of answers")
    reader.references.append(Reference(node, Sort.NAME, name, words - _STANDINGS))
    return Is(name, words - _STANDINGS, frozenset(Standing(word) for word in words & _STANDINGS))
