"""The engine's promises: pure, total, replayable, and no answer lost, whatever happens in whatever order."""

import json
import random
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import ClassVar

from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from bot.engine.accept import Problem
from bot.engine.codec import decode_event, decode_inputs, encode_event, encode_inputs, encode_value
from bot.engine.dialogue import Inputs, Voice
from bot.engine.engine import Engine
from bot.engine.session import (
    Ask,
    Back,
    Conclude,
    Confide,
    Edit,
    Event,
    Reject,
    Remark,
    Reply,
    Restored,
    Resume,
    Session,
    SetAside,
    Skip,
    Stale,
    StartAgain,
    Turn,
)
from bot.engine.values import Day, Key, Number, One, Several, Text, Unknown, Value, Why, clean
from bot.loading.library import load
from tests.engine.budget import BUDGET
from tests.engine.conftest import ROOT
from tests.engine.interviews import facts_of, random_session, random_value
from tests.engine.small import VISIT, engine_of

DIAGNOSIS = load(ROOT / "dialogues").engines["situation_diagnosis"]
SMALL = engine_of(VISIT)
STEPS = Inputs(Voice.OFFICER, {"region": "north"}, {"agreed": ("call", "meet", "write")})

WORDS = st.one_of(
    st.text(st.characters(exclude_categories=()), max_size=30),
    st.sampled_from(["\ud800", "\x00", "e\x00\u0301", "\r\n", "\u202e", " "]),
    st.sampled_from(["x", "e\u0301\u0315", "\x00"]).map(lambda part: 50_000 * part),
)
NAMES = st.sampled_from([*DIAGNOSIS.dialogue.questions, *SMALL.dialogue.questions, "", "gone"]) | WORDS
KEYS = st.builds(Key, NAMES, st.sampled_from(["", "1", "2", "call", "-1"]) | WORDS)
OPTIONS = st.sampled_from(["yes", "running", "water", "nothing", "worked", "shared", "partner"]) | WORDS
VALUES: st.SearchStrategy[Value] = st.one_of(
    st.builds(One, OPTIONS),
    st.builds(Several, st.lists(OPTIONS, max_size=4).map(tuple)),
    st.builds(Number, st.decimals(allow_nan=True, allow_infinity=True)),
    st.builds(
        Number, st.sampled_from([Decimal("1e999999"), Decimal("sNaN"), Decimal("-0"), Decimal("1e-999999")])
    ),
    st.builds(Day, st.dates()),
    st.builds(Text, WORDS),
    st.builds(Unknown, st.sampled_from(Why)),
)
EVENTS: st.SearchStrategy[Event] = st.one_of(
    st.builds(Reply, KEYS, VALUES),
    st.builds(Edit, KEYS, VALUES),
    st.builds(Skip, KEYS, st.sampled_from(Why)),
    st.builds(Back, st.none() | KEYS),
    st.builds(Remark, KEYS, WORDS),
    st.just(Resume()),
    st.just(StartAgain()),
    st.builds(Confide, KEYS, st.booleans()),
)


def fitting(engine: Engine, key: Key, rng: random.Random) -> Value:
    """An answer to `key` of the right kind; now and then one that cannot be kept."""
    question = engine.dialogue.questions[key.question]
    if question.options:
        return random_value(rng, question)
    return rng.choice(
        (Number(Decimal(rng.randint(-9, 900))), Day(date(2024, 2, 29)), Text(" mot "), Unknown())
    )


