"""The project sheet: its seven sections, what they count, which are the weakest, and what stands on the sheet."""

from collections.abc import Mapping
from itertools import combinations_with_replacement

import pytest

from bot.engine.dialogue import Inputs
from bot.engine.engine import Engine
from bot.engine.session import Enter, Finish, Reply
from bot.engine.values import One, Text
from bot.loading.library import Library
from tests.engine.workshop import Run, assert_all_is_met, lines_of, ordered, play, random_runs

# The sections in order: their questions, and the one that says how far they are.
SECTIONS = {
    "territory": ("place strengths", "territory_state"),
    "stakes": ("shared_need motives gains", "stakes_state"),
    "how_far": ("level", "level_state"),
    "ecosystem": ("people", "ecosystem_state"),
    "facilitation": ("facilitator rhythm deciding", "facilitation_state"),
    "funding": ("sources amount", "funding_state"),
    "schedule": ("first_action next_steps", "schedule_state"),
}
FIRST = {
    "territory": {"place": "La haute vallée"},
    "stakes": {"shared_need": "Du pain toute l’année"},
    "how_far": {"level": "economic"},
    "ecosystem": {"people": "Ada, maire"},
    "facilitation": {"facilitator": "lead"},
    "funding": {"amount": "under_5000"},
    "schedule": {"next_steps": "Visiter le local, Inès"},
}
# Ready as the person says, but with something still to be decided.
OPEN = {
    "how_far": {"level": "to_decide"},
    "facilitation": {"facilitator": "nobody_yet", "rhythm": "nothing_set", "deciding": "not_decided"},
    "funding": {"sources": "none_yet"},
    "schedule": {"first_action": "nothing_set"},
}
# The advice of the study for each section, and where it comes from.
ADVICE = {
    "territory": [("shared_diagnosis", "004:E1.1")],
    "stakes": [("name_motivations", "003:j1m.4"), ("say_why_cooperate", "003:j1m.3")],
    "how_far": [("choose_cooperation_level", "003:j1m.6")],
    "ecosystem": [("map_ecosystem", "003:j1a.1")],
    "facilitation": [("set_governance", "004:E7.2"), ("facilitation_techniques", "003:j1a.3")],
    "funding": [("funding_paths", "003:j1a.4")],
    "schedule": [("provisional_schedule", "003:j2m.7")],
}


@pytest.fixture(scope="session")
def sheet(library: Library) -> Engine:
    return library.engines["project_sheet"]


def states_of(answers: Mapping[str, str]) -> dict[str, int]:
    """Decision rule, section 9: 0 empty, 1 filled in, 2 filled in and ready as the person says."""
    return {
        name: 0 if not answers.keys() & {*questions.split()} else 1 + (answers.get(judged) == "ready")
        for name, (questions, judged) in SECTIONS.items()
    }


def state_of(total: int) -> str:
    if total < 6:
        return "draft"
    return "ready" if total >= 11 else "to_complete"


def filled(states: Mapping[str, int]) -> dict[str, str]:
    """Answers that bring the sections to these states."""
    answers = dict[str, str]()
    for name, state in states.items():
        if state:
            answers |= {**FIRST[name], SECTIONS[name][1]: ("to_refine", "ready")[state - 1]}
    return answers


def with_states(sheet: Engine, states: Mapping[str, int]) -> Run:
    return play(sheet, filled(states))


def test_all_is_met(sheet: Engine) -> None:
    assert_all_is_met(sheet)


def test_state_and_weakest_sections_are_what_the_rule_says(sheet: Engine) -> None:
    for run in random_runs(sheet):
        states = states_of(run.answers)
        total = sum(states.values())
        undecided = {
            name: any(option in run.answers.get(question, "").split() for question, option in rows.items())
            for name, rows in OPEN.items()
        }
        weakest = {name: (own < 2 or undecided.get(name, False), own == 0) for name, own in states.items()}
        causes = ordered(weakest)
        if 1 <= total < 6:  # after the empty ones, before those to be refined
            causes.insert(sum(own == 0 for own in states.values()), "written_with_others")
        assert run.result.outcome == state_of(total)
        assert list(run.result.causes) == (["to_present"] if total >= 11 else []) + causes


