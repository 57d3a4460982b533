"""Preparing the first contact (domain study, I4): its bands, the advice for what is not ready, and the sheet."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from fractions import Fraction

import pytest

from bot.engine.dialogue import Earlier
from bot.engine.engine import Engine
from bot.engine.facts import Level
from bot.engine.handout import FilledLine, handout
from bot.engine.session import Session
from bot.engine.values import Key, chosen
from bot.loading.library import Library
from tests.engine.first_contacts import (
    BEST,
    FEW,
    LEADS,
    TALKS,
    WORDS,
    WORTH,
    causes_of,
    filled,
    fits,
    outcome_of,
    points,
    random_runs,
    run,
)
from tests.engine.visits import LATER, wording_of


@pytest.fixture(scope="session")
def contact(library: Library) -> Engine:
    """The engine of the preparation."""
    return library.engines["first_contact_preparation"]


# Random preparations


def test_every_question_and_option_is_met(contact: Engine) -> None:
    met = {(key.question, option) for _, session, _ in random_runs(contact) for key in session.path
           for option in chosen(session.answers[key]) or ("",)}  # fmt: skip
    questions = contact.dialogue.questions.values()
    assert met == {(each.id, option) for each in questions for option in (*each.option_ids, "")}


def test_outcome_and_causes_are_those_of_the_study(contact: Engine) -> None:
    for answers, _, result in random_runs(contact):
        assert (result.outcome, result.causes) == (outcome_of(points(answers)), causes_of(answers)), answers
        assert (len(result.advice), len(result.steps)) == (3, 1)


def test_every_outcome_wording_cause_and_advice_is_met(contact: Engine) -> None:
    runs = random_runs(contact)
    for outcome in contact.dialogue.outcomes.values():
        own = [session for _, session, result in runs if result.outcome == outcome.id]
        assert {wording_of(outcome, session) for session in own} == {"", *dict(outcome.wordings)}
    talks = {cause for cause, *_ in TALKS.values()}
    assert {cause for *_, result in runs for cause in result.causes} == {*LEADS} | talks
    given = {advice.id for *_, result in runs for advice in result.advice}
    assert given >= {advice for _, advice, _ in LEADS.values()} | {each[2] for each in TALKS.values()}


def test_every_line_of_the_sheet_is_met_and_no_part_is_ever_without_one(contact: Engine) -> None:
    sheets = [dict(lines_of(contact, session)) for _, session, _ in random_runs(contact)]
    expected = {(part.id, line.id or line.answer) for part in contact.dialogue.handout for line in part.lines}
    assert {
        (part, name_of(line)) for each in sheets for part, lines in each.items() for line in lines
    } == expected
    assert all([*each] == [part.id for part in contact.dialogue.handout] for each in sheets)


def lines_of(engine: Engine, session: Session) -> Iterator[tuple[str, tuple[FilledLine, ...]]]:
    for part in handout(engine.dialogue, session.walk):
        (entry,) = part.entries
        yield part.id, entry.lines


def name_of(line: FilledLine) -> str:
    return line.answer.question if line.answer else line.id


def sheet(engine: Engine, answers: Mapping[str, str]) -> dict[str, list[str]]:
    return {
        part: [name_of(each) for each in lines] for part, lines in lines_of(engine, run(engine, answers)[0])
    }


# By hand


def test_every_total_with_any_number_unknown_falls_into_its_band(contact: Engine) -> None:
    for unknown in range(len(WORTH) + 1):
        known = len(WORTH) - unknown
        for halves in range(2 * known + 1 if known else 1):
            total = Fraction(halves, 2)
            answers = filled(total, unknown)
            scored = points(answers)
            assert (len(scored), sum(scored.values())) == (known, total)
            assert run(contact, answers)[1].outcome == outcome_of(scored), (unknown, total)


@pytest.mark.parametrize(
    ("total", "outcome"),
    [("0", "a_little_more"), ("9/2", "a_little_more"), ("5", "nearly_ready"), ("15/2", "nearly_ready"),
     ("8", "ready"), ("9", "ready")],
)  # fmt: skip
def test_the_edges_of_the_bands(contact: Engine, total: str, outcome: str) -> None:
    result = run(contact, filled(Fraction(total), 0))[1]
    assert (result.outcome, result.confidence.level) == (outcome, Level.HIGH)


@pytest.mark.parametrize("cause", LEADS)
def test_what_alone_is_not_ready_brings_the_advice_of_the_study_first(contact: Engine, cause: str) -> None:
    names, advice, source = LEADS[cause]
    assert source in contact.catalogue[advice].sources
    words = {"reason_to_find": {"organisation": "Foyer rural"}, "lead_to_check": {"bearer_name": "Monique"}}
    alone = 0
    for name in names.split():
        lower = [option for option, worth in WORTH[name].items() if worth < 1]
        for option in [*lower, "frame cost", "cost aims limits"] if name == "clear" else lower:
            answers = BEST | words.get(cause, {}) | {name: option}
            if fits(cause, answers):
                result = run(contact, answers)[1]
                assert (result.causes, result.advice[0].id) == ((cause,), advice), option
                assert [step.cause for step in result.steps] == [cause]
                alone += 1
    assert alone


def test_nothing_is_asked_for_that_is_ready(contact: Engine) -> None:
    named = BEST | {"organisation": "Foyer rural", "why_them": "not_chosen"}
    assert run(contact, named)[1].causes == ("reason_to_find",)
    assert run(contact, BEST | {"bearer": "lead", "bearer_name": "Monique"})[1].causes == ("lead_to_check",)
    assert run(contact, BEST | {"use_to_them": "not_yet"})[1].causes == ("use_to_say",)
    without = {name: said for name, said in BEST.items() if name != "two_sentences"}
    assert run(contact, without | {"use_to_them": "a_little"})[1].causes == ("their_words",)


def test_who_waits_is_given_no_day_to_call(contact: Engine) -> None:
    answers = {"if_silent": "wait", "contact_day": "later"}
    assert sheet(contact, answers)["day"] == ["contact_day", "you_wait"]


@pytest.mark.parametrize("situation", TALKS)
def test_the_talk_is_fitted_to_their_situation(contact: Engine, situation: str) -> None:
    cause, line, advice, source = TALKS[situation]
    result = run(contact, BEST | {"their_situation": situation})[1]
    assert (result.outcome, result.causes, result.advice[0].id) == ("ready", (cause,), advice)
    assert source in contact.catalogue[advice].sources
    assert sheet(contact, {"their_situation": situation})["talk"] == ["question_ideas", line]
    assert sheet(contact, {})["talk"] == ["question_ideas", "talk_unknown"]


def test_what_was_found_of_their_situation_is_offered(library: Library, contact: Engine) -> None:
    question = contact.dialogue.questions["their_situation"]
    assert question.earlier == Earlier("situation_diagnosis", "leading")
    assert {*question.option_ids} <= {*library.engines["situation_diagnosis"].dialogue.outcomes}


def test_after_the_meeting_comes_the_diagnosis_and_before_the_choice_the_plan(contact: Engine) -> None:
    assert run(contact, BEST)[1].then == ("situation_diagnosis",)
    assert run(contact, BEST | {"why_them": "not_chosen"})[1].then == ("outreach_plan", "situation_diagnosis")


def test_the_whole_sheet(contact: Engine) -> None:
    answers = BEST | WORDS | {"organisation": "Foyer rural", "their_situation": "willing_unsure"}
    answers |= {"first_question": "Avec qui travaillez-vous bien ?", "contact_day": "later"}
    parts = dict(lines_of(contact, run(contact, answers)[0]))
    assert {part: [name_of(each) for each in lines] for part, lines in parts.items()} == {
        "whom": ["organisation", "bearer_name", "why_them"],
        "mission": ["sentences", "use_words", "example_words"],
        "frame": ["clear", "say_early"],
        "private": ["promise"],
        "talk": ["first_question", "talk_willing"],
        "day": ["contact_day", "approach", "call_back"],
    }
    assert parts["day"][-1].day == LATER.day + timedelta(weeks=2)


def test_what_is_not_ready_stands_on_the_sheet_as_something_to_prepare(contact: Engine) -> None:
    answers = {"bearer": "no", "two_sentences": "to_work_on", "use_to_them": "a_little"}
    answers |= {"clear": "nothing", "near_example": "searching", "if_silent": "call_back"}
    assert sheet(contact, answers) == {
        "whom": ["name_to_find"],
        "mission": ["sentences_to_write", "use_to_find", "example_to_find"],
        "frame": ["frame_to_set", "cost_to_set", "aims_to_set", "say_early"],
        "private": ["promise", "promise_to_word"],
        "talk": ["question_ideas", "talk_unknown"],
        "day": ["day_to_set", "call_back_later"],
    }
    assert sheet(contact, {"clear": "frame aims limits"})["frame"] == ["clear", "cost_to_set", "say_early"]


def test_of_what_was_passed_the_sheet_says_nothing_as_if_it_were_so(contact: Engine) -> None:
    assert sheet(contact, {}) == {
        "whom": ["who_listens"],
        "mission": ["sentences_to_say", "use_to_say", "example_to_tell"],
        "frame": ["all_to_say", "say_early"],
        "private": ["promise", "promise_to_word"],
        "talk": ["question_ideas", "talk_unknown"],
        "day": ["day_to_set", "sign_again_later"],
    }
    assert sheet(contact, {"contact_day": "later"})["day"] == ["contact_day", "sign_again"]


def test_who_only_writes_is_not_told_that_they_call(contact: Engine) -> None:
    for approach, line in {"write_then_call": "call_too", "write_only": "call_perhaps"}.items():
        assert sheet(contact, {"approach": approach})["day"][1:3] == ["approach", line]


def test_who_passes_everything_is_told_that_much_is_open(contact: Engine) -> None:
    session, result = run(contact, {})
    assert (result.outcome, result.causes, result.signs[FEW]) == (FEW, (), ())
    assert (result.confidence.level, result.confidence.to_check) == (Level.LOW, ())
    assert Key("sentences") not in session.path


@pytest.mark.parametrize(
    ("total", "unknown", "check"),
    [("1", 1, ()), ("4", 1, ("why_them",)), ("7", 1, ("why_them",)), ("8", 1, ())],
)
def test_an_unknown_answer_lowers_the_confidence_only_if_it_could_change_the_band(
    contact: Engine, total: str, unknown: int, check: tuple[str, ...]
) -> None:
    confidence = run(contact, filled(Fraction(total), unknown))[1].confidence
    assert confidence.to_check == check
    assert confidence.level is (Level.MEDIUM if check else Level.HIGH)


def test_more_than_a_third_unknown_lowers_the_confidence(contact: Engine) -> None:
    for unknown, level in ((3, Level.HIGH), (4, Level.MEDIUM)):
        result = run(contact, filled(Fraction(0), unknown))[1]
        assert (result.outcome, result.confidence.level) == ("a_little_more", level)
