"""The checklist of the context (domain study, I10) and the level of cooperation (I7): bands, ties, gaps, advice."""

from itertools import combinations_with_replacement, product

import pytest

from bot.engine.dialogue import Voice
from bot.engine.engine import Engine
from bot.engine.facts import Level
from bot.engine.values import chosen
from bot.loading.library import Library
from bot.texts.catalogues import load_texts
from tests.engine.conftest import ROOT
from tests.engine.context_and_level import (
    AIMS,
    KNOWN,
    LEVELS,
    MOVES,
    PARTNERS,
    SCALES,
    STAGES,
    aims_of,
    complexity_of,
    context_causes,
    random_runs,
    run,
    state_of,
    way_of,
)
from tests.engine.small import values_shown
from tests.engine.visits import asked, wording_of

CONTEXT, LEVEL = "context_checklist", "cooperation_level"
# What the study gives where all else is at its best: answers, the recommendations that come first, a source.
CONTEXT_ROWS = [
    ({"history": "no"}, ("know_history",), "004:P1.1"),
    ({"earlier": "partly"}, ("know_history",), "004:P1.4"),
    ({"territories": "roughly"}, ("mutual_knowledge",), "001:k1"),
    ({"audiences": "no"}, ("mutual_knowledge",), "001:k1"),
    ({"ongoing": "no"}, ("link_other_projects",), "000:1.1.a3"),
    (
        dict.fromkeys(KNOWN, "no"),
        ("know_history", "mutual_knowledge", "link_other_projects"),
        "004:P1.1",
    ),
    ({"past": "badly"}, ("reassure_and_rebuild_trust",), "004:E9.1.1"),
    ({"chosen": "by_some"}, ("clarify_wanted_or_imposed",), "004:P1.5.1"),
    ({"chosen": "funder"}, ("clarify_wanted_or_imposed",), "004:P1.5.1"),
    ({"chosen": "rule"}, ("clarify_wanted_or_imposed",), "004:P1.5.1"),
    (
        {"partners": "more", "moves": "elections money departure"},
        ("raise_awareness", "translate_expertise", "name_lead_partner"),
        "004:E3.1",
    ),
    ({"if_changes": "todo"}, ("keep_course_or_adapt",), "004:P2.3.1"),
]
LEVEL_ROWS = [
    ("means", {}, "set_formal_framework", "003:j1a.2"),
    ("economic", {}, "project_sheet", "003:j2m"),
    ("economic", {}, "set_formal_framework", "003:j1a.2"),
    ("economic", {}, "name_lead_partner", "004:E7.1"),
    ("strategic", {}, "set_governance", "004:E7.2"),
    ("strategic", {}, "set_formal_framework", "003:j1a.2"),
    ("strategic", {}, "give_time_to_mature", "004:E3.2"),
    ("means", {"costs": "nothing"}, "weigh_pros_cons", "003:j1m.7"),
    ("strategic", {"costs": "nothing"}, "weigh_pros_cons", "003:j1m.7"),
    ("means", dict.fromkeys(AIMS[:4], "economic"), "choose_cooperation_level", "003:j1m.6"),
]


@pytest.fixture(scope="session")
def context(library: Library) -> Engine:
    return library.engines[CONTEXT]


@pytest.fixture(scope="session")
def level(library: Library) -> Engine:
    return library.engines[LEVEL]


@pytest.fixture(scope="session", params=(CONTEXT, LEVEL))
def engine(request: pytest.FixtureRequest, library: Library) -> Engine:
    return library.engines[request.param]


# All that can be met


def test_every_option_can_be_chosen_and_every_question_passed(engine: Engine) -> None:
    runs = random_runs(engine)
    met = {(key.question, each) for _, session, _ in runs for key in session.path
           for each in chosen(session.answers[key]) or ("",)}  # fmt: skip
    questions = engine.dialogue.questions.values()
    assert met == {(each.id, option) for each in questions for option in (*each.option_ids, "")}
    assert all(asked(session) == [*engine.dialogue.questions] for _, session, _ in runs)


def test_every_outcome_wording_cause_and_value_shown_is_met(engine: Engine) -> None:
    runs = random_runs(engine)
    for outcome in engine.dialogue.outcomes.values():
        own = [session for _, session, result in runs if result.outcome == outcome.id]
        assert {wording_of(outcome, session) for session in own} == {"", *dict(outcome.wordings)}
        causes = {cause for _, _, result in runs if result.outcome == outcome.id for cause in result.causes}
        assert {each.id for each in outcome.causes} - causes <= UNREACHED.get(outcome.id, set())
    shown = {pair for _, _, result in runs for pair in values_shown(result).items()}
    values = {name: engine.dialogue.facts[name] for name in engine.dialogue.result.show}
    rows = {(name, row.value) for name, fact in values.items() for row in fact.rows if row.value}  # type: ignore[union-attr]
    assert shown == rows


