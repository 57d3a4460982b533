"""Several views of the same beside each other."""

import pytest

from bot.engine.dialogue import Inputs, Voice
from bot.engine.engine import Engine
from bot.engine.session import Reply, Skip
from bot.engine.values import Key, One, Several, Text, Unknown, Value
from bot.loading.library import Library
from bot.service.comparison import AIMS, OWN_WORK, Comparison, Look, comparable, compare
from bot.texts.catalogues import Texts

BEGUN: dict[str, Value] = {
    "activity": One("running"),
    "joint": Several(("worked", "next_set", "acted")),
    "decides": One("shared"),
    "origin": One("own"),
    "stage": One("acting"),
    "practice": Several(("money",)),
    "relations": One("good"),
    "expects": One("step_back"),
}


@pytest.fixture
def engine(content: tuple[Library, dict[str, Texts]]) -> Engine:
    return content[0].engines["situation_diagnosis"]


def look(engine: Engine, label: str, voice: Voice = Voice.BENEFICIARY, **changed: Value) -> Look:
    answers = {Key(name): value for name, value in {**BEGUN, **changed}.items()}
    session = engine.replay(Inputs(voice), (Reply(key, value) for key, value in answers.items())).session
    return Look(label, engine, session)


def answered(engine: Engine, **answers: str) -> Look:
    """Who gives these answers, and the first option to all that `answers` do not say."""
    given = {
        name: One(answers.get(name, question.option_ids[0]))
        if question.kind == "one"
        else Several((answers.get(name, question.option_ids[0]),))
        for name, question in engine.dialogue.questions.items()
    }
    log = [
        Skip(Key(name)) if answers.get(name) == "-" else Reply(Key(name), value)
        for name, value in given.items()
    ]
    return Look("", engine, engine.replay(Inputs(Voice.BENEFICIARY), log).session)


def questions(found: Comparison) -> tuple[list[str], list[str], list[str]]:
    return (
        [key.question for key in found.agreed],
        [each.key.question for each in found.differing],
        [key.question for key in found.left_open],
    )


def test_who_answers_alike_agrees_on_everything(engine: Engine) -> None:
    found = compare([look(engine, "officer", Voice.OFFICER), look(engine, "group")])
    assert questions(found) == (list(BEGUN), [], [])
    assert found.outcomes == ("already_started", "already_started")


def test_another_answer_is_told_with_what_each_one_said(engine: Engine) -> None:
    found = compare([look(engine, "a"), look(engine, "b", relations=One("broken"))])
    (differing,) = found.differing
    assert differing.key == Key("relations")
    assert differing.values == (One("good"), One("broken"))
    assert "relations" not in questions(found)[0]


def test_not_knowing_is_no_difference(engine: Engine) -> None:
    found = compare([look(engine, "a"), look(engine, "b", relations=Unknown())])
    assert questions(found)[1:] == ([], ["relations"])


def test_only_what_was_asked_of_both_is_compared(engine: Engine) -> None:
    other = look(engine, "b", activity=One("none"), appetite=One("no"), brakes=Several(("distrust",)))
    agreed, differing, left_open = questions(compare([look(engine, "a"), other]))
    assert differing == ["activity"]
    assert not {"joint", "stage", "practice", "appetite", "brakes"} & {*agreed, *left_open}
    assert "expects" in agreed


def test_each_situation_reads_as_a_result_in_itself(engine: Engine) -> None:
    other = look(engine, "b", activity=One("none"), appetite=One("no"), brakes=Several(("distrust",)))
    assert compare([look(engine, "a"), other]).outcomes == ("already_started", "no_plans")


def test_among_several_partners_one_who_sees_it_otherwise_makes_a_difference(engine: Engine) -> None:
    looks = [
        look(engine, "a"),
        look(engine, "b", relations=Unknown()),
        look(engine, "c", relations=One("cold")),
        look(engine, "d", activity=One("none"), appetite=One("no")),
    ]
    differing = {each.key.question: each.values for each in compare(looks).differing}
    assert differing["relations"] == (One("good"), None, One("cold"), None)


def test_the_order_of_the_views_changes_no_more_than_the_order_of_the_answers(engine: Engine) -> None:
    one, other = look(engine, "a"), look(engine, "b", relations=One("cold"), origin=Unknown())
    there, back = compare([one, other]), compare([other, one])
    assert questions(there) == questions(back)
    assert [each.values[::-1] for each in back.differing] == [each.values for each in there.differing]


# Far apart (interview I12).


@pytest.fixture
def review(content: tuple[Library, dict[str, Texts]]) -> Engine:
    return content[0].engines["implementation_review"]


def test_two_points_between_answers_come_before_smaller_differences(review: Engine) -> None:
    found = compare(
        [
            answered(review, aims="partly", tensions="blocked", teams="apart"),
            answered(review, doing="each_a_part", tensions="spoken"),
        ]
    )
    assert [(each.key.question, int(each.gap)) for each in found.differing] == [
        ("tensions", 2),
        ("teams", 2),
        ("aims", 1),
        ("doing", 1),
    ]
    assert [each.key.question for each in found.wide] == ["tensions", "teams"]


