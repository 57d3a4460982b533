"""What can be wrong with facts, scores, confidence and outcomes, and with what conditions say of names."""

from collections.abc import Iterator, Mapping

from bot.engine.conditions import All, Is, Standing, names_in
from bot.engine.dialogue import Dialogue, Kind, Voice
from bot.engine.doubts import values_of
from bot.engine.facts import CONFIDENCE, VOICE, Level
from bot.engine.meaning import Count, Ranked, Reread, Row, Rows, Sum
from bot.engine.rulebook import names_under
from bot.engine.scores import has_maximum
from bot.loading.reader import Reader, Reference
from bot.loading.tree import Node, place_of
from bot.problems import suggestion

HIGHEST = 20
"""How many facts may stand on one another: each is a call within a call."""


def check_meaning(reader: Reader, root: Node, dialogue: Dialogue) -> None:
    """Note everything that is wrong with what the answers of `dialogue`, read from `root`, mean."""
    if _check_facts(reader, root, dialogue):
        _check_values(reader, root, dialogue)
    if not reader.problems:  # or it would repeat them
        _check_outcomes(reader, root, dialogue)


def _check_facts(reader: Reader, root: Node, dialogue: Dialogue) -> bool:
    """No fact may rest on itself or on the confidence, and none but count_items on a question inside a loop.

    Says whether the facts can be followed down to the questions.
    """
    under = {name: set(names_under(name, dialogue)) for name in (*dialogue.facts, *dialogue.scores)}
    looped = {state.question for state in dialogue.states if state.loop is not None}
    reach = {name: _reach(name, under) for name in under}
    used = _used(reader, dialogue, reach)
    circles = {name for name in under if name in reach[name]}
    height = {} if circles else _heights(under)
    for name, direct in under.items():
        section = "facts" if name in dialogue.facts else "scores"
        if name in circles:
            reader.report(place_of(root, section, name), f"{name!r} rests on itself")
        if CONFIDENCE in direct:
            reader.report(
                place_of(root, section, name), f"{name!r} looks at the confidence, which rests on facts"
            )
        if height.get(name) == HIGHEST + 1:
            reader.report(
                place_of(root, section, name), f"{name!r} stands on more than {HIGHEST} facts in a row"
            )
        fact = dialogue.facts.get(name)
        others = (dialogue.facts.get(each) for each in reach[name] - {name})
        if isinstance(fact, Reread) and any(isinstance(each, Reread) for each in others):
            reader.report(
                place_of(root, section, name), f"{name!r}: a value_of cannot rest on another value_of"
            )
        for score in _set_against(name, dialogue):
            if not has_maximum(dialogue.scores.get(score, Sum(()))):
                reader.report(
                    place_of(root, section, name), f"{score!r} has no maximum: give it one with at_most"
                )
        inside = direct & looped if name in used else set()
        if inside and not hasattr(dialogue.scores.get(name), "loop"):
            found = ", ".join(sorted(inside))
            reader.report(place_of(root, section, name), f"{found} is asked in a loop: use count_items")
    doubts = dialogue.doubts
    lowering = (each.when for each in doubts.lowered_by)
    for condition in (doubts.low_when, *doubts.could_change_except.values(), *lowering):
        if CONFIDENCE in names_in(condition):
            reader.report(place_of(root, "confidence"), "the confidence looks at itself")
    return not circles


def _set_against(name: str, dialogue: Dialogue) -> Iterator[str]:
    """The names that the fact or score `name` looks at together with their maximum."""
    match dialogue.facts.get(name) or dialogue.scores.get(name):
        case Ranked(of) | Sum(of):
            yield from of


def _used(reader: Reader, dialogue: Dialogue, reach: Mapping[str, set[str]]) -> set[str]:
    """The facts and scores of the dialogue's own, and those taken over that something here rests on."""
    inherited = dialogue.inherited.facts | dialogue.inherited.scores
    plan, doubts = dialogue.result, dialogue.doubts
    named = {plan.outcome, plan.computed, *plan.flags, *plan.show, *doubts.could_change}
    named |= {name for each in doubts.lowered_by for name in names_in(each.when)}
    named |= {reference.word for reference in reader.references} | (reach.keys() - inherited)
    return named.union(*(reach[name] for name in named if name in reach))


