"""Changing an earlier answer: the list of answers, and what a change would bring with it."""

import re
from collections.abc import Collection, Iterable
from datetime import date

from bot.blocks import Block, Bullets, Heading, Paragraph, Tone
from bot.engine.engine import Engine
from bot.engine.impact import Impact, impact
from bot.engine.session import Edit, Session
from bot.engine.values import Key
from bot.service.dates import say_due
from bot.service.painting import Painting, rows
from bot.service.said_steps import SaidStep, said_steps
from bot.service.screens import Button
from bot.service.wording import Wording

ANSWER = "a."
_LONGEST_LINE = 60
_CUT_WORD = re.compile(r"\s+\S*$")
_HANGING = " \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE},;:·–«("  # signs that go with what was cut


def paint_answers(wording: Wording, session: Session, keys: Collection[Key]) -> Painting:
    """The answers given so far to `keys`, each to be touched for changing it."""
    texts = wording.texts
    blocks: list[Block] = [
        Heading(texts.say("Your answers")),
        Paragraph(texts.say("Touch the one to change.")),
    ]
    kept = tuple((wording.fact(session, key), "") for key in session.answers if key in session.aside)
    if kept:
        blocks.append(Paragraph(texts.say("Set aside, and kept in case they count again:"), Tone.QUIET))
        blocks.append(Bullets(kept))
    said = tuple(
        (wording.topic(key), remark) for key, remarks in session.remarks.items() for remark in remarks
    )
    if said:
        blocks += [Paragraph(texts.say("Your remarks:"), Tone.QUIET), Bullets(said)]
    choices = tuple(
        Button(shortened(wording.fact(session, key)), f"{ANSWER}{at}")
        for at, key in enumerate(session.path)
        if key in keys
    )
    return Painting(tuple(blocks), choices, rows(Button(texts.say("Go on"), "close")))


def shortened(line: str, longest: int = _LONGEST_LINE) -> str:
    """`line`, cut after a word where it would not fit on a button."""
    if len(line) <= longest:
        return line
    whole_words = _CUT_WORD.sub("", line[:longest])
    kept = whole_words if len(whole_words) >= longest // 2 else line[: longest - 1]
    return kept.rstrip(_HANGING) + "…"


def paint_impact(
    engine: Engine, wording: Wording, session: Session, edit: Edit, today: date
) -> Painting | None:
    """What the change would bring with it, to be confirmed or not; None where it cannot be."""
    change = impact(engine, session, edit)
    return _paint_impact(wording, session, edit, change, today) if isinstance(change, Impact) else None


def _paint_impact(wording: Wording, session: Session, edit: Edit, change: Impact, today: date) -> Painting:
    texts, key = wording.texts, edit.key
    now = wording.value(session, key, session.answers[key])
    then = wording.value(session, key, edit.value)
    # whether a choice between outcomes will be asked hangs on answers still to come
    opens = tuple(
        each for each in change.opens if not wording.dialogue.questions[each.question].weighs_outcomes
    )
    blocks: list[Block] = [
        Heading(wording.topic(key)),
        Paragraph(texts.say("Instead of “{now}”: “{then}”.", now=now, then=then)),
        *_topics(wording, texts.count("This opens {n} questions:", len(opens)), opens),
        *_answers(
            wording,
            session,
            texts.count("{n} answers are set aside, and kept:", len(change.aside)),
            change.aside,
        ),
        *_answers(
            wording, session, texts.count("{n} answers count again:", len(change.restored)), change.restored
        ),
    ]
    if session.concluded and session.walk.finished:
        blocks += _results(wording, session, change)
        blocks += [] if change.opens else _steps(wording, session, change, today)
    controls = rows(Button(texts.say("Confirm"), "confirm"), Button(texts.say("Change nothing"), "close"))
    return Painting(tuple(blocks), (), controls)


def _topics(wording: Wording, title: str, keys: tuple[Key, ...]) -> list[Block]:
    return [Paragraph(title), Bullets(tuple((wording.topic(key), "") for key in keys))] if keys else []


def _answers(wording: Wording, session: Session, title: str, keys: tuple[Key, ...]) -> list[Block]:
    return (
        [Paragraph(title), Bullets(tuple((wording.fact(session, key), "") for key in keys))] if keys else []
    )


def _results(wording: Wording, session: Session, change: Impact) -> list[Block]:
    texts = wording.texts
    before, after = (wording.outcome(session, each.outcome, "name") for each in (change.before, change.after))
    if change.opens:
        return [
            Paragraph(
                texts.say(
                    "The result (now “{before}”) will be seen again after these questions.", before=before
                )
            )
        ]
    blocks: list[Block] = []
    if before != after:
        blocks.append(
            Paragraph(texts.say("The result becomes: {after} (now: {before}).", after=after, before=before))
        )
    else:
        blocks.append(Paragraph(texts.say("The situation stays the same.")))
    for title, names in (
        (texts.say("Ideas that would come:"), change.advice_added),
        (texts.say("Ideas that would go:"), change.advice_gone),
    ):
        if names:
            blocks += [
                Paragraph(title),
                Bullets(tuple((wording.advice(name, "title"), "") for name in names)),
            ]
    return blocks


def _steps(wording: Wording, session: Session, change: Impact, today: date) -> list[Block]:
    """Which steps the result would no longer give, which it would give anew, and which for another day."""
    texts = wording.texts
    before = {each.words: each for each in said_steps(wording, session, change.before, today)}
    after = {each.words: each for each in said_steps(wording, change.session, change.after, today)}

    def days(steps: Iterable[SaidStep]) -> tuple[tuple[str, str], ...]:
        return tuple((each.words, say_due(texts, each.due, each.occasion, today)) for each in steps)

    moved = [each for words, each in after.items() if words in before and before[words].due != each.due]
    return [
        block
        for title, steps in (
            (texts.say("Steps that would come:"), days(after[each] for each in after if each not in before)),
            (texts.say("Steps that would go:"), tuple((each, "") for each in before if each not in after)),
            (texts.say("Steps that would have another day:"), days(moved)),
        )
        if steps
        for block in (Paragraph(title), Bullets(steps))
    ]
