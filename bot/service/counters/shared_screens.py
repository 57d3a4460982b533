"""How what is shared looks to those who see it, and to who shares it before they agree."""

from dataclasses import dataclass, replace
from datetime import date

from bot.blocks import Block, Bullets, Heading, Paragraph, Tone
from bot.engine.dialogue import Voice
from bot.engine.session import Session
from bot.service import reports, sharing
from bot.service.dates import say_day
from bot.service.interviews import Interview
from bot.service.painting import Painting, rows
from bot.service.screens import Button
from bot.service.wording import Wording
from bot.texts.catalogues import Texts

RESULT = "result"  # a way of showing what is shared


@dataclass(frozen=True, slots=True)
class Gift:
    """What somebody shares, as those see it who may: who, since when and until when, and the interview so far."""

    who: str
    since: date
    until: date
    interview: Interview
    shared: Session


def for_officers(wording: Wording) -> Wording:
    """The same words, said of the group instead of to it."""
    return replace(wording, voice=Voice.OFFICER)


def paint_shared(texts: Texts, name: str, gift: Gift, today: date, mode: str) -> Painting:
    """The answers shared with the case `name`, or (`mode` RESULT) the result that follows from them."""
    result = mode == RESULT
    said = texts.say(
        "From the shared answers, by {who}, since {since}, until {until}.",
        who=gift.who,
        since=say_day(texts, gift.since),
        until=say_day(texts, gift.until),
    )
    blocks = (
        Heading(name, level=1),
        Paragraph(texts.say("“{name}”", name=for_officers(gift.interview.wording).text("title"))),
        Paragraph(said, Tone.QUIET),
        Paragraph(_told(texts, gift, result=result)),
        *seen_blocks(gift.interview, gift.shared, today, result=result),
    )  # fmt: skip
    return Painting(blocks, (), rows(turn(texts, "answers", RESULT, result=result), back(texts)))


def _told(texts: Texts, gift: Gift, *, result: bool) -> str:
    """Of whom it is told, and to whom."""
    if result:
        return texts.say(
            "The result as it reads for them, from these answers alone: “you” means them and their group."
        )
    if gift.interview.engine.dialogue.calling.oneself:
        return texts.say("{who} answered without you, and speaks of themselves.", who=gift.who)
    return texts.say("{who} answered without you; what they said is told here as of the group.", who=gift.who)


def seen_blocks(interview: Interview, shared: Session, today: date, *, result: bool) -> tuple[Block, ...]:
    """What is to be read of a session made by `as_shared`: the answers with the result in short, or the result in full."""
    engine, texts = interview.engine, interview.wording.texts
    if result:
        return reports.report(engine, interview.wording, shared, today)
    wording = for_officers(interview.wording)
    lines = tuple((wording.fact(shared, key), "") for key in sharing.seen(engine, shared))
    if not lines:
        return (Paragraph(texts.say("No answer is to be seen at the moment.")),)
    answers = (Heading(texts.say("The answers")), Bullets(lines))
    if engine.dialogue.calling.oneself:  # what follows is said to who answered, not of a group
        return answers
    outcome = engine.result(shared).outcome
    return (
        *answers,
        Heading(texts.say("The result, from these answers alone")),
        Paragraph(wording.outcome(shared, outcome, "name"), Tone.STRONG),
        Paragraph(wording.outcome(shared, outcome, "says")),
    )


def paint_gone(texts: Texts, sentence: str) -> Painting:
    """What is not (or no longer) there."""
    return Painting((Paragraph(sentence),), (Button(texts.say("Home"), "home"),))


def turn(texts: Texts, answers: str, whole: str, *, result: bool) -> Button:
    """From the answers to the whole result, or back."""
    if result:
        return Button(texts.say("The answers"), answers)
    return Button(texts.say("The whole result"), whole)


def back(texts: Texts) -> Button:
    """To the screen before."""
    return Button(texts.say("Back"), "close")
