"""The shelf: what there is to look up, and who finds it."""

from collections.abc import Mapping

from bot.loading.reference import Reference
from bot.service.reference_pages import pages
from bot.service.reference_search import Finder
from bot.texts.catalogues import Texts
from bot.texts.search import French


class Shelf:
    """The reference with a finder for each language. Holds nothing of anybody."""

    def __init__(self, reference: Reference, texts: Mapping[str, Texts]) -> None:
        self.reference = reference
        self._texts = texts
        self._finders: dict[str, Finder] = {}

    def finder(self, language: str) -> Finder:
        """Who finds pages by words of `language`. The first time takes half a second: all pages are read."""
        if language not in self._finders:
            texts = self._texts[language]
            self._finders[language] = Finder([*pages(self.reference, texts)], French.of(texts))
        return self._finders[language]
