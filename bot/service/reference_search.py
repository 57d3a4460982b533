"""Finding pages of the reference by what is typed: other forms of a word, beginnings, slips of the pen.

A typed word becomes a group of stems that may stand for it. The store finds the pages that hold most of them, by rare
words and in good places; what is found is put in its last order here. Nothing depends on which store it is.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass, replace
from itertools import chain, groupby, pairwise

from bot.ports import Transaction
from bot.records import Field, Hit, IndexedPage, PageKind, PageRef, Sought, Wanted
from bot.service.reference_ranking import Typed, pairs, score, standing
from bot.service.reference_words import Reading, Vocabulary
from bot.texts.folding import folded
from bot.texts.search import French, Phrase, Word, compounds

# What people look for is mostly what to do: a word for it, or the place that says so in a document, comes after, unless it
# fits far better. In percent.
_KINDS = {PageKind.ADVICE: 100, PageKind.INTERVIEW: 80, PageKind.TERM: 60, PageKind.ITEM: 40}
_TO_DO = {PageKind.ADVICE, PageKind.INTERVIEW}
LONGEST = 300  # characters read of what is typed
_MOST_WORDS = 10  # of what is typed
_CANDIDATES = 60  # pages that the store finds, to be put in order
_PLACES = {Field.TITLE: 10, Field.WORDS: 8, Field.BODY: 3}  # what a stem is worth there
_FAR = 5  # what there is to do that fits so many times less than the best is not what was looked for
_AT_ALL = 400  # what it is worth that a page holds something of a typed word, wherever it stands and however rare it is


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the reference, in French. `words` are the everyday words for what it is about, with commas in between.

    `names`: what it is called; who types one of them whole means this page.
    """

    ref: PageRef
    title: str
    words: str
    body: str
    names: tuple[str, ...] = ()

    @property
    def fields(self) -> Mapping[Field, str]:
        """The texts by their fields."""
        return {Field.TITLE: self.title, Field.WORDS: self.words, Field.BODY: self.body}


class Finder:
    """Finds pages; it knows all their words, to tell what is meant by what is typed."""

    def __init__(self, pages: Sequence[Page], french: French) -> None:
        self._french = french
        read = {
            page.ref: {field: french.phrases(text) for field, text in page.fields.items()} for page in pages
        }
        joined = {
            one: parts
            for page in pages
            for text in page.fields.values()
            for one, parts in compounds(text).items()
        }
        self._vocabulary = Vocabulary([chain(*chain(*fields.values())) for fields in read.values()], joined)
        self._pages = {ref: standing(fields, self._vocabulary.rare) for ref, fields in read.items()}
        self._named: dict[str, dict[PageRef, None]] = {}
        for page in pages:
            for name in page.names:
                self._named.setdefault(folded(name), {})[page.ref] = None
        self._index = [_indexed(ref, fields) for ref, fields in read.items()]
        self.version = hashlib.sha256(repr([astuple(page) for page in self._index]).encode()).hexdigest()[:12]

    async def ensure(self, tx: Transaction) -> None:
        """Make the index anew unless it is that of these pages."""
        if await tx.reference.index_version() != self.version:
            await tx.reference.reindex(self.version, self._index)

    async def find(self, tx: Transaction, text: str, limit: int = 8) -> Sequence[Hit]:
        """The pages for what is typed, the best first, before them those of that very name; none where nothing fits."""
        words = self._french.words(text[:LONGEST])
        typed = self._typed(words, begun=text[:LONGEST][-1:].isalnum())
        if not typed.groups:
            return ()
        await self.ensure(tx)
        named = self._named.get(folded(text[:LONGEST]), {})
        found = await tx.reference.find(_sought(typed), _CANDIDATES)
        hits = [hit for hit in self._ordered(found, typed) if hit.ref not in named]
        if all(
            word.empty for word in words
        ):  # « qui fait quoi »: such words say something only as they follow one another
            hits = [hit for hit in hits if typed.pairs and typed.pairs <= self._pages[hit.ref].pairs]
        called = self._ordered([Hit(ref, len(typed.groups), 0) for ref in named], typed)
        return [*called, *hits][:limit]

    def _typed(self, words: Sequence[Word], *, begun: bool) -> Typed:
        """What the words of a text stand for; `begun`: the last one may not be written to its end yet."""
        full = tuple(dict.fromkeys(word for word in words if not word.empty)) or words
        last = words[-1] if begun and words else None
        return Typed(frozenset(full), self._groups(full[:_MOST_WORDS], last), pairs(words))

    def _groups(self, words: Sequence[Word], last: Word | None) -> tuple[tuple[Reading, ...], ...]:
        """What may stand for each word; words of which nothing is known are passed over."""
        found: list[tuple[Reading, ...]] = []
        for word in words:
            found += self._vocabulary.readings(word, begun=word == last)
        for one, other in pairwise(words):
            found += self._vocabulary.written_as_one(one, other)
        return tuple(dict.fromkeys(group for group in found if group))

    def _ordered(self, hits: Sequence[Hit], typed: Typed) -> list[Hit]:
        """Without what there is to do that is far from the best, and pages that another version of the program has put into the index."""
        fits = {
            hit: score(self._pages[hit.ref], typed, self._vocabulary.rare)
            for hit in hits
            if hit.ref in self._pages
        }
        best = max(fits.values(), default=0)
        near = [
            replace(hit, worth=fit * _KINDS[hit.ref.kind] // 100)
            for hit, fit in fits.items()
            if fit * _FAR >= best or hit.ref.kind not in _TO_DO
        ]
        return sorted(near, key=lambda hit: (-hit.worth, hit.ref.kind, hit.ref.id))


def _sought(typed: Typed) -> Sought:
    """Readings of a word that are worth the same are looked up together."""
    return tuple(
        Wanted(number, field, stems, sure * (_AT_ALL + place * rare) // 100)
        for number, group in enumerate(typed.groups)
        for (sure, rare), stems in _alike(group)
        for field, place in _PLACES.items()
    )


def _alike(group: Sequence[Reading]) -> Iterator[tuple[tuple[int, int], tuple[str, ...]]]:
    for worth, readings in groupby(group, lambda each: (each.sure, each.rare)):
        yield worth, tuple(each.stem for each in readings)


def _indexed(ref: PageRef, fields: Mapping[Field, Sequence[Phrase]]) -> IndexedPage:
    """Words that say nothing are kept where they are few, for those who type nothing else."""

    def stems(field: Field) -> str:
        return " ".join(
            word.stem for word in chain(*fields[field]) if field is not Field.BODY or not word.empty
        )

    return IndexedPage(ref, stems(Field.TITLE), stems(Field.WORDS), stems(Field.BODY))
