"""Preparing the first contact, for the tests: the study's tables and its rule a second time, and random preparations."""

import random
from collections.abc import Mapping
from fractions import Fraction
from functools import cache

from bot.engine.dialogue import Inputs, Kind, Voice
from bot.engine.engine import Engine
from bot.engine.result import Result
from bot.engine.session import Session
from tests.engine.visits import play

WALKS = 800
FEW = "few_answers"
HALF = Fraction(1, 2)
# PC2, PC3, PC5 to PC11: what each answer is worth; PC8 has a rule of its own.
WORTH: Mapping[str, Mapping[str, Fraction | int]] = {
    "why_them": {"project_starts": 1, "deadline": 1, "partner_spoke": 1, "may_not_dare": 1, "not_chosen": 0},
    "bearer": {"name": 1, "lead": HALF, "no": 0},
    "approach": {"visit": 1, "call": 1, "write_then_call": HALF, "write_only": 0},
    "two_sentences": {"yes": 1, "to_work_on": 0},
    "use_to_them": {"precisely": 1, "a_little": HALF, "not_yet": 0},
    "clear": {"frame cost aims": 1, "nothing": 0},
    "near_example": {"yes": 1, "searching": HALF, "no": 0},
    "stays_private": {"yes": 1, "not_yet": 0},
    "if_silent": {"call_back": 1, "visit": 1, "wait": 0},
}
HALVES = [name for name, options in WORTH.items() if HALF in options.values()]
# The study's table: the questions of each cause, its advice and where that comes from.
LEADS = {
    "one_to_choose": ("why_them", "targeted_contact_list", "002:b1"),
    "reason_to_find": ("why_them", "use_people_networks", "001:l3"),
    "person_to_find": ("bearer", "find_right_person", "002:b3.b"),
    "lead_to_check": ("bearer", "find_right_person", "002:b3.b"),
    "by_voice": ("approach", "direct_informal_talk", "002:b3.c"),
    "their_words": ("two_sentences use_to_them", "explain_support_in_their_words", "002:d3"),
    "use_to_say": ("use_to_them", "explain_support_in_their_words", "002:d3"),
    "frame_to_set": ("clear", "clear_frame_cost", "002:d4"),
    "example_to_find": ("near_example", "concrete_examples", "002:d5"),
    "promise_to_word": ("stays_private", "protect_confidentiality", "002:c"),
    "second_call": ("if_silent", "take_first_step", "002:d6"),
}
# Where some of it is ready, the cause speaks of the rest: what was said, the cause without it and the one with it.
PARTLY = {
    "organisation": ("one_to_choose", "reason_to_find"),
    "bearer_name": ("person_to_find", "lead_to_check"),
    "two_sentences": ("their_words", "use_to_say"),
}
# PC4: the situation, how the talk goes then, its line on the sheet, and the need that the study names.
TALKS = {
    "no_plans": ("nothing_planned", "talk_no_plans", "prompt_reflection", "002:b2.1"),
    "willing_unsure": ("wish_there", "talk_willing", "starter_tools", "002:b2.2"),
    "already_started": ("under_way", "talk_started", "step_back", "002:b2.3"),
}
WORDS = {
    "bearer_name": "Mme Arnaud",
    "sentences": "J’aide.",
    "use_words": "Deux samedis.",
    "example_words": "Vernay.",
}
BEST = {name: next(iter(options)) for name, options in WORTH.items()}


def run(engine: Engine, answers: Mapping[str, str]) -> tuple[Session, Result]:
    session = play(engine, Inputs(Voice.OFFICER), **answers)
    return session, engine.result(session)


