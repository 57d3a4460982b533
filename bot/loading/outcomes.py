"""Reading outcomes with their causes, and the catalogue of recommendations."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import partial

from bot.engine.dialogue import Catalogue, Recommendation, Voice
from bot.engine.outcomes import Cause, Opening, Outcome
from bot.loading.conditions import read_condition, read_wordings
from bot.loading.reader import Reader, Sort
from bot.loading.tree import Node


def read_outcome(reader: Reader, name: str, node: Node) -> Outcome:
    """An outcome: the answers that speak for it, its own need, its causes."""
    fields = reader.fields(
        node, ("signs", "need", "first_move", "wordings", "causes", "then"), needed=("need",)
    )
    if "first_move" in fields and fields["first_move"].value != "common":
        reader.report(fields["first_move"], "first_move can only be `common`: one for all causes")
    causes = reader.maybe(fields, "causes", reader.named, {})
    return Outcome(
        id=name,
        signs=tuple(read_condition(reader, item) for item in reader.maybe(fields, "signs", reader.items, [])),
        need=reader.maybe(fields, "need", partial(reader.refer_all, Sort.ADVICE), ()),
        causes=tuple(read_cause(reader, cause, each) for cause, each in causes.items()),
        common_first_move="first_move" in fields,
        wordings=read_wordings(reader, fields),
        then=_read_then(reader, fields),
    )


def _read_then(reader: Reader, fields: Mapping[str, Node]) -> tuple[Opening, ...]:
    """The field `then`: dialogues to go on with, each alone or with the condition under which it is named."""
    if "then" not in fields:
        return ()
    return tuple(_opening(reader, item) for item in reader.items(fields["then"]))


def _opening(reader: Reader, node: Node) -> Opening:
    if isinstance(node.value, str):
        return Opening(reader.refer(Sort.DIALOGUE, node))
    fields = reader.fields(node, ("open", "when"), needed=("open",))
    return Opening(
        reader.maybe(fields, "open", partial(reader.refer, Sort.DIALOGUE), ""),
        reader.maybe(fields, "when", lambda each: read_condition(reader, each), None),
    )


def with_common(outcome: Outcome, causes: Iterable[Cause]) -> Outcome:
    """`outcome` with the causes that hold for all; one of its own of the same name stands in place of it."""
    own = {cause.id for cause in outcome.causes}
    return replace(outcome, causes=(*outcome.causes, *(each for each in causes if each.id not in own)))


def read_cause(reader: Reader, name: str, node: Node, *, common: bool = False) -> Cause:
    """A cause, of one outcome or (`common`) of all."""
    fields = reader.fields(
        node, ("when", "firm", "first", "advice", "steps", "then"), needed=("when", "advice", "steps")
    )
    steps = reader.named(fields.get("steps", Node({}, node.line)))
    return Cause(
        id=name,
        when=read_condition(reader, fields.get("when", Node({}, node.line))),
        advice=reader.maybe(fields, "advice", partial(reader.refer_all, Sort.ADVICE), ()),
        steps=tuple((step, reader.delay(each)) for step, each in steps.items()),
        firm=reader.maybe(fields, "firm", lambda each: read_condition(reader, each), None),
        first=reader.maybe(fields, "first", reader.yes_no, default=False),
        common=common,
        then=_read_then(reader, fields),
    )


def read_catalogue(reader: Reader, root: Node) -> Catalogue:
    """The recommendations in the tree `root`."""
    fields = reader.fields(root, ("catalogue", "advice"), needed=("catalogue", "advice"))
    advice = reader.named(fields.get("advice", Node({}, root.line)))
    return {name: _recommendation(reader, name, node) for name, node in advice.items()}


def _recommendation(reader: Reader, name: str, node: Node) -> Recommendation:
    fields = reader.fields(
        node, ("situations", "sources", "delay", "voices"), needed=("situations", "sources", "delay")
    )
    voices = reader.maybe(fields, "voices", reader.items, [])
    members = frozenset(voice for item in voices if (voice := reader.member(item, Voice)) is not None)
    return Recommendation(
        id=name,
        situations=reader.maybe(fields, "situations", reader.words, ()),
        sources=reader.maybe(fields, "sources", reader.words, ()),
        delay=reader.delay(fields.get("delay", Node("now", node.line))),
        voices=members or frozenset(Voice),
    )
