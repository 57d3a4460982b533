"""What the emulator refuses, in Telegram's own words, and what it lets pass."""

import re
from pathlib import Path
from typing import Any

import pytest

from . import BotApi, Limits
from .client import raw_call
from .entities import parse_html, to_html, utf16_length
from .model import ApiError, Json
from .spec import DEFAULT_SPEC, Spec

ANN = 1001


async def tell(api: BotApi, **params: Any) -> tuple[int, str]:
    """Send a message to Ann; gives the status and the complaint, if any."""
    api.phone(ANN)
    status, body = await raw_call(api, "sendMessage", **{"chat_id": ANN, "text": "x", **params})
    return status, body.get("description", "").removeprefix("Bad Request: ")


def rows(*rows: list[Json]) -> Json:
    return {"reply_markup": {"inline_keyboard": list(rows)}}


def key(text: str = "a", **kinds: Any) -> Json:
    return {"text": text, **(kinds or {"callback_data": "d"})}


@pytest.mark.parametrize("spec", [DEFAULT_SPEC, None])
async def test_calls_that_the_bot_api_does_not_know(spec: Path | None) -> None:
    async with BotApi(spec=spec) as api:
        unauthorized = {"ok": False, "error_code": 401, "description": "Unauthorized"}
        assert await raw_call(api, "getMe", "1:wrong") == (401, unauthorized)
        missing = {"ok": False, "error_code": 404, "description": "Not Found"}
        assert await raw_call(api, "sendNothing") == (404, missing)
        assert (await raw_call(api, "sendMessage", chat_id=ANN))[0] == 400
        assert await tell(api, txt="y") == (400, "unknown parameter 'txt'")
        assert await tell(api, text=5) == (400, "text must be of type String")
        assert (await tell(api, **rows([{"text": "a", "calback_data": "d"}])))[0] == 400
        assert (await raw_call(api, "SENDMESSAGE", chat_id=ANN, text="x"))[0] == 200
        assert api.violations == [
            "sendNothing: unknown method",
            "sendMessage: missing parameter 'text'",
            "sendMessage: unknown parameter 'txt'",
            "sendMessage: text must be of type String",
            "sendMessage: reply_markup.inline_keyboard[0][0] has an unknown field 'calback_data'",
        ]


def test_the_builtin_list_agrees_with_the_full_description() -> None:
    if not DEFAULT_SPEC.exists():
        pytest.skip("no full description of the Bot API here")
    full, small = Spec().fields, Spec(None).fields
    for method, fields in small.items():
        left_out = full[method].items() - fields.items()
        assert fields.items() <= full[method].items(), method
        assert {name for name, _ in left_out} <= {"rich_message"}, method


@pytest.mark.parametrize(
    ("params", "complaint"),
    [
        ({"text": ""}, "message text is empty"),
        ({"text": "<b></b> \n", "parse_mode": "HTML"}, "message text is empty"),
        ({"text": "👩‍🌾" * 820}, "message is too long"),
        ({"text": "<b>", "parse_mode": "MarkdownV2"}, "unsupported parse_mode"),
        (rows([key(callback_data="é" * 33)]), "BUTTON_DATA_INVALID"),
        (rows([key(callback_data="")]), "BUTTON_DATA_INVALID"),
        (rows([key(" ")]), "BUTTON_TEXT_INVALID"),
        (rows([key(url="exemple")]), "BUTTON_URL_INVALID"),
        (rows(*[[key()]] * 101), "reply markup is too long"),
        (rows([key()] * 9), "reply markup is too long"),
        ({"chat_id": 5}, "chat not found"),
        ({"reply_parameters": {"message_id": 5}}, "message to be replied not found"),
    ],
)  # fmt: skip
async def test_messages_that_telegram_refuses(params: Json, complaint: str) -> None:
    async with BotApi() as api:
        assert await tell(api, **params) == (400, complaint)
        assert not api.phone(ANN).messages
        assert not api.violations
        assert len(api.refusals) == 1


async def test_the_greatest_messages_allowed() -> None:
    async with BotApi() as api:
        assert await tell(api, text=f"<b>{'&amp;' * 4096}</b>", parse_mode="HTML") == (200, "")
        assert await tell(api, **rows(*[[key(callback_data="é" * 32)] * 8] * 12)) == (200, "")
        assert api.phone(ANN).messages[0].text == "&" * 4096


