"""Steps that follow from what was answered: which lines stand, with which day, in which order."""

from datetime import date

import pytest

from bot.engine.engine import Engine
from bot.engine.handout import FilledLine
from bot.engine.session import Confide, Edit, Session
from bot.engine.values import Day, Key, One, Text, Unknown, Value
from bot.engine.withhold import withhold
from bot.loading.library import Library
from tests.engine.small import engine_of
from tests.engine.test_loops_and_scores import after
from tests.engine.workshop import play

MEETING = date(2026, 3, 31)
END = engine_of(
    """
    dialogue: end
    questions:
      step: {ask: text}
      whom: {ask: text}
      meeting: {ask: date}
      room: {ask: one, options: [ready, to_find]}
    path: [step, {ask: whom, when: {step: known}}, meeting, room]
    facts: {end: [{is: fine}]}
    result:
      outcome: end
      own_steps:
        - {answer: step, day: {after: meeting, by: 0 days}}
        - {line: call, when: {whom: known}, day: {before: meeting, by: 1 week}}
        - {line: find, when: {room: to_find}, day: {before: meeting, by: 1 month}}
        - {line: thank}
    outcomes: {fine: {need: [rest, walk, talk]}}
    """
)


def ended(*values: Value) -> Session:
    return after(END, *values)


def steps_of(session: Session, engine: Engine = END) -> list[tuple[str, date | None]]:
    """What was said that one would do, with its day; an answer goes by its question."""
    return [(_name(each), each.day) for each in engine.result(session).own_steps]


def _name(line: FilledLine) -> str:
    return line.id or f"= {'' if line.answer is None else line.answer.question}"


def test_every_line_that_applies_stands_in_order_with_its_day() -> None:
    assert steps_of(ended(Text("Ouvrir"), Text("Ada"), Day(MEETING), One("to_find"))) == [
        ("= step", MEETING),
        ("call", date(2026, 3, 24)),
        ("find", date(2026, 2, 28)),
        ("thank", None),
    ]


@pytest.mark.parametrize(
    ("values", "left"),
    [
        ((Unknown(), Day(MEETING), One("to_find")), ["find", "thank"]),
        ((Text("Ouvrir"), Unknown(), Day(MEETING), One("ready")), ["= step", "thank"]),
        ((Text("Ouvrir"), Text("Ada"), Day(MEETING), Unknown()), ["= step", "call", "thank"]),
    ],
)
def test_a_line_that_does_not_apply_is_left_out(values: tuple[Value, ...], left: list[str]) -> None:
    assert [name for name, _ in steps_of(ended(*values))] == left


def test_where_the_day_is_not_known_the_line_stands_without_one() -> None:
    assert steps_of(ended(Text("Ouvrir"), Text("Ada"), Unknown(), One("to_find"))) == [
        ("= step", None),
        ("call", None),
        ("find", None),
        ("thank", None),
    ]


def test_a_line_says_which_answers_its_words_may_quote() -> None:
    *_, thank = END.result(ended(Text("Ouvrir"), Unknown(), Day(MEETING), One("ready"))).own_steps
    assert dict(thank.names) == {name: Key(name) for name in ("step", "meeting", "room")}
    assert thank.may_quote(())
    assert thank.may_quote(("step", "room"))
    assert not thank.may_quote(("step", "whom"))


def test_an_answer_that_is_no_longer_asked_for_gives_no_step() -> None:
    session = ended(Text("Ouvrir"), Text("Ada"), Day(MEETING), One("ready"))
    changed = END.advance(session, Edit(Key("step"), Unknown())).session
    assert [name for name, _ in steps_of(changed)] == ["thank"]


def test_without_what_is_confidential_nothing_that_rests_on_it_stands() -> None:
    session = ended(Text("Ouvrir"), Text("Ada"), Day(MEETING), One("to_find"))
    for name in ("step", "meeting"):
        session = END.advance(session, Confide(Key(name), on=True)).session
    assert steps_of(withhold(END, session)) == [("find", None), ("thank", None)]


def test_a_dialogue_without_own_steps_gives_none() -> None:
    plain = engine_of("dialogue: plain\nquestions: {a: {ask: date}}\npath: [a]\n")
    assert plain.result(after(plain, Day(MEETING))).own_steps == ()


# In the dialogues that have some


@pytest.mark.parametrize(
    ("answers", "steps"),
    [
        ({}, []),
        ({"next_day": "later"}, []),
        ({"next_step": "Écrire"}, ["= next_step"]),
        ({"again_with": "Ada"}, ["again"]),
        ({"again_with": "Ada", "next_step": "Écrire", "next_day": "later"}, ["= next_step", "again"]),
    ],
)
def test_the_end_of_the_workshop(library: Library, answers: dict[str, str], steps: list[str]) -> None:
    closing = library.engines["workshop_closing"]
    assert [name for name, _ in steps_of(play(closing, answers).session, closing)] == steps


@pytest.mark.parametrize(
    ("questionnaire", "first"),
    [
        ("not_sent", ["send_questionnaire"]),
        ("", ["send_questionnaire"]),
        ("waiting", ["collect_answers"]),
        ("have_answers", []),
    ],
)
@pytest.mark.parametrize(
    ("example", "then"),
    [
        ("not_chosen", "choose_example"),
        ("", "choose_example"),
        ("coursive", "reread_case"),
        ("participant", "prepare_teller"),
        ("witness", "confirm_witness"),
    ],
)
def test_preparing_the_workshop(
    library: Library, questionnaire: str, first: list[str], example: str, then: str
) -> None:
    setup = library.engines["workshop_setup"]
    answers = {"questionnaire": questionnaire, "example": example, "first_day": "later"}
    run = play(setup, {name: said for name, said in answers.items() if said})
    found = steps_of(run.session, setup)
    assert [name for name, _ in found] == [*first, then, "room_and_sheets"]
    known = run.session.answers[Key("first_day")]
    assert isinstance(known, Day)
    ahead = [(known.day - day).days for _, day in found if day is not None]
    assert ahead[-2:] == [7, 2]
    assert len(ahead) == len(found)
    without = {name: said for name, said in run.answers.items() if name != "first_day"}
    assert steps_of(play(setup, without).session, setup) == []


@pytest.mark.parametrize(
    ("answers", "steps"), [({"next_step": "Écrire", "next_day": "later"}, 1), ({"new_people": "nobody"}, 0)]
)
def test_the_follow_up_visit(library: Library, answers: dict[str, str], steps: int) -> None:
    visit = library.engines["follow_up_visit"]
    found = steps_of(play(visit, answers).session, visit)
    assert [name for name, _ in found] == ["= next_step"] * steps
    assert all(day is not None for _, day in found)
