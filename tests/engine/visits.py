"""Follow-up visits for the tests: played with given answers or at random, and what the oracle is told of them."""

import random
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from bot.engine.conditions import holds
from bot.engine.dialogue import Inputs, Kind, Question, Voice
from bot.engine.engine import Engine
from bot.engine.outcomes import Outcome
from bot.engine.result import Result
from bot.engine.session import Reply, Session, Skip
from bot.engine.values import Day, Key, One, Several, Text, Value, chosen
from tests.engine.interviews import random_value
from tests.oracle import S1, S2, S3

SITUATIONS = (S1, S2, S3)
LATER = Day(date(2027, 1, 15))
WALKS = 1500
LONGEST = 17
"""Screens up to the result, at most, without those about the steps agreed; each of these is one screen or two."""


def inputs_of(voice: Voice = Voice.BENEFICIARY, steps: int = 1, **choices: str) -> Inputs:
    names = tuple(f"step_{number}" for number in range(steps))
    return Inputs(voice, choices, {"steps": names}, labels={name: f"Appeler {name}" for name in names})


def value_of(question: Question, answer: str) -> Value:
    """`answer` as a value: option ids apart from each other, a text, or « later » for a day."""
    match question.kind:
        case Kind.ONE:
            return One(answer)
        case Kind.SEVERAL:
            return Several(tuple(answer.split()))
        case Kind.DATE:
            return Day(LATER.day + timedelta(days=1)) if question.after else LATER
        case _:
            return Text(answer)


def play(engine: Engine, inputs: Inputs | None = None, /, **answers: str) -> Session:
    """A whole visit; a question that `answers` do not have is passed, and what they have must be asked."""
    session = engine.begin(inputs or inputs_of(steps=0)).session
    while session.at is not None:
        question = engine.dialogue.questions[session.at.question]
        answer = answers.get(question.id)
        event = Skip(session.at) if answer is None else Reply(session.at, value_of(question, answer))
        after = engine.advance(session, event).session
        assert after is not session, (question.id, answer)
        session = after
    assert set(answers) <= {key.question for key in session.path}
    return session


def asked(session: Session) -> list[str]:
    return [key.question for key in session.path]


@dataclass(frozen=True)
class Visit:
    session: Session
    result: Result


@cache
def random_visits(engine: Engine) -> tuple[Visit, ...]:
    rng = random.Random(15)
    return tuple(random_visit(engine, rng) for _ in range(WALKS))


def random_visit(engine: Engine, rng: random.Random) -> Visit:
    known = {
        "earlier_situation": rng.choice((*SITUATIONS, "undetermined", "")),
        "earlier_stage": rng.choice(("emergence", "implementation", "sustaining", "")),
        "repeated": rng.choice(("yes", "")),
    }
    choices = {name: value for name, value in known.items() if value}
    inputs = inputs_of(rng.choice(list(Voice)), rng.randint(0, 3), **choices)
    unknown = rng.choice((0.05, 0.15, 0.6))
    session = engine.begin(inputs).session
    while (key := session.at or _beside(session, rng)) is not None:
        question = engine.dialogue.questions[key.question]
        value = random_value(rng, question, unknown)
        if key.question == "second_look":
            value = One(rng.choice(engine.options(session, key)))
        elif not question.options and rng.random() > unknown:
            value = value_of(question, "Appeler Ada")
        after = engine.advance(session, Reply(key, value)).session
        assert after is not session, (key, value)
        session = after
        assert len(session.path) <= LONGEST + 2 + 6  # second_look with its question, three steps
    return Visit(session, engine.result(session))


def _beside(session: Session, rng: random.Random) -> Key | None:
    offered = session.walk.beside is not None and session.walk.beside not in session.path
    return session.walk.beside if offered and rng.random() < 0.5 else None


def wording_of(outcome: Outcome, session: Session) -> str:
    return next((name for name, when in outcome.wordings if holds(when, session.walk.known)), "")


def facts_of(session: Session) -> dict[str, str]:
    """What the oracle of the diagnosis is told: VS5 and VS6 add to the answers to D2."""
    names = ("activity", "joint", "decides", "bond", "wish")
    facts = {name: "".join(chosen(session.answers.get(Key(name))) or ()) for name in names}
    facts["joint"] = joint_of(session)
    will = said(session, "first_step" if said(session, "appetite") == "depends" else "appetite")
    facts["will"] = will and ("positive" if will in {"yes", "rather_yes", "gladly"} else "negative")
    return facts


def said(session: Session, name: str) -> str:
    key = Key(name)
    return "".join(chosen(session.answers.get(key)) or ()) if key in session.path else ""


def joint_of(session: Session) -> str:
    ticked = chosen(session.answers.get(Key("joint")))
    again = chosen(session.answers.get(Key("joint_again"))) or frozenset()
    added = {"with_next": {"worked", "next_set"}, "without_next": {"worked"}}.get(
        said(session, "worked_since"), set()
    )
    added = added | {"yes": {"acted"}, "dated": {"next_set"}}.get(said(session, "acted_since"), set())
    done = ((ticked or frozenset()) | again | added) - {"nothing"}
    if len(done) < 2 or done == {"worked", "reviewed"}:
        return "" if ticked is None else "few"
    return "shared_aim" if "aim_set" in done and done & {"shared", "acted"} else "enough"


def to(situation: str) -> dict[str, str]:
    """The least answers that lead to `situation`."""
    if situation == S3:
        return {"activity": "running", "joint": "worked next_set", "decides": "shared"}
    return {"activity": "none", "appetite": "yes" if situation == S2 else "no"}
