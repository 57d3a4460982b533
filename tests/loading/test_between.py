"""What a dialogue says of others is looked for in them, once all are read; and what it says of itself is read."""

from collections.abc import Callable

import pytest

from bot.engine.dialogue import Calling, Earlier, Fit
from bot.engine.outcomes import Delay, Opening, Unit
from bot.engine.parts import DayFrom, Panel, PanelKind, Part, PartLine
from tests.loading.conftest import TALK, Load
from tests.loading.test_extending import VISIT

Told = Callable[..., list[str]]
MORE = """minutes: 8
about: oneself
kept: 6 months
fits:
  begins: {situation: already_started, stage: [emergence, unknown], results: talk, advice: {not: rest}}
  later: always
handout:
  - part: call
    lines: [{answer: colour}, {line: send, when: {colour: red}, day: {before: on, by: 30 days}}]
  - {part: each_one, each: people, order: more, a_month: total, lines: [{line: see}]}
picture:
  - {bars: [total]}
  - {grid: people, across: more, up: more}
"""
ON = TALK.replace("path:\n", "path:\n  - on\n").replace(
    "questions:\n  colour", "questions:\n  on: {ask: date}\n  colour"
)


def asking(earlier: str, options: str = "[red, green]") -> str:
    """A dialogue that offers what another one has found out."""
    return f"""dialogue: other
questions: {{tint: {{ask: one, options: {options}, earlier: {earlier}}}, days: {{ask: number}}}}
path: [tint, days]
facts: {{end: [{{is: fine}}]}}
result: {{outcome: end}}
outcomes: {{fine: {{need: [rest], then: [talk, {{open: other, when: {{tint: red}}}}]}}}}
"""


def test_what_is_said_around_the_questions_is_read(load_files: Load) -> None:
    engines = load_files(talk=ON + MORE, other=asking("talk.colour")).engines
    talk, other = engines["talk"].dialogue, engines["other"].dialogue
    begins, later = talk.calling.fits
    assert talk.calling == Calling(8, (begins, later), oneself=True, kept=Delay(6, Unit.MONTH))
    assert (begins.id, begins.when is None, later) == ("begins", False, Fit("later"))
    send = talk.handout[0].lines[1]
    assert (send.id, send.day) == ("send", DayFrom("on", Delay(30, Unit.DAY), before=True))
    assert talk.handout[1] == Part("each_one", (PartLine("see"),), "people", "more", "total")
    bars = Panel(PanelKind.BARS, ("total",))
    assert talk.picture == (bars, Panel(PanelKind.GRID, each="people", across="more", up="more"))
    assert other.questions["tint"].earlier == Earlier("talk", "colour")
    assert [each.dialogue for each in other.outcomes["fine"].then] == ["talk", "other"]
    assert other.outcomes["fine"].then[0] == Opening("talk")
    assert (other.calling, other.handout, other.picture) == (Calling(), (), ())


@pytest.mark.parametrize("earlier", ["talk.colour", "talk.best", "other.tint"])
def test_earlier_answers_come_from_a_question_or_a_fact_that_shares_a_value(
    load_files: Load, earlier: str
) -> None:
    load_files(talk=TALK, other=asking(earlier, "[red, total, days]"))


@pytest.mark.parametrize(
    ("earlier", "message"),
    [
        ("tolk.colour", "there is no dialogue 'tolk' (did you mean 'talk'?)"),
        ("talk.color", "'talk' has no question or fact 'color' (did you mean 'colour'?)"),
        ("talk.mood", "no answer to 'tint' is what 'mood' of 'talk' can be"),
        ("talk.more", "'more' is asked in a loop there: it has no single answer"),
        ("other.days", "no answer to 'tint' is what 'days' of 'other' can be"),
    ],
)
def test_what_another_dialogue_cannot_say_is_told_where_it_is_named(
    mistakes: Told, earlier: str, message: str
) -> None:
    assert mistakes(talk=TALK, other=asking(earlier)) == [f"other.yaml:2: {message}"]


def test_nothing_is_said_of_what_a_dialogue_with_mistakes_lacks(mistakes: Told) -> None:
    broken = TALK.replace("ask: text", "ask: texts")
    told = "talk.yaml:8: 'texts' is none of one, several, number, date, text (did you mean 'text'?)"
    assert mistakes(talk=broken, other=asking("talk.color")) == [told]


def test_a_dialogue_on_top_of_another_takes_over_earlier_answers_but_nothing_around_them(
    load_files: Load,
) -> None:
    talk = ON.replace("[light, dark, none],", "[light, dark, none], earlier: talk.shades,") + MORE
    visit = load_files(talk=talk, visit=VISIT).engines["visit"].dialogue
    assert visit.questions["shades"].earlier == Earlier("talk", "shades")
    assert (visit.calling, visit.handout, visit.picture) == (Calling(), (), ())
