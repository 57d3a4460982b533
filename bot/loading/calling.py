"""Reading what is known of an interview before it begins: how long it takes, whom it is about, when it fits."""

from collections.abc import Mapping

from bot.engine.dialogue import Calling, Fit, Voice
from bot.engine.outcomes import Delay
from bot.loading.conditions import read_condition
from bot.loading.reader import Reader, Reference, Sort
from bot.loading.tree import Node
from bot.problems import suggestion

FIELDS = ("minutes", "about", "kept", "fits")
LONGEST = 120
FITTING: Mapping[str, Sort | tuple[str, ...]] = {
    "voice": tuple(voice.value for voice in Voice),
    "situation": ("no_plans", "willing_unsure", "already_started"),
    "stage": ("emergence", "implementation", "sustaining"),
    "team": ("yes", "no"),
    "results": Sort.DIALOGUE,  # those with a result about the same
    "advice": Sort.ADVICE,  # what is still open on the list
}
"""What a condition of `fits` may look at, and what each can be."""


def read_calling(reader: Reader, fields: Mapping[str, Node]) -> Calling:
    """The fields `minutes`, `about`, `kept` and `fits` of a dialogue."""
    if "about" in fields and fields["about"].value != "oneself":
        reader.report(
            fields["about"], "about can only be `oneself`; without it, an interview is about a case"
        )
    rows = reader.maybe(fields, "fits", reader.named, {})
    return Calling(
        minutes=reader.maybe(fields, "minutes", lambda node: _minutes(reader, node), 0),
        fits=tuple(_fit(reader, name, node) for name, node in rows.items()),
        oneself="about" in fields,
        kept=reader.maybe(fields, "kept", lambda node: _kept(reader, node), None),
    )


def _minutes(reader: Reader, node: Node) -> int:
    minutes = reader.whole(node)
    if not 1 <= minutes <= LONGEST:
        reader.report(node, f"an interview takes 1 to {LONGEST} minutes")
    return minutes


def _kept(reader: Reader, node: Node) -> Delay:
    delay = reader.delay(node)
    if node.value == "now" or delay.occasion:
        reader.report(node, "what is said is kept for some days, weeks or months")
    return delay


def _fit(reader: Reader, name: str, node: Node) -> Fit:
    """A row: `always`, or a condition about what is known before the interview begins."""
    if node.value == "always":
        return Fit(name)
    before = len(reader.references)
    when = read_condition(reader, node)
    looked_at = reader.references[before:]
    del reader.references[before:]  # these names are not those of the dialogue
    for reference in looked_at:
        _check(reader, reference)
    return Fit(name, when)


def _check(reader: Reader, reference: Reference) -> None:
    node, name = reference.node, reference.word
    possible = FITTING.get(name)
    if possible is None:
        known = ", ".join(FITTING)
        reader.report(node, f"{name!r} is nothing that `fits` looks at: {known}{suggestion(name, FITTING)}")
    elif reference.number:
        reader.report(node, f"{name!r} is no number; at_least and at_most compare scores and numbers")
    elif isinstance(possible, Sort):
        reader.references += (Reference(node, possible, value) for value in sorted(reference.values))
    else:
        for value in sorted(reference.values - set(possible)):
            reader.report(node, f"{name!r} is never {value!r}{suggestion(value, possible)}")
