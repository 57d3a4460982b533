"""The overview of an interview in sections: how far each is, which comes next, and what can be seen of the whole."""

from enum import StrEnum

from bot.blocks import Heading, Paragraph, Tone
from bot.engine.dialogue import Section
from bot.engine.engine import Engine
from bot.engine.session import Session
from bot.engine.values import Key, One
from bot.service.handouts import filled_parts
from bot.service.painting import Painting, rows
from bot.service.screens import Button
from bot.service.wording import Wording, lowered

SECTION = "s."


class Progress(StrEnum):
    """How far a section is, before the person has said so."""

    EMPTY = "empty"
    BEGUN = "begun"
    SAID = "said"  # by the question that judges it


def progress(engine: Engine, session: Session, section: Section) -> Progress:
    """How far `section` is. What was passed over leaves it empty."""
    own = [key for key in session.path if engine.rules.section_of[key.question] == section.id]
    judged = Key(section.judged)
    if judged in own and isinstance(session.answers[judged], One):  # not what was said in an earlier sheet
        return Progress.SAID
    return Progress.BEGUN if any(session.given(key) is not None for key in own) else Progress.EMPTY


def next_section(engine: Engine, session: Session) -> Section | None:
    """The first section that is still empty, else the first in which a question waits; None when there is none."""
    waiting = [each for each in engine.dialogue.sections if each.id in session.walk.waiting]
    empty = (each for each in waiting if progress(engine, session, each) is Progress.EMPTY)
    return next(empty, waiting[0] if waiting else None)


def answered_in(engine: Engine, session: Session, section: str) -> tuple[Key, ...]:
    """The questions answered in `section`; all, for ""."""
    section_of = engine.rules.section_of
    return tuple(key for key in session.path if not section or section_of.get(key.question) == section)


def paint_sections(engine: Engine, wording: Wording, session: Session) -> Painting:
    """All sections, each to be opened."""
    texts, sections = wording.texts, engine.dialogue.sections
    filled = sum(progress(engine, session, each) is not Progress.EMPTY for each in sections)
    said = texts.count("There are answers in {n} sections of {total}.", filled, total=str(len(sections)))
    after = next_section(engine, session)
    lines = [Paragraph(said, Tone.QUIET)]
    if after is not None:
        name = wording.text(f"{after.id}.name")
        lines.append(Paragraph(texts.say("Touch the one to open. Next would be “{name}”.", name=name)))
    else:
        lines.append(Paragraph(texts.say("Everything has been gone through. You can open each again.")))
    choices = tuple(Button(_line(engine, wording, session, each), SECTION + each.id) for each in sections)
    anything = any(session.given(key) is not None for key in session.path)
    title = wording.text("handout.title") if filled_parts(engine, wording, session) else ""
    controls = rows(
        Button(texts.say("See “{name}”", name=title), "handout") if title and anything else None,
        _way_on(wording, session, anything=anything),
        Button(texts.say("My answers"), "answers") if session.path else None,
    )
    return Painting((Heading(wording.text("title"), level=1), *lines), choices, controls)


def _way_on(wording: Wording, session: Session, *, anything: bool) -> Button | None:
    texts = wording.texts
    if session.concluded:
        return Button(texts.say("Back to the result"), "close")
    return Button(texts.say("See the ideas to go further"), "finish") if anything else None


def _line(engine: Engine, wording: Wording, session: Session, section: Section) -> str:
    """A section and how far it is, as it stands on a button."""
    texts, key = wording.texts, Key(section.judged)
    match progress(engine, session, section):
        case Progress.EMPTY:
            state = texts.say("still empty")
        case Progress.BEGUN:
            state = texts.say("begun")
        case Progress.SAID:
            state = lowered(wording.value(session, key, session.answers[key]), 1)
    return texts.say("{name} · {state}", name=wording.text(f"{section.id}.name"), state=state)
