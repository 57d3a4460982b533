"""How several views of a case look beside each other."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.blocks import Block, Bullets, Heading, Paragraph, Tone
from bot.engine.values import Key
from bot.service.comparison import Comparison, Differing, Look, compare
from bot.service.edits import shortened
from bot.service.painting import Painting, rows
from bot.service.screens import Button
from bot.service.wording import Wording
from bot.texts.catalogues import Texts

SHARED, DIALOGUE = "s.", "d."


@dataclass(frozen=True, slots=True)
class There:
    """What there is of a case: its name, the shares as (id, line), and other interviews with several views."""

    name: str
    shares: tuple[tuple[str, str], ...]
    others: tuple[tuple[str, str], ...]


def shared_line(texts: Texts, label: str) -> str:
    """The way to what somebody shared."""
    return texts.say("Answers shared by {who}", who=label)


def apart(texts: Texts, label: str, others: Sequence[str]) -> str:
    """`label`, told apart from `others`."""
    same = sum(each == label or each.startswith(f"{label} (") for each in others)
    return texts.say("{name} ({n})", name=label, n=same + 1) if same else label


def paint_alone(texts: Texts, there: There) -> Painting:
    """Nothing to compare yet."""
    blocks = (
        Heading(there.name, level=1),
        Paragraph(
            texts.say(
                "Two finished interviews with the same questions are needed to compare: yours and one that was shared, or those of several partners."
            )
        ),
    )
    return Painting(blocks, _choices(there), rows(Button(texts.say("Back"), "close")))


def paint_compared(
    texts: Texts, there: There, looks: Sequence[Look], wordings: Sequence[Wording]
) -> Painting:
    """Where the views agree, where they differ, and how each situation reads by itself."""
    found = compare(looks)
    situations = tuple(
        (look.label[:1].upper() + look.label[1:], wording.outcome(look.session, outcome, "name"))
        for look, wording, outcome in zip(looks, wordings, found.outcomes, strict=True)
    )
    blocks = (
        Heading(there.name, level=1),
        Paragraph(texts.say("“{name}”", name=wordings[0].text("title"))),
        Heading(texts.say("How each one sees the situation")),
        Bullets(situations),
        *_differing(texts, found, looks, wordings),
        *_agreed(texts, found, wordings[0]),
        *_left_open(texts, found, wordings[0]),
        Paragraph(
            texts.say(
                "Nobody is wrong here: each one speaks from where they stand. Begin with what you see alike, then ask: “What makes you say so?”"
            )
        ),
    )
    return Painting(blocks, _choices(there), rows(Button(texts.say("Back"), "close")))


def _differing(
    texts: Texts, found: Comparison, looks: Sequence[Look], wordings: Sequence[Wording]
) -> list[Block]:
    if not found.differing:
        return [Paragraph(texts.say("No answer differs."))]
    lines = tuple(
        (wordings[0].topic(each.key), wordings[0].listed(_said(texts, each, looks, wordings)))
        for each in found.differing
    )
    return [Heading(texts.count("{n} answers differ", len(lines))), Bullets(lines)]


def _said(
    texts: Texts, differing: Differing, looks: Sequence[Look], wordings: Sequence[Wording]
) -> list[str]:
    return [
        texts.say(
            "{topic}: {answer}", topic=look.label, answer=wording.value(look.session, differing.key, value)
        )
        for look, wording, value in zip(looks, wordings, differing.values, strict=True)
        if value is not None
    ]


def _agreed(texts: Texts, found: Comparison, wording: Wording) -> list[Block]:
    if not found.agreed:
        return [Paragraph(texts.say("No answer is the same."))]
    return [
        Heading(texts.count("{n} answers are the same", len(found.agreed))),
        Bullets(_topics(wording, found.agreed)),
    ]


def _left_open(texts: Texts, found: Comparison, wording: Wording) -> list[Block]:
    if not found.left_open:
        return []
    topics = wording.listed(wording.topic(key) for key in found.left_open)
    return [Paragraph(texts.say("Without an answer, or not shared, on one side at least: {topics}.", topics=topics), Tone.QUIET)]  # fmt: skip


def _topics(wording: Wording, keys: Sequence[Key]) -> tuple[tuple[str, str], ...]:
    return tuple((wording.topic(key), "") for key in keys)


def _choices(there: There) -> tuple[Button, ...]:
    return (
        *(Button(shortened(line), SHARED + share) for share, line in there.shares),
        *(Button(shortened(title), DIALOGUE + dialogue) for dialogue, title in there.others),
    )
