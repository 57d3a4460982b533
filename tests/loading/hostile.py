"""Files that nobody writes by mistake, and what is said of each: `line: message`, or how it begins."""

from tests.loading.conftest import TALK

WHOLE = TALK.encode()


def spoilt(old: str, new: str | bytes) -> bytes:
    """The small dialogue with `new` in place of `old`."""
    assert TALK.count(old) == 1, old
    return WHOLE.replace(old.encode(), new if isinstance(new, bytes) else new.encode())


BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{next_one}: &{next_one} [{', '.join([f'*{one}'] * 9)}]\n"
    for one, next_one in zip("abcdefg", "bcdefgh", strict=True)
)
ANCHORS = "anchors and aliases (& and *) are not used in dialogues; write it out"
NESTED = "nested too deeply or too long"
LOOP = "a loop is gone through at_least 1 time and at_most 100 times, in this order"
NAMES = "more than 300 names or 200 questions on the path; split it"
LADDER = "".join(
    f"  f{n + 1}: [{{when: {{any: [{{f{n}: x}}, {{f{n}: y}}]}}, is: {{same_as: f{n}}}}}, {{is: {{same_as: f{n}}}}}]\n"
    for n in range(40)
)
CHAIN = "".join(f"  g{n + 1}: [{{is: {{same_as: g{n}}}}}]\n" for n in range(250))
FACTS = "  best: {highest: [total]}\n"
NAME = "  name: {ask: text}\n"