def test_among_several_the_gap_is_between_the_farthest(review: Engine) -> None:
    looks = [answered(review, trust=each) for each in ("solid", "fair", "lost")]
    (trust,) = compare(looks).differing
    assert trust.gap == 3
    (trust,) = compare([*looks[:2], answered(review, trust="-")]).differing
    assert trust.gap == 1
    assert not trust.wide


def test_options_without_points_are_never_far_apart(content: tuple[Library, dict[str, Texts]]) -> None:
    level = content[0].engines["cooperation_level"]
    found = compare([answered(level), answered(level, shared="strategic", today="strategic")])
    assert {each.key.question: each.gap for each in found.differing} == {"shared": 0, "today": 0}
    assert found.wide == ()


# Aims (interview I7).


@pytest.fixture
def level(content: tuple[Library, dict[str, Texts]]) -> Engine:
    return content[0].engines["cooperation_level"]


def aiming(level: Engine, aim: str, **answers: str) -> Look:
    eight = [state.question for state in level.dialogue.states][:8]
    return answered(level, **(dict.fromkeys(eight, aim) | answers))


def test_the_tables_of_aims_name_what_the_dialogues_have(content: tuple[Library, dict[str, Texts]]) -> None:
    for dialogue, aims in AIMS.items():
        found = content[0].engines[dialogue].dialogue
        assert set(aims.first) <= found.questions.keys()
        assert aims.open in found.outcomes
    codes = [
        content[0].engines["cooperation_level"].dialogue.questions[name].code
        for name in AIMS["cooperation_level"].first
    ]
    assert codes == ["V4", "V5", "V6"]


def test_who_aims_at_the_same_level_can_go_on(level: Engine) -> None:
    found = compare([aiming(level, "economic"), aiming(level, "economic", money="means")])
    assert (found.alike, found.first) == (True, ())
    assert [each.key.question for each in found.differing] == ["money"]


def test_other_levels_are_talked_about_first(level: Engine) -> None:
    found = compare([aiming(level, "economic"), aiming(level, "strategic", money="economic")])
    assert found.alike is False
    assert [each.key.question for each in found.first] == ["who_decides", "money", "if_one_leaves"]
    assert found.first[1].values == (One("economic"), One("economic"))
    elsewhere = {each.question for each in (*found.agreed, *found.left_open)} | {
        each.key.question for each in found.differing
    }
    assert not {"who_decides", "money", "if_one_leaves"} & elsewhere
    assert {"shared", "how_long", "writing"} <= elsewhere


def test_of_what_only_one_has_told_nothing_comes_first(level: Engine) -> None:
    found = compare([aiming(level, "economic"), aiming(level, "strategic", who_decides="-")])
    assert [each.key.question for each in found.first] == ["money", "if_one_leaves"]
    assert "who_decides" in questions(found)[2]
    assert "who_decides" not in questions(found)[1]
    three = [aiming(level, each) for each in ("economic", "strategic")]
    found = compare([*three, aiming(level, "means", who_decides="-")])
    assert found.first[0].key == Key("who_decides")
    assert found.first[0].values == (One("economic"), One("strategic"), None)


def test_nobody_goes_on_from_levels_that_are_still_open(level: Engine) -> None:
    found = compare([aiming(level, "-"), aiming(level, "-")])
    assert found.outcomes == ("to_decide", "to_decide")
    assert found.alike is False


def test_other_interviews_have_no_aims(engine: Engine, review: Engine) -> None:
    assert compare([look(engine, "a"), look(engine, "b")]).alike is None
    assert compare([answered(review), answered(review, trust="lost")]).first == ()


# What is not compared.


def test_who_speaks_of_themselves_or_of_their_own_work_is_not_compared(
    content: tuple[Library, dict[str, Texts]],
) -> None:
    engines = content[0].engines
    assert engines.keys() >= OWN_WORK
    apart = {name for name, engine in engines.items() if not comparable(engine.dialogue)}
    assert apart >= {"workshop_pre_questionnaire", "workshop_closing", "cooperator_quiz", "outreach_plan"}
    assert apart >= {"workshop_peer_review", "first_contact_preparation"}
    assert not {"situation_diagnosis", "cooperation_level", "implementation_review", *AIMS} & apart


def test_free_words_are_neither_alike_nor_different(content: tuple[Library, dict[str, Texts]]) -> None:
    sheet = content[0].engines["first_contact_preparation"]
    looks = [
        Look(
            "",
            sheet,
            sheet.replay(Inputs(Voice.OFFICER), [Reply(Key("organisation"), Text(words))]).session,
        )
        for words in ("Les Genêts", "Le foyer rural")
    ]
    assert Key("organisation") in looks[0].session.answers
    assert questions(compare(looks)) == ([], [], [])