def test_the_bands_at_every_total(sheet: Engine) -> None:
    met = set()
    for own in combinations_with_replacement((0, 1, 2), 7):
        states = dict(zip(SECTIONS, own, strict=True))
        met.add(sum(own))
        assert with_states(sheet, states).result.outcome == state_of(sum(own))
    assert met == {*range(15)}


def test_a_section_that_is_answered_counts_even_if_nobody_says_how_far_it_is(sheet: Engine) -> None:
    answers = {question: said for section in FIRST.values() for question, said in section.items()}
    run = play(sheet, answers)
    assert run.result.outcome == "to_complete"  # seven sections, one point each


@pytest.mark.parametrize("said", ["ready", "to_refine"])
def test_the_name_of_the_project_heads_the_sheet_and_fills_no_section(sheet: Engine, said: str) -> None:
    run = play(sheet, {"project": "Le pain des trois villages", "territory_state": said})
    assert lines_of(sheet, run.session) == {"project": ["named"], **{name: ["empty"] for name in SECTIONS}}
    assert (run.result.outcome, run.result.causes) == ("draft", tuple(SECTIONS))
    assert not any(run.result.signs.values())


def test_dont_know_and_passing_leave_a_section_empty(sheet: Engine) -> None:
    run = play(sheet, {})
    assert run.result.outcome == "draft"
    assert list(run.result.causes) == list(SECTIONS)
    assert {key.question for key in run.session.path}.isdisjoint(judged for _, judged in SECTIONS.values())


@pytest.mark.parametrize("section", SECTIONS)
def test_an_empty_section_leads_to_the_advice_of_the_study(sheet: Engine, section: str) -> None:
    states = {**dict.fromkeys(SECTIONS, 2), section: 0}
    for refined in (0, 1):
        run = with_states(sheet, {**states, section: refined})
        assert run.result.causes == ("to_present", section)
        assert ADVICE[section][0][0] in run.advice
    (cause,) = [each for each in sheet.dialogue.outcomes["ready"].causes if each.id == section]
    rows = ADVICE[section]
    assert cause.advice[: len(rows)] == tuple(advice for advice, _ in rows)
    for advice, source in rows:
        assert source in sheet.catalogue[advice].sources


def test_a_sheet_that_is_ready_is_shown_to_peers(sheet: Engine) -> None:
    run = with_states(sheet, dict.fromkeys(SECTIONS, 2))
    assert run.result.causes == ("to_present",)
    assert run.advice == ("peer_review", "keep_info_fresh", "identity_sheet")


def test_a_sheet_begun_may_be_written_at_a_workshop(sheet: Engine) -> None:
    run = with_states(sheet, {**dict.fromkeys(SECTIONS, 1), "territory": 0, "funding": 0})
    assert run.result.causes[:3] == ("territory", "funding", "written_with_others")
    assert run.advice[2] == "two_day_workshop"


def test_any_section_may_come_first(sheet: Engine) -> None:
    session = sheet.begin(Inputs()).session
    for event in (Enter("funding"), Finish(), Enter("how_far")):
        session = sheet.advance(session, event).session
    assert session.at is not None
    assert session.at.question == "level"
    session = sheet.advance(session, Reply(session.at, One("means"))).session
    assert session.at is not None
    assert session.at.question == "level_state"
    session = sheet.advance(session, Enter("territory_review")).session
    assert session.at is not None
    session = sheet.advance(session, Reply(session.at, Text("La haute vallée"))).session
    assert sheet.result(sheet.advance(session, Finish()).session).outcome == "draft"


def test_what_stands_on_the_sheet(sheet: Engine) -> None:
    lines = lines_of(
        sheet, play(sheet, {"place": "La vallée", "rhythm": "monthly", "first_action": "nothing_set"}).session
    )
    assert lines == {
        **{name: ["empty"] for name in SECTIONS},
        "territory": ["place"],
        "facilitation": ["monthly"],
    }


def test_the_sheet_has_seven_parts_whatever_was_answered(sheet: Engine) -> None:
    for run in random_runs(sheet):
        lines = lines_of(sheet, run.session)
        assert list(lines) == [*(["project"] if "project" in run.answers else []), *SECTIONS]
        assert lines.pop("project", ["named"]) == ["named"]
        for name, told in lines.items():
            assert ("empty" in told) == (told == ["empty"]), name
