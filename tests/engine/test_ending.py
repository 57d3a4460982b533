"""Which question is the last one: only one after which nothing is asked, whatever is answered to it."""

import random
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest

from bot.engine.dialogue import Inputs, Kind
from bot.engine.ending import nothing_follows
from bot.engine.engine import Engine
from bot.engine.session import Back, Reply, Session
from bot.engine.values import Day, Key, Number, One, Several, Text, Unknown, Value
from bot.loading.library import Library
from tests.engine.interviews import random_value
from tests.engine.small import engine_of

A_THING: tuple[Value, ...] = (Number(Decimal(2)), Day(date(2027, 1, 15)), Text("Un mot"))


def form(kind: str, path: str, rest: str = "") -> Engine:
    """A question `asked`, and what `path` asks after it."""
    return engine_of(
        f"""
dialogue: form
questions:
  before: {{ask: one, options: [yes, no]}}
  asked: {{ask: {kind}}}
  then: {{ask: one, options: [yes, no]}}
path: [before, asked, {path}]
{rest}
"""
    )


def after(engine: Engine, *values: Value, inputs: Inputs | None = None) -> Session:
    """The session after `values` have been given to the questions in the order in which they are asked."""
    session = engine.begin(inputs or Inputs()).session
    for value in values:
        assert session.at is not None
        session = engine.advance(session, Reply(session.at, value)).session
    return session


def last(engine: Engine, session: Session) -> bool:
    """Whether the question that waits is the last."""
    assert session.at is not None
    return nothing_follows(engine, session, session.at)


KINDS = ["one, options: [yes, no]", "several, options: [a, b, c]", "number", "date", "text"]


@pytest.mark.parametrize("kind", KINDS)
def test_the_last_is_the_one_that_nothing_comes_after(kind: str) -> None:
    engine = form(kind, "{ask: then, when: {before: yes}}")
    assert last(engine, after(engine, One("no")))
    assert not last(engine, after(engine, One("yes")))
    assert not last(engine, after(engine))
    assert last(engine, after(engine, One("yes"), Unknown()))


@pytest.mark.parametrize("standing", ["known", "unknown"])
@pytest.mark.parametrize("kind", KINDS)
def test_one_with_an_answer_that_leads_on_is_not_the_last(kind: str, standing: str) -> None:
    engine = form(kind, f"{{ask: then, when: {{asked: {standing}}}}}")
    assert not last(engine, after(engine, One("no")))


@pytest.mark.parametrize("way", ["asked", "decides"])
@pytest.mark.parametrize(
    ("kind", "when"), [("one, options: [yes, no]", "yes"), ("several, options: [a, b, c]", "b")]
)
def test_one_option_that_leads_on_is_enough_also_by_way_of_a_fact(kind: str, when: str, way: str) -> None:
    facts = f"facts:\n  decides: [{{when: {{asked: {when}}}, is: {when}}}, {{is: other}}]\n"
    engine = form(kind, f"{{ask: then, when: {{{way}: {when}}}}}", facts)
    assert not last(engine, after(engine, One("no")))


def test_a_choice_of_one_is_the_last_where_no_option_leads_on_though_it_is_looked_at() -> None:
    engine = form("one, options: [yes, no]", "{ask: then, when: {all: [{before: yes}, {asked: yes}]}}")
    assert last(engine, after(engine, One("no")))
    assert not last(engine, after(engine, One("yes")))


def test_an_option_that_is_not_offered_leads_nowhere() -> None:
    kind = "one, options: [no, {id: yes, when: {before: yes}}]"
    engine = form(kind, "{ask: then, when: {asked: yes}}")
    assert last(engine, after(engine, One("no")))
    assert not last(engine, after(engine, One("yes")))


def test_where_not_every_answer_can_be_tried_nothing_is_claimed() -> None:
    engine = form("number", "{ask: then, when: {all: [{before: yes}, {asked: {at_least: 3}}]}}")
    assert not last(engine, after(engine, One("no")))


def test_a_condition_on_who_speaks_rests_on_no_answer() -> None:
    engine = form("text", "{ask: then, when: {voice: officer}}")
    assert last(engine, after(engine, One("no")))


