"""Marking answers confidential: they count for the result, and leave in no document, share or figure."""

from bot.blocks import Heading, Paragraph, Tone
from bot.engine.session import Confide, Session
from bot.service.edits import shortened
from bot.service.painting import Painting, rows
from bot.service.screens import Button
from bot.service.wording import Wording

MARK = "k."


def paint_confide(wording: Wording, session: Session) -> Painting:
    """The answers given so far, each marked confidential or not by touching it."""
    texts = wording.texts
    marked = sum(key in session.confidential for key in session.path)
    blocks = (
        Heading(texts.say("What stays between us")),
        Paragraph(
            texts.say(
                "A marked answer stays between us: it counts for the result, but leaves in no document, share or figure."
            )
        ),
        Paragraph(texts.say("Touch an answer to mark it; touch it again to take the mark away.")),
        Paragraph(
            texts.count("{n} answers are marked.", marked) if marked else texts.say("No answer is marked."),
            Tone.QUIET,
        ),
    )
    choices = tuple(
        Button(shortened(wording.fact(session, key)), f"{MARK}{at}", ticked=key in session.confidential)
        for at, key in enumerate(session.path)
    )
    return Painting(blocks, choices, rows(Button(texts.say("Go on"), "close")))


def confided(session: Session, code: str) -> Confide | None:
    """What touching the button `code` of `paint_confide` does; None for any other code."""
    place = code.removeprefix(MARK)
    if not code.startswith(MARK) or not place.isdecimal() or int(place) >= len(session.path):
        return None
    key = session.path[int(place)]
    return Confide(key, on=key not in session.confidential)
