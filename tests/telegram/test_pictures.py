"""Pictures of results arrive as photos with the words that say the same; a DOCX as a file."""

import pytest

from bot.blocks import Paragraph
from bot.channels.telegram.outgoing import Post
from bot.records import Address
from bot.reports.printing import print_document
from bot.service.documents import CAPTION_LIMIT, Document, Page, Picture
from bot.service.screens import Answer
from tests.botapi import BotApi
from tests.botapi.rules import PHOTO_SIDES
from tests.reports.pictures import SAMPLES, picture
from tests.telegram.conftest import Ids, Running

ANN = 1001


async def deliver(bot: Running, document: Document) -> None:
    async with bot.store.transaction() as tx:
        post = Post(tx, Address("telegram", str(ANN)), bot.clock.now(), Ids(), str)
        await post.deliver(Answer(documents=(document,)), ())


@pytest.mark.parametrize("name", SAMPLES)
async def test_every_picture_is_taken_as_a_photo(name: str, api: BotApi, bot: Running) -> None:
    ann = api.phone(ANN)
    await deliver(bot, picture(name))
    photo = (await ann.waits_for(lambda one: one.photo is not None)).photo
    assert photo is not None
    assert photo.name == "image.png"
    assert photo.data == print_document(picture(name), str)


async def test_its_caption_is_whole_and_no_markup(api: BotApi, bot: Running) -> None:
    ann = api.phone(ANN)
    caption = ("<b>Élan</b> & «\u00a0co\u00a0» *fort*\n" * 99)[: CAPTION_LIMIT - 4] + "👩👩"
    await deliver(bot, Picture("a.png", "Titre", (), caption))
    shown = await ann.waits_for(lambda one: one.photo is not None)
    assert shown.text == caption
    assert "caption_entities" not in shown.json


async def test_a_caption_too_long_is_shortened_and_the_picture_still_arrives(
    api: BotApi, bot: Running
) -> None:
    ann = api.phone(ANN)
    await deliver(bot, Picture("a.png", "Titre", (), "👩‍🌾é" * 999))
    shown = await ann.waits_for(lambda one: one.photo is not None)
    assert shown.text.endswith("…")


async def test_a_picture_of_many_panels_is_still_taken(api: BotApi, bot: Running) -> None:
    panels = SAMPLES["quiz"] + SAMPLES["one cell"] + SAMPLES["eight axes"] + SAMPLES["even"]
    ann = api.phone(ANN)
    await deliver(bot, Picture("a.png", "Titre", panels, ""))
    shown = await ann.waits_for(lambda one: one.photo is not None)
    assert shown.json["photo"][0]["height"] < PHOTO_SIDES - 1080


async def test_a_docx_is_a_file_of_its_kind(api: BotApi, bot: Running) -> None:
    ann = api.phone(ANN)
    page = Page("Fiche", "fiche.docx", (Paragraph("à compléter"),), "bas", "docx")
    await deliver(bot, page)
    shown = await ann.waits_for(lambda one: one.document is not None)
    assert shown.document is not None
    assert (shown.document.name, shown.document.data) == ("fiche.docx", print_document(page, str))
    assert "wordprocessingml" in shown.json["document"]["mime_type"]
