"""What the picture of a result shows: what is known, against its maximum and in its place."""

from decimal import Decimal

from bot.engine.dialogue import Inputs
from bot.engine.facts import Known
from bot.engine.picture import Axes, Axis, Bar, Bars, Grid, Placed, picture
from bot.engine.values import One, Unknown
from tests.engine.small import engine_of
from tests.engine.test_loops_and_scores import after, one

MAP = engine_of(
    """
    dialogue: map
    inputs: [actors]
    questions:
      need: {ask: one, options: [{id: strong, points: 4}, {id: weak, points: 1}]}
      ease: {ask: one, options: [{id: easy, points: 2}, {id: hard, points: -1}]}
      calm: {ask: one, options: [yes, no]}
      position: {ask: one, options: [against, between, with_us]}
      weight: {ask: one, options: [light, heavy]}
    path: [need, ease, calm, {loop: each_actor, over: actors, ask: [position, weight]}]
    scores:
      needed: {sum: [need]}
      easy: {sum: [ease]}
      calmer: {count_true: [{calm: yes}, {ease: easy}]}
      all_of_it: {sum: [needed, easy, calmer, calm], at_most: 7}
      half: {sum: [needed], at_most: 2}
      nothing: {sum: [needed], at_most: 0}
      friends: {count_items: {loop: each_actor, when: {position: with_us}}, at_most: 2}
    facts:
      best: {highest: [needed, easy, calmer, all_of_it, friends]}
      worst: {lowest: [needed, calmer, friends]}
    result: {outcome: end, show: [best, worst]}
    outcomes: {fine: {need: [rest]}}
    picture:
      - {bars: [needed, half, nothing, all_of_it, friends]}
      - {axes: [needed, easy, calmer]}
      - {grid: each_actor, across: position, up: weight}
    """.replace("facts:", "facts:\n      end: [{is: fine}]")
)
THREE = Inputs(items={"actors": ("ada", "bo", "cy")})


def of(known: Known, name: str) -> str:
    worth = known.worth(name)
    assert worth is not None
    return f"{worth.value} of {worth.maximum}"


def test_a_score_stands_in_a_sum_with_its_value_and_its_maximum() -> None:
    known = after(MAP, *one("strong", "easy", "no")).walk.known
    assert of(known, "needed") == "4 of 4"
    assert of(known, "calmer") == "1 of 2"
    assert of(known, "all_of_it") == "7 of 7"
    assert of(after(MAP, *one("weak", "easy", "no")).walk.known, "all_of_it") == "4 of 7"
    assert of(after(MAP, One("weak"), Unknown()).walk.known, "all_of_it") == "1 of 6"
    assert of(known, "half") == "2 of 2"
    assert of(known, "friends") == "0 of 2"
    assert known.worth("need") is None
    assert after(MAP, Unknown()).walk.known.worth("needed") is None


def test_a_result_shows_all_that_are_equal_in_the_order_of_the_file() -> None:
    result = MAP.result(after(MAP, *one("strong", "hard", "no"), inputs=THREE))
    assert result.shown == {"best": ("needed",), "worst": ("calmer", "friends")}


def test_bars_show_the_scores_that_are_known_and_have_a_maximum() -> None:
    bars, axes = picture(MAP.dialogue, after(MAP, *one("strong", "hard", "no")).walk)
    seven = Bar("all_of_it", Decimal(3), Decimal(7))
    assert bars == Bars((Bar("needed", Decimal(4), Decimal(4)), Bar("half", Decimal(2), Decimal(2)), seven, Bar("friends", Decimal(0), Decimal(2))))  # fmt: skip
    assert axes == Axes((Axis("needed", Decimal(1)), Axis("easy", Decimal(0)), Axis("calmer", Decimal(0))))


def test_a_star_of_two_axes_is_left_out_and_so_is_a_grid_without_items() -> None:
    (bars,) = picture(MAP.dialogue, after(MAP, Unknown()).walk)
    assert bars == Bars((Bar("all_of_it", Decimal(0), Decimal(2)), Bar("friends", Decimal(0), Decimal(2))))


def test_items_stand_where_their_answers_place_them_unless_one_is_missing() -> None:
    answers = (*one("strong", "easy", "yes"), *one("with_us", "light"), Unknown(), One("heavy"))
    session = after(MAP, *answers, *one("against", "heavy"), inputs=THREE)
    *_, grid = picture(MAP.dialogue, session.walk)
    assert grid == Grid("position", "weight", (Placed("ada", 2, 0), Placed("cy", 0, 1)))
