"""The decision rule of the situation diagnosis once more, independent of engine and YAML, to compare with.

R1…R10 and the section numbers are those of the rule's prose. An empty string is an unknown fact.
"""

import random
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain, zip_longest

Answer = str | frozenset[str] | None
Answers = Mapping[str, Answer]
Facts = Mapping[str, str]


def cells(text: str) -> dict[str, list[str]]:
    rows = (row.split(":") for row in text.split(";"))
    return {name.strip(): cell.split() for name, cell in rows}


S1, S2, S3, OPEN = "no_plans", "willing_unsure", "already_started", "undetermined"
# Tables 2.3 to 2.5 in their order, the two added rows in 2.4: "cause: recommendations > next steps".
ROWS = {
    S1: cells("""bad_experience: know_history prompt_reflection peer_connection protect_confidentiality
reassure_and_rebuild_trust > hear_the_story call_a_witness; negative_prior: concrete_examples
prompt_reflection weigh_pros_cons peer_connection learn_from_case reassure_and_rebuild_trust >
see_an_example; not_concerned: take_first_step explain_support_in_their_words concrete_examples
prompt_reflection say_why_cooperate show_network_value > two_sentences; lack_time_means:
direct_informal_talk make_benefits_visible prompt_reflection clear_frame_cost give_time_to_mature >
short_visit chosen_date; hard_to_ask_help: take_first_step direct_informal_talk protect_confidentiality
prompt_reflection > call_first similar_case; imposed: clarify_wanted_or_imposed prompt_reflection
say_why_cooperate reassure_and_rebuild_trust common_ground_and_conflicts > sort_obligations;
no_political_will: work_on_political_will make_benefits_visible find_allies give_time_to_mature
prompt_reflection > meet_decision_maker allied_official"""),
    S2: cells("""missing_partners: map_networks identity_sheet seek_partnerships attend_meetings map_ecosystem
> identity_page three_calls; missing_method: starter_tools project_sheet map_ecosystem provisional_schedule
set_formal_framework know_history two_day_workshop > first_two_sections; missing_network: map_networks
attend_meetings show_network_value pass_on_tools use_people_networks > choose_a_meeting go_together;
missing_funding: funding_paths project_sheet choose_cooperation_level provisional_schedule >
three_funding_paths; missing_legitimacy: find_allies involve_resource_people say_why_cooperate
mobilise_local_actors > meet_a_voice; missing_shared_stakes: shared_diagnosis common_ground_and_conflicts
mutual_knowledge choose_cooperation_level > three_talks; missing_time: starter_tools
reliable_people_and_resources cooperation_committee peer_connection > share_three_tasks;
missing_political_support: work_on_political_will make_benefits_visible internal_communication
concrete_examples > page_of_arguments; scattered_ideas: focus_topics shared_diagnosis project_sheet
weigh_pros_cons > sorting_session; hostile_actor: read_actor_game find_allies air_disagreements >
actor_map; imposed: clarify_wanted_or_imposed seek_partnerships say_why_cooperate > sort_obligations"""),
    S3: cells("""shared_stakes_unclear: shared_diagnosis common_ground_and_conflicts focus_topics >
one_common_sentence; scattered_actions: focus_topics weigh_pros_cons joint_action_plan > keep_two_topics;
actors_not_mobilised: mobilise_local_actors involve_resource_people cooperation_committee raise_awareness >
call_for_volunteers; culture_gap: speak_frankly build_common_culture mutual_knowledge >
our_ways_of_working; no_lead_partner: name_lead_partner set_governance formal_decisions > choose_on_agenda;
governance_unclear: set_governance decision_frame set_formal_framework formal_decisions > who_decides_page;
missing_funding: funding_paths provisional_schedule project_sheet > funding_plan; roles_unclear:
who_does_what joint_action_plan step_back > who_what_when; key_person_overload:
share_history_and_responsibility who_does_what reliable_people_and_resources > hand_over_a_task; silo:
break_silos project_team_mode coordinate_and_sync > monthly_team_meeting; conflict: air_disagreements
seek_compromise step_back read_actor_game > separate_talks third_party_meeting; hostile_actor:
read_actor_game find_allies air_disagreements > actor_map talk_with_actor; trust_eroded:
reassure_and_rebuild_trust air_disagreements decision_frame informal_conviviality > clear_the_air
small_safe_action; political_change: work_on_political_will make_benefits_visible keep_course_or_adapt
formal_decisions > field_visit; communication_weak: communication_plan internal_communication
keep_info_fresh > three_messages; evaluation_missing: regular_reviews early_evaluation_criteria
make_benefits_visible > shared_review; funding_end: secure_funding make_benefits_visible regular_reviews
funding_paths > what_ends_when; transfer_needed: transfer_expertise share_history_and_responsibility
set_formal_framework > three_sheets; renewal_needed: renew_mobilisation new_cooperations
mobilise_local_actors > real_task_for_newcomer; imposed: clarify_wanted_or_imposed set_governance
common_ground_and_conflicts > our_own_aim; stalled: step_back air_disagreements seek_compromise
keep_course_or_adapt > third_party_meets_each resume_reduce_or_stop"""),
}
NEED = cells("""no_plans: prompt_reflection concrete_examples direct_informal_talk; willing_unsure:
starter_tools project_sheet peer_connection; already_started: step_back regular_reviews decision_frame;
undetermined: direct_informal_talk peer_connection weigh_pros_cons""")
MISSION_ONLY = {"general_information", "targeted_contact_list", "needs_survey"}
OFFICER_ONLY = MISSION_ONLY | {"explain_support_in_their_words", "pass_on_tools"}
TAPS = cells("""aim: shared_stakes_unclear scattered_actions; roles: roles_unclear key_person_overload; lead:
no_lead_partner governance_unclear; tensions: conflict trust_eroded; differences: culture_gap silo
actors_not_mobilised; results: evaluation_missing communication_weak; departures: transfer_needed
renewal_needed""")
DETAILS = {f"{family}_detail": taps for family, taps in TAPS.items()}
OPTIONS = DETAILS | cells("""activity: running preparing stopped service contacts none unsure; bond: bound
talking closed; joint: worked next_set aim_set written shared acted reviewed nothing; decides: shared led
contract imposed unclear; joint_again: worked next_set aim_set written shared acted reviewed nothing;
wish: resume others quit undecided; will: positive negative; appetite: yes rather_yes depends rather_no
no; first_step: gladly not_this_year no_thanks; origin: own partner imposed leaders none; sounds_like:
no_plans willing_unsure; brakes: bad_experience distrust fear_for_freedom not_concerned lack_time_means
hard_to_ask_help imposed no_political_will; gaps: missing_partners missing_method missing_network
missing_funding missing_legitimacy missing_shared_stakes missing_time missing_political_support
scattered_ideas hostile_actor; memory: good mixed bad no_past; stage: seeking building acting cycle_done
running_well; practice: aim roles lead tensions hostile_actor political_change differences money results
departures imposed; relations: good fair cold broken mixed; expects: think tools contacts step_back
nothing""")
AT_MOST = {"joint": 7, "joint_again": 7, "brakes": 3, "gaps": 3, "practice": 3}
OPENS = {S1: ["brakes", "memory"], S2: ["gaps"], S3: ["stage", "practice", *DETAILS, "relations"], OPEN: []}
UNDER_WAY = ("running", "preparing")
PRIOR = dict.fromkeys(("distrust", "fear_for_freedom"), "negative_prior")
PHASES = {"seeking": "emergence", "building": "emergence", "acting": "implementation"}
POINTS_TO = {"think": S1, "tools": S2, "contacts": S2, "step_back": S3}


