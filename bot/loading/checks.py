"""What can be wrong with a dialogue whose fields are all well formed: names, values, order, loops, dead ends."""

from collections.abc import Iterator, Mapping

from bot.engine.conditions import All, Is, Standing, names_in
from bot.engine.dialogue import (
    YES,
    Catalogue,
    Count,
    Dialogue,
    Kind,
    Question,
    Ranked,
    Reread,
    Row,
    Rows,
    State,
    Sum,
    Voice,
)
from bot.engine.doubts import values_of
from bot.engine.facts import CONFIDENCE, VOICE, Level
from bot.engine.rulebook import names_under
from bot.loading.conditions import CONNECTIVES
from bot.loading.reader import Reader, Reference, Sort
from bot.loading.tree import Node
from bot.problems import suggestion


def check(reader: Reader, root: Node, dialogue: Dialogue, catalogue: Catalogue | None) -> None:
    """Note everything that is wrong with `dialogue`, read from `root`; `catalogue`: None if it cannot be read."""
    _check_names(reader, root, dialogue)
    _check_references(reader, dialogue, catalogue)
    _check_questions(reader, root, dialogue)
    _check_renames(reader, root, dialogue)
    _check_path(reader, root, dialogue)
    if _check_facts(reader, root, dialogue):
        _check_values(reader, root, dialogue)
    if not reader.problems:  # or it would repeat them
        _check_outcomes(reader, root, dialogue)


def _place(root: Node, *keys: str) -> Node:
    """The node under `keys`, or the nearest one above it."""
    node = root
    for key in keys:
        if not isinstance(node.value, dict) or key not in node.value:
            break
        node = node.value[key]
    return node


def _check_names(reader: Reader, root: Node, dialogue: Dialogue) -> None:
    """No name may stand for two things, or mean something in a condition."""
    sections = {
        "questions": dialogue.questions,
        "scores": dialogue.scores,
        "facts": dialogue.facts,
        "inputs": dialogue.inputs,
    }
    met = dict.fromkeys((VOICE, CONFIDENCE, *CONNECTIVES), "the language of conditions")
    for section, names in sections.items():
        for name in names:
            if name in met:
                reader.report(_place(root, section, name), f"{name!r} stands in {met[name]} already")
            met[name] = section


def _check_references(reader: Reader, dialogue: Dialogue, catalogue: Catalogue | None) -> None:
    names = {
        Sort.QUESTION: [*dialogue.questions],
        Sort.FACT: [*dialogue.facts],
        Sort.SCORE: [*dialogue.scores],
        Sort.INPUT: [*dialogue.inputs],
        Sort.LOOP: [state.loop.id for state in dialogue.states if state.loop is not None],
        Sort.ADVICE: [*(catalogue or ())],
        Sort.OUTCOME: [*dialogue.outcomes],
    }
    about = [names[sort] for sort in (Sort.QUESTION, Sort.FACT, Sort.SCORE, Sort.INPUT)]
    names[Sort.NAME] = [*(name for group in about for name in group), VOICE, CONFIDENCE]
    for reference in reader.references:
        if reference.sort is Sort.ADVICE and catalogue is None:
            continue
        if reference.word not in names[reference.sort]:
            near = suggestion(reference.word, names[reference.sort])
            reader.report(reference.node, f"there is no {reference.sort} {reference.word!r}{near}")


def _check_values(reader: Reader, root: Node, dialogue: Dialogue) -> None:
    """What conditions compare with, names must be able to be."""
    every = {*dialogue.questions, *dialogue.facts, *dialogue.scores, VOICE, CONFIDENCE}
    for reference in reader.references:
        if reference.word in every:
            _check_reference(reader, reference, dialogue)
    for name, score in dialogue.scores.items():
        if isinstance(score, Count):
            possible = [value for each in score.of for value in values_of(each, dialogue)]
            for value in sorted(score.leaving_out - set(possible)):
                near = suggestion(value, possible)
                reader.report(_place(root, "scores", name), f"{name!r} never counts {value!r}{near}")


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


def _check_facts(reader: Reader, root: Node, dialogue: Dialogue) -> bool:
    """No fact may rest on itself or on the confidence, and none but count_items on a question inside a loop.

    Says whether the facts can be followed down to the questions.
    """
    under = {name: set(names_under(name, dialogue)) for name in (*dialogue.facts, *dialogue.scores)}
    looped = {state.question for state in dialogue.states if state.loop is not None}
    circles = {name for name in under if name in _reach(name, under)}
    for name, direct in under.items():
        section = "facts" if name in dialogue.facts else "scores"
        if name in circles:
            reader.report(_place(root, section, name), f"{name!r} rests on itself")
        if CONFIDENCE in direct:
            reader.report(
                _place(root, section, name), f"{name!r} looks at the confidence, which rests on facts"
            )
        fact = dialogue.facts.get(name)
        for score in fact.scores if isinstance(fact, Ranked) else ():
            if not isinstance(dialogue.scores.get(score, Sum(())), Sum):
                reader.report(_place(root, section, name), f"{score!r} is no sum; only sums have a highest")
        inside = direct & looped
        if inside and not hasattr(dialogue.scores.get(name), "loop"):
            found = ", ".join(sorted(inside))
            reader.report(_place(root, section, name), f"{found} is asked in a loop: use count_items")
    doubts = dialogue.doubts
    lowering = (each.when for each in doubts.lowered_by)
    for condition in (doubts.low_when, *doubts.could_change_except.values(), *lowering):
        if CONFIDENCE in names_in(condition):
            reader.report(_place(root, "confidence"), "the confidence looks at itself")
    return not circles


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
        if name not in asked and asked <= set(dialogue.questions):
            reader.report(place, f"{name!r} is nowhere on the path")
        for option in sorted(question.exclusive - set(question.option_ids)):
            reader.report(
                place, f"{name!r} has no option {option!r}{suggestion(option, question.option_ids)}"
            )
        if question.weighs_outcomes and not set(question.option_ids) <= set(dialogue.outcomes):
            reader.report(place, f"the options of {name!r} must be outcomes")
        for option in sorted(set(question.option_ids) & {each.value for each in Standing}):
            reader.report(place, f"an option of {name!r} cannot be {option!r}, a word of conditions")
        _check_limits(reader, place, question)


