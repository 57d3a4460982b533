"""Maps of actors for the tests: drawn with given actors or at random, and the rules of the study once more."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from bot.engine.dialogue import Inputs, Voice
from bot.engine.engine import Engine
from bot.engine.result import Result
from bot.engine.session import Reply, Session, Skip
from tests.engine.visits import value_of

WALKS = 400
NAMES = ("Mme R.", "la mairie de Saint-Privat", "le voisin", "les chasseurs", "J.")

Actor = Mapping[str, str]
"""The answers about one actor, by question; what is missing is passed."""


def actor(position: str = "", weight: str = "", **answers: str) -> Actor:
    """An actor with a name, and with what is given."""
    given = {"who": "Mme R.", "position": position, "weight": weight, **answers}
    return {name: answer for name, answer in given.items() if answer}


FOLLOWER = actor("follower", "weak", role="technician")
ELECTED = actor("follower", "medium", role="elected")


def draw(engine: Engine, actors: Sequence[Actor], voice: Voice = Voice.OFFICER, **answers: str) -> Session:
    """A whole interview about `actors`; the questions asked once have their `answers`, or are passed."""
    session = engine.begin(Inputs(voice)).session
    while (key := session.at) is not None:
        said = dict(answers)
        if key.item:
            place = int(key.item)
            said = dict(actors[place - 1]) if place <= len(actors) else {}
            said["one_more"] = "yes" if place < len(actors) else "no"
        answer = said.get(key.question)
        question = engine.dialogue.questions[key.question]
        event = Skip(key) if answer is None else Reply(key, value_of(question, answer))
        after = engine.advance(session, event).session
        assert after is not session, (key, answer)
        session = after
    return session


@dataclass(frozen=True)
class Map:
    """An interview about `actors`, with the `answers` to what is asked once."""

    actors: tuple[Actor, ...]
    answers: Mapping[str, str]
    session: Session
    result: Result


@cache
def random_maps(engine: Engine) -> tuple[Map, ...]:
    """Maps of three to twelve actors, with more or less unknown, which lean to one position and one weight."""
    rng = random.Random(9)
    return tuple(_random_map(engine, rng) for _ in range(WALKS))


def _random_map(engine: Engine, rng: random.Random) -> Map:
    questions, passed = engine.dialogue.questions, rng.choice((0, 0.1, 0.5))
    usual = {name: rng.choice(questions[name].option_ids) for name in ("position", "weight", "role")}

    def one(name: str) -> str:
        options = questions[name].option_ids
        if name == "could_bring":
            ticked = rng.sample(options, rng.randint(1, len(options)))
            return " ".join(each for each in options if each in ticked)
        return usual[name] if name in usual and rng.random() < 0.5 else rng.choice(options)

    asked = ("role", "position", "weight", "benefit", "worry", "could_bring", "reliable")
    nameless = rng.choice((0, 0, 0.9))
    actors = tuple(
        {}
        if rng.random() < nameless
        else {"who": rng.choice(NAMES)} | {name: one(name) for name in asked if rng.random() >= passed}
        for _ in range(rng.choice((3, 3, 4, 5, 6, 9, 12)))
    )
    answers = {name: one(name) for name in ("disagreement", "redo") if rng.random() >= passed}
    if rng.random() < 0.5:
        answers["missing"] = "une école"
    session = draw(engine, actors, rng.choice(list(Voice)), **answers)
    return Map(actors, answers, session, engine.result(session))


# The rules once more


def cell(each: Actor) -> tuple[str, str]:
    """Where an actor with a name stands: a position left open is one that is not known."""
    return each.get("position", "not_known_yet"), each.get("weight", "")


def state_of(actors: Sequence[Actor], answers: Mapping[str, str]) -> str:
    there = [each for each in actors if "who" in each]
    cells = [cell(each) for each in there]
    if sum("position" in each for each in there) < 2:
        return "to_draw"
    if ("hostile", "strong") in cells or answers.get("disagreement") == "avoided":
        return "tense"
    if 2 * sum(position == "not_known_yet" for position, _ in cells) > len(cells):
        return "to_discover"
    return "carried" if ("driver", "strong") in cells else "to_carry"


def causes_of(actors: Sequence[Actor], answers: Mapping[str, str]) -> tuple[str, ...]:
    """What made the outcome so; the alerts of the study; the cells of its grid."""
    there, state = [each for each in actors if "who" in each], state_of(actors, answers)
    cells, roles = [cell(each) for each in there], [each.get("role") for each in there]
    positions, drawn = [position for position, _ in cells], state != "to_draw"

    def missing(role: str) -> bool:
        return drawn and role not in roles and None not in roles

    def light(position: str) -> bool:
        return any((position, weight) in cells for weight in ("medium", "weak"))

    gaps = [each for each in there if each.get("benefit") == "nothing_visible"]
    held = {
        "worry_to_hear": ("hostile", "strong") in cells,
        "silence": answers.get("disagreement") == "avoided",
        "most_to_meet": state == "to_discover",
        "no_driver": drawn and "driver" not in positions,
        "no_elected": missing("elected"),
        "no_technician": missing("technician"),
        "benefit_gap": any(each.get("weight") == "strong" for each in gaps),
        "driver_to_back": light("driver"),
        "gain_to_show": ("follower", "strong") in cells,
        "keep_informed": light("follower"),
        "go_and_see": "not_known_yet" in positions and state != "to_discover",
    }
    return tuple(cause for cause, holds in held.items() if holds)