@dataclass(frozen=True)
class Verdict:
    asked: tuple[str, ...]
    begun: str
    situation: str
    outcome: str
    candidate: str | None
    phase: str | None
    flags: frozenset[str]
    causes: tuple[str, ...]
    confidence: str
    to_check: frozenset[str]
    advice: tuple[str, ...]
    more_advice: tuple[str, ...]
    steps: tuple[str, ...]


def begun_of(facts: Facts) -> str:  # section 2
    activity, joint = facts["activity"], facts["joint"]
    a_say = facts["decides"] != "contract" and activity != "none"
    if a_say and (joint == "shared_aim" or (joint == "enough" and activity != "service")):
        return "yes"
    if a_say and activity == "stopped" and facts["bond"] == "bound":
        return "presumed_yes"
    if joint or activity == "none":
        return "no"
    return "presumed_yes" if a_say and activity in UNDER_WAY else "presumed_no"


def situation_of(facts: Facts, *, turned: bool = False) -> str:  # section 3; turned: with `begun` reversed
    begun = begun_of(facts).endswith("yes") != turned
    bond, wish = facts["bond"], facts["wish"]
    if facts["activity"] != "stopped":
        if begun:
            return S3  # R1
    elif begun and (bond == "bound" or (bond != "closed" and wish in ("resume", "undecided", ""))):
        return S3  # R2, R3
    elif wish in ("others", "resume"):
        return S2  # R4, R6
    elif wish == "quit":
        return S1  # R5, R7
    return {"positive": S2, "negative": S1, "": OPEN}[facts["will"]]  # R8, R9, R10


