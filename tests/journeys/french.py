"""The French of the texts, by what they are called in the program: the wording may change, the journeys stay."""

import unicodedata
from functools import cache

from bot.content import load_content
from bot.engine.dialogue import Voice
from bot.texts.catalogues import Entry, Texts

DIALOGUE = "situation_diagnosis"
SHORTEST = 4


@cache
def french() -> Texts:
    """All texts."""
    return load_content()[1]["fr"]


def said(name: str, voice: str = Voice.BENEFICIARY) -> str:
    """What is shown for `name`, with ordinary spaces: a key of the dialogue, or how an English sentence begins.

    Of a sentence with gaps, the longest piece between them. What is neither stands for itself.
    """
    texts = french()
    if texts.has(DIALOGUE, name, voice):
        return eased(texts.of(DIALOGUE, name, voice))
    entries = {msgid: entry for (_, msgid), entry in texts.domains["bot"].entries.items()}
    alike = [name] if name in entries else [msgid for msgid in entries if msgid.startswith(name)]
    if len(name) < SHORTEST or not alike:
        return eased(name)
    assert len(alike) == 1, f"{name!r} could be any of {alike}"
    return eased(longest_piece(entries[alike[0]]))


def longest_piece(entry: Entry) -> str:
    """What of a sentence is always shown."""
    text = entry if isinstance(entry, str) else entry[-1]
    outside = [piece.partition("}")[2] for piece in ("}" + text).split("{")]
    return max(outside, key=len)


def eased(text: str) -> str:
    """`text` as one types it: with ordinary spaces."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def bare(text: str) -> str:
    """`text` as one types it in a hurry: small letters, no accents, straight apostrophes, no points."""
    letters = unicodedata.normalize("NFKD", text.casefold().replace("’", "'"))
    return "".join(
        letter for letter in letters if not unicodedata.combining(letter) and letter not in ".?!,;"
    )
