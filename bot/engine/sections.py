"""Sections: which one is entered, and whether the person wants no more of them."""

from typing import NamedTuple

from bot.engine.dialogue import Dialogue
from bot.engine.rulebook import Rulebook
from bot.engine.session import Enter, Finish, Leave, Session
from bot.engine.values import Key


class Where(NamedTuple):
    """The section entered last, "" outside; and whether the result is wanted now."""

    section: str
    concluded: bool


def first(dialogue: Dialogue) -> Where:
    """Where an interview begins: in the first section; without sections, there is nothing to choose."""
    return Where(dialogue.sections[0].id, concluded=False) if dialogue.sections else Where("", concluded=True)


def after(dialogue: Dialogue, where: Where, event: Enter | Leave | Finish) -> Where:
    """Where `event` leads; it stays as it is where there is no such section."""
    match event:
        case Enter(section) if any(section == each.id for each in dialogue.sections):
            return Where(section, concluded=False)
        case Leave():
            return Where("", where.concluded)
        case Finish():
            return Where("", concluded=True)
    return where


def before(rules: Rulebook, session: Session) -> tuple[Key, ...]:
    """The questions answered before the one that waits; in a section, those of the same section."""
    at, path, section_of = session.at, session.path, rules.section_of
    if at is not None and section_of:
        own = (key for key in path if section_of[key.question] == section_of[at.question])
        path = tuple(key for key in own if rules.order[key.question] <= rules.order[at.question])
    return path[: path.index(at)] if at in path else path
