"""The forms of the workshop, and the project sheet, for the tests: played with given answers or at random.

Answers go by the ids of the questions: an option, several apart from each other, a text, « later » for a day.
"""

import random
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from bot.engine.dialogue import Inputs, Kind, Question, Voice
from bot.engine.engine import Engine
from bot.engine.handout import handout
from bot.engine.result import Result
from bot.engine.session import Enter, Event, Finish, Reply, Session, Skip
from bot.engine.values import Key, chosen
from tests.engine.visits import value_of, wording_of

WALKS = 500


@dataclass(frozen=True)
class Run:
    answers: Mapping[str, str]
    session: Session
    result: Result

    @property
    def advice(self) -> tuple[str, ...]:
        """The recommendations, best first."""
        return tuple(each.id for each in self.result.advice)


def play(engine: Engine, answers: Mapping[str, str], voice: Voice | None = None) -> Run:
    """A whole interview, in sections or not; what `answers` do not have is passed."""
    session = engine.begin(Inputs(voice or engine.dialogue.voices[0])).session
    for section in engine.dialogue.sections:
        session = _answered(engine, engine.advance(session, Enter(section.id)).session, answers, section.id)
    if engine.dialogue.sections:
        session = engine.advance(session, Finish()).session
    else:
        session = _answered(engine, session, answers, "")
    asked = {key.question for key in session.path}
    return Run(
        {name: said for name, said in answers.items() if name in asked}, session, engine.result(session)
    )


def _answered(engine: Engine, session: Session, answers: Mapping[str, str], section: str) -> Session:
    while session.at is not None and engine.rules.section_of.get(session.at.question, "") == section:
        question = engine.dialogue.questions[session.at.question]
        given = answers.get(question.id)
        event: Event = Skip(session.at) if given is None else Reply(session.at, value_of(question, given))
        after = engine.advance(session, event).session
        assert after is not session, (question.id, given)
        session = after
    return session


@cache
def random_runs(engine: Engine) -> tuple[Run, ...]:
    """Interviews that lean to the first options or to the last, with few or many questions passed; one with all of them."""
    rng = random.Random(14)
    return (*(play(engine, *_at_random(engine, rng)) for _ in range(WALKS)), play(engine, {}))


def _at_random(engine: Engine, rng: random.Random) -> tuple[dict[str, str], Voice]:
    passed, lean = rng.choice((0, 0, 0.1, 0.3, 0.7)), rng.choice((0.2, 1, 1, 4))
    questions = [each for each in engine.dialogue.questions.values() if rng.random() >= passed]
    return {each.id: _said(each, rng, lean) for each in questions}, rng.choice(engine.dialogue.voices)


def _said(question: Question, rng: random.Random, lean: float) -> str:
    match question.kind:
        case Kind.ONE:
            weights = [lean**place for place in range(len(question.options))]
            return rng.choices(question.option_ids, weights)[0]
        case Kind.SEVERAL:
            free = [each for each in question.option_ids if each not in question.exclusive]
            if question.exclusive and rng.random() < 0.2 * lean:
                return min(question.exclusive)
            most = min(len(free), int(question.at_most or len(free)))
            ticked = rng.sample(free, most if lean < 1 else rng.randint(1, most))
            return " ".join(each for each in free if each in ticked)
        case Kind.DATE:
            return "later"
        case _:
            return "Le marché"


def lines_of(engine: Engine, session: Session) -> dict[str, list[str]]:
    """The lines of the handout, by part; an answer under its topic goes by the question."""
    parts = handout(engine.dialogue, session.walk)
    return {
        part.id: [
            line.id or (line.answer.question if line.answer else "")
            for entry in part.entries
            for line in entry.lines
        ]
        for part in parts
    }


def ordered(rows: Mapping[str, tuple[bool, bool]]) -> list[str]:
    """The causes in their order: of each, whether it holds and whether it is firm."""
    holding = [(name, firm) for name, (holds, firm) in rows.items() if holds]
    return [name for name, firm in holding if firm] + [name for name, firm in holding if not firm]


def assert_all_is_met(engine: Engine) -> None:
    """Every question, option, outcome, wording of an outcome, cause and own step; three ideas and a step each time."""
    runs, dialogue = random_runs(engine), engine.dialogue
    met = {
        (key.question, option)
        for run in runs
        for key in run.session.path
        for option in chosen(run.session.answers[key]) or ("",)
    }
    questions = dialogue.questions.values()
    assert met >= {(each.id, option) for each in questions for option in each.option_ids or ("",)}
    assert {run.result.outcome for run in runs} == {*dialogue.outcomes}
    for outcome in dialogue.outcomes.values():
        own = {wording_of(outcome, run.session) for run in runs if run.result.outcome == outcome.id}
        assert own == {"", *dict(outcome.wordings)}
    causes = {cause.id for outcome in dialogue.outcomes.values() for cause in outcome.causes}
    assert {cause for run in runs for cause in run.result.causes} == causes
    assert {run.session.inputs.voice for run in runs} == {*dialogue.voices}
    told = {
        (part, line)
        for run in runs
        for part, lines in lines_of(engine, run.session).items()
        for line in lines
    }
    assert told == {(part.id, line.id or line.answer) for part in dialogue.handout for line in part.lines}
    steps = {(step.id, step.answer) for run in runs for step in run.result.own_steps}
    assert steps == {
        (step.id, Key(step.answer) if step.answer else None) for step in dialogue.result.own_steps
    }
    assert {len(run.result.advice) for run in runs} == {3}
    assert {len(run.result.steps) for run in runs} <= {1, 2}
