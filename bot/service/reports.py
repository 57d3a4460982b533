"""Results as they are read: the report, the advice in detail, the other advice, and the reasons."""

from datetime import date
from functools import reduce

from bot.blocks import Block, Bullets, Heading, Paragraph, Tone
from bot.engine.dialogue import Recommendation
from bot.engine.engine import Engine
from bot.engine.explain import Aspect, Claim, Reason, explain
from bot.engine.facts import Level
from bot.engine.result import CAUSES_SHOWN, Advice, Result
from bot.engine.session import Session
from bot.engine.values import Key
from bot.service.dates import say_due
from bot.service.prompts import signs
from bot.service.said_steps import said_steps
from bot.service.wording import Wording, lowered
from bot.texts.catalogues import VALUE, msg

FACTS_SHOWN = 3
FEW = 2
CAUSES_NAMED = 6


def report(engine: Engine, wording: Wording, session: Session, today: date) -> tuple[Block, ...]:
    """The result of a finished interview, as it is shown and kept."""
    result = engine.result(session)
    return (
        Heading(wording.outcome(session, result.outcome, "name"), level=1),
        Paragraph(wording.outcome(session, result.outcome, "says")),
        *_stage(wording, result),
        *_facts(wording, session, result),
        *_doubt(engine, wording, session, result),
        *_causes(wording, result),
        Heading(wording.texts.say("To begin with")),
        Paragraph(_of_first_cause(engine, wording, result, "first_move")),
        *_advice(wording, result.advice),
        *_steps(wording, session, result, today),
        *_next_question(engine, wording, result),
        *_to_check(wording, result),
    )


def _stage(wording: Wording, result: Result) -> list[Block]:
    shown = [_said_shown(wording, result, name) for name in result.shown]
    return [Paragraph(said) for said in (*shown, *(wording.text(f"flag.{flag}") for flag in result.flags))]


def _said_shown(wording: Wording, result: Result, name: str) -> str:
    """A fact that is shown with the result, in a sentence of the dialogue's own if it has one."""
    values = (wording.text(f"{name}.{value}") for value in result.shown[name])
    value = reduce(lambda one, other: wording.texts.say("{one} and {other}", one=one, other=other), values)
    if said := wording.maybe(f"{name}.said"):
        return said.replace(VALUE, value)
    at_its_stop = "stalled" in result.flags
    msgid = (
        msg("The stage reached when it stopped: {stage}.")
        if at_its_stop
        else msg("The stage reached: {stage}.")
    )
    return wording.texts.say(msgid, stage=value)


def _facts(wording: Wording, session: Session, result: Result) -> list[Block]:
    """What was chosen, then the answers that speak for the outcome, then the others that decided."""
    choices = [key for key in result.because if _is_choice(wording, key)]
    signs_of_it = [key for key in result.signs[result.outcome] if not _is_choice(wording, key)]
    others = [key for key in result.because if key not in (*choices, *signs_of_it)]
    # what decided may speak against it too; it is told only where too little speaks for it
    keys = (*choices, *signs_of_it, *(others if len(signs_of_it) < FEW else ()))
    known = [key for key in keys if session.given(key) is not None]
    facts = [(wording.fact(session, key), "") for key in known[:FACTS_SHOWN]]
    return [Heading(wording.texts.say("What makes us say so")), Bullets(tuple(facts))] if facts else []


def _is_choice(wording: Wording, key: Key) -> bool:
    return wording.dialogue.questions[key.question].weighs_outcomes


def _doubt(engine: Engine, wording: Wording, session: Session, result: Result) -> list[Block]:
    texts = wording.texts
    match result.confidence.level:
        case Level.HIGH:
            return []
        case Level.MEDIUM if any(session.given(key) is None for key in session.path):
            return [
                Paragraph(texts.say("One answer is missing or points elsewhere: this is a good first idea."))
            ]
        case Level.MEDIUM:
            return [Paragraph(texts.say("One of the answers points elsewhere: this is a good first idea."))]
        case Level.LOW:
            unsure = texts.say(
                "Several answers are missing or point elsewhere: this is a first idea, to be looked at again."
            )
            if not result.candidates:
                return [Paragraph(unsure)]
            another = Heading(texts.say("It could also be"))
            return [Paragraph(unsure), another, *signs(engine, wording, session, result.candidates)]


def _causes(wording: Wording, result: Result) -> list[Block]:
    if not result.causes:
        return []
    names = [wording.cause(result.outcome, cause, "name") for cause in result.causes]
    blocks: list[Block] = [
        Heading(wording.texts.say("What counts at the moment")),
        Bullets(tuple((name, "") for name in names[:CAUSES_SHOWN])),
    ]
    if others := names[CAUSES_SHOWN:CAUSES_NAMED]:  # more would discourage
        said = wording.listed(lowered(name, 1) for name in others)
        blocks.append(Paragraph(wording.texts.say("Also: {others}.", others=said), Tone.QUIET))
    return blocks


def _of_first_cause(engine: Engine, wording: Wording, result: Result, part: str) -> str:
    """The first move or the next question: that of the first cause; without one, that of the outcome."""
    outcome = engine.dialogue.outcomes[result.outcome]
    common = part == "first_move" and outcome.common_first_move
    if not result.causes or common:
        return wording.text(f"{result.outcome}.{part}")
    return wording.cause(result.outcome, result.causes[0], part)


def _advice(wording: Wording, advice: tuple[Advice, ...]) -> list[Block]:
    if not advice:
        return []
    items = tuple((wording.advice(each.id, "title"), wording.advice(each.id, "why")) for each in advice)
    return [Heading(wording.texts.count("{n} ideas that fit", len(items))), Bullets(items, numbered=True)]


