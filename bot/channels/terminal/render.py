"""Screens as lines of text."""

import textwrap

from bot.blocks import Bullets, Heading, Paragraph, Tone, Worded, worded
from bot.service.choosing_days import EMPTY
from bot.service.screens import Button, Screen, staying
from bot.texts.catalogues import Texts

WIDTH = 88
WEEK = 7  # so many buttons a row only a calendar has
_BOLD, _DIM, _PLAIN = "\033[1m", "\033[2m", "\033[0m"


def draw(screen: Screen, texts: Texts, *, colour: bool) -> str:
    """The screen, its choices numbered."""
    screen = staying(screen)
    blocks = worded(screen.blocks, lambda token: say_link(token, texts))
    parts = [_block(block, colour=colour) for block in blocks]
    if screen.choices:
        parts.append("\n".join(_choice(at, button) for at, button in enumerate(screen.choices, 1)))
    if screen.controls:
        lead = texts.say("You can also write:") if screen.choices else texts.say("Write:")
        parts.append(_styled(_controls(lead, screen), _DIM, colour=colour))
    return "\n\n".join(parts)


def link(token: str) -> str:
    """What is typed to open the link of `token`."""
    return f"/start {token}"


def say_link(token: str, texts: Texts) -> str:
    """The same, with what to do."""
    return f"{texts.say('To open this link at the terminal, write:')}\n{link(token)}"


def _controls(lead: str, screen: Screen) -> str:
    """The small buttons one after the other; a calendar week by week, without its empty places."""
    rows = [[button.label for button in row if button.label != EMPTY] for row in screen.controls]
    if any(len(row) == WEEK for row in screen.controls):
        return "\n".join((lead, *(_wrapped(" · ".join(row), "  ", "  ") for row in rows if row)))
    return _wrapped(f"{lead} {' · '.join(label for row in rows for label in row)}")


def _choice(at: int, button: Button) -> str:
    tick = "✓ " if button.ticked else ""
    return _wrapped(f"{tick}{button.label}", first=f"{at:>3}. ", rest="     ")


def _block(block: Worded, *, colour: bool) -> str:
    match block:
        case Heading(text):
            return _styled(_wrapped(text), _BOLD, colour=colour)
        case Paragraph(text, Tone.QUIET):
            return _styled(_wrapped(text), _DIM, colour=colour)
        case Paragraph(text, Tone.STRONG):
            return _styled(_wrapped(text), _BOLD, colour=colour)
        case Paragraph(text):
            return _wrapped(text)
        case Bullets(items, numbered):
            return "\n".join(
                _item(at, line, note, numbered=numbered) for at, (line, note) in enumerate(items, 1)
            )


def _item(at: int, line: str, note: str, *, numbered: bool) -> str:
    mark = f"{at:>2}) " if numbered else "  – "
    lines = [_wrapped(line, first=mark, rest="    ")]
    if note:
        lines.append(_wrapped(note, first="    ", rest="    "))
    return "\n".join(lines)


def _wrapped(text: str, first: str = "", rest: str = "") -> str:
    """`text` in lines of `WIDTH`; no-break spaces hold."""
    lines = [
        textwrap.fill(line, WIDTH, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False)
        for line in text.split("\n")
    ]
    return "\n".join(lines)


def _styled(text: str, style: str, *, colour: bool) -> str:
    return f"{style}{text}{_PLAIN}" if colour else text
