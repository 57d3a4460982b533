"""The three reviews for the tests: played with given answers or at random, and their rules written once more.

Answers go by the codes of the domain study: the place of the option in the study, of several options their ids, or a
text; what is not given is passed. Points are those of the study.
"""

import random
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from bot.engine.dialogue import Inputs, Kind, Question, Voice
from bot.engine.engine import Engine
from bot.engine.result import Result
from bot.engine.session import Reply, Session, Skip
from bot.engine.values import One, Several, Text, Value

Answers = Mapping[str, int | str]
Points = Mapping[str, int]

REVIEWS = ("emergence_review", "implementation_review", "sustaining_review")
POINTS = {
    **{f"EM{number}": (2, 1, 0) for number in range(1, 15)},
    "EM9": (2, 1, 1),
    **{f"MO{number}": (2, 1, 0) for number in range(1, 15)},
    "MO11": (3, 2, 1, 0),
    "MO12": (3, 2, 1, 0),
    **{f"T{number}": (2, 1, 0) for number in range(1, 12)},
}
SHOWN = ("nobody", "officials", "officials funders", "residents teams", "officials funders residents teams")
SAMPLES = 500


def points_of(answers: Answers) -> dict[str, int]:
    """The points of what was answered; T3 gives one for each public, two at most, and T12 none."""
    points = {code: POINTS[code][given] for code, given in answers.items() if isinstance(given, int)}
    if "T3" in answers:
        points["T3"] = min(2, len(set(str(answers["T3"]).split()) - {"nobody"}))
    return points


def value_of(question: Question, given: int | str) -> Value:
    if question.kind is Kind.SEVERAL:
        return Several(tuple(str(given).split()))
    return One(question.option_ids[given]) if isinstance(given, int) else Text(given)


def play(engine: Engine, answers: Answers, voice: Voice = Voice.BENEFICIARY) -> Session:
    """A whole review; what `answers` do not have is passed."""
    session = engine.begin(Inputs(voice)).session
    while session.at is not None:
        question = engine.dialogue.questions[session.at.question]
        given = answers.get(question.code)
        event = Skip(session.at) if given is None else Reply(session.at, value_of(question, given))
        after = engine.advance(session, event).session
        assert after is not session, (question.code, given)
        session = after
    return session


def given_points(engine: Engine, points: Points) -> dict[str, int | str]:
    """Answers with these points."""
    codes = [question.code for question in engine.dialogue.questions.values()]
    answers: dict[str, int | str] = {
        code: POINTS[code].index(points[code]) for code in codes if code in points and code != "T3"
    }
    return answers | ({"T3": SHOWN[points["T3"]]} if "T3" in points else {})


def codes_of(engine: Engine) -> list[str]:
    """The codes of the questions that have points, in order."""
    return [each.code for each in engine.dialogue.questions.values() if each.code in POINTS]


def best(engine: Engine) -> dict[str, int]:
    return {code: max(POINTS[code]) for code in codes_of(engine)}


@dataclass(frozen=True)
class Review:
    answers: Answers
    session: Session
    result: Result


@cache
def random_reviews(engine: Engine) -> tuple[Review, ...]:
    rng = random.Random(11)
    return tuple(random_review(engine, rng) for _ in range(SAMPLES))


def random_review(engine: Engine, rng: random.Random) -> Review:
    """Answers that lean to the good or to the bad, with few or many of them passed."""
    unknown, lean = rng.choice((0.0, 0.0, 0.1, 0.3, 0.6)), rng.choice((0.3, 1.0, 3.0))
    answers: dict[str, int | str] = {}
    for question in engine.dialogue.questions.values():
        if rng.random() < unknown:
            continue
        if question.kind is Kind.ONE:
            places = range(len(question.options))
            answers[question.code] = rng.choices(places, [lean**place for place in places])[0]
        else:
            answers[question.code] = rng.choice(SHOWN) if question.kind is Kind.SEVERAL else "Le marché"
    session = play(engine, answers, rng.choice(list(Voice)))
    return Review(answers, session, engine.result(session))


# The rules once more: a share of the maximum, in which what is unknown does not count.


def emergence_of(points: Points) -> str:
    if 2 * len(points) < 14:
        return "too_early_to_say"
    if 28 * sum(points.values()) < 18 * 2 * len(points):
        return "ripening"
    bases = all(points.get(code, 0) >= 1 for code in ("EM2", "EM6", "EM11", "EM12"))
    return "ready" if bases else "nearly_ready"


