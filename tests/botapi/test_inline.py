"""Inline mode of the emulator: who may answer what, when, and what becomes of a result."""

from typing import Any

import pytest
from telegram import Bot

from . import BotApi
from .client import raw_call
from .conftest import Clock
from .model import Json
from .trying import ANN, drain


def article(id: str = "a", **fields: Any) -> Json:
    text = {"message_text": "<b>Élan</b>", "parse_mode": "HTML"}
    return {"type": "article", "id": id, "title": "Élan", "input_message_content": text, **fields}


async def answer(api: BotApi, query: str, *results: Json, **params: Any) -> tuple[int, str]:
    given = {"inline_query_id": query, "results": list(results), **params}
    status, body = await raw_call(api, "answerInlineQuery", **given)
    return status, body.get("description", "").removeprefix("Bad Request: ")


async def test_what_is_typed_reaches_the_bot(api: BotApi, bot: Bot) -> None:
    query = api.phone(ANN).asks("élan", "20")
    (update,) = await drain(bot)
    seen = update.inline_query
    assert seen is not None
    assert (seen.id, seen.from_user.id, seen.query, seen.offset) == (query.id, ANN, "élan", "20")


async def test_nothing_reaches_a_bot_whose_inline_mode_is_off_or_that_never_asked(
    api: BotApi, bot: Bot
) -> None:
    assert (await bot.get_me()).supports_inline_queries
    await bot.get_updates(timeout=0, allowed_updates=["message"])
    api.phone(ANN).asks("x")
    assert not await bot.get_updates(timeout=0, allowed_updates=["inline_query"])
    api.world.inline_mode = False
    assert not (await bot.get_me()).supports_inline_queries
    with pytest.raises(LookupError, match="off"):
        api.phone(ANN).asks("x")
    api.world.inline_mode = True
    with pytest.raises(LookupError, match="256"):
        api.phone(ANN).asks("x" * 257)


async def test_a_chosen_result_stands_in_the_other_chat(api: BotApi, bot: Bot) -> None:
    ann, dom = api.phone(ANN), api.elsewhere(7)
    query = ann.asks("élan")
    await drain(bot)
    assert await answer(api, query.id, article(), next_offset="1") == (200, "")
    assert query.answer is not None
    sent = ann.chooses(query.answer.results[0], dom)
    assert (sent.html, sent.json["via_bot"]["id"]) == ("<b>Élan</b>", api.world.bot.id)
    assert not await drain(bot)
    ann.chooses(query.answer.results[0], ann.chat)
    (update,) = await drain(bot)
    assert update.message is not None
    assert update.message.via_bot is not None


@pytest.mark.parametrize(
    ("results", "params", "complaint"),
    [
        ([article(str(at)) for at in range(51)], {}, "RESULTS_TOO_MUCH"),
        ([article(), article()], {}, "RESULT_ID_DUPLICATE"),
        ([article("")], {}, "RESULT_ID_INVALID"),
        ([article("é" * 33)], {}, "RESULT_ID_INVALID"),
        ([article(title=" ")], {}, "ARTICLE_TITLE_EMPTY"),
        ([article(input_message_content={"message_text": ""})], {}, "message text is empty"),
        ([article(input_message_content={"message_text": "x" * 4097})], {}, "message is too long"),
        ([article()], {"next_offset": "é" * 33}, "NEXT_OFFSET_INVALID"),
    ],
)
async def test_answers_that_telegram_refuses(
    results: list[Json], params: Json, complaint: str, api: BotApi
) -> None:
    query = api.phone(ANN).asks("x")
    assert await answer(api, query.id, *results, **params) == (400, complaint)
    assert query.answer is None
    most = [article(str(at)) for at in range(49)]
    assert await answer(api, query.id, article("é" * 32), *most, next_offset="é" * 32) == (200, "")


async def test_each_is_answered_once_and_within_ten_seconds(api: BotApi, clock: Clock) -> None:
    late = "query is too old and response timeout expired or query ID is invalid"
    first, second = api.phone(ANN).asks("x"), api.phone(ANN).asks("xy")
    assert await answer(api, "5") == (400, late)
    assert await answer(api, first.id) == (200, "")
    assert await answer(api, first.id) == (400, late)
    clock.now += 10
    assert await answer(api, second.id) == (200, "")
    third = api.phone(ANN).asks("xyz")
    clock.now += 10.5
    assert await answer(api, third.id) == (400, late)


async def test_telegram_keeps_what_is_typed_for_half_a_minute(api: BotApi, bot: Bot, clock: Clock) -> None:
    api.phone(ANN).asks("x")
    clock.now += 31
    assert not await drain(bot)


async def test_a_call_that_looks_wrong_is_noted() -> None:
    async with BotApi(spec=None) as api:
        query = api.phone(ANN).asks("x")
        assert (await answer(api, query.id, {**article(), "tilte": "x"}))[0] == 400
        assert await answer(api, query.id, article()) == (200, "")
        assert api.violations == ["answerInlineQuery: results[0] has an unknown field 'tilte'"]