def _steps(wording: Wording, session: Session, result: Result, today: date) -> list[Block]:
    texts = wording.texts
    lines = [
        (each.words, say_due(texts, each.due, each.occasion, today))
        for each in said_steps(wording, session, result, today)
    ]
    return (
        [Heading(wording.texts.count("The next {n} steps", len(lines))), Bullets(tuple(lines))]
        if lines
        else []
    )


def next_question(engine: Engine, wording: Wording, result: Result) -> str:
    """What to ask next time, as it is said to the voice of `wording`."""
    return _of_first_cause(engine, wording, result, "next_question")


def _next_question(engine: Engine, wording: Wording, result: Result) -> list[Block]:
    question = next_question(engine, wording, result)
    if wording.of_others:
        title = wording.texts.say("To ask them next time")
    else:
        title = wording.texts.say("To ask yourselves next time")
    return [Heading(title), Paragraph(wording.texts.say("“{name}”", name=question))]


def to_check(wording: Wording, result: Result) -> tuple[str, ...]:
    """What is to be found out, and from whom."""
    return tuple(wording.text(f"check.{name}") for name in result.confidence.to_check)


def _to_check(wording: Wording, result: Result) -> list[Block]:
    lines = tuple((line, "") for line in to_check(wording, result))
    return [Heading(wording.texts.say("To find out")), Bullets(lines)] if lines else []


def details(wording: Wording, engine: Engine, result: Result) -> tuple[Block, ...]:
    """How to go about each recommendation given."""
    blocks: list[Block] = [Heading(wording.texts.say("How to go about it"), level=1)]
    for each in result.advice:
        blocks += _detail(wording, engine.catalogue[each.id])
    return tuple(blocks)


def _detail(wording: Wording, advice: Recommendation) -> list[Block]:
    step = wording.advice(advice.id, "first_step")
    return [
        Heading(wording.advice(advice.id, "title")),
        Paragraph(wording.advice(advice.id, "how")),
        Paragraph(wording.texts.say("First step: {step}.", step=lowered(step, 1))),
        Paragraph(sources(wording, advice), Tone.QUIET),
    ]


_SOURCES = {
    "000": msg("Guide to supporting cooperation, p. 69"),
    "001": msg("Guide to supporting cooperation, p. 25"),
    "002": msg("Guide to supporting cooperation, p. 19"),
    "003": msg("Programme of the training on cooperation in territorial projects"),
    "004:P": msg("Map of the work of cooperation officers, prerequisites"),
    "004:E": msg("Map of the work of cooperation officers, emergence"),
    "004:M": msg("Map of the work of cooperation officers, implementation"),
    "004:Z": msg("Map of the work of cooperation officers, sustaining"),
}


def sources(wording: Wording, advice: Recommendation) -> str:
    """Where a recommendation comes from, as a reader can look it up."""
    names = dict.fromkeys(_SOURCES.get(each[:5], _SOURCES.get(each[:3], "")) for each in advice.sources)
    said = ", ".join(wording.texts.say(name) for name in names if name)
    return wording.texts.say("Source: {sources}.", sources=said)


def more(wording: Wording, result: Result) -> tuple[Block, ...]:
    """The recommendations that fit too, beyond those given."""
    items = tuple((wording.advice(each.id, "title"), wording.advice(each.id, "why")) for each in result.more)
    return (Heading(wording.texts.say("The other ideas"), level=1), Bullets(items))


def reasons(engine: Engine, wording: Wording, session: Session) -> tuple[Block, ...]:
    """Why the result is what it is, and what would make it otherwise; the same change is told once."""
    blocks: list[Block] = [Heading(wording.texts.say("Why this result"), level=1)]
    told: set[str] = set()
    for claim, reason in explain(engine, session).items():
        otherwise = _otherwise(wording, session, reason)
        again = wording.texts.say("The same other answer as above would change this too.")
        lines = (
            *_because(wording, session, reason),
            (again if reason.otherwise and otherwise in told else otherwise, ""),
        )
        told.add(otherwise)
        blocks += [Heading(_claimed(wording, session, engine, claim)), Bullets(lines)]
    return tuple(blocks)


def reason_for_advice(engine: Engine, wording: Wording, session: Session, advice: str) -> tuple[Block, ...]:
    """Which answers a recommendation rests on, and what would remove it."""
    texts = wording.texts
    reason = explain(engine, session).get(Claim(Aspect.ADVICE, advice))
    if reason is None:
        return (Paragraph(texts.say("With the answers as they are now, it would no longer be given.")),)
    lines = (*_because(wording, session, reason), (_otherwise(wording, session, reason), ""))
    return (Heading(texts.say("Why this idea")), Bullets(lines))


def _claimed(wording: Wording, session: Session, engine: Engine, claim: Claim) -> str:
    match claim.aspect:
        case Aspect.OUTCOME:
            return wording.outcome(session, claim.name, "name")
        case Aspect.SHOWN:
            return _said_shown(wording, engine.result(session), claim.name)
        case Aspect.ADVICE:
            return wording.advice(claim.name, "title")


def _because(wording: Wording, session: Session, reason: Reason) -> tuple[tuple[str, str], ...]:
    known = [key for key in reason.because if session.given(key) is not None]
    if not known and not any(session.given(key) for key in session.path):
        return ((wording.texts.say("There are too few answers to say more."), ""),)
    if not known:
        return (
            (
                wording.texts.say("This follows from the situation as a whole, no single answer decided it."),
                "",
            ),
        )
    return tuple((wording.fact(session, key), "") for key in known)


def _otherwise(wording: Wording, session: Session, reason: Reason) -> str:
    if reason.otherwise is None:
        return wording.texts.say("No single other answer would change it.")
    return wording.texts.say(
        "It would be otherwise {change}.", change=wording.change(session, reason.otherwise)
    )
