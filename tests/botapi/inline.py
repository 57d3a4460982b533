"""Inline mode: what a person types after the bot's name in any chat, and the bot's answer to it."""

from __future__ import annotations

from . import rules
from .entities import utf16_length
from .methods import Files, Handler
from .model import InlineAnswer, InlineQuery, Json, bad_request
from .store import World

RESULTS_LIMIT = 50
ID_LIMIT = 64  # bytes; of a result, and of an offset
QUERY_LIMIT = 256  # UTF-16 units
ANSWER_SECONDS = 10


class Inline:
    """Answering inline queries."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.handlers: dict[str, Handler] = {"answerInlineQuery": self.answer}

    def answer(self, params: Json, files: Files) -> bool:
        """The results to choose from; once, and in time."""
        results = checked(params["results"])
        offset = params.get("next_offset", "")
        if len(offset.encode()) > ID_LIMIT:
            raise bad_request("NEXT_OFFSET_INVALID")
        query = self._world.inline_queries.get(params["inline_query_id"])
        now = self._world.clock()
        if query is None or query.answer is not None or now - query.made_at > ANSWER_SECONDS:
            raise bad_request(rules.QUERY_TOO_OLD)
        query.answer = InlineAnswer(
            results, offset, params.get("cache_time", 300), params.get("is_personal", False)
        )
        query.changes.tell()
        return True


def checked(results: list[Json]) -> list[Json]:
    """Results that Telegram would show, of the only kind known here."""
    if len(results) > RESULTS_LIMIT:
        raise bad_request("RESULTS_TOO_MUCH")
    ids = [result["id"] for result in results]
    if not all(1 <= len(id.encode()) <= ID_LIMIT for id in ids):
        raise bad_request("RESULT_ID_INVALID")
    if len({*ids}) < len(ids):
        raise bad_request("RESULT_ID_DUPLICATE")
    for result in results:
        if result["type"] != "article":
            raise bad_request("RESULT_TYPE_INVALID")
        if not result["title"].strip():
            raise bad_request("ARTICLE_TITLE_EMPTY")
        content(result)
        rules.inline_keyboard(result.get("reply_markup"))
    return results


def content(result: Json) -> Json:
    """What the result becomes when it is chosen."""
    given = result["input_message_content"]
    text, entities = rules.message_text({**given, "text": given["message_text"]})
    return {"text": text, **({"entities": entities} if entities else {})}


def ask(world: World, query: InlineQuery) -> None:
    """Let the bot know what is typed, if its owner has switched inline mode on."""
    if not world.inline_mode:
        raise LookupError("inline mode is off: nothing typed reaches the bot")
    if utf16_length(query.text) > QUERY_LIMIT:
        raise LookupError(f"Telegram takes no more than {QUERY_LIMIT} signs")
    world.inline_queries[query.id] = query
    body = {"id": query.id, "from": query.user.json(), "query": query.text, "offset": query.offset}
    world.updates.put("inline_query", {**body, "chat_type": "private"}, ("inline", query.user.id))
    world.move()
