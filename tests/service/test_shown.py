"""What a dialogue shows with its result stands in a sentence of its own, in the result and in its reasons."""

import shutil
from pathlib import Path

from bot.engine.dialogue import Inputs
from bot.engine.session import Reply
from bot.engine.values import Key, One
from bot.loading.library import load
from bot.resources import folder
from bot.service.reports import reasons, report
from bot.service.wording import Wording
from bot.texts.catalogues import load_texts
from tests.conftest import TurnedClock
from tests.service.office import read
from tests.service.test_other_dialogues import words_for

_CHECK_UP = """dialogue: check_up
voices: [beneficiary]
questions:
  meeting: {ask: one, options: [yes, no]}
path: [meeting]
facts:
  weakest: [{when: {meeting: yes}, is: aim}, {is: meetings}]
result: {outcome: state, show: [weakest]}
outcomes:
  good: {need: [step_back]}
  fair: {need: [step_back]}
causes:
  seldom: {when: {meeting: no}, advice: [regular_reviews], steps: {name_a_day: 1 week}}
"""


def test_it_is_said_with_the_value_in_its_place(tmp_path: Path, clock: TurnedClock) -> None:
    shutil.copytree(folder("locales"), tmp_path / "locales")
    (tmp_path / "dialogues").mkdir()
    shutil.copy(folder("dialogues") / "advice.yaml", tmp_path / "dialogues")
    form = _CHECK_UP.replace("facts:", "facts:\n  state: [{when: {meeting: yes}, is: good}, {is: fair}]")
    (tmp_path / "dialogues" / "check_up.yaml").write_text(form)
    library = load(tmp_path / "dialogues")
    words = words_for(library, "check_up").replace("[weakest.said]", "À regarder : {value}.")
    (tmp_path / "locales" / "fr" / "check_up.po").write_text(words)
    engine = library.engines["check_up"]
    wording = Wording(load_texts(tmp_path / "locales"), engine.dialogue, engine.dialogue.voices[0])
    session = engine.advance(engine.begin(Inputs()).session, Reply(Key("meeting"), One("no"))).session
    said = read(report(engine, wording, session, clock.now().date()))
    assert "À regarder : [weakest.meetings]." in said
    assert "[any.seldom.name]" in said
    assert "[any.seldom.step.name_a_day]" in said
    assert "À regarder : [weakest.meetings]." in read(reasons(engine, wording, session))
