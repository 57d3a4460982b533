"""Which interviews go on from a result: those of the causes shown, then those of the outcome, where they fit."""

import pytest

from bot.engine.values import One
from tests.engine.small import engine_of
from tests.engine.test_loops_and_scores import after

GO_ON = engine_of(
    """
    dialogue: go_on
    questions:
      level: {ask: one, options: [clear, open]}
      place: {ask: one, options: [near, far]}
      voices: {ask: one, options: [one, many]}
    path: [level, place, voices]
    facts: {end: [{is: fine}]}
    result: {outcome: end}
    outcomes:
      fine:
        need: [rest]
        then: [sheet, {open: levels, when: {level: open}}, {open: map, when: {voices: many}}]
        causes:
          far_away: {when: {place: far}, advice: [walk], steps: {go: now}, then: [map, {open: quiz, when: {voices: one}}]}
          unclear: {when: {level: open}, advice: [talk], steps: {ask: now}, then: [sheet]}
          loud: {when: {voices: many}, advice: [read], steps: {hush: now}, then: [workshop]}
    """
)


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        (("clear", "near", "one"), ("sheet",)),
        (("open", "near", "one"), ("sheet", "levels")),
        (("clear", "far", "one"), ("map", "quiz", "sheet")),
        (("open", "far", "many"), ("map", "sheet", "levels")),  # the third cause is not shown
        (("clear", "near", "many"), ("workshop", "sheet", "map")),
    ],
)
def test_a_result_says_how_to_go_on(answers: tuple[str, ...], expected: tuple[str, ...]) -> None:
    assert GO_ON.result(after(GO_ON, *map(One, answers))).then == expected
