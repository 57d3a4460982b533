"""Dialogues with everything there is in them, made up by chance, and people who always answer alike."""

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from bot.engine.conditions import All, Any, Between, Condition, Differs, Is, Not, Standing
from bot.engine.dialogue import (
    Dialogue,
    Doubts,
    Inputs,
    Kind,
    Loop,
    Lowering,
    Option,
    Question,
    ResultPlan,
    State,
    Voice,
)
from bot.engine.engine import Engine
from bot.engine.meaning import (
    Count,
    CountItems,
    CountTrue,
    Fact,
    Ranked,
    Reread,
    Row,
    Rows,
    Score,
    Sum,
    Union,
)
from bot.engine.outcomes import Outcome
from bot.engine.session import Remark, Reply, Session
from bot.engine.values import Day, Key, Number, One, Text, Unknown, Value
from tests.engine.interviews import random_value
from tests.engine.small import CATALOGUE

OPTIONS = ("yes", "no", "good")
WORDS = frozenset({*OPTIONS, "low", "north"})


class _Author:
    """Writes a dialogue by chance. Conditions look at anything further up, facts at anything that stands before them."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.questions = {f"q{number}": self.question(f"q{number}") for number in range(8)}
        self.inside = {
            "again": self.question("again", Kind.ONE),
            "who": self.question("who"),
            "how": self.question("how"),
        }
        self.facts: dict[str, Fact] = {}
        self.scores: dict[str, Score] = {}
        self.numbers: list[str] = []
        self.names = [*self.questions, "region", "confidence"]

    def question(self, name: str, kind: Kind | None = None) -> Question:
        kind = kind or self.rng.choice((Kind.ONE, Kind.ONE, Kind.SEVERAL))
        points = [Decimal(self.rng.randint(0, 2)) for _ in OPTIONS]
        return Question(
            name, kind, tuple(Option(each, None, point) for each, point in zip(OPTIONS, points, strict=True))
        )

    def condition(self, names: list[str], depth: int = 0) -> Condition:
        rng = self.rng
        match rng.randrange(9 if depth < 2 else 5):
            case 0 if self.numbers:
                return Between(
                    rng.choice(self.numbers), Decimal(rng.randint(0, 2)), rng.choice((None, Decimal(3)))
                )
            case 1:
                return Differs(rng.choice(names), rng.choice(names))
            case 2:
                return Is(
                    rng.choice(names), frozenset(), frozenset(rng.sample(list(Standing), rng.randint(1, 2)))
                )
            case 5:
                return Not(self.condition(names, depth + 1))
            case 6:
                return All((self.condition(names, depth + 1), self.condition(names, depth + 1)))
            case 7 | 8:
                return Any((self.condition(names, depth + 1), self.condition(names, depth + 1)))
            case _:
                standings = frozenset(rng.sample(list(Standing), rng.choice((0, 0, 1))))
                return Is(
                    rng.choice(names), frozenset(rng.sample(sorted(WORDS), rng.randint(1, 2))), standings
                )

    def maybe(self, names: list[str], chance: float) -> Condition | None:
        return self.condition(names) if self.rng.random() < chance else None

    def meaning(self) -> None:
        """Scores and facts, each resting on what was there before."""
        rng, about = self.rng, list(self.questions)
        self.scores = {
            "counted": Count(tuple(rng.sample(about, 2)), frozenset({"no"})),
            "sum_one": Sum(tuple(rng.sample(about, 2))),
            "sum_two": Sum(tuple(rng.sample(about, 2))),
            "rounds": CountItems("people", Is(rng.choice(("who", "q0")), frozenset({"yes", "no"}))),
            "meetings": CountItems("steps", Is("how", frozenset({"yes", "no"}))),
            "true": CountTrue((self.condition(about), self.condition(about))),
        }
        self.numbers += self.scores
        names = [*about, "region"]
        for number in range(5):
            rows = [Row(self.condition(names), *self.value(names)) for _ in range(rng.randint(1, 3))]
            last = [] if rng.random() < 0.5 else [Row(None, rng.choice(OPTIONS))]
            self.facts[f"f{number}"] = Rows((*rows, *last))
            names.append(f"f{number}")
        self.facts["union"] = Union(tuple(rng.sample(about, 2)))
        self.facts["reread"] = Reread("f4", "f0", {"yes": "no", "no": "yes"})
        self.facts["ranked"] = Ranked(("sum_one", "sum_two"), highest=True)
        self.facts["leading"] = Rows((Row(self.condition(names), "good"), Row(None, "bad")))
        self.names += [*self.facts, *self.scores]

    def value(self, names: list[str]) -> tuple[str | None, str | None]:
        return (
            (None, self.rng.choice(names))
            if self.rng.random() < 0.3
            else (self.rng.choice((*OPTIONS, None)), None)
        )

    def path(self) -> tuple[State, ...]:
        rng = self.rng
        order = [*self.questions, *rng.sample(list(self.questions), 4)]
        states = [
            State(f"{name}@{at}", name, self.maybe(self.names, 0.7 if at < 8 else 1))
            for at, name in enumerate(order)
        ]
        states[-1] = State("beside", order[-1], self.condition(self.names), beside=True)
        steps, people = (
            Loop("steps", over="agreed"),
            Loop("people", again="again", at_least=rng.randint(1, 2), at_most=4),
        )
        within = [*self.names, "how"]
        states[3:3] = [
            State("how", "how", None, steps),
            State("how_more", "again_how", self.condition(within), steps),
        ]
        states[rng.randrange(6, 9) : 0] = [
            State("who", "who", None, people),
            State("again", "again", self.maybe([*self.names, "who"], 0.3), people),
        ]
        return tuple(states)

    def dialogue(self) -> Dialogue:
        self.meaning()
        for name, question in self.questions.items():
            if self.rng.random() < 0.3:
                last = Option("good", self.condition(self.names))
                self.questions[name] = Question(name, question.kind, (*question.options[:2], last))
        questions = {**self.questions, **self.inside, "again_how": self.question("again_how")}
        outcomes = {
            "good": Outcome("good", (self.condition(self.names),), ("rest",)),
            "bad": Outcome("bad", need=("walk",)),
        }
        lowering = (Lowering(self.condition([name for name in self.names if name != "confidence"]), "f1"),)
        return Dialogue(
            "made", "1", tuple(Voice), questions, self.path(), self.facts, self.scores, ("region", "agreed"), outcomes,
            ResultPlan("leading", "leading", (), ("f1",)), Doubts(could_change=("q0", "f2"), lowered_by=lowering),
        )  # fmt: skip


def rich_engine(rng: random.Random) -> Engine:
    """An engine of a dialogue made up by chance."""
    return Engine(_Author(rng).dialogue(), CATALOGUE)


@dataclass(frozen=True)
class Mind:
    """A person with an answer for every question; `other` has questions that they see otherwise than `seed` says."""

    seed: int
    other: Mapping[Key, int] = field(default_factory=dict)

    def answer(self, engine: Engine, session: Session, key: Key) -> Value:
        """Always the same, as far as it is offered."""
        rng = random.Random(f"{self.other.get(key, self.seed)} {key}")
        question, options = engine.dialogue.questions[key.question], engine.options(session, key)
        match question.kind:
            case Kind.NUMBER:
                return rng.choice((Number(Decimal(rng.randint(0, 20))), Unknown()))
            case Kind.DATE:
                first = date(2024, 3, 7) if question.after else date(2024, 2, 28)  # later than any other
                return rng.choice((Day(first + timedelta(rng.randint(0, 2))), Unknown()))
            case Kind.TEXT:
                return rng.choice((Text(rng.choice("abc")), Unknown()))
            case Kind.ONE:
                wanted = rng.sample(question.option_ids, len(question.option_ids))
                return next(
                    (One(each) for each in wanted if each in options and rng.random() < 0.9), Unknown()
                )
            case Kind.SEVERAL:
                return random_value(rng, question) if set(options) == set(question.option_ids) else Unknown()

    def interview(self, engine: Engine, inputs: Inputs) -> Session:
        """The whole interview, with a remark here and there; what stands beside the result is answered or not."""
        session = engine.begin(inputs).session
        while (key := session.at or self._beside(session)) is not None:
            value = self.answer(engine, session, key)
            turn = engine.advance(session, Reply(key, value))
            assert turn.session is not session, (key, value)
            session = turn.session
            if random.Random(f"{self.seed} {key} remark").random() < 0.2:
                session = engine.advance(session, Remark(key, f"{value}")).session
        return session

    def _beside(self, session: Session) -> Key | None:
        key = session.walk.beside
        wanted = random.Random(f"{self.seed} beside").random() < 0.5
        return key if wanted and key not in session.path else None
