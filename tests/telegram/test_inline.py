"""What is typed after the bot's name in any chat: answered while it is waited for, and forgotten."""

import json
import logging
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.blocks import Block, Bullets, Heading, Paragraph
from bot.channels.telegram.outgoing import Post
from bot.channels.telegram.parse import Reader, origin
from bot.channels.telegram.render import TEXT_LIMIT, article
from bot.channels.telegram.turn import Turns
from bot.records import Address, Person, Update
from bot.service.screens import Found, Offered
from tests.botapi import BotApi
from tests.botapi.entities import utf16_length
from tests.botapi.inline import content
from tests.telegram.conftest import Running, until

ANN, BOB = 1001, 1002
HOME = Address("telegram", str(ANN))
ASKED = '{"update_id": 1, "inline_query": {"id": "q", "from": {"id": 1001, "is_bot": false, "first_name": "A"}, "query": "x", "offset": ""}}'


def kept(folder: Path, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(f"file:{folder}/store.db?mode=ro", uri=True)) as connection:
        return connection.execute(sql).fetchall()


def sizes(folder: Path) -> dict[object, object]:
    tables = kept(folder, "SELECT name FROM sqlite_master WHERE type = 'table'")
    return {name: kept(folder, f"SELECT count(*) FROM {name}")[0][0] for (name,) in tables}  # noqa: S608 - ours


async def test_what_is_found_is_sent_into_another_chat(api: BotApi, bot: Running) -> None:
    ann, dom = api.phone(ANN), api.elsewhere(7)
    found = await ann.finds("élan <b>")
    assert (found.is_personal, found.cache_time, found.next_offset) == (True, 60, "1")
    (result,) = found.results
    assert (result["title"], result["description"]) == ("<élan <b>>", "Tout & tout")
    sent = ann.chooses(result, dom)
    assert sent.html == "<b>élan &lt;b&gt;</b>\n\nhttps://t.me/emulated_bot"
    assert sent.json["via_bot"]["username"] == "emulated_bot"
    await bot.at_rest()
    assert not ann.messages
    assert not bot.echo.heard


async def test_a_stranger_leaves_nothing_behind(api: BotApi, bot: Running, tmp_path: Path) -> None:
    await api.phone(BOB).finds("mots de Bob")
    await bot.at_rest()
    before = sizes(tmp_path)
    await api.phone(ANN).finds("mots d’Anne")
    await bot.at_rest()
    after = sizes(tmp_path)
    assert {name for name in after if after[name] != before[name]} == {"inbox"}
    assert kept(tmp_path, "SELECT state, sender, payload FROM inbox") == [("done", None, None)] * 2


async def test_what_waits_goes_with_whoever_is_erased(idle: Running, tmp_path: Path) -> None:
    person = Person(idle.echo.ids.new(), idle.clock.now())
    async with idle.store.transaction() as tx:
        await tx.people.add(person, HOME)
        await tx.inbox.put([Update(1, origin(json.loads(ASKED)).sender, ASKED, idle.clock.now())])
        await Post(tx, HOME, idle.clock.now(), idle.echo.ids, str).offer("q", Found())
    async with idle.store.transaction() as tx:
        await tx.people.erase(person.id)
        assert not await tx.inbox.waiting(idle.clock.now(), [], 1)
        assert await tx.outbox.count() == 0
    assert kept(tmp_path, "SELECT state, sender, payload FROM inbox") == [("done", None, None)]


