"""Days that must come after another one."""

from datetime import date
from textwrap import dedent

from bot.engine.accept import Fault, Problem
from bot.engine.carry import carry
from bot.engine.dialogue import Inputs
from bot.engine.engine import Engine
from bot.engine.impact import Impact, impact
from bot.engine.session import Ask, Edit, Reject, Reply, Skip, Turn
from bot.engine.values import Day, Key, One, Text
from tests.engine.small import engine_of


def days(text: str) -> Engine:
    return engine_of(f"dialogue: days\n{dedent(text)}")


TWO_DAYS = """
    questions: {first: {ask: date}, second: {ask: date, after: first}, note: {ask: text}}
    path: [first, second, note]
    """
FIRST, SECOND = Key("first"), Key("second")


def jan(number: int) -> Day:
    return Day(date(2027, 1, number))


def test_a_day_must_come_after_the_other_one_and_nothing_is_lost_if_it_does_not() -> None:
    engine = days(TWO_DAYS)
    session = engine.advance(engine.begin(Inputs()).session, Reply(FIRST, jan(15))).session
    early = Problem(Fault.TOO_EARLY, day=date(2027, 1, 15))
    for day in (14, 15):
        assert engine.advance(session, Reply(SECOND, jan(day))) == Turn(session, (Reject(SECOND, early),))
    after = engine.advance(session, Reply(SECOND, jan(16))).session
    assert after.answers == {FIRST: jan(15), SECOND: jan(16)}
    assert engine.advance(after, Edit(SECOND, jan(15))) == Turn(after, (Reject(SECOND, early),))
    assert impact(engine, after, Edit(SECOND, jan(15))) == early
    open_first = engine.replay(Inputs(), (Skip(FIRST),)).session
    assert engine.advance(open_first, Reply(SECOND, jan(1))).session.at == Key("note")


def test_a_day_that_no_longer_comes_after_the_other_one_is_asked_again() -> None:
    engine = days(TWO_DAYS)
    log = (Reply(FIRST, jan(15)), Reply(SECOND, jan(16)), Reply(Key("note"), Text("mot")))
    session = engine.replay(Inputs(), log).session
    moved = engine.advance(session, Edit(FIRST, jan(15)))
    assert moved.session.finished
    change = impact(engine, session, Edit(FIRST, jan(20)))
    assert isinstance(change, Impact)
    assert change.opens == (SECOND,)
    turn = engine.advance(session, Edit(FIRST, jan(20)))
    assert turn.effects == (Ask(SECOND),)
    assert turn.session.answers == {**session.answers, FIRST: jan(20)}
    assert engine.replay(Inputs(), turn.session.log) == turn
    assert engine.advance(turn.session, Reply(SECOND, jan(21))).session.finished


def test_an_interview_from_before_the_days_were_compared_stays_as_it_is() -> None:
    engine = days(TWO_DAYS)
    log = (Reply(FIRST, jan(15)), Reply(SECOND, jan(14)))
    for session in (engine.replay(Inputs(), log).session, carry(engine, Inputs(), log).session):
        assert session.answers == {FIRST: jan(15), SECOND: jan(14)}
        assert session.at == Key("note")
    assert carry(engine, Inputs(), log).gone == ()


def test_in_a_loop_the_days_of_one_item_are_compared() -> None:
    engine = days(
        """
        questions: {start: {ask: date}, end: {ask: date, after: start}, more: {ask: one, options: [yes, no]}}
        path: [{loop: stays, again: more, at_most: 3, ask: [start, end]}]
        """
    )
    session = engine.begin(Inputs()).session
    for number in (20, 21):
        assert session.at is not None
        session = engine.advance(session, Reply(session.at, jan(number))).session
    assert session.at is not None
    session = engine.advance(session, Reply(session.at, One("yes"))).session
    assert session.at is not None
    session = engine.advance(session, Reply(session.at, jan(2))).session
    end = session.at
    assert end is not None
    early = Problem(Fault.TOO_EARLY, day=date(2027, 1, 2))
    assert engine.advance(session, Reply(end, jan(2))).effects == (Reject(end, early),)
    assert engine.advance(session, Reply(end, jan(3))).session.answers[end] == jan(3)
