"""Updates in the words of the service."""

import json
import string
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.telegram.parse import (
    Asked,
    Called,
    Membership,
    Origin,
    Parsed,
    Reader,
    Said,
    Stray,
    latest,
    origin,
)
from bot.records import Address
from bot.service.screens import Command, Heard, Looked, Press, Sent, Thing, Words

ANN: dict[str, Any] = {"id": 1001, "is_bot": False, "first_name": "Ann"}
PRIVATE = {"id": 1001, "type": "private", "first_name": "Ann"}
GROUP = {"id": -100200, "type": "supergroup", "title": "Groupe"}
HOME = Address("telegram", "1001")
FILE = {"file_id": "f", "file_unique_id": "u"}
READER = Reader({"start": "start", "Résultat": "result"}.get, "Our_Bot")


def read(**kinds: Any) -> Parsed:
    return READER.read(json.dumps({"update_id": 1, **kinds}))


def message(chat: Any = PRIVATE, person: Any = ANN, **content: Any) -> dict[str, Any]:
    return {"message_id": 5, "date": 1_800_000_000, "chat": chat, "from": person, **content}


def press(data: str | None, *, chat: Any = PRIVATE, accessible: bool = True) -> Parsed:
    shown = message(chat, text="?") if accessible else {"chat": chat, "message_id": 5, "date": 0}
    query = {"id": "q", "from": ANN, "chat_instance": "c", "message": shown}
    return read(callback_query={**query, **({"data": data} if data is not None else {})})


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("bonjour", Words("bonjour")),
        ("/start", Command("start")),
        ("/start jeton_-9", Command("start", "jeton_-9")),
        ("/start@our_bot x", Command("start", "x")),
        ("/Résultat", Command("result")),
        ("/rien", Command("unknown", "rien")),
        ("/oui merci", Command("unknown", "oui merci")),
        ("/", Words("/")),
        ("/ 5", Words("/ 5")),
        ("12/05", Words("12/05")),
        ("a\x00b", Words("ab")),
        ("\ud83d!", Words("!")),
    ],
)
def test_texts(text: str, heard: Heard) -> None:
    assert read(message=message(text=text)) == Said(HOME, heard)


@pytest.mark.parametrize(
    ("content", "thing"),
    [
        ({"voice": {**FILE, "duration": 3}}, Thing.VOICE),
        ({"photo": [{**FILE, "width": 9, "height": 9}], "caption": "x"}, Thing.PICTURE),
        ({"document": FILE}, Thing.OTHER),
        ({"location": {"longitude": 2.0, "latitude": 48.0}}, Thing.OTHER),
        ({"contact": {"phone_number": "1", "first_name": "B"}}, Thing.OTHER),
    ],
)
def test_things(content: Any, thing: Thing) -> None:
    assert read(message=message(**content)) == Said(HOME, Sent(thing))


def test_edited_messages_and_what_is_telegrams_own() -> None:
    assert read(edited_message=message(text="x", edit_date=1)) == Said(HOME, Sent(Thing.EDITED))
    assert read(message=message(pinned_message=message(text="x"))) is None
    assert read(channel_post=message(text="x")) is None
    assert read(message=message(person={**ANN, "is_bot": True}, text="x")) is None


@pytest.mark.parametrize(
    "data", ["12.", ".x", "12.é", "12." + "x" * 49, "1 2.x", "-1.x", "٣.x", "12.x\n", "", None]
)
def test_what_is_no_button_of_ours(data: str | None) -> None:
    assert press(data) == Said(HOME, Sent(Thing.UNKNOWN_BUTTON), "q")


def test_presses() -> None:
    assert press("12.shelter.yes_1") == Said(HOME, Press(12, "shelter.yes_1", "5"), "q")
    assert press("12.x", accessible=False) == Said(HOME, Press(12, "x", "5"), "q")
    assert press("12.x", chat=GROUP) == Stray("1001", "q")


def asked(text: str, person: Any = ANN, number: int = 1) -> dict[str, Any]:
    query = {"id": f"q{number}", "from": person, "query": text, "offset": "20"}
    return {"update_id": number, "inline_query": query}


def test_what_is_looked_up() -> None:
    assert READER.read(json.dumps(asked("a\x00é /start"))) == Asked(HOME, Looked("aé /start", "20"), "q1")
    assert READER.read(json.dumps(asked("x", {**ANN, "is_bot": True}))) is None


def test_only_the_last_thing_looked_up_counts() -> None:
    bob = {**ANN, "id": 1002}
    said = {"update_id": 3, "message": message(text="x")}
    first, other, last = asked("a", number=1), asked("b", bob, 2), asked("ab", number=4)
    assert latest([first, other, said, last, "?", None]) == [other, said, last, "?", None]
    nobodys = [asked("a", None, 1), asked("b", None, 2)]
    assert latest(nobodys) == nobodys


def test_what_was_found_here_is_not_what_somebody_says() -> None:
    ours = {"id": 1, "is_bot": True, "first_name": "Bot", "username": "our_bot"}
    assert read(message=message(text="x", via_bot=ours)) is None
    assert read(message=message(text="x", via_bot={**ours, "username": "gif"})) == Said(HOME, Words("x"))


def test_groups() -> None:
    assert read(message=message(GROUP, text="/start@our_bot")) == Called("-100200")
    assert read(message=message(GROUP, text="/start")) == Called("-100200")
    assert read(message=message(GROUP, text="/start@other_bot")) is None
    assert read(message=message(GROUP, text="bonjour")) is None
    assert read(edited_message=message(GROUP, text="/start", edit_date=1)) is None


def member(status: str, chat: Any = PRIVATE) -> Parsed:
    def seen(status: str) -> dict[str, Any]:
        until = {"until_date": 0} if status == "kicked" else {}
        return {"status": status, "user": {"id": 1, "is_bot": True, "first_name": "Bot"}, **until}

    change = {"chat": chat, "from": ANN, "date": 1, "old_chat_member": seen("member")}
    return read(my_chat_member={**change, "new_chat_member": seen(status)})


def test_blocking() -> None:
    assert member("kicked") == Membership(HOME, reachable=False)
    assert member("member") == Membership(HOME, reachable=True)
    assert member("kicked", GROUP) is None


def test_origins() -> None:
    assert origin({"update_id": 1, "message": message(text="x")}) == Origin("1001", HOME)
    assert origin({"update_id": 1, "message": message(GROUP, text="x")}) == Origin("1001")
    query = {"id": "q", "from": ANN, "message": message(text="x")}
    assert origin({"update_id": 1, "callback_query": query}) == Origin("1001", HOME, "q")
    assert origin(asked("x")) == Origin("telegram:1001", fleeting=True)
    assert origin(asked("x", None)) == Origin("update 1", fleeting=True)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(string.ascii_lowercase), inner, max_size=3)
    ),
    max_leaves=8,
)
bodies = st.dictionaries(st.sampled_from(["from", "chat", "id", "message", "text"]), json_values)


@given(
    st.dictionaries(
        st.sampled_from(["message", "callback_query", "inline_query", "my_chat_member", "poll"]),
        bodies | json_values,
    )
)
def test_whatever_it_is_it_has_an_origin(raw: dict[str, Any]) -> None:
    assert origin({"update_id": 7, **raw}).sender
    assert latest([{"update_id": 7, **raw}]) == [{"update_id": 7, **raw}]


@given(st.text(max_size=70))
def test_no_data_of_a_button_surprises(data: str) -> None:
    said = press(data)
    assert isinstance(said, Said)
    assert isinstance(said.heard, Press | Sent)