class Interview(RuleBasedStateMachine):
    """One interview, in which anything may happen, with a plain account of it kept beside."""

    engine: ClassVar[Engine] = DIAGNOSIS
    inputs: ClassVar[Inputs] = Inputs(
        Voice.BENEFICIARY, settled=frozenset({"starter_tools"}), confidential=frozenset({Key("joint")})
    )

    def __init__(self) -> None:
        super().__init__()
        self.session = self.engine.begin(self.inputs).session
        self.given: dict[Key, Value] = {}
        self.offered: dict[Key, Value] = {}
        self.remarks: dict[Key, tuple[str, ...]] = {}
        self.marked = dict.fromkeys(self.inputs.confidential, True)

    def happen(self, event: Event) -> Turn:
        """Let `event` happen, and check the turn against the one before."""
        before, turn = self.session, self.engine.advance(self.session, event)
        assert turn == self.engine.advance(before, event)  # pure
        if isinstance(event, Confide) and turn.session is not before:
            assert turn.effects == ()
            self.marked[event.key] = event.on
            self.session = turn.session
            return turn
        assert isinstance(turn.effects[-1], Ask | Conclude | Reject)
        if isinstance(turn.effects[0], Stale | Reject):
            assert turn.session is before
            assert turn.effects[1:] == self.engine.present(before)[: len(turn.effects) - 1]
        elif turn.session is not before:
            self.account(event, before, turn)
        self.session = turn.session
        return turn

    def account(self, event: Event, before: Session, turn: Turn) -> None:
        match event:
            case Reply(key) | Edit(key) | Skip(key):
                self.given[key] = turn.session.answers[key]
            case Remark(key, text):
                self.remarks[key] = (*self.remarks.get(key, ()), clean(text))
            case StartAgain():
                known = {key: each for key, each in self.given.items() if not isinstance(each, Unknown)}
                self.offered, self.given = {**self.offered, **known}, {}
        lost = {key for each in turn.effects if isinstance(each, SetAside) for key in each.keys}
        back = {key for each in turn.effects if isinstance(each, Restored) for key in each.keys}
        assert lost == turn.session.aside - before.aside
        assert back == before.aside & set(turn.session.path)

    @rule(chance=st.integers(0, 2**32))
    def answer(self, chance: int) -> None:
        key = self.session.at or self.session.walk.beside
        if key is not None:
            self.happen(Reply(key, fitting(self.engine, key, random.Random(chance))))

    @precondition(lambda self: self.session.path)
    @rule(chance=st.integers(0, 2**32))
    def change(self, chance: int) -> None:
        rng = random.Random(chance)
        key = rng.choice(self.session.path)
        self.happen(Edit(key, fitting(self.engine, key, rng)))

    @precondition(lambda self: self.session.path)
    @rule(chance=st.integers(0, 2**32), far=st.booleans())
    def go_back(self, chance: int, *, far: bool) -> None:
        to = random.Random(chance).choice(self.session.path) if far else None
        turn = self.happen(Back(to))
        if to is not None:
            assert turn.session.at == to

    @rule(chance=st.integers(0, 2**32))
    def answer_what_was_left(self, chance: int) -> None:
        self.happen(Resume())
        assert self.session.at == self.session.walk.at
        self.answer(chance)

    @precondition(lambda self: self.given or self.remarks)
    @rule(chance=st.integers(0, 2**32), on=st.booleans())
    def confide(self, chance: int, *, on: bool) -> None:
        key = random.Random(chance).choice([*self.given, *self.remarks])
        before = self.session
        self.happen(Confide(key, on))
        assert self.session.log == (*before.log, Confide(key, on))
        unmarked = replace(self.session, log=before.log, marks=before.marks)
        assert facts_of(unmarked) == facts_of(before)

    @rule(event=EVENTS)
    def anything(self, event: Event) -> None:
        self.happen(event)

    @invariant()
    def the_log_gives_the_session_again(self) -> None:
        again = self.engine.replay(self.inputs, self.session.log)
        assert again.session == self.session
        assert facts_of(again.session) == facts_of(self.session)
        assert again.effects == self.engine.present(self.session)

    @invariant()
    def no_answer_is_lost(self) -> None:
        session = self.session
        assert session.answers == self.given
        assert session.offered == self.offered
        assert session.remarks == self.remarks
        there = {*self.given, *self.remarks}
        assert session.confidential == {key for key, on in self.marked.items() if on} & there
        ahead = set(self.engine.survey(session.inputs, session.answers).path)
        assert set(session.answers) == ahead | session.aside
        assert not ahead & session.aside
        assert set(session.path) <= ahead
        assert all(
            session.given(key) == session.walk.known.answers[key]
            for key in session.path
            if known(session, key)
        )

    @invariant()
    def the_log_can_be_stored_and_read(self) -> None:
        stored = json.dumps([encode_event(event) for event in self.session.log]).encode()
        assert tuple(map(decode_event, json.loads(stored))) == self.session.log
        marks = self.session.marks
        inputs = replace(
            self.inputs, offered=self.session.offered, confidential=marks, labels={"call": "{0}"}
        )
        assert decode_inputs(json.loads(json.dumps(encode_inputs(inputs)))) == inputs


