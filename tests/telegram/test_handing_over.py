"""Each kind of document arrives as a file of its own, whole; a link can be tapped and forwarded."""

import csv
import io
import json

import openpyxl
import pytest

from bot.channels.telegram.outgoing import Post
from bot.channels.telegram.profile import deep_link
from bot.records import Address
from bot.reports.printing import print_document
from bot.service.documents import Code, Document, decode_document, encode_document
from bot.service.screens import Answer
from tests.botapi import BotApi
from tests.telegram.conftest import Ids, Running
from tests.telegram.echo import DOCUMENTS, TOKEN

ANN = 1001


async def file_of(api: BotApi, kind: str) -> tuple[str, bytes]:
    """Name and bytes of what comes when the document `kind` is asked for."""
    ann = api.phone(ANN)
    await ann.types(kind)
    sent = (await ann.waits_for(lambda one: one.document is not None)).document
    assert sent is not None
    return sent.name, sent.data


@pytest.mark.parametrize("document", DOCUMENTS.values(), ids=DOCUMENTS)
def test_a_document_comes_out_of_the_queue_as_it_went_in(document: Document) -> None:
    assert decode_document(json.loads(json.dumps(encode_document(document)))) == document


async def test_a_page(api: BotApi, bot: Running) -> None:
    name, data = await file_of(api, "page")
    assert name == "page.pdf"
    assert data == print_document(DOCUMENTS["page"], lambda token: deep_link("emulated_bot", token))


async def test_tables(api: BotApi, bot: Running) -> None:
    name, data = await file_of(api, "csv")
    assert name == "table.csv"
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert rows == [["nom", "âge"], ["'=1+1", "7"], ["été", ""]]


async def test_a_workbook(api: BotApi, bot: Running) -> None:
    name, data = await file_of(api, "xlsx")
    assert name == "table.xlsx"
    assert openpyxl.load_workbook(io.BytesIO(data)).active["A3"].value == "été"


async def test_a_text(api: BotApi, bot: Running) -> None:
    assert await file_of(api, "raw") == ("moi.json", '{"été": 1}'.encode())


async def test_a_picture_to_scan(api: BotApi, bot: Running) -> None:
    ann = api.phone(ANN)
    await ann.types("code")
    shown = await ann.waits_for("À montrer <ici> & là")
    assert shown.photo is not None
    assert shown.photo.name == "code.png"
    assert shown.photo.data == print_document(
        DOCUMENTS["code"], lambda token: deep_link("emulated_bot", token)
    )
    assert shown.json["photo"][0]["width"] == shown.json["photo"][0]["height"] > 500


async def test_a_long_caption_is_shortened(api: BotApi, bot: Running) -> None:
    ann = api.phone(ANN)
    long = Answer(documents=(Code("code.png", TOKEN, "👩‍🌾é" * 999),))
    async with bot.store.transaction() as tx:
        await Post(tx, Address("telegram", str(ANN)), bot.clock.now(), Ids(), str).deliver(long, ())
    shown = await ann.waits_for(lambda one: one.photo is not None)
    assert shown.text.endswith("…")


async def test_a_link_stands_in_full_under_what_is_said(api: BotApi, bot: Running) -> None:
    ann = api.phone(ANN)
    await ann.types("lien")
    shown = await ann.waits_for("Voici :")
    assert shown.text.endswith(f"https://t.me/emulated_bot?start={TOKEN}")


async def test_what_cannot_be_sent_now_is_sent_later(api: BotApi, bot: Running) -> None:
    api.fault("sendPhoto", "500")
    ann = api.phone(ANN)
    await ann.types("code")
    await ann.waits_for(lambda one: one.photo is not None)
    await bot.at_rest()
    assert len(ann.messages) == 1
