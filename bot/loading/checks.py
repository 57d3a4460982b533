"""What can be wrong with a dialogue whose fields are all well formed: names, questions, order, loops."""

from collections.abc import Iterator

from bot.engine.conditions import Standing, names_in
from bot.engine.dialogue import YES, Catalogue, Dialogue, Kind, Question, State
from bot.engine.facts import CONFIDENCE, VOICE
from bot.loading.conditions import CONNECTIVES
from bot.loading.meaning_checks import check_meaning
from bot.loading.parts_checks import check_parts
from bot.loading.path import asked_at
from bot.loading.path_checks import check_days, check_names_of_items, check_sections
from bot.loading.reader import Reader, Sort
from bot.loading.tree import Node, place_of
from bot.problems import suggestion

MOST_NAMES = 300
MOST_STATES = 200


def check(reader: Reader, root: Node, dialogue: Dialogue, catalogue: Catalogue | None) -> None:
    """Note everything that is wrong with `dialogue`, read from `root`; `catalogue`: None if it cannot be read."""
    named = len(dialogue.questions) + len(dialogue.facts) + len(dialogue.scores)
    if named > MOST_NAMES or len(dialogue.states) > MOST_STATES:
        reader.report(root, f"more than {MOST_NAMES} names or {MOST_STATES} questions on the path; split it")
        return
    _check_names(reader, root, dialogue)
    _check_references(reader, dialogue, catalogue)
    _check_questions(reader, root, dialogue)
    _check_renames(reader, root, dialogue)
    _check_path(reader, root, dialogue)
    check_sections(reader, root, dialogue)
    check_names_of_items(reader, root, dialogue)
    check_days(reader, root, dialogue)
    check_parts(reader, root, dialogue)
    check_meaning(reader, root, dialogue)


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
                own = met[name] if name in getattr(dialogue.inherited, section) else section
                reader.report(place_of(root, own, name), f"{name!r} stands in {met[name]} already")
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
    names[Sort.POINTS] = [*dialogue.questions, *dialogue.scores]
    about = [names[sort] for sort in (Sort.QUESTION, Sort.FACT, Sort.SCORE, Sort.INPUT)]
    names[Sort.NAME] = [*(name for group in about for name in group), VOICE, CONFIDENCE]
    for reference in reader.references:
        if reference.sort is Sort.DIALOGUE or (reference.sort is Sort.ADVICE and catalogue is None):
            continue
        if reference.word not in names[reference.sort]:
            near = suggestion(reference.word, names[reference.sort])
            reader.report(reference.node, f"there is no {reference.sort} {reference.word!r}{near}")


def _check_questions(reader: Reader, root: Node, dialogue: Dialogue) -> None:
    asked = {state.question for state in dialogue.states}
    for name, question in dialogue.questions.items():
        if name in dialogue.inherited.questions:
            continue
        place = place_of(root, "questions", name)
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
            reader.report(place_of(root, "renamed", "questions", old), f"{old!r} is still a question")
    for name, options in dialogue.renames.options.items():
        question = dialogue.questions.get(name)
        if question is None:
            near = suggestion(name, dialogue.questions)
            reader.report(place_of(root, "renamed", "options", name), f"there is no question {name!r}{near}")
            continue
        for old, now in options.items():
            place = place_of(root, "renamed", "options", name, old)
            if old in question.option_ids:
                reader.report(place, f"{old!r} is still an option of {name!r}")
            if now not in question.option_ids:
                near = suggestion(now, question.option_ids)
                reader.report(place, f"{name!r} has no option {now!r}{near}")


def _check_path(reader: Reader, root: Node, dialogue: Dialogue) -> None:
    met: set[str] = set()
    states = [state for state in dialogue.states if state.question in dialogue.questions]
    asked = {state.question for state in states} | dialogue.questions.keys() - dialogue.inherited.questions
    for state in states:
        place = _place_of_question(root, state.question, dialogue)
        if state.question in met and state.when is None:
            reader.report(place, f"{state.question!r} is asked twice; the second time needs a `when`")
        if state.beside and not dialogue.questions[state.question].weighs_outcomes:
            reader.report(place, f"{state.question!r} stands beside the result: its options must be outcomes")
        if len(states) == len(dialogue.states):
            for name in _asked_later(state, met, dialogue):
                when = "asked later" if name in asked else "nowhere on the path"
                reader.report(place, f"{state.question!r} looks at {name!r}, which is {when}")
        for name in sorted(_inside_other_loops(state, dialogue)):
            reader.report(
                place, f"{state.question!r} looks at {name!r}, which is asked in a loop: use count_items"
            )
        met.add(state.question)
    for loop in {state.loop for state in states if state.loop is not None}:
        again = dialogue.questions.get(loop.again)
        if again is not None and (again.kind is not Kind.ONE or YES not in again.option_ids):
            reader.report(
                _place_of_question(root, loop.again, dialogue),
                f"{loop.again!r} must ask `one`, with the option `yes`",
            )


def _place_of_question(root: Node, question: str, dialogue: Dialogue) -> Node:
    """Where to tell what is wrong with asking `question`: on the path, if it stands in the file of another."""
    if question in dialogue.inherited.questions:
        return asked_at(place_of(root, "path"), question)
    return place_of(root, "questions", question)


def _asked_later(state: State, met: set[str], dialogue: Dialogue) -> Iterator[str]:
    """What the condition of `state`, and those of its options, look at too early."""
    question = dialogue.questions[state.question]
    within = [name for option in question.options for name in names_in(option.when)]
    elsewhere: set[str] = set()
    if question.id in dialogue.inherited.questions:
        elsewhere = {*within, *names_in(question.refines)} & dialogue.inherited.questions
    for name in dict.fromkeys((*names_in(state.when), *within)):
        if name in dialogue.questions and name not in met and name not in elsewhere:
            yield name


def _inside_other_loops(state: State, dialogue: Dialogue) -> set[str]:
    elsewhere = {
        each.question for each in dialogue.states if each.loop is not None and each.loop is not state.loop
    }
    return elsewhere & set(names_in(state.when))
