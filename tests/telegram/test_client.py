"""What answers of Telegram mean, and that nobody hears of tokens and words."""

import json
import logging

import pytest

from bot.channels.telegram.client import (
    Blocked,
    Client,
    Conflict,
    Failure,
    Lost,
    NotModified,
    NotSent,
    Refused,
    TokenRefused,
    TooMany,
    Unavailable,
    failure,
)
from bot.channels.telegram.redact import Redacting, hush_libraries
from tests.botapi import BotApi

SECRET = "123456789:emulated-token-of-a-bot-for-tests-00"  # noqa: S105 - nobody's


def told(status: int, words: str, **more: object) -> Failure:
    return failure(status, json.dumps({"ok": False, "description": words, **more}).encode())


@pytest.mark.parametrize(
    ("status", "words", "kind"),
    [
        (400, "Bad Request: message is not modified: specified new message content", NotModified),
        (400, "Bad Request: message to edit not found", Lost),
        (400, "Bad Request: message can't be edited", Lost),
        (400, 'Bad Request: can\'t parse entities: Unsupported start tag "secret"', Refused),
        (413, "Request Entity Too Large", Refused),
        (401, "Unauthorized", TokenRefused),
        (404, "Not Found", TokenRefused),
        (403, "Forbidden: bot was blocked by the user", Blocked),
        (409, "Conflict: terminated by other getUpdates request", Conflict),
        (500, "Internal Server Error", Unavailable),
        (502, "", Unavailable),
        (418, "", Unavailable),
    ],
)
def test_kinds(status: int, words: str, kind: type[Failure]) -> None:
    meant = told(status, words)
    assert type(meant) is kind
    assert "secret" not in str(meant)


def test_details() -> None:
    refused = told(429, "Too Many Requests", parameters={"retry_after": 7})
    assert isinstance(refused, TooMany)
    assert refused.seconds == 7
    webhook = told(409, "Conflict: can't use getUpdates method while webhook is active")
    assert isinstance(webhook, Conflict)
    assert webhook.webhook
    for body in (b"", b"[]", b"<html>", b'{"parameters": null}'):
        assert isinstance(failure(429, body), TooMany)


async def test_failures_of_the_network(api: BotApi, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    hush_libraries()
    api.phone(1001)
    async with Client(api.token, api.url, answer_within=0.3, calls_at_once=2) as client:
        for kind in ("drop_before", "drop_after", "slow", "malformed", "500"):
            api.fault("sendMessage", kind)
            with pytest.raises(Unavailable) as raised:
                await client.call("sendMessage", {"chat_id": 1001, "text": "secret"})
            assert not isinstance(raised.value, NotSent)  # it may have been carried out
        await api.goes_down()
        with pytest.raises(Unavailable):
            await client.call("getMe")
    async with Client(api.token, api.url, answer_within=0.3, calls_at_once=2) as client:
        with pytest.raises(NotSent):
            await client.call("sendMessage", {"chat_id": 1001, "text": "secret"})
    assert "secret" not in caplog.text
    assert api.token not in caplog.text


def test_tokens_are_taken_out_of_logs() -> None:
    record = logging.LogRecord("x", logging.INFO, "f", 1, "%s/bot%s/getMe", ("http://h", SECRET), None)
    Redacting().filter(record)
    assert record.getMessage() == "http://h/bot<token>/getMe"
    error = ValueError(SECRET)
    trace = (ValueError, error, error.__traceback__)
    record = logging.LogRecord("x", logging.ERROR, "f", 1, "ended", None, trace, sinfo=f"stack {SECRET}")
    Redacting().filter(record)
    shown = logging.Formatter().format(record)
    assert SECRET not in shown
    assert "ValueError: <token>" in shown
