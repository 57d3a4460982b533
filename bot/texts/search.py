"""French words as they are searched: folded, without their endings, and told apart from those that say nothing.

Everything is made the same way of pages and of what is typed, so accents, capitals, plurals and elisions do not matter.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

import snowballstemmer

from bot.texts.catalogues import Texts
from bot.texts.folding import folded

_STEMMER = snowballstemmer.stemmer("french")
_SIGNS = re.compile(r"[.,;:!?…|\n()«»]")  # between phrases
_HYPHENED = re.compile(r"\w+(?:[-‐‑]\w+)+")
# The stemmer knows « motivée » by its accent, and takes « communication » for « commun ».
_FEMININE = re.compile(r"ees?$")
_FROM_VERB = re.compile(r"icat(?:ions?|eurs?|rices?)$")
_EMPTY = ("empty.words", "search.words")  # lists of words that say nothing about what is looked for


@dataclass(frozen=True, slots=True)
class Word:
    """A word, folded, with its stem; `empty` ones say nothing by themselves (« le », « pour », « comment »)."""

    text: str
    stem: str
    empty: bool = False


Phrase = tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class French:
    """What is French about a search. `empty` are the words that say nothing."""

    empty: frozenset[str]

    @classmethod
    def of(cls, texts: Texts) -> "French":
        """With the lists of `texts`."""
        return cls(
            frozenset(part for name in _EMPTY for word in texts.words(name) for part in folded(word).split())
        )

    def words(self, text: str) -> Phrase:
        """The words of `text` in order: parts of « fiche-projet » and « l’eau » are words of their own."""
        return tuple(Word(each, stem(each), each in self.empty) for each in folded(text).split())

    def phrases(self, text: str) -> tuple[Phrase, ...]:
        """The words of each part of `text` between commas, full stops and the like."""
        return tuple(words for part in _SIGNS.split(text) if (words := self.words(part)))


def compounds(text: str) -> dict[str, tuple[str, ...]]:
    """The words with hyphens in `text`, written as one, and their parts: « ficheprojet » is « fiche » and « projet »."""
    parts = (tuple(folded(found).split()) for found in _HYPHENED.findall(text))
    return {"".join(each): each for each in parts if len(each) > 1}


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """What a folded word has in common with its other forms."""
    bare = _FEMININE.sub("e", _FROM_VERB.sub("iquer", word)) if len(word) > 3 else word
    # The stemmer keeps the s of « élus » and « amis », which might belong to the word; searching, it does not matter.
    bare = bare[:-1] if len(bare) > 3 and bare.endswith("s") else bare
    found = str(_STEMMER.stemWord(bare)) or word
    return f"{found[:-2]}c" if found.endswith("qu") else found
