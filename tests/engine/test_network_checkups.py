"""The two points on networking (domain study, I2 and I3): their bands, their blocks, and which advice follows."""

from collections.abc import Sequence

import pytest

from bot.engine.dialogue import Inputs, Voice
from bot.engine.engine import Engine
from bot.engine.facts import Level
from bot.engine.values import Key, chosen
from bot.loading.library import Library
from tests.engine.checkups import (
    ALIVE,
    BENEFICIARY,
    BLOCKS,
    FEW,
    MEANS,
    OFFICER,
    RULES,
    UNDER_WAY,
    attention_of,
    causes_of,
    filled,
    outcome_of,
    points,
    random_runs,
)
from tests.engine.small import values_shown
from tests.engine.visits import play, wording_of


@pytest.fixture(scope="session")
def checkups(library: Library) -> dict[Voice, Engine]:
    """The engine of each of the two, by who answers."""
    return {voice: library.engines[f"network_checkup_{voice}"] for voice in Voice}


# Random interviews


@pytest.mark.parametrize("voice", Voice)
def test_each_is_asked_of_one_voice_only_and_every_option_can_be_chosen(
    checkups: dict[Voice, Engine], voice: Voice
) -> None:
    engine = checkups[voice]
    assert engine.dialogue.voices == (voice,)
    assert [*engine.dialogue.questions] == [*RULES[voice].scale]
    met = {(key.question, each) for session, _ in random_runs(engine, voice) for key in session.path
           for each in chosen(session.answers[key]) or ("",)}  # fmt: skip
    questions = engine.dialogue.questions.values()
    assert met == {(each.id, option) for each in questions for option in (*each.option_ids, "")}


@pytest.mark.parametrize("voice", Voice)
def test_every_outcome_wording_cause_and_advice_is_met(checkups: dict[Voice, Engine], voice: Voice) -> None:
    engine, rule = checkups[voice], RULES[voice]
    runs = random_runs(engine, voice)
    for outcome in engine.dialogue.outcomes.values():
        own = [session for session, result in runs if result.outcome == outcome.id]
        assert {wording_of(outcome, session) for session in own} == {"", *dict(outcome.wordings)}
    expected = {*rule.leads} | ({"few_links"} if voice is Voice.BENEFICIARY else set())
    assert {cause for _, result in runs for cause in result.causes} == expected
    given = {advice.id for _, result in runs for advice in result.advice}
    assert {advice for _, advice, _ in rule.leads.values()} <= given
    assert voice is Voice.OFFICER or {"show_network_value", "peer_connection"} <= given


@pytest.mark.parametrize("voice", Voice)
def test_the_band_is_that_of_the_study_with_what_is_unknown_left_out(
    checkups: dict[Voice, Engine], voice: Voice
) -> None:
    for session, result in random_runs(checkups[voice], voice):
        assert result.outcome == outcome_of(RULES[voice], points(RULES[voice], session)), session.answers


@pytest.mark.parametrize("voice", Voice)
def test_causes_come_lowest_first_and_then_as_in_the_study(
    checkups: dict[Voice, Engine], voice: Voice
) -> None:
    for session, result in random_runs(checkups[voice], voice):
        assert result.causes == causes_of(RULES[voice], session), session.answers
        assert len(result.advice) == 3
        assert len(result.steps) == 1


def test_the_block_with_the_lowest_share_is_shown(checkups: dict[Voice, Engine]) -> None:
    met = set()
    for session, result in random_runs(checkups[Voice.BENEFICIARY], Voice.BENEFICIARY):
        expected = None if result.outcome == FEW else attention_of(points(BENEFICIARY, session))
        assert values_shown(result).get("attention") == expected, session.answers
        met.add(expected)
    pairs = {"sharing_learning", "sharing_telling", "learning_telling"}
    assert met == {None, *BLOCKS, *pairs}


@pytest.mark.parametrize("voice", Voice)
def test_what_is_at_its_best_speaks_for_a_network_and_what_is_at_its_worst_too_where_it_begins(
    checkups: dict[Voice, Engine], voice: Voice
) -> None:
    rule = RULES[voice]
    for session, result in random_runs(checkups[voice], voice):
        scored, signs = points(rule, session), result.signs
        best = tuple(Key(name) for name, amount in scored.items() if amount == 2)
        assert signs[UNDER_WAY] == signs[ALIVE] == best
        assert signs[rule.lowest] == tuple(Key(name) for name, amount in scored.items() if amount != 1)
        assert signs[FEW] == ()


# By hand


@pytest.mark.parametrize("voice", Voice)
def test_every_total_with_any_number_unknown_falls_into_its_band(
    checkups: dict[Voice, Engine], voice: Voice
) -> None:
    rule, engine = RULES[voice], checkups[voice]
    size = len(rule.scale)
    for unknown in range(size + 1):
        for total in range(2 * (size - unknown) + 1):
            session = play(engine, Inputs(voice), **filled(rule, total, unknown))
            scored = points(rule, session)
            assert (len(scored), sum(scored.values())) == (size - unknown, total)
            assert engine.result(session).outcome == outcome_of(rule, scored), (unknown, total)


