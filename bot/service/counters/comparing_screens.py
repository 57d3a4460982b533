"""How several views of a case look beside each other."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.blocks import Block, Bullets, Heading, Paragraph, Tone
from bot.engine.values import Key
from bot.service.comparison import Comparison, Differing, Look, compare
from bot.service.edits import shortened
from bot.service.painting import Painting, rows
from bot.service.screens import Button
from bot.service.standings import situates
from bot.service.wording import Wording
from bot.texts.catalogues import Texts, msg

SHARED, DIALOGUE, TAKE_STOCK = "s.", "d.", "diagnosis"
_LETTERS = 26


@dataclass(frozen=True, slots=True)
class There:
    """What there is of a case: its name, an interview ("" for all), its shares as (id, line), and other interviews."""

    name: str
    title: str
    shares: tuple[tuple[str, str], ...]
    others: tuple[tuple[str, str], ...]


def shared_line(texts: Texts, label: str) -> str:
    """The way to what somebody shared."""
    return texts.say("Answers shared by {who}", who=label)


def lettered(texts: Texts, place: int) -> str:
    """Somebody without a name, by their place (from 0): « Personne A »."""
    rounds, letter = divmod(place, _LETTERS)
    said = chr(ord("A") + letter) + (str(rounds + 1) if rounds else "")
    return texts.say("Person {letter}", letter=said)


def apart(texts: Texts, label: str, others: Sequence[str]) -> str:
    """`label`, told apart from `others`."""
    same = sum(each == label or each.startswith(f"{label} (") for each in others)
    return texts.say("{name} ({n})", name=label, n=same + 1) if same else label


def paint_alone(texts: Texts, there: There, *, compares: bool, stock: bool) -> Painting:
    """Nothing to compare yet, or (not `compares`) ever; `stock`: whether to offer the officer to take stock."""
    said = (
        texts.say(
            "Two finished interviews with the same questions are needed to compare: yours and one that was shared, or those of several partners."
        )
        if compares
        else texts.say("Here, each one speaks of themselves: there is nothing to compare.")
    )
    blocks = (Heading(there.name, level=1), *_titled(texts, there), Paragraph(said))
    begin = Button(texts.say("Take stock"), TAKE_STOCK) if stock else None
    return Painting(blocks, _choices(there), rows(begin, Button(texts.say("Back"), "close")))


def paint_compared(texts: Texts, there: There, told: Sequence[tuple[Look, Wording]]) -> Painting:
    """Where the views agree, where they differ, and what each one comes to by itself."""
    found, wording = compare([look for look, _ in told]), told[0][1]
    outcomes = tuple(
        (
            texts.say(
                "{topic}: {answer}", topic=look.label, answer=own.outcome(look.session, outcome, "name")
            ),
            "",
        )
        for (look, own), outcome in zip(told, found.outcomes, strict=True)
    )
    blocks = (
        Heading(there.name, level=1),
        *_titled(texts, there),
        Heading(_outcomes(texts, wording)),
        Bullets(outcomes),
        *_aims(texts, found, told),
        *_differing(texts, found, told),
        *_agreed(texts, found, wording),
        *_left_open(texts, found, wording),
        *_foot(texts, found),
    )
    return Painting(blocks, _choices(there), rows(Button(texts.say("Back"), "close")))


def _titled(texts: Texts, there: There) -> list[Block]:
    return [Paragraph(texts.say("“{name}”", name=there.title))] if there.title else []


def _outcomes(texts: Texts, wording: Wording) -> str:
    if situates(wording.dialogue.id):
        return texts.say("How each one sees the situation")
    return texts.say("What each one comes to")


def _aims(texts: Texts, found: Comparison, told: Sequence[tuple[Look, Wording]]) -> list[Block]:
    """Whether all aim at the same, and what to talk about first if not."""
    if found.alike is None:
        return []
    if found.alike:
        return [Paragraph(texts.say("All aim at the same level: you can go on together."), Tone.STRONG)]
    said = Paragraph(
        texts.say("The level aimed at is not, or not yet, the same for all; none is better than another.")
    )
    if not found.first:
        return [said]
    first = Paragraph(texts.say("Talk about these points first, before all else."))
    return [Heading(texts.say("To talk about first")), said, first, _beside(texts, found.first, told)]


def _differing(texts: Texts, found: Comparison, told: Sequence[tuple[Look, Wording]]) -> list[Block]:
    """What differs, the subjects for the next meeting first."""
    wide, others = found.wide, found.differing[len(found.wide) :]
    blocks: list[Block] = []
    if wide:
        title = texts.count("{n} answers far apart: subjects for the next meeting", len(wide))
        blocks += [Heading(title), _beside(texts, wide, told)]
    if others:
        further = wide or found.first
        msgid = msg("{n} other answers differ") if further else msg("{n} answers differ")
        blocks += [Heading(texts.count(msgid, len(others))), _beside(texts, others, told)]
    return blocks or ([] if found.first else [Paragraph(texts.say("No answer differs."))])


def _beside(texts: Texts, answers: Sequence[Differing], told: Sequence[tuple[Look, Wording]]) -> Bullets:
    wording = told[0][1]
    return Bullets(
        tuple((wording.topic(each.key), wording.listed(_said(texts, each, told))) for each in answers)
    )


def _said(texts: Texts, differing: Differing, told: Sequence[tuple[Look, Wording]]) -> list[str]:
    return [
        texts.say(
            "{topic}: {answer}", topic=look.label, answer=wording.value(look.session, differing.key, value)
        )
        for (look, wording), value in zip(told, differing.values, strict=True)
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


def _foot(texts: Texts, found: Comparison) -> list[Block]:
    """How to talk about what differs. It sets no order: what comes first stands further up."""
    if not (found.differing or found.first):
        return []
    said = texts.say(
        "Nobody is wrong here: each one speaks from where they stand. Ask each one: “What makes you say so?”"
    )
    return [Paragraph(said)]


def _topics(wording: Wording, keys: Sequence[Key]) -> tuple[tuple[str, str], ...]:
    return tuple((wording.topic(key), "") for key in keys)


def _choices(there: There) -> tuple[Button, ...]:
    return (
        *(Button(shortened(line), SHARED + share) for share, line in there.shares),
        *(Button(shortened(title), DIALOGUE + dialogue) for dialogue, title in there.others),
    )
