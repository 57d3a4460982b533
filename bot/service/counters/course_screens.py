"""The screens of the course of time: what changed, and confirming where a cooperation stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce

from bot.blocks import Block, Bullets, Heading, Paragraph, Tone
from bot.engine.codec import decode_value
from bot.engine.dialogue import Voice
from bot.engine.values import Key, One, Several, Unknown, Value
from bot.records import DiagnosisRecord
from bot.service.counters.cases_screens import say_situation
from bot.service.course import Cause, Difference
from bot.service.painting import Painting, rows
from bot.service.screens import Button
from bot.service.standings import situates
from bot.service.wording import Wording, lowered
from bot.texts.catalogues import Texts

RESULT, MOVE, STANDS = "r.", "m.", "s."
SHOWN = 8
FACTS = 5
VOICE = Voice.OFFICER
_ALL = (
    ("no_plans", ""),
    ("willing_unsure", ""),
    ("already_started", "emergence"),
    ("already_started", "implementation"),
    ("already_started", "sustaining"),
)


@dataclass(frozen=True, slots=True)
class Move:
    """A move to be confirmed: from what was confirmed last to what the last result says, with its facts."""

    name: str
    now: str
    now_day: str
    then: str
    then_day: str
    facts: tuple[str, ...]
    changes: list[Block]


def said_difference(then: Wording, now: Wording, found: Difference, day: str) -> list[Block]:
    """What changed, in one sentence and then in detail. `day` is that of the earlier result; "" leaves it out."""
    texts = now.texts
    if found.nothing:
        return [Paragraph(texts.say("Since {day}: nothing has changed.", day=day))] if day else []
    counted = [
        *([texts.count("{n} things gained", len(found.gained))] if found.gained else []),
        *([texts.count("{n} obstacles lifted", len(found.lifted))] if found.lifted else []),
        *([texts.count("{n} new obstacles", len(found.new))] if found.new else []),
        *([texts.count("{n} other answers", len(found.changed))] if found.changed else []),
    ]
    blocks: list[Block] = []
    if day and counted:
        blocks.append(
            Paragraph(
                texts.say("Since {day}: {changes}.", day=day, changes=_listed(texts, counted)), Tone.STRONG
            )
        )
    for title, lines in (
        (texts.say("Gained:"), [now.text(f"joint.{each}") for each in found.gained]),
        (texts.say("No longer there:"), [now.text(f"joint.{each}") for each in found.lost]),
        (texts.say("Obstacles lifted:"), _causes(then, found.lifted)),
        (texts.say("New obstacles:"), _causes(now, found.new)),
        (texts.say("Answered otherwise:"), [_change(now, *each) for each in found.changed]),
    ):
        if lines:
            blocks += [Paragraph(title), Bullets(tuple((line, "") for line in lines))]
    return blocks


def _listed(texts: Texts, parts: list[str]) -> str:
    return reduce(lambda one, other: texts.say("{one}, {other}", one=one, other=other), parts)


def _causes(wording: Wording, causes: Sequence[Cause]) -> list[str]:
    """What they are called; without those that the dialogue no longer has."""
    outcomes = wording.dialogue.outcomes
    there = {(name, cause.id) for name, outcome in outcomes.items() for cause in outcome.causes}
    return [wording.cause(*each, "name") for each in causes if each in there]


def _change(wording: Wording, key: Key, before: Value, after: Value) -> str:
    return wording.texts.say(
        "{topic}: “{before}”, now “{after}”",
        topic=wording.topic(key),
        before=_value(wording, key, before),
        after=_value(wording, key, after),
    )


def _value(wording: Wording, key: Key, value: Value) -> str:
    """An answer of an earlier result, in its plain wording."""
    match value:
        case One(option) if not wording.dialogue.questions[key.question].weighs_outcomes:
            return wording.text(f"{key.question}.{option}")
        case One(option) if situates(wording.dialogue.id):
            return say_situation(wording.texts, option, "")
        case One(option):
            return wording.text(f"{option}.name")
        case Several(options):
            names = (lowered(wording.text(f"{key.question}.{each}"), at) for at, each in enumerate(options))
            return wording.listed(names)
    return str(getattr(value, "text", getattr(value, "amount", getattr(value, "day", ""))))


def facts(wording: Wording, record: DiagnosisRecord) -> tuple[str, ...]:
    """The answers that decided a result."""
    questions = wording.dialogue.questions
    found = []
    for each in record.reasons["answers"]:
        value = decode_value(each["value"])
        if each["question"] not in record.reasons["because"] or each["question"] not in questions:
            continue
        if not isinstance(value, Unknown):
            key = Key(each["question"], each["item"])
            found.append(
                wording.texts.say(
                    "{topic}: {answer}", topic=wording.topic(key), answer=_value(wording, key, value)
                )
            )
    return tuple(found[:FACTS])


def paint_move(texts: Texts, move: Move) -> Painting:
    """Where they stood, where the last result says they stand, and why: to be confirmed or corrected."""
    blocks: list[Block] = [Heading(texts.say("{name}: where do they stand now?", name=move.name), level=1)]
    if move.then:
        blocks.append(
            Paragraph(
                texts.say("Until now, since {day}: {situation}.", day=move.then_day, situation=move.then)
            )
        )
    blocks.append(
        Paragraph(
            texts.say("By the answers of {day}: {situation}.", day=move.now_day, situation=move.now),
            Tone.STRONG,
        )
    )
    if move.facts:
        lines = tuple((fact, "") for fact in move.facts)
        blocks += [Paragraph(texts.say("What makes us say so")), Bullets(lines)]
    blocks += move.changes
    choices = (
        Button(texts.say("Yes: {situation}", situation=move.now), "yes"),
        Button(texts.say("No, still: {situation}", situation=move.then), "stay") if move.then else None,
        Button(texts.say("Something else"), "other"),
    )
    there = tuple(each for each in choices if each is not None)
    return Painting(tuple(blocks), there, rows(Button(texts.say("Later"), "back")))


def paint_other(texts: Texts, name: str) -> Painting:
    """Where they stand, by the officer's own judgement."""
    choices = tuple(
        Button(say_situation(texts, situation, stage), f"{STANDS}{situation}.{stage}".rstrip("."))
        for situation, stage in _ALL
    )
    heading = Heading(texts.say("{name}: where do they stand now?", name=name), level=1)
    return Painting((heading,), choices, rows(Button(texts.say("Back"), "back")))
