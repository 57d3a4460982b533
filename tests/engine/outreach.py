"""The outreach plan, for the tests: how complete it is and what follows, a second time, and random plans."""

import random
from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import cache

from bot.engine.dialogue import Inputs, Kind, Voice
from bot.engine.engine import Engine
from bot.engine.result import Result
from bot.engine.session import Reply, Session, Skip
from bot.engine.values import One, Several, Text, Value
from tests.engine.visits import play

WALKS = 800
FEW = "few_answers"
NONE_YET = {"nowhere", "not_thought_of"}
# L3, L5 and L10, from two points down to none; L2, L4 and L9 have two as soon as something is named.
SCALES = {
    "contact_list": ("up_to_date", "to_complete", "none"),
    "situations_known": ("nearly_all", "some", "no"),
    "written": ("entirely", "partly", "no"),
}
NAMED = ("occasions", "names_from", "kept_between")
PRIORITIES = ("not_daring", "deadline", "willing", "begun", "no_news")
OCCASIONS = ("meeting", "session", "mailing", "survey")
# What gives each cause, its advice, and where that comes from.
LEADS = {
    "more_occasions": ({"occasions": "meeting survey"}, "general_information", "002:a1"),
    "list_to_write": ({"contact_list": "to_complete"}, "targeted_contact_list", "002:b1"),
    "needs_to_learn": ({"situations_known": "some"}, "needs_survey", "002:a3"),
    "promise_to_make": ({"kept_between": "not_thought_of"}, "protect_confidentiality", "002:c"),
    "frame_to_write": ({"written": "partly"}, "clear_frame_cost", "002:d4"),
    "not_daring_first": ({"first_ones": "not_daring"}, "direct_informal_talk", "002:b3.c"),
    "deadline_first": ({"first_ones": "deadline"}, "take_first_step", "002:d6"),
    "willing_first": ({"first_ones": "willing"}, "pass_on_tools", "000:1bis"),
    "begun_first": ({"first_ones": "begun"}, "gather_testimonies", "001:l5"),
    "no_news_first": ({"first_ones": "no_news"}, "find_right_person", "002:b3.b"),
    "news_to_spread": ({"circulates": "projects"}, "share_project_news", "002:c"),
}
BEST = {
    "occasions": "meeting session mailing",
    "contact_list": "up_to_date",
    "names_from": "partners direct",
    "situations_known": "nearly_all",
    "kept_between": "difficulties",
    "written": "entirely",
}

Target = tuple[str | None, str | None]
"""A structure named in the interview, and why it comes first; None: passed."""


def run(engine: Engine, answers: Mapping[str, str]) -> tuple[Session, Result]:
    session = play(engine, Inputs(Voice.OFFICER), **answers)
    return session, engine.result(session)


def with_targets(engine: Engine, targets: Sequence[Target], **answers: str) -> Session:
    """A whole plan in which these structures are named."""
    session = engine.begin(Inputs(Voice.OFFICER)).session
    left, named, reason = list(targets), None, None
    while session.at is not None:
        value: Value | None
        match session.at.question:
            case "target":
                named, reason = left.pop(0) if left else (None, None)
                value = Text(named) if named else None
            case "reason":
                value = One(reason) if reason else None
            case "one_more":
                value = One("yes" if left else "no")
            case name:
                question, answer = engine.dialogue.questions[name], answers.get(name)
                ticks = question.kind is Kind.SEVERAL
                value = None if answer is None else Several(tuple(answer.split())) if ticks else One(answer)
        event = Skip(session.at) if value is None else Reply(session.at, value)
        after = engine.advance(session, event).session
        assert after is not session, (session.at, value)
        session = after
    return session


@cache
def random_runs(engine: Engine) -> tuple[tuple[Mapping[str, str], Session, Result], ...]:
    """Plans that lean to what is there or to what is not, with few or many questions passed, and up to four names."""
    rng, runs = random.Random(5), []
    for _ in range(WALKS):
        passed, lean = rng.choice((0, 0, 0.1, 0.3, 0.6)), rng.choice((0.2, 1, 5))
        answers = dict[str, str]()
        for name, question in engine.dialogue.questions.items():
            if rng.random() < passed or name in {"target", "reason", "one_more"}:
                continue
            free = [each for each in question.option_ids if each not in question.exclusive]
            if question.kind is Kind.ONE:
                answers[name] = rng.choices(free, [lean**-place for place in range(len(free))])[0]
            else:
                ticked = set(rng.sample(free, rng.randint(1, int(question.at_most or len(free)))))
                answers[name] = " ".join(each for each in free if each in ticked)
                if question.exclusive and rng.random() < 0.3:
                    answers[name] = min(question.exclusive)
        reasons = [*answers.get("first_ones", " ".join(PRIORITIES)).split(), "another", None]
        targets = [
            (rng.choice((f"Structure {place}", None)), rng.choice(reasons))
            for place in range(rng.randint(0, 4))
        ]
        session = with_targets(engine, targets, **answers)
        runs.append((answers, session, engine.result(session)))
    return tuple(runs)


# How complete the plan is, once more; what is unknown counts neither in the total nor in its maximum.


def points(answers: Mapping[str, str]) -> dict[str, int]:
    scored = {name: 2 - options.index(answers[name]) for name, options in SCALES.items() if name in answers}
    return scored | {name: 0 if answers[name] in NONE_YET else 2 for name in NAMED if name in answers}


def outcome_of(scored: Mapping[str, int]) -> str:
    if len(scored) < 3:
        return FEW
    share = Fraction(sum(scored.values()), 2 * len(scored))
    if share < Fraction(6, 12):
        return "plan_to_begin"
    return "plan_ready" if share >= Fraction(10, 12) and len(scored) > 4 else "plan_under_way"


def causes_of(answers: Mapping[str, str]) -> tuple[str, ...]:
    """What is not there at all, then what is there in part; then how to go to those that come first, and the news."""
    firm, others = list[str](), list[str]()
    if 1 <= len(answers.get("occasions", "").split()) <= 2:
        others.append("more_occasions")
    groups = {
        "list_to_write": ("contact_list", "names_from"),
        "needs_to_learn": ("situations_known",),
        "promise_to_make": ("kept_between",),
        "frame_to_write": ("written",),
    }
    for cause, names in groups.items():
        scored = points({name: answers[name] for name in names if name in answers})
        least = min(scored.values(), default=2)
        if least < 2:
            (others if least else firm).append(cause)
    others += [f"{each}_first" for each in PRIORITIES if each in answers.get("first_ones", "").split()]
    return (*firm, *others, *(["news_to_spread"] if "circulates" in answers else []))


def filled(total: int, unknown: int) -> dict[str, str]:
    """Answers worth `total`, `unknown` of the six questions passed; a point alone goes to a question with three steps.

    Occasions, the first to be passed, are worth two as soon as there is one.
    """
    left = [*NAMED, *SCALES][unknown:]
    answers = dict[str, str]()
    for name in left:
        own = 2 if total > 1 else total if name in SCALES else 0
        total -= own
        nothing = "nowhere" if name == "names_from" else "not_thought_of"
        answers[name] = SCALES[name][2 - own] if name in SCALES else BEST[name] if own else nothing
    return answers
