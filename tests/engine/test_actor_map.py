"""The map of the actors (domain study, I9; 004:E8.3, 004:E9.1.5): the grid, the alerts, and what stands on the map."""

import re
from collections.abc import Sequence

import pytest

from bot.engine.dialogue import Voice
from bot.engine.engine import Engine
from bot.engine.facts import Level
from bot.engine.handout import handout
from bot.engine.outcomes import Delay, Unit
from bot.engine.picture import Grid, picture
from bot.engine.session import Session
from bot.engine.values import Key, chosen
from bot.loading.library import Library
from bot.texts.catalogues import load_texts
from tests.engine.actors import ELECTED, FOLLOWER, Actor, actor, causes_of, draw, random_maps, state_of
from tests.engine.conftest import ROOT
from tests.engine.visits import asked, wording_of

# Nothing to attend to but what stands apart: a strong driver, an elected person and a technician who need nothing.
FULL = {"benefit": "service", "worry": "nothing_known", "could_bring": "time", "reliable": "yes"}
CALM = tuple(actor("driver", "strong", role=role, **FULL) for role in ("elected", "technician", "funder"))
Led = tuple[Sequence[Actor], dict[str, str], str, tuple[str, ...], str]
# The cells of the grid, and the alerts: an actor more or other answers, the cause, the tags of the study, the source.
ROWS: Sequence[Led] = [
    ([actor("driver", "medium", role="resident")], {}, "driver_to_back", ("involve_resource_people",), "000:1.1.c"),
    ([actor("driver", "weak", role="resident")], {}, "driver_to_back", ("involve_resource_people",), "000:1.1.c"),
    ([actor("follower", "strong", role="resident")], {}, "gain_to_show", ("make_benefits_visible",), "004:E9.1.2"),
    ([actor("follower", "medium", role="resident")], {}, "keep_informed", ("internal_communication",), "000:1.3.a"),
    ([actor("follower", "weak", role="resident")], {}, "keep_informed", ("internal_communication",), "000:1.3.a"),
    ([actor("hostile", "strong", role="resident")], {}, "worry_to_hear", ("air_disagreements", "seek_compromise"), "004:E8.1"),
    ([actor("not_known_yet", "weak", role="resident")], {}, "go_and_see", ("mutual_knowledge",), "001:k1"),
    ([], {"disagreement": "avoided"}, "silence", ("speak_frankly",), "004:E2.2"),
    ([actor("driver", "strong", role="resident", benefit="nothing_visible")], {}, "benefit_gap", ("make_benefits_visible",), "004:E9.1.2"),
]  # fmt: skip
LACKS = [
    ("driver", "no_driver", "find_allies", "004:E1.2.1"),
    ("elected", "no_elected", "work_on_political_will", "004:E9.1.5"),
    ("technician", "no_technician", "reliable_people_and_resources", "004:E2.1"),
]


@pytest.fixture(scope="session")
def mapping(library: Library) -> Engine:
    return library.engines["actor_map"]


# Random maps


def test_every_option_can_be_chosen_and_every_question_passed(mapping: Engine) -> None:
    met = {(key.question, each) for each_map in random_maps(mapping) for key in each_map.session.path
           for each in chosen(each_map.session.answers[key]) or ("",)}  # fmt: skip
    questions = [each for each in mapping.dialogue.questions.values() if each.options]
    expected = {(each.id, option) for each in questions for option in (*each.option_ids, "")}
    assert expected - {("one_more", "")} <= met


def test_every_outcome_wording_cause_and_tag_is_met(mapping: Engine) -> None:
    maps = random_maps(mapping)
    for outcome in mapping.dialogue.outcomes.values():
        own = [each.session for each in maps if each.result.outcome == outcome.id]
        assert {wording_of(outcome, session) for session in own} == {"", *dict(outcome.wordings)}
    causes = mapping.dialogue.outcomes["to_carry"].causes
    assert {cause for each in maps for cause in each.result.causes} == {each.id for each in causes}
    given = {advice.id for each in maps for advice in (*each.result.advice, *each.result.more)}
    assert {tag for _, _, _, tags, _ in ROWS for tag in tags} | {tag for _, _, tag, _ in LACKS} <= given


def test_the_result_follows_the_study(mapping: Engine) -> None:
    for each in random_maps(mapping):
        assert each.result.outcome == state_of(each.actors, each.answers), each.actors
        assert each.result.causes == causes_of(each.actors, each.answers), each.actors
        assert each.result.flags == ("for_you_alone",)
        assert len(each.result.advice) == 3
        assert 1 <= len(each.result.steps) <= 2