@pytest.mark.parametrize(
    ("command", "description", "complaint"),
    [
        ("Aide", "x", "BOT_COMMAND_INVALID"),
        ("a" * 33, "x", "BOT_COMMAND_INVALID"),
        ("aide", "", "BOT_COMMAND_DESCRIPTION_INVALID"),
        ("aide", "x" * 257, "BOT_COMMAND_DESCRIPTION_INVALID"),
    ],
)
async def test_commands_that_telegram_refuses(command: str, description: str, complaint: str) -> None:
    async with BotApi() as api:
        menu = [{"command": command, "description": description}]
        body = (await raw_call(api, "setMyCommands", commands=menu))[1]
        assert body["description"] == f"Bad Request: {complaint}"
        menu = [{"command": f"c{i}", "description": "x"} for i in range(101)]
        body = (await raw_call(api, "setMyCommands", commands=menu))[1]
        assert body["description"] == "Bad Request: BOT_COMMANDS_TOO_MUCH"


@pytest.mark.parametrize(
    ("source", "complaint"),
    [
        ("é<x>", 'Unsupported start tag "x" at byte offset 2'),
        ("<b", "Unclosed start tag at byte offset 0"),
        ("<b>a", 'Can\'t find end tag corresponding to start tag "b"'),
        ("<b>a</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("<b><i>a</b></i>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
        ("a</b>", "Unexpected end tag at byte offset 1"),
        ("<i>a</i ", "Unclosed end tag at byte offset 4"),
        ('<a href="x>', "Unclosed start tag at byte offset 0"),
        ("<a =x>", 'Empty attribute name in the tag "a" at byte offset 0'),
        ("<a href=x/>", "Unexpected end of name token at byte offset 8"),
        ("<span>a</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("&#xDFDF;", "Text contains invalid Unicode characters"),
    ],
)
def test_html_that_telegram_refuses(source: str, complaint: str) -> None:
    with pytest.raises(ApiError, match=re.escape(f"Bad Request: can't parse entities: {complaint}")):
        parse_html(source)


def test_html_gives_entities_in_utf16_units() -> None:
    source = '👩‍🌾<b>é <i>&lt;x&gt;</i></b> <a href="https://a.fr/?b=1&amp;c">l</a><tg-spoiler>s</tg-spoiler>'
    text, entities = parse_html(source)
    assert (text, utf16_length("👩‍🌾")) == ("👩‍🌾é <x> ls", 5)
    spans = [(one["type"], one["offset"], one["length"]) for one in entities]
    assert spans == [("bold", 5, 5), ("italic", 7, 3), ("text_link", 11, 1), ("spoiler", 12, 1)]
    assert to_html(text, entities) == source
    assert parse_html("&laquo;&#233;&amp;lt;") == ("&laquo;é&lt;", [])


def test_html_blocks() -> None:
    source = '<pre><code class="language-py">x</code></pre><blockquote expandable>q</blockquote>'
    assert parse_html(source)[1] == [
        {"type": "pre", "offset": 0, "length": 1, "language": "py"},
        {"type": "expandable_blockquote", "offset": 1, "length": 1},
    ]


async def test_limits_of_one_chat_and_of_all() -> None:
    now = 0.0
    limits = Limits(strict=True, now=lambda: now)
    async with BotApi(limits=limits) as api:
        assert [(await tell(api))[0] for _ in range(4)] == [200, 200, 200, 429]
        now += 1
        assert [(await tell(api))[0] for _ in range(2)] == [200, 429]
        now += 10
        people = [api.phone(2000 + number).user.id for number in range(31)]
        answers = [await tell(api, chat_id=person) for person in people]
        assert [status for status, _ in answers] == [200] * 30 + [429]
        assert (limits.peak, limits.sends[ANN], len(limits.excesses)) == (30, 4, 3)
        assert not api.impatient


async def test_limits_may_only_count() -> None:
    async with BotApi() as api:
        assert [(await tell(api))[0] for _ in range(5)] == [200] * 5
        assert (api.limits.sends[ANN], len(api.limits.excesses)) == (5, 2)


async def test_limits_of_a_group() -> None:
    now = 0.0
    async with BotApi(limits=Limits(strict=True, now=lambda: now)) as api:
        api.group(-100)
        for _ in range(20):
            now += 1
            assert (await tell(api, chat_id=-100))[0] == 200
        now += 1
        assert await tell(api, chat_id=-100) == (429, "Too Many Requests: retry after 40")
