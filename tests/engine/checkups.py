"""The two points on networking for the tests: the study's tables and its rule a second time, and random interviews."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from bot.engine.dialogue import Inputs, Voice
from bot.engine.engine import Engine
from bot.engine.result import Result
from bot.engine.session import Reply, Session
from bot.engine.values import Key, One, chosen
from tests.engine.interviews import random_value

WALKS = 600
FEW = "few_answers"
UNDER_WAY, ALIVE = "network_under_way", "network_alive"


@dataclass(frozen=True)
class Rule:
    """The study's table once more. `scale`: the options of each question, from two points down to none (of N11 and
    O10 those that count one each); `leads`: for each cause its questions, the tag of the study, and the source.
    """

    scale: Mapping[str, Sequence[str]]
    ticks: str
    bounds: tuple[int, int]
    lowest: str
    leads: Mapping[str, tuple[str, str, str]]


BENEFICIARY = Rule(
    scale={
        "talked": ("several", "one_or_two", "not_yet"),
        "story": ("told", "partly", "in_one_head"),
        "responsibility": ("several", "everybody", "one_person"),
        "linked": ("clearly", "partly", "apart"),
        "shared_time": ("planned", "sometimes", "no"),
        "key_people": ("take_part", "invited", "no"),
        "follows": ("small_group", "one_person", "nobody"),
        "could_commit": ("all_round", "partly", "no"),
        "watch": ("regularly", "by_chance", "no"),
        "outings": ("several_a_year", "sometimes", "never"),
        "spoken_of": ("meeting", "document", "newsletter", "invitations"),
        "sheet": ("up_to_date", "old", "no"),
        "relays": ("regular", "sometimes", "nobody"),
    },
    ticks="spoken_of",
    bounds=(10, 18),
    lowest="network_to_start",
    leads={
        "local_actors": ("talked", "mobilise_local_actors", "000:1.1.a1"),
        "shared_load": ("story responsibility", "share_history_and_responsibility", "000:1.1.a2"),
        "other_projects": ("linked", "link_other_projects", "000:1.1.a3"),
        "common_culture": ("shared_time", "build_common_culture", "000:1.1.a4"),
        "people_who_count": ("key_people", "involve_resource_people", "000:1.1.c"),
        "volunteers": ("follows", "cooperation_committee", "000:1.1.d"),
        "wishes_and_means": ("could_commit", "reliable_people_and_resources", "004:E2.1"),
        "elsewhere": ("watch", "cooperation_watch", "000:1.2.a"),
        "going_out": ("outings", "attend_meetings", "000:1.2.b"),
        "told_at_home": ("spoken_of", "internal_communication", "000:1.3.a"),
        "page_to_show": ("sheet", "identity_sheet", "000:1.3.b1"),
        "news_relays": ("relays", "keep_info_fresh", "000:1.3.b2"),
    },
)
MEANS = ("exchanges", "writings", "contacts", "partnerships", "testimonies")
OFFICER = Rule(
    scale={
        "examples": ("often", "sometimes", "hardly_ever"),
        "own_networks": ("often", "sometimes", "hardly_ever"),
        "cooperation_actors": ("listed", "partly", "not_yet"),
        "partners": ("most", "some", "not_really"),
        "topic_networks": ("several", "one_or_two", "none"),
        "peers": ("regularly", "sometimes", "no"),
        "contacts_known": ("always", "when_possible", "rarely"),
        "introduces": ("clearly", "roughly", "not_yet"),
        "replies": ("within_a_week", "late", "some_missing"),
        "means": MEANS,
        "takes_part": ("both_kinds", "one_kind", "none"),
        "set_time": ("weekly", "monthly", "left_over"),
    },
    ticks="means",
    bounds=(9, 17),
    lowest="network_to_build",
    leads={
        "examples_to_tell": ("examples own_networks", "show_network_value", "001:h"),
        "names_to_find": ("cooperation_actors partners topic_networks", "map_networks", "001:i"),
        "same_trade": ("peers", "contact_similar_missions", "001:j1"),
        "others_frame": ("contacts_known", "mutual_knowledge", "001:k1"),
        "mission_in_words": ("introduces", "explain_support_in_their_words", "002:d3"),
        "requests_waiting": ("replies", "clear_frame_cost", "002:d4"),
        "more_exchanges": ("means", "exchange_spaces", "001:l1"),
        "more_writings": ("means", "share_experience_and_tools", "001:l2"),
        "more_contacts": ("means", "use_people_networks", "001:l3"),
        "place_and_time": ("takes_part set_time", "regular_network_time", "001:f"),
        "more_partnerships": ("means", "seek_partnerships", "001:l4"),
        "more_testimonies": ("means", "gather_testimonies", "001:l5"),
    },
)
BLOCKS = {
    "sharing": [*BENEFICIARY.scale][:8],
    "learning": ["watch", "outings"],
    "telling": ["spoken_of", "sheet", "relays"],
}
RULES = {Voice.BENEFICIARY: BENEFICIARY, Voice.OFFICER: OFFICER}


def points(rule: Rule, session: Session) -> dict[str, int]:
    """The points of each question that has an answer."""
    scored = {}
    for name, options in rule.scale.items():
        answer = chosen(session.answers[Key(name)])
        if answer is None:
            continue
        ticks = len(answer - {"nothing"})
        if name == "means":
            scored[name] = (ticks > 0) + (ticks > 2)
        else:
            scored[name] = min(ticks, 2) if name == rule.ticks else 2 - options.index(min(answer))
    return scored


def outcome_of(rule: Rule, scored: Mapping[str, int]) -> str:
    if len(scored) * 2 < len(rule.scale):
        return FEW
    share, (low, high) = Fraction(sum(scored.values()), 2 * len(scored)), rule.bounds
    most = 2 * len(rule.scale)
    if share < Fraction(low, most):
        return rule.lowest
    return ALIVE if share > Fraction(high, most) else UNDER_WAY


def attention_of(scored: Mapping[str, int]) -> str | None:
    """The block with the lowest share, or two; None where all three are equal, or one has no answer."""
    shares = {
        block: Fraction(sum(known), len(known))
        for block, names in BLOCKS.items()
        if (known := [scored[name] for name in names if name in scored])
    }
    least = [block for block, share in shares.items() if share == min(shares.values())]
    return "_".join(least) if len(shares) == 3 and len(least) < 3 else None


def causes_of(rule: Rule, session: Session) -> tuple[str, ...]:
    """Isolated on all sides; then what is at its worst, then what is below its best, then what could be added."""
    scored, ranked = points(rule, session), list[tuple[int, str]]()
    missing = next((each for each in MEANS if each not in said(session, "means")), "")
    for cause, (names, _, _) in rule.leads.items():
        least = min((scored[name] for name in names.split() if name in scored), default=2)
        if names == "means":
            fits = cause == f"more_{missing}" and "means" in scored
            if fits and (least < 2 or missing in MEANS[3:]):
                ranked.append((least, cause))
        elif least < 2:
            ranked.append((least, cause))
    alone = said(session, "talked") == {"not_yet"} and said(session, "outings") == {"never"}
    ordered = [cause for _, cause in sorted(ranked, key=lambda each: each[0])]
    return ("few_links", *ordered) if alone else tuple(ordered)


def said(session: Session, name: str) -> frozenset[str]:
    return chosen(session.answers.get(Key(name))) or frozenset()


@cache
def random_runs(engine: Engine, voice: Voice) -> tuple[tuple[Session, Result], ...]:
    """Interviews with more or less unknown, and with more or less at its best or at its worst."""
    rng, runs = random.Random(2), list[tuple[Session, Result]]()
    for _ in range(WALKS):
        unknown, leaning = rng.choice((0, 0, 0.1, 0.3, 0.6)), rng.choice((0, 0.4, 0.9, 1))
        end, session = rng.choice((0, -1)), engine.begin(Inputs(voice)).session
        while session.at is not None:
            question = engine.dialogue.questions[session.at.question]
            value = random_value(rng, question, unknown)
            if isinstance(value, One) and rng.random() < leaning:
                value = One(question.option_ids[end])
            session = engine.advance(session, Reply(session.at, value)).session
        runs.append((session, engine.result(session)))
    return tuple(runs)


def filled(rule: Rule, total: int, unknown: int = 0) -> dict[str, str]:
    """Answers worth `total` points, the first `unknown` questions passed, points given to the first of the others."""
    answers = {}
    for name, options in [*rule.scale.items()][unknown:]:
        own = min(total, 2)
        ticks = (0, 1, 3)[own] if name == "means" else own
        answers[name] = (" ".join(options[:ticks]) or "nothing") if name == rule.ticks else options[2 - own]
        total -= own
    return answers