def test_three_to_twelve_actors_are_asked_about_and_one_without_a_name_no_further(mapping: Engine) -> None:
    for each in random_maps(mapping):
        rounds = [key.item for key in each.session.path if key.question == "who"]
        assert rounds == [str(number + 1) for number in range(len(each.actors))]
        named = [number for number in rounds if "who" in each.actors[int(number) - 1]]
        assert [key.item for key in each.session.path if key.question == "reliable"] == named
        assert asked(each.session)[-3:] == ["disagreement", "missing", "redo"]
    twelve = draw(mapping, [FOLLOWER] * 12)
    assert Key("one_more", "11") in twelve.path
    assert Key("one_more", "12") not in twelve.path
    assert Key("one_more", "2") not in twelve.path


# The outcomes and the causes, by hand


def test_with_nothing_to_attend_to_the_project_is_carried(mapping: Engine) -> None:
    result = mapping.result(draw(mapping, CALM, disagreement="none"))
    assert (result.outcome, result.causes, result.confidence.level) == ("carried", (), Level.HIGH)


@pytest.mark.parametrize("voice", Voice)
@pytest.mark.parametrize("row", ROWS, ids=[f"{row[2]}-{number}" for number, row in enumerate(ROWS)])
def test_each_cell_and_each_alert_leads_to_the_advice_of_the_study(
    mapping: Engine, row: Led, voice: Voice
) -> None:
    more, answers, cause, tags, source = row
    result = mapping.result(draw(mapping, (*CALM, *more), voice, **{"disagreement": "none"} | answers))
    assert (result.causes, tuple(each.id for each in result.advice)[: len(tags)]) == ((cause,), tags)
    assert {step.cause for step in result.steps} == {cause}
    assert source in mapping.catalogue[tags[0]].sources


@pytest.mark.parametrize(("lack", "cause", "tag", "source"), LACKS)
def test_who_is_lacking_is_an_alert(mapping: Engine, lack: str, cause: str, tag: str, source: str) -> None:
    there = [
        actor(
            "hostile" if lack == "driver" else "driver", "weak" if lack == "driver" else "strong", role=role
        )
        for role in ("elected", "technician", "resident")
        if role != lack
    ]
    there.append(dict(there[-1]))
    result = mapping.result(draw(mapping, there, disagreement="none"))
    assert (result.causes[0], result.advice[0].id) == (cause, tag)
    assert source in mapping.catalogue[tag].sources


def test_alerts_come_in_the_order_of_the_study_before_the_cells(mapping: Engine) -> None:
    actors = [actor("follower", "strong", role="resident", benefit="nothing_visible")] * 3
    causes = mapping.result(draw(mapping, actors, disagreement="none")).causes
    assert causes == ("no_driver", "no_elected", "no_technician", "benefit_gap", "gain_to_show")


def test_a_strong_opponent_is_heard_before_anything_else(mapping: Engine) -> None:
    actors = [actor("hostile", "strong", role="resident"), FOLLOWER, FOLLOWER]
    result = mapping.result(draw(mapping, actors, disagreement="avoided"))
    assert (result.outcome, result.causes[:3]) == ("tense", ("worry_to_hear", "silence", "no_driver"))
    assert [step.delay for step in result.steps] == [Delay(2, Unit.WEEK), Delay(6, Unit.WEEK)]


@pytest.mark.parametrize("number", range(3, 13))
def test_more_than_half_not_known_yet_means_going_to_meet_them(mapping: Engine, number: int) -> None:
    for unknown in range(number + 1):
        actors = [actor("not_known_yet", "weak", role="elected")] * unknown + [FOLLOWER] * (number - unknown)
        result = mapping.result(draw(mapping, actors))
        assert result.outcome == ("to_discover" if 2 * unknown > number else "to_carry"), unknown


# What is unknown


def test_who_passes_everything_is_told_to_begin_the_map(mapping: Engine) -> None:
    session = draw(mapping, [])
    result = mapping.result(session)
    assert len(session.path) == 3 + 1 + 3
    assert (result.outcome, result.causes, result.confidence.level) == ("to_draw", (), Level.LOW)


def test_an_actor_without_a_role_could_be_the_one_who_lacks(mapping: Engine) -> None:
    result = mapping.result(
        draw(mapping, [*CALM[2:], FOLLOWER, actor("follower", "weak")], disagreement="none")
    )
    assert "no_elected" not in result.causes
    assert result.confidence.to_check == ("elected_there",)


