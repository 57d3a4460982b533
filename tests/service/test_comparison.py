"""Several views of the same beside each other."""

import pytest

from bot.engine.dialogue import Inputs, Voice
from bot.engine.engine import Engine
from bot.engine.session import Reply
from bot.engine.values import Key, One, Several, Unknown, Value
from bot.loading.library import Library
from bot.service.comparison import Comparison, Look, compare
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
    assert differing["relations"] == (One("good"), Unknown(), One("cold"), None)


def test_the_order_of_the_views_changes_no_more_than_the_order_of_the_answers(engine: Engine) -> None:
    one, other = look(engine, "a"), look(engine, "b", relations=One("cold"), origin=Unknown())
    there, back = compare([one, other]), compare([other, one])
    assert questions(there) == questions(back)
    assert [each.values[::-1] for each in back.differing] == [each.values for each in there.differing]
