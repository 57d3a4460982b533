"""All distinct states of a first interview of the situation diagnosis, walked by machine.

Two interviews are in the same state when the same can still happen in both: they wait at the same question, and agree
in all that later questions and the confidence may look at. What only the result looks at (causes, phase, flags) does
not part two states; but each such thing is followed to the end from every question at which it is first met.
"""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import NamedTuple

from bot.engine.conditions import holds
from bot.engine.dialogue import Inputs, Kind, Question, Voice
from bot.engine.engine import Engine
from bot.engine.facts import Known, Level
from bot.engine.session import Reply, Session
from bot.engine.values import Key, One, Several, Unknown, Value

State = tuple[object, ...]
DECIDING = ("activity", "joint", "joint_again", "decides", "bond", "wish", "appetite", "first_step")
CORE = frozenset({"next_set", "aim_set", "written", "shared", "acted"})
BESIDE = Key("second_look")


class Step(NamedTuple):
    """An answer that leads from one state to another; `screen`: its question is a screen of its own."""

    to: State
    screen: bool


@dataclass
class Atlas:
    """What a walk through all states met."""

    ways: dict[State, dict[Value, Step]] = field(default_factory=dict)
    finished: list[Session] = field(default_factory=list)
    answered: set[tuple[str, str]] = field(default_factory=set)
    merged: list[tuple[Session, State]] = field(default_factory=list)


def values_to(question: Question, options: tuple[str, ...]) -> Iterator[Value]:
    """Every answer to `question`, the open one first."""
    yield Unknown()
    if question.kind is Kind.ONE:
        yield from map(One, options)
        return
    free = [option for option in options if option not in question.exclusive]
    for size in range(1, int(question.at_most or len(free)) + 1):
        yield from map(Several, combinations(free, size))
    yield from (Several((option,)) for option in options if option in question.exclusive)


