"""Which texts the reference needs: their keys are made of what is named and its id."""

from collections.abc import Iterable, Iterator, Mapping

from bot.engine.dialogue import Voice
from bot.texts.keys import Need

DOMAIN = "reference"
_PARTS: Mapping[str, tuple[tuple[str, int], ...]] = {
    "theme": ((".name", 40), (".says", 200)),
    "term": ((".name", 60), (".says", 300), (".words", 400)),
    "document": ((".name", 80), (".says", 200)),
    "item": (("", 80),),
    "none": (("", 200),),
    "advice": ((".words", 2000),),
    "interview": ((".words", 1200),),
}
"""For each sort of thing, the texts it has with their longest length.

`words` are not shown: they are what people may type to find it, with commas in between.
"""


def needs_of_reference(named: Mapping[str, Iterable[str]]) -> Iterator[Need]:
    """The texts for the ids in `named`, by the sort of thing they name; they are the same for every voice."""
    for sort, ids in named.items():
        for id in ids:
            for part, longest in _PARTS[sort]:
                yield Need(f"{sort}.{id}{part}", frozenset(Voice), longest)