def implementation_of(points: Points) -> str:
    total, possible = sum(points.values()), sum(max(POINTS[code]) for code in points)
    if 2 * possible < 30:
        return "too_early_to_say"
    if 30 * total > 22 * possible:
        return "good_road"
    return "to_adjust" if 30 * total >= 14 * possible else "real_pause"


def sustaining_of(points: Points) -> str:
    if points.get("T9") == points.get("T10") == 0:
        return "end_well"
    if 2 * len(points) < 11:
        return "too_early_to_say"
    total, possible = sum(points.values()), 2 * len(points)
    if 22 * total > 15 * possible:
        return "go_on"
    return "consolidate" if 22 * total >= 9 * possible else "choose"


RULES: Mapping[str, Callable[[Points], str]] = dict(
    zip(REVIEWS, (emergence_of, implementation_of, sustaining_of), strict=True)
)

# The causes once more, each with the questions that it is about.
CAUSES = {
    "emergence_review": """findings EM1, shared_aim EM2 EM3, many_topics EM4, people_and_means EM5 EM6,
        differences EM7, circle EM8, pace EM9, moments EM10, lead EM11, who_decides EM12, starting_money EM13,
        disagreement EM14""",
    "implementation_review": """aims MO1, rough_tasks MO2, commitment MO3, doing MO4, who_decides MO5, meetings MO6,
        understanding MO7, attention MO8, pace MO9, other_projects MO10, telling MO13, teams MO14""",
    "sustaining_review": """criteria T1, results T2 T3, money T4 T5, know_how T6 T7, renewal T8 T9, aim T10,
        another T11""",
}


def causes_of(name: str, answers: Answers) -> tuple[str, ...]:
    """First what leads, then what has no point at all, then what has less than it could have."""
    points = points_of(answers)
    outcome = RULES[name](points)
    groups = {cause: codes for cause, *codes in (each.split() for each in CAUSES[name].split(","))}
    first, firm, mild = LEADING[name](outcome, points)
    decisive = {"EM2", "EM6", "EM11", "EM12"} if outcome == "nearly_ready" else set(points)
    for cause, codes in groups.items():
        known = {code: points[code] for code in codes if code in points}
        if cause in first or (cause == "rough_tasks" and points.get("MO2") == 0):
            continue
        if outcome == "end_well" and cause not in {"results", "know_how"}:
            continue
        if any(known[code] == 0 for code in decisive & known.keys()):
            firm.append(cause)
        elif any(number < max(POINTS[code]) for code, number in known.items()):
            mild.append(cause)
    return (*first, *firm, *mild, *(["missed"] if "T12" in answers else []))


Places = tuple[list[str], list[str], list[str]]


def _emergence(outcome: str, _: Points) -> Places:
    return (["put_in_writing", "act_together"] if outcome == "ready" else [], [], [])


def _implementation(outcome: str, points: Points) -> Places:
    alerts = {
        "blocked_tensions": points.get("MO11") == 0,
        "unspoken_tensions": points.get("MO11") == 1,
        "fragile_trust": points.get("MO12") in (0, 1),
        "no_tasks": points.get("MO2") == 0,
    }
    first = [cause for cause, there in alerts.items() if there]
    return (first, ["pause"] if outcome == "real_pause" else [], [])


def _sustaining(outcome: str, points: Points) -> Places:
    first = {"choose": ["choose_together"], "end_well": ["review_then_end"]}.get(outcome, [])
    return (first, [], ["idea"] if outcome == "go_on" and points.get("T11") == 2 else [])


LEADING: Mapping[str, Callable[[str, Points], Places]] = dict(
    zip(REVIEWS, (_emergence, _implementation, _sustaining), strict=True)
)


def totals(engine: Engine, left_out: Iterable[str], floor: int = 0) -> Iterable[dict[str, int]]:
    """Points of every total that can be reached without `left_out`; each question has `floor` at least, the last most."""
    points = {code: max(floor, min(POINTS[code])) for code in codes_of(engine) if code not in set(left_out)}
    yield dict(points)
    for code in reversed(points):
        while points[code] < max(POINTS[code]):
            points[code] += 1
            yield dict(points)
