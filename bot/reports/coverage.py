"""What covers the source documents, as a page of docs/: made from the dialogues, the reference and their texts."""

from collections.abc import Iterable, Iterator

from bot.engine.dialogue import Voice
from bot.loading.library import Library
from bot.loading.reference import Item, Reference
from bot.texts.catalogues import Texts

_HEAD = """# What covers the source documents

Written by `python -m bot coverage` from `dialogues/`, `reference/` and `locales/fr/`. Do not edit it: change those, and
run the command again. Of the {items} numbered items, {served} are served by an interview, a recommendation or a word of
the glossary; the others say why not. Questions stand by interview, with their codes of the domain study.
"""
_NOWHERE = "**no interview**"


def coverage(library: Library, reference: Reference, texts: Texts) -> str:
    """The page, in Markdown: a table for each document, then where each recommendation is given."""
    return "\n".join(_Page(library, reference, texts).lines())


class _Page:
    def __init__(self, library: Library, reference: Reference, texts: Texts) -> None:
        self.library = library
        self.reference = reference
        self.texts = texts

    def lines(self) -> Iterator[str]:
        items = self.reference.items.values()
        yield _HEAD.format(items=len(items), served=sum(not item.none for item in items))
        for document in self.reference.documents:
            own = [item for item in items if item.document == document]
            yield f"## {document} — {self._text(f'document.{document}.name')}\n"
            yield from _table(
                ("item", "title", "interviews and questions", "recommendations", "words"), map(self._row, own)
            )
        yield "## Where each recommendation is given\n"
        yield from _table(("recommendation", "title", "interviews"), map(self._given, self.library.catalogue))

    def _row(self, item: Item) -> tuple[str, ...]:
        start = (item.id.partition(":")[2], self._text(f"item.{item.id}"))
        if item.none:
            return (*start, f"none: {self._text(f'none.{item.none}')}", "", "")
        return (
            *start,
            "; ".join(self._asked(item, interview) for interview in item.interviews),
            "; ".join(map(self._title, item.advice)),
            "; ".join(self._text(f"term.{term}.name") for term in item.terms),
        )

    def _asked(self, item: Item, interview: str) -> str:
        """The interview, with the codes of the questions in it that serve `item`."""
        questions = self.library.engines[interview].dialogue.questions
        ids = [id for name, _, id in (each.partition(".") for each in item.questions) if name == interview]
        return " ".join((f"`{interview}`", *(questions[id].code or f"`{id}`" for id in ids)))

    def _given(self, advice: str) -> tuple[str, ...]:
        interviews = ", ".join(f"`{name}`" for name in self.reference.given_by[advice])
        return f"`{advice}`", self._title(advice), interviews or _NOWHERE

    def _title(self, advice: str) -> str:
        voice = Voice.OFFICER if Voice.OFFICER in self.library.catalogue[advice].voices else Voice.BENEFICIARY
        return self.texts.of("advice", f"{advice}.title", voice)

    def _text(self, key: str) -> str:
        return self.texts.of("reference", key)


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    yield from (f"| {' | '.join(row)} |" for row in rows)
    yield ""