HOSTILE: dict[str, tuple[bytes, tuple[str, ...]]] = {
    "a bomb of aliases": (BOMB.encode(), (f"1: {ANCHORS}",)),
    "an anchor": (spoilt("[red, green, blue]", "&x [red, green, blue]"), (f"4: {ANCHORS}",)),
    "an alias": (spoilt("region]", "*x]"), (f"2: {ANCHORS}",)),
    "a merge key": (spoilt("{ask: text}", "{<<: *x}"), (f"8: {ANCHORS}",)),
    "a tag that runs a command": (
        spoilt("{ask: text}", "!!python/object/apply:os.system [ls]"),
        ("8: tags (tag:yaml.org,2002:python/object/apply:os.system) are not used in dialogues",),
    ),
    "a tag of a type": (
        spoilt("{ask: text}", "{ask: !!str text}"),
        ("8: tags (tag:yaml.org,2002:str) are not used",),
    ),
    "a tag of one's own": (
        spoilt("dialogue: talk", "dialogue: !talk talk"),
        ("1: tags (!talk) are not used",),
    ),
    "lists nested a thousand deep": (b"dialogue: " + b"[" * 1000 + b"]" * 1000, (f"1: {NESTED}",)),
    "mappings nested a thousand deep": (b"a: " + b"{a: " * 1000 + b"}" * 1000, (f"1: {NESTED}",)),
    "blocks nested a thousand deep": (
        "".join(" " * n + "a:\n" for n in range(1000)).encode(),
        (f"51: {NESTED}",),
    ),
    "conditions nested too deep": (
        spoilt("{colour: [red, green]}", "{not: " * 51 + "x" + "}" * 51),
        (f"12: {NESTED}",),
    ),
    "a hundred thousand open brackets": (b"dialogue: " + b"[" * 100_000, (f"1: {NESTED}",)),
    "a doubled key": (spoilt(NAME, NAME + NAME), ("9: 'name' stands here again (see line 8)",)),
    "a doubled key on one line": (
        spoilt("{ask: text}", "{ask: text, ask: one}"),
        ("8: 'ask' stands here again (see line 8)",),
    ),
    "a NUL": (
        spoilt("{ask: text}", "{ask: t\0ext}"),
        ("8: not valid YAML: control characters are not allowed",),
    ),
    "a control character": (
        spoilt("{ask: text}", "{ask: t\aext}"),
        ("8: not valid YAML: control characters",),
    ),
    "Latin-1": (
        spoilt("{ask: text}", "{ask: té}".encode("latin-1")),
        ("8: not UTF-8; save the file with this encoding",),
    ),
    "UTF-16": (TALK.encode("utf-16"), ("1: not UTF-8",)),
    "half a character": (WHOLE + b"# \xc3", ("46: not UTF-8",)),
    "a surrogate": (spoilt("{ask: text}", b"{ask: \xed\xa0\x80}"), ("8: not UTF-8",)),
    "a megabyte and one byte": (WHOLE + b"#" * 1_000_001, ("1: longer than 1,000,000 bytes; split it",)),
    "sixty thousand items": (WHOLE + b"x: [" + b"a," * 60_000 + b"]\n", (f"46: {NESTED}",)),
    "a word of half a megabyte": (spoilt("{ask: text}", f"{{ask: {'r' * 500_000}}}"), ("8: 'rrrrrr",)),
    "an id of a hundred characters": (
        spoilt(NAME, f"  {'n' * 100}: {{ask: text}}\n"),
        (
            f"8: '{'n' * 100}' is no id: small letters, digits and _, at most 40",
            "14: there is no question 'name'",
        ),
    ),
    "a key too long for YAML": (
        spoilt(NAME, f"  {'n' * 9999}: {{ask: text}}\n"),
        ("8: not valid YAML: could not find",),
    ),
    "nothing": (b"", ("1: the file is empty",)),
    "empty lines": (b"\n\n  \n", ("4: the file is empty",)),
    "only a comment": (b"# nothing\n", ("2: the file is empty",)),
    "only a byte order mark": (b"\xef\xbb\xbf", ("1: the file is empty",)),
    "a second document": (
        WHOLE + b"---\ndialogue: other\n",
        ("46: a second document; one file holds one dialogue",),
    ),
    "words after the end": (WHOLE + b"...\nmore: yes\n", ("47: not valid YAML",)),
    "another YAML": (b"%YAML 9.9\n---\n" + WHOLE, ("1: not valid YAML: found incompatible YAML document",)),
    "a list": (
        b"- a\n- b\n",
        (
            "1: fields (name: value) are expected here",
            *(
                f"1: the field {name!r} is missing"
                for name in ("dialogue", "outcome", "outcomes", "path", "questions", "result")
            ),
        ),
    ),
    "a list as a key": (spoilt("dialogue: talk", "[dialogue]: talk"), ("1: a key must be a word",)),
    "a mapping as a key": (spoilt("dialogue: talk", "? {a: b}\n: talk"), ("1: a key must be a word",)),
    "an empty key": (spoilt("{hue: colour}", "{'': colour}"), ("44: '' is no id",)),
    "a tab": (
        spoilt("  - colour\n", "\t- colour\n"),
        ("11: not valid YAML: found character that cannot start",),
    ),
    "an open list": (
        spoilt("[red, green, blue]", "[red, green, blue"),
        ("4: not valid YAML: did not find expected",),
    ),
    "an open string": (
        spoilt("dialogue: talk", 'dialogue: "talk'),
        ("46: not valid YAML: found unexpected end",),
    ),
    "facts in a circle": (
        spoilt("    - {is: good}\n", "    - {is: {same_as: turned}}\n"),
        ("24: 'mood' rests on itself", "27: 'turned' rests on itself"),
    ),
    "a fact that is itself": (
        spoilt("{union: [colour, shades]}", "[{is: {same_as: both}}]"),
        ("22: 'both' rests on itself",),
    ),
    "scores in a circle": (
        spoilt("{count_true: [{colour: red}, {shades", "{count_true: [{signs: {at_least: 1}}, {shades"),
        ("20: 'signs' rests on itself",),
    ),
    "facts that double forty times": (
        spoilt(FACTS, f"{FACTS}  f0: [{{when: {{colour: red}}, is: x}}, {{is: y}}]\n{LADDER}"),
        ("50: 'f20' stands on more than 20 facts in a row",),
    ),
    "facts that double up to an unknown value": (
        spoilt(FACTS, f"{FACTS}  f0: [{{when: {{colour: red}}, is: x}}, {{is: y}}]\n{LADDER}").replace(
            b"{colour: green}", b"{f40: z}"
        ),
        ("50: 'f20' stands on more than 20 facts in a row", "78: 'f40' is never 'z'"),
    ),
    "readings of readings": (
        spoilt(FACTS, f"{FACTS}  again_turned: {{value_of: turned, where: {{tone: {{warm: cold}}}}}}\n"),
        ("30: 'again_turned': a value_of cannot rest on another value_of",),
    ),
    "a chain of facts": (
        spoilt(FACTS, f"{FACTS}  g0: [{{is: x}}]\n{CHAIN}"),
        ("50: 'g20' stands on more than 20 facts",),
    ),
    "more names than can be": (
        spoilt(FACTS, FACTS + "".join(f"  x{n}: [{{is: y}}]\n" for n in range(9000))),
        (f"1: {NAMES}",),
    ),
    "more questions than can be": (
        spoilt("  - colour\n", "  - colour\n" + "  - {ask: colour, when: {colour: red}}\n" * 5000),
        (f"1: {NAMES}",),
    ),
    "thirty thousand unknown names": (
        spoilt("region]", f"region]\nvoices: [{', '.join(f'officer{n}' for n in range(30_000))}]"),
        ("3: 'officer0' is none of beneficiary, officer", "3: and more; mend these first"),
    ),
    "a number without end": (
        spoilt("at_most: 9}", "at_most: 1e999999999}"),
        ("6: a number is expected here, not '1e999999999'",),
    ),
    "a number with a hundred thousand digits": (
        spoilt("at_most: 9}", f"at_most: {'9' * 100_000}}}"),
        ("6: a number is expected here, not '9999",),
    ),
    "no number": (spoilt("at_most: 9}", "at_most: NaN}"), ("6: a number is expected here, not 'NaN'",)),
    "a whole number without end": (
        spoilt("at_least: 1, at_most: 3", "at_least: 1e9999999, at_most: 3"),
        (f"14: {LOOP}", "14: a number is expected here, not '1e9999999'"),
    ),
    "a share without end": (spoilt("1/3", "1e999999999"), ("33: a share is expected here, like 1/3",)),
    "a loop without end": (
        spoilt("at_least: 1, at_most: 3", "at_least: 1000000000, at_most: 1000000000"),
        (f"14: {LOOP}",),
    ),
    "the machine's own state": (
        spoilt(NAME, "  '@end': {ask: text}\n"),
        ("8: '@end' is no id", "14: there is no question 'name'"),
    ),
    "a rename to nothing": (spoilt("{hue: colour}", "{hue: }"), ("44: a word is expected here",)),
    "a value that no option has": (
        spoilt("{colour: [red, green]}", "{colour: [rouge]}"),
        ("12: 'colour' is never 'rouge'",),
    ),
    "a look ahead": (
        spoilt("  - colour\n", "  - {ask: colour, when: {again: good}}\n"),
        ("4: 'colour' looks at 'again', which is asked later",),
    ),
}
