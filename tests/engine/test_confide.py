"""What a person marks as confidential is so until they say otherwise, and nothing else changes by it."""

from bot.engine.codec import decode_inputs, encode_inputs
from bot.engine.dialogue import Inputs
from bot.engine.engine import Engine
from bot.engine.session import Ask, Confide, Edit, Remark, Reply, Skip, Stale, StartAgain, Turn
from bot.engine.values import Key, One


def test_what_there_is_nothing_under_cannot_be_marked(diagnosis: Engine) -> None:
    begun = diagnosis.begin(Inputs()).session
    assert diagnosis.advance(begun, Confide(Key("activity"), on=True)) == Turn(
        begun, (Stale(), Ask(Key("activity")))
    )
    assert (
        diagnosis.replay(Inputs(), [Confide(Key("activity"), on=True), Skip(Key("activity"))]).session.marks
        == set()
    )


def test_a_mark_outlasts_another_answer_and_a_new_start_and_covers_remarks(diagnosis: Engine) -> None:
    session = diagnosis.begin(Inputs()).session
    activity, expects = Key("activity"), Key("expects")
    for event in (
        Reply(activity, One("none")),
        Confide(activity, on=True),
        Edit(activity, One("running")),
        Remark(expects, "mot"),
        Confide(expects, on=True),
    ):
        session = diagnosis.advance(session, event).session
    assert session.confidential == {activity, expects}
    again = diagnosis.advance(session, StartAgain()).session
    assert again.confidential == {expects}
    answered = diagnosis.advance(again, Reply(activity, One("none"))).session
    assert answered.confidential == {activity, expects}
    assert diagnosis.advance(answered, Confide(activity, on=False)).session.confidential == {expects}


def test_a_mark_from_an_earlier_interview_counts_once_there_is_an_answer(diagnosis: Engine) -> None:
    activity = Key("activity")
    inputs = Inputs(offered={activity: One("none")}, confidential=frozenset({activity}))
    begun = diagnosis.begin(inputs).session
    assert not begun.confidential
    assert diagnosis.advance(begun, Reply(activity, One("running"))).session.confidential == {activity}


def test_inputs_stored_before_there_were_marks_and_labels_can_be_read() -> None:
    inputs = Inputs(items={"agreed": ("call",)}, offered={Key("activity"): One("none")})
    plain = {
        name: value for name, value in encode_inputs(inputs).items() if name not in {"confidential", "labels"}
    }
    assert decode_inputs(plain) == inputs
