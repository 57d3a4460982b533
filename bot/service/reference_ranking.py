"""Which of the pages found comes first: how much of what was typed stands on it, where, how often, and how close together."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.records import Field
from bot.service.reference_words import Reading
from bot.texts.search import Phrase, Word

_ONCE = {Field.TITLE: 4.0, Field.WORDS: 4.0, Field.BODY: 1.0}  # what it counts that a stem stands there once
_ENOUGH = 2.0  # so much makes half of all that standing there often can add up to
_PHRASE = 0.8  # what it adds that a phrase says just what was typed, beside that the page says it somewhere
_PAIR = 0.4  # what it adds that two words stand side by side as they were typed
_SAME = 0.15  # what it adds that a word stands there in the form in which it was typed

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands on a page: how much each stem counts, its words, those side by side, and the phrases that say what it is about."""

    counts: Mapping[str, float]
    words: frozenset[str]
    pairs: frozenset[Pair]
    phrases: Mapping[frozenset[str], int]


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed: the words that count, what each may stand for, and which words are side by side."""

    words: frozenset[Word]
    groups: Sequence[Sequence[Reading]]
    pairs: frozenset[Pair]


def pairs(words: Sequence[Word]) -> frozenset[Pair]:
    """The stems side by side, with and without the words between them that say nothing."""
    full = [word for word in words if not word.empty]
    return frozenset((one.stem, other.stem) for one, other in (*pairwise(words), *pairwise(full)))


def standing(fields: Mapping[Field, Sequence[Phrase]], rare: Mapping[str, int]) -> Standing:
    """What stands on a page whose `fields` hold these. Its title and its everyday words say what it is about."""
    counts: dict[str, float] = {}
    for field, phrases in fields.items():
        for stem, times in Counter(word.stem for phrase in phrases for word in phrase).items():
            counts[stem] = counts.get(stem, 0.0) + _ONCE[field] * times
    every = [phrase for phrases in fields.values() for phrase in phrases]
    words = frozenset(word.text for phrase in every for word in phrase)
    beside = frozenset(pair for phrase in every for pair in pairs(phrase))
    about = {
        _about(phrase) for field, phrases in fields.items() if field is not Field.BODY for phrase in phrases
    }
    return Standing(counts, words, beside, {each: sum(rare[stem] for stem in each) for each in about if each})


def _about(phrase: Phrase) -> frozenset[str]:
    return frozenset(word.stem for word in phrase if not word.empty)


def score(page: Standing, typed: Typed, rare: Mapping[str, int]) -> int:
    """How well the page fits what was typed; more is better."""
    whole = sum(max(reading.rare for reading in group) for group in typed.groups)
    said = met = 0.0
    stood: dict[str, float] = {}
    for group in typed.groups:
        worth, best = max((_worth(page, reading), reading.stem) for reading in group)
        if worth:
            said += worth
            stood[best] = max(reading.sure * reading.rare / 100 for reading in group if reading.stem == best)
            met += stood[best]
    near = (each for each in page.phrases.items() if not each[0].isdisjoint(stood))
    phrase = max((_alike(*each, stood, whole) for each in near), default=0.0)
    beside = sum(rare.get(stem, 0) for pair in typed.pairs & page.pairs for stem in pair) / 2
    same = sum(rare[word.stem] for word in typed.words if word.text in page.words)
    return round(100 * (said * met / whole + _PHRASE * phrase + _PAIR * beside + _SAME * same))


def _worth(page: Standing, reading: Reading) -> float:
    count = page.counts.get(reading.stem, 0.0)
    return reading.sure * reading.rare / 100 * count / (count + _ENOUGH)


def _alike(phrase: frozenset[str], weight: int, stood: Mapping[str, float], whole: float) -> float:
    """How much of `phrase` was typed, and how much of what was typed is in it."""
    same = sum(stood[stem] for stem in sorted(phrase & stood.keys()))  # sorted: floats add up in one order
    return 2 * same * same / (whole + weight)