@cache
def random_runs(engine: Engine) -> tuple[tuple[Mapping[str, str], Session, Result], ...]:
    """Preparations that lean to what is ready or to what is not, with few or many questions passed."""
    rng, runs = random.Random(4), []
    for _ in range(WALKS):
        passed, lean = rng.choice((0, 0, 0.1, 0.3, 0.6)), rng.choice((0.2, 1, 5))
        answers = dict[str, str]()
        for question in engine.dialogue.questions.values():
            if rng.random() < passed or not asked_for(question.id, answers):
                continue
            free = [each for each in question.option_ids if each not in question.exclusive]
            if question.kind is Kind.ONE:
                answers[question.id] = rng.choices(free, [lean**-place for place in range(len(free))])[0]
            elif question.kind is Kind.SEVERAL:
                ticked = set(rng.sample(free, rng.randint(1, len(free))))
                answers[question.id] = " ".join(each for each in free if each in ticked)
                if rng.random() < 0.2:
                    answers[question.id] = min(question.exclusive)
            else:
                answers[question.id] = WORDS.get(question.id, "Foyer rural")
        runs.append((answers, *run(engine, answers)))
    return tuple(runs)


def asked_for(name: str, answers: Mapping[str, str]) -> bool:
    """Whether `name` is asked: words are asked for what is there already."""
    there = {
        "bearer_name": answers.get("bearer") in {"name", "lead"},
        "sentences": answers.get("two_sentences") == "yes",
        "use_words": answers.get("use_to_them") == "precisely",
        "example_words": answers.get("near_example") == "yes",
    }
    return there.get(name, True)


# The rule once more; what is unknown counts neither in the total nor in its maximum.


def points(answers: Mapping[str, str]) -> dict[str, Fraction | int]:
    scored = {name: WORTH[name][answers[name]] for name in WORTH if name in answers and name != "clear"}
    if "clear" in answers:
        scored["clear"] = int({"frame", "cost", "aims"} <= {*answers["clear"].split()})
    return scored


def outcome_of(scored: Mapping[str, Fraction | int]) -> str:
    if len(scored) < 5:
        return FEW
    share = Fraction(sum(scored.values()), 1) / len(scored)
    if share < Fraction(5, 9):
        return "a_little_more"
    return "ready" if share >= Fraction(8, 9) else "nearly_ready"


def causes_of(answers: Mapping[str, str]) -> tuple[str, ...]:
    """What is not ready at all; then what is nearly, both in the order of the study; then how the talk goes."""
    scored, ranked = points(answers), list[tuple[Fraction | int, str]]()
    for cause, (names, _, _) in LEADS.items():
        if not fits(cause, answers):
            continue
        least = min((scored[name] for name in names.split() if name in scored), default=1)
        if cause == "frame_to_set" and least == 0 and answers["clear"] != "nothing":
            least = HALF  # something is clear, though not all three
        if least < 1:
            ranked.append((least, cause))
    talk = TALKS.get(answers.get("their_situation", ""), ("",))[0]
    return (*(cause for _, cause in sorted(ranked, key=lambda each: each[0])), *([talk] if talk else []))


def fits(cause: str, answers: Mapping[str, str]) -> bool:
    """Whether `cause`, of the two for the same questions, is the one that asks for nothing that is ready."""
    ready = {name: name in answers for name in PARTLY}
    ready["bearer_name"] &= answers.get("bearer") == "lead"
    ready["two_sentences"] = answers.get("two_sentences") == "yes"
    return all(cause != pair[not ready[name]] for name, pair in PARTLY.items())


def filled(total: Fraction, unknown: int) -> dict[str, str]:
    """Answers worth `total`, `unknown` questions passed; a half goes to one of those that have halves."""
    names = [name for name in WORTH if name not in HALVES][:unknown]
    names += HALVES[: unknown - len(names)]
    left = [name for name in WORTH if name not in names]
    answers = {name: next(option for option, worth in WORTH[name].items() if worth == 0) for name in left}
    if total % 1:
        name = next(each for each in reversed(left) if each in HALVES)
        answers[name] = next(option for option, worth in WORTH[name].items() if worth == HALF)
        left.remove(name)
    return answers | {name: next(iter(WORTH[name])) for name in left[: int(total)]}
