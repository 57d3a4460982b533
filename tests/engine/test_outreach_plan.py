"""The outreach plan (domain study, I5): how complete it is, which advice follows, and its three columns."""

from collections.abc import Mapping, Sequence

import pytest

from bot.engine.dialogue import Inputs, Voice
from bot.engine.engine import Engine
from bot.engine.facts import Level
from bot.engine.handout import FilledPart, handout
from bot.engine.session import Session
from bot.engine.values import Key, Text, chosen
from bot.loading.library import Library
from tests.engine.outreach import (
    BEST,
    FEW,
    LEADS,
    OCCASIONS,
    PRIORITIES,
    Target,
    causes_of,
    filled,
    outcome_of,
    points,
    random_runs,
    run,
    with_targets,
)
from tests.engine.visits import wording_of


@pytest.fixture(scope="session")
def plan(library: Library) -> Engine:
    """The engine of the plan."""
    return library.engines["outreach_plan"]


def parts_of(engine: Engine, session: Session) -> dict[str, FilledPart]:
    return {part.id: part for part in handout(engine.dialogue, session.walk)}


def lines_of(part: FilledPart) -> list[str]:
    (entry,) = part.entries
    return [line.answer.question if line.answer else line.id for line in entry.lines]


# Random plans


def test_every_question_and_option_is_met(plan: Engine) -> None:
    met = {(key.question, option) for _, session, _ in random_runs(plan) for key in session.path
           for option in chosen(session.answers[key]) or ("",)}  # fmt: skip
    questions = plan.dialogue.questions.values()
    expected = {(each.id, option) for each in questions for option in (*each.option_ids, "")}
    assert met == expected - {("one_more", "")}


def test_outcome_and_causes_are_as_complete_as_the_plan(plan: Engine) -> None:
    for answers, _, result in random_runs(plan):
        assert (result.outcome, result.causes) == (outcome_of(points(answers)), causes_of(answers)), answers
        assert (len(result.advice), len(result.steps)) == (3, 1)
        assert result.flags == ("slow_to_be_known", "few_feel_concerned")  # 002:d1 and 002:d2, for everybody


def test_every_outcome_wording_cause_and_advice_is_met(plan: Engine) -> None:
    runs = random_runs(plan)
    for outcome in plan.dialogue.outcomes.values():
        own = [session for _, session, result in runs if result.outcome == outcome.id]
        assert {wording_of(outcome, session) for session in own} == {"", *dict(outcome.wordings)}
    assert {cause for *_, result in runs for cause in result.causes} == {*LEADS}
    given = {advice.id for *_, result in runs for advice in result.advice}
    assert given >= {advice for _, advice, _ in LEADS.values()}


def test_every_line_of_the_plan_is_met(plan: Engine) -> None:
    filled_in = [part for _, session, _ in random_runs(plan) for part in parts_of(plan, session).values()]
    expected = {(part.id, line.id or line.answer) for part in plan.dialogue.handout for line in part.lines}
    assert expected == {
        (part.id, line.answer.question if line.answer else line.id)
        for part in filled_in
        for entry in part.entries
        for line in entry.lines
    }


def test_either_structures_are_named_or_it_is_said_with_whom_to_begin(plan: Engine) -> None:
    always = {"everybody", "keeping_on", "discreetly", "review"}
    for _, session, _ in random_runs(plan):
        named = any(
            isinstance(session.answers[key], Text) for key in session.path if key.question == "target"
        )
        assert {*parts_of(plan, session)} == always | {"directly" if named else "first_ones"}


# By hand


def test_every_total_with_any_number_unknown_falls_into_its_band(plan: Engine) -> None:
    for unknown in range(7):
        for total in range(0 if unknown else 2, 2 * (6 - unknown) + 1):
            scored = points(answers := filled(total, unknown))
            assert (len(scored), sum(scored.values())) == (6 - unknown, total)
            assert run(plan, answers)[1].outcome == outcome_of(scored), (unknown, total)


@pytest.mark.parametrize(
    ("total", "unknown", "outcome"),
    [
        *((total, 0, "plan_to_begin") for total in (2, 5)),
        *((total, 0, "plan_under_way") for total in (6, 9)),
        *((total, 0, "plan_ready") for total in (10, 12)),
        *((total, 1, "plan_ready") for total in (9, 10)),
        (8, 2, "plan_under_way"),  # all that was answered is there, yet two gaps are left
        (4, 4, FEW),
    ],
)
def test_the_edges_of_the_bands(plan: Engine, total: int, unknown: int, outcome: str) -> None:
    assert run(plan, filled(total, unknown))[1].outcome == outcome


@pytest.mark.parametrize("cause", LEADS)
def test_each_thing_alone_brings_the_advice_of_the_study_first(plan: Engine, cause: str) -> None:
    answers, advice, source = LEADS[cause]
    assert source in plan.catalogue[advice].sources
    result = run(plan, BEST | answers)[1]
    assert (result.causes, result.advice[0].id) == ((cause,), advice)
    assert [step.cause for step in result.steps] == [cause]