def test_an_opponent_without_a_weight_could_have_much(mapping: Engine) -> None:
    result = mapping.result(draw(mapping, [*CALM, actor("hostile", role="resident")], disagreement="none"))
    assert (result.outcome, result.confidence.to_check) == ("carried", ("strong_opponent_there",))


def test_a_disagreement_left_open_lowers_the_confidence_where_it_could_change_the_outcome(
    mapping: Engine,
) -> None:
    open_ = mapping.result(draw(mapping, CALM, missing="une école", redo="in_a_month")).confidence
    assert (open_.level, open_.to_check) == (Level.MEDIUM, ("disagreement",))
    tense = [*CALM, actor("hostile", "strong", role="resident")]
    assert mapping.result(draw(mapping, tense)).confidence.to_check == ()


# The map itself


def lines_of(engine: Engine, session: Session, part: str) -> list[list[str]]:
    """The lines with words of their own in `part`, for each of its items."""
    filled = handout(engine.dialogue, engine.whole(session))
    entries = [entry for each in filled if each.id == part for entry in each.entries]
    return [[line.id for line in entry.lines if line.id] for entry in entries]


@pytest.mark.parametrize(
    ("position", "weight", "line"),
    [
        ("driver", "strong", "driver_strong"),
        ("driver", "medium", "driver_other"),
        ("driver", "weak", "driver_other"),
        ("driver", "", "driver_open"),
        ("follower", "strong", "follower_strong"),
        ("follower", "medium", "follower_other"),
        ("follower", "weak", "follower_other"),
        ("follower", "", "follower_open"),
        ("hostile", "strong", "hostile_strong"),
        ("hostile", "medium", "hostile_other"),
        ("hostile", "weak", "hostile_other"),
        ("hostile", "", "hostile_open"),
        ("not_known_yet", "strong", "go_and_see"),
        ("", "weak", "go_and_see"),
    ],
)
def test_the_map_says_what_to_do_by_position_and_weight(
    mapping: Engine, position: str, weight: str, line: str
) -> None:
    session = draw(mapping, [actor(position, weight, role="resident"), *CALM])
    assert [line] in lines_of(mapping, session, "actors")


def test_the_map_says_how_to_speak_to_officials_and_technicians_and_begins_with_the_most_weight(
    mapping: Engine,
) -> None:
    session = draw(mapping, [FOLLOWER, ELECTED, {}, actor("driver", "strong", role="elected")])
    assert lines_of(mapping, session, "actors") == [
        ["driver_strong", "to_elected"],
        ["follower_other", "to_elected"],
        ["follower_other", "to_technician"],
    ]


def test_the_map_ends_with_disagreements_who_is_missing_and_when_to_redo_it(mapping: Engine) -> None:
    session = draw(mapping, [ELECTED] * 3, disagreement="avoided", missing="une école", redo="in_a_month")
    parts = handout(mapping.dialogue, mapping.whole(session))
    assert [each.id for each in parts] == [
        "before_reading",
        "actors",
        "disagreements",
        "around_the_table",
        "next_map",
    ]
    assert lines_of(mapping, session, "around_the_table") == [["no_driver", "no_technician"]]
    assert lines_of(mapping, session, "disagreements") == [["silent"]]
    assert handout(mapping.dialogue, mapping.whole(draw(mapping, []))) == ()


def test_the_grid_places_who_has_a_position_and_a_weight(mapping: Engine) -> None:
    session = draw(mapping, [actor("hostile", "weak"), actor("driver", "strong"), actor("driver")])
    (grid,) = picture(mapping.dialogue, mapping.whole(session))
    assert isinstance(grid, Grid)
    assert [(each.item, each.column, each.row) for each in grid.items] == [("1", 2, 2), ("2", 0, 0)]


def test_it_is_confidential_and_does_not_stay(mapping: Engine) -> None:
    assert mapping.dialogue.calling.kept == Delay(6, Unit.MONTH)


def test_any_name_fits_into_the_questions() -> None:
    """« de » and « à » would have to merge with « le maire » or « les chasseurs »."""
    entries = load_texts(ROOT / "locales").domains["actor_map"].entries
    about = {key: str(entry) for (_, key), entry in entries.items() if "{item}" in str(entry)}
    assert len(about) == 7
    assert not [each for each in about.values() if re.search(r"\b(de|à|que|il) \{item\}|\{item\}\.$", each)]