def _check_limits(reader: Reader, place: Node, question: Question) -> None:
    least, most = question.at_least, question.at_most
    if least is not None and question.kind is not Kind.NUMBER:
        reader.report(place, f"{question.id!r} asks for no number: at_least has no meaning")
    if most is not None and question.kind is not Kind.NUMBER and (most < 1 or most != int(most)):
        reader.report(place, f"at_most of {question.id!r} must be a whole number from 1")
    if least is not None and most is not None and least > most:
        reader.report(place, f"{question.id!r} has at_least above at_most")


def _check_renames(reader: Reader, root: Node, dialogue: Dialogue) -> None:
    """Names that are gone are renamed to names that are there."""
    for old in dialogue.renames.questions:
        if old in dialogue.questions:
            reader.report(_place(root, "renamed", "questions", old), f"{old!r} is still a question")
    for name, options in dialogue.renames.options.items():
        question = dialogue.questions.get(name)
        if question is None:
            near = suggestion(name, dialogue.questions)
            reader.report(_place(root, "renamed", "options", name), f"there is no question {name!r}{near}")
            continue
        for old, now in options.items():
            place = _place(root, "renamed", "options", name, old)
            if old in question.option_ids:
                reader.report(place, f"{old!r} is still an option of {name!r}")
            if now not in question.option_ids:
                near = suggestion(now, question.option_ids)
                reader.report(place, f"{name!r} has no option {now!r}{near}")


def _check_path(reader: Reader, root: Node, dialogue: Dialogue) -> None:
    met: set[str] = set()
    states = [state for state in dialogue.states if state.question in dialogue.questions]
    for state in states:
        place = _place(root, "questions", state.question)
        if state.question in met and state.when is None:
            reader.report(place, f"{state.question!r} is asked twice; the second time needs a `when`")
        if state.beside and not dialogue.questions[state.question].weighs_outcomes:
            reader.report(place, f"{state.question!r} stands beside the result: its options must be outcomes")
        if len(states) == len(dialogue.states):
            for name in _asked_later(state, met, dialogue):
                reader.report(place, f"{state.question!r} looks at {name!r}, which is asked later")
        for name in sorted(_inside_other_loops(state, dialogue)):
            reader.report(
                place, f"{state.question!r} looks at {name!r}, which is asked in a loop: use count_items"
            )
        met.add(state.question)
    for loop in {state.loop for state in states if state.loop is not None}:
        again = dialogue.questions.get(loop.again)
        if again is not None and (again.kind is not Kind.ONE or YES not in again.option_ids):
            reader.report(
                _place(root, "questions", loop.again), f"{loop.again!r} must ask `one`, with the option `yes`"
            )


def _asked_later(state: State, met: set[str], dialogue: Dialogue) -> Iterator[str]:
    """What the condition of `state`, and those of its options, look at too early."""
    conditions = [option.when for option in dialogue.questions[state.question].options]
    for name in dict.fromkeys(name for when in (state.when, *conditions) for name in names_in(when)):
        if name in dialogue.questions and name not in met:
            yield name


def _inside_other_loops(state: State, dialogue: Dialogue) -> set[str]:
    elsewhere = {
        each.question for each in dialogue.states if each.loop is not None and each.loop is not state.loop
    }
    return elsewhere & set(names_in(state.when))


def _check_outcomes(reader: Reader, root: Node, dialogue: Dialogue) -> None:
    plan = dialogue.result
    for name in dict.fromkeys((plan.outcome, plan.computed)):
        if name not in dialogue.facts:
            reader.report(
                _place(root, "result"), f"{name!r} is no fact: an outcome is read from a list of rows"
            )
            continue
        for value in set(_possible(name, dialogue)) - set(dialogue.outcomes):
            near = suggestion(value, tuple(dialogue.outcomes))
            reader.report(
                _place(root, "facts", name), f"{name!r} can be {value!r}, which is no outcome{near}"
            )
        if not _certain(name, dialogue):
            reader.report(
                _place(root, "facts", name),
                f"{name!r} can be unknown, but there must be an outcome: let the last row apply always, and no row be unknown",
            )
    for outcome in set(dialogue.outcomes) - set(_possible(plan.outcome, dialogue)):
        reader.report(_place(root, "outcomes", outcome), f"the outcome {outcome!r} is never reached")


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
