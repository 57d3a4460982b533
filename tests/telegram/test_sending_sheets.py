"""Sheets of the reference as people send them into other chats: the real conversation, over HTTP."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.blocks import Heading, Paragraph
from bot.channels.telegram.render import messages
from bot.content import shelf_of
from bot.engine.dialogue import Voice
from bot.loading.library import Library
from bot.ports import Store
from bot.records import Address, Favourite, PageKind, PageRef, Person
from bot.service.conversation import Conversation
from bot.service.inline import SHOWN, Inline
from bot.service.leaves import Leaves
from bot.service.screens import Found, Looked
from bot.service.shelf import Shelf
from bot.storage import open_store
from bot.texts.catalogues import Texts
from tests.botapi import BotApi
from tests.conftest import TurnedClock
from tests.telegram.conftest import Ids, Running, until
from tests.telegram.test_inline import kept

ANN = 1001
Content = tuple[Library, dict[str, Texts]]


@pytest.fixture(scope="module")
def shelf(content: Content) -> Shelf:
    return shelf_of(*content)


@pytest.fixture
async def sheets(
    api: BotApi, store: Store, content: Content, shelf: Shelf, clock: TurnedClock
) -> AsyncIterator[Running]:
    running = Running(api, store)
    running.echo = Conversation(*content, running.clock, Ids(), shelf)  # type: ignore[assignment]
    running.start()
    yield running
    await running.stop()


async def known(running: Running, voice: Voice | None) -> Person:
    person = Person(Ids().new(), running.clock.now(), voice)
    async with running.store.transaction() as tx:
        await tx.people.add(person, Address("telegram", str(ANN)))
    return person


async def test_a_sheet_found_arrives_whole_in_the_other_chat(
    api: BotApi, sheets: Running, content: Content
) -> None:
    ann, dom = api.phone(ANN), api.elsewhere(7)
    found = await ann.finds("argent")
    assert 1 <= len(found.results) <= SHOWN
    advice = next(each for each in found.results if each["id"].startswith("advice:"))
    id, voice = advice["id"].partition(":")[2], Voice.BENEFICIARY
    sent = ann.chooses(advice, dom)
    texts = content[1]["fr"]
    for part in ("title", "why", "how"):
        assert texts.of("advice", f"{id}.{part}", voice) in sent.text
    assert texts.of("advice", f"{id}.first_step", voice)[1:] in sent.text
    assert sent.html.startswith(f"<b>{advice['title']}</b>\n\n")
    assert sent.html.endswith("\n\n<i>Trait d’union\u00a0: https://t.me/emulated_bot</i>")
    assert len(advice["description"]) <= 100
    await sheets.at_rest()
    assert not ann.messages


async def test_nothing_typed_offers_a_sheet_of_each_theme(api: BotApi, sheets: Running, shelf: Shelf) -> None:
    found = await api.phone(ANN).finds(" ")
    themes = [{f"advice:{each}" for each in theme.advice} for theme in shelf.reference.themes.values()]
    ids = [each["id"] for each in found.results]
    assert len({*ids}) == len(ids) >= len(themes) - 2
    assert all(any(id in theme for theme in themes) for id in ids)


async def test_nothing_typed_offers_favourites_first(api: BotApi, sheets: Running, shelf: Shelf) -> None:
    person = await known(sheets, Voice.OFFICER)
    term = PageRef(PageKind.TERM, next(iter(shelf.reference.terms)))
    interview = PageRef(PageKind.INTERVIEW, "situation_diagnosis")
    async with sheets.store.transaction() as tx:
        for ref in (term, interview):
            await tx.reference.add(Favourite(person.id, ref, sheets.clock.now()))
    ids = [each["id"] for each in (await api.phone(ANN).finds("")).results]
    assert ids[0] == f"term:{term.id}"
    assert all(id.startswith("advice:") for id in ids[1:])
    assert len(ids) > len(shelf.reference.themes)


async def test_it_is_said_in_ones_own_voice(api: BotApi, sheets: Running, content: Content) -> None:
    texts = content[1]["fr"]
    differing = next(
        each.id
        for each in content[0].catalogue.values()
        if len(each.voices) == len(Voice)
        and len({texts.of("advice", f"{each.id}.how", voice) for voice in Voice}) == len(Voice)
    )
    await known(sheets, Voice.OFFICER)
    ann = api.phone(ANN)
    found = await ann.finds(texts.of("advice", f"{differing}.title", Voice.OFFICER))
    sent = ann.chooses(found.results[0], api.elsewhere(7))
    assert texts.of("advice", f"{differing}.how", Voice.OFFICER) in sent.text


async def test_nothing_found_is_no_result(api: BotApi, sheets: Running) -> None:
    assert (await api.phone(ANN).finds("xqzwk")).results == []


async def test_there_is_more_behind_an_offset(api: BotApi, sheets: Running) -> None:
    ann = api.phone(ANN)
    first = await ann.finds("partenaires")
    assert (len(first.results), first.next_offset) == (SHOWN, str(SHOWN))
    second = await ann.finds("partenaires", first.next_offset)
    assert second.results
    assert not {each["id"] for each in first.results} & {each["id"] for each in second.results}
    assert (await ann.finds("partenaires", "-7 <b>")).results == first.results
    assert (await ann.finds("partenaires", "9999")).results == []


async def look_up(inline: Inline, store: Store, voice: Voice, text: str) -> Found:
    async with store.transaction() as tx:
        return await inline.look_up(tx, Person("p", TurnedClock().now(), voice), "fr", Looked(text))


async def test_the_title_of_a_sheet_finds_it_first(content: Content, shelf: Shelf, database: str) -> None:
    """A button of a sheet passes its title on, and no more."""
    store = await open_store(database, "bot")
    inline = Inline(*content, shelf)
    for voice in Voice:
        leaves = Leaves(content[0], shelf.reference, content[1]["fr"], voice)
        refs = [PageRef(PageKind.ADVICE, id) for id in content[0].catalogue]
        refs += [PageRef(PageKind.TERM, id) for id in shelf.reference.terms]
        for ref in refs:
            if leaves.there(ref):
                found = await look_up(inline, store, voice, leaves.title(ref))
                assert found.offered[0].id == f"{ref.kind}:{ref.id}"
    await store.close()


def test_every_sheet_fits_into_a_message(content: Content, shelf: Shelf) -> None:
    for voice in Voice:
        leaves = Leaves(content[0], shelf.reference, content[1]["fr"], voice)
        refs = [PageRef(PageKind.ADVICE, id) for id in content[0].catalogue]
        refs += [PageRef(PageKind.TERM, id) for id in shelf.reference.terms]
        for ref in filter(leaves.there, refs):
            blocks = [each for each in leaves.blocks(ref) if isinstance(each, Heading | Paragraph)]
            assert len(messages((*blocks, Paragraph("x" * 100)))) == 1
            assert len(f"{ref.kind}:{ref.id}".encode()) <= 64


async def test_the_button_of_a_sheet_leads_to_it_and_is_never_pressed(
    api: BotApi, sheets: Running, tmp_path: Path
) -> None:
    ann = api.phone(ANN)
    await known(sheets, Voice.BENEFICIARY)
    await ann.types("/fiches argent")
    await ann.waits_for(lambda message: len(message.keyboard) > 1)
    await ann.presses(re.compile("argent"))
    shown = await ann.waits_for("Premier pas")
    keys = [key for row in shown.keyboard for key in row]
    (passing,) = [key for key in keys if "switch_inline_query" in key]
    (result, *_) = (await ann.finds(passing["switch_inline_query"])).results
    assert shown.html.startswith(f"<b>{result['title']}</b>")
    number = next(key["callback_data"] for key in keys if "callback_data" in key).partition(".")[0]
    forged = ann.press_data(shown, f"{number}.pass")
    await until(lambda: forged.answer is not None)
    await sheets.at_rest()
    assert ann.alive[-1].html == shown.html
    assert kept(tmp_path, "SELECT action, granted FROM trace") == [("button.press", 0)]