def finding(facts: Facts) -> tuple[str, frozenset[str]]:  # the situation and its flags
    situation = situation_of(facts)
    stalled = situation == S3 and facts["activity"] == "stopped"
    leaving = stalled and facts["bond"] == "bound" and facts["wish"] in ("quit", "others")
    imposed = "imposed" in (facts["imposed"], facts["decides"])
    flags = {"imposed": imposed, "stalled": stalled, "exit_considered": leaving}
    return situation, frozenset(flag for flag, holds in flags.items() if holds)


class Talk:  # what was asked, in order, and what was said to it: one option, several, or nothing
    def __init__(self, answers: Answers) -> None:
        self.answers = answers
        self.said: dict[str, frozenset[str]] = {}

    def ask(self, question: str) -> str:
        answer = self.answers.get(question) or ()
        self.said.setdefault(question, frozenset([answer] if isinstance(answer, str) else answer))
        return self.one(question)

    def one(self, question: str) -> str:
        return next(iter(self.many(question)), "")

    def many(self, question: str) -> frozenset[str]:
        return self.said.get(question, frozenset())

    def imposed(self) -> list[str]:  # once for each answer that says it
        said = (self.many(question) for question in ("decides", "origin", "brakes", "practice"))
        return [option for options in said for option in options if option == "imposed"]

    def joint(self, activity: str) -> str:  # "shared_aim" is enough for a service too
        self.ask("joint")
        answered = self.many("joint")
        done = answered - {"nothing"}
        if answered and activity in UNDER_WAY and len(done) < 2:
            self.ask("joint_again")
            done |= self.many("joint_again") - {"nothing"}
        if len(done) < 2 or done == {"worked", "reviewed"}:
            return "few" if answered else ""
        return "shared_aim" if "aim_set" in done and done & {"shared", "acted"} else "enough"

    def facts(self) -> dict[str, str]:  # section 1
        facts = dict.fromkeys(("joint", "decides", "bond", "wish", "will", "imposed"), "")
        facts["activity"] = self.ask("activity")
        if facts["activity"] != "none":
            facts |= {"joint": self.joint(facts["activity"]), "decides": self.ask("decides")}
        if facts["activity"] == "stopped":
            facts |= {"bond": self.ask("bond"), "wish": self.ask("wish")}
        if situation_of(facts) == OPEN:
            will = self.ask("appetite")
            will = self.ask("first_step") if will == "depends" else will
            facts["will"] = will and ("positive" if will in ("yes", "rather_yes", "gladly") else "negative")
        return facts

    def ask_about(self, outcome: str, *, refined: bool) -> None:  # section 4
        for question in OPENS[outcome]:
            family = question.removesuffix("_detail")
            if family == question or (refined and family in self.many("practice")):
                self.ask(question)

    def doubts(self, facts: Facts) -> tuple[int, frozenset[str]]:  # section 7: steps down, what to check
        found, begun, activity = finding(facts), begun_of(facts), facts["activity"]
        asked = {"will" if question == "appetite" else question for question in self.said}
        unknown = {one for one in asked & {"activity", "decides", "bond", "wish", "will"} if not facts[one]}
        check = {one for one in unknown if any(finding({**facts, one: v}) != found for v in OPTIONS[one])}
        check |= unknown & {"activity"} if begun.endswith("yes") else set()
        no_joint = asked & {"joint"} if not facts["joint"] else set()
        others = (
            no_joint or begun.startswith("presumed"),
            activity in (("contacts", "unsure") if begun.endswith("yes") else UNDER_WAY),
            POINTS_TO.get(self.one("expects"), found[0]) != found[0],
            "bad_experience" in self.many("brakes") and self.one("memory") == "no_past",
            3 * [*self.said.values()].count(frozenset()) > len(self.said),
        )
        return len(check) + sum(map(bool, others)), frozenset(check | no_joint)

    def candidate(self, facts: Facts) -> str | None:
        situation = situation_of(facts)
        if situation == OPEN:
            return {S1: S2, S2: S1}.get(self.one("sounds_like"))
        wanted = (POINTS_TO.get(self.one("expects")), situation_of(facts, turned=True), S2, S1)
        return next(other for other in wanted if other not in (None, situation, OPEN))

    def phase(self, facts: Facts) -> str:
        unknown = "emergence" if facts["activity"] == "preparing" else "implementation"
        return PHASES.get(self.one("stage"), "sustaining") if self.one("stage") else unknown

    def causes(self, outcome: str, facts: Facts) -> list[str]:  # section 5
        told, also = {*self.many("gaps")}, ""  # for willing_unsure; `also`: what a second answer says
        if outcome == S1:
            told = {PRIOR.get(brake, brake) for brake in self.many("brakes")}
            also = "bad_experience" if self.one("memory") == "bad" else ""
        elif outcome == S3:
            first = {family: taps[0] for family, taps in TAPS.items()}
            first["money"] = "missing_funding" if self.phase(facts) == "emergence" else "funding_end"
            told = {self.one(f"{one}_detail") or first.get(one, one) for one in self.many("practice")}
            told |= finding(facts)[1] & {"stalled"}
            also = {"broken": "conflict", "cold": "trust_eroded"}.get(self.one("relations"), "")
        votes = Counter([*(told - {"imposed"}), also, *self.imposed()])
        found = [row for row in ROWS.get(outcome, ()) if votes[row]]
        return sorted(found, key=lambda row: (row != "stalled", votes[row] < 2))