def known(session: Session, key: Key) -> bool:
    return not isinstance(session.answers[key], Unknown)


class SmallInterview(Interview):
    """The same with loops, numbers, dates and texts."""

    engine = SMALL
    inputs = STEPS


TestAnyInterview = Interview.TestCase
TestAnyInterview.settings = BUDGET
TestAnySmallInterview = SmallInterview.TestCase
TestAnySmallInterview.settings = BUDGET


@BUDGET
@given(st.lists(EVENTS, max_size=12), st.sampled_from([DIAGNOSIS, SMALL]))
def test_any_log_at_all_can_be_replayed(engine_log: list[Event], engine: Engine) -> None:
    turn = engine.replay(STEPS, engine_log)
    assert turn == engine.replay(STEPS, engine_log)
    assert turn.session.log == tuple(engine_log)
    engine.advance(turn.session, Resume())


@BUDGET
@given(st.sampled_from(list(SMALL.dialogue.questions)), VALUES)
def test_any_value_is_kept_or_refused_and_what_is_kept_is_kept_again_unchanged(
    name: str, value: Value
) -> None:
    kept = SMALL.accepted(Key(name), value)
    if not isinstance(kept, Problem):
        assert SMALL.accepted(Key(name), kept) == kept
        assert len(str(encode_value(kept))) < 10_000


@BUDGET
@given(WORDS)
def test_cleaning_a_text_twice_is_cleaning_it_once(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    clean(text).encode()


def test_answers_set_aside_come_back_when_the_path_does() -> None:
    for number in range(100):
        rng = random.Random(number)
        session = random_session(DIAGNOSIS, rng)
        key = rng.choice(session.path)
        other = random_value(rng, DIAGNOSIS.dialogue.questions[key.question])
        away = DIAGNOSIS.advance(session, Edit(key, other)).session
        home = DIAGNOSIS.advance(away, Edit(key, session.answers[key])).session
        assert home.path == session.path, number
        assert home.answers == session.answers, number
        assert DIAGNOSIS.result(home) == DIAGNOSIS.result(session), number


def test_starting_again_offers_the_earlier_answers() -> None:
    for number in range(20):
        session = random_session(DIAGNOSIS, random.Random(number))
        again = DIAGNOSIS.advance(session, StartAgain()).session
        assert not again.path
        for key, value in session.answers.items():
            assert again.given(key) == (None if isinstance(value, Unknown) else value)


def test_an_old_button_asks_the_present_question_again_or_shows_the_result_again() -> None:
    begun = DIAGNOSIS.begin(Inputs()).session
    after = DIAGNOSIS.advance(begun, Reply(Key("activity"), One("none"))).session
    old = Reply(Key("activity"), One("running"))
    assert DIAGNOSIS.advance(after, old) == Turn(after, (Stale(), Ask(Key("appetite"))))
    done = random_session(DIAGNOSIS, random.Random(3))
    assert DIAGNOSIS.advance(done, old) == Turn(done, (Stale(), Conclude(DIAGNOSIS.result(done))))
