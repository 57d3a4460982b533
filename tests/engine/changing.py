"""Dialogues made up by chance, and changed by chance: what an author does between two versions."""

import random
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from bot.engine.dialogue import Inputs
from bot.engine.engine import Engine
from bot.engine.session import Back, Edit, Remark, Reply, Session
from bot.engine.values import Key, One, Several, Unknown, Value
from tests.engine.interviews import random_value
from tests.engine.small import engine_of


@dataclass(frozen=True)
class Asked:
    """A question of a dialogue to be written; `when`: the question and the option it is asked for."""

    id: str
    kind: str
    options: tuple[str, ...]
    when: tuple[str, str] | None = None


@dataclass(frozen=True)
class Renamed:
    """New names for old ones; options by the old name of their question."""

    questions: Mapping[str, str] = field(default_factory=dict)
    options: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def question(self, name: str) -> str:
        return self.questions.get(name, name)

    def option(self, question: str, name: str) -> str:
        return self.options.get(question, {}).get(name, name)

    def key(self, key: Key) -> Key:
        return Key(self.question(key.question), key.item)

    def value(self, key: Key, value: Value) -> Value:
        match value:
            case One(option):
                return One(self.option(key.question, option))
            case Several(options):
                return Several(tuple(self.option(key.question, option) for option in options))
            case _:
                return value


def random_dialogue(rng: random.Random, *, conditions: bool = True) -> tuple[Asked, ...]:
    """Six to ten questions; some are asked only after a certain answer to an earlier one."""
    asked: list[Asked] = []
    for number in range(rng.randint(6, 10)):
        options = tuple(f"o{number}_{place}" for place in range(rng.randint(2, 5)))
        earlier = rng.choice(asked) if asked and conditions and rng.random() < 0.4 else None
        when = None if earlier is None else (earlier.id, rng.choice(earlier.options))
        asked.append(Asked(f"q{number}", rng.choice(("one", "several")), options, when))
    return tuple(asked)


def renamed(rng: random.Random, asked: tuple[Asked, ...]) -> tuple[tuple[Asked, ...], Renamed]:
    """`asked` with other names for some questions and options."""
    questions = {each.id: f"new_{each.id}" for each in asked if rng.random() < 0.5}
    options = {
        each.id: {option: f"new_{option}" for option in each.options if rng.random() < 0.5} for each in asked
    }
    names = Renamed(questions, options)
    return tuple(
        Asked(
            names.question(each.id),
            each.kind,
            tuple(names.option(each.id, option) for option in each.options),
            each.when and (names.question(each.when[0]), names.option(*each.when)),
        )
        for each in asked
    ), names


def shortened(rng: random.Random, asked: tuple[Asked, ...]) -> tuple[Asked, ...]:
    """`asked` without some questions and options; what was asked because of them is asked always."""
    kept = [each for each in asked if rng.random() < 0.7] or list(asked[:1])
    fewer = [replace(each, options=_some(rng, each.options)) for each in kept]
    left = {(each.id, option) for each in fewer for option in each.options}
    return tuple(replace(each, when=each.when if each.when in left else None) for each in fewer)


def _some(rng: random.Random, options: tuple[str, ...]) -> tuple[str, ...]:
    kept = set(rng.sample(options, rng.randint(2, len(options))))
    return tuple(option for option in options if option in kept)


def written(asked: tuple[Asked, ...], names: Renamed = Renamed()) -> Engine:
    """The engine of the dialogue that asks `asked`, with `names` declared."""
    questions = "".join(
        f"  {each.id}: {{ask: {each.kind}, options: [{', '.join(each.options)}]}}\n" for each in asked
    )
    path = "".join(
        f"  - {{ask: {each.id}, when: {{{each.when[0]}: {each.when[1]}}}}}\n"
        if each.when
        else f"  - {each.id}\n"
        for each in asked
    )
    pairs = ", ".join(f"{old}: {new}" for old, new in names.questions.items())
    options = "".join(
        f"    {names.question(question)}: {{{', '.join(f'{old}: {new}' for old, new in each.items())}}}\n"
        for question, each in names.options.items()
        if each
    )
    renames = f"\nrenamed:\n  questions: {{{pairs}}}\n" + (f"  options:\n{options}" if options else "")
    return engine_of(f"\ndialogue: made\nquestions:\n{questions}path:\n{path}{renames}")


def random_interview(rng: random.Random, engine: Engine, steps: int = 25) -> Session:
    """An interview in which a person answers, goes back, edits and remarks."""
    session = engine.begin(Inputs()).session
    for _ in range(steps):
        key = session.at
        if key is not None and (not session.path or rng.random() < 0.7):
            event = Reply(key, random_value(rng, engine.dialogue.questions[key.question]))
            session = engine.advance(session, event).session
            continue
        back = rng.choice(session.path)
        value = random_value(rng, engine.dialogue.questions[back.question])
        session = engine.advance(
            session, rng.choice((Back(back), Edit(back, value), Remark(back, "mot")))
        ).session
    return session


def fitting(now: Asked | None, value: Value) -> tuple[Value | None, Value | None]:
    """What of `value` the question `now` can take, and what it cannot."""
    match value:
        case _ if now is None:
            return None, value
        case Unknown():
            return value, None
        case One(option):
            return (value, None) if option in now.options else (None, value)
        case Several(options):
            kept = tuple(option for option in options if option in now.options)
            lost = tuple(option for option in options if option not in now.options)
            return (Several(kept) if kept else None), (Several(lost) if lost else None)
    return None, value
