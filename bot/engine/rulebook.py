"""A dialogue made ready to be played: its machine, and which names rest on which questions."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from bot.engine import doubts
from bot.engine.conditions import names_in
from bot.engine.dialogue import Catalogue, Dialogue, State
from bot.engine.facts import Confidence, Known
from bot.engine.machine import Machine, compile_machine
from bot.engine.meaning import Count, CountItems, CountTrue, Ranked, Reread, Rows, Sum, Union


@dataclass(frozen=True, slots=True)
class Rulebook:
    """What is worked out once per dialogue and shared by all its sessions.

    `rests_on` maps every name to the questions it rests on; `resting_on` maps every name to the facts that
    have to be worked out again when it has another value. `section_of` has the section of each question, if there are
    sections.
    """

    dialogue: Dialogue
    catalogue: Catalogue
    machine: Machine
    states: Mapping[str, State]
    rests_on: Mapping[str, frozenset[str]]
    resting_on: Mapping[str, frozenset[str]]
    loop_questions: frozenset[str]
    order: Mapping[str, int] = field(default_factory=dict)
    section_of: Mapping[str, str] = field(default_factory=dict)

    def weigh(self, known: Known) -> Confidence:
        """How sure what is `known` makes the outcome."""
        return doubts.weigh(known)


def compile_rules(dialogue: Dialogue, catalogue: Catalogue) -> Rulebook:
    """Make `dialogue` ready to be played."""
    under = {name: beneath(name, dialogue) for name in _names(dialogue)}
    resting_on = {name: frozenset(fact for fact in dialogue.facts if name in under[fact]) for name in under}
    order: dict[str, int] = {}
    for index, state in enumerate(dialogue.states):
        order.setdefault(state.question, index)
    return Rulebook(
        dialogue=dialogue,
        catalogue=catalogue,
        machine=compile_machine(dialogue.states),
        states={state.id: state for state in dialogue.states},
        rests_on={name: each & dialogue.questions.keys() for name, each in under.items()},
        resting_on=resting_on,
        loop_questions=frozenset(state.question for state in dialogue.states if state.loop is not None),
        order=order,
        section_of={state.question: state.section for state in dialogue.states if state.section},
    )


def _names(dialogue: Dialogue) -> Iterator[str]:
    yield from dialogue.questions
    yield from dialogue.scores
    yield from dialogue.facts
    yield from dialogue.inputs
    yield from dialogue.inherited.inputs  # what it takes over may look at them; they are then unknown


def beneath(name: str, dialogue: Dialogue) -> frozenset[str]:
    """`name`, and all that it rests on, down to the questions."""
    waiting, met = [name], set[str]()
    while waiting:
        if (each := waiting.pop()) not in met:
            met.add(each)
            waiting += names_under(each, dialogue)
    return frozenset(met)


def names_under(name: str, dialogue: Dialogue) -> Iterator[str]:
    """The names that the fact or score `name` looks at directly; none for a question or an input."""
    match dialogue.facts.get(name) or dialogue.scores.get(name):
        case Rows(rows):
            for row in rows:
                yield from names_in(row.when)
                if row.same_as is not None:
                    yield row.same_as
        case Reread(of, changed):
            yield from (of, changed)
        case Union(of) | Count(of) | Sum(of) | Ranked(of):
            yield from of
        case CountTrue(conditions):
            for condition in conditions:
                yield from names_in(condition)
        case CountItems(loop, when):
            yield from names_in(when)
            yield from (each.question for each in dialogue.states if each.loop and each.loop.id == loop)
        case None:
            return
