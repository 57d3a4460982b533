"""The pages of the reference as they are read, and what each leads to."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from bot.blocks import Block, Heading, Paragraph, Tone
from bot.engine.dialogue import Voice
from bot.loading.library import Library
from bot.loading.reference import Item, Reference
from bot.records import PageKind, PageRef
from bot.service.dates import due, say_due
from bot.service.interviews import MAIN_DIALOGUE
from bot.service.reports import sources
from bot.service.wording import Wording, lowered
from bot.texts.catalogues import Texts
from bot.texts.reference_keys import DOMAIN

_LINKS = {kind.value: kind for kind in PageKind}


@dataclass(frozen=True, slots=True)
class Leaves:
    """Reads the pages of `reference` to somebody: in `texts`, said to `voice`."""

    library: Library
    reference: Reference
    texts: Texts
    voice: Voice

    def speaking_to(self, voice: Voice) -> "Leaves":
        """The same pages, as said to `voice`."""
        return replace(self, voice=voice)

    def there(self, ref: PageRef) -> bool:
        """Whether there is such a page for the voice."""
        match ref.kind:
            case PageKind.ADVICE:
                advice = self.library.catalogue.get(ref.id)
                return advice is not None and self.voice in advice.voices
            case PageKind.TERM:
                return ref.id in self.reference.terms
            case PageKind.INTERVIEW:
                engine = self.library.engines.get(ref.id)
                return engine is not None and self.voice in engine.dialogue.voices
            case PageKind.ITEM:
                return ref.id in self.reference.items

    def title(self, ref: PageRef) -> str:
        """What the page is called."""
        match ref.kind:
            case PageKind.ADVICE:
                return self.texts.of("advice", f"{ref.id}.title", self.voice)
            case PageKind.INTERVIEW:
                return self.texts.of(ref.id, "title", self.voice)
            case PageKind.TERM:
                return self.texts.of(DOMAIN, f"term.{ref.id}.name")
            case PageKind.ITEM:
                return self.texts.of(DOMAIN, f"item.{ref.id}")

    def gist(self, ref: PageRef) -> str:
        """What it is about, in a sentence or two."""
        match ref.kind:
            case PageKind.ADVICE:
                return self.texts.of("advice", f"{ref.id}.why", self.voice)
            case PageKind.INTERVIEW:
                return self.texts.of(ref.id, "purpose", self.voice)
            case PageKind.TERM:
                return self.texts.of(DOMAIN, f"term.{ref.id}.says")
            case PageKind.ITEM:
                reason = self.reference.items[ref.id].none
                return self.texts.of(DOMAIN, f"none.{reason}") if reason else ""

    def blocks(self, ref: PageRef, today: date | None = None) -> tuple[Block, ...]:
        """The page itself. With `today`, a recommendation says by when its first step can be done."""
        heading = Heading(self.title(ref), level=1)
        gist = self.gist(ref)
        said = (Paragraph(gist),) if gist else ()
        if ref.kind is not PageKind.ADVICE:
            return (heading, *said)
        advice = self.library.catalogue[ref.id]
        wording = Wording(self.texts, self.library.engines[MAIN_DIALOGUE].dialogue, self.voice)
        step = lowered(wording.advice(ref.id, "first_step"), 1)
        first = self.texts.say("First step: {step}.", step=step)
        if today is not None:
            until = say_due(self.texts, due(advice.delay, today), advice.delay.occasion, today)
            first = self.texts.say("First step, {until}: {step}.", until=until, step=step)
        return (
            heading,
            *said,
            Heading(self.texts.say("How to go about it")),
            Paragraph(wording.advice(ref.id, "how")),
            Paragraph(first),
            Paragraph(sources(wording, advice), Tone.QUIET),
        )

    def leads(self, ref: PageRef) -> tuple[PageRef, ...]:
        """The pages to go on to, the nearest first."""
        return tuple(each for each in dict.fromkeys(self._leads(ref)) if each != ref and self.there(each))

    def _leads(self, ref: PageRef) -> Iterator[PageRef]:
        match ref.kind:
            case PageKind.ADVICE:
                yield from map(page_at, self.reference.related.get(ref.id, ()))
                given_by = self.reference.given_by.get(ref.id, ())
                yield from (PageRef(PageKind.INTERVIEW, each) for each in given_by)
            case PageKind.TERM:
                yield from map(page_at, self.reference.terms[ref.id].see)
            case PageKind.ITEM:
                yield from _serving(self.reference.items[ref.id])
            case PageKind.INTERVIEW:
                links = self.reference.related
                wanted = f"interview:{ref.id}"
                yield from (PageRef(PageKind.ADVICE, each) for each, to in links.items() if wanted in to)


def _serving(item: Item) -> Iterator[PageRef]:
    """What serves an item of the outline: recommendations, interviews (also those that ask about it), words."""
    yield from (PageRef(PageKind.ADVICE, each) for each in item.advice)
    asked = (each.partition(".")[0] for each in item.questions)
    yield from (PageRef(PageKind.INTERVIEW, each) for each in dict.fromkeys((*item.interviews, *asked)))
    yield from (PageRef(PageKind.TERM, each) for each in item.terms)


def page_at(link: str) -> PageRef:
    """The page that `link` (« advice:ID ») names."""
    kind, _, id = link.partition(":")
    return PageRef(_LINKS[kind], id)


def link_to(ref: PageRef) -> str:
    """How `ref` is written in one word."""
    return f"{ref.kind.value}:{ref.id}"