# Where the level itself, or too few answers, leave no room for a cause.
UNREACHED = {
    "means": {"share_before", "project_before"},
    "economic": {"project_before"},
    "strategic": {"two_levels", "lighter_than_today"},
    "to_decide": {"share_before", "project_before", "two_levels", "lighter_than_today"},
}


def test_the_result_follows_the_study(context: Engine, level: Engine) -> None:
    for answers, _, result in random_runs(context):
        assert result.outcome == state_of(answers), answers
        assert values_shown(result).get("complexity") == complexity_of(answers), answers
        assert result.causes == context_causes(answers), answers
    for answers, _, result in random_runs(level):
        aims = aims_of(answers)
        assert result.outcome == (aims[0] if aims else "to_decide"), answers
        assert values_shown(result).get("way") == way_of(answers), answers


def test_every_result_gives_three_ideas_and_asks_each_thing_once(engine: Engine) -> None:
    for _, _, result in random_runs(engine):
        assert len(result.advice) == 3
        assert len(result.steps) == (2 if "bad_end" in result.causes else 1)
        assert len(set(result.confidence.to_check)) == len(result.confidence.to_check)


# The context, by hand


def test_every_total_of_what_is_known_falls_into_its_band(context: Engine) -> None:
    for places in combinations_with_replacement(("0", "1", "2", ""), len(KNOWN)):
        for order in (places, places[::-1]):
            answers = {
                name: KNOWN[name][int(place)] for name, place in zip(KNOWN, order, strict=True) if place
            }
            assert run(context, answers)[1].outcome == state_of(answers), answers


@pytest.mark.parametrize(
    ("total", "outcome"),
    [(4, "listen_first"), (5, "points_to_clear"), (7, "points_to_clear"), (8, "ready")],
)
def test_the_edges_of_the_bands_of_the_context(context: Engine, total: int, outcome: str) -> None:
    points = [min(2, max(0, total - 2 * place)) for place in range(len(KNOWN))]
    answers = {name: KNOWN[name][2 - own] for name, own in zip(KNOWN, points, strict=True)}
    assert run(context, answers)[1].outcome == outcome


def test_complexity_at_every_total_whatever_part_is_left_out(context: Engine) -> None:
    parts = product(range(5), (*PARTNERS, ""), (*range(1, 5), "nothing", ""))
    for scales, partners, moves in parts:
        said = " ".join(MOVES[:moves]) if isinstance(moves, int) else moves
        given = {"scales": " ".join(SCALES[:scales]), "partners": partners, "moves": said}
        answers = {name: answer for name, answer in given.items() if answer}
        assert values_shown(run(context, answers)[1]).get("complexity") == complexity_of(answers), answers


CALM = {name: options[0] for name, options in KNOWN.items()} | {
    "past": "well", "chosen": "by_all", "scales": "municipalities", "partners": "two", "moves": "nothing",
    "if_changes": "course",
}  # fmt: skip


@pytest.mark.parametrize(("answers", "advice", "source"), CONTEXT_ROWS)
def test_each_row_of_the_context_leads_to_its_advice(
    context: Engine, answers: dict[str, str], advice: tuple[str, ...], source: str
) -> None:
    best = run(context, CALM)[1]
    assert (best.outcome, best.causes, best.confidence.level) == ("ready", (), Level.HIGH)
    result = run(context, CALM | answers)[1]
    assert tuple(each.id for each in result.advice)[: len(advice)] == advice
    assert source in context.catalogue[advice[0]].sources


def test_with_too_little_known_all_that_is_missing_is_listed(context: Engine) -> None:
    nothing = run(context, {})[1]
    assert (nothing.outcome, nothing.causes, dict(nothing.shown)) == ("few_answers", (), {})
    assert nothing.confidence.level is Level.LOW
    assert {*nothing.confidence.to_check} == {*KNOWN, "past", "chosen", "complexity"}


def test_no_answer_about_a_past_or_a_wish_lowers_the_confidence(context: Engine) -> None:
    for missing in ("past", "chosen"):
        confidence = run(context, {each: CALM[each] for each in CALM if each != missing})[1].confidence
        assert (confidence.level, confidence.to_check) == (Level.MEDIUM, (missing,))
    without = run(context, {each: CALM[each] for each in CALM if each not in {"scales", "moves"}})[1]
    assert (without.confidence.level, without.confidence.to_check) == (Level.MEDIUM, ("complexity",))


