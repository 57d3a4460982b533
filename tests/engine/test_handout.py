"""What is put together from the answers: which lines stand, for which items, in which order, with which day."""

from collections.abc import Iterable, Mapping
from datetime import date

import pytest

from bot.engine.delays import after as later
from bot.engine.delays import before as earlier
from bot.engine.handout import Entry, FilledPart, handout
from bot.engine.outcomes import Delay, Unit
from bot.engine.session import Session
from bot.engine.values import Day, Key, One, Text, Unknown, Value
from tests.engine.small import engine_of
from tests.engine.test_loops_and_scores import after

CALL = engine_of(
    """
    dialogue: call
    questions:
      organisation: {ask: text}
      person: {ask: one, options: [yes, no]}
      first_day: {ask: date}
      pace: {ask: one, options: [{id: slow, points: 1}, {id: fast, points: 2}, {id: never, points: 0}]}
      who: {ask: text}
      weight: {ask: one, options: [heavy, light]}
      more: {ask: one, options: [yes, no]}
    path:
      - organisation
      - person
      - first_day
      - pace
      - {loop: each_actor, again: more, at_most: 6, named: who, ask: [who, weight]}
    scores: {a_month: {sum: [pace]}}
    handout:
      - part: call
        lines:
          - answer: organisation
          - {answer: person, when: {person: yes}}
          - {line: no_name, when: {person: no}}
          - {line: send, day: {before: first_day, by: 30 days}}
          - {line: thank, when: {first_day: known}, day: {after: first_day, by: 1 month}}
      - part: actors
        each: each_actor
        order: weight
        a_month: a_month
        lines: [{answer: weight}, {line: see, when: {weight: {not: light}, person: {not: no}}}]
      - part: names
        each: each_actor
        lines: [{answer: organisation}, {line: who}]
    """
)
NOBODY = (Text("La ferme"), Unknown(), Unknown(), Unknown(), Unknown(), Unknown())


def put_together(
    session: Session, quoted: Mapping[tuple[str, str], Iterable[str]] | None = None
) -> tuple[FilledPart, ...]:
    if quoted is None:
        return handout(CALL.dialogue, session.walk)

    return handout(CALL.dialogue, session.walk, lambda part, line: quoted.get((part, line), ()))


def lines_of(entry: Entry) -> list[str]:
    return [f"= {line.answer.question}" if line.answer else line.id for line in entry.lines]


def met(pace: str, *weights: str) -> Session:
    """After meeting actors of these weights, "" for one left unknown."""
    values: list[Value] = [Text("La ferme"), One("yes"), Day(date(2026, 3, 31)), One(pace)]
    for place, weight in enumerate(weights):
        values += [Text(f"Ada {place}"), One(weight) if weight else Unknown()]
        values += [One("yes")] * (place + 1 < len(weights))
    return after(CALL, *values, One("no"))


def test_lines_stand_where_they_apply_and_answers_where_they_are_known() -> None:
    (call, *_) = put_together(met("slow", "heavy"))
    assert (call.id, [entry.item for entry in call.entries]) == ("call", [""])
    assert lines_of(call.entries[0]) == ["= organisation", "= person", "send", "thank"]
    assert call.entries[0].month is None
    (alone, *_) = put_together(after(CALL, Unknown(), One("no")))
    assert lines_of(alone.entries[0]) == ["no_name", "send"]


def test_a_part_without_lines_is_left_out() -> None:
    assert [part.id for part in put_together(after(CALL, *NOBODY))] == ["call", "actors", "names"]
    nothing = after(CALL, Unknown(), Unknown(), Unknown(), Unknown(), Unknown(), One("light"), One("no"))
    assert [part.id for part in put_together(nothing)] == ["call", "actors", "names"]
    quoting = {("names", "who"): ["who"], ("call", "send"): ["organisation"]}
    assert [part.id for part in put_together(nothing, quoting)] == ["actors"]
    assert put_together(CALL.begin(nothing.inputs).session, quoting) == ()


def test_a_line_may_have_a_day_before_or_after_the_one_that_was_told() -> None:
    (call, *_) = put_together(met("slow", "heavy"))
    assert [line.day for line in call.entries[0].lines] == [None, None, date(2026, 3, 1), date(2026, 4, 30)]
    (unknown, *_) = put_together(after(CALL, *NOBODY))
    assert [(line.id, line.day) for line in unknown.entries[0].lines][-1] == ("send", None)


def test_items_stand_in_the_order_of_the_options_and_those_left_open_last() -> None:
    actors = put_together(met("fast", "light", "", "heavy", "light", "heavy"))[1]
    assert [entry.item for entry in actors.entries] == ["3", "5", "1", "4", "2"]


def test_so_many_items_stand_in_a_month_as_the_score_says() -> None:
    def months(pace: str) -> list[int | None]:
        return [entry.month for entry in put_together(met(pace, "heavy", "light", "heavy"))[1].entries]

    assert months("slow") == [0, 1, 2]
    assert months("fast") == [0, 0, 1]
    assert months("never") == [None, None, None]


def test_the_conditions_of_a_line_look_at_its_own_item() -> None:
    actors = put_together(met("slow", "heavy", ""))[1]
    assert [lines_of(entry) for entry in actors.entries] == [["= weight", "see"], ["see"]]
    assert [line.answer for line in actors.entries[0].lines] == [Key("weight", "1"), None]


def test_words_may_quote_what_is_known_of_the_item_and_of_the_whole() -> None:
    session = met("slow", "heavy", "")
    names = put_together(session)[2].entries
    assert dict(names[1].lines[0].names) == {
        "organisation": Key("organisation"),
        "person": Key("person"),
        "first_day": Key("first_day"),
        "pace": Key("pace"),
        "who": Key("who", "2"),
        "more": Key("more", "2"),
    }
    quoting = put_together(session, {("names", "who"): ["item", "weight", "organisation"]})[2]
    assert [lines_of(entry) for entry in quoting.entries] == [["= organisation", "who"], ["= organisation"]]


@pytest.mark.parametrize(
    ("delay", "day", "then", "sooner"),
    [
        (Delay(30, Unit.DAY), date(2026, 3, 31), date(2026, 4, 30), date(2026, 3, 1)),
        (Delay(2, Unit.WEEK), date(2026, 1, 1), date(2026, 1, 15), date(2025, 12, 18)),
        (Delay(1, Unit.MONTH), date(2026, 3, 31), date(2026, 4, 30), date(2026, 2, 28)),
        (Delay(13, Unit.MONTH), date(2024, 2, 29), date(2025, 3, 29), date(2023, 1, 29)),
        (Delay(900, Unit.WEEK), date.max, date.max, date(9982, 10, 1)),
        (Delay(1, Unit.MONTH), date.max, date.max, date(9999, 11, 30)),
        (Delay(1, Unit.MONTH), date.min, date(1, 2, 1), date.min),
        (Delay(3, Unit.DAY), date.min, date(1, 1, 4), date.min),
    ],
)
def test_delays_are_reckoned_by_the_calendar_as_far_as_it_goes(
    delay: Delay, day: date, then: date, sooner: date
) -> None:
    assert (later(delay, day), earlier(delay, day)) == (then, sooner)