def advise(outcome: str, causes: list[str], voice: str) -> tuple[tuple[str, ...], ...]:  # section 6
    rows = [" ".join(ROWS[outcome][cause]).split(" > ") for cause in causes]
    rounds = chain.from_iterable(zip_longest(*(advice.split() for advice, _ in rows)))
    mute = OFFICER_ONLY if voice == "beneficiary" else set()
    queue = tuple(dict.fromkeys(tag for tag in rounds if tag and tag not in mute))
    given = tuple(dict.fromkeys((*queue[:3], *NEED[outcome])))[:3]
    steps = rows[0][1].split()[:2] if rows else [f"first_step:{given[0]}"]
    return given, queue[3:], tuple(steps)


def diagnose(answers: Answers, voice: str) -> Verdict:
    talk = Talk(answers)
    facts = talk.facts()
    talk.ask("origin")
    situation = situation_of(facts)
    outcome = (talk.ask("sounds_like") if situation == OPEN else "") or situation
    talk.ask_about(outcome, refined=True)
    talk.ask("expects")
    facts["imposed"] = "".join(talk.imposed()[:1])
    down, to_check = talk.doubts(facts)
    confidence = "low" if situation == OPEN else ("high", "medium", "low")[min(down, 2)]
    candidate = talk.candidate(facts) if confidence == "low" else None
    offered = (outcome, candidate) if candidate else (S1, S2)
    if confidence == "low" and answers.get("second_look") in offered:
        outcome = talk.ask("second_look")
        talk.ask_about(outcome, refined=False)
        facts["imposed"] = "".join(talk.imposed()[:1])
    causes = talk.causes(outcome, facts)
    phase = talk.phase(facts) if outcome == S3 else None
    told = (tuple(talk.said), begun_of(facts), situation, outcome, candidate, phase, finding(facts)[1])
    return Verdict(*told, tuple(causes), confidence, to_check, *advise(outcome, causes, voice))


def random_answer(rng: random.Random, question: str) -> Answer:
    count = rng.choice((1, rng.randint(1, AT_MOST.get(question, 1))))
    ticks = frozenset(rng.sample(OPTIONS[question], count))
    answer = ticks - {"nothing"} or ticks if question in AT_MOST else min(ticks)
    return answer if rng.random() > 0.15 else None


def random_answers(rng: random.Random, voice: str) -> dict[str, Answer]:
    answers: dict[str, Answer] = {}
    while True:
        verdict = diagnose(answers, voice)
        missing = [question for question in verdict.asked if question not in answers]
        if missing:
            answers[missing[0]] = random_answer(rng, missing[0])
        elif verdict.confidence != "low" or "second_look" in answers or rng.random() > 1 / 3:
            return answers
        else:
            offered = (verdict.outcome, verdict.candidate) if verdict.candidate else (S1, S2)
            answers["second_look"] = rng.choice(offered)
