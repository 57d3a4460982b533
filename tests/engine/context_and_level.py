"""The checklist of the context and the level of cooperation for the tests: random runs, and their rules once more."""

import random
from collections import Counter
from collections.abc import Mapping
from fractions import Fraction
from functools import cache

from bot.engine.dialogue import Inputs, Kind, Voice
from bot.engine.engine import Engine
from bot.engine.result import Result
from bot.engine.session import Session
from tests.engine.visits import play

WALKS = 800
# C1 and C3 to C6, from two points down to none.
KNOWN = {
    "history": ("well", "partly", "no"),
    "territories": ("yes", "roughly", "no"),
    "audiences": ("yes", "partly", "no"),
    "ongoing": ("yes", "partly", "no"),
    "earlier": ("yes", "partly", "no"),
}
SCALES = ("municipalities", "intermunicipal", "regional", "national")
PARTNERS = ("two", "three_to_five", "six_to_ten", "more")
MOVES = ("elections", "money", "reorganisation", "departure")
# V1 to V8, and the levels from the lightest.
AIMS = (
    "shared",
    "purpose_of_it",
    "how_long",
    "who_decides",
    "money",
    "if_one_leaves",
    "who_speaks",
    "writing",
)
LEVELS = ("means", "economic", "strategic")
STAGES = ("none", *LEVELS)


def run(engine: Engine, answers: Mapping[str, str], voice: Voice = Voice.OFFICER) -> tuple[Session, Result]:
    session = play(engine, Inputs(voice), **answers)
    return session, engine.result(session)


@cache
def random_runs(engine: Engine) -> tuple[tuple[Mapping[str, str], Session, Result], ...]:
    """Interviews that lean to the first options or to the last, with few or many questions passed."""
    rng, runs = random.Random(10), []
    for _ in range(WALKS):
        passed, lean = rng.choice((0, 0, 0.1, 0.3, 0.6)), rng.choice((0.2, 1, 5))
        answers = {}
        for question in engine.dialogue.questions.values():
            free = [each for each in question.option_ids if each not in question.exclusive]
            if rng.random() < passed:
                continue
            if question.kind is Kind.ONE:
                answers[question.id] = rng.choices(free, [lean**place for place in range(len(free))])[0]
            else:
                ticked = set(rng.sample(free, rng.randint(1, len(free))))
                answers[question.id] = " ".join(each for each in free if each in ticked)
                if question.exclusive and rng.random() < 0.2:
                    answers[question.id] = min(question.exclusive)
        runs.append((answers, *run(engine, answers, rng.choice(engine.dialogue.voices))))
    return tuple(runs)


# The rules of the study once more; what is unknown counts neither in a total nor in its maximum.


def state_of(answers: Mapping[str, str]) -> str:
    points = [2 - KNOWN[name].index(answers[name]) for name in KNOWN if name in answers]
    if len(points) < 3:
        return "few_answers"
    share = Fraction(sum(points), 2 * len(points))
    if share < Fraction(5, 10):
        return "listen_first"
    return "ready" if share > Fraction(7, 10) else "points_to_clear"


def complexity_of(answers: Mapping[str, str]) -> str | None:
    parts = []
    if "scales" in answers:
        parts.append((len(answers["scales"].split()) - 1, 3))
    if "partners" in answers:
        parts.append((PARTNERS.index(answers["partners"]), 3))
    if "moves" in answers:
        parts.append((len({*answers["moves"].split()} - {"nothing"}), 4))
    if len(parts) < 2:
        return None
    share = Fraction(sum(own for own, _ in parts), sum(most for _, most in parts))
    if share > Fraction(5, 10):
        return "high"
    return "moderate" if share >= Fraction(3, 10) else "simple"


def context_causes(answers: Mapping[str, str]) -> tuple[str, ...]:
    """A bad end first; then what the study's table says; then what is known in part, or to be thought of."""
    strong, weak = list[str](), list[str]()
    groups = {
        "past_to_hear": ("history", "earlier"),
        "places_and_people": ("territories", "audiences"),
        "projects_around": ("ongoing",),
    }
    for cause, names in groups.items():
        places = [KNOWN[name].index(answers[name]) for name in names if name in answers]
        if max(places, default=0):
            (strong if 2 in places or state_of(answers) == "listen_first" else weak).append(cause)
    if answers.get("chosen") in {"funder", "rule"}:
        strong.append("asked_from_outside")
    if answers.get("chosen") == "by_some":
        weak.append("chosen_by_some")
    if complexity_of(answers) == "high":
        strong.append("many_parts")
    if answers.get("if_changes") == "todo":
        weak.append("change_to_foresee")
    return (*(["bad_end"] if answers.get("past") == "badly" else []), *strong, *weak)


def aims_of(answers: Mapping[str, str]) -> tuple[str, ...]:
    """The levels that most answers speak for, the lightest first; none where fewer than half are answered."""
    counts = Counter(answers[name] for name in AIMS if name in answers)
    if counts.total() < 4:
        return ()
    return tuple(each for each in LEVELS if counts[each] == max(counts.values()))


def way_of(answers: Mapping[str, str]) -> str | None:
    aims, today = aims_of(answers), answers.get("today")
    if not aims or today is None:
        return None
    gap = STAGES.index(aims[0]) - STAGES.index(today)
    if gap >= 2:
        return "means_before" if today == "none" else "project_before"
    if gap < 0:
        return "lighter" if len(aims) == 1 else None
    return ("there", "one_step")[gap]
