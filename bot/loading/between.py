"""What can be wrong between the dialogues of a folder: those that are named elsewhere must be there and fit."""

from collections.abc import Collection, Iterator, Mapping

from bot.engine.dialogue import Dialogue, Kind, Question
from bot.engine.doubts import values_of
from bot.loading.reader import Reader, Sort
from bot.loading.tree import Node, place_of
from bot.problems import Problem, suggestion


def check_between(
    reader: Reader, root: Node, name: str, sound: Mapping[str, Dialogue], names: Collection[str]
) -> Iterator[Problem]:
    """What is wrong with what the file `name` says of other dialogues; `sound` are those without mistakes."""
    for reference in reader.references:
        if reference.sort is Sort.DIALOGUE and reference.word not in names:
            yield Problem(reader.file, reference.node.line, _missing(reference.word, names))
    if (dialogue := sound.get(name)) is None:
        return
    for question in dialogue.questions.values():
        if question.earlier is None or question.id in dialogue.inherited.questions:
            continue
        place = place_of(root, "questions", question.id, "earlier")
        other = question.earlier.dialogue
        if other not in names:
            yield Problem(reader.file, place.line, _missing(other, names))
        elif other in sound and (wrong := _unfit(question, sound[other], question.earlier.name)):
            yield Problem(reader.file, place.line, wrong)


def _missing(name: str, names: Collection[str]) -> str:
    return f"there is no dialogue {name!r}{suggestion(name, names)}"


def _unfit(question: Question, other: Dialogue, name: str) -> str:
    """Why what `other` found out under `name` can never be offered as an answer to `question`; "" if it can."""
    if name not in other.questions and name not in other.facts:
        near = suggestion(name, (*other.questions, *other.facts))
        return f"{other.id!r} has no question or fact {name!r}{near}"
    if any(state.question == name and state.loop is not None for state in other.states):
        return f"{name!r} is asked in a loop there: it has no single answer"
    there = other.questions.get(name)
    if question.kind not in {Kind.ONE, Kind.SEVERAL}:
        fits = there is not None and there.kind is question.kind
    else:
        fits = not set(question.option_ids).isdisjoint(values_of(name, other))
    return "" if fits else f"no answer to {question.id!r} is what {name!r} of {other.id!r} can be"
