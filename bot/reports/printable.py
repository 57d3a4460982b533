"""Text as the print fonts can show it: nothing hidden, nothing missing, no space where French forbids a break."""

import re
import unicodedata
from collections.abc import Container

SIGN = "◇"  # stands for what the fonts lack
NO_BREAK = "\u00a0"
NARROW_NO_BREAK = "\u202f"

_SPACES = re.compile(f"[ {NO_BREAK}{NARROW_NO_BREAK}]{{2,}}")
_SIGNS = re.compile(f"{SIGN}+")
_BOUND = re.compile(
    r" (?=[?!:;»%€])"  # typed without care for French punctuation
    r"|(?<=«) "
    r"|(?<=\d) (?=\d{3}(?!\d))",
)
_SHORT_QUOTE = re.compile(r"«[^«»]{1,30}»")  # better on one line


def printable(text: str, glyphs: Container[int]) -> str:
    """`text` in the characters of `glyphs`, on as many lines as it has itself, blank ones left out.

    Spaces at which a line may end are U+0020; those of French punctuation and of numbers never are. Characters without
    a glyph become `SIGN`, one for a run of them; controls, overrides of the direction and stray accents are dropped.
    """
    lines = (_line(line, glyphs) for line in unicodedata.normalize("NFC", text).splitlines())
    return "\n".join(line for line in lines if line)


def _line(line: str, glyphs: Container[int]) -> str:
    shown = "".join(_shown(character, glyphs) for character in line)
    spaced = _SPACES.sub(_one_space, _SIGNS.sub(SIGN, shown)).strip(f" {NO_BREAK}{NARROW_NO_BREAK}")
    bound = _BOUND.sub(NO_BREAK, spaced)
    return _SHORT_QUOTE.sub(lambda quote: quote[0].replace(" ", NO_BREAK), bound)


def _shown(character: str, glyphs: Container[int]) -> str:
    if ord(character) in glyphs:
        return character
    if character == "\u2007":  # a figure space
        return NO_BREAK
    category = unicodedata.category(character)
    if character == "\t" or category == "Zs":
        return " "
    if category in {"Cc", "Cf", "Mn", "Mc", "Me"}:
        return ""
    plainer = unicodedata.normalize("NFKC", character)
    return plainer if all(ord(part) in glyphs for part in plainer) else SIGN


def _one_space(run: re.Match[str]) -> str:
    return next((space for space in run[0] if space != " "), " ")