def test_names_from_nowhere_are_a_list_to_write_and_lead_to_the_network(plan: Engine) -> None:
    for answers in ({"names_from": "nowhere"}, {"contact_list": "none"}):
        result = run(plan, BEST | answers)[1]
        assert result.causes == ("list_to_write",)
        assert result.then == ("network_checkup_officer", "first_contact_preparation")
    assert run(plan, BEST | {"contact_list": "to_complete"})[1].then == ("first_contact_preparation",)


def test_all_at_its_best_leaves_nothing_to_complete(plan: Engine) -> None:
    result = run(plan, BEST)[1]
    assert (result.outcome, result.causes, result.confidence.level) == ("plan_ready", (), Level.HIGH)


def test_who_passes_everything_is_told_that_it_is_a_sketch(plan: Engine) -> None:
    session, result = run(plan, {})
    assert (result.outcome, result.causes, result.signs[FEW]) == (FEW, (), ())
    assert (result.confidence.level, result.confidence.to_check) == (Level.LOW, ())
    assert [key.question for key in session.path].count("target") == 1


@pytest.mark.parametrize(
    ("total", "unknown", "level"),
    [(10, 1, Level.HIGH), (4, 1, Level.MEDIUM), (0, 3, Level.MEDIUM), (2, 2, Level.HIGH)],
)
def test_unknown_answers_lower_the_confidence_if_they_could_change_it_or_are_many(
    plan: Engine, total: int, unknown: int, level: Level
) -> None:
    assert run(plan, filled(total, unknown))[1].confidence.level is level


# The columns


@pytest.mark.parametrize(
    "ticked", [OCCASIONS, ("session", "survey"), ("mailing",), ("survey",), ("meeting", "mailing")]
)
def test_there_is_one_occasion_a_month(plan: Engine, ticked: Sequence[str]) -> None:
    session, _ = run(plan, {"audiences": "residents municipalities", "occasions": " ".join(ticked)})
    months = [f"{occasion}_{place}" for place, occasion in enumerate(ticked, 1)]
    where = ["audiences", "where_residents", "where_municipalities"]
    assert lines_of(parts_of(plan, session)["everybody"]) == [*where, *months, "begin_again"]


NAMED: Sequence[Target] = (
    ("Club", "no_news"), ("Mairie", "deadline"), (None, None), ("Foyer", None), ("CUMA", "another"),
    ("École", "deadline"), ("Comité", "not_daring"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("pace", "months"),
    [
        ("one_or_two", [0, 0, 1, 1, 2, 2]),
        ("three_to_five", [0, 0, 0, 0, 1, 1]),
        ("more", [0] * 6),
        (None, [None] * 6),
    ],
)
def test_structures_come_in_the_order_of_the_priorities_so_many_a_month(
    plan: Engine, pace: str | None, months: Sequence[int | None]
) -> None:
    session = with_targets(plan, NAMED, **({"pace": pace} if pace else {}))
    entries = parts_of(plan, session)["directly"].entries
    names = [session.answers[Key("target", entry.item)] for entry in entries]
    assert names == [Text(each) for each in ("Comité", "Mairie", "École", "Club", "CUMA", "Foyer")]
    lines = [line.id for entry in entries for line in entry.lines]
    assert lines == ["not_daring", "deadline", "deadline", "no_news", "another", "another"]
    assert [entry.month for entry in entries] == months


@pytest.mark.parametrize(
    ("first_ones", "reasons"),
    [("deadline no_news", ["deadline", "no_news"]), ("willing", ["willing"]), ("", [*PRIORITIES])],
)
def test_only_the_priorities_chosen_can_be_a_reason(
    plan: Engine, first_ones: str, reasons: Sequence[str]
) -> None:
    session = with_targets(plan, [("Club", "another")], **({"first_ones": first_ones} if first_ones else {}))
    key = next(key for key in session.path if key.question == "reason")
    assert [*plan.options(session, key)] == [*reasons, "another"]


def discreet(plan: Engine, answers: Mapping[str, str]) -> list[str]:
    return lines_of(parts_of(plan, run(plan, answers)[0])["discreetly"])


def test_what_circulates_and_what_stays_private(plan: Engine) -> None:
    both = discreet(plan, {"circulates": "projects", "kept_between": "accounts people"})
    assert both == ["circulates", "with_consent", "kept_between", "never_told", "say_it_first"]
    assert (
        discreet(plan, {"kept_between": "not_thought_of"})
        == discreet(plan, {})
        == ["to_decide", "say_it_first"]
    )


@pytest.mark.parametrize(
    ("review", "line"),
    [("one_month", "in_one_month"), ("three_months", "in_three_months"), ("six_months", "in_six_months"),
     (None, "day_to_choose")],
)  # fmt: skip
def test_the_plan_says_when_it_is_looked_at_again(plan: Engine, review: str | None, line: str) -> None:
    session, _ = run(plan, {"review": review} if review else {})
    assert lines_of(parts_of(plan, session)["review"]) == [line, "patience"]


def test_it_is_about_who_answers(plan: Engine) -> None:
    assert plan.dialogue.voices == (Voice.OFFICER,)
    assert plan.dialogue.calling.oneself
    assert plan.begin(Inputs(Voice.OFFICER)).session.at == Key("audiences")