async def test_words_are_never_logged(api: BotApi, bot: Running, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    ann = api.phone(ANN)
    await ann.finds("mots secrets")
    ann.asks("boum")
    await until(lambda: "RuntimeError at echo.py" in caplog.text)
    await bot.at_rest()
    assert "secret" not in caplog.text
    assert "boum" not in caplog.text


async def test_what_fails_is_not_tried_again_nor_kept_nor_told(
    api: BotApi, bot: Running, tmp_path: Path
) -> None:
    ann = api.phone(ANN)
    query = ann.asks("boum")
    await until(lambda: bot.echo.looked == ["boum"])
    await ann.finds("la suite")
    await bot.at_rest()
    assert bot.echo.looked == ["boum", "la suite"]
    assert query.answer is None
    assert not ann.messages
    assert kept(tmp_path, "SELECT state, sender, payload FROM inbox") == [("done", None, None)] * 2


async def test_it_does_not_wait_for_what_was_said_to_the_bot(api: BotApi, idle: Running) -> None:
    idle.timing = replace(idle.timing, retries=(60.0,))
    idle.start()
    ann = api.phone(ANN)
    await ann.types("boum")  # fails, and is tried again in a minute
    await until(lambda: len(idle.echo.heard) == 1)
    assert (await ann.finds("argent")).results
    assert len(idle.echo.heard) == 1


async def test_of_what_is_typed_quickly_the_last_counts(api: BotApi, bot: Running) -> None:
    ann, bob = api.phone(ANN), api.phone(BOB)
    with api.hold_updates():
        early, other, last = ann.asks("arg"), bob.asks("paix"), ann.asks("argent")
    await until(lambda: last.answer is not None and other.answer is not None)
    await bot.at_rest()
    assert sorted(bot.echo.looked) == ["argent", "paix"]
    assert early.answer is None


async def test_an_answer_takes_the_place_of_one_that_waits(api: BotApi, idle: Running) -> None:
    ann = api.phone(ANN)
    early, last = ann.asks("arg"), ann.asks("argent")
    api.world.updates.forget()
    async with idle.store.transaction() as tx:
        post = Post(tx, HOME, idle.clock.now(), idle.echo.ids, str)
        await post.offer(early.id, Found())
        await post.offer(last.id, Found())
        await post.toast("1", "Noté")
        assert await tx.outbox.count() == 2
    idle.start()
    await until(lambda: last.answer is not None)
    await idle.at_rest()
    assert [call.params["inline_query_id"] for call in api.calls("answerInlineQuery")] == [last.id]


async def test_late_ones_are_let_go(api: BotApi, idle: Running) -> None:
    """Whether it waits too long to be looked up, or its answer to be sent."""
    turns = Turns(idle.echo, idle.clock, idle.echo.ids, Reader(str, "our_bot"), 5.0)
    now = idle.clock.now()
    async with idle.store.transaction() as tx:
        await turns.take(tx, ASKED, now - timedelta(seconds=10))
        assert await tx.outbox.count() == 0
        await turns.take(tx, ASKED, now - timedelta(seconds=9))
        assert await tx.outbox.count() == 1
    assert idle.echo.looked == ["x"]
    idle.clock.ahead = timedelta(seconds=2)
    idle.start()
    await idle.at_rest()
    assert not api.calls("answerInlineQuery")


async def test_what_telegram_finds_too_late_is_done(
    api: BotApi, bot: Running, caplog: pytest.LogCaptureFixture
) -> None:
    ann = api.phone(ANN)
    ann.asks("argent").made_at -= 11
    await until(lambda: bool(api.refusals))
    await bot.at_rest()
    (refused,) = api.refusals
    assert (refused.method, refused.error) == (
        "answerInlineQuery",
        "Bad Request: query is too old and response timeout expired or query ID is invalid",
    )
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]
    assert (await ann.finds("argent")).results


async def test_a_sheet_sent_to_the_bot_itself_is_not_what_somebody_says(api: BotApi, bot: Running) -> None:
    ann = api.phone(ANN)
    (result,) = (await ann.finds("élan")).results
    ann.chooses(result, ann.chat)
    await bot.at_rest()
    assert not bot.echo.heard


@pytest.mark.parametrize("on", [True, False])
async def test_a_button_that_passes_on_is_there_only_where_it_leads_somewhere(
    api: BotApi, idle: Running, on: bool
) -> None:
    api.world.inline_mode = on
    idle.start()
    ann = api.phone(ANN)
    await ann.types("passer")
    shown = await ann.waits_for("passer")
    assert shown.buttons == [["Un de plus"], ["Envoyer", "Fermer"] if on else ["Fermer"]]
    if on:
        assert shown.keyboard[1][0] == {"text": "Envoyer", "switch_inline_query": "L’élan & <b>"}


async def test_inline_mode_that_is_off_is_told_with_its_mend(
    api: BotApi, idle: Running, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    api.world.inline_mode = False
    idle.start()
    await until(lambda: bool(api.calls("getUpdates")))
    (told,) = [record.getMessage() for record in caplog.records if "/setinline" in record.getMessage()]
    assert "@BotFather" in told


async def test_inline_mode_that_is_on_is_not_mentioned(
    api: BotApi, idle: Running, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    idle.start()
    await until(lambda: bool(api.calls("getUpdates")))
    assert "/setinline" not in caplog.text
    assert "inline_query" in api.calls("getUpdates")[0].params["allowed_updates"]


def test_a_page_too_long_keeps_its_last_line() -> None:
    long = [Paragraph(letter * 1900) for letter in "abc"]
    blocks: tuple[Block, ...] = (Heading("Titre"), *long, Paragraph("signé"))
    result = article(Offered("advice:a", "Titre", "", blocks), str)
    text = content(result)["text"]
    assert text == f"Titre\n\n{'a' * 1900}\n\n{'b' * 1900}\n\nsigné"
    endless = Offered("x", "", "", (Bullets((("x" * 300, ""),) * 99),))
    assert utf16_length(content(article(endless, str))["text"]) <= TEXT_LIMIT


def test_ids_that_telegram_would_refuse_are_never_made() -> None:
    with pytest.raises(ValueError, match="64 bytes"):
        article(Offered("é" * 33, "x", "", (Paragraph("x"),)), str)
