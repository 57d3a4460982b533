"""Changing an earlier answer: the list of answers, and what a change would bring with it."""

from bot.blocks import Block, Bullets, Heading, Paragraph, Tone
from bot.engine.engine import Engine
from bot.engine.impact import Impact
from bot.engine.session import Session
from bot.engine.values import Key, Value
from bot.service.painting import Painting, rows
from bot.service.screens import Button
from bot.service.wording import Wording

ANSWER = "a."
_LONGEST_LINE = 60


def paint_answers(wording: Wording, session: Session) -> Painting:
    """The answers given so far, each to be touched for changing it."""
    texts = wording.texts
    blocks: list[Block] = [Heading(texts.say("Your answers")), Paragraph(texts.say("Touch the one to change."))]
    kept = tuple((wording.fact(session, key), "") for key in session.answers if key in session.aside)
    if kept:
        blocks.append(Paragraph(texts.say("Set aside, and kept in case they count again:"), Tone.QUIET))
        blocks.append(Bullets(kept))
    said = tuple((wording.topic(key), remark) for key, remarks in session.remarks.items() for remark in remarks)
    if said:
        blocks += [Paragraph(texts.say("Your remarks:"), Tone.QUIET), Bullets(said)]
    choices = tuple(
        Button(shortened(wording.fact(session, key)), f"{ANSWER}{at}") for at, key in enumerate(session.path)
    )
    return Painting(tuple(blocks), choices, rows(Button(texts.say("Go on"), "close")))


def shortened(line: str) -> str:
    """`line`, cut where it would not fit on a button."""
    return line if len(line) <= _LONGEST_LINE else line[: _LONGEST_LINE - 1].rstrip() + "…"


def paint_impact(engine: Engine, wording: Wording, session: Session, key: Key, value: Value, impact: Impact) -> Painting:
    """What the change would bring with it, to be confirmed or not."""
    texts = wording.texts
    now = wording.value(session, key, session.answers[key])
    then = wording.value(session, key, value)
    blocks: list[Block] = [
        Heading(wording.topic(key)),
        Paragraph(texts.say("Instead of “{now}”: “{then}”.", now=now, then=then)),
        *_topics(wording, texts.count("This opens {n} questions:", len(impact.opens)), impact.opens),
        *_answers(wording, session, texts.count("{n} answers are set aside, and kept:", len(impact.aside)), impact.aside),
        *_answers(wording, session, texts.count("{n} answers count again:", len(impact.restored)), impact.restored),
    ]
    if session.walk.finished:
        blocks += _results(wording, impact)
    controls = rows(Button(texts.say("Confirm"), "confirm"), Button(texts.say("Change nothing"), "close"))
    return Painting(tuple(blocks), (), controls)


def _topics(wording: Wording, title: str, keys: tuple[Key, ...]) -> list[Block]:
    return [Paragraph(title), Bullets(tuple((wording.topic(key), "") for key in keys))] if keys else []


def _answers(wording: Wording, session: Session, title: str, keys: tuple[Key, ...]) -> list[Block]:
    return [Paragraph(title), Bullets(tuple((wording.fact(session, key), "") for key in keys))] if keys else []


def _results(wording: Wording, impact: Impact) -> list[Block]:
    texts = wording.texts
    before, after = (wording.text(f"{each.outcome}.name") for each in (impact.before, impact.after))
    blocks: list[Block] = []
    if before != after and impact.opens:
        blocks.append(Paragraph(texts.say("The result may become: {after} (now: {before}).", after=after, before=before)))
    elif before != after:
        blocks.append(Paragraph(texts.say("The result becomes: {after} (now: {before}).", after=after, before=before)))
    elif not impact.opens:
        blocks.append(Paragraph(texts.say("The situation stays the same.")))
    for title, names in (
        (texts.say("Ideas that would come:"), impact.advice_added),
        (texts.say("Ideas that would go:"), impact.advice_gone),
    ):
        if names and not impact.opens:
            blocks += [Paragraph(title), Bullets(tuple((wording.advice(name, "title"), "") for name in names))]
    return blocks