@pytest.mark.parametrize(
    "cautious",
    [{"past": "badly"}, {"chosen": "rule"}, {"partners": "more", "moves": "elections money departure"}],
)
def test_who_is_ready_in_a_delicate_context_is_told_to_go_gently(
    context: Engine, cautious: dict[str, str]
) -> None:
    session, result = run(context, CALM | cautious)
    assert wording_of(context.dialogue.outcomes[result.outcome], session) == "with_care"


# The level, by hand


def spread(*counts: int) -> dict[str, str]:
    """Answers to V1 to V8: so many for each level, the lightest first; the others passed."""
    given = [each for each, count in zip(LEVELS, counts, strict=True) for _ in range(count)]
    return dict(zip(AIMS, given, strict=False))


def test_the_most_chosen_level_is_aimed_at_and_of_equal_ones_the_lighter_with_all_shown(
    level: Engine,
) -> None:
    counts = [each for each in product(range(9), repeat=3) if sum(each) <= len(AIMS)]
    for each in counts:
        answers = spread(*each)
        aims = aims_of(answers)
        session, result = run(level, answers)
        equal = {1: None, 2: "_".join(aims), 3: "all_three"}.get(len(aims))
        assert result.outcome == (aims[0] if aims else "to_decide"), each
        assert values_shown(result).get("equal") == equal, each
        assert ("two_levels" in result.causes) == (equal is not None), each
        wording = wording_of(level.dialogue.outcomes[result.outcome], session)
        assert wording == ("of_several" if equal else ""), each
    assert len(counts) == 165


@pytest.mark.parametrize("today", STAGES)
@pytest.mark.parametrize("aim", LEVELS)
def test_two_steps_or_more_want_a_first_stage(level: Engine, today: str, aim: str) -> None:
    result = run(level, dict.fromkeys(AIMS, aim) | {"today": today})[1]
    gap = STAGES.index(aim) - STAGES.index(today)
    stage = "share_before" if today == "none" else "project_before"
    assert (result.causes[0] == stage) == (gap >= 2)
    assert ("lighter_than_today" in result.causes) == (gap < 0)
    assert values_shown(result)["way"] == way_of(dict.fromkeys(AIMS, aim) | {"today": today})
    assert {each.cause for each in result.steps} == {result.causes[0]}
    frame = {"means": "set_formal_framework", "economic": "project_sheet", "strategic": "set_governance"}
    assert result.advice[0 if gap in {0, 1} else 1].id == frame[aim]


@pytest.mark.parametrize("voice", Voice)
@pytest.mark.parametrize(("aim", "answers", "advice", "source"), LEVEL_ROWS)
def test_each_level_leads_to_its_advice(
    level: Engine, aim: str, answers: dict[str, str], advice: str, source: str, voice: Voice
) -> None:
    result = run(level, dict.fromkeys(AIMS, aim) | {"today": aim, "costs": "time"} | answers, voice)[1]
    assert result.outcome == aim
    assert advice in {each.id for each in result.advice}
    assert source in level.catalogue[advice].sources


def test_without_a_way_to_say_nothing_is_claimed(level: Engine) -> None:
    result = run(level, {})[1]
    assert (result.outcome, result.causes, dict(result.shown)) == ("to_decide", (), {})
    assert [each.id for each in result.advice] == [
        "choose_cooperation_level",
        "weigh_pros_cons",
        "name_motivations",
    ]
    assert (result.confidence.level, result.confidence.to_check) == (Level.LOW, ("today",))


def test_an_open_answer_lowers_the_confidence_only_if_it_could_change_the_level(level: Engine) -> None:
    rest = {"today": "means", "gains": "skills", "costs": "time"}
    sure, unsure = run(level, spread(5, 2, 0) | rest)[1], run(level, spread(4, 3, 0) | rest)[1]
    assert (sure.confidence.level, sure.confidence.to_check) == (Level.HIGH, ())
    assert run(level, spread(4, 1, 2) | rest)[1].confidence.level is Level.HIGH
    assert unsure.confidence.level is Level.HIGH  # even then, the lighter stays
    heavier = run(level, spread(3, 4, 0) | rest)[1]
    assert (heavier.outcome, heavier.confidence.level) == ("economic", Level.MEDIUM)
    assert heavier.confidence.to_check == ("writing",)


# What is said


def test_nobody_is_told_a_mark_or_a_reproach(engine: Engine) -> None:
    domain = load_texts(ROOT / "locales").domains[engine.dialogue.id]
    said = " ".join(str(entry) for entry in domain.entries.values()).casefold()
    assert "aucun niveau" in said or "bon appui" in said
    assert not [word for word in ("/10", "score", "points sur", "sans projet", "faute") if word in said]
