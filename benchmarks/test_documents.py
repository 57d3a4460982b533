"""How long what is handed over takes to be made: 300 ms each at most (`make bench`)."""

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from bot.blocks import Block, Bullets, Heading, Paragraph
from bot.reports.printing import print_document
from bot.service.documents import Document, Page
from tests.reports.pictures import SAMPLES, picture

_SECTION: tuple[Block, ...] = (
    Heading("État des lieux du territoire"),
    Paragraph(
        "Quatre communes de la haute vallée, un cabinet vide et une infirmière deux jours par semaine. " * 3
    ),
    Bullets(
        (
            ("Les maires s’entendent.", ""),
            ("Il manque un logement pour un remplaçant.", "à voir avec le bailleur"),
        )
    ),
)
_PAGE = Page("La fiche-projet", "fiche.pdf", _SECTION * 7, "Trait d’union", one_page=True)
_DOCUMENTS: dict[str, Document] = {
    "a page": _PAGE,
    "a page to edit": Page("La fiche-projet", "fiche.docx", _SECTION * 7, "Trait d’union", "docx"),
    **{f"the picture {name}": picture(name) for name in SAMPLES},
}


@pytest.mark.parametrize("name", _DOCUMENTS)
def test_print(benchmark: BenchmarkFixture, name: str) -> None:
    benchmark.group = "print"
    benchmark(print_document, _DOCUMENTS[name], lambda token: token)
