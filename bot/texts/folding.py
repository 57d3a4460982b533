"""Words without what people leave out when they type."""

import re
import unicodedata

_SIGNS = re.compile(r"[\W_]+")
_ACCENTS = re.compile("[\u0300-\u036f]+")
_OTHER_SCRIPTS = re.compile("[\u0370-\u1fff\u2c00-\U0010ffff]")  # their marks stand in many places
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae"})


def folded(text: str) -> str:
    """`text` without accents, ligatures, case, apostrophes and signs, single-spaced."""
    bare = unicodedata.normalize("NFKD", text).casefold()
    if not bare.isascii():
        bare = _ACCENTS.sub("", bare).translate(_LIGATURES)
        if _OTHER_SCRIPTS.search(bare):
            bare = "".join(each for each in bare if not unicodedata.combining(each))
    return " ".join(_SIGNS.sub(" ", bare).split())
