"""Documents wait in the outbox as JSON, and come out of it as they went in."""

import json

import pytest

from bot.blocks import Bullets, Heading, Link, Paragraph
from bot.service.documents import Document, Page, Picture, decode_document, encode_document
from tests.reports.pictures import SAMPLES, picture

BLOCKS = (Heading("é"), Paragraph("a"), Bullets((("b", "c"),), numbered=True), Link("token"))


@pytest.mark.parametrize(
    "document",
    [
        Page("T", "a.pdf", BLOCKS, "bas"),
        Page("T", "a.pdf", BLOCKS, "bas", one_page=True),
        Page("T", "a.docx", BLOCKS, "bas", "docx"),
        Picture("a.png", "T", (), "légende"),
        *map(picture, SAMPLES),
    ],
)
def test_a_document_comes_out_as_it_went_in(document: Document) -> None:
    assert decode_document(json.loads(json.dumps(encode_document(document)))) == document


def test_a_page_queued_before_pages_had_forms_is_a_pdf() -> None:
    queued = {"title": "T", "file_name": "a.pdf", "blocks": [{"heading": "é", "level": 2}], "footer": "bas"}
    assert decode_document(queued) == Page("T", "a.pdf", (Heading("é"),), "bas", "pdf", one_page=False)


@pytest.mark.parametrize(
    "plain", [{}, {"file_name": "a", "title": "t", "panels": [{"title": "t", "pies": []}], "caption": ""}]
)
def test_what_is_no_document_is_refused(plain: object) -> None:
    with pytest.raises(ValueError, match="no "):
        decode_document(plain)