def _reach(name: str, under: Mapping[str, set[str]]) -> set[str]:
    reached: set[str] = set()
    waiting = list(under[name])
    while waiting:
        other = waiting.pop()
        if other not in reached:
            reached.add(other)
            waiting += under.get(other, ())
    return reached


def _heights(under: Mapping[str, set[str]]) -> dict[str, int]:
    """On how many names, one on the other, each name stands."""
    heights: dict[str, int] = {}

    def measure(name: str) -> int:
        if name not in heights:
            below = (measure(other) for other in under[name] if other in under)
            heights[name] = 1 + max(below, default=0)
        return heights[name]

    for name in under:
        measure(name)
    return heights


def _check_values(reader: Reader, root: Node, dialogue: Dialogue) -> None:
    """What conditions compare with, names must be able to be."""
    every = {*dialogue.questions, *dialogue.facts, *dialogue.scores, VOICE, CONFIDENCE}
    for reference in reader.references:
        if reference.word in every:
            _check_reference(reader, reference, dialogue)
    for name, score in dialogue.scores.items():
        if isinstance(score, Count) and name not in dialogue.inherited.scores:
            possible = [value for each in score.of for value in values_of(each, dialogue)]
            for value in sorted(score.leaving_out - set(possible)):
                near = suggestion(value, possible)
                reader.report(place_of(root, "scores", name), f"{name!r} never counts {value!r}{near}")


def _check_reference(reader: Reader, reference: Reference, dialogue: Dialogue) -> None:
    name, question = reference.word, dialogue.questions.get(reference.word)
    if reference.number:
        if name not in dialogue.scores and (question is None or question.kind is not Kind.NUMBER):
            reader.report(
                reference.node, f"{name!r} is no number; at_least and at_most compare scores and numbers"
            )
        return
    if not reference.values:
        return
    if name in dialogue.scores:
        reader.report(reference.node, f"{name!r} is a score; compare it with at_least and at_most")
        return
    possible = tuple(_possible(name, dialogue))
    for value in sorted(reference.values - set(possible)):
        reader.report(reference.node, f"{name!r} is never {value!r}{suggestion(value, possible)}")


def _possible(name: str, dialogue: Dialogue) -> Iterator[str]:
    if name == VOICE:
        yield from (voice.value for voice in Voice)
    elif name == CONFIDENCE:
        yield from (level.value for level in Level)
    else:
        yield from values_of(name, dialogue)


def _check_outcomes(reader: Reader, root: Node, dialogue: Dialogue) -> None:
    plan = dialogue.result
    for name in dict.fromkeys((plan.outcome, plan.computed)):
        if name not in dialogue.facts:
            reader.report(
                place_of(root, "result"), f"{name!r} is no fact: an outcome is read from a list of rows"
            )
            continue
        for value in set(_possible(name, dialogue)) - set(dialogue.outcomes):
            near = suggestion(value, tuple(dialogue.outcomes))
            reader.report(
                place_of(root, "facts", name), f"{name!r} can be {value!r}, which is no outcome{near}"
            )
        if not _certain(name, dialogue):
            reader.report(
                place_of(root, "facts", name),
                f"{name!r} can be unknown, but there must be an outcome: let the last row apply always, and no row be unknown",
            )
    reached = {*_possible(plan.outcome, dialogue), *dialogue.inherited.outcomes}
    for outcome in set(dialogue.outcomes) - reached:
        reader.report(place_of(root, "outcomes", outcome), f"the outcome {outcome!r} is never reached")


def _certain(name: str, dialogue: Dialogue) -> bool:
    """Whether the fact `name` always has a value."""
    match dialogue.facts.get(name):
        case Reread(of):
            return _certain(of, dialogue)
        case Rows(rows):
            ends = bool(rows) and rows[-1].when is None
            return ends and all(_row_certain(row, dialogue) for row in rows)
        case _:
            return False


def _row_certain(row: Row, dialogue: Dialogue) -> bool:
    if row.same_as is None:
        return row.value is not None
    parts = row.when.conditions if isinstance(row.when, All) else (row.when,)
    said = (each for each in parts if isinstance(each, Is) and each.name == row.same_as)
    return any(each.standings <= {Standing.KNOWN} for each in said) or _certain(row.same_as, dialogue)