class Walker:
    """Walks the states of the diagnosis in one voice."""

    def __init__(self, engine: Engine, voice: Voice) -> None:
        self.engine = engine
        self.start = engine.begin(Inputs(voice)).session
        doubts = replace(engine.dialogue.doubts, unknown_share=None)  # counted by itself, in `_open_share`
        self.bare = Engine(replace(engine.dialogue, doubts=doubts), engine.catalogue)
        self._levels: dict[tuple[object, ...], tuple[Level, Level]] = {}

    def atlas(self) -> Atlas:
        """All states, each left by every answer."""
        found, met = Atlas(), set[tuple[object, ...]]()
        waiting = deque([(self.start, self.state(self.start))])
        while waiting:
            session, state = waiting.popleft()
            if session.at is None:
                found.finished.append(session)
            ways = found.ways.setdefault(state, {})
            for asked, value, after in self.ways_on(session):
                then = self.state(after)
                ways[value] = Step(then, screen=session.at is not None)
                found.answered |= {(asked.question, each) for each in _words(value)}
                marks = {(then, "state"), *((after.at, mark) for mark in self.marks(after))}
                if marks <= met:
                    found.merged.append((after, then))
                    continue
                met |= marks
                waiting.append((after, then))
        return found

    def ways_on(self, session: Session) -> Iterator[tuple[Key, Value, Session]]:
        """Every answer to the question that waits, or stands beside the result, and the session after it."""
        key = session.at or (session.walk.beside if BESIDE not in session.path else None)
        if key is None:
            return
        question = self.engine.dialogue.questions[key.question]
        for value in values_to(question, self.engine.options(session, key)):
            after = self.engine.advance(session, Reply(key, value)).session
            assert after is not session, (key, value)
            yield key, value, after

    def state(self, session: Session) -> State:
        """What can still matter to the questions to come."""
        known, at = session.walk.known, session.at
        if at is not None and at.question in DECIDING:
            facts = known.choices("together") or frozenset()
            joint = (
                known.known("joint"),
                min(len(facts - {"nothing"}), 2),
                bool(facts & CORE),
                "aim_set" in facts,
            )
            said = (known.answers.get(Key(name)) for name in DECIDING if not name.startswith("joint"))
            options = tuple(getattr(value, "option", value and "open") for value in said)
            return (at, *joint, bool(facts & {"shared", "acted"}), options, self._open_share(session))
        if BESIDE in session.path:  # the verdict stands
            return (at, known.choices("second_look"), self._pending(session))
        situation, sounds_like = known.choices("situation"), known.choices("sounds_like")
        now, if_imposed = self._without_share(session)
        doubts: tuple[object, ...] = (now, if_imposed)
        if (now, if_imposed) != (Level.LOW, Level.LOW):
            stale = "bad_experience" in (known.choices("brakes") or ()) and at == Key("memory")
            imposed = now is not if_imposed and known.choices("imposed")
            doubts = (now, if_imposed, imposed, stale, self._open_share(session))
        beside = session.walk.verdict.options if at is None and session.walk.verdict else None
        others = (known.choices("otherwise"), beside)
        return (at, situation, sounds_like, *doubts, *others, self._pending(session))

    def marks(self, session: Session) -> Iterator[tuple[str, str]]:
        """What the result will say of the answers so far, whatever is still asked."""
        known = session.walk.known
        outcome = self.engine.dialogue.outcomes[min(known.choices("leading") or ("undetermined",))]
        for cause in outcome.causes:
            if holds(cause.when, known):
                firm = cause.firm is not None and holds(cause.firm, known)
                yield outcome.id, f"{cause.id}, firm" if firm else cause.id
        for name in ("phase", "imposed", "stalled", "exit_considered"):
            yield name, min(known.choices(name) or ("",))

    def _without_share(self, session: Session) -> tuple[Level, Level]:
        """The confidence without the share of open answers: as it is, and if something turns out to be imposed."""
        about = (
            "activity",
            "joint",
            "together",
            "decides",
            "bond",
            "wish",
            "will",
            "imposed",
            "pointed",
            "second_look",
        )
        known = session.walk.known
        sign = (*(known.choices(name) for name in about), known.asked("will"))
        stale = "bad_experience" in (known.choices("brakes") or ()) and known.choices("memory")
        if (sign, stale) not in self._levels:
            bare = Known(self.bare.rules, session.inputs)
            for key, value in known.answers.items():
                bare.put(key, value)
            imposed = bare.assuming("imposed", frozenset({"yes"}))
            self._levels[sign, stale] = (bare.confidence.level, imposed.confidence.level)
        return self._levels[sign, stale]

    def _open_share(self, session: Session) -> int:
        """Above nothing where more than a third of the screens are left open."""
        said = session.walk.known.answers.values()
        return 3 * sum(isinstance(value, Unknown) for value in said) - len(said)

    def _pending(self, session: Session) -> tuple[bool, ...]:
        """Which questions may still be asked because of an option chosen, or beside the result were asked already."""
        known, path = session.walk.known, session.path
        if BESIDE in path or session.at is None:
            return tuple(Key(name) in path for name in ("brakes", "gaps", "practice"))
        order = self.engine.rules.order
        refining = (each for each in self.engine.dialogue.questions.values() if each.refines is not None)
        later = (each for each in refining if order[each.id] >= order[session.at.question])
        return tuple(each.refines is not None and holds(each.refines, known) for each in later)


def _words(value: Value) -> tuple[str, ...]:
    match value:
        case One(option):
            return (option,)
        case Several(options):
            return options
        case _:
            return ("",)


def longest_paths(atlas: Atlas, start: State) -> dict[State, int]:
    """The most screens that can come after each state. Fails if an interview can go round in a circle."""
    most: dict[State, int] = {}
    under_way: set[State] = set()

    def measure(state: State) -> int:
        if state not in most:
            assert state not in under_way, f"no end after {state}"
            under_way.add(state)
            most[state] = max(
                (step.screen + measure(step.to) for step in atlas.ways[state].values()), default=0
            )
        return most[state]

    measure(start)
    return most
