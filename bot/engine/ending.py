"""Whether a question is the last one."""

from bot.engine.conditions import names_in
from bot.engine.dialogue import Kind
from bot.engine.engine import Engine
from bot.engine.facts import CONFIDENCE
from bot.engine.session import Session
from bot.engine.values import Key, One, Unknown, Value
from bot.engine.walk import walk_on


def nothing_follows(engine: Engine, session: Session, key: Key) -> bool:
    """Whether no answer to `key`, a question that `session` has met, leads to another question.

    Where it may decide what is asked, all answers to a choice of one option are tried; of the others there are too many,
    and it is taken that something can follow.
    """
    if not _decides(engine, session, key):
        return not _leads_on(engine, session, key, Unknown())  # any answer stands for all
    if engine.dialogue.questions[key.question].kind is not Kind.ONE:
        return False
    values: tuple[Value, ...] = (Unknown(), *map(One, engine.options(session, key)))
    return not any(_leads_on(engine, session, key, value) for value in values)


def _leads_on(engine: Engine, session: Session, key: Key, value: Value) -> bool:
    answers = {**session.answers, key: value}
    return bool(walk_on(engine.rules, session.walk, key, answers, past_gaps=True).missing)


def _decides(engine: Engine, session: Session, key: Key) -> bool:
    """Whether an answer to `key` may decide what is asked after it; a question beside the result is not waited for."""
    rules, states = engine.rules, engine.dialogue.states
    here = rules.states[session.walk.stops[key].state]
    if here.loop is not None and here.loop.again == key.question:
        return True
    later = (state for state in states[states.index(here) + 1 :] if not state.beside)
    names = {name for state in later for name in names_in(state.when)}
    return any(name == CONFIDENCE or key.question in rules.rests_on.get(name, ()) for name in names)
