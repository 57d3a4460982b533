"""What can be wrong with a dialogue whose fields are all well formed: names, values, order, loops, dead ends."""

from collections.abc import Iterator, Mapping

from bot.engine.conditions import names_in
from bot.engine.dialogue import YES, Catalogue, Dialogue, Kind, Rows, State, Union, Voice
from bot.engine.doubts import values_of
from bot.engine.facts import CONFIDENCE, VOICE
from bot.engine.rulebook import names_under
from bot.loading.reader import Reader, Reference, Sort
from bot.loading.tree import Node
from bot.problems import suggestion


def check(reader: Reader, root: Node, dialogue: Dialogue, catalogue: Catalogue) -> None:
    """Note everything that is wrong with `dialogue`, read from `root`."""
    _check_references(reader, dialogue, catalogue)
    if reader.problems:
        return  # what follows would repeat them
    _check_facts(reader, root, dialogue)
    if reader.problems:
        return
    _check_questions(reader, root, dialogue)
    _check_path(reader, root, dialogue)
    _check_outcomes(reader, root, dialogue)


def _place(root: Node, *keys: str | int) -> Node:
    """The node under `keys`, or the nearest one above it."""
    node = root
    for key in keys:
        below: Node | None = None
        if isinstance(node.value, dict):
            below = node.value.get(str(key))
        elif isinstance(node.value, list) and isinstance(key, int):
            below = node.value[key]
        if below is None:
            return node
        node = below
    return node


def _check_references(reader: Reader, dialogue: Dialogue, catalogue: Catalogue) -> None:
    names = {
        Sort.QUESTION: [*dialogue.questions],
        Sort.FACT: [*dialogue.facts],
        Sort.SCORE: [*dialogue.scores],
        Sort.INPUT: [*dialogue.inputs],
        Sort.LOOP: [state.loop.id for state in dialogue.states if state.loop is not None],
        Sort.ADVICE: [*catalogue],
        Sort.OUTCOME: [*dialogue.outcomes],
    }
    about = [names[sort] for sort in (Sort.QUESTION, Sort.FACT, Sort.SCORE, Sort.INPUT)]
    names[Sort.NAME] = [*(name for group in about for name in group), VOICE, CONFIDENCE]
    for reference in reader.references:
        if reference.word not in names[reference.sort]:
            near = suggestion(reference.word, names[reference.sort])
            reader.report(reference.node, f"there is no {reference.sort} {reference.word!r}{near}")
        else:
            _check_values(reader, reference, dialogue)


def _check_values(reader: Reader, reference: Reference, dialogue: Dialogue) -> None:
    name, question = reference.word, dialogue.questions.get(reference.word)
    if reference.number:
        if name not in dialogue.scores and (question is None or question.kind is not Kind.NUMBER):
            reader.report(
                reference.node, f"{name!r} is no number; at_least and at_most compare scores and numbers"
            )
        return
    if not reference.values or name in dialogue.inputs:
        return
    if name in dialogue.scores:
        reader.report(reference.node, f"{name!r} is a score; compare it with at_least and at_most")
        return
    possible = tuple(_possible(name, dialogue))
    for value in sorted(reference.values - set(possible)):
        reader.report(reference.node, f"{name!r} is never {value!r}{suggestion(value, possible)}")


def _possible(name: str, dialogue: Dialogue) -> Iterator[str]:
    if name == VOICE:
        yield from Voice
    elif name == CONFIDENCE:
        yield from ("high", "medium", "low")
    elif isinstance(fact := dialogue.facts.get(name), Union):
        for question in fact.of:
            yield from dialogue.questions[question].option_ids
    elif name in dialogue.facts and not isinstance(fact, Rows):
        for other in names_under(name, dialogue):
            yield from (other, *(_possible(other, dialogue) if other in dialogue.facts else ()))
    else:
        yield from values_of(name, dialogue)


