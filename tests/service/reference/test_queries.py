"""A hundred things as officers would type them, written down by somebody who had not seen the search: `text | advice:id …`."""

from pathlib import Path

import pytest

from bot.content import reference_of
from bot.ports import Store
from bot.records import PageKind, PageRef
from bot.service.reference_search import Finder, Page
from tests.service.reference.conftest import Content

Queries = list[tuple[str, set[PageRef]]]

LEAST = 85  # in a hundred
FIRST = 3


@pytest.fixture(scope="module")
def queries(content: Content) -> Queries:
    """What is typed, with the pages of which one has to be found. Terms may be named by another name for them."""
    terms = reference_of(content[0]).terms.values()
    ids = {name.casefold(): term.id for term in terms for name in (term.id, *term.aliases)}

    def named(link: str) -> PageRef:
        kind, _, id = link.partition(":")
        return PageRef(PageKind(kind), ids.get(id.casefold(), id) if kind == PageKind.TERM else id)

    lines = Path(__file__).with_name("queries.txt").read_text(encoding="utf-8").splitlines()
    pairs = (line.split("|") for line in lines if line.strip() and not line.startswith("#"))
    return [(text.strip(), {named(link) for link in links.split()}) for text, links in pairs]


def test_every_query_leads_somewhere(queries: Queries, shipped: tuple[Page, ...]) -> None:
    there = {page.ref for page in shipped}
    assert len(queries) == len({text for text, _ in queries}) >= 100
    assert {text: refs - there for text, refs in queries if not refs or refs - there} == {}


async def test_the_right_page_is_among_the_first_three(
    store: Store, finder: Finder, queries: Queries
) -> None:
    missed = []
    async with store.transaction() as tx:
        for text, refs in queries:
            hits = [hit.ref for hit in await finder.find(tx, text)][:FIRST]
            if not refs & set(hits):
                missed.append(f"{text} | {' '.join(f'{ref.kind}:{ref.id}' for ref in hits)}")
    assert 100 * (len(queries) - len(missed)) >= LEAST * len(queries), "\n".join(missed)
