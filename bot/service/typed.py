"""Words that somebody typed, made fit to be kept: one line, bounded, without signs that nobody sees."""

import unicodedata
from decimal import Decimal

from bot.texts.catalogues import Texts
from bot.texts.numbers import say_number

NAME_LONGEST, FIELD_LONGEST, NOTE_LONGEST = 80, 200, 2000
NAME_SHORTEST = 2
_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn"}  # control, format (bidi marks too), half characters, unassigned
_JOINER = "\u200d"  # holds an emoji together


def cleaned(text: str) -> str:
    """`text` in composed form, without control and direction marks, its white space as single spaces."""
    composed = unicodedata.normalize("NFC", text)
    seen = (" " if each.isspace() else each for each in composed)
    kept = (each for each in seen if each == _JOINER or unicodedata.category(each) not in _UNSEEN)
    return " ".join("".join(kept).split())


def name_problem(texts: Texts, name: str) -> str:
    """What is wrong with a cleaned `name`, and what to do; "" when nothing is."""
    if sum(each.isalnum() for each in name) < NAME_SHORTEST:
        return texts.say("This name is too short: write two letters at least.")
    return too_long(texts, name, NAME_LONGEST)


def too_long(texts: Texts, text: str, longest: int) -> str:
    """That `text` is too long, if it is; else ""."""
    if len(text) <= longest:
        return ""
    return texts.say(
        "It is a little long: {limit} characters at most.", limit=say_number(Decimal(longest), texts.language)
    )


def words_problem(texts: Texts, words: str, longest: int) -> str:
    """What is wrong with cleaned `words` that are to be kept, and what to do; "" when nothing is."""
    if not any(each.isalnum() for each in words):
        return texts.say("There is nothing to read in it; write a few words.")
    return too_long(texts, words, longest)
