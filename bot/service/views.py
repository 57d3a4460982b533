"""What a card shows, as it is kept between two turns."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Self

from bot.engine.codec import decode_value, encode_value
from bot.engine.values import Key, Value
from bot.records import Plain


class Show(StrEnum):
    """The kinds of screens."""

    # of an interview
    QUESTION = "question"
    WHY = "why"  # the question, with the reason for asking it
    REMARK = "remark"  # what is typed next is a remark
    ANSWERS = "answers"
    EDIT = "edit"
    IMPACT = "impact"
    RESULT = "result"
    DETAILS = "details"
    REASONS = "reasons"
    MORE = "more"
    # of the menu
    WELCOME = "welcome"
    HOME = "home"  # what can be done, without the words of welcome
    NOTICE = "notice"
    HELP = "help"
    WHO = "who"
    ERASE = "erase"
    ERASE_SURE = "erase_sure"
    ANOTHER = "another"  # an interview is open already: go on with it, or begin another?
    INTERVIEWS = "interviews"
    NOTHING = "nothing"  # a sentence, and what can be done
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class View:
    """What a card shows: a kind of screen, the question it is about, and what is ticked or waits to be confirmed.

    `hint` is the code of a button that was asked back (« did you mean…? »); `again`: it was drawn again for who
    pressed an old button, and nothing else has happened since.
    """

    show: Show
    key: Key | None = None
    ticks: tuple[str, ...] | None = None
    value: Value | None = None
    hint: str = ""
    again: bool = False

    def hinting(self, code: str) -> Self:
        """The same, with a button asked back."""
        return replace(self, hint=code)


def encode_view(view: View) -> Plain:
    """`view` as a dictionary."""
    plain: dict[str, Any] = {"show": view.show.value}
    if view.key is not None:
        plain |= {"question": view.key.question, "item": view.key.item}
    if view.ticks is not None:
        plain["ticks"] = list(view.ticks)
    if view.hint:
        plain["hint"] = view.hint
    if view.again:
        plain["again"] = True
    if view.value is not None:
        plain["value"] = encode_value(view.value)
    return plain


def decode_view(plain: Plain) -> View:
    """The view that `encode_view` made `plain` of."""
    return View(
        Show(plain["show"]),
        Key(plain["question"], plain["item"]) if "question" in plain else None,
        tuple(plain["ticks"]) if "ticks" in plain else None,
        decode_value(plain["value"]) if "value" in plain else None,
        plain.get("hint", ""),
        plain.get("again", False),
    )