def _check_facts(reader: Reader, root: Node, dialogue: Dialogue) -> None:
    """No fact may rest on itself, and none but count_items on a question inside a loop."""
    under = {name: set(names_under(name, dialogue)) for name in (*dialogue.facts, *dialogue.scores)}
    looped = {state.question for state in dialogue.states if state.loop is not None}
    for name, direct in under.items():
        section = "facts" if name in dialogue.facts else "scores"
        if name in _reach(name, under):
            reader.report(_place(root, section, name), f"{name!r} rests on itself")
        inside = direct & looped
        if inside and not hasattr(dialogue.scores.get(name), "loop"):
            found = ", ".join(sorted(inside))
            reader.report(_place(root, section, name), f"{found} is asked in a loop: use count_items")


def _reach(name: str, under: Mapping[str, set[str]]) -> set[str]:
    reached: set[str] = set()
    waiting = list(under[name])
    while waiting:
        other = waiting.pop()
        if other not in reached:
            reached.add(other)
            waiting += under.get(other, ())
    return reached


def _check_questions(reader: Reader, root: Node, dialogue: Dialogue) -> None:
    asked = {state.question for state in dialogue.states}
    for name, question in dialogue.questions.items():
        place = _place(root, "questions", name)
        if name not in asked:
            reader.report(place, f"{name!r} is nowhere on the path")
        for option in sorted(question.exclusive - set(question.option_ids)):
            reader.report(
                place, f"{name!r} has no option {option!r}{suggestion(option, question.option_ids)}"
            )
        if question.weighs_outcomes and not set(question.option_ids) <= set(dialogue.outcomes):
            reader.report(place, f"the options of {name!r} must be outcomes")
        for option in dialogue.renames.options.get(name, {}).values():
            if option not in question.option_ids:
                near = suggestion(option, question.option_ids)
                reader.report(
                    _place(root, "renamed", "options", name), f"{name!r} has no option {option!r}{near}"
                )


def _check_path(reader: Reader, root: Node, dialogue: Dialogue) -> None:
    met: set[str] = set()
    for state in dialogue.states:
        place = _place(root, "questions", state.question)
        if state.question in met and state.when is None:
            reader.report(place, f"{state.question!r} is asked twice; the second time needs a `when`")
        if state.beside and not dialogue.questions[state.question].weighs_outcomes:
            reader.report(place, f"{state.question!r} stands beside the result: its options must be outcomes")
        for name in _asked_later(state, met, dialogue):
            reader.report(place, f"{state.question!r} looks at {name!r}, which is asked later")
        met.add(state.question)
    for loop in {state.loop for state in dialogue.states if state.loop is not None}:
        if loop.again and YES not in dialogue.questions[loop.again].option_ids:
            reader.report(_place(root, "questions", loop.again), f"{loop.again!r} needs the option `yes`")
        if loop.over and not loop.again and loop.at_least > loop.at_most:
            reader.report(_place(root, "path"), f"the loop {loop.id!r} has at_least above at_most")


def _asked_later(state: State, met: set[str], dialogue: Dialogue) -> Iterator[str]:
    for name in names_in(state.when):
        if name in dialogue.questions and name not in met:
            yield name


def _check_outcomes(reader: Reader, root: Node, dialogue: Dialogue) -> None:
    plan = dialogue.result
    for name in (plan.outcome, plan.computed):
        for value in set(_possible(name, dialogue)) - set(dialogue.outcomes):
            near = suggestion(value, tuple(dialogue.outcomes))
            reader.report(
                _place(root, "facts", name), f"{name!r} can be {value!r}, which is no outcome{near}"
            )
    for outcome in set(dialogue.outcomes) - set(_possible(plan.outcome, dialogue)):
        reader.report(_place(root, "outcomes", outcome), f"the outcome {outcome!r} is never reached")
    fact = dialogue.facts.get(plan.outcome)
    if isinstance(fact, Rows) and (not fact.rows or fact.rows[-1].when is not None):
        reader.report(
            _place(root, "facts", plan.outcome), "the last row must apply always, or there is no outcome"
        )
