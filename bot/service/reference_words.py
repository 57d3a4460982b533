"""The words of the reference, and which of them a typed word may stand for."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from math import log

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.texts.search import Word, stem

_MOST = 8  # stems that one typed word may stand for
_SHORT, _LONG = 4, 8  # from so many letters on, one slip is mended, and two
_BEGINNING = 3  # letters that a beginning has at least
_ROOT = 5  # letters that two stems have in common at least if they are of one family
_ENDING = 3  # letters in which they differ at most
_SURE, _BEGUN, _MENDED, _AKIN = (
    100,
    80,
    70,
    40,
)  # how sure it is that a stem stands for what was typed, in percent


@dataclass(frozen=True, slots=True)
class Reading:
    """A stem that may stand for a typed word: how sure that is, in percent, and how rare it is, from about 7 up."""

    stem: str
    sure: int
    rare: int


class Vocabulary:
    """All words of some texts. `joined`: those with hyphens, written as one, with their parts."""

    def __init__(self, texts: Sequence[Iterable[Word]], joined: Mapping[str, Sequence[str]]) -> None:
        there = [set(words) for words in texts]
        self._many = len(texts)
        self._count = Counter(each for words in there for each in {word.stem for word in words})  # of texts
        self._stems = {word.text: word.stem for words in there for word in words}
        self._empty = {word.text for words in there for word in words if word.empty}
        self._words = sorted(self._stems.keys() - self._empty)
        self._roots = sorted({self._stems[word] for word in self._words})
        self._joined = joined
        self.rare = {each: self._rare(count) for each, count in self._count.items()}

    def readings(self, word: Word, *, begun: bool) -> list[tuple[Reading, ...]]:
        """What `word` may stand for: mostly one group of stems; several if it is several words in one.

        `begun`: it may not be written to its end yet.
        """
        if word.stem in self._count:
            sure = {word.stem: _SURE}
            return [
                self._group(
                    {**self._akin(word.stem), **(self._beginnings(word.text) if begun else {}), **sure}
                )
            ]
        parts = self._joined.get(word.text) or self._parts(word.text)
        if parts:
            return [self._group({stem(part): _SURE}) for part in parts if part not in self._empty]
        return [self._group({**self._akin(word.stem), **self._mended(word), **self._beginnings(word.text)})]

    def written_as_one(self, one: Word, other: Word) -> list[tuple[Reading, ...]]:
        """« co construction », where the texts have « coconstruction »."""
        both = stem(one.text + other.text)
        return [self._group({both: _SURE})] if both in self._count else []

    def _group(self, sure: dict[str, int]) -> tuple[Reading, ...]:
        """The surest of them. What only might be meant is no rarer than all of it together."""
        best = sorted(sure, key=lambda each: (-sure[each], -self._count[each], each))[:_MOST]
        together = sum(self._count[each] for each in best)
        return tuple(
            Reading(each, sure[each], self._rare(self._count[each] if sure[each] == _SURE else together))
            for each in best
        )

    def _rare(self, count: int) -> int:
        return round(10 * log(1 + self._many / max(count, 1)))

    def _beginnings(self, text: str) -> dict[str, int]:
        if len(text) < _BEGINNING:
            return {}
        return {self._stems[each]: _BEGUN for each in _beginning_with(self._words, text)}

    def _akin(self, root: str) -> dict[str, int]:
        """Stems that differ from `root` in their ends only: « financeur » and « financ », « confidentiel » and « confidential »."""
        if len(root) < _ROOT:
            return {}
        near = _beginning_with(self._roots, root[: max(_ROOT, len(root) - _ENDING)])
        longer = {each for each in near if len(each) <= len(root) + _ENDING}
        shorter = {root[:length] for length in range(_ROOT, len(root))} & self._count.keys()
        return dict.fromkeys(longer | shorter, _AKIN)

    def _mended(self, word: Word) -> dict[str, int]:
        """Those that differ least, by slips: a letter too many, too few, wrong, or in the place of the next."""
        found = [*_near(word.text, self._words), *_near(word.stem, self._roots)]
        least = min((slips for _, slips in found), default=0)
        return {self._stems.get(each, each): _MENDED for each, slips in found if slips == least}

    def _parts(self, text: str) -> tuple[str, ...]:
        """The two words that `text` is, if a space was left out: « lassociation », « ficheprojet »."""
        cuts = ((text[:at], text[at:]) for at in range(1, len(text) - 2))
        known = (
            (one, other)
            for one, other in cuts
            if other in self._stems and (one in self._empty or len(one) > 2)
        )
        return next((pair for pair in known if pair[0] in self._stems), ())


def _beginning_with(among: Sequence[str], text: str) -> Iterable[str]:
    """Those of the sorted words `among` that begin with `text`."""
    first = bisect_left(among, text)
    return takewhile(lambda each: each.startswith(text), (among[at] for at in range(first, len(among))))


def _near(text: str, among: Sequence[str]) -> Iterator[tuple[str, int]]:
    slips = 0 if len(text) < _SHORT else 1 if len(text) < _LONG else 2
    if slips:
        for each, distance, _ in process.extract(
            text, among, scorer=OSA.distance, score_cutoff=slips, limit=_MOST
        ):
            if len(each) >= _SHORT:
                yield each, int(distance)