LOOP = """
dialogue: loop
inputs: [agreed]
questions:
  before: {ask: one, options: [yes, no]}
  done: {ask: one, options: [yes, no]}
  why: {ask: text}
path:
  - before
  - {loop: steps, over: agreed, ask: [done, {ask: why, when: {done: no}}]}
"""
ROUNDS = """
dialogue: rounds
questions:
  name: {ask: text}
  more: {ask: one, options: [yes, no]}
path: [{loop: rounds, again: more, at_least: 1, at_most: 2, ask: [name]}]
"""


def test_in_a_loop_the_next_item_follows() -> None:
    engine = engine_of(LOOP)
    twice, once = (Inputs(items={"agreed": items}) for items in (("call", "meet"), ("call",)))
    assert not last(engine, after(engine, One("no"), inputs=twice))
    session = after(engine, One("no"), One("yes"), inputs=twice)
    assert session.at == Key("done", "meet")
    assert not last(engine, session)  # if it is not done, why is asked
    session = after(engine, One("no"), One("no"), inputs=once)
    assert session.at == Key("why", "call")
    assert last(engine, session)


def test_in_a_loop_another_round_can_follow_until_there_is_no_room() -> None:
    engine = engine_of(ROUNDS)
    assert not last(engine, after(engine))
    assert not last(engine, after(engine, Text("Nous")))
    assert last(engine, after(engine, Text("Nous"), One("yes")))


def test_gone_back_to_it_counts_with_what_was_answered_after_it() -> None:
    engine = form("one, options: [yes, no]", "{ask: then, when: {asked: yes}}")
    session = after(engine, One("no"), One("yes"), One("no"))
    assert session.finished
    session = engine.advance(session, Back(Key("asked"))).session
    assert last(engine, session)  # the question that it leads to has its answer already
    session = engine.advance(after(engine, One("no"), One("no")), Back(Key("asked"))).session
    assert not last(engine, session)


def test_what_is_offered_beside_the_result_is_not_waited_for(diagnosis: Engine) -> None:
    session = diagnosis.begin(Inputs()).session
    asked = []
    while session.at is not None:
        asked.append(last(diagnosis, session))
        session = diagnosis.advance(session, Reply(session.at, Unknown())).session
    assert asked == [False] * (len(asked) - 1) + [True]
    assert session.walk.beside is not None


def test_a_condition_on_the_confidence_rests_on_all_answers() -> None:
    engine = form("text", "{ask: then, when: {confidence: low}}", "confidence: {low_when: {before: yes}}")
    assert not last(engine, after(engine, One("no")))


def answers(engine: Engine, session: Session, key: Key, rng: random.Random) -> Iterator[Value]:
    """Answers to `key` of every sort: all options, some of the many sets of them."""
    question = engine.dialogue.questions[key.question]
    yield Unknown()
    options = engine.options(session, key)
    if question.kind is Kind.ONE:
        yield from map(One, options)
    elif question.kind is Kind.SEVERAL:
        yield from (Several((option,)) for option in options)
        yield from (random_value(rng, question) for _ in range(10))
    else:
        yield from A_THING


def test_in_no_shipped_interview_a_question_comes_after_the_last(library: Library) -> None:
    rng, ends = random.Random(5), 0
    for engine in library.engines.values():
        over = {state.loop.over for state in engine.dialogue.states if state.loop and state.loop.over}
        inputs = Inputs(rng.choice(engine.dialogue.voices), items=dict.fromkeys(over, ("one", "two")))
        for _ in range(3 if not engine.rules.section_of else 0):
            session = engine.begin(inputs).session
            while session.at is not None:
                key = session.at
                turns = [
                    engine.advance(session, Reply(key, value)) for value in answers(engine, session, key, rng)
                ]
                then = [turn.session for turn in turns if len(turn.session.log) > len(session.log)]
                if nothing_follows(engine, session, key):
                    ends += 1
                    assert all(each.at is None for each in then), (engine.dialogue.id, key)
                session = rng.choice(then)
    assert ends > 30
