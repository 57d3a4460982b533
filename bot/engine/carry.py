"""Carrying a session begun under an older version of its dialogue over to the present one."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from bot.engine.accept import Fault, Problem
from bot.engine.dialogue import Inputs, Question, Renames
from bot.engine.engine import Engine
from bot.engine.session import Back, Confide, Edit, Event, Remark, Reply, Session, Skip
from bot.engine.values import Key, One, Several, Value


@dataclass(frozen=True, slots=True)
class Gone:
    """An answer, or the part of it, that the present version cannot take. It stays in the log."""

    key: Key
    value: Value


@dataclass(frozen=True, slots=True)
class Carried:
    """The session under the present version, and what was set aside on the way."""

    session: Session
    gone: tuple[Gone, ...]


def carry(engine: Engine, inputs: Inputs, log: Iterable[Event]) -> Carried:
    """Replay `log`, made under an older version, with the renames that the dialogue declares."""
    renames = engine.dialogue.renames
    kept: list[Event] = []
    last: dict[Key, Gone | None] = {}  # only what the last answer to a question lost is told
    for event in (_renamed(each, renames) for each in log):
        if isinstance(event, Reply | Edit):
            value, lost = _fitting(engine, event.key, event.value)
            last[event.key] = None if lost is None else Gone(event.key, lost)
            if value is None:
                continue
            kept.append(replace(event, value=value))
        elif (
            isinstance(event, Skip | Remark | Confide) and event.key.question not in engine.dialogue.questions
        ):
            continue
        else:
            kept.append(event)
    gone = tuple(each for each in last.values() if each is not None)
    return Carried(engine.replay(_inputs_now(engine, inputs), kept).session, gone)


def _inputs_now(engine: Engine, inputs: Inputs) -> Inputs:
    """`inputs` with present names; of the answers to confirm, those that the present version can take."""
    renames = engine.dialogue.renames
    offered: dict[Key, Value] = {}
    for key, value in inputs.offered.items():
        now = _renamed_key(key, renames)
        fitting, _ = _fitting(engine, now, _renamed_value(value, now.question, renames))
        if fitting is not None:
            offered[now] = fitting
    confidential = frozenset(_renamed_key(key, renames) for key in inputs.confidential)
    return replace(inputs, offered=offered, confidential=confidential)


def _renamed(event: Event, renames: Renames) -> Event:
    match event:
        case Reply(key, value) | Edit(key, value):
            now = _renamed_key(key, renames)
            return replace(event, key=now, value=_renamed_value(value, now.question, renames))
        case Skip(key) | Remark(key) | Confide(key):
            return replace(event, key=_renamed_key(key, renames))
        case Back(to) if to is not None:
            return replace(event, to=_renamed_key(to, renames))
        case _:
            return event


def _renamed_key(key: Key, renames: Renames) -> Key:
    return Key(renames.questions.get(key.question, key.question), key.item)


def _renamed_value(value: Value, question: str, renames: Renames) -> Value:
    names = renames.options.get(question, {})
    match value:
        case One(option):
            return One(names.get(option, option))
        case Several(options):
            return Several(tuple(dict.fromkeys(names.get(option, option) for option in options)))
        case _:
            return value


def _fitting(engine: Engine, key: Key, value: Value) -> tuple[Value | None, Value | None]:
    """`value` as the present version takes it, and what of it is lost."""
    question = engine.dialogue.questions.get(key.question)
    if question is None:
        return None, value
    accepted = engine.accepted(key, value)
    if not isinstance(accepted, Problem):
        return accepted, None
    if isinstance(value, Several) and accepted.fault is Fault.NO_SUCH_OPTION:
        return _remaining(engine, key, question, value)
    return None, value


def _remaining(engine: Engine, key: Key, question: Question, value: Several) -> tuple[Value | None, Value]:
    left = tuple(option for option in value.options if option in question.option_ids)
    accepted = engine.accepted(key, Several(left))
    if isinstance(accepted, Problem):
        return None, value
    return accepted, Several(tuple(option for option in value.options if option not in left))