@pytest.mark.parametrize(
    ("voice", "total", "outcome"),
    [
        *((Voice.BENEFICIARY, total, "network_to_start") for total in (0, 9)),
        *((Voice.BENEFICIARY, total, UNDER_WAY) for total in (10, 18)),
        *((Voice.BENEFICIARY, total, ALIVE) for total in (19, 26)),
        *((Voice.OFFICER, total, "network_to_build") for total in (0, 8)),
        *((Voice.OFFICER, total, UNDER_WAY) for total in (9, 17)),
        *((Voice.OFFICER, total, ALIVE) for total in (18, 24)),
    ],
)
def test_the_edges_of_the_bands(
    checkups: dict[Voice, Engine], voice: Voice, total: int, outcome: str
) -> None:
    result = checkups[voice].result(play(checkups[voice], Inputs(voice), **filled(RULES[voice], total)))
    assert (result.outcome, result.confidence.level) == (outcome, Level.HIGH)


@pytest.mark.parametrize(
    ("voice", "cause"), [(voice, cause) for voice, rule in RULES.items() for cause in rule.leads]
)
def test_what_alone_is_below_its_best_brings_the_advice_of_the_study_first(
    checkups: dict[Voice, Engine], voice: Voice, cause: str
) -> None:
    engine, rule = checkups[voice], RULES[voice]
    names, advice, source = rule.leads[cause]
    assert source in engine.catalogue[advice].sources
    best = filled(rule, 2 * len(rule.scale)) | {
        rule.ticks: " ".join(rule.scale[rule.ticks][: 5 if voice is Voice.OFFICER else 2])
    }
    for name in names.split():
        for lower in lowered(cause, name, rule.scale[name][1:]):
            result = engine.result(play(engine, Inputs(voice), **best | {name: lower}))
            assert (result.causes, result.advice[0].id) == ((cause,), advice), (name, lower)
            assert [step.cause for step in result.steps] == [cause]


FIRST_MISSING = {
    "more_exchanges": ("nothing", "writings", "contacts testimonies"),
    "more_writings": ("exchanges", "exchanges testimonies"),
    "more_contacts": ("exchanges writings",),
    "more_partnerships": ("exchanges writings contacts", "exchanges writings contacts testimonies"),
    "more_testimonies": ("exchanges writings contacts partnerships",),
}


def lowered(cause: str, name: str, options: Sequence[str]) -> Sequence[str]:
    """The answers to the question `name` that give `cause`, and no other does."""
    if name == "means":
        return FIRST_MISSING[cause]
    return ("meeting", "nothing") if name == "spoken_of" else options


def test_who_has_three_means_is_told_of_none_before_those(checkups: dict[Voice, Engine]) -> None:
    answers = filled(OFFICER, 24) | {"means": "writings contacts partnerships"}
    session = play(checkups[Voice.OFFICER], Inputs(Voice.OFFICER), **answers)
    assert checkups[Voice.OFFICER].result(session).causes == ()


def test_with_nobody_near_nor_far_a_network_is_shown_and_peers_are_met(checkups: dict[Voice, Engine]) -> None:
    engine, best = checkups[Voice.BENEFICIARY], filled(BENEFICIARY, 26)
    result = engine.result(play(engine, **best | {"talked": "not_yet", "outings": "never"}))
    assert result.causes == ("few_links", "local_actors", "going_out")
    given = [each.id for each in (*result.advice, *result.more)]
    assert given[:4] == ["show_network_value", "mobilise_local_actors", "attend_meetings", "peer_connection"]
    assert "000:1.1.b" in engine.catalogue["peer_connection"].sources
    for other in ({"talked": "not_yet"}, {"outings": "never"}):
        assert "few_links" not in engine.result(play(engine, **best | other)).causes


def test_all_at_its_best_leaves_nothing_to_attend_to(checkups: dict[Voice, Engine]) -> None:
    engine, best = checkups[Voice.BENEFICIARY], filled(BENEFICIARY, 26)
    result = engine.result(play(engine, **best))
    assert (result.outcome, result.causes, dict(result.shown)) == (ALIVE, (), {})
    engine = checkups[Voice.OFFICER]
    result = engine.result(
        play(engine, Inputs(Voice.OFFICER), **filled(OFFICER, 24) | {"means": " ".join(MEANS)})
    )
    assert (result.outcome, result.causes) == (ALIVE, ())


# What is unknown


@pytest.mark.parametrize("voice", Voice)
def test_who_passes_everything_is_told_that_it_is_too_early(
    checkups: dict[Voice, Engine], voice: Voice
) -> None:
    result = checkups[voice].result(play(checkups[voice], Inputs(voice)))
    assert (result.outcome, result.causes, dict(result.shown)) == (FEW, (), {})
    assert (result.confidence.level, result.confidence.to_check) == (Level.LOW, ())


@pytest.mark.parametrize(
    ("total", "left_out", "level"),
    [
        (14, "talked", Level.HIGH),
        (17, "talked", Level.MEDIUM),
        (12, "talked story", Level.HIGH),
        (16, "talked story", Level.LOW),
    ],
)
def test_an_unknown_answer_lowers_the_confidence_only_if_it_could_change_the_band(
    checkups: dict[Voice, Engine], total: int, left_out: str, level: Level
) -> None:
    engine, names = checkups[Voice.BENEFICIARY], left_out.split()
    confidence = engine.result(play(engine, **filled(BENEFICIARY, total, len(names)))).confidence
    assert confidence.level is level
    assert confidence.to_check == (() if level is Level.HIGH else tuple(names))


@pytest.mark.parametrize("voice", Voice)
def test_more_than_a_third_unknown_lowers_the_confidence(checkups: dict[Voice, Engine], voice: Voice) -> None:
    engine, rule = checkups[voice], RULES[voice]
    for unknown, level in ((4, Level.HIGH), (5, Level.MEDIUM)):
        best = filled(rule, 2 * (len(rule.scale) - unknown), unknown)
        assert engine.result(play(engine, Inputs(voice), **best)).confidence.level is level
