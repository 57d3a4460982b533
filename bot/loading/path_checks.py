"""What can be wrong with the sections of a path, and with the names of the items of its loops."""

from collections.abc import Iterator

from bot.engine.conditions import names_in
from bot.engine.dialogue import Dialogue, Kind, Loop
from bot.engine.rulebook import beneath
from bot.loading.reader import Reader
from bot.loading.tree import Node, place_of


def check_sections(reader: Reader, root: Node, dialogue: Dialogue) -> None:
    """Sections can be answered in any order: none may look into another, and each says how far it is."""
    met: set[str] = set()
    path = place_of(root, "path")
    for section in dialogue.sections:
        if section.id in met:
            reader.report(path, f"the section {section.id!r} stands there twice")
        met.add(section.id)
        judged = dialogue.questions.get(section.judged)
        if judged is not None and judged.kind is not Kind.ONE:
            place = place_of(root, "questions", section.judged)
            reader.report(place, f"{section.judged!r} says how far the section is: it must ask `one`")
    section_of = {state.question: state.section for state in dialogue.states}
    for state in dialogue.states if dialogue.sections else ():
        question = dialogue.questions.get(state.question)
        options = () if question is None else question.options
        names = {*names_in(state.when), *(name for option in options for name in names_in(option.when))}
        for name in sorted(_elsewhere(names, state.section, section_of, dialogue)):
            place = place_of(root, "questions", state.question)
            told = f"{state.question!r} looks at {name!r}, of another section: sections are answered in any order"
            reader.report(place, told)


def _elsewhere(
    names: set[str], section: str, section_of: dict[str, str], dialogue: Dialogue
) -> Iterator[str]:
    for name in names:
        under = beneath(name, dialogue) & section_of.keys()
        if any(section_of[each] != section for each in under):
            yield name


def check_names_of_items(reader: Reader, root: Node, dialogue: Dialogue) -> None:
    """What items are called is a text, asked first; only one loop of a dialogue has names."""
    loops = [*dict.fromkeys(state.loop for state in dialogue.states if state.loop is not None)]
    named = [loop for loop in loops if loop.named]
    if len(named) > 1:
        reader.report(place_of(root, "path"), "only one loop of a dialogue can be `named`")
    for loop in named:
        question = dialogue.questions.get(loop.named)
        place = place_of(root, "questions", loop.named)
        if question is not None and question.kind is not Kind.TEXT:
            reader.report(place, f"{loop.named!r} gives the items their names: it must ask `text`")
        if _first_of(loop, dialogue) != loop.named:
            reader.report(place, f"{loop.named!r} gives the items of {loop.id!r} their names: ask it first")
        if loop.over:
            reader.report(place, f"the items of {loop.id!r} have names already: `named` goes with `again`")


def check_days(reader: Reader, root: Node, dialogue: Dialogue) -> None:
    """A day comes after another one that is known when it is asked: asked further up, in no other loop or section."""
    place_in = {state.question: at for at, state in reversed([*enumerate(dialogue.states)])}
    for name, question in dialogue.questions.items():
        other = dialogue.questions.get(question.after)
        if other is None or not {name, other.id} <= place_in.keys() or name in dialogue.inherited.questions:
            continue
        node = place_of(root, "questions", name, "after")
        here, there = (dialogue.states[place_in[each]] for each in (name, other.id))
        if other.kind is not Kind.DATE:
            reader.report(node, f"{other.id!r} asks for no date: no day comes after it")
        if place_in[other.id] >= place_in[name]:
            reader.report(node, f"{name!r} comes after {other.id!r}, which must be asked further up")
        elif there.loop not in {None, here.loop} or there.section != here.section:
            reader.report(node, f"{name!r} comes after {other.id!r}, which is in another loop or section")


def _first_of(loop: Loop, dialogue: Dialogue) -> str:
    return next(state.question for state in dialogue.states if state.loop is loop)
