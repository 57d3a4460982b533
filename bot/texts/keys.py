"""Which texts the dialogues and the catalogue need: their keys are made of the ids in the files."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot.engine.dialogue import Catalogue, Dialogue, Question, State, Voice
from bot.engine.doubts import values_of
from bot.engine.outcomes import Outcome

LONGEST_QUESTION = 200
LONGEST_OPTION = 40
LONGEST_TOPIC = 40
LONGEST_REASON = 120
LONGEST_HEADING = 80
LONGEST_LINE = 300
LONGEST_STEP = 120
LONGEST = 400
COMMON = "any"  # in the keys of a cause that stands for all outcomes
QUOTED = re.compile(r"\{([a-z][a-z0-9_]*)\}")


@dataclass(frozen=True, slots=True)
class Need:
    """A text to be there for each of `voices`, at most `longest` characters long.

    `optional`: it may be missing; `item`: it may hold the placeholder for the item of a loop; `value`: that for a value;
    `quotes`: the questions whose answers it may hold.
    """

    key: str
    voices: frozenset[Voice]
    longest: int = LONGEST
    optional: bool = False
    item: bool = False
    value: bool = False
    quotes: frozenset[str] = frozenset()


def quoted_in(text: str) -> tuple[str, ...]:
    """The names in braces in a line of a handout or a step: questions, and `item`."""
    return tuple(dict.fromkeys(QUOTED.findall(text)))


def needs_of_dialogue(dialogue: Dialogue) -> Iterator[Need]:
    """The texts of a dialogue; those that fit as they stand with the dialogue it extends are optional."""
    base = dialogue.inherited.base
    there = {} if base is None else {need.key: need for need in needs_of_dialogue(base)}
    # a cause that stands for all outcomes is met with each of them
    for taken_over, need in dict.fromkeys(_needs(dialogue)):
        other = there.get(need.key) if taken_over else None
        if other is not None and need.voices <= other.voices and need.item >= other.item:
            yield replace(need, optional=True)
        else:
            yield need


def _needs(dialogue: Dialogue) -> Iterator[tuple[bool, Need]]:
    """The needs, each with whether the name that it is about is taken over from another dialogue."""
    voices, inherited = frozenset(dialogue.voices), dialogue.inherited
    yield False, Need("title", voices, LONGEST_QUESTION)
    yield False, Need("purpose", voices)
    over_items = items_named(dialogue)
    for name, question in dialogue.questions.items():
        for need in _of_question(question, voices, item=name in over_items):
            yield name in inherited.questions, need
    for name in dict.fromkeys(
        (*dialogue.doubts.could_change, *(each.check for each in dialogue.doubts.lowered_by if each.check))
    ):
        taken_over = name in inherited.questions | inherited.facts | inherited.scores
        yield taken_over, Need(f"check.{name}", voices, LONGEST_QUESTION)
    for flag in dialogue.result.flags:
        yield flag in inherited.facts, Need(f"flag.{flag}", voices, LONGEST_QUESTION)
    for name in dialogue.result.show:
        for value in values_of(name, dialogue):
            yield name in inherited.facts, Need(f"{name}.{value}", voices, 80)
        yield (
            name in inherited.facts,
            Need(f"{name}.said", voices, LONGEST_QUESTION, optional=True, value=True),
        )
    for name, outcome in dialogue.outcomes.items():
        for need in _of_outcome(outcome, voices):
            yield name in inherited.outcomes, need
    for need in (
        *_around(dialogue, voices),
        *_of_handout(dialogue, voices),
        *_of_own_steps(dialogue, voices),
    ):
        yield False, need


def _around(dialogue: Dialogue, voices: frozenset[Voice]) -> Iterator[Need]:
    """Its sections, the items of its loops that have no name yet, why it is proposed, its picture."""
    for section in dialogue.sections:
        yield Need(f"{section.id}.name", voices, LONGEST_TOPIC)
    for loop in dict.fromkeys(state.loop for state in dialogue.states if state.loop is not None):
        if loop.named:
            yield Need(f"{loop.id}.unnamed", voices, LONGEST_TOPIC)
    for fit in dialogue.calling.fits:
        yield Need(f"fits.{fit.id}", voices, LONGEST_REASON)
    if dialogue.picture:
        yield Need("picture.title", voices, LONGEST_TOPIC)
    for name in dict.fromkeys(name for panel in dialogue.picture for name in panel.scores):
        yield Need(f"{name}.name", voices, LONGEST_TOPIC)


def _of_handout(dialogue: Dialogue, voices: frozenset[Voice]) -> Iterator[Need]:
    if dialogue.handout:
        yield Need("handout.title", voices, LONGEST_TOPIC)
    for part in dialogue.handout:
        yield Need(f"handout.{part.id}", voices, LONGEST_HEADING)
        quotes, item = _quotes(part.each, dialogue)
        for line in part.lines:
            if line.id:
                key = f"handout.{part.id}.{line.id}"
                yield Need(key, voices, LONGEST_LINE, item=item, quotes=quotes)


def _of_own_steps(dialogue: Dialogue, voices: frozenset[Voice]) -> Iterator[Need]:
    quotes, _ = _quotes("", dialogue)
    for step in dialogue.result.own_steps:
        if step.id:
            yield Need(own_step_key(step.id), voices, LONGEST_STEP, quotes=quotes)


def own_step_key(step: str) -> str:
    """The key of the words of a step that follows from what was answered."""
    return f"own_steps.{step}"


def _quotes(loop: str, dialogue: Dialogue) -> tuple[frozenset[str], bool]:
    """The questions whose answers lines for each item of `loop`, or ("") once, may quote, and whether its items have names."""
    elsewhere = {each.question for each in dialogue.states if each.loop and each.loop.id != loop}
    loops = [each.loop for each in dialogue.states if each.loop and each.loop.id == loop]
    return frozenset(dialogue.questions) - elsewhere, any(loop.over or loop.named for loop in loops)


def items_named(dialogue: Dialogue) -> frozenset[str]:
    """The questions that are asked about items with a name only: their texts can say about which."""
    asked = {state.question for state in dialogue.states}
    return frozenset(asked - {state.question for state in dialogue.states if not _has_name(state)})


def _has_name(state: State) -> bool:
    """Whether the item that `state` asks about has a name by then."""
    loop = state.loop
    return loop is not None and bool(loop.over or (loop.named and loop.named != state.question))


def _of_question(question: Question, voices: frozenset[Voice], *, item: bool) -> Iterator[Need]:
    for wording in ("", *(f"@{name}" for name, _ in question.wordings)):
        yield Need(f"{question.id}.ask{wording}", voices, LONGEST_QUESTION, item=item)
        for option in () if question.weighs_outcomes else question.option_ids:
            yield Need(f"{question.id}.{option}{wording}", voices, LONGEST_OPTION)
    yield Need(f"{question.id}.topic", voices, LONGEST_TOPIC, item=item)
    yield Need(f"{question.id}.why", voices, LONGEST_QUESTION)
    yield Need(f"{question.id}.hint", voices, LONGEST_QUESTION, optional=True, item=item)


def _of_outcome(outcome: Outcome, voices: frozenset[Voice]) -> Iterator[Need]:
    for wording in ("", *(f"@{name}" for name, _ in outcome.wordings)):
        yield Need(f"{outcome.id}.name{wording}", voices, LONGEST_OPTION)  # stands on buttons too
        yield Need(f"{outcome.id}.says{wording}", voices)
    yield Need(f"{outcome.id}.first_move", voices)
    yield Need(f"{outcome.id}.next_question", voices)
    for cause in outcome.causes:
        key = f"{COMMON if cause.common else outcome.id}.{cause.id}"
        yield Need(f"{key}.name", voices, 80)
        if not outcome.common_first_move:
            yield Need(f"{key}.first_move", voices)
        yield Need(f"{key}.next_question", voices)
        for step, _ in cause.steps:
            yield Need(f"{key}.step.{step}", voices, LONGEST_STEP)


def needs_of_catalogue(catalogue: Catalogue) -> Iterator[Need]:
    """The texts of the recommendations."""
    for advice in catalogue.values():
        for part, longest in (("title", 80), ("why", LONGEST), ("how", LONGEST), ("first_step", 100)):
            yield Need(f"{advice.id}.{part}", advice.voices, longest)
