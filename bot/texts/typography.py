"""French typography: no-break spaces, apostrophes, quotation marks, ellipses."""

import re

NBSP = "\u00a0"  # before « : » and inside « guillemets »
THIN = "\u202f"  # before ; ! ? and inside numbers

_MENDS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(?<=\w)'(?=\w)"), "’"),
    (re.compile(r"\.\.\."), "…"),
    (re.compile(r"«[ \u00a0\u202f]*"), "«" + NBSP),
    (re.compile(r"[ \u00a0\u202f]*»"), NBSP + "»"),
    (re.compile(r"[ \u00a0\u202f]+(?=[;!?])"), THIN),
    (re.compile(r"[ \u00a0\u202f]+(?=:(?:\s|$))"), NBSP),
    (re.compile(r"(?<=\d)[ \u00a0\u202f](?=\d{3}(?!\d))"), THIN),
    (re.compile(r"(?<=\d)[ \u00a0\u202f](?=[€%])"), NBSP),
)

_FAULTS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(?<![\u00a0\u202f\s])[;!?](?![!?])(?<!\?[!?])"), "no no-break space before ; ! ?"),
    (re.compile(r" [;!?:»]"), "an ordinary space before ; ! ? : »"),
    (re.compile(r"[^\s\u00a0\u202f\d/]:(?=\s|$)"), "no no-break space before :"),
    (re.compile(r"«[^\u00a0\u202f]"), "no no-break space after «"),
    (re.compile(r"[^\u00a0\u202f]»"), "no no-break space before »"),
    (re.compile(r"'"), "a straight apostrophe instead of ’"),
    (re.compile(r'"'), "straight quotation marks instead of « »"),
    (re.compile(r"\.\.\."), "three points instead of …"),
    (re.compile(r"  +"), "two spaces"),
    (re.compile(r"^\s|\s$"), "a space at the beginning or the end"),
)


def mended(text: str) -> str:
    """`text` with the no-break spaces and signs of good French typography."""
    for pattern, by in _MENDS:
        text = pattern.sub(by, text)
    return text


def faults(text: str) -> list[str]:
    """What is wrong with the typography of `text`."""
    return [fault for pattern, fault in _FAULTS if pattern.search(text)]
