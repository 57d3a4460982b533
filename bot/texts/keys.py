"""Which texts the dialogues and the catalogue need: their keys are made of the ids in the files."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.engine.dialogue import Catalogue, Dialogue, Outcome, Question, Voice
from bot.engine.doubts import values_of

LONGEST_QUESTION = 200
LONGEST_OPTION = 40
LONGEST_TOPIC = 40
LONGEST = 400


@dataclass(frozen=True, slots=True)
class Need:
    """A text to be there for each of `voices`, at most `longest` characters long; `optional`: it may be missing."""

    key: str
    voices: frozenset[Voice]
    longest: int = LONGEST
    optional: bool = False


def needs_of_dialogue(dialogue: Dialogue) -> Iterator[Need]:
    """The texts of a dialogue."""
    voices = frozenset(dialogue.voices)
    yield Need("title", voices, LONGEST_QUESTION)
    yield Need("purpose", voices)
    for question in dialogue.questions.values():
        yield from _of_question(question, voices)
    for name in dict.fromkeys(
        (*dialogue.doubts.could_change, *(each.check for each in dialogue.doubts.lowered_by if each.check))
    ):
        yield Need(f"check.{name}", voices, LONGEST_QUESTION)
    for flag in dialogue.result.flags:
        yield Need(f"flag.{flag}", voices, LONGEST_QUESTION)
    for name in dialogue.result.show:
        for value in values_of(name, dialogue):
            yield Need(f"{name}.{value}", voices, 80)
    for outcome in dialogue.outcomes.values():
        yield from _of_outcome(outcome, voices)


def _of_question(question: Question, voices: frozenset[Voice]) -> Iterator[Need]:
    for wording in ("", *(f"@{name}" for name, _ in question.wordings)):
        yield Need(f"{question.id}.ask{wording}", voices, LONGEST_QUESTION)
        for option in () if question.weighs_outcomes else question.option_ids:
            yield Need(f"{question.id}.{option}{wording}", voices, LONGEST_OPTION)
    yield Need(f"{question.id}.topic", voices, LONGEST_TOPIC)
    yield Need(f"{question.id}.why", voices, LONGEST_QUESTION)
    yield Need(f"{question.id}.hint", voices, LONGEST_QUESTION, optional=True)


def _of_outcome(outcome: Outcome, voices: frozenset[Voice]) -> Iterator[Need]:
    for wording in ("", *(f"@{name}" for name, _ in outcome.wordings)):
        yield Need(f"{outcome.id}.name{wording}", voices, LONGEST_OPTION)  # stands on buttons too
        yield Need(f"{outcome.id}.says{wording}", voices)
    yield Need(f"{outcome.id}.first_move", voices)
    yield Need(f"{outcome.id}.next_question", voices)
    for cause in outcome.causes:
        key = f"{outcome.id}.{cause.id}"
        yield Need(f"{key}.name", voices, 80)
        if not outcome.common_first_move:
            yield Need(f"{key}.first_move", voices)
        yield Need(f"{key}.next_question", voices)
        for step, _ in cause.steps:
            yield Need(f"{key}.step.{step}", voices, 120)


def needs_of_catalogue(catalogue: Catalogue) -> Iterator[Need]:
    """The texts of the recommendations."""
    for advice in catalogue.values():
        for part, longest in (("title", 80), ("why", LONGEST), ("how", LONGEST), ("first_step", 100)):
            yield Need(f"{advice.id}.{part}", advice.voices, longest)
