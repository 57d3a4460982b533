"""Pages of the reference looked up from any chat, to be sent there."""

import re
from collections.abc import Iterator, Mapping, Sequence

from bot.blocks import Block, Paragraph, Tone
from bot.engine.dialogue import Voice
from bot.loading.library import Library
from bot.ports import Transaction
from bot.records import PageKind, PageRef, Person
from bot.service.edits import shortened
from bot.service.leaves import Leaves, link_to
from bot.service.screens import Found, Looked, Offered
from bot.service.shelf import Shelf
from bot.texts.catalogues import Texts

SHOWN = 20  # pages at once
_MOST = 60  # pages found for what is typed
_GIST = 100  # characters: a phone shows about two lines of it
KINDS = {PageKind.ADVICE, PageKind.TERM}  # what says something to somebody who does not know the assistant
_OFFSET = re.compile("[0-9]{1,4}")


class Inline:
    """Offers pages of `shelf`. Holds nothing of anybody, and keeps nothing: who looks something up may be a stranger."""

    def __init__(self, library: Library, texts: Mapping[str, Texts], shelf: Shelf) -> None:
        self._shelf = shelf
        self._leaves = {
            (locale, voice): Leaves(library, shelf.reference, each, voice)
            for locale, each in texts.items()
            for voice in Voice
        }

    async def look_up(self, tx: Transaction, person: Person | None, locale: str, looked: Looked) -> Found:
        """What `person`, if they are known, may send for what they typed; it is said in their voice."""
        voice = (person.voice if person else None) or Voice.BENEFICIARY
        leaves = self._leaves[locale, voice]
        if looked.text.strip():
            refs = [hit.ref for hit in await self._shelf.finder(locale).find(tx, looked.text, _MOST)]
        else:
            kept = await tx.reference.of(person.id) if person else ()
            refs = [*(favourite.page for favourite in kept), *self._of_each_theme(leaves)]
        return _page(leaves, refs, looked)

    def _of_each_theme(self, leaves: Leaves) -> Iterator[PageRef]:
        for theme in self._shelf.reference.themes.values():
            refs = (PageRef(PageKind.ADVICE, advice) for advice in theme.advice)
            yield from [ref for ref in refs if leaves.there(ref)][:1]


def _page(leaves: Leaves, refs: Sequence[PageRef], looked: Looked) -> Found:
    """From the offset on; one that is none of ours stands for the beginning."""
    there = [ref for ref in dict.fromkeys(refs) if ref.kind in KINDS and leaves.there(ref)]
    begin = int(looked.offset) if _OFFSET.fullmatch(looked.offset) else 0
    end = begin + SHOWN
    offered = tuple(_offered(leaves, ref, looked.home) for ref in there[begin:end])
    return Found(offered, str(end) if end < len(there) else "")


def _offered(leaves: Leaves, ref: PageRef, home: str) -> Offered:
    name = leaves.texts.say("Trait d’union")
    signed = leaves.texts.say("Trait d’union: {place}", place=home) if home else name
    blocks: tuple[Block, ...] = (*leaves.blocks(ref), Paragraph(signed, Tone.QUIET))
    return Offered(link_to(ref), leaves.title(ref), shortened(leaves.gist(ref), _GIST), blocks)
