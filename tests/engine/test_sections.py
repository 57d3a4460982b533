"""Interviews in sections: answered in any order, left and taken up again, ended when the person wants the result."""

from random import Random

import pytest

from bot.engine.codec import decode_event, encode_event
from bot.engine.dialogue import Inputs
from bot.engine.session import (
    Ask,
    Back,
    Choose,
    Conclude,
    Edit,
    Enter,
    Event,
    Finish,
    Leave,
    Reply,
    Resume,
    Session,
    Skip,
    Stale,
    StartAgain,
)
from bot.engine.values import Key, One, Text, Unknown
from tests.engine.small import VISIT, engine_of

SHEET = """
dialogue: sheet
questions:
  place: {ask: text}
  strengths: {ask: text}
  place_state: {ask: one, options: [{id: rough, points: 1}, {id: ready, points: 2}]}
  need: {ask: text}
  drive: {ask: one, options: [wish, duty]}
  need_state: {ask: one, options: [{id: rough, points: 1}, {id: ready, points: 2}]}
  money: {ask: one, options: [own, public]}
  money_state: {ask: one, options: [{id: rough, points: 1}, {id: ready, points: 2}]}
path:
  - {section: territory, ask: [place, {ask: strengths, when: {place: known}}], judged: place_state}
  - {section: stakes, ask: [need, drive], judged: need_state}
  - {section: funding, ask: [money], judged: money_state}
scores:
  filled: {sum: [place_state, need_state, money_state]}
facts:
  state: [{when: {filled: {at_least: 4}}, is: ready}, {is: draft}]
result: {outcome: state}
outcomes:
  ready: {need: [talk]}
  draft: {need: [rest]}
"""
ENGINE = engine_of(SHEET)
STATES = {"territory": "place_state", "stakes": "need_state", "funding": "money_state"}


def after(*events: Event) -> Session:
    session = ENGINE.begin(Inputs()).session
    for event in events:
        session = ENGINE.advance(session, event).session
    return session


def say(question: str, answer: str = "words") -> Reply:
    options = ENGINE.dialogue.questions[question].option_ids
    return Reply(Key(question), One(answer) if options else Text(answer))


STAKES = (Enter("stakes"), say("need"), say("drive", "wish"), say("need_state", "ready"))


def test_it_begins_in_the_first_section() -> None:
    turn = ENGINE.begin(Inputs())
    assert turn.effects == (Ask(Key("place")),)
    assert not turn.session.finished


def test_any_section_can_be_opened_and_its_end_lets_choose_another() -> None:
    session = after(*STAKES)
    assert (session.at, session.finished) == (None, False)
    assert ENGINE.present(session) == (Choose(),)
    assert session.path == tuple(map(Key, ("need", "drive", "need_state")))
    assert session.walk.waiting == {"territory": Key("place"), "funding": Key("money")}


def test_a_section_left_in_the_middle_goes_on_where_it_was() -> None:
    session = after(*STAKES[:2], Leave())
    assert session.at is None
    assert ENGINE.advance(session, Enter("stakes")).effects == (Ask(Key("drive")),)


def test_a_section_is_judged_as_soon_as_one_of_its_questions_is_answered() -> None:
    assert after(say("place"), Skip(Key("strengths"))).at == Key("place_state")
    passed = after(Skip(Key("place")))
    assert passed.at is None
    assert "territory" not in passed.walk.waiting


def test_back_stays_in_the_section() -> None:
    session = after(*STAKES, Enter("funding"))
    assert ENGINE.advance(session, Back()).session == session
    inside = after(*STAKES, Enter("funding"), say("money", "own"))
    assert ENGINE.advance(inside, Back()).effects == (Ask(Key("money")),)
    again = after(*STAKES[:3], Back(), Back())
    assert again.at == Key("need")
    assert after(*STAKES[:3], Back(), Back(), say("need", "other")).at == Key("need_state")


def test_the_result_comes_when_it_is_asked_for_and_a_section_can_be_opened_again() -> None:
    session = after(*STAKES, Finish())
    assert session.finished
    (effect,) = ENGINE.present(session)
    assert isinstance(effect, Conclude)
    assert effect.result.outcome == "draft"
    again = ENGINE.advance(session, Enter("funding")).session
    assert not again.finished
    done = ENGINE.advance(again, say("money", "own")).session
    done = ENGINE.advance(done, say("money_state", "ready")).session
    (effect,) = ENGINE.present(ENGINE.advance(done, Finish()).session)
    assert isinstance(effect, Conclude)
    assert effect.result.outcome == "ready"


def test_an_answer_changed_after_the_result_changes_the_result() -> None:
    session = after(*STAKES, Enter("funding"), say("money", "own"), say("money_state", "ready"), Finish())
    turn = ENGINE.advance(session, Edit(Key("money_state"), One("rough")))
    (effect,) = turn.effects
    assert isinstance(effect, Conclude)
    assert effect.result.outcome == "draft"


@pytest.mark.parametrize("event", [Enter("nowhere"), Enter("territory")])
def test_an_order_that_changes_nothing_is_stale(event: Event) -> None:
    session = after()
    turn = ENGINE.advance(session, event)
    assert turn.session == session
    assert turn.effects[0] == Stale()


@pytest.mark.parametrize("event", [Enter("territory"), Leave(), Finish()])
def test_where_there_are_no_sections_they_cannot_be_entered_or_left(event: Event) -> None:
    engine = engine_of(VISIT)
    session = engine.begin(Inputs()).session
    turn = engine.advance(session, event)
    assert turn.session == session
    assert turn.effects[0] == Stale()
    assert engine.replay(Inputs(), (event,)).session.at == session.at


def test_starting_again_offers_what_was_said() -> None:
    session = after(*STAKES, Finish(), StartAgain())
    assert (session.at, session.finished) == (Key("place"), False)
    assert session.offered[Key("drive")] == One("wish")


def test_random_ways_come_to_the_same_place_when_they_are_played_again() -> None:
    for seed in range(300):
        rng, session = Random(seed), ENGINE.begin(Inputs()).session
        for _ in range(rng.randint(1, 40)):
            event = _any_event(rng, session)
            assert decode_event(encode_event(event)) == event
            session = ENGINE.advance(session, event).session
            again = ENGINE.replay(Inputs(), session.log).session
            assert again == session, (seed, event)
            assert session.at is None or session.at in {*session.path, *session.walk.waiting.values()}
            assert session.finished == (session.at is None and session.concluded)


def _any_event(rng: Random, session: Session) -> Event:
    if session.at is not None and rng.random() < 0.6:
        options = ENGINE.dialogue.questions[session.at.question].option_ids
        value = One(rng.choice(options)) if options else Text(rng.choice("abc"))
        return Reply(session.at, rng.choice([value, value, Unknown()]))
    others: list[Event] = [Leave(), Finish(), Back(), Resume(), *map(Enter, STATES)]
    others += [Edit(key, Unknown()) for key in session.path[:2]]
    return rng.choice([*others, StartAgain()] if rng.random() < 0.1 else others)
